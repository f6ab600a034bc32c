"""How incidents are coded: which number, day, place and actors stand for one, what is left out, and what every cell rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reconcile.base import Told
from dateline.reconcile.coded_values import Assembled, Value
from dateline.reconcile.coding import OWN_COLUMNS, CodedRow, LeftOut, Totals, code_incidents
from dateline.reconcile.profile_file import PROFILES, load_profile, parse_profile
from dateline.reconcile.profiles import NumberRule, Profile, Vague
from dateline.records import Figure, Span
from tests.reconcile.told import count, told

MONDAY, TUESDAY, WEDNESDAY = "2012-06-04", "2012-06-05", "2012-06-06"
PLAIN = parse_profile(
    """
name: plain
numbers:
  killed: {low: lowest, best: {rule: majority_of_origins}, high: highest}
columns:
  - kind: plover.type
  - deaths: number.killed.best
""",
    source="plain",
)


def dead(low: float | None, high: float | None = -1, *, by: str, day: str | None = MONDAY, **claim: Any) -> Told:
    """A claim that so many died, on the word of somebody with a name."""
    figure = count("killed", low, high, **claim.pop("figure", {}))
    words = f"{low} to {high} died, said {by}, {day}."
    return told(words, **{"day": day, "said_by": by, "type": "ASSAULT", "figures": (figure,), **claim})


def coded(*tolds: Told, profile: Profile = PLAIN) -> list[CodedRow | LeftOut]:
    return list(code_incidents(profile, [Assembled("i1", tolds)]))


def row_of(*tolds: Told, profile: Profile = PLAIN) -> CodedRow:
    (row,) = coded(*tolds, profile=profile)
    assert isinstance(row, CodedRow), row
    return row


def left_out(*tolds: Told, profile: Profile = PLAIN) -> LeftOut:
    (row,) = coded(*tolds, profile=profile)
    assert isinstance(row, LeftOut), row
    return row


def killed(*tolds: Told, rule: str | NumberRule = "lowest", vague: Vague | None = None) -> Value:
    """The best number of killed under one rule."""
    made = NumberRule(rule) if isinstance(rule, str) else rule
    profile = replace(PLAIN, numbers={"killed": {"best": made}}, vague=vague or Vague())
    return row_of(*tolds, profile=profile).cells["deaths"]


def with_include(profile: Profile = PLAIN, **changes: Any) -> Profile:
    return replace(profile, include=replace(profile.include, **changes))


# numbers -------------------------------------------------------------------------------------------


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


# every cell ----------------------------------------------------------------------------------------


def rich() -> tuple[Told, ...]:
    place = {"place": "Port Alda", "place_id": "alda", "lat": 1.5, "lon": 2.5, "precision_km": 8.0, "country": "KE"}
    when = {"earliest": MONDAY, "latest": MONDAY, "time_text": "on Monday"}
    return (
        dead(12, by="Col Venn", actors=("rebels",), targets=("Kenyan troops",), mode="heavy-weapons", **place, **when),
        dead(4, by="Dr Orsk", actors=("the Blue Front",), targets=("villagers",), **place),
        dead(12, by="Mr Tal", status="denied"),
    )


@pytest.mark.parametrize("name", PROFILES)
def test_every_filled_cell_has_claims_and_every_empty_one_a_reason(name: str) -> None:
    tolds = rich()
    ids = {t.claim.id for t in tolds}
    rows = [row for row in coded(*tolds, profile=load_profile(name)) if isinstance(row, CodedRow)]
    assert rows
    for row in rows:
        assert tuple(row.cells)[-len(OWN_COLUMNS) :] == OWN_COLUMNS
        for column, cell in row.cells.items():
            if cell.value is None:
                assert cell.why, f"{column} is empty without a reason"
            else:
                assert cell.claims, f"{column} has no claim behind it"
                assert set(cell.claims) <= ids
                assert cell.rule


def test_a_row_as_the_shipped_profiles_code_it() -> None:
    acled = row_of(*rich(), profile=load_profile("acled-like")).cells
    shown = {name: acled[name].value for name in ("event_date", "time_precision", "event_type", "sub_event_type")}
    assert shown == {
        "event_date": MONDAY,
        "time_precision": 1,
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
    }
    assert (acled["location"].value, acled["country"].value, acled["geo_precision"].value) == ("Port Alda", "Kenya", 1)
    assert (acled["actor1"].value, acled["actor2"].value, acled["inter2"].value) == (
        "rebels",
        "Kenyan troops",
        "State forces",
    )
    assert acled["fatalities"].value == 4

    ucdp = row_of(*rich(), profile=load_profile("ucdp-like")).cells
    assert (ucdp["side_a"].value, ucdp["side_b"].value, ucdp["type_of_violence"].value) == (
        "Kenyan troops",
        "rebels",
        "1",
    )
    assert [ucdp[bound].value for bound in ("low", "best", "high")] == [4, 4, 12]


def test_two_profiles_give_two_totals() -> None:
    incidents = [
        Assembled("i1", (dead(24, None, by="Dr Orsk", figure={"text": "dozens"}),)),
        Assembled("i2", (told("They shelled it.", said_by="Dr Orsk", type="ASSAULT"),)),
    ]
    totals = {}
    for name in ("acled-like", "ucdp-like"):
        totals[name] = Totals(load_profile(name))
        for item in code_incidents(totals[name].profile, incidents):
            totals[name].add(item)
    assert list(totals["acled-like"].lines())[1:] == [
        "killed: low 12 (1 has none), best 12 (1 has none), high 12 (1 has none)"
    ]
    assert list(totals["ucdp-like"].lines())[1:] == [
        "killed: low 24, best 24, high 24",
        "left out, no number of killed: 1",
    ]


def test_claims_are_a_row_each_and_are_not_added_up() -> None:
    profile = load_profile("claims")
    rows = [row for row in coded(*rich(), profile=profile) if isinstance(row, CodedRow)]
    assert [row.cells["status"].value for row in rows] == ["occurred", "occurred", "denied"]
    assert len({row.id for row in rows}) == len(rows)
    totals = Totals(profile)
    for row in rows:
        totals.add(row)
    assert list(totals.lines()) == [f"{profile.id}: 3 claims"]


# type, day, place, actors --------------------------------------------------------------------------


def test_the_type_that_most_origins_tell() -> None:
    tolds = (
        told("A blast.", said_by="Dr Orsk", type="OTHER"),
        told("A bomb.", said_by="Col Venn", type="ASSAULT", mode="explosives"),
        told("An attack.", said_by="Mr Tal", type="ASSAULT"),
    )
    assert row_of(*tolds).cells["kind"].value == "ASSAULT"


def test_of_modes_with_equal_support_the_first_of_the_profile() -> None:
    tolds = (
        told("They burned it.", said_by="Dr Orsk", type="ASSAULT", mode="destroy"),
        told("Jets bombed it.", said_by="Dr Orsk", type="ASSAULT", mode="aerial"),
    )
    for order in (tolds, tolds[::-1]):
        cells = row_of(*order, profile=load_profile("acled-like")).cells
        assert cells["sub_event_type"].value == "Air/drone strike"


def test_a_mode_that_few_tell_is_a_detail() -> None:
    taken = [told(f"Taken. {i}", said_by=f"Dr {who}orn", type="ASSAULT") for i, who in enumerate("ABCD")]
    looting = told("They looted.", said_by="Mr Tal", type="ASSAULT", mode="destroy")
    mode = parse_profile("name: x\ncolumns:\n  - mode: plover.mode\n", source="x")
    assert row_of(*taken[:3], looting, profile=mode).cells["mode"].value == "destroy"
    few = row_of(*taken, looting, profile=mode).cells["mode"]
    assert (few.value, few.why) == (None, "only few origins tell a mode (destroy)")


def test_actors_are_those_of_the_type() -> None:
    tolds = (
        told("Rebels shelled it.", said_by="Dr Orsk", type="ASSAULT", actors=("rebels",)),
        told("Rebels bombed it.", said_by="Col Venn", type="ASSAULT", actors=("rebels",)),
        told("Police arrested two.", said_by="Col Venn", type="COERCE", actors=("police",), targets=("two men",)),
        told("Police detained two.", said_by="Mr Tal", type="COERCE", actors=("police",), targets=("two men",)),
        told("Police were there.", said_by="Ms Ruel", type="ASSAULT", actors=("rebels",)),
    )
    cells = row_of(*tolds, profile=load_profile("acled-like")).cells
    assert (cells["actor1"].value, cells["actor2"].value) == ("rebels", None)
    assert cells["actor2"].why == "no claim says to whom"


@pytest.mark.parametrize(
    ("rule", "start", "code"),
    [("most_precise", TUESDAY, 1), ("most_origins", MONDAY, 2), ("earliest", "2012-06-01", 3)],
)
def test_the_day_by_each_rule(rule: str, start: str, code: int) -> None:
    profile = parse_profile(
        f"""
name: x
date:
  rule: {rule}
  precision:
    - {{days: 1, code: 1}}
    - {{days: 7, code: 2}}
    - {{days: 31, code: 3}}
columns:
  - day: date.start
  - code: date.precision
""",
        source="x",
    )
    tolds = (
        told("On Tuesday.", said_by="Dr Orsk", type="ASSAULT", earliest=TUESDAY, latest=f"{TUESDAY}T09:00"),
        told("This week.", said_by="Col Venn", type="ASSAULT", earliest=MONDAY, latest="2012-06-10"),
        told("That week.", said_by="Mr Tal", type="ASSAULT", earliest=MONDAY, latest="2012-06-10"),
        told("In June.", said_by="Ms Ruel", type="ASSAULT", earliest="2012-06-01", latest="2012-06-30"),
    )
    cells = row_of(*tolds, profile=profile).cells
    assert (cells["day"].value, cells["code"].value) == (start, code)


def test_a_day_that_nobody_tells_stays_empty_with_the_readers_reason() -> None:
    claim = told("On Monday.", type="ASSAULT", time_text="Monday", reasons=("time: the report has no day",))
    cells = row_of(claim, profile=load_profile("acled-like")).cells
    assert cells["event_date"].value is None
    assert cells["event_date"].why == "no claim tells a day; time: the report has no day"


def test_a_place_without_a_point_keeps_its_name() -> None:
    cells = row_of(told("At Orsk Ford.", type="ASSAULT", place="Orsk Ford"), profile=load_profile("acled-like")).cells
    assert cells["location"].value == "Orsk Ford"
    assert (cells["latitude"].value, cells["latitude"].why) == (None, "no point is known of Orsk Ford")


def test_what_is_wider_than_the_profile_codes_gets_no_day_and_no_point() -> None:
    wide = {"place": "Kenya", "country": "KE", "lat": 0.5, "lon": 37.5, "precision_km": 500.0}
    claim = told("In 2012, in Kenya.", type="ASSAULT", earliest="2012-01-01", latest="2012-12-31", **wide)
    cells = row_of(claim, profile=load_profile("acled-like")).cells
    assert (cells["year"].value, cells["country"].value) == (2012, "Kenya")
    assert (cells["event_date"].value, cells["event_date"].why) == (None, "the profile codes no day within 366 days")
    assert (cells["latitude"].value, cells["latitude"].why) == (None, "the profile codes no point within 500 km")
    ucdp = row_of(dead(3, by="Dr Orsk", **wide), profile=load_profile("ucdp-like")).cells
    assert (ucdp["latitude"].value, ucdp["where_prec"].value) == (0.5, 6)


def test_nobody_does_it_to_himself() -> None:
    tolds = (
        told("A attacked.", said_by="Dr Orsk", type="ASSAULT", actors=("Blue Front",), targets=("Blue Front",)),
        told("A attacked B.", said_by="Dr Orsk", type="ASSAULT", actors=("Blue Front",), targets=("Red Guard",)),
    )
    cells = row_of(*tolds, profile=load_profile("acled-like")).cells
    assert (cells["actor1"].value, cells["actor2"].value) == ("Blue Front", "Red Guard")


def test_a_side_that_the_words_do_not_tell_leaves_the_type_open() -> None:
    claim = dead(3, by="Dr Orsk", actors=("the Blue Front",), targets=("the Red Guard",))
    profile = load_profile("ucdp-like")
    assert row_of(claim, profile=profile).cells["type_of_violence"].value is None
    told_sides = replace(profile, sides={"blue front": "rebel", "red guard": "rebel"})
    assert row_of(claim, profile=told_sides).cells["type_of_violence"].value == "2"


# what is left out ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "include", "kind"),
    [
        pytest.param({"status": "planned"}, {}, "no claim that counts", id="only planned"),
        pytest.param({"stance": "denies"}, {}, "no claim that counts", id="only denied"),
        pytest.param({}, {"types": ("PROTEST",)}, "type not in the profile", id="another type"),
        pytest.param({"mode": "abduct"}, {"except_types": ("ASSAULT/abduct",)}, "type not in the profile", id="a mode"),
        pytest.param({"country": "UG", "place": "Orsk"}, {"countries": ("KE",)}, "another place", id="another country"),
        pytest.param({}, {"countries": ("KE",)}, "no place", id="no place"),
        pytest.param({}, {"minimum": {"killed": 6}}, "under 6 killed", id="too few"),
        pytest.param({"figures": ()}, {"minimum": {"killed": 1}}, "no number of killed", id="nobody counts"),
        pytest.param({}, {"min_origins": 2}, "under 2 independent origins", id="one origin"),
        pytest.param({}, {"undated": "leave_out"}, "no day", id="no day"),
        pytest.param({"place": "Orsk"}, {"unplaced": "leave_out"}, "no point on the map", id="no point"),
    ],
)  # fmt: skip
def test_what_is_left_out_says_why(claim: dict[str, Any], include: dict[str, Any], kind: str) -> None:
    assert left_out(dead(5, by="Dr Orsk", **claim), profile=with_include(**include)).kind == kind


def test_a_named_place_is_found_by_its_name_or_its_id() -> None:
    claim = dead(5, by="Dr Orsk", place="Port Alda", place_id="alda-ke")
    for place in ("port alda", "alda-ke"):
        assert row_of(claim, profile=with_include(places=(place,))).id == "i1"


@pytest.mark.parametrize(
    ("policy", "flags"), [("include", None), ("flag", "number: how many were killed"), ("exclude", None)]
)
def test_what_is_disputed(policy: str, flags: str | None) -> None:
    tolds = dead(30, by="Dr Orsk"), dead(8, by="Col Venn")
    profile = with_include(disputes={"number": policy})
    if policy == "exclude":
        assert left_out(*tolds, profile=profile).kind == "disputed: number"
    else:
        flag = row_of(*tolds, profile=profile).cells["dateline_flags"]
        assert flag.value == flags
        assert len(flag.claims) == (2 if flags else 0)


def test_a_denied_incident_is_flagged_not_forgotten() -> None:
    tolds = dead(5, by="Dr Orsk"), dead(5, by="Col Venn", status="denied")
    flags = row_of(*tolds, profile=load_profile("ucdp-like")).cells["dateline_flags"]
    assert str(flags.value).startswith("denied: whether ")
    assert set(flags.claims) == {t.claim.id for t in tolds}


def test_an_event_that_a_convention_does_not_code_says_why() -> None:
    strike = told("They struck.", type="PROTEST", mode="strike")
    assert left_out(strike, profile=load_profile("acled-like")).kind == "strikes and boycotts without a demonstration"
