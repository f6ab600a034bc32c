"""What each page shows: one function a page, from a view and parameters to a frozen context.

HTML templates render a context, ``/api/v1`` gives the same context as JSON, so neither can know more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from dateline.judgements import Judgement
from dateline.reconcile.corrections import judged_claims
from dateline.records import Claim, Reason
from dateline.store.base import ActorRow, ArchiveInfo, ClaimFilter, Hit, Page, ReportRow, View
from dateline.web.listings import Listing, list_page, reports_of
from dateline.web.params import (
    ActorsParams,
    ClaimParams,
    ReportsParams,
    SearchParams,
    TimelineParams,
)

__all__ = [
    "ActorContext",
    "ActorsContext",
    "ClaimContext",
    "ClaimsContext",
    "Facet",
    "HomeContext",
    "Neighbours",
    "ReportContext",
    "ReportsContext",
    "SearchContext",
    "TimelineContext",
    "TimelineDay",
    "load_actor",
    "load_actors",
    "load_claim",
    "load_claims",
    "load_home",
    "load_report",
    "load_reports",
    "load_search",
    "load_timeline",
]

FacetField = Literal["source", "actor", "place", "type", "stance", "outlet", "status"]
FACETS: tuple[FacetField, ...] = ("source", "stance", "type", "status", "actor", "place", "outlet")
FACET_VALUES = 12
HOME_REPORTS = 8
HOME_ACTORS = 12
ACTOR_CLAIMS = 12
NEIGHBOUR_CHARACTERS = 240
FIRST_DAY = "0001-01-01"


@dataclass(frozen=True, slots=True)
class HomeContext:
    """What is in the archive, superseded versions apart: its size, its latest reports, its busiest names."""

    info: ArchiveInfo
    reports: int
    claims: int
    latest: tuple[ReportRow, ...]
    busiest: tuple[ActorRow, ...]
    stances: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ReportsContext:
    """The archive's reports, latest first."""

    reports: Listing[ReportRow]
    current: bool


@dataclass(frozen=True, slots=True)
class ReportContext:
    """One report: its row, its reading (the contract's object), what stayed open, its claims and all versions."""

    report: ReportRow
    reading: dict[str, Any]
    reasons: tuple[Reason, ...]
    claims: tuple[Claim, ...]
    versions: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """The commonest values of a field among the claims found, with their counts."""

    field: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ClaimsContext:
    """Claims that fit a filter, their reports by id, and what they have in common."""

    claims: Listing[Claim]
    reports: dict[str, ReportRow]
    sort: str
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The words of a report before and after a claim's."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """One claim, its report, the words around it, the claim it denies, and the judgement of a person on it, if any."""

    claim: Claim
    report: ReportRow
    neighbours: Neighbours
    denies: Claim | None
    judged: Judgement | None = None


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
    """Claims by the day their time begins; ``undated`` counts those that the report does not place in time."""

    days: tuple[TimelineDay, ...]
    reports: dict[str, ReportRow]
    listing: Listing[Claim]
    dated: int
    undated: int


@dataclass(frozen=True, slots=True)
class ActorsContext:
    """Names that speak, act or are acted on, the busiest first."""

    actors: Listing[ActorRow]


@dataclass(frozen=True, slots=True)
class ActorContext:
    """A name: what it says, what is said of it, and of which places and years."""

    actor: ActorRow
    said: Page[Claim]
    said_of: Page[Claim]
    reports: dict[str, ReportRow]
    places: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None


def load_home(view: View) -> HomeContext:
    """Return what the home page shows."""
    latest = view.find_reports(limit=HOME_REPORTS)
    return HomeContext(
        info=view.info(),
        reports=latest.total,
        claims=view.find_claims(ClaimFilter(), limit=1).total,
        latest=latest.rows,
        busiest=view.find_actors(limit=HOME_ACTORS).rows,
        stances=view.facets(ClaimFilter(kind="statement"), "stance", limit=FACET_VALUES),
    )


def load_reports(view: View, params: ReportsParams) -> ReportsContext:
    """Return a page of reports. Raises: InvalidQuery."""
    found = view.find_reports(current=params.current, offset=params.offset, limit=params.size)
    return ReportsContext(list_page(found, params), params.current)


def load_report(view: View, report_id: str) -> ReportContext:
    """Return a report with its reading, claims and versions. Raises: NotFound."""
    return ReportContext(
        report=view.get_report(report_id),
        reading=view.get_reading(report_id),
        reasons=view.get_reasons(report_id),
        claims=tuple(view.iter_claims(ClaimFilter(report=report_id, current=False))),
        versions=view.find_versions(report_id),
    )


def load_claims(view: View, params: ClaimParams) -> ClaimsContext:
    """Return a page of claims with facets. Raises: InvalidQuery."""
    where = params.where()
    found = view.find_claims(where, sort=params.sort, offset=params.offset, limit=params.size)
    facets = (Facet(name, view.facets(where, name, limit=FACET_VALUES)) for name in FACETS)
    shown = tuple(facet for facet in facets if facet.values)
    return ClaimsContext(list_page(found, params), reports_of(view, found.rows), params.sort, shown)


def load_claim(view: View, claim_id: str) -> ClaimContext:
    """Return a claim in its surroundings. Raises: NotFound."""
    claim = view.get_claim(claim_id)
    text = view.get_reading(claim.report_id)["report"]["text"]
    return ClaimContext(
        claim=claim,
        report=view.get_report(claim.report_id),
        neighbours=neighbours_of(text, claim),
        denies=view.get_claim(claim.denies) if claim.denies else None,
        judged=judged_claims(view.judgements_of("claim", [claim.id])).get(claim.id),
    )


def neighbours_of(text: str, claim: Claim) -> Neighbours:
    """Return the words around a claim's, cut at white space."""
    before = text[max(0, claim.start - NEIGHBOUR_CHARACTERS) : claim.start]
    after = text[claim.end : claim.end + NEIGHBOUR_CHARACTERS]
    if claim.start > NEIGHBOUR_CHARACTERS:
        before = "… " + before.partition(" ")[2]
    if claim.end + NEIGHBOUR_CHARACTERS < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Neighbours(before, after)


def load_search(view: View, params: SearchParams) -> SearchContext:
    """Return reports that hold the words asked for. Raises: InvalidQuery."""
    if params.q is None:
        return SearchContext(None, None)
    found = view.search(params.q, offset=params.offset, limit=params.size)
    return SearchContext(params.q, list_page(found, params))


def load_timeline(view: View, params: TimelineParams) -> TimelineContext:
    """Return claims by day, or those without a time. Raises: InvalidQuery.

    A claim without a time comes last under the sort by time, and meets no range of days: so the dated ones are those that
    meet the widest range, and the others begin where they end.
    """
    ranged = params.since is not None or params.until is not None
    dated = view.find_claims(params.where() if ranged else params.where(since=FIRST_DAY), sort="time", limit=1).total
    everything = params.where(since=None, until=None)
    total = view.find_claims(everything, limit=1).total
    all_dated = view.find_claims(params.where(since=FIRST_DAY, until=None), limit=1).total if ranged else dated
    undated = total - all_dated
    if params.undated:
        found = view.find_claims(everything, sort="time", offset=all_dated + params.offset, limit=params.size)
        found = Page(found.rows, undated, params.offset, params.size)
    else:
        where = params.where() if ranged else params.where(since=FIRST_DAY)
        found = view.find_claims(where, sort="time", offset=params.offset, limit=params.size)
    days = tuple(group_by_time(found.rows))
    return TimelineContext(days, reports_of(view, found.rows), list_page(found, params), dated, undated)


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


def load_actor(view: View, key: str) -> ActorContext:
    """Return a name's page. Raises: NotFound."""
    actor = view.get_actor(key)
    said, of = ClaimFilter(source=actor.name), ClaimFilter(actor=actor.name)
    dated = ClaimFilter(actor=actor.name, since=FIRST_DAY)
    said_page, of_page = (view.find_claims(where, sort="-published", limit=ACTOR_CLAIMS) for where in (said, of))
    first, last = (view.find_claims(dated, sort=sort, limit=1).rows for sort in ("time", "-time"))
    return ActorContext(
        actor=actor,
        said=said_page,
        said_of=of_page,
        reports=reports_of(view, (*said_page.rows, *of_page.rows)),
        places=view.facets(of, "place", limit=FACET_VALUES),
        types=view.facets(of, "type", limit=FACET_VALUES),
        first=first[0].earliest if first else None,
        last=last[0].latest if last else None,
    )
