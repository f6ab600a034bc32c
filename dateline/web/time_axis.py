"""The axis of a timeline: a straight scale from minutes to millennia, its ticks at round times, all in per cent."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.web.instants import DAY, HOUR, Moment, minutes_of, moment_at
from dateline.web.labels import year_label

__all__ = ["Axis", "Tick", "axis_over", "ticks_of"]

WEEK, FIRST_MONDAY = 7 * DAY, 4 * DAY  # 1970 began on a Thursday
MONTH, YEAR = 30.44 * DAY, 365.25 * DAY
# (unit, how many of them from tick to tick, their length in minutes)
STEPS = (
    *(("minute", n, float(n)) for n in (1, 5, 10, 30)),
    *(("hour", n, float(n * HOUR)) for n in (1, 2, 3, 6, 12)),
    *(("day", n, float(n * DAY)) for n in (1, 2, 3, 7, 14)),
    *(("month", n, n * MONTH) for n in (1, 2, 3, 6)),
    *(("year", n * scale, n * scale * YEAR) for scale in (1, 10, 100, 1000, 10_000) for n in (1, 2, 5)),
)
MOST_TICKS = 6  # as many as have room on a phone
PADDING, OPEN_PADDING = 0.04, 0.12  # of the range, on either side; more where a bar has no end
LEAST_RANGE = 10  # minutes
EDGE = 2.5  # per cent: a tick nearer to an end of the axis has no label


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of time, in minutes."""

    low: float
    high: float

    def share(self, minutes: float) -> float:
        """Return where a time lies on it, in per cent, within the axis."""
        return round(min(max((minutes - self.low) / (self.high - self.low), 0.0), 1.0) * 100, 2)

    def has(self, minutes: float) -> bool:
        """Is the time on it?"""
        return self.low <= minutes <= self.high


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis and its label; the label is empty where it would run off the page."""

    x: float
    label: str


def axis_over(low: int, high: int, *, opens_before: bool = False, opens_after: bool = False) -> Axis:
    """Return an axis that shows a range with room on either side."""
    span = max(high - low, LEAST_RANGE)
    before, after = (OPEN_PADDING if opens else PADDING for opens in (opens_before, opens_after))
    return Axis(low - before * span, low + span + after * span)


def ticks_of(axis: Axis) -> tuple[Tick, ...]:
    """Return the ticks of an axis, at round times; the first month says its year."""
    span = axis.high - axis.low
    unit, count, _ = next((step for step in STEPS if span / step[2] <= MOST_TICKS), STEPS[-1])
    ticks: list[Tick] = []
    for moment in moments(axis, unit, count=count):
        if axis.has(minutes_of(moment)):
            x = axis.share(minutes_of(moment))
            first = not any(tick.label for tick in ticks)
            ticks.append(Tick(x, label_of(moment, unit, first=first) if EDGE < x < 100 - EDGE else ""))
    return tuple(ticks)


def moments(axis: Axis, unit: str, *, count: int) -> Iterator[Moment]:
    """Yield the round times of a unit around an axis."""
    low, high = int(axis.low), int(axis.high)
    if unit in ("minute", "hour", "day"):
        step = count * {"minute": 1, "hour": HOUR, "day": DAY}[unit]
        begin = low - (low - FIRST_MONDAY) % step if step % WEEK == 0 else low - low % step
        yield from (moment_at(at) for at in range(begin, high + step, step))
        return
    first, last = moment_at(low), moment_at(high)
    if unit == "month":
        numbers = range(
            (first.year * 12 + first.month - 1) // count * count, last.year * 12 + last.month + count, count
        )
        yield from (Moment(number // 12, number % 12 + 1) for number in numbers)
        return
    yield from (Moment(year) for year in range(first.year // count * count, last.year + count + 1, count))


def label_of(moment: Moment, unit: str, *, first: bool) -> str:
    """Return a tick's label: no longer than it must be beside its neighbours."""
    if unit == "year":
        return year_label(moment.year)
    if unit == "month":
        name = calendar.month_abbr[moment.month]
        return f"{name} {year_label(moment.year)}" if first or moment.month == 1 else name
    if unit == "day" or moment[3:5] == (0, 0):
        return f"{moment.day} {calendar.month_abbr[moment.month]}"
    return f"{moment.hour:02}:{moment.minute:02}"
