"""Calendar arithmetic in TIMEX3 values: from a day to the value of its week, quarter or decade, and from a value to days.

A value says as much as is known and no more: ``2001-11`` is a month, ``2001-W46-WE`` a weekend, ``198`` a decade.
:func:`interval_of` gives the days that a value can mean, so that precision is kept and never guessed.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Literal

from dateline.read.lexicon import load_lexicon

__all__ = [
    "before_era",
    "easter",
    "half_of",
    "holiday_in",
    "interval_of",
    "name_era",
    "read_day",
    "shift",
    "told_day",
    "unit_of",
    "value_of",
]

SEASONS = {row["code"]: (int(row["first"]), int(row["last"])) for row in load_lexicon("seasons")}
HOLIDAYS = {row["name"]: row["rule"] for row in load_lexicon("holidays")}
MONTHS_IN = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
DAYS_IN = {"D": 1, "W": 7, "2W": 14, "WE": 7}
# days of other years are no days of reports, and centuries of arithmetic from these stay within the calendar
YEARS = range(1000, 3000)
Days = tuple[date, date]


def read_day(text: str | None) -> date | None:
    """Return the day that an ISO date or date and time begins with, or None if it names none (or one of no report).

    >>> read_day("2014-06-12T08:00:00Z"), read_day("2014-06")
    (datetime.date(2014, 6, 12), None)
    """
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return day if day.year in YEARS else None


def told_day(value: str | None) -> date | None:
    """Return the day of a value of any year that a text may tell of, or None."""
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


# Python's calendar begins in the year 1: a year before it is counted as one far ahead, which no text names
BEFORE_ERA = 9001
LONGEST_AGO = 5000
AHEAD = re.compile(r"[4-9]\d{3}")


def before_era(year: int) -> int | None:
    """Return the year by which a year BC is counted here; None before 5000 BC."""
    return BEFORE_ERA - year if 0 < year <= LONGEST_AGO else None


def name_era(value: str | None) -> str | None:
    """Return a value with its era: years before it as in TIMEX2.

    >>> name_era(f"{before_era(44):04}-03-15"), name_era("1944-03")
    ('BC0044-03-15', '1944-03')
    """
    if value is None or not AHEAD.match(value):
        return value
    return f"BC{BEFORE_ERA - int(value[:4]):04}{value[4:]}"


def add_months(day: date, months: int) -> date:
    """Return the day some months later; the last of the month where the day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shift(day: date, steps: int, unit: str) -> date | None:
    """Return the day some units later (earlier if negative), or None outside the years 1 to 9999.

    >>> shift(date(2016, 2, 29), -1, "Y"), shift(date(2014, 6, 12), -3, "W")
    (datetime.date(2015, 2, 28), datetime.date(2014, 5, 22))
    """
    try:
        if unit in DAYS_IN:
            return day + timedelta(days=steps * DAYS_IN[unit])
        return add_months(day, steps * MONTHS_IN[unit])
    except (ValueError, OverflowError):
        return None


def value_of(day: date, unit: str) -> str:
    """Return the TIMEX3 value of the unit that a day is in.

    >>> [value_of(date(2014, 6, 12), unit) for unit in ("D", "W", "WE", "M", "Q", "H", "Y", "DE", "CE")]
    ['2014-06-12', '2014-W24', '2014-W24-WE', '2014-06', '2014-Q2', '2014-H1', '2014', '201', '20']
    """
    iso = day.isocalendar()
    formats = {
        "D": day.isoformat(),
        "W": f"{iso.year:04}-W{iso.week:02}",
        "2W": f"{iso.year:04}-W{iso.week:02}",
        "WE": f"{iso.year:04}-W{iso.week:02}-WE",
        "M": day.isoformat()[:7],
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "H": f"{day.year:04}-H{1 if day.month < 7 else 2}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year:04}"[:3],
        "CE": f"{day.year:04}"[:2],
    }
    return formats[unit]


GREGORIAN_YEAR = 1583


def easter(year: int) -> date:
    """Return Easter Sunday of the western church, until 1582 as a date of the Julian calendar.

    Source: the anonymous Gregorian algorithm and Meeus's Julian one (Meeus, Astronomical Algorithms, 1991, chapter 8).

    >>> easter(2014), easter(1492)
    (datetime.date(2014, 4, 20), datetime.date(1492, 4, 22))
    """
    golden, century, rest = year % 19, year // 100, year % 100
    if year < GREGORIAN_YEAR:
        moon = (19 * golden + 15) % 30
        week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        month, day = divmod(moon + week + 114, 31)
        return date(year, month, day + 1)
    leap = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - leap + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday_in(name: str, year: int) -> date:
    """Return the day of a holiday of the lexicon in a year.

    >>> holiday_in("thanksgiving", 2014), holiday_in("good friday", 2014)
    (datetime.date(2014, 11, 27), datetime.date(2014, 4, 18))
    """
    rule = HOLIDAYS[name]
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter") or 0))
    if ":" not in rule:
        return date.fromisoformat(f"{year:04}-{rule}")
    month, nth, weekday = (int(part) for part in rule.split(":"))
    length = calendar.monthrange(year, month)[1]
    days = [day for n in range(1, length + 1) if (day := date(year, month, n)).isoweekday() == weekday]
    return days[nth - 1 if nth > 0 else nth]


def unit_of(value: str) -> str | None:
    """Return the unit of a date value, S for a season; None if it names no days.

    >>> [unit_of(value) for value in ("2014-06-12", "2014-W24", "2014-06", "2014-SU", "2014", "201", "XXXX-06")]
    ['D', 'W', 'M', 'S', 'Y', 'DE', None]
    """
    match = VALUE.match(value)
    return next((UNIT_OF[name] for name in UNIT_OF if match.group(name)), None) if match else None


# value -> days ------------------------------------------------------------------------------------

VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?$"
    r"|(?P<decade>\d{3})X?$|(?P<century>\d\d)(?:XX)?$"
)
# the parts of a value, the most precise first
UNIT_OF = {
    "day": "D", "weekend": "WE", "week": "W", "month": "M", "quarter": "Q", "season": "S", "half": "H", "year": "Y",
    "decade": "DE", "century": "CE",
}  # fmt: skip


def months_between(year: int, first: int, last: int) -> Days:
    """Return the first and last day of a run of months; a run over new year ends in the year after."""
    end = year + (last < first)
    return date(year, first, 1), date(end, last, calendar.monthrange(end, last)[1])


def days_of(value: str) -> Days | None:
    """Return the first and last day of a date value, or None if it names no days."""
    match = VALUE.match(value)
    if not match:
        return None
    part = match.groupdict()
    if part["decade"]:
        return date(int(part["decade"]) * 10 or 1, 1, 1), date(int(part["decade"]) * 10 + 9, 12, 31)
    if part["century"]:
        return date(int(part["century"]) * 100 or 1, 1, 1), date(int(part["century"]) * 100 + 99, 12, 31)
    try:
        return days_in_year(int(part["year"]), part)
    except ValueError:
        return None


def days_in_year(year: int, part: dict[str, str | None]) -> Days:
    """Return the days of a part of a year, or the year's. Raises: ValueError, where there is no such day or week."""
    if part["day"]:
        day = date(year, int(part["month"] or 0), int(part["day"]))
        return day, day
    if part["month"]:
        return months_between(year, int(part["month"]), int(part["month"]))
    if part["week"]:
        monday = date.fromisocalendar(year, int(part["week"]), 1)
        return monday + timedelta(days=5 if part["weekend"] else 0), monday + timedelta(days=6)
    if part["quarter"]:
        return months_between(year, 3 * int(part["quarter"]) - 2, 3 * int(part["quarter"]))
    if part["half"]:
        return months_between(year, 6 * int(part["half"]) - 5, 6 * int(part["half"]))
    if part["season"]:
        return months_between(year, *SEASONS[part["season"]])
    return months_between(year, 1, 12)


# where the middle and the last third begin, in units of the calendar: months of a year, years of a decade or century, days
YEARS_THIRDS = {"decade": (10, 4, 7), "century": (100, 34, 67)}
DAYS_THIRDS = {28: (10, 20), 29: (10, 20), 30: (10, 20), 31: (10, 20), 7: (3, 4)}


def thirds(days: Days) -> tuple[date, date]:
    """Return the first days of the middle and of the last third of an interval.

    Those of a month begin on the 11th and 21st, of a year in May and September, of a decade in its years 4 and 7.
    """
    first, last = days
    years, length = last.year - first.year + 1, (last - first).days + 1
    for whole, middle, end in YEARS_THIRDS.values():
        if years == whole:
            return first.replace(year=first.year + middle), first.replace(year=first.year + end)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months % 3 == 0:
        return add_months(first, months // 3), add_months(first, 2 * months // 3)
    middle, end = DAYS_THIRDS.get(length, (max(1, length // 3), min(length - 1, length - length // 3)))
    return first + timedelta(days=middle), first + timedelta(days=end)


def narrow(days: Days, mod: str | None) -> Days:
    """Return the third of an interval that START, MID or END leaves; a day alone stays whole."""
    if days[0] == days[1]:
        return days
    middle, end = thirds(days)
    one = timedelta(days=1)
    thirds_of = {"START": (days[0], middle - one), "END": (end, days[1])}
    if middle < end:
        thirds_of["MID"] = (middle, end - one)
    return thirds_of.get(mod or "", days)


def half_of(value: str | None, mod: str) -> Days | None:
    """Return the first (START) or second half of the days of a value: "the first half of June".

    >>> half_of("2014-06", "START")
    (datetime.date(2014, 6, 1), datetime.date(2014, 6, 15))
    """
    days = days_of(value or "")
    if days is None:
        return None
    middle = days[0] + ((days[1] - days[0]) - timedelta(days=1)) / 2
    return (days[0], middle) if mod == "START" else (middle + timedelta(days=1), days[1])


def interval_of(value: str | None, mod: str | None = None) -> tuple[str | None, str | None]:
    """Return the earliest and latest day (or minute) that a DATE or TIME value means, inclusive; None for an open end.

    >>> interval_of("2014-W24", "START"), interval_of("2014-06-12T22:00"), interval_of("2014-06-11TNI")
    (('2014-06-09', '2014-06-11'), ('2014-06-12T22:00', '2014-06-12T22:00'), ('2014-06-11', '2014-06-12'))
    """
    day_part, _, time = (value or "").partition("T")
    days = days_of(day_part)
    if days is None:
        return None, None
    if mod in ("BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"):
        return open_interval(days, mod)
    if time[:1].isdigit():
        return clock_interval(days[0], time)
    first, last = narrow(days, None if time else mod)
    if time == "NI" and first == last < date.max:
        last += timedelta(days=1)
    return first.isoformat(), last.isoformat()


def open_interval(days: Days, mod: str) -> tuple[str | None, str | None]:
    """Return the interval before or after some days."""
    one = timedelta(days=1)
    if mod == "BEFORE":
        return None, (days[0] - one).isoformat()
    if mod == "ON_OR_BEFORE":
        return None, days[1].isoformat()
    return ((days[1] + one) if mod == "AFTER" else days[0]).isoformat(), None


def clock_interval(day: date, time: str) -> tuple[str | None, str | None]:
    """Return the minute of a clock time, or the hour if it names no minutes; 24:00 begins the next day."""
    hour, _, minute = time[:5].partition(":")
    begin = datetime(day.year, day.month, day.day) + timedelta(hours=int(hour), minutes=int(minute or 0))  # noqa: DTZ001
    end = begin if minute else begin + timedelta(minutes=59)
    return begin.isoformat(timespec="minutes"), end.isoformat(timespec="minutes")


def add_to(day: date, period: str, sign: Literal[-1, 1]) -> Days | None:
    """Return the days from a day back (or on) by a duration such as ``P3W``, or None where its length is unknown.

    >>> add_to(date(2014, 6, 12), "P1W", -1)
    (datetime.date(2014, 6, 5), datetime.date(2014, 6, 12))
    """
    match = re.fullmatch(r"P(\d+)Y(\d+)M", period)
    if match:
        period = f"P{12 * int(match[1]) + int(match[2])}M"
    match = re.fullmatch(r"P(T?)(\d+)([A-Z]+)", period)
    if not match:
        return None
    count, unit = int(match[2]), match[3]
    if match[1]:
        hours = count // 60 if unit == "M" else 0 if unit == "S" else count
        unit, count = "D", -(-hours // 24)
    other = shift(day, sign * count, unit)
    return None if other is None else (min(day, other), max(day, other))
