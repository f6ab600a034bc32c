"""A report's times as a timeline that needs no script: a table whose rows are bars on a common axis, as long as the time is.

Times of very different scale would hide one another on one axis (four days and a year of the last century), so dense ones
get a part of the timeline, with an axis, of their own. What has no place in the calendar is listed and never drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.records import Reason
from dateline.web.instants import moment_at, period_of, read_moment
from dateline.web.labels import interval_label, year_label
from dateline.web.time_axis import Axis, Tick, axis_over, ticks_of

__all__ = ["Bar", "Dated", "Flag", "Mention", "Part", "ReportTimeline", "Row", "Undated", "timeline_report"]

# times that lie within this share of an axis get one of their own, if they are two at least and as large a share of its rows
DENSE, DENSE_ROWS = 0.05, 0.45
# what is neither a day nor a time of day, in words
KINDS = {"DURATION": "a length of time", "SET": "it recurs", "DATE": "a date", "TIME": "a time of day"}
FLAG_EDGE = 15.0  # per cent: nearer to an end of the axis a flag's label stands inside it
TITLE_YEARS = 3  # a longer part is headed by its years alone
NEAR_FLAG = 0.25  # of a part's range: so far off the day of publication is still shown on it


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a time, by the time's id."""

    time: str
    words: str


@dataclass(frozen=True, slots=True)
class Dated:
    """An event or holding that a time dates: its id, the number of its claim in the text, and the words that name it."""

    item: str
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One time and all words for it. ``start`` and ``end`` are minutes, None where it is open."""

    earliest: str | None
    latest: str | None
    start: int | None
    end: int | None
    approximate: bool
    values: tuple[str, ...]
    mentions: tuple[Mention, ...]
    dated: tuple[Dated, ...]

    @property
    def label(self) -> str:
        """The time in words."""
        return ("about " if self.approximate else "") + (interval_label(self.earliest, self.latest) or "")

    @property
    def codes(self) -> tuple[str, ...]:
        """Its TIMEX3 values, as far as they say more than the label does."""
        return tuple(value for value in self.values if read_moment(value) is None)

    @property
    def first(self) -> int:
        """Its first known minute."""
        return self.start if self.start is not None else self.end or 0

    @property
    def last(self) -> int:
        """Its last known minute."""
        return self.end if self.end is not None else self.start or 0


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a row lies on its axis, in per cent."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Flag:
    """A day that the report itself has: published, filed; ``anchor`` is SVG's text-anchor."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Part:
    """Rows on one axis."""

    title: str
    ticks: tuple[Tick, ...]
    flags: tuple[Flag, ...]
    rows: tuple[tuple[Row, Bar], ...]


@dataclass(frozen=True, slots=True)
class Undated:
    """A time that has no place in the calendar, and why."""

    mention: Mention
    what: str
    value: str | None
    why: str
    dated: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class ReportTimeline:
    """A report's times: on axes, and those that cannot be."""

    parts: tuple[Part, ...]
    undated: tuple[Undated, ...]

    @property
    def times(self) -> int:
        """How many expressions are on an axis."""
        return sum(len(row.mentions) for part in self.parts for row, _ in part.rows)


def timeline_report(
    reading: Mapping[str, Any], reasons: Iterable[Reason], *, numbers: Mapping[str, int]
) -> ReportTimeline:
    """Return the timeline of a report's times.

    Args:
        reading: the contract's object.
        reasons: why values of it are null.
        numbers: by the id of an event or holding, the number of its claim in the text.
    """
    dated = dated_by(reading, numbers)
    rows = sorted(read_rows(reading, dated), key=lambda row: (row.first, row.last))
    flags = flags_of(reading["report"])
    parts = sorted(split(rows), key=lambda part: min(row.first for row in part))
    return ReportTimeline(
        parts=tuple(draw_part(part, flags) for part in parts),
        undated=tuple(read_undated(reading, reasons, dated=dated)),
    )


# reading -> rows ----------------------------------------------------------------------------------------------


def dated_by(reading: Mapping[str, Any], numbers: Mapping[str, int]) -> dict[str, list[Dated]]:
    """Return, by the id of a time, what it dates and the page shows."""
    found: dict[str, list[Dated]] = {}
    for name, words in (("events", "trigger"), ("holdings", "span")):
        for item in reading[name]:
            if item["time"] and item["id"] in numbers:
                dated = Dated(item["id"], numbers[item["id"]], item[words]["quote"])
                found.setdefault(item["time"], []).append(dated)
    return found


def bounds_of(time: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return the first minute of a time and the first after it; None where it is open or cannot be read."""
    first, last = (period_of(time[name]) if time[name] else None for name in ("earliest", "latest"))
    return first and first[0], last and last[1]


def read_rows(reading: Mapping[str, Any], dated: Mapping[str, Sequence[Dated]]) -> Iterator[Row]:
    """Yield the times that have a place in the calendar; equal ones share a row."""
    equal: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for time in reading["times"]:
        start, end = bounds_of(time)
        if (start, end) != (None, None) and (start is None or end is None or start < end):
            equal.setdefault((start, end, time["mod"] == "APPROX"), []).append(time)
    for (start, end, approximate), times in equal.items():
        yield Row(
            earliest=times[0]["earliest"] if start is not None else None,
            latest=times[0]["latest"] if end is not None else None,
            start=start,
            end=end,
            approximate=approximate,
            values=tuple(dict.fromkeys(time["value"] for time in times if time["value"])),
            mentions=tuple(Mention(time["id"], time["span"]["quote"]) for time in times),
            dated=tuple(sorted((d for time in times for d in dated.get(time["id"], ())), key=lambda d: d.number)),
        )


def read_undated(
    reading: Mapping[str, Any], reasons: Iterable[Reason], *, dated: Mapping[str, Sequence[Dated]]
) -> Iterator[Undated]:
    """Yield the times that have no place in the calendar, in text order."""
    why: dict[str, str] = {}
    for reason in reasons:
        if reason.field in ("earliest", "latest", "value"):
            why.setdefault(reason.item, reason.why)
    for time in reading["times"]:
        start, end = bounds_of(time)
        if (start, end) == (None, None) or (start is not None and end is not None and start >= end):
            mention = Mention(time["id"], time["span"]["quote"])
            what = KINDS.get(time["type"], "a time")
            left_open = why.get(time["id"], "no reason is recorded")
            yield Undated(mention, what, time["value"], left_open, tuple(dated.get(time["id"], ())))


def flags_of(report: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Return the days of the report itself, as the minute of their noon, with what happened on them."""
    filed = report["filed_from"] and report["filed_from"]["date"]
    days: dict[int, list[str]] = {}
    for label, text in (("filed", filed), ("published", report["published"])):
        period = period_of(text[:10]) if text else None
        if period:
            days.setdefault(sum(period) // 2, []).append(label)
    return [(noon, " and ".join(labels)) for noon, labels in days.items()]


# rows -> parts ------------------------------------------------------------------------------------------------


def split(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Return rows in parts, so that on no axis many of them crowd into a small share of it."""
    core, denser = rows, densest(rows)
    while denser:
        core, denser = denser, densest(denser)
    if len(core) == len(rows):
        return [rows] if rows else []
    return [core, *split([row for row in rows if row not in core])]


def densest(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the most rows that crowd into a small share of the axis of all; none if they are too few for one of their own."""
    if len(rows) < 3:
        return ()
    window = DENSE * (max(row.last for row in rows) - min(row.first for row in rows))
    crowds = ([row for row in rows if one.first <= row.first and row.last <= one.first + window] for one in rows)
    most = max(crowds, key=len)
    return most if max(2, DENSE_ROWS * len(rows)) <= len(most) < len(rows) else ()


def draw_part(rows: Sequence[Row], flags: Iterable[tuple[int, str]]) -> Part:
    """Return rows as bars on the axis that suits them."""
    low, high = min(row.first for row in rows), max(row.last for row in rows)
    near = NEAR_FLAG * (high - low)
    shown = [(noon, label) for noon, label in flags if low - near <= noon <= high + near]
    axis = axis_over(
        min([low, *(noon for noon, _ in shown)]),
        max([high, *(noon for noon, _ in shown)]),
        opens_before=any(row.start is None for row in rows),
        opens_after=any(row.end is None for row in rows),
    )
    return Part(
        title=part_title(rows),
        ticks=ticks_of(axis),
        flags=tuple(Flag(axis.share(noon), label, anchor_at(axis.share(noon))) for noon, label in shown),
        rows=tuple((row, bar_of(row, axis)) for row in rows),
    )


def anchor_at(x: float) -> str:
    """Return how a flag's label is anchored, so that it stays on the page."""
    return "start" if x < FLAG_EDGE else "end" if x > 100 - FLAG_EDGE else "middle"


def part_title(rows: Sequence[Row]) -> str:
    """Return the range of a part in words."""
    first = min(rows, key=lambda row: row.first)
    last = max(rows, key=lambda row: row.last)
    years = moment_at(first.first).year, moment_at(last.last - 1).year
    if years[1] - years[0] > TITLE_YEARS:
        return f"{year_label(years[0])} – {year_label(years[1])}"
    return interval_label(first.earliest or first.latest, last.latest or last.earliest) or ""


def bar_of(row: Row, axis: Axis) -> Bar:
    """Return where a row lies on an axis; an open end runs to the axis's own."""
    left = axis.share(row.start) if row.start is not None else 0.0
    right = axis.share(row.end) if row.end is not None else 100.0
    return Bar(left, round(right - left, 2))
