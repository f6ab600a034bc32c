"""Answers with a tag: a page that did not change is not sent again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["html_reply", "json_reply", "tagged"]

CACHE = "private, no-cache"  # kept by the reader's browser, asked for again every time


def html_reply(request: Request, html: str) -> Response:
    """Return a page."""
    return tagged(request, html.encode("utf-8", "replace"), media_type="text/html; charset=utf-8")


def json_reply(request: Request, value: Any) -> Response:
    """Return data as JSON, in UTF-8 as it is."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # a lone surrogate of a broken report becomes its JSON escape
    return tagged(request, text.encode("utf-8", "backslashreplace"), media_type="application/json")


def tagged(request: Request, body: bytes, *, media_type: str) -> Response:
    """Return a body with its ETag, or 304 if the reader has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": CACHE, "Vary": "Accept"}
    known = {name.strip().removeprefix("W/") for name in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)
