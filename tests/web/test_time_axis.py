from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.web.instants import DAY, HOUR, period_of
from dateline.web.time_axis import MOST_TICKS, axis_over, ticks_of


def range_of(earliest: str, latest: str) -> tuple[int, int]:
    first, last = period_of(earliest), period_of(latest)
    assert first and last
    return first[0], last[1]


@pytest.mark.parametrize(
    ("earliest", "latest", "labels"),
    [
        ("2012-05-04T10:00", "2012-05-04T10:20", ["10:00", "10:05", "10:10", "10:15", "10:20"]),
        ("2012-05-04T22:00", "2012-05-05T02:00", ["22:00", "23:00", "5 May", "01:00", "02:00"]),
        ("2012-05-02", "2012-05-05", ["2 May", "3 May", "4 May", "5 May", "6 May"]),
        ("2012-04-16", "2012-05-13", ["16 Apr", "23 Apr", "30 Apr", "7 May", "14 May"]),
        ("2011-11-01", "2012-02-29", ["Nov 2011", "Dec", "Jan 2012", "Feb", "Mar"]),
        ("1990", "2009", ["1990", "1995", "2000", "2005", "2010"]),
        ("-0099", "0100", ["101 BC", "51 BC", "1 BC", "50", "100"]),
    ],
)
def test_ticks_stand_at_round_times(earliest: str, latest: str, labels: list[str]) -> None:
    assert [tick.label for tick in ticks_of(axis_over(*range_of(earliest, latest)))] == labels


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9))
def test_ticks_are_few_in_order_and_on_the_axis(low: int, span: int) -> None:
    places = [tick.x for tick in ticks_of(axis_over(low, low + span))]
    assert len(places) <= MOST_TICKS + 1
    assert all(0 <= x <= 100 for x in places)
    assert all(one < other for one, other in pairwise(places))


def test_an_open_end_has_more_room() -> None:
    closed, opened = axis_over(0, DAY), axis_over(0, DAY, opens_before=True)
    assert opened.low < closed.low
    assert opened.high == closed.high


def test_what_lies_off_the_axis_is_drawn_at_its_end() -> None:
    axis = axis_over(0, 10 * HOUR)
    assert (axis.share(-DAY), axis.share(5 * HOUR), axis.share(DAY)) == (0.0, 50.0, 100.0)
