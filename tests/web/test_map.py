from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from dateline.store import Store
from dateline.store.base import IncidentFilter
from dateline.vocabulary import EVENT_TYPES
from dateline.web import atlas
from dateline.web.app import create_app
from dateline.web.atlas import MapParams, is_shown, load_atlas, show_day
from dateline.web.atlas_families import FAMILIES
from dateline.web.atlas_objects import one_by_one
from dateline.web.ground import CELLS
from tests.factory import make_report, make_told
from tests.web.client import Client
from tests.web.map_cases import map_archive


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The archive of the map."""
    made = map_archive(tmp_path_factory.mktemp("map") / "map.sqlite")
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(store: Store) -> Client:
    return Client(create_app(store))


def data_of(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/v1/map{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def features(data: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [feature for feature in data["features"] if feature["properties"]["kind"] == kind]


def places(client: Client, query: str) -> dict[str, int]:
    """What the list beside the map says: how many incidents each place with a point has."""
    tree = html.fromstring(client.get(f"/map{query}").text)
    found = {}
    for item in tree.xpath("//li[@class='place'][@id]"):
        found[item.xpath(".//*[@class='place-name']")[0].text_content()] = len(item.xpath(".//li[@class='told']"))
    return found


# data -----------------------------------------------------------------------------------------------


def test_the_data_are_geojson_of_every_incident(client: Client, store: Store) -> None:
    data = data_of(client)
    with store.view() as view:
        rows = {row.id: row for row in view.find_incidents(IncidentFilter(), limit=100).rows}
    assert data["type"] == "FeatureCollection"
    assert {feature["id"] for feature in features(data, "incident")} == set(rows)
    for feature in features(data, "incident"):
        row, told = rows[feature["id"]], feature["properties"]
        point = feature["geometry"] and feature["geometry"]["coordinates"]
        assert point == (None if row.lat is None else [row.lon, row.lat])
        assert (told["title"], told["precision_km"], told["first_day"]) == (row.title, row.precision_km, row.first_day)
    assert data["left_out"] == {"incidents": 0, "held_places": 0}


def test_what_has_no_point_gets_none(client: Client) -> None:
    unlocated = [f for f in features(data_of(client), "incident") if f["properties"]["place"] == "Tarn mill"]
    assert [feature["geometry"] for feature in unlocated] == [None]


def test_holdings_are_spans_of_days_with_whose_word_it_is(client: Client) -> None:
    (velm,) = (f for f in features(data_of(client), "holding") if f["properties"]["place"] == "Velm")
    assert [(s["from"], s["to"], s["state"]) for s in velm["properties"]["spans"]] == [
        ("2012-05-02", "2012-05-07", "holds"),
        ("2012-05-08", None, "holds"),
    ]
    assert [s["lines"][0]["holder"] for s in velm["properties"]["spans"]] == ["Government troops", "rebels"]
    assert velm["properties"]["spans"][0]["lines"][0]["origins"] == ["Harbour Herald"]
    claim = velm["properties"]["spans"][1]["lines"][0]["claim"]
    assert client.get(f"/claims/{claim}").status_code == 200


def test_the_days_are_those_on_which_something_is_told(client: Client) -> None:
    days = data_of(client)["days"]
    assert days == sorted(set(days))
    assert {"2012-05-02", "2012-05-03", "2012-05-08", "2012-05-10", "2012-05-12"} <= set(days)
    assert "2012-05-20" not in days


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?place=Velm", {"Velm"}),
        ("?type=protest", {"Velm"}),
        ("?since=2012-05-11&until=2012-05-20", {"Sarn", "Tarn mill", "Orra Valley", None}),
        ("?q=convoy", {"Sarn"}),
        ("?actor=garrison", {"Velm"}),
        ("?as_of=2012-05-05", {"Velm"}),
    ],
)
def test_filters_are_those_of_the_lists(client: Client, query: str, wanted: set[str | None]) -> None:
    found = {feature["properties"]["place"] for feature in features(data_of(client, query), "incident")}
    assert found == wanted


def test_a_holder_is_found_and_holdings_have_no_type(client: Client) -> None:
    held = features(data_of(client, "?actor=rebels"), "holding")
    assert [feature["properties"]["place"] for feature in held] == ["Velm"]
    data = data_of(client, "?type=PROTEST")
    assert features(data, "holding") == [] and "has no type" in data["notes"][0]


def test_a_map_is_bounded_and_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas, "MOST_INCIDENTS", 2)
    monkeypatch.setattr(atlas, "MOST_HELD_PLACES", 1)
    data = data_of(client)
    assert len(features(data, "incident")) == 2 and data["left_out"]["incidents"] > 3
    assert len(features(data, "holding")) == 1 and data["left_out"]["held_places"] == 1
    page = client.get("/map?held=true").text
    assert "more are left out" in page and "others are left out" in page


def test_the_file_says_what_the_data_say(client: Client) -> None:
    file = client.get("/api/v1/map.geojson?place=Velm")
    assert file.headers["content-type"] == "application/geo+json"
    assert file.json() == data_of(client, "?place=Velm")


def test_who_says_so(client: Client) -> None:
    shelled = next(f for f in features(data_of(client, "?place=Velm&type=ASSAULT"), "incident"))
    said = client.get(f"/api/v1/map/said/{shelled['id']}").json()
    assert [told["chain"] for told in said["told"]] == [
        ["Harbour Herald"],
        ["The Ledger"],
        ["Valley Post", "the garrison"],
    ]
    assert said["told"][0]["words"].startswith("Shells fell on Velm")
    assert said["left_out"] == 0
    assert len(said["disputes"]) == shelled["properties"]["disputes"] == 1
    early = client.get(f"/api/v1/map/said/{shelled['id']}?as_of=2012-05-04").json()
    assert len(early["told"]) == 1
    assert client.get("/api/v1/map/said/nobody").status_code == 404


def test_the_same_words_on_the_same_word_are_said_once() -> None:
    first, reprint = make_report(), make_report(outlet="The Alda Mirror")
    told = make_told(first, chain=("Coastal News",))
    again = make_told(first, chain=("Coastal News",), local_id="v2")
    printed = make_told(reprint, chain=("Coastal News",), copy=first.id)
    denied = make_told(first, chain=("Coastal News",), stance="denies")
    assert one_by_one([told, again, printed, denied]) == [[told, again, printed], [denied]]


# days -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "days", "wanted"),
    [
        ("2012-05-03", "1", {"Velm": 1, "Orra Valley": 1}),
        ("2012-05-09", "7", {"Velm": 1, "Orra Valley": 1}),
        ("2012-05-10", "7", {"Velm": 1, "Orra Valley": 1}),
        ("2012-05-11", "1", {"Orra Valley": 1}),
        ("2012-05-12", "7", {"Velm": 1, "Sarn": 1, "Orra Valley": 1}),
        ("2012-05-12", "all", {"Velm": 2, "Sarn": 2, "Orra Valley": 1, "<img src=x onerror=alert(1)>": 1}),
        ("2012-06-30", "30", {"Orra Valley": 0}),
    ],
)
def test_a_window_shows_what_happened_in_it(client: Client, day: str, days: str, wanted: dict[str, int]) -> None:
    assert places(client, f"?day={day}&days={days}") == {name: count for name, count in wanted.items() if count}


def test_the_page_agrees_with_the_data_on_every_day(client: Client, store: Store) -> None:
    with store.view() as view:
        found = load_atlas(view, MapParams())
    for day in data_of(client)["days"]:
        for days, span in atlas.WINDOWS.items():
            shown = show_day(found, MapParams(day=day, days=days))
            assert places(client, f"?day={day}&days={days}") == {g.name: len(g.incidents) for g in shown.places}
            assert shown.total == sum(is_shown(row, day, span) for row in found.incidents)


def test_what_has_no_day_stands_only_with_all(client: Client) -> None:
    page = html.fromstring(client.get("/map?day=2012-05-12").text)
    assert "1 incident without a day is shown only" in page.text_content()
    assert "no day told" in page.text_content()
    assert "no day told" not in client.get("/map?day=2012-05-12&days=30").text


def test_places_without_a_point_are_listed_with_their_count_and_not_drawn(client: Client) -> None:
    page = html.fromstring(client.get("/map?day=2012-05-12&days=1").text)
    (heading,) = (h for h in page.xpath("//h2") if h.text_content().startswith("Places without a point"))
    assert heading.xpath("span")[0].text_content() == "1"
    assert "Tarn mill" in page.xpath("//div[@data-list]")[0].text_content()
    assert "Tarn mill" not in "".join(page.xpath("//figure//text()"))
    assert "No place is told: 1 incident" in page.text_content()


def test_the_still_map_draws_a_place_as_wide_as_it_may_reach(client: Client) -> None:
    page = html.fromstring(client.get("/map?day=2012-05-12").text)
    rings = {ring.getparent().xpath("title")[0].text: ring for ring in page.xpath("//figure//ellipse")}
    velm = next(ring for title, ring in rings.items() if title.startswith("Velm"))
    valley = next(ring for title, ring in rings.items() if title.startswith("Orra Valley"))
    assert float(valley.get("rx")) / float(velm.get("rx")) == pytest.approx(120 / 5, rel=0.05)
    assert velm.getparent().xpath("rect") and not valley.getparent().xpath("rect")  # no box where there is no point
    assert page.xpath("//*[@id=$id]", id=velm.getparent().get("href")[1:])


def test_who_held_what_on_the_day(client: Client) -> None:
    def held(day: str) -> str:
        return " ".join(
            html.fromstring(client.get(f"/map?day={day}&held=true").text).xpath("//ul[@class='held-places']//text()")
        )

    assert "Government troops" in held("2012-05-03") and "rebels" not in held("2012-05-03")
    assert "rebels" in held("2012-05-10") and "Government troops" not in held("2012-05-10")


def test_one_can_go_from_day_to_day_without_a_script(client: Client) -> None:
    page = html.fromstring(client.get("/map?day=2012-05-08&place=Velm&held=true").text)
    (earlier,), (later,) = page.xpath("//a[@rel='prev']/@href"), page.xpath("//a[@rel='next']/@href")
    assert "day=2012-05-03" in earlier and "place=Velm" in earlier
    assert "day=2012-05-10" in later
    assert client.get(later).status_code == 200
    plain = html.fromstring(client.get("/map?place=Velm").text)
    (more,) = plain.xpath("//a[text()='List who held what too']/@href")
    assert "rebels" in client.get(more).text and "rebels" not in plain.text_content()


@pytest.mark.parametrize(
    "query", ["?day=2012-05", "?day=2012-02-31", "?days=8", "?type=WAR", "?since=May", "?page=2", "?q=%22"]
)
def test_a_bad_question_is_told_what_is_wrong(client: Client, query: str) -> None:
    for path in ("/map", "/api/v1/map"):
        assert client.get(path + query).status_code == 400, (path, query)


def test_what_strangers_wrote_is_text(client: Client) -> None:
    page = client.get("/map").text
    assert "<img" not in page and "&lt;img src=x" in page
    data = html.fromstring(page).xpath("//figure/@data-map")[0]
    assert client.get(data).json() == data_of(client)


def test_every_type_has_a_letter_and_every_letter_one_family() -> None:
    assert sorted(type_ for family in FAMILIES for type_ in family.types) == sorted(EVENT_TYPES)
    for field in ("key", "letter", "tint"):
        assert len({getattr(family, field) for family in FAMILIES}) == len(FAMILIES) == 8


# ground ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["world/0/0", "wide/6/4", "near/32/23"])
def test_the_ground_is_areas_within_its_cell(client: Client, cell: str) -> None:
    answer = client.get(f"/api/v1/map/ground/{cell}?v=1")
    assert "immutable" in answer.headers["cache-control"]
    name, x, _ = cell.split("/")
    size = next(level for level in CELLS if level.name == name)
    found = json.loads(answer.text)["features"]
    assert {"land", "sea"} <= {feature["properties"]["k"] for feature in found}
    assert found[0]["properties"]["k"] == "sea"
    west = -180 + int(x) * size.degrees
    for feature in found:
        if feature["geometry"]["type"] == "Polygon":
            (ring,) = feature["geometry"]["coordinates"]
            assert ring[0] == ring[-1] and len(ring) > 3
            assert all(west - size.degrees * 0.03 <= lon <= west + size.degrees * 1.03 for lon, _ in ring)


def test_the_world_has_the_names_of_countries(client: Client) -> None:
    found = client.get("/api/v1/map/ground/world/0/0").json()["features"]
    names = {f["properties"]["name"]: f["geometry"]["coordinates"] for f in found if f["properties"]["k"] == "name"}
    lon, lat = names["Austria"]
    assert len(names) > 150 and (13, 46) <= (lon, lat) <= (16, 49)


@pytest.mark.parametrize("cell", ["world/1/0", "world/0/1", "near/60/3", "none/0/0", "near/-1/0"])
def test_there_is_no_ground_beyond_the_world(client: Client, cell: str) -> None:
    assert client.get(f"/api/v1/map/ground/{cell}").status_code == 404
