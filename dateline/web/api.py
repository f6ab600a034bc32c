"""The same data as JSON, under ``/api/v1``; ``/openapi.json`` describes it, ``/api/docs`` shows that without a network.

What every endpoint shares (errors, tags, tokens) is described by ``description``; a router only says what it answers.
"""

from __future__ import annotations

import functools
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from starlette.responses import Response

import dateline
from dateline.store.base import Store
from dateline.web import answers, context, downloads
from dateline.web.actor_page import actor_object, load_actor
from dateline.web.claim_page import load_claim
from dateline.web.description import describe, file_answer
from dateline.web.listings import Listing, listing_object, plain
from dateline.web.params import (
    ActorsParams,
    ClaimFileParams,
    ClaimParams,
    ReportsParams,
    SearchParams,
    TimelineParams,
)
from dateline.web.render import render
from dateline.web.replies import html_reply, json_reply
from dateline.web.report_versions import VersionsParams, load_versions, versions_object

__all__ = ["add_docs", "api_router"]


def api_router(store: Store) -> APIRouter:
    """Return the endpoints of an archive."""
    router = APIRouter(prefix="/api/v1", default_response_class=Response)
    add_reports(router, store)
    add_words(router, store)
    add_claims(router, store)
    add_files(router, store)
    add_actors(router, store)
    return router


def add_reports(router: APIRouter, store: Store) -> None:
    """Add what is asked of reports."""

    @router.get("/info", summary="Size and state of the archive", responses=answers.INFO)
    def info(request: Request) -> Response:
        with store.view() as view:
            return json_reply(request, {"dateline": dateline.__version__, **answers.public_info(view.info())})

    @router.get("/reports", summary="Reports, latest published first", responses=answers.REPORTS)
    def reports(request: Request, params: Annotated[ReportsParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, listing_object(context.load_reports(view, params).reports, "reports"))

    @router.get(
        "/reports/{report_id}", summary="One report as it was read: the contract's object", responses=answers.REPORT
    )
    def report(request: Request, report_id: str) -> Response:
        with store.view() as view:
            return json_reply(request, view.get_reading(report_id))

    @router.get(
        "/reports/{report_id}/versions",
        summary="All versions at a report's address, oldest first, and what each changed, newest first",
        responses=answers.REPORT_VERSIONS,
    )
    def versions(request: Request, report_id: str, params: Annotated[VersionsParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, versions_object(load_versions(view, report_id, params)))


def add_words(router: APIRouter, store: Store) -> None:
    """Add what is asked by words."""

    @router.get("/search", summary="Reports that hold some words, with snippets", responses=answers.HITS)
    def search(request: Request, params: Annotated[SearchParams, Query()]) -> Response:
        with store.view() as view:
            found = context.load_search(view, params)
        hits = found.hits or Listing((), 0, 1, 1, params.size)
        return json_reply(request, {"query": found.query, **listing_object(hits, "hits")})


def add_claims(router: APIRouter, store: Store) -> None:
    """Add what is asked of claims."""

    @router.get("/claims", summary="Claims that fit a filter, with facets", responses=answers.CLAIMS)
    def claims(request: Request, params: Annotated[ClaimParams, Query()]) -> Response:
        with store.view() as view:
            found = context.load_claims(view, params)
        facets = {facet.field: [{"value": v, "claims": n} for v, n in facet.values] for facet in found.facets}
        return json_reply(request, {**listing_object(found.claims, "claims"), "sort": found.sort, "facets": facets})

    @router.get("/claims/{claim_id}", summary="One claim, with the words around it", responses=answers.CLAIM)
    def claim(request: Request, claim_id: str) -> Response:
        with store.view() as view:
            return json_reply(request, plain(load_claim(view, claim_id)))

    @router.get("/timeline", summary="Claims by their time, as precise as the reports are", responses=answers.TIMELINE)
    def timeline(request: Request, params: Annotated[TimelineParams, Query()]) -> Response:
        with store.view() as view:
            found = context.load_timeline(view, params)
        rest = {key: value for key, value in listing_object(found.listing, "rows").items() if key != "rows"}
        body = {"days": plain(found.days), **rest, "dated": found.dated, "undated": found.undated}
        return json_reply(request, body)


def add_files(router: APIRouter, store: Store) -> None:
    """Add the claims that fit, all of them, as files in every format: an address for each, for each has its own type."""

    def add_file(format_name: str) -> None:
        exporter = downloads.exporter_of(format_name)
        schema = {"type": answers.FILES.get(format_name, "string")}

        @router.get(
            f"/claims.{format_name}",
            summary=f"All claims that fit, as a file: {exporter.help}",
            responses=file_answer(exporter.media_type, schema),
            operation_id=f"claims_{format_name}",
        )
        def claims_file(request: Request, params: Annotated[ClaimFileParams, Query()]) -> Response:
            with store.view() as view:
                claims = view.iter_claims(params.where(), sort=params.sort)
                return downloads.claims_file(request, claims, format_name=format_name)

    for name in downloads.DOWNLOADS:
        add_file(name)

    @router.get("/claims.{format_name}", include_in_schema=False)
    def unknown_file(format_name: str) -> Response:
        raise downloads.unknown_format(format_name)


def add_actors(router: APIRouter, store: Store) -> None:
    """Add what is asked of names."""

    @router.get("/actors", summary="Names that speak, act or are acted on, the busiest first", responses=answers.ACTORS)
    def actors(request: Request, params: Annotated[ActorsParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, listing_object(context.load_actors(view, params).actors, "actors"))

    @router.get("/actors/{key:path}", summary="One name: what it says, and what is said of it", responses=answers.ACTOR)
    def actor(request: Request, key: str) -> Response:
        with store.view() as view:
            return json_reply(request, actor_object(load_actor(view, key)))


def add_docs(app: FastAPI) -> None:
    """Add the description of the endpoints, and the page that shows the same."""
    made_by_framework = app.openapi

    @functools.cache
    def openapi() -> dict[str, Any]:
        return describe(made_by_framework())

    app.openapi = openapi  # type: ignore[method-assign]  # as the framework says to

    @app.get("/openapi.json", include_in_schema=False)
    def description(request: Request) -> Response:
        return json_reply(request, app.openapi())

    @app.get("/api/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        return html_reply(request, render("docs.html", nav="api", api=app.openapi()))
