"""Words of two texts side by side: which passages of one stand in the other, edits of a few words included."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Passage", "Words", "align", "words_of"]

SEED_WORDS = 4  # words in a row that must be equal for an alignment to begin
SEED_PLACES = 4  # places in the older text that a seed is tried at: a phrase that recurs more often tells nothing
EDIT_WORDS = 6  # words changed, put in or left out within one passage
PASSAGE_WORDS = 8  # a shorter passage is a turn of phrase ("told a news conference on Tuesday that")
QUOTATION_WORDS = 120  # a longer quotation within one paragraph is a mark that nobody closed
NUMBER = "0"  # every number is read as this one: a corrected toll leaves a copy a copy

# a word; a mark that opens a quotation, by its form or by standing before a word; one that closes it; a paragraph's end
_TOKEN = re.compile(
    r"(?P<word>\w+(?:['’]\w+)*)|(?P<opens>[“„«]|(?<![\w.,!?])\"(?=\w))|(?P<closes>[”»\"])|(?P<ends>\n\s*\n)"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: as they stand, in comparable form, and whether each stands between quotation marks."""

    keys: tuple[str, ...]
    quoted: tuple[bool, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two texts share, in order: half-open ranges of word numbers."""

    new: int
    new_end: int
    old: int
    old_end: int


@lru_cache(maxsize=256)
def words_of(text: str) -> Words:
    """Return the words of a text without case and punctuation, numbers as one; a paragraph's end ends a quotation.

    >>> words_of('He said "no" 12 times.').keys
    ('he', 'said', 'no', '0', 'times')
    """
    keys: list[str] = []
    flags: list[bool] = []
    given: list[str] = []
    inside, opened = False, 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "word":
            word = token.group()
            keys.append(NUMBER if word[0].isdigit() else word.casefold())
            flags.append(inside)
            given.append(word)
            if inside and len(keys) - opened > QUOTATION_WORDS:
                flags[opened:] = [False] * (len(keys) - opened)
                inside = False
        else:
            inside, opened = token.lastgroup == "opens", len(keys)
    return Words(tuple(keys), tuple(flags), tuple(given))


def align(new: Words, old: Words) -> list[Passage]:
    """Return the passages that two texts share, in the order of the new one; no word is in two of them.

    Each seed, a few equal words, is extended as far as the words are equal; runs that follow one another in both texts
    with an edit of a few words between them are one passage. Time grows with the length of the texts, not its square.
    """
    return [p for p in _joined(_runs(new.keys, old.keys)) if p.new_end - p.new >= PASSAGE_WORDS]


def _runs(new: tuple[str, ...], old: tuple[str, ...]) -> list[Passage]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(old) - SEED_WORDS + 1):
        found = places[old[j : j + SEED_WORDS]]
        if len(found) < SEED_PLACES:
            found.append(j)
    runs: list[Passage] = []
    taken = bytearray(len(old))
    i, after = 0, -1
    while i <= len(new) - SEED_WORDS:
        starts = [j for j in places.get(new[i : i + SEED_WORDS], ()) if not any(taken[j : j + SEED_WORDS])]
        if not starts:
            i += 1
            continue
        lengths = [(_extend(new, old, i, j, taken), j >= after, -j) for j in starts]
        length, _, minus = max(lengths)
        run = Passage(i, i + length, -minus, length - minus)
        taken[run.old : run.old_end] = b"\x01" * length
        runs.append(run)
        i, after = run.new_end, run.old_end
    return runs


def _extend(new: tuple[str, ...], old: tuple[str, ...], i: int, j: int, taken: bytearray) -> int:
    length = SEED_WORDS
    limit = min(len(new) - i, len(old) - j)
    while length < limit and new[i + length] == old[j + length] and not taken[j + length]:
        length += 1
    return length


def _joined(runs: list[Passage]) -> list[Passage]:
    """Runs with small edits between them as one passage each."""
    joined: list[Passage] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and run.new - last.new_end <= EDIT_WORDS and 0 <= run.old - last.old_end <= EDIT_WORDS:
            joined[-1] = Passage(last.new, run.new_end, last.old, run.old_end)
        else:
            joined.append(run)
    return joined
