"""The columns of a grid of days: days, weeks, months, years, decades or centuries, as many as have room."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Column", "DayAxis", "day_axis"]

MOST_COLUMNS = 45
MOST_LABELS = 24
# (unit, its length in days, years in it)
UNITS = (("day", 1.0, 0), ("week", 7.0, 0), ("month", 30.44, 0), ("year", 365.25, 1), ("decade", 3652.5, 10))
CENTURY = ("century", 36525.0, 100)


@dataclass(frozen=True, slots=True)
class Column:
    """A column in per cent of the width: its first day, its label (empty where there is no room), and what it begins.

    ``over`` is the month or year that begins with it, empty where that has begun before.
    """

    x: float
    width: float
    day: str
    label: str
    over: str


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The days from ``first`` to ``last``, both shown whole, and the columns they are ruled by."""

    first: str
    last: str
    unit: str
    columns: tuple[Column, ...]

    def share(self, day: str, *, ends: bool = False) -> float:
        """Return where a day begins (or ends) on it, in per cent, within the axis."""
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        at = (date.fromisoformat(day) - first).days + (1 if ends else 0)
        return round(min(max(at / ((last - first).days + 1), 0.0), 1.0) * 100, 3)

    def has(self, day: str) -> bool:
        """Is the day on it?"""
        return self.first <= day <= self.last


def day_axis(first: str, last: str, *, most: int = MOST_COLUMNS) -> DayAxis:
    """Return the axis from one day to another, in the finest columns of which there are not many more than ``most``.

    >>> [(column.label, column.over) for column in day_axis("2012-05-30", "2012-06-01").columns]
    [('30', 'May 2012'), ('31', ''), ('1', 'Jun 2012')]
    >>> day_axis("1990-01-01", "2012-05-06").unit
    'year'
    """
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    days = (end - begin).days + 1
    unit, _, years = next((u for u in UNITS if days / u[1] <= most), CENTURY)
    bare = DayAxis(first, last, unit, ())
    starts = list(starts_of(begin, end, unit, years=years))
    step = -(-len(starts) // MOST_LABELS)
    edges = [bare.share(max(start, begin).isoformat()) for start in starts] + [100.0]
    columns, told = [], ""
    for at, start in enumerate(starts):
        day = max(start, begin)
        over = over_of(day, unit)
        label = label_of(day, unit) if at % step == 0 else ""
        width = round(edges[at + 1] - edges[at], 3)
        columns.append(Column(edges[at], width, day.isoformat(), label, over if over != told else ""))
        told = over
    return DayAxis(first, last, unit, tuple(columns))


def starts_of(begin: date, end: date, unit: str, *, years: int) -> Iterator[date]:
    """Yield the first days of the units that meet a range, in order."""
    if unit in ("day", "week"):
        step = timedelta(days=1 if unit == "day" else 7)
        day = begin if unit == "day" else begin - timedelta(days=min(begin.weekday(), begin.toordinal() - 1))
        while day <= end:
            yield day
            if date.max - day < step:
                return
            day += step
        return
    months = 1 if unit == "month" else 12 * years
    number = (begin.year * 12 + begin.month - 1) // months * months
    while number <= end.year * 12 + end.month - 1:
        yield date(max(number // 12, 1), number % 12 + 1, 1)
        number += months


def label_of(day: date, unit: str) -> str:
    """Return what stands over a column."""
    return {"day": str(day.day), "week": str(day.day), "month": calendar.month_abbr[day.month]}.get(unit, str(day.year))


def over_of(day: date, unit: str) -> str:
    """Return what stands over several columns: the month of days and weeks, the year of months."""
    if unit in ("day", "week"):
        return f"{calendar.month_abbr[day.month]} {day.year}"
    return str(day.year) if unit == "month" else ""
