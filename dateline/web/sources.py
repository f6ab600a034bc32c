"""Sources: outlets, agencies and persons, what each claimed, on whose word, and what others said of it afterwards."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from dateline.name_keys import name_key
from dateline.store.base import ActorRow, Store, View
from dateline.vocabulary import ENTITY_KINDS
from dateline.web.description import fields_of, list_answer, object_answer
from dateline.web.examples import listed
from dateline.web.listings import Listing, list_page, listing_object, plain
from dateline.web.params import Day, PageParams, Params, Words, one_of
from dateline.web.record_answers import VALUES
from dateline.web.record_examples import SOURCE_ROW
from dateline.web.render import render
from dateline.web.replies import html_reply, json_reply
from dateline.web.source_page import SourceContext, load_source
from dateline.web.who_examples import SOURCE_CONTEXT

__all__ = ["SourceParams", "SourcesParams", "load_sources", "sources_router"]

METHODS = ["GET", "HEAD"]


class SourcesParams(PageParams):
    """Which sources."""

    q: Words = Field(None, description="words of any of its names")
    kind: Annotated[str | None, one_of(*ENTITY_KINDS)] = Field(None, description=", ".join(ENTITY_KINDS))


class SourceParams(Params):
    """Which of a source's claims."""

    since: Day | None = Field(None, description="first day: 2001, 2001-11 or 2001-11-07")
    until: Day | None = Field(None, description="last day")
    as_of: Day | None = Field(None, description="as known on a day: only what had been published by then")


def load_sources(view: View, params: SourcesParams) -> Listing[ActorRow]:
    """Return a page of those on whose word something is claimed, those who say most first. Raises: InvalidQuery."""
    found = view.find_actors(name=params.q, kind=params.kind, speaks=True, offset=params.offset, limit=params.size)
    return list_page(found, params)


COUNTED = ("stances", "types", "through", "passed_on_by")


def source_object(found: SourceContext) -> dict[str, Any]:
    """Return a source's page as JSON."""
    counted = {name: [{"value": value, "claims": count} for value, count in getattr(found, name)] for name in COUNTED}
    return {**{k: v for k, v in plain(found).items() if k not in (*counted, "reports")}, **counted}


SOURCES = list_answer(ActorRow, "sources", example=listed(SOURCE_ROW, "sources"))
SOURCE = object_answer(
    {**fields_of(SourceContext, without=(*COUNTED, "reports")), **dict.fromkeys(COUNTED, VALUES)},
    example=source_object(SOURCE_CONTEXT),
)


def sources_router(store: Store) -> APIRouter:
    """Return the pages of sources, and the same as JSON."""
    router = APIRouter()
    add_pages(router, store)

    @router.get(
        "/api/v1/sources", summary="On whose word something is claimed, those who say most first", responses=SOURCES
    )
    def sources_data(request: Request, params: Annotated[SourcesParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, listing_object(load_sources(view, params), "sources"))

    @router.get(
        "/api/v1/sources/{key:path}",
        summary="One source: what it claimed, and what others said of it",
        responses=SOURCE,
    )
    def source_data(request: Request, key: str, params: Annotated[SourceParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, source_object(load_source(view, key, days=params.model_dump())))

    return router


def add_pages(router: APIRouter, store: Store) -> None:
    """Add the pages."""

    @router.api_route("/sources", methods=METHODS, include_in_schema=False)
    def sources(request: Request, params: Annotated[SourcesParams, Query()]) -> Response:
        with store.view() as view:
            found = load_sources(view, params)
        values = {"sources": found, "params": params, "chosen": params.chosen()}
        return html_reply(request, render("sources.html", nav="sources", path="/sources", **values))

    @router.api_route("/sources/{key:path}", methods=METHODS, include_in_schema=False)
    def source(request: Request, key: str, params: Annotated[SourceParams, Query()]) -> Response:
        with store.view() as view:
            found = load_source(view, key, days=params.model_dump())
        values = {"c": found, "params": params, "chosen": params.chosen(), "name_key": name_key}
        return html_reply(request, render("source.html", nav="sources", path=request.url.path, **values))
