"""Sentences: where they begin, and that none crosses a line."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dateline.read.sentences import SentenceIndex, find_sentence_starts


def sentences(text: str) -> list[str]:
    starts = [*find_sentence_starts(text), len(text)]
    return [text[start:end].strip() for start, end in itertools.pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won.” He left.", ["“We won.”", "He left."]),
        ("He said: \"We won. They lost.\" Then he left.", ['He said: "We won.', 'They lost."', "Then he left."]),
        ('"Is it over?" he asked. "No!" she said.', ['"Is it over?" he asked.', '"No!" she said.']),
        ("He lost. ” She won.", ["He lost. ”", "She won."]),
        ("Lt. Col. Roe met Gen. Lee. He left the U.S. Army.", ["Lt. Col. Roe met Gen. Lee.", "He left the U.S. Army."]),
        ("It cost $3.5 million. 20 people died.", ["It cost $3.5 million.", "20 people died."]),
        ("See No. 5 and Fig. 3 of vol. 2 today.", ["See No. 5 and Fig. 3 of vol. 2 today."]),
        ("😀 It ended. Été.", ["😀 It ended.", "Été."]),
        ("He left. Étienne came. ‘Éva won.’ al-Noor lost.", ["He left.", "Étienne came.", "‘Éva won.’", "al-Noor lost."]),
        ('"Why now?" Mr. Roe asked. "No." Lee left.', ['"Why now?" Mr. Roe asked.', '"No."', "Lee left."]),
        ("One\r\nTwo", ["One", "Two"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentence_boundaries(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("aB .!?\"'”’)\t0é😀"), min_size=1), min_size=1, max_size=6))
def test_sentences_never_cross_paragraphs(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    starts = set(find_sentence_starts(text))
    at = 0
    for paragraph in paragraphs:
        if paragraph.strip():
            assert at + len(paragraph) - len(paragraph.lstrip()) in starts
        at += len(paragraph) + 2
    assert all(0 <= start < len(text) and not text[start].isspace() for start in starts)


def test_an_index_gives_the_sentences_that_spacy_gives() -> None:
    starts = [True, False, True, False, False, True]
    doc = Doc(Vocab(), words=["They", "won", "We", "lost", ".", "Why"], sent_starts=starts)
    wanted = [(token.sent.start, token.sent.end) for token in doc]
    doc.user_token_hooks["sent"] = SentenceIndex()
    assert [(token.sent.start, token.sent.end) for token in doc] == wanted == [(0, 2)] * 2 + [(2, 5)] * 3 + [(5, 6)]
