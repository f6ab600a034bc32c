"""The same data as JSON, under ``/api/v1``; ``/openapi.json`` describes it, ``/api/docs`` shows that without a network."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from starlette.responses import Response

import dateline
from dateline.store.base import Store
from dateline.web import context
from dateline.web.listings import Listing, listing_object, plain
from dateline.web.params import ActorsParams, ClaimParams, ReportsParams, SearchParams, TimelineParams
from dateline.web.problems import ERROR_SCHEMA
from dateline.web.render import render
from dateline.web.replies import html_reply, json_reply

__all__ = ["add_docs", "api_router"]

JSON_ERROR = {"description": "an error", "content": {"application/json": {"schema": ERROR_SCHEMA}}}
RESPONSES: dict[int | str, dict[str, Any]] = {400: JSON_ERROR, 404: JSON_ERROR}


def api_router(store: Store) -> APIRouter:
    """Return the endpoints of an archive."""
    router = APIRouter(prefix="/api/v1", responses=RESPONSES, default_response_class=Response)
    add_reports(router, store)
    add_claims(router, store)
    add_actors(router, store)
    return router


def add_reports(router: APIRouter, store: Store) -> None:
    """Add what is asked of reports."""

    @router.get("/info", summary="Size and state of the archive")
    def info(request: Request) -> Response:
        with store.view() as view:
            return json_reply(request, {"dateline": dateline.__version__, **public_info(plain(view.info()))})

    @router.get("/reports", summary="Reports, latest published first")
    def reports(request: Request, params: Annotated[ReportsParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, listing_object(context.load_reports(view, params).reports, "reports"))

    @router.get("/reports/{report_id}", summary="One report as it was read: the contract's object")
    def report(request: Request, report_id: str) -> Response:
        with store.view() as view:
            return json_reply(request, view.get_reading(report_id))

    @router.get("/reports/{report_id}/versions", summary="All versions at a report's address, oldest first")
    def versions(request: Request, report_id: str) -> Response:
        with store.view() as view:
            return json_reply(request, {"versions": plain(view.find_versions(report_id))})

    @router.get("/search", summary="Reports that hold some words, with snippets")
    def search(request: Request, params: Annotated[SearchParams, Query()]) -> Response:
        with store.view() as view:
            found = context.load_search(view, params)
        hits = found.hits or Listing((), 0, 1, 1, params.size)
        return json_reply(request, {"query": found.query, **listing_object(hits, "hits")})


def public_info(info: dict[str, Any]) -> dict[str, Any]:
    """Return an archive's state without its address: paths and passwords are nobody's business."""
    return {key: value for key, value in info.items() if key != "url"}


def add_claims(router: APIRouter, store: Store) -> None:
    """Add what is asked of claims."""

    @router.get("/claims", summary="Claims that fit a filter, with facets")
    def claims(request: Request, params: Annotated[ClaimParams, Query()]) -> Response:
        with store.view() as view:
            found = context.load_claims(view, params)
        facets = {facet.field: [{"value": v, "claims": n} for v, n in facet.values] for facet in found.facets}
        return json_reply(request, {**listing_object(found.claims, "claims"), "sort": found.sort, "facets": facets})

    @router.get("/claims/{claim_id}", summary="One claim, with the words around it")
    def claim(request: Request, claim_id: str) -> Response:
        with store.view() as view:
            return json_reply(request, plain(context.load_claim(view, claim_id)))

    @router.get("/timeline", summary="Claims by their time, as precise as the reports are")
    def timeline(request: Request, params: Annotated[TimelineParams, Query()]) -> Response:
        with store.view() as view:
            found = context.load_timeline(view, params)
        rest = {key: value for key, value in listing_object(found.listing, "rows").items() if key != "rows"}
        body = {"days": plain(found.days), **rest, "dated": found.dated, "undated": found.undated}
        return json_reply(request, body)


def add_actors(router: APIRouter, store: Store) -> None:
    """Add what is asked of names."""

    @router.get("/actors", summary="Names that speak, act or are acted on, the busiest first")
    def actors(request: Request, params: Annotated[ActorsParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, listing_object(context.load_actors(view, params).actors, "actors"))

    @router.get("/actors/{key:path}", summary="One name: what it says, and what is said of it")
    def actor(request: Request, key: str) -> Response:
        with store.view() as view:
            return json_reply(request, plain(context.load_actor(view, key)))


def add_docs(app: FastAPI) -> None:
    """Add the page that lists the endpoints, from the same description that ``/openapi.json`` gives."""

    @app.get("/api/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        return html_reply(request, render("docs.html", nav="api", api=app.openapi()))
