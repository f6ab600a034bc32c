"""``dateline review`` and ``dateline actors join|split`` on the command line and at a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from dateline.linking import Linker
from dateline.store import open_store
from tests.command_line import Ran, Run, runner
from tests.factory import make_judgement
from tests.store.linking_cases import EVENTS, fill_record, node, same

UNION, COURIER, MIRROR = (EVENTS[name].id for name in ("ledger", "courier", "mirror"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command line beside an archive in which one question of incidents and one of actors wait."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATELINE_ARCHIVE", "DATELINE_REVIEWER"):
        monkeypatch.delenv(name, raising=False)
    store = open_store(tmp_path / "archive.dateline", create=True)
    fill_record(store)
    with store.writer() as writer:
        with writer.links() as links:
            links.add_incident_blocks({claim.id: ("fire",) for claim in EVENTS.values()})
            names = [node("Ines Dahl"), node("Dahl")]
            links.add_actor_nodes(names, {n.node: (n.key,) for n in names}, {})
            links.add_judgements([
                same("incident", COURIER, MIRROR),
                make_judgement("incident", UNION, COURIER, verdict="maybe", score=0.5),
                make_judgement("actor", "dahl", "ines dahl", verdict="maybe", score=0.6),
            ])  # fmt: skip
        Linker(writer).settle()
    store.close()

    return runner(monkeypatch, capsys)


def rows(ran: Ran) -> list[dict[str, object]]:
    assert ran.code == 0, ran
    found: list[dict[str, object]] = json.loads(ran.out)
    return found


def test_the_questions_are_listed_with_their_effect(run: Run) -> None:
    listed = rows(run("review", "--format", "json"))
    assert [(row["kind"], row["why"]) for row in listed] == [("incident", "maybe"), ("actor", "maybe")]
    assert all(isinstance(row["priority"], float) and row["effect"] for row in listed)
    assert "1 of 2 questions" in run("review", "--limit", "1").err
    assert rows(run("review", "--kind", "copy", "--format", "json")) == []


def test_judging_takes_a_question_a_pair_or_a_claim(run: Run) -> None:
    (question, _) = rows(run("review", "--format", "json"))
    assert run("review", "judge", str(question["id"]), "same", "--by", "Ina Marsh", "--why", "one cannery").code == 0
    assert run("review", "judge", UNION, COURIER, "different", "--by", "Ola Brandt").code == 0
    assert run("review", "judge", UNION, "correct", "--set", "killed=5", "--by", "Ina Marsh").code == 0
    told = rows(run("review", "history", UNION, "--format", "json"))
    persons = [(row["by"], row["verdict"]) for row in told if row["score"] is None]
    assert sorted(persons) == [("Ina Marsh", "correct"), ("Ina Marsh", "same"), ("Ola Brandt", "different")]


WRONG = [
    (("review", "judge", UNION, "accept"), 2, "--by NAME"),
    (("review", "judge", UNION, "accept", "--by", "dateline 1"), 2, "the machine's"),
    (("review", "judge", "nothing", "accept", "--by", "I"), 1, "no question or claim"),
    (("review", "judge", UNION, "same", "--by", "I"), 2, "no verdict on a claim"),
    (("review", "judge", UNION, "marry", "--by", "I"), 2, "marry"),
    (("review", "judge", UNION, "correct", "--by", "I"), 2, "--set FIELD=VALUE"),
    (("review", "judge", UNION, "reject", "--set", "type=AID", "--by", "I"), 2, "--set FIELD=VALUE"),
    (("review", "judge", UNION, "correct", "--set", "type=HEIST", "--by", "I"), 2, "none of"),
    (("review", "undo", "--by", "I"), 1, "take back"),
    (("review", "import", "nowhere.jsonl"), 3, "nowhere.jsonl"),
    (("actors", "join", "nobody", "dahl", "--by", "I"), 1, "no actor 'nobody'"),
    (("actors", "join", "Dahl", "dahl", "--by", "I"), 2, "itself"),
]


@pytest.mark.parametrize(("words", "code", "message"), WRONG, ids=[" ".join(w[0][1:]) for w in WRONG])
def test_what_is_wrong_is_said_and_leaves_nothing(run: Run, words: tuple[str, ...], code: int, message: str) -> None:
    ran = run(*words)
    assert (ran.code, message in ran.err) == (code, True), ran
    assert "Traceback" not in ran.err
    assert all(row["by"] == "dateline 0.1.0" for row in rows(run("review", "history", UNION, "--format", "json")))


def test_names_are_joined_and_split(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_REVIEWER", "Ina Marsh")
    assert "one actor now" in run("actors", "join", "Ines Dahl", "dahl").err
    listed = rows(run("actors", "--name", "dahl", "--format", "json"))
    assert [(row["name"], row["aliases"]) for row in listed] == [("Ines Dahl", ["Dahl"])]
    assert "two actors now" in run("actors", "split", "Ines Dahl", "dahl", "--why", "sisters").err
    assert len(rows(run("actors", "--name", "dahl", "--format", "json"))) == 2
    assert (
        "one actor now" in run("review", "undo").err
        or len(rows(run("actors", "--name", "dahl", "--format", "json"))) == 1
    )


def test_files_and_agreement(run: Run, tmp_path: Path) -> None:
    for by, verdict in (("Ana", "same"), ("Bo", "different")):
        run("review", "judge", UNION, COURIER, verdict, "--by", by)
        run("review", "judge", UNION, "accept", "--by", by)
    found = {
        row["kind"]: (row["both"], row["alike"])
        for row in rows(run("review", "agreement", "Ana", "Bo", "--format", "json"))
    }
    assert found == {"incident": (1, 0), "claim": (1, 1), "all": (2, 1)}
    assert "nothing that both" in run("review", "agreement", "Ana", "Nobody").err
    assert "4 judgements written" in run("review", "export", "judged.jsonl").err
    assert "0 judgements imported, 4 were there" in run("review", "import", "judged.jsonl").err
    (tmp_path / "judged.jsonl").write_text('{"id": "x"}\n')
    ran = run("review", "import", "judged.jsonl")
    assert (ran.code, "nothing was imported" in ran.err) == (2, True)


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Press keys at a terminal."""

    def press(given: str) -> None:
        pressed: Iterator[str] = iter(given)
        monkeypatch.setattr("dateline.cli.review.is_terminal", lambda: True)
        monkeypatch.setattr(click, "getchar", lambda: next(pressed))

    return press


def test_a_session_asks_one_after_the_other(run: Run, keys: Callable[[str], None]) -> None:
    keys("xynq")  # x is no key
    ran = run("review", "--by", "Ina Marsh")
    assert "Nothing is left to ask" in ran.out
    assert "Do these two claims tell of one incident?" in ran.out
    assert "[blaze]" in ran.out, "the event's word is marked where there is no colour"
    assert "The Ledger" in ran.out and "2014-03-05" in ran.out
    judged = rows(run("review", "history", "dahl", "--format", "json")) + rows(
        run("review", "history", UNION, "--format", "json")
    )
    assert [row["verdict"] for row in judged if row["by"] == "Ina Marsh"] == ["different", "same"]


def test_in_a_session_a_question_can_wait_and_an_answer_be_taken_back(run: Run, keys: Callable[[str], None]) -> None:
    keys("myuq")  # the first waits, the second is answered, which is taken back when nothing is left
    ran = run("review", "--by", "Ina Marsh")
    assert "taken back" in ran.out
    assert len(rows(run("review", "--format", "json"))) == 2


def test_without_a_terminal_the_questions_are_listed(run: Run) -> None:
    assert "2 of 2 questions" in run("review", "--by", "Ina Marsh").err
