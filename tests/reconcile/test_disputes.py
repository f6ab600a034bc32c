"""What is a dispute, and what only differs in precision or in its day."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.reconcile.base import Told
from dateline.reconcile.disputes import Dispute, disputes_of_incident, disputes_of_place
from dateline.reconcile.holdings import held_spans
from tests.reconcile.told import count, told

MONDAY, TUESDAY, WEDNESDAY = "2012-06-04", "2012-06-05", "2012-06-06"


def dead(low: float, high: float | None = -1, *, by: str, day: str = MONDAY, **claim: Any) -> Told:
    figure = count("killed", low, high, **claim.pop("figure", {}))
    return told(f"{low:g} died, said {by} on {day}.", day=day, said_by=by, type="ASSAULT", figures=(figure,), **claim)


def found(*tolds: Told, denials: tuple[Told, ...] = ()) -> list[Dispute]:
    return list(disputes_of_incident("i1", tolds, denials=denials))


def values(dispute: Dispute) -> list[str]:
    return [side.value for side in dispute.sides]


def test_numbers_of_two_origins_on_one_day_that_do_not_meet() -> None:
    (dispute,) = found(dead(30, by="Dr Orsk"), dead(12, by="Col Venn"))
    assert dispute.kind == "number"
    assert values(dispute) == ["12", "30"]
    assert dispute.size == 2


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(dead(24, None, by="Dr Orsk"), dead(28, by="Col Venn"), id="dozens covers 28"),
        pytest.param(dead(30, None, by="Dr Orsk", figure={"low_inclusive": False}), dead(31, by="Col Venn"), id="more than 30"),
        pytest.param(dead(30, by="Dr Orsk", figure={"approximate": True}), dead(28, by="Col Venn"), id="about 30"),
        pytest.param(dead(12, by="Dr Orsk"), dead(28, by="Col Venn", day=TUESDAY), id="a toll grows"),
        pytest.param(dead(12, by="Dr Orsk"), dead(9, by="Dr Orsk", day=TUESDAY), id="a correction by the same source"),
        pytest.param(dead(12, by="Dr Orsk"), dead(3, by="Col Venn", figure={"of": "three children"}), id="some of them"),
        pytest.param(dead(12, by="Dr Orsk"), dead(3, by="Col Venn", figure={"tally": "new"}), id="more of them"),
        pytest.param(dead(12, by="Dr Orsk"), dead(3, by="Col Venn", status="expected"), id="only expected"),
        pytest.param(dead(12, by="Dr Orsk"), dead(3, by="Col Venn", figure={"of": "bodies"}), id="bodies found so far"),
    ],
)  # fmt: skip
def test_what_is_no_dispute(one: Told, two: Told) -> None:
    assert found(one, two) == []


def test_more_than_thirty_is_not_thirty() -> None:
    assert found(dead(30, None, by="Dr Orsk", figure={"low_inclusive": False}), dead(30, by="Col Venn"))


def test_a_part_is_no_larger_than_the_whole() -> None:
    (dispute,) = found(dead(20, by="Col Venn", figure={"of": "twenty soldiers"}), dead(5, by="Mr Tal"))
    assert values(dispute) == ["5", "20"]


def test_kinds_of_people_by_other_words_are_one_kind() -> None:
    prisoners, inmates = {"of": "six prisoners"}, {"of": "inmates"}
    (dispute,) = found(dead(6, by="Col Venn", figure=prisoners), dead(15, None, by="Mr Tal", figure=inmates))
    assert "prisoners" in dispute.about
    assert found(dead(6, by="Col Venn", figure=prisoners), dead(15, by="Mr Tal", figure={"of": "guards"})) == []


def test_a_later_total_cannot_be_lower_on_the_word_of_another() -> None:
    (dispute,) = found(dead(30, by="Dr Orsk"), dead(12, by="Col Venn", day=WEDNESDAY))
    assert [step.day for side in dispute.sides for step in side.steps] == [WEDNESDAY, MONDAY]


def test_an_interval_that_meets_both_sides_supports_neither() -> None:
    (dispute,) = found(dead(30, by="Dr Orsk"), dead(12, by="Col Venn"), dead(10, None, by="Mr Tal"))
    assert {step.origin.name for side in dispute.sides for step in side.steps} == {"Dr Orsk", "Col Venn"}


def test_reprints_are_one_origin() -> None:
    one = told("Thirty died.", outlet="The Post", copy="c1", type="ASSAULT", figures=(count("killed", 30),))
    two = told("Thirty died .", outlet="The Globe", copy="c1", type="ASSAULT", figures=(count("killed", 30),))
    other = dead(12, by="Col Venn")
    (dispute,) = found(one, two, other)
    assert dispute.size == 2


def test_asserted_and_denied() -> None:
    did = told("Rebels shelled it.", said_by="Col Venn", type="ASSAULT", actors=("Blue Front",))
    no = told("We did not shell it.", said_by="Mr Tal", type="ASSAULT", actors=("Blue Front",), status="denied")
    (dispute,) = found(did, no)
    assert dispute.kind == "denied"
    assert values(dispute) == ["asserted", "denied"]
    assert "Blue Front" in dispute.about


def test_no_dead_of_one_kind_denies_nothing_of_another() -> None:
    died = {"type": "OTHER", "trigger": "died"}
    guards = told("Two guards died.", said_by="Col Venn", targets=("two guards",), **died)
    nobody = told("No nurse died.", said_by="Mr Tal", targets=("no nurse",), status="denied", **died)
    people = told("Nobody died.", said_by="Mr Tal", targets=("people",), status="denied", **died)
    assert not found(guards, nobody)
    assert [d.kind for d in found(guards, people)] == ["denied"]


def test_a_denial_of_another_actor_denies_nothing_of_this_one() -> None:
    did = told("Rebels shelled it.", said_by="Col Venn", type="ASSAULT", actors=("Blue Front",))
    no = told("The army did not.", said_by="Mr Tal", type="ASSAULT", actors=("Fifth Corps",), status="denied")
    assert found(did, no) == []


def test_a_denial_of_another_deed_denies_nothing_of_this_one() -> None:
    did = told("The mine was flooded.", said_by="Col Venn", type="OTHER", trigger="flooded")
    no = told("No shot was fired.", said_by="Mr Tal", type="ASSAULT", status="denied", trigger="shot")
    assert found(did, no) == []


def test_denials_of_the_same_claims_are_one_side() -> None:
    did = told("Rebels shelled it.", said_by="Col Venn", type="ASSAULT", actors=("Blue Front",))
    noes = [
        told(f"{who} said they had not.", said_by=who, type="ASSAULT", actors=("Blue Front",), status="denied")
        for who in ("Mr Tal", "Ms Oru")
    ]
    (dispute,) = found(did, *noes)
    assert {o.name for o in dispute.sides[1].origins} == {"Mr Tal", "Ms Oru"}


def test_the_day_of_counting_is_no_other_day_of_the_deed() -> None:
    one = told(
        "It blew up on Monday.", said_by="Col Venn", type="ASSAULT", earliest=MONDAY, latest=MONDAY, trigger="blew up"
    )
    two = told(
        "Nine had died by Tuesday.", said_by="Mr Tal", type="OTHER", earliest=TUESDAY, latest=TUESDAY, trigger="died"
    )
    assert found(one, two) == []


def test_a_denied_statement_denies_the_events_in_it() -> None:
    did = told("It was shelled.", said_by="Col Venn", type="ASSAULT", statement="s1")
    no = told("That is a lie.", said_by="Mr Tal", kind="statement", type=None, stance="denies", denies="s1")
    (dispute,) = found(did, denials=(no,))
    assert [[o.name for o in side.origins] for side in dispute.sides] == [["Col Venn"], ["Mr Tal"]]


def test_two_named_doers_of_one_deed() -> None:
    one = told("A did it.", said_by="Col Venn", type="ASSAULT", actors=("Blue Front",))
    two = told("B did it.", said_by="Mr Tal", type="ASSAULT", actors=("Red Guard",))
    (dispute,) = found(one, two)
    assert (dispute.kind, values(dispute)) == ("actor", ["Blue Front", "Red Guard"])


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"actors": ("gunmen",)}, id="nobody named"),
        pytest.param({"actors": ("Blue Front fighters",)}, id="a part of the same name"),
        pytest.param({"actors": ("Red Guard",), "targets": ("Blue Front",)}, id="they fought each other"),
        pytest.param({"actors": ("Red Guard",), "type": "CONSULT"}, id="a meeting has several"),
    ],
)
def test_two_doers_that_do_not_exclude_each_other(second: dict[str, Any]) -> None:
    one = told(
        "A did it.", said_by="Col Venn", **{"type": "ASSAULT", **second, "actors": ("Blue Front",), "targets": ()}
    )
    two = told("B did it.", said_by="Mr Tal", **{"type": "ASSAULT", **second})
    assert [d for d in found(one, two) if d.kind == "actor"] == []


def test_two_days_of_one_incident() -> None:
    one = told("On Monday.", said_by="Col Venn", type="ASSAULT", earliest=MONDAY, latest=MONDAY)
    two = told("On Tuesday.", said_by="Mr Tal", type="ASSAULT", earliest=TUESDAY, latest=f"{TUESDAY}T09:00")
    week = told("That week.", said_by="Dr Orsk", type="ASSAULT", earliest=MONDAY, latest="2012-06-10")
    last = {"time_text": "last Monday", "earliest": "2012-06-11", "latest": "2012-06-11"}
    unsure = told("Last Monday.", said_by="Mr Ude", type="ASSAULT", **last)
    (dispute,) = found(one, two, week, unsure)
    assert (dispute.kind, values(dispute)) == ("date", [MONDAY, TUESDAY])


def test_an_hour_without_its_day_disputes_no_day() -> None:
    one = told(
        "It fell on Monday.", said_by="Col Venn", type="ASSAULT", earliest=MONDAY, latest=MONDAY, time_text="on Monday"
    )
    hour = {"earliest": f"{TUESDAY}T16:00", "latest": f"{TUESDAY}T16:00", "time_value": f"{TUESDAY}T16:00"}
    at_four = told("It fell at four.", said_by="Mr Tal", type="ASSAULT", time_text="four o'clock", **hour)
    on_tuesday = told("It fell at four.", said_by="Mr Tal", type="ASSAULT", time_text="Tuesday at four o'clock", **hour)
    assert not found(one, at_four)
    assert [d.kind for d in found(one, on_tuesday)] == ["date"]


def test_two_holders_at_one_time_are_a_dispute_of_the_place() -> None:
    one = told("A holds it.", said_by="Col Venn", kind="holding", type="holds", actors=("Blue Front",))
    two = told("B holds it.", said_by="Mr Tal", kind="holding", type="holds", actors=("Red Guard",))
    (dispute,) = disputes_of_place("quay", held_spans([one, two]), name="Quayford")
    assert (dispute.kind, dispute.place, values(dispute)) == ("holder", "quay", ["Blue Front", "Red Guard"])
    assert "Quayford" in dispute.about


def test_disputes_stand_largest_first() -> None:
    tolds = [
        told("On Monday.", said_by="Col Venn", type="ASSAULT", earliest=MONDAY, latest=MONDAY),
        told("On Tuesday.", said_by="Mr Tal", type="ASSAULT", earliest=TUESDAY, latest=TUESDAY),
        dead(30, by="Dr Orsk"),
        dead(12, by="Col Venn"),
        dead(31, None, by="Mr Tal"),
        dead(29, 40, by="The Post"),
    ]
    assert [d.kind for d in found(*tolds)] == ["number", "date"]
