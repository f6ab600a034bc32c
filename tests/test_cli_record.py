"""``incidents``, ``disputes``, ``holdings``: a small story, from its reports to what the command line answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from dateline.cli.main import cli
from dateline.errors import InputError, NotFound
from dateline.pipeline import add_reports
from dateline.settings import Settings
from dateline.store import open_store

BOMB = (
    "A bomb exploded in the market of Port Alda on Monday, killing 12 people, the fire chief Ina Marsh said. Rescuers were "
    "still searching the ruins of the fish hall on Tuesday morning.\n\nCol. Odo Varn, the police commander, blamed the bombing "
    "on the Lake Front."
)
STORY = (
    ("The Alda Courier", "2011-05-03", f"PORT ALDA, May 3 (Coastal News) - {BOMB}"),
    ("The Berrin Post", "2011-05-04", f"PORT ALDA (Coastal News) - {BOMB}"),
    (
        "Harbour Weekly",
        "2011-05-04",
        "PORT ALDA - The hospital of Port Alda said on Wednesday that 9 people had been killed by the bomb in the market on "
        "Monday.\n\nThe Lake Front denied that it had bombed the market.",
    ),
    (
        "The Alda Courier",
        "2011-05-06",
        "SENN, May 6 (Coastal News) - Lake Front fighters captured the town of Senn on Thursday after a battle in which seven "
        "soldiers were killed, residents said. The army said that it still held Senn on Friday.",
    ),
    (
        "Harbour Weekly",
        "2011-05-09",
        "SENN - Government troops recaptured Senn on Sunday, Col. Odo Varn said.",
    ),
)


@dataclass
class Ran:
    out: str
    err: str

    @property
    def objects(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An archive of the story."""
    folder = tmp_path_factory.mktemp("story")
    reports = [
        {
            "id": f"s{n}",
            "outlet": outlet,
            "published": day,
            "title": text[:30],
            "url": f"https://x.example/{n}",
            "text": text,
        }
        for n, (outlet, day, text) in enumerate(STORY, start=1)
    ]
    (folder / "story.jsonl").write_text("\n".join(map(json.dumps, reports)))
    url = str(folder / "archive.sqlite")
    store = open_store(url, create=True)
    added = list(add_reports([str(folder / "story.jsonl")], store, Settings(jobs=1)))
    store.close()
    assert [a.status for a in added] == ["added"] * len(STORY)
    return url


@pytest.fixture
def run(archive: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line on the archive of the story."""
    monkeypatch.setenv("DATELINE_ARCHIVE", archive)
    monkeypatch.setenv("COLUMNS", "200")

    def go(*arguments: str) -> Ran:
        cli.main(list(arguments), standalone_mode=False)
        captured = capsys.readouterr()
        return Ran(captured.out, captured.err)

    return go


def bombing(run: Run, *options: str) -> Any:
    return run("incidents", "--place", "Port Alda", "--type", "ASSAULT", "--format", "json", *options).objects[0]


def test_reports_of_one_happening_are_one_incident(run: Run) -> None:
    incident = bombing(run)
    assert (incident["reports"], incident["killed_low"], incident["killed_high"]) == (3, 9, 12)
    assert incident["first_day"] == "2011-05-02"


def test_a_reprint_is_no_source(run: Run) -> None:
    whole = run("incidents", bombing(run)["id"], "--format", "json").objects
    (twelve,) = [number for number in whole["numbers"] if number["low"] == 12]
    assert len(twelve["claims"]) == 2
    assert len(twelve["origins"]) == 1


def test_an_incident_is_shown_with_its_numbers_disputes_and_claims(run: Run) -> None:
    shown = run("incidents", bombing(run)["id"])
    assert "fire chief Ina Marsh" in shown.out
    assert "how many were killed" in shown.out
    assert "blamed" not in shown.out.splitlines()[0]
    assert "independent origins" in shown.err


def test_the_words_of_an_incident_are_a_table_for_programs(run: Run) -> None:
    rows = run("incidents", bombing(run)["id"], "--format", "csv").out.splitlines()
    assert rows[0].startswith("published,on whose word,origin")
    assert len(rows) > 3


def test_disputes_tell_their_sides(run: Run) -> None:
    found = run("disputes", "--format", "json").objects
    by_kind = {dispute["kind"]: dispute for dispute in found}
    assert {side["value"] for side in by_kind["number"]["sides"]} == {"9", "12"}
    assert [side["value"] for side in by_kind["denied"]["sides"]] == ["asserted", "denied"]
    assert by_kind["holder"]["place"] == "Senn"
    assert "12: the fire chief Ina Marsh" in run("disputes", "--kind", "number").out


def test_disputes_of_one_place(run: Run) -> None:
    assert {d["kind"] for d in run("disputes", "--place", "Senn", "--format", "json").objects} == {"holder"}


def test_who_held_a_town_on_which_day(run: Run) -> None:
    spans = run("holdings", "Senn", "--format", "json").objects
    assert [(s["from"], s["to"], s["state"]) for s in spans] == [
        ("2011-05-05", "2011-05-05", "holds"),
        ("2011-05-06", "2011-05-07", "contested"),
        ("2011-05-08", None, "holds"),
    ]
    assert "Lake Front" in spans[0]["lines"][0]["holder"]
    assert all(line["claims"] for span in spans for line in span["lines"])
    assert "contested" in run("holdings", "Senn").out


def test_as_known_on_a_day(run: Run) -> None:
    assert bombing(run, "--as-of", "2011-05-03")["reports"] == 1
    early = run("incidents", bombing(run)["id"], "--as-of", "2011-05-03", "--format", "json").objects
    assert [number["low"] for number in early["numbers"]] == [12]
    assert run("disputes", "--as-of", "2011-05-03", "--format", "json").objects == []
    assert len(run("holdings", "Senn", "--as-of", "2011-05-06", "--format", "json").objects) == 2
    assert {c["report_id"] for c in run("claims", "--as-of", "2011-05-03", "--format", "json").objects} != set()
    assert run("holdings", "Senn", "--as-of", "2011-05-01", "--format", "json").objects == []


def test_claims_of_one_incident(run: Run) -> None:
    incident = bombing(run)
    assert len(run("claims", "--incident", incident["id"], "--format", "json").objects) == incident["claims"]


def test_what_is_not_there_is_told(run: Run) -> None:
    with pytest.raises(NotFound, match="incident"):
        run("incidents", "no-such-id")
    with pytest.raises(InputError):
        run("incidents", "--as-of", "yesterday")
    assert run("holdings", "Nowhere", "--format", "json").objects == []


def test_the_record_proves_itself(archive: str) -> None:
    store = open_store(archive)
    with store.view() as view:
        assert list(view.check()) == []
    store.close()
