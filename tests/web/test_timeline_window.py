"""The stretch of time that is seen: read, moved, zoomed and written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InvalidQuery
from dateline.store.base import IncidentCount
from dateline.web.timeline_window import (
    FIRST,
    LAST,
    LEAST_SPAN,
    Window,
    default_window,
    is_instant,
    stretches_of,
    tidied,
    whole_window,
    window_of,
)

windows = st.builds(lambda low, span: tidied(low, low + span), st.integers(FIRST, LAST), st.integers(1, LAST - FIRST))


def counts(*given: tuple[str | None, str | None, int]) -> list[IncidentCount]:
    return [IncidentCount(None, None, first, last, number) for first, last, number in given]


@pytest.mark.parametrize(
    ("since", "until", "label"),
    [
        ("2001", "2003", "2001–2003"),
        ("2001-11", "2001-11", "November 2001"),
        ("2001-11-07", "2001-11-09", "7–9 November 2001"),
        ("2001-11-07T06:00", "2001-11-07T17:59", "7 November 2001, 06:00–17:59"),
        ("0001", "9999", "1–9999"),
    ],
)
def test_an_address_comes_back_as_it_was(since: str, until: str, label: str) -> None:
    window = window_of(since, until)
    assert (window.bounds, window.label) == ((since, until), label)


def test_an_address_says_the_largest_unit_that_fits() -> None:
    assert window_of("2001-01-01", "2002-12-31").bounds == ("2001", "2002")
    assert window_of("2001-02-01", "2001-03-31").bounds == ("2001-02", "2001-03")
    assert window_of("2001-11-07T00:00", "2001-11-20T23:59").bounds == ("2001-11-07", "2001-11-20")


@given(windows)
def test_every_window_is_read_back_from_its_address(window: Window) -> None:
    assert window_of(*window.bounds) == window
    assert window.span >= LEAST_SPAN
    assert FIRST <= window.low < window.high <= LAST


@given(windows, st.sampled_from([0.1, 0.5, 2.0, 10.0]), st.sampled_from([-1.0, -0.5, 0.5, 1.0]))
def test_zooming_and_moving_stay_in_the_calendar(window: Window, factor: float, share: float) -> None:
    for changed in (window.zoomed(factor), window.moved(share)):
        assert FIRST <= changed.low < changed.high <= LAST
        assert changed.span >= LEAST_SPAN


def test_closer_is_half_and_wider_double_around_the_same_middle() -> None:
    week = window_of("2012-05-07", "2012-05-14")
    assert week.zoomed(0.5).bounds == ("2012-05-09", "2012-05-12")
    assert week.zoomed(2).bounds == ("2012-05-03", "2012-05-18")
    assert week.moved(0.5).bounds == ("2012-05-11", "2012-05-18")
    assert week.zoomed(0.0001).span == LEAST_SPAN


@pytest.mark.parametrize(
    "value", ["", "12", "2012-13", "2012-02-30", "2012-05-04T24:00", "0000", "2012-05-04T5:00", "٢٠١٢"]
)
def test_what_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="is no time"):
        is_instant(value)


def test_an_end_before_its_beginning_is_refused() -> None:
    with pytest.raises(InvalidQuery, match="since 2012-05 is after until 2012-04"):
        window_of("2012-05", "2012-04")


# the first look -----------------------------------------------------------------------------------------------


def test_a_first_look_leaves_out_few_strays() -> None:
    found = stretches_of(counts(("1917-11", "1917-11", 1), ("2012-05", "2012-05", 8), ("2012-06", "2012-06", 9)))
    look, everything = default_window(found), whole_window(found)
    assert look is not None and everything is not None
    assert look.since > "2012-04" and look.until < "2012-08"
    assert everything.since < "1917-11"


@pytest.mark.parametrize("number", [1, 5, 40])
def test_a_first_look_at_even_times_leaves_out_nothing(number: int) -> None:
    found = stretches_of(counts(*((f"{2000 + n}-03", f"{2000 + n}-03", 2) for n in range(number))))
    assert default_window(found) == whole_window(found)


def test_strays_that_are_many_are_none() -> None:
    found = stretches_of(counts(("1917-11", "1917-11", 4), ("2012-05", "2012-05", 8)))
    assert default_window(found) == whole_window(found)


def test_without_a_day_there_is_nothing_to_look_at() -> None:
    assert default_window(stretches_of(counts((None, None, 3)))) is None
    assert whole_window([]) is None
