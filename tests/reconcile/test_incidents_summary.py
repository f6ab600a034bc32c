"""What the claims of an incident say together."""

from __future__ import annotations

from itertools import permutations

import pytest

from dateline.reconcile.incidents import describe
from tests.reconcile.tellings import killed, tell

TOLDS = [
    tell("r1", "A car bomb killed nine people in Oskar on Monday.", "car bomb", place="Oskar", at="2012-06-04", figures=killed(9),
         day="2012-06-05"),
    tell("r2", "The bombing in Xandria killed 12 people.", "bombing", place="Xandria", figures=killed(12), day="2012-06-06"),
    tell("r3", "The bombing on Monday left 11 dead.", "bombing", at="2012-06-04", day="2012-06-07"),
    tell("r3", "Fourteen had died by Thursday.", "died", start=50, at="2012-06-07", type="OTHER", figures=killed(14, 16),
         day="2012-06-07"),
]  # fmt: skip


def test_summary() -> None:
    summary = describe(TOLDS)
    assert (summary.type, summary.title) == ("ASSAULT", "Bombing, Oskar")
    assert (summary.place, summary.place_id, summary.lat, summary.country) == ("Oskar", "g1", 10.0, "XA")
    assert (summary.first_day, summary.last_day) == ("2012-06-04", "2012-06-04")
    assert (summary.killed_low, summary.killed_high) == (9, 16)
    assert (summary.claims, summary.reports) == (4, 3)
    assert (summary.first_published, summary.last_published) == ("2012-06-05", "2012-06-07")


def test_the_order_of_claims_changes_nothing() -> None:
    assert {describe(order) for order in permutations(TOLDS)} == {describe(TOLDS)}


def test_copies_have_one_voice() -> None:
    words = "A bomb exploded in Belmin."
    copies = [tell(f"c{i}", words, "exploded", place="Belmin", copy="c0") for i in range(3)]
    others = [tell(f"o{i}", "A bomb went off in Oskar.", "went off", place="Oskar") for i in range(2)]
    assert describe([*copies, *others]).place == "Oskar"


def test_what_no_claim_says_is_none() -> None:
    summary = describe([tell("r1", "Gunmen raided a farm.", "raided")])
    assert (summary.place, summary.lat, summary.first_day, summary.killed_low, summary.killed_high) == (None,) * 5
    assert summary.title == "Attack"


@pytest.mark.parametrize(
    ("words", "trigger", "title"),
    [
        ("The town fell in June.", "fell", "Capture"),
        ("They spoke of the ambush.", "ambush", "Ambush"),
        ("A second raid followed.", "raid", "Raid"),
        ("The army raided a farm.", "raided", "Attack"),
    ],
)
def test_a_title_is_a_noun(words: str, trigger: str, title: str) -> None:
    assert describe([tell("r1", words, trigger)]).title == title


def test_a_place_of_no_gazetteer_keeps_its_name() -> None:
    summary = describe([tell("r1", "Gunmen raided the Hollow Farm.", "raided", place="Hollow Farm")])
    assert (summary.place, summary.lat) == ("Hollow Farm", None)


def test_no_claims_are_no_incident() -> None:
    with pytest.raises(ValueError, match="at least one claim"):
        describe([])
