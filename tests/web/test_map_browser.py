"""The moving map in Chromium, drawn without a graphics card: days, keys, clicks, and what is shown beside what the API says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from dateline.store import Store
from tests.web.browsing import OVERFLOW, PHONE, Opener, opener_of, served
from tests.web.map_cases import map_archive

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::DeprecationWarning")]

NO_WEBGL = """
const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest);
};
"""
LISTED = """() => Object.fromEntries([...document.querySelectorAll("[data-list] .place")].map((item) =>
  [item.querySelector(".place-name").textContent, item.querySelectorAll(".told").length]))"""
TO_DRAW_MS = 30_000  # a busy machine draws slowly
LAST = "2012-05-31"
MOST_BYTES = 900_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the archive's pages, served for real on a free port."""
    store: Store = map_archive(tmp_path_factory.mktemp("map") / "map.sqlite")
    with served(store) as found:
        yield found
    store.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Opener]:
    """Open a page; nothing may stand in the console (a breach of the policy would), nothing be asked of others."""
    with opener_of(browser, address) as opener:
        yield opener


def drawn(page: Page, day: str) -> None:
    """Wait until the map stands at a day."""
    page.wait_for_selector(f"#map[data-drawn='{day}']", timeout=TO_DRAW_MS)


def told(address: str, day: str, days: int | None) -> dict[str, int]:
    """What the API says of a window of days: how many incidents each place has."""
    found: dict[str, int] = {}
    for feature in httpx.get(f"{address}/api/v1/map").json()["features"]:
        p = feature["properties"]
        if p["kind"] != "incident" or p["place"] is None:
            continue
        first, last = p["first_day"], p["last_day"]
        low = day if days == 1 else "0000-00-00"
        if (first is None and days is None) or (first is not None and first <= day and (days is None or last >= low)):
            found[p["place"]] = found.get(p["place"], 0) + 1
    return found


def test_slider_and_window_show_what_the_data_say(open_page: Opener, address: str) -> None:
    page = open_page("/map")
    drawn(page, LAST)
    assert page.evaluate(LISTED) == told(address, LAST, None)
    slider = page.get_by_role("slider", name="Day")
    days = httpx.get(f"{address}/api/v1/map").json()["days"]
    page.get_by_label("Window of days").select_option("1")
    for day in reversed(days[:-1]):
        slider.press("ArrowLeft")
        assert page.locator("output").inner_text() == f"{int(day[-2:])} May 2012"
        assert slider.get_attribute("aria-valuetext") == f"{int(day[-2:])} May 2012"
        assert page.evaluate(LISTED) == told(address, day, 1)
    expect(page).to_have_url(re.compile(r"day=2012-05-02&days=1$"))
    drawn(page, "2012-05-02")
    page.reload()
    drawn(page, "2012-05-02")
    assert page.evaluate(LISTED) == told(address, "2012-05-02", 1)


def test_days_play_on_and_pause(open_page: Opener) -> None:
    page = open_page("/map?day=2012-05-02", reduced_motion="reduce")
    drawn(page, "2012-05-02")
    page.get_by_role("button", name="Play").click()
    expect(page.locator("output")).to_have_text("8 May 2012", timeout=TO_DRAW_MS)
    page.get_by_role("button", name="Pause").click()
    paused = page.locator("output").inner_text()
    page.wait_for_timeout(2000)
    assert page.locator("output").inner_text() == paused
    page.get_by_role("slider", name="Day").press(" ")
    expect(page.locator("output")).to_have_text("31 May 2012", timeout=TO_DRAW_MS)
    expect(page.get_by_role("button", name="Play")).to_be_visible()  # at the end it stops by itself


def test_a_click_on_the_map_says_who_says_so(open_page: Opener) -> None:
    page = open_page("/map?day=2012-05-03&days=1", reduced_motion="reduce")
    drawn(page, "2012-05-03")
    page.get_by_role("button", name="Velm").first.click()  # brings the place to the middle
    panel = page.get_by_role("region", name="Who says so")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    page.wait_for_timeout(500)
    canvas = page.locator("#map canvas").bounding_box()
    assert canvas
    page.mouse.click(canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
    expect(panel).to_contain_text("Shells fell on Velm on Thursday and four people died.")
    expect(panel).to_contain_text("Valley Post › the garrison denies")
    expect(panel).to_contain_text("disputed")
    words = panel.get_by_role("link", name="Shells fell on Velm on Thursday")
    assert page.request.get(page.url.split("/map")[0] + words.get_attribute("href")).status == 200


def test_the_panel_opens_and_closes_by_keys(open_page: Opener) -> None:
    page = open_page("/map?day=2012-05-10")
    drawn(page, "2012-05-10")
    held = page.locator(".held button", has_text="Velm")
    held.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("region", name="Who says so")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("Velm, 2–7 May 2012: holds")
    expect(panel).to_contain_text("rebels according to Harbour Herald")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(held).to_be_focused()


def test_the_key_tells_the_flags_apart_by_letters(open_page: Opener) -> None:
    page = open_page("/map?day=2012-05-10")
    drawn(page, "2012-05-10")
    page.get_by_role("button", name="Earlier day").click()
    expect(page.locator("[data-holders]")).to_contain_text("R: rebels")
    expect(page.locator("[data-holders]")).not_to_contain_text("millers")  # no point, no flag


def test_without_webgl_the_page_says_so_and_shows_the_drawing(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(NO_WEBGL)
    page = context.new_page()
    page.goto(address + "/map?day=2012-05-03&days=1")
    expect(page.get_by_role("status")).to_contain_text("has no WebGL")
    expect(page.locator("#map svg.map")).to_be_visible()
    page.get_by_role("link", name="→").click()
    expect(page).to_have_url(re.compile("day=2012-05-10"))
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_fits_a_phone(open_page: Opener, scheme: str) -> None:
    page = open_page("/map", viewport=PHONE, color_scheme=scheme)
    drawn(page, LAST)
    assert page.evaluate(OVERFLOW) <= 0
    assert page.locator("#map canvas").bounding_box()["width"] > 300


def test_the_map_weighs_less_than_it_may(browser: Browser, address: str) -> None:
    context = browser.new_context()
    sizes: dict[str, int] = {}
    page = context.new_page()
    context.on("response", lambda r: sizes.update({r.url: int(r.headers.get("content-length", 0))}))
    page.goto(address + "/map")
    drawn(page, LAST)
    context.close()
    parts = {url.split("?")[0].removeprefix(address) for url in sizes}
    assert {"/map", "/api/v1/map", "/api/v1/map/ground/world/0/0"} <= parts
    assert any("worker" in part for part in parts) and any(
        "maplibre" in part and part.endswith(".css") for part in parts
    )
    assert 300_000 < sum(sizes.values()) < MOST_BYTES
