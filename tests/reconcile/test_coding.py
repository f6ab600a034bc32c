"""How incidents are coded: which day, place and actors stand for one, what is left out, and what every cell rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.reconcile.base import Told
from dateline.reconcile.coded_values import Assembled
from dateline.reconcile.coding import OWN_COLUMNS, CodedRow, Totals, code_incidents
from dateline.reconcile.profile_file import PROFILES, load_profile, parse_profile
from tests.reconcile.coding_cases import (
    MONDAY,
    TUESDAY,
    coded,
    dead,
    left_out,
    row_of,
    with_include,
)
from tests.reconcile.told import told


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
