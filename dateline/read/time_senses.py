"""What a worded time means: one function a rule of ``time_patterns.tsv``, from the words to a TIMEX3 value."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.read.time_calendar import holiday_in, interval_of, read_day, shift, value_of
from dateline.read.time_quarters import half, quarter, same_quarter
from dateline.read.time_setting import (
    DAY_PARTS,
    MONTHS,
    RELATIVE_DAYS,
    SEASON_CODES,
    STEPS,
    TIME_WORDS,
    UNITS,
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
from dateline.read.time_tense import sure_tense
from dateline.read.time_wording import Found

__all__ = ["RESOLVERS", "clock_time", "part_code"]


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
    step = STEPS.get(at.form(item, "r"))
    if step is not None and at.anchor:
        passed = (month, day) < (at.anchor.month, at.anchor.day)
        # "last May 3" is the latest one, "next May 3" the first to come, "this May 3" of this year
        year: int | None = at.anchor.year + {-1: 0 if passed else -1, 0: 0, 1: int(passed)}[step]
    else:
        year = at.year(item) or year_for(item, at, month=month, day=day)
    return Sense("DATE", day_value(year, month, day))


# days by which a date to come counts as further away than it is: the tense that is sure, that of the verb, whether the day is
# named; tuned on half of TempEval-3's training documents on 2026-11-22
AGAINST_FUTURE = {
    (sure, verb, named): {"past": 300, "future": -250}.get(
        sure or "",
        {"past": 150 if named else 250, "present": -30, "future": -120}.get(verb or "", 0 if named else 100),
    )
    for sure in ("past", "future", None)
    for verb in ("past", "present", "future", "open", None)
    for named in (True, False)
}
TURN_OF_YEAR = 8


def ordinal_day(item: Found, at: Setting) -> Sense:
    """Read "the 9th" of the month last named."""
    base = at.told(item) or (at.last_day if at.last_unit == "D" else None) or at.anchor
    day = int(at.number(item, "d") or 0)
    return Sense("DATE", day_value(base.year, base.month, day) if base else None)


def year_for(item: Found, at: Setting, *, month: int, day: int | None) -> int | None:
    """Return the year meant by a date without one: the nearest that the tense allows, None without a day to lean on."""
    if (told := at.told(item)) is not None:
        # a story goes on: after December comes the next year's January
        return told.year + (month - told.month < -TURN_OF_YEAR)
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
    tense = at.tense(item)
    sure = None if at.clause(item) else sure_tense(at.wording, item.start)
    ahead = distance[future] + AGAINST_FUTURE[sure, tense, day is not None]
    return past if -distance[past] <= ahead else future


def day_pair(item: Found, at: Setting) -> Sense:
    """Read "May 3-5": the first day, and the days from it to the last."""
    sense = full_date(item, at)
    month, last = MONTHS[at.form(item, "m")], int(at.number(item, "e") or 0)
    first = read_day(sense.value)
    until = read_day(day_value(first.year, month, last)) if first else None
    return Sense("DATE", sense.value, days=(first, until) if first and until and first <= until else None)


def split_days(item: Found, at: Setting) -> Sense:
    """Read "5/6 May": a night or two days."""
    month, (first, last) = MONTHS[at.form(item, "m")], (int(part) for part in at.form(item, "d").split("/"))
    year = at.year(item) or year_for(item, at, month=month, day=first)
    days = tuple(read_day(day_value(year, month, day)) for day in (first, last))
    known = days if days[0] and days[1] and days[0] <= days[1] else None
    return Sense("DATE", day_value(year, month, first), days=known)  # type: ignore[arg-type]


def known_day(item: Found, at: Setting) -> Sense:
    """Read a day that is a name: "9/11"."""
    return Sense("DATE", KNOWN_DAYS[at.form(item, "d")])


def month(item: Found, at: Setting) -> Sense:
    """Read a month, alone, with its year or relative."""
    number = MONTHS[at.form(item, "m")]
    year = at.year(item)
    if not year and "r" in item.groups and at.anchor:
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


def holiday(item: Found, at: Setting) -> Sense:
    """Read a named day: the nearest that the tense allows."""
    around = at.form(item, "u")
    name = at.wording.phrase(item.groups["h"], item.end - bool(around)).replace("’", "'")
    if not at.anchor:
        return Sense("DATE", None)
    days = [holiday_in(name, at.anchor.year + step) for step in (-1, 0, 1)]
    past = max(day for day in days if day <= at.anchor)
    future = min(day for day in days if day >= at.anchor)
    step = STEPS.get(at.form(item, "r"))
    if step in (-1, 1):
        day = past if step == -1 else future
    else:
        against = AGAINST_FUTURE[None, at.tense(item), True]
        day = past if (at.anchor - past).days <= (future - at.anchor).days + against else future
    return Sense("DATE", value_of(day, UNITS[around] if around else "D"))


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


def decade(item: Found, at: Setting) -> Sense:
    """Read a decade, or the century that 1700s names."""
    value = int(at.number(item, "d") or 0)
    if value > 99 and value % 100 == 0 and value < 2000:
        return Sense("DATE", f"{value // 100}XX")
    return Sense("DATE", f"{(value if value > 99 else 1900 + value) // 10}X")


def century(item: Found, at: Setting) -> Sense:
    """Read a numbered century."""
    return Sense("DATE", f"{int(at.number(item, 'o') or 1) - 1:02}XX")


def season(item: Found, at: Setting) -> Sense:
    """Read a season, alone, with its year or relative."""
    code, year = SEASON_CODES[at.form(item, "s")], at.year(item)
    if not year and at.anchor:
        year = season_year(item, at, code=code)
    return Sense("DATE", f"{year:04}-{code}" if year else f"XXXX-{code}")


def season_year(item: Found, at: Setting, *, code: str) -> int:
    """Return the year of a season without one: the last that ended, the next to begin, or the nearest the tense allows."""
    today = at.anchor.isoformat() if at.anchor else ""
    year = int(today[:4])
    days = {n: interval_of(f"{n:04}-{code}") for n in (year - 1, year, year + 1)}
    step = STEPS.get(at.form(item, "r"))
    tense = at.tense(item) if step is None else {-1: "ended", 1: "next"}.get(step)
    if tense == "ended":
        return max(n for n, (_, last) in days.items() if (last or "") < today)
    if tense == "past":
        return max(n for n, (first, _) in days.items() if (first or "") <= today)
    if tense == "next":
        return min(n for n, (first, _) in days.items() if (first or "") > today)
    now = next((n for n, (first, last) in days.items() if (first or "") <= today <= (last or "")), None)
    return now if now is not None else year


def year_end(item: Found, at: Setting) -> Sense:
    """Read the end of a year."""
    return Sense("DATE", at.value_at(STEPS.get(at.form(item, "r"), 0), "Y"), "END")


def weekday(item: Found, at: Setting) -> Sense:
    """Read a weekday: the last one, or the next as the tense tells."""
    number = WEEKDAYS[at.form(item, "w")]
    if not at.anchor:
        return Sense("DATE", f"XXXX-WXX-{number}")
    anchor = at.anchor
    word = at.form(item, "r")
    if word and at.wording.form(item.end - 1) == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=STEPS[word])
        return Sense("DATE", (monday + timedelta(days=number - 1)).isoformat())
    ahead = (number - anchor.isoweekday()) % 7
    if word in ("following", "ensuing", "previous", "preceding") and at.last_day:
        anchor = at.last_day
        ahead = (number - anchor.isoweekday()) % 7
    if word in ("this", "next", "coming", "following", "upcoming", "ensuing"):
        return Sense("DATE", (anchor + timedelta(days=ahead or 7 * (word != "this"))).isoformat())
    if word:
        return Sense("DATE", (anchor - timedelta(days=7 - ahead)).isoformat())
    if ahead and not is_ahead(at.tense(item), ahead):
        ahead -= 7
    return Sense("DATE", (anchor + timedelta(days=ahead)).isoformat())


# how many days ahead a weekday lies at most, by what the clause tells: who means a day six days ahead says "next"
FURTHEST = {"future": 5, "present": 5, "open": 2, "past": 0, None: 0}


def is_ahead(tense: str | None, days: int) -> bool:
    """Is a weekday the one to come? A meeting "is on Monday"; where nothing is told, a day close ahead is."""
    return days <= FURTHEST[tense]


def day_word(item: Found, at: Setting) -> Sense:
    """Read today, yesterday, tomorrow, tonight, and the days beside them."""
    word = at.form(item, "d")
    steps = RELATIVE_DAYS[word] + {"before": -1, "after": 1}.get(at.form(item, "s"), 0)
    value = at.value_at(steps, "D")
    if word == "tonight":
        return Sense("TIME", f"{value}TNI" if value else None)
    return Sense("DATE", value)


def part_code(item: Found, at: Setting) -> str:
    """Return the T part of a part of the day."""
    return DAY_PARTS[at.wording.phrase(item.groups["p"], item.end)]


def rel_part(item: Found, at: Setting) -> Sense:
    """Read "last night", "this morning", "the next evening"."""
    word, part = at.form(item, "r"), part_code(item, at)
    near = word in ("following", "next", "previous", "preceding", "prior", "same", "that", "coming", "ensuing")
    base = at.base() if near else at.anchor
    step = STEPS.get(word, 0)
    day = shift(base, step, "D") if base else None
    return Sense("TIME", f"{day.isoformat()}{part}" if day else None)


def week_of(item: Found, at: Setting) -> Sense:
    """Read the week of a day."""
    day = read_day(full_date(item, at).value)
    return Sense("DATE", value_of(day, "W") if day else None)


def clock_time(item: Found, at: Setting) -> str | None:
    """Return the T part of a clock time, or None if the day has no such time."""
    half_day = at.form(item, "p").replace(".", "").replace(" ", "") or {
        "morning": "am",
        "afternoon": "pm",
        "evening": "pm",
        "night": "pm",
    }.get(at.form(item, "t"), "")
    text = at.form(item, "c") or at.form(item, "h") or at.form(item, "f") or at.form(item, "k")
    if "k" in item.groups:
        hour, minute = int(text[:2]), int(text[2:])
    elif ":" in text or "." in text:
        hour, minute = (int(part) for part in text.replace(".", ":").split(":")[:2])
    else:
        hour, minute = int(at.number(item, "h") or 0), 0
    if "b" in item.groups:
        minute = 30 if at.form(item, "b") == "half" else 15
        hour, minute = (hour, minute) if at.form(item, "s") == "past" else ((hour - 1) % 24, 60 - minute)
    if half_day == "pm" and hour < 12:
        hour += 12
    elif half_day == "am" and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}" if hour < 25 and minute < 60 else None


def clock(item: Found, at: Setting) -> Sense:
    """Read a clock time on the day last named."""
    time = clock_time(item, at)
    named = read_day(RESOLVERS[item.day.rule](item.day, at).value) if item.day else None
    base = named or at.clock_day(item)
    if time is None:
        return Sense("TIME", None)
    return Sense("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}{time}")


NIGHTS = ("overnight", "night")


def day_part(item: Found, at: Setting) -> Sense:
    """Read a part of the day last named."""
    base, code = at.clock_day(item), part_code(item, at)
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

RESOLVERS: dict[str, Resolver] = {
    "iso_date": iso_date, "slash_date": slash_date, "day_pair": day_pair, "full_date": full_date, "month": month,
    "weekday": weekday, "holiday": holiday, "each_unit": each_unit, "quarter": quarter, "half": half,
    "same_quarter": same_quarter, "century": century, "decade": decade, "fiscal_year": fiscal_year,
    "year_end": year_end, "year": year, "bare_year": year, "clock": clock, "day_word": day_word, "rel_part": rel_part,
    "rel_span": rel_span, "the_past_span": the_past_span, "near_span": near_span, "past_spans": past_spans,
    "season": season, "weekend": weekend, "length": length, "bare_units": bare_units, "a_while": a_while,
    "day_part": day_part, "word": word, "ended_span": ended_span, "ordinal_day": ordinal_day, "week_of": week_of,
    "split_days": split_days, "known_day": known_day, "one_day": one_day,
}  # fmt: skip
