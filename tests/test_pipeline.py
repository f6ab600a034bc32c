"""Find, read, keep: adding is idempotent, restartable after a kill, and loses nothing silently."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from dateline import reading_pool
from dateline.errors import ConfigError
from dateline.pipeline import Added, add_reports, read_jsonl_file, read_target
from dateline.reading_pool import read_in_order
from dateline.records import Report
from dateline.settings import Settings
from dateline.store import open_store
from dateline.store.base import ClaimFilter

ONE = Settings(jobs=1)
SAID = "The harbour master said on Monday that {n} boats had left {place} before the storm. The union denied it."


def write_reports(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = SAID.format(n=number + 3, place=f"Port Number {number}")
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def add(targets: list[Path], archive: Path, settings: Settings = ONE) -> list[Added]:
    store = open_store(str(archive), create=True)
    try:
        return list(add_reports([str(t) for t in targets], store, settings))
    finally:
        store.close()


def count_of(archive: Path) -> tuple[int, int, list[str]]:
    store = open_store(str(archive))
    with store.view() as view:
        info = view.info()
        problems = [f"{p.noun} {p.id}: {p.what}" for p in view.check()]
    store.close()
    return info.reports, info.superseded, problems


def test_adding_twice_is_adding_once(tmp_path: Path) -> None:
    folder, archive = write_reports(tmp_path / "in", 3), tmp_path / "a.dateline"
    assert [o.status for o in add([folder], archive)] == ["added"] * 3
    assert [o.status for o in add([folder, folder], archive)] == ["known"] * 6
    assert count_of(archive) == (3, 0, [])


def test_twice_in_one_run_is_once(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 2)
    outcomes = add([folder, folder], tmp_path / "a.dateline")
    assert sorted(o.status for o in outcomes) == ["added", "added", "known", "known"]


def test_a_changed_report_supersedes_and_its_claims_with_it(tmp_path: Path) -> None:
    file, archive = tmp_path / "toll.txt", tmp_path / "a.dateline"
    file.write_text("At least 40 people were killed in the flood, the governor said.", encoding="utf-8")
    add([file], archive)
    file.write_text("At least 28 people were killed in the flood, the governor said.", encoding="utf-8")
    assert [o.status for o in add([file], archive)] == ["added"]
    store = open_store(str(archive))
    with store.view() as view:
        current = {c.text for c in view.iter_claims(ClaimFilter())}
        every = {c.text for c in view.iter_claims(ClaimFilter(current=False))}
    store.close()
    assert not any("40" in text for text in current)
    assert any("40" in text for text in every), "the earlier version is kept"


def test_what_is_skipped_is_told_and_the_rest_added(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 2)
    (folder / "000-empty.txt").write_bytes(b"  ")
    outcomes = add([folder], tmp_path / "a.dateline")
    assert sorted(o.status for o in outcomes) == ["added", "added", "skipped"]
    (skipped,) = [o for o in outcomes if o.status == "skipped"]
    assert "000-empty.txt" in skipped.address
    assert skipped.why == "no text in it"


def test_a_reader_that_fails_on_one_report_loses_only_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_reports(tmp_path / "in", 3)
    real = reading_pool.claims_of

    def fail_on_one(reading: object) -> object:
        if "Number 1" in reading.report.text:  # type: ignore[attr-defined]
            raise IndexError("off by one")
        return real(reading)  # type: ignore[arg-type]

    monkeypatch.setattr(reading_pool, "claims_of", fail_on_one)
    outcomes = add([folder], tmp_path / "a.dateline")
    assert [o.status for o in outcomes] == ["added", "skipped", "added"]
    assert "IndexError: off by one" in (outcomes[1].why or "")


def test_a_missing_target_is_told_before_anything_is_added(tmp_path: Path) -> None:
    folder, archive = write_reports(tmp_path / "in", 1), tmp_path / "a.dateline"
    with pytest.raises(ConfigError, match="nowhere"):
        add([folder, tmp_path / "nowhere"], archive)
    assert count_of(archive)[0] == 0


def test_several_processes_give_the_same_archive_as_one(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 16)
    claims = []
    for jobs in (1, 2):
        archive = tmp_path / f"{jobs}.dateline"
        assert len(add([folder], archive, Settings(jobs=jobs))) == 16
        store = open_store(str(archive))
        with store.view() as view:
            claims.append([c.as_json() for c in view.iter_claims(ClaimFilter())])
        store.close()
    assert claims[0] == claims[1] != []


def test_answers_come_in_the_order_of_the_questions() -> None:
    items = [(n, Report.of(f"The mayor of town {n} resigned.") if n % 3 else None) for n in range(20)]
    answers = list(read_in_order(items, settings=Settings(jobs=2)))
    assert [item for item, _ in answers] == list(range(20))
    assert all((outcome is None) == (item % 3 == 0) for item, outcome in answers)


def test_killed_while_adding_then_started_again(tmp_path: Path) -> None:
    folder, archive = write_reports(tmp_path / "in", 120), tmp_path / "a.dateline"
    command = [sys.executable, "-m", "dateline", "add", str(folder), "--archive", str(archive), "--jobs", "1"]
    environment = {**os.environ, "DATELINE_COMMIT_REPORTS": "4"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            if archive.exists() and archive.with_name("a.dateline-wal").exists() and _reports(archive) >= 4:
                break
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    partly, _, problems = count_of(archive)
    assert problems == []
    assert 4 <= partly < 120, "killed in the middle"
    outcomes = add([folder], archive)
    assert [o.status for o in outcomes].count("known") == partly
    assert count_of(archive) == (120, 0, [])


def _reports(archive: Path) -> int:
    """Count the reports by one quick question: to prove the archive would take longer than to fill it."""
    try:
        with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.Error:  # the archive is just being made
        return 0


def test_read_target_stores_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(SAID.format(n=3, place="Quayford"), encoding="utf-8")
    reading, claims = read_target(str(file), ONE)
    assert reading.broken_spans() == []
    assert any(c.stance == "denies" for c in claims)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt"]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_a_corpus_is_read_as_a_stream(tmp_path: Path, ending: str) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / f"out{ending}"
    rows = [
        {"id": f"d{n}", "text": SAID.format(n=n, place="Quayford") + "\n", "published": "2011-05-03"} for n in range(3)
    ]
    source.write_text(
        "\n".join([json.dumps(rows[0]), "broken", json.dumps(rows[1]), json.dumps(rows[2])]), encoding="utf-8"
    )
    outcomes = list(read_jsonl_file(source, target, ONE))
    assert [o.status for o in outcomes] == ["added", "skipped", "added", "added"]
    data = gzip.decompress(target.read_bytes()) if ending.endswith("gz") else target.read_bytes()
    readings = [json.loads(line) for line in data.splitlines()]
    assert [r["report"]["id"] for r in readings] == ["d0", "d1", "d2"]
    assert [r["report"]["text"] for r in readings] == [r["text"] for r in rows], (
        "the text is as given, its last line end too"
    )
    assert not list(tmp_path.glob("*.part"))
