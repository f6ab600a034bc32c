"""What a timeline asks of an archive: how many incidents there are in each stretch of time, and who is named in them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from dateline.store.base_rows import IncidentFilter

__all__ = ["COUNT_LANES", "COUNT_UNITS", "CountLane", "CountUnit", "IncidentCount", "NamedIn", "TimelineAsking"]

CountUnit = Literal["year", "month", "day"]
CountLane = Literal["place", "type"]
COUNT_UNITS: tuple[CountUnit, ...] = ("year", "month", "day")
COUNT_LANES: tuple[CountLane, ...] = ("place", "type")


@dataclass(frozen=True, slots=True)
class IncidentCount:
    """How many incidents begin in one stretch of time and end in another: the same one where they surely lie in it.

    ``first`` and ``last`` are a year, a month or a day, as ``by`` asked, None for incidents whose day nobody tells.
    ``lane`` is a place's gazetteer id or the key of its name, or a type; None for all that is in no lane.
    """

    lane: str | None
    name: str | None
    first: str | None
    last: str | None
    incidents: int


@dataclass(frozen=True, slots=True)
class NamedIn:
    """An actor that claims of an incident name: its key, its name, and in how many of the claims."""

    key: str
    name: str
    claims: int


class TimelineAsking(ABC):
    """The part of a view that timelines use."""

    @abstractmethod
    def count_incidents(
        self, where: IncidentFilter, *, by: CountUnit, lanes: CountLane | None = None, most: int = 8
    ) -> tuple[IncidentCount, ...]:
        """Return how many incidents that fit lie where in time; those without a day only where no day is asked for.

        Args:
            where: which incidents.
            by: the unit of the stretches.
            lanes: counted by the ``most`` commonest places or types each, the rest together; all together without it.
            most: how many lanes, the commonest first; the rest comes last.

        Raises:
            InvalidQuery: the filter, the unit or the lanes cannot be understood.
        """

    @abstractmethod
    def names_in_incidents(
        self, ids: Collection[str], *, role: Literal["source", "actor"], as_of: str | None = None
    ) -> dict[str, tuple[NamedIn, ...]]:
        """Return on whose word the claims of incidents are (``source``), or who acts or is acted on (``actor``).

        The commonest come first; claims count that stand, as of a day if one is given, and that no person rejected.

        Raises:
            InvalidQuery: ``as_of`` is no day.
        """
