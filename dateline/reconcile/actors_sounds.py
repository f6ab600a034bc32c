"""Words of names as they sound: what transcriptions of one name share, and how like two spellings are."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from dateline.reconcile.actors_words import given_name_forms
from dateline.reconcile.lexicon import rows_of

__all__ = ["likeness", "skeleton"]

DOUBLED = re.compile(r"(.)\1+")
SERVANT = re.compile(r"^abd(?:[aeiou]{1,2}[lrsnzd])?(?=\w{3})")
MAC = re.compile(r"^mac(?=[bcdfgklmnpqrtv])")
VOWELS = "aeiouy"
# the least letters of a word whose spelling may vary; below, another letter is another name
LEAST_LETTERS = 4
# what vowels cost that transcriptions exchange, that they do not, and one that only one spelling has
NEAR, FAR, EXTRA = 0.3, 1.0, 0.5
NEIGHBOURS = frozenset(map(frozenset, ("ae", "ei", "ou", "iy", "ey")))
# the dearest vowels of two spellings of one name; tried on the pairs of tests/reconcile/actor_pairs.tsv, November 2026
MOST_COST = 0.8
# how like two words are: equal, a short form of a given name, another spelling, a slip of the pen
SHORT_FORM, SPELLING, SLIP = 0.9, 0.9, 0.82
# a slip changes one letter of a word this long
SLIP_LETTERS = 7


@cache
def rules() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """Return what letters are replaced, and by what: at a word's beginning, and anywhere."""
    rows = rows_of("actor_sounds")
    first, anywhere = ({r["letters"]: r["sound"] for r in rows if r["use"] == use} for use in ("start", "all"))
    parts = ("^" * (r["use"] == "start") + re.escape(r["letters"]) for r in rows)
    return re.compile("|".join(parts)), {**anywhere, **first}, anywhere


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """Return a word with the letters that transcriptions exchange made one, doubled ones once.

    >>> sound("qarim") == sound("karim")
    True
    """
    pattern, first, anywhere = rules()

    def heard(found: re.Match[str]) -> str:
        return (anywhere if found.start() else first)[found.group()]

    return DOUBLED.sub(r"\1", pattern.sub(heard, MAC.sub("mc", SERVANT.sub("abd", word))))


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return the consonants of a word as they sound, and whether it begins with a vowel; the word itself has a letter at least.

    >>> skeleton("Varnoub".lower()) == skeleton("Warnub".lower())
    True
    """
    heard = sound(word)
    first = "a" if heard[:1] in VOWELS else ""
    return first + "".join(ch for ch in heard if ch not in VOWELS) or word


@lru_cache(maxsize=1 << 16)
def likeness(a: str, b: str) -> float:
    """Return how surely two words are one name: 1 for equal ones, 0 where nothing speaks for it. Symmetric.

    >>> likeness("orsk", "orsk"), likeness("orsk", "arska"), likeness("karimov", "kerimow") == SPELLING
    (1.0, 0.0, True)
    """
    if a == b:
        return 1.0
    if given_name_forms().get(a, frozenset()) & given_name_forms().get(b, frozenset()):
        return SHORT_FORM
    if min(len(a), len(b)) < LEAST_LETTERS or a.isdigit() or b.isdigit():
        return 0.0
    if skeleton(a) == skeleton(b) and vowel_cost(sound(a), sound(b)) <= MOST_COST:
        return SPELLING
    inner = a[0] == b[0] and a[-1] == b[-1]
    if inner and min(len(a), len(b)) >= SLIP_LETTERS and DamerauLevenshtein.distance(a, b) == 1:
        return SLIP
    return 0.0


def vowel_cost(a: str, b: str) -> float:
    """Return what the vowels of two words with the same consonants cost, aligned between the same consonants."""
    if a != b and (a.removesuffix("a") == b or b.removesuffix("a") == a):
        return FAR  # a woman's form of a man's name
    return sum(_run_cost(x, y) for x, y in zip(vowel_runs(a), vowel_runs(b), strict=False))


def vowel_runs(word: str) -> list[str]:
    """Return the vowels before, between and after the consonants of a word."""
    runs = [""]
    for ch in word:
        if ch in VOWELS:
            runs[-1] += ch
        else:
            runs.append("")
    return runs


def _run_cost(a: str, b: str) -> float:
    pairs = sum(0.0 if x == y else NEAR if frozenset((x, y)) in NEIGHBOURS else FAR for x, y in zip(a, b, strict=False))
    return pairs + EXTRA * abs(len(a) - len(b))
