"""Every number that was told of an incident, side by side: what of whom, on whose word, since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.reconcile.base import Told
from dateline.reconcile.numbers import Number, numbers_of
from dateline.reconcile.origins import Origin
from dateline.reconcile.whose import whose_word
from dateline.vocabulary import COUNT_ROLES

__all__ = ["Toll", "tolls_of"]


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of one role as several told it. ``low`` and ``high`` may be infinite; ``text`` are its words when first told.

    ``origins`` are the names of the independent origins, ``days`` the first and the last on which it was told.
    """

    what: str
    of: str
    low: float
    high: float
    text: str
    origins: tuple[str, ...]
    days: tuple[str, str] | None
    tolds: tuple[Told, ...]


def tolls_of(tolds: Sequence[Told], *, origins: Mapping[str, Origin] | None = None) -> list[Toll]:
    """Return the numbers of an incident's claims: by role, then the higher ones first; equal intervals are one row.

    ``origins`` are on whose word each claim stands, by its id, where that is known already.
    """
    groups: dict[tuple[str, str, float, float], list[Number]] = defaultdict(list)
    for number in numbers_of(tolds, whose_word(tolds) if origins is None else origins):
        groups[number.what, number.of, number.low, number.high].append(number)
    found = [_toll(key, sorted(numbers, key=_when)) for key, numbers in groups.items()]
    return sorted(found, key=lambda t: (COUNT_ROLES.index(t.what), t.of, -t.low, -t.high))


def _toll(key: tuple[str, str, float, float], numbers: list[Number]) -> Toll:
    what, of, low, high = key
    days = sorted(number.published[:10] for number in numbers if number.published)
    origins = dict.fromkeys(number.origin.name for number in numbers)
    between = (days[0], days[-1]) if days else None
    return Toll(what, of, low, high, numbers[0].text, tuple(origins), between, tuple(n.told for n in numbers))


def _when(number: Number) -> tuple[str, str, int]:
    return number.published or "9999", number.told.claim.report_id, number.told.claim.start
