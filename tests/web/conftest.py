"""An archive of hand-made readings, and a client for its pages."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from dateline.read.claims import claims_of
from dateline.store import Store, open_store
from dateline.web.app import create_app
from tests.web.client import Client
from tests.web.texts import bridge_reading, hostile_reading, original_of

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the tests are skipped aloud, on a build server they fail."""
    if CHROMIUM is None:
        why = "CHROMIUM IS NOT INSTALLED: the pages are not tested in a browser (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        print(f"\n*** {why} ***", file=sys.__stderr__)
        pytest.skip(why)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An archive with a report, its corrected version, and a hostile report."""
    path: Path = tmp_path_factory.mktemp("web") / "archive.sqlite"
    store = open_store(path, create=True)
    with store.writer() as writer:
        for reading in (bridge_reading(), bridge_reading(least=13), hostile_reading()):
            writer.add_report(reading, claims_of(reading), original_of(reading))
    yield store
    store.close()


@pytest.fixture(scope="session")
def client(archive: Store) -> Client:
    """A client on this machine."""
    return Client(create_app(archive))
