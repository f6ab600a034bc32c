"""The record as data: incidents, disputes and holdings as the objects that commands print and ``/api/v1`` answers with."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

from dateline.judgements import Judgement, in_force
from dateline.linking import incident_row
from dateline.reconcile.base import Told
from dateline.reconcile.holdings import HeldSpan
from dateline.reconcile.origins import Origin, OriginGroup, Origins, independent_origins
from dateline.reconcile.tolls import Toll, tolls_of
from dateline.store.base import DisputeFilter, DisputeRow, IncidentRow, View

__all__ = [
    "WholeIncident",
    "dispute_object",
    "held_object",
    "known_by",
    "load_whole_incident",
    "told_object",
    "toll_object",
    "whole_object",
]


@dataclasses.dataclass(frozen=True, slots=True)
class WholeIncident:
    """One incident as it was known on a day: its row, and its claims in the order of publishing with all that they tell.

    ``joined`` are the judgements in force that bring its claims together, the weakest first; ``doubtful`` those that leave it
    open whether a claim of it tells of the same as another one does, the likeliest first.
    """

    row: IncidentRow
    tolds: tuple[Told, ...]
    origins: Origins
    tolls: tuple[Toll, ...]
    disputes: tuple[DisputeRow, ...]
    joined: tuple[Judgement, ...]
    doubtful: tuple[Judgement, ...]

    @property
    def origin_of(self) -> dict[str, Origin]:
        """On whose word each claim stands, by the claim's id."""
        return origin_by_claim(self.origins)


def origin_by_claim(origins: Origins) -> dict[str, Origin]:
    """Return on whose word each claim stands, by the claim's id."""
    return {claim: group.origin for group in origins.groups for claim in group.claims}


def load_whole_incident(view: View, incident_id: str, *, as_of: str | None = None) -> WholeIncident:
    """Return the incident of an id; the id of any of its claims will do. Raises: NotFound, InvalidQuery."""
    row = view.get_incident(incident_id)
    tolds = tuple(view.told_of_incident(row.id, as_of=as_of))
    disputes = view.find_disputes(DisputeFilter(incident=row.id, as_of=as_of)).rows
    if as_of is not None:
        disputes = tuple(known_by(dispute, as_of) for dispute in disputes)
        row = _row_of_then(row, tolds, disputes=len(disputes))
    origins = independent_origins(tolds)
    tolls = tolls_of(tolds, origins=origin_by_claim(origins))
    joined, doubtful = _links_of(view, {told.claim.id for told in tolds}, as_of=as_of)
    return WholeIncident(row, tolds, origins, tuple(tolls), disputes, joined, doubtful)


def _row_of_then(row: IncidentRow, tolds: tuple[Told, ...], *, disputes: int) -> IncidentRow:
    """An incident's row as its claims of then tell it; of no claims, the row without what only claims can tell."""
    if tolds:
        return incident_row(row.id, tolds, disputes=disputes)
    counts = dict.fromkeys(("claims", "reports", "origins_low", "origins_high", "disputes"), 0)
    unknown = dict.fromkeys(("killed_low", "killed_high", "first_published", "last_published"))
    return dataclasses.replace(row, **counts, **unknown, whole=False)  # type: ignore[arg-type]


def _links_of(
    view: View, members: set[str], *, as_of: str | None
) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """The judgements that join some claims, and those that leave open whether another claim of then belongs to them."""
    found = in_force(view.judgements_of("incident", members))
    joined = [j for j in found if j.verdict == "same" and j.object in members]
    doubtful = [j for j in found if j.verdict == "maybe" and j.object not in members]
    if as_of is not None:
        others = view.told_of_claims({j.object for j in doubtful if j.object})
        doubtful = [j for j in doubtful if j.object in others and _was_out(others[j.object].published, as_of)]
    return tuple(sorted(joined, key=_strength)), tuple(sorted(doubtful, key=_strength, reverse=True))


def _was_out(published: str | None, day: str) -> bool:
    """Was something published by the end of a day, month or year?"""
    return published is not None and published[: len(day)] <= day


def _strength(judgement: Judgement) -> tuple[float, str]:
    return (judgement.score if judgement.score is not None else 1.0), judgement.id


def known_by(row: DisputeRow, day: str) -> DisputeRow:
    """Return a dispute with what was told of it by the end of a day, month or year.

    Steps without a day are left out, as reports without one are; ``origins`` and ``size`` count by name.
    """
    sides: list[dict[str, Any]] = []
    for side in json.loads(row.body)["sides"]:
        steps = [step for step in side["steps"] if _was_out(step["day"], day)]
        if steps:
            sides.append({**side, "steps": steps, "origins": list(dict.fromkeys(step["origin"] for step in steps))})
    origins = len({name for side in sides for name in side["origins"]})
    return dataclasses.replace(
        row,
        sides=len(sides),
        origins=origins,
        size=origins,
        last_published=max((step["day"] for side in sides for step in side["steps"]), default=None),
        body=json.dumps({"sides": sides}, ensure_ascii=False),
    )


def whole_object(whole: WholeIncident) -> dict[str, Any]:
    """Return an incident with all that is told of it, as JSON takes it."""
    origin_of = whole.origin_of
    return {
        **dataclasses.asdict(whole.row),
        "numbers": [toll_object(toll) for toll in whole.tolls],
        "disputed": [dispute_object(dispute) for dispute in whole.disputes],
        "origins": [group_object(group) for group in whole.origins.groups],
        "told": [told_object(told, origin_of[told.claim.id]) for told in whole.tolds],
        "joined": [judgement.as_json() for judgement in whole.joined],
        "doubtful": [judgement.as_json() for judgement in whole.doubtful],
    }


def toll_object(toll: Toll) -> dict[str, Any]:
    """Return a number of an incident as JSON takes it; an open end is null."""
    ends = {name: None if math.isinf(value) else value for name, value in (("low", toll.low), ("high", toll.high))}
    told = {"text": toll.text, "origins": toll.origins, "days": toll.days}
    return {"what": toll.what, "of": toll.of or None, **ends, **told, "claims": [t.claim.id for t in toll.tolds]}


def dispute_object(row: DisputeRow) -> dict[str, Any]:
    """Return a dispute as JSON takes it, its sides laid open."""
    values = dataclasses.asdict(row)
    sides: dict[str, Any] = json.loads(values.pop("body"))
    return values | sides


def group_object(group: OriginGroup) -> dict[str, Any]:
    """Return an origin as JSON takes it, with its claims, and the keys of those that may be the same people."""
    origin = group.origin
    known = {"key": origin.key, "name": origin.name, "kind": origin.kind, "why": origin.why}
    return {**known, "claims": list(group.claims), "maybe": list(group.maybe)}


def told_object(told: Told, origin: Origin) -> dict[str, Any]:
    """Return a claim with what is known of its report, and on whose word it stands."""
    known = {"published": told.published, "outlet": told.outlet, "agency": told.agency, "copy": told.copy}
    return {**told.claim.as_json(), **known, "origin": {"key": origin.key, "name": origin.name, "kind": origin.kind}}


def held_object(place: str, span: HeldSpan) -> dict[str, Any]:
    """Return a span of days as JSON takes it."""
    lines = [
        {
            "holder": line.name,
            "state": line.state,
            "origins": [o.name for o in line.origins],
            "claims": [s.told.claim.id for s in line.sightings],
        }
        for line in span.lines
    ]
    return {"place": place, "from": span.first_day, "to": span.last_day, "state": span.state, "lines": lines}
