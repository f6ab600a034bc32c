"""The front page: what a desk looks at first."""

from __future__ import annotations

from lxml import html

from dateline.store import Store
from dateline.store.base import JudgementFilter
from dateline.web.app import create_app
from tests.factory import make_judgement
from tests.store.linking_cases import COURIER, EVENTS
from tests.web.client import Client

FIRE = EVENTS["courier"].id


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_front_page_shows_what_is_large_disputed_and_new(linked_store: Store) -> None:
    page = html.fromstring(Client(create_app(linked_store)).get("/").text)

    def section(name: str) -> html.HtmlElement:
        (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
        return found

    assert section("largest").xpath(".//h3/a/@href")[0] == f"/incidents/{FIRE}"
    assert "2–7 killed · ◆ 1 dispute" in words_of(section("largest"))
    assert "How many were killed" in words_of(section("disputed"))
    assert f"/reports/{COURIER.id}" in section("latest").xpath(".//@href")
    ledger = [words_of(row) for row in page.xpath("//dl[@class='ledger']/div")]
    assert ledger == [
        "Reports5",
        "Claims6",
        "Incidents2",
        "Dispute1",
        "Questions of what is one and the same, for a person0",
    ]
    assert "Nothing is left to ask." in words_of(page)


def test_what_waits_for_a_person_is_counted_by_kind(linked_store: Store) -> None:
    other = EVENTS["later"].id
    with linked_store.writer() as writer, writer.links() as links:
        links.add_judgements([make_judgement("incident", other, FIRE, verdict="maybe", score=0.5)])
    with linked_store.view() as view:
        assert view.find_judgements(JudgementFilter(waiting=True)).total == 1
    page = html.fromstring(Client(create_app(linked_store)).get("/").text)
    (waits,) = page.find_class("waits")
    assert words_of(waits) == "Do they tell of one incident? 1" and waits.xpath(".//@href") == ["/review?kind=incident"]


def test_an_empty_archive_says_how_to_fill_it(store: Store) -> None:
    answer = Client(create_app(store)).get("/")
    assert answer.status_code == 200
    for words in ("No incident yet", "Nothing is disputed.", "The archive is empty.", "Nobody has spoken yet."):
        assert words in answer.text
