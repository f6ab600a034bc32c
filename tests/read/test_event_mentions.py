"""Every word that tells of an event: who takes part, when, in which tense."""

from __future__ import annotations

import pytest

from dateline.read.event_mentions import EventMention, find_event_mentions
from dateline.read.reader import Reader
from dateline.records import Report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def mentions(reader: Reader, text: str) -> dict[str, EventMention]:
    draft = reader.draft(Report.of(text, published="2011-05-09", language="en"))
    return {mention.span.quote: mention for mention in find_event_mentions(draft)}


def taking_part(mention: EventMention) -> set[str]:
    phrases = {participant.phrase.quote for participant in mention.participants}
    names = {participant.entity.name for participant in mention.participants if participant.entity}
    return phrases | names


PARTICIPANTS = [
    ("Orka Motors sold its mill to a bank on Friday.", "sold", {"Orka Motors", "its mill"}),
    ("The mill was bought by Orka Motors in 2004.", "bought", {"The mill", "Orka Motors"}),
    ("Ada Birch and Tom Orsk founded a bank.", "founded", {"Ada Birch", "Tom Orsk", "a bank"}),
    ("The owner, Ada Birch, sold the mill.", "sold", {"The owner", "Ada Birch"}),
    ("Ada Birch's resignation was expected.", "resignation", {"Ada Birch"}),
    ("The sale of the mill was delayed.", "sale", {"the mill"}),
    ("Ada Birch made a speech in Oslo.", "speech", {"Ada Birch"}),
    ('"I sold the mill," said Ada Birch.', "sold", {"Ada Birch", "the mill"}),
    ("Since its launch in 2003, the Orka Motors bank has lent a million crowns.", "launch", {"Orka Motors"}),
]


@pytest.mark.parametrize(("text", "word", "who"), PARTICIPANTS)
def test_who_takes_part(reader: Reader, text: str, word: str, who: set[str]):
    found = taking_part(mentions(reader, text)[word])
    assert all(any(name in phrase for phrase in found) for name in who), found


def test_who_does_not_take_part(reader: Reader):
    found = taking_part(mentions(reader, "Orka Motors sold its mill to a bank in Oslo on Friday.")["sold"])
    assert not any("bank" in phrase or "Oslo" in phrase for phrase in found)


def test_a_verb_that_only_carries_a_noun_is_no_event_of_its_own(reader: Reader):
    assert set(mentions(reader, "Ada Birch made a speech in Oslo.")) == {"speech"}


TIMES = [
    ("Orka Motors sold the mill on 2 May 2004 and closed the bank.", "sold", "2004-05-02"),
    ("Ada Birch was fired in 1998 and she founded a bank.", "founded", "1998"),
    ("On Friday, at this year's harvest fair, Orka Motors unveiled a tractor.", "unveiled", "2011-05-06"),
    ("Orka Motors sold the mill.", "sold", None),
    ("Sales at Orka Motors fell by a third from a year ago.", "fell", None),
    ("Orka Motors closed below ten crowns for the first time since 2004.", "closed", None),
    ("Orka Motors lost a million crowns, the largest loss since 2004.", "lost", None),
    ("Ada Birch has been fighting the bank since 2004.", "fighting", "2004"),
    ("Orka Motors sold more mills than last year.", "sold", None),
]


@pytest.mark.parametrize(("text", "word", "value"), TIMES)
def test_when(reader: Reader, text: str, word: str, value: str | None):
    time = mentions(reader, text)[word].time
    assert (time.value if time else None) == value


TENSES = [
    ("Orka Motors sold the mill.", "sold", "PAST"),
    ("Orka Motors has sold the mill.", "sold", "PAST"),
    ("Orka Motors had sold the mill.", "sold", "EARLIER"),
    ("Orka Motors will sell the mill.", "sell", "FUTURE"),
    ("Orka Motors announced the closure of the mill.", "closure", "PAST"),
]


@pytest.mark.parametrize(("text", "word", "tense"), TENSES)
def test_tense(reader: Reader, text: str, word: str, tense: str):
    assert mentions(reader, text)[word].tense == tense


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("On Friday the index dropped 12 points to close at 90.", "close", "occurred"),
        ("The index could drop 12 points to close at 90.", "close", "hypothetical"),
        ("The bank borrowed a million crowns to close the gap.", "close", "planned"),
    ],
)
def test_the_outcome_of_a_move_has_happened_as_the_move_has(reader: Reader, text: str, word: str, status: str):
    found = mentions(reader, text)[word]
    assert found.status == status
    assert (found.time is not None) == text.startswith("On Friday")


def test_plans_are_told_as_plans(reader: Reader):
    assert mentions(reader, "Orka Motors plans to sell the mill.")["sell"].status == "planned"


@pytest.mark.parametrize(
    ("text", "definite"),
    [("The launch was delayed.", True), ("Orka Motors delayed its launch.", True), ("A launch was delayed.", False)],
)
def test_what_a_noun_takes_up(reader: Reader, text: str, definite: bool):
    assert mentions(reader, text)["launch"].definite is definite
