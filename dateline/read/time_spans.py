"""What lengths of time and periods mean: "the past week", "two years ago", "the next day", "$2 billion a year"."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from dateline.read.time_calendar import add_to, days_of, shift, value_of
from dateline.read.time_length_guards import is_rate
from dateline.read.time_quarters import ended_quarter, quarter_known, remember_months, remember_quarter, year_before
from dateline.read.time_setting import (
    CLOCK_UNITS,
    DAY_PARTS,
    MONTHS,
    SEASON_CODES,
    STEPS,
    UNITS,
    WEEKDAYS,
    Sense,
    Setting,
)
from dateline.read.time_wording import CLASSES, Found, Wording

__all__ = [
    "a_while",
    "bare_units",
    "bind_lengths",
    "each_unit",
    "ended_span",
    "length",
    "near_span",
    "one_day",
    "past_spans",
    "rel_span",
    "the_past_span",
    "weekend",
]


FRIDAY = 4


def rel_span(item: Found, at: Setting) -> Sense:
    """Read "last week", "this year", "next quarter"."""
    unit = UNITS[at.form(item, "u")]
    if item.groups["u"] < item.groups["r"]:
        return Sense("DATE", at.value_at(-2, unit))
    if unit == "Q" and at.quarter and STEPS[at.form(item, "r")] == 0:
        return Sense("DATE", quarter_known(item, at) or at.value_at(0, "Q"))
    if unit == "WE" and at.anchor and at.form(item, "r") == "this" and at.anchor.weekday() < FRIDAY:
        # told as past before the week's own weekend has come
        return Sense("DATE", at.value_at(-1 if at.tense(item) == "past" else 0, "WE"))
    return Sense("DATE", at.value_at(STEPS[at.form(item, "r")], unit))


def the_past_span(item: Found, at: Setting) -> Sense:
    """Read "the past week": the length of time up to the report's day."""
    word, unit = at.form(item, "r"), UNITS[at.form(item, "u")]
    if unit == "WE":
        return Sense("DATE", at.value_at(STEPS[word], "WE"))
    if word in ("previous", "following", "ensuing") or (word == "next" and at.narrative and is_point(item, at)):
        return near_span(item, at)
    if unit == "Q" and STEPS[word] < 0 and at.anchor:
        return Sense("DATE", at.value_at(-1, "Q"))
    mod = "APPROX" if at.wording.form(item.end - 1) == "so" else None
    return stretch(item, at, value=duration(1, unit), step=STEPS[word], mod=mod)


def is_point(item: Found, at: Setting) -> bool:
    """Is "the next year" a point in time, not the length of what went on over it?"""
    return at.wording.form(item.start - 1) not in OVER


OVER = frozenset({"over", "for", "within", "during", "through", "throughout", "in"})


def near_span(item: Found, at: Setting) -> Sense:
    """Read "that day", "the following month", "the day before": from the time last named."""
    span = at.form(item, "u")
    unit = {"night": "D"}.get(span) or UNITS[span]
    word = at.form(item, "r")
    bare = word == "the" and not {"s", "b"} & item.groups.keys()
    step = STEPS.get(word, 0) + {"before": -1, "after": 1}.get(at.form(item, "b"), 0)
    base = at.anchor if bare and not at.told(item) else at.base_of(unit, ahead=step > 0)
    if base is None:
        return Sense("DATE", None)
    day = shift(base, step, unit)
    value = value_of(day, unit) if day else None
    if span == "night" and value:
        return Sense("TIME", f"{value}TNI")
    return Sense("DATE", value)


def ended_span(item: Found, at: Setting) -> Sense:
    """Read "the year ended", "the full year", "the quarter"."""
    unit = UNITS[at.form(item, "u")]
    if unit == "Q" and at.anchor:
        # what is told of the quarter is told when it has ended
        ended, known = ended_quarter(item, at), quarter_known(item, at)
        if ended and not known:
            # a number given to the quarter counts: a business year need not begin in January
            return remember_quarter(item, at, ended)
        return Sense("DATE", ended or known or at.value_at(-1, "Q"))
    if at.form(item, "f") == "full" and unit == "Y" and at.anchor:
        return Sense("DATE", at.value_at(0, "Y"))
    return Sense("DURATION", duration(1, unit))


def weekend(item: Found, at: Setting) -> Sense:
    """Read "the weekend": the last one, or the next as the tense tells."""
    if not at.anchor:
        return Sense("DATE", None)
    steps = 0 if at.anchor.weekday() > 4 or at.looks_ahead(item) else -1
    return Sense("DATE", at.value_at(steps, "WE"))


def duration(count: float | str, unit: str, *, clock: bool = False) -> str:
    """Return the value of a duration: P3W, PT2H, P1Y6M; halves in the next smaller unit."""
    if unit == "2W" and not isinstance(count, str):
        count, unit = 2 * count, "W"
    unit = {"WE": "WE"}.get(unit, unit)
    if not isinstance(count, str) and count != int(count):
        smaller = {"Y": (12, "M"), "H": (60, "M"), "D": (24, "H"), "DE": (10, "Y"), "CE": (100, "Y"), "M": (60, "S")}
        factor, lower = smaller.get(unit, (1, unit)) if clock or unit != "M" else (30, "D")
        if count > 1 and unit in smaller and (clock or unit == "Y"):
            return f"P{'T' if clock else ''}{int(count)}{unit}{round(count % 1 * factor, 1):g}{lower}"
        clock = clock or unit == "D"
        count, unit = round(count * factor, 1), lower
    if unit == "DE" and not isinstance(count, str):
        count, unit = count * 10, "Y"
    if unit == "CE" and not isinstance(count, str):
        count, unit = count * 100, "Y"
    text = count if isinstance(count, str) else f"{count:g}" if count < 100000 else f"{int(count)}"
    return f"P{'T' if clock else ''}{text}{unit}"


def stretch(item: Found, at: Setting, *, value: str, step: int, mod: str | None = None) -> Sense:
    """Return a length of time that ends (or begins) on the report's day, or on the day told."""
    base = at.anchor
    if not is_present(item, at) and (at.narrative or at.told(item)):
        base = at.base_of("D") if at.focus is not None else None
    days = add_to(base, value, 1 if step > 0 else -1) if base else None
    return Sense("DURATION", value, mod, days)


def is_present(item: Found, at: Setting) -> bool:
    """Does the clause tell what has gone on until the report's day ("has risen over the past decade")?"""
    words = range(item.start - PERFECT_WORDS, item.end + PERFECT_WORDS)
    return any(at.wording.form(index) in ("has", "have") for index in words)


PERFECT_WORDS = 8


def length_value(item: Found, at: Setting) -> tuple[float | str, str]:
    """Return how many of which unit an expression says; X where it does not say how many."""
    unit = UNITS[at.form(item, "u")]
    few = at.form(item, "f")
    if "l" in item.groups and "n" not in item.groups:
        return ("X" if at.form(item, "u") in CLASSES["UNITS"] else 1), unit
    if few:
        return (2, unit) if few == "couple" else ("X", unit)
    count = at.number(item, "n")
    if count is None:
        count = (
            2
            if at.form(item, "t") == "two" and "a" in item.groups
            else 0
            if "h" in item.groups and "a" not in item.groups
            else 1
        )
        if "h" in item.groups:
            between = at.wording.phrase(item.start, item.end)
            count = count + 0.5 if " and a " in f"{between} " else 0.5
    elif "and a half" in at.wording.phrase(item.start, item.end).replace(" -", ""):
        count += 0.5
    return count, unit


def past_spans(item: Found, at: Setting) -> Sense:
    """Read "the past three months", "the next two years", "recent years", "the first nine months"."""
    unit = UNITS[at.form(item, "u")]
    clock = at.form(item, "u") in CLOCK_UNITS
    count: float | str = "X"
    if at.form(item, "r") == "future":
        return Sense("DATE", "FUTURE_REF")
    if {"n", "f", "h"} & item.groups.keys():
        count, unit = (1.5, unit) if "h" in item.groups else length_value(item, at)
    value = duration(count, unit, clock=clock)
    remember_months(item, at, value)
    mod = "APPROX" if at.form(item, "t") == "so" else None
    if "o" in item.groups or at.form(item, "r") == "recent":
        return Sense("DURATION", value, mod)
    return stretch(item, at, value=value, step=STEPS.get(at.form(item, "r"), -1), mod=mod)


def length(item: Found, at: Setting) -> Sense:
    """Read a number of units, with "ago", "later", "from now", or as a rate."""
    count, unit = length_value(item, at)
    clock = at.form(item, "u") in CLOCK_UNITS
    value = duration(count, unit, clock=clock)
    remember_months(item, at, value)
    if "v" in item.groups:
        value += f"{at.number(item, 'm'):g}{UNITS[at.form(item, 'v')]}"
    mod = "APPROX" if "t" in item.groups and at.form(item, "t") == "so" else None
    word = at.form(item, "g") or ("hence" if at.wording.phrase(item.end - 2, item.end) == "from now" else "")
    if word == "ago" or at.wording.form(item.end - 1) == "now":
        return back(item, at, count=count, unit=unit, clock=clock)
    if word in ("earlier", "later", "before", "after"):
        return beside(item, at, count=count, unit=unit, clock=clock)
    if is_rate(at.wording, item):
        return Sense("SET", value)
    return Sense("DURATION", value, mod)


def back(item: Found, at: Setting, *, count: float | str, unit: str, clock: bool) -> Sense:
    """Return the time some units ago, or from now, in the precision of the unit."""
    ahead = at.wording.form(item.end - 1) == "now"
    if isinstance(count, str):
        return Sense("DATE", "FUTURE_REF" if ahead else "PAST_REF")
    known = quarter_known(item, at)
    if known and unit == "Y" and count == 1 and "a" in item.groups and not ahead:
        return Sense("DATE", year_before(item, at, known))
    if not at.anchor:
        return Sense("DATE", None)
    if clock:
        return Sense("TIME", None)
    steps = count if ahead else -count
    if steps != int(steps):
        steps, unit = {"Y": (steps * 12, "M"), "DE": (steps * 10, "Y"), "M": (steps * 30, "D")}.get(
            unit, (steps * 7, "D")
        )
    day = shift(at.anchor, int(steps), unit)
    return Sense("DATE", value_of(day, {"DE": "Y", "CE": "Y"}.get(unit, unit)) if day else None)


def beside(item: Found, at: Setting, *, count: float | str, unit: str, clock: bool) -> Sense:
    """Return the time some units before or after the last one named."""
    word = at.form(item, "g")
    known = quarter_known(item, at)
    if known and unit == "Y" and count == 1 and word == "earlier":
        return Sense("DATE", year_before(item, at, known))
    value = duration(count, unit, clock=clock)
    sign = -1 if word in ("earlier", "before") else 1
    if isinstance(count, str):
        return Sense("DURATION", value)
    if clock:
        return clock_beside(at, count=sign * count, unit=unit) or Sense("DURATION", value)
    unit = {"DE": "Y", "CE": "Y"}.get(unit, unit)
    base = at.base_of(unit, ahead=sign > 0) if at.focus is not None or (unit == "Y" and sign < 0) else None
    steps = count * {"DE": 10, "CE": 100}.get(UNITS[at.form(item, "u")], 1)
    day = shift(base, sign * int(steps), unit) if base and steps == int(steps) else None
    if unit == "W" and at.focus is not None and at.focus.unit != "W":
        # a week after a day is a day again
        unit = "D"
    return Sense("DATE", value_of(day, unit)) if day else Sense("DURATION", value)


MINUTES_IN = {"H": 60, "M": 1}


def clock_beside(at: Setting, *, count: float, unit: str) -> Sense | None:
    """Return the minute some hours or minutes from the clock time last named, or None without one."""
    focus = at.focus
    if focus is None or focus.minute is None or unit not in MINUTES_IN:
        return None
    at.from_story = focus.told
    minute = focus.minute + timedelta(minutes=count * MINUTES_IN[unit])
    return Sense("TIME", f"{minute.isoformat(timespec='minutes')}{focus.zone}")


def one_day(item: Found, at: Setting) -> Sense:  # noqa: ARG001 - every rule's function takes both
    """Read "will one day": some day to come."""
    return Sense("DATE", "FUTURE_REF")


def bare_units(item: Found, at: Setting) -> Sense:
    """Read "for months", "years ago"."""
    unit = UNITS[at.form(item, "u")]
    if at.form(item, "g") == "ago":
        return Sense("DATE", "PAST_REF")
    return Sense("DURATION", duration("X", unit, clock=at.form(item, "u") in CLOCK_UNITS))


def a_while(item: Found, at: Setting) -> Sense:  # noqa: ARG001 - every rule's function takes both
    """Read "some time", "a while", "a long time ago"."""
    return Sense("DATE", "PAST_REF") if "g" in item.groups else Sense("DURATION", "PXX")


def each_unit(item: Found, at: Setting) -> Sense:
    """Read what recurs: "every two weeks", "on Fridays", "twice a year"."""
    if "p" in item.groups:
        return Sense("SET", f"XXXX-WXX-{WEEKDAYS[at.form(item, 'p')[:-1]]}")
    word, count = at.form(item, "u"), at.number(item, "n") or (2 if at.form(item, "n") == "other" else 1)
    if word in WEEKDAYS:
        return Sense("SET", f"XXXX-WXX-{WEEKDAYS[word]}")
    if word in MONTHS:
        return Sense("SET", f"XXXX-{MONTHS[word]:02}")
    if word in SEASON_CODES:
        return Sense("SET", f"XXXX-{SEASON_CODES[word]}")
    if word in DAY_PARTS and word not in UNITS:
        return Sense("SET", f"XXXX-XX-XX{DAY_PARTS[word]}")
    return Sense("SET", duration(count, UNITS[word], clock=word in CLOCK_UNITS))


FORWARD = frozenset({"from", "after", "since", "beginning", "starting"})
BACKWARD = frozenset({"before", "until", "till", "to", "ending"})
BINDERS = frozenset({"on", "up", "of", "the", "in"})
LONGEST_BINDER = 3


def bind_lengths(wording: Wording, found: list[Found], *, senses: list[Sense]) -> None:
    """Give days to lengths of time that begin or end on a day named beside them: "for three weeks from 2 May"."""
    for index in range(len(found) - 1):
        first, second = senses[index], senses[index + 1]
        if not 0 < found[index + 1].start - found[index].end <= LONGEST_BINDER:
            continue
        between = [wording.form(n) for n in range(found[index].end, found[index + 1].start)]
        word = next((form for form in between if form not in BINDERS), "")
        if first.type == "DURATION" and second.type == "DATE" and word in FORWARD | BACKWARD:
            bind(first, second, sign=1 if word in FORWARD else -1)
        elif first.type == "DURATION" and second.type == "DATE" and between == ["of"]:
            groups = found[index].groups
            bind_within(first, second, word=wording.form(groups.get("o", groups.get("r", -1))))
        elif first.type == "DATE" and second.type == "DURATION" and between == ["for"]:
            bind(second, first, sign=1)


def bind(length_sense: Sense, point: Sense, *, sign: Literal[-1, 1]) -> None:
    """Let a length of time begin (or end) on a day."""
    days = days_of(point.value or "")
    if days is not None and days[0] == days[1] and length_sense.value and length_sense.days is None:
        length_sense.days = add_to(days[0], length_sense.value, sign)


def bind_within(length_sense: Sense, whole: Sense, *, word: str) -> None:
    """Let a length of time be the first or last part of a longer one: "the first six months of 1942"."""
    days = days_of(whole.value or "")
    if days is None or not length_sense.value or word not in ("first", "opening", "closing", "last", "final"):
        return
    end = days[1] + timedelta(days=1)
    part = (
        add_to(days[0], length_sense.value, 1) if word in ("first", "opening") else add_to(end, length_sense.value, -1)
    )
    if part is not None:
        length_sense.days = max(part[0], days[0]), min(part[1] - timedelta(days=1), days[1])
