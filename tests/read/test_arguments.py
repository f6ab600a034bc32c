"""Arguments of events: who did it to whom, how many, with what; from own sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.read.lexicon import load_lexicon
from dateline.read.reader import Reader
from dateline.records import Event, Reading
from tests.read.cases import make_reading

# the share that held on 2026-11-22, less a margin for a newly trained parser
FLOOR = 0.90


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def load_rows() -> list[dict[str, str]]:
    lines = (Path(__file__).parent / "argument_cases.tsv").read_text(encoding="utf-8").splitlines()
    columns, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def names_of(reading: Reading, idents: tuple[str, ...]) -> str:
    return " / ".join(m.quote for e in reading.entities if e.id in idents for m in e.mentions).lower() + " ".join(
        e.name.lower() for e in reading.entities if e.id in idents
    )


def counts_of(reading: Reading, event: Event) -> list[str]:
    quotes = {q.id: q.span.quote for q in reading.quantities}
    return [f"{c.what}={word}" for c in event.counts for word in (quotes[c.quantity], *quotes[c.quantity].split())]


def misses(reading: Reading, row: dict[str, str]) -> list[str]:
    """Return the columns that are not read as the row has them."""
    event = next((e for e in reading.events if row["trigger"].lower() in e.trigger.quote.lower()), None)
    if event is None:
        return ["trigger"]
    wrong = []
    for column, idents in (("actor", event.actors), ("target", event.targets)):
        wanted = [name.strip().lower() for name in row[column].split("&") if name]
        found = names_of(reading, idents)
        if bool(idents) if wanted == ["-"] else not all(name in found for name in wanted):
            wrong.append(column)
    found_counts = counts_of(reading, event)
    if row["counts"] == "-":
        return wrong + (["counts"] if found_counts else [])
    return wrong + (["counts"] if not all(part in found_counts for part in row["counts"].split("; ") if part) else [])


def test_own_sentences(reader: Reader) -> None:
    rows = load_rows()
    wrong = [(m, row["trigger"], row["text"]) for row in rows if (m := misses(make_reading(reader, row["text"]), row))]
    assert len(wrong) <= (1 - FLOOR) * len(rows), wrong


@pytest.mark.parametrize("row", load_lexicon("event_instruments"), ids=lambda row: str(row["word"]))
def test_a_weapon_tells_the_mode(reader: Reader, row: dict[str, str]) -> None:
    reading = make_reading(reader, row["example"])
    assert row["mode"] in {event.mode for event in reading.events}


def test_a_weapon_is_neither_actor_nor_target(reader: Reader) -> None:
    reading = make_reading(reader, "A rocket hit the school, and police fired rubber bullets at pupils.")
    weapons = {e.id for e in reading.entities if e.kind == "weapon"}
    assert reading.events
    assert not any(weapons & {*e.actors, *e.targets} for e in reading.events)


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("The court convicted the guard of killing a nurse.", "killing", "guard"),
        ("The court condemned the guard after hearing him for an hour.", "condemned", "court"),
        ("The mayor left after insulting the envoy.", "insulting", "mayor"),
        ("The junta rejected the envoy's call to release the clerk.", "release", "junta"),
        ("The junta feared the rebels' plan to attack the port.", "attack", "rebels"),
    ],
)
def test_who_does_what_an_infinitive_or_gerund_says(reader: Reader, text: str, trigger: str, actor: str) -> None:
    reading = make_reading(reader, text)
    found = [names_of(reading, e.actors) for e in reading.events if e.trigger.quote == trigger]
    assert found and all(actor in names for names in found)
