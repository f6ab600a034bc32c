"""The pages: each asks one function of ``context`` and renders one template."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.store.base import Store
from dateline.web import context, downloads
from dateline.web.actor_page import load_actor
from dateline.web.cards import mark_report
from dateline.web.claim_page import load_claim
from dateline.web.held_grid import holder_key
from dateline.web.home import load_home
from dateline.web.maps import map_report
from dateline.web.params import (
    ActorParams,
    ActorsParams,
    ClaimFileParams,
    ClaimParams,
    Params,
    ReportsParams,
    SearchParams,
    TimelineParams,
)
from dateline.web.render import render
from dateline.web.replies import html_reply
from dateline.web.timelines import timeline_report

__all__ = ["pages_router"]

METHODS = ["GET", "HEAD"]


def page(request: Request, template: str, **values: Any) -> Response:
    """Return a page rendered from its context."""
    params: Params | None = values.pop("params", None)
    chosen = params.chosen() if params else {}
    return html_reply(request, render(template, path=request.url.path, chosen=chosen, params=params, **values))


def pages_router(store: Store) -> APIRouter:
    """Return the pages of an archive."""
    router = APIRouter(include_in_schema=False)
    add_lists(router, store)
    add_items(router, store)
    add_files(router, store)
    return router


def add_lists(router: APIRouter, store: Store) -> None:
    """Add the home page and the pages that list."""

    @router.api_route("/", methods=METHODS)
    def home(request: Request) -> Response:
        with store.view() as view:
            return page(request, "home.html", nav="home", c=load_home(view))

    @router.api_route("/reports", methods=METHODS)
    def reports(request: Request, params: Annotated[ReportsParams, Query()]) -> Response:
        with store.view() as view:
            return page(request, "reports.html", nav="reports", c=context.load_reports(view, params), params=params)

    @router.api_route("/claims", methods=METHODS)
    def claims(request: Request, params: Annotated[ClaimParams, Query()]) -> Response:
        with store.view() as view:
            return page(request, "claims.html", nav="claims", c=context.load_claims(view, params), params=params)

    @router.api_route("/search", methods=METHODS)
    def search(request: Request, params: Annotated[SearchParams, Query()]) -> Response:
        with store.view() as view:
            return page(request, "search.html", nav="search", c=context.load_search(view, params), params=params)

    @router.api_route("/timeline/claims", methods=METHODS)
    def timeline(request: Request, params: Annotated[TimelineParams, Query()]) -> Response:
        with store.view() as view:
            return page(
                request, "timeline_claims.html", nav="timeline", c=context.load_timeline(view, params), params=params
            )

    @router.api_route("/actors", methods=METHODS)
    def actors(request: Request, params: Annotated[ActorsParams, Query()]) -> Response:
        with store.view() as view:
            return page(request, "actors.html", nav="actors", c=context.load_actors(view, params), params=params)


def add_items(router: APIRouter, store: Store) -> None:
    """Add the pages of one report, claim or name."""

    @router.api_route("/reports/{report_id}", methods=METHODS)
    def report(request: Request, report_id: str) -> Response:
        with store.view() as view:
            found = context.load_report(view, report_id)
        marked = mark_report(found.reading, found.claims)
        return page(
            request,
            "report.html",
            nav="reports",
            c=found,
            reading=found.reading,
            marked=marked,
            map=map_report(found.reading, found.reasons),
            timeline=timeline_report(found.reading, found.reasons, numbers=marked.numbers),
        )

    @router.api_route("/claims/{claim_id}", methods=METHODS)
    def claim(request: Request, claim_id: str) -> Response:
        with store.view() as view:
            return page(request, "claim.html", nav="claims", c=load_claim(view, claim_id))

    @router.api_route("/actors/{key:path}", methods=METHODS)
    def actor(request: Request, key: str, params: Annotated[ActorParams, Query()]) -> Response:
        with store.view() as view:
            return page(
                request, "actor.html", nav="actors", c=load_actor(view, key), params=params, holder_key=holder_key
            )


def add_files(router: APIRouter, store: Store) -> None:
    """Add what is saved rather than shown: originals, and results as CSV, JSON and what else can be exported."""

    @router.api_route("/reports/{report_id}/original", methods=METHODS)
    def original(request: Request, report_id: str) -> Response:
        with store.view() as view:
            return downloads.original_reply(request, report_id, original=view.get_original(report_id))

    @router.api_route("/claims.{format_name}", methods=METHODS)
    def claims_file(request: Request, format_name: str, params: Annotated[ClaimFileParams, Query()]) -> Response:
        with store.view() as view:
            claims = view.iter_claims(params.where(), sort=params.sort)
            return downloads.claims_file(request, claims, format_name=format_name)
