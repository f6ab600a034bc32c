"""What a worded time means: one function a rule of ``time_patterns.tsv``, from the words to a TIMEX3 value."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.read.time_calendar import read_day, shift, told_day, value_of
from dateline.read.time_clock import clock_time
from dateline.read.time_direction import FURTHEST, is_to_come
from dateline.read.time_eras import century, decade, early_year, era
from dateline.read.time_quarters import half, quarter, same_quarter
from dateline.read.time_seasons import holiday, season, year_beside
from dateline.read.time_setting import (
    DAY_PARTS,
    MONTHS,
    RELATIVE_DAYS,
    STEPS,
    TIME_WORDS,
    WEEKDAYS,
    Resolver,
    Sense,
    Setting,
)
from dateline.read.time_spans import (
    a_while,
    bare_units,
    each_unit,
    ended_span,
    length,
    near_span,
    one_day,
    past_spans,
    rel_span,
    the_past_span,
    weekend,
)
from dateline.read.time_story import is_flashback, year_told
from dateline.read.time_wording import Found

__all__ = ["RESOLVERS", "part_code"]


def day_value(year: int | None, month: int, day: int) -> str | None:
    """Return the value of a day; None where the month has no such day."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return f"{year:04}-{month:02}-{day:02}" if year else f"XXXX-{month:02}-{day:02}"


def iso_date(item: Found, at: Setting) -> Sense:
    """Read 2014-05-30, with or without a time."""
    value = at.form(item, "d")
    if "t" in value:
        return Sense("TIME", value[:16].upper())
    return Sense("DATE", value if read_day(value) else None)


def slash_date(item: Found, at: Setting) -> Sense:
    """Read 5/30/2014, month first; undated and doubtful, only the year."""
    first, second, year = (int(part) for part in at.form(item, "d").split("/"))
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    month, day = (first, second) if first <= 12 else (second, first)
    if first <= 12 and second <= 12 and first != second and not at.anchor:
        return Sense("DATE", f"{year:04}")
    return Sense("DATE", day_value(year, month, day) if month <= 12 else None)


def full_date(item: Found, at: Setting) -> Sense:
    """Read a day and month, with or without the year."""
    month, day = MONTHS[at.form(item, "m")], int(at.number(item, "d") or 0)
    if (month, day) == ATTACKS_DAY and at.wording.form(item.end) in ATTACKS and "y" not in item.groups:
        return Sense("DATE", KNOWN_DAYS["9/11"])
    step = STEPS.get(at.form(item, "r"))
    if step is not None and at.anchor:
        passed = (month, day) < (at.anchor.month, at.anchor.day)
        # "last May 3" is the latest one, "next May 3" the first to come, "this May 3" of this year
        year: int | None = at.anchor.year + {-1: 0 if passed else -1, 0: 0, 1: int(passed)}[step]
    else:
        year = at.year(item) or year_beside(item, at)
    if year is None:
        year = year_for(item, at, month=month, day=day)
        year = year_with_weekday(item, at, year=year, month=month, day=day)
    return Sense("DATE", day_value(year, month, day))


def year_with_weekday(item: Found, at: Setting, *, year: int | None, month: int, day: int) -> int | None:
    """Return the year, or the one beside it in which the day has the weekday named with it."""
    weekday = WEEKDAYS.get(at.form(item, "w"))
    if year is None or weekday is None:
        return year
    days = {near: told_day(day_value(near, month, day)) for near in (year, year - 1, year + 1)}
    return next((near for near, known in days.items() if known and known.isoweekday() == weekday), year)


def ordinal_day(item: Found, at: Setting) -> Sense:
    """Read "the 9th" of the month last named; told after a later day of the month, of the next one."""
    base = at.base() if at.focus is not None and at.focus.is_finer_than("S") else at.anchor
    day = int(at.number(item, "d") or 0)
    if base and at.focus and at.focus.unit == "D" and base.day - day > HALF_MONTH and at.from_story:
        base = shift(base.replace(day=1), 1, "M") or base
    return Sense("DATE", day_value(base.year, base.month, day) if base else None)


HALF_MONTH = 15


def year_for(item: Found, at: Setting, *, month: int, day: int | None) -> int | None:
    """Return the year meant by a date without one: the nearest that the tense allows, None without a day to lean on."""
    if (lent := at.lent_years.get(item.start)) is not None:
        following = next(index for index in range(lent[0], item.end, -1) if at.wording.form(index) in MONTHS)
        year = int(at.wording.words[lent[0]].value or 0)
        return year - (lent[1] and month > MONTHS[at.wording.form(following)])
    if (opened := at.year_opened(item)) is not None:
        return opened
    if (told := at.told(item)) is not None:
        return year_told(told, month, back=is_flashback(at.wording, item))
    if not at.anchor:
        return None
    anchor = at.anchor
    if day is None and month == anchor.month:
        return anchor.year
    middle = date(anchor.year, month, min(day or 15, 28))
    distance = {
        year: (middle.replace(year=year) - anchor).days for year in (anchor.year - 1, anchor.year, anchor.year + 1)
    }
    past = max(year for year, days in distance.items() if days <= 0)
    future = min(year for year, days in distance.items() if days >= 0)
    return future if is_to_come(item, at, back=-distance[past], ahead=distance[future], named=day is not None) else past


def day_pair(item: Found, at: Setting) -> Sense:
    """Read "May 3-5": the first day, and the days from it to the last."""
    sense = full_date(item, at)
    month, last = MONTHS[at.form(item, "m")], int(at.number(item, "e") or 0)
    first = told_day(sense.value)
    until = told_day(day_value(first.year, month, last)) if first else None
    return Sense("DATE", sense.value, days=(first, until) if first and until and first <= until else None)


def split_days(item: Found, at: Setting) -> Sense:
    """Read "5/6 May": a night or two days."""
    month = MONTHS[at.form(item, "m")]
    if "e" in item.groups:
        first, last = int(at.number(item, "d") or 0), int(at.number(item, "e") or 0)
    else:
        first, last = (int(part) for part in at.form(item, "d").split("/"))
    year = at.year(item) or year_for(item, at, month=month, day=first)
    days = tuple(told_day(day_value(year, month, day)) for day in (first, last))
    known = days if days[0] and days[1] and days[0] <= days[1] else None
    return Sense("DATE", day_value(year, month, first), days=known)  # type: ignore[arg-type]


def known_day(item: Found, at: Setting) -> Sense:
    """Read a day that is a name: "9/11"."""
    return Sense("DATE", KNOWN_DAYS[at.form(item, "d")])


def month(item: Found, at: Setting) -> Sense:
    """Read a month, alone, with its year or relative."""
    number = MONTHS[at.form(item, "m")]
    year = at.year(item) or year_beside(item, at) or month_beside(item, at, number=number)
    if not year and "r" in item.groups and at.form(item, "r") in STEPS and at.anchor:
        step = STEPS[at.form(item, "r")]
        named_year = at.wording.form(item.end - 1) == "year"
        if named_year or step == 0:
            year = at.anchor.year + step
        else:
            passed = number < at.anchor.month if step < 0 else number > at.anchor.month
            year = at.anchor.year + (0 if passed else step)
    elif not year:
        year = year_for(item, at, month=number, day=None)
    return Sense("DATE", f"{year:04}-{number:02}" if year else f"XXXX-{number:02}")


def month_beside(item: Found, at: Setting, *, number: int) -> int | None:
    """Return the year of "that June", "the following January"; None where the month does not count from a time named."""
    word = at.form(item, "r")
    anaphoric = word in ("that", "same") or (word in STEPS and at.wording.form(item.groups["r"] - 1) == "the")
    if not anaphoric or at.focus is None:
        return None
    base, step = at.base(), STEPS.get(word, 0)
    if base is None or not step or not at.focus.is_finer_than("Y"):
        return base.year + step if base else None
    passed = number <= base.month if step > 0 else number >= base.month
    return base.year + (step if passed else 0)


def year(item: Found, at: Setting) -> Sense:
    """Read a year, or a run of years."""
    value = f"{at.year(item):04}"
    mod = "ON_OR_AFTER" if "b" in item.groups else {"pre": "BEFORE", "post": "AFTER"}.get(at.form(item, "p"))
    if "z" not in item.groups:
        return Sense("DATE", value, mod)
    first, last = at.year(item) or 0, at.year(item, "z") or 0
    last += 0 if last > 99 else first // 100 * 100
    days = (date(first, 1, 1), date(last, 12, 31)) if first < last <= 9999 else None
    return Sense("DATE", value, days=days)


def fiscal_year(item: Found, at: Setting) -> Sense:
    """Read a fiscal year by its number."""
    return Sense("DATE", f"{at.year(item):04}")


def year_end(item: Found, at: Setting) -> Sense:
    """Read the end of a year: of the report's, or of the one told."""
    told = at.told(item) if "r" not in item.groups else None
    if told is not None:
        return Sense("DATE", value_of(told.day, "Y"), "END")
    return Sense("DATE", at.value_at(STEPS.get(at.form(item, "r"), 0), "Y"), "END")


def weekday(item: Found, at: Setting) -> Sense:
    """Read a weekday: the last one, or the next as the tense tells."""
    number = WEEKDAYS[at.form(item, "w")]
    if (told := weekday_told(item, at, number=number)) is not None:
        return Sense("DATE", told.isoformat())
    if not at.anchor:
        return Sense("DATE", f"XXXX-WXX-{number}")
    anchor = at.anchor
    word = at.form(item, "r")
    if word and at.wording.form(item.end - 1) == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=STEPS[word])
        return Sense("DATE", (monday + timedelta(days=number - 1)).isoformat())
    ahead = (number - anchor.isoweekday()) % 7
    if word in ("this", "next", "coming", "following", "upcoming", "ensuing"):
        return Sense("DATE", (anchor + timedelta(days=ahead or 7 * (word != "this"))).isoformat())
    if word:
        return Sense("DATE", (anchor - timedelta(days=7 - ahead)).isoformat())
    if ahead and ahead > FURTHEST[at.tense(item)]:
        ahead -= 7
    return Sense("DATE", (anchor + timedelta(days=ahead)).isoformat())


def weekday_told(item: Found, at: Setting, *, number: int) -> date | None:
    """Return the day of "the following Friday", "that Sunday", or of a weekday in told history; None elsewhere."""
    word = at.form(item, "r")
    beside = word in BESIDE or (word == "next" and at.wording.form(item.groups["r"] - 1) == "the" and at.narrative)
    beside = beside or (
        not word and at.wording.form(item.start - 1) == "the" and not at.wording.form(item.end).isalpha()
    )
    if at.focus is None or at.wording.form(item.end - 1) == "week" or not (beside or (at.narrative and not word)):
        return None
    base = at.base_of("D")
    if base is None:
        return None
    ahead = (number - base.isoweekday()) % 7
    if STEPS.get(word, 0) < 0 or (not word and is_flashback(at.wording, item)):
        return base - timedelta(days=7 - ahead)
    return base + timedelta(days=ahead or 7 * (STEPS.get(word, 0) > 0))


BESIDE = frozenset({"that", "following", "ensuing", "previous", "preceding"})


def day_word(item: Found, at: Setting) -> Sense:
    """Read today, yesterday, tomorrow, tonight, and the days beside them."""
    word = at.form(item, "d")
    if word == "today" and "s" not in item.groups and at.narrative:
        return Sense("DATE", "PRESENT_REF")
    steps = RELATIVE_DAYS[word] + {"before": -1, "after": 1}.get(at.form(item, "s"), 0)
    value = at.value_at(steps, "D")
    if word == "tonight":
        return Sense("TIME", f"{value}TNI" if value else None)
    return Sense("DATE", value)


def part_code(item: Found, at: Setting) -> str:
    """Return the T part of a part of the day."""
    return DAY_PARTS.get(at.wording.phrase(item.groups["p"], item.end)) or DAY_PARTS[at.form(item, "p")]


def rel_part(item: Found, at: Setting) -> Sense:
    """Read "last night", "this morning", "the next evening"."""
    word, part = at.form(item, "r"), part_code(item, at)
    near = word in ("following", "next", "previous", "preceding", "prior", "same", "that", "coming", "ensuing")
    step = STEPS.get(word, 0)
    base = at.base_of("D", ahead=step > 0) if near else at.anchor
    day = shift(base, step, "D") if base else None
    return Sense("TIME", f"{day.isoformat()}{part}" if day else None)


def week_of(item: Found, at: Setting) -> Sense:
    """Read the week of a day."""
    day = told_day(full_date(item, at).value)
    return Sense("DATE", value_of(day, "W") if day else None)


def clock(item: Found, at: Setting) -> Sense:
    """Read a clock time on the day last named."""
    time = clock_time(item, at)
    named = told_day(RESOLVERS[item.day.rule](item.day, at).value) if item.day else None
    base = named or at.morning_after(item, day=at.clock_day(item), time=time)
    if time is None:
        return Sense("TIME", None)
    return Sense("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}{time}")


NIGHTS = ("overnight", "night")


def day_part(item: Found, at: Setting) -> Sense:
    """Read a part of the day last named."""
    code = part_code(item, at)
    base = at.morning_after(item, day=at.clock_day(item), time=code)
    undated = base is not None and base == at.anchor and at.last_day != base
    if undated and base and at.form(item, "p") in NIGHTS and at.tense(item) != "future":
        # of what is told as past, the night is the one before the report
        base = shift(base, -1, "D")
    return Sense("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}{code}")


def word(item: Found, at: Setting) -> Sense:
    """Read a word or phrase of the lexicon."""
    phrase = at.wording.phrase(item.groups["t"], item.end)
    kind, value = TIME_WORDS[phrase]
    return Sense(kind, value)


# the guard of known_day lets no other pass
KNOWN_DAYS = {"9/11": "2001-09-11"}
ATTACKS_DAY, ATTACKS = (9, 11), frozenset({"attack", "attacks", "hijackings", "terrorist"})

RESOLVERS: dict[str, Resolver] = {
    "iso_date": iso_date, "slash_date": slash_date, "day_pair": day_pair, "full_date": full_date, "month": month,
    "weekday": weekday, "holiday": holiday, "each_unit": each_unit, "quarter": quarter, "half": half,
    "same_quarter": same_quarter, "century": century, "decade": decade, "fiscal_year": fiscal_year,
    "year_end": year_end, "year": year, "bare_year": year, "clock": clock, "day_word": day_word, "rel_part": rel_part,
    "rel_span": rel_span, "the_past_span": the_past_span, "near_span": near_span, "past_spans": past_spans,
    "season": season, "weekend": weekend, "length": length, "bare_units": bare_units, "a_while": a_while,
    "day_part": day_part, "word": word, "ended_span": ended_span, "ordinal_day": ordinal_day, "week_of": week_of,
    "split_days": split_days, "known_day": known_day, "era": era, "early_year": early_year,
    "one_day": one_day,
}  # fmt: skip
