"""ISO days of any precision as ranges of whole days, so that a comparison of texts is a comparison of times."""

from __future__ import annotations

import calendar
import re

from dateline.errors import InvalidQuery

__all__ = ["FIRST_DAY", "LAST_DAY", "claim_days", "day_range", "query_days"]

FIRST_DAY = "0000-00-00"
LAST_DAY = "9999-99-99"
_ISO_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)


def day_range(text: str) -> tuple[str, str] | None:
    """Return the first and the last day of a year, month or day; None where the text is none of these.

    >>> day_range("2004-02")
    ('2004-02-01', '2004-02-29')
    >>> day_range("2004-02-30") is None
    True
    """
    match = _ISO_DAY.fullmatch(text)
    if match is None or match["year"] == "0000":
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        return None
    days = calendar.monthrange(int(year), int(month))[1]
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{days:02}"
    return (text, text) if 1 <= int(day) <= days else None


def claim_days(earliest: str | None, latest: str | None) -> tuple[str | None, str | None]:
    """Return the first and last day of a claim's interval; an open end is FIRST_DAY or LAST_DAY, no time is None twice."""
    first = day_range(earliest.partition("T")[0]) if earliest else None
    last = day_range(latest.partition("T")[0]) if latest else None
    if first is None and last is None:
        return None, None
    return (first[0] if first else FIRST_DAY), (last[1] if last else LAST_DAY)


def query_days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Return the first and the last day that a question asks for.

    Raises:
        InvalidQuery: one is no ISO day, month or year, or they are the wrong way round.
    """
    first = _query_day("since", since)[0] if since is not None else None
    last = _query_day("until", until)[1] if until is not None else None
    if first is not None and last is not None and first > last:
        raise InvalidQuery(f"since {since} is after until {until}")
    return first, last


def _query_day(field: str, text: str) -> tuple[str, str]:
    days = day_range(text)
    if days is None:
        raise InvalidQuery(f"{field}: {text!r} is no day; write 2001, 2001-11 or 2001-11-07")
    return days
