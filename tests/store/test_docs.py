"""What docs/archive.md says of the tables is so."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from dateline.store import Store, schema
from tests.store.contract import fill

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "archive.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
# how many rows each example finds in the three reports of the contract
ROWS = (1, 2, 2, 1, 0, 0)


@pytest.mark.parametrize(("example", "rows"), list(zip(EXAMPLES, ROWS, strict=True)))
def test_the_examples_run(store: Store, tmp_path: Path, example: str, rows: int) -> None:
    fill(store)
    raw = sqlite3.connect(tmp_path / "archive.sqlite")
    assert len(raw.execute(example).fetchall()) == rows
    raw.close()


@pytest.mark.parametrize("table", [name for name in schema.metadata.tables if name != "schema_version"])
def test_every_column_is_described(table: str) -> None:
    paragraph = re.search(rf"\*\*{table}\*\*: (.*?)\n\n", PAGE, re.DOTALL)
    assert paragraph is not None
    described = set(re.findall(r"`(\w+)`", paragraph[1]))
    assert {column.name for column in schema.metadata.tables[table].columns} - described == set()
