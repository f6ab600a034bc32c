"""What decades, centuries and years counted from an era mean: "the 1980s", "the 5th century BC", "44 BC", "AD 70".

Years before the era have values as in TIMEX2 (``BC0044``) and no days: the calendar of ISO dates has no such years.
"""

from __future__ import annotations

from datetime import date

from dateline.read.time_setting import MONTHS, SEASON_CODES, Sense, Setting
from dateline.read.time_wording import CLASSES, Found

__all__ = ["century", "decade", "early_year", "era"]

LAST_YEAR = 9999


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
    """Read a numbered century."""
    sign = "BC" if is_before_era(item, at) else ""
    return Sense("DATE", f"{sign}{int(at.number(item, 'o') or 1) - 1:02}")


def era(item: Found, at: Setting) -> Sense:
    """Read a year of an era, with its month and day."""
    sign = "BC" if is_before_era(item, at) else ""
    at.before_era = bool(sign)
    return era_year(item, at, sign)


def early_year(item: Found, at: Setting) -> Sense:
    """Read a year of three figures: of the era last named."""
    return era_year(item, at, "BC" if at.before_era else "")


def era_year(item: Found, at: Setting, sign: str) -> Sense:
    """Return the sense of a year of an era, with its season, month and day."""
    first = int(at.number(item, "n") or 0)
    value = f"{sign}{first:04}"
    if "m" in item.groups:
        value += f"-{MONTHS[at.form(item, 'm')]:02}"
        day = at.number(item, "d") or at.number(item, "f")
        value += f"-{int(day):02}" if day else ""
    if "s" in item.groups:
        value += f"-{SEASON_CODES[at.form(item, 's')]}"
    if "l" not in item.groups or sign:
        return Sense("DATE", value)
    last = int(at.number(item, "l") or 0)
    return Sense("DATE", value, days=(date(first, 1, 1), date(last, 12, 31)) if 0 < first < last <= LAST_YEAR else None)
