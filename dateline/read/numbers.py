"""Number words and figures -> values, and the tokens that both times and quantities are read from.

Speech writes "two hundred and fifty", "nineteen ninety-six", "2.5 million", "half a dozen"; here each becomes one
:class:`Word` with a value, so that the grammars above see a number as a single word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.read.lexicon import load_lexicon

__all__ = ["Word", "parse_number", "read_words"]


@dataclass(slots=True)
class Word:
    """A token with its offsets; ``kind`` names its shape (word, number, spelled, ordinal, year, clock ...)."""

    start: int
    end: int
    form: str
    kind: str
    value: float | None = None


TOKEN = re.compile(
    r"""(?P<iso>\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?\b)
    |(?P<slash>\b\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b)
    |(?P<fraction>(?<![\d/])\d/\d{1,2}\b(?!/)|[¼½¾])
    |(?P<clock>\b\d{1,2}:\d\d\b)
    |(?P<ordinal>\b\d+(?:st|nd|rd|th)\b)
    |(?P<decade>\b\d{3}0['’]?s\b|['’`]\d0s\b|\b\d0s\b)
    |(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}\b|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+\b
        |(?<!\d)(?<!\d\ )[1-9]\d{0,2}(?:\ \d{3}){2,}\b|\d+(?:\.\d+)?)
    |(?P<ampm>\b[AaPp]\.\ ?[Mm]\b\.?)
    |(?P<possessive>['’]s\b)
    |(?P<word>[^\W\d_]+(?:['’]clock\b|n['’]t\b)?\d*)
    |(?P<break>\n\s*\n)
    |(?P<mark>[^\w\s])""",
    re.VERBOSE,
)
NOT_DIGIT = re.compile(r"[^\d.]")
WORDS = {row["word"]: (row["kind"], int(row["value"])) for row in load_lexicon("number_words")}
CARDINAL = {word: value for word, (kind, value) in WORDS.items() if kind not in ("ordinal", "decade")}
ORDINAL = {word: value for word, (kind, value) in WORDS.items() if kind == "ordinal"}
DECADES = {word: value for word, (kind, value) in WORDS.items() if kind == "decade"}
SCALE = {word: value for word, (kind, value) in WORDS.items() if kind == "scale"}
# how a spoken year begins and ends: "nineteen ninety-six", "eighteen fifty", not "twenty twenty-one people"
CENTURIES, YEARS_SPOKEN = range(11, 21), range(10, 100)


def parse_number(words: Sequence[str]) -> float | None:
    """Return the value of a cardinal in words, or None if the words are no number.

    >>> parse_number(["two", "hundred", "and", "fifty"]), parse_number(["nineteen", "ninety", "six"])
    (250, 1996)
    >>> parse_number(["two", "and", "a", "half"]) is None, parse_number(["and"]) is None
    (True, True)
    """
    total = group = 0
    last, seen = 0, False
    for position, word in enumerate(words):
        if word == "and":
            if not seen or last < 100 or position == len(words) - 1:
                return None
            continue
        if word == "a" and position == 0:
            continue
        if word not in CARDINAL:
            return None
        value = CARDINAL[word]
        if word in SCALE:
            if seen and value <= last < 1000 and group < value:
                return None
            group = max(group, 1) * value
            if value >= 1000:
                total, group = total + group, 0
        elif not seen or last >= 100 or (last >= 20 and last % 10 == 0 and value < 10):
            group += value
        elif len(words) > position and group in CENTURIES and value in YEARS_SPOKEN and total == 0:
            group = group * 100 + value
        else:
            return None
        last, seen = value, True
    return total + group if seen else None


def read_words(text: str) -> list[Word]:
    """Return the tokens of a text; numbers in words are joined into one token with their value.

    >>> [(w.form, w.value) for w in read_words("Two hundred and six of 2.5 million") if w.value]
    [('Two hundred and six', 206), ('2.5 million', 2500000.0)]
    """
    words = []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        form = match.group()
        words.append(Word(match.start(), match.end(), form.lower().replace("’", "'") if kind == "word" else form, kind))
    return join_numbers(words, text)


def join_numbers(words: list[Word], text: str) -> list[Word]:
    """Join runs of number words, and figures with a scale word ("2.5 million"), into single tokens."""
    joined: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        kind = word.kind
        if kind == "word":
            run = number_run(words, at) if word.form in CARDINAL or starts_with_article(words, at) else 0
            if run:
                joined.append(spelled(words[at : at + run], text))
                at += run
                continue
            if word.form in ORDINAL:
                word.kind, word.value = "ordinal", ORDINAL[word.form]
            elif word.form in DECADES:
                word.kind, word.value = "decade", DECADES[word.form]
        elif kind == "number":
            word.value = figure(word.form)
            at += take_scale(words, at, text)
        elif kind == "fraction":
            word.value = fraction(word.form)
            if joined and joined[-1].kind == "number" and word.start - joined[-1].end < 2:
                whole = joined.pop()
                value = (whole.value or 0) + word.value
                word = Word(whole.start, word.end, text[whole.start : word.end], "spelled", value)
        elif kind == "ordinal":
            word.value = int(word.form[:-2])
        elif kind == "decade":
            word.value = int("".join(c for c in word.form if c.isdigit()))
        joined.append(word)
        at += 1
    return join_ordinals(joined, text)


def starts_with_article(words: list[Word], at: int) -> bool:
    """Does "a hundred", "a dozen", "a million" begin here?"""
    return words[at].form == "a" and at + 1 < len(words) and words[at + 1].form in SCALE


def number_run(words: list[Word], at: int) -> int:
    """Return how many tokens from here are one number in words; hyphens and "and" may join them."""
    best, forms, here = 0, [], at
    while here < len(words):
        form = words[here].form
        if form in CARDINAL or (form == "a" and here == at):
            forms.append(form)
            if form != "a":
                if parse_number(forms) is None:
                    break
                best = here - at + 1
        elif form == "and" and forms:
            forms.append(form)
        elif form != "-":
            break
        here += 1
    return best


def spelled(run: list[Word], text: str) -> Word:
    """Return the one token of a number in words."""
    value = parse_number([word.form for word in run if word.form != "-"])
    start, end = run[0].start, run[-1].end
    plain = [word.form for word in run if word.form in CARDINAL]
    year = value is not None and 1100 <= value < 2100 and not any(word in SCALE for word in plain)
    return Word(start, end, text[start:end], "year" if year else "spelled", value)


def fraction(form: str) -> float:
    """Return the value of a fraction in figures."""
    if len(form) == 1:
        return {"¼": 0.25, "½": 0.5, "¾": 0.75}[form]
    above, below = form.split("/")
    return int(above) / (int(below) or 1)


def figure(form: str) -> float:
    """Return the value of a number in figures: an int where it is whole. Commas and spaces part its groups."""
    plain = NOT_DIGIT.sub("", form)
    return float(plain) if "." in plain else int(plain)


def take_scale(words: list[Word], at: int, text: str) -> int:
    """Multiply a figure by a scale word after it ("2.5 million"); return the number of tokens taken."""
    taken = 0
    word = words[at]
    while at + taken + 1 < len(words):
        step = 2 if words[at + taken + 1].form == "-" and at + taken + 2 < len(words) else 1
        form = words[at + taken + step].form
        if form not in SCALE or (form == "dozen" and word.value is None):
            break
        word.value = (word.value or 0) * SCALE[form]
        taken += step
        word.end = words[at + taken].end
    if taken:
        word.form, word.kind = text[word.start : word.end], "spelled"
        if word.value is not None and word.value == int(word.value) and "." not in word.form:
            word.value = int(word.value)
    return taken


def join_ordinals(words: list[Word], text: str) -> list[Word]:
    """Join a ten with an ordinal after a hyphen: "twenty-third"."""
    joined: list[Word] = []
    for word in words:
        if (
            word.kind == "ordinal"
            and len(joined) > 1
            and joined[-1].form == "-"
            and joined[-2].kind == "spelled"
            and (joined[-2].value or 0) % 10 == 0
            and (word.value or 0) < 10
        ):
            joined.pop()
            ten = joined.pop()
            form = text[ten.start : word.end].lower()
            word = Word(ten.start, word.end, form, "ordinal", (ten.value or 0) + (word.value or 0))
        joined.append(word)
    return joined
