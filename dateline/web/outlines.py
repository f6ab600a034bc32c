"""Coasts, borders and rivers as paths of a drawing: cut at its edge, and no finer than it can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.web.projection import Points

__all__ = ["area_of", "clip_half", "clip_ring", "closed_path", "contains", "middle_of", "open_path", "thin"]

EDGE = 24  # how far past the paper lines run, so that no cut is seen
LEAST_SIZE = 3  # rings smaller than this in both directions are dust


def clip_ring(points: Points, *, width: float, height: float) -> Points:
    """Return the part of a ring that lies on the paper (Sutherland and Hodgman, 1974)."""
    for axis, bound, sign in ((0, -EDGE, 1), (0, width + EDGE, -1), (1, -EDGE, 1), (1, height + EDGE, -1)):
        points = clip_half(points, axis=axis, bound=bound, sign=sign)
    return points


def clip_half(points: Points, *, axis: int, bound: float, sign: int) -> Points:
    """Return the part of a ring on one side of a line."""
    depth = sign * (points[:, axis] - bound)
    inside = depth >= 0
    if inside.all() or not len(points):
        return points
    following = np.roll(depth, -1)
    crossing = inside != (following >= 0)
    share = np.divide(depth, depth - following, out=np.zeros_like(depth), where=crossing)
    cuts = points + share[:, None] * (np.roll(points, -1, axis=0) - points)
    both: Points = np.stack([points, cuts], axis=1).reshape(-1, 2)
    return np.compress(np.stack([inside, crossing], axis=1).reshape(-1), both, axis=0)


def pieces_near(points: Points, ends: NDArray[Any], *, width: float, height: float) -> Iterator[Points]:
    """Yield the runs of steps that come near the paper, of lines that follow one another and end at ``ends``."""
    low, high = np.minimum(points[:-1], points[1:]), np.maximum(points[:-1], points[1:])
    edge = np.array([width + EDGE, height + EDGE])
    near = np.asarray(np.logical_and(high >= -EDGE, low <= edge).all(axis=1))
    near[ends[:-1] - 1] = False
    turns = np.flatnonzero(np.diff(np.concatenate([[False], near, [False]]).astype(np.int8)))
    for start, end in zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True):
        yield points[start : end + 1]


def thin(points: Points, step: float) -> NDArray[np.int64]:
    """Return points in whole units, one for every cell of ``step`` units that the line enters."""
    cells = np.floor(points / step)
    new = np.concatenate([[True], (np.diff(cells, axis=0) != 0).any(axis=1)])
    if len(new) > 1:
        new[-1] = True
    units: NDArray[np.int64] = np.rint(np.compress(new, points, axis=0)).astype(np.int64)
    return units


def closed_path(rings: Iterable[Points], *, width: float, height: float, step: float) -> str:
    """Return rings, cut and thinned, as the path of an area."""
    drawn = []
    for ring in rings:
        cut = clip_ring(ring, width=width, height=height)
        if len(cut) > 2 and np.ptp(cut, axis=0).max() >= LEAST_SIZE:
            drawn.append(commands(thin(cut, step)) + "z")
    return "".join(drawn)


def open_path(lines: Iterable[Points], *, width: float, height: float, step: float) -> str:
    """Return lines, cut and thinned, as a path without ends joined."""
    given = list(lines)
    if not given:
        return ""
    ends = np.cumsum([len(line) for line in given])
    pieces = pieces_near(np.concatenate(given), ends, width=width, height=height)
    return "".join(commands(thin(piece, step)) for piece in pieces)


def commands(points: NDArray[np.int64]) -> str:
    """Return points as relative steps, in the fewest characters.

    >>> commands(np.array([[10, 20], [13, 18], [13, 18], [20, 18]]))
    'M10 20l3-2 7 0'
    """
    steps = np.diff(points, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    rest = " ".join(map(str, steps.reshape(-1).tolist())).replace(" -", "-")
    return f"M{points[0, 0]} {points[0, 1]}l{rest}" if rest else ""


def area_of(ring: Points) -> float:
    """Return the area of a ring."""
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y)) / 2)


def middle_of(ring: Points) -> tuple[float, float]:
    """Return the centre of a ring's area."""
    x, y = ring[:, 0], ring[:, 1]
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    total = 3 * cross.sum()
    if not total:
        return float(x.mean()), float(y.mean())
    return float(((x + np.roll(x, -1)) * cross).sum() / total), float(((y + np.roll(y, -1)) * cross).sum() / total)


def contains(ring: Points, point: tuple[float, float]) -> bool:
    """Does a ring hold a point? By the number of its sides that a ray to the right crosses."""
    x, y = ring[:, 0], ring[:, 1]
    next_x, next_y = np.roll(x, -1), np.roll(y, -1)
    spans = (y > point[1]) != (next_y > point[1])
    at: Any = x[spans] + (point[1] - y[spans]) / (next_y[spans] - y[spans]) * (next_x[spans] - x[spans])
    return bool((at > point[0]).sum() % 2)
