"""Values in words, as the pages print them: days, intervals, numbers, links that are safe to follow."""

from __future__ import annotations

import calendar
import re
from urllib.parse import urlsplit

from dateline.store.base import IncidentRow
from dateline.web.instants import Moment, month_days, read_moment

__all__ = [
    "count_label", "day_label", "initial", "interval_label", "killed_label", "km_label", "number_label", "plural",
    "range_label", "safe_url", "short_day", "size_label", "time_label", "year_label",
]  # fmt: skip

MONTHS = calendar.month_name
INTERVAL = re.compile(r"([\[(])(−∞|[\d.,]+), (∞|[\d.,]+)([\])])")
# how an interval is said, by which of its ends are there, and whether the lowest or highest number itself is in it
BOUNDS = {
    ("low", True): "{} or more",
    ("low", False): "more than {}",
    ("high", True): "up to {}",
    ("high", False): "fewer than {}",
}
LINKED_SCHEMES = ("http", "https")


def day_label(value: str | None) -> str | None:
    """Return a year, month, day or minute in words; what is no date stays as it is.

    >>> day_label("2001-11-07"), day_label("2001-11"), day_label("2001")
    ('7 November 2001', 'November 2001', '2001')
    >>> day_label("2001-11-07T14:30")
    '7 November 2001, 14:30'
    """
    if not value:
        return None
    moment = read_moment(value)
    if moment is None:
        return value
    words = year_label(moment.year)
    if moment.parts > 1:
        words = f"{MONTHS[moment.month]} {words}"
    if moment.parts > 2:
        words = f"{moment.day} {words}"
    return f"{words}, {moment.hour:02}:{moment.minute:02}" if moment.parts > 3 else words


def short_day(value: str | None) -> str:
    """Return a day as an axis has room for it; ``year_label`` says the rest.

    >>> short_day("2001-11-07T14:30"), short_day("2001-11"), short_day(None)
    ('7 Nov', 'Nov', 'no day')
    """
    moment = read_moment(value) if value else None
    if moment is None:
        return value or "no day"
    parts = (str(moment.day), calendar.month_abbr[moment.month])
    return year_label(moment.year) if moment.parts == 1 else " ".join(parts[moment.parts == 2 :])


def year_label(year: int) -> str:
    """Return a year, those before Christ as historians count them.

    >>> year_label(1999), year_label(0), year_label(-43)
    ('1999', '1 BC', '44 BC')
    """
    return str(year) if year > 0 else f"{1 - year} BC"


def interval_label(earliest: str | None, latest: str | None) -> str | None:
    """Return an inclusive interval of days or minutes in the fewest words that keep its precision.

    >>> interval_label("2001-11-01", "2001-11-30")
    'November 2001'
    >>> interval_label("2001-11-07", "2001-11-09")
    '7–9 November 2001'
    >>> interval_label("2001-11-07", None)
    'from 7 November 2001'
    """
    if not earliest or not latest:
        words = day_label(earliest or latest)
        return words and f"{'from' if earliest else 'until'} {words}"
    if earliest == latest:
        return day_label(earliest)
    first, last = read_moment(earliest), read_moment(latest)
    if first and last and first[:3] == last[:3] and (first.parts, last.parts) == (5, 5):
        return f"{day_label(earliest)}–{last.hour:02}:{last.minute:02}"
    if first is None or last is None or (first.parts, last.parts) != (3, 3):
        return f"{day_label(earliest)} – {day_label(latest)}"
    return whole_period(first, last) or range_of_days(first, last)


def whole_period(first: Moment, last: Moment) -> str | None:
    """Return the year or the month that two days bound exactly."""
    if (first.day, first.month) == (1, 1) and (last.day, last.month) == (31, 12):
        years = (year_label(first.year), year_label(last.year))
        return "–".join(dict.fromkeys(years))
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month and first.day == 1 and last.day == month_days(last.year, last.month):
        return f"{MONTHS[first.month]} {year_label(first.year)}"
    return None


def range_of_days(first: Moment, last: Moment) -> str:
    """Return two days as a range, saying month and year once if they are the same."""
    end = f"{last.day} {MONTHS[last.month]} {year_label(last.year)}"
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month]} {year_label(first.year)} – {end}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month]} – {end}"
    return f"{first.day}–{end}"


def time_label(text: str | None, earliest: str | None, latest: str | None) -> str | None:
    """Return when something was: the interval, else the report's own words in quotation marks."""
    return interval_label(earliest, latest) or (f"“{text}”" if text else None)


def number_label(value: int) -> str:
    """Return a number with thin separators of thousands.

    >>> number_label(1234567).replace(chr(8239), "_")
    '1_234_567'
    """
    return f"{value:,}".replace(",", "\u202f")


def range_label(low: float | None, high: float | None) -> str:
    """Return a range of numbers; one where both ends are the same or one is not known.

    >>> range_label(20.0, 450.0), range_label(4, 4), range_label(None, None)
    ('20–450', '4', '')
    """
    bounds = [number_label(round(bound)) for bound in (low, high) if bound is not None]
    return "–".join(dict.fromkeys(bounds))


def count_label(count: str) -> str:
    """Return a claim's number, its interval in words instead of in brackets.

    >>> count_label("killed: hundreds [200, ∞)"), count_label("killed: more than 30 (30, ∞)")
    ('killed: hundreds (200 or more)', 'killed: more than 30')
    >>> count_label("boats: about 20 [17.2, 22.8]"), count_label("boats: at most 9 (−∞, 9]")
    ('boats: about 20 (17.2–22.8)', 'boats: at most 9 (up to 9)')
    """
    found = INTERVAL.search(count)
    if found is None:
        return count
    left, low, high, right = found.groups()
    if "∞" not in low + high and (left, right) != ("[", "]"):
        return count  # words would not keep that an end is left out
    if low == "−∞":
        said = BOUNDS["high", right == "]"].format(high) if high != "∞" else "any number"
    else:
        said = BOUNDS["low", left == "["].format(low) if high == "∞" else f"{low}–{high}"
    before = count[: found.start()].rstrip()
    return (before if before.endswith(said) else f"{before} ({said})") + count[found.end() :]


def killed_label(incident: IncidentRow) -> str:
    """Return how many were killed, as the lowest and the highest figure told; empty where nobody tells one."""
    told = range_label(incident.killed_low, incident.killed_high)
    return f"{told} killed" if told else ""


def km_label(km: float) -> str:
    """Return a distance without false digits.

    >>> km_label(8.0), km_label(0.5)
    ('8 km', '0.5 km')
    """
    return f"{number_label(round(km)) if km >= 1 else f'{km:.1g}'} km"


def plural(value: int, noun: str) -> str:
    """Return a number with its noun.

    >>> plural(1, "claim"), plural(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{number_label(value)} {noun}{'' if value == 1 else 's'}"


def size_label(size_bytes: int) -> str:
    """Return a size in the unit a reader would choose.

    >>> size_label(900), size_label(2_500_000)
    ('900 bytes', '2.5 MB')
    """
    for unit, scale in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size_bytes >= scale:
            return f"{size_bytes / scale:.1f} {unit}"
    return f"{size_bytes} bytes"


def safe_url(value: str | None) -> str | None:
    """Return an address that a reader may follow: http or https with a host, else None."""
    if not value or any(character <= " " for character in value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme.lower() in LINKED_SCHEMES and parts.hostname else None


def initial(value: str) -> str:
    """Return a code word of the record as a reader's word: underscores off, first letter large.

    >>> initial("ASSAULT")
    'Assault'
    """
    return value.replace("_", " ").capitalize()
