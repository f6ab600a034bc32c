"""Where numbers stand in a text, and what each is worth: the atoms from which quantities are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.read.lexicon import load_lexicon
from dateline.read.numbers import SCALE
from dateline.read.phrases import Grammar, WordedText

__all__ = ["WORD_SETS", "Amount", "Numbers"]


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval at the words [start, end); None is an open end, which is never inclusive."""

    start: int
    end: int
    low: float | None
    high: float | None
    low_inclusive: bool = True
    high_inclusive: bool = True
    approximate: bool = False
    unit: str = "count"
    vague: bool = False


def phrases(lexicon: str, column: str) -> list[tuple[list[str], dict[str, str]]]:
    """Return the comma-separated phrases of a lexicon's column with their rows, the longest first."""
    rows = load_lexicon(lexicon)
    found = [(phrase.split(), row) for row in rows for phrase in row[column].split(",") if phrase.strip()]
    return sorted(found, key=lambda pair: -len(pair[0]))


WORD_SETS = {row["name"]: frozenset(row["words"].split()) for row in load_lexicon("quantity_words")}
FRACTIONS = {row["word"]: row for row in load_lexicon("fractions")}
VAGUE = {row["word"]: row for row in load_lexicon("vague_numbers")}
SIGNS = {sign: row["code"] for row in load_lexicon("currencies") for sign in row["signs"].split()}
UNITS: dict[str, list[tuple[list[str], str]]] = {}
for _words, _row in phrases("measures", "forms"):
    UNITS.setdefault(_words[0], []).append((_words, _row["unit"]))
for _words, _row in phrases("currencies", "forms"):
    UNITS.setdefault(_words[0], []).append((_words, _row["code"]))
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
PERCENT = (["%"], ["percent"], ["per", "cent"], ["pct"], ["pc"])
HYPHENS = frozenset("-–—")
CLASSES = {"HYPHEN": sorted(HYPHENS)}
GRAMMAR = Grammar(CLASSES)
MODIFIERS = tuple(
    (
        row["bound"],
        bool(row["approximate"]),
        row["side"],
        re.compile(GRAMMAR.source(row["phrase"]) + (r"\Z" if row["side"] == "before" else "")),
    )
    for row in load_lexicon("quantity_modifiers")
)
WINDOW = 5


class Numbers(WordedText):
    """A text as words, and the amounts read from them."""

    def __init__(self, text: str) -> None:
        super().__init__(text, GRAMMAR)

    def touches(self, index: int) -> bool:
        """Does the word at an index follow the one before it without a space?"""
        return 0 < index < len(self.words) and self.words[index - 1].end == self.words[index].start

    def starts_with(self, index: int, words: list[str]) -> bool:
        """Do these words stand at an index?"""
        return all(self.form(index + n) == word for n, word in enumerate(words))

    def atoms(self) -> Iterator[Amount]:
        """Yield every number, fraction and vague number with its unit, in text order, without its modifiers."""
        at = 0
        while at < len(self.words):
            word = self.words[at]
            atom = None
            if word.value is not None or word.form in READERS or word.form in VAGUE or word.form in FRACTIONS:
                atom = self.read_at(at)
            if atom is not None:
                yield atom
            at = atom.end if atom else at + 1

    def read_at(self, at: int) -> Amount | None:
        """Return the amount whose first word is at an index, or None."""
        word = self.words[at]
        special = READERS.get(word.form)
        amount = special(self, at) if special else None
        if amount is None and word.form in FRACTIONS:
            amount = read_part(self, at)
        if amount is None and word.form in VAGUE:
            amount = read_vague(self, at)
        if amount is None and word.value is not None and word.kind not in ("ordinal", "decade", "fraction"):
            amount = read_number(self, at)
        return with_unit(self, amount) if amount else None

    def with_modifiers(self, amount: Amount, *, floor: int) -> Amount:
        """Return the amount within the bounds that the words around it set: "at least", "nearly", "or more"."""
        bound, approximate, vague = "exact", amount.approximate, amount.vague
        start, end = amount.start, amount.end
        for _ in range(2):
            before = self.codes[max(floor, start - WINDOW) : start]
            hits = [(m.start(), b, a) for b, a, side, p in MODIFIERS if side == "before" and (m := p.search(before))]
            if not hits:
                break
            first, found, about = min(hits, key=lambda hit: hit[0])
            start -= len(before) - first
            bound, approximate = (found if bound == "exact" else bound), approximate or about
        for found, about, side, pattern in MODIFIERS:
            if side == "after" and (match := pattern.match(self.codes, end)) and match.end() > end:
                end, bound = match.end(), found if bound == "exact" else bound
                approximate = approximate or about
        bounded = bounded_by(amount, bound) if not vague or bound != "exact" else amount
        return replace(bounded, start=start, end=end, approximate=approximate)


def bounded_by(amount: Amount, bound: str) -> Amount:
    """Return an amount with its ends as a bound sets them."""
    low, high = amount.low, amount.high
    if bound == "over":
        return replace(amount, high=None, high_inclusive=False, low_inclusive=False)
    if bound == "at_least":
        return replace(amount, high=None, high_inclusive=False)
    top = high if high is not None else low
    if bound == "under":
        return replace(amount, low=None, high=top, low_inclusive=False, high_inclusive=False)
    if bound == "up_to":
        return replace(amount, low=None, high=top, low_inclusive=False, high_inclusive=True)
    return amount


# what one number is worth -------------------------------------------------------------------------


def exactly(start: int, end: int, value: float, *, unit: str = "count", approximate: bool = False) -> Amount:
    """Return an amount of one value."""
    plain = int(value) if value == int(value) else round(value, 6)
    return Amount(start, end, plain, plain, approximate=approximate, unit=unit)


def at_least(start: int, end: int, low: float, *, unit: str = "count") -> Amount:
    """Return an amount without an upper end, for a number that is not told."""
    return Amount(start, end, low, None, high_inclusive=False, approximate=True, unit=unit, vague=True)


def read_number(numbers: Numbers, at: int) -> Amount | None:
    """Read a figure or a number in words; then fractions, "one in five" and "two and a half million" made with it."""
    value = numbers.words[at].value or 0
    following = numbers.form(at + 1)
    step = 2 if following in HYPHENS else 1
    part = FRACTIONS.get(numbers.form(at + step))
    if part and (part["plural"] or value == 1) and (numbers.form(at + step) != "half" or value == 1) and value < 100:
        return exactly(at, at + step + 1, value * float(part["value"]), unit="share")
    if numbers.starts_with(at + 1, ["and", "a"]) and numbers.form(at + 3) in ("half", "quarter"):
        value += float(FRACTIONS[numbers.form(at + 3)]["value"])
        end = at + 4
        if numbers.form(end) in SCALE:
            return exactly(at, end + 1, value * SCALE[numbers.form(end)])
        return exactly(at, end, value)
    skip = 3 if numbers.starts_with(at + 1, ["out", "of"]) else 2 if following == "in" else 0
    if skip and numbers.form(at + skip) == "every":
        skip += 1
    if skip and is_ratio(numbers, at, at + skip):
        return exactly(at, at + skip + 1, value / (numbers.words[at + skip].value or 1), unit="share")
    return exactly(at, at + 1, value)


def is_ratio(numbers: Numbers, above: int, below: int) -> bool:
    """Are two numbers the parts of "two out of three", "one in five"?"""
    if below >= len(numbers.words):
        return False
    whole, part = numbers.words[below], numbers.words[above].value or 0
    round_number = whole.value is not None and (whole.value <= 10 or whole.value % 10 == 0) and whole.value <= 1e6
    return whole.kind != "ordinal" and round_number and part < (whole.value or 0) and part < 100 and part == int(part)


AFTER_PART = WORD_SETS["after_part"]


def read_part(numbers: Numbers, at: int) -> Amount | None:
    """Read "half" and, after an article or a modifier, "a third"."""
    part, following = FRACTIONS[numbers.form(at)], numbers.form(at + 1)
    value = float(part["value"])
    article = numbers.form(at - 1) == "a"
    start = at - 1 if article else at
    if numbers.form(at) == "half":
        following_word = numbers.words[at + 1] if at + 1 < len(numbers.words) else None
        if following_word and following_word.value is not None and following_word.form.lower().startswith("a "):
            return exactly(at, at + 2, following_word.value / 2)
        if numbers.form(at - 1) in ("first", "second", "other", "last", "latter", "and", "this", "that", "each"):
            return None
        if (
            numbers.form(at - 1) == "in"
            or following in HYPHENS
            or following in ("an", "hour", "brother", "sister", "time", "way")
        ):
            return None
        return exactly(start, at + 1, value, unit="share")
    if part["plural"] or not article or (following not in AFTER_PART and following):
        return None
    if (
        following in ("to", "in", "and", "but", "from", "at")
        and not numbers.with_modifiers(exactly(start, at + 1, value), floor=0).approximate
    ):
        return None
    return exactly(start, at + 1, value, unit="share")


AFTER_VAGUE = WORD_SETS["after_vague"]


def read_vague(numbers: Numbers, at: int) -> Amount | None:
    """Read "dozens", "hundreds of thousands", "several hundred"."""
    form = numbers.form(at)
    low = float(VAGUE[form]["low"])
    if (
        numbers.form(at + 1) == "of"
        and numbers.form(at + 2) in VAGUE
        and VAGUE[numbers.form(at + 2)]["word"] != "several"
    ):
        scale = float(VAGUE[numbers.form(at + 2)]["low"]) / 2
        return at_least(at, at + 3, int(low * scale))
    if form == "several":
        if numbers.form(at + 1) in SCALE:
            return at_least(at, at + 2, int(low * SCALE[numbers.form(at + 1)]))
        return at_least(at, at + 1, int(low))
    if VAGUE[form]["of"] and numbers.form(at + 1) not in AFTER_VAGUE:
        return None
    if form == "tens":
        return None
    return at_least(at, at + 1, int(low))


# words that begin an amount without being numbers -------------------------------------------------


def read_article(numbers: Numbers, at: int) -> Amount | None:
    """Read "a few", "a couple of", "a pair of", "a third"."""
    following = numbers.form(at + 1)
    if following == "few":
        if numbers.form(at + 2) in SCALE:
            return at_least(at, at + 3, 3 * SCALE[numbers.form(at + 2)])
        return at_least(at, at + 2, 3)
    if following == "couple" and numbers.form(at + 3) in SCALE:
        return exactly(at, at + 4, 2 * SCALE[numbers.form(at + 3)], approximate=True)
    if following in ("couple", "pair") and numbers.form(at + 2) == "of":
        return exactly(at, at + 2, 2, approximate=following == "couple")
    if following == "majority" and numbers.form(at + 2) == "of":
        return Amount(at, at + 2, 0.5, None, False, False, unit="share")
    if following in FRACTIONS:
        part = read_part(numbers, at + 1)
        return replace(part, start=at) if part else None
    return None


def read_both(numbers: Numbers, at: int) -> Amount | None:
    """Read "both" before a plural, not before "the army and the police"."""
    following = numbers.form(at + 1)
    plural = following.endswith("s") and following not in ("his", "its", "this", "as", "is", "was", "has")
    plural = plural or following in ("men", "women", "children", "of", "were", "are", "people")
    conjunction = next((n for n in (at + 2, at + 3) if numbers.form(n) == "and"), None)
    joined = conjunction is not None and following != "of" and not begins_phrase(numbers, conjunction + 1)
    return exactly(at, at + 1, 2) if plural and not joined else None


def begins_phrase(numbers: Numbers, at: int) -> bool:
    """Does a new phrase with its own number begin here?"""
    return at < len(numbers.words) and (numbers.words[at].value is not None or numbers.form(at) in VAGUE)


def read_most(numbers: Numbers, at: int) -> Amount | None:
    """Read "most of" as a share of more than half."""
    if numbers.form(at + 1) != "of" or numbers.form(at - 1) in ("the", "at", "make", "making", "made", "first"):
        return None
    return Amount(at, at + 1, 0.5, None, False, False, unit="share")


def read_not_one(numbers: Numbers, at: int) -> Amount | None:
    """Read "not one", "not a single" and "none of" as nought."""
    if numbers.form(at) == "none":
        return exactly(at, at + 1, 0) if numbers.form(at + 1) == "of" else None
    if numbers.form(at + 1) == "one" and numbers.form(at + 2).isalpha() and numbers.form(at + 2) not in ("to", "that"):
        return exactly(at, at + 2, 0)
    if numbers.starts_with(at + 1, ["a", "single"]):
        return exactly(at, at + 3, 0)
    return None


def read_majority(numbers: Numbers, at: int) -> Amount | None:
    """Read "the majority of" as a share of more than half."""
    if numbers.starts_with(at + 1, ["majority", "of"]) or numbers.starts_with(at + 1, ["vast", "majority", "of"]):
        end = at + 2 + (numbers.form(at + 1) == "vast")
        return Amount(at, end, 0.5, None, False, False, unit="share")
    return None


def read_vast(numbers: Numbers, at: int) -> Amount | None:
    """Read "tens of thousands" and the like after "tens", which is no number by itself."""
    return read_vague(numbers, at) if numbers.form(at + 1) == "of" else None


def read_twice(numbers: Numbers, at: int) -> Amount | None:
    """Read "twice" before "as many"; what it is twice of is settled later."""
    return exactly(at, at + 1, 2) if numbers.starts_with(at + 1, ["as", "many"]) else None


READERS = {
    "a": read_article, "both": read_both, "most": read_most, "not": read_not_one, "none": read_not_one,
    "the": read_majority, "tens": read_vast, "twice": read_twice,
}  # fmt: skip


# units --------------------------------------------------------------------------------------------


def with_unit(numbers: Numbers, amount: Amount) -> Amount:
    """Return an amount with the unit that stands before or after it: $20, 20 km, 20 percent."""
    if amount.unit == "share":
        return amount
    code = SIGNS.get(numbers.surface(amount.start - 1))
    if code is not None:
        start = amount.start - 1
        prefix = numbers.surface(start - 1)
        if numbers.touches(start) and prefix + "$" in SIGNS:
            code, start = SIGNS[prefix + "$"], start - 1
        return replace(scaled(numbers, amount), start=start, unit=code)
    at = amount.end
    joined = numbers.form(at) in HYPHENS and numbers.touches(at) and numbers.touches(at + 1)
    if joined or (amount.vague and numbers.form(at) == "of" and numbers.form(at + 1) in UNITS):
        at += 1
    for percent in PERCENT:
        if numbers.starts_with(at, percent):
            return shared(replace(amount, end=at + len(percent)))
    for words, unit in UNITS.get(numbers.form(at), ()):
        if numbers.starts_with(at, words):
            weight = words[-1] in ("pound", "pounds") and is_weight(numbers, amount, at)
            return replace(amount, end=at + len(words), unit="lb" if weight else unit)
    if numbers.form(at) == "m" and numbers.touches(at):
        return replace(amount, end=at + 1, unit="m")
    return scaled(numbers, amount)


WEIGHING = frozenset({"weigh", "weighs", "weighed", "weighing", "weight"})


def is_weight(numbers: Numbers, amount: Amount, at: int) -> bool:
    """Are pounds a weight here ("500 pounds of rice", "a 500-pound bomb", "weighs 90 pounds") and no money?"""
    before = {numbers.form(index) for index in range(amount.start - 3, amount.start)}
    return at > amount.end or numbers.form(at + 1) == "of" or bool(before & WEIGHING)


def scaled(numbers: Numbers, amount: Amount) -> Amount:
    """Multiply by a suffix that touches the figure: 20k, $3bn, £1.5m."""
    factor = SUFFIXES.get(numbers.form(amount.end))
    if factor is None or not numbers.touches(amount.end) or amount.low is None:
        return amount
    low, high = round(amount.low * factor, 2), round((amount.high or amount.low) * factor, 2)
    whole = low == int(low) and high == int(high)
    return replace(amount, end=amount.end + 1, low=int(low) if whole else low, high=int(high) if whole else high)


def shared(amount: Amount) -> Amount:
    """Return a percentage as a share of one."""
    low, high = amount.low, amount.high
    return replace(
        amount,
        low=None if low is None else round(low / 100, 6),
        high=None if high is None else round(high / 100, 6),
        unit="share",
    )
