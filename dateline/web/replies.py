"""Answers with a tag: a page that did not change is not sent again."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from dateline.web.encodings import accepts
from dateline.web.params import PLACES

__all__ = ["has_already", "headers_of", "html_reply", "json_reply", "tagged"]

TAG_CHARACTERS = 32
CACHE = "private, no-cache"  # kept by the reader's browser, asked for again every time
# bytes: a smaller answer fits one packet or two as it is. The level costs a page of 200 kB two thousandths of a second
LEAST_COMPRESSED, LEVEL = 1500, 5


def html_reply(request: Request, html: str) -> Response:
    """Return a page."""
    return tagged(request, html.encode("utf-8", "replace"), media_type="text/html; charset=utf-8")


def json_reply(request: Request, value: Any, *, media_type: str = "application/json") -> Response:
    """Return data as JSON, in UTF-8 as it is; a list that goes on says where in a ``Link`` header."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # a lone surrogate of a broken report becomes its JSON escape
    answer = tagged(request, text.encode("utf-8", "backslashreplace"), media_type=media_type)
    following = value.get("next") if isinstance(value, dict) else None
    if isinstance(following, str):
        answer.headers["Link"] = f'<{next_address(request, following)}>; rel="next"'
    return answer


def next_address(request: Request, token: str) -> str:
    """Return the address of a list's next page: the same parameters, the page by its token."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name not in PLACES and value]
    return f"{quote(request.scope['path'])}?{urlencode([*asked, ('after', token)])}"


def tagged(request: Request, body: bytes, *, media_type: str) -> Response:
    """Return a body with its ETag, or 304 if the reader has it. Each form of a body has a tag of its own (RFC 9110, 8.8.1)."""
    encoding = accepts(request.headers.get("accept-encoding"), ("gzip",)) if len(body) >= LEAST_COMPRESSED else None
    headers = headers_of(hashlib.sha256(body).hexdigest(), encoding=encoding)
    if has_already(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
        body = gzip.compress(body, compresslevel=LEVEL, mtime=0)
    return Response(body, headers=headers, media_type=media_type)


def headers_of(sha256: str, *, encoding: str | None = None) -> dict[str, str]:
    """Return what goes with an answer so that it need not be sent twice."""
    form = f"-{encoding}" if encoding else ""
    return {"ETag": f'"{sha256[:TAG_CHARACTERS]}{form}"', "Cache-Control": CACHE, "Vary": "Accept, Accept-Encoding"}


def has_already(request: Request, tag: str) -> bool:
    """Does the reader have what has this tag?"""
    known = {name.strip().removeprefix("W/") for name in request.headers.get("if-none-match", "").split(",")}
    return tag in known or "*" in known
