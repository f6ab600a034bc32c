"""The record on labelled threads: the scores of it, and that it does not fall under its floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.clusters import b_cubed, pairwise
from bench.gate import FLOORS, figure
from bench.record import THREADS, score_threads
from bench.record_labels import LabelledDispute, Mention, dispute_scores, load_threads

ROWS = [row for row in json.loads(FLOORS.read_text(encoding="utf-8")) if row["task"] == "record"]


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    """All threads read into one archive, and scored."""
    return score_threads(THREADS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["metric"])
def test_the_record_stays_above_its_floors(row: dict[str, Any], figures: dict[str, Any]) -> None:
    assert figure(figures, row["metric"]) >= row["floor"]


def test_no_reprint_is_counted_as_an_origin(figures: dict[str, Any]) -> None:
    assert figures["reprints_as_origins"]["count"] == 0


def test_the_labels_are_of_enough_reports() -> None:
    threads = load_threads(THREADS)
    assert len(threads) >= 4
    assert sum(len(t.reports) for t in threads) >= 40
    assert all(t.incidents and t.disputes and t.origins for t in threads)


def test_a_quote_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text(json.dumps({"id": "t-1", "text": "The dam held."}))
    none = ("reprints", "actors", "disputes", "not_disputes", "origins", "holdings")
    labels = {"incidents": [{"id": "i1", "mentions": [["t-1", "the dam broke"]]}], **{name: [] for name in none}}
    (tmp_path / "t.labels.json").write_text(json.dumps(labels))
    with pytest.raises(ValueError, match="no such words: 'the dam broke'"):
        load_threads(tmp_path)


def test_scores_of_clusters() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert b_cubed(gold, gold).f1 == pairwise(gold, gold).f1 == 1.0
    apart = b_cubed(gold, dict.fromkeys(gold))
    assert (apart.precision, apart.recall) == (1.0, 0.5)
    together = b_cubed(gold, dict.fromkeys(gold, 1))
    assert (together.precision, together.recall) == (0.5, 1.0)
    assert pairwise(gold, dict.fromkeys(gold)).recall == 0.0


def mention(start: int) -> Mention:
    return Mention("r", start, start + 5, start, start + 5)


@pytest.mark.parametrize(
    ("kind", "sides", "right"),
    [
        ("number", [[("r", 0, 5)], [("r", 10, 15)]], True),
        ("number", [[("r", 10, 12)], [("r", 3, 9), ("r", 20, 25)]], True),
        ("denied", [[("r", 0, 5)], [("r", 10, 15)]], False),
        ("number", [[("r", 0, 15)], [("r", 30, 35)]], False),
        ("number", [[("other", 0, 5)], [("other", 10, 15)]], False),
    ],
)
def test_a_dispute_is_found_where_two_of_its_sides_are(kind: str, sides: Any, right: bool) -> None:
    label = LabelledDispute("number", "toll", ((mention(0),), (mention(10),)))
    assert (dispute_scores([label], [(kind, sides)]).f1 == 1.0) is right
