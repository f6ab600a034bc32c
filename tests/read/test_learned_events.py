"""What the reading model says of events, word by word and between two phrases."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from dateline.read.learned_events import ATTRIBUTES, LearnedEvents
from dateline.read.model import load_pipeline


def place_of(doc: Doc, word: str) -> int:
    return next(token.i for token in doc if token.text == word)


def phrase_of(doc: Doc, words: str) -> tuple[int, int]:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words))
    return span.start, span.end


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


def test_what_one_does_to_another() -> None:
    doc = load_pipeline()("Peru condemned Chile over the fishing ban. Norway will send doctors to Chad.")
    learned = LearnedEvents(doc)
    asked = [(phrase_of(doc, "Peru"), phrase_of(doc, "Chile")), (phrase_of(doc, "Norway"), phrase_of(doc, "Chad"))]
    condemned, sent = learned.pair_types(asked)
    assert condemned is not None
    assert sent is not None
    assert condemned.types["ACCUSE"] > sent.types["ACCUSE"]
    assert sum(condemned.types.values()) == pytest.approx(1, abs=1e-3)
    assert sum(condemned.weights.values()) == pytest.approx(1, abs=1e-3)
    assert {doc[place].text for place in sent.weights} >= {"send", "doctors"}
    assert "condemned" not in {doc[place].text for place in sent.weights}


def test_the_same_pair_gives_the_same_in_any_company() -> None:
    doc = load_pipeline()("Peru condemned Chile and thanked Bolivia.")
    learned = LearnedEvents(doc)
    one, other = ((phrase_of(doc, "Peru"), phrase_of(doc, name)) for name in ("Chile", "Bolivia"))
    alone, beside = learned.pair_types([one])[0], learned.pair_types([other, one])[1]
    assert alone is not None
    assert beside is not None
    assert alone.types == pytest.approx(beside.types, abs=0.05)


def test_phrases_in_different_windows_have_no_type() -> None:
    doc = load_pipeline()(
        "Peru spoke. " + "The long day went by without any news from the coast at all. " * 20 + "Chile slept."
    )
    assert LearnedEvents(doc).pair_types([(phrase_of(doc, "Peru"), phrase_of(doc, "Chile"))]) == [None]


def test_without_the_model_nothing_is_said() -> None:
    doc = spacy.blank("en")("Peru condemned Chile.")
    learned = LearnedEvents(doc)
    assert not learned
    assert learned.score(1) is None
    assert learned.fillers(1) == {}
    assert learned.pair_types([((0, 1), (2, 3))]) == [None]
    assert [learned.label(1, name) for name in ATTRIBUTES] == [None] * 5
