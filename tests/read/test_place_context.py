"""What the words around a place's name tell."""

from __future__ import annotations

import pytest

from dateline.read.gazetteer import load_gazetteer
from dateline.read.place_context import joined_kinds, speaks
from dateline.read.place_names import spell_out


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("Envoys of ", " and Moscow met.", {"PPLC"}),
        ("Storms in ", " and Oregon went on.", {"ADM1"}),
        ("Troops of Syria and ", " left.", {"PCLI"}),
        ("Kenyan and ", " police met.", {"PCLI"}),
        ("Roads of ", " and the mayor's men.", set()),
        ("Rain fell. Oregon was dry and ", " wet.", set()),
        ("Trade of ", " and Xyzzyville fell.", set()),
    ],
)
def test_names_joined_by_and_are_of_one_kind(before: str, after: str, kinds: set[str]) -> None:
    assert joined_kinds(before, after, load_gazetteer()) == kinds


@pytest.mark.parametrize(
    ("after", "is_speaker"),
    [
        (" denied it", True), (" says so", True), (" said no", True), (" accuses them", True), (" flooded again", False),
        (", said the mayor", False), ("", False),
    ],
)  # fmt: skip
def test_a_capital_speaks_for_its_government(after: str, *, is_speaker: bool) -> None:
    assert speaks(after) is is_speaker


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("W. Strelsau", "West Strelsau"), ("N. Korea", "North Korea"), ("Hentzau Co.", "Hentzau County"),
        ("Hentzau Twp.", "Hentzau Township"), ("Co. Hentzau", "Co. Hentzau"), ("Strelsau", "Strelsau"),
    ],
)  # fmt: skip
def test_shortened_words_of_names_are_spelled_out(short: str, full: str) -> None:
    assert spell_out(short) == full
