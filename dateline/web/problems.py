"""Errors -> answers: the one JSON shape, or a page that says what is wrong."""

from __future__ import annotations

import http
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from dateline.errors import DatelineError, InvalidQuery
from dateline.web.render import render

__all__ = ["ERROR_SCHEMA", "answer_error", "install_handlers"]

ERROR_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["type", "message", "status"],
            "properties": {
                "type": {"type": "string", "description": "the name of the error"},
                "message": {"type": "string", "description": "what is wrong, and how to mend it"},
                "status": {"type": "integer", "description": "the HTTP status"},
            },
        }
    },
}
JSON_PATHS = ("/api", "/claims.", "/disputes.", "/incidents.", "/openapi.json", "/healthz")
PAGE_OF_API = "/api/docs"


def answer_error(request: Request, status: int, kind: str, message: str) -> Response:
    """Return an error as JSON where data was asked for, as a page where a page was."""
    if wants_json(request):
        return JSONResponse({"error": {"type": kind, "message": message, "status": status}}, status)
    title = http.HTTPStatus(status).phrase
    return HTMLResponse(render("error.html", status=status, title=title, message=message, nav=None), status)


def wants_json(request: Request) -> bool:
    """Was data asked for, by the address or by the Accept header?"""
    path = request.scope["path"]
    if path.startswith(JSON_PATHS) and path != PAGE_OF_API:
        return True
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def install_handlers(app: FastAPI) -> None:
    """Translate every error of an application: one translator for all routes."""
    handlers: dict[type[Exception], Callable[[Request, Any], Response]] = {
        DatelineError: on_dateline_error,
        RequestValidationError: on_invalid_request,
        HTTPException: on_http_error,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def on_dateline_error(request: Request, error: DatelineError) -> Response:
    """Answer an error that Dateline raised."""
    return answer_error(request, error.http_status, type(error).__name__, str(error))


def on_invalid_request(request: Request, error: RequestValidationError) -> Response:
    """Answer parameters that cannot be understood: the same as any other invalid query."""
    wrong = "; ".join(dict.fromkeys(describe(item) for item in error.errors()))
    return answer_error(request, InvalidQuery.http_status, InvalidQuery.__name__, wrong)


def describe(item: dict[str, Any]) -> str:
    """Return one fault of the parameters in words."""
    name = str(item["loc"][-1])
    if item["type"] == "extra_forbidden":
        return f"{name}: there is no such parameter"
    return f"{name}: {str(item['msg']).removeprefix('Value error, ')}"


def on_http_error(request: Request, error: HTTPException) -> Response:
    """Answer what the router refuses: an unknown address, a method that is not there."""
    phrase = http.HTTPStatus(error.status_code).phrase
    message = {
        404: f"there is nothing at {request.scope['path']}",
        405: f"{request.method} is not possible here: the archive is only read",
    }.get(error.status_code, str(error.detail))
    answer = answer_error(request, error.status_code, phrase.title().replace(" ", ""), message)
    answer.headers.update(error.headers or {})
    return answer
