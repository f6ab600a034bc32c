"""The timeline in Chromium: zoom and moves by keys, wheel, drag and buttons, and the same without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dateline.store import Store
from tests.web.browsing import OVERFLOW, PHONE, Opener, opener_of, served
from tests.web.deeds import fill

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::DeprecationWarning")]

WEEK = "/timeline?since=2012-05-01&until=2012-05-08&lanes=type"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = fill(tmp_path_factory.mktemp("deeds") / "archive.sqlite")
    yield store
    store.close()


@pytest.fixture(scope="module")
def address(record: Store) -> Iterator[str]:
    with served(record) as found:
        yield found


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Opener]:
    with opener_of(browser, address) as opener:
        yield opener


def seen(page: Page, label: str) -> None:
    """Wait until the timeline shows a stretch of time, and hold the address and the numbers to the data."""
    expect(page.locator("#seen")).to_have_text(label)
    expect(page.locator("[data-chart]")).not_to_have_class(re.compile("busy"))


def held(page: Page) -> None:
    """What stands on the page is what the data says for the address in the window."""
    parts = urlsplit(page.url)
    data = page.request.get(f"{parts.scheme}://{parts.netloc}/api/v1/timeline/incidents?{parts.query}").json()
    drawn = page.eval_on_selector_all(".tl-incident", "all => all.map(a => a.getAttribute('href'))")
    assert set(drawn) == {f"/incidents/{ident}" for lane in data["lanes"]["lanes"] for ident in lane["drawn"]}
    assert page.locator("[data-status]").inner_text().startswith(f"{data['total']} incident")
    assert page.locator(".tl-table tbody tr").count() == len(data["incidents"])


class TestInChromium:
    """Zooming and moving, by every means."""

    def test_keys_zoom_and_move_without_reloading(self, open_page: Opener) -> None:
        page = open_page(WEEK)
        page.evaluate("window.stays = true")
        page.locator("[data-chart]").focus()
        for key, label in (
            ("-", "27 April – 12 May 2012"), ("+", "1–8 May 2012"), ("ArrowRight", "5–12 May 2012"),
            ("ArrowLeft", "1–8 May 2012"), ("=", "3–6 May 2012"),
        ):  # fmt: skip
            page.keyboard.press(key)
            seen(page, label)
            held(page)
        assert page.evaluate("window.stays") is True
        assert "since=2012-05-03&until=2012-05-06" in page.url and "lanes=type" in page.url
        assert page.locator("[name=since]").input_value() == "2012-05-03"
        expect(page.locator("[data-chart]")).to_be_focused()

    def test_the_address_says_what_a_first_look_shows(self, open_page: Opener) -> None:
        page = open_page("/timeline?place=Orra")
        seen(page, page.locator("#seen").inner_text())
        assert {"since", "until"} <= set(parse_qs(urlsplit(page.url).query))
        held(page)

    def test_the_way_back_is_the_browsers(self, open_page: Opener) -> None:
        page = open_page(WEEK)
        page.get_by_role("link", name="−").click()
        seen(page, "27 April – 12 May 2012")
        page.go_back()
        seen(page, "1–8 May 2012")
        held(page)
        page.go_forward()
        seen(page, "27 April – 12 May 2012")

    def test_buttons_keep_the_focus(self, open_page: Opener) -> None:
        page = open_page(WEEK)
        page.locator("[data-step='-']").focus()
        page.keyboard.press("Enter")
        seen(page, "27 April – 12 May 2012")
        expect(page.locator("[data-step='-']")).to_be_focused()

    def test_where_no_step_is_left_the_chart_has_the_focus(self, open_page: Opener) -> None:
        page = open_page("/timeline?since=2012-05-04T03:00&until=2012-05-04T08:59")
        page.locator("[data-step='+']").focus()
        page.keyboard.press("Enter")
        seen(page, "4 May 2012, 04:30–07:29")
        expect(page.locator("[data-chart]")).to_be_focused()
        page.keyboard.press("-")
        seen(page, "4 May 2012, 03:00–08:59")

    def test_keys_elsewhere_are_left_alone(self, open_page: Opener) -> None:
        page = open_page(WEEK)
        page.locator("#words").press_sequentially("a+b-")
        assert page.locator("#words").input_value() == "a+b-"
        page.locator("h1").click()
        page.keyboard.press("-")
        assert page.url.endswith(WEEK)

    def test_the_wheel_zooms_with_a_key_held_and_scrolls_without(self, open_page: Opener) -> None:
        page = open_page(WEEK)
        page.locator(".lane-plot").first.hover()
        page.mouse.wheel(0, 30)
        page.wait_for_function("window.scrollY > 0")
        page.locator(".lane-plot").first.hover()
        page.keyboard.down("Control")
        page.mouse.wheel(0, 100)
        page.mouse.wheel(0, 100)
        page.keyboard.up("Control")
        expect(page.locator("#seen")).not_to_have_text("1–8 May 2012")
        expect(page.locator("[data-chart]")).not_to_have_class(re.compile("busy"))
        (low, high) = (
            int(page.locator("[data-timeline]").get_attribute(f"data-{end}") or 0) for end in ("low", "high")
        )
        assert (high - low) / (8 * 24 * 60) == pytest.approx(1.25**2, abs=0.13)
        held(page)

    def test_lanes_are_dragged_and_bars_stay_links(self, open_page: Opener) -> None:
        page = open_page(WEEK)
        box = page.locator(".lane-plot").first.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 5)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 5, steps=4)
        page.mouse.up()
        seen(page, "5–12 May 2012")
        held(page)
        assert "since=2012-05-05" in page.url

    def test_a_stretch_of_the_strip_is_chosen_by_dragging(self, open_page: Opener) -> None:
        page = open_page("/timeline?since=2012-05&until=2012-05")
        strip = page.locator("[data-strip]")
        low, high = (int(strip.get_attribute(f"data-{end}") or 0) for end in ("low", "high"))
        box = strip.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20, steps=4)
        page.mouse.up()
        expect(page.locator("#seen")).not_to_have_text("May 2012")
        part = page.locator("[data-timeline]")
        now = [int(part.get_attribute(f"data-{end}") or 0) for end in ("low", "high")]
        assert now == pytest.approx([low + (high - low) * share for share in (0.25, 0.75)], abs=24 * 60)
        held(page)

    def test_without_script_the_same_is_done_by_links(self, open_page: Opener) -> None:
        page = open_page(WEEK, java_script_enabled=False)
        page.get_by_role("link", name="+", exact=True).click()
        expect(page.locator("#seen")).to_have_text("3–6 May 2012")
        page.get_by_role("navigation", name="Move and zoom").get_by_role("link", name="actor").click()
        expect(page.locator(".lane-name").get_by_text("the Grey Band")).to_be_visible()
        page.get_by_label("Words of a claim").fill("bridge")
        page.get_by_role("button", name="Show").first.click()
        assert page.locator(".tl-incident").count() == 1
        assert "q=bridge" in page.url

    @pytest.mark.parametrize("query", ["", "?lanes=actor", "?since=2012-05-04&until=2012-05-04", "?undated=true"])
    def test_the_page_fits_a_phone(self, open_page: Opener, query: str) -> None:
        page = open_page(f"/timeline{query}", viewport=PHONE)
        assert page.evaluate(OVERFLOW) <= 0

    def test_a_print_has_chart_and_table_and_no_buttons(self, open_page: Opener) -> None:
        page = open_page(WEEK)
        page.emulate_media(media="print")
        expect(page.locator(".lane-plot").first).to_be_visible()
        expect(page.locator(".tl-table")).to_be_visible()
        expect(page.locator(".steps")).to_be_hidden()
