"""Names in a comparable form: what decides whether two spellings are one name in the archive."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["ARTICLES", "name_key", "name_words"]

ARTICLES = frozenset({"the", "a", "an"})

_ASCII_WORD = re.compile(r"[a-z0-9]+")
# Letters that carry their stroke or ligature inside: Unicode gives them no decomposition.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
# Combining classes of marks that are left off: Hebrew and Arabic points, and marks above, below and across a letter.
# The vowel signs of Indic scripts and of Thai have other classes: they are letters in all but name.
_MARK_CLASSES = frozenset((*range(10, 36), *range(200, 241)))


# An archive writes the same few thousand names over and over.
_KEPT_KEYS = 1 << 16


@lru_cache(maxsize=_KEPT_KEYS)
def name_key(name: str) -> str:
    """Return a name without case, diacritics, punctuation and leading article, its words one space apart.

    A name without a letter or digit is its own key.

    >>> name_key("The Café-Owners’ Union")
    'cafe owners union'
    >>> name_key("the")
    'the'
    """
    words = name_words(name)
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words) or name.strip()


def name_words(name: str) -> list[str]:
    """Return the words of a name in comparable form, the article included."""
    if name.isascii():  # most names: nothing to fold but case
        return _ASCII_WORD.findall(name.casefold())
    folded = unicodedata.normalize("NFKD", name.casefold()).casefold().translate(_PLAIN_LETTERS)
    kept = (ch for ch in folded if unicodedata.combining(ch) not in _MARK_CLASSES)
    return "".join(ch if _is_word_character(ch) else " " for ch in kept).split()


def _is_word_character(ch: str) -> bool:
    return ch.isalnum() or unicodedata.category(ch).startswith("M")
