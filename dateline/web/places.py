"""Places: those that claims name, and one place with what is claimed there, who held it when, and on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from dateline.errors import NotFound
from dateline.name_keys import name_key
from dateline.record_objects import dispute_object, held_object
from dateline.records import Claim
from dateline.store.base import (
    ClaimFilter,
    DisputeFilter,
    DisputeRow,
    IncidentFilter,
    IncidentRow,
    Page,
    PlaceRow,
    ReportRow,
    Store,
    View,
)
from dateline.store.days import query_days
from dateline.web.context import COUNT_TO
from dateline.web.description import COUNT, YES_OR_NO, list_answer, list_of, object_answer, object_of, schema_of
from dateline.web.examples import listed
from dateline.web.held_grid import HeldGrid, HeldPlace, draw_grid, holder_key, name_holders, range_of
from dateline.web.holdings import last_known, load_held, names_of, said_by
from dateline.web.listings import Listing, list_page, listing_object, plain, reports_of
from dateline.web.maps import CREDIT, draw_sheets
from dateline.web.params import Day, PageParams, Params, Words, one_of
from dateline.web.record_answers import DISPUTED, HELD, VALUES
from dateline.web.record_examples import DISPUTE_ROW, HELD_SPANS, INCIDENT_ROW, PLACE_ROW, TOLDS
from dateline.web.render import render
from dateline.web.replies import html_reply, json_reply
from dateline.web.sheets import Sheet
from dateline.web.spots import Spot, country_name

__all__ = ["PlaceContext", "PlaceParams", "PlacesContext", "PlacesParams", "load_place", "load_places", "places_router"]

NEWEST_HOLDINGS = 400  # claims of who holds the place that its page reads
SHOWN_CLAIMS, SHOWN_INCIDENTS, SHOWN_DISPUTES, SHOWN_VALUES = 10, 12, 8, 12
UNLOCATED = 40  # places without a point that are named beside those with one
METHODS = ["GET", "HEAD"]


class PlacesParams(PageParams):
    """Which places."""

    q: Words = Field(None, description="words of a name")
    point: Annotated[str | None, one_of("with", "without")] = Field(
        None, description="with: places with a point (what the page shows); without: those that have none"
    )


class PlaceParams(Params):
    """As of when a place is shown, and which days of it."""

    since: Day | None = Field(None, description="first day: 2001, 2001-11 or 2001-11-07")
    until: Day | None = Field(None, description="last day")
    as_of: Day | None = Field(None, description="as known on a day: only what had been published by then")


@dataclass(frozen=True, slots=True)
class PlacesContext:
    """Places, the busiest first; ``unlocated`` are those without a point, where the list is of those with one."""

    places: Listing[PlaceRow]
    unlocated: Page[PlaceRow] | None


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """A place: what is claimed there, its incidents and disputes, who held it when, on whose word, and a map of it.

    ``source_keys`` give the page of each source that has one: a short name may be somebody else's in every report. Where
    ``claims`` are not counted to the end, ``types`` and ``sources`` are those of as many as were.
    """

    place: PlaceRow
    held: HeldPlace
    grid: HeldGrid | None
    claims: Page[Claim]
    reports: dict[str, ReportRow]
    types: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    source_keys: dict[str, str]
    incidents: Page[IncidentRow]
    disputes: Page[DisputeRow]
    sheet: Sheet | None


def load_places(view: View, params: PlacesParams) -> PlacesContext:
    """Return a page of places. Raises: InvalidQuery."""
    located = params.point != "without"
    found = view.find_places(name=params.q, located=located, offset=params.offset, limit=params.size)
    rest = view.find_places(name=params.q, located=False, limit=UNLOCATED) if located else None
    return PlacesContext(list_page(found, params), rest)


def load_place(view: View, key: str, params: PlaceParams) -> PlaceContext:
    """Return a place's page. Raises: NotFound, InvalidQuery."""
    place = view.get_place(key)
    asked = place.place_id or place.name
    days = query_days(params.since, params.until)
    held = load_held(view, place, days=days, as_of=params.as_of, newest=NEWEST_HOLDINGS)
    where = ClaimFilter(place=asked, since=params.since, until=params.until, as_of=params.as_of)
    claims = view.find_claims(where, sort="-published", limit=SHOWN_CLAIMS, count_to=COUNT_TO)
    types, sources = view.facets_of(where, ("type", "source"), count_to=COUNT_TO, limit=SHOWN_VALUES)
    incidents = IncidentFilter(place=asked, since=params.since, until=params.until, as_of=params.as_of)
    return PlaceContext(
        place=place,
        held=held,
        grid=grid_of(view, held, days=days, as_of=params.as_of),
        claims=claims,
        reports=reports_of(view, claims.rows),
        types=types.values,
        sources=sources.values,
        source_keys=keys_of(view, [name for name, _ in sources.values]),
        incidents=view.find_incidents(incidents, sort="size", limit=SHOWN_INCIDENTS),
        disputes=view.find_disputes(DisputeFilter(place=asked, as_of=params.as_of), limit=SHOWN_DISPUTES),
        sheet=sheet_of(place),
    )


def keys_of(view: View, names: Iterable[str]) -> dict[str, str]:
    """Return the keys of those actors that go by these names in all reports."""
    found = {}
    for name in names:
        try:
            found[name] = view.get_actor(name_key(name)).key
        except NotFound:
            continue
    return found


def grid_of(
    view: View, held: HeldPlace, *, days: tuple[str | None, str | None] = (None, None), as_of: str | None = None
) -> HeldGrid | None:
    """Return the place's row of the grid of who holds what, None where nothing is told."""
    shown = range_of([held], since=days[0], until=days[1], known=last_known(view, as_of))
    if shown is None:
        return None
    return draw_grid([held], name_holders([held], names_of(view, [held]), last=shown[1]), shown)


def sheet_of(place: PlaceRow) -> Sheet | None:
    """Return a small map of a place with the circle in which it lies; None without a point, or where that is too wide."""
    if place.lat is None or place.lon is None:
        return None
    km = place.precision_km or 1.0
    spot = Spot("here", place.names[:1], place.claims, "", place.country, "", place.lat, place.lon, km)
    return next(iter(draw_sheets([spot])), None) if not spot.is_wide else None


def place_object(found: PlaceContext) -> dict[str, Any]:
    """Return a place's page as JSON; the spans are those of ``dateline holdings``."""
    pairs = {name: [{"value": v, "claims": n} for v, n in getattr(found, name)] for name in ("types", "sources")}
    return {
        "place": plain(found.place),
        "held": [held_object(found.place.name, span) for span in found.held.spans],
        "claims": {"total": found.claims.total, "is_exact": found.claims.is_exact, "newest": plain(found.claims.rows)},
        **pairs,
        "incidents": {"total": found.incidents.total, "largest": plain(found.incidents.rows)},
        "disputes": {"total": found.disputes.total, "largest": [dispute_object(row) for row in found.disputes.rows]},
    }


def counted_part(name: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of some rows with how many there are."""
    return object_of({"total": COUNT, name: list_of(item)})


PLACES = list_answer(PlaceRow, "places", example=listed(PLACE_ROW, "places"))
PLACE = object_answer(
    {
        "place": schema_of(PlaceRow),
        "held": list_of(HELD),
        "claims": object_of({"total": COUNT, "is_exact": YES_OR_NO, "newest": list_of(schema_of(Claim))}),
        **dict.fromkeys(("types", "sources"), VALUES),
        "incidents": counted_part("largest", schema_of(IncidentRow)),
        "disputes": counted_part("largest", DISPUTED),
    },
    example=place_object(
        PlaceContext(
            place=PLACE_ROW,
            held=HeldPlace(PLACE_ROW, HELD_SPANS),
            grid=None,
            claims=Page((TOLDS[0].claim,), 1, 0, SHOWN_CLAIMS),
            reports={},
            types=(("ASSAULT", 2),),
            sources=(("Miners", 1), ("the company", 1)),
            source_keys={"Miners": "miners"},
            incidents=Page((INCIDENT_ROW,), 1, 0, SHOWN_INCIDENTS),
            disputes=Page((DISPUTE_ROW,), 1, 0, SHOWN_DISPUTES),
            sheet=None,
        )
    ),
)


def places_router(store: Store) -> APIRouter:
    """Return the pages of places, and the same as JSON."""
    router = APIRouter()
    add_pages(router, store)

    @router.get("/api/v1/places", summary="Places that claims name, the busiest first", responses=PLACES)
    def places_data(request: Request, params: Annotated[PlacesParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, listing_object(load_places(view, params).places, "places"))

    @router.get(
        "/api/v1/places/{key:path}",
        summary="One place: what is claimed there, and who held it when",
        responses=PLACE,
    )
    def place_data(request: Request, key: str, params: Annotated[PlaceParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, place_object(load_place(view, key, params)))

    return router


def add_pages(router: APIRouter, store: Store) -> None:
    """Add the pages."""

    @router.api_route("/places", methods=METHODS, include_in_schema=False)
    def places(request: Request, params: Annotated[PlacesParams, Query()]) -> Response:
        with store.view() as view:
            found = load_places(view, params)
        values = {"c": found, "params": params, "chosen": params.chosen(), "country_name": country_name}
        return html_reply(request, render("places.html", nav="places", path="/places", **values))

    @router.api_route("/places/{key:path}", methods=METHODS, include_in_schema=False)
    def place(request: Request, key: str, params: Annotated[PlaceParams, Query()]) -> Response:
        with store.view() as view:
            found = load_place(view, key, params)
        values = {"c": found, "params": params, "chosen": params.chosen(), "country_name": country_name}
        values |= {"said_by": said_by, "holder_key": holder_key, "credit": CREDIT}
        values |= {"disputes": [dispute_object(row) for row in found.disputes.rows]}
        return html_reply(request, render("place.html", nav="places", path=request.url.path, **values))
