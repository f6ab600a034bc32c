"""What looks like a time and is none: names, counts, verbs and ordinals, told by the words beside them."""

from __future__ import annotations

from dateline.read.lexicon import load_lexicon
from dateline.read.time_length_guards import (
    CLOCK_UNIT,
    bare_units_allowed,
    ends_phrase,
    is_verb_last,
    length_allowed,
)
from dateline.read.time_tense import MODALS
from dateline.read.time_wording import CLASSES, LONGEST_MODIFIER, MODIFIERS, Found, Wording
from dateline.read.time_years import early_year_allowed, era_allowed, year_allowed

__all__ = ["allowed", "is_time_alone"]

NOT_TIMES = [(row["of"], row["side"], frozenset(row["words"].split())) for row in load_lexicon("not_times")]
IN = frozenset(CLASSES["IN"])
HYPHENS = frozenset(CLASSES["HYPHEN"])
MONTHS = frozenset(month.lower() for month in CLASSES["MONTH"])
MONTHS_WORD = frozenset(
    form for row in load_lexicon("months") if row["word"] for form in (row["name"], *row["forms"].split())
)


def allowed(wording: Wording, item: Found) -> bool:
    """Is the match a time here? Names and counts that look like one are not."""
    if is_title(wording, item):
        return False
    if item.rule == "day_part" and wording.surface(item.start).istitle() and wording.surface(item.end).istitle():
        return False
    kind = {"weekday": "weekday", "month": "month", "bare_year": "year", "day_word": "day"}.get(item.rule)
    if kind and is_name(wording, item, kind):
        return False
    guard = GUARDS.get(item.rule)
    return guard is None or guard(wording, item)


TITLED = frozenset(("day_word", "rel_span", "near_span", "length", "word"))


def is_title(wording: Wording, item: Found) -> bool:
    """Is it the name of a programme or a paper: words with capitals in the midst of a sentence ("60 Minutes")?"""
    if item.rule not in TITLED or not all(wording.surface(n)[:1] not in LOWER for n in range(item.start, item.end)):
        return False
    if item.end - item.start == 1:
        before = wording.surface(item.start - 1)
        return before.isalpha() and before[:1].isupper() and wording.surface(item.start).istitle()
    return wording.surface(item.end - 1).istitle() and wording.form(item.start - 1) in QUOTES


def is_name(wording: Wording, item: Found, kind: str) -> bool:
    """Do the neighbours make it a name ("Sunday Times") or a count ("2000 people")?"""
    for of, side, words in NOT_TIMES:
        if of == kind:
            neighbour = wording.surface(item.start - 1 if side == "before" else item.end)
            if neighbour in words or (kind == "year" and neighbour.lower() in words):
                return True
    return False


LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")
QUOTES = frozenset("\"'“”‘’`")
FULL_NAME = 4  # shorter ones are abbreviations, save May


def month_allowed(wording: Wording, item: Found) -> bool:
    """A month whose name is a common word or a person's needs a preposition, a year or the like; so do names in capitals."""
    if len(item.groups) > 1:
        return True
    before, after = wording.form(item.start - 1), wording.surface(item.end)
    if wording.form(item.end) in HYPHENS and wording.form(item.end + 1) in MONTHS:
        return True
    if after[:1].isupper() and len(wording.form(item.groups["m"])) < FULL_NAME:
        return False
    if wording.form(item.groups["m"]) in MONTHS_WORD and owns_noun(wording, item):
        return True
    if wording.form(item.groups["m"]) in MONTHS_WORD:
        return before in IN and not (after[:1].isupper() and before in ("and", "for", "from", "to", "by", "after", "("))
    return before in IN or not after[:1].isupper() or not wording.surface(item.start - 1)[:1].isupper()


def owns_noun(wording: Wording, item: Found) -> bool:
    """Does the month say of which time a thing is: "a June letter", "the April elections"?"""
    before = wording.form(item.start - 1)
    noun = wording.surface(item.end)
    owned = before in OWNING or before in POSSESSIVE
    owned = owned or (before == "the" and wording.surface(item.groups["m"])[:1].isupper())
    return owned and noun.isalpha() and noun.islower() and noun not in ("on", "to")


def season_allowed(wording: Wording, item: Found) -> bool:
    """A season by itself needs a preposition; "the fall of Kabul" and "spring from" are none."""
    if "r" in item.groups or "y" in item.groups:
        return True
    before, after = wording.form(item.start - 1), wording.form(item.end)
    if wording.form(item.start) == "the" and after in POSSESSIVE:
        return True
    return before in SEASON_BEFORE and after not in ("of", "to", "in", "from")


POSSESSIVE = frozenset(("'s", "’s"))
SEASON_BEFORE = frozenset(
    ["in", "since", "until", "by", "during", "of", "over", "through", "throughout", "late", "early", "mid", "into"]
)


def rel_span_allowed(wording: Wording, item: Found) -> bool:
    """ "last week", not "can last a week" nor "next year's" without its year."""
    return not is_verb_last(wording, item)


def ordinal_day_allowed(wording: Wording, item: Found) -> bool:
    """ "on the 9th" is a day where no noun follows."""
    before, after = wording.form(item.start - 1), wording.form(item.end)
    following = item.end + 1 + (wording.form(item.end + 1) == "the")
    if after in LISTING and following < len(wording.words) and wording.words[following].kind == "ordinal":
        # "until the fourth or fifth day", "from the 3rd to the 5th century": of the day after the second only
        return not wording.form(following + 1).isalpha()
    return before in ORDINAL_BEFORE and (not after.isalpha() or after in FUNCTION_WORDS)


LISTING = frozenset({"or", "and", "to", "-", "–"})
ORDINAL_BEFORE = frozenset(["on", "by", "until", "till", "of", "from", "to", "since", "before", "after"])


OWNING = frozenset(("a", "his", "her", "their", "its", "our", "my", "your"))
FUNCTION_WORDS = frozenset(CLASSES["FUNCTION"])


def word_allowed(wording: Wording, item: Found) -> bool:
    """Single words for a time are weighed by their neighbours."""
    phrase = wording.phrase(item.start, item.end)
    after = wording.form(item.end)
    if phrase in ("the past", "the future", "the present"):
        return (
            phrase == "future" or not after.isalpha() or after in ("and", "or", "that", "of", "when", "it", "he", "to")
        )
    if phrase == "soon":
        return (
            after not in ("as", "after", "became")
            and not after.endswith("ed")
            and wording.form(item.start - 1) not in ("as", "so", "too", "was", "were")
        )
    return True


def near_allowed(wording: Wording, item: Found) -> bool:
    """ "the night", "the week" alone lean on nothing."""
    unit = wording.form(item.groups["u"])
    if "b" in item.groups:
        return ends_phrase(wording, item.end)
    if wording.form(item.groups["r"]) == "the" and "s" not in item.groups and "r" in item.groups:
        if wording.form(item.start + 1) in CLASSES["BEFORE"] + CLASSES["AFTER"] + ["same"]:
            return True
        if unit in ("week", "month", "year", "decade", "century", "day") and is_share(wording, item):
            return True
        if wording.form(item.start - 1) == "for" and wording.surface(item.end) in (",", "."):
            return unit in ("week", "year", "month")
        if unit in ("week", "month", "year", "decade", "century", "day"):
            return bool(leading_modifier(wording, item)) and wording.form(item.end) != "of"
        return False
    return True


def is_share(wording: Wording, item: Found) -> bool:
    """Is it a part of the time that is meant: "the rest of the year"?"""
    return wording.form(item.start - 1) == "of" and wording.form(item.start - 2) in SHARES


SHARES = frozenset(("rest", "remainder", "most", "much", "balance", "half", "part"))


def leading_modifier(wording: Wording, item: Found) -> str | None:
    """Return START, MID or END if such a modifier stands before the match."""
    before = wording.codes[max(0, item.start - LONGEST_MODIFIER) : item.start]
    return next(
        (mod for mod, _, pattern in MODIFIERS if mod in ("START", "MID", "END") and pattern.search(before)), None
    )


def decade_allowed(wording: Wording, item: Found) -> bool:
    """ "in his 30s" is an age; a bare "30s" needs its article."""
    before = wording.form(item.start - 1)
    owned = before in OWNERS or (before in ("early", "late", "mid", "-") and wording.form(item.start - 2) in OWNERS)
    value = wording.words[item.groups["d"]].value or 0
    return not owned and (value > 99 or wording.form(item.start) == "the" or not wording.form(item.start)[:1].isdigit())


OWNERS = frozenset({"his", "her", "their", "my", "your", "our"})


def half_allowed(wording: Wording, item: Found) -> bool:
    """There are two halves and four quarters."""
    return "o" not in item.groups or 1 <= (wording.words[item.groups["o"]].value or 2) <= (
        2 if item.rule == "half" else 4
    )


def weekend_allowed(wording: Wording, item: Found) -> bool:
    """ "the weekend of" names its own day."""
    return wording.form(item.end) != "of"


def clock_allowed(wording: Wording, item: Found) -> bool:
    """A clock time has at most 23 hours and 59 minutes, and is no score or ratio."""
    if "f" in item.groups:
        # "990 AM" is a wave length
        return "." in wording.form(item.groups["f"])
    if "k" in item.groups and item.end - item.start == 1:
        # as the military writes it; other four figures are counts and years
        return wording.form(item.start)[0] == "0" and wording.form(item.start - 1) in CLOCK_BEFORE
    if "c" not in item.groups or "p" in item.groups:
        return True
    hour, minute = (int(part) for part in wording.form(item.groups["c"]).split(":"))
    before = wording.form(item.start - 1)
    return hour < 25 and minute < 60 and before not in ("of", "ratio", "chapter", "verse", "won", "lost", "psalm")


def is_time_alone(wording: Wording, item: Found) -> bool:
    """Is a part of the day a time without a day beside it?"""
    name = wording.phrase(item.groups["p"], item.end)
    if any(row["name"] == name and row["alone"] for row in load_lexicon("day_parts")):
        return True
    preposition = wording.form(item.start - 1) in ("in", "during", "by", "through")
    definite = wording.form(item.start) == "the" or item.date_mod is not None
    return name in ("morning", "afternoon", "evening", "night") and definite and preposition


def each_allowed(wording: Wording, item: Found) -> bool:
    """ "per second" and "per hour" measure speeds and wages; they tell of no time."""
    return not (wording.form(item.start) == "per" and wording.form(item.end - 1) in CLOCK_UNIT)


def one_day_allowed(wording: Wording, item: Found) -> bool:
    """ "will one day" looks ahead; "will be shut one day" does not."""
    return wording.words[item.start].value == 1 and wording.form(item.start - 1) in MODALS


def part_allowed(wording: Wording, item: Found) -> bool:
    """ "a pre-dawn raid" was before dawn."""
    return not (wording.form(item.start - 1) == "-" and wording.form(item.start - 2) == "pre")


def known_day_allowed(wording: Wording, item: Found) -> bool:
    """Only "9/11" is the name of a day; "9/11 of the votes" is a share."""
    return wording.form(item.start) == "9/11" and wording.form(item.end) not in ("of", "%")


CLOCK_BEFORE = frozenset({"at", "by", "around", "about", "until", "from", "to", "before", "after", "and", "since"})
GUARDS = {
    "era": era_allowed,
    "early_year": early_year_allowed,
    "known_day": known_day_allowed,
    "month": month_allowed,
    "bare_year": year_allowed,
    "season": season_allowed,
    "length": length_allowed,
    "past_spans": length_allowed,
    "rel_span": rel_span_allowed,
    "ordinal_day": ordinal_day_allowed,
    "bare_units": bare_units_allowed,
    "word": word_allowed,
    "near_span": near_allowed,
    "half": half_allowed,
    "decade": decade_allowed,
    "quarter": half_allowed,
    "weekend": weekend_allowed,
    "clock": clock_allowed,
    "each_unit": each_allowed,
    "one_day": one_day_allowed,
    "day_part": part_allowed,
}
