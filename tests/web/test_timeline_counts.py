"""Columns of how many: what surely lies in a period, and what may lie in several."""

from __future__ import annotations

import pytest

from dateline.store.base import IncidentCount
from dateline.web.instants import DAY
from dateline.web.time_axis import Axis
from dateline.web.timeline_counts import MOST_COLUMNS, columns_of, draw_strip, unit_for
from dateline.web.timeline_window import window_of


def counted(first: str, last: str, number: int) -> IncidentCount:
    return IncidentCount(None, None, first, last, number)


MAY = window_of("2012-05", "2012-08")
AXIS = Axis(MAY.low, MAY.high)


@pytest.mark.parametrize(
    ("days", "unit"), [(3, "day"), (MOST_COLUMNS, "day"), (200, "month"), (MOST_COLUMNS * 31, "year")]
)
def test_the_smallest_unit_that_has_room(days: int, unit: str) -> None:
    assert unit_for(days * DAY) == unit


def test_columns_are_as_high_as_they_count() -> None:
    found = columns_of([counted("2012-05", "2012-05", 4), counted("2012-07", "2012-07", 1)], AXIS, unit="month")
    assert [(c.period, c.incidents, c.height) for c in found.columns] == [("2012-05", 4, 100), ("2012-07", 1, 25)]
    assert found.columns[0].x == 0
    assert found.columns[0].width < found.columns[1].x


def test_what_is_longer_than_a_column_is_in_none() -> None:
    counts = [counted("2012-05-01", "2012-05-31", 2), counted("2012-05-07", "2012-05-07", 3)]
    days, months = (columns_of(counts, AXIS, unit=unit) for unit in ("day", "month"))
    assert (days.in_columns, days.in_none) == (3, 2)
    assert days.vague[0].width == pytest.approx(100 * 31 / 123, abs=0.1)
    assert (months.in_columns, months.in_none) == (5, 0)


def test_what_lies_beside_the_axis_is_left_out() -> None:
    found = columns_of([counted("2011-05", "2011-05", 9), counted("2012-05", "2012-05", 1)], AXIS, unit="month")
    assert (found.in_columns, found.highest) == (1, 1)


def test_the_strip_shows_what_part_of_it_is_seen() -> None:
    whole, seen = window_of("2012-01", "2012-12"), window_of("2012-07", "2012-07")
    strip = draw_strip([counted("2012-02", "2012-02", 1)], seen, whole)
    assert (strip.low, strip.high) == (whole.low, whole.high)
    assert strip.brush_x == pytest.approx(100 * 182 / 366, abs=0.1)
    assert strip.brush_width == pytest.approx(100 * 31 / 366, abs=0.1)
    assert strip.columns.unit == "month"


def test_months_are_not_shown_as_days() -> None:
    march = window_of("2012-03", "2012-03")
    assert draw_strip([counted("2012-03", "2012-03", 1)], march, march).columns.unit == "month"
    assert draw_strip([counted("2012-03-04", "2012-03-04", 1)], march, march).columns.unit == "day"
