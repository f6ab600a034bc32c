"""Sources and names: what each claimed, what others said of it, where it corrected itself, why its names are one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html

from dateline.store import Store
from dateline.web.app import create_app
from tests.store.linking_cases import COURIER, MIRROR
from tests.web import client as web
from tests.web.held_archive import LEADER, open_held
from tests.web.marked_up import cells, page_of, plain
from tests.web.texts import bridge_reading


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_held(tmp_path_factory.mktemp("sources") / "archive.sqlite")
    yield store
    store.close()


@pytest.fixture(scope="module")
def papers(record: Store) -> web.Client:
    return web.Client(create_app(record))


def section(page: html.HtmlElement, label: str) -> str:
    return plain(page.xpath(f"//section[@aria-labelledby='{label}']")[0])


def test_those_who_say_most_come_first(papers: web.Client) -> None:
    page, data = page_of(papers, "/sources"), papers.get("/api/v1/sources").json()
    said = [row["as_source"] for row in data["sources"]]
    assert said == sorted(said, reverse=True) and said[-1] > 0
    assert [plain(name) for name in page.xpath("//tbody//th/a")] == [row["name"] for row in data["sources"]]
    names = {row["name"] for row in data["sources"]}
    assert "Ostra Gazette" in names and LEADER not in names
    assert [row["name"] for row in papers.get("/api/v1/sources?q=gazette").json()["sources"]] == ["Ostra Gazette"]


def test_what_a_source_claimed_and_who_passes_it_on(papers: web.Client) -> None:
    data = papers.get("/api/v1/sources/ines%20dahl").json()
    assert (data["total"], data["own"], data["origins"]["high"]) == (2, 2, 1)
    assert data["passed_on_by"] == [{"value": "Holm Courier", "claims": 1}, {"value": "Sound Mirror", "claims": 1}]
    assert data["stances"] == [{"value": "says", "claims": 2}] and data["types"] == [{"value": "OTHER", "claims": 2}]
    text = cells(page_of(papers, "/sources/ines%20dahl"))
    assert "Also Dahl" in text and "Passed on by Holm Courier 1 , Sound Mirror 1" in text


def test_on_whose_word_an_outlet_speaks(papers: web.Client) -> None:
    data = papers.get("/api/v1/sources/ostra%20gazette").json()
    assert data["through"] == [{"value": "the Lake Guard", "claims": 1}]
    assert (data["own"], data["read"], data["published"]) == (2, 3, 2)


def test_what_others_held_against_a_source(papers: web.Client) -> None:
    (found,) = papers.get("/api/v1/sources/hill%20league").json()["contradicted"]
    assert (found["kind"], found["own"]["value"], found["own"]["day"]) == ("holder", "the Hill League", "2014-03-06")
    assert [(word["origin"], word["day"]) for word in found["others"]] == [("the Lake Guard", "2014-03-08")]
    shown = section(page_of(papers, "/sources/hill%20league"), "otherwise")
    assert "afterwards" in shown and "the Lake Guard 8 March 2014" in shown


def test_a_denial_in_the_same_report_is_held_against_a_source(client: web.Client) -> None:
    (found,) = client.get("/api/v1/sources/villagers").json()["contradicted"]
    assert (found["kind"], found["own"]["side"], found["others"][0]["side"]) == ("denial", "asserted", "denied")
    assert found["others"][0]["value"] == "anyone was held"
    shown = section(page_of(client, "/sources/villagers"), "otherwise")
    assert "denied in the same report" in shown and "The governor: denied anyone was held" in shown


def test_an_outlet_that_corrected_itself(client: web.Client) -> None:
    (found,) = client.get("/api/v1/sources/harbour%20herald").json()["corrected"]
    first, second = bridge_reading(), bridge_reading(least=13)
    assert (found["before"]["id"], found["after"]["id"]) == (first.report.id, second.report.id)
    assert found["changes"]
    shown = section(page_of(client, "/sources/harbour%20herald"), "corrected")
    assert "version 2, after version 1" in shown and "12" in shown and "13" in shown


def test_whose_text_an_outlet_carries(papers: web.Client) -> None:
    (copied,) = papers.get("/api/v1/sources/sound%20mirror").json()["copied"]
    assert (copied["report"]["id"], copied["first"]["id"]) == (MIRROR.id, COURIER.id)
    assert "1 of its newest 1 report carries a text" in section(page_of(papers, "/sources/sound%20mirror"), "origins")
    (reprint,) = papers.get("/api/v1/sources/holm%20courier").json()["reprinted"]
    assert (reprint["report"]["id"], reprint["first"]["id"]) == (MIRROR.id, COURIER.id)


def test_page_and_api_count_the_same(papers: web.Client) -> None:
    for key in ("ines%20dahl", "hill%20league", "brenn%20herald"):
        page, data = page_of(papers, f"/sources/{key}"), papers.get(f"/api/v1/sources/{key}").json()
        tally = [plain(number) for number in page.xpath("//dl[@class='tally']//dd")]
        assert tally[:2] == [str(data["own"]), str(data["read"] - data["own"])]
        assert tally[3] == str(len(data["contradicted"]))


@pytest.mark.parametrize("path", ["/sources?size=0", "/sources?kind=cloud", "/sources?q=" + "x" * 201, "/sources?page=7",
                                  "/sources/ines%20dahl?since=May", "/sources/ines%20dahl?color=red"])  # fmt: skip
def test_bad_questions(papers: web.Client, path: str) -> None:
    assert papers.get(path).status_code == 400
    assert papers.get(f"/api/v1{path}").status_code == 400


def test_there_is_no_such_source(papers: web.Client) -> None:
    for key, status in (("nobody%20here", 404), ("%00", 400), ("%ED%B0%80", 400), ("a%2Fb", 404)):
        assert papers.get(f"/sources/{key}").status_code == papers.get(f"/api/v1/sources/{key}").status_code == status


# names ------------------------------------------------------------------------------------------------


def test_why_two_names_are_one(papers: web.Client) -> None:
    page = page_of(papers, "/actors/ines%20dahl")
    data = papers.get("/api/v1/actors/ines%20dahl").json()
    (item,) = page.xpath("//h2[@id='one']/following-sibling::ul/li")
    assert "Dahl Sound Mirror, 3 March 2014 = Ines Dahl dahl is the <i>last</i> name of both" in cells(item)
    judgement = data["joined"][0]["judgement"]["id"]
    split = item.xpath(".//a/@href")[-1]
    assert split == f"/review?q={judgement}" and papers.get(split).status_code == 200


def test_what_a_name_holds_and_what_others_say_of_it(papers: web.Client) -> None:
    page, data = page_of(papers, "/actors/lake%20guard"), papers.get("/api/v1/actors/lake%20guard").json()
    assert {span["place"] for span in data["held"]} == {"Ostra", "Brenn"}
    assert len(page.xpath("//section[@aria-labelledby='holds']//a[contains(@class, 'bar ')]")) == len(data["held"])
    others = {claim["text"] for claim in data["by_others"]}
    assert others == {"The Lake Guard holds Ostra", "It holds Brenn"}
    assert "it still held Ostra" not in section(page, "others").partition("What it says")[0]


def test_the_incidents_of_a_name(papers: web.Client) -> None:
    page, data = page_of(papers, "/actors/brigade"), papers.get("/api/v1/actors/brigade").json()
    assert data["incidents"]["total"] == 1 and data["does"] == [{"value": "OTHER", "claims": 2}]
    assert data["suffers"] == []
    assert "3 claims" in plain(page.xpath("//section[@aria-labelledby='incidents']//li")[0])
    (row,) = page.xpath("//table[@class='heat']/tbody/tr")
    assert plain(row).startswith("Holm") and data["chart"]["rows"] == [["Holm", [2]]]


def test_names_that_try_to_be_markup_are_words(papers: web.Client, client: web.Client) -> None:
    for app, path in ((papers, "/actors?name=img"), (client, "/sources"), (client, "/actors")):
        answer = app.get(path)
        assert answer.status_code == 200 and "<img src=x" not in answer.text and "<svg onload" not in answer.text
