"""TimeML's attributes of event words, on own sentences."""

from __future__ import annotations

import pytest

from dateline.read.event_words import read_event_word
from dateline.read.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "word", "tense", "aspect", "polarity", "modality"),
    [
        ("The ferry sank.", "sank", "PAST", "NONE", "POS", None),
        ("The ferry has sunk.", "sunk", "PRESENT", "PERFECTIVE", "POS", None),
        ("The ferry had sunk.", "sunk", "PAST", "PERFECTIVE", "POS", None),
        ("The ferry is sinking.", "sinking", "PRESENT", "PROGRESSIVE", "POS", None),
        ("The ferry had been sinking.", "sinking", "PAST", "PERFECTIVE_PROGRESSIVE", "POS", None),
        ("The bridge is being repaired.", "repaired", "PRESENT", "PROGRESSIVE", "POS", None),
        ("The ferry will sink.", "sink", "FUTURE", "NONE", "POS", None),
        ("The ferry won't sink.", "sink", "FUTURE", "NONE", "NEG", None),
        ("The ferry could sink.", "sink", "NONE", "NONE", "POS", "could"),
        ("The ferry can't sink.", "sink", "NONE", "NONE", "NEG", "can"),
        ("The ferry would have sunk.", "sunk", "NONE", "PERFECTIVE", "POS", "would"),
        ("He'd sell the ferry.", "sell", "NONE", "NONE", "POS", "would"),
        ("The owner wants to sell the ferry.", "sell", "INFINITIVE", "NONE", "POS", None),
        ("The owner left without selling the ferry.", "selling", "PRESPART", "NONE", "NEG", None),
        ("The owner never sold the ferry.", "sold", "PAST", "NONE", "NEG", None),
        ("Nobody bought the ferry.", "bought", "PAST", "NONE", "NEG", None),
        ("There was no sale of the ferry.", "sale", "NONE", "NONE", "NEG", None),
        ("The sale of the ferry took a year.", "sale", "NONE", "NONE", "POS", None),
        ("The owner is not ready.", "ready", "PRESENT", "NONE", "NEG", None),
    ],
)
def test_attributes(
    reader: Reader, text: str, word: str, tense: str, aspect: str, polarity: str, modality: str | None
) -> None:
    token = next(t for t in reader.nlp(text) if t.text == word)
    found = read_event_word(token)
    assert (found.tense, found.aspect, found.polarity, found.modality) == (tense, aspect, polarity, modality)
