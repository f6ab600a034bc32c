"""One claim: the words around it, the incident it tells of, who denies it, and every judgement on it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from dateline.errors import NotFound
from dateline.judgements import Judgement, in_force
from dateline.reconcile.corrections import judged_claims
from dateline.records import Claim
from dateline.store.base import ClaimFilter, IncidentRow, JudgementFilter, ReportRow, View
from dateline.web.report_standing import TakenSide, sides_taken

__all__ = ["ClaimContext", "Neighbours", "PastJudgement", "load_claim"]

NEIGHBOUR_CHARACTERS = 240
MOST_INCIDENTS = 20  # of one statement
MOST_JUDGEMENTS = 40  # those of a claim in a large incident are many, and the latest say what holds


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The words of a report before and after a claim's."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PastJudgement:
    """A judgement on a claim, the other claim that it was compared with, if any, and whether it still holds."""

    judgement: Judgement
    other: str | None
    holds: bool


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """One claim, its report, the words around it, the claim it denies, and the judgement of a person on it, if any.

    ``denied_by`` are claims of the same report; ``stated`` what a statement states. ``incidents`` are what these tell of
    together with other claims, ``disputes`` those in which they are on a side. ``history`` are the latest judgements on the
    claim, of ``judgements`` in all.
    """

    claim: Claim
    report: ReportRow
    neighbours: Neighbours
    denies: Claim | None
    judged: Judgement | None = None
    denied_by: tuple[Claim, ...] = ()
    stated: tuple[Claim, ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    disputes: tuple[TakenSide, ...] = ()
    history: tuple[PastJudgement, ...] = ()
    judgements: int = 0


def load_claim(view: View, claim_id: str) -> ClaimContext:
    """Return a claim in its surroundings. Raises: NotFound."""
    claim = view.get_claim(claim_id)
    text = view.get_reading(claim.report_id)["report"]["text"]
    of_report = list(view.iter_claims(ClaimFilter(report=claim.report_id, current=False)))
    stated = tuple(other for other in of_report if other.statement == claim.id)
    incidents = incidents_of(view, (claim, *stated))
    found = view.find_judgements(JudgementFilter(about=claim.id), limit=MOST_JUDGEMENTS)
    return ClaimContext(
        claim=claim,
        report=view.get_report(claim.report_id),
        neighbours=neighbours_of(text, claim),
        denies=view.get_claim(claim.denies) if claim.denies else None,
        judged=judged_claims(view.judgements_of("claim", [claim.id])).get(claim.id),
        denied_by=tuple(other for other in of_report if other.denies == claim.id),
        stated=stated,
        incidents=incidents,
        disputes=tuple(sides_taken(view, [claim, *stated], incidents)),
        history=tuple(history_of(claim, found.rows)),
        judgements=found.total,
    )


def incidents_of(view: View, claims: Iterable[Claim]) -> tuple[IncidentRow, ...]:
    """Return the incidents that events tell of; an event that was never linked tells of none."""
    found: dict[str, IncidentRow] = {}
    for claim in claims:
        if claim.kind == "event" and len(found) < MOST_INCIDENTS:
            with suppress(NotFound):
                row = view.get_incident(claim.id)
                found[row.id] = row
    return tuple(found.values())


def history_of(claim: Claim, judgements: tuple[Judgement, ...]) -> list[PastJudgement]:
    """Return judgements on a claim, each with the other claim it is about."""
    holding = {judgement.id for judgement in in_force(judgements)}
    return [
        PastJudgement(
            j, next((end for end in (j.subject, j.object) if end not in (claim.id, None)), None), j.id in holding
        )
        for j in judgements
    ]


def neighbours_of(text: str, claim: Claim) -> Neighbours:
    """Return the words around a claim's, cut at white space."""
    before = text[max(0, claim.start - NEIGHBOUR_CHARACTERS) : claim.start]
    after = text[claim.end : claim.end + NEIGHBOUR_CHARACTERS]
    if claim.start > NEIGHBOUR_CHARACTERS:
        before = "… " + before.partition(" ")[2]
    if claim.end + NEIGHBOUR_CHARACTERS < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Neighbours(before, after)
