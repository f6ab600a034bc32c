"""A user's own lexicons: rows put before the shipped ones, rows taken away, faults told, readings that say so."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import dateline.read
from dateline.errors import ConfigError, LexiconError
from dateline.read.event_lexicon import entries, light_verbs
from dateline.read.lexicon import load_lexicon, shipped_rows
from dateline.read.lexicon_examples import check_examples
from dateline.read.lexicon_rules import TABLES, cell_faults
from dateline.read.reader import Reader
from dateline.read.user_lexicons import load_user_lexicons, use_lexicons
from dateline.reading_pool import read_in_order
from dateline.records import Reading, Report
from dateline.settings import Settings

VERBS = "lemma\ttype\tmode\tcount\tactor\ttarget\twhen\texample\n"
CARJACK = "carjack\tASSAULT\tabduct\t\t\t\tobj:human\tThe militia carjacked two drivers.\n"
TEXT = "The militia carjacked two drivers near Goma."


def folder_of(path: Path, **tables: str) -> str:
    for name, text in tables.items():
        (path / f"{name}.tsv").write_text(text, encoding="utf-8")
    return str(path)


def read(reader: Reader, text: str) -> Reading:
    return reader.read(Report.of(text, language="en"))


def test_a_verb_is_added_and_the_reading_says_so(tmp_path: Path) -> None:
    own = Reader(lexicons=folder_of(tmp_path, event_verbs=VERBS + CARJACK))
    reading = read(own, TEXT)
    (event,) = reading.events
    assert (event.trigger.quote, event.type, event.mode) == ("carjacked", "ASSAULT", "abduct")
    assert [g.row for g in reading.grounds if g.field == "type"] == [f"{tmp_path / 'event_verbs.tsv'}:2"]
    name, _, version = reading.model.partition("+lexicons:")
    assert name == Reader().model
    assert len(version) == 8
    assert "grounds" not in reading.as_json()


def test_readers_with_other_lexicons_do_not_mix(tmp_path: Path) -> None:
    own, shipped = Reader(lexicons=folder_of(tmp_path, event_verbs=VERBS + CARJACK)), Reader()
    assert [len(read(r, TEXT).events) for r in (own, shipped, own, shipped)] == [1, 0, 1, 0]
    assert load_lexicon("event_verbs") == shipped_rows("event_verbs")


def test_processes_that_read_have_the_same_lexicons(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, event_verbs=VERBS + CARJACK)
    reports = [(n, Report.of(f"{TEXT} It was day {n}.", language="en")) for n in range(12)]
    for _, outcome in read_in_order(reports, settings=Settings(jobs=2, lexicons=folder)):
        assert isinstance(outcome, tuple)
        assert len(outcome[0].events) == 1
        assert "+lexicons:" in outcome[0].model


def test_rows_are_tried_before_the_shipped_ones_or_stand_in_their_place(tmp_path: Path) -> None:
    beat = "beat\tSUPPORT\t\t\t\t\tobj:sport\tThe team beat the league.\n"
    modes = "word\tpos\tstatus\nmight\taux\tthreatened\n"
    use_lexicons(load_user_lexicons(folder_of(tmp_path, event_verbs=VERBS + beat, event_modes=modes)))
    try:
        assert [e.type for e in entries("verb")["beat"]] == ["SUPPORT", "ASSAULT"]
        modes_of = {(r["word"], r["pos"]): r["status"] for r in reversed(load_lexicon("event_modes"))}
        assert modes_of["might", "aux"] == "threatened"
        assert len(load_lexicon("event_modes")) == len(shipped_rows("event_modes"))
    finally:
        use_lexicons(None)
    assert [e.type for e in entries("verb")["beat"]] == ["ASSAULT"]


def test_rows_are_taken_away(tmp_path: Path) -> None:
    verbs = VERBS + "-torch\n-die\tOTHER\n"
    use_lexicons(load_user_lexicons(folder_of(tmp_path, event_verbs=verbs, event_light_verbs="lemma\n-wage\n")))
    try:
        assert "torch" not in entries("verb")
        assert {e.type for e in entries("verb")["die"]} == {"ASSAULT"}
        assert "wage" not in light_verbs()
    finally:
        use_lexicons(None)
    assert {"torch", "die"} <= set(entries("verb"))


def test_a_head_may_have_fewer_columns_in_another_order(tmp_path: Path) -> None:
    rows = "example\ttype\tlemma\nThe militia carjacked two drivers.\tASSAULT\tcarjack\n"
    assert [e.type for e in read(Reader(lexicons=folder_of(tmp_path, event_verbs=rows)), TEXT).events] == ["ASSAULT"]


FAULTS = {
    "type": ("carjack\tATTACK\t\t\t\t\t\tx", "column type: 'ATTACK' is not allowed; allowed are: ACCUSE"),
    "mode": ("carjack\tASSAULT\tcars\t\t\t\t\tx", "column mode: 'cars'"),
    "count": ("carjack\tASSAULT\t\tkiled@obj\t\t\t\tx", "column count: 'killed@obj'".replace("killed", "kiled")),
    "slot": ("carjack\tASSAULT\t\t\tsbuj\t\t\tx", "column actor: 'sbuj'"),
    "condition": ("carjack\tASSAULT\t\t\t\t\tobject\tx", "column when: no condition 'object'; there are: aboard"),
    "kinds": ("carjack\tASSAULT\t\t\t\t\tobj:people\tx", "column when: people in 'obj:people'"),
    "slot of a condition": ("carjack\tASSAULT\t\t\t\t\tobjt:human\tx", "column when: no slot 'objt'"),
    "capitals": ("Carjack\tASSAULT\t\t\t\t\t\tx", "column lemma: 'Carjack' has capitals"),
    "words": ("steal away\tASSAULT\t\t\t\t\t\tx", "column lemma: 'steal away' is more than one word"),
    "example": ("carjack\tASSAULT\t\t\t\t\t\t", "column example: is empty"),
    "cells": ("carjack\tASSAULT", "2 cells, and the head has 8 columns"),
    "too long": (f"carjack\tASSAULT\t\t\t\t\t\t{'x' * 301}", "column example: 301 characters"),
    "taken away": ("-carjack", "takes nothing away"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_bad_row_is_told_with_file_line_and_column(tmp_path: Path, name: str) -> None:
    row, message = FAULTS[name]
    with pytest.raises(LexiconError) as caught:
        load_user_lexicons(folder_of(tmp_path, event_verbs=f"# mine\n{VERBS}{row}\n"))
    (fault,) = caught.value.faults
    assert fault.startswith(f"{tmp_path / 'event_verbs.tsv'}:3: ")
    assert message in fault


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("left alone")
    (tmp_path / "event_nouns.tsv").write_bytes(b"lemma\xff")
    folder = folder_of(tmp_path, time_patterns="rule\tpattern\n", event_tolls="", event_verbs="lemma\tcolour\n")
    (tmp_path / "channels.tsv").write_text("noun\n" + "x" * 1_000_001)
    with pytest.raises(LexiconError) as caught:
        load_user_lexicons(folder)
    for message in (
        "no table 'time_patterns' that can be changed",
        "not UTF-8 (byte 5)",
        "no head; its first line names the columns: word, count, type",
        "the columns are lemma, type, mode",
        "larger than 1,000,000 bytes",
    ):
        assert message in str(caught.value)
    assert len(caught.value.faults) == 5


def test_no_folder_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no folder of lexicons"):
        load_user_lexicons(tmp_path / "nowhere")


def test_examples_that_stay_silent_are_named(tmp_path: Path) -> None:
    rows = CARJACK + "brood\tOTHER\t\t\t\t\t\tThe rebels killed a guard.\n"
    checked = list(check_examples(Reader(lexicons=folder_of(tmp_path, event_verbs=VERBS + rows))))
    assert [grounds is None for _, _, grounds in checked] == [True, False]
    assert checked[1][2] is not None
    assert [g.word for g in checked[1][2] if g.field == "type"] == ["kill"]


@pytest.mark.parametrize("table", TABLES)
def test_shipped_rows_keep_the_rules_for_users(table: str) -> None:
    assert set(TABLES[table].key) <= set(shipped_rows(table)[0])
    assert [
        (row.source, fault) for row in shipped_rows(table) for fault in cell_faults(table, row, kinds=frozenset())
    ] == []


def test_no_table_that_can_be_changed_is_read_at_import() -> None:
    """A table read at import would be kept as it was, whatever lexicons a reader is given later."""
    modules = [m.name for m in pkgutil.walk_packages(dateline.read.__path__, "dateline.read.")]
    code = f"""
import importlib
import dateline.read.lexicon as lexicon
names, load = [], lexicon.load_lexicon
lexicon.load_lexicon = lambda name: names.append(name) or load(name)
for module in {modules}:
    importlib.import_module(module)
print(*names)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()
    assert set(done.stdout.split()) & set(TABLES) == set()


def test_every_cached_lookup_can_be_forgotten() -> None:
    """``use_lexicons`` finds them by ``cache_clear``; a dictionary filled by hand it would not find."""
    for module in pkgutil.walk_packages(dateline.read.__path__, "dateline.read."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if getattr(value, "__wrapped__", None) is not None and getattr(value, "__module__", "") == module.name:
                assert hasattr(value, "cache_clear"), f"{module.name}.{name}"
