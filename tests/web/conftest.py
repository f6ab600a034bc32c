"""An archive of hand-made readings, and a client for its pages."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from dateline.linking import Linker
from dateline.pipeline import add_reports
from dateline.read.claims import claims_of
from dateline.records import Figure
from dateline.settings import load_settings
from dateline.store import Store, open_store
from dateline.web.app import create_app
from tests.factory import make_claim, make_original, make_reading, make_report, span_of
from tests.store.linking_cases import COURIER, EVENTS, MIRROR, fill_record, same
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
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo's archive, read and linked as a user's would be: with incidents, disputes, versions and copies."""
    store = open_store(tmp_path_factory.mktemp("web") / "demo.sqlite", create=True)
    with resources.as_file(resources.files("dateline") / "data" / "demo") as folder:
        added = list(add_reports([str(folder)], store, load_settings(environ={"DATELINE_JOBS": "1"})))
    assert all(one.status == "added" for one in added), added
    yield store
    store.close()


@pytest.fixture
def linked_store(tmp_path: Path) -> Iterator[Store]:
    """Four papers on one fire, linked: two print one wire text, the others tell of other numbers; and one of another day."""
    store = open_store(tmp_path / "linked.sqlite", create=True)
    fill_record(store)
    company = make_report(text="Two people were killed in the fire, the company said.", outlet="Pier News",
                          published="2014-03-05", url="https://pier.example/two")  # fmt: skip
    figure = Figure("killed", 2, 2, True, True, False, "count", None, span_of(company.text, "Two"))
    killed = make_claim(company, quote="Two people were killed in the fire", trigger=span_of(company.text, "killed"),
                        figures=(figure,), chain=("Pier News", "the company"), type="OTHER")  # fmt: skip
    courier, mirror, ledger = (EVENTS[name].id for name in ("courier", "mirror", "ledger"))
    with store.writer() as writer:
        writer.add_report(make_reading(company), [killed], make_original(company))
        with writer.links() as links:
            links.add_incident_blocks({claim.id: ("fire",) for claim in (*EVENTS.values(), killed)})
            links.add_judgements([
                same("incident", courier, mirror), same("incident", courier, ledger),
                same("incident", courier, killed.id), same("copy", COURIER.id, MIRROR.id),
            ])  # fmt: skip
        Linker(writer).settle()
    yield store
    store.close()


@pytest.fixture(scope="session")
def client(archive: Store) -> Client:
    """A client on this machine."""
    return Client(create_app(archive))
