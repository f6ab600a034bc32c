"""Entities from the model's mentions: what they add to the rules, and that the rules stand without them.

The mentions are written by hand, so that no test hangs on what a model has learned.
"""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from dateline.predictions import predict_entities
from dateline.read.decoding import MentionFound
from dateline.read.draft import Draft
from dateline.read.entities import extract_entities, is_named
from dateline.read.learned_mentions import LearnedMentions
from dateline.read.learned_nouns import end_of, headed_by
from dateline.read.model import MENTION_KINDS, MENTIONS
from dateline.records import Entity, Span
from tests.factory import make_report

TYPES = ("none", "abstract", "event", "object", "organization", "person", "place", "time")
VOCAB = spacy.blank("en").vocab

# a sentence: word/part of speech/place of the head/relation; then the mentions: first, last, type, score
TOUCHING = (
    "They/PRON/1/nsubj left/VERB/5/ccomp Belumi/PROPN/1/obj Ana/PROPN/5/nsubj Morvik/PROPN/3/flat said/VERB/5/ROOT"
)
BANK = "The/DET/1/det Bank/PROPN/4/nsubj of/ADP/3/case Tarvo/PROPN/1/nmod closed/VERB/4/ROOT"
LOUD = "The/DET/2/det Loud/ADJ/2/amod music/NOUN/3/nsubj stopped/VERB/3/ROOT"
ZORBIST = "The/DET/1/det zorbist/NOUN/5/nsubj of/ADP/3/case Belumi/PROPN/1/nmod has/AUX/5/aux slept/VERB/5/ROOT"
SOURCE = "The/DET/1/det source/NOUN/2/nsubj ended/VERB/2/ROOT"
STATE = "Secretary/PROPN/4/nsubj of/ADP/2/case State/PROPN/0/nmod Ana/PROPN/0/flat spoke/VERB/4/ROOT"
AFRICAN = (
    "African/PROPN/1/amod Americans/PROPN:NNPS/2/nsubj met/VERB/2/ROOT other/ADJ/4/amod Americans/PROPN:NNPS/2/obj"
)
TORBEL = "Later/ADV/2/advmod Torbel/PROPN/2/nsubj shrank/VERB/2/ROOT"
COURT = (
    "The/DET/4/det Oka/PROPN/4/compound and/CCONJ/3/cc Bira/PROPN/1/conj Court/PROPN/7/nsubj of/ADP/6/case "
    "Appeal/PROPN/4/nmod sat/VERB/7/ROOT"
)


HYPHENED = (
    "Men/NOUN:NNS/7/nsubj outside/ADP/2/case Tarvo/PROPN/0/nmod -/PUNCT/2/punct i/PROPN/2/flat -/PUNCT/2/punct "
    "Belum/PROPN/2/flat waited/VERB/7/ROOT"
)
HELD = "The/DET/1/det rebels/NOUN:NNS/2/nsubj hold/VERB/2/ROOT Kisangani/PROPN/2/obj"
HELD_BY_NAME = "The/DET/1/det nurses/NOUN:NNS/2/nsubj hold/VERB/2/ROOT Tarvolet/PROPN/2/obj"


def draft_of(sentence: str, *mentions: tuple[int, int, str, float]) -> Draft:
    """Return a draft with its entities; without mentions it is one that no model read."""
    rows = [word.split("/") for word in sentence.split()]
    words = [row[0] for row in rows]
    doc = Doc(
        VOCAB, words=words, lemmas=[word.lower() for word in words], pos=[row[1].split(":")[0] for row in rows],
        tags=[row[1].split(":")[-1] for row in rows], heads=[int(row[2]) for row in rows], deps=[row[3] for row in rows],
    )  # fmt: skip
    if mentions:
        doc.user_data[MENTION_KINDS] = TYPES
        doc.user_data[MENTIONS] = [MentionFound(a, b, TYPES.index(kind), score) for a, b, kind, score in mentions]
    draft = Draft(report=make_report(text=doc.text), doc=doc)
    draft.entities = extract_entities(draft)
    return draft


def found_in(draft: Draft) -> set[tuple[str, str]]:
    return {(entity.kind, mention.quote) for entity in draft.entities for mention in entity.mentions}


FOUND = [
    # sentence, mentions of the model, what is found
    (TOUCHING, [(2, 2, "place", 0.9), (3, 4, "person", 0.9)], {("place", "Belumi"), ("person", "Ana Morvik")}),
    (
        BANK,
        [(0, 3, "organization", 0.9), (3, 3, "place", 0.9)],
        {("organization", "Bank of Tarvo"), ("place", "Tarvo")},
    ),
    (LOUD, [(0, 2, "abstract", 0.9)], set()),
    (
        ZORBIST,
        [(0, 3, "person", 0.9), (3, 3, "place", 0.9)],
        {("person", "The zorbist of Belumi"), ("place", "Belumi")},
    ),
    (SOURCE, [(0, 1, "abstract", 0.9)], set()),
    (STATE, [(0, 3, "person", 0.9)], {("person", "Secretary of State Ana")}),
    (AFRICAN, [(0, 1, "person", 0.9), (3, 4, "person", 0.9)], {("group", "African Americans"), ("group", "Americans")}),
    (COURT, [(0, 6, "organization", 0.9)], {("organization", "Oka and Bira Court of Appeal")}),
]


@pytest.mark.parametrize(("sentence", "mentions", "wanted"), FOUND)
def test_the_model_mends_what_the_rules_find(sentence, mentions, wanted):
    assert found_in(draft_of(sentence, *mentions)) == wanted


WITHOUT = [
    (TOUCHING, "Belumi Ana Morvik"),
    (BANK, "Bank of Tarvo"),
    (LOUD, "Loud"),
    (SOURCE, "The source"),
]


@pytest.mark.parametrize(("sentence", "quote"), WITHOUT)
def test_the_rules_stand_without_the_model(sentence, quote):
    assert quote in {found for _, found in found_in(draft_of(sentence))}


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("person", "person"),
        ("organization", "organization"),
        ("place", "place"),
        ("event", "other"),
        ("abstract", "other"),
    ],
)
def test_the_model_types_a_name_that_no_list_knows(type_, kind):
    assert found_in(draft_of(TORBEL, (1, 1, type_, 0.9))) == {(kind, "Torbel")}


def test_an_unsure_model_does_not_overrule_a_lexicon():
    assert ("person", "The source") in found_in(draft_of(SOURCE, (0, 1, "abstract", 0.4)))


def test_predicted_mentions_are_the_models_with_the_kinds_of_our_names():
    draft = draft_of(BANK, (0, 3, "event", 0.4), (3, 3, "place", 0.9))
    rows = predict_entities(draft, {})["entities"]
    assert [(draft.text[row["start"] : row["end"]], row["type"]) for row in rows] == [
        ("The Bank of Tarvo", "organization"),
        ("Tarvo", "place"),
    ]


@pytest.mark.parametrize(
    ("quote", "name"), [("Senior nurse Ana Morvik", "Ana Morvik"), ("Young men in Belumi", "young men in Belumi")]
)
def test_a_phrase_that_opens_a_sentence_is_not_named(quote, name):
    assert not is_named(Span(0, len(quote), quote), Entity("e1", "person", name, ()))


def test_a_town_of_the_gazetteer_stays_a_place_though_the_model_doubts_it():
    for kind in ("person", "organization"):
        assert ("place", "Kisangani") in found_in(draft_of(HELD, (0, 1, "person", 1.0), (3, 3, kind, 1.0)))


def test_a_name_that_no_table_knows_is_what_the_model_takes_it_for():
    assert ("person", "Tarvolet") in found_in(draft_of(HELD_BY_NAME, (0, 1, "person", 1.0), (3, 3, "person", 1.0)))


def test_a_phrase_does_not_end_inside_a_hyphenated_name() -> None:
    rows = [word.split("/") for word in HYPHENED.split()]
    tied = {"Tarvo", "-", "i"}
    doc = Doc(
        VOCAB, words=[row[0] for row in rows], spaces=[row[0] not in tied for row in rows],
        pos=[row[1].split(":")[0] for row in rows],
        heads=[int(row[2]) for row in rows], deps=[row[3] for row in rows],
    )  # fmt: skip
    doc.user_data[MENTION_KINDS], doc.user_data[MENTIONS] = TYPES, [MentionFound(0, 6, TYPES.index("person"), 0.9)]
    found = headed_by(LearnedMentions(doc), doc[0])
    assert found is not None
    assert end_of(doc, found) == 7
