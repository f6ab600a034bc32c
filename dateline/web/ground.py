"""The base map for the browser: the whole world roughly, and cells of it as fine as one who looks closer can see.

A cell is a GeoJSON FeatureCollection: the sea first, then land and lakes by size, so that a sea within a land, and an island in
that sea, come to lie as they should; then rivers, borders, and the names of countries.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline.errors import NotFound
from dateline.web.basemap import FOLDER, BaseMap, Shapes, load_level
from dateline.web.outlines import area_of, clip_half, contains, middle_of
from dateline.web.projection import Points, Window
from dateline.web.spots import country_name

__all__ = ["CELLS", "CellLevel", "cell_json", "ground_version"]

LAST_LATITUDE = 85.0  # of a Mercator map
OVERLAP = 0.02  # of a cell: land runs on so far under its neighbours, so that no seam is seen


@dataclass(frozen=True, slots=True)
class CellLevel:
    """Cells of one size in degrees, of one level of the base map; ``decimals`` is how finely a point is told."""

    name: str
    level: str
    degrees: float
    decimals: int


CELLS = (CellLevel("world", "rough", 360.0, 2), CellLevel("wide", "coarse", 30.0, 2), CellLevel("near", "fine", 6.0, 3))


def ground_version() -> str | None:
    """Return what names the base map of this installation, or None where it has none."""
    manifest = FOLDER / "manifest.json"
    return hashlib.sha256(manifest.read_bytes()).hexdigest()[:12] if manifest.is_file() else None


@functools.lru_cache(maxsize=64)
def cell_json(name: str, x: int, y: int) -> bytes:
    """Return a cell, counted from the west and the south. Raises: NotFound."""
    size = next((cell for cell in CELLS if cell.name == name), None)
    base = load_level(size.level) if size else None
    if size is None or base is None or not (0 <= x < 360 / size.degrees and 0 <= y < 180 / size.degrees):
        raise NotFound("cell of the base map", f"{name}/{x}/{y}")
    window = window_of(size, x, y)
    features = list(features_of(base, window, decimals=size.decimals, names=size.degrees == CELLS[0].degrees))
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def window_of(size: CellLevel, x: int, y: int) -> Window:
    """Return the degrees of a cell."""
    west, south = -180 + x * size.degrees, -90 + y * size.degrees
    north = min(south + size.degrees, 90.0)
    return Window(west, max(south, -LAST_LATITUDE), west + size.degrees, min(north, LAST_LATITUDE))


def features_of(base: BaseMap, window: Window, *, decimals: int, names: bool) -> Iterator[dict[str, Any]]:
    """Yield what a cell is drawn from, the lowest first."""
    corners = np.array([[window.west, window.south], [window.east, window.south], [window.east, window.north],
                        [window.west, window.north]])  # fmt: skip
    yield polygon("sea", corners.tolist())
    margin = OVERLAP * window.lon_span if window.lon_span < CELLS[0].degrees else 0.0
    grown = Window(window.west - margin, window.south - margin, window.east + margin, window.north + margin)
    outer = outer_sign(base)
    grounds = [("land" if signed(ring) * outer > 0 else "water", ring) for ring in base.lines(base.land, grown)]
    grounds += [("lake", ring) for ring in base.lines(base.lakes, grown)]
    for kind, ring in sorted(grounds, key=lambda pair: -area_of(pair[1])):
        points = rounded(clip_ring(ring, grown), decimals)
        if len(points) > 2:
            yield polygon(kind, points)
    for kind, shapes in (("river", base.rivers), ("border", base.borders)):
        pieces = (piece for line in base.lines(shapes, window) for piece in pieces_in(line, grown))
        lines = [points for piece in pieces if len(points := rounded(piece, decimals)) > 1]
        if lines:
            yield feature(kind, "MultiLineString", lines)
    if names:
        yield from country_names(base)


def outer_sign(base: BaseMap) -> float:
    """Return the sign that the area of an outer ring has: that of the largest."""
    whole = Window(-180.0, -90.0, 180.0, 90.0)
    return float(np.sign(signed(max(base.lines(base.land, whole), key=area_of))))


def signed(ring: Points) -> float:
    """Return the area of a ring, below zero if it runs the other way round."""
    x, y = ring[:, 0] - ring[0, 0], ring[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y)) / 2


def clip_ring(ring: Points, window: Window) -> Points:
    """Return the part of a ring within a window."""
    sides = ((0, window.west, 1), (0, window.east, -1), (1, window.south, 1), (1, window.north, -1))
    for axis, bound, sign in sides:
        ring = clip_half(ring, axis=axis, bound=bound, sign=sign)
    return ring


def pieces_in(line: Points, window: Window) -> Iterator[Points]:
    """Yield the runs of steps of a line that come into a window."""
    low, high = np.minimum(line[:-1], line[1:]), np.maximum(line[:-1], line[1:])
    near = (high >= (window.west, window.south)).all(axis=1) & (low <= (window.east, window.north)).all(axis=1)
    turns = np.flatnonzero(np.diff(np.concatenate([[False], near, [False]]).astype(np.int8)))
    for start, end in zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True):
        yield line[start : end + 1]


def country_names(base: BaseMap) -> Iterator[dict[str, Any]]:
    """Yield the names of countries where their largest part has its middle, with its size: the larger are named first."""
    for code, shapes in base.countries.items():
        ring = largest(base, shapes)
        middle = middle_of(ring)
        if not contains(ring, middle):
            middle = tuple(ring.mean(axis=0).tolist())
        place = [round(number, 1) for number in middle]
        yield feature("name", "Point", place, name=country_name(code), size=round(area_of(ring), 1))


def largest(base: BaseMap, shapes: Shapes[int]) -> Points:
    """Return the largest ring of a country."""
    return max((base.join(arcs) for arcs in shapes.lines), key=area_of)


def polygon(kind: str, points: list[Any]) -> dict[str, Any]:
    """Return an area as a feature."""
    return feature(kind, "Polygon", [[*points, points[0]] if points[0] != points[-1] else points])


def feature(kind: str, form: str, coordinates: Iterable[Any], **properties: Any) -> dict[str, Any]:
    """Return a feature of the base map."""
    geometry = {"type": form, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"k": kind, **properties}, "geometry": geometry}


def rounded(line: Points, decimals: int) -> list[Any]:
    """Return points as numbers, none twice in a row."""
    told = np.round(line, decimals)
    new = np.concatenate([[True], (np.diff(told, axis=0) != 0).any(axis=1)])[: len(told)]
    points: list[Any] = np.compress(new, told, axis=0).tolist()
    return points
