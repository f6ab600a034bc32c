"""The pages in Chromium: pointing, keys, no script, narrow windows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dateline.store import Store
from dateline.web.render import STATIC, render_reading_page
from tests.web.atlases import atlas, day, town
from tests.web.browsing import DESK, OVERFLOW, PHONE, opener_of, served
from tests.web.routes import LISTS, item_pages
from tests.web.texts import bridge_reading, claims

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::DeprecationWarning")]


@pytest.fixture(scope="module")
def address(archive: Store) -> Iterator[str]:
    """The address of the archive's pages, served for real on a free port."""
    with served(archive) as found:
        yield found


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page; at the end nothing may stand in the console, and nothing may have been asked of other hosts."""
    with opener_of(browser, address) as opener:
        yield opener


def report_path() -> str:
    return f"/reports/{bridge_reading().report.id}"


def lit(page: Page) -> set[str]:
    return set(page.eval_on_selector_all(".lit", "found => found.map(part => part.dataset.claim)"))


def test_the_script_is_built() -> None:
    assert (STATIC / "report.js").is_file(), "build the pages' scripts: python frontend/build.py"


def test_pointing_at_words_shows_their_card(open_page: Callable[..., Page]) -> None:
    page = open_page(report_path())
    page.locator("[data-report-text] .content[data-claim=a3]").hover()
    assert lit(page) == {"a3"}
    expect(page.locator("#c-a3")).to_have_class("card tint-1 level-1 lit")
    expect(page.locator("#c-a3")).to_be_in_viewport()


def test_pointing_at_a_card_shows_its_words(open_page: Callable[..., Page]) -> None:
    page = open_page(report_path())
    page.locator("#c-a4").hover()
    assert lit(page) == {"a4"}
    assert page.locator("[data-report-text] .lit").all_inner_texts() == [
        "The governor",
        "denied",
        "anyone was held",
        "",
    ]


def test_an_event_within_a_card_shows_its_own_words(open_page: Callable[..., Page]) -> None:
    page = open_page(report_path())
    page.locator("#c-v2 .trigger").hover()
    assert page.locator("[data-report-text] .lit").all_inner_texts() == ["detained"]


def test_arrow_keys_walk_from_claim_to_claim(open_page: Callable[..., Page]) -> None:
    page = open_page(report_path())
    page.locator("#t-a1").focus()
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
        seen.append((page.evaluate("document.activeElement.id"), lit(page)))
    assert seen == [("t-a2", {"a2"}), ("t-a3", {"a3"}), ("t-a4", {"a4"}), ("t-a3", {"a3"})]
    page.keyboard.press("Enter")
    assert page.url.endswith("#c-a3")
    page.keyboard.press("Escape")
    assert lit(page) == set()


def test_the_tab_key_reaches_text_and_cards(open_page: Callable[..., Page]) -> None:
    page = open_page(report_path())
    reached = set()
    for _ in range(90):  # the masthead comes first
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href')"))
    assert {"#main", "#c-a1", "#c-h1", "#t-a1", "#t-h1"} <= reached


@pytest.mark.parametrize("script", [True, False])
def test_a_number_leads_to_its_card_and_back(open_page: Callable[..., Page], script: bool) -> None:
    page = open_page(report_path(), java_script_enabled=script)
    page.locator("#t-a4").click()
    expect(page.locator("#c-a4")).to_be_in_viewport()
    page.locator("#c-a4 .number").click()
    assert page.url.endswith("#t-a4")
    expect(page.locator("#t-a4")).to_be_in_viewport()


def test_without_script_every_page_reads_and_searches(open_page: Callable[..., Page]) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("villagers")
    page.get_by_role("button", name="Search").click()
    page.locator(".hit a").first.click()
    expect(page.locator("[data-report-text]")).to_contain_text("Soldiers closed the Orra bridge on Friday")
    expect(page.locator(".card")).to_have_count(6)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone(open_page: Callable[..., Page], archive: Store, scheme: str) -> None:
    page = open_page("/", viewport=PHONE, color_scheme=scheme)
    base = page.url.rstrip("/")
    wide = []
    for path in (*LISTS, *item_pages(archive)):
        page.goto(base + path)
        if page.evaluate(OVERFLOW) > 0:
            wide.append(path)
    assert wide == []


CONTRAST = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = colour => channels(colour).map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const paper = light(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('main *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => !e.closest('button'))
    .map(e => [light(getComputedStyle(e).color), e])
    .map(([ink, e]) => [(Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05), e])
    .filter(([ratio]) => ratio < 4.5).map(([ratio, e]) => e.className + ' ' + ratio.toFixed(2));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page(report_path(), color_scheme=scheme)
    assert page.evaluate(CONTRAST) == []


MAP_CONTRAST = """() => {
  const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const colours = (selector, name) => [...new Set([...document.querySelectorAll(selector)].map(e => getComputedStyle(e)[name]))];
  const grounds = colours('.map .water, .map .land, .map .area', 'fill');
  const worst = (inks, under) => Math.min(...inks.flatMap(ink => under.map(ground => {
    const [one, other] = [light(ink), light(ground)];
    return (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
  })));
  const paper = colours('body', 'backgroundColor');
  return [worst(colours('.map text', 'fill'), grounds), worst(colours('.map .dot', 'fill'), grounds),
          worst(colours('.axis text', 'fill'), paper), worst(colours('.span', 'fill').filter(c => c.startsWith('rgb')), paper)];
}"""


@pytest.fixture
def atlas_page(tmp_path: Path) -> str:
    """The address of a page with maps and a timeline of every sort."""
    reading = atlas(
        places=[
            town("Velm", 48.25, 16.5, mentions=3),
            town("Orra", 48.6, 17.3),
            town("Quito", -0.2, -78.5, country="EC"),
            ("Austria", 47.3, 13.3, "PCLI", "AT", 500.0, 2),
            ("Styria", 47.2, 15.0, "ADM1", "AT", 100.0, 1),
        ],
        unknown=["Lower Brill"],
        times=[
            day("Thursday", "2012-05-03"),
            day("Friday", "2012-05-04"),
            ("since 1979", "DATE", "1979", "AFTER", "1979-01-01", None),
            ("in 44 BC", "DATE", "-0043", None, "-0043-01-01", "-0043-12-31"),
            ("three days", "DURATION", "P3D", None, None, None),
        ],
        published="2012-05-04",
    )
    path = tmp_path / "atlas.html"
    path.write_text(render_reading_page(reading, claims=claims(reading)), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_map_and_timeline_stand_out_from_their_ground(
    open_page: Callable[..., Page], atlas_page: str, scheme: str
) -> None:
    names, dots, ticks, bars = open_page(atlas_page, color_scheme=scheme).evaluate(MAP_CONTRAST)
    assert 4.5 <= min(names, ticks) <= max(names, ticks) <= 21
    assert 3 <= min(dots, bars) <= max(dots, bars) <= 21


@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_maps_and_timelines_fit_their_window(open_page: Callable[..., Page], atlas_page: str, viewport: object) -> None:
    page = open_page(atlas_page, viewport=viewport)
    assert page.evaluate(OVERFLOW) <= 0
    widths = page.eval_on_selector_all(".map, .plot svg", "all => all.map(svg => svg.getBoundingClientRect().width)")
    assert min(widths) >= 250


def test_a_bar_lies_under_its_tick(open_page: Callable[..., Page], atlas_page: str) -> None:
    page = open_page(atlas_page)
    row = page.locator("tr", has_text="3 May 2012").locator(".span").bounding_box()
    tick = page.locator(".axis").last.locator(".tick", has_text="3 May").bounding_box()
    assert row and tick
    assert abs(tick["x"] + tick["width"] / 2 - row["x"]) < 2


def test_a_place_of_the_map_leads_to_its_words_by_keyboard_and_without_script(
    open_page: Callable[..., Page], atlas_page: str
) -> None:
    page = open_page(atlas_page, java_script_enabled=False)
    page.locator(".map a[href='#place-e2']").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#place-e2$"))  # waits: the jump comes a moment after the key
    expect(page.locator("#place-e2")).to_be_in_viewport()


def test_the_page_in_a_file_works_by_itself(open_page: Callable[..., Page], tmp_path: Path) -> None:
    reading = bridge_reading()
    path = tmp_path / "reading.html"
    path.write_text(render_reading_page(reading, claims=claims(reading)), encoding="utf-8")
    page = open_page(path.as_uri())
    page.locator("#c-a3 > .words").hover()
    assert lit(page) == {"a3"}
    assert page.evaluate("getComputedStyle(document.querySelector('.report-head')).borderBottomStyle") == "solid"
    page.set_viewport_size(PHONE)
    assert page.evaluate(OVERFLOW) <= 0
