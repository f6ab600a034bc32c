"""Bars in lanes: as long as the time may be, none over another, the rest counted."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.store.base import IncidentRow, NamedIn
from dateline.web.timeline_lanes import FONT, GAP, LETTER, MOST_LANES, PAPER, Bar, Lane, draw_bars, sort_into_lanes
from dateline.web.timeline_window import window_of
from tests.web.deeds import DEEDS, Deed, row

SEEN = window_of("2012-05", "2012-05")


def bars(*deeds: Deed) -> dict[str, Bar]:
    found = draw_bars([row(deed, str(n)) for n, deed in enumerate(deeds)], SEEN)
    return {bar.incident.id: bar for bar in found}


def edges(bar: Bar) -> tuple[float, float]:
    """The pixels that a bar and its words surely take."""
    left, right = bar.x / 100 * PAPER, (bar.x + bar.width) / 100 * PAPER
    words = len(f"{bar.title} {bar.numbers}".strip()) * FONT * LETTER
    return (
        (left - words, right) if bar.anchor == "before" else (left, right + words if bar.anchor == "after" else right)
    )


def test_a_day_is_a_mark_and_a_month_a_long_bar() -> None:
    found = bars(Deed("A raid", ("2012-05-16",)), Deed("A siege", ("2012-05-01", "2012-05-31")))
    day, month = found["0"], found["1"]
    assert (day.is_day, month.is_day) == (True, False)
    assert (day.x, day.width) == (pytest.approx(100 * 15 / 31, abs=0.01), pytest.approx(100 / 31, abs=0.01))
    assert (month.x, month.width, month.cut_before, month.cut_after) == (0, 100, False, False)


def test_a_bar_that_runs_on_is_cut() -> None:
    bar = bars(Deed("A siege", ("2012-04-20", "2012-05-10")))["0"]
    assert (bar.x, bar.cut_before, bar.cut_after) == (0, True, False)


def test_words_stand_where_they_have_room() -> None:
    found = bars(
        Deed("A raid", ("2012-05-02",)), Deed("A raid", ("2012-05-30",)), Deed("A siege", ("2012-05-01", "2012-05-31"))
    )
    assert [found[n].anchor for n in "012"] == ["after", "before", "inside"]


def test_a_long_title_is_shortened_but_never_the_numbers() -> None:
    bar = bars(Deed("Soldiers closed the bridge and the mill by the river for good", ("2012-05-14", "2012-05-18"),
                    killed=(3, 12), disputes=1))["0"]  # fmt: skip
    assert bar.title.endswith("…") and len(bar.title) < 40
    assert bar.numbers == "3–12 killed"


def test_the_lane_says_the_place_so_that_titles_need_not() -> None:
    one = row(Deed("A raid", ("2012-05-02",), "Velm"))
    titles = [draw_bars([one], SEEN, place_is_known=known)[0].title for known in (False, True)]
    assert titles == ["A raid, Velm", "A raid"]


days = st.integers(1, 31).flatmap(lambda first: st.tuples(st.just(first), st.integers(first, 31)))


@given(st.lists(st.tuples(days, st.integers(1, 40), st.integers(1, 9)), max_size=40))
def test_no_bar_lies_over_another(given: list[tuple[tuple[int, int], int, int]]) -> None:
    deeds = [
        Deed("x" * letters, tuple(f"2012-05-{day:02}" for day in span), claims=claims)
        for span, letters, claims in given
    ]
    drawn = draw_bars([row(deed, str(n)) for n, deed in enumerate(deeds)], SEEN, most_rows=99)
    assert len(drawn) == len(deeds)
    for one, other in combinations(drawn, 2):
        if one.row == other.row:
            (low, high), (low_too, high_too) = edges(one), edges(other)
            assert high <= low_too + 2 * GAP or high_too <= low + 2 * GAP


def test_where_rows_are_few_the_largest_are_drawn() -> None:
    deeds = [Deed(f"Raid {n}", ("2012-05-16",), claims=n) for n in range(1, 7)]
    drawn = draw_bars([row(deed, str(n)) for n, deed in enumerate(deeds, start=1)], SEEN, most_rows=2)
    assert {bar.incident.id for bar in drawn} == {"5", "6"}
    assert all(bar.anchor for bar in drawn)
    lane = Lane("velm", "Velm", len(deeds), drawn)
    assert (lane.rows, lane.hidden) == (2, 4)


def test_a_bar_without_room_for_words_is_drawn_without() -> None:
    deeds = [Deed("The bridge fell", (f"2012-05-{day:02}",), claims=day) for day in (3, 5, 7)]
    drawn = draw_bars([row(deed, str(deed.claims)) for deed in deeds], SEEN, most_rows=1)
    assert [(bar.incident.id, bar.anchor, bar.title) for bar in drawn] == [
        ("3", "", ""), ("5", "", ""), ("7", "after", "The bridge fell"),
    ]  # fmt: skip


# lanes --------------------------------------------------------------------------------------------------------


def placed(names: list[str]) -> list[IncidentRow]:
    return [row(Deed("A raid", ("2012-05-02",), name or None), str(n)) for n, name in enumerate(names)]


def test_the_busiest_places_have_lanes_and_the_rest_one() -> None:
    names = [f"Town {n}" for n in range(MOST_LANES + 2) for _ in range(20 - n)]
    lanes = sort_into_lanes(placed([*names, ""]), by="place")
    assert [lane.name for lane in lanes[:2]] == ["Town 0", "Town 1"]
    assert (len(lanes), lanes[-1].key, lanes[-1].name) == (MOST_LANES + 1, None, "2 other places, or none told")
    assert sum(len(lane.incidents) for lane in lanes) == len(names) + 1


def test_one_more_place_needs_no_lane_of_others() -> None:
    lanes = sort_into_lanes(placed([f"Town {n}" for n in range(MOST_LANES + 1)]), by="place")
    assert [lane.key is None for lane in lanes] == [False] * (MOST_LANES + 1)
    assert sort_into_lanes(placed([""]), by="place")[0].name == "No place told"


def test_an_incident_of_two_actors_is_in_two_lanes() -> None:
    band, guards = NamedIn("grey band", "the Grey Band", 1), NamedIn("guards", "guards", 1)
    lanes = sort_into_lanes(placed(["Velm", "Velm", ""]), by="actor", actors={"0": (band, guards), "1": (band,)})
    found = {lane.name: [row.id for row in lane.incidents] for lane in lanes}
    assert found == {"the Grey Band": ["0", "1"], "guards": ["0"], "No actor told": ["2"]}


def test_types_are_lanes_too() -> None:
    lanes = sort_into_lanes([row(deed) for deed in DEEDS if deed.days], by="type")
    assert [lane.name for lane in lanes] == ["Assault", "Other", "Coerce", "Protest"]
