"""Quotations: where a report opens and closes its quotation marks, over paragraphs too.

Only the outermost quotations are returned; marks inside them belong to their words. A paragraph of a speech that opens
with a mark again, the paragraph before it not closed, ``carries_on``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Quotation", "find_quotations", "paragraphs"]

CLOSERS = {"“": "”“", "„": "“”", "«": "»", "‘": "’", '"': '"”', "'": "'", "``": "''"}
BEFORE_OPENING = re.compile(r"[\s(\[—–\-/:…]$")
BLANK_LINE = re.compile(r"\n[ \t\r\xa0]*\n\s*")
LINE = re.compile(r"\n\s*")
LONGEST_SINGLE = 700  # characters: a single mark that closes later is more likely an apostrophe


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, marks included; ``closed`` is False where it runs on into the next paragraph."""

    start: int
    end: int
    closed: bool = True
    carries_on: bool = False

    def holds(self, offset: int) -> bool:
        """Does the quotation hold the character at an offset?"""
        return self.start <= offset < self.end


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs: blocks between blank lines, or lines where a text has hardly any blank line.

    >>> paragraphs("One.\\nTwo.")
    [(0, 4), (5, 9)]
    """
    blocks = list(_split(text, BLANK_LINE))
    if len(blocks) == 1 or (len(blocks) < 4 and text.count("\n") >= 2 * len(blocks)):
        blocks = list(_split(text, LINE))
    return blocks


def _split(text: str, rule: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for found in rule.finditer(text):
        if text[at : found.start()].strip():
            yield at, found.start()
        at = found.end()
    if text[at:].strip():
        yield at, len(text.rstrip())


def find_quotations(text: str) -> list[Quotation]:
    """Return the outermost quotations of a text, in order.

    >>> [text[q.start:q.end] for text in ['He said "no," then “yes”.'] for q in find_quotations(text)]
    ['"no,"', '“yes”']
    """
    found: list[Quotation] = []
    blocks = paragraphs(text)
    running = False
    for number, (start, end) in enumerate(blocks):
        following = text[blocks[number + 1][0]] if number + 1 < len(blocks) else ""
        inside = list(_in_paragraph(text, start, end, following))
        if running and inside and inside[0].start == start:
            first = inside[0]
            inside[0] = Quotation(first.start, first.end, first.closed, carries_on=True)
        running = bool(inside) and not inside[-1].closed
        found.extend(inside)
    return found


def _in_paragraph(text: str, start: int, end: int, following: str) -> Iterator[Quotation]:
    at = start
    while at < end:
        mark = text[at]
        if mark not in CLOSERS or not _opens(text, at, start):
            at += 1
            continue
        close = _closing(text, at, end)
        if close is not None:
            yield Quotation(at, close)
            at = close
        elif mark not in "'‘" and following == mark:
            yield Quotation(at, end, closed=False)
            return
        else:
            at += 1


def _opens(text: str, at: int, start: int) -> bool:
    after = text[at + 1 : at + 2]
    if not after or (after.isspace() and text[at] in "\"'"):
        return False
    if at == start or text[at] in "“„«":
        return True
    before = text[at - 1]
    if text[at] in "'‘" and after.isdigit() and re.match(r"\d\ds\b", text[at + 1 : at + 5]):
        return False  # the '90s
    return bool(BEFORE_OPENING.search(before))


def _closing(text: str, at: int, end: int) -> int | None:
    mark = text[at]
    if mark in "'‘":
        return _closing_single(text, at, min(end, at + LONGEST_SINGLE))
    depth = 1
    for i in range(at + 1, end):
        sign = text[i]
        if mark == "“" and sign == "“":
            depth += 1
        elif sign in CLOSERS[mark]:
            depth -= 1
            if depth <= 0:
                return i + 1
    # a second opening mark that is never closed was meant to close: take the last mark there is
    marks = [i for i in range(at + 1, end) if text[i] in '”"']
    return marks[-1] + 1 if marks else None


def _closing_single(text: str, at: int, end: int) -> int | None:
    """The first mark that can close: no letter after it, and no plural's apostrophe while a later mark can close."""
    closer = CLOSERS[text[at]]
    possessive = None
    for i in range(at + 2, end):
        if text[i] == text[at] and text[at] == "‘":
            break
        if text[i] not in closer or text[i + 1 : i + 2].isalnum() or text[i - 1].isspace():
            continue
        if text[i - 1] in "sz" and re.match(r"\s[a-z]", text[i + 1 : i + 3]):
            possessive = possessive or i + 1
            continue
        return i + 1
    return possessive
