"""The map as a still drawing, for who has no script or no WebGL: the places of a day on one sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.web.atlas import MapDay, PlaceGroup
from dateline.web.atlas_families import Family, family_of
from dateline.web.maps import NEAR_KM, distance_km, parts_of, window_of
from dateline.web.projection import Projection
from dateline.web.sheets import Mark, Sheet, draw_sheet
from dateline.web.spots import COUNTRY, Spot, country_name, fold

__all__ = ["Still", "StillMark", "draw_still", "leading_family"]


@dataclass(frozen=True, slots=True)
class StillMark:
    """A place on the sheet, the letter and colour of what happened there most, and where it stands in the list."""

    mark: Mark
    family: Family
    count: int
    number: int


@dataclass(frozen=True, slots=True)
class Still:
    """The sheet of the part of the world of which most is told.

    ``outlined`` are the countries on it, as their place in the list and their path; ``off`` is how many places lie elsewhere.
    """

    sheet: Sheet
    marks: tuple[StillMark, ...]
    outlined: tuple[tuple[int, str, str], ...]
    off: int


def draw_still(shown: MapDay) -> Still | None:
    """Return the places of a day as one sheet, or None where none has a point."""
    spots = [spot_of(group, number) for number, group in enumerate(shown.places, start=1)]
    near = [spot for spot in spots if not spot.is_wide]
    if not near:
        return None
    sheet = draw_sheet(Projection.of(window_of(busiest(near))), near, title="")
    groups = {spot.entity: group for spot, group in zip(spots, shown.places, strict=True)}
    marks = [
        StillMark(mark, leading_family(groups[mark.spot.entity]), mark.spot.mentions, int(mark.spot.entity))
        for mark in sheet.marks
    ]
    outlined = tuple((int(mark.spot.entity), mark.spot.name, mark.area) for mark in sheet.countries)
    return Still(sheet, tuple(marks), outlined, off=len(spots) - len(marks) - len(outlined))


def busiest(spots: Sequence[Spot]) -> Sequence[Spot]:
    """Return the places of the part of the world of which most is told, the wide ones there included."""
    part = next(iter(parts_of(spots)), [])
    wide = [s for s in spots if not s.is_fine and not s.is_country]
    return [*part, *(s for s in wide if any(distance_km(s, other) <= NEAR_KM for other in part))] or spots


def spot_of(group: PlaceGroup, number: int) -> Spot:
    """Return a place with its incidents as what a sheet is drawn of; its entity is its number in the list."""
    assert group.lat is not None and group.lon is not None
    return Spot(
        entity=str(number),
        names=(group.name,),
        mentions=len(group.incidents),
        feature=COUNTRY if is_country(group) else "",
        country=group.country,
        within="",
        lat=group.lat,
        lon=group.lon,
        km=group.precision_km or 0.0,
    )


def is_country(group: PlaceGroup) -> bool:
    """Is a place a whole country, by its name?"""
    return group.country is not None and fold(country_name(group.country) or "") == fold(group.name)


def leading_family(group: PlaceGroup) -> Family:
    """Return the family of most of a place's incidents."""
    return Counter(family_of(row.type) for row in group.incidents).most_common(1)[0][0]
