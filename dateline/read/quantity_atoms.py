"""Where numbers stand in a text, and what each is worth: the atoms from which quantities are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.read.lexicon import load_lexicon
from dateline.read.numbers import SCALE
from dateline.read.quantity_bounds import with_modifiers
from dateline.read.quantity_text import HYPHENS, WORD_SETS, Amount, Numbers
from dateline.read.quantity_units import is_unit, with_unit

__all__ = ["find_atoms"]

FRACTIONS = {row["word"]: row for row in load_lexicon("fractions")}
VAGUE = {row["word"]: row for row in load_lexicon("vague_numbers")}
COLLECTIVES = {row["word"]: row for row in load_lexicon("number_nouns")}
AFTER_PART, AFTER_VAGUE = WORD_SETS["after_part"], WORD_SETS["after_vague"]
SMALL_RATIO, SCORE, TEN, THOUSAND = 100, 20, 10, 1000
GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}\Z")


def find_atoms(numbers: Numbers) -> Iterator[Amount]:
    """Yield every number, fraction and vague number with its unit, in text order, without its modifiers."""
    at = 0
    while at < len(numbers.words):
        word = numbers.words[at]
        atom = None
        if word.value is not None or word.form in READERS or word.form in VAGUE or word.form in FRACTIONS:
            atom = read_at(numbers, at)
        if atom is not None:
            yield atom
        at = atom.end if atom else at + 1


def read_at(numbers: Numbers, at: int) -> Amount | None:
    """Return the amount whose first word is at an index, or None."""
    word = numbers.words[at]
    special = READERS.get(word.form)
    amount = special(numbers, at) if special else None
    if amount is None and word.form in FRACTIONS:
        amount = read_part(numbers, at)
    if amount is None and word.form in VAGUE:
        amount = read_vague(numbers, at)
    if amount is None and word.value is not None and word.kind not in ("ordinal", "decade"):
        amount = read_fraction(numbers, at) if word.kind == "fraction" else read_number(numbers, at)
    return with_unit(numbers, amount) if amount else None


def exactly(start: int, end: int, value: float, *, unit: str = "count", approximate: bool = False) -> Amount:
    """Return an amount of one value."""
    plain = int(value) if value == int(value) else round(value, 6)
    return Amount(start, end, plain, plain, approximate=approximate, unit=unit)


def at_least(start: int, end: int, low: float, *, unit: str = "count") -> Amount:
    """Return an amount without an upper end, for a number that is not told."""
    return Amount(start, end, low, None, high_inclusive=False, approximate=True, unit=unit, vague=True)


# numbers ------------------------------------------------------------------------------------------


def read_number(numbers: Numbers, at: int) -> Amount:
    """Read a figure or a number in words; then fractions, "one in five" and "two and a half million" made with it."""
    value = numbers.words[at].value or 0
    if GROUPED.match(numbers.form(at)) and numbers.plural_near(at + 1) and not is_unit(numbers, at + 1):
        return exactly(at, at + 1, round(value * THOUSAND))  # people are not counted in thousandths
    step = 2 if numbers.form(at + 1) in HYPHENS else 1
    part = FRACTIONS.get(numbers.form(at + step))
    if part and (part["plural"] or value == 1) and (numbers.form(at + step) != "half" or value == 1) and value < TEN:
        return of_a_million(numbers, at, at + step + 1, value * float(part["value"]))
    if (halves := and_a_half(numbers, at)) is not None:
        return halves
    if numbers.form(at + 1) == "score" and value <= TEN and numbers.plural_near(at + 2, words=2):
        return exactly(at, at + 2, value * SCORE)
    skip = 3 if numbers.starts_with(at + 1, ["out", "of"]) else 2 if numbers.form(at + 1) == "in" else 0
    if numbers.starts_with(at + 1, ["of", "every"]):
        skip = 2
    if skip and numbers.form(at + skip) == "every":
        skip += 1
    if skip and is_ratio(numbers, at, at + skip):
        return exactly(at, at + skip + 1, value / (numbers.words[at + skip].value or 1), unit="share")
    return exactly(at, at + 1, value)


def of_a_million(numbers: Numbers, start: int, end: int, share: float) -> Amount:
    """Return "a quarter of a million", "a quarter of a mile" as the number it is, any other part as a share."""
    scale = SCALE.get(numbers.form(end + 1).removeprefix("a ")) if numbers.form(end) == "of" else None
    if scale and numbers.form(end + 1).startswith("a "):
        return exactly(start, end + 2, round(share * scale))
    if numbers.form(end) == "of" and numbers.form(end + 1) in ("a", "an") and is_unit(numbers, end + 2):
        return exactly(start, end + 2, share)
    return exactly(start, end, share, unit="share")


def and_a_half(numbers: Numbers, at: int) -> Amount | None:
    """Read "two and a half million", "two-and-a-half", "a million and a half"; None if no such fraction follows."""
    words = [n for n in range(at + 1, at + 8) if numbers.form(n) not in HYPHENS][:4]
    forms = [numbers.form(n) for n in words]
    if forms[:2] != ["and", "a"] or forms[2] not in ("half", "quarter"):
        return None
    value, part = numbers.words[at].value or 0, float(FRACTIONS[forms[2]]["value"])
    scale = SCALE.get(numbers.form(at).rsplit(" ")[-1])
    if scale:
        return exactly(at, words[2] + 1, value + part * scale)
    if forms[3] in SCALE:
        return exactly(at, words[3] + 1, (value + part) * SCALE[forms[3]])
    return exactly(at, words[2] + 1, value + part)


def is_ratio(numbers: Numbers, above: int, below: int) -> bool:
    """Are two numbers the parts of "two out of three", "one in five"?"""
    if below >= len(numbers.words):
        return False
    whole, part = numbers.words[below], numbers.words[above].value or 0
    if whole.value is None or whole.kind == "ordinal" or numbers.words[above].kind == "ordinal":
        return False
    round_number = (whole.value <= TEN or whole.value % TEN == 0) and whole.value <= 1e6
    return round_number and part < whole.value and part < SMALL_RATIO and part == int(part)


def read_fraction(numbers: Numbers, at: int) -> Amount | None:
    """Read "2/3 of the voters"; other figures with a stroke are dates and names."""
    value = numbers.words[at].value or 0
    return exactly(at, at + 1, value, unit="share") if value < 1 and numbers.form(at + 1) == "of" else None


# parts ----------------------------------------------------------------------------------------------


def read_part(numbers: Numbers, at: int) -> Amount | None:
    """Read "half" and, after an article or a modifier, "a third"."""
    if numbers.form(at) == "half":
        return read_half(numbers, at)
    part, following = FRACTIONS[numbers.form(at)], numbers.form(at + 1)
    if part["plural"] or numbers.form(at - 1) != "a":
        return None
    value, start = float(part["value"]), at - 1
    if following not in AFTER_PART and following:
        return None
    amount = of_a_million(numbers, start, at + 1, value)
    between = numbers.form(start - 1) == "between" and following == "and"
    between = between or (numbers.form(start - 1) == "from" and following in ("in", "at"))  # "from a fifth in June"
    if between or numbers.form(start - 1) == "by" or following not in ("to", "in", "and", "but", "from", "at"):
        return amount  # "fell by a third to 90"
    return amount if with_modifiers(numbers, amount, floor=0).approximate else None


def read_half(numbers: Numbers, at: int) -> Amount | None:
    """Read "half of the town", "half the crop", "half a million"; not "the first half", "half-time", "cut in half"."""
    before, following = numbers.form(at - 1), numbers.form(at + 1)
    word = numbers.words[at + 1] if at + 1 < len(numbers.words) else None
    if word and word.value is not None and word.form.lower().startswith("a "):
        return exactly(at, at + 2, word.value / 2)
    if following in ("a", "an") and is_unit(numbers, at + 2):
        return exactly(at, at + 2, float(FRACTIONS["half"]["value"]))  # "half a mile"
    if before in WORD_SETS["not_before_half"] or (before == "and" and following not in ("of", "the", "their", "its")):
        return None
    if following in HYPHENS or before in HYPHENS or following in WORD_SETS["not_after_half"]:
        return None
    return exactly(at - (before == "a"), at + 1, float(FRACTIONS["half"]["value"]), unit="share")


# numbers that are not told --------------------------------------------------------------------------


def read_vague(numbers: Numbers, at: int) -> Amount | None:
    """Read "dozens", "hundreds of thousands", "several hundred"."""
    form, following, third = numbers.form(at), numbers.form(at + 1), numbers.form(at + 2)
    low = float(VAGUE[form]["low"])
    if following == "of" and third in VAGUE and third != "several":
        return at_least(at, at + 3, int(low * float(VAGUE[third]["low"]) / 2))
    if following in ("upon", "and") and third == form:  # "thousands upon thousands"
        return at_least(at, at + 3, int(low))
    if form == "several":
        if following in SCALE:
            return at_least(at, at + 2, int(low * SCALE[following]))
        return at_least(at, at + 1, int(low))
    if VAGUE[form]["of"] and following not in AFTER_VAGUE:
        return None
    return at_least(at, at + 1, int(low)) if form != "tens" else None


# words that begin an amount without being numbers -------------------------------------------------


def read_article(numbers: Numbers, at: int) -> Amount | None:
    """Read "a few", "a couple of", "a handful of", "a third"."""
    following, third = numbers.form(at + 1), numbers.form(at + 2)
    if following == "few" and third in SCALE:
        return at_least(at, at + 3, 3 * SCALE[third])
    if following == "few":
        return at_least(at, at + 2, 3) if third not in TIMES_MORE else None
    if following == "couple":
        end = at + 3 if third == "of" else at + 2
        if numbers.form(end) in SCALE:
            return exactly(at, end + 1, 2 * SCALE[numbers.form(end)], approximate=True)
    if following in ("majority", "vast", "large", "great", "clear", "overwhelming"):
        return read_majority(numbers, at)
    row = COLLECTIVES.get(following)
    if row and (third == "of" or (following == "handful" and not third.isalpha())):
        value = float(row["value"])
        return at_least(at, at + 2, int(value)) if row["vague"] else collective(at, value, row)
    if following in FRACTIONS:
        part = read_part(numbers, at + 1)
        return replace(part, start=at) if part else None
    return None


TIMES_MORE = frozenset({"more", "times", "too"})


def collective(at: int, value: float, row: dict[str, str]) -> Amount:
    """Return "a pair", "a couple", "a trio"."""
    return exactly(at, at + 2, value, approximate=bool(row["approximate"]))


def read_both(numbers: Numbers, at: int) -> Amount | None:
    """Read "both" before a plural, not before "the army and the police"."""
    following = numbers.form(at + 1)
    plural = numbers.is_plural(at + 1) or following in ("of", "were", "are")
    conjunction = next((n for n in (at + 2, at + 3) if numbers.form(n) == "and"), None)
    joined = conjunction is not None and following != "of" and not begins_phrase(numbers, conjunction + 1)
    return exactly(at, at + 1, 2) if plural and not joined else None


def begins_phrase(numbers: Numbers, at: int) -> bool:
    """Does a new phrase with its own number begin here?"""
    return at < len(numbers.words) and (numbers.words[at].value is not None or numbers.form(at) in VAGUE)


def read_most(numbers: Numbers, at: int) -> Amount | None:
    """Read "most of" and "most voters" as a share of more than half; "most" of degree is left to the parse."""
    if numbers.form(at - 1) in WORD_SETS["not_before_most"]:
        return None
    opens = at == 0 or not numbers.form(at - 1).isalpha() or numbers.form(at - 1) in ("and", "but", "though")
    bare = opens and numbers.form(at + 1) in ("are", "were", "have", "had")
    if numbers.form(at + 1) != "of" and not bare and not numbers.plural_near(at + 1):
        return None
    return Amount(at, at + 1, 0.5, None, False, False, unit="share")


def read_majority(numbers: Numbers, at: int) -> Amount | None:
    """Read "the majority of", "a large majority of" as a share of more than half."""
    word = at + 1 if numbers.form(at + 1) == "majority" else at + 2
    if numbers.form(word) != "majority" or numbers.form(word + 1) != "of":
        return None
    return Amount(at, word + 1, 0.5, None, False, False, unit="share")


def read_nought(numbers: Numbers, at: int) -> Amount | None:
    """Read "not one", "not a single" and "none of" as nought."""
    if numbers.form(at) == "none":
        return exactly(at, at + 1, 0) if numbers.form(at + 1) == "of" else None
    if numbers.form(at - 1) in WORD_SETS["be"] and numbers.form(at + 2) == "of":
        return None  # "it is not one of them"
    if numbers.form(at + 1) == "one" and numbers.form(at + 2).isalpha() and numbers.form(at + 2) not in ("to", "that"):
        return exactly(at, at + 2, 0)
    if numbers.starts_with(at + 1, ["a", "single"]):
        return exactly(at, at + 3, 0)
    return None


def read_no(numbers: Numbers, at: int) -> Amount | None:
    """Read "no" as nought where something countable is said to have been done to none: "no miners were killed"."""
    noun = next((n for n in range(at + 1, at + 4) if numbers.is_plural(n)), None)
    if noun is None or numbers.form(at + 1) in WORD_SETS["not_after_no"]:
        return None
    verb = noun + 1
    if numbers.form(verb) in WORD_SETS["ends"]:
        return exactly(at, at + 1, 0)
    while numbers.form(verb) in WORD_SETS["passive"]:
        verb += 1
    if not any(numbers.form(n) in WORD_SETS["be"] for n in range(noun + 1, verb)):
        return None
    participle = numbers.form(verb).endswith(("ed", "en")) or numbers.form(verb) in WORD_SETS["participles"]
    return exactly(at, at + 1, 0) if participle else None


def read_multiple(numbers: Numbers, at: int) -> Amount | None:
    """Read "twice as many", "double that number", "half that"; what it is a multiple of is settled later."""
    factor = {"twice": 2.0, "double": 2.0, "triple": 3.0, "half": 0.5}[numbers.form(at)]
    following = numbers.form(at + 1)
    as_many = following == "as" and numbers.form(at + 2) in ("many", "much")
    that = following in ("that", "this") and (
        numbers.form(at + 2) in ("number", "figure", "many", "amount", "total", "")
        or not numbers.form(at + 2).isalpha()
    )
    return exactly(at, at + 1, factor) if as_many or that else None


READERS = {
    "a": read_article, "both": read_both, "most": read_most, "not": read_nought, "none": read_nought, "no": read_no,
    "the": read_majority, "tens": read_vague, "twice": read_multiple, "double": read_multiple, "triple": read_multiple,
    "half": read_multiple,
}  # fmt: skip
