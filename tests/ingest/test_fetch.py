"""Addresses are fetched from the public network only, within limits."""

from __future__ import annotations

import httpcore
import httpx
import pytest

from dateline.errors import FetchFailed
from dateline.ingest import fetch as fetching
from dateline.ingest.fetch import PublicTransport, fetch, is_public, public_address

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1",
    "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/x", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0/"]
)
def test_a_private_address_is_never_fetched(url: str) -> None:
    with pytest.raises(FetchFailed, match="private address"):
        fetch(url, max_bytes=1000, seconds=2)


def test_one_private_address_among_a_hosts_addresses_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    infos = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *a, **k: infos)
    with pytest.raises(httpcore.ConnectError, match=r"10\.0\.0\.1"):
        public_address("both.example", 80)


def test_the_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[str] = []

    def connect(_self: object, host: str, *_rest: object) -> None:
        connected.append(host)
        raise httpcore.ConnectError("enough seen")

    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("93.184.216.34", 80))])
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(FetchFailed, match="enough seen"):
        fetch("http://name.example/", max_bytes=1000, seconds=2, transport=PublicTransport())
    assert connected == ["93.184.216.34"]


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = b"HTTP/1.1 302 Found\r\nLocation: http://192.168.0.1/admin\r\nContent-Length: 0\r\n\r\n"

    class Backend(fetching.PublicBackend):
        def connect_tcp(self, host: str, port: int, *_rest: object, **_named: object) -> httpcore.NetworkStream:
            if host == "name.example":
                return httpcore.MockStream([answer])
            return super().connect_tcp(host, port)

    with pytest.raises(FetchFailed, match=r"192\.168\.0\.1 is 192\.168\.0\.1, a private address"):
        fetch("http://name.example/", max_bytes=1000, seconds=2, transport=PublicTransport(Backend()))


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "a.example"])
def test_only_http(url: str) -> None:
    with pytest.raises(FetchFailed, match="not an http"):
        fetch(url, max_bytes=1000, seconds=2)


def answering(status: int, body: bytes, media_type: str = "text/html; charset=utf-8") -> httpx.MockTransport:
    return httpx.MockTransport(
        lambda _request: httpx.Response(status, content=body, headers={"content-type": media_type})
    )


def test_bytes_and_media_type() -> None:
    got = fetch("https://a.example/x", max_bytes=1000, seconds=2, transport=answering(200, b"<p>Hello"))
    assert (got.data, got.media_type, got.address) == (b"<p>Hello", "text/html", "https://a.example/x")


def test_an_error_status_is_told() -> None:
    with pytest.raises(FetchFailed, match="404"):
        fetch("https://a.example/x", max_bytes=1000, seconds=2, transport=answering(404, b""))


def test_too_long_an_answer_is_refused() -> None:
    with pytest.raises(FetchFailed, match="longer than 1,000 bytes"):
        fetch("https://a.example/x", max_bytes=1000, seconds=2, transport=answering(200, b"x" * 1001))


def test_endless_redirects_end() -> None:
    transport = httpx.MockTransport(lambda r: httpx.Response(302, headers={"location": str(r.url)}))
    with pytest.raises(FetchFailed, match="redirect"):
        fetch("https://a.example/x", max_bytes=1000, seconds=2, transport=transport)
