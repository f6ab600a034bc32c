"""What is asked of an archive's places: which ones are told of, and of which it is told who holds them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.store.base import Page

__all__ = ["MOST_COUNTED", "PlaceAsking", "PlaceRow"]

MOST_COUNTED = 5_000  # claims of a place are counted so far and no further


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place that claims name. ``key`` is its gazetteer id, or its name in comparable form where it has no point.

    ``name`` is the commonest of ``names``; the point is that of the newest claim. ``claims`` counts claims in reports that
    stand; of one place by itself no more than MOST_COUNTED.
    """

    key: str
    name: str
    names: tuple[str, ...]
    place_id: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    country: str | None
    claims: int


class PlaceAsking(ABC):
    """The part of a view that answers of places."""

    @abstractmethod
    def find_places(
        self, *, name: str | None = None, located: bool | None = None, offset: int = 0, limit: int = 50
    ) -> Page[PlaceRow]:
        """Return places that claims name, the busiest first, of the thousand names that most claims use.

        ``name`` filters by words of any name, ``located`` by whether there is a point. Raises: InvalidQuery.
        """

    @abstractmethod
    def get_place(self, key: str) -> PlaceRow:
        """Return the place of a gazetteer id or a name. Raises: NotFound."""

    @abstractmethod
    def find_held_places(self, *, as_of: str | None = None, offset: int = 0, limit: int = 50) -> Page[PlaceRow]:
        """Return the places with most claims of who holds them, among the newest 6,000 of those; ``claims`` counts these.

        Raises:
            InvalidQuery: ``as_of`` is no day.
        """

    @abstractmethod
    def last_published(self) -> str | None:
        """Return when the newest report was published, None where no report has a day."""
