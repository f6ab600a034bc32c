"""Numbers that count nothing: names, ages, scores, telephone numbers, years, places in a list."""

from __future__ import annotations

from dateline.read.lexicon import load_lexicon
from dateline.read.quantity_atoms import HYPHENS, WORD_SETS, Amount, Numbers

__all__ = ["counts_nothing"]

NAMED = {row["side"]: frozenset(row["words"].split()) for row in load_lexicon("not_counts")}
TIME_UNITS = frozenset(r[form] for r in load_lexicon("time_units") for form in ("singular", "plural") if r[form])
YEARS = range(1500, 2100)
PHONE_DIGITS = 7
NOT_AFTER_ONE = WORD_SETS["not_after_one"]
NOT_BEFORE_ONE = WORD_SETS["not_before_one"]
OPENERS = frozenset(".!?:;\"“”‘’'`«(–—")
SCORE_WORDS = WORD_SETS["score_words"]
SCORE_WINDOW = 6


def counts_nothing(numbers: Numbers, amount: Amount) -> bool:
    """Does the number stand in a name, a date, an age, a score or a list?"""
    if amount.unit != "count":
        return False
    if amount.vague and numbers.form(amount.end) == "of" and numbers.form(amount.end + 1) in TIME_UNITS:
        return True
    if numbers.words[amount.start].value is None and numbers.form(amount.start) not in ("half",):
        return False
    return any(check(numbers, amount) for check in CHECKS)


def is_labelled(numbers: Numbers, amount: Amount) -> bool:
    """A figure after "Article", "Highway", "No.": a name."""
    before = numbers.form(amount.start - 1)
    if before == "." and numbers.form(amount.start - 2) in ("no", "nos", "vol", "fig"):
        return True
    named = numbers.surface(amount.start - 1)[:1].isupper() and numbers.words[amount.start].kind == "number"
    return before in NAMED["before"] and (named or not is_plural(numbers, amount.end))


def is_plural(numbers: Numbers, index: int) -> bool:
    """May this word be a plural noun, so that the number before it counts?"""
    form = numbers.form(index)
    return form in ("people", "men", "women", "children", "police") or (
        form.endswith("s") and form.isalpha() and form not in ("is", "was", "has", "as", "its", "his", "this")
    )


def is_model(numbers: Numbers, amount: Amount) -> bool:
    """F-16, AK-47, G-8, 4x4, 47s: letters joined to a figure."""
    start, end = amount.start, amount.end
    if numbers.touches(start) and numbers.words[start].kind == "number":
        before = numbers.form(start - 1)
        if before in HYPHENS and numbers.touches(start - 1) and numbers.form(start - 2).isalpha():
            return True
        if before in ("/", ".", "#", "+", "_", "@") or (before.isalpha() and numbers.surface(start - 1)[:1].isalpha()):
            return True
    following = numbers.form(end)
    if following in HYPHENS and numbers.touches(end) and numbers.surface(end + 1)[:1].isupper():
        return True
    return numbers.touches(end) and (following.isalpha() or following in ("/", "_", "@", "°"))


def is_capital_name(numbers: Numbers, amount: Amount) -> bool:
    """Camp Nine, Group of Seven, Windows 95: a number that is part of a name."""
    word, before = numbers.words[amount.start], numbers.surface(amount.start - 1)
    if word.kind == "spelled" and not numbers.surface(amount.start)[:1].isdigit():
        opens = not before or before in OPENERS or numbers.words[amount.start - 1].kind == "break"
        return numbers.surface(amount.start)[:1].isupper() and not opens and before[:1].isalpha()
    plain = word.kind == "number" and numbers.form(amount.start).isdigit()
    if not plain or not before[:1].isupper() or is_plural(numbers, amount.end) or amount.end - amount.start > 1:
        return False
    return numbers.touches(amount.end) is False and not numbers.form(amount.end).isalpha()


def is_age(numbers: Numbers, amount: Amount) -> bool:
    """John Smith, 34, or a 34-year-old; numbers with units of time are times."""
    step = 1 if numbers.form(amount.end) in HYPHENS else 0
    unit = numbers.form(amount.end + step)
    if unit in TIME_UNITS and (unit not in ("quarter", "quarters") or step):
        return True
    before, after = numbers.form(amount.start - 1), numbers.form(amount.end)
    if before in ("turned", "turns", "turning") and (
        not after.isalpha() or after in ("on", "in", "this", "last", "next")
    ):
        return True
    small = amount.low is not None and amount.low == amount.high and 0 < amount.low < 120
    name = numbers.surface(amount.start - 2)[:1].isupper() and numbers.form(amount.start - 2).isalpha()
    return (
        small
        and ((before == "," and after in (",", ".", ")", ";")) or (before == "(" and after in (")", ",")))
        and name
    )


def is_score(numbers: Numbers, amount: Amount) -> bool:
    """3-2, 21-7, and 2-3 beside a word for winning or losing."""
    for side, other in ((amount.end, amount.end + 1), (amount.start - 1, amount.start - 2)):
        if numbers.form(side) not in HYPHENS or not 0 <= other < len(numbers.words):
            continue
        if not (numbers.touches(side) and numbers.touches(max(side, other))) or numbers.words[other].value is None:
            continue
        first, second = (
            (amount.low or 0, numbers.words[other].value)
            if other > side
            else (numbers.words[other].value, amount.low or 0)
        )
        near = range(amount.start - SCORE_WINDOW, amount.end + SCORE_WINDOW)
        if (first or 0) >= (second or 0) or any(numbers.form(index) in SCORE_WORDS for index in near):
            return True
    return False


def is_phone(numbers: Numbers, amount: Amount) -> bool:
    """Long runs of figures, or three figures joined by hyphens or spaces."""
    word = numbers.words[amount.start]
    if word.kind != "number" or "," in word.form:
        return False
    if len(word.form) >= PHONE_DIGITS or (word.form.startswith("0") and len(word.form) > 1 and "." not in word.form):
        return True
    joined = 0
    for index in range(max(0, amount.start - 4), min(len(numbers.words), amount.end + 4)):
        joined += numbers.words[index].kind == "number" and numbers.words[index].form.isdigit()
    hyphens = numbers.form(amount.start - 1) in HYPHENS or numbers.form(amount.end) in HYPHENS
    return joined > 2 and hyphens


def is_year(numbers: Numbers, amount: Amount) -> bool:
    """A bare four-figure year that no noun follows."""
    word = numbers.words[amount.start]
    if word.kind == "year":
        return True
    year = word.kind == "number" and word.form.isdigit() and (word.value or 0) in YEARS and len(word.form) == 4
    return year and not is_plural(numbers, amount.end)


def is_pronoun(numbers: Numbers, amount: Amount) -> bool:
    """ "no one", "one another", "one of the best": one that counts nothing."""
    if numbers.form(amount.start) != "one" or amount.end - amount.start > 1:
        return False
    before, after = numbers.form(amount.start - 1), numbers.form(amount.end)
    if after == "of":
        return before in NOT_BEFORE_ONE or any(
            numbers.form(index) in ("most", "least", "few")
            or (numbers.form(index).endswith("est") and numbers.form(index) != "west")
            for index in range(amount.end + 1, amount.end + 4)
        )
    if before in NOT_BEFORE_ONE or after in HYPHENS or after in OPENERS:
        return True
    return (after in NOT_AFTER_ONE and after not in ("was", "is", "has")) or not after


def is_list_mark(numbers: Numbers, amount: Amount) -> bool:
    """1. or 2) at the beginning of a paragraph."""
    opens = (
        amount.start == 0
        or numbers.words[amount.start - 1].kind == "break"
        or "\n" in numbers.text[numbers.words[amount.start - 1].end : numbers.words[amount.start].start]
    )
    return (
        opens
        and numbers.words[amount.start].kind == "number"
        and numbers.form(amount.end) in (".", ")")
        and (amount.low or 0) < 100
    )


CHECKS = (is_labelled, is_model, is_capital_name, is_age, is_score, is_phone, is_year, is_pronoun, is_list_mark)
