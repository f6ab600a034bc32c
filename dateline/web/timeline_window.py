"""The stretch of time that a timeline shows: read from an address, moved, zoomed, and written back in the fewest digits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.errors import InvalidQuery
from dateline.store.base import IncidentCount
from dateline.web.instants import DAY, HOUR, Moment, minutes_of, moment_at, period_of
from dateline.web.labels import interval_label

__all__ = ["INSTANT", "Stretch", "Window", "default_window", "is_instant", "stretches_of", "whole_window", "window_of"]

INSTANT = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?"
FIRST, LAST = minutes_of(Moment(1)), minutes_of(Moment(10_000))
LEAST_SPAN = 3 * HOUR
HOURLY = 4 * DAY  # a window no longer than this shows hours
# (a window at least so long begins and ends at whole ...)
GRID = ((3 * DAY, DAY), (12 * HOUR, HOUR), (0, 15))
PADDING, LEAST_PADDING = 0.03, DAY
# a first look leaves out this share of the incidents, if without each stretch of time left out it is so much shorter
STRAY, SHORTER = 0.15, 0.8


@dataclass(frozen=True, slots=True)
class Stretch:
    """How many incidents lie in a stretch of time, in minutes; ``count`` is as the archive gave it."""

    low: int
    high: int
    incidents: int
    count: IncidentCount


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, from its first minute to the first minute after it."""

    low: int
    high: int

    @property
    def span(self) -> int:
        """Its length in minutes."""
        return self.high - self.low

    @property
    def is_hourly(self) -> bool:
        """Is it so short that hours are told apart?"""
        return self.span <= HOURLY

    @property
    def since(self) -> str:
        """Its beginning, as an address says it."""
        return self.bounds[0]

    @property
    def until(self) -> str:
        """Its end, inclusive, as an address says it."""
        return self.bounds[1]

    @property
    def bounds(self) -> tuple[str, str]:
        """Its first and last year, month, day or minute: the largest of these that it begins and ends with."""
        first, last, after = moment_at(self.low), moment_at(self.high - 1), moment_at(self.high)
        if self.low % DAY or self.high % DAY:
            return iso(first, 5), iso(last, 5)
        parts = 3 if first.day > 1 or after.day > 1 else 2 if first.month > 1 or after.month > 1 else 1
        return iso(first, parts), iso(last, parts)

    @property
    def days(self) -> tuple[str, str]:
        """Its first and last day."""
        return iso(moment_at(self.low), 3), iso(moment_at(self.high - 1), 3)

    @property
    def label(self) -> str:
        """It in words."""
        since, until = self.bounds
        return interval_label(*(self.days if "T" not in since else (since, until))) or ""

    def zoomed(self, factor: float) -> Window:
        """Return a window ``factor`` as long around the same middle."""
        half = max(self.span * factor, LEAST_SPAN) / 2
        middle = (self.low + self.high) / 2
        return tidied(round(middle - half), round(middle + half))

    def moved(self, share: float) -> Window:
        """Return it moved by a share of its own length; it stops where the calendar does."""
        by = min(max(round(self.span * share), FIRST - self.low), LAST - self.high)
        return tidied(self.low + by, self.high + by)


def iso(moment: Moment, parts: int) -> str:
    """Return so many parts of a moment as ISO writes them: 1 a year, 3 a day, 5 a minute."""
    text = f"{moment.year:04}-{moment.month:02}-{moment.day:02}T{moment.hour:02}:{moment.minute:02}"
    return text[: {1: 4, 2: 7, 3: 10, 5: 16}[parts]]


def tidied(low: int, high: int) -> Window:
    """Return a window that begins and ends at round times, within the calendar."""
    grid = next(step for span, step in GRID if high - low >= span)
    low, high = (round(edge / grid) * grid for edge in (low, high))
    low = min(max(low, FIRST), LAST - LEAST_SPAN)
    return Window(low, min(max(high, low + LEAST_SPAN), LAST))


def is_instant(value: str) -> str:
    """Accept a year, a month, a day or a minute as ISO writes them."""
    if not re.fullmatch(INSTANT, value) or value < "0001" or period_of(value) is None or "T24" in value:
        raise ValueError(f"{value!r} is no time; write 2001, 2001-11, 2001-11-07 or 2001-11-07T14:30")
    return value


def window_of(since: str, until: str) -> Window:
    """Return the window that an address asks for; what gives minutes begins and ends at round times.

    Raises:
        InvalidQuery: it ends before it begins.
    """
    first, last = period_of(since), period_of(until)
    if first is None or last is None or last[1] <= first[0]:
        raise InvalidQuery(f"since {since} is after until {until}")
    return tidied(first[0], last[1]) if "T" in since + until else Window(first[0], last[1])


# where the incidents are --------------------------------------------------------------------------------------


def stretches_of(counts: Iterable[IncidentCount]) -> list[Stretch]:
    """Return counts that have a place in the calendar, the earliest first."""
    found = []
    for count in counts:
        first, last = (period_of(edge) if edge else None for edge in (count.first, count.last))
        if first and last:
            found.append(Stretch(first[0], max(first[1], last[1]), count.incidents, count))
    return sorted(found, key=lambda stretch: (stretch.low, stretch.high))


def whole_window(stretches: Iterable[Stretch]) -> Window | None:
    """Return the window that shows every incident, None where there is none."""
    found = list(stretches)
    if not found:
        return None
    low, high = min(s.low for s in found), max(s.high for s in found)
    padding = max(round((high - low) * PADDING), LEAST_PADDING)
    return tidied(max(low - padding, FIRST), min(high + padding, LAST))


def default_window(stretches: Iterable[Stretch]) -> Window | None:
    """Return the window of a first look: nearly all incidents, without few strays that would crowd the others together."""
    states = list(peeled(list(stretches)))
    if not states:
        return None
    full = span_of(states[0])
    kept = states[0]
    for strays, state in enumerate(states):
        if span_of(state) <= full * SHORTER**strays:
            kept = state
    return whole_window(kept)


def peeled(stretches: list[Stretch]) -> Iterable[list[Stretch]]:
    """Yield stretches, then again and again without the outermost one beyond the larger gap, while few are left out."""
    spare = STRAY * sum(stretch.incidents for stretch in stretches)
    while stretches:
        yield stretches
        if len(stretches) < 2:
            return
        first, last = stretches[0], max(stretches, key=lambda s: s.high)
        rests = {one: [s for s in stretches if s is not one] for one in (first, last)}
        gone = min(rests, key=lambda one: span_of(rests[one]))
        spare -= gone.incidents
        if spare < 0:
            return
        stretches = rests[gone]


def span_of(stretches: Iterable[Stretch]) -> int:
    """Return the minutes from the first beginning to the last end."""
    found = list(stretches)
    return max(s.high for s in found) - min(s.low for s in found)
