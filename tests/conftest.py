"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty archive in a file of its own."""
    opened = open_store(tmp_path / "archive.sqlite", create=True)
    yield opened
    opened.close()
