"""Where a report stands in the record: who printed the same text, which incidents it tells of, what it has a side in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from dateline.errors import NotFound
from dateline.records import Claim
from dateline.store.base import DisputeFilter, DisputeRow, IncidentRow, ReportRow, View

__all__ = ["DisputedSide", "Standing", "TakenSide", "Voice", "load_standing", "sides_taken", "taken_side"]

# how many are looked at, so that a report of a thousand events is a page too
MOST_INCIDENTS = 60
MOST_DISPUTES = 20  # of one incident or place
MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Voice:
    """On whose word a side is, and the first claim in which it says so."""

    origin: str
    claim: str


@dataclass(frozen=True, slots=True)
class DisputedSide:
    """One side of a dispute: its value, on whose word it is, and the first of some claims that take it, if any."""

    value: str
    voices: tuple[Voice, ...]
    claim: str | None


@dataclass(frozen=True, slots=True)
class TakenSide:
    """A dispute in which some claims take a side; ``title`` is the incident, or the place whose holder is disputed."""

    id: str
    kind: str
    about: str
    title: str
    size: int
    sides: tuple[DisputedSide, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A report among others.

    ``copies`` are other reports of the same text, its own versions apart. ``shared`` are incidents that other reports tell of
    too, the most told first; ``alone`` counts those that only this one tells of; ``incident_of`` gives the shared incident
    of a claim.
    """

    copies: tuple[ReportRow, ...]
    shared: tuple[IncidentRow, ...]
    alone: int
    incident_of: dict[str, IncidentRow]
    disputes: tuple[TakenSide, ...]


def load_standing(view: View, report: ReportRow, claims: Sequence[Claim]) -> Standing:
    """Return where a report stands."""
    roots = roots_of(view, claims)
    found = {row.id: row for root in dict.fromkeys(roots.values()) for row in incidents_under(view, root)}
    shared = {root: row for root, row in found.items() if row.reports > 1}
    copies = tuple(row for row in view.copies_of(report.id) if row.address != report.address)
    return Standing(
        copies=copies,
        shared=tuple(sorted(shared.values(), key=lambda row: (-row.reports, -row.claims, row.id))),
        alone=len(found) - len(shared),
        incident_of={claim: shared[root] for claim, root in roots.items() if root in shared},
        disputes=tuple(sides_taken(view, claims, found.values())),
    )


def incidents_under(view: View, root: str) -> Iterator[IncidentRow]:
    """Yield the incident of a claim; a claim that was added but not yet linked is of none."""
    with suppress(NotFound):
        yield view.get_incident(root)


def roots_of(view: View, claims: Sequence[Claim]) -> dict[str, str]:
    """Return, by claim, the id of its incident; those of the first MOST_INCIDENTS incidents."""
    weights = view.weigh("incident", [claim.id for claim in claims if claim.kind == "event"])
    roots = {claim.id: weights[claim.id].root for claim in claims if claim.id in weights}
    kept = set(list(dict.fromkeys(roots.values()))[:MOST_INCIDENTS])
    return {claim: root for claim, root in roots.items() if root in kept}


def sides_taken(view: View, claims: Sequence[Claim], incidents: Iterable[IncidentRow]) -> Iterator[TakenSide]:
    """Yield the disputes in which one of these claims is on a side, the largest first."""
    own = {claim.id for claim in claims}
    found = [taken_side(row, title, own) for row, title in disputes_near(view, claims, incidents)]
    taken = [side for side in found if any(one.claim for one in side.sides)]
    yield from sorted(taken, key=lambda side: (-side.size, side.id))


def disputes_near(
    view: View, claims: Sequence[Claim], incidents: Iterable[IncidentRow]
) -> Iterator[tuple[DisputeRow, str]]:
    """Yield disputes of these incidents, and of who holds the places that these claims name, with what they are of."""
    for incident in incidents:
        if incident.disputes:
            rows = view.find_disputes(DisputeFilter(incident=incident.id), limit=MOST_DISPUTES).rows
            yield from ((row, incident.title) for row in rows)
    held = {claim.place_id or claim.place: claim.place for claim in claims if claim.kind == "holding" and claim.place}
    for key, name in list(held.items())[:MOST_PLACES]:
        rows = view.find_disputes(DisputeFilter(kind="holder", place=key), limit=MOST_DISPUTES).rows
        yield from ((row, name or "") for row in rows)


def taken_side(row: DisputeRow, title: str, own: set[str]) -> TakenSide:
    """Return a dispute with the first of a report's claims on each side."""
    sides = tuple(
        DisputedSide(side["value"], voices_of(side["steps"]), first_claim(side["steps"], own))
        for side in json.loads(row.body)["sides"]
    )
    return TakenSide(row.id, row.kind, row.about, title, row.size, sides)


def voices_of(steps: Iterable[Mapping[str, str]]) -> tuple[Voice, ...]:
    """Return who takes a side, in the order in which they do."""
    first: dict[str, str] = {}
    for step in steps:
        first.setdefault(step["origin"], step["claim"])
    return tuple(Voice(origin, claim) for origin, claim in first.items())


def first_claim(steps: Iterable[Mapping[str, str]], own: set[str]) -> str | None:
    """Return the first of these claims that takes a side."""
    return next((step["claim"] for step in steps if step["claim"] in own), None)
