"""Who holds what: the grid, the day, the words, and that page, API and command say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from dateline.cli.record import holdings as holdings_command
from dateline.reconcile.holdings import held_spans
from dateline.store import Store
from dateline.store.base import PlaceRow
from dateline.web.app import create_app
from dateline.web.held_axis import day_axis
from dateline.web.held_grid import HeldPlace, draw_grid, name_holders, range_of
from tests.factory import make_told
from tests.web.browsing import OVERFLOW, PHONE, opener_of, served
from tests.web.client import Client
from tests.web.held_archive import GATE, LEADER, open_held
from tests.web.marked_up import page_of, plain

ANYWHERE = PlaceRow("velm", "Velm", ("Velm",), None, None, None, None, None, 1)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_held(tmp_path_factory.mktemp("held") / "archive.sqlite")
    yield store
    store.close()


@pytest.fixture(scope="module")
def client(record: Store) -> Client:
    return Client(create_app(record))


def held(*tellings: tuple[str, str], state: str = "holds") -> HeldPlace:
    """Return a place that is told to be held by these on these days, each on a word of its own."""
    tolds = [
        make_told(kind="holding", type=state, actors=(who,), earliest=day, latest=day, chain=(f"Paper {at}",), local_id=f"h{at}")
        for at, (who, day) in enumerate(tellings)
    ]  # fmt: skip
    return HeldPlace(ANYWHERE, held_spans(replace(told, published=told.claim.earliest) for told in tolds))


# the axis -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2012-05-04", "2012-05-04", "day"),
        ("2012-05-04", "2012-06-10", "day"),
        ("2012-01-02", "2012-10-01", "week"),
        ("2012-01-02", "2015-01-01", "month"),
        ("1990-06-01", "2015-01-01", "year"),
        ("1700-06-01", "2015-01-01", "decade"),
        ("0001-01-01", "2015-01-01", "century"),
        ("9999-12-01", "9999-12-31", "day"),
        ("0001-01-01", "0001-03-31", "week"),
    ],
)
def test_columns_are_as_fine_as_there_is_room(first: str, last: str, unit: str) -> None:
    axis = day_axis(first, last)
    assert axis.unit == unit
    assert 1 <= len(axis.columns) <= 47
    assert axis.columns[0].x == 0
    edges = [column.x for column in axis.columns[1:]] + [100.0]
    assert [column.x + column.width for column in axis.columns] == pytest.approx(edges, abs=0.002)
    assert sum(bool(column.label) for column in axis.columns) <= 24


def test_a_day_is_shown_whole() -> None:
    axis = day_axis("2012-05-01", "2012-05-10")
    assert (axis.share("2012-05-03"), axis.share("2012-05-03", ends=True)) == (20.0, 30.0)
    assert (axis.share("2011-01-01"), axis.share("2013-01-01", ends=True)) == (0.0, 100.0)


# the grid -----------------------------------------------------------------------------------------------


def test_eight_holders_have_tints_and_every_one_a_letter_of_its_own() -> None:
    rows = [held((f"the Hill Party {at}", "2012-05-04")) for at in range(30)]
    holders = name_holders(rows, {}, last="2012-05-05")
    assert sorted(holder.tint for holder in holders[:8] if holder.tint is not None) == list(range(8))
    assert {holder.tint for holder in holders[8:]} == {None}
    letters = [holder.letter for holder in holders]
    assert len(set(letters)) == 30
    assert letters[:2] == ["H", "P"]


def test_bars_lie_where_their_days_are() -> None:
    row = held(("the Reds", "2012-05-01"), ("the Greens", "2012-05-06"))
    grid = draw_grid([row], name_holders([row], {}, last="2012-05-10"), ("2012-05-01", "2012-05-10"), day="2012-05-06")
    first, second = grid.rows[0].bars
    assert (first.x, first.width, first.is_open) == (0.0, 50.0, False)
    assert (second.x, second.width, second.is_open, second.state) == (50.0, 50.0, True, "contested")
    assert [lane.holder.name for lane in second.lanes if lane.holder] == ["the Greens", "the Reds"]
    assert grid.marked == 55.0


def test_what_is_known_from_before_begins_at_the_edge() -> None:
    row = held(("the Reds", "2012-05-01"))
    grid = draw_grid([row], name_holders([row], {}, last="2012-05-10"), ("2012-05-06", "2012-05-10"))
    assert [(bar.x, bar.width, bar.begins_before) for bar in grid.rows[0].bars] == [(0.0, 100.0, True)]
    assert draw_grid([row], (), ("2012-04-01", "2012-04-30")).rows[0].bars == ()


def test_one_day_of_long_before_does_not_squeeze_the_rest() -> None:
    days = [f"2012-05-{at:02}" for at in range(1, 21)]
    row = held(("the Reds", "1950-05-01"), *(("the Reds", day) for day in days))
    shown = range_of([row], since=None, until=None, known="2012-06-01")
    assert shown is not None and shown[0].startswith("2012-05") and shown[1] <= "2012-06-01"
    assert range_of([row], since="1949-01-01", until="2012-05-30", known=None) == ("1949-01-01", "2012-05-30")
    assert range_of([], since=None, until=None, known=None) is None


# the page -----------------------------------------------------------------------------------------------


def test_the_grid_shows_who_held_what(client: Client) -> None:
    page = page_of(client, "/holdings")
    bars = [plain(bar) for bar in page.xpath("//a[contains(@class, 'bar ')]/title")]
    assert "Ostra, 2–4 March 2014: holds, the Lake Guard" in bars
    assert "Ostra, from 8 March 2014: contested, the Hill League, the Lake Guard" in bars
    assert "Brenn, from 9 March 2014: besieged, besieged, no holder named, the Lake Guard" in bars
    contested = page.xpath("//a[contains(@class, 'bar-contested')]//*[@fill='url(#held-contested)']")
    assert len(contested) == 1
    assert len(page.xpath("//a[contains(@class, 'bar-besieged')]//*[@class='siege']")) == 1
    ids = set(page.xpath("//@id"))
    links = [link[1:] for link in page.xpath("//a[contains(@class, 'bar ')]/@href")]
    assert links and set(links) <= ids
    used = {fill[5:-1] for fill in page.xpath("//@fill") if fill.startswith("url(")}
    assert used and used <= ids


def test_the_legend_names_each_holder_once(client: Client) -> None:
    page = page_of(client, "/holdings")
    legend = [plain(item) for item in page.xpath("//ul[@class='held-key']/li")]
    assert legend[0] == "L the Lake Guard 2 places"
    assert sum("Hill League" in item for item in legend) == 1
    assert page.xpath("//ul[@class='held-key']//a/@href")[0] == "/actors/lake%20guard"


def test_every_line_leads_to_its_claims(client: Client) -> None:
    page = page_of(client, "/holdings")
    data = client.get("/api/v1/holdings").json()
    wanted = {
        claim
        for place in data["places"]
        for span in place["spans"]
        for line in span["lines"]
        for claim in line["claims"]
    }
    linked = {link.removeprefix("/claims/") for link in page.xpath("//a[@class='to-claim']/@href")}
    assert linked == wanted and len(wanted) > 5
    assert all(client.get(f"/claims/{claim}").status_code == 200 for claim in linked)


def test_page_api_and_command_say_the_same(client: Client, record: Store) -> None:
    ran = CliRunner().invoke(
        holdings_command, ["Ostra", "Brenn", "--archive", record.url, "--format", "json"], catch_exceptions=False
    )
    told = json.loads(ran.stdout[: ran.stdout.rindex("]") + 1])
    data = client.get("/api/v1/holdings?place=Ostra;Brenn").json()
    assert [span for place in data["places"] for span in place["spans"]] == told
    page = page_of(client, "/holdings?place=Ostra;Brenn")
    rows = [
        [plain(cell) for cell in row.xpath("./*")]
        for row in page.xpath("//table[contains(@class, 'held-words')]/tbody/tr")
    ]
    lines = [line for span in told for line in span["lines"]]
    assert len(rows) == len(lines)
    for row, line in zip(rows, lines, strict=True):
        assert (line["holder"] or "no holder named") in row[3]
        assert all(origin in row[4] for origin in line["origins"])


def test_a_day_by_itself(client: Client) -> None:
    page = page_of(client, "/holdings?day=2014-03-08&place=Ostra;Brenn;the+pier")
    rows = [plain(row) for row in page.xpath("//section[@aria-labelledby='day']//tbody/tr")]
    assert rows[0].startswith("Ostra contested H the Hill League")
    assert rows[2].startswith("Brenn holds L the Lake Guard Ostra Gazette")
    assert page.xpath("//*[@class='marked']")
    early = page_of(client, "/holdings?day=2014-03-01&place=Ostra")
    assert "nothing known" in plain(early.xpath("//section[@aria-labelledby='day']//tbody")[0])
    data = client.get("/api/v1/holdings?day=2014-03&place=Ostra").json()
    assert data["day"] == "2014-03-01" and data["on_day"] == [
        {"key": "geonames:77", "place": "Ostra", "from": None, "to": None, "state": None, "lines": []}
    ]


def test_what_was_known_on_a_day(client: Client) -> None:
    data = client.get("/api/v1/holdings?place=Ostra&as_of=2014-03-07").json()
    assert [span["state"] for span in data["places"][0]["spans"]] == ["holds", "holds"]
    assert client.get("/api/v1/holdings?as_of=2014-01").json()["places"] == []
    assert "Nobody tells" in client.get("/holdings?as_of=2014-01").text


def test_a_range_of_days(client: Client) -> None:
    data = client.get("/api/v1/holdings?place=Ostra&since=2014-03-06&until=2014-03-07").json()
    spans = [(span["from"], span["to"]) for span in data["places"][0]["spans"]]
    assert (spans, data["first"], data["last"]) == ([("2014-03-06", "2014-03-07")], "2014-03-06", "2014-03-07")


def test_the_places_of_an_actor(client: Client) -> None:
    data = client.get("/api/v1/holdings?actor=Lake+Guard").json()
    assert {place["name"] for place in data["places"]} == {"Ostra", "Brenn"}
    assert client.get("/holdings?actor=nobody+here").status_code == 200


def test_pages_of_places(client: Client) -> None:
    one, two = (client.get(f"/api/v1/holdings?size=2&page={at}").json() for at in (1, 2))
    assert (one["total"], one["pages"]) == (4, 2)
    assert len({place["key"] for place in one["places"] + two["places"]}) == 4
    assert "Page 2 of 2" in client.get("/holdings?size=2&page=2").text


def test_places_that_nobody_knows_are_named(client: Client) -> None:
    assert client.get("/api/v1/holdings?place=Ostra;Nowhere").json()["unknown"] == ["Nowhere"]
    assert "“Nowhere”" in client.get("/holdings?place=Nowhere").text


@pytest.mark.parametrize(
    "query",
    ["day=May", "since=2014-13", "since=2015&until=2014", "size=0", "size=41", "page=0", "page=9", "place=" + "x" * 2001,
     "as_of=now", "color=red", "actor=" + "y" * 201],
)  # fmt: skip
def test_bad_questions_get_a_page_that_says_so(client: Client, query: str) -> None:
    assert client.get(f"/holdings?{query}").status_code == 400
    answer = client.get(f"/api/v1/holdings?{query}")
    assert answer.status_code == 400 and "error" in answer.json()


def test_names_that_try_to_be_markup_are_words(client: Client) -> None:
    for path in (
        "/holdings",
        "/holdings?day=2014-03-10",
        f"/holdings?place={quote(GATE)}",
        f"/holdings?place={quote(LEADER)}",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "<img src=x" not in answer.text and "<b>&" not in answer.text and " style=" not in answer.text


def test_on_a_phone_only_the_grid_scrolls(browser: Browser, record: Store) -> None:
    with served(record) as address, opener_of(browser, address) as opened:
        for path in ("/holdings?day=2014-03-08", "/places/Ostra", "/sources/ines%20dahl", "/actors/lake%20guard"):
            page = opened(path, viewport=PHONE)
            assert page.evaluate(OVERFLOW) == 0, path


def test_a_bar_leads_to_its_words(browser: Browser, record: Store) -> None:
    with served(record) as address, opener_of(browser, address) as opened:
        page = opened("/holdings")
        page.locator("a.bar-contested").first.focus()
        page.keyboard.press("Enter")
        assert "Hill League" in page.locator("tr:target").inner_text()
