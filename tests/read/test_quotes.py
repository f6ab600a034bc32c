"""Quotation marks: straight, typographic, single, nested, over paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.quotes import find_quotations, paragraphs

CASES = [
    ('She said "no" twice.', ['"no"']),
    ("She said “no” twice.", ["“no”"]),
    ("She said ‘we will not go’ twice.", ["‘we will not go’"]),
    ("She said 'we will not go' twice.", ["'we will not go'"]),
    ("He said: “They told me ‘run’ and I ran.”", ["“They told me ‘run’ and I ran.”"]),
    ("He said: \"They told me 'run' and I ran.\"", ["\"They told me 'run' and I ran.\""]),
    ("The rebels' camp was the army's target in the '90s.", []),
    ("‘The boys’ room was empty,’ he said.", ["‘The boys’ room was empty,’"]),
    ('The pipe was 6" wide.', []),
    ("„Nein“, he said, and «non».", ["„Nein“", "«non»"]),
    ("It’s the people’s choice.", []),
    ("Nothing is quoted here.", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_quotations_of_a_paragraph(text: str, wanted: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text)] == wanted


def test_speech_runs_over_paragraphs() -> None:
    text = "“The bridge is ours.\n“The road is ours too,” she said.\nNobody answered."
    first, second = find_quotations(text)
    assert (first.closed, first.carries_on) == (False, False)
    assert (second.closed, second.carries_on) == (True, True)
    assert text[second.start : second.end] == "“The road is ours too,”"


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = "“The bridge is ours.\nThe army said nothing."
    assert all(q.end <= text.index("\n") for q in find_quotations(text))


def test_paragraphs_are_blocks_or_lines() -> None:
    wrapped = "\n\n".join(f"Paragraph {n}\nwrapped." for n in range(5))
    assert len(paragraphs(wrapped)) == 5
    assert len(paragraphs("One.\nTwo.\nThree.")) == 3


@given(st.text(alphabet="ab .,\n\"'“”‘’«»", max_size=200))
def test_quotations_are_disjoint_and_in_the_text(text: str) -> None:
    end = 0
    for quote in find_quotations(text):
        assert end <= quote.start < quote.end <= len(text)
        end = quote.end
