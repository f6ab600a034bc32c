"""The feeds: valid Atom, the newest first, by the same filters as the page of claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from lxml import html

from dateline.linking import Linker
from dateline.read.claims import claims_of
from dateline.store import Store, open_store
from dateline.store.base import DisputeFilter
from dateline.web.app import create_app
from dateline.web.atom import NEVER, Entry, Feed, atom_xml
from tests.web.client import Client
from tests.web.texts import bridge_reading, hostile_reading, original_of

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An archive in which two papers give other numbers, and a hostile report."""
    store = open_store(tmp_path_factory.mktemp("feeds") / "archive.sqlite", create=True)
    readings = (
        bridge_reading(),
        bridge_reading(40, outlet="Vale Post", agency=None, url="https://vale.example/1", published="2012-05-05"),
        hostile_reading(),
    )
    with store.writer() as writer:
        linker = Linker(writer)
        for reading in readings:
            claims = claims_of(reading)
            writer.add_report(reading, claims, original_of(reading))
            linker.link(reading, claims)
        linker.settle()
    yield store
    store.close()


@pytest.fixture(scope="module")
def feeds(disputed: Store) -> Client:
    return Client(create_app(disputed))


def parsed(client: Client, path: str) -> Any:
    """Return a feed as readers of feeds see it, refused if anything about it is odd."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content, sanitize_html=False)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


@pytest.mark.parametrize("path", ["/feeds/claims.atom", "/feeds/disputes.atom", "/feeds/claims.atom?place=nowhere"])
def test_every_feed_has_what_atom_asks_for(feeds: Client, path: str) -> None:
    parsed(feeds, path)
    root = ElementTree.fromstring(feeds.get(path).content)  # noqa: S314  our own
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert [len(element.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated", "author")] == [1, 1, 1, 1]
        assert element.findtext(f"{ATOM}id", "").startswith("tag:dateline,2026:")
        assert element.find(f"{ATOM}link[@rel='alternate']") is not None
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"http://127.0.0.1:8000{path}"  # type: ignore[union-attr]
    ids = [element.findtext(f"{ATOM}id") for element in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_claims_added_last_come_first(feeds: Client, disputed: Store) -> None:
    feed = parsed(feeds, "/feeds/claims.atom")
    with disputed.view() as view:
        newest = view.get_report(hostile_reading().report.id)
    assert feed.entries[0].author == "\"><img src=x onerror=alert('name')>"
    assert feed.entries[0].updated == newest.added
    assert [entry.updated for entry in feed.entries] == sorted((e.updated for e in feed.entries), reverse=True)
    assert feed.feed.updated == newest.added


def test_a_feed_takes_the_filters_of_the_page(feeds: Client) -> None:
    feed = parsed(feeds, "/feeds/claims.atom?stance=denies&outlet=Vale+Post")
    data = feeds.get("/api/v1/claims?stance=denies&outlet=Vale+Post").json()["claims"]
    assert {entry.link.rpartition("/")[2] for entry in feed.entries} == {claim["id"] for claim in data}
    assert feed.feed.title == "Dateline: new claims, stance denies, outlet Vale Post"
    assert feed.feed.id == "tag:dateline,2026:claims?outlet=Vale+Post&stance=denies"
    assert len(parsed(feeds, "/feeds/claims.atom?size=2").entries) == 2
    assert parsed(feeds, "/feeds/claims.atom?as_of=2012-05-04&outlet=Vale+Post").entries == []


def test_an_entry_says_the_claim_and_leads_to_it(feeds: Client) -> None:
    (entry,) = [e for e in parsed(feeds, "/feeds/claims.atom?kind=event&outlet=Vale+Post").entries if "40" in e.title]
    assert entry.title.startswith("Vale Post › Sunday Courier › villagers (says): at least 40 people")
    assert "How many: detained: at least 40" in entry.summary
    assert "In Bridge closed at Velm, Vale Post, 5 May 2012" in entry.summary
    assert feeds.get(entry.link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert {tag.term for tag in entry.tags} == {"event", "COERCE", "says"}


def test_what_is_not_asked_for_well_is_refused(feeds: Client) -> None:
    for query in ("page=2", "size=0", "stance=shouts", "sort=time", "q=%22", "kind=number"):
        assert feeds.get(f"/feeds/claims.atom?{query}").status_code == 400, query
    for query in ("kind=event", "size=0", "place=" + "x" * 201):
        assert feeds.get(f"/feeds/disputes.atom?{query}").status_code == 400, query
    assert feeds.get("/feeds/claims.atom").headers["etag"] == feeds.get("/feeds/claims.atom").headers["etag"]


def test_disputes_say_their_sides(feeds: Client, disputed: Store) -> None:
    feed = parsed(feeds, "/feeds/disputes.atom")
    with disputed.view() as view:
        rows = view.find_disputes(DisputeFilter()).rows
    assert {entry.id for entry in feed.entries} == {f"tag:dateline,2026:dispute/{row.id}" for row in rows}
    assert feed.entries
    assert all(entry.summary and entry.author for entry in feed.entries)


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/claims?stance=denies&sort=time&size=20", "/feeds/claims.atom?stance=denies"),
        ("/disputes?kind=number&size=5", "/feeds/disputes.atom?kind=number"),
        ("/disputes", "/feeds/disputes.atom"),
    ],
)
def test_a_list_names_the_feed_of_what_it_shows(feeds: Client, page: str, feed: str) -> None:
    tree = html.fromstring(feeds.get(page).text)
    (address,) = tree.xpath("//head/link[@rel='alternate'][@type='application/atom+xml']/@href")
    assert address == feed
    assert feeds.get(address).status_code == 200
    assert address in tree.xpath("//main//a/@href")


def test_signs_that_no_xml_can_hold() -> None:
    entry = Entry("tag:x", "a\x00<b>&\ud800\x1b", "2012-05-04T00:00:00+00:00", "\uffff", "http://x/?a=1&b=\x07", "x")
    written = atom_xml(Feed("tag:f", "f", "http://f", "http://p", (entry,)))
    root = ElementTree.fromstring(written)  # noqa: S314  our own
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "a\ufffd<b>&\ufffd\ufffd"
    assert not feedparser.parse(written).bozo
    assert Feed("f", "f", "u", "p", ()).updated == NEVER
