"""Status: own sentences, the reach of every row of the lexicon of governors, and what is never said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lemminflect
import pytest
from spacy.tokens import Token

from dateline.read.clause_status import clause_status, noun_status
from dateline.read.event_lexicon import governors, modes
from dateline.read.reader import Reader
from dateline.vocabulary import EVENT_STATUSES
from tests.read.cases import make_reading

# shares that held on 2026-11-22, less a margin for a newly trained parser
SENTENCE_FLOOR, ROW_FLOOR = 0.96, 0.96
PREPOSITIONS = ("of", "for", "from", "about", "against", "at", "in", "on", "to", "with", "under")
# how a governor of a part of speech takes an event: {w} is the governor, {past} its past form
SENTENCES = {
    ("verb", "inf"): "The rebels {past} to attack the town.",
    ("verb", "that"): "The rebels {past} that the soldiers attacked the town.",
    ("verb", "ing"): "The rebels {past} attacking the town.",
    ("verb", "obj"): "The rebels {past} an attack on the town.",
    ("verb", "subj"): "The attack on the town {past}.",
    ("verb", "report"): "The rebels {past} reports of an attack on the town.",
    ("verb", "down"): "The rebels {past} down an attack.",
    ("verb", "out"): "The rebels {past} out an attack on the town.",
    ("verb", "off"): "The rebels {past} off an attack on the town.",
    ("adj", "inf"): "The rebels are {w} to attack the town.",
    ("adj", "that"): "It is {w} that the rebels attacked the town.",
    ("adj", "report"): "Reports of an attack on the town were {w}.",
    ("noun", "inf"): "The rebels heard of the {w} to attack the town.",
    ("noun", "that"): "The rebels heard of the {w} that the soldiers attacked the town.",
    ("noun", "report"): "Reports of an attack on the town are a {w}.",
    ("noun", "under"): "An attack on the town is under {w}.",
}
PREPOSITIONAL = {
    "verb": "The rebels {past} {prep} an attack on the town.",
    "adj": "The rebels are {w} {prep} attacking the town.",
    "noun": "The rebels heard of the {w} {prep} an attack on the town.",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def cases() -> list[list[str]]:
    lines = (Path(__file__).parent / "status_cases.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def test_own_sentences(reader: Reader) -> None:
    wrong = []
    for text, trigger, status in cases():
        found = [e.status for e in make_reading(reader, text).events if trigger.lower() in e.trigger.quote.lower()]
        if found[:1] != [status]:
            wrong.append((status, found, trigger, text))
    assert len(wrong) <= (1 - SENTENCE_FLOOR) * len(cases()), wrong


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield a sentence for each governor and way to take an event, and the status."""
    for (word, pos, kind), row in governors().items():
        past = word if pos != "verb" else (lemminflect.getInflection(word, "VBD") or (word,))[0]
        frame = SENTENCES.get((pos, kind)) or (PREPOSITIONAL[pos] if kind in PREPOSITIONS else None)
        if frame is not None and kind == "that" and row.status == "planned":
            frame = frame.replace("attacked", "will attack")
        if frame is not None:
            yield frame.format(w=word, past=past, prep=kind), row.status, f"{word} {pos} {kind}"


def event_status(reader: Reader, text: str) -> str:
    doc = reader.nlp(text)
    word: Token = next(t for t in doc if t.lower_.startswith("attack"))
    return noun_status(word) if word.pos_ == "NOUN" else clause_status(word)


def test_each_governor_is_reached(reader: Reader) -> None:
    found = [(row, status, event_status(reader, text), text) for text, status, row in rows()]
    wrong = [case for case in found if case[1] != case[2]]
    assert len(found) > 300
    assert len(wrong) <= (1 - ROW_FLOOR) * len(found), "\n".join(map(str, wrong))


def test_statuses_are_the_contracts() -> None:
    said = {s for g in governors().values() for s in (g.status, g.own, g.negated)} | {
        row["status"] for row in modes().rows.values()
    }
    assert said <= set(EVENT_STATUSES)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The rebels plan to attack the town.", "planned"),
        ("The rebels do not plan to attack the town.", "denied"),
        ("The rebels deny that they plan to attack the town.", "denied"),
        ("The rebels did not rule out an attack on the town.", "hypothetical"),
        ("The army did not prevent an attack on the town.", "occurred"),
        ("The army failed to prevent an attack on the town.", "occurred"),
        ("The army hopes to prevent an attack on the town.", "hypothetical"),
    ],
)
def test_what_governs_is_itself_governed(reader: Reader, text: str, status: str) -> None:
    assert event_status(reader, text) == status
