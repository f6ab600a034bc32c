"""Numbers that belong together: ranges, multiples of the figure before, and a figure in the place of another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.read.lexicon import load_lexicon
from dateline.read.numbers import SCALE
from dateline.read.quantity_bounds import with_modifiers
from dateline.read.quantity_text import HYPHENS, WORD_SETS, Amount, Numbers
from dateline.read.quantity_units import MONEY, shared

__all__ = ["Joined", "join_amounts", "number_at"]

CHANGES = frozenset(row["word"] for row in load_lexicon("change_words"))
CHANGE_WINDOW, CHANGE_REACH = 6, 9
JOINERS = frozenset({"to", "or", "-", "–", "—"})
INSTEAD = (["not"], ["instead", "of", "the"], ["rather", "than", "the"], ["instead", "of"], ["rather", "than"])
TOTALS = WORD_SETS["totals"]
REPORTED = WORD_SETS["reported"]
SKIPPED = frozenset({"a", "an", "the", "earlier", "previous", "initial", "estimated", "reported"})
EARLIER = frozenset({"earlier", "previous", "initial", "first", "preliminary"})
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Joined:
    """The amounts of a text, the atom that each was made of, and which takes the place of which."""

    amounts: list[Amount] = field(default_factory=list)
    cores: list[Amount] = field(default_factory=list)
    replaced: dict[int, int] = field(default_factory=dict)  # new -> old, as indices of amounts

    def add(self, amount: Amount, core: Amount) -> None:
        self.amounts.append(amount)
        self.cores.append(core)


def join_amounts(numbers: Numbers, atoms: list[Amount]) -> Joined:
    """Return the amounts that atoms make with the words around and between them."""
    joined = Joined()
    at = 0
    while at < len(atoms):
        first = atoms[at]
        floor = joined.amounts[-1].end if joined.amounts else 0
        second = atoms[at + 1] if at + 1 < len(atoms) else None
        if second is not None and is_change(numbers, first, second):
            first = shared(first) if (first.unit, second.unit) == ("count", "share") else first
            joined.add(with_modifiers(numbers, first, floor=floor), first)
            joined.add(with_modifiers(numbers, second, floor=first.end + 1), second)
            joined.replaced[len(joined.amounts) - 1] = len(joined.amounts) - 2
            at += 1
        elif second is not None and (whole := join_groups(numbers, first, second)):
            joined.add(with_modifiers(numbers, whole, floor=floor), whole)
            at += 1
        elif second is not None and (span := join_range(numbers, first, second)):
            joined.add(with_modifiers(numbers, span, floor=floor), span)
            at += 1
        elif (times := times_as_many(numbers, first, joined.amounts)) is not None:
            joined.add(times, times)
        elif not is_multiple(numbers, first):
            joined.add(with_modifiers(numbers, first, floor=floor), first)
        at += 1
        if len(joined.amounts) > 1 and is_former(numbers, joined.amounts[-2], joined.amounts[-1]):
            joined.replaced[len(joined.amounts) - 2] = len(joined.amounts) - 1
    return joined


def number_at(numbers: Numbers, amount: Amount) -> int:
    """Return the index of the first number word of an amount, or of its first word."""
    return next((n for n in range(amount.start, amount.end) if numbers.words[n].value is not None), amount.start)


# one figure in the place of another ---------------------------------------------------------------


def is_change(numbers: Numbers, first: Amount, second: Amount) -> bool:
    """Is it "(rose) from 20 to 30": two figures, the second in the place of the first?"""
    lead = [numbers.form(index) for index in range(first.start - 4, first.start)]
    if "from" not in lead or not numbers.is_linked(first.start - 4, second.start):
        return False
    between = [numbers.form(index) for index in range(first.end, second.start)]
    if "to" not in between or len(between) > CHANGE_REACH or first.unit not in ("count", second.unit):
        return False
    before = [numbers.form(index) for index in range(first.start - CHANGE_REACH, first.start)]
    return any(word in CHANGES for word in before)


def is_former(numbers: Numbers, newer: Amount, older: Amount) -> bool:
    """Is the later figure the older one: "28, down from 31", "raised to 28 from 31", "28, not 31 as first reported"?"""
    between = [numbers.form(index) for index in range(newer.end, older.start)]
    if len(between) > 2 * CHANGE_WINDOW or not numbers.is_linked(newer.end, older.start):
        return False
    after = {numbers.form(index) for index in range(older.end, older.end + CHANGE_WINDOW)}
    if after & REPORTED and any(between[-len(words) :] == words for words in INSTEAD):
        return True
    link = next(
        (w for w in (numbers.form(n) for n in range(older.start - 1, older.start - 4, -1)) if w not in SKIPPED), ""
    )
    if link != "from" and not (link == "of" and EARLIER & set(between)):
        return False
    if any(word in CHANGES for word in between):
        return newer.unit == older.unit
    before = [numbers.form(index) for index in range(newer.start - CHANGE_WINDOW, newer.start)]
    return between[-1:] == ["from"] and before[-1:] == ["to"] and any(word in CHANGES for word in before)


# ranges -------------------------------------------------------------------------------------------


def join_groups(numbers: Numbers, first: Amount, second: Amount) -> Amount | None:
    """Return "12 500 miners" as one number: groups of three figures that a space parts, before a plural noun."""
    if first.end != second.start or first.unit != "count" or first.end - first.start != 1:
        return None
    head, tail = numbers.words[first.start], numbers.words[second.start]
    gap = numbers.text[head.end : tail.start]
    if gap != " " or not (head.form.isdigit() and tail.form.isdigit()) or len(head.form) > 3 or len(tail.form) != 3:
        return None
    if head.form.startswith("0") or not numbers.plural_near(second.end, words=2):
        return None
    value = int(head.form) * THOUSAND + int(tail.form)
    return replace(second, start=first.start, low=value, high=value)


def join_range(numbers: Numbers, first: Amount, second: Amount) -> Amount | None:
    """Return "between 20 and 30", "20 to 30", "3,000-4,000" as one interval, or None."""
    joiner = numbers.form(first.end)
    if second.start - first.end != 1 or first.vague or second.vague or None in (first.low, second.low):
        return None
    before = numbers.form(first.start - 1)
    between = before == "between" and joiner == "and"
    if not between and joiner not in JOINERS:
        return None
    if joiner in HYPHENS and numbers.touches(first.end) != numbers.touches(second.start):
        return None
    if before == "by" and any(numbers.form(n) in TOTALS for n in range(first.start - CHANGE_REACH, first.start)):
        return None  # "the toll rose by 5 to 31"
    if first.unit != "count" and joiner == "to" and (before == "by" or before in CHANGES):
        return None  # "up 0.4 percent to 12.2 percent"
    low, high = matched_scale(numbers, first, second)
    money = second.unit == "count" and first.unit in MONEY
    if low >= high or not (money or first.unit in ("count", second.unit)) or is_telling(numbers, first, second):
        return None
    start = first.start - (between or (before == "from" and joiner == "to"))
    return Amount(start, second.end, low, high, unit=first.unit if money else second.unit)


def is_telling(numbers: Numbers, first: Amount, second: Amount) -> bool:
    """Is "to" between the numbers no range: "gave five to ten-year-olds", "won 2 to 3"?"""
    return numbers.form(first.end) == "to" and numbers.form(second.end) in HYPHENS and numbers.touches(second.end)


def matched_scale(numbers: Numbers, first: Amount, second: Amount) -> tuple[float, float]:
    """Return the two ends; the first takes the second's scale or percent: "two to three million", "20 to 30 per cent"."""
    low, high = first.low or 0, second.low or 0
    if second.unit == "share" and first.unit == "count":
        return round(low / 100, 6), high
    scale = SCALE.get(numbers.form(number_at(numbers, second)).rsplit(" ")[-1], 1)
    scaled_already = numbers.form(number_at(numbers, first)).rsplit(" ")[-1] in SCALE
    if not scaled_already and low * scale < high:
        low *= scale
    return (int(low) if low == int(low) else low), high


# multiples ----------------------------------------------------------------------------------------

MULTIPLES = WORD_SETS["multiples"]


def is_multiple(numbers: Numbers, amount: Amount) -> bool:
    """Is the atom a factor and no number of its own?"""
    worded = numbers.form(amount.start) in MULTIPLES and amount.end == amount.start + 1
    return worded and amount.unit == "count" and amount.low is not None and numbers.words[amount.start].value is None


def times_as_many(numbers: Numbers, amount: Amount, before: list[Amount]) -> Amount | None:
    """Return "three times as many", "double that number" as that much of the amount before it, or None."""
    end = amount.end + (numbers.form(amount.end) == "times")
    worded = numbers.form(amount.start) in MULTIPLES
    if not worded and end == amount.end:
        return None
    if numbers.form(end) == "as" and numbers.form(end + 1) in ("many", "much"):
        end += 2
    elif numbers.form(end) in ("that", "this"):
        end += 1 + (numbers.form(end + 1) in ("number", "figure", "many", "amount", "total"))
    else:
        return None
    if numbers.form(end) == "as":  # "twice as many as the others": the words after it tell of what
        return None
    if not before or before[-1].low is None or before[-1].unit == "share" or amount.vague:
        return None
    factor, last = amount.low or 1, before[-1]
    low, high = (last.low or 0) * factor, None if last.high is None else last.high * factor
    return replace(last, start=amount.start, end=end, low=whole(low), high=whole(high), approximate=True)


def whole(value: float | None) -> float | None:
    """Return a value as an int where it is one."""
    return int(value) if value is not None and value == int(value) else value
