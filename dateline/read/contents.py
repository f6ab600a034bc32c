"""Contents: the words that a cue attributes, as character ranges, whole quotations kept whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from dateline.read.quotes import Quotation

__all__ = ["Quotes", "clean", "tidy"]

LEADING = " \t\n\r,;:–—-\xa0."
TRAILING = " \t\n\r,;:–—-\xa0."
FINAL = ".,;:"


class Quotes:
    """The quotations of a report, and which of them a token stands in."""

    def __init__(self, doc: Doc, found: Sequence[Quotation]) -> None:
        self.doc = doc
        self.all = list(found)

    def around(self, offset: int) -> Quotation | None:
        """Return the quotation that holds a character, or None."""
        return next((q for q in self.all if q.holds(offset)), None)

    def snap(self, pieces: Iterable[tuple[int, int]], *, cue: int) -> list[tuple[int, int]]:
        """Widen pieces to the whole of the quotations that they begin or end in, unless the cue stands there too."""
        out = []
        for start, end in pieces:
            for quote in self.all:
                if quote.holds(cue):
                    start, end = max(start, quote.start), min(end, quote.end)
                elif quote.start < end and start < quote.end:
                    start = min(start, quote.start) if quote.holds(start) else start
                    end = max(end, quote.end) if quote.holds(end - 1) or quote.end - end in (0, 1) else end
            if start < end:
                out.append((start, end))
        return out


def clean(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Drop punctuation and white space at the edges of a range; None if no word is left.

    >>> clean(', he left. ', 0, 11)
    (2, 9)
    """
    while start < end and text[start] in LEADING:
        start += 1
    while start < end and text[end - 1] in TRAILING:
        if text[end - 1] == "." and _abbreviates(text, start, end):
            break
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Does the full stop belong to initials (U.S.) or an ellipsis rather than to the sentence?"""
    word = text[start:end].rsplit(None, 1)[-1]
    return word.count(".") > 1


def tidy(doc: Doc, start: int, end: int, *, drop: Iterable[str] = ()) -> tuple[int, int]:
    """Drop leading words and unmatched closing quotation marks of a token range."""
    skip = set(drop)
    while start < end and (
        doc[start].is_space or doc[start].lower_ in skip or doc[start].text in (",", ":", ";", "-", "–", "—")
    ):
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return start, end


def characters(doc: Doc, tokens: tuple[int, int]) -> tuple[int, int]:
    """Return the character range of a token range."""
    first: Token = doc[tokens[0]]
    last: Token = doc[tokens[1] - 1]
    return first.idx, last.idx + len(last)
