"""Spans with what they stand for, found by where they lie: a lookup costs what lies near, not what the report holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, NamedTuple, Protocol, TypeVar

__all__ = ["Piece", "SpanIndex"]


class Stretch(Protocol):
    """Anything with offsets: a Span, a quotation, a piece."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Piece(NamedTuple):
    """Offsets without their words."""

    start: int
    end: int


S = TypeVar("S", bound=Stretch)
T = TypeVar("T")
CELL_CHARACTERS = 256


class SpanIndex(Generic[S, T]):
    """Rows of a span and a value, kept in the order given.

    >>> SpanIndex([(Piece(0, 9), "a"), (Piece(3, 7), "b")]).smallest_around(Piece(4, 5))
    'b'
    """

    def __init__(self, rows: Iterable[tuple[S, T]]) -> None:
        self.rows = list(rows)
        self._cells: dict[int, list[int]] = defaultdict(list)
        for number, (span, _) in enumerate(self.rows):
            for cell in range(span.start // CELL_CHARACTERS, (span.end - 1) // CELL_CHARACTERS + 1):
                self._cells[cell].append(number)

    def touching(self, start: int, end: int) -> list[tuple[S, T]]:
        """Return the rows whose spans share a character with the offsets, in the order given."""
        first, last = max(0, start) // CELL_CHARACTERS, max(start, end - 1) // CELL_CHARACTERS
        if first == last:
            numbers: Iterable[int] = self._cells.get(first, ())
        else:
            numbers = sorted({n for cell in range(first, last + 1) for n in self._cells.get(cell, ())})
        rows = (self.rows[n] for n in numbers)
        return [(span, value) for span, value in rows if span.start < end and start < span.end]

    def smallest_around(self, span: Stretch) -> T | None:
        """Return the value of the smallest span that covers another, of equals the last given; None without one."""
        best: tuple[int, T] | None = None
        for around, value in self.touching(span.start, span.end):
            size = around.end - around.start
            if around.start <= span.start and span.end <= around.end and (best is None or size <= best[0]):
                best = size, value
        return best[1] if best else None
