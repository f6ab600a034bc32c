"""What a worded time means: one function a rule of ``time_patterns.tsv``, from the words to a TIMEX3 value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.read.lexicon import load_lexicon
from dateline.read.time_calendar import add_to, holiday_in, read_day, season_of, shift, value_of
from dateline.read.time_patterns import CLASSES, Found, Wording
from dateline.read.time_tense import tense_beside

__all__ = ["RESOLVERS", "Sense", "Setting"]

MONTHS = {f: int(r["number"]) for r in load_lexicon("months") for f in (r["name"], *r["forms"].split())}
WEEKDAYS = {f: int(r["number"]) for r in load_lexicon("weekdays") for f in (r["name"], *r["forms"].split())}
UNITS = {r[form]: r["code"] for r in load_lexicon("time_units") for form in ("singular", "plural") if r[form]}
CLOCK_UNITS = {r[form] for r in load_lexicon("time_units") if r["clock"] for form in ("singular", "plural")}
SEASON_CODES = {row["name"]: row["code"] for row in load_lexicon("seasons")}
DAY_PARTS = {row["name"]: row["code"] for row in load_lexicon("day_parts")}
TIME_WORDS = {row["phrase"]: (row["type"], row["value"]) for row in load_lexicon("time_words")}
STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "this": 0,
    "current": 0,
    "present": 0,
} | {word: 1 for word in ("next", "coming", "following", "ensuing", "upcoming")}
RELATIVE_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
VAGUE_UNITS = {"D", "W", "M", "Y", "DE", "CE"}


@dataclass(slots=True)
class Sense:
    """Type and value of a time; ``days`` where they are not those of the value itself."""

    type: str
    value: str | None
    mod: str | None = None
    days: tuple[date, date] | None = None


@dataclass(slots=True)
class Setting:
    """What a relative time leans on: the report's day, the last day and quarter named, and the words around it."""

    wording: Wording
    anchor: date | None
    narrative: bool = False
    last_day: date | None = None
    last_unit: str = "D"
    quarter: str | None = None
    quarter_at: int = -1000

    def form(self, item: Found, name: str) -> str:
        """Return the word kept under a name, empty if there is none."""
        return self.wording.form(item.groups[name]) if name in item.groups else ""

    def number(self, item: Found, name: str) -> float | None:
        """Return the value of the number kept under a name, or None."""
        return self.wording.words[item.groups[name]].value if name in item.groups else None

    def year(self, item: Found, name: str = "y") -> int | None:
        """Return the year kept under a name, or None."""
        value = self.number(item, name)
        return None if value is None else int(value)

    def base(self) -> date | None:
        """Return the day that "earlier" and "the next day" count from: the last one named, else the report's."""
        return self.last_day or self.anchor

    def value_at(self, steps: int, unit: str) -> str | None:
        """Return the value of a unit some steps from the report's day, None without one."""
        day = shift(self.anchor, steps, unit) if self.anchor else None
        return value_of(day, unit) if day else None

    def tense(self, item: Found) -> str | None:
        """Return past or future, as the verbs beside the expression tell, or None."""
        return tense_beside(self.wording, item.start, item.end)


Resolver = Callable[[Found, Setting], Sense]


def day_value(year: int | None, month: int, day: int) -> str | None:
    """Return the value of a day; None where the month has no such day."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return f"{year:04}-{month:02}-{day:02}" if year else f"XXXX-{month:02}-{day:02}"


# explicit dates -----------------------------------------------------------------------------------


def iso_date(item: Found, at: Setting) -> Sense:
    value = at.form(item, "d")
    if "t" in value:
        return Sense("TIME", value[:16].upper())
    return Sense("DATE", value if read_day(value) else None)


def slash_date(item: Found, at: Setting) -> Sense:
    first, second, year = (int(part) for part in at.form(item, "d").split("/"))
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    month, day = (first, second) if first <= 12 else (second, first)
    if first <= 12 and second <= 12 and first != second and not at.anchor:
        return Sense("DATE", f"{year:04}")
    return Sense("DATE", day_value(year, month, day) if month <= 12 else None)


def full_date(item: Found, at: Setting) -> Sense:
    month, day = MONTHS[at.form(item, "m")], int(at.number(item, "d") or 0)
    year = at.year(item) or year_for(item, at, month=month, day=day)
    return Sense("DATE", day_value(year, month, day))


def year_for(item: Found, at: Setting, *, month: int, day: int | None) -> int | None:
    """Return the year meant by a date without one: the nearest that the tense allows, None without a day to lean on."""
    if at.narrative and at.last_day:
        return at.last_day.year
    if not at.anchor:
        return None
    anchor, tense = at.anchor, at.tense(item)
    middle = date(anchor.year, month, min(day or 15, 28))
    if day is None and month == anchor.month:
        return anchor.year
    distance = {
        year: (middle.replace(year=year) - anchor).days for year in (anchor.year - 1, anchor.year, anchor.year + 1)
    }
    past = max(year for year, days in distance.items() if days <= 0)
    future = min(year for year, days in distance.items() if days >= 0)
    if tense == "future" and distance[past] > -10 and day:
        return past
    if tense is None or (tense == "past" and day):
        near = -distance[past] <= distance[future] + (0 if day and tense is None else 150)
        return past if near else future
    return past if tense == "past" else future


def day_pair(item: Found, at: Setting) -> Sense:
    sense = full_date(item, at)
    month, last = MONTHS[at.form(item, "m")], int(at.number(item, "e") or 0)
    first = read_day(sense.value)
    until = read_day(day_value(first.year, month, last)) if first else None
    return Sense("DATE", sense.value, days=(first, until) if first and until and first <= until else None)


def month(item: Found, at: Setting) -> Sense:
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
    name = at.wording.phrase(item.groups["h"], item.end).replace("’", "'")
    if not at.anchor:
        return Sense("DATE", None)
    step = STEPS.get(at.form(item, "r"))
    years = [at.anchor.year - 1, at.anchor.year, at.anchor.year + 1]
    days = [holiday_in(name, year) for year in years]
    ahead = step == 1 or (step is None and at.tense(item) == "future")
    if ahead:
        return Sense("DATE", min(day for day in days if day >= at.anchor).isoformat())
    return Sense("DATE", max(day for day in days if day <= at.anchor).isoformat())


def year(item: Found, at: Setting) -> Sense:
    value = f"{at.year(item):04}"
    mod = "ON_OR_AFTER" if "b" in item.groups else {"pre": "BEFORE", "post": "AFTER"}.get(at.form(item, "p"))
    if "z" not in item.groups:
        return Sense("DATE", value, mod)
    first, last = at.year(item) or 0, at.year(item, "z") or 0
    last += 0 if last > 99 else first // 100 * 100
    days = (date(first, 1, 1), date(last, 12, 31)) if first < last <= 9999 else None
    return Sense("DATE", value, days=days)


def fiscal_year(item: Found, at: Setting) -> Sense:
    return Sense("DATE", f"{at.year(item):04}")


def decade(item: Found, at: Setting) -> Sense:
    value = int(at.number(item, "d") or 0)
    return Sense("DATE", f"{(value if value > 99 else 1900 + value) // 10}X")


def century(item: Found, at: Setting) -> Sense:
    return Sense("DATE", f"{int(at.number(item, 'o') or 1) - 1:02}XX")


def season(item: Found, at: Setting) -> Sense:
    code, year = SEASON_CODES[at.form(item, "s")], at.year(item)
    if not year and at.anchor:
        step = STEPS.get(at.form(item, "r"), 0)
        year = at.anchor.year
        now = season_of(at.anchor)
        order = ["WI", "SP", "SU", "FA"]
        ahead = order.index(code) > order.index(now)
        if step < 0:
            year -= ahead or code == now
        elif step > 0:
            year += not ahead
        elif ahead and "r" not in item.groups and at.tense(item) == "past":
            year -= 1
        year -= code == "WI" and at.anchor.month < 3 and step >= 0
    return Sense("DATE", f"{year:04}-{code}" if year else f"XXXX-{code}")


# financial periods --------------------------------------------------------------------------------


def remember_quarter(item: Found, at: Setting, value: str) -> Sense:
    at.quarter, at.quarter_at = value, item.start
    return Sense("DATE", value)


def quarter(item: Found, at: Setting) -> Sense:
    number = int(at.number(item, "o") or {"second": 2, "third": 3, "first": 1}.get(at.form(item, "o"), 0))
    year = at.year(item) or at.year(item, "z")
    step = STEPS.get(at.form(item, "r") or at.form(item, "r2"))
    if not year and at.anchor:
        year = at.anchor.year + (step or 0)
        # a quarter named without its year is the nearest one; half a year ahead it is last year's
        if step is None and 3 * number - 2 > at.anchor.month + (6 if at.tense(item) == "future" else 4):
            year -= 1
        elif step is None and number == 1 and at.anchor.month > 9 and at.tense(item) == "future":
            year += 1
    return remember_quarter(item, at, f"{year:04}-Q{number}" if year else f"XXXX-Q{number}")


def half(item: Found, at: Setting) -> Sense:
    number = int(at.number(item, "o") or {"second": 2, "first": 1}.get(at.form(item, "o"), 1))
    base = at.anchor.year if at.anchor else None
    year = at.year(item) or (None if base is None else base + STEPS.get(at.form(item, "r"), 0))
    return Sense("DATE", f"{year:04}-H{number}" if year else None)


def quarter_known(item: Found, at: Setting) -> str | None:
    """Return the quarter talked of, if it was named shortly before."""
    return at.quarter if at.quarter and item.start - at.quarter_at < 250 and at.quarter[:4].isdigit() else None


def same_quarter(item: Found, at: Setting) -> Sense:
    known, year = quarter_known(item, at), at.year(item)
    phrase = at.wording.phrase(item.start, item.end)
    if year:
        return Sense("DATE", f"{year:04}{known[4:] if known else ''}")
    number = at.number(item, "o") or {"second": 2, "third": 3, "first": 1}.get(at.form(item, "o"))
    if number and at.anchor:
        return remember_quarter(item, at, f"{at.anchor.year - 1:04}-Q{int(number)}")
    a_year_back = any(word in phrase for word in ("ago", "earlier", "last"))
    if known:
        return Sense("DATE", f"{int(known[:4]) - 1:04}{known[4:]}" if a_year_back else known)
    if "period" in phrase or not at.anchor or "quarter" not in phrase:
        return Sense("DATE", at.value_at(-1, "Y") if a_year_back else None)
    back = {"previous": 1, "prior": 1, "latest": 1, "recent": 1}.get(at.form(item, "k"), 0)
    return Sense("DATE", at.value_at(-4 if a_year_back else -back, "Q"))


def year_end(item: Found, at: Setting) -> Sense:
    return Sense("DATE", at.value_at(STEPS.get(at.form(item, "r"), 0), "Y"), "END")


# relative to the report's day ---------------------------------------------------------------------


def weekday(item: Found, at: Setting) -> Sense:
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
    if ahead and at.tense(item) != "future":
        ahead -= 7
    return Sense("DATE", (anchor + timedelta(days=ahead)).isoformat())


def day_word(item: Found, at: Setting) -> Sense:
    word = at.form(item, "d")
    steps = RELATIVE_DAYS[word] + {"before": -1, "after": 1}.get(at.form(item, "s"), 0)
    value = at.value_at(steps, "D")
    if word == "tonight":
        return Sense("TIME", f"{value}TNI" if value else None)
    return Sense("DATE", value)


def rel_part(item: Found, at: Setting) -> Sense:
    word, part = at.form(item, "r"), DAY_PARTS[at.form(item, "p")]
    near = word in ("following", "next", "previous", "preceding", "prior", "same", "that", "coming", "ensuing")
    base = at.base() if near else at.anchor
    step = STEPS.get(word, 0)
    day = shift(base, step, "D") if base else None
    return Sense("TIME", f"{day.isoformat()}{part}" if day else None)


def rel_span(item: Found, at: Setting) -> Sense:
    unit = UNITS[at.form(item, "u")]
    if unit == "Q" and at.quarter and STEPS[at.form(item, "r")] == 0:
        return Sense("DATE", quarter_known(item, at) or at.value_at(0, "Q"))
    if unit == "WE" and at.anchor and at.anchor.weekday() > 4 and at.form(item, "r") == "last":
        return Sense("DATE", at.value_at(-1, "WE"))
    return Sense("DATE", at.value_at(STEPS[at.form(item, "r")], unit))


def the_past_span(item: Found, at: Setting) -> Sense:
    word, unit = at.form(item, "r"), UNITS[at.form(item, "u")]
    if unit == "WE":
        return Sense("DATE", at.value_at(STEPS[word], "WE"))
    if word in ("previous", "following", "ensuing"):
        return near_span(item, at)
    return stretch(at, duration(1, unit), STEPS[word], mod="APPROX" if at.wording.form(item.end - 1) == "so" else None)


def near_span(item: Found, at: Setting) -> Sense:
    unit = {"night": "D"}.get(at.wording.form(item.end - 1)) or UNITS[at.wording.form(item.end - 1)]
    word = at.form(item, "r")
    base = at.anchor if word == "the" and "s" not in item.groups else at.base()
    if base is None or (unit == "D" and at.last_unit != "D" and at.last_day):
        return Sense("DATE", None)
    day = shift(base, STEPS.get(word, 0), unit)
    value = value_of(day, unit) if day else None
    if at.wording.form(item.end - 1) == "night" and value:
        return Sense("TIME", f"{value}TNI")
    return Sense("DATE", value)


def ended_span(item: Found, at: Setting) -> Sense:
    unit = UNITS[at.form(item, "u")]
    known = quarter_known(item, at)
    if unit == "Q" and known:
        return Sense("DATE", known)
    if at.form(item, "f") == "full" and unit == "Y" and at.anchor:
        return Sense("DATE", at.value_at(0, "Y"))
    return Sense("DURATION", duration(1, unit))


def week_of(item: Found, at: Setting) -> Sense:
    day = read_day(full_date(item, at).value)
    return Sense("DATE", value_of(day, "W") if day else None)


def weekend(item: Found, at: Setting) -> Sense:
    if not at.anchor:
        return Sense("DATE", None)
    steps = 0 if at.anchor.weekday() > 4 or at.tense(item) == "future" else -1
    return Sense("DATE", at.value_at(steps, "WE"))


# lengths of time ----------------------------------------------------------------------------------


def duration(count: float | str, unit: str, *, clock: bool = False) -> str:
    """Return the value of a duration: P3W, PT2H; halves in the next smaller unit."""
    if unit == "2W" and not isinstance(count, str):
        count, unit = 2 * count, "W"
    unit = {"WE": "WE"}.get(unit, unit)
    if not isinstance(count, str) and count != int(count):
        smaller = {"Y": (12, "M"), "H": (60, "M"), "D": (24, "H"), "DE": (10, "Y"), "CE": (100, "Y"), "M": (60, "S")}
        factor, lower = smaller.get(unit, (1, unit)) if clock or unit != "M" else (30, "D")
        clock = clock or unit == "D"
        count, unit = count * factor, lower
    if unit == "DE" and not isinstance(count, str):
        count, unit = count * 10, "Y"
    if unit == "CE" and not isinstance(count, str):
        count, unit = count * 100, "Y"
    text = count if isinstance(count, str) else f"{count:g}" if count < 100000 else f"{int(count)}"
    return f"P{'T' if clock else ''}{text}{unit}"


def stretch(at: Setting, value: str, step: int, *, mod: str | None = None) -> Sense:
    """Return a length of time that ends (or begins) on the report's day."""
    days = add_to(at.anchor, value, 1 if step > 0 else -1) if at.anchor else None
    return Sense("DURATION", value, mod, days)


def length_value(item: Found, at: Setting) -> tuple[float | str, str]:
    """Return how many of which unit an expression says; X where it does not say how many."""
    unit = UNITS[at.form(item, "u")]
    few = at.form(item, "f")
    if few:
        return (2, unit) if few == "couple" else ("X", unit)
    count = at.number(item, "n")
    if count is None:
        count = (
            2
            if at.form(item, "t") == "two" and "a" in item.groups
            else 0
            if "h" in item.groups and "a" not in item.groups
            else 1
        )
        if "h" in item.groups:
            between = at.wording.phrase(item.start, item.end)
            count = count + 0.5 if " and a " in f"{between} " else 0.5
    elif " and a half" in f" {at.wording.phrase(item.start, item.end)}":
        count += 0.5
    return count, unit


def past_spans(item: Found, at: Setting) -> Sense:
    unit = UNITS[at.form(item, "u")]
    clock = at.form(item, "u") in CLOCK_UNITS
    count: float | str = "X"
    if "n" in item.groups or "f" in item.groups:
        count, unit = length_value(item, at)
    value = duration(count, unit, clock=clock)
    mod = "APPROX" if at.form(item, "t") == "so" else None
    if "o" in item.groups or at.form(item, "r") == "recent":
        return Sense("DURATION", value, mod)
    return stretch(at, value, STEPS.get(at.form(item, "r"), -1), mod=mod)


def length(item: Found, at: Setting) -> Sense:
    count, unit = length_value(item, at)
    clock = at.form(item, "u") in CLOCK_UNITS
    value = duration(count, unit, clock=clock)
    mod = "APPROX" if "t" in item.groups and at.form(item, "t") == "so" else None
    word = at.form(item, "g") or ("hence" if at.wording.phrase(item.end - 2, item.end) == "from now" else "")
    if word == "ago" or at.wording.form(item.end - 1) == "now":
        return back(item, at, count=count, unit=unit, clock=clock)
    if word in ("earlier", "later"):
        return beside(item, at, count=count, unit=unit, clock=clock)
    if is_rate(item, at):
        return Sense("SET", value)
    return Sense("DURATION", value, mod)


def back(item: Found, at: Setting, *, count: float | str, unit: str, clock: bool) -> Sense:
    """Return the time some units ago, or from now, in the precision of the unit."""
    ahead = at.wording.form(item.end - 1) == "now"
    if isinstance(count, str):
        return Sense("DATE", "FUTURE_REF" if ahead else "PAST_REF")
    known = quarter_known(item, at)
    if known and unit == "Y" and count == 1 and "a" in item.groups and not ahead:
        return Sense("DATE", f"{int(known[:4]) - 1:04}{known[4:]}")
    if not at.anchor:
        return Sense("DATE", None)
    if clock:
        return Sense("TIME", None)
    steps = count if ahead else -count
    if steps != int(steps):
        steps, unit = {"Y": (steps * 12, "M"), "DE": (steps * 10, "Y"), "M": (steps * 30, "D")}.get(
            unit, (steps * 7, "D")
        )
    day = shift(at.anchor, int(steps), unit)
    return Sense("DATE", value_of(day, {"DE": "Y", "CE": "Y"}.get(unit, unit)) if day else None)


def beside(item: Found, at: Setting, *, count: float | str, unit: str, clock: bool) -> Sense:
    """Return the time some units before or after the last one named."""
    word = at.form(item, "g")
    known = quarter_known(item, at)
    if known and unit == "Y" and count == 1 and word == "earlier":
        return Sense("DATE", f"{int(known[:4]) - 1:04}{known[4:]}")
    value = duration(count, unit, clock=clock)
    base = at.base() if unit == "Y" or at.last_unit == "D" else None
    if isinstance(count, str) or clock or base is None or (unit != "Y" and not at.last_day):
        return Sense("DURATION", value)
    day = shift(base, int(count) * (1 if word == "later" else -1), unit)
    if day is None or count != int(count):
        return Sense("DURATION", value)
    return Sense("DATE", value_of(day, {"DE": "Y", "CE": "Y"}.get(unit, unit)))


def is_rate(item: Found, at: Setting) -> bool:
    """Is "a year" the measure of a rate ("$2 billion a year", "90 people a day")?"""
    if "a" not in item.groups or item.end - item.start > 2:
        return False
    for index in range(item.start - 1, max(item.start - 5, -1), -1):
        form = at.wording.form(index)
        if at.wording.words[index].value is not None or form in ("%", "percent", "once", "twice", "times", "$"):
            return True
        if form in CLASSES["FOR"] or form in (
            ".",
            ",",
            ";",
            "to",
            "than",
            "about",
            "nearly",
            "almost",
            "by",
            "from",
            "at",
            "is",
            "was",
            "had",
            "and",
        ):
            return False
    return False


def bare_units(item: Found, at: Setting) -> Sense:
    unit = UNITS[at.form(item, "u")]
    if at.form(item, "g") == "ago":
        return Sense("DATE", "PAST_REF")
    return Sense("DURATION", duration("X", unit, clock=at.form(item, "u") in CLOCK_UNITS))


def a_while(item: Found, at: Setting) -> Sense:
    return Sense("DURATION", "PXX")


def each_unit(item: Found, at: Setting) -> Sense:
    if "p" in item.groups:
        return Sense("SET", f"XXXX-WXX-{WEEKDAYS[at.form(item, 'p')[:-1]]}")
    word, count = at.form(item, "u"), at.number(item, "n") or (2 if at.form(item, "n") == "other" else 1)
    if word in WEEKDAYS:
        return Sense("SET", f"XXXX-WXX-{WEEKDAYS[word]}")
    if word in MONTHS:
        return Sense("SET", f"XXXX-{MONTHS[word]:02}")
    if word in SEASON_CODES:
        return Sense("SET", f"XXXX-{SEASON_CODES[word]}")
    if word in DAY_PARTS and word not in UNITS:
        return Sense("SET", f"XXXX-XX-XX{DAY_PARTS[word]}")
    return Sense("SET", duration(count, UNITS[word], clock=word in CLOCK_UNITS))


# clock and parts of the day -----------------------------------------------------------------------


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
    time = clock_time(item, at)
    base = at.last_day if at.last_day and at.last_unit == "D" else at.anchor
    if time is None:
        return Sense("TIME", None)
    return Sense("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}{time}")


def day_part(item: Found, at: Setting) -> Sense:
    base = at.last_day if at.last_day and at.last_unit == "D" else at.anchor
    code = DAY_PARTS[at.form(item, "p")]
    return Sense("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}{code}")


def word(item: Found, at: Setting) -> Sense:
    phrase = at.wording.phrase(item.groups["t"], item.end)
    kind, value = TIME_WORDS[phrase]
    return Sense(kind, value)


RESOLVERS: dict[str, Resolver] = {
    "iso_date": iso_date, "slash_date": slash_date, "day_pair": day_pair, "full_date": full_date, "month": month,
    "weekday": weekday, "holiday": holiday, "each_unit": each_unit, "quarter": quarter, "half": half,
    "same_quarter": same_quarter, "century": century, "decade": decade, "fiscal_year": fiscal_year,
    "year_end": year_end, "year": year, "bare_year": year, "clock": clock, "day_word": day_word, "rel_part": rel_part,
    "rel_span": rel_span, "the_past_span": the_past_span, "near_span": near_span, "past_spans": past_spans,
    "season": season, "weekend": weekend, "length": length, "bare_units": bare_units, "a_while": a_while,
    "day_part": day_part, "word": word, "ended_span": ended_span, "week_of": week_of,
}  # fmt: skip
