"""ISO dates as minutes, for years that the standard library's calendar does not have: before Christ, and half-known ones.

The calendar is the Gregorian one, carried back; the year 0 is 1 BC, as in ISO 8601. Clock times are taken as they are
written, whatever their zone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["DAY", "HOUR", "Moment", "minutes_of", "moment_at", "month_days", "period_of", "read_moment"]

HOUR, DAY = 60, 24 * 60
ISO = re.compile(r"([+-]?\d{4,6})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d).*)?)?)?")
MOST_YEARS = 100_000
DAYS_BEFORE_EPOCH = 719_468  # from 1 March of the year 0 to 1 January 1970
ERA_DAYS, ERA_YEARS = 146_097, 400


class Moment(NamedTuple):
    """A point of the calendar; ``parts`` says how many of its numbers were given: 1 a year, 3 a day, 5 a minute."""

    year: int
    month: int = 1
    day: int = 1
    hour: int = 0
    minute: int = 0
    parts: int = 5


def read_moment(text: str) -> Moment | None:
    """Return what an ISO date or date and time says, or None if it says no moment of the calendar.

    >>> read_moment("-0043-03-15")
    Moment(year=-43, month=3, day=15, hour=0, minute=0, parts=3)
    """
    found = ISO.fullmatch(text)
    if not found:
        return None
    given = [int(part) for part in found.groups() if part is not None]
    moment = Moment(*given)._replace(parts=len(given))
    sound = (
        abs(moment.year) <= MOST_YEARS
        and 1 <= moment.month <= 12
        and 1 <= moment.day <= month_days(moment.year, moment.month)
        and moment.hour <= 24
        and moment.minute < 60
    )
    return moment if sound else None


def month_days(year: int, month: int) -> int:
    """Return how many days a month has.

    >>> month_days(1900, 2), month_days(0, 2)
    (28, 29)
    """
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def minutes_of(moment: Moment) -> int:
    """Return the minutes from the beginning of 1970.

    Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    """
    year = moment.year - (moment.month <= 2)
    era, year_of_era = divmod(year, ERA_YEARS)
    day_of_year = (153 * ((moment.month + 9) % 12) + 2) // 5 + moment.day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    days = era * ERA_DAYS + day_of_era - DAYS_BEFORE_EPOCH
    return days * DAY + moment.hour * HOUR + moment.minute


def moment_at(minutes: int) -> Moment:
    """Return the moment some minutes from the beginning of 1970 (the same source, civil_from_days).

    >>> moment_at(minutes_of(Moment(-43, 3, 15)))[:3]
    (-43, 3, 15)
    """
    days, rest = divmod(minutes, DAY)
    era, day_of_era = divmod(days + DAYS_BEFORE_EPOCH, ERA_DAYS)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = (shifted + 2) % 12 + 1
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    return Moment(era * ERA_YEARS + year_of_era + (month <= 2), month, day, *divmod(rest, HOUR))


@lru_cache(8192)  # a timeline asks for the same days again and again
def period_of(text: str) -> tuple[int, int] | None:
    """Return the first minute of what an ISO text says and the first minute after it, or None.

    >>> period_of("1970-01-02"), period_of("1970-01-01T00:05")
    ((1440, 2880), (5, 6))
    """
    moment = read_moment(text)
    if moment is None:
        return None
    start = minutes_of(moment)
    if moment.parts == 1:
        return start, minutes_of(Moment(moment.year + 1))
    if moment.parts == 2:
        return start, start + month_days(moment.year, moment.month) * DAY
    return start, start + (DAY if moment.parts == 3 else 1)
