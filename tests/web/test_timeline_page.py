"""The timeline of incidents: the page, and the same as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from dateline.store import Store, open_store
from dateline.web.app import create_app
from dateline.web.timeline_chart import MOST_DRAWN
from tests.store.contract_record import link
from tests.web.client import Client
from tests.web.deeds import DEEDS, deed_id, fill, many_deeds
from tests.web.marked_up import page_of

BRIDGE, SQUARE, SIEGE, MARCH, GRANARY, DAM, PATROL, HOSTILE = (deed_id(deed) for deed in DEEDS)
MANY = many_deeds(MOST_DRAWN + 60)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = fill(tmp_path_factory.mktemp("deeds") / "archive.sqlite")
    yield store
    store.close()


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An archive of more incidents than are drawn."""
    store = fill(tmp_path_factory.mktemp("crowd") / "archive.sqlite", MANY)
    yield store
    store.close()


@pytest.fixture(scope="module")
def client(record: Store) -> Client:
    return Client(create_app(record))


def data_of(client: Client, query: str = "") -> Any:
    answer = client.get(f"/api/v1/timeline/incidents{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def incident_ids(page: html.HtmlElement, within: str) -> list[str]:
    links = page.xpath(f"{within}//a[starts-with(@href, '/incidents/')]/@href")
    return [str(link).rpartition("/")[2] for link in links]


def lanes_on(page: html.HtmlElement) -> dict[str, list[str]]:
    lanes = page.xpath("//li[@class='lane']")
    return {" ".join(lane.find(".//h3").text_content().split()): incident_ids(lane, ".") for lane in lanes}


# the page and the data ----------------------------------------------------------------------------------------


def test_a_first_look_shows_nearly_all_in_lanes_of_places(client: Client) -> None:
    page = page_of(client, "/timeline")
    assert " ".join(page.xpath("//*[@role='status']")[0].text_content().split()) == (
        "6 incidents, 30 April – 11 June 2012; 1 at other times."
    )
    lanes = lanes_on(page)
    assert {name: set(ids) for name, ids in lanes.items()} == {
        "Orra 2": {BRIDGE, SIEGE},
        "Velm 2": {SQUARE, MARCH},
        "<b onclick=alert(2)> 1": {HOSTILE},
        "No place told 1": {GRANARY},
    }
    (link,) = page.xpath("//*[@role='status']/a/@href")
    assert DAM in incident_ids(page_of(client, link), "//ol[@class='lanes']")


def test_every_bar_says_what_when_how_many_and_on_how_many_words(client: Client) -> None:
    page = page_of(client, "/timeline")
    (bar,) = page.xpath(f"//a[@href='/incidents/{BRIDGE}'][contains(@class, 'tl-incident')]")
    assert bar.get("aria-label") == (
        "The Orra bridge was blown up, Orra, 4 May 2012; 3–12 killed; 1–2 independent origins; disputed"
    )
    shown = " ".join("".join(bar.xpath(".//*[name()='text']//text()")).split())
    assert shown == "The Orra bridge was blown up 3–12 killed disputed"
    assert len(bar.xpath(".//*[@class='tl-dispute']")) == 1, "a shape, not the word alone"
    (undisputed,) = page.xpath(f"//a[@href='/incidents/{GRANARY}'][contains(@class, 'tl-incident')]")
    assert "disputed" not in undisputed.text_content() and not undisputed.xpath(".//*[@class='tl-dispute']")


def test_a_month_is_a_pale_bar_and_a_day_a_mark(client: Client) -> None:
    page = page_of(client, "/timeline")
    rects = {ident: page.xpath(f"//a[@href='/incidents/{ident}']/rect[1]")[0] for ident in (BRIDGE, SIEGE)}
    assert [rects[ident].get("class") for ident in (BRIDGE, SIEGE)] == ["tl-day", "tl-days"]
    day, month = (float(rects[ident].get("width").rstrip("%")) for ident in (BRIDGE, SIEGE))
    assert month == pytest.approx(31 * day, rel=0.02)


def test_what_has_no_day_stands_beside_the_chart(client: Client) -> None:
    page = page_of(client, "/timeline")
    assert incident_ids(page, "//section[@aria-labelledby='undated']") == [PATROL]
    assert PATROL not in incident_ids(page, "//ol[@class='lanes']")
    alone = page_of(client, "/timeline?undated=true")
    assert incident_ids(alone, "//table") == [PATROL]
    assert not alone.xpath("//ol[@class='lanes']")


QUERIES = (
    "", "?lanes=actor", "?lanes=type&since=2012-05&until=2012-06", "?since=1990&until=2020", "?undated=true",
    "?since=2012-05-04T03:00&until=2012-05-04T08:59", "?place=Velm", "?actor=grey+band", "?type=PROTEST", "?q=bridge",
    "?as_of=2013-12-31", "?since=2030", "?size=2&page=2",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_says_what_the_data_says(client: Client, query: str) -> None:
    page, data = page_of(client, f"/timeline{query}"), data_of(client, query)
    assert incident_ids(page, "//table") == [row["id"] for row in data["incidents"]]
    assert f"{data['total']} incident" in page.xpath("//h2[@id='table']/span")[0].text
    named = {f"{lane['name']} {lane['incidents']}": lane["drawn"] for lane in data["lanes"]["lanes"]}
    assert lanes_on(page) == named
    (part,) = page.xpath("//div[@data-timeline]")
    seen = parse_qs(urlsplit(part.get("data-here") or "").query)
    assert (seen.get("since"), seen.get("until")) == ((data["since"] or None) and [data["since"]],
                                                      (data["until"] or None) and [data["until"]])  # fmt: skip


def test_filters_find_what_the_list_of_incidents_finds(client: Client) -> None:
    assert {row["id"] for row in data_of(client, "?actor=grey+band")["incidents"]} == {BRIDGE, SQUARE, SIEGE}
    assert {row["id"] for row in data_of(client, "?place=velm&since=1990&until=2020")["incidents"]} == {
        SQUARE, MARCH, DAM,
    }  # fmt: skip
    assert data_of(client, "?as_of=2013-12-31")["total"] == 0
    assert [row["id"] for row in data_of(client, "?q=granary")["incidents"]] == [GRANARY]


def test_lanes_of_actors_hold_an_incident_of_two_actors_twice(client: Client) -> None:
    lanes = {lane["name"]: set(lane["drawn"]) for lane in data_of(client, "?lanes=actor")["lanes"]["lanes"]}
    assert lanes["the Grey Band"] == {BRIDGE, SQUARE, SIEGE}
    assert lanes["guards"] == {SQUARE}
    assert lanes["No actor told"] == {MARCH, GRANARY}


def test_the_table_says_on_whose_word(client: Client) -> None:
    page = page_of(client, "/timeline")
    (row,) = page.xpath(f"//tr[th/a/@href='/incidents/{BRIDGE}']")
    cells = [" ".join(cell.text_content().split()) for cell in row]
    assert cells == [
        "4 May 2012", "The Orra bridge was blown up, Orra ◆ 2 disputes", "Orra", "3–12", "1–2", "1", "Velm Observer",
    ]  # fmt: skip
    assert row.xpath("td[@class='whose']/a/@href") == ["/actors/velm%20observer"]


def test_hours_are_those_that_claims_tell(client: Client) -> None:
    page = page_of(client, "/timeline?since=2012-05-04&until=2012-05-04")
    moments = page.xpath("//*[@class='tl-moment']")
    titled = [m for m in moments if m.xpath("*[name()='title']")]
    assert [m[0].text for m in titled] == ["4 May 2012, 05:30: 1 claim"]
    assert float(titled[0].get("x").rstrip("%")) == pytest.approx(100 * 5.5 / 24, abs=0.01)
    days = page_of(client, "/timeline?since=2012-05&until=2012-05")
    assert not days.xpath("//*[@class='tl-moment']")


# steps --------------------------------------------------------------------------------------------------------


def step(page: html.HtmlElement, key: str) -> str:
    (link,) = page.xpath(f"//a[@data-step='{key}']/@href")
    return str(link)


@pytest.mark.parametrize(
    ("key", "since", "until"),
    [
        ("+", "2012-05-09", "2012-05-12"),
        ("-", "2012-05-03", "2012-05-18"),
        ("ArrowLeft", "2012-05-03", "2012-05-10"),
        ("ArrowRight", "2012-05-11", "2012-05-18"),
        ("0", "", ""),
    ],
)
def test_a_step_is_a_link_that_keeps_the_filters(client: Client, key: str, since: str, until: str) -> None:
    page = page_of(client, "/timeline?since=2012-05-07&until=2012-05-14&lanes=type&place=Orra&page=1")
    asked = parse_qs(urlsplit(step(page, key)).query)
    if key == "0":
        assert asked["since"] <= ["2012-05-01"] and asked["until"] >= ["2012-05-31"]
    else:
        assert (asked["since"], asked["until"]) == ([since], [until])
    assert (asked["lanes"], asked["place"]) == (["type"], ["Orra"])
    assert page_of(client, step(page, key)).xpath("//ol[@class='lanes']")


def test_zoom_goes_from_years_to_hours_and_no_closer(client: Client) -> None:
    path, seen = "/timeline?since=2000&until=2020", []
    for _ in range(20):
        page = page_of(client, path)
        seen.append(page.xpath("//h2[@id='seen']")[0].text)
        links = page.xpath("//a[@data-step='+']/@href")
        if not links:
            break
        path = str(links[0])
    assert seen[0] == "2000–2020"
    assert re.fullmatch(r"\d+ \w+ 2010, \d\d:\d\d–\d\d:\d\d", seen[-1])
    assert len(seen) < 20, "there is an end to it"


def test_the_strip_leads_to_each_of_its_periods(client: Client) -> None:
    page = page_of(client, "/timeline?since=1990&until=2020")
    columns = page.xpath("//*[@data-strip]/a")
    assert [column.get("aria-label") for column in columns] == ["1996: 1 incident", "2012: 6 incidents"]
    for column in columns:
        assert page_of(client, column.get("href")).xpath("//h2[@id='seen']")


# many ---------------------------------------------------------------------------------------------------------


def test_too_many_are_counted_in_columns_and_the_largest_drawn(crowd: Store) -> None:
    data = data_of(Client(create_app(crowd)), "?since=2013&until=2013")
    assert data["total"] == len(MANY)
    assert sum(period["incidents"] for period in data["counts"]["periods"]) + data["counts"]["longer"] == len(MANY)
    lanes = data["lanes"]["lanes"]
    assert sum(lane["incidents"] for lane in lanes) == len(MANY)
    assert all(
        sum(period["incidents"] for period in lane["counts"]["periods"]) + lane["counts"]["longer"] == lane["incidents"]
        for lane in lanes
    )
    assert 0 < sum(len(lane["drawn"]) for lane in lanes) < MOST_DRAWN


def test_columns_of_days_do_not_count_what_is_known_by_the_month_only(crowd: Store) -> None:
    data = data_of(Client(create_app(crowd)), "?since=2013-04&until=2013-05")
    assert data["counts"] is None or data["counts"]["longer"] > 0
    page = page_of(Client(create_app(crowd)), "/timeline?since=2013&until=2013")
    assert "columns count every incident that surely lies in one month" in " ".join(page.text_content().split())


def test_the_table_has_pages(crowd: Store) -> None:
    client = Client(create_app(crowd))
    pages = [data_of(client, f"?since=2013&until=2013&size=200&page={n}") for n in (1, 2)]
    ids = [row["id"] for page in pages for row in page["incidents"]]
    assert len(set(ids)) == len(MANY)
    assert client.get("/timeline?since=2013&until=2013&size=200&page=3").status_code == 400


# what is wrong, and what was there ----------------------------------------------------------------------------

BAD = (
    ("since=yesterday", "is no time; write 2001"), ("until=2012-02-30", "is no time"), ("since=2012&until=2011", "after"),
    ("since=0000", "is no time"), ("lanes=colour", "none of place, actor, type"), ("type=HEIST", "none of"),
    ("q=%22open", "without its partner"),
    ("source=x&stance=denies", "source, stance: asked of claims, whose timeline is at /timeline/claims"),
    ("colour=x", "there is no such parameter"), ("page=9", "no such page"),
    ("as_of=2012-05-04T05:00", "is no day"), ("size=1000", "less than or equal to 200"), ("place=" + "x" * 201, "200"),
)  # fmt: skip


@pytest.mark.parametrize(("query", "message"), BAD)
def test_bad_parameters_are_a_page_that_says_so(client: Client, query: str, message: str) -> None:
    answer = client.get(f"/timeline?{query}")
    assert (answer.status_code, "<h1" in answer.text) == (400, True)
    assert message in html.fromstring(answer.text).text_content()
    data = client.get(f"/api/v1/timeline/incidents?{query}")
    assert (data.status_code, set(data.json())) == (400, {"error"})


def test_nothing_that_a_report_says_becomes_markup(client: Client) -> None:
    for query in QUERIES:
        text = client.get(f"/timeline{query}").text
        assert "<script>alert" not in text and "<b onclick" not in text and "<i>x" not in text and " style=" not in text
    assert "&lt;script&gt;alert(1)" in client.get("/timeline").text


def test_the_claims_by_day_are_where_they_were_and_one_page_further(client: Client) -> None:
    page = page_of(client, "/timeline/claims?source=velm+observer&stance=says&q=bridge")
    assert "1 claim by the day they begin" in page.text_content()
    assert page.xpath("//nav[@class='tabs']/a/@href") == ["/timeline", "/timeline/claims"]
    undated = page_of(client, "/timeline/claims?undated=true")
    assert "A patrol vanished" in undated.text_content()
    assert client.get("/api/v1/timeline?source=velm+observer").json()["undated"] == 1


def test_of_an_earlier_day_numbers_told_later_are_not_told(tmp_path: Path) -> None:
    store = open_store(tmp_path / "fire.sqlite", create=True)
    link(store)  # three reports of one fire; two were out by 3 March
    client = Client(create_app(store))
    then, now = (
        data_of(client, f"?since=2014-03&until=2014-03&as_of={day}")["incidents"] for day in ("2014-03-03", "2014-05")
    )
    assert [(row["killed_high"], row["origins_low"], row["reports"]) for row in (*then, *now)] == [
        (None, None, 2),
        (7, 2, 3),
    ]
    assert [named["key"] for named in then[0]["sources"]] == ["ines dahl"]
    page = page_of(client, "/timeline?since=2014-03&until=2014-03&as_of=2014-03-03")
    assert "As known on 3 March 2014." in page.xpath("//*[@role='status']")[0].text_content()
    assert page.xpath("//table//td[@class='num']")[1].text_content() == "more later"
    assert "more was told of it later" in page.xpath("//a[contains(@class, 'tl-incident')]/@aria-label")[0]
    store.close()


def test_an_empty_archive_has_an_empty_timeline(tmp_path: Path) -> None:
    store = fill(tmp_path / "empty.sqlite", ())
    client = Client(create_app(store))
    assert "No incident with a day fits." in page_of(client, "/timeline").text_content()
    assert data_of(client)["lanes"] == {"by": "place", "lanes": []}
    store.close()
