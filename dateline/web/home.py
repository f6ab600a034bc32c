"""The front page: what a desk looks at first, each part by one cheap question, however large the archive."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.judgements import ASSEMBLED_KINDS
from dateline.store.base import (
    ActorRow,
    ArchiveInfo,
    ClaimFilter,
    DisputeFilter,
    DisputeRow,
    IncidentFilter,
    IncidentRow,
    JudgementFilter,
    ReportRow,
    View,
)
from dateline.web.report_standing import TakenSide, taken_side

__all__ = ["HomeContext", "load_home"]

ROWS = {"reports": 9, "incidents": 8, "disputes": 5, "actors": 10}


@dataclass(frozen=True, slots=True)
class HomeContext:
    """What is in the archive, superseded versions apart: how much of everything, and the first of each.

    ``waiting`` are the machine's doubts that wait for a person, by kind; ``day`` is that of the latest report.
    """

    info: ArchiveInfo
    reports: int
    claims: int
    incidents: int
    disputes: int
    waiting: tuple[tuple[str, int], ...]
    latest: tuple[ReportRow, ...]
    largest: tuple[IncidentRow, ...]
    disputed: tuple[TakenSide, ...]
    busiest: tuple[ActorRow, ...]

    @property
    def doubts(self) -> int:
        """How many doubts wait, of all kinds."""
        return sum(count for _, count in self.waiting)


def load_home(view: View) -> HomeContext:
    """Return what the front page shows."""
    latest = view.find_reports(limit=ROWS["reports"])
    incidents = view.find_incidents(IncidentFilter(), limit=ROWS["incidents"])
    disputes = view.find_disputes(DisputeFilter(), limit=ROWS["disputes"])
    waiting = (
        (kind, view.find_judgements(JudgementFilter(kind=kind, waiting=True), limit=1).total)
        for kind in ASSEMBLED_KINDS
    )
    return HomeContext(
        info=view.info(),
        reports=latest.total,
        claims=view.count_claims(ClaimFilter())[0],
        incidents=incidents.total,
        disputes=disputes.total,
        waiting=tuple((kind, count) for kind, count in waiting if count),
        latest=latest.rows,
        largest=incidents.rows,
        disputed=tuple(taken_side(row, title_of(view, row), set()) for row in disputes.rows),
        busiest=view.find_actors(limit=ROWS["actors"]).rows,
    )


def title_of(view: View, row: DisputeRow) -> str:
    """Return what a dispute is of: its incident, or the place whose holder is disputed."""
    return view.get_incident(row.incident).title if row.incident else row.place or ""
