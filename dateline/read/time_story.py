"""The time that a text has told up to, by which dates without a year, "the next day" and "that spring" are read.

News counts from the day of publication; told history counts from the date last told. :class:`Focus` is that date with its
precision; it moves with every date of the text, in the order of the text, save dates named aside: in brackets, or as the
limit of a comparison. Which of the two a text does is decided for the whole text by :func:`is_history`, and for a paragraph of
news that looks back by ``Setting.told``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from dateline.read.time_calendar import days_of, unit_of
from dateline.read.time_tense import is_stop, tense_beside
from dateline.read.time_wording import Found, Wording

__all__ = [
    "DEICTIC",
    "Focus",
    "focus_of",
    "is_ahead",
    "is_aside",
    "is_flashback",
    "is_history",
    "lend_years",
    "year_told",
]

# named from the report's own day
DEICTIC = frozenset({"day_word", "weekday", "rel_span", "weekend"})
# a text tells history, not news, if it names so many dates with years so far back, and seldom counts from its own day
HISTORY_DATES, HISTORY_GAP, HISTORY_SHARE = 3, 2, 8
# a short text is told history if a year stands with every third date, or with every sixth where the text begins with one
SHORT_SHARE, OPENING_SHARE, CHRONICLE_YEARS = 3, 6, 6
# the months by which a month may lie before the one last told and still be of the same year; told history goes on
STEP_BACK = 3
# a month so much later than the one last told is of the year before, where the tense looks back
STEP_AHEAD = 6
FINE = {"T": 0, "D": 1, "WE": 2, "W": 2, "M": 3, "S": 4, "Q": 4, "H": 5, "Y": 6}
LIMITS = frozenset({"since", "than", "until", "till", "before"})
LINKS = frozenset(
    (
        "and", "or", "to", "until", "till", "through", "-", "–", "—", ",", "from", "in", "on", "the", "early", "late", "mid",
        "between", "&", "/", "both", "of",
    )
)  # fmt: skip
RANGES = frozenset(["to", "until", "till", "through", "-", "–", "—"])
LONGEST_LINK = 5
ANAPHORIC = frozenset({"the", "that"})
BORROWERS = frozenset({"full_date", "month", "day_pair", "season"})
CALENDAR = BORROWERS | {"split_days", "holiday", "ordinal_day", "year", "bare_year", "era", "iso_date"}
# news has speakers
SAYING = frozenset({"said", "says", "told"})
CALENDAR |= {"half", "quarter", "slash_date"}
# "the treaty of 1856", "its 1856 treaty": the year belongs to a thing
OWNING = frozenset({"of", "the", "a", "an", "its", "his", "her", "their", "this", "that"})


EVENINGS, EVENING_HOUR, MORNING_HOUR = ("TEV", "TNI"), 18, 10


@dataclass(frozen=True, slots=True)
class Focus:
    """A time that was named: its days, its precision and where it stands.

    ``told``: its year was told, and is not the report's; ``late``: it is of an evening or a night.
    """

    first: date
    last: date
    unit: str
    at: int
    told: bool
    minute: datetime | None = None
    zone: str = ""
    late: bool = False

    @property
    def day(self) -> date:
        """The first of its days."""
        return self.first

    def is_finer_than(self, unit: str) -> bool:
        """Is it more precise than a unit?"""
        return FINE[self.unit] < FINE.get(unit, 9)


def focus_of(value: str | None, *, at: int, told: bool, days: tuple[date, date] | None = None) -> Focus | None:
    """Return the focus that a value sets, or None if it names no days or more than a year's."""
    day_part, _, time = (value or "").partition("T")
    known = days or days_of(day_part)
    unit = unit_of(day_part)
    if known is None or unit not in FINE:
        return None
    minute, zone = None, ""
    if time[:1].isdigit() and len(time) > 4 and unit == "D":
        minute = datetime.fromisoformat(f"{day_part}T{time[:5].replace('24:', '00:')}")
        zone = time[5:]
    late = time in EVENINGS or (minute is not None and minute.hour >= EVENING_HOUR)
    return Focus(known[0], known[1], unit, at, told, minute, zone, late)


def is_early(time: str | None) -> bool:
    """Is a time of day (T02:30, TMO) before the forenoon?"""
    return time == "TMO" or ((time or "")[1:3].isdigit() and int((time or "")[1:3]) < MORNING_HOUR)


def is_history(wording: Wording, found: list[Found], *, anchor: date | None) -> bool:
    """Does the text tell history? Then a date without a year is of the year last told.

    It does if it seldom counts from its own day, not before it names a year, and names many dates far back, or a year with
    every other date; a short text, if it never counts from its own day.
    """
    named = [item for item in found if "y" in item.groups or item.rule == "era"]
    deictic = [item for item in found if is_deictic(wording, item)]
    if not named or (deictic and deictic[0].start < named[0].start):
        return False
    past = [item for item in named if is_past(wording, item, anchor=anchor)]
    if len(past) == len(named) and not deictic and is_short_history(wording, found, past=past, anchor=anchor):
        return True
    if len(deictic) * HISTORY_SHARE > len(found):
        return False
    if len(named) >= CHRONICLE_YEARS and 2 * len(named) >= len(found):
        return True
    dated = [item for item in named if "m" in item.groups or item.rule == "season"]
    past = [item for item in dated if item in past]
    return len(past) >= HISTORY_DATES and 2 * len(past) > len(dated)


def is_of_now(wording: Wording, item: Found) -> bool:
    """Does a time tell that the text is of its own day: "now", "the last two weeks"?"""
    if item.rule == "word":
        return wording.form(item.start) in NOW
    if item.rule not in ("past_spans", "the_past_span") or wording.form(item.end) == "of":
        return False
    return wording.form(item.groups.get("r", -1)) in ("last", "past")


NOW = frozenset(("now", "currently", "recently", "lately"))


def is_short_history(wording: Wording, found: list[Found], *, past: list[Found], anchor: date | None) -> bool:
    """Does a year stand with enough of the dates, with the first one if the report has a day, and does nobody speak?"""
    if any(word.form in SAYING for word in wording.words) or any(is_of_now(wording, item) for item in found):
        return False
    dates = [item for item in found if item.rule in CALENDAR and not {"r", "t", "t2"} & item.groups.keys()]
    opens = bool(dates) and (dates[0] in past or dates[0].start in lend_years(wording, found))
    if anchor is not None and not opens:
        return False
    return len(past) * (OPENING_SHARE if opens else SHORT_SHARE) >= len(dates)


def opening_year(wording: Wording, found: list[Found]) -> Focus | None:
    """Return the first year that a text names, of which dates before it are, or None."""
    year = next((int(wording.words[item.groups["y"]].value or 0) for item in found if "y" in item.groups), 0)
    return focus_of(f"{year:04}", at=0, told=True) if year else None


def opening_range(wording: Wording, found: list[Found]) -> int | None:
    """Return where the end of a range stands that a text opens with ("from 1923 to May 1926"): the story starts before."""
    for first, second in pairwise(found[:3]):
        words = {wording.form(index) for index in range(first.end, second.start)}
        linked = words & RANGES or ("and" in words and wording.form(first.start - 1) == "between")
        if linked and words <= LINKS and "y" in first.groups and "y" in second.groups:
            return second.start
    return None


def is_past(wording: Wording, item: Found, *, anchor: date | None) -> bool:
    """Is the year named some years before the report's?"""
    year = wording.words[item.groups["y"]].value or 0 if "y" in item.groups else 0
    return anchor is None or year <= anchor.year - HISTORY_GAP


def is_deictic(wording: Wording, item: Found) -> bool:
    """Does a time count from the report's own day? "Today" may also mean these days."""
    if item.rule in ("length", "bare_units"):
        return wording.form(item.end - 1) == "ago"
    if item.rule == "day_word" and wording.form(item.groups["d"]) == "today":
        return tense_beside(wording, item.start, item.end) == "past"
    if item.rule == "weekday":
        return not ({wording.form(item.start - 1), wording.form(item.start)} & ANAPHORIC)
    return item.rule in DEICTIC


def is_aside(wording: Wording, item: Found, *, focus: Focus | None) -> bool:
    """Is a date named in passing: in brackets, of a thing, or as the limit of another time ("the worst since 1812")?"""
    before = wording.form(item.start - 1)
    if "y" not in item.groups:
        return False
    year = wording.words[item.groups["y"]].value or 0
    earlier = focus is not None and year < focus.first.year
    if item.rule not in ("bare_year", "year"):
        return earlier and before == "of"
    if before == "(" or wording.form(item.end) == ")":
        return True
    return (before in LIMITS and focus is not None and focus.unit != "Y") or (before in OWNING and earlier)


def is_ahead(wording: Wording, item: Found) -> bool:
    """Does its clause tell of what is to come ("talks will resume in May")?"""
    index = item.start - 1
    while index >= 0 and not is_stop(wording, index):
        if wording.surface(index) in AHEAD:
            return True
        index -= 1
    return any(wording.surface(index) in AHEAD for index in range(item.end, item.end + AHEAD_WORDS))


AHEAD, AHEAD_WORDS = frozenset({"will", "ll", "shall"}), 6


def is_flashback(wording: Wording, item: Found) -> bool:
    """Does its clause look back from the time told: "had left in May"? "By May they had left" goes on."""
    if "by" in (wording.form(item.start - 1), wording.form(item.start - 2)):
        return False
    for step in (-1, 1):
        index = item.start - 1 if step < 0 else item.end
        while 0 <= index < len(wording.words) and not is_stop(wording, index):
            if wording.form(index) == "had" and wording.form(index + 1) not in ("to", "the", "a", "no"):
                return True
            index += step
    return False


def year_told(focus: Focus, month: int, *, back: bool) -> int:
    """Return the year of a month told after another time; the story goes on unless the tense looks back.

    >>> november = Focus(date(1914, 11, 1), date(1914, 11, 30), "M", 0, True)
    >>> year_told(november, 2, back=False), year_told(november, 9, back=False)
    (1915, 1914)
    """
    year = focus.day.year
    if not focus.is_finer_than("Y"):
        return year
    gap = month - focus.day.month
    if back:
        return year - (gap >= STEP_AHEAD)
    return year + (gap < -STEP_BACK)


def lend_years(wording: Wording, found: list[Found]) -> dict[int, tuple[int, int]]:
    """Return for dates without a year the year of the date they are joined to: "from May to August 1943".

    Returns:
        word index of the date -> word index of the year, and 1 if the two are ends of a range (else 0).
    """
    lent: dict[int, tuple[int, int]] = {}
    for item, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if not {item.rule, following.rule} <= BORROWERS or {"y", "r"} & item.groups.keys():
            continue
        words = [wording.form(index) for index in range(item.end, following.start)]
        source = following.groups.get("y", lent.get(following.start, (None, 0))[0])
        if source is not None and 0 < len(words) <= LONGEST_LINK and LINKS.issuperset(words):
            lent[item.start] = source, int(bool(RANGES & set(words)))
    return lent
