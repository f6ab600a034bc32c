"""Who held a place when, on whose word."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.reconcile.base import Told
from dateline.reconcile.holdings import held_spans, sightings_of
from dateline.reconcile.parties import are_opposed, party_of
from tests.reconcile.told import told

BLUE, RED = "Blue Front", "Red Guard"


def seen(state: str, holder: str | None, *, by: str, day: str, **claim: Any) -> Told:
    actors = (holder,) if holder else ()
    return told(f"{state} {holder} {by} {day}", said_by=by, day=day, kind="holding", type=state, actors=actors, **claim)


def shown(*tolds: Told, **window: str) -> list[tuple[str, str | None, str, tuple[str | None, ...]]]:
    spans = held_spans(tolds, **window)
    return [(s.first_day[-2:], s.last_day and s.last_day[-2:], s.state, tuple(x.name for x in s.lines)) for s in spans]


def test_a_taking_ends_what_others_said_before() -> None:
    spans = shown(
        seen("holds", RED, by="Mr Tal", day="2012-06-01"),
        seen("taken", BLUE, by="Col Venn", day="2012-06-04"),
    )
    assert spans == [("01", "03", "holds", (RED,)), ("04", None, "holds", (BLUE,))]


def test_a_holder_who_still_claims_it_after_the_taking_contests_it() -> None:
    spans = shown(
        seen("taken", BLUE, by="Col Venn", day="2012-06-04"),
        seen("holds", RED, by="Mr Tal", day="2012-06-05"),
    )
    assert [(first, state) for first, _, state, _ in spans] == [("04", "holds"), ("05", "contested")]
    assert set(spans[1][3]) == {RED, BLUE}


def test_one_origin_changes_its_mind_without_a_contest() -> None:
    spans = shown(
        seen("holds", RED, by="Col Venn", day="2012-06-01"),
        seen("holds", BLUE, by="Col Venn", day="2012-06-03"),
    )
    assert spans == [("01", "02", "holds", (RED,)), ("03", None, "holds", (BLUE,))]


def test_a_siege_leaves_the_holder_in_place() -> None:
    assert shown(seen("besieged", RED, by="Mr Tal", day="2012-06-01", targets=(BLUE,))) == [
        ("01", None, "besieged", (RED,))
    ]


def test_what_is_lost_is_held_by_whoever_took_it() -> None:
    assert shown(seen("lost", RED, by="Mr Tal", day="2012-06-02", targets=(BLUE,)))[0][3] == (BLUE,)


def test_lost_to_nobody_named_ends_the_holding() -> None:
    spans = shown(seen("holds", RED, by="Mr Tal", day="2012-06-01"), seen("lost", RED, by="Col Venn", day="2012-06-03"))
    assert spans[1] == ("03", None, "lost", (None,))


def test_the_claims_own_time_goes_before_the_day_of_the_report() -> None:
    late = seen("taken", BLUE, by="Col Venn", day="2012-06-09", earliest="2012-06-02", latest="2012-06-02")
    assert shown(late)[0][0] == "02"


def test_a_window_carries_in_what_was_known() -> None:
    tolds = [seen("holds", RED, by="Mr Tal", day="2012-06-01"), seen("taken", BLUE, by="Col Venn", day="2012-06-08")]
    assert shown(*tolds, since="2012-06-05", until="2012-06-07") == [("05", "07", "holds", (RED,))]


def test_the_same_said_by_more_is_one_span() -> None:
    tolds = [seen("holds", RED, by=by, day=f"2012-06-0{n}") for n, by in enumerate(("Mr Tal", "Col Venn"), start=1)]
    (span,) = held_spans(tolds)
    assert (span.first_day, [o.name for o in span.lines[0].origins]) == ("2012-06-01", ["Col Venn", "Mr Tal"])


@pytest.mark.parametrize(
    "told_",
    [
        pytest.param(seen("share", RED, by="Mr Tal", day="2012-06-01"), id="a share is no place held"),
        pytest.param(seen("holds", None, by="Mr Tal", day="2012-06-01"), id="nobody named"),
        pytest.param(seen("holds", RED, by="Mr Tal", day="2012-06-01", stance="denies"), id="denied"),
        pytest.param(told("undated", day=None, kind="holding", type="holds", actors=(RED,)), id="no day at all"),
    ],
)
def test_what_tells_nothing_of_a_day(told_: Told) -> None:
    assert sightings_of([told_]) == []


def test_who_lost_a_place_on_a_told_day_held_it_the_day_before() -> None:
    friday = {"earliest": "2012-06-08", "latest": "2012-06-08"}
    assert shown(seen("lost", RED, by="Mr Tal", day="2012-06-09", **friday)) == [
        ("07", "07", "holds", (RED,)),
        ("08", None, "lost", (None,)),
    ]


def test_two_days_of_one_change_contest_the_day_between() -> None:
    thursday, friday = ({"earliest": day, "latest": day} for day in ("2012-06-07", "2012-06-08"))
    spans = shown(
        seen("taken", BLUE, by="Col Venn", day="2012-06-08", **thursday),
        seen("lost", RED, by="Mr Tal", day="2012-06-09", **friday),
    )
    assert [(first, state) for first, _, state, _ in spans] == [("07", "contested"), ("08", "holds")]
    assert spans[1][3] == (BLUE,)


def test_what_one_lost_another_holds_is_no_contest() -> None:
    spans = shown(
        seen("lost", RED, by="Mr Tal", day="2012-06-02"), seen("holds", BLUE, by="Col Venn", day="2012-06-06")
    )
    assert spans[-1] == ("06", None, "holds", (BLUE,))


def test_a_loss_ends_the_holding_of_the_loser_alone() -> None:
    spans = shown(
        seen("taken", BLUE, by="Col Venn", day="2012-06-02"), seen("lost", RED, by="Mr Tal", day="2012-06-06")
    )
    assert spans == [("02", None, "holds", (BLUE,))]


def test_held_on_one_word_and_lost_on_another_is_contested() -> None:
    spans = shown(seen("lost", RED, by="Mr Tal", day="2012-06-02"), seen("holds", RED, by="Col Venn", day="2012-06-03"))
    assert spans[-1][2] == "contested"


def test_who_held_it_before_the_change_told_of_does_not_hold_it_when_it_is_told() -> None:
    change = seen("taken", RED, by="Mr Tal", day="2012-06-09", earliest="2012-01-05", latest="2012-01-05")
    before = seen("holds", BLUE, by="Mr Tal", day="2012-06-09", report_id=change.claim.report_id)
    assert shown(before, change) == [("05", None, "holds", (RED,))]


def test_a_siege_without_a_holder_keeps_the_one_known() -> None:
    spans = shown(
        seen("holds", RED, by="Mr Tal", day="2012-06-01"), seen("besieged", None, by="Mr Tal", day="2012-06-03")
    )
    assert spans[-1] == ("03", None, "besieged", (RED,))
    assert shown(seen("besieged", None, by="Mr Tal", day="2012-06-03")) == [("03", None, "besieged", (None,))]


def test_nothing_happened_after_it_was_told() -> None:
    week = seen("taken", BLUE, by="Col Venn", day="2012-06-06", earliest="2012-06-04", latest="2012-06-10")
    assert shown(week)[0][0] == "06"


@pytest.mark.parametrize(
    ("one", "two", "opposed"),
    [
        ("Danish aircraft", "Denmark", False),
        ("Danish troops", "Norwegian special forces", True),
        ("Danish troops", "the army", False),
        ("Ola Venn's fighters", "the Blue Front", False),
        ("Ola Venn's fighters", "fighters loyal to Eli Tal", True),
        ("Ola Venn's soldiers", "the Blue Front", True),
        ("Ola Venn's soldiers", "the army", False),
        ("the Blue Front's men", "the Red Guard", True),
        ("the garrison", "the Blue Front", False),
    ],
)
def test_who_can_be_one_party(one: str, two: str, opposed: bool) -> None:
    assert are_opposed(party_of(one), party_of(two)) is opposed


def test_the_army_at_a_place_is_that_of_its_country() -> None:
    spans = shown(
        seen("holds", "the army", by="Mr Tal", day="2012-06-01", country="DK"),
        seen("holds", "Danish forces", by="Col Venn", day="2012-06-02", country="DK"),
    )
    assert [(state, names) for _, _, state, names in spans] == [("holds", ("the army",))]


def test_the_losers_going_leaves_the_place_with_the_taker_on_one_word() -> None:
    monday = {"earliest": "2012-06-04", "latest": "2012-06-04"}
    spans = shown(
        seen("taken", BLUE, by="Col Venn", day="2012-06-05", **monday),
        seen("lost", RED, by="Col Venn", day="2012-06-06"),
    )
    assert spans == [("04", None, "holds", (BLUE,))]


def test_a_siege_is_over_where_the_same_report_tells_of_the_taking() -> None:
    fall = seen("taken", BLUE, by="Mr Tal", day="2012-06-09", earliest="2012-06-08", latest="2012-06-08")
    siege = seen("besieged", None, by="Mr Tal", day="2012-06-09", report_id=fall.claim.report_id)
    assert shown(siege, fall) == [("08", None, "holds", (BLUE,))]


def test_what_a_commanders_men_lost_is_no_bodys_loss() -> None:
    spans = shown(
        seen("taken", BLUE, by="Mr Tal", day="2012-06-04"),
        seen("lost", "Ola Venn's men", by="Col Venn", day="2012-06-05"),
    )
    assert spans[-1][2:] == ("holds", (BLUE,))
