"""The figures of pairs, against examples worked by hand."""

from __future__ import annotations

import pytest

from bench.pairs import Found, accuracy, find_between, macro_f1
from dateline.read.reader import Reader
from dateline.records import Report

PAIRS = [("AID", "AID"), ("AID", "ASSAULT"), ("YIELD", "YIELD"), ("REJECT", None)]


def test_given_spans():
    assert accuracy(PAIRS) == 0.5
    # AID: one of two found, none wrong (2/3); YIELD 1; REJECT 0
    assert macro_f1(PAIRS) == pytest.approx((2 / 3 + 1 + 0) / 3)


def test_end_to_end_counts_other_types_between_the_two_as_wrong():
    found = Found()
    found.add("AID", ["AID", "SUPPORT"])
    found.add("AID", [])
    assert found.figures() == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "links": 0.5}


def test_links_need_both_ends():
    text = "Norway condemned Latvia on Monday."
    draft = Reader().draft(Report.of(text, language="en"))
    both = {"source": [0, 6], "target": [17, 23]}
    assert find_between(draft, both, place=False) == ["ACCUSE"]
    assert find_between(draft, {**both, "target": [27, 33]}, place=False) == []
