"""``export events``: two profiles on one archive, the sources of every cell, and what is refused."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.main import main
from dateline.errors import UnknownFormat
from dateline.export.tables import table_writer
from dateline.linking import Linker
from dateline.records import Figure
from dateline.store import open_store
from tests.factory import make_claim, make_original, make_reading, make_report, span_of

Ran = tuple[int, str, str]
RAID = "Gunmen raided the fish market of Port Alda on 4 June, killing dozens of people, the mayor said."
CLASH = "Kenyan troops shot dead seven rebels at Orsk Ford on 9 July, an officer said."
MARCH = "=Teachers marched through Vennsted on 2 May, the union said."


def killed(text: str, words: str, low: int, high: int | None, of: str) -> Figure:
    return Figure("killed", low, high, True, high is not None, False, "count", None, span_of(text, words), of)


EVENTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        RAID,
        "2012-06-05",
        {
            "type": "ASSAULT",
            "actors": ("gunmen",),
            "place": "Port Alda",
            "earliest": "2012-06-04",
            "latest": "2012-06-04",
            "figures": (killed(RAID, "dozens", 24, None, "people"),),
        },
    ),
    (
        CLASH,
        "2012-07-10",
        {
            "type": "ASSAULT",
            "actors": ("Kenyan troops",),
            "targets": ("seven rebels",),
            "place": "Orsk Ford",
            "earliest": "2012-07-09",
            "latest": "2012-07-09",
            "figures": (killed(CLASH, "seven", 7, 7, "rebels"),),
        },
    ),
    (
        MARCH,
        "2012-05-03",
        {
            "type": "PROTEST",
            "mode": "demo",
            "actors": ("=teachers",),
            "place": "Vennsted",
            "earliest": "2012-05-02",
            "latest": "2012-05-02",
        },
    ),
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three incidents of one claim each."""
    path = tmp_path / "record.sqlite"
    store = open_store(path, create=True)
    with store.writer() as writer:
        linker = Linker(writer)
        for text, day, values in EVENTS:
            report = make_report(text=text, published=day, title=None, agency=None)
            claims = (
                make_claim(report, chain=(report.outlet, "the mayor"), trigger=span_of(text, text[:6]), **values),
            )
            reading = make_reading(report)
            assert writer.add_report(reading, claims, make_original(report))
            linker.link(reading, claims)
        linker.settle()
    store.close()
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], archive: Path) -> Callable[..., Ran]:
    """Run ``dateline export`` on the archive: exit code, output, what was noted."""

    def call(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["dateline", "export", *words, "--archive", str(archive)])
        with pytest.raises(SystemExit) as exit_:
            main()
        shown = capsys.readouterr()
        return int(exit_.value.code or 0), shown.out, shown.err

    return call


def test_two_profiles_on_one_archive(run: Callable[..., Ran]) -> None:
    code, out, err = run("events", "--profile", "acled-like")
    rows = list(csv.DictReader(out.splitlines()))
    assert code == 0
    assert [(row["event_date"], row["fatalities"]) for row in rows] == [
        ("2012-05-02", ""), ("2012-06-04", "12"), ("2012-07-09", "7"),
    ]  # fmt: skip
    assert "3 events\nkilled: low 19 (1 has none), best 19 (1 has none)" in err

    _, out, err = run("events", "--profile", "ucdp-like", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["best"], row["type_of_violence"]) for row in rows] == [(24, None), (7, "1")]
    assert "2 events\nkilled: low 31, best 31, high 31\nleft out, type not in the profile: 1" in err


def test_every_cell_leads_to_claims(run: Callable[..., Ran], archive: Path, tmp_path: Path) -> None:
    sources = tmp_path / "sources.jsonl"
    out = tmp_path / "events.csv"
    assert run("events", "--profile", "ucdp-like", "--sources", str(sources), "--out", str(out))[:2] == (0, "")
    with out.open(encoding="utf-8", newline="") as handle:
        table = {row["id"]: row for row in csv.DictReader(handle)}
    behind = [json.loads(line) for line in sources.read_text(encoding="utf-8").splitlines()]
    cells = {(row["row"], row["column"]): row for row in behind if row["column"]}
    store = open_store(archive)
    with store.view() as view:
        for ident, row in table.items():
            for column, value in row.items():
                cell = cells[ident, column]
                assert bool(cell["claims"]) == bool(value) and bool(cell["why"]) != bool(value), (column, cell)
                assert all(view.get_claim(claim).id == claim for claim in cell["claims"])
    store.close()
    best = next(row for (_, column), row in cells.items() if column == "best" and row["value"] == 24)
    assert best["words"] == ["dozens"]
    assert [row["why"] for row in behind if not row["column"]] == ["left out: PROTEST/demo is not in the profile"]


def test_the_rule_is_printed_and_a_profile_of_ones_own_is_read(run: Callable[..., Ran], tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("name: mine\ninclude: {types: PROTEST}\ncolumns:\n  - who: actor1.name\n", encoding="utf-8")
    code, out, err = run("events", "--profile", str(mine), "--rule")
    assert code == 0
    assert [row["who"] for row in csv.DictReader(out.splitlines())] == ["'=teachers"], "a formula must not run"
    assert "types: PROTEST\n" in err


def test_as_of_a_day_and_filters_of_incidents(run: Callable[..., Ran]) -> None:
    _, _, err = run("events", "--profile", "acled-like", "--as-of", "2012-06-30")
    assert "2 events" in err
    _, out, _ = run("events", "--profile", "acled-like", "--place", "Orsk Ford")
    (row,) = csv.DictReader(out.splitlines())
    assert row["location"] == "Orsk Ford"
    _, out, _ = run("events", "--profile", "claims", "--incident", row["dateline_incident"])
    assert [row["place"] for row in csv.DictReader(out.splitlines())] == ["Orsk Ford"]


def test_a_version_that_was_corrected_counts_no_more(run: Callable[..., Ran], archive: Path) -> None:
    url = "https://courier.example/ferry"
    store = open_store(archive)
    with store.writer() as writer:
        linker = Linker(writer)
        for day, number in (("2012-08-02", 40), ("2012-08-03", 28)):
            text = f"Pirates raided a ferry off Vennsted on 1 August, killing {number} people, the mayor said."
            report = make_report(text=text, published=day, url=url, title=None, agency=None)
            claim = make_claim(
                report,
                chain=(report.outlet, "the mayor"),
                type="ASSAULT",
                place="Vennsted",
                earliest="2012-08-01",
                latest="2012-08-01",
                trigger=span_of(text, "raided"),
                figures=(killed(text, str(number), number, number, "people"),),
            )
            reading = make_reading(report)
            writer.add_report(reading, (claim,), make_original(report))
            linker.link(reading, (claim,))
        linker.settle()
    store.close()
    chosen = ("events", "--profile", "acled-like", "--since", "2012-08-01")
    assert [row["fatalities"] for row in csv.DictReader(run(*chosen)[1].splitlines())] == ["28"]
    before = run(*chosen, "--as-of", "2012-08-02")[1]
    assert [row["fatalities"] for row in csv.DictReader(before.splitlines())] == ["40"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("events",), "needs --profile"),
        (("events", "--profile", "gdelt-like"), "no profile 'gdelt-like'"),
        (("events", "--profile", "claims", "--stance", "denies"), "--stance: chooses claims, not events"),
        (("csv", "--profile", "claims"), "go with events"),
        (("events", "--profile", "claims", "--as-of", "then"), "as_of"),
        (("events", "--profile", "claims", "--out", "no/such/folder/x.csv"), "cannot be written"),
    ],
)
def test_what_is_refused(run: Callable[..., Ran], words: tuple[str, ...], message: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert message in err


def test_there_are_two_table_formats(tmp_path: Path) -> None:
    with (tmp_path / "x").open("w") as out, pytest.raises(UnknownFormat, match="no table format 'xml'"):
        table_writer(out, ("a",), form="xml")
