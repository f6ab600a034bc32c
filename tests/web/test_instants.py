from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.web.instants import DAY, Moment, minutes_of, moment_at, month_days, period_of, read_moment

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  the calendar's own, without a zone
YEARS = st.integers(-20_000, 20_000)


@given(st.datetimes())
def test_minutes_are_those_of_the_calendar(when: datetime) -> None:
    expected = (when - EPOCH) // timedelta(minutes=1)
    assert minutes_of(Moment(when.year, when.month, when.day, when.hour, when.minute)) == expected


@given(YEARS, st.integers(1, 12), st.integers(1, 28), st.integers(0, 23), st.integers(0, 59))
def test_every_moment_comes_back(year: int, month: int, day: int, hour: int, minute: int) -> None:
    moment = Moment(year, month, day, hour, minute)
    assert moment_at(minutes_of(moment)) == moment


@given(YEARS, st.integers(1, 12))
def test_a_month_ends_where_the_next_begins(year: int, month: int) -> None:
    following = Moment(year + month // 12, month % 12 + 1)
    assert minutes_of(following) - minutes_of(Moment(year, month)) == month_days(year, month) * DAY


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2012-05-04T10:30", 1),
        ("2012-05-04T10:30:00Z", 1),
        ("2012-05-04", DAY),
        ("2012-02", 29 * DAY),
        ("2012", 366 * DAY),
        ("-0043-03-15", DAY),
        ("0000", 366 * DAY),
    ],
)
def test_a_text_is_as_long_as_what_it_says(text: str, length: int) -> None:
    period = period_of(text)
    assert period is not None
    assert period[1] - period[0] == length


@pytest.mark.parametrize(
    "text", ["", "XXXX-WXX-5", "198X", "2012-13", "2012-02-30", "2012-05-04T25:00", "P3D", "999999999", "2012-05-04Tx"]
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert read_moment(text) is None
    assert period_of(text) is None
