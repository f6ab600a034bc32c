"""Lemmas: the dictionary form of a word, from its part of speech."""

from __future__ import annotations

import pytest

from dateline.read.lemmas import get_lemma


@pytest.mark.parametrize(
    ("word", "upos", "tag", "lemma"),
    [
        ("shelled", "VERB", "VBD", "shell"),
        ("SAID", "VERB", "VBD", "say"),
        ("left", "VERB", "VBD", "leave"),
        ("n’t", "PART", "RB", "not"),
        ("ca", "AUX", "MD", "can"),
        ("Them", "PRON", "PRP", "they"),
        ("her", "PRON", "PRP", "she"),
        ("her", "PRON", "PRP$", "her"),
        ("I", "PRON", "PRP", "I"),
        ("militiamen", "NOUN", "NNS", "militiaman"),
        ("Iraqis", "PROPN", "NNPS", "Iraqi"),
        ("Hamas", "PROPN", "NNP", "Hamas"),
        ("Israeli", "ADJ", "JJ", "Israeli"),
        ("other", "ADJ", "JJ", "other"),
        ("Twelve", "NUM", "CD", "twelve"),
        ("12,000", "NUM", "CD", "12,000"),
        ("An", "DET", "DT", "a"),
    ],
)
def test_lemmas(word: str, upos: str, tag: str, lemma: str) -> None:
    assert get_lemma(word, upos, tag) == lemma
