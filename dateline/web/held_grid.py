"""Who held what, as a grid: rows of places, columns of days, bars in the holders' tints, patterns and letters. Pure layout."""

from __future__ import annotations

import hashlib
import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.name_keys import name_key
from dateline.reconcile.holdings import HeldSpan, Line
from dateline.store.base import PlaceRow
from dateline.web.held_axis import DayAxis, day_axis

__all__ = [
    "Bar",
    "GridRow",
    "HeldGrid",
    "HeldPlace",
    "Holder",
    "Lane",
    "draw_grid",
    "first_shown",
    "holder_key",
    "name_holders",
    "range_of",
]

TINTS = 8
LANE_HEIGHT, THIN_LANE = 30, 19
FIRST_SHARE = 5  # one in so many of the days told may lie before the grid, where the grid becomes much shorter so
MUCH_SHORTER = 3.0
MOST_GRID_DAYS = 366 * 3000
LETTER_WIDTH = 1.3  # per cent of the width from which on a bar bears its holder's letter
NAME_WIDTH = 9.0  # per cent of the width from which on a bar bears its holder's name beside the letter


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A place and who held it when; ``more`` tells that only the claims published last were read."""

    place: PlaceRow
    spans: tuple[HeldSpan, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder of places: ``actor`` is the key of its page, ``tint`` one of eight, None for those beyond them."""

    key: str
    name: str
    actor: str | None
    letter: str
    tint: int | None
    places: int
    days: int


@dataclass(frozen=True, slots=True)
class Lane:
    """What one holder has of a bar: all of it, or one lane of several. ``holder`` is None where nobody is named."""

    holder: Holder | None
    state: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of days in the grid, in per cent of its width; ``index`` is the span's place in its row."""

    index: int
    x: float
    width: float
    state: str
    lanes: tuple[Lane, ...]
    begins_before: bool
    is_open: bool

    @property
    def has_letters(self) -> bool:
        """Is there room for letters?"""
        return self.width >= LETTER_WIDTH

    @property
    def has_names(self) -> bool:
        """Is there room for names?"""
        return self.width >= NAME_WIDTH


@dataclass(frozen=True, slots=True)
class GridRow:
    """A place's row: its bars, and how tall it is."""

    held: HeldPlace
    height: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class HeldGrid:
    """The whole grid; ``marked`` is the day that is shown beneath it, in per cent, None where that is not on it."""

    axis: DayAxis
    rows: tuple[GridRow, ...]
    holders: tuple[Holder, ...]
    marked: float | None


def holder_key(line: Line) -> str | None:
    """Return under which key a line's holder is known in the whole grid; None where nobody is named."""
    if line.holder is None:
        return None
    # unnamed ones ("rebels") are told by their words alone
    return line.holder.key or f"called {name_key(line.name or '')}"


def name_holders(held: Iterable[HeldPlace], names: Mapping[str, str], *, last: str) -> tuple[Holder, ...]:
    """Return the holders of some places, the longest first, each with a letter of its own and the first eight with a tint.

    Args:
        held: places with their spans.
        names: names of actors by their keys; a holder that is none goes by what it is called in the claims.
        last: the day that spans without an end are counted to.
    """
    days: Counter[str] = Counter()
    places: dict[str, set[str]] = {}
    called: dict[str, Counter[str]] = {}
    for item in held:
        for span in item.spans:
            length = days_between(span.first_day, span.last_day or max(last, span.first_day))
            for key, name in {key: line.name or "" for line in span.lines if (key := holder_key(line))}.items():
                days[key] += length
                places.setdefault(key, set()).add(item.place.key)
                called.setdefault(key, Counter())[name] += 1
    ordered = sorted(days, key=lambda key: (-len(places[key]), -days[key], key))
    shown = {key: names.get(key) or called[key].most_common(1)[0][0] for key in ordered}
    letters = letters_of(shown.values())
    return tuple(
        Holder(
            key, shown[key], key if key in names else None, letter, tint, len(places[key]), days[key]
        )
        for key, letter, tint in zip(ordered, letters, tints_of(ordered), strict=True)
    )  # fmt: skip


def tints_of(keys: Iterable[str]) -> list[int | None]:
    """Return a tint for each of the first eight holders, by its key: mostly the same one on every page.

    >>> tints_of(["reds", "greens", "reds"])[:2] == tints_of(["reds", "greens"])
    True
    """
    free = list(range(TINTS))
    found: list[int | None] = []
    for key in keys:
        wanted = hashlib.sha256(key.encode("utf-8", "replace")).digest()[0] % TINTS
        tint = min(free, key=lambda at: (at - wanted) % TINTS) if free else None
        if tint is not None:
            free.remove(tint)
        found.append(tint)
    return found


def letters_of(names: Iterable[str]) -> list[str]:
    """Return a letter for each name: its own first one, else another of its own, else the first that is free.

    >>> letters_of(["Reds", "Riverside Union", "Rr"])
    ['R', 'U', 'A']
    """
    used: set[str] = set()
    found = []
    doubles = (one + two for one in string.ascii_uppercase for two in string.ascii_uppercase)
    for name in names:
        key = name_key(name).upper()  # without the article
        words = [word[:1] for word in key.split()] + list(key)
        own = [letter for letter in words if len(letter) == 1 and letter.isalpha()]
        free = next((x for x in (*own, *string.ascii_uppercase) if x not in used), None)
        letter = free or next((double for double in doubles if double not in used), "?")
        used.add(letter)
        found.append(letter)
    return found


def range_of(
    held: Sequence[HeldPlace], *, since: str | None, until: str | None, known: str | None
) -> tuple[str, str] | None:
    """Return the days that a grid shows, or None where nothing is told.

    Without ``since`` it begins with the first day told; a few days told of long before the others are left of it, where it
    would be much longer for them. Without ``until`` it ends a little after the last day told, at most on ``known``, the day
    to which the archive goes.
    """
    told = sorted(s.day for item in held for span in item.spans for line in span.lines for s in line.sightings)
    told += sorted(span.first_day for item in held for span in item.spans)
    told.sort()
    if not told:
        return None
    last = until or end_of(told[0], told[-1], known)
    first = since or first_shown(told, last)
    first, last = min(first, last), max(first, last)
    if days_between(first, last) > MOST_GRID_DAYS:
        first = (date.fromisoformat(last) - timedelta(days=MOST_GRID_DAYS)).isoformat()
    return first, last


def first_shown(told: Sequence[str], last: str) -> str:
    """Return the day with which a picture of some days, in order, begins: few of long before the others are left out."""
    later = told[len(told) // FIRST_SHARE]
    return later if days_between(told[0], last) > MUCH_SHORTER * days_between(later, last) else told[0]


def end_of(first: str, last: str, known: str | None) -> str:
    """Return a day a little after the last one told, at most the day to which the archive goes."""
    later = date.fromisoformat(last).toordinal() + days_between(first, last) // TINTS + 1
    after = date.fromordinal(min(later, date.max.toordinal())).isoformat()
    return max(last, min(after, known or last))


def days_between(first: str, last: str) -> int:
    """Return how many days there are from one to another, both counted; none the wrong way round."""
    return max(0, (date.fromisoformat(last) - date.fromisoformat(first)).days + 1)


def draw_grid(
    held: Sequence[HeldPlace], holders: Sequence[Holder], days: tuple[str, str], *, day: str | None = None
) -> HeldGrid:
    """Return the grid of some places over a range of days; ``day`` is marked."""
    axis = day_axis(*days)
    by_key = {holder.key: holder for holder in holders}
    rows = tuple(draw_row(item, by_key, axis) for item in held)
    shown = {lane.holder.key for row in rows for bar in row.bars for lane in bar.lanes if lane.holder}
    # the middle of the day
    marked = round((axis.share(day) + axis.share(day, ends=True)) / 2, 3) if day is not None and axis.has(day) else None
    return HeldGrid(axis, rows, tuple(holder for holder in holders if holder.key in shown), marked)


def draw_row(item: HeldPlace, holders: Mapping[str, Holder], axis: DayAxis) -> GridRow:
    """Return a place's row: spans off the axis are left out."""
    bars = []
    for index, span in enumerate(item.spans):
        last = span.last_day or max(axis.last, span.first_day)
        if last < axis.first or span.first_day > axis.last:
            continue
        x = axis.share(span.first_day)
        lanes = lanes_of(span, holders)
        width = round(axis.share(last, ends=True) - x, 3)
        open_end = span.last_day is None
        bars.append(Bar(index, x, width, span.state, lanes, span.first_day < axis.first, open_end))
    height = max((sum(lane.height for lane in bar.lanes) for bar in bars), default=LANE_HEIGHT)
    return GridRow(item, height, tuple(stretch(bar, height) for bar in bars))


def lanes_of(span: HeldSpan, holders: Mapping[str, Holder]) -> tuple[Lane, ...]:
    """Return a span's holders, each once; where one is named, those who name none have no lane."""
    found: dict[str | None, str] = {}
    for line in span.lines:
        found.setdefault(holder_key(line), line.state)
    if len(found) > 1:
        found.pop(None, None)
    height = LANE_HEIGHT if len(found) == 1 else THIN_LANE
    return tuple(
        Lane(holders[key] if key is not None else None, state, at * height, height)
        for at, (key, state) in enumerate(found.items())
    )


def stretch(bar: Bar, height: int) -> Bar:
    """Return a bar as tall as its row."""
    count = len(bar.lanes)
    edges = [round(at * height / count) for at in range(count + 1)]
    lanes = (replace(lane, y=edges[i], height=edges[i + 1] - edges[i]) for i, lane in enumerate(bar.lanes))
    return replace(bar, lanes=tuple(lanes))
