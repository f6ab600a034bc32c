"""What lengths of time and periods mean: "the past week", "two years ago", "the next day", "$2 billion a year"."""

from __future__ import annotations

from dateline.read.time_calendar import add_to, shift, value_of
from dateline.read.time_guards import is_rate
from dateline.read.time_quarters import ended_quarter, quarter_known
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
from dateline.read.time_wording import CLASSES, Found

__all__ = [
    "a_while",
    "bare_units",
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
    if word in ("previous", "following", "ensuing"):
        return near_span(item, at)
    if unit == "Q" and STEPS[word] < 0 and at.anchor:
        return Sense("DATE", at.value_at(-1, "Q"))
    return stretch(at, duration(1, unit), STEPS[word], mod="APPROX" if at.wording.form(item.end - 1) == "so" else None)


def near_span(item: Found, at: Setting) -> Sense:
    """Read "that day", "the following month": from the time last named."""
    span = at.form(item, "u")
    unit = {"night": "D"}.get(span) or UNITS[span]
    word = at.form(item, "r")
    base = at.anchor if word == "the" and "s" not in item.groups else at.base()
    if base is None or (unit == "D" and at.last_unit != "D" and at.last_day):
        return Sense("DATE", None)
    day = shift(base, STEPS.get(word, 0), unit)
    value = value_of(day, unit) if day else None
    if span == "night" and value:
        return Sense("TIME", f"{value}TNI")
    return Sense("DATE", value)


def ended_span(item: Found, at: Setting) -> Sense:
    """Read "the year ended", "the full year", "the quarter"."""
    unit = UNITS[at.form(item, "u")]
    if unit == "Q" and at.anchor:
        # what is told of the quarter is told when it has ended
        return Sense("DATE", ended_quarter(item, at) or quarter_known(item, at) or at.value_at(-1, "Q"))
    if at.form(item, "f") == "full" and unit == "Y" and at.anchor:
        return Sense("DATE", at.value_at(0, "Y"))
    return Sense("DURATION", duration(1, unit))


def weekend(item: Found, at: Setting) -> Sense:
    """Read "the weekend": the last one, or the next as the tense tells."""
    if not at.anchor:
        return Sense("DATE", None)
    steps = 0 if at.anchor.weekday() > 4 or at.tense(item) == "future" else -1
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


def stretch(at: Setting, value: str, step: int, *, mod: str | None = None) -> Sense:
    """Return a length of time that ends (or begins) on the report's day."""
    days = add_to(at.anchor, value, 1 if step > 0 else -1) if at.anchor else None
    return Sense("DURATION", value, mod, days)


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
    if "n" in item.groups or "f" in item.groups:
        count, unit = length_value(item, at)
    value = duration(count, unit, clock=clock)
    mod = "APPROX" if at.form(item, "t") == "so" else None
    if "o" in item.groups or at.form(item, "r") == "recent":
        return Sense("DURATION", value, mod)
    return stretch(at, value, STEPS.get(at.form(item, "r"), -1), mod=mod)


def length(item: Found, at: Setting) -> Sense:
    """Read a number of units, with "ago", "later", "from now", or as a rate."""
    count, unit = length_value(item, at)
    clock = at.form(item, "u") in CLOCK_UNITS
    value = duration(count, unit, clock=clock)
    mod = "APPROX" if "t" in item.groups and at.form(item, "t") == "so" else None
    word = at.form(item, "g") or ("hence" if at.wording.phrase(item.end - 2, item.end) == "from now" else "")
    if word == "ago" or at.wording.form(item.end - 1) == "now":
        return back(item, at, count=count, unit=unit, clock=clock)
    if word in ("earlier", "later"):
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
        return Sense("DATE", f"{int(known[:4]) - 1:04}{known[4:]}")
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
        return Sense("DATE", f"{int(known[:4]) - 1:04}{known[4:]}")
    value = duration(count, unit, clock=clock)
    base = at.base() if unit == "Y" or at.last_unit == "D" else None
    if isinstance(count, str) or clock or base is None or (unit != "Y" and not at.last_day):
        return Sense("DURATION", value)
    day = shift(base, int(count) * (1 if word == "later" else -1), unit)
    if day is None or count != int(count):
        return Sense("DURATION", value)
    return Sense("DATE", value_of(day, {"DE": "Y", "CE": "Y"}.get(unit, unit)))


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
