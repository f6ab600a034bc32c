"""The page of the map, and its data: one address each, and the ground that the map is drawn on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.store.base import Store
from dateline.web.assets import IMMUTABLE
from dateline.web.atlas import WINDOWS, MapParams, SaidParams, load_atlas, show_day
from dateline.web.atlas_answers import MAP, SAID
from dateline.web.atlas_families import FAMILIES, family_of
from dateline.web.atlas_objects import atlas_object, load_said
from dateline.web.atlas_still import draw_still, leading_family
from dateline.web.description import file_answer
from dateline.web.ground import cell_json, ground_version
from dateline.web.maps import CREDIT
from dateline.web.render import href, render
from dateline.web.replies import html_reply, json_reply, tagged

__all__ = ["atlas_router"]

GEOJSON = "application/geo+json"
# how long the list beside the map is; what is beyond is counted
MOST_PLACES, MOST_ROWS = 25, 4
WINDOW_LABELS = {"1": "1 day", "7": "7 days", "30": "30 days", "all": "All up to the day"}

# the hash of the base map: who asks by it keeps the answer for good
Version = Annotated[str | None, Query(max_length=64)]


def atlas_router(store: Store) -> APIRouter:
    """Return the map of an archive and its data."""
    router = APIRouter(default_response_class=Response)
    add_page(router, store)
    add_data(router, store)
    return router


def add_page(router: APIRouter, store: Store) -> None:
    """Add the page."""

    @router.api_route("/map", methods=["GET", "HEAD"], include_in_schema=False)
    def show_map(request: Request, params: Annotated[MapParams, Query()]) -> Response:
        with store.view() as view:
            atlas = load_atlas(view, params, held=params.held)
        shown = show_day(atlas, params)
        html = render(
            "map.html",
            nav="map",
            path="/map",
            c=atlas,
            shown=shown,
            still=draw_still(shown),
            params=params,
            chosen=params.chosen(),
            filters=params.filters(),
            data=href("/api/v1/map", params.filters()),
            ground=ground_version(),
            families=FAMILIES,
            family_of=family_of,
            leading_family=leading_family,
            windows=WINDOW_LABELS,
            most_places=MOST_PLACES,
            most_rows=MOST_ROWS,
            credit=CREDIT,
        )
        return html_reply(request, html)


def add_data(router: APIRouter, store: Store) -> None:
    """Add what the page's script fetches, and others may."""

    def found(params: MapParams) -> dict[str, Any]:
        with store.view() as view:
            return atlas_object(load_atlas(view, params), params.filters())

    @router.get("/api/v1/map", summary="Incidents and who held which place, as GeoJSON", responses=MAP)
    def map_data(request: Request, params: Annotated[MapParams, Query()]) -> Response:
        return json_reply(request, found(params))

    @router.get("/api/v1/map.geojson", summary="The map as a file", responses=file_answer(GEOJSON, {"type": "object"}))
    def map_file(request: Request, params: Annotated[MapParams, Query()]) -> Response:
        return json_reply(request, found(params), media_type=GEOJSON)

    @router.get("/api/v1/map/said/{incident_id}", summary="Who says so: an incident's claims in short", responses=SAID)
    def said(request: Request, incident_id: str, params: Annotated[SaidParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, load_said(view, incident_id, as_of=params.as_of))

    @router.get("/api/v1/map/ground/{level}/{x}/{y}", include_in_schema=False)
    def ground(request: Request, level: str, x: int, y: int, v: Version = None) -> Response:
        answer = tagged(request, cell_json(level, x, y), media_type=GEOJSON)
        if v is not None:
            answer.headers["Cache-Control"] = IMMUTABLE
        return answer


assert set(WINDOW_LABELS) == set(WINDOWS)
