"""Publication dates: ISO 8601 to a day, nothing guessed."""

from __future__ import annotations

import datetime as dt

__all__ = ["iso_date"]


def iso_date(text: str) -> str | None:
    """Return the day of an ISO 8601 date or date and time, as written (no change of zone); None when it is none.

    >>> iso_date("2001-11-19T23:30:00+04:30"), iso_date("20011119"), iso_date("yesterday")
    ('2001-11-19', '2001-11-19', None)
    """
    text = text.strip().replace(" ", "T", 1)
    for parse in (dt.date.fromisoformat, lambda t: dt.datetime.fromisoformat(t).date()):
        try:
            return parse(text).isoformat()
        except ValueError:
            continue
    return None
