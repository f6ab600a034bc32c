"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dateline.cli.main import COMMANDS, cli
from dateline.export.exporters import EXPORTERS
from tests.command_line import Run, runner

TEXT = """PORT ALDA, 3 May 2011 - Gunmen killed at least 12 people in the market of Alda on Monday, police said.
"We saw two boats leave," said Ina Marsh, a trader. The Lake Front denied that its fighters had attacked the market.
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATELINE_ARCHIVE", "DATELINE_JOBS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATELINE_JOBS", "1")

    return runner(monkeypatch, capsys)


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "a.json").write_text('{"title": "=Market", "outlet": "Alda Courier", "published": "2011-05-03"}')
    assert run("add", "in").code == 0
    return run


def test_read_shows_text_and_tables(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ran = run("read", "a.txt", "--published", "2011-05-03")
    assert ran.code == 0
    assert "{Ina Marsh, a trader}" in ran.out.replace("\n", " "), "sources are marked where there is no colour"
    assert "<denied>" in ran.out
    for title in ("Claims", "Times", "Quantities", "Entities and places"):
        assert f"{title} (" in ran.out


def test_read_json_is_the_contract(run: Run) -> None:
    reading = json.loads(run("read", "-", "--format", "json", stdin=TEXT.encode()).out)
    assert list(reading) == [
        "dateline", "model", "report", "entities", "times", "quantities", "attributions", "events", "holdings",
    ]  # fmt: skip
    assert reading["report"]["text"] == TEXT.strip()


def test_read_html_is_one_page(run: Run) -> None:
    out = run("read", "-", "--format", "html", stdin=TEXT.encode()).out
    assert out.lstrip().lower().startswith("<!doctype html>")
    assert "Ina Marsh" in out


def test_terminal_control_signs_of_a_report_are_not_printed(run: Run) -> None:
    ran = run("read", "-", stdin=b'"The dam \xc2\x9b31mheld\x1b[2J," said the mayor of Alda.')
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "\x9b" not in ran.out


WRONG = [
    (("read", "nowhere.txt"), 2, "no such file"),
    (("read", "-"), 1, "no text in it"),
    (("read",), 2, "give a FILE"),
    (("read", "-", "--jsonl", "x.jsonl"), 2, "give a FILE"),
    (("read", "-", "--published", "yesterday"), 2, "not an ISO date"),
    (("read", "http://127.0.0.1/x"), 1, "private address"),
    (("read", "-", "--pipeline", "no_such_pipeline"), 3, "no_such_pipeline"),
    (("claims",), 2, "archive.dateline"),
    (("claims", "--archive", "postgresql://x/y"), 2, "PostgreSQL"),
    (("claims", "--stance", "hopes"), 2, "hopes"),
    (("nonsense",), 2, "No such command"),
    (("export", "xml"), 2, "xml"),
]


@pytest.mark.parametrize(("words", "code", "message"), WRONG, ids=[" ".join(w[0]) for w in WRONG])
def test_what_is_wrong_is_said_and_has_its_exit_code(run: Run, words: tuple[str, ...], code: int, message: str) -> None:
    ran = run(*words, stdin=b"The mayor of Alda resigned." if "--pipeline" in words else b"")
    assert (ran.code, message in ran.err) == (code, True), ran
    assert "Traceback" not in ran.err


BAD_FILTERS = [
    ("--since", "soon"),
    ("--until", "2011-13-40"),
    ("--type", "NONSENSE"),
    ("--text", '"open'),
    ("--text", "AND"),
]


@pytest.mark.parametrize("words", BAD_FILTERS, ids=" ".join)
def test_a_bad_filter_is_told(filled: Run, words: tuple[str, str]) -> None:
    ran = filled("claims", *words)
    assert ran.code == 2
    assert "dateline: " in ran.err
    assert "Traceback" not in ran.err


def test_claims_as_table_json_and_csv(filled: Run) -> None:
    table = filled("claims")
    assert "Alda Courier › " in table.out
    rows = json.loads(filled("claims", "--format", "json").out)
    assert any(row["stance"] == "denies" for row in rows)
    sheet = list(csv.DictReader(io.StringIO(filled("claims", "--format", "csv").out)))
    assert [row["id"] for row in sheet] == [row["id"] for row in rows]
    assert f"{len(rows)} of {len(rows)} claims" in table.err


def test_filters_narrow(filled: Run) -> None:
    rows = json.loads(filled("claims", "--stance", "denies", "--format", "json").out)
    assert rows
    assert {row["stance"] for row in rows} == {"denies"}
    assert json.loads(filled("claims", "--source", "nobody", "--format", "json").out) == []


def test_search_timeline_actors(filled: Run) -> None:
    assert "*market*" in filled("search", "market", "--format", "table").out
    dated = json.loads(filled("timeline", "--format", "json").out)
    assert [row["earliest"] for row in dated] == sorted(row["earliest"] for row in dated)
    assert all(row["earliest"] for row in dated)
    assert any("Ina Marsh" in row["name"] for row in json.loads(filled("actors", "--format", "json").out))


@pytest.mark.parametrize("form", [e.name for e in EXPORTERS])
def test_export_to_a_file(filled: Run, tmp_path: Path, form: str) -> None:
    ran = filled("export", form, "--out", "claims.out")
    assert ran.code == 0
    assert ran.out == ""
    assert (tmp_path / "claims.out").stat().st_size > 50


def test_adding_again_and_skipping(filled: Run, tmp_path: Path) -> None:
    assert "0 reports added" in filled("add", "in").err
    (tmp_path / "in" / "b.txt").write_bytes(b"")
    ran = filled("add", "in")
    assert ran.code == 1
    assert "b.txt: no text in it" in ran.err


def test_archive_info_check_backup(filled: Run, tmp_path: Path) -> None:
    assert json.loads(filled("archive", "info", "--format", "json").out)["reports"] == 1
    assert "0 problems" in filled("archive", "check").err
    assert filled("archive", "backup", "copy.dateline").code == 0
    assert filled("archive", "backup", "copy.dateline").code == 2, "a backup never overwrites"
    assert "0 problems" in filled("archive", "check", "--archive", "copy.dateline").err
    assert "schema" in filled("archive", "migrate").err


def test_the_archive_of_the_environment(filled: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "archive.dateline").rename(tmp_path / "moved.dateline")
    monkeypatch.setenv("DATELINE_ARCHIVE", "moved.dateline")
    assert filled("claims").code == 0


def test_bench_writes_predictions_and_never_needs_gold(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "d", "text": TEXT, "published": "2011-05-03"}) + "\n{broken\n")
    ran = run("bench", "attributions", "c.jsonl", "--predictions", "p.jsonl.gz")
    assert ran.code == 1, "a broken line is skipped and told"
    assert "c.jsonl:2" in ran.err
    ran = run("bench", "weddings", "c.jsonl", "--predictions", "p.jsonl")
    assert ran.code == 2
    assert "no task 'weddings'" in ran.err


def test_gazetteer_find(run: Run) -> None:
    assert "PPLC" in run("gazetteer", "find", "Paris", "--limit", "3").out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    command = cli.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.help


OWN_VERB = "lemma\ttype\texample\ncarjack\tASSAULT\tThe militia carjacked two drivers.\n"


def test_own_lexicons_why_and_check(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "event_verbs.tsv").write_text(OWN_VERB)
    report = b"The militia carjacked two drivers near Goma."
    ran = run("read", "-", "--lexicons", "words", "--why", stdin=report)
    assert "words/event_verbs.tsv:2" in ran.out
    assert "Why (" not in run("read", "-", "--lexicons", "words", stdin=report).out
    monkeypatch.setenv("DATELINE_LEXICONS", "words")
    assert len(json.loads(run("read", "-", "--format", "json", stdin=report).out)["events"]) == 1
    ran = run("read", "--check-lexicons")
    assert (ran.code, ran.out) == (0, "")
    (tmp_path / "words" / "event_verbs.tsv").write_text(OWN_VERB.replace("The militia carjacked", "They met"))
    ran = run("read", "--check-lexicons")
    assert ran.code == 1
    assert ran.out.startswith("words/event_verbs.tsv:2: does not fire in ")


def test_lexicons_that_cannot_be_used_are_told(run: Run, tmp_path: Path) -> None:
    ran = run("read", "--check-lexicons")
    assert (ran.code, "no lexicons to check" in ran.err) == (2, True)
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "event_verbs.tsv").write_text(OWN_VERB.replace("ASSAULT", "HEIST"))
    ran = run("add", "words", "--lexicons", "words")
    assert ran.code == 2
    assert "words/event_verbs.tsv:2: column type: 'HEIST' is not allowed" in ran.err
