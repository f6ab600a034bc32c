"""Incidents too many to draw one by one: columns of how many there are, and the strip over the timeline that is its map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.store.base import CountUnit, IncidentCount
from dateline.web.instants import DAY, period_of
from dateline.web.labels import day_label
from dateline.web.time_axis import Axis, Tick, ticks_of
from dateline.web.timeline_window import Stretch, Window, stretches_of

__all__ = ["MOST_COLUMNS", "Column", "Columns", "Strip", "columns_of", "draw_strip", "unit_for"]

MOST_COLUMNS = 190
UNIT_DAYS: dict[CountUnit, float] = {"day": 1, "month": 30.44, "year": 365.25}
GAP = 0.12  # of a column's width
LEAST_WIDTH, LEAST_HEIGHT = 0.15, 4.0  # per cent: what is there is seen


@dataclass(frozen=True, slots=True)
class Column:
    """How many incidents lie in one year, month or day, in per cent of the chart's width and of the highest column."""

    period: str
    incidents: int
    x: float
    width: float
    height: float

    @property
    def label(self) -> str:
        """The period in words."""
        return day_label(self.period) or ""


@dataclass(frozen=True, slots=True)
class Vague:
    """Incidents that lie in no one column: as long as their time may be."""

    incidents: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns on an axis: those incidents that surely lie in one, and those whose time is longer."""

    unit: CountUnit
    columns: tuple[Column, ...]
    vague: tuple[Vague, ...]
    highest: int

    @property
    def in_columns(self) -> int:
        """How many incidents surely lie in one column."""
        return sum(column.incidents for column in self.columns)

    @property
    def in_none(self) -> int:
        """How many incidents have a time longer than a column."""
        return sum(vague.incidents for vague in self.vague)


@dataclass(frozen=True, slots=True)
class Strip:
    """All incidents over all their time, and the part of it that is shown below."""

    low: int
    high: int
    ticks: tuple[Tick, ...]
    columns: Columns
    brush_x: float
    brush_width: float


def unit_for(minutes: float) -> CountUnit:
    """Return the smallest unit whose columns have room in a stretch of time."""
    fitting: list[CountUnit] = [unit for unit, days in UNIT_DAYS.items() if minutes / (days * DAY) <= MOST_COLUMNS]
    return fitting[0] if fitting else "year"


def columns_of(counts: Iterable[IncidentCount], axis: Axis, *, unit: CountUnit, highest: int = 0) -> Columns:
    """Return counts as columns; counts of a smaller unit are added up.

    Args:
        counts: of ``unit``, or of a smaller one.
        axis: what is shown; what lies beside it is left out.
        unit: of the columns.
        highest: how many incidents a column of full height has, if others are to be compared with it.
    """
    sure, vague = parted(stretches_of(counts), unit)
    shown = {period: n for period, n in sure.items() if on_axis(bounds_of(period), axis)}
    highest = max([highest, *shown.values()])
    return Columns(
        unit=unit,
        columns=tuple(column_of(period, n, axis, highest=highest) for period, n in sorted(shown.items())),
        vague=tuple(vague_of(edges, n, axis) for edges, n in vague if on_axis(edges, axis)),
        highest=highest,
    )


def parted(stretches: Sequence[Stretch], unit: CountUnit) -> tuple[dict[str, int], list[tuple[tuple[int, int], int]]]:
    """Return how many incidents surely lie in each period of a unit, and how many in longer stretches."""
    digits = {"year": 4, "month": 7, "day": 10}[unit]
    sure: dict[str, int] = {}
    longer: dict[tuple[int, int], int] = {}
    for stretch in stretches:
        first, last = ((edge or "")[:digits] for edge in (stretch.count.first, stretch.count.last))
        if first == last:
            sure[first] = sure.get(first, 0) + stretch.incidents
        else:
            edges = (stretch.low, stretch.high)
            longer[edges] = longer.get(edges, 0) + stretch.incidents
    return sure, sorted(longer.items())


def bounds_of(period: str) -> tuple[int, int]:
    """Return the first minute of a period and the first after it."""
    bounds = period_of(period)
    assert bounds is not None, period
    return bounds


def on_axis(edges: tuple[int, int], axis: Axis) -> bool:
    """Does a stretch of time meet the axis?"""
    return edges[0] < axis.high and edges[1] > axis.low


def column_of(period: str, incidents: int, axis: Axis, *, highest: int) -> Column:
    """Return a column in its place."""
    low, high = (axis.share(edge) for edge in bounds_of(period))
    width = max((high - low) * (1 - GAP), LEAST_WIDTH)
    height = max(100 * incidents / highest, LEAST_HEIGHT)
    return Column(period, incidents, low, round(width, 2), round(height, 1))


def vague_of(edges: tuple[int, int], incidents: int, axis: Axis) -> Vague:
    """Return a stretch of time in its place."""
    low, high = (axis.share(edge) for edge in edges)
    return Vague(incidents, low, round(max(high - low, LEAST_WIDTH), 2))


def draw_strip(counts: Sequence[IncidentCount], window: Window, whole: Window) -> Strip:
    """Return the strip of all incidents.

    Args:
        counts: of all incidents, by month, or by day.
        window: what is seen below.
        whole: what the strip shows.
    """
    axis = Axis(whole.low, whole.high)
    begin, end = axis.share(window.low), axis.share(window.high)
    return Strip(
        low=whole.low,
        high=whole.high,
        ticks=ticks_of(axis),
        columns=columns_of(counts, axis, unit=max_unit(counts, unit_for(whole.span))),
        brush_x=begin,
        brush_width=round(max(end - begin, LEAST_WIDTH), 2),
    )


def max_unit(counts: Sequence[IncidentCount], unit: CountUnit) -> CountUnit:
    """Return a unit, but none smaller than that of the counts."""
    digits = max((len(count.first) for count in counts if count.first), default=4)
    return "month" if unit == "day" and digits < len("2001-11-07") else unit
