"""Forces that enter or leave a place: who has it then, where the rest of the report bears that out.

Who "entered" a town may be driven out of it the same day, and a unit that "left" it may not have been all of them. A careful
coder gives the town to those who entered only if the report says that the others went, or that the town is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.read.holding_told import Told

__all__ = ["confirmed_moves"]


def confirmed_moves(moves: Sequence[Told], told: Sequence[Told]) -> Iterator[Told]:
    """Yield the takings by entering and the losses by leaving that the report bears out.

    Args:
        moves: who entered (``taken``) or left (``lost``) which place.
        told: what the report says otherwise of who has places.
    """
    for move in moves:
        others = [t for t in (*told, *moves) if t is not move and t.place.id == move.place.id]
        if move.holder is None or any(t.state == "contested" for t in others):
            continue
        if move.state == "lost" and any(is_taking(t, move) for t in others):
            yield move
        elif move.state == "taken" and any(is_going(t, move) or (is_having(t, move) and t in told) for t in others):
            gone = {t.holder.id: t.holder for t in others if is_going(t, move) and t.holder is not None}
            yield replace(move, opponent=next(iter(gone.values())) if len(gone) == 1 else None)


def is_taking(other: Told, lost: Told) -> bool:
    """Does another side have the place that some left?"""
    return other.state in ("taken", "holds") and other.holder not in (None, lost.holder)


def is_going(other: Told, taken: Told) -> bool:
    """Did others lose the place that some entered?"""
    return other.state == "lost" and other.holder is not taken.holder


def is_having(other: Told, taken: Told) -> bool:
    """Is the place said to be theirs who entered it?"""
    return other.state in ("holds", "taken") and other.holder is taken.holder
