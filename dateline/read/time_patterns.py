"""Where times are worded in a text: the patterns of ``time_patterns.tsv`` matched over words, names kept out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.read.lexicon import load_lexicon
from dateline.read.numbers import Word, read_words
from dateline.read.phrases import Grammar

__all__ = ["CLASSES", "Found", "Wording", "find_times"]


def column(lexicon: str, name: str) -> list[str]:
    """Return all words in a column of a lexicon, empty cells left out."""
    return [word for row in load_lexicon(lexicon) for word in row[name].split() if word]


def word_classes() -> dict[str, list[str]]:
    """Return the classes that the patterns name, from all the lexicons of time."""
    classes = {row["class"]: row["words"].split() for row in load_lexicon("time_classes")}
    capital = {"MONTH": "months", "WEEKDAY": "weekdays"}
    for name, lexicon in capital.items():
        forms = column(lexicon, "name") + column(lexicon, "forms")
        classes[name] = [form.capitalize() for form in forms]
    classes["WEEKDAYS"] = [name.capitalize() + "s" for name in column("weekdays", "name")]
    classes["UNITS"] = column("time_units", "plural")
    classes["UNIT"] = column("time_units", "singular") + classes["UNITS"]
    classes["UNITA"] = [word for word in column("time_units", "singular") if word not in ("second", "quarter")]
    classes["SEASON"] = column("seasons", "name")
    classes["DAYPART"] = column("day_parts", "name")
    classes["ZONE"] = column("time_zones", "name")
    classes["DAYREL"] = ["today", "yesterday", "tomorrow", "tonight"]
    return classes


CLASSES = word_classes()
GRAMMAR = Grammar(CLASSES)
PLURALS = frozenset(CLASSES["UNITS"])


def alternatives(phrases: list[str]) -> str:
    """Return a pattern for any of some phrases, the longest first."""
    return "( " + " | ".join(sorted(phrases, key=lambda phrase: (-len(phrase.split()), phrase))) + " )"


def phrase_pattern(phrase: str) -> str:
    """Return a lexicon's phrase as a pattern: 's is the possessive."""
    return phrase.replace("'s", "S")


def expand(pattern: str) -> str:
    """Put the phrases of the lexicons in for HOLIDAY and TIMEWORD."""
    tables = {"HOLIDAY": ("holidays", "name"), "TIMEWORD": ("time_words", "phrase")}
    for name, (lexicon, key) in tables.items():
        phrases = alternatives([phrase_pattern(row[key]) for row in load_lexicon(lexicon)])
        pattern = re.sub(rf"\{{(\w):{name}\}}", lambda match, p=phrases: f"<{match[1]} {p} >", pattern)  # type: ignore[misc]
    return pattern


def compile_rule(pattern: str) -> re.Pattern[str]:
    """Compile a rule; ``<x ... >`` keeps a phrase under the name x."""
    pieces = []
    for part in re.split(r"(<\w\b|(?<!>)>(?!>))", expand(pattern)):
        pieces.append(f"(?P<{part[1:]}>" if part.startswith("<") else ")" if part == ">" else GRAMMAR.source(part))
    return re.compile("".join(pieces))


RULES = tuple((row["rule"], compile_rule(row["pattern"])) for row in load_lexicon("time_patterns"))
ANY_RULE = re.compile("|".join(f"({re.sub(r'[?]P<[a-z]+[0-9]?>', '?:', rule.pattern)})" for _, rule in RULES))
MODIFIERS = tuple(
    (row["date"] or None, row["duration"] or None, re.compile(GRAMMAR.source(phrase_pattern(row["phrase"])) + r"\Z"))
    for row in sorted(load_lexicon("time_modifiers"), key=lambda row: -len(row["phrase"].split()))
)
LONGEST_MODIFIER = 5
NOT_TIMES = [(row["of"], row["side"], frozenset(row["words"].split())) for row in load_lexicon("not_times")]
JOINER = re.compile(GRAMMAR.source("( ,? on? | of | , | in the )?"))
AT = re.compile(GRAMMAR.source("( at | , )? ( about/around )?"))
IN, FOR = frozenset(CLASSES["IN"]), frozenset(CLASSES["FOR"])
MONTHS_WORD = frozenset(
    form for row in load_lexicon("months") if row["word"] for form in (row["name"], *row["forms"].split())
)


@dataclass(slots=True)
class Found:
    """A time expression as worded: the rule, its words [start, end), and the words kept by name."""

    rule: str
    start: int
    end: int
    groups: dict[str, int] = field(default_factory=dict)
    part: Found | None = None
    date_mod: str | None = None
    duration_mod: str | None = None


class Wording:
    """A text as words, and as the characters that the patterns are matched over."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = read_words(text)
        self.codes = GRAMMAR.encode(self.words, text)

    def form(self, index: int) -> str:
        """Return the lower-case word at an index, empty outside the text."""
        return self.words[index].form.lower() if 0 <= index < len(self.words) else ""

    def surface(self, index: int) -> str:
        """Return the word at an index as written, empty outside the text."""
        return self.text[self.words[index].start : self.words[index].end] if 0 <= index < len(self.words) else ""

    def phrase(self, start: int, end: int) -> str:
        """Return the lower-case words [start, end)."""
        return " ".join(self.form(index) for index in range(start, end))

    def touches(self, index: int) -> bool:
        """Does the word at an index follow the one before it without a space?"""
        return 0 < index < len(self.words) and self.words[index - 1].end == self.words[index].start


def find_times(wording: Wording) -> Iterator[Found]:
    """Yield the time expressions of a text as worded, in text order, with clock, day and modifier joined."""
    found = list(match_rules(wording))
    at = 0
    while at < len(found):
        item = found[at]
        floor = found[at - 1].end if at else 0
        if at + 1 < len(found) and (joined := join(wording, item, found[at + 1])):
            item = joined
            at += 1
        take_modifier(wording, item, floor=floor)
        at += 1
        if item.rule != "day_part" or item.part or is_time_alone(wording, item):
            yield item


def match_rules(wording: Wording) -> Iterator[Found]:
    """Yield the matches of the rules that no guard refuses; the first word decides, then the order of the rules."""
    codes, at = wording.codes, 0
    while match := ANY_RULE.search(codes, at):
        for index in range((match.lastindex or 1) - 1, len(RULES)):
            name, rule = RULES[index]
            if not (found := rule.match(codes, match.start())):
                continue
            item = Found(
                name, found.start(), found.end(), {k: found.start(k) for k, v in found.groupdict().items() if v}
            )
            if allowed(wording, item):
                yield item
                at = item.end
                break
        else:
            at = match.start() + 1


def join(wording: Wording, first: Found, second: Found) -> Found | None:
    """Return clock or part of day and day as one expression, or None: "10 p.m. Wednesday", "Friday morning"."""
    days = ("weekday", "full_date", "day_word", "near_span", "iso_date", "slash_date", "holiday")
    between = wording.codes[first.end : second.start]
    times = ("clock", "day_part")
    if first.rule in times and second.rule in days and JOINER.fullmatch(between):
        day, time = second, first
    elif (
        first.rule in days
        and second.rule in times
        and (not between if second.rule == "day_part" else AT.fullmatch(between))
    ):
        day, time = first, second
    else:
        return None
    if (
        day.rule == "near_span"
        and wording.form(day.groups.get("s", -1)) != "same"
        and wording.form(day.end - 1) != "day"
    ):
        return None
    return Found(day.rule, min(first.start, second.start), second.end, day.groups, part=time)


def take_modifier(wording: Wording, item: Found, *, floor: int) -> None:
    """Widen an expression by the modifier before it: "early" May, "more than" four hours, "the end of" 1990."""
    before = wording.codes[max(floor, item.start - LONGEST_MODIFIER) : item.start]
    for date_mod, duration_mod, pattern in MODIFIERS:
        match = pattern.search(before)
        if not match:
            continue
        kept = date_mod if is_point(item) else duration_mod
        if kept in COUNTED and not counts(wording, item):
            return
        if kept and not (kept == "START" and item.rule in ("word", "length")):
            item.start -= len(before) - match.start()
            item.date_mod, item.duration_mod = date_mod, duration_mod
        return


COUNTED = frozenset({"MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "APPROX"})


def counts(wording: Wording, item: Found) -> bool:
    """Does the expression begin with a number, so that "over" and "about" can be its measure?"""
    if item.rule in ("word", "weekday"):
        return False
    first = wording.words[item.start]
    return is_point(item) or first.value is not None or first.form in ("a", "an", "half", "one")


def is_point(item: Found) -> bool:
    """Is the expression a point in time (and not a length of time)?"""
    if item.rule in ("length", "bare_units"):
        return False
    return item.rule not in ("past_spans", "a_while")


# guards -------------------------------------------------------------------------------------------


def allowed(wording: Wording, item: Found) -> bool:
    """Is the match a time here? Names and counts that look like one are not."""
    kind = {"weekday": "weekday", "month": "month", "bare_year": "year", "day_word": "day"}.get(item.rule)
    if kind and is_name(wording, item, kind):
        return False
    guard = GUARDS.get(item.rule)
    return guard is None or guard(wording, item)


def is_name(wording: Wording, item: Found, kind: str) -> bool:
    """Do the neighbours make it a name ("Sunday Times") or a count ("2000 people")?"""
    for of, side, words in NOT_TIMES:
        if of == kind:
            neighbour = wording.surface(item.start - 1 if side == "before" else item.end)
            if neighbour in words or (kind == "year" and neighbour.lower() in words):
                return True
    return False


FULL_NAME = 4  # shorter ones are abbreviations, save May


def month_allowed(wording: Wording, item: Found) -> bool:
    """A month whose name is a common word or a person's needs a preposition, a year or the like; so do names in capitals."""
    if len(item.groups) > 1:
        return True
    before, after = wording.form(item.start - 1), wording.surface(item.end)
    if after[:1].isupper() and len(wording.form(item.groups["m"])) < FULL_NAME:
        return False
    if wording.form(item.groups["m"]) in MONTHS_WORD:
        return before in IN and not (after[:1].isupper() and before in ("and", "for", "from", "to", "by", "after", "("))
    return before in IN or not after[:1].isupper() or not wording.surface(item.start - 1)[:1].isupper()


def year_allowed(wording: Wording, item: Found) -> bool:
    """A bare figure is a year if it looks like one of our times, or a preposition says so."""
    value = wording.words[item.start].value or 0
    before, after = wording.form(item.start - 1), wording.form(item.end)
    if (
        before == "-"
        or wording.touches(item.start)
        and before not in ("(", "'", "’", "`", '"', "“", "‘", "/", "–", "—")
    ):
        return wording.form(item.start - 2) in ("pre", "post", "mid")
    if after == "-" and wording.words[item.end + 1 : item.end + 2] and wording.words[item.end + 1].value is not None:
        return False
    if 1900 <= value <= 2049:
        return not (
            before in ("some", "about", "nearly", "almost", "over", "around", "all", "these", "those")
            and after.endswith("s")
        )
    return before in ("in", "since", "until", "by", "before", "from", "circa", "to", "of", "year") and value > 1200


def season_allowed(wording: Wording, item: Found) -> bool:
    """A season by itself needs a preposition; "the fall of Kabul" and "spring from" are none."""
    if "r" in item.groups or "y" in item.groups:
        return True
    before = wording.form(item.start - 1)
    after = wording.form(item.end)
    fixed = before in (
        "in",
        "since",
        "until",
        "by",
        "during",
        "of",
        "over",
        "through",
        "throughout",
        "late",
        "early",
        "mid",
        "into",
    )
    return fixed and after not in ("of", "to", "in", "from")


def length_allowed(wording: Wording, item: Found) -> bool:
    """Ages and fractions are no lengths of time; "a second" is an ordinal."""
    unit = wording.form(item.groups["u"])
    old = wording.form(item.end) in ("old", "olds") or (
        wording.form(item.end) == "-" and wording.form(item.end + 1) in ("old", "olds")
    )
    if old or (wording.form(item.end) == "of" and wording.form(item.end + 1) == "age"):
        return False
    if unit in ("second", "quarter", "quarters") and "a" in item.groups:
        return False
    if unit == "quarters" and "g" not in item.groups:
        return False
    if wording.form(item.end) == "-" and wording.form(item.end + 1) in ("ago", "earlier"):
        return False
    return not (wording.touches(item.start) and wording.form(item.start - 1) in ("-", "$", "."))


def bare_units_allowed(wording: Wording, item: Found) -> bool:
    """A plural unit by itself is a length of time where a preposition or what follows says so."""
    if wording.form(item.groups["u"]) in ("quarters", "seconds", "minutes"):
        return "g" in item.groups
    before = wording.form(item.start - 1)
    return "g" in item.groups or before in FOR or (before == "the" and wording.form(item.start - 2) in FOR)


FUNCTION_WORDS = frozenset("and or that of when it he she they to is was will would may".split())


def word_allowed(wording: Wording, item: Found) -> bool:
    """Single words for a time are weighed by their neighbours."""
    phrase = wording.phrase(item.start, item.end)
    after = wording.form(item.end)
    if phrase in ("the past", "the future", "the present"):
        return (
            phrase == "future" or not after.isalpha() or after in ("and", "or", "that", "of", "when", "it", "he", "to")
        )
    if phrase == "soon":
        return after not in ("as", "after", "became") and not after.endswith("ed") and wording.form(item.start - 1) not in ("as", "so", "too", "was", "were")
    return True


def near_allowed(wording: Wording, item: Found) -> bool:
    """ "the night", "the week" alone lean on nothing."""
    unit = wording.form(item.end - 1)
    if wording.form(item.groups["r"]) == "the" and "s" not in item.groups and "r" in item.groups:
        if wording.form(item.start + 1) in CLASSES["BEFORE"] + CLASSES["AFTER"] + ["same"]:
            return True
        if wording.form(item.start - 1) == "for" and wording.surface(item.end) in (",", "."):
            return unit in ("week", "year", "month")
        if unit in ("week", "month", "year", "decade", "century", "day"):
            return bool(leading_modifier(wording, item)) and wording.form(item.end) != "of"
        return False
    return True


def leading_modifier(wording: Wording, item: Found) -> str | None:
    """Return START, MID or END if such a modifier stands before the match."""
    before = wording.codes[max(0, item.start - LONGEST_MODIFIER) : item.start]
    return next(
        (mod for mod, _, pattern in MODIFIERS if mod in ("START", "MID", "END") and pattern.search(before)), None
    )


def half_allowed(wording: Wording, item: Found) -> bool:
    """There are two halves and four quarters."""
    return 1 <= (wording.words[item.groups["o"]].value or 2) <= (2 if item.rule == "half" else 4)


def weekend_allowed(wording: Wording, item: Found) -> bool:
    return wording.form(item.end) != "of"


def clock_allowed(wording: Wording, item: Found) -> bool:
    """A clock time has at most 23 hours and 59 minutes, and is no score or ratio."""
    if "c" not in item.groups or "p" in item.groups:
        return True
    hour, minute = (int(part) for part in wording.form(item.groups["c"]).split(":"))
    before = wording.form(item.start - 1)
    return hour < 25 and minute < 60 and before not in ("of", "ratio", "chapter", "verse", "won", "lost", "psalm")


def is_time_alone(wording: Wording, item: Found) -> bool:
    """Is a part of the day a time without a day beside it?"""
    name = wording.form(item.groups["p"])
    if any(row["name"] == name and row["alone"] for row in load_lexicon("day_parts")):
        return True
    before = wording.form(item.start - 1)
    return (
        name in ("morning", "afternoon", "evening")
        and before == "the"
        and wording.form(item.start - 2) in ("in", "during", "by")
    )


GUARDS = {
    "month": month_allowed,
    "bare_year": year_allowed,
    "season": season_allowed,
    "length": length_allowed,
    "past_spans": length_allowed,
    "bare_units": bare_units_allowed,
    "word": word_allowed,
    "near_span": near_allowed,
    "half": half_allowed,
    "quarter": half_allowed,
    "weekend": weekend_allowed,
    "clock": clock_allowed,
}
