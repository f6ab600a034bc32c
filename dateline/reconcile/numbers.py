"""The numbers of claims as intervals, and when two of them cannot both be true."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.name_keys import name_words
from dateline.reconcile.base import Told
from dateline.reconcile.lexicon import rows_of
from dateline.reconcile.origins import Origin
from dateline.records import Figure

__all__ = [
    "ABOUT",
    "GROWING",
    "MOVING",
    "Number",
    "are_bodies",
    "conflict",
    "meet",
    "numbers_of",
    "victim_kind",
]

# "about 30" is taken for a tenth and a half more or less: 26 to 34 (a choice, of 2026-11-22, not fitted)
ABOUT = 0.15
# roles whose totals grow as more becomes known
GROWING = frozenset(
    {"killed", "wounded", "captured", "abducted", "detained", "released", "rescued", "displaced", "surrendered"}
)
# roles that may fall as well as grow from day to day: only numbers of one day are compared. The rest (who was aboard, how
# many marched) is a fact of the incident, whenever it is told.
MOVING = frozenset({"missing"})
BODIES = frozenset({"body", "bodies", "corpse", "corpses", "remains"})
# roles that are told of one thing: who is taken hostage is captured, or abducted
ALIKE = {"abducted": "captured"}
ANY = ""  # the kind of a total
ANY_KIND = "any"  # how the table calls it


@dataclass(frozen=True, slots=True)
class Number:
    """A count of one role: ``low`` and ``high`` are its interval, open ends infinite.

    ``of`` is the kind of people, "" where it is a total.

    ``published`` is when it was told: a day, or a minute where that is known.
    """

    what: str
    of: str
    low: float
    high: float
    text: str
    published: str | None
    origin: Origin
    told: Told


def numbers_of(tolds: Sequence[Told], origins: Mapping[str, Origin]) -> Iterator[Number]:
    """Yield the counts of claims; shares, units, and figures that only add to others ("another 12") are left out.

    Args:
        tolds: the claims.
        origins: on whose word each stands, by its id.
    """
    for told in tolds:
        for figure in told.claim.figures:
            if figure.unit == "count" and figure.what != "other" and figure.tally != "new":
                low, high = _bounds(figure)
                if are_bodies(figure, told):
                    high = math.inf
                text = " ".join(figure.words.quote.split())
                what, of = ALIKE.get(figure.what, figure.what), victim_kind(figure.of)
                yield Number(what, of, low, high, text, told.published, origins[told.claim.id], told)


def meet(one: Number, two: Number) -> bool:
    """Can both be true of one moment?"""
    return one.low <= two.high and two.low <= one.high


def conflict(one: Number, two: Number) -> bool:
    """Can two numbers of one role not both be true, on the words of two origins?

    A later total may be higher, since more becomes known; it cannot be lower. Twenty soldiers are more than five dead in all;
    of two kinds of people each has its own number. One origin may always correct itself.
    """
    if one.origin.key == two.origin.key or meet(one, two):
        return False
    first, later = sorted((one, two), key=lambda n: n.published or "")
    is_later, grows = _is_later(later, first), one.what in GROWING
    if one.of != two.of:
        part, total = (one, two) if two.of == ANY else (two, one)
        outgrown = is_later and part is later and grows
        return total.of == ANY and part.low > total.high and not outgrown
    if not is_later:
        return True
    return one.what not in MOVING and (not grows or later.high < first.low)


def _is_later(later: Number, first: Number) -> bool:
    if later.published is None or first.published is None:
        return False
    digits = min(len(later.published), len(first.published))
    return later.published[:digits] > first.published[:digits]


def are_bodies(figure: Figure, told: Told) -> bool:
    """Are they bodies that were found, of which there may be more?"""
    words = {*name_words(figure.of or ""), *name_words(told.claim.trigger.quote if told.claim.trigger else "")}
    return bool(words & BODIES)


def _bounds(figure: Figure) -> tuple[float, float]:
    low = -math.inf if figure.low is None else figure.low
    high = math.inf if figure.high is None else figure.high
    if figure.approximate and low == high:
        return low * (1 - ABOUT), high * (1 + ABOUT)
    # counts are whole: more than 30 is at least 31
    if not figure.low_inclusive and figure.low is not None:
        low = math.floor(low) + 1
    if not figure.high_inclusive and figure.high is not None:
        high = math.ceil(high) - 1
    return low, high


def victim_kind(of: str | None) -> str:
    """Return the kind of people that is counted, "" where the words tell no kind from another.

    >>> victim_kind("12 people"), victim_kind("the inmates"), victim_kind("three nuns"), victim_kind(None)
    ('', 'prisoners', 'nuns', '')
    """
    words = name_words(of or "")
    kinds = [_kinds()[word] for word in words if word in _kinds()]
    if not words or ANY_KIND in kinds:
        return ANY
    return kinds[-1] if kinds else words[-1]


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows_of("victim_kinds")}
