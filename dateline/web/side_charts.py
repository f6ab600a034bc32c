"""The sides of a dispute by the day they were told: a lane for each side, a mark for each origin on each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.web.number_charts import Column, breaks_between, column_at
from dateline.web.origin_marks import OriginMark

__all__ = ["Lane", "LaneMark", "Said", "SideChart", "chart_sides"]

TOP, LANE, FOOT = 6.0, 38.0, 38.0
LEFT, RIGHT = 4.0, 8.0
SLOT, COLUMN_PADDING, LEAST_COLUMN = 27.0, 14.0, 74.0
MOST_MARKS = 60


@dataclass(frozen=True, slots=True)
class Said:
    """That an origin told a side on a day, in a claim."""

    day: str | None
    origin: str
    claim: str
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A side: its name, and the middle of its lane."""

    name: str
    y: float


@dataclass(frozen=True, slots=True)
class LaneMark:
    """An origin that told a side on a day."""

    said: Said
    origin: OriginMark
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SideChart:
    """The lanes of all sides, with a column for each day on which one was told."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    breaks: tuple[float, ...]
    marks: tuple[LaneMark, ...]


def chart_sides(sides: Sequence[tuple[str, Iterable[Said]]], origins: Mapping[str, OriginMark]) -> SideChart:
    """Return the chart of some sides.

    Args:
        sides: the name of each, and what was told of it.
        origins: the mark of each origin, by its key.
    """
    cells: dict[str | None, dict[int, dict[str, Said]]] = {}
    for lane, (_, told) in enumerate(sides):
        for said in list(told)[:MOST_MARKS]:
            cells.setdefault(said.day, {}).setdefault(lane, {}).setdefault(said.origin, said)
    columns: list[Column] = []
    marks: list[LaneMark] = []
    x = LEFT
    for day in sorted(cells, key=lambda day: day or "9999"):
        most = max(len(found) for found in cells[day].values())
        width = max(LEAST_COLUMN, most * SLOT + COLUMN_PADDING)
        columns.append(column_at(x, width, day, columns))
        for lane, found in cells[day].items():
            start = x + (width - (len(found) - 1) * SLOT) / 2
            y = TOP + (lane + 0.5) * LANE
            marks += [LaneMark(s, origins[s.origin], start + i * SLOT, y) for i, s in enumerate(found.values())]
        x += width
    return SideChart(
        width=round(x + RIGHT),
        height=TOP + len(sides) * LANE + FOOT,
        lanes=tuple(Lane(name, TOP + (lane + 0.5) * LANE) for lane, (name, _) in enumerate(sides)),
        columns=tuple(columns),
        breaks=tuple(breaks_between(columns)),
        marks=tuple(marks),
    )
