"""Word pieces and forms: what the encoder is given of every word."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.model import SHIPPED
from dateline.read.word_pieces import CASES, GAPS, LONGEST_WORD, WordPieces, case_of, gaps_of, inside_quotes

VOCABULARY = SHIPPED / "vocab.txt"
NUMBERS = {piece: number for number, piece in enumerate(VOCABULARY.read_text(encoding="utf-8").splitlines())}
ODD = (
    "",
    " ",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\x00",
    "\x07",
    "\u202e",
    "😀",
    "👨‍👩‍👧",
    "مرحبا",
    "日本語",
    "\u0301",
    "\U000e0041",
)
LONG = ("x" * 5000, "ab-" * 5000, "é" * 5000, "9" * 5000, "😀" * 5000, "日" * 5000)


@cache
def pieces() -> WordPieces:
    return WordPieces(VOCABULARY)


def spelled(numbers: tuple[int, ...]) -> list[str]:
    names = list(NUMBERS)
    return [names[number] for number in numbers]


# word pieces -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("said", ["said"]),
        ("Said", ["said"]),
        ("SAID", ["said"]),
        ("café", ["cafe"]),
        ("shelling", ["shell", "##ing"]),
        ("2,500", ["2", ",", "500"]),
        ("'s", ["'", "s"]),
        ("\x00", ["[UNK]"]),
        ("😀", ["[UNK]"]),
    ],
)
def test_a_word_is_cut_without_case_and_accents(word: str, expected: list[str]) -> None:
    assert spelled(pieces().of(word)) == expected


@pytest.mark.parametrize(
    ("typographic", "plain"),
    [("“", '"'), ("”", '"'), ("„", '"'), ("«", '"'), ("»", '"'), ("‘", "'"), ("’", "'"), ("‚", "'"), ("n’t", "n't")],
)
def test_typographic_marks_are_plain_ones(typographic: str, plain: str) -> None:
    assert pieces().of(typographic) == pieces().of(plain)


@pytest.mark.parametrize("word", [*ODD, *LONG], ids=lambda word: ascii(word[:8]))
def test_odd_words_have_pieces_and_few(word: str) -> None:
    numbers = pieces().of(word)
    assert 1 <= len(numbers) <= LONGEST_WORD
    assert all(0 <= number < len(NUMBERS) for number in numbers)


def test_a_word_of_many_pieces_keeps_its_first() -> None:
    assert spelled(pieces().of("a/b/c/d/e/f")) == ["a", "/", "b", "/", "c", "/"]


def test_a_word_remembered_is_the_word_cut_anew() -> None:
    words = ["sa", "said", "Said", "s’", "s'", "", "😀"]
    together, alone = WordPieces(VOCABULARY), [WordPieces(VOCABULARY).of(word) for word in words]
    assert [together.of(word) for word in words] == alone
    assert [together.of(word) for word in words] == alone


def test_a_file_that_is_no_vocabulary_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[UNK]\nsaid\n")
    with pytest.raises(ValueError, match=r"vocab.txt lacks \[CLS\] \[SEP\]"):
        WordPieces(tmp_path / "vocab.txt")


# windows -----------------------------------------------------------------------------------------


def test_a_window_has_a_row_for_every_piece() -> None:
    encoded = pieces().encode(["He", "paid", "2,500"], [2, 1, 5], [3, 2, 2], [0, 0, 1])
    assert spelled(tuple(encoded.pieces)) == ["[CLS]", "he", "paid", "2", ",", "500", "[SEP]"]
    assert encoded.forms.tolist() == [[0, 0, 0], [2, 3, 0], [1, 2, 0], [5, 2, 1], [5, 0, 1], [5, 0, 1], [0, 0, 0]]
    assert encoded.firsts.tolist() == [1, 2, 3]
    assert {array.dtype for array in (encoded.pieces, encoded.forms, encoded.firsts)} == {np.dtype(np.int64)}


def test_a_window_without_words_is_its_two_ends() -> None:
    encoded = pieces().encode([], [], [], [])
    assert (encoded.pieces.shape, encoded.forms.shape, encoded.firsts.shape) == ((2,), (2, 3), (0,))


def test_a_window_wants_a_form_for_every_word() -> None:
    with pytest.raises(ValueError, match="shorter"):
        pieces().encode(["He", "left"], [2], [3, 2], [0, 0])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["He", "2,500", "unexploded", "😀", "", "“", "x" * 300])))
def test_firsts_point_at_the_first_piece_of_each_word(words: list[str]) -> None:
    encoded = pieces().encode(words, [0] * len(words), [2] * len(words), [0] * len(words))
    assert len(encoded.pieces) == len(encoded.forms) == 2 + sum(len(pieces().of(word)) for word in words)
    assert [int(encoded.pieces[first]) for first in encoded.firsts] == [pieces().of(word)[0] for word in words]


# forms -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("said", "lower"), ("2nd", "lower"), ("Oda", "title"), ("Al-Oda", "title"), ("UN", "upper"), ("F-16", "title"),
        ("McOda", "mixed"), ("iPhone", "mixed"), ("مرحبا", "mixed"), ("日本", "mixed"), ("1990", "number"),
        ("2,500", "number"), ("٣", "number"), ("--", "mark"), ("“", "mark"), ("😀", "mark"), ("\u200b", "mark"),
        ("\x00", "mark"), ("", "mark"), ("É", "title"), ("ÉTÉ", "upper"),
    ],
)  # fmt: skip
def test_cases(word: str, case: str) -> None:
    assert CASES[case_of(word)] == case


def gaps(text: str, words: list[str]) -> list[str]:
    starts, at = [], 0
    for word in words:
        starts.append(text.index(word, at))
        at = starts[-1] + len(word)
    return [
        GAPS[gap]
        for gap in gaps_of(text, starts, [start + len(word) for start, word in zip(starts, words, strict=True)])
    ]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("He left.", ["He", "left", "."], ["line", "space", "joined"]),
        ("  He left", ["He", "left"], ["line", "space"]),
        ("One\nTwo", ["One", "Two"], ["line", "line"]),
        ("One \r\n\t Two", ["One", "Two"], ["line", "line"]),
        ("One\rTwo\u2028Three\x85Four", ["One", "Two", "Three", "Four"], ["line"] * 4),
        ("One\t\u00a0Two", ["One", "Two"], ["line", "space"]),
        ("", [], []),
    ],
)
def test_gaps(text: str, words: list[str], expected: list[str]) -> None:
    assert gaps(text, words) == expected


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("“ We won ” he said", "011100"),
        ("„ We won ” he", "01110"),
        ("« We » he", "0110"),
        ("`` We '' he", "0110"),
        ('" We won , " he', "011110"),
        ("‘ We ’ he", "0000"),
        ("he said “ We won", "00011"),
        ("” he “ he", "0001"),
    ],
)
def test_quotation_is_open_between_its_marks(line: str, inside: str) -> None:
    words = line.split()
    assert inside_quotes(words, [3] + [2] * (len(words) - 1)) == [int(digit) for digit in inside]


def test_a_quotation_over_paragraphs_is_opened_again_by_each() -> None:
    words = ["“", "We", "won", ".", "“", "They", "lost", ".", "”", "He", "left"]
    line_starts = {0, 4}
    found = inside_quotes(words, [3 if n in line_starts else 2 for n in range(len(words))])
    assert found == [0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0]


def test_a_quotation_left_open_ends_with_its_line() -> None:
    assert inside_quotes(['"', "We", "He", "left"], [3, 2, 3, 2]) == [0, 1, 0, 0]


def test_an_empty_word_opens_no_quotation() -> None:
    assert inside_quotes(["", "He"], [3, 2]) == [0, 0]
