"""Who holds what: places by days, and one day according to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from dateline.errors import NotFound
from dateline.reconcile.base import Told
from dateline.reconcile.holdings import HeldSpan, Line, held_spans
from dateline.reconcile.origins import Origin
from dateline.record_objects import held_object
from dateline.store.base import ClaimFilter, Page, PlaceRow, Store, View
from dateline.store.days import day_range, query_days
from dateline.web.description import (
    LISTED,
    TEXT,
    YES_OR_NO,
    changed,
    fields_of,
    list_of,
    maybe,
    object_answer,
    object_of,
    schema_of,
)
from dateline.web.examples import listed
from dateline.web.held_grid import HeldGrid, HeldPlace, Holder, draw_grid, holder_key, name_holders, range_of
from dateline.web.listings import Listing, list_page, listing_object, plain
from dateline.web.params import Day, PageParams, Words
from dateline.web.record_answers import HELD, HELD_EXAMPLES
from dateline.web.record_examples import PLACE_ROW
from dateline.web.render import render
from dateline.web.replies import html_reply, json_reply

__all__ = [
    "HoldingsContext",
    "HoldingsParams",
    "Said",
    "holdings_object",
    "holdings_router",
    "load_held",
    "load_holdings",
    "said_by",
]

NEWEST_CLAIMS = 80  # of a place, that the grid of many places reads; a place's own page reads more
MOST_PLACES = 40
SUGGESTED = 60
SEPARATOR = ";"


class HoldingsParams(PageParams):
    """Which places, and which days."""

    place: Annotated[str | None, Field(max_length=2000)] = Field(
        None,
        description="names or gazetteer ids of places, with ; between them; without it those of which most is told",
    )
    actor: Words = Field(None, description="only places of which it is told that this one holds, takes or loses them")
    since: Day | None = Field(None, description="first day: 2001, 2001-11 or 2001-11-07")
    until: Day | None = Field(None, description="last day")
    as_of: Day | None = Field(None, description="as known on a day: only what had been published by then")
    day: Day | None = Field(None, description="a day to show by itself")
    size: int = Field(12, ge=1, le=MOST_PLACES, description="places a page")

    @property
    def places(self) -> tuple[str, ...]:
        """The places asked for."""
        return tuple(dict.fromkeys(name for part in (self.place or "").split(SEPARATOR) if (name := part.strip())))

    @property
    def shown_day(self) -> str | None:
        """The day to show by itself: of a month or a year the first one."""
        days = day_range(self.day) if self.day else None
        return days[0] if days else None


@dataclass(frozen=True, slots=True)
class Said:
    """Who says that somebody holds a place, in which claims, the earliest first."""

    origin: Origin
    tolds: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class DayLine:
    """What is known of a place on one day; ``span`` is None where nothing is."""

    held: HeldPlace
    span: HeldSpan | None
    holders: tuple[Holder | None, ...]


@dataclass(frozen=True, slots=True)
class HoldingsContext:
    """The grid, None where nothing is told, its places as a listing, the day shown by itself, and places that nobody knows."""

    places: Listing[HeldPlace]
    grid: HeldGrid | None
    day: str | None
    on_day: tuple[DayLine, ...]
    unknown: tuple[str, ...]
    suggested: tuple[PlaceRow, ...]


def load_holdings(view: View, params: HoldingsParams) -> HoldingsContext:
    """Return who held some places when. Raises: InvalidQuery."""
    busiest = view.find_held_places(as_of=params.as_of, limit=max(SUGGESTED, params.offset + params.size))
    rows, unknown = find_rows(view, params, busiest)
    days = query_days(params.since, params.until)
    listing = list_page(rows, params)
    held = [load_held(view, row, days=days, as_of=params.as_of) for row in listing.rows]
    known = last_known(view, params.as_of)
    shown = range_of(held, since=days[0], until=days[1], known=known)
    grid: HeldGrid | None = None
    on_day: tuple[DayLine, ...] = ()
    if shown is not None:
        holders = name_holders(held, names_of(view, held), last=shown[1])
        grid = draw_grid(held, holders, shown, day=params.shown_day)
        on_day = tuple(day_lines(held, grid.holders or holders, params.shown_day)) if params.shown_day else ()
    places = Listing(
        tuple(held), listing.total, listing.page, listing.pages, listing.size, listing.next, listing.is_exact
    )
    return HoldingsContext(places, grid, params.shown_day, on_day, tuple(unknown), busiest.rows[:SUGGESTED])


def find_rows(view: View, params: HoldingsParams, busiest: Page[PlaceRow]) -> tuple[Page[PlaceRow], list[str]]:
    """Return the places of a page, by default of the busiest, and the names asked for that no place has."""
    size, first = params.size, params.offset
    names: Sequence[str] = params.places
    if not names and params.actor is None:
        return Page(busiest.rows[first : first + size], busiest.total, first, size), []
    if not names:
        where = ClaimFilter(kind="holding", actor=params.actor, as_of=params.as_of)
        names = [name for name, _ in view.facets(where, "place", limit=MOST_PLACES * 5)]
    found: dict[str, PlaceRow] = {}
    unknown = []
    for name in names:
        try:
            row = view.get_place(name)
        except NotFound:
            unknown.append(name)
        else:
            found.setdefault(row.key, row)
    rows = tuple(found.values())
    return Page(rows[first : first + size], len(rows), first, size), unknown


def load_held(
    view: View,
    place: PlaceRow,
    *,
    days: tuple[str | None, str | None] = (None, None),
    as_of: str | None = None,
    newest: int = NEWEST_CLAIMS,
) -> HeldPlace:
    """Return who held a place when, from the claims published last. Raises: InvalidQuery."""
    tolds = view.holdings_of_place(place.key, as_of=as_of, newest=newest)
    spans = held_spans(tolds, since=days[0], until=days[1])
    return HeldPlace(place, spans, more=len(tolds) == newest)


def last_known(view: View, as_of: str | None) -> str | None:
    """Return the day to which the archive goes, or what is asked as of."""
    last = (view.last_published() or "")[:10]
    day = day_range(as_of)[1] if as_of and day_range(as_of) else None  # type: ignore[index]
    return min(filter(None, (last, day)), default=None)


def names_of(view: View, held: Iterable[HeldPlace]) -> dict[str, str]:
    """Return the names of the actors that hold, by their keys; a commander's troops go by what they are called."""
    lines = [line for item in held for span in item.spans for line in span.lines]
    keys = {line.holder.key for line in lines if line.holder and line.holder.key and not line.holder.is_commander}
    found = {}
    for key in sorted(keys):
        try:
            found[key] = view.get_actor(key).name
        except NotFound:
            continue
    return found


def day_lines(held: Iterable[HeldPlace], holders: Iterable[Holder], day: str | None) -> Iterable[DayLine]:
    """Yield what is known of each place on a day."""
    by_key = {holder.key: holder for holder in holders}
    for item in held:
        span = next(
            (s for s in item.spans if s.first_day <= (day or "") and (s.last_day or day or "") >= (day or "")), None
        )
        keys = [holder_key(line) for line in span.lines] if span else []
        yield DayLine(item, span, tuple(by_key.get(key) if key else None for key in keys))


def said_by(line: Line) -> tuple[Said, ...]:
    """Return who says what a line says, by name, each with the claims that say it."""
    claims: dict[str, list[Told]] = {}
    for sighting in line.sightings:
        claims.setdefault(sighting.origin.key, []).append(sighting.told)
    return tuple(Said(origin, tuple(claims[origin.key])) for origin in line.origins)


def day_after(day: str, days: int) -> str:
    """Return another day, within the calendar."""
    at = date.fromisoformat(day).toordinal() + days
    return date.fromordinal(min(max(at, 1), date.max.toordinal())).isoformat()


def holdings_object(found: HoldingsContext) -> dict[str, Any]:
    """Return the page as JSON; the spans are those of ``dateline holdings``."""
    grid = found.grid
    places = [
        {**plain(item.place), "spans": [held_object(item.place.name, span) for span in item.spans], "more": item.more}
        for item in found.places.rows
    ]
    on_day = [{"key": line.held.place.key, **day_object(line)} for line in found.on_day]
    return {
        **listing_object(replace(found.places, rows=()), "places"),
        "places": places,
        "first": grid.axis.first if grid else None,
        "last": grid.axis.last if grid else None,
        "holders": plain(grid.holders) if grid else [],
        "day": found.day,
        "on_day": on_day,
        "unknown": list(found.unknown),
    }


def day_object(line: DayLine) -> dict[str, Any]:
    """Return what is known of a place on a day as JSON; without a state where nothing is."""
    name = line.held.place.name
    if line.span is None:
        return {"place": name, "from": None, "to": None, "state": None, "lines": []}
    return held_object(name, line.span)


HOLDER = Holder("company", "the company", None, "C", 1, 1, 25)
HOLDINGS = object_answer(
    {
        "places": list_of(object_of({**fields_of(PlaceRow), "spans": list_of(HELD), "more": YES_OR_NO})),
        **LISTED,
        **dict.fromkeys(("first", "last", "day"), maybe(TEXT)),
        "holders": list_of(schema_of(Holder)),
        "on_day": list_of(changed(HELD, {"key": TEXT})),
        "unknown": list_of(TEXT),
    },
    example={
        **listed({**plain(PLACE_ROW), "spans": HELD_EXAMPLES, "more": False}, "places"),
        "first": HELD_EXAMPLES[0]["from"],
        "last": HELD_EXAMPLES[0]["from"],
        "holders": plain([HOLDER]),
        "day": HELD_EXAMPLES[0]["from"],
        "on_day": [{"key": PLACE_ROW.key, **HELD_EXAMPLES[0]}],
        "unknown": [],
    },
)


def holdings_router(store: Store) -> APIRouter:
    """Return the page of who holds what, and the same as JSON."""
    router = APIRouter()

    @router.api_route("/holdings", methods=["GET", "HEAD"], include_in_schema=False)
    def holdings(request: Request, params: Annotated[HoldingsParams, Query()]) -> Response:
        with store.view() as view:
            found = load_holdings(view, params)
        values = {
            "c": found,
            "params": params,
            "chosen": params.chosen(),
            "said_by": said_by,
            "holder_key": holder_key,
            "day_after": day_after,
        }
        return html_reply(request, render("holdings.html", nav="holdings", path="/holdings", **values))

    @router.get("/api/v1/holdings", summary="Who held which place on which days, according to whom", responses=HOLDINGS)
    def data(request: Request, params: Annotated[HoldingsParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, holdings_object(load_holdings(view, params)))

    return router
