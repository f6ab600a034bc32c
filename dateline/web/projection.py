"""From degrees to a drawing: which part of the world a map shows, and where on the paper a point of it lies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Extent", "Points", "Projection", "Window", "fit_window"]

Points = NDArray[Any]  # (n, 2) float: longitude and latitude in degrees, or x and y on the paper

WIDTH = 960
ASPECTS = (1.45, 2.05)  # least and most width to height
MARGIN = 0.14  # of the extent, on every side
LEAST_WIDTH_KM = 480.0
KM_A_DEGREE = 111.195
# beyond these a Mercator map is more stretch than map
MERCATOR_LATITUDE, MERCATOR_SPAN = 72.0, 55.0
LAST_LATITUDE = 90.0


@dataclass(frozen=True, slots=True)
class Extent:
    """A point, and how far around it is to be seen."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world in degrees; ``east`` runs past 180 where it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    @property
    def lon_span(self) -> float:
        """Its width in degrees."""
        return self.east - self.west

    @property
    def mid_lat(self) -> float:
        """The latitude of its middle."""
        return (self.south + self.north) / 2

    @property
    def width_km(self) -> float:
        """Its width along its middle."""
        return self.lon_span * KM_A_DEGREE * math.cos(math.radians(self.mid_lat))


@dataclass(frozen=True, slots=True)
class Projection:
    """A map of a window: Mercator, which keeps circles round, or plain degrees where it would stretch too far.

    Attributes:
        window: what is shown; ``width`` and ``height`` are its size on the paper.
    """

    window: Window
    is_mercator: bool
    width: int
    height: int

    @classmethod
    def of(cls, window: Window) -> Projection:
        """Return the map of a window, which is widened until it has the shape of a page."""
        mercator = needs_no_degrees(window)
        west, east = window.west, window.east
        squeeze = 1.0 if mercator else math.cos(math.radians(window.mid_lat))
        low, high = (northing(lat, mercator) for lat in (window.south, window.north))
        across, up = (east - west) * squeeze, high - low
        aspect = min(max(across / up, ASPECTS[0]), ASPECTS[1])
        if across / up < aspect:
            wider = min(up * aspect / squeeze, 360.0)
            west, east = (west + east - wider) / 2, (west + east + wider) / 2
        else:
            taller = across / aspect
            low, high = (low + high - taller) / 2, (low + high + taller) / 2
            low, high = max(low, northing(-LAST_LATITUDE, mercator)), min(high, northing(LAST_LATITUDE, mercator))
        shown = Window(west, latitude(low, mercator), east, latitude(high, mercator))
        height = round(WIDTH * (high - low) / ((east - west) * squeeze))
        return cls(shown, mercator, WIDTH, height)

    def place(self, degrees: Points) -> Points:
        """Return where points lie on the paper: (n, 2), x to the right, y downwards."""
        top, bottom = (northing(lat, self.is_mercator) for lat in (self.window.north, self.window.south))
        north = northings(degrees[:, 1], self.is_mercator)
        placed: Points = np.empty((len(degrees), 2))
        placed[:, 0] = (degrees[:, 0] - self.window.west) / self.window.lon_span * self.width
        placed[:, 1] = (top - north) / (top - bottom) * self.height
        return placed

    def place_lines(self, lines: Iterable[Points]) -> list[Points]:
        """Return where lines lie on the paper."""
        given = list(lines)
        placed = self.place(np.concatenate(given)) if given else np.empty((0, 2))
        ends = np.cumsum([len(line) for line in given]).tolist()
        return [placed[end - len(line) : end] for line, end in zip(given, ends, strict=True)]

    def place_one(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where one point lies, seen from the window's own side of the antimeridian."""
        seen = self.window.west + (lon - self.window.west) % 360
        x, y = self.place(np.array([[seen, lat]]))[0]
        return float(x), float(y)

    def has(self, lat: float, lon: float) -> bool:
        """Does a point lie on the map?"""
        x, y = self.place_one(lat, lon)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def radii(self, lat: float, km: float) -> tuple[float, float]:
        """Return the half axes on the paper of a circle of some km around a point of a latitude."""
        safe = min(abs(lat), 89.0)
        across = km / (KM_A_DEGREE * math.cos(math.radians(safe))) / self.window.lon_span * self.width
        if self.is_mercator:
            return across, across
        return across, km / KM_A_DEGREE / (self.window.north - self.window.south) * self.height


def needs_no_degrees(window: Window) -> bool:
    """Is the window small enough, and far enough from the poles, for Mercator?"""
    return (
        window.north - window.south <= MERCATOR_SPAN
        and max(abs(window.north), abs(window.south)) <= MERCATOR_LATITUDE
        and window.lon_span <= 2 * MERCATOR_SPAN
    )


def northing(lat: float, mercator: bool) -> float:
    """Return how far north of the equator a latitude is drawn, in degrees of longitude."""
    return math.degrees(math.asinh(math.tan(math.radians(lat)))) if mercator else lat


def northings(lat: NDArray[Any], mercator: bool) -> NDArray[Any]:
    """Return :func:`northing` of many latitudes."""
    inside = np.clip(lat, -89.0, 89.0)
    return np.degrees(np.arcsinh(np.tan(np.radians(inside)))) if mercator else lat


def latitude(north: float, mercator: bool) -> float:
    """Return the latitude that is drawn so far north."""
    return math.degrees(math.atan(math.sinh(math.radians(north)))) if mercator else north


def fit_window(extents: Sequence[Extent]) -> Window:
    """Return the smallest window that shows some extents with a margin, across the antimeridian if that is nearer."""
    west = start_of(extent.lon for extent in extents)
    sides = [(west + (extent.lon - west) % 360, reach_degrees(extent), extent) for extent in extents]
    left, right = min(lon - reach for lon, reach, _ in sides), max(lon + reach for lon, reach, _ in sides)
    south = max(min(e.lat - e.km / KM_A_DEGREE for e in extents), -LAST_LATITUDE)
    north = min(max(e.lat + e.km / KM_A_DEGREE for e in extents), LAST_LATITUDE)
    middle = math.cos(math.radians((south + north) / 2))
    least = LEAST_WIDTH_KM / KM_A_DEGREE
    left, right = widen(left, right, least=least / middle)
    if right - left > 360:
        left, right = (left + right) / 2 - 180, (left + right) / 2 + 180
    south, north = widen(south, north, least=least / ASPECTS[1])
    return Window(left, max(south, -LAST_LATITUDE), right, min(north, LAST_LATITUDE))


def start_of(longitudes: Iterable[float]) -> float:
    """Return the longitude after the widest stretch that has none: where a map of them begins."""
    ordered = sorted({lon % 360 for lon in longitudes})
    gaps = [(after - before) % 360 or 360.0 for before, after in zip(ordered[-1:] + ordered, ordered, strict=False)]
    start = ordered[gaps.index(max(gaps))]
    return start - 360 if start >= 180 else start


def reach_degrees(extent: Extent) -> float:
    """Return how many degrees of longitude an extent reaches to either side."""
    return extent.km / (KM_A_DEGREE * max(math.cos(math.radians(extent.lat)), 0.05))


def widen(low: float, high: float, *, least: float) -> tuple[float, float]:
    """Return a range with its margins, and no smaller than the least."""
    span = max((high - low) * (1 + 2 * MARGIN), least)
    return (low + high - span) / 2, (low + high + span) / 2
