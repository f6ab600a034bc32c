"""Which lengths of time are none: ages, wages, fractions, ordinals and phrases, told by the words beside them."""

from __future__ import annotations

from functools import cache

from dateline.read.lexicon import load_lexicon
from dateline.read.time_wording import CLASSES, GRAMMAR, Found, Wording

__all__ = ["CLOCK_UNIT", "bare_units_allowed", "ends_phrase", "is_rate", "is_verb_last", "length_allowed"]

FOR, UNIT_WORDS = frozenset(CLASSES["FOR"]), frozenset(CLASSES["UNIT"])
SIDES = frozenset({"before", "after"})
AFTER_PHRASE = frozenset(
    {"and", "but", "or", "when", "while", "in", "at", "on", "by", "with", "near", "off", "outside"}
)
MONTHS, LEAST_YEAR = frozenset(month.lower() for month in CLASSES["MONTH"]), 1000
YEAR_CODES = frozenset(GRAMMAR.sets["YEAR"])
PARTS = frozenset({"first", "opening", "last", "final", "closing"})
MODALS_OF_LAST = frozenset({"to", "will", "would", "can", "could", "may", "might", "should", "not"})
CLOCK_UNIT = frozenset({"second", "minute", "hour"})
PARTS_OF = frozenset(
    (larger + one, smaller + other)
    for larger, smaller in (("year", "month"), ("hour", "minute"), ("minute", "second"))
    for one in ("", "s")
    for other in ("", "s")
)
MEASURES = frozenset({"%", "percent", "once", "twice", "times", "$"})
NO_MEASURES = FOR | frozenset(
    (".", ",", ";", "to", "than", "about", "nearly", "almost", "by", "from", "at", "is", "was", "had", "and")
)


def length_allowed(wording: Wording, item: Found) -> bool:
    """Is it a length of time? Each of the reasons against it suffices."""
    return not any(refuses(wording, item) for refuses in REFUSALS)


def ends_phrase(wording: Wording, index: int) -> bool:
    """Does "before" or "after" end its phrase here, so that it counts from what was told, not from what follows it?"""
    following = wording.form(index)
    return not following[:1].isalnum() or following in AFTER_PHRASE


@cache
def persons() -> frozenset[str]:
    """Return nouns for a person."""
    return frozenset(row["role"] for row in load_lexicon("roles"))


def counts_to_event(wording: Wording, item: Found) -> bool:
    """ "two days after the quake" is a length beside an event, not a day."""
    return "g" in item.groups and wording.form(item.groups["g"]) in SIDES and not ends_phrase(wording, item.end)


def is_age(wording: Wording, item: Found) -> bool:
    """ "a man 34 years old", "a six-month-old boy"; a siege may be a week old."""
    if wording.form(item.end - 1) == "old":
        noun = wording.form(item.end)
        return not noun.isalpha() or bool({noun, noun.removesuffix("s")} & persons())
    after, then = wording.form(item.end), wording.form(item.end + 1)
    return after in ("old", "olds") or (after, then) in (("-", "old"), ("-", "olds"), ("of", "age"))


def is_fraction(wording: Wording, item: Found) -> bool:
    """ "a second", "a quarter", "three quarters"."""
    unit = wording.form(item.groups["u"])
    if unit in ("second", "quarter") and "a" in item.groups:
        return True
    return unit == "quarters" and not {"g", "r"} & item.groups.keys()


def is_cut(wording: Wording, item: Found) -> bool:
    """Is it part of a longer word or name: "year-ago", "the two-day" rally, "$5 day", "month-by-month"?"""
    before, after, then = (wording.form(index) for index in (item.start - 1, item.end, item.end + 1))
    if after == "-" and (then in ("ago", "earlier") or "a" in item.groups):
        return True
    if wording.form(item.start) == "the" and any(wording.form(n) == "-" for n in range(item.start, item.end)):
        return True
    return wording.touches(item.start) and before in ("-", "$", ".")


def is_verb_last(wording: Wording, item: Found) -> bool:
    """Is "last" the verb ("will last six weeks")?"""
    return wording.form(item.start) == "last" and wording.form(item.start - 1) in MODALS_OF_LAST


def is_wage(wording: Wording, item: Found) -> bool:
    """ "$9 an hour", "60 miles an hour"."""
    return wording.form(item.groups["u"]) in CLOCK_UNIT and is_rate(wording, item)


def is_rate(wording: Wording, item: Found) -> bool:
    """Is "a year" the measure of a rate ("$2 billion a year", "90 people a day")?"""
    if "a" not in item.groups or item.end - item.start > 2:
        return False
    for index in range(item.start - 1, max(item.start - 5, -1), -1):
        form = wording.form(index)
        if wording.words[index].value is not None or form in MEASURES:
            return True
        if form in NO_MEASURES:
            return False
    return False


def is_phrase(wording: Wording, item: Found) -> bool:
    """ "wait a minute", "the fourth in as many days"."""
    first, before = wording.form(item.start), wording.form(item.start - 1)
    return (first == "many" and before == "as") or ("a" in item.groups and before == "wait")


def is_misjoined(wording: Wording, item: Found) -> bool:
    """ "three days and four nights", "a month or six weeks" are two lengths."""
    unit = wording.form(item.groups["u"])
    if "v" in item.groups and (unit, wording.form(item.groups["v"])) not in PARTS_OF:
        return True
    return "t" in item.groups and wording.form(item.end) in UNIT_WORDS


def is_war(wording: Wording, item: Found) -> bool:
    """ "the Thirty Years' War" and "the Six-Day War" are names."""
    at = item.groups["u"] + 1
    at += wording.form(at) in ("'", "’", "'s", "’s")
    return wording.surface(item.groups["u"]).istitle() and wording.surface(at).istitle()


def is_part_of_date(wording: Wording, item: Found) -> bool:
    """Do "the first weeks" and "the last years" only say which part of the date behind them: of June, of the 19th century?"""
    if item.rule not in ("past_spans", "bare_units") or {"n", "f"} & item.groups.keys():
        return False
    at = item.end + 1 + (wording.form(item.end + 1) == "the")
    if wording.form(item.end) != "of" or at >= len(wording.words):
        return False
    word = wording.words[at]
    return word.form in MONTHS or word.kind in ("ordinal", "decade") or (word.value or 0) > LEAST_YEAR


REFUSALS = (
    is_war,
    is_part_of_date,
    counts_to_event,
    is_age,
    is_fraction,
    is_cut,
    is_verb_last,
    is_wage,
    is_phrase,
    is_misjoined,
)


def bare_units_allowed(wording: Wording, item: Found) -> bool:
    """A plural unit by itself is a length of time where a preposition or what follows says so."""
    if wording.form(item.groups["u"]) in ("quarters", "seconds", "minutes"):
        return "g" in item.groups
    before, further = wording.form(item.start - 1), wording.form(item.start - 2)
    if before == "many" and further == "as":
        return False
    if wording.codes[item.end : item.end + 1] in YEAR_CODES or (before in PARTS and is_part_of_date(wording, item)):
        return False
    after = wording.form(item.end) in SIDES
    return "g" in item.groups or before in FOR or after or (before == "the" and further in FOR)
