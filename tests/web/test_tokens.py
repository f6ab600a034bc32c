"""Lists go on by tokens that hold for one question; addresses are refused where they are not what they seem."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dateline.errors import InvalidQuery
from dateline.store import Store
from dateline.web.tokens import TOKEN_CHARACTERS, read_token, write_token
from tests.web.client import Client
from tests.web.routes import DATA, FILES, LISTS, item_data, item_pages

PAGED = (
    ("/api/v1/reports?current=false", "reports"),
    ("/api/v1/claims?current=false&sort=-published", "claims"),
    ("/api/v1/actors", "actors"),
)


def link_of(header: str) -> str:
    """Return the address of a Link header that says rel=next."""
    address, _, rest = header.partition(">")
    assert rest == '; rel="next"'
    return address.removeprefix("<")


def asked(path: str, **more: str) -> str:
    return path + ("&" if "?" in path else "?") + "&".join(f"{name}={value}" for name, value in more.items())


@given(page=st.integers(1, 256**3 - 1), question=st.text(max_size=40))
def test_a_token_holds_for_its_question(page: int, question: str) -> None:
    token = write_token(page, question)
    assert token is not None
    assert len(token) == TOKEN_CHARACTERS
    assert read_token(token, question) == page
    with pytest.raises(InvalidQuery, match="of another question"):
        read_token(token, question + "x")


@given(at=st.integers(0, TOKEN_CHARACTERS - 1), sign=st.sampled_from("ABCDyz019-_"))
def test_a_token_with_one_sign_changed_is_none(at: int, sign: str) -> None:
    token = write_token(7, "claims")
    assert token is not None
    other = token[:at] + sign + token[at + 1 :]
    if other != token:
        with pytest.raises(InvalidQuery, match="no token of a page"):
            read_token(other, "claims")


@given(st.text(max_size=60))
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuery):
        read_token(text, "claims")


@pytest.mark.parametrize(("path", "name"), PAGED)
def test_tokens_lead_through_all_rows_and_end(client: Client, path: str, name: str) -> None:
    whole = client.get(asked(path, size="200")).json()
    assert (whole["next"], whole["total"]) == (None, len(whole[name]))
    rows: list[Any] = []
    address: str | None = asked(path, size="1")
    while address is not None:
        answer = client.get(address)
        assert answer.status_code == 200, address
        rows += answer.json()[name]
        token = answer.json()["next"]
        assert (token is None) == ("link" not in answer.headers)
        address = link_of(answer.headers["link"]) if token else None
        if address:
            assert dict(parse_qsl(urlsplit(address).query))["after"] == token
    assert rows == whole[name]
    assert len(rows) > 2


def test_the_token_alone_says_where(client: Client) -> None:
    first = client.get("/api/v1/claims?size=2").json()
    by_token = client.get(f"/api/v1/claims?size=2&after={first['next']}").json()
    assert by_token == client.get("/api/v1/claims?size=2&page=2").json()
    assert by_token["page"] == 2


def test_a_token_is_refused_where_it_does_not_belong(client: Client) -> None:
    token = client.get("/api/v1/claims?size=2").json()["next"]
    for query, why in (
        (f"size=3&after={token}", "of another question"),
        (f"size=2&kind=event&after={token}", "of another question"),
        (f"size=2&page=2&after={token}", "not both"),
        (f"size=2&after={token[:-4]}", "not the whole of it"),
        ("size=2&after=2", "no token"),
        ("size=2&after=" + "A" * 400, "after: "),
    ):
        answer = client.get(f"/api/v1/claims?{query}")
        assert answer.status_code == 400, query
        assert why in answer.json()["error"]["message"], query
        page = client.get(f"/claims?{query}")
        assert page.status_code == 400
        assert why in html.fromstring(page.text).text_content()
    assert client.get(f"/api/v1/reports?size=2&after={token}").status_code == 400, "a token of another list"


def test_claims_as_known_on_a_day_and_of_an_incident(client: Client) -> None:
    assert client.get("/api/v1/claims?as_of=2012-05-03").json()["total"] == 0
    assert client.get("/api/v1/claims?as_of=2012-05-04").json()["total"] > 0
    assert client.get("/api/v1/claims?incident=none").json()["total"] == 0
    assert client.get("/api/v1/claims?as_of=soon").status_code == 400
    event = client.get("/api/v1/claims?kind=event").json()["claims"][0]
    found = client.get(f"/api/v1/claims?incident={event['id']}").json()["claims"]
    assert event["id"] in [claim["id"] for claim in found]


ASKED = {"claims": "kind=event&sort=-published", "incidents": "type=ASSAULT&sort=-time", "disputes": "kind=number"}


@pytest.mark.parametrize("path", FILES)
def test_a_file_holds_the_same_under_the_api(client: Client, path: str) -> None:
    query = "?" + ASKED[path.strip("/").partition(".")[0]]
    page, data = client.get(path + query), client.get(f"/api/v1{path}{query}")
    assert (page.status_code, data.status_code) == (200, 200)
    assert (page.content, page.headers["content-type"]) == (data.content, data.headers["content-type"])
    assert data.headers["etag"] == page.headers["etag"]
    for address in (path, f"/api/v1{path}"):
        for wrong in ("page=2", "size=1", "after=x", "colour=red"):
            assert client.get(f"{address}?{wrong}").status_code == 400, (address, wrong)


def test_what_a_reader_has_is_not_sent_again(client: Client, archive: Store) -> None:
    reports = [path for path in item_pages(archive) if path.startswith("/reports/")]
    originals = [f"{path}/original" for path in reports if not path.endswith("/versions")]
    for path in (*LISTS, *DATA, *FILES, *item_pages(archive), *item_data(archive), *originals):
        tag = client.get(path).headers["etag"]
        again = client.get(path, headers={"if-none-match": f'"other", W/{tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag), path
        assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200, path


def test_head_is_get_without_its_body(client: Client, archive: Store) -> None:
    for path in (*LISTS, *DATA, *FILES, *item_data(archive), "/static/dateline.css", "/api/v1/claims?page=0"):
        head, whole = client.request("HEAD", path), client.get(path)
        assert (head.status_code, head.content) == (whole.status_code, b""), path
        assert head.headers.get("etag") == whole.headers.get("etag"), path
        assert head.headers["content-length"] == whole.headers["content-length"], path


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("q=%FF", "not UTF-8"),
        ("%FF=1", "not UTF-8"),
        ("q=%ED%A0%80", "not UTF-8"),
        ("q=a%00b", "q: there is a control character"),
        ("place=%1B%5B31m", "place: there is a control character"),
        ("q=%C2%85", "q: there is a control character"),
        ("%00=1", "a parameter: there is a control character"),
        ("q=a&q=b", "q: given 2 times"),
        ("page=1&page=2&page=3", "page: given 3 times"),
        ("size=1e9", "size: "),
        ("source=" + "x" * 201, "source: "),
    ],
)
@pytest.mark.parametrize("path", ["/claims", "/api/v1/claims", "/timeline", "/claims.csv"])
def test_a_parameter_that_is_not_what_it_seems(client: Client, path: str, query: str, why: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400
    said = answer.text if path != "/claims" and path != "/timeline" else html.fromstring(answer.text).text_content()
    assert why in said or (path == "/claims.csv" and query.startswith(("page", "size")))


@pytest.mark.parametrize(
    "path", ["/claims/%FF", "/reports/a%00b", "/actors/%1B", "/api/v1/claims/%C3", "/static/%00", "/%0A"]
)
def test_an_address_that_is_no_text(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "the address" in answer.text


def test_nobody_reads_a_parameter_that_is_not_there(client: Client, archive: Store) -> None:
    for path in (
        "/",
        "/healthz",
        "/openapi.json",
        "/api/docs",
        "/api/v1/info",
        *item_pages(archive),
        *item_data(archive),
    ):
        answer = client.get(f"{path}?colour=red")
        assert (answer.status_code, "colour" in answer.text) == (400, True), path
