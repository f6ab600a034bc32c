"""A report's places as maps that need no script and no foreign server: what the templates draw as SVG.

Where the places lie too far apart for one sheet, an overview shows them all and the densest parts have sheets of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.records import Reason
from dateline.web.projection import Extent, Projection, Window, fit_window
from dateline.web.sheets import Sheet, draw_sheet
from dateline.web.spots import FINE_KM, Spot, Unlocated, country_name, find_spots, find_unlocated

__all__ = ["CREDIT", "NEAR_KM", "ReportMap", "distance_km", "map_report", "parts_of", "window_of"]

CREDIT = "Land, borders and water: Natural Earth (public domain). Borders are drawn as they are held, not as they are claimed."
# an overview this many times as wide as one of its parts gets a sheet of that part
ZOOM = 3.0
MAX_DETAILS = 2
NEAR_KM = 900.0  # fine places no farther apart lie in one part
COUNTRY_KM = 250.0  # how much of a country around its middle a sheet has to show
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class ReportMap:
    """A report's places: on sheets, in a list, and those that no map can show."""

    sheets: tuple[Sheet, ...]
    spots: tuple[Spot, ...]
    unlocated: tuple[Unlocated, ...]
    credit: str


def map_report(reading: Mapping[str, Any], reasons: Iterable[Reason]) -> ReportMap:
    """Return the maps and lists of a report's places.

    Args:
        reading: the contract's object.
        reasons: why values of it are null; those of places say why one has no point.
    """
    spots = find_spots(reading)
    sheets = draw_sheets([spot for spot in spots if not spot.is_wide])
    return ReportMap(tuple(sheets), spots, find_unlocated(reading, reasons), CREDIT)


def draw_sheets(spots: Sequence[Spot]) -> Iterator[Sheet]:
    """Yield the sheets of some places, the overview last: the parts are what the report is about."""
    if not spots:
        return
    whole = Projection.of(window_of(spots))
    parts = [part for part in parts_of(spots) if window_of(part).width_km * ZOOM < whole.window.width_km]
    # a place alone gets a sheet only if none is mentioned more
    shown = [part for part in parts if len(part) > 1 or part[0].mentions == spots[0].mentions][:MAX_DETAILS]
    details = [(name, part, Projection.of(window_of(part))) for name, part in name_parts(shown)]
    for name, part, projection in details:
        half = projection.window.width_km / 2
        seen = [spot for spot in spots if spot in part or spot.is_country or FINE_KM < spot.km < half]
        yield draw_sheet(projection, seen, title=name)
    inside = {spot.entity for _, part, _ in details for spot in part}
    yield draw_sheet(
        whole,
        [spot for spot in spots if spot.entity not in inside],
        title="Overview" if details else "",
        frames=[(name, projection.window) for name, _, projection in details],
    )


def name_parts(parts: Iterable[Sequence[Spot]]) -> Iterator[tuple[str, Sequence[Spot]]]:
    """Yield parts with their names, no two the same."""
    used: set[str] = set()
    for part in parts:
        name = part_name(part)
        used.add(name := f"{part[0].name} and around" if name in used else name)
        yield name, part


def part_name(part: Sequence[Spot]) -> str:
    """Return what a part is called by: its place, its countries if they are few, or its first place."""
    countries = list(dict.fromkeys(country_name(spot.country) for spot in part if spot.country))
    if len(part) == 1 or not countries:
        return part[0].name
    return " and ".join(str(country) for country in countries) if len(countries) < 3 else f"{part[0].name} and around"


def window_of(part: Sequence[Spot]) -> Window:
    """Return the window that shows some places."""
    return fit_window(
        [Extent(spot.lat, spot.lon, min(spot.km, COUNTRY_KM) if spot.is_country else spot.km) for spot in part]
    )


def parts_of(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Return the fine places in parts that lie near one another, the most mentioned part first."""
    parts: list[list[Spot]] = []
    for spot in spots:
        if not spot.is_fine:
            continue
        near = [part for part in parts if any(distance_km(spot, other) <= NEAR_KM for other in part)]
        merged = [other for part in near for other in part] + [spot]
        parts = [part for part in parts if part not in near] + [merged]
    ordered = [sorted(part, key=lambda spot: (-spot.mentions, spot.km)) for part in parts]
    return sorted(ordered, key=lambda part: (-sum(spot.mentions for spot in part), -len(part)))


def distance_km(one: Spot, other: Spot) -> float:
    """Return the distance of two places on the globe."""
    a, b = math.radians(one.lat), math.radians(other.lat)
    turn = math.radians(one.lon - other.lon)
    half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
