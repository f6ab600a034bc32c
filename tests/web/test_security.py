from __future__ import annotations

import logging
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.store import Store, View, Writer
from dateline.web.app import create_app
from dateline.web.security import HEADERS, MAX_QUERY_BYTES, allowed_host
from tests.web.client import Client
from tests.web.routes import DATA, FILES, LISTS, item_data, item_pages

WRONG = (
    "/nothing",
    "/api/v1/nothing",
    "/claims?page=0",
    "/api/v1/claims?page=0",
    "/static/dateline.css",
    "/static/none",
)


def test_every_answer_carries_the_headers(client: Client, archive: Store) -> None:
    for path in (*LISTS, *DATA, *FILES, *WRONG, *item_pages(archive), *item_data(archive)):
        headers = client.get(path).headers
        for name, value in HEADERS.items():
            assert headers[name] == value, (path, name)


def test_the_policy_lets_nothing_in_by_default() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy


@pytest.mark.parametrize(
    ("header", "configured", "allowed"),
    [
        ("localhost", "127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("LOCALHOST:1", "127.0.0.1", True),
        ("archive.example", "archive.example", True),
        ("archive.example:80", "archive.example", True),
        ("other.example", "archive.example", False),
        ("localhost.other.example", "127.0.0.1", False),
        ("127.0.0.1.other.example", "0.0.0.0", False),
        ("192.0.2.1", "127.0.0.1", False),
        ("192.0.2.1:8000", "0.0.0.0", True),
        ("[2001:db8::1]:8000", "::", True),
        ("other.example", "0.0.0.0", False),
        ("", "127.0.0.1", False),
        ("", "", False),
    ],
)
def test_which_hosts_are_answered(header: str, configured: str, allowed: bool) -> None:
    assert allowed_host(header, configured) is allowed


@pytest.mark.parametrize("path", ["/", "/api/v1/claims", "/static/dateline.css"])
def test_a_rebound_name_gets_nothing(archive: Store, path: str) -> None:
    answer = Client(create_app(archive), base_url="http://other.example").get(path)
    assert answer.status_code == 421
    assert "Harbour Herald" not in answer.text


def test_an_overlong_address_is_refused(client: Client) -> None:
    answer = client.get("/api/v1/claims?q=" + "x" * MAX_QUERY_BYTES)
    assert (answer.status_code, answer.json()["error"]["type"]) == (414, "UriTooLong")


@pytest.mark.parametrize("path", ["/", "/claims", "/api/v1/claims", "/static/dateline.css"])
def test_what_the_reader_has_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_files_named_by_their_hash_are_kept_for_good(client: Client) -> None:
    assert "immutable" in client.get("/static/dateline.css?v=1").headers["cache-control"]
    assert client.get("/").headers["cache-control"] == "private, no-cache"


def test_a_page_can_be_asked_for_without_its_body(client: Client) -> None:
    answer = client.request("HEAD", "/claims")
    assert answer.status_code == 200
    assert answer.headers["etag"] == client.get("/claims").headers["etag"]


class Broken(Store):
    """A store whose views fail."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.url = "broken"

    def view(self) -> AbstractContextManager[View]:
        raise self.error

    def writer(self) -> Writer:
        raise self.error

    def backup(self, path: Path) -> None:  # noqa: ARG002
        raise self.error

    def close(self) -> None:
        pass


def test_a_crash_is_an_answer_without_its_secrets(caplog: pytest.LogCaptureFixture) -> None:
    broken = Client(create_app(Broken(ValueError("secret of the house"))))
    with caplog.at_level(logging.CRITICAL):
        page, data = broken.get("/"), broken.get("/api/v1/claims")
    assert (page.status_code, data.status_code) == (500, 500)
    assert "secret" not in page.text + data.text
    assert data.json()["error"]["type"] == "InternalError"
    assert page.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_a_lost_archive_is_unavailable() -> None:
    answer = Client(create_app(Broken(StoreError("the archive is gone")))).get("/api/v1/claims")
    assert (answer.status_code, answer.json()["error"]["message"]) == (503, "the archive is gone")
