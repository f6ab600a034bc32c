"""Numbers by the day they were published, as small charts: a bar from low to high, an arrow where an end is open.

Numbers of different kinds (killed soldiers, killed in all) are not set against each other: each kind has a chart. Days
without a number are left out, and a dashed line says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dateline.web.labels import number_label, short_day, year_label
from dateline.web.origin_marks import OriginMark

__all__ = [
    "Column",
    "Mark",
    "NumberChart",
    "ToldNumber",
    "breaks_between",
    "chart_numbers",
    "column_at",
    "interval_text",
]

TOP, PLOT, FOOT = 20.0, 150.0, 38.0
LEFT, RIGHT = 44.0, 8.0
SLOT, COLUMN_PADDING = 80.0, 12.0  # a mark with its number beside it
LEAST_COLUMN = 74.0  # room for a day's name
OPEN_REACH = 30.0  # how far a bar with an open end is drawn
MARK_REACH = 11.0
HEADROOM = 1.12
MOST_TICKS = 4
MOST_MARKS = 24  # of one chart, the latest; the table has the rest


@dataclass(frozen=True, slots=True)
class ToldNumber:
    """A number as one claim tells it. ``low`` and ``high`` may be infinite; reprints of a text have one ``copy``."""

    what: str
    of: str
    low: float
    high: float
    words: str
    day: str | None
    origin: str
    claim: str
    copy: str


@dataclass(frozen=True, slots=True)
class Column:
    """A day: where it begins, and where its label stands; ``year`` only where another begins."""

    left: float
    x: float
    day: str | None
    label: str
    year: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on one word: its shape at (x, y) and its bar from ``top`` to ``bottom``.

    ``up`` and ``down`` say that an end is open; ``claims`` tell it, the first of them first.
    """

    told: ToldNumber
    origin: OriginMark
    x: float
    y: float
    top: float
    bottom: float
    up: bool
    down: bool
    label: str
    claims: tuple[str, ...]

    @property
    def short(self) -> str:
        """The interval as it stands beside the shape."""
        bound = number_label(round(self.told.high if self.down else self.told.low))
        return f"{bound}+" if self.up else f"≤{bound}" if self.down else self.label


@dataclass(frozen=True, slots=True)
class NumberChart:
    """The numbers of one kind. ``lines`` join what one origin said on several days; ``breaks`` are days left out."""

    what: str
    of: str
    width: float
    height: float
    ticks: tuple[tuple[float, str], ...]
    columns: tuple[Column, ...]
    breaks: tuple[float, ...]
    lines: tuple[tuple[int, str], ...]
    marks: tuple[Mark, ...]
    left_out: int


def chart_numbers(numbers: Iterable[ToldNumber], origins: Mapping[str, OriginMark]) -> list[NumberChart]:
    """Return a chart of each kind of number that was told more than once, in the order given.

    Args:
        numbers: in the order of publishing.
        origins: the mark of each origin, by its key.
    """
    kinds: dict[tuple[str, str], list[ToldNumber]] = {}
    for number in numbers:
        if math.isfinite(number.low) or math.isfinite(number.high):
            kinds.setdefault((number.what, number.of), []).append(number)
    said = [merge(rows) for rows in kinds.values()]
    return [draw(rows, origins) for rows in said if len(rows) > 1]


def merge(numbers: Sequence[ToldNumber]) -> list[tuple[ToldNumber, tuple[str, ...]]]:
    """Return numbers with their claims. What an origin says again, or one of its texts in a reprint, is one."""
    found: list[list[ToldNumber]] = []
    last: dict[str, list[ToldNumber]] = {}
    texts: dict[tuple[object, ...], list[ToldNumber]] = {}
    for number in numbers:
        interval = (number.low, number.high)
        same = texts.get((number.origin, interval, number.copy))
        before = last.get(number.origin)
        if same is None and before is not None and (before[0].low, before[0].high) == interval:
            same = before
        if same is None:
            same = last[number.origin] = []
            found.append(same)
        texts[number.origin, interval, number.copy] = same
        same.append(number)
    return [(same[0], tuple(dict.fromkeys(n.claim for n in same))) for same in found]


def draw(said: Sequence[tuple[ToldNumber, tuple[str, ...]]], origins: Mapping[str, OriginMark]) -> NumberChart:
    """Return the chart of some numbers of one kind."""
    shown = sorted(said, key=lambda pair: pair[0].day or "9999")[-MOST_MARKS:]
    days: dict[str | None, list[tuple[ToldNumber, tuple[str, ...]]]] = {}
    for pair in shown:
        days.setdefault(pair[0].day, []).append(pair)
    highest = max(bound for n, _ in shown for bound in (n.low, n.high) if math.isfinite(bound)) * HEADROOM or 1.0
    columns: list[Column] = []
    marks: list[Mark] = []
    x = LEFT
    for day, pairs in days.items():
        width = max(LEAST_COLUMN, len(pairs) * SLOT + COLUMN_PADDING)
        columns.append(column_at(x, width, day, columns))
        start = x + (width - len(pairs) * SLOT) / 2 + MARK_REACH
        marks += [
            place(number, origins[number.origin], claims=claims, x=start + i * SLOT, highest=highest)
            for i, (number, claims) in enumerate(pairs)
        ]
        x += width
    first = shown[0][0]
    return NumberChart(
        what=first.what,
        of=first.of,
        width=round(x + RIGHT),
        height=TOP + PLOT + FOOT,
        ticks=tuple((round(level(tick, highest), 1), number_label(tick)) for tick in ticks_up_to(highest)),
        columns=tuple(columns),
        breaks=tuple(breaks_between(columns)),
        lines=tuple(lines_of(marks)),
        marks=tuple(marks),
        left_out=len(said) - len(shown),
    )


def column_at(left: float, width: float, day: str | None, before: Sequence[Column]) -> Column:
    """Return the column of a day after others."""
    year, last = (day or "")[:4], next((column.day for column in reversed(before) if column.day), None)
    begins = year.isdecimal() and (last is None or last[:4] != year)
    return Column(left, left + width / 2, day, short_day(day), year_label(int(year)) if begins else "")


def level(value: float, highest: float) -> float:
    """Return how far down a value is drawn."""
    return TOP + PLOT * (1 - value / highest)


def place(number: ToldNumber, origin: OriginMark, *, claims: tuple[str, ...], x: float, highest: float) -> Mark:
    """Return where a number is drawn: its shape in the middle of what is known, else at the end that is."""
    up, down = math.isinf(number.high), math.isinf(number.low)
    low = number.high if down else number.low
    high = number.low if up else number.high
    y = level((low + high) / 2, highest)
    top = max(y - OPEN_REACH, 2.0) if up else level(high, highest)
    bottom = min(y + OPEN_REACH, TOP + PLOT) if down else level(low, highest)
    label = interval_text(number.low, number.high)
    return Mark(number, origin, round(x, 1), round(y, 1), round(top, 1), round(bottom, 1), up, down, label, claims)


def interval_text(low: float, high: float) -> str:
    """Return an interval as it stands beside a mark, in whole numbers.

    >>> interval_text(12, 12), interval_text(200, math.inf), interval_text(-math.inf, 450), interval_text(17.2, 22.8)
    ('12', '200 or more', 'up to 450', '17–23')
    """
    if math.isinf(low) and math.isinf(high):
        return "any number"
    if math.isinf(high):
        return f"{number_label(round(low))} or more"
    if math.isinf(low):
        return f"up to {number_label(round(high))}"
    ends = dict.fromkeys(number_label(round(bound)) for bound in (low, high))
    return "–".join(ends)


def ticks_up_to(highest: float) -> list[int]:
    """Return round numbers from 0, no more than there is room for.

    >>> ticks_up_to(504), ticks_up_to(3)
    ([0, 200, 400], [0, 1, 2, 3])
    """
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if highest / step < MOST_TICKS:
                return list(range(0, math.floor(highest) + 1, step))
        power *= 10


def breaks_between(columns: Sequence[Column]) -> Iterable[float]:
    """Yield where days are left out between two columns."""
    for before, after in pairwise(columns):
        if before.day and after.day and days_apart(before.day, after.day) > 1:
            yield after.left


def days_apart(first: str, last: str) -> int:
    """Return how many days lie between two ISO days; 0 where one of them is less than a day."""
    try:
        return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return 0


def lines_of(marks: Sequence[Mark]) -> Iterable[tuple[int, str]]:
    """Yield a line, with its tint, through what each origin said that changed its number."""
    by_origin: dict[str, list[Mark]] = {}
    for mark in marks:
        by_origin.setdefault(mark.told.origin, []).append(mark)
    for told in by_origin.values():
        if len({(mark.told.low, mark.told.high) for mark in told}) > 1:
            yield told[0].origin.tint, "M" + "L".join(f"{mark.x:g} {mark.y:g}" for mark in told)
