"""An archive of hand-made readings, and a client for its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.read.claims import claims_of
from dateline.store import Store, open_store
from dateline.web.app import create_app
from tests.web.client import Client
from tests.web.texts import bridge_reading, hostile_reading, original_of


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
