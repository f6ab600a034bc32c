"""The application: pages, JSON, static files, and the guard around them."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, FastAPI, Request
from starlette.middleware import Middleware
from starlette.responses import Response

import dateline
from dateline.settings import Settings
from dateline.store.base import Store
from dateline.web.adding import adding_router
from dateline.web.api import add_docs, api_router
from dateline.web.assets import Assets
from dateline.web.atlas_pages import atlas_router
from dateline.web.disputes import disputes_router
from dateline.web.feeds import feeds_router
from dateline.web.holdings import holdings_router
from dateline.web.imports import Imports
from dateline.web.incidents import incidents_router
from dateline.web.pages import pages_router
from dateline.web.places import places_router
from dateline.web.problems import answer_error, install_handlers
from dateline.web.queries import check_query
from dateline.web.render import STATIC
from dateline.web.replies import json_reply
from dateline.web.report_versions import versions_router
from dateline.web.review import review_router
from dateline.web.security import Guard
from dateline.web.sources import sources_router
from dateline.web.timeline_page import timeline_router
from dateline.web.writing import Gate

__all__ = ["create_app"]


def create_app(
    store: Store,
    *,
    host: str = "127.0.0.1",
    token: str | None = None,
    reviewer: str | None = None,
    settings: Settings | None = None,
) -> FastAPI:
    """Return the pages and the API of an archive. They only read, but for the pages on which a person reviews and adds.

    Args:
        store: the archive.
        host: where the server listens; requests that name another host than this or loopback are refused.
        token: what must be given to write; without it nothing is written but where the server listens on loopback.
        reviewer: the name under which the page of reviewing begins.
        settings: how much the page of adding takes, and how it is read.
    """
    app = FastAPI(
        title="Dateline",
        version=dateline.__version__,
        description="Who says what happened, where, when, how many, on whose word: an archive of news reports as claims.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,  # add_docs has it, with a tag
        middleware=[Middleware(Guard, host=host, refuse=answer_error)],
        dependencies=[Depends(check_query)],
    )
    install_handlers(app)
    app.include_router(api_router(store))
    app.include_router(holdings_router(store))
    app.include_router(places_router(store))
    app.include_router(sources_router(store))
    app.include_router(pages_router(store))
    app.include_router(feeds_router(store))
    app.include_router(versions_router(store))
    app.include_router(incidents_router(store))
    app.include_router(disputes_router(store))
    app.include_router(atlas_router(store))
    app.include_router(timeline_router(store))
    gate, settings = Gate(host=host, token=token), settings or Settings()
    app.include_router(review_router(store, gate=gate, reviewer=reviewer))
    app.state.imports = Imports(store, settings)
    app.include_router(adding_router(app.state.imports, gate=gate, settings=settings))
    add_docs(app)
    app.mount("/static", Assets(directory=STATIC), name="static")
    add_health(app, store)
    return app


def add_health(app: FastAPI, store: Store) -> None:
    """Add what tells whether the archive can be read."""

    @app.get("/healthz", include_in_schema=False)
    def healthz(request: Request) -> Response:
        with store.view() as view:
            state: dict[str, Any] = {"status": "ok", "reports": view.info().reports}
        return json_reply(request, state)
