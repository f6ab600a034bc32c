"""What is wrong with a page that Chromium has open: a table of checks, each giving the faults it finds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, Page

from tests.web.browsing import DESK, SOFTWARE_DRAWING

__all__ = ["CHECKS", "MEASURE", "WEIGHTS", "Opened", "Visitor", "faults_of"]

Limit = TypeVar("Limit", int, float)
# bytes as transferred, all of a page's files: by the beginning of its address, the longest that fits
WEIGHTS: Mapping[str, int] = {"/": 300_000, "/map": 900_000}
# how far a layout may shift, likewise; the map's script puts its slider above the map
SHIFTS: Mapping[str, float] = {"/": 0.0, "/map": 0.02}
LATE = ("/map",)  # pages whose script asks for more once they are shown
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PAPER_LUMINANCE = 0.9

# asks what Chromium measured, once nothing has moved for two frames
MEASURE = """() => new Promise(done => {
  let shift = 0, moved = [];
  new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
    shift += entry.value;
    moved.push(...entry.sources.map(source => source.node && source.node.nodeName + '.' + source.node.className));
  }}).observe({type: 'layout-shift', buffered: true});
  const seen = performance.getEntriesByName('first-contentful-paint')[0];
  const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done({
    shift, moved, paint: seen ? Math.round(seen.startTime) : null,
    weight: loaded.reduce((sum, entry) => sum + entry.transferSize, 0),
    headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => [Number(h.tagName[1]), h.textContent.trim()]),
  }), 0)));
})"""
AXE = """async () => (await axe.run(document, %s)).violations.map(rule => [rule.id, rule.nodes.length,
  rule.nodes.slice(0, 3).map(node => node.html.slice(0, 120) + ' ' + node.failureSummary.slice(0, 160))])"""
PRINTED = """() => {
  const colour = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const shown = part => { const found = document.querySelector(part); return found && found.checkVisibility() };
  return {paper: colour.reduce((sum, c) => sum + c, 0) / 765, masthead: shown('.masthead'), main: shown('main')};
}"""


@dataclass(slots=True)
class Opened:
    """A page that is open, what it complained of, and what was measured of it."""

    page: Page
    path: str
    complaints: list[str]
    measured: Mapping[str, Any]


class Visitor:
    """Opens page after page of one archive in one window; nothing is taken from the browser's memory of earlier pages."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.context = browser.new_context(viewport=DESK, color_scheme="light")
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        memory = self.context.new_cdp_session(self.page)
        memory.send("Network.enable")
        memory.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.page.on("console", lambda message: self.note_message(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", lambda request: self.note_request(request.url))

    def note_message(self, text: str) -> None:
        """Complain of a message; what Chromium says of drawing without a graphics card is not the page's."""
        if SOFTWARE_DRAWING not in text:
            self.complaints.append(f"console: {text}")

    def note_request(self, url: str) -> None:
        """Complain of a request that leaves the archive's host."""
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self.complaints.append(f"asked of another host: {url}")

    def open(self, path: str) -> Opened:
        """Open a page and measure it."""
        self.complaints.clear()
        self.page.emulate_media(color_scheme="light", media="screen")
        answer = self.page.goto(self.address + path, wait_until="networkidle" if path.startswith(LATE) else "load")
        if answer is None or answer.status != 200:
            self.complaints.append(f"status {answer and answer.status}")
        return self.measure(path)

    def measure(self, path: str) -> Opened:
        """Measure the page that is open."""
        return Opened(self.page, path, self.complaints, self.page.evaluate(MEASURE))


def limit_of(limits: Mapping[str, Limit], path: str) -> Limit:
    """Return the limit of a page's address."""
    return limits[max((begin for begin in limits if path.startswith(begin)), key=len)]


def faults_of(opened: Opened) -> list[str]:
    """Return everything that is wrong with a page, each with the page's address before it."""
    return [f"{opened.path}: {fault}" for check in CHECKS for fault in check(opened)]


def in_console(opened: Opened) -> Iterator[str]:
    """Nothing stands in the console, and nothing was asked of another host."""
    yield from opened.complaints


def in_headings(opened: Opened) -> Iterator[str]:
    """One first heading, which comes first; no level is left out on the way down; none is empty."""
    headings = opened.measured["headings"]
    levels = [level for level, _ in headings]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"headings begin {levels[:3]}, with {levels.count(1)} of the first level"
    for (before, _), (level, text) in pairwise(headings):
        if level > before + 1:
            yield f"heading {text!r} of level {level} after level {before}"
    yield from (f"an empty heading of level {level}" for level, text in headings if not text)


def in_layout(opened: Opened) -> Iterator[str]:
    """Nothing moves after it is shown."""
    if opened.measured["shift"] > limit_of(SHIFTS, opened.path):
        yield f"the layout shifts by {opened.measured['shift']:.3f}: {opened.measured['moved'][:4]}"


def in_weight(opened: Opened) -> Iterator[str]:
    """The page with all its files is light enough."""
    most = limit_of(WEIGHTS, opened.path)
    if opened.measured["weight"] > most:
        yield f"weighs {opened.measured['weight']:,} bytes, more than {most:,}"


def in_access(opened: Opened) -> Iterator[str]:
    """axe finds nothing against WCAG 2.2 AA; in the dark, where only colours differ, it looks at the colours again."""
    opened.page.evaluate(axe_script())
    yield from axe_faults(opened.page, {"type": "tag", "values": TAGS})
    opened.page.emulate_media(color_scheme="dark")
    yield from (f"dark: {f}" for f in axe_faults(opened.page, {"type": "rule", "values": ["color-contrast"]}))
    opened.page.emulate_media(color_scheme="light")


def in_print(opened: Opened) -> Iterator[str]:
    """On paper the ground is white even for readers of dark screens, the content is there and the masthead is not."""
    opened.page.emulate_media(media="print", color_scheme="dark")
    printed = opened.page.evaluate(PRINTED)
    if printed["paper"] < PAPER_LUMINANCE or printed["masthead"] or not printed["main"]:
        yield f"printed: {printed}"
    opened.page.emulate_media(media="screen", color_scheme="light")


CHECKS: tuple[Callable[[Opened], Iterator[str]], ...] = (
    in_headings,
    in_layout,
    in_weight,
    in_access,
    in_print,
    in_console,  # last: what the others stir up is seen too
)


def axe_script() -> str:
    """Return axe-core; where it is not installed the tests are skipped aloud."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="pip install axe-playwright-python (extra: test)")
    return str(axe.AXE_SCRIPT)


def axe_faults(page: Page, run_only: Mapping[str, Any]) -> Iterator[str]:
    """Yield what axe finds: its rule, and the first elements that break it."""
    options = json.dumps({"runOnly": run_only, "resultTypes": ["violations"], "preload": False, "iframes": False})
    found = page.evaluate(AXE % options)
    for rule, count, nodes in found:
        yield f"axe {rule}, {count} times: {' | '.join(' '.join(node.split()) for node in nodes)}"
