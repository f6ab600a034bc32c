from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.routing import Mount

from dateline.store import Store
from dateline.web.assets import PACKED_HEX_DIGITS, Assets
from dateline.web.replies import LEAST_COMPRESSED
from tests.web.client import Client
from tests.web.routes import LISTS, item_pages

MOST_BYTES = 300_000
SHEET = "body { color: black }\n" * 100


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder with a style sheet that was packed, a script that was not, and a text of no known type."""
    (tmp_path / "packed").mkdir()
    (tmp_path / "chunks").mkdir()
    (tmp_path / "page.css").write_text(SHEET)
    (tmp_path / "page.js").write_text("run();")
    (tmp_path / "chunks" / "part-1a2b.mjs").write_text("part();")
    digest = hashlib.sha256(SHEET.encode()).hexdigest()[:PACKED_HEX_DIGITS]
    (tmp_path / "packed" / f"page.css.{digest}.gz").write_bytes(gzip.compress(SHEET.encode()))
    return tmp_path


@pytest.fixture
def served(static: Path) -> Client:
    return Client(Starlette(routes=[Mount("/static", Assets(directory=static))]))  # type: ignore[arg-type]


def test_a_packed_file_goes_out_packed_to_who_takes_it(served: Client) -> None:
    packed = served.get("/static/page.css", headers={"accept-encoding": "gzip"})
    plain = served.get("/static/page.css", headers={"accept-encoding": "identity"})
    assert packed.text == plain.text == SHEET
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.headers["content-type"] == plain.headers["content-type"] == "text/css; charset=utf-8"
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.headers["etag"] != plain.headers["etag"]


def test_a_packed_file_is_not_sent_again(served: Client) -> None:
    wanted = {"accept-encoding": "gzip"}
    tag = served.get("/static/page.css", headers=wanted).headers["etag"]
    assert served.get("/static/page.css", headers={**wanted, "if-none-match": tag}).status_code == 304


def test_the_packed_form_of_other_words_is_never_sent(served: Client, static: Path) -> None:
    (static / "page.css").write_text("body { color: red }")
    answer = served.get("/static/page.css", headers={"accept-encoding": "gzip"})
    assert answer.text == "body { color: red }" and "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/static/page.js", False), ("/static/page.js?v=1", True), ("/static/chunks/part-1a2b.mjs", True)],
)
def test_what_is_named_by_its_content_is_kept_for_good(served: Client, path: str, kept: bool) -> None:
    answer = served.get(path, headers={"accept-encoding": "br, gzip"})
    assert answer.headers["content-type"].startswith("text/javascript")
    assert ("immutable" in answer.headers.get("cache-control", "")) is kept


@pytest.mark.parametrize("path", ["/static/../conftest.py", "/static/packed/../../x", "/static/none.css"])
def test_nothing_outside_the_folder_is_sent(served: Client, path: str) -> None:
    assert served.get(path, headers={"accept-encoding": "gzip"}).status_code == 404


def test_a_large_page_goes_out_compressed_with_a_tag_of_its_own(client: Client) -> None:
    plain = client.get("/claims", headers={"accept-encoding": "identity"})
    packed = client.get("/claims", headers={"accept-encoding": "gzip"})
    assert len(plain.content) >= LEAST_COMPRESSED and packed.text == plain.text
    assert packed.headers["content-encoding"] == "gzip" and packed.headers["etag"] != plain.headers["etag"]
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert "Accept-Encoding" in packed.headers["vary"] and "Accept-Encoding" in plain.headers["vary"]
    again = client.get("/claims", headers={"accept-encoding": "gzip", "if-none-match": packed.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_no_page_weighs_more_than_it_may(client: Client, archive: Store) -> None:
    wanted = {"accept-encoding": "gzip"}  # what every browser takes; br is smaller still
    for path in (*LISTS, *item_pages(archive)):
        page = client.get(path, headers=wanted)
        parts = {str(part) for part in html.fromstring(page.text).xpath("//@src | //link/@href")}
        sizes = [int(client.get(part, headers=wanted).headers["content-length"]) for part in parts]
        assert len(sizes) > 1, path
        assert int(page.headers["content-length"]) + sum(sizes) < MOST_BYTES, path


def test_a_small_answer_goes_out_as_it_is(client: Client) -> None:
    answer = client.get("/healthz", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in answer.headers and answer.json()["status"] == "ok"
