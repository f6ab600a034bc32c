"""What every answer carries and every request must meet, whatever the page."""

from __future__ import annotations

import ipaddress
import logging
import platform
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.errors import InvalidQuery
from dateline.web.queries import fault_of_address

__all__ = ["HEADERS", "MAX_QUERY_BYTES", "Guard", "allowed_host"]

logger = logging.getLogger(__name__)

MAX_QUERY_BYTES = 4096
MAX_PATH_BYTES = 2048
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
WILDCARDS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  names of "every address", not bound here

# What a page may load: nothing but these, each with the reason why it is there.
POLICY = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),  # files under /static; nothing in a page, no eval
    ("style-src", "'self'"),  # likewise: no style attribute either
    ("img-src", "'self' data:"),  # the icon; data: for the map's buttons, which MapLibre's style sheet carries inside
    ("worker-src", "'self'"),  # the map draws in a worker, which is a file under /static
    ("connect-src", "'self'"),  # the map fetches its data and its ground from this server
    ("form-action", "'self'"),
    ("frame-ancestors", "'none'"),
    ("base-uri", "'none'"),
)
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in POLICY),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Refuse = Callable[[Request, int, str, str], Response]


def allowed_host(header: str, configured: str) -> bool:
    """May a request name this host? Loopback names and the configured one may.

    Where the server listens on every address, so may any bare address and this machine's own name: a page elsewhere that
    rebinds its name to us (DNS rebinding) must send its own name, and is refused.

    >>> allowed_host("localhost:8000", "127.0.0.1"), allowed_host("evil.example", "127.0.0.1")
    (True, False)
    >>> allowed_host("192.0.2.7:8000", "0.0.0.0"), allowed_host("evil.example", "0.0.0.0")
    (True, False)
    """
    name = host_name(header)
    if name in LOOPBACK or name == host_name(configured):
        return bool(name)
    return configured in WILDCARDS and (is_address(name) or name == platform.node().lower())


def host_name(header: str) -> str:
    """Return the name in a Host header, without port and brackets.

    >>> host_name("[::1]:8000"), host_name("LOCALHOST:80")
    ('::1', 'localhost')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return (header if header.count(":") > 1 else header.partition(":")[0]).lower()


def is_address(name: str) -> bool:
    """Is this an IP address, written as one?"""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """ASGI middleware: refuses foreign hosts and addresses too long or not of whole characters, answers HEAD as GET without
    its body, turns a crash into an answer, adds the headers.

    Args:
        app: the application within.
        host: the host the server was told to listen on.
        refuse: makes an error's answer from a request, a status, a type and a message.
    """

    def __init__(self, app: ASGIApp, *, host: str, refuse: Refuse) -> None:
        self.app = app
        self.host = host
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = send if scope["method"] != "HEAD" else without_body(send)
        scope = scope if scope["method"] != "HEAD" else {**scope, "method": "GET"}
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        refused = self.check(request)
        if refused is not None:
            await refused(scope, receive, send_guarded)
            return
        try:
            await self.app(scope, receive, send_guarded)
        except Exception:
            logger.exception("%s %s failed", request.method, request.url.path)
            if started:
                raise
            failed = self.refuse(request, 500, "InternalError", "something went wrong here; the server's log says what")
            await failed(scope, receive, send_guarded)

    def check(self, request: Request) -> Response | None:
        """Return the refusal of a request that must not be served, or None."""
        host = Headers(scope=request.scope).get("host", "")
        if not allowed_host(host, self.host):
            return self.refuse(request, 421, "MisdirectedRequest", f"this archive does not answer to the name {host!r}")
        if len(request.scope["query_string"]) > MAX_QUERY_BYTES or len(request.scope["path"]) > MAX_PATH_BYTES:
            return self.refuse(request, 414, "UriTooLong", "the address is too long")
        fault = fault_of_address(request.scope)
        return self.refuse(request, 400, InvalidQuery.__name__, fault) if fault else None


def without_body(send: Send) -> Send:
    """Return what sends an answer to GET as the answer to HEAD: the same, but for the body."""
    done = False

    async def send_head(message: Message) -> None:
        nonlocal done
        if message["type"] != "http.response.body":
            await send(message)
        elif not done:
            done = True
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return send_head
