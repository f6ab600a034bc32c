"""The application: pages, JSON, static files, and the guard around them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

import dateline
from dateline.store.base import Store
from dateline.web.api import add_docs, api_router
from dateline.web.pages import pages_router
from dateline.web.problems import answer_error, install_handlers
from dateline.web.render import STATIC
from dateline.web.replies import json_reply
from dateline.web.review import review_router
from dateline.web.security import Guard
from dateline.web.writing import Gate

__all__ = ["create_app"]

IMMUTABLE = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Static files; those asked for by the hash of their content are kept for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file."""
        answer = await super().get_response(path, scope)
        if scope["query_string"].startswith(b"v="):
            answer.headers["Cache-Control"] = IMMUTABLE
        return answer


def create_app(
    store: Store, *, host: str = "127.0.0.1", token: str | None = None, reviewer: str | None = None
) -> FastAPI:
    """Return the pages and the API of an archive. They only read, but for the page on which a person reviews.

    Args:
        store: the archive.
        host: where the server listens; requests that name another host than this or loopback are refused.
        token: what a reviewer must give; without it judgements are taken only where the server listens on loopback.
        reviewer: the name under which the page of reviewing begins.
    """
    app = FastAPI(
        title="Dateline",
        version=dateline.__version__,
        description="Who says what happened, where, when, how many, on whose word: an archive of news reports as claims.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        middleware=[Middleware(Guard, host=host, refuse=answer_error)],
    )
    install_handlers(app)
    app.include_router(api_router(store))
    app.include_router(pages_router(store))
    app.include_router(review_router(store, gate=Gate(host=host, token=token), reviewer=reviewer))
    add_docs(app)
    app.mount("/static", Assets(directory=STATIC), name="static")

    @app.get("/healthz", include_in_schema=False)
    def healthz(request: Request) -> Response:
        with store.view() as view:
            state: dict[str, Any] = {"status": "ok", "reports": view.info().reports}
        return json_reply(request, state)

    return app
