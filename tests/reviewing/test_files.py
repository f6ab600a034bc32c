"""Judgements as a file: what was written comes back, what is unknown is told, what is broken brings nothing in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import InvalidQuery, SourceUnavailable
from dateline.reviewing.deciding import correct, decide, undo
from dateline.reviewing.files import export_judgements, import_judgements, iter_persons_judgements
from dateline.store import Store, open_store
from tests.factory import make_judgement
from tests.store.linking_cases import COURIER, EVENTS, HOLDING, MIRROR, fill_record

INA = "Ina Marsh"
UNION = EVENTS["ledger"].id


def filled(path: Path) -> Store:
    store = open_store(path, create=True)
    fill_record(store)
    return store


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file of four judgements of two persons, one of them withdrawn."""
    store = filled(tmp_path / "one.sqlite")
    decide(store, ("copy", COURIER.id, MIRROR.id), verdict="same", by=INA, why="one wire text, “cut”")
    decide(store, ("incident", EVENTS["courier"].id, UNION), verdict="different", by="Ola Brandt")
    correct(store, UNION, written=["killed=5", "place=the pier"], by=INA)
    undo(store, by="Ola Brandt")
    path = tmp_path / "judged.jsonl"
    with store.view() as view, path.open("w", encoding="utf-8") as out:
        assert export_judgements(view, out) == 4
    store.close()
    return path


def kept(store: Store) -> list[Any]:
    with store.view() as view:
        return sorted(iter_persons_judgements(view), key=lambda j: j.id)


def test_what_was_written_comes_back_once(written: Path, tmp_path: Path) -> None:
    other = filled(tmp_path / "two.sqlite")
    done = import_judgements(other, written)
    assert (done.new, done.known, done.unknown) == (4, 0, ())
    again = import_judgements(other, written)
    assert (again.new, again.known) == (0, 4)
    one = open_store(tmp_path / "one.sqlite")
    assert kept(other) == kept(one)
    with other.view() as view, one.view() as theirs:
        assert [row.id for row in view.copies_of(MIRROR.id)] == [row.id for row in theirs.copies_of(MIRROR.id)]
        assert list(view.check()) == []
    one.close()
    other.close()


def test_the_order_of_lines_does_not_matter(written: Path, tmp_path: Path) -> None:
    lines = written.read_text(encoding="utf-8").splitlines(keepends=True)
    written.write_text("".join(reversed(lines)), encoding="utf-8")
    other = filled(tmp_path / "two.sqlite")
    assert import_judgements(other, written).new == 4
    with other.view() as view:
        standing = view.judgements_of("incident", [EVENTS["courier"].id])
        assert [j.verdict for j in standing] == ["withdrawn"]
        assert list(view.check()) == []
    other.close()


def test_what_is_about_nothing_here_is_left_out_and_told(written: Path, tmp_path: Path) -> None:
    strange = make_judgement("claim", "0" * 20, verdict="reject", by=INA, score=None, made="2015-01-01T00:00:00+00:00")
    with written.open("a", encoding="utf-8") as out:
        out.write(json.dumps(strange.as_json()) + "\n")
    other = filled(tmp_path / "two.sqlite")
    done = import_judgements(other, written)
    assert (done.new, len(done.unknown)) == (4, 1)
    assert done.unknown[0].startswith(f"{written}:5: no claim")
    other.close()


def changed(**values: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda row: {**row, **values}


def made(**values: Any) -> Callable[[dict[str, Any]], Any]:
    """A judgement whose id is right, whatever else is wrong with it."""
    given = {"kind": "claim", "subject": UNION, "other": None, "verdict": "accept", "by": INA, "score": None,
             "made": "2015-01-01T00:00:00+00:00", **values}  # fmt: skip
    kind, subject, other = (given.pop(name) for name in ("kind", "subject", "other"))
    return lambda _: make_judgement(kind, subject, other, **given).as_json()


HOSTILE: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda row: [row], "not an object"),
    (lambda row: {"id": row["id"]}, "not an object with the keys"),
    (changed(more=1), "not an object with the keys"),
    (changed(verdict="different"), "it was changed"),
    (changed(by="Someone Else"), "it was changed"),
    (changed(kind="marriage"), "no verdict"),
    (changed(kind=7), "are texts"),
    (changed(object=7), "are texts"),
    (changed(reasons="why"), "reasons: not a list"),
    (changed(reasons=["x" * 2000]), "reasons: not all"),
    (changed(reasons=[[]]), "reasons: not all"),
    (changed(values=[["a"]]), "values: not a list"),
    (changed(subject="\ud800"), "surrogate|changed|no JSON"),
    (made(by="dateline 9.9"), "the machine's"),
    (made(score=0.5), "no score"),
    (made(by="Ina  Marsh"), "spaces"),
    (made(made="yesterday"), "no time"),
    (made(made="2015-01-01"), "not written as"),
    (made(made="2015-01-01T00:00:00+02:00"), "not written as"),
    (made(other=HOLDING.id), "has no object"),
    (made(verdict="correct"), "if and only if"),
    (made(values=(("type", '"ASSAULT"'),)), "if and only if"),
    (made(verdict="correct", values=(("type", '"HEIST"'),)), "none of"),
    (made(verdict="correct", values=(("colour", '"red"'),)), "to correct"),
    (
        made(verdict="correct", values=(("words", '{"start": 0, "end": 5, "quote": "Eight"}'),)),
        "not those of the report",
    ),
    (made(kind="incident", verdict="same"), "two ends"),
    (made(kind="incident", other=UNION, verdict="same"), "two ends"),
]


@pytest.mark.parametrize(("change", "message"), HOSTILE, ids=[message for _, message in HOSTILE])
def test_a_line_that_is_no_judgement_brings_nothing_in(
    written: Path, tmp_path: Path, change: Callable[[dict[str, Any]], Any], message: str
) -> None:
    first, *others = written.read_text(encoding="utf-8").splitlines()
    written.write_text("\n".join([*others, json.dumps(change(json.loads(first)))]) + "\n", encoding="utf-8")
    other = filled(tmp_path / "two.sqlite")
    with pytest.raises(InvalidQuery, match=message) as caught:
        import_judgements(other, written)
    assert f"{written}:4" in str(caught.value)
    assert kept(other) == []
    other.close()


@pytest.mark.parametrize("line", [b"{", b"\xff\xfe", b"[" * 100_000, b'"' + b"x" * 300_000 + b'"'])
def test_lines_that_are_no_json_are_told(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_bytes(line + b"\n")
    other = filled(tmp_path / "two.sqlite")
    with pytest.raises(InvalidQuery, match="nothing was imported"):
        import_judgements(other, path)
    other.close()


def test_many_faults_are_told_in_short_and_a_missing_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text("{\n" * 50)
    other = filled(tmp_path / "two.sqlite")
    with pytest.raises(InvalidQuery, match="and 30 more"):
        import_judgements(other, path)
    with pytest.raises(SourceUnavailable):
        import_judgements(other, tmp_path / "nowhere.jsonl")
    other.close()
