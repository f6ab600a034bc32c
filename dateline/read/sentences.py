"""Sentences: where they begin, and the pipeline component that marks it before the parse.

Boundaries are BlingFire's, line by line, mended where its rules differ from the usual reading of news: a closing mark
stays with the sentence it closes, and a question in quotation marks goes on in small letters (``"Why?" he asked``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import blingfire
import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

__all__ = ["BREAKS", "SENTENCES", "SentenceIndex", "find_sentence_starts", "set_sentences"]

SENTENCES = "dateline_sentences"
BREAKS = "dateline_breaks"

# spaCy's values of SENT_START; it packs -1 into an unsigned integer.
_BEGINS, _GOES_ON = 1, 2**64 - 1

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"\S")
# Marks that cannot open a sentence: they close the one before.
_CLOSING = re.compile(r"[\s\u201d\u2019)\]}\u00bb.,;:!?\u2026]*[\u201d\u2019)\]}\u00bb.,;:!?\u2026](?=\s|$)")
_STRAIGHT = re.compile(r"[\"'](?=\s|$)")
# The end of a quotation, after which a small letter carries the sentence on.
_QUOTE_END = re.compile(r"[.!?\u2026,][\"'\u201d\u2019\u00bb]+\s*$")
# Titles, which a name follows.
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Brig|Sen|Rep|Gov|St)\.\s*$")
# After a question in quotation marks, these carry the sentence on too: a name and a verb of asking.
_ASKED_END = re.compile(r"[!?][\"'\u201d\u2019\u00bb]+\s*$")
_ASKED = re.compile(
    r"(?:[^\W\d_][\w.'\u2019-]*\s+){1,4}"
    r"(?:said|says|asks?|asked|adds|added|told|wrote|writes|wondered|replied|shouted|demanded|cried|yelled|tweeted)\b"
)
# Full stops that BlingFire takes for an abbreviation's (before a number, "al-", or a capital outside ASCII).
_STOP = re.compile(
    r"\b([a-z]{3,}|\d{4})(?:\.[\"'\u201d\u2019)]{0,2}|[!?])\s+(?=[\"'\u201c\u2018]{0,2}(?:[$\u20ac\u00a3]?\d|[^\W\d_]))"
)
_OPENING = "\"'\u201c\u2018$\u20ac\u00a3"
_ABBREVIATED = re.compile(
    r"approx|art|cap|chap|col|dept|ed|est|etc|ext|figs?|gen|gov|incl|lib|max|min|nos|para|pop|prof|sect?|tel|univ|vols?"
)


def find_sentence_starts(text: str) -> Iterator[int]:
    """Yield the offset of the first character of every sentence, in text order; a new line always begins one.

    >>> list(find_sentence_starts("We won. They lost.\\nIt rained."))
    [0, 8, 19]
    """
    for line in _LINE.finditer(text):
        if _WORD.search(line[0]):
            yield from (line.start() + start for start in _starts_in_line(line[0]))


@Language.component(SENTENCES, assigns=["token.is_sent_start"])
def set_sentences(doc: Doc) -> Doc:
    """Mark the sentence starts of a Doc; white space belongs to the sentence before it.

    Offsets in ``doc.user_data[BREAKS]`` begin a sentence as well, as the words behind a dateline do.
    """
    starts = iter(sorted({*find_sentence_starts(doc.text), *doc.user_data.get(BREAKS, ())}))
    following = next(starts, None)
    marks: Any = np.full((len(doc), 1), _GOES_ON, dtype="uint64")
    for token in doc:
        if following is not None and following < token.idx + len(token) and not token.is_space:
            marks[token.i] = _BEGINS
            while following is not None and following < token.idx + len(token):
                following = next(starts, None)
    # Token by token, spaCy would look through the whole Doc each time.
    return doc.from_array([SENT_START], marks)


class SentenceIndex:
    """Finds the sentence of a token. As a Doc's hook it answers ``token.sent``, for which spaCy goes through the Doc thrice.

    It holds offsets only: sentences kept would hold the Doc that holds them.
    """

    def __init__(self) -> None:
        self._bounds: list[tuple[int, int]] = []

    def __call__(self, token: Token) -> Span:
        if not self._bounds:
            self._bounds = [(sent.start, sent.end) for sent in token.doc.sents for _ in range(len(sent))]
        return Span(token.doc, *self._bounds[token.i])


def _starts_in_line(line: str) -> list[int]:
    _, offsets = blingfire.text_to_sentences_and_offsets(line)
    starts = {len(line) - len(line.lstrip())}
    for offset, _ in offsets[1:]:
        start = _after_closing(line, offset)
        if start < len(line) and not _goes_on(line, start):
            starts.add(start)
    starts.update(found.end() for found in _STOP.finditer(line) if _is_stop(line, found))
    return sorted(starts)


def _is_stop(line: str, found: re.Match[str]) -> bool:
    following = line[found.end() : found.end() + 8].lstrip(_OPENING)
    opens = not following[:1].islower() or following.startswith(("al-", "el-"))
    return opens and not _ABBREVIATED.fullmatch(found[1])


def _after_closing(line: str, start: int) -> int:
    """Return where the sentence begins that BlingFire let begin with closing marks."""
    for marks in (_STRAIGHT, _CLOSING):
        if found := marks.match(line, start):
            start = found.end()
    found = _WORD.search(line, start)
    return found.start() if found else len(line)


def _goes_on(line: str, start: int) -> bool:
    before = line[max(0, start - 12) : start]
    if _TITLE.search(before) or (line[start].islower() and _QUOTE_END.search(before)):
        return True
    return bool(_ASKED_END.search(before) and _ASKED.match(line, start))
