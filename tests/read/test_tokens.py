"""Words: no character lost, abbreviations and runs of marks whole, and no text that takes for ever."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokenizer import Tokenizer

from dateline.read.tokens import ABBREVIATIONS, make_tokenizer


@cache
def tokenizer() -> Tokenizer:
    return make_tokenizer(spacy.blank("en"))


def words(text: str) -> list[str]:
    return [token.text for token in tokenizer()(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lt. Col. Oda met Gen. Roe.", ["Lt.", "Col.", "Oda", "met", "Gen.", "Roe", "."]),
        ("LT. COL. ODA", ["LT.", "COL.", "ODA"]),
        ("They won't go.", ["They", "wo", "n't", "go", "."]),
        ("the mayor’s", ["the", "mayor", "’s"]),
        ("“Go!” he said", ["“", "Go", "!", "”", "he", "said"]),
        ("“Go!!” he said", ["“", "Go", "!!", "”", "he", "said"]),
        ("What?!", ["What", "?!"]),
        ("Why? (No)", ["Why", "?", "(", "No", ")"]),
        ("**** News ====", ["****", "News", "===="]),
        ("in 1990-95", ["in", "1990", "-", "95"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("abbreviation", ABBREVIATIONS.split())
def test_an_abbreviation_is_one_word(abbreviation: str) -> None:
    for form in (abbreviation, abbreviation.upper()):
        assert words(f"the {form} said")[1] == form


@pytest.mark.parametrize("run", ["," * 30, "😀" * 30, "(" * 30, "-=" * 20, "★☆" * 20, "…" * 20])
def test_a_ruler_is_one_word(run: str) -> None:
    assert words(run) == [run]
    assert words(f"end{run} next") == ["end", run, "next"]


@pytest.mark.parametrize("data", ["x" * 2000, "'s" * 1500, "(a" * 1500, ",😀" * 1500, "a.." * 1000, "日本" * 1500])
def test_data_without_white_space_is_one_word(data: str) -> None:
    assert words(f"See {data} here") == ["See", data, "here"]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aB1 .,!?\"'“”’()-–*=\n\t\u200b\u00a0é😀م$%@/&"), max_size=60) | st.text(max_size=40))
def test_no_character_is_lost(text: str) -> None:
    doc = tokenizer()(text)
    assert doc.text == text
    assert [text[token.idx : token.idx + len(token)] for token in doc] == [token.text for token in doc]


def test_the_rules_outlive_a_copy() -> None:
    copy = spacy.blank("en").tokenizer.from_bytes(tokenizer().to_bytes())
    text = f"Lt. Oda won!! {',' * 30} {'x,' * 1500}"
    assert [token.text for token in copy(text)] == words(text)
