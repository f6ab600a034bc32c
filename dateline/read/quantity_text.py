"""A text as words for the rules of quantities, and the amount that they read from it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.read.lexicon import load_lexicon
from dateline.read.phrases import Grammar, WordedText

__all__ = ["GRAMMAR", "HYPHENS", "WORD_SETS", "Amount", "Numbers"]

WORD_SETS = {row["name"]: frozenset(row["words"].split()) for row in load_lexicon("quantity_words")}
HYPHENS = frozenset("-–—")
GRAMMAR = Grammar({"HYPHEN": sorted(HYPHENS)})
PLURALS = WORD_SETS["plurals"]
NOT_PLURALS = WORD_SETS["not_plurals"]


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval at the words [start, end); None is an open end, which is never inclusive."""

    start: int
    end: int
    low: float | None
    high: float | None
    low_inclusive: bool = True
    high_inclusive: bool = True
    approximate: bool = False
    unit: str = "count"
    vague: bool = False


class Numbers(WordedText):
    """A text as words, and small questions about them."""

    def __init__(self, text: str) -> None:
        super().__init__(text, GRAMMAR)

    def touches(self, index: int) -> bool:
        """Does the word at an index follow the one before it without a space?"""
        return 0 < index < len(self.words) and self.words[index - 1].end == self.words[index].start

    def starts_with(self, index: int, words: list[str]) -> bool:
        """Do these words stand at an index?"""
        return all(self.form(index + n) == word for n, word in enumerate(words))

    def is_plural(self, index: int) -> bool:
        """May this word be a plural noun, so that the number before it counts?"""
        form = self.form(index)
        return form in PLURALS or (form.endswith("s") and form.isalpha() and len(form) > 2 and form not in NOT_PLURALS)

    def plural_near(self, index: int, *, words: int = 3) -> bool:
        """Does a plural noun stand within so many words from here, with nothing but words before it?"""
        for at in range(index, index + words):
            if self.is_plural(at):
                return True
            if not self.form(at).isalpha() or self.form(at) in WORD_SETS["stops"]:
                return False
        return False

    def last_number(self, amount: Amount) -> int:
        """Return the index of the last number word of an amount, or of its last word."""
        known = (n for n in range(amount.end - 1, amount.start - 1, -1) if self.words[n].value is not None)
        return next(known, amount.end - 1)

    def is_linked(self, start: int, end: int) -> bool:
        """Are the words between two places of one sentence?"""
        return not any(self.form(n) in (".", "!", "?", ";") or self.words[n].kind == "break" for n in range(start, end))
