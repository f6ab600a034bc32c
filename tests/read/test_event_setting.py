"""When and where an event happened: own sentences, and the examples of the lexicons that say which clause tells it."""

from __future__ import annotations

import pytest

from dateline.read.lexicon import load_lexicon
from dateline.read.reader import Reader
from dateline.records import Event, Reading
from tests.read.cases import differs, load_rows, make_reading, names

# shares that held on 2026-11-22, less a margin for a newly trained parser
CASE_FLOOR, EXAMPLE_FLOOR = 0.90, 0.85
USES = {"contains", "shares", "within", "travels", "blames", "moves", "apart"}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def time_of(reading: Reading, event: Event | None) -> str:
    return next((t.span.quote for t in reading.times if event is not None and t.id == event.time), "")


def find_event(reading: Reading, words: str) -> Event | None:
    """Return the event whose trigger begins where the words stand in the text."""
    at = reading.report.text.lower().find(words.lower())
    return next((e for e in reading.events if e.trigger.start <= at < e.trigger.end), None)


def setting_misses(reading: Reading, case: dict[str, str]) -> list[str]:
    event = find_event(reading, case["trigger"])
    if event is None:
        return ["trigger"]
    place = names(reading, (event.place,)) if event.place else ""
    misses = ["place"] if differs(case["place"].lower(), place) else []
    return misses + (["time"] if differs(case["time"], time_of(reading, event)) else [])


def test_own_sentences(reader: Reader) -> None:
    cases = load_rows("setting_cases")
    wrong = [(m, c["trigger"], c["text"]) for c in cases if (m := setting_misses(make_reading(reader, c["text"]), c))]
    assert len(wrong) <= (1 - CASE_FLOOR) * len(cases), wrong


def test_setting_words_say_which_clause_tells_the_day(reader: Reader) -> None:
    rows = load_lexicon("event_setting_words")
    assert {row["use"] for row in rows} == USES
    wrong = []
    for row in rows:
        reading = make_reading(reader, row["example"])
        event = find_event(reading, row["event"])
        if event is None or differs(row["time"], time_of(reading, event)):
            wrong.append(f"{row['word']}: {row['example']}")
    assert len(wrong) <= (1 - EXAMPLE_FLOOR) * len(rows), "\n".join(wrong)


def test_families_carry_the_day_on(reader: Reader) -> None:
    rows = load_lexicon("event_families")
    wrong = []
    for row in rows:
        reading = make_reading(reader, row["example"])
        second = row["example"].index(". ") + 1
        later = [e for e in reading.events if e.trigger.start > second and time_of(reading, e)]
        if not later:
            wrong.append(row["example"])
    assert len(wrong) <= (1 - EXAMPLE_FLOOR) * len(rows), "\n".join(wrong)


def test_what_is_not_told_has_a_reason(reader: Reader) -> None:
    reading = make_reading(reader, "The rebels attacked a convoy.")
    (event,) = reading.events
    assert (event.place, event.time) == (None, None)
    assert {r.field for r in reading.reasons if r.item == event.id} == {"place", "time"}


def test_what_is_carried_on_has_no_reason(reader: Reader) -> None:
    reading = make_reading(reader, "Rebels raided a farm near Bria on Friday. The raid lasted an hour.")
    assert [r for r in reading.reasons if r.item == reading.events[-1].id] == []


def test_a_change_told_twice_has_one_day(reader: Reader) -> None:
    reading = make_reading(reader, "The army captured Bria on Friday. Later it was said that the army captured Bria.")
    assert [h.time is not None for h in reading.holdings if h.state == "taken"] == [True, True]
