"""Words as the encoder takes them: word pieces of a vocabulary without case, and beside each piece its form.

The *form* keeps what the vocabulary drops: the capitals of the word, the gap before it, and whether a quotation is open.
Training and reading use the same functions, so a word has the same numbers in both.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

__all__ = ["CASES", "GAPS", "LONGEST_WORD", "EncodedWords", "WordPieces", "case_of", "gaps_of", "inside_quotes"]

CASES = ("none", "lower", "title", "upper", "mixed", "number", "mark")
GAPS = ("piece", "joined", "space", "line")

LONGEST_WORD = 6  # pieces kept of one word
_CACHE_WORDS = 200_000
_CACHE_CHARACTERS = 60  # of a word that is remembered: longer ones seldom come again
_MARKS = ("[UNK]", "[CLS]", "[SEP]")

# One form for each mark, as pre-training saw them most.
_PLAIN = str.maketrans(
    {**dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'), **dict.fromkeys("\u2018\u2019\u201a", "'")}
)
_OPENING, _CLOSING = frozenset(("\u201c", "\u201e", "\u00ab", "``")), frozenset(("\u201d", "\u00bb", "''"))
# What begins a line, as in dateline.read.sentences.
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")

Ints = npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True)
class EncodedWords:
    """A window of words for the encoder: ``pieces`` [N], their ``forms`` [N, 3], the words' ``firsts`` [W]."""

    pieces: Ints
    forms: Ints
    firsts: Ints


class WordPieces:
    """The vocabulary of word pieces, with a memory for words already cut.

    Args:
        vocabulary: file with one piece a line, BERT's ``vocab.txt``.
    Raises:
        OSError: the file cannot be read.
        ValueError: it is no vocabulary of word pieces.
    """

    def __init__(self, vocabulary: Path) -> None:
        pieces = vocabulary.read_text(encoding="utf-8").splitlines()
        table = {piece: number for number, piece in enumerate(pieces)}
        if missing := [mark for mark in _MARKS if mark not in table]:
            raise ValueError(f"the vocabulary {vocabulary} lacks {' '.join(missing)}")
        self._tokenizer = Tokenizer(WordPiece(table, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._unknown = (table["[UNK]"],)
        self._opening, self._closing = table["[CLS]"], table["[SEP]"]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Return the piece numbers of a word, one to ``LONGEST_WORD`` of them."""
        pieces = self._known.get(word)
        if pieces is None:
            numbers = self._tokenizer.encode(word.translate(_PLAIN), add_special_tokens=False).ids
            pieces = tuple(numbers[:LONGEST_WORD]) or self._unknown
            if len(word) <= _CACHE_CHARACTERS and len(self._known) < _CACHE_WORDS:
                self._known[word] = pieces
        return pieces

    def encode(
        self, words: Sequence[str], cases: Iterable[int], gaps: Iterable[int], quoted: Iterable[int]
    ) -> EncodedWords:
        """Encode a window of words between the opening and the closing piece."""
        pieces, forms, firsts = [self._opening], [(0, 0, 0)], []
        for word, case, gap, quote in zip(words, cases, gaps, quoted, strict=True):
            numbers = self.of(word)
            firsts.append(len(pieces))
            pieces.extend(numbers)
            forms.append((case, gap, quote))
            forms.extend([(case, 0, quote)] * (len(numbers) - 1))
        pieces.append(self._closing)
        forms.append((0, 0, 0))
        return EncodedWords(
            np.array(pieces, dtype=np.int64), np.array(forms, dtype=np.int64), np.array(firsts, dtype=np.int64)
        )


def case_of(word: str) -> int:
    """Return the number in ``CASES`` of a word's capitals.

    >>> [CASES[case_of(word)] for word in ("said", "Ahmed", "UN", "McBride", "2,500", "--")]
    ['lower', 'title', 'upper', 'mixed', 'number', 'mark']
    """
    if word.islower():
        return 1
    if word.istitle():
        return 2
    if word.isupper():
        return 3
    if any(letter.isalpha() for letter in word):
        return 4
    return 5 if any(letter.isdigit() for letter in word) else 6


def gaps_of(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Return the number in ``GAPS`` of what stands before each word: nothing, a space, or the start of a line."""
    gaps: list[int] = []
    before = 0
    for start, end in zip(starts, ends, strict=True):
        gap = text[before:start]
        gaps.append(3 if not gaps or not _BREAKS.isdisjoint(gap) else 2 if gap else 1)
        before = end
    return gaps


def inside_quotes(words: Sequence[str], gaps: Sequence[int]) -> list[int]:
    """Return for each word whether a double quotation mark is open before it; a new line closes it.

    >>> inside_quotes(['"', "Go", '"', "he", "said"], [3, 1, 1, 2, 2])
    [0, 1, 1, 0, 0]
    """
    inside = []
    is_open = False
    for word, gap in zip(words, gaps, strict=True):
        if gap == 3:
            is_open = False
        inside.append(int(is_open))
        if word in _OPENING:
            is_open = True
        elif word in _CLOSING:
            is_open = False
        elif word == '"':
            is_open = not is_open
    return inside
