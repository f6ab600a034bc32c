"""What stands in a cell, and what led to it: the rule, the claims behind it, their words; or why the cell is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from dateline.reconcile.base import Told

__all__ = ["Assembled", "Value", "empty", "found", "most_told"]

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Value:
    """A cell's value. ``claims`` are ids; ``why`` says why there is no value, and is None where there is one."""

    value: str | int | float | None
    rule: str
    claims: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    why: str | None = None


def found(value: str | int | float, rule: str, tolds: Iterable[Told], words: Iterable[str] = ()) -> Value:
    """Return a value with the claims behind it."""
    ids = tuple(dict.fromkeys(told.claim.id for told in tolds))
    return Value(value, rule, ids, tuple(dict.fromkeys(" ".join(word.split()) for word in words)))


def empty(why: str, rule: str) -> Value:
    """Return an empty cell with the reason."""
    return Value(None, rule, why=why)


def most_told(pairs: Iterable[tuple[K, Told]], origin: Callable[[Told], str]) -> dict[K, list[Told]]:
    """Return the claims that tell each value, the value of most origins first.

    Ties go to more claims, then to what was told first, so that the same claims give the same order.
    """
    groups: dict[K, list[Told]] = {}
    for value, told in pairs:
        groups.setdefault(value, []).append(told)

    def rank(value: K) -> tuple[int, int, str, str]:
        group = groups[value]
        published, claim = min((t.published or "9999", t.claim.id) for t in group)
        return -len({origin(t) for t in group}), -len(group), published, claim

    return {value: groups[value] for value in sorted(groups, key=rank)}


@dataclass(frozen=True, slots=True)
class Assembled:
    """An incident as the judgements assemble it: its id and its event claims, in the order of publishing.

    ``denials`` are statements that deny one in which such an event is told.
    """

    id: str
    tolds: tuple[Told, ...]
    denials: tuple[Told, ...] = ()
