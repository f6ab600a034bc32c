"""Words that turn a number into an interval: "at least", "nearly", "or more"."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.read.lexicon import load_lexicon
from dateline.read.quantity_text import GRAMMAR, Amount, Numbers

__all__ = ["with_modifiers"]

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


def with_modifiers(numbers: Numbers, amount: Amount, *, floor: int) -> Amount:
    """Return the amount within the bounds that the words around it set, none of them before ``floor``."""
    bound, approximate, vague = "exact", amount.approximate, amount.vague
    start, end = amount.start, amount.end
    for _ in range(2):
        before = numbers.codes[max(floor, start - WINDOW) : start]
        hits = [(m.start(), b, a) for b, a, side, p in MODIFIERS if side == "before" and (m := p.search(before))]
        if not hits:
            break
        first, found, about = min(hits, key=lambda hit: hit[0])
        start -= len(before) - first
        bound, approximate = (found if bound == "exact" else bound), approximate or about
    for found, about, side, pattern in MODIFIERS:
        if side == "after" and (match := pattern.match(numbers.codes, end)) and match.end() > end:
            end, bound = match.end(), found if bound == "exact" else bound
            approximate = approximate or about
    # "40 lorries or so"
    approximate = approximate or (numbers.is_plural(end) and numbers.starts_with(end + 1, ["or", "so"]))
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
