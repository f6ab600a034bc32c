"""A corpus of timelines: targets and documents in, timelines out, without a look at gold."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import ItemError, SourceUnavailable, UnknownFormat
from dateline.predictions import predict_file
from dateline.read.reader import Reader

DOCUMENTS = [
    {"id": "own/1", "title": "Orka sells mill", "published": "2011-05-09",
     "text": "Orka sells mill\nMay 9 , 2011\nOrka Motors sold a mill on Friday .\nThe company was founded in 1998 ."},
    {"id": "other/1", "title": None, "published": "2011-05-09", "text": "Orka Motors bought a bank on Sunday ."},
]  # fmt: skip
TARGETS = [{"id": "own/orka", "corpus": "own", "entity": "Orka Motors", "timeline": "never read"}]


def write(path: Path, rows: list[Any]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as handle:
        handle.writelines((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def test_a_timeline_for_each_target_from_its_own_corpus(tmp_path: Path):
    write(tmp_path / "timeline-docs.own.jsonl.gz", DOCUMENTS)
    write(tmp_path / "timeline-gold.own.jsonl.gz", TARGETS)
    (row,) = predict_file("timelines", tmp_path / "timeline-gold.own.jsonl.gz", Reader())
    assert isinstance(row, dict)
    assert (row["id"], row["entity"]) == ("own/orka", "Orka Motors")
    lines = [
        (r["order"], r["date"], [(e["doc"], e["sentence"], e["surface"]) for e in r["events"]]) for r in row["timeline"]
    ]
    assert lines == [(1, "1998", [("1", 3, "founded")]), (2, "2011-05-06", [("1", 2, "sold")])]


def test_faults_name_the_line_or_the_document(tmp_path: Path):
    write(tmp_path / "timeline-docs.own.jsonl.gz", ["no JSON", {"id": "own/2", "text": " "}, *DOCUMENTS])
    write(tmp_path / "timeline-gold.own.jsonl.gz", TARGETS)
    first, second, row = predict_file("timelines", tmp_path / "timeline-gold.own.jsonl.gz", Reader())
    assert isinstance(first, ItemError)
    assert isinstance(second, ItemError)
    assert "own/2" in str(second)
    assert isinstance(row, dict)


def test_documents_must_stand_beside_the_targets(tmp_path: Path):
    write(tmp_path / "timeline-gold.own.jsonl.gz", TARGETS)
    with pytest.raises(SourceUnavailable):
        list(predict_file("timelines", tmp_path / "timeline-gold.own.jsonl.gz", Reader()))


def test_the_name_of_the_targets_tells_where_the_documents_are(tmp_path: Path):
    write(tmp_path / "targets.jsonl.gz", TARGETS)
    with pytest.raises(UnknownFormat):
        list(predict_file("timelines", tmp_path / "targets.jsonl.gz", Reader()))
