"""Which number stands for an incident, by each rule, and what it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reconcile.base import Told
from dateline.reconcile.profile_file import load_profile, parse_profile
from dateline.reconcile.profiles import NumberRule, Vague
from dateline.records import Figure, Span
from tests.reconcile.coding_cases import (
    MONDAY,
    PLAIN,
    TUESDAY,
    WEDNESDAY,
    dead,
    killed,
    row_of,
)
from tests.reconcile.told import count, told


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("lowest", 8),
        ("highest", 30),
        ("median", 11),
        ("most_recent", 14),
        ("majority_of_origins", 11),
    ],
)
def test_each_rule_takes_its_number(rule: str, number: int) -> None:
    tolds = (
        dead(30, by="Dr Orsk", day=MONDAY),
        dead(8, by="Col Venn", day=MONDAY),
        dead(11, by="Mr Tal", day=TUESDAY),
        dead(11, by="Ms Ruel", day=MONDAY),
        dead(14, by="Capt Dorn", day=WEDNESDAY),
    )
    found = killed(*tolds, rule=rule)
    assert found.value == number
    assert set(found.claims) == {t.claim.id for t in tolds if t.claim.figures[0].low == number}


def test_the_first_source_of_the_ranking_that_gives_a_number() -> None:
    ranking = NumberRule("source_ranking", ranking=("red crescent", "hospital", "named"))
    hospital, soldier = dead(9, by="Alda Hospital"), dead(40, by="Col Venn")
    assert killed(hospital, soldier, rule=ranking).value == 9
    assert killed(soldier, rule=ranking).value == 40
    assert killed(hospital, soldier, dead(7, by="the Red Crescent"), rule=ranking).value == 7


@pytest.mark.parametrize(("ties", "number"), [("lowest", 8), ("highest", 30), ("most_recent", 30), ("empty", None)])
def test_a_tie_is_decided_by_the_profile(ties: str, number: int | None) -> None:
    found = killed(
        dead(8, by="Dr Orsk"), dead(30, by="Col Venn", day=TUESDAY), rule=NumberRule("majority_of_origins", ties=ties)
    )
    assert found.value == number
    assert (found.why is None) == (number is not None)
    assert number is not None or "8 and 30" in str(found.why)


def test_a_correction_by_the_same_source_replaces_its_earlier_number() -> None:
    tolds = dead(40, by="Dr Orsk"), dead(28, by="Dr Orsk", day=TUESDAY)
    assert killed(*tolds, rule="highest").value == 28
    assert killed(*tolds, rule=NumberRule("highest", over="all")).value == 40


def test_a_toll_that_grew_makes_the_words_of_days_before_stale() -> None:
    tolds = dead(3, by="Dr Orsk"), dead(28, by="Col Venn", day=WEDNESDAY)
    assert killed(*tolds, rule="lowest").value == 3
    assert killed(*tolds, rule=NumberRule("lowest", over="standing")).value == 28
    same_day = dead(3, by="Dr Orsk"), dead(28, by="Col Venn")
    assert killed(*same_day, rule=NumberRule("lowest", over="standing")).value == 3


def test_reprints_are_one_origin_and_do_not_outvote() -> None:
    papers = [
        told(f"Thirty died.{' ' * i}", outlet=f"Paper {i}", copy="c1", type="ASSAULT", figures=(count("killed", 30),))
        for i in range(4)
    ]
    others = dead(12, by="Col Venn"), dead(12, by="Dr Orsk")
    assert killed(*papers, *others, rule="majority_of_origins").value == 12


def test_only_origins_of_some_kinds() -> None:
    rule = NumberRule("lowest", origins=("named",))
    assert killed(dead(5, by="witnesses"), dead(12, by="Col Venn"), rule=rule).value == 12
    none = killed(dead(5, by="witnesses"), rule=rule)
    assert (none.value, none.why) == (None, "no claim of these origins counts killed")


@pytest.mark.parametrize(
    ("figure", "vague", "number"),
    [
        pytest.param(count("killed", 24, None, text="dozens"), Vague(words={"dozens": 12}), 12, id="a word of the profile"),
        pytest.param(count("killed", 24, None, text="dozens"), Vague(), 24, id="no word of the profile: the least"),
        pytest.param(count("killed", 300, None, text="several hundred"), Vague(words={"several": 3}), 300, id="several hundred"),
        pytest.param(count("killed", 20, 30), Vague(), 20, id="a range: its low end"),
        pytest.param(count("killed", 20, 30), Vague(range="middle"), 25, id="a range: its middle"),
        pytest.param(count("killed", 20, 30), Vague(range="high"), 30, id="a range: its high end"),
        pytest.param(count("killed", 30, None, low_inclusive=False), Vague(), 30, id="more than 30: the figure"),
        pytest.param(count("killed", 30, None, low_inclusive=False), Vague(more_than="next"), 31, id="more than 30: 31"),
        pytest.param(count("killed", None, 40, text="up to 40"), Vague(up_to="figure"), 40, id="up to 40"),
        pytest.param(count("killed", None, 40, text="up to 40"), Vague(), None, id="up to 40 tells no best"),
        pytest.param(count("killed", 30, approximate=True), Vague(), 30, id="about 30"),
    ],
)  # fmt: skip
def test_numbers_that_are_not_told_as_one(figure: Figure, vague: Vague, number: int | None) -> None:
    claim = told("So many died.", said_by="Dr Orsk", type="ASSAULT", figures=(figure,))
    found = killed(claim, vague=vague)
    assert found.value == number
    assert number is not None or found.why == "no claim gives a number that may stand for it (up to 40)"


def test_a_vague_word_supports_a_number_that_it_allows() -> None:
    dozens = dead(24, None, by="Dr Orsk", figure={"text": "dozens"})
    tolds = dozens, dead(28, by="Col Venn"), dead(9, by="Mr Tal")
    assert killed(*tolds, rule="majority_of_origins", vague=Vague(open_end="figure")).value == 28


def test_an_open_end_has_no_high_unless_the_profile_takes_the_figure() -> None:
    at_least = dead(30, None, by="Dr Orsk", figure={"text": "at least 30"})
    low, best, high = row_of(at_least).numbers["killed"]
    assert (low.value, best.value, high.value) == (30, 30, None)
    assert high.why == "no claim gives an upper end (at least 30)"
    _, _, high = row_of(at_least, profile=replace(PLAIN, vague=Vague(open_end="figure"))).numbers["killed"]
    assert high.value == 30


def test_of_bodies_there_may_be_more() -> None:
    bodies = dead(9, by="Dr Orsk", figure={"of": "nine bodies"})
    tolds = bodies, dead(12, by="Col Venn"), dead(7, by="Mr Tal")
    assert killed(*tolds, rule="majority_of_origins").value == 12
    _, best, high = row_of(bodies).numbers["killed"]
    assert (best.value, high.value) == (9, None)


def test_people_as_such_stand_before_one_kind_of_them() -> None:
    four = dead(4, by="Col Venn", figure={"of": "four soldiers"})
    assert killed(dead(12, by="Dr Orsk", figure={"of": "12 people"}), four).value == 12
    assert killed(four).value == 4


def test_more_of_one_kind_than_all_that_others_tell_is_another_total() -> None:
    tolds = dead(12, by="Dr Orsk", figure={"of": "12 people"}), dead(30, by="Col Venn", figure={"of": "30 soldiers"})
    assert [n.value for n in row_of(*tolds).numbers["killed"]] == [12, 12, 12]
    wide = replace(PLAIN, vague=Vague(open_end="figure"))
    assert [n.value for n in row_of(*tolds, profile=wide).numbers["killed"]] == [12, 12, 30]


def kinds(text: str, *figures: tuple[int, str]) -> Told:
    """A claim that counts several kinds of people, each where the text has it."""
    made = []
    for number, of in figures:
        at = text.index(str(number))
        made.append(count("killed", number, of=of, words=Span(at, at + len(str(number)), str(number))))
    return told(text, said_by="Dr Orsk", type="ASSAULT", figures=tuple(made))


def test_kinds_side_by_side_add_up_and_parts_do_not() -> None:
    beside = kinds("The raid killed 3 soldiers and 2 drivers.", (3, "soldiers"), (2, "drivers"))
    part = kinds("The raid killed 5 soldiers, including 2 officers.", (5, "soldiers"), (2, "officers"))
    assert killed(beside).value == 5
    assert killed(part).value == 5


def test_more_of_them_is_no_total() -> None:
    more = dead(12, by="Dr Orsk", figure={"tally": "new"})
    assert killed(more).why == "no claim counts killed"
    assert killed(more, dead(30, by="Dr Orsk")).value == 30


def test_numbers_of_one_side() -> None:
    columns = parse_profile(
        "name: x\nnumbers: {killed: {best: highest}}\ncolumns:\n"
        "  - {column: civilians, value: number.killed.best, of: civilian}\n  - all: number.killed.best\n",
        source="x",
    )
    tolds = kinds("Killed were 3 soldiers and 2 villagers.", (3, "soldiers"), (2, "villagers")), dead(9, by="Col Venn")
    cells = row_of(*tolds, profile=columns).cells
    assert (cells["civilians"].value, cells["all"].value) == (2, 9)


def test_of_one_side_there_are_never_more_than_of_all() -> None:
    tolds = dead(3, by="Dr Orsk"), dead(9, by="Col Venn", figure={"of": "nine villagers"})
    cells = row_of(*tolds, profile=load_profile("ucdp-like")).cells
    assert (cells["best"].value, cells["high"].value, cells["deaths_civilians"].value) == (3, 9, None)
    assert cells["deaths_civilians"].why == "9 killed (civilian) are told, more than the 3 in all that the rule takes"


def test_nobody_counts() -> None:
    silent = told("They attacked it.", said_by="Dr Orsk", type="ASSAULT")
    assert (killed(silent).value, killed(silent).why) == (None, "no claim counts killed")


numbers = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
shapes = st.sampled_from(["exact", "range", "at least", "up to", "more than"])


def figure_of(shape: str, low: int, high: int) -> Figure:
    return {
        "exact": count("killed", low),
        "range": count("killed", low, high),
        "at least": count("killed", low, None),
        "up to": count("killed", None, high, text="up to"),
        "more than": count("killed", low, None, low_inclusive=False),
    }[shape]


@given(
    st.lists(st.tuples(shapes, numbers, st.sampled_from("ABC"), st.sampled_from([MONDAY, TUESDAY])), min_size=1, max_size=5),
    st.tuples(*[st.sampled_from(["lowest", "highest", "median", "most_recent", "majority_of_origins"])] * 3),
    st.sampled_from(["last_words", "standing", "all"]),
    st.sampled_from(["lowest", "highest", "most_recent", "empty"]),
    st.builds(
        Vague,
        range=st.sampled_from(["low", "middle", "high"]),
        more_than=st.sampled_from(["figure", "next"]),
        up_to=st.sampled_from(["figure", "empty"]),
        open_end=st.sampled_from(["figure", "empty"]),
    ),
)  # fmt: skip
def test_low_is_never_above_best_nor_best_above_high(
    told_numbers: list[tuple[str, list[int], str, str]], rules: tuple[str, ...], over: str, ties: str, vague: Vague
) -> None:
    tolds = []
    for i, (shape, (low, high), who, day) in enumerate(told_numbers):
        figures = (figure_of(shape, low, high),)
        tolds.append(told(f"{i}. {shape}", said_by=f"Dr {who}rsk", day=day, type="ASSAULT", figures=figures))
    bounds = {b: NumberRule(r, over=over, ties=ties) for b, r in zip(("low", "best", "high"), rules, strict=True)}
    profile = replace(PLAIN, numbers={"killed": bounds}, vague=vague)
    values = [n.value for n in row_of(*tolds, profile=profile).numbers["killed"] if n.value is not None]
    assert values == sorted(values)
