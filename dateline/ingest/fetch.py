"""Addresses -> bytes, over http(s), never from a private network."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

import dateline
from dateline.errors import FetchFailed

__all__ = ["Fetched", "fetch"]

MAX_REDIRECTS = 5


class Fetched:
    """What an address gave: bytes, media type, and the address after redirects."""

    __slots__ = ("address", "data", "media_type")

    def __init__(self, data: bytes, media_type: str, address: str) -> None:
        self.data, self.media_type, self.address = data, media_type, address


class PublicBackend(httpcore.SyncBackend):
    """Connects to public addresses only.

    The name is resolved here and the address that was checked is the one connected to, so that a name cannot change
    its address between the check and the use. Redirects pass through the same gate.
    """

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first public address of a host. Raises: httpcore.ConnectError."""
        return super().connect_tcp(public_address(host, port), port, timeout, local_address, socket_options)


def public_address(host: str, port: int) -> str:
    """Return a host's address, refused if any of its addresses is not public.

    Raises:
        httpcore.ConnectError: no such host, or a private, loopback, link-local or reserved address.
    """
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"no host {host!r} ({error})") from error
    addresses = [str(info[4][0]) for info in infos]
    for address in addresses:
        if not is_public(address):
            raise httpcore.ConnectError(f"{host} is {address}, a private address, which is never fetched")
    return addresses[0]


def is_public(address: str) -> bool:
    """Is this IP address one of the public internet?

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False, False)
    """
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.IPv6Network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


class PublicTransport(httpx.HTTPTransport):
    """httpx over :class:`PublicBackend`; no proxy, no environment."""

    def __init__(self, backend: httpcore.NetworkBackend | None = None) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(), max_connections=4, network_backend=backend or PublicBackend()
        )


def fetch(url: str, *, max_bytes: int, seconds: float, transport: httpx.BaseTransport | None = None) -> Fetched:
    """Get an address.

    Args:
        url: http or https.
        max_bytes: a longer answer is refused.
        seconds: for the whole answer, redirects included.
        transport: in place of the public network, for tests.

    Raises:
        FetchFailed: no http(s) address, a private one, no answer in time, an error status, or too long an answer.
    """
    if not url.lower().startswith(("http://", "https://")):
        raise FetchFailed(url, "not an http or https address")
    deadline = time.monotonic() + seconds
    client = httpx.Client(
        transport=transport or PublicTransport(),
        timeout=httpx.Timeout(min(seconds, 15.0)),
        max_redirects=MAX_REDIRECTS,
        follow_redirects=True,
        trust_env=False,
        headers={
            "User-Agent": f"dateline/{dateline.__version__}",
            "Accept": "text/html, application/xhtml+xml, */*;q=0.5",
        },
    )
    try:
        with client, client.stream("GET", url) as response:
            response.raise_for_status()
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > max_bytes:
                    raise FetchFailed(url, f"longer than {max_bytes:,} bytes")
                if time.monotonic() > deadline:
                    raise FetchFailed(url, f"took longer than {seconds:g} seconds")
            media_type = response.headers.get("content-type", "").split(";", 1)[0].strip().lower()
            return Fetched(bytes(data), media_type, str(response.url))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchFailed(url, str(error) or type(error).__name__) from error
