"""What quarters and halves mean in news of business: the one named, the same a year before, the latest."""

from __future__ import annotations

from datetime import date

from dateline.read.time_calendar import interval_of, shift, value_of
from dateline.read.time_setting import MONTHS, STEPS, Sense, Setting
from dateline.read.time_wording import Found

__all__ = [
    "ended_quarter",
    "half",
    "quarter",
    "quarter_known",
    "remember_months",
    "remember_quarter",
    "same_quarter",
    "year_before",
]

# how many words on a quarter is still the one talked of
QUARTER_WORDS, NEAR_WORDS = 600, 60


def remember_quarter(item: Found, at: Setting, value: str) -> Sense:
    """Return a quarter's sense, and keep it for the comparisons that follow."""
    if not (is_unended(value, at) and quarter_known(item, at)):
        at.quarter, at.quarter_at = value, item.start
    return Sense("DATE", value)


def is_unended(value: str, at: Setting) -> bool:
    """Has the quarter not ended on the report's day, so that no result can be of it?"""
    latest = interval_of(value)[1]
    return at.anchor is not None and latest is not None and latest >= at.anchor.isoformat()


def quarter(item: Found, at: Setting) -> Sense:
    """Read a numbered quarter; without its year, the one nearest to the report."""
    if "m" in item.groups:
        # "the June quarter" ends in June
        number = (MONTHS[at.form(item, "m")] + 2) // 3
    else:
        number = int(at.form(item, "q")[1:] or at.number(item, "o") or 0)
    year = at.year(item) or at.year(item, "z")
    step = STEPS.get(at.form(item, "r") or at.form(item, "r2"))
    if not year and at.anchor:
        year = at.anchor.year + (step or 0)
        # a quarter named without its year is the nearest one; half a year ahead it is last year's, told as past the last begun
        reach = 0 if at.tense(item) == "past" else 6 if at.looks_ahead(item) else 4
        if step is None and 3 * number - 2 > at.anchor.month + reach:
            year -= 1
        elif step is None and number == 1 and at.anchor.month > 9 and at.looks_ahead(item):
            year += 1
    return remember_quarter(item, at, f"{year:04}-Q{number}" if year else f"XXXX-Q{number}")


def half(item: Found, at: Setting) -> Sense:
    """Read "the first half of" a year."""
    number = 2 if "l" in item.groups else int(at.number(item, "o") or 1)
    word = at.form(item, "r")
    base = at.base_of("Y") if word == "that" or (word == "the" and at.told(item)) else at.anchor
    year = at.year(item) or (base.year + STEPS.get(word, 0) if base else None)
    return Sense("DATE", f"{year:04}-H{number}" if year else None)


def quarter_known(item: Found, at: Setting) -> str | None:
    """Return the quarter talked of, if it was named shortly before."""
    near = at.quarter is not None and item.start - at.quarter_at < QUARTER_WORDS
    return at.quarter if near and at.quarter and at.quarter[:4].isdigit() else None


def year_before(item: Found, at: Setting, known: str) -> str:
    """Return what "a year earlier" compares the quarter talked of with: its like, or the year if nine months were named since."""
    of_months = at.months_at > at.quarter_at and item.start - at.months_at < NEAR_WORDS
    return f"{int(known[:4]) - 1:04}{'' if of_months else known[4:]}"


def remember_months(item: Found, at: Setting, value: str) -> None:
    """Keep where half a year or nine months were named: sums that follow are of them, not of a quarter."""
    if value in LONG_PERIODS:
        at.months_at = item.start


LONG_PERIODS = frozenset({"P6M", "P9M"})


def ended_quarter(item: Found, at: Setting) -> str | None:
    """Return the quarter that "ended Sept. 30" names by its last day, or None if no such day follows."""
    ending, following = at.wording.form(item.end), at.wording.form(item.end + 1)
    month = MONTHS.get(at.wording.form(item.end + 2) if following in ("in", "on") else following)
    if at.anchor is None or month is None or ending not in ("ended", "ending"):
        return None
    year = at.anchor.year - (ending == "ended" and month > at.anchor.month)
    # a business year need not begin in January: the quarter is the one that most of the three months lie in
    middle = shift(date(year, month, 1), -1, "M")
    return value_of(middle, "Q") if middle else None


def same_quarter(item: Found, at: Setting) -> Sense:
    """Read "the year-ago quarter", "the 2013 period", "the latest quarter" by the quarter talked of."""
    known, year = quarter_known(item, at), at.year(item)
    phrase = at.wording.phrase(item.start, item.end)
    if year:
        return Sense("DATE", year_before(item, at, f"{year + 1:04}{known[4:] if known else ''}"))
    number = at.number(item, "o") or {"second": 2, "third": 3, "first": 1}.get(at.form(item, "o"))
    if number and at.anchor:
        return remember_quarter(item, at, f"{at.anchor.year - 1:04}-Q{int(number)}")
    a_year_back = any(word in phrase for word in ("ago", "earlier", "last"))
    if at.form(item, "k") == "current" and at.anchor and "quarter" in phrase and not a_year_back:
        return Sense("DATE", at.value_at(0, "Q"))
    if known:
        return Sense("DATE", year_before(item, at, known) if a_year_back else known)
    if at.form(item, "k") == "latest" and at.anchor and not a_year_back:
        return Sense("DATE", at.value_at(-1, "Q"))
    if "period" in phrase or not at.anchor or "quarter" not in phrase:
        return Sense("DATE", at.value_at(-1, "Y") if a_year_back else None)
    back = {"previous": 1, "prior": 1, "latest": 1, "recent": 1}.get(at.form(item, "k"), 0)
    return Sense("DATE", at.value_at(-4 if a_year_back else -back, "Q"))
