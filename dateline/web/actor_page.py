"""One name's page: why its spellings are one, what it says, does, suffers and holds, and what others say of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from dateline.errors import NotFound
from dateline.judgements import Judgement
from dateline.record_objects import held_object
from dateline.records import Claim
from dateline.store.base import ActorRow, ClaimFilter, IncidentFilter, IncidentRow, KnownNode, Page, ReportRow, View
from dateline.web.context import COUNT_TO
from dateline.web.held_axis import Column, day_axis
from dateline.web.held_grid import HeldGrid, HeldPlace, draw_grid, first_shown, name_holders, range_of
from dateline.web.holdings import last_known, load_held, names_of
from dateline.web.listings import plain, reports_of
from dateline.web.source_page import commonest, names_source

__all__ = ["ActorContext", "Chart", "actor_object", "load_actor"]

READ_CLAIMS = 400  # the newest ones that a page is made of
SHOWN_CLAIMS, SHOWN_INCIDENTS, SHOWN_PLACES, SHOWN_JUDGEMENTS, CHART_PLACES = 8, 10, 6, 40, 8
CHART_COLUMNS = 14
FIRST_DAY = "0001-01-01"
FACET_VALUES = 12


@dataclass(frozen=True, slots=True)
class Joined:
    """Why two of an actor's names are one: the judgement, both names, and the report of each that stands in one only."""

    judgement: Judgement
    one: str
    other: str
    one_report: ReportRow | None
    other_report: ReportRow | None


@dataclass(frozen=True, slots=True)
class Chart:
    """How many claims name an actor, by place and time: a row a place, a number a column; ``earlier`` are left out."""

    columns: tuple[Column, ...]
    unit: str
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    most: int
    earlier: int


@dataclass(frozen=True, slots=True)
class ActorContext:
    """A name: what it says, what is said of it, of which places and days, what it holds, and why its names are one.

    ``does`` and ``suffers`` count the types of events in which it is actor or target, ``read`` how many of the newest claims
    were counted; ``by_others`` are claims of it on somebody else's word.
    """

    actor: ActorRow
    said: Page[Claim]
    said_of: Page[Claim]
    reports: dict[str, ReportRow]
    places: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    does: tuple[tuple[str, int], ...]
    suffers: tuple[tuple[str, int], ...]
    read: int
    by_others: tuple[Claim, ...]
    joined: tuple[Joined, ...]
    names: int
    incidents: Page[IncidentRow]
    held: tuple[HeldPlace, ...]
    grid: HeldGrid | None
    chart: Chart | None


def load_actor(view: View, key: str) -> ActorContext:
    """Return a name's page. Raises: NotFound."""
    actor = view.get_actor(key)
    nodes = view.nodes_of_actor(actor.key)
    said, of = ClaimFilter(source=actor.name), ClaimFilter(actor=actor.name)
    said_page = view.find_claims(said, sort="-published", limit=SHOWN_CLAIMS, count_to=COUNT_TO)
    of_page = view.find_claims(of, sort="-published", limit=READ_CLAIMS, count_to=COUNT_TO)
    about = [claim for claim in of_page.rows if is_in(claim.actors, claim, nodes) or is_in(claim.targets, claim, nodes)]
    by_others = tuple(c for c in about if not is_in(c.chain, c, nodes))[:SHOWN_CLAIMS]
    shown = Page(of_page.rows[:SHOWN_CLAIMS], of_page.total, 0, SHOWN_CLAIMS, of_page.is_exact)
    held = held_by(view, actor)
    days = sorted(claim.earliest[:10] for claim in about if claim.earliest)
    return ActorContext(
        actor=actor,
        said=said_page,
        said_of=shown,
        reports=reports_of(view, (*said_page.rows, *shown.rows, *by_others)),
        places=commonest(Counter(claim.place for claim in about if claim.place)),
        types=commonest(Counter(claim.type for claim in about if claim.type)),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        does=commonest(Counter(types_as("actors", about, nodes))),
        suffers=commonest(Counter(types_as("targets", about, nodes))),
        read=len(about),
        by_others=by_others,
        joined=tuple(find_joined(view, nodes)),
        names=len(nodes),
        incidents=view.find_incidents(IncidentFilter(actor=actor.name), limit=SHOWN_INCIDENTS),
        held=held,
        grid=grid_of(view, held),
        chart=chart_of(about),
    )


def is_in(names: Iterable[str], claim: Claim, nodes: Sequence[KnownNode]) -> bool:
    """Is one of a claim's names one of an actor's?"""
    return any(names_source(name, claim, nodes) for name in names)


def types_as(role: str, claims: Iterable[Claim], nodes: Sequence[KnownNode]) -> Iterable[str]:
    """Yield the types of events in which an actor has a role."""
    for claim in claims:
        if claim.kind == "event" and claim.type and is_in(getattr(claim, role), claim, nodes):
            yield claim.type


def find_joined(view: View, nodes: Sequence[KnownNode]) -> Iterable[Joined]:
    """Yield the judgements by which an actor's names are one, persons' first, then the surest."""
    known = {node.node: node for node in nodes}
    found = [j for j in view.judgements_of("actor", list(known)) if j.verdict == "same" and j.object in known]
    found.sort(key=lambda j: (j.is_machine, -(j.score or 0.0), j.id))
    for judgement in found[:SHOWN_JUDGEMENTS]:
        one, other = known[judgement.subject], known[judgement.object or ""]
        reports = [view.get_report(node.report_id) if node.report_id else None for node in (one, other)]
        yield Joined(judgement, one.name, other.name, *reports)


def held_by(view: View, actor: ActorRow) -> tuple[HeldPlace, ...]:
    """Return the places of which most is told that an actor holds, takes or loses them, with all who held them when."""
    where = ClaimFilter(kind="holding", actor=actor.name)
    found: dict[str, HeldPlace] = {}
    (places,) = view.facets_of(where, ("place",), count_to=COUNT_TO, limit=SHOWN_PLACES)
    for name, _ in places.values:
        try:
            place = view.get_place(name)
        except NotFound:
            continue
        if place.key not in found:
            found[place.key] = load_held(view, place)
    return tuple(item for item in found.values() if item.spans)


def grid_of(view: View, held: Sequence[HeldPlace]) -> HeldGrid | None:
    """Return the grid of some places, None where nothing is told."""
    shown = range_of(held, since=None, until=None, known=last_known(view, None))
    if shown is None:
        return None
    return draw_grid(held, name_holders(held, names_of(view, held), last=shown[1]), shown)


def chart_of(claims: Iterable[Claim]) -> Chart | None:
    """Return how often claims name places by time; None where none has both."""
    told = [(claim.place, claim.earliest[:10]) for claim in claims if claim.place and len(claim.earliest or "") >= 10]  # type: ignore[index]
    if not told:
        return None
    days = sorted(day for _, day in told)
    first = first_shown(days, days[-1])
    axis = day_axis(first, days[-1], most=CHART_COLUMNS)
    starts = [column.day for column in axis.columns]
    counts: dict[str, Counter[int]] = {}
    for place, day in told:
        if day >= first:
            counts.setdefault(place, Counter())[bisect_right(starts, day) - 1] += 1
    ordered = sorted(counts, key=lambda place: (-counts[place].total(), place))[:CHART_PLACES]
    rows = tuple((place, tuple(counts[place][at] for at in range(len(starts)))) for place in ordered)
    return Chart(
        axis.columns, axis.unit, rows, max(max(numbers) for _, numbers in rows), sum(day < first for day in days)
    )


def actor_object(found: ActorContext) -> dict[str, Any]:
    """Return a name's page as JSON; the spans are those of ``dateline holdings``."""
    held = [held_object(item.place.name, span) for item in found.held for span in item.spans]
    counted = {name: [{"value": v, "claims": n} for v, n in getattr(found, name)] for name in ("does", "suffers")}
    rest = (field.name for field in fields(found) if field.name not in ("held", "grid", *counted))
    return {**{name: plain(getattr(found, name)) for name in rest}, **counted, "held": held}
