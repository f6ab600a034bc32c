"""Take a picture of every page of an archive: light and dark, at a desk and on a phone, to be looked at.

    python -m bench.screenshots ARCHIVE FOLDER [PATH ...]

Needs Chromium (Debian: chromium) and playwright. Prints for each page what was transferred and when it was first painted.
The pictures are for looking, not for keeping: they are not committed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from dateline.store import open_store
from tests.web.browsing import served
from tests.web.inspection import MEASURE
from tests.web.routes import LISTS, item_pages, sample

__all__ = ["main", "take_pictures"]

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
HEIGHT = 900
TALLEST = 6_000  # pixels of a page that are kept
# the map draws with WebGL, here without a graphics card
ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def take_pictures(browser: Browser, address: str, paths: Sequence[str], *, folder: Path) -> Iterator[str]:
    """Take the pictures of some pages; yield a line on each.

    Args:
        browser: Chromium.
        address: where the archive is served.
        paths: the pages.
        folder: where the pictures are put.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": HEIGHT})
        page = context.new_page()
        for path in paths:
            page.goto(address + path)
            measured = page.evaluate(MEASURE)
            height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                picture = folder / f"{name_of(path)}-{width}-{scheme}.png"
                page.screenshot(path=picture, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
            yield f"{width:5} {measured['weight']:9,} bytes {measured['paint'] or 0:6} ms  {path}"
        context.close()


def name_of(path: str) -> str:
    """Return a page's address as the name of a file.

    >>> name_of("/"), name_of("/claims?q=a b")
    ('home', 'claims-q-a-b')
    """
    return re.sub(r"[^\w.]+", "-", path).strip("-")[:80] or "home"


def main(arguments: Sequence[str] | None = None) -> None:
    """Take pictures of all pages, or of those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", help="path or address of the archive")
    parser.add_argument("folder", type=Path, help="where the pictures are put")
    parser.add_argument("paths", nargs="*", help="pages, instead of all lists and a few of every family")
    chosen = parser.parse_args(arguments)
    chromium = next((found for name in NAMES if (found := shutil.which(name))), None)
    if chromium is None:
        sys.exit("Chromium is not installed (Debian: apt-get install chromium)")
    store = open_store(chosen.archive)
    paths = chosen.paths or [*LISTS, *sample(item_pages(store), each=2)]
    with served(store) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for line in take_pictures(browser, address, paths, folder=chosen.folder):
            print(line)
        browser.close()
    store.close()


if __name__ == "__main__":
    main()
