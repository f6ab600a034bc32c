from __future__ import annotations

import re

import pytest
from lxml import html

from dateline.records import Reading
from dateline.web import basemap
from dateline.web.maps import ReportMap, map_report
from dateline.web.render import render_reading_page
from tests.web.atlases import PlaceRow, atlas, town

VELM, ORRA = town("Velm", 48.25, 16.5, mentions=3), town("Orra", 48.6, 17.3, km=5.0)
AUSTRIA = ("Austria", 47.3, 13.3, "PCLI", "AT", 500.0, 2)
STYRIA = ("Styria", 47.2, 15.0, "ADM1", "AT", 100.0, 1)
EUROPE = ("Europe", 48.7, 9.1, "CONT", None, 2200.0, 1)
QUITO = town("Quito", -0.2, -78.5, country="EC")
MAP_BYTES = 60_000


def map_of(reading: Reading) -> ReportMap:
    return map_report(reading.as_json(), reading.reasons)


def mapped(*places: PlaceRow) -> ReportMap:
    return map_of(atlas(places=places))


def page(reading: Reading) -> html.HtmlElement:
    return html.fromstring(render_reading_page(reading, claims=()))


def test_the_base_map_is_built() -> None:
    assert (basemap.FOLDER / "manifest.json").is_file(), "build the base map: python frontend/basemap.py"


def test_a_town_is_a_circle_as_wide_as_it_may_reach_to_the_scale_of_the_bar() -> None:
    (sheet,) = mapped(VELM).sheets
    (mark,) = sheet.marks
    assert mark.rx / 8.0 == pytest.approx(sheet.scale.length / sheet.scale.km, rel=0.05)
    assert (mark.x, mark.y) == pytest.approx((sheet.width / 2, sheet.height / 2), abs=12)


def test_a_dot_grows_with_mentions_and_stands_only_in_a_small_circle() -> None:
    dots = {mark.spot.name: mark.dot for mark in mapped(VELM, ORRA, STYRIA).sheets[0].marks}
    assert dots["Velm"] and dots["Orra"] and dots["Velm"] > dots["Orra"]
    assert dots["Styria"] is None


def test_a_country_is_its_outline() -> None:
    (sheet,) = mapped(VELM, AUSTRIA).sheets
    assert [mark.spot.name for mark in sheet.countries] == ["Austria"]
    assert [mark.spot.name for mark in sheet.marks] == ["Velm"]
    assert "AUSTRIA" not in [name.text for name in sheet.ground_names]


def test_a_country_that_the_map_does_not_have_is_a_circle_without_a_dot() -> None:
    (sheet,) = mapped(("Nowhereland", 48.0, 16.0, "PCLI", "XX", 300.0, 1)).sheets
    assert sheet.countries == ()
    assert [(mark.spot.name, mark.dot) for mark in sheet.marks] == [("Nowhereland", None)]


def test_a_continent_is_listed_as_too_wide_and_not_drawn() -> None:
    found = mapped(VELM, EUROPE)
    assert [spot.name for sheet in found.sheets for spot in sheet.spots] == ["Velm"]
    assert [spot.name for spot in found.spots if spot.is_wide] == ["Europe"]


def test_names_of_one_point_are_joined() -> None:
    (spot,) = mapped(town("Velm", 48.25, 16.5), town("Old Velm", 48.2501, 16.4999, km=30.0, mentions=2)).spots
    assert (spot.name, spot.mentions, spot.km, spot.entity) == ("Old Velm · Velm", 3, 30.0, "e1")


def test_far_apart_places_have_an_overview_with_a_frame_for_the_dense_part() -> None:
    found = mapped(VELM, ORRA, QUITO)
    detail, overview = found.sheets
    assert ([spot.name for spot in detail.spots], detail.title) == (["Velm", "Orra"], "Austria")
    assert ([spot.name for spot in overview.spots], overview.title) == (["Quito"], "Overview")
    assert [frame.name for frame in overview.frames] == ["Austria"]


def test_two_parts_of_a_country_have_names_of_their_own() -> None:
    east, west = (
        [town(f"East {n}", 40 + n / 2, -75.0, country="US") for n in (0, 1)],
        town("West", 34.0, -118.2, country="US"),
    )
    found = mapped(*east, west, town("Far West", 34.5, -118.9, country="US"), QUITO)
    assert [sheet.title for sheet in found.sheets] == ["United States", "West and around", "Overview"]


def test_a_place_alone_has_no_sheet_of_its_own_where_others_are_mentioned_more() -> None:
    assert [len(mapped(QUITO, row).sheets) for row in (AUSTRIA, ("Austria", *AUSTRIA[1:6], 1))] == [1, 2]


def test_every_place_that_can_be_drawn_is_on_a_sheet() -> None:
    rows = [town(f"Town {n}", (n * 37) % 181 - 90, (n * 53) % 360 - 180, mentions=1 + n % 4) for n in range(60)]
    found = mapped(*rows)
    assert {spot.entity for sheet in found.sheets for spot in sheet.spots} == {spot.entity for spot in found.spots}
    assert len(found.spots) == 60


def test_places_across_the_antimeridian_share_a_small_map() -> None:
    suva, apia = town("Suva", -18.14, 178.44, country="FJ"), town("Apia", -13.83, -171.77, country="WS")
    (sheet,) = mapped(suva, apia).sheets
    x = {mark.spot.name: mark.x for mark in sheet.marks}
    assert x["Suva"] < x["Apia"]
    assert sheet.scale.km < 1000


def test_unresolved_places_are_listed_with_the_reason_and_never_drawn() -> None:
    reading = atlas(unknown=["Lower Brill"], why="the gazetteer has no river of this name")
    found = map_of(reading)
    assert found.sheets == ()
    assert [(place.name, place.why) for place in found.unlocated] == [
        ("Lower Brill", "the gazetteer has no river of this name")
    ]
    tree = page(reading)
    assert tree.xpath("//svg[@class='map']") == []
    assert "the gazetteer has no river" in tree.xpath("//section[@aria-labelledby='places']")[0].text_content()


def test_a_report_without_places_has_no_map() -> None:
    assert page(atlas()).xpath("//*[@id='places']") == []


def test_marks_are_links_to_the_first_mention_with_words_for_those_who_do_not_see() -> None:
    tree = page(atlas(places=[VELM, AUSTRIA], unknown=["Lower Brill"]))
    links = {link.get("href"): link.findtext("title") for link in tree.xpath("//svg[@class='map']//a")}
    assert links == {
        "#place-e1": "Velm, town (Austria): 3 mentions, within 8 km",
        "#place-e2": "Austria, country: 2 mentions",
    }
    assert all(tree.get_element_by_id(link[1:]).text_content() in ("Velm", "Austria") for link in links)
    (svg,) = tree.xpath("//svg[@class='map']")
    described = svg.get("aria-labelledby").split()
    assert [tree.get_element_by_id(ident).tag for ident in described] == ["title", "desc"]


@pytest.mark.parametrize(
    "places",
    [
        [VELM],
        [VELM, AUSTRIA, QUITO, ("Russia", 60.0, 100.0, "PCLI", "RU", 500.0, 1), ("Fiji", -18.0, 178.0, "PCLI", "FJ", 90.0, 1)],
        [town(f"Town {n}", 44 + n % 8, n / 3, mentions=1 + n % 3) for n in range(60)],
        [town("Northcape", 71.2, 25.8), town("Tromo", 69.6, 18.9), ("Norway", 62.0, 10.0, "PCLI", "NO", 500.0, 1)],
        [town("Farnorth", 82.5, -62.3), town("Southpole", -89.9, 0.0)],
        [AUSTRIA, STYRIA, *(town(f"Town {n}", (n * 37) % 140 - 60, (n * 53) % 360 - 180, mentions=1 + n % 3) for n in range(60))],
    ],
)  # fmt: skip
def test_a_page_s_maps_are_light(places: list[PlaceRow]) -> None:
    maps = re.findall(r'<svg class="map".*?</svg>', render_reading_page(atlas(places=places), claims=()), re.DOTALL)
    assert 0 < sum(len(svg.encode()) for svg in maps) < MAP_BYTES


def test_without_a_base_map_the_places_are_still_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.web.sheets.load_basemap", lambda window: None)
    (sheet,) = mapped(VELM, AUSTRIA).sheets
    assert (sheet.ground.land, len(sheet.marks)) == ("", 2)
