"""Numbers that are ages, and numbers with units of time, which are times."""

from __future__ import annotations

from dateline.read.lexicon import load_lexicon
from dateline.read.quantity_text import HYPHENS, WORD_SETS, Amount, Numbers
from dateline.read.wordlists import noun_senses

__all__ = ["TIME_UNITS", "is_age"]

TIME_UNITS = frozenset(r[form] for r in load_lexicon("time_units") for form in ("singular", "plural") if r[form])
OLDEST = 120
AFTER_AGE = frozenset(",.);—–―")
RANGE_WORDS = frozenset({"to", "and", "between", "from", *HYPHENS})
UNSURE = frozenset({"plus", "odd", "or", "so", "more", "+"})
AT_VERBS = WORD_SETS["age_verbs"] | WORD_SETS["clock_verbs"]
LIMITS = WORD_SETS["limits"]


def is_age(numbers: Numbers, amount: Amount) -> bool:
    """John Smith, 34, or a 34-year-old, or people under 30; numbers with units of time are times."""
    second = amount.end + 1
    joined = numbers.form(amount.end) in RANGE_WORDS and numbers.form(second + 1) in TIME_UNITS
    if joined and numbers.words[second].value is not None:
        return True  # "31 and 34 years old"
    step = 0
    while step < 3 and (numbers.form(amount.end + step) in HYPHENS or numbers.form(amount.end + step) in UNSURE):
        step += 1
    unit = numbers.form(amount.end + step)
    if unit in TIME_UNITS and (unit not in ("quarter", "quarters") or step):
        return True
    before, after = numbers.form(amount.start - 1), numbers.form(amount.end)
    if before in ("turned", "turns", "turning") and (
        not after.isalpha() or after in ("on", "in", "this", "last", "next")
    ):
        return True
    if amount.low is None or amount.low != amount.high or not 0 < amount.low < OLDEST:
        return False
    if before == "at" and not numbers.plural_near(amount.end) and numbers.form(amount.start - 2) in AT_VERBS:
        return True
    return is_age_beside_name(numbers, amount) or is_age_limit(numbers, amount) or is_age_range(numbers, amount)


def is_age_beside_name(numbers: Numbers, amount: Amount) -> bool:
    """Anna Brel, 43, or Jan Brel (12)."""
    before, after = numbers.form(amount.start - 1), numbers.form(amount.end)
    name = numbers.surface(amount.start - 2)[:1].isupper() and numbers.form(amount.start - 2).isalpha()
    name = name or (before == "," and is_person_noun(numbers.form(amount.start - 2)))
    return name and ((before == "," and after in AFTER_AGE) or (before == "(" and after in (")", ",")))


def is_person_noun(word: str) -> bool:
    """Is it a noun in the singular for one person: "the patient, 44, ..."?"""
    sense = noun_senses().get(word)
    return sense is not None and sense.kind == "person"


def is_age_limit(numbers: Numbers, amount: Amount) -> bool:
    """People under 30, children over five, a girl of 14: a person, a limit, and nothing counted."""
    after = numbers.form(amount.end)
    if numbers.plural_near(amount.end, words=2) or after in ("of", "-", "–"):
        return False
    person = numbers.form(amount.start - 2)
    if numbers.form(amount.start - 1) in LIMITS and amount.end - amount.start == 1:
        return person in WORD_SETS["people_of_age"] or not after.isalpha() or after in WORD_SETS["after_age_limit"]
    if numbers.form(amount.start - 1) != "of":
        return False
    return person in WORD_SETS["person_of_age"] or person in ("age", "ages")


def is_age_range(numbers: Numbers, amount: Amount) -> bool:
    """18 to 45 after "aged", and the first of "18- to 24-year-olds"."""
    aged = any(numbers.form(n) in ("aged", "age", "ages") for n in range(amount.start - 5, amount.start))
    first = numbers.form(amount.start - 1) in ("between", "from")
    second = amount.start > 1 and numbers.form(amount.start - 1) in RANGE_WORDS
    if aged and (first or (second and numbers.words[amount.start - 2].value is not None)):
        return True
    joined = next((n for n in range(amount.end, amount.end + 6) if numbers.form(n) in ("year", "years")), None)
    return joined is not None and numbers.form(joined - 1) in HYPHENS and numbers.form(amount.end) in ("to", *HYPHENS)
