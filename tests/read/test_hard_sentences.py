"""Hard sentences of another hand: how many of their cells are right. The shares are what was measured, a little less."""

from __future__ import annotations

import pytest

from dateline.read.reader import Reader
from tests.read.cases import load_cases, make_reading
from tests.read.hard_cases import CHECKS


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("table", "split", "least"),
    [
        ("hard_events", "tune", 0.92),
        ("hard_events", "aside", 0.84),
        ("hard_holdings", "tune", 0.84),
        ("hard_holdings", "aside", 0.44),
        ("hard_denials", "tune", 0.76),
        ("hard_denials", "aside", 0.58),
    ],
)
def test_cells_of_hard_sentences(reader: Reader, table: str, split: str, least: float) -> None:
    cells = [
        right
        for case in load_cases(table, split)
        for right in CHECKS[table](case, make_reading(reader, case["text"])).values()
    ]
    assert sum(cells) >= least * len(cells), f"{sum(cells)} of {len(cells)}"
