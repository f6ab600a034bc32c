"""The base map that an installation builds (``frontend/basemap.py``): land, countries, borders, lakes and rivers."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from dateline.web.projection import Points, Window

__all__ = ["BaseMap", "Shapes", "load_basemap"]

FOLDER = Path(str(resources.files("dateline"))) / "data" / "basemap"
# (level, the widest window in degrees of longitude that it is drawn in)
LEVELS = (("fine", 14.0), ("coarse", 70.0), ("rough", 361.0))
DUST = 0.003  # of a window's width: what is smaller is not drawn
HALF_TURN = 180.0

Part = TypeVar("Part")  # what a line is made of: arcs by number


class Shapes(Generic[Part]):
    """Rings or lines of one sort, each a list of arcs, with the box around each: west, south, east, north."""

    def __init__(self, lines: Sequence[Sequence[Part]], boxes: Sequence[Sequence[float]]) -> None:
        self.lines = lines
        self.boxes = np.array(boxes).reshape(-1, 4)

    def near(self, window: Window, least: float) -> Iterator[tuple[Sequence[Part], int]]:
        """Yield the lines whose box meets a window, with the turn of the globe (in degrees) at which it does.

        Lines that are smaller than ``least`` degrees in both directions are dust, and left out.
        """
        for turn in (-360, 0, 360):
            west, south, east, north = np.add(self.boxes, (turn, 0, turn, 0)).T
            meets = (east >= window.west) & (west <= window.east) & (north >= window.south) & (south <= window.north)
            seen = np.maximum(east - west, north - south) >= least
            for number in np.flatnonzero(meets & seen).tolist():
                yield self.lines[number], turn


@dataclass(frozen=True, slots=True)
class BaseMap:
    """One level of detail. Its parts are asked for by window, in degrees, already on the window's side of 180."""

    points: NDArray[Any]
    ends: NDArray[Any]
    land: Shapes[int]
    lakes: Shapes[int]
    rivers: Shapes[int]
    borders: Shapes[int]
    countries: dict[str, Shapes[int]]
    extents: Shapes[str]

    def lines(self, shapes: Shapes[int], window: Window) -> Iterator[Points]:
        """Yield the rings or lines near a window: (n, 2), longitude and latitude."""
        for arcs, turn in shapes.near(window, window.lon_span * DUST):
            yield np.add(self.join(arcs), (turn, 0))

    def outline(self, country: str, window: Window) -> list[Points]:
        """Return the rings of a country near a window; none where the map does not have it."""
        shapes = self.countries.get(country)
        return list(self.lines(shapes, window)) if shapes else []

    def countries_near(self, window: Window) -> list[str]:
        """Return the codes of the countries that may be seen in a window."""
        near = self.extents.near(window, 0.0)
        return [code for codes, _ in near for code in codes]

    def join(self, arcs: Sequence[int]) -> Points:
        """Return arcs as one line that does not jump at the antimeridian; one around a pole is closed beyond it."""
        line = np.concatenate([self.arc(arc) for arc in arcs])
        if len(arcs) == 1 and (line[0] == line[-1]).all():
            return line
        if np.abs(np.diff(line[:, 0])).max() < HALF_TURN:
            return line
        line[:, 0] = np.unwrap(line[:, 0], period=360)
        if abs(line[-1, 0] - line[0, 0]) > HALF_TURN:
            pole = math.copysign(90.0, line[:, 1].mean())
            line = np.concatenate([line, [[line[-1, 0], pole], [line[0, 0], pole]]])
        return line

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
    countries = {code: Shapes(**rings) for code, rings in index["countries"].items()}
    extents = [[*shapes.boxes[:, :2].min(axis=0), *shapes.boxes[:, 2:].max(axis=0)] for shapes in countries.values()]
    return BaseMap(
        points=np.asarray(np.load(FOLDER / f"{level}.npy", mmap_mode="r")),
        ends=np.array(index["ends"]),
        **{name: Shapes(**index[name]) for name in ("land", "lakes", "rivers", "borders")},
        countries=countries,
        extents=Shapes([[code] for code in countries], extents),
    )
