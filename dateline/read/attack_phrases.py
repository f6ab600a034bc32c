"""The phrases of a report that may fill a role in an attack: runs of nouns with what stands before them, by their tags.

Parts of a run are phrases too, for a role may be filled by less than the whole noun phrase ("bomb" in "a bomb attack",
a name behind its title). Which of them fill a role is the model's to say (``dateline.read.attack_roles``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token

from dateline.read.aliases import comparable

__all__ = ["LENGTHS", "OCCURRENCES", "PLACES", "AttackPhrases", "find_attack_phrases"]

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS", "FW"))
LAST = NOUNS | {
    "JJ",
    "CD",
    "ADD",
}  # a parser without capitals takes the last part of a name for an adjective now and then
INSIDE = LAST | {"JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "``", "''", "NFP", "AFX"}
NEVER_FIRST = frozenset(("HYPH", "POS", "''"))
DETERMINERS = frozenset(("DT", "PRP$"))
MOST_WORDS, MOST_WORDS_WITH_OF = 8, 12
# how many values the features of a phrase have, the last of them "or more"
LENGTHS, PLACES, OCCURRENCES = 8, 12, 6
WORDS_OF_A_PLACE = 40

Phrase = tuple[int, int, int]  # first word, last word, and the head's


@dataclass(frozen=True)
class AttackPhrases:
    """Phrases [M] and the words they are written with [S]; words are numbered as the model counts them.

    ``texts`` [S] are spellings made comparable, ``owners`` [M] the spelling of each phrase; ``places`` [M, 5] the words at its
    head, start and end, before and after it; ``features`` [M, 3] its length, how far into the report it stands, and how
    often its spelling occurs. ``bracketed`` pairs the spellings of which one follows the other in brackets: a name, its acronym.
    """

    texts: list[str]
    owners: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    features: npt.NDArray[np.int64]
    bracketed: frozenset[tuple[int, int]]


def find_attack_phrases(doc: Doc, words: Sequence[int]) -> AttackPhrases:
    """Return the phrases of a Doc; ``words`` are the tokens that the model read, in order."""
    tokens = [doc[place] for place in words]
    texts: dict[str, int] = {}
    owners, places = [], []
    for first, last, head in sorted(set(_phrases(tokens))):
        text = comparable(doc.text[tokens[first].idx : tokens[last].idx + len(tokens[last])])
        if any(letter.isalpha() for letter in text) and len(text) > 1:
            owners.append(texts.setdefault(text, len(texts)))
            places.append((head, first, last, max(first - 1, 0), min(last + 1, len(tokens) - 1)))
    counts = Counter(owners)
    features = [
        (
            min(last - first, LENGTHS - 1),
            min(head // WORDS_OF_A_PLACE, PLACES - 1),
            min(counts[owner], OCCURRENCES - 1),
        )
        for owner, (head, first, last, _, _) in zip(owners, places, strict=True)
    ]
    return AttackPhrases(
        list(texts),
        np.array(owners, dtype=np.int64),
        np.array(places, dtype=np.int64).reshape(-1, 5),
        np.array(features, dtype=np.int64).reshape(-1, 3),
        frozenset(_bracketed(tokens, owners, places)),
    )


def _bracketed(
    tokens: Sequence[Token], owners: Sequence[int], places: Sequence[tuple[int, ...]]
) -> Iterator[tuple[int, int]]:
    ending = defaultdict(list)
    for owner, (_, _, last, _, _) in zip(owners, places, strict=True):
        ending[last].append(owner)
    for owner, (_, first, last, before, after) in zip(owners, places, strict=True):
        if before < first and last < after and (tokens[before].lower_, tokens[after].lower_) == ("(", ")"):
            yield from ((named, owner) for named in ending[before - 1])


def _phrases(tokens: Sequence[Token]) -> Iterator[Phrase]:
    """Yield what begins or ends with a run, its single nouns, and "members of the council"."""
    tags = [token.tag_ for token in tokens]
    runs = {first: last for first, last in _runs(tokens) if last >= first}
    for first, last in runs.items():
        for place in range(first, last + 1):
            if _fits(tags, place, last):
                yield place, last, last
            if _fits(tags, first, place):
                yield first, place, place
            if tags[place] in NOUNS:
                yield place, place, place
        end = _end_behind_of(tokens, runs, last)
        for place in range(first, last + 1 if end else first):
            if tags[place] not in NEVER_FIRST and end - place < MOST_WORDS_WITH_OF:
                yield place, end, last


def _fits(tags: Sequence[str], first: int, last: int) -> bool:
    return tags[first] not in NEVER_FIRST and tags[last] in LAST and last - first < MOST_WORDS


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last word of every run; it ends with a word that may end a phrase, or not at all."""
    first = 0
    for place in range(len(tokens) + 1):
        inside = place < len(tokens) and tokens[place].tag_ in INSIDE
        if inside and place > first and not tokens[place].is_sent_start:
            continue
        last = place - 1
        while last >= first and tokens[last].tag_ not in LAST:
            last -= 1
        yield first, last
        first = place if inside else place + 1


def _end_behind_of(tokens: Sequence[Token], runs: dict[int, int], last: int) -> int:
    """Return the last word of the run that "of" joins to the run with this last word; 0 where none does."""
    start = last + 2
    if start >= len(tokens) or tokens[last + 1].lower_ != "of":
        return 0
    if tokens[start].tag_ in DETERMINERS:
        start += 1
    return runs.get(start, 0)
