"""What decades, centuries and years counted from an era mean: "the 1980s", "the 5th century BC", "44 BC", "AD 70".

Years before the era have values as in TIMEX2 (``BC0044``) and no days: Python's calendar has no such years.
"""

from __future__ import annotations

from datetime import date

from dateline.read.time_calendar import before_era
from dateline.read.time_setting import MONTHS, SEASON_CODES, Sense, Setting
from dateline.read.time_wording import CLASSES, Found

__all__ = ["century", "decade", "early_year", "era"]

LAST_YEAR, LAST_CENTURY = 3000, 30


def is_before_era(item: Found, at: Setting) -> bool:
    """Does an expression end in BC or BCE?"""
    return at.form(item, "e") in CLASSES["BC"] or at.form(item, "e") == "b"


def decade(item: Found, at: Setting) -> Sense:
    """Read a decade, or the century that 1700s names."""
    value = int(at.number(item, "d") or 0)
    sign = "BC" if is_before_era(item, at) else ""
    if value > 99 and value % 100 == 0 and value < 2000:
        return Sense("DATE", f"{sign}{value // 100:02}")
    return Sense("DATE", f"{sign}{(value if value > 99 or sign else 1900 + value) // 10:03}")


def century(item: Found, at: Setting) -> Sense:
    """Read a numbered century, or two."""
    sign = "BC" if is_before_era(item, at) else ""
    first, last = int(at.number(item, "o") or 1), int(at.number(item, "l") or 0)
    days = (date(first * 100 - 100, 1, 1), date(last * 100 - 1, 12, 31)) if 1 < first < last < LAST_CENTURY else None
    return Sense("DATE", f"{sign}{first - 1:02}", days=days)


def era(item: Found, at: Setting) -> Sense:
    """Read a year of an era, with its season, month and day."""
    at.before_era = is_before_era(item, at)
    return early_year(item, at)


def early_year(item: Found, at: Setting) -> Sense:
    """Read a year of three figures: of the era last named."""
    first, last = counted_year(item, at, name="n"), counted_year(item, at, name="l")
    if first is None:
        return Sense("DATE", None)
    value = f"{first:04}"
    if "m" in item.groups:
        day = at.number(item, "d") or at.number(item, "f")
        value += f"-{MONTHS[at.form(item, 'm')]:02}" + (f"-{int(day):02}" if day else "")
    elif "s" in item.groups:
        value += f"-{SEASON_CODES[at.form(item, 's')]}"
    return Sense("DATE", value, days=(date(first, 1, 1), date(last, 12, 31)) if last and first < last else None)


def counted_year(item: Found, at: Setting, *, name: str) -> int | None:
    """Return the year of the era kept under a name, or None where there is none in the calendar."""
    year = int(at.number(item, name) or 0)
    if at.before_era:
        return before_era(year)
    return year if 0 < year <= LAST_YEAR else None
