"""On which side a name is, by its words: a state's, rebels, some armed force, civilians, protesters; None where nothing tells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from dateline.name_keys import name_key, name_words
from dateline.reconcile.lexicon import rows_of

__all__ = ["ARMED", "SIDES", "country_name", "side_of"]

# force: armed, but whose is not told
SIDES = ("state", "rebel", "force", "civilian", "protester")
ARMED = frozenset({"state", "rebel", "force"})
# words before a force that make it a state's
_OF_A_STATE = frozenset({"government", "federal", "national", "state", "state's", "government's"})
# what follows these is no part of the noun: "soldiers of the Fifth Corps"
_LINKS = frozenset({"of", "from", "in", "at", "on", "for", "loyal", "who", "with", "belonging", "allied", "near", "by"})
_LONGEST = 2  # words of a noun
_KEPT_NAMES = 1 << 14


def side_of(name: str, own: Mapping[str, str] | None = None) -> str | None:
    """Return the side of a name, None where its words do not tell.

    Args:
        name: as a report has it: "four Kenyan soldiers", "the Blue Front".
        own: sides that a researcher has told, by key of name; they come first, and count inside longer names too.

    >>> side_of("four soldiers"), side_of("Kenyan troops"), side_of("12 people"), side_of("Kenya")
    ('force', 'state', None, 'state')
    """
    key = f" {name_key(name)} "
    for told, side in (own or {}).items():
        if f" {told} " in key:
            return side
    return _side(name)


@lru_cache(maxsize=_KEPT_NAMES)
def _side(name: str) -> str | None:
    words = name_words(name)
    if " ".join(words) in _countries()[0] or name_key(name) in _countries()[0]:
        return "state"
    cut = next((i for i, word in enumerate(words) if i and word in _LINKS), len(words))
    before = words[:cut]
    for length in range(min(_LONGEST, len(before)), 0, -1):
        side = _nouns().get(" ".join(before[-length:]))
        if side == "force" and (_is_of_a_state(before[:-length]) or _is_of_a_state(words[cut:])):
            return "state"
        if side:
            return side
    return None


def _is_of_a_state(words: list[str]) -> bool:
    names, adjectives, _ = _countries()
    spans = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 4, len(words)) + 1)}
    return bool(spans & (names | adjectives | _OF_A_STATE))


def country_name(code: str) -> str | None:
    """Return the name of a country by its two letters, None where there is none.

    >>> country_name("KE")
    'Kenya'
    """
    return _countries()[2].get(code)


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["side"] for row in rows_of("side_words") if row["side"] != "-"}


@cache
def _countries() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    """Names of states, adjectives of states, and code -> name; the first two as keys."""
    rows = rows_of("countries")
    names = (name_key(n) for row in rows for n in (row["name"], *row["alternatives"].split(";")) if n)
    adjectives = (name_key(a) for row in rows for a in row["adjectives"].split(";") if a)
    return frozenset(names), frozenset(adjectives), {row["iso2"]: row["name"] for row in rows}
