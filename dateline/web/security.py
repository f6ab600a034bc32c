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

__all__ = ["HEADERS", "MAX_QUERY_BYTES", "Guard", "allowed_host"]

logger = logging.getLogger(__name__)

MAX_QUERY_BYTES = 4096
MAX_PATH_BYTES = 2048
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
WILDCARDS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  names of "every address", not bound here

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
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
    """ASGI middleware: refuses foreign hosts and overlong addresses, turns a crash into an answer, adds the headers.

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
        return None
