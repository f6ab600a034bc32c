"""What the reading model says of events, word by word."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from dateline.read.learned_events import ATTRIBUTES, LearnedEvents
from dateline.read.model import load_pipeline


def place_of(doc: Doc, word: str) -> int:
    return next(token.i for token in doc if token.text == word)


@pytest.mark.parametrize(
    ("text", "word", "tells"),
    [
        ("Two bridges collapsed after the storm.", "collapsed", True),
        ("The rebels did not burn the granary.", "burn", True),
        ("The talks in the lakeside hotel went on all night.", "talks", True),
        ("The talks in the lakeside hotel went on all night.", "hotel", False),
        ("The table in the kitchen is round.", "table", False),
    ],
)
def test_words_tell_of_events_or_not(text: str, word: str, tells: bool) -> None:
    doc = load_pipeline()(text)
    score = LearnedEvents(doc).score(place_of(doc, word))
    assert score is not None
    assert (score > 0.5) is tells


@pytest.mark.parametrize(
    ("text", "word", "attribute", "value"),
    [
        ("The rebels burned the granary.", "burned", "polarity", "POS"),
        ("The rebels burned the granary.", "burned", "tense", "PAST"),
        ("The council will close the port next week.", "close", "modality", "none"),
        ("The mayor said the port had closed.", "said", "class", "REPORTING"),
    ],
)
def test_how_an_event_is_told(text: str, word: str, attribute: str, value: str) -> None:
    doc = load_pipeline()(text)
    assert LearnedEvents(doc).label(place_of(doc, word), attribute) == value


def test_fillers_are_probabilities() -> None:
    doc = load_pipeline()("Guerrillas threw a grenade at the embassy and killed two guards.")
    learned = LearnedEvents(doc)
    fillers = learned.fillers(place_of(doc, "grenade"))
    assert sum(fillers.values()) == pytest.approx(1, abs=1e-3)
    weapon, guard = (learned.fillers(place_of(doc, word))["B-Weapon"] for word in ("grenade", "guards"))
    assert weapon > guard


def test_without_the_model_nothing_is_said() -> None:
    doc = spacy.blank("en")("Peru condemned Chile.")
    learned = LearnedEvents(doc)
    assert not learned
    assert learned.score(1) is None
    assert learned.fillers(1) == {}
    assert [learned.label(1, name) for name in ATTRIBUTES] == [None] * 5
