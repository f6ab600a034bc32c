"""One map sheet: the ground, and places on it. A place is a circle as wide as it may reach, a country its outline.

No place is drawn as a point that the report does not give: a dot stands only in a circle of few kilometres.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from dateline.web.basemap import BaseMap, Shapes, load_basemap
from dateline.web.label_layout import FONT, Box, Label, Wanted, box_of, lay_out, text_width
from dateline.web.outlines import area_of, clip_ring, closed_path, contains, middle_of, open_path
from dateline.web.projection import Points, Projection, Window
from dateline.web.spots import Spot, country_name

__all__ = ["CountryMark", "Frame", "Ground", "Mark", "Scale", "Sheet", "draw_sheet"]

MAX_MARKS = 60  # on a sheet; what is beyond stands in the list
# (widest window in degrees, thinning in units of the drawing)
STEPS = ((14.0, 1.8), (70.0, 3.0), (360.0, 3.6))
OVERVIEW_STEP = 1.8
# the widest windows, in degrees, that show rivers and the names of other countries
RIVERS_DEGREES, NAMES_DEGREES = 40.0, 45.0
DOT, DOT_MOST = 7.0, 18.0
LEAST_RING = 9.0
# a name stands in a ring that is wider than this, else beside it
ROOMY_RING = 48.0
LEAST_OUTLINE = 12.0  # a country smaller than this on the paper is a circle
SCALE_SHARE = 0.28  # of the width, at most
ONE_BAR_DEGREES = 12.0  # a taller map's scale holds at one latitude only


class Paper(TypedDict):
    """The size of the paper."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a sheet is drawn on: its projection, the base map if there is one, and how coarsely lines are thinned."""

    projection: Projection
    base: BaseMap | None
    step: float

    @classmethod
    def of(cls, projection: Projection, *, is_overview: bool) -> Canvas:
        """Return the canvas of a projection; an overview is shown at half the size."""
        span = projection.window.lon_span
        step = next((step for widest, step in STEPS if span <= widest), STEPS[-1][1])
        return cls(projection, load_basemap(projection.window), step * (OVERVIEW_STEP if is_overview else 1))

    @property
    def paper(self) -> Paper:
        """The size of the paper."""
        return {"width": self.projection.width, "height": self.projection.height}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as a circle (an ellipse where the map is stretched), with a dot in it if it is nearly a point."""

    spot: Spot
    x: int
    y: int
    rx: float
    ry: float
    dot: float | None


@dataclass(frozen=True, slots=True)
class CountryMark:
    """A country as its outline, and where its name may stand."""

    spot: Spot
    area: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of an overview that another sheet shows."""

    name: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Scale:
    """A bar of some km; ``at`` is the latitude it holds at, where the map is too tall for one bar."""

    length: int
    km: int
    at: int | None


@dataclass(frozen=True, slots=True)
class Ground:
    """The base map as paths; all empty where the installation has none."""

    land: str = ""
    lakes: str = ""
    rivers: str = ""
    borders: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One map: its ground, the places on it, names by the entity or frame they belong to, and the frames of other sheets."""

    title: str
    width: int
    height: int
    ground: Ground
    countries: tuple[CountryMark, ...]
    marks: tuple[Mark, ...]
    frames: tuple[Frame, ...]
    labels: dict[str, Label]
    ground_names: tuple[Label, ...]
    scale: Scale

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The places on it."""
        return tuple(m.spot for m in self.countries) + tuple(m.spot for m in self.marks)


def draw_sheet(
    projection: Projection, spots: Sequence[Spot], *, title: str, frames: Sequence[tuple[str, Window]] = ()
) -> Sheet:
    """Return a map of those of some places that lie on it, the most mentioned first.

    Args:
        projection: the map's window and size.
        spots: the places.
        title: what the sheet shows, or the empty text.
        frames: name and window of the sheets that show parts of this one.
    """
    canvas = Canvas.of(projection, is_overview=bool(frames))
    found = [draw_country(spot, canvas) for spot in spots if spot.is_country]
    countries = [mark for mark in found if mark][:MAX_MARKS]
    outlined = {mark.spot.entity for mark in countries}
    round_ones = [s for s in spots if s.entity not in outlined and projection.has(s.lat, s.lon)]
    marks = [draw_mark(spot, projection) for spot in round_ones[:MAX_MARKS]]
    framed = [frame_of(window, projection, name=name) for name, window in frames]
    taken = [scale_box(projection), *(box_around(mark) for mark in marks if is_narrow(mark))]
    edges = [(float(f.x), float(f.y), float(f.x + f.width), float(f.y + f.height)) for f in framed]
    labels = lay_out(names_wanted(framed, [*marks, *countries]), **canvas.paper, taken=[*taken, *edges])
    taken += [box_of(label) for label in labels]
    mentioned = {spot.country for spot in spots if spot.is_country and spot.country}
    return Sheet(
        title=title,
        width=projection.width,
        height=projection.height,
        ground=draw_ground(canvas),
        countries=tuple(countries),
        marks=tuple(sorted(marks, key=lambda mark: -mark.rx)),
        frames=tuple(framed),
        labels={label.key: label for label in labels},
        ground_names=tuple(name_ground(canvas, mentioned=mentioned, taken=taken)),
        scale=scale_of(projection),
    )


def draw_ground(canvas: Canvas) -> Ground:
    """Return the paths of the base map."""
    base, window = canvas.base, canvas.projection.window
    if base is None:
        return Ground()

    def placed(shapes: Shapes[int]) -> list[Points]:
        return canvas.projection.place_lines(base.lines(shapes, window))

    rivers = placed(base.rivers) if window.lon_span <= RIVERS_DEGREES else []
    return Ground(
        land=closed_path(placed(base.land), **canvas.paper, step=canvas.step),
        lakes=closed_path(placed(base.lakes), **canvas.paper, step=canvas.step),
        rivers=open_path(rivers, **canvas.paper, step=canvas.step),
        borders=open_path(placed(base.borders), **canvas.paper, step=canvas.step),
    )


def draw_country(spot: Spot, canvas: Canvas) -> CountryMark | None:
    """Return the outline of a country, or None if nothing of it is to be seen on the map, or too little."""
    rings = visible_rings(spot.country, canvas)
    if not rings or max(float(np.ptp(ring, axis=0).max()) for ring in rings) < LEAST_OUTLINE:
        return None
    area = closed_path(rings, **canvas.paper, step=canvas.step)
    on_paper = canvas.projection.has(spot.lat, spot.lon)
    x, y = canvas.projection.place_one(spot.lat, spot.lon) if on_paper else middle_of(max(rings, key=area_of))
    return CountryMark(spot, area, x, y)


def visible_rings(country: str | None, canvas: Canvas) -> list[Points]:
    """Return the rings of a country, cut at the edges of the paper."""
    if canvas.base is None or country is None:
        return []
    outline = canvas.base.outline(country, canvas.projection.window)
    cut = (clip_ring(ring, **canvas.paper) for ring in canvas.projection.place_lines(outline))
    return [ring for ring in cut if len(ring) > 2]


def draw_mark(spot: Spot, projection: Projection) -> Mark:
    """Return a place as a circle; the dot in it grows with its mentions."""
    x, y = projection.place_one(spot.lat, spot.lon)
    rx, ry = projection.radii(spot.lat, spot.km)
    if not spot.is_fine:  # a ring that can be seen, on however small a scale
        rx, ry = max(rx, LEAST_RING), max(ry, LEAST_RING)
    dot = min(DOT + 3 * math.log2(max(spot.mentions, 1)), DOT_MOST) if spot.is_fine else None
    return Mark(spot, round(x), round(y), round(rx, 1), round(ry, 1), dot and round(dot, 1))


def frame_of(window: Window, projection: Projection, *, name: str) -> Frame:
    """Return where another sheet's window lies on this one."""
    west = projection.window.west + (window.west - projection.window.west) % 360
    corners = np.array([[west, window.north], [west + window.lon_span, window.south]])
    (left, top), (right, bottom) = projection.place(corners).round().astype(int).tolist()
    return Frame(name, left, top, max(right - left, 8), max(bottom - top, 8))


def names_wanted(frames: Iterable[Frame], marks: Iterable[Mark | CountryMark]) -> Iterator[Wanted]:
    """Yield the names of frames and places, the most mentioned first."""
    for frame in frames:
        half_width, half_height = frame.width / 2, frame.height / 2
        yield Wanted(frame.name, frame.name, frame.x + half_width, frame.y + half_height, half_width, half_height)
    for mark in sorted(marks, key=lambda mark: -mark.spot.mentions):
        reach = reach_of(mark) if isinstance(mark, Mark) and is_narrow(mark) else None
        name = shorten(mark.spot.name)
        yield Wanted(mark.spot.entity, name, mark.x, mark.y, reach or 0.0, reach or 0.0, inside=reach is None)


def shorten(name: str, most: int = 28) -> str:
    """Return a name that a map can bear."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def scale_box(projection: Projection) -> Box:
    """Return the corner that is kept for the scale."""
    return 0.0, projection.height - 2.4 * FONT, (SCALE_SHARE + 0.04) * projection.width, float(projection.height)


def box_around(mark: Mark) -> Box:
    """Return the room that a mark takes, its circle at most as far as a name stands off."""
    reach = reach_of(mark)
    return mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach


def is_narrow(mark: Mark) -> bool:
    """Does the name of a place stand beside its mark, not in it?"""
    return mark.dot is not None or mark.rx < ROOMY_RING


def reach_of(mark: Mark) -> float:
    """Return how far from the middle of a mark its name stands."""
    return max(mark.dot or 0.0, min(mark.rx, ROOMY_RING))


def name_ground(canvas: Canvas, *, mentioned: Container[str], taken: Sequence[Box]) -> list[Label]:
    """Return the names of countries that the report does not mention, where there is room: to tell where this is."""
    if canvas.projection.window.lon_span > NAMES_DEGREES:
        return []
    wanted = sorted(ground_wanted(canvas, mentioned), key=lambda pair: -pair[0])
    return lay_out([want for _, want in wanted], **canvas.paper, taken=taken)


def ground_wanted(canvas: Canvas, mentioned: Container[str]) -> Iterator[tuple[float, Wanted]]:
    """Yield names of countries with the area that is seen of each."""
    for country in canvas.base.countries_near(canvas.projection.window) if canvas.base else ():
        if country in mentioned:
            continue
        rings = visible_rings(country, canvas)
        name = (country_name(country) or "").upper()
        if not rings:
            continue
        ring = max(rings, key=area_of)
        middle = middle_of(ring)
        if np.ptp(ring[:, 0]) > text_width(name) and contains(ring, middle):
            yield area_of(ring), Wanted(country, name, *middle, inside=True)


def scale_of(projection: Projection) -> Scale:
    """Return a scale bar of a round number of km, true at the middle of the map."""
    window = projection.window
    km_most = window.width_km * SCALE_SHARE
    power = 10 ** math.floor(math.log10(km_most))
    km = max(step * power for step in (1, 2, 5) if step * power <= km_most)
    tall = window.north - window.south > ONE_BAR_DEGREES
    return Scale(round(km / window.width_km * projection.width), round(km), round(window.mid_lat) if tall else None)
