"""Places: the list, and one place with its map, its row of who held it, its claims and its disputes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from dateline.store import Store
from dateline.web.app import create_app
from tests.web.client import Client
from tests.web.held_archive import GATE, LEADER, open_held
from tests.web.marked_up import cells, page_of, plain


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_held(tmp_path_factory.mktemp("places") / "archive.sqlite")
    yield store
    store.close()


@pytest.fixture(scope="module")
def client(record: Store) -> Client:
    return Client(create_app(record))


def test_places_with_a_point_stand_apart_from_those_without(client: Client) -> None:
    page = page_of(client, "/places")
    rows = [cells(row) for row in page.xpath("//tbody/tr")]
    assert "Ostra Austria 12 km 3" in rows and "Brenn Austria 8 km 2" in rows
    apart = [plain(item) for item in page.xpath("//ul[@class='inline']/li")]
    assert sorted(apart) == sorted([f"{GATE} 1", "the pier 1"])
    assert "3 places with a point, 2 without" in plain(page.xpath("//*[@role='status']")[0])
    alone = page_of(client, "/places?point=without")
    assert [plain(row) for row in alone.xpath("//tbody//th/a")] == [GATE, "the pier"]


def test_page_and_api_list_the_same(client: Client) -> None:
    page = page_of(client, "/places?size=2")
    data = client.get("/api/v1/places?size=2").json()
    assert [plain(name) for name in page.xpath("//tbody//th/a")] == [row["name"] for row in data["places"]]
    assert (data["total"], data["pages"]) == (3, 2)
    assert [row["name"] for row in client.get("/api/v1/places?q=bren").json()["places"]] == []
    assert [row["name"] for row in client.get("/api/v1/places?q=Brenn").json()["places"]] == ["Brenn"]


def test_a_place_is_told_whole(client: Client) -> None:
    page = page_of(client, "/places/geonames:77")
    text = plain(page)
    assert "Place · Austria" in text and "48.50, 16.50, within 12 km" in text
    sentences = [plain(item) for item in page.xpath("//ol[@class='told-days']/li")]
    assert sentences == [
        "2–4 March 2014 the Lake Guard held it, according to Ostra Gazette.",
        "5–7 March 2014 the Hill League held it, according to the Hill League.",
        "from 8 March 2014 the Hill League held it, according to the Hill League; but the Lake Guard held it, according to "
        "the Lake Guard. Contested.",
    ]
    assert "Who held Ostra from 2014-03-08" in text
    (ring,) = page.xpath("//figure[@id='place-here']//*[@class='reach']")
    assert float(ring.get("rx")) > 0
    assert "/sources/hill%20league" in page.xpath("//dl[@class='sheet']//@href")


def test_a_siege_is_told_in_a_sentence(client: Client) -> None:
    last = page_of(client, "/places/Brenn").xpath("//ol[@class='told-days']/li")[-1]
    assert "It was besieged, no holder named, according to Brenn Herald; the Lake Guard held it" in plain(last)


def test_page_and_api_tell_the_same_of_a_place(client: Client) -> None:
    page, data = page_of(client, "/places/Ostra"), client.get("/api/v1/places/Ostra").json()
    assert data["place"]["key"] == "geonames:77"
    tally = [plain(number) for number in page.xpath("//dl[@class='tally']//dd")]
    assert tally == [str(data[name]["total"]) for name in ("claims", "incidents", "disputes")] == ["3", "0", "1"]
    rows = page.xpath("//table[contains(@class, 'held-words')]/tbody/tr")
    assert len(rows) == sum(len(span["lines"]) for span in data["held"])
    assert data["held"] == client.get("/api/v1/holdings?place=Ostra").json()["places"][0]["spans"]


def test_a_place_of_incidents_without_holdings(client: Client) -> None:
    page = page_of(client, "/places/Holm")
    assert "Nobody tells who held it" in plain(page)
    assert len(page.xpath("//section[@aria-labelledby='incidents']//li")) == 2
    assert page.xpath("//section[@aria-labelledby='incidents']//a/@href")[0].startswith("/incidents/")


def test_as_known_on_a_day(client: Client) -> None:
    data = client.get("/api/v1/places/Ostra?as_of=2014-03-05").json()
    assert [span["state"] for span in data["held"]] == ["holds"] and data["claims"]["total"] == 1
    assert data["disputes"]["total"] == 0


def test_a_name_of_any_characters_is_an_address(client: Client) -> None:
    page = page_of(client, f"/places/{quote(GATE, safe='')}")
    assert plain(page.xpath("//h1")[0]) == GATE
    assert LEADER in plain(page)
    raw = client.get(f"/places/{quote(GATE, safe='')}").text
    assert "<img src=x" not in raw and "<b>&" not in raw
    link = next(
        link for link in page_of(client, "/places?point=without").xpath("//tbody//th/a/@href") if "gate" in link
    )
    assert plain(page_of(client, link).xpath("//h1")[0]) == GATE


def test_every_source_of_a_place_leads_somewhere(client: Client) -> None:
    links = page_of(client, "/places/Holm").xpath("//dl[@class='sheet']//@href")
    assert "/sources/ines%20dahl" in links
    assert "/claims?place=gn%3A5&source=Dahl" in links, "the short name is hers in one report only"
    assert [link for link in links if client.get(link).status_code != 200] == []


@pytest.mark.parametrize("key", ["geonames:0", "nowhere at all", "a%2Fb", "%3F"])
def test_there_is_no_such_place(client: Client, key: str) -> None:
    assert client.get(f"/places/{key}").status_code == 404
    assert client.get(f"/api/v1/places/{key}").status_code == 404


@pytest.mark.parametrize("query", ["point=maybe", "size=0", "page=2", "q=" + "x" * 201, "sort=size"])
def test_bad_questions_of_the_list(client: Client, query: str) -> None:
    assert client.get(f"/places?{query}").status_code == 400
    assert client.get(f"/api/v1/places?{query}").status_code == 400


def test_bad_questions_of_a_place(client: Client) -> None:
    for query in ("since=2015&until=2014", "as_of=May", "color=red"):
        assert client.get(f"/places/Ostra?{query}").status_code == 400
