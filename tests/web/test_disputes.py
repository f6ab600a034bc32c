"""The board of disputes and the page of one: sides side by side, in the words of their claims, as of any day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from dateline.record_objects import dispute_object, known_by
from dateline.store import Store
from dateline.store.base import DisputeFilter
from dateline.web.app import create_app
from dateline.web.dispute_sides import question_of
from tests.web.client import Client
from tests.web.marked_up import page_of
from tests.web.mill_story import CLAIMS, LEDGER, MIRROR, ROOT, UPDATE, open_mill_story
from tests.web.test_incidents import words_of

UNION, COMPANY = (claim.id for claim in CLAIMS[LEDGER.id])
FIVE = CLAIMS[UPDATE.id][0].id


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    found = open_mill_story(tmp_path_factory.mktemp("mill") / "archive.sqlite")
    yield found
    found.close()


@pytest.fixture(scope="module")
def client(store: Store) -> Client:
    return Client(create_app(store))


@pytest.fixture(scope="module")
def ids(client: Client) -> dict[str, str]:
    """The disputes' ids by their kinds."""
    return {row["kind"]: row["id"] for row in client.get("/api/v1/disputes").json()["disputes"]}


def board(client: Client, query: str = "") -> list[html.HtmlElement]:
    return list(page_of(client, f"/disputes{query}").xpath("//article[contains(@class, 'dispute')]"))


def sides_of(element: html.HtmlElement) -> list[tuple[str, list[str]]]:
    """Each side's answer with whose word it is."""
    return [
        (words_of(side.xpath("./*[contains(@class, 'answer')]")[0]), side.xpath("./p[@class='whose']//a/text()"))
        for side in element.xpath(".//*[@class='side']")
    ]


# the board --------------------------------------------------------------------------------------------


def test_the_largest_dispute_comes_first_with_its_sides(client: Client) -> None:
    denied, number = board(client)
    assert words_of(denied.find(".//h2")) == "Did it happen?"
    assert sides_of(denied) == [
        ("Yes", ["Skerry Press", "the union of packers", "Chief Ines Dahl", '"onload=x"']),
        ("No", ["the mill company"]),
    ]
    assert words_of(number.find(".//h2")) == "How many were killed?"
    assert sides_of(number) == [
        ("“Five” killed", ["Chief Ines Dahl"]),
        ("“At least seven” killed", ["the union of packers"]),
    ]
    assert words_of(denied.find(".//p[@class='kicker']")) == "Explosion, Holm, 2 March 2014"
    assert denied.xpath(".//p[@class='kicker']/a/@href") == [f"/incidents/{ROOT}"]


def test_the_sides_are_those_of_the_data(client: Client) -> None:
    for article, row in zip(board(client), client.get("/api/v1/disputes").json()["disputes"], strict=True):
        assert [names for _, names in sides_of(article)] == [side["origins"] for side in row["sides"]]
        assert article.xpath(".//h2/a/@href") == [f"/disputes/{row['id']}"]


def test_a_denial_says_that_it_denies(client: Client) -> None:
    (denied, _) = board(client)
    (step,) = denied.xpath(".//*[@aria-label='No']//li")
    assert words_of(step).startswith("E the mill company denies 5 March 2014 that there was a blast")
    assert step.xpath(".//blockquote//strong/text()") == ["blast"]
    assert step.xpath(".//blockquote/a/@href") == [f"/claims/{COMPANY}"]


def test_what_a_reprint_says_again_is_shown_once(client: Client) -> None:
    (denied, _) = board(client)
    first = denied.xpath(".//*[@aria-label='Yes']//li")[0]
    assert words_of(first).endswith("again 3 March 2014")
    assert f"/claims/{CLAIMS[MIRROR.id][0].id}" in first.xpath(".//a/@href")
    assert "1 more claim of this side" in words_of(denied)


def test_numbers_are_charted_by_day(client: Client) -> None:
    (_, number) = board(client)
    (chart,) = number.xpath(".//*[local-name()='svg' and @class='chart']")
    assert [words_of(title) for title in chart.xpath("./*[local-name()='a']/*[local-name()='title']")] == [
        "the union of packers, 5 March 2014: At least seven (7 or more)",
        "Chief Ines Dahl, 6 March 2014: Five (5)",
    ]
    assert [words_of(tick) for tick in chart.xpath(".//*[@class='tick'][@text-anchor='middle']")] == ["5 Mar", "6 Mar"]


def test_other_sides_are_charted_by_day(client: Client) -> None:
    (denied, _) = board(client)
    (chart,) = denied.xpath(".//*[local-name()='svg' and @class='chart']")
    assert [words_of(name) for name in denied.xpath(".//ul[@class='lane-names']/li")] == ["Yes", "No"]
    assert chart.xpath("./*[local-name()='a']/@href").count(f"/claims/{COMPANY}") == 1


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", ["denied", "number"]), ("kind=number", ["number"]), ("kind=holder", []), ("place=holm", ["denied", "number"]),
        ("place=senn", []), ("actor=workers", ["denied", "number"]), ("actor=sailors", []),
        (f"incident={ROOT}", ["denied", "number"]), ("incident=none", []), ("as_of=2014-03-05", ["denied"]),
        ("as_of=2014-03-03", []), ("size=1&page=2", ["number"]),
    ],
)  # fmt: skip
def test_filters_choose_disputes(client: Client, query: str, kinds: list[str]) -> None:
    assert [row["kind"] for row in client.get(f"/api/v1/disputes?{query}").json()["disputes"]] == kinds
    assert len(board(client, f"?{query}")) == len(kinds)


def test_as_of_a_day_no_later_step_is_told(client: Client, store: Store) -> None:
    (row,) = client.get("/api/v1/disputes?as_of=2014-03-05").json()["disputes"]
    assert [len(side["steps"]) for side in row["sides"]] == [3, 1]
    assert (row["origins"], row["last_published"]) == (3, "2014-03-05")
    (article,) = board(client, "?as_of=2014-03-05")
    assert "6 March" not in words_of(article) and "guards" not in words_of(article)
    assert article.xpath(".//h2/a/@href") == [f"/disputes/{row['id']}?as_of=2014-03-05"]
    with store.view() as view:
        (known,) = view.find_disputes(DisputeFilter(as_of="2014-03-05")).rows
    assert row == json.loads(json.dumps(dispute_object(known_by(known, "2014-03-05"))))


def test_files_hold_the_result(client: Client) -> None:
    rows: list[dict[str, Any]] = client.get("/api/v1/disputes?kind=denied").json()["disputes"]
    assert client.get("/disputes.json?kind=denied").json() == rows
    assert [json.loads(line) for line in client.get("/disputes.jsonl?kind=denied").text.splitlines()] == rows
    answer = client.get("/disputes.csv")
    assert answer.status_code == 400 and "jsonl" in answer.json()["error"]["message"]


# one dispute ------------------------------------------------------------------------------------------


def test_one_dispute_has_the_words_of_every_claim(client: Client, ids: dict[str, str]) -> None:
    page = page_of(client, f"/disputes/{ids['denied']}")
    data = client.get(f"/api/v1/disputes/{ids['denied']}").json()
    links = set(page.xpath("//main//@href"))
    for side in data["sides"]:
        for step in side["steps"]:
            assert f"/claims/{step['claim']}" in links
            assert step["value"] in words_of(page)
    assert f"/reports/{UPDATE.id}#c-v1" in links
    assert words_of(page.find(".//h1")) == "Did it happen?"
    assert "5 origins disagree, since 5 March 2014" in words_of(page)
    assert words_of(page.find(".//title")) == "Did it happen? Explosion, Holm · Dateline"


def test_one_dispute_as_of_a_day(client: Client, ids: dict[str, str]) -> None:
    path = f"/disputes/{ids['denied']}?as_of=2014-03-05"
    assert [len(names) for _, names in sides_of(page_of(client, path))] == [2, 1]
    assert len(client.get(f"/api/v1{path}").json()["sides"][0]["steps"]) == 3
    early = page_of(client, f"/disputes/{ids['number']}?as_of=2014-03-05")
    assert "fewer than two sides had been told" in words_of(early)
    assert FIVE not in html.tostring(early).decode()


def test_hostile_words_stay_words(client: Client, ids: dict[str, str]) -> None:
    for path in ("/disputes", "/disputes?as_of=2014-03-05", *(f"/disputes/{ident}" for ident in ids.values())):
        page = page_of(client, path)
        found = page.xpath("//img | //svg[not(@class)] | //b | //u | //i | //script | //*[@onload or @style]")
        assert found == [], path
        assert len(page.findall(".//h1")) == 1, path
        assert len(page.xpath("//@id")) == len(set(page.xpath("//@id"))), path
    assert "<b>guards</b> set off" in words_of(page_of(client, f"/disputes/{ids['denied']}"))


def test_links_of_disputes_lead_somewhere(client: Client, ids: dict[str, str]) -> None:
    paths = ("/disputes", *(f"/disputes/{ident}" for ident in ids.values()))
    links = {link.partition("#")[0] for path in paths for link in page_of(client, path).xpath("//main//@href")}
    assert len(links) > 15
    assert [link for link in links if link.startswith("/") and client.get(link).status_code not in (200, 307)] == []


@pytest.mark.parametrize("query", ["page=0", "page=5", "size=900", "kind=rumour", "as_of=soon", "colour=red"])
def test_a_bad_question_is_refused_and_named(client: Client, query: str) -> None:
    page, data = client.get(f"/disputes?{query}"), client.get(f"/api/v1/disputes?{query}")
    assert (page.status_code, data.status_code) == (400, 400)
    assert "<h1>Bad Request</h1>" in page.text
    assert query.partition("=")[0] in data.json()["error"]["message"]


def test_what_is_no_dispute_is_not_found(client: Client, ids: dict[str, str]) -> None:
    assert client.get("/disputes/none").status_code == 404
    assert client.get("/api/v1/disputes/none").json()["error"]["status"] == 404
    assert client.get(f"/disputes/{ids['number']}?as_of=never").status_code == 400


@pytest.mark.parametrize(
    ("about", "question"),
    [
        ("whether the Lake Front did it", "Did the Lake Front do it?"),
        ("who did it", "Who did it?"),
        ("on which day it was", "On which day was it?"),
        ("how many were missing", "How many were missing?"),
        ("who held {0.__class__} from 2011-05", "Who held {0.__class__} from May 2011?"),
        ("something else", "Something else"),
    ],
)
def test_what_it_is_about_is_a_question(about: str, question: str) -> None:
    assert question_of(about) == question
