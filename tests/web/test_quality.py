"""Every page in Chromium: axe finds nothing, nothing moves, nothing is too heavy, nothing is asked of another host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dateline.store import Store
from dateline.web.render import render_reading_page
from tests.web.browsing import served
from tests.web.inspection import CHECKS, WEIGHTS, Opened, Visitor, faults_of
from tests.web.routes import LISTS, item_pages, sample
from tests.web.texts import bridge_reading, claims

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::DeprecationWarning")]

SOUND = "<title>x</title><html lang=en><body style='background: #fff'><main><h1>One</h1><h2>Two</h2></main>"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str], Visitor]]:
    """Make visitors, and close their windows at the end."""
    made: list[Visitor] = []

    def visitor(address: str) -> Visitor:
        made.append(Visitor(browser, address))
        return made[-1]

    yield visitor
    for one in made:
        one.context.close()


@pytest.mark.parametrize("name", ["archive", "demo_store"])
def test_every_page_is_sound(
    visit: Callable[[str], Visitor],
    name: str,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    store: Store = request.getfixturevalue(name)
    items = item_pages(store)
    faults: list[str] = []
    with served(store) as address:
        visitor = visit(address)
        for path in (*LISTS, *(items if name == "archive" else sample(items))):
            opened = visitor.open(path)
            record_property(f"first contentful paint, ms: {path}", opened.measured["paint"])
            faults += faults_of(opened)
    assert not faults, "\n".join(faults)


def test_the_page_in_a_file_is_sound(visit: Callable[[str], Visitor], tmp_path: Path) -> None:
    reading = bridge_reading()
    path = tmp_path / "reading.html"
    path.write_text(render_reading_page(reading, claims=claims(reading)), encoding="utf-8")
    visitor = visit("file://")
    visitor.page.goto(path.as_uri())
    assert faults_of(visitor.measure("/reading.html")) == []
    assert path.stat().st_size < WEIGHTS["/"]


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (SOUND.replace("h2", "h3"), "of level 3 after level 1"),
        (SOUND.replace("h1", "h2"), "0 of the first level"),
        (SOUND + "<h2> </h2>", "an empty heading"),
        (SOUND + "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "axe image-alt"),
        (SOUND + "<p style='color: #aaa; background: #fff'>Words</p>", "axe color-contrast"),
        (SOUND + "<style>@media (prefers-color-scheme: dark) { h2 { color: #eee } }</style>", "dark: axe color-contrast"),
        (SOUND + "<script>console.log('noise')</script>", "console: noise"),
        (SOUND + "<script>nothing.at.all</script>", "nothing is not defined"),
        (SOUND + "<style>@media print { main { display: none } }</style>", "printed"),
        (SOUND + "<div class=masthead>Name</div>", "printed"),
    ],
)  # fmt: skip
def test_a_fault_is_found(visit: Callable[[str], Visitor], html: str, fault: str) -> None:
    visitor = visit("http://127.0.0.1")
    visitor.page.set_content(html)
    faults = faults_of(visitor.measure("/claims"))
    assert [found for found in faults if fault in found] and all(found.startswith("/claims: ") for found in faults)


def test_a_sound_page_has_no_fault(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("http://127.0.0.1")
    visitor.page.set_content(SOUND)
    assert faults_of(visitor.measure("/claims")) == []


def test_what_is_measured_is_judged(visit: Callable[[str], Visitor]) -> None:
    page = visit("http://127.0.0.1").page
    measured = {"headings": [[1, "One"]], "shift": 0.2, "moved": ["P.late"], "weight": 400_000, "paint": 9}

    def faults(path: str) -> list[str]:
        opened = Opened(page, path, [], measured)
        return [fault for check in CHECKS[:3] for fault in check(opened)]

    assert faults("/reports/1") == [
        "the layout shifts by 0.200: ['P.late']",
        "weighs 400,000 bytes, more than 300,000",
    ]
    assert faults("/map?since=2001") == ["the layout shifts by 0.200: ['P.late']"]


def test_requests_to_other_hosts_are_complained_of(visit: Callable[[str], Visitor]) -> None:
    visitor = visit("http://127.0.0.1:8000")
    for url in ("http://127.0.0.1:8000/claims", "data:,x", "http://127.0.0.1:80001/", "https://fonts.example/f.woff"):
        visitor.note_request(url)
    assert visitor.complaints == [
        "asked of another host: http://127.0.0.1:80001/",
        "asked of another host: https://fonts.example/f.woff",
    ]
