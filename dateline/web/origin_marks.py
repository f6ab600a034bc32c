"""How a chart shows whose word a value is: each origin has a letter, a shape and a tint, so that no colour need be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_uppercase

from dateline.web.cards import TINTS

__all__ = ["SHAPES", "OriginMark", "marks_of"]

# paths around (0, 0), about 9 units to each side; in the order in which origins speak
SHAPES = (
    "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z",  # circle
    "M-8 -8h16v16h-16z",  # square
    "M0 -11L11 0L0 11L-11 0z",  # diamond
    "M-5 -9h10l5 9l-5 9h-10l-5 -9z",  # hexagon
    "M0 -12L11 8H-11z",  # triangle
    "M-11 -8H11L0 12z",  # triangle, downwards
    "M-4 -10h8v6h6v8h-6v6h-8v-6h-6v-8h6z",  # cross
    "M0 -11L10 -3L6 9H-6L-10 -3z",  # pentagon
)


@dataclass(frozen=True, slots=True)
class OriginMark:
    """How one origin is drawn. ``name`` is whose word it is."""

    name: str
    letter: str
    shape: str
    tint: int


def marks_of(origins: Iterable[tuple[str, str]]) -> dict[str, OriginMark]:
    """Return a mark for every origin, by its key, in the order given.

    Args:
        origins: keys and names; a key that comes again has the mark it had.

    >>> [f"{mark.letter} {mark.name}" for mark in marks_of([("a", "Orsk"), ("b", "medics"), ("a", "Orsk")]).values()]
    ['A Orsk', 'B medics']
    """
    marks: dict[str, OriginMark] = {}
    for key, name in origins:
        if key not in marks:
            number = len(marks)
            marks[key] = OriginMark(name, letter_of(number), SHAPES[number % len(SHAPES)], number % TINTS)
    return marks


def letter_of(number: int) -> str:
    """Return A to Z, then numbers.

    >>> letter_of(0), letter_of(25), letter_of(26)
    ('A', 'Z', '27')
    """
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)
