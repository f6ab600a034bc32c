"""Temporal awareness of timelines, against scores worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bench.timeline_graph import (
    Counts,
    Mention,
    Relation,
    TemporalGraph,
    compare_timelines,
    match_mentions,
    reduce_relations,
    relations_of,
)
from bench.timelines import causes, score_timelines


def row(order: int, date: str, *mentions: str) -> dict[str, Any]:
    """Return a row of a timeline; mentions as released: ``document-sentence-surface``."""
    parts = [mention.split("-", 2) for mention in mentions]
    events = [{"doc": doc, "sentence": int(number), "surface": surface} for doc, number, surface in parts]
    return {"order": order, "date": date, "events": events}


# two events on one day, one on a later day: opened = 3 May, sold = 3 May, closed = 9 May, opened < closed
GOLD = [
    row(1, "2001-05-03", "7-2-opened"),
    row(1, "2001-05-03", "7-3-sold"),
    row(2, "2001-05-09", "8-1-closed", "9-4-closure"),
]


def test_gold_against_itself():
    # 4 mentions at their dates, and one relation between the days
    assert compare_timelines(GOLD, GOLD) == Counts(5, 5, 5, 5)
    # opened = sold, closed = closure, opened < closed
    assert compare_timelines(GOLD, GOLD, anchors=False) == Counts(3, 3, 3, 3)


def test_a_wrong_date_a_missing_mention_and_one_too_many():
    system = [row(1, "2001-05-03", "7-2-opened"), row(2, "2001-05-10", "8-1-closed", "8-1-wept")]
    # system: opened = 3 May right, closed = 10 May and wept = 10 May wrong, opened < closed right
    # gold: opened = 3 May and opened < closed found, sold, closed = 9 May and closure not
    assert compare_timelines(GOLD, system) == Counts(2, 4, 2, 5)
    # system: closed = wept wrong, opened < closed right; gold: opened < closed of three
    assert compare_timelines(GOLD, system, anchors=False) == Counts(1, 2, 1, 3)


def test_order_follows_through_events_that_the_other_side_has_not():
    gold = [row(1, "2001", "1-1-a"), row(2, "2002", "1-1-b"), row(3, "2003", "1-1-c")]
    system = [row(1, "XXXX-XX-XX", "1-1-a"), row(2, "XXXX-XX-XX", "1-1-c")]
    assert compare_timelines(gold, system, anchors=False) == Counts(1, 1, 0, 2)
    assert compare_timelines(system, gold, anchors=False) == Counts(0, 2, 1, 1)


def test_position_0_counts_only_where_it_is_asked_for():
    gold = [row(0, "XXXX-XX-XX", "1-1-hoped"), *GOLD]
    assert compare_timelines(gold, GOLD) == Counts(5, 5, 5, 5)
    # hoped < opened is one more
    assert compare_timelines(gold, GOLD, unordered=True) == Counts(5, 5, 5, 6)


def test_one_day_at_two_positions_contradicts_itself_and_the_days_stand():
    relations, graph = reduce_relations(relations_of([row(1, "2001", "1-1-a"), row(2, "2001", "1-1-b")]))
    assert relations == [Relation(Mention("1", 1, w), False, "2001") for w in "ab"]
    assert graph.holds(Relation(Mention("1", 1, "b"), False, Mention("1", 1, "a")))


@pytest.mark.parametrize(("date", "same"), [("2001-05-XX", "2001-05"), ("XXXX-XX-XX", None), ("XXX-XX-XX", None)])
def test_what_is_unknown_of_a_date_is_left_out(date: str, same: str | None):
    nodes = [relation.second for relation in relations_of([row(1, date, "1-1-a")])]
    assert nodes == ([same] if same else [])


def test_a_graph_refuses_what_follows_and_what_cannot_be():
    graph = TemporalGraph()
    assert graph.add(Relation("a", True, "b"))
    assert graph.add(Relation("b", True, "c"))
    assert not graph.add(Relation("a", True, "c"))
    assert not graph.add(Relation("c", True, "a"))
    assert not graph.add(Relation("c", False, "a"))
    assert not graph.add(Relation("a", True, "a"))
    assert graph.add(Relation("c", False, "d"))
    assert graph.holds(Relation("a", True, "d"))
    assert not graph.holds(Relation("d", True, "a"))


def test_mentions_match_by_document_sentence_and_a_shared_word():
    gold = [Mention("1", 2, "took_off"), Mention("1", 2, "said"), Mention("1", 3, "said")]
    system = [Mention("1", 2, "took"), Mention("1", 2, "Said"), Mention("1", 4, "said"), Mention("2", 3, "said")]
    assert match_mentions(gold, system) == {system[0]: gold[0], system[1]: gold[1]}


def test_mentions_match_one_to_one_and_equal_ones_first():
    gold = [Mention("1", 2, "sale")]
    assert match_mentions(gold, [Mention("1", 2, "garage_sale"), Mention("1", 2, "sale")]) == {gold[0]: gold[0]}


def test_a_mention_told_twice_stands_where_it_stands_first():
    system = [row(1, "2001-05-03", "7-2-opened"), row(2, "2001-05-09", "7-2-opened", "8-1-closed")]
    assert compare_timelines(system, system) == Counts(3, 3, 3, 3)


def test_figures_are_summed_over_targets_and_a_missing_one_has_no_events():
    gold = {"a": {"timeline": GOLD}, "b": {"timeline": GOLD}}
    scores = score_timelines(gold, {"a": {"timeline": GOLD}})["official"]
    assert scores == {"p": 1.0, "r": 0.5, "f1": pytest.approx(2 / 3)}


def test_causes_of_what_was_missed():
    system = [row(1, "2001-05-03", "7-2-opened"), row(2, "2001-05-10", "8-1-closed", "8-1-wept")]
    known = [Mention("7", 2, "opened"), Mention("8", 1, "closed"), Mention("8", 1, "wept"), Mention("7", 3, "sold")]
    found = causes(GOLD, system, known)
    assert +found == {
        "gold: right date": 1,
        "gold: wrong date": 1,
        "gold: read, but not of the target": 1,
        "gold: not read as an event": 1,
        "system: not in gold": 1,
    }
