"""Numbers in words and figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.numbers import parse_number, read_words


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two", [2]),
        ("twenty-six", [26]),
        ("two hundred and six", [206]),
        ("one hundred thirty million", [130_000_000]),
        ("sixty-five thousand", [65_000]),
        ("one thousand two hundred and five", [1205]),
        ("five hundred thousand", [500_000]),
        ("2.5 million", [2_500_000]),
        ("3,450", [3450]),
        ("5 1/2", [5.5]),
        ("a dozen", [12]),
        ("two and four", [2, 4]),
        ("nineteen ninety-six", [1996]),
        ("one, two", [1, 2]),
        ("twenty-third", [23]),
        ("the 14th", [14]),
        ("the nineties", [90]),
        ("the 1980s", [1980]),
        ("seconds and thirds", []),
    ],
)
def test_values(text: str, values: list[float]) -> None:
    assert [word.value for word in read_words(text) if word.value is not None] == values


@pytest.mark.parametrize("words", [["and"], ["two", "and", "four"], ["ten", "twelve"], ["five", "six"], []])
def test_what_is_no_number(words: list[str]) -> None:
    assert parse_number(words) is None


def spell(number: int) -> str:
    """Spell a number below a million, British or American."""
    ones = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
    ]
    ones += ["seventeen", "eighteen", "nineteen"]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return ones[number]
    if number < 100:
        return tens[number // 10 - 2] + (f"-{ones[number % 10]}" if number % 10 else "")
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = f" and {spell(number % size)}" if 0 < number % size < 100 else f" {spell(number % size)}"
            return f"{spell(number // size)} {name}" + (rest if number % size else "")
    raise AssertionError(number)


@given(st.integers(1, 999_999))
def test_any_number_in_words_is_read_back(number: int) -> None:
    assert [word.value for word in read_words(spell(number)) if word.value is not None] == [number]


@given(st.text(max_size=80))
def test_tokens_are_the_words_of_the_text_in_order(text: str) -> None:
    end = 0
    for word in read_words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end
