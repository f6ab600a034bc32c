"""Two texts -> what changed between them, paragraph by paragraph and word by word, however long or hostile they are.

What is compared is bounded: texts of more paragraphs than MOST_PARAGRAPHS are not compared, and a stretch of more words than
MOST_WORDS is shown as taken out and put in whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["MOST_PARAGRAPHS", "MOST_WORDS", "Passage", "Piece", "compare_texts"]

# Each is the side of a square that the matcher may have to fill; measured 2026-11-23 on words made to be the slowest: 0.2 s.
MOST_PARAGRAPHS = 2_000
MOST_WORDS = 2_000
WORD = re.compile(r"\s+|\w+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a passage: ``kind`` is same, added or dropped."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that changed, as pieces; or ``unchanged`` paragraphs that are left out, of which there are no pieces."""

    pieces: tuple[Piece, ...]
    unchanged: int = 0


def compare_texts(old: str, new: str) -> tuple[Passage, ...] | None:
    """Return what a text says otherwise than the one before, in its order; None where they are too long to compare.

    Nothing where the two are the same but for white space at the ends of paragraphs.

    >>> [[(p.kind, p.words) for p in found.pieces] for found in compare_texts("Two men died.", "Three men died.") or ()]
    [[('dropped', 'Two'), ('added', 'Three'), ('same', ' men died.')]]
    """
    before, after = paragraphs_of(old), paragraphs_of(new)
    if before == after:
        return ()
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        return None
    return tuple(passages_of(before, after))


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a text that have words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def passages_of(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    """Yield changed stretches and, between them, how much is unchanged."""
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield Passage((), i_end - i)
        else:
            yield Passage(tuple(pieces_of("\n".join(before[i:i_end]), "\n".join(after[j:j_end]))))


def pieces_of(before: str, after: str) -> Iterator[Piece]:
    """Yield a stretch's words, those dropped before those added in their place."""
    one, other = WORD.findall(before), WORD.findall(after)
    if max(len(one), len(other)) > MOST_WORDS:
        codes = [("replace", 0, len(one), 0, len(other))]
    else:
        codes = joined(SequenceMatcher(None, one, other).get_opcodes(), one)
    for tag, i, i_end, j, j_end in codes:
        if tag == "equal":
            yield Piece("same", "".join(one[i:i_end]))
            continue
        if i < i_end:
            yield Piece("dropped", "".join(one[i:i_end]))
        if j < j_end:
            yield Piece("added", "".join(other[j:j_end]))


Code = tuple[str, int, int, int, int]


def joined(codes: Sequence[Code], words: Sequence[str]) -> list[Code]:
    """Return a matcher's codes, changes that only white space parts made one: "two men" reads better than two words."""
    found: list[Code] = []
    for code in codes:
        tag, i, i_end, _, j_end = code
        is_gap = tag == "equal" and not "".join(words[i:i_end]).strip() and found and found[-1][0] != "equal"
        if found and (is_gap or (tag != "equal" and found[-1][0] != "equal")):
            _, first, _, second, _ = found[-1]
            found[-1] = ("replace", first, i_end, second, j_end)
        else:
            found.append((str(tag), i, i_end, code[3], j_end))
    return found
