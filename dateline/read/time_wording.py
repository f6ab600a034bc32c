"""The words and patterns of time: the lexicons as classes of words, the rules compiled, and a text as words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from dateline.read.lexicon import load_lexicon
from dateline.read.phrases import Grammar, WordedText, first_characters

__all__ = ["CLASSES", "GRAMMAR", "MODIFIERS", "RULES", "Found", "Wording"]


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
    classes["DAYPART"] = [row["name"] for row in load_lexicon("day_parts") if " " not in row["name"]]
    classes["ZONE"] = column("time_zones", "name")
    classes["DAYREL"] = ["today", "yesterday", "tomorrow", "tonight"]
    return classes


CLASSES = word_classes()
GRAMMAR = Grammar(CLASSES)


def alternatives(phrases: list[str]) -> str:
    """Return a pattern for any of some phrases, the longest first."""
    return "( " + " | ".join(sorted(phrases, key=lambda phrase: (-len(phrase.split()), phrase))) + " )"


def phrase_pattern(phrase: str) -> str:
    """Return a lexicon's phrase as a pattern: 's is the possessive, names of days and months have their capital."""
    words = [word.capitalize() if word in GRAMMAR.capitals else word for word in phrase.split()]
    return " ".join(words).replace("'s", "S")


# what ends many patterns: the year by one told before, the zone of a clock time
ENDINGS = {
    "BESIDE": "( ,? of? ( that/the {t:same/previous/following/next} year | that {t2:year} ) )",
    "ZONED": "( {x:ZONE} ( {g:+/-/−} {v:NUM/HHMM/DAYNUM/CLOCK} )? | {g2:+} {v2:HHMM/CLOCK} | local time? )?",
}


def expand(pattern: str) -> str:
    """Put the phrases of the lexicons in for HOLIDAY and TIMEWORD, and the endings for their names."""
    for name, ending in ENDINGS.items():
        pattern = pattern.replace(name, ending)
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
STARTS = tuple(first_characters(rule.pattern) for _, rule in RULES)
# by the word that may begin them, the rules in their order: few rules can begin at a word, and at most words none
RULES_FROM = {
    char: tuple(rule for rule, starts in zip(RULES, STARTS, strict=True) if char in starts)
    for char in frozenset().union(*STARTS)
}
ANY_START = re.compile(f"[{''.join(sorted(RULES_FROM))}]")
MODIFIERS = tuple(
    (row["date"] or None, row["duration"] or None, re.compile(GRAMMAR.source(phrase_pattern(row["phrase"])) + r"\Z"))
    for row in sorted(load_lexicon("time_modifiers"), key=lambda row: -len(row["phrase"].split()))
)
ANY_MODIFIER = re.compile("|".join(f"(?:{pattern.pattern})" for _, _, pattern in MODIFIERS))
LONGEST_MODIFIER = 5


@dataclass(slots=True)
class Found:
    """A time expression as worded: the rule, its words [start, end), and the words kept by name.

    ``part`` is the clock time or part of the day that is joined to it, ``day`` the day that a clock time is of.
    """

    rule: str
    start: int
    end: int
    groups: dict[str, int] = field(default_factory=dict)
    part: Found | None = None
    day: Found | None = None
    date_mod: str | None = None
    duration_mod: str | None = None


ERA = re.compile(r"\d (?:BCE?|CE|AD|B\.C\.|A\.D\.)(?!\w)|\b(?:AD|A\.D\.) \d|\bc\. ?\d{3}\b")


class Wording(WordedText):
    """A text as words, and as the characters that the patterns are matched over."""

    def __init__(self, text: str) -> None:
        super().__init__(text, GRAMMAR)

    @cached_property
    def names_eras(self) -> bool:
        """Does the text name the era of a year, so that years of three figures may follow without it?"""
        return ERA.search(self.text) is not None

    def phrase(self, start: int, end: int) -> str:
        """Return the lower-case words [start, end)."""
        return " ".join(self.form(index) for index in range(start, end))

    def touches(self, index: int) -> bool:
        """Does the word at an index follow the one before it without a space?"""
        return 0 < index < len(self.words) and self.words[index - 1].end == self.words[index].start
