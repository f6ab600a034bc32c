"""The unit beside a number: $20, 20 km, 20 percent, 20k."""

from __future__ import annotations

from dataclasses import replace

from dateline.read.lexicon import load_lexicon
from dateline.read.quantity_text import HYPHENS, Amount, Numbers

__all__ = ["MONEY", "is_unit", "shared", "with_unit"]


def phrases(lexicon: str, column: str) -> list[tuple[list[str], dict[str, str]]]:
    """Return the comma-separated phrases of a lexicon's column with their rows, the longest first."""
    rows = load_lexicon(lexicon)
    found = [(phrase.split(), row) for row in rows for phrase in row[column].split(",") if phrase.strip()]
    return sorted(found, key=lambda pair: -len(pair[0]))


MONEY = frozenset(row["code"] for row in load_lexicon("currencies"))
SIGNS = {sign: row["code"] for row in load_lexicon("currencies") for sign in row["signs"].split()}
UNITS: dict[str, list[tuple[list[str], str]]] = {}
for _words, _row in phrases("measures", "forms"):
    UNITS.setdefault(_words[0], []).append((_words, _row["unit"]))
for _words, _row in phrases("currencies", "forms"):
    UNITS.setdefault(_words[0], []).append((_words, _row["code"]))
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
PERCENT = (["%"], ["percent"], ["per", "cent"], ["pct"], ["pc"])
HUNDREDTHS = frozenset({"cents", "cent", "pence"})
WEIGHING = frozenset({"weigh", "weighs", "weighed", "weighing", "weight", "tall"})


def is_unit(numbers: Numbers, at: int) -> bool:
    """Does a unit or a percent sign stand at an index?"""
    phrases_here = [words for words, _ in UNITS.get(numbers.form(at), ())]
    return any(numbers.starts_with(at, words) for words in (*PERCENT, *phrases_here))


def with_unit(numbers: Numbers, amount: Amount) -> Amount:
    """Return an amount with the unit that stands before or after it."""
    if amount.unit == "share":
        return amount
    at = amount.start - 1
    if numbers.form(at) == "." and numbers.touches(at):  # "Rs. 500"
        at -= 1
    code = SIGNS.get(numbers.surface(at))
    if code is not None:
        prefix = numbers.surface(at - 1)
        if numbers.touches(at) and prefix + "$" in SIGNS:
            code, at = SIGNS[prefix + "$"], at - 1
        return replace(scaled(numbers, amount), start=at, unit=code)
    return with_unit_after(numbers, amount)


def with_unit_after(numbers: Numbers, amount: Amount) -> Amount:
    """Return an amount with the unit that stands after it."""
    at = amount.end
    if numbers.form(at) != "m" or numbers.plural_near(at + 1, words=2):  # "3.5m deep", "3.5m people"
        amount = scaled(numbers, amount)
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
            measured = replace(amount, end=at + len(words), unit="lb" if weight else unit)
            return multiplied(measured, 0.01) if words[-1] in HUNDREDTHS else measured
    if numbers.form(at) == "m" and numbers.touches(at):
        return replace(amount, end=at + 1, unit="m")
    return amount


def is_weight(numbers: Numbers, amount: Amount, at: int) -> bool:
    """Are pounds a weight here ("500 pounds of rice", "a 500-pound bomb", "weighs 90 pounds") and no money?"""
    before = {numbers.form(index) for index in range(amount.start - 3, amount.start)}
    return at > amount.end or numbers.form(at + 1) == "of" or bool(before & WEIGHING)


def scaled(numbers: Numbers, amount: Amount) -> Amount:
    """Multiply by a suffix that touches the figure: 20k, $3bn, £1.5m."""
    factor = SUFFIXES.get(numbers.form(amount.end))
    if factor is None or not numbers.touches(amount.end) or amount.low is None:
        return amount
    return multiplied(replace(amount, end=amount.end + 1), factor)


def multiplied(amount: Amount, factor: float) -> Amount:
    """Return an amount so many times as large; whole numbers stay whole."""
    low = None if amount.low is None else round(amount.low * factor, 6)
    high = None if amount.high is None else round(amount.high * factor, 6)
    whole = all(end is None or end == int(end) for end in (low, high))
    if whole:
        return replace(amount, low=None if low is None else int(low), high=None if high is None else int(high))
    return replace(amount, low=low, high=high)


def shared(amount: Amount) -> Amount:
    """Return a percentage as a share of one."""
    low, high = amount.low, amount.high
    return replace(
        amount,
        low=None if low is None else round(low / 100, 6),
        high=None if high is None else round(high / 100, 6),
        unit="share",
    )
