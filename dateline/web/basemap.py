"""The base map that an installation builds (``frontend/basemap.py``): land, countries, borders, lakes and rivers."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.web.projection import Points, Window

__all__ = ["BaseMap", "load_basemap"]

FOLDER = Path(str(resources.files("dateline"))) / "data" / "basemap"
# (level, the widest window in degrees of longitude that it is drawn in)
LEVELS = (("fine", 14.0), ("coarse", 70.0), ("rough", 361.0))

Lines = Sequence[Sequence[int]]


class Shapes:
    """Rings or lines of one sort, each a list of arcs, with the box around each."""

    def __init__(self, lines: Lines, boxes: NDArray[Any]) -> None:
        self.lines = lines
        arcs = [[arc if arc >= 0 else ~arc for arc in line] for line in lines]
        self.boxes = np.array(
            [[*boxes[line, :2].min(axis=0), *boxes[line, 2:].max(axis=0)] for line in arcs] or np.empty((0, 4))
        )

    def near(self, window: Window) -> Iterator[tuple[Sequence[int], int]]:
        """Yield the lines whose box meets a window, with the turn of the globe (in degrees) at which it does."""
        for turn in (-360, 0, 360):
            west, south, east, north = np.add(self.boxes, (turn, 0, turn, 0)).T
            meets = (east >= window.west) & (west <= window.east) & (north >= window.south) & (south <= window.north)
            for number in np.flatnonzero(meets).tolist():
                yield self.lines[number], turn


@dataclass(frozen=True, slots=True)
class BaseMap:
    """One level of detail. Its parts are asked for by window, in degrees, already on the window's side of 180."""

    points: NDArray[Any]
    ends: NDArray[Any]
    land: Shapes
    lakes: Shapes
    rivers: Shapes
    borders: Shapes
    countries: dict[str, Shapes]

    def lines(self, shapes: Shapes, window: Window) -> Iterator[Points]:
        """Yield the rings or lines near a window: (n, 2), longitude and latitude."""
        for arcs, turn in shapes.near(window):
            yield np.add(self.join(arcs), (turn, 0))

    def outline(self, country: str, window: Window) -> list[Points]:
        """Return the rings of a country near a window; none where the map does not have it."""
        shapes = self.countries.get(country)
        return list(self.lines(shapes, window)) if shapes else []

    def join(self, arcs: Iterable[int]) -> Points:
        """Return arcs as one line; they share their end points."""
        parts = [self.arc(arc) for arc in arcs]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])]).astype(np.float64)

    def arc(self, number: int) -> Points:
        """Return an arc; ~n is arc n walked backwards."""
        arc = number if number >= 0 else ~number
        points = self.points[self.ends[arc - 1] if arc else 0 : self.ends[arc]]
        return points if number >= 0 else points[::-1]


def load_basemap(window: Window) -> BaseMap | None:
    """Return the level of detail that suits a window, or None where the installation did not build it."""
    return load_level(next((level for level, widest in LEVELS if window.lon_span <= widest), LEVELS[-1][0]))


@functools.cache
def load_level(level: str) -> BaseMap | None:
    """Return one level; its points stay on disk until they are drawn."""
    if not (FOLDER / "manifest.json").is_file():
        return None
    index = json.loads((FOLDER / f"{level}.json").read_text(encoding="utf-8"))
    points = np.load(FOLDER / f"{level}.npy", mmap_mode="r")
    ends = np.array(index["ends"])
    starts = np.concatenate([[0], ends[:-1]])
    boxes = np.hstack([np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)])
    return BaseMap(
        points=points,
        ends=ends,
        land=Shapes(index["land"], boxes),
        lakes=Shapes(index["lakes"], boxes),
        rivers=Shapes(index["rivers"], boxes),
        borders=Shapes([[arc] for arc in index["borders"]], boxes),
        countries={code: Shapes(rings, boxes) for code, rings in index["countries"].items()},
    )
