"""What seasons and holidays mean: in the year named with them, in the year told, or nearest to the report."""

from __future__ import annotations

from datetime import date

from dateline.read.time_calendar import HOLIDAYS, SEASONS, days_of, holiday_in, value_of
from dateline.read.time_direction import is_to_come
from dateline.read.time_setting import SEASON_CODES, STEPS, UNITS, Sense, Setting
from dateline.read.time_story import Focus, is_flashback, year_told
from dateline.read.time_wording import Found

__all__ = ["holiday", "season", "year_beside"]

THAT = frozenset({"that", "same"})
SPRING, SUMMER = SEASONS["SP"][0], SEASONS["SU"][0]


def year_beside(item: Found, at: Setting) -> int | None:
    """Return the year that "of that year" or "the following year" behind a date names, or None if nothing does."""
    word = at.form(item, "t") or at.form(item, "t2")
    base = at.base() if word else None
    return None if base is None else base.year + STEPS.get(word, 0)


def season(item: Found, at: Setting) -> Sense:
    """Read a season, alone, with its year or relative."""
    code, year = SEASON_CODES[at.form(item, "s")], at.year(item) or year_beside(item, at)
    if year is None and item.start in at.lent_years:
        year = int(at.wording.words[at.lent_years[item.start][0]].value or 0)
    if year is None:
        year = season_told(item, at, code=code)
    if year is None and at.anchor:
        year = season_near(item, at, anchor=at.anchor, code=code)
    if year is None:
        return Sense("DATE", f"XXXX-{code}")
    return Sense("DATE", f"{year:04}-{code}")


def season_told(item: Found, at: Setting, *, code: str) -> int | None:
    """Return the year of "that winter", "the following spring", or of a season in a story; None where there is no story."""
    word = at.form(item, "r")
    beside = word in THAT or (word in STEPS and at.wording.form(item.groups["r"] - 1) == "the")
    if beside and at.focus is not None:
        focus, at.from_story = at.focus, at.focus.told
        return season_beside(focus, code, step=STEPS.get(word, 0))
    told = None if word else at.told(item)
    if told is None:
        return None
    if code == "WI":
        # a winter bears the year in which it begins
        return told.day.year - (told.is_finer_than("S") and told.day.month < SPRING)
    return year_told(told, SEASONS[code][0] + 1, back=is_flashback(at.wording, item))


def season_beside(focus: Focus, code: str, *, step: int) -> int:
    """Return the year of the season that is of the year of a time, or comes after or before it."""
    year = focus.day.year
    if not step:
        return year - (code == "WI" and focus.is_finer_than("S") and focus.day.month < SPRING)
    if not focus.is_finer_than("Y"):
        return year + step
    candidates = [(candidate, days_of(f"{candidate:04}-{code}")) for candidate in (year - 1, year, year + 1)]
    if step > 0:
        return min(candidate for candidate, days in candidates if days and days[0] > focus.last)
    return max(candidate for candidate, days in candidates if days and days[1] < focus.first)


def season_near(item: Found, at: Setting, *, anchor: date, code: str) -> int:
    """Return the year of a season without one: the last that ended, the next to begin, or the nearest the tense allows."""
    year = anchor.year
    days = {near: known for near in range(year - 2, year + 2) if (known := days_of(f"{near:04}-{code}"))}
    step = STEPS.get(at.form(item, "r"))
    tense = at.tense(item) if step is None else {-1: "ended", 1: "next"}.get(step)
    if tense == "ended":
        return max(near for near, (_, last) in days.items() if last < anchor)
    if tense == "past":
        return max(near for near, (first, _) in days.items() if first <= anchor)
    if tense == "next":
        return min(near for near, (first, _) in days.items() if first > anchor)
    now = next((near for near, (first, last) in days.items() if first <= anchor <= last), None)
    if now is None and code == "WI" and anchor.month < SUMMER and not at.looks_ahead(item):
        # in spring "this winter" is the one just over
        return year - 1
    return year if now is None else now


def holiday(item: Found, at: Setting) -> Sense:
    """Read a named day: of the year named or told, else the nearest that the tense allows."""
    name, unit = holiday_name(item, at), UNITS.get(at.form(item, "u"), "D")
    year = at.year(item) or year_beside(item, at)
    step = STEPS.get(at.form(item, "r"))
    told = at.told(item) if year is None and step is None else None
    if told is not None:
        year = year_told(told, holiday_in(name, told.day.year).month, back=is_flashback(at.wording, item))
    if year is not None:
        return Sense("DATE", value_of(holiday_in(name, year), unit))
    if not at.anchor:
        return Sense("DATE", None)
    years = [at.anchor.year - 1, at.anchor.year, at.anchor.year + 1]
    days = [holiday_in(name, year) for year in years]
    past, future = max(day for day in days if day <= at.anchor), min(day for day in days if day >= at.anchor)
    back, ahead = (at.anchor - past).days, (future - at.anchor).days
    to_come = step == 1 if step in (-1, 1) else is_to_come(item, at, back=back, ahead=ahead, named=True)
    day = future if to_come else past
    return Sense("DATE", value_of(day, unit))


def holiday_name(item: Found, at: Setting) -> str:
    """Return the longest name of a holiday at the words kept for it."""
    start = item.groups["h"]
    names = (at.wording.phrase(start, end).replace("’", "'") for end in range(item.end, start, -1))
    return next(name for name in names if name in HOLIDAYS)
