"""The figures of coreference, against an example worked by hand."""

from __future__ import annotations

import pytest

from bench.coreference import conll_scores, gold_mentions, judge_ties

TEXT = "Karl met Anna. He thanked her. The mayor left. It rained. The bus came."
ROWS = [
    # words, how many times they came before, type, entity
    ("Karl", 0, "person", "1"),
    ("Anna", 0, "person", "2"),
    ("He", 0, "person", "1"),
    ("her", 0, "person", "2"),
    ("The mayor", 0, "person", "1"),
    ("It", 0, "event", "3"),
    ("The bus", 0, "object", "4"),
]


def make_gold(text, rows):
    entities = []
    for words, nth, kind, entity in rows:
        start = [at for at in range(len(text)) if text.startswith(words, at)][nth]
        end = start + len(words)
        head = start + words.rfind(" ") + 1
        entities.append({"start": start, "end": end, "type": kind, "entity_id": entity, "head": [head, end]})
    return gold_mentions({"id": "d", "text": text, "entities": entities})


def at(words):
    start = TEXT.index(words)
    return ("d", start + words.rfind(" ") + 1)


def test_mentions_have_a_form_and_whether_they_were_mentioned_before():
    gold = make_gold(TEXT, ROWS)
    assert [(g.form, g.given, g.counted) for g in gold.values()] == [
        ("other", False, True),
        ("other", False, True),
        ("pronoun", True, True),
        ("pronoun", True, True),
        ("definite", True, True),
        ("pronoun", False, False),
        ("definite", False, False),
    ]


def test_ties_are_right_wrong_or_none():
    clusters = [{at("Karl"), at("He"), at("her"), at("It")}, {at("Anna")}, {at("The mayor")}, {at("The bus")}]
    judged = judge_ties(make_gold(TEXT, ROWS), clusters)
    assert judged["pronoun"] == {"right": 1, "wrong": 1, "tied": 1}
    assert judged["definite"] == {"none": 1, "untied": 1}


def test_scores_of_the_hand_worked_example():
    """Key {a b c} {d e f g}, response {a b} {c d} {f g h}; h is no gold mention and does not count.

    MUC 2/5 and 2/3; B-cubed 5/12 and 5/6; CEAF-e (4/5 + 2/3) over 2 and 3.
    """
    text = "a b c d e f g h"
    gold = make_gold(text, [(letter, 0, "person", "1" if letter < "d" else "2") for letter in "abcdefg"])
    places = {letter: ("d", text.index(letter)) for letter in "abcdefgh"}
    scores = conll_scores(gold.values(), [{places[c] for c in group} for group in ("ab", "cd", "fgh")])
    assert scores["muc"] == pytest.approx(1 / 2)
    assert scores["b_cubed"] == pytest.approx(5 / 9)
    assert scores["ceaf_e"] == pytest.approx(2 * (4 / 5 + 2 / 3) / 5)
    assert scores["conll"] == pytest.approx((1 / 2 + 5 / 9 + 2 * (4 / 5 + 2 / 3) / 5) / 3)


def test_of_nothing_tied_the_scores_are_nought():
    assert conll_scores(make_gold(TEXT, ROWS).values(), [])["conll"] == 0.0
