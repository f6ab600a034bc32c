"""What each page shows: one function a page, from a view and parameters to a frozen context.

HTML templates render a context, ``/api/v1`` gives the same context as JSON, so neither can know more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal

from dateline.errors import NotFound
from dateline.records import Claim, Reason
from dateline.store.base import ActorRow, ClaimFilter, Hit, IncidentRow, ReportRow, View
from dateline.web.listings import Listing, list_page, reports_of
from dateline.web.params import (
    ActorsParams,
    ClaimParams,
    ReportsParams,
    SearchParams,
    TimelineParams,
)
from dateline.web.report_standing import Standing, load_standing
from dateline.web.report_versions import Revision, revisions_around

__all__ = [
    "ActorsContext",
    "ClaimsContext",
    "Facet",
    "ReportContext",
    "ReportsContext",
    "SearchContext",
    "TimelineContext",
    "TimelineDay",
    "load_actors",
    "load_claims",
    "load_report",
    "load_reports",
    "load_search",
    "load_timeline",
]

FacetField = Literal["source", "actor", "place", "type", "stance", "outlet", "status"]
FACETS: tuple[FacetField, ...] = ("source", "stance", "type", "status", "actor", "place", "outlet")
FACET_VALUES = 12
COUNT_TO = 5_000  # claims that are counted one by one for a page, where the count is not kept
FIRST_DAY = "0001-01-01"


@dataclass(frozen=True, slots=True)
class ReportsContext:
    """The archive's reports, latest first."""

    reports: Listing[ReportRow]
    current: bool


@dataclass(frozen=True, slots=True)
class ReportContext:
    """One report: its row, its reading (the contract's object), what stayed open, its claims and all versions.

    ``revisions`` are how it came from the version before it and went over into the next; ``standing`` is where it stands
    among other reports.
    """

    report: ReportRow
    reading: dict[str, Any]
    reasons: tuple[Reason, ...]
    claims: tuple[Claim, ...]
    versions: tuple[ReportRow, ...]
    revisions: tuple[Revision, ...]
    standing: Standing

    @property
    def local(self) -> dict[str, str]:
        """By a claim's id, its name within the report."""
        return {claim.id: claim.local_id for claim in self.claims}


@dataclass(frozen=True, slots=True)
class Facet:
    """The commonest values of a field among the claims found, with their counts.

    ``among`` is None where all of them were counted, else how many of them were."""

    field: str
    values: tuple[tuple[str, int], ...]
    among: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimsContext:
    """Claims that fit a filter, their reports by id, and what they have in common.

    ``months`` are those in which claims lie whole; ``incident`` is the one that is asked for.
    """

    claims: Listing[Claim]
    reports: dict[str, ReportRow]
    sort: str
    facets: tuple[Facet, ...]
    months: Facet | None = None
    incident: IncidentRow | None = None

    @property
    def passages(self) -> tuple[tuple[Claim, ...], ...]:
        """The claims in runs that share their words, so that the words need to be read once."""
        runs = groupby(self.claims.rows, key=lambda claim: (claim.report_id, claim.start, claim.end, claim.chain))
        return tuple(tuple(run) for _, run in runs)


@dataclass(frozen=True, slots=True)
class SearchContext:
    """Reports found by full text; ``hits`` is None until something is asked."""

    query: str | None
    hits: Listing[Hit] | None


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """Claims of the same time, which may be longer than a day; ``earliest`` is None for claims without a time."""

    earliest: str | None
    latest: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class TimelineContext:
    """Claims by the day their time begins; ``undated`` counts those that the report does not place in time.

    ``undated`` is None where so many claims fit that these were not counted; if not ``is_exact``, more than ``dated`` fit.
    """

    days: tuple[TimelineDay, ...]
    reports: dict[str, ReportRow]
    listing: Listing[Claim]
    dated: int
    undated: int | None
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class ActorsContext:
    """Names that speak, act or are acted on, the busiest first."""

    actors: Listing[ActorRow]


def load_reports(view: View, params: ReportsParams) -> ReportsContext:
    """Return a page of reports. Raises: InvalidQuery."""
    found = view.find_reports(current=params.current, offset=params.offset, limit=params.size)
    return ReportsContext(list_page(found, params), params.current)


def load_report(view: View, report_id: str) -> ReportContext:
    """Return a report with its reading, claims and versions. Raises: NotFound."""
    report, versions = view.get_report(report_id), view.find_versions(report_id)
    claims = tuple(view.iter_claims(ClaimFilter(report=report_id, current=False)))
    return ReportContext(
        report=report,
        reading=view.get_reading(report_id),
        reasons=view.get_reasons(report_id),
        claims=claims,
        versions=versions,
        revisions=revisions_around(view, report, versions),
        standing=load_standing(view, report, claims),
    )


def load_claims(view: View, params: ClaimParams) -> ClaimsContext:
    """Return a page of claims with facets. Raises: InvalidQuery."""
    where = params.where()
    found = view.find_claims(where, sort=params.sort, offset=params.offset, limit=params.size, count_to=COUNT_TO)
    facets = view.facets_of(where, FACETS, count_to=COUNT_TO, limit=FACET_VALUES)
    shown = tuple(Facet(facet.field, facet.values, facet.among) for facet in facets if facet.values)
    incident = find_incident(view, params.incident) if params.incident and found.rows else None
    months = view.months_of_claims(where, count_to=COUNT_TO)
    dated = Facet(months.field, months.values, months.among)
    return ClaimsContext(list_page(found, params), reports_of(view, found.rows), params.sort, shown, dated, incident)


def find_incident(view: View, claim_id: str) -> IncidentRow | None:
    """Return the incident that a claim tells of; a claim that was never linked tells of none."""
    try:
        return view.get_incident(claim_id)
    except NotFound:
        return None


def load_search(view: View, params: SearchParams) -> SearchContext:
    """Return reports that hold the words asked for. Raises: InvalidQuery."""
    if params.q is None:
        return SearchContext(None, None)
    found = view.search(params.q, offset=params.offset, limit=params.size)
    return SearchContext(params.q, list_page(found, params))


def load_timeline(view: View, params: TimelineParams) -> TimelineContext:
    """Return claims by day, or those without a time. Raises: InvalidQuery."""
    where = params.where(dated=True)
    everything = params.where(since=None, until=None)
    total, is_whole = view.count_claims(everything, count_to=COUNT_TO)
    dated, is_exact = view.count_claims(where, count_to=COUNT_TO)
    all_dated = view.count_claims(replace(everything, dated=True), count_to=COUNT_TO)[0] if is_whole else 0
    asked: dict[str, Any] = {"offset": params.offset, "limit": params.size, "count_to": COUNT_TO}
    if params.undated:
        found = view.find_claims(replace(everything, dated=False), **asked)
    else:
        found = view.find_claims(where, sort="time", **asked)
    days, reports = tuple(group_by_time(found.rows)), reports_of(view, found.rows)
    undated = total - all_dated if is_whole else found.total if params.undated else None
    return TimelineContext(days, reports, list_page(found, params), dated, undated, is_exact)


def group_by_time(claims: Iterable[Claim]) -> Iterator[TimelineDay]:
    """Yield claims in runs of the same days; of those that begin together, the shortest time comes first."""
    for first, rows in groupby(claims, key=lambda claim: claim.earliest and claim.earliest[:10]):
        same = sorted(rows, key=last_day)
        for last, run in groupby(same, key=last_day):
            yield TimelineDay(first or None, last or None, tuple(run))


def last_day(claim: Claim) -> str:
    """Return the last day of a claim's time, or the empty text."""
    return (claim.latest or "")[:10]


def load_actors(view: View, params: ActorsParams) -> ActorsContext:
    """Return a page of names. Raises: InvalidQuery."""
    found = view.find_actors(name=params.name, kind=params.kind, offset=params.offset, limit=params.size)
    return ActorsContext(list_page(found, params))
