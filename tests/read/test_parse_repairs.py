"""A hedged number does not hide a verb or its object."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest

from dateline.read.model import load_pipeline
from dateline.read.parse_repairs import HEDGES, repair_parse
from dateline.read.reader import Reader
from dateline.records import Report

CLAUSES = (
    ("American bombs killed {} civilians there at the weekend.", "killed", "civilians"),
    ("Gunmen killed {} farmers in Goma.", "killed", "farmers"),
    ("The governor said that soldiers wounded {} rebels on Monday.", "wounded", "rebels"),
    ("Police arrested {} protesters in Lome.", "arrested", "protesters"),
    ("Militants abducted {} students on Friday.", "abducted", "students"),
)
NUMBERS = [" ".join(hedge) + (" 12 and 20" if hedge == ("between",) else " 12") for hedge in HEDGES]
UNTOUCHED = (
    "The talks took place between 12 and 20 May.",
    "At least 12 men were arrested on Monday.",
    "Two men arrested at the border were released.",
    "She stayed up to the end.",
)


@cache
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(("clause", "number"), list(product(CLAUSES, NUMBERS)), ids=str)
def test_a_hedged_number_leaves_verb_and_object(clause: tuple[str, str, str], number: str) -> None:
    text, verb, noun = clause
    doc = repair_parse(load_pipeline()(text.format(number)))
    word = next(t for t in doc if t.text == verb)
    assert word.dep_ in ("ROOT", "ccomp")
    assert next(t for t in doc if t.text == noun).head == word
    assert any(child.dep_ == "nsubj" for child in word.children)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_event_has_its_count(number: str) -> None:
    text = f"American bombs killed {number} civilians there at the weekend."
    reading = reader().read(Report.of(text, published="2011-05-03", language="en"))
    (event,) = [e for e in reading.events if e.trigger.quote == "killed"]
    assert [count.what for count in event.counts] == ["killed"]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_other_clauses_are_left_alone(text: str) -> None:
    before = [(t.head.i, t.dep_) for t in load_pipeline()(text)]
    after = [(t.head.i, t.dep_) for t in repair_parse(load_pipeline()(text))]
    assert before == after
