"""Where and when an incident was, as its claims tell it: a small map of the places, and the times as bars on an axis."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from dateline.reconcile.base import Told
from dateline.reconcile.origins import Origin
from dateline.record_objects import WholeIncident
from dateline.store.base import IncidentRow
from dateline.web.instants import period_of
from dateline.web.maps import window_of
from dateline.web.projection import Projection
from dateline.web.sheets import Sheet, draw_sheet
from dateline.web.spots import Spot, country_name
from dateline.web.timelines import Part, Row, draw_part

__all__ = ["NamedParty", "Scene", "ToldPlace", "ToldTime", "scene_of"]

K = TypeVar("K", bound=Hashable)
MOST_PLACES, MOST_TIMES, MOST_NAMES = 8, 8, 10
MOST_BARS = 6
KEPT_SHEETS = 256
REGION_KM = 60.0  # a wider place is drawn only where nothing finer is named: it would make the map too small
FAR_DAYS = 400.0  # a time so far from the incident's own has no bar: a single one would crush the axis
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """A place as claims name it: how many origins and claims do, the first of them, and its point where it has one."""

    name: str
    place_id: str | None
    lat: float | None
    lon: float | None
    km: float | None
    country: str | None
    origins: int
    claims: int
    first: str

    @property
    def country_name(self) -> str | None:
        """Its country in words."""
        return country_name(self.country)


@dataclass(frozen=True, slots=True)
class ToldTime:
    """A time as claims give it: how many origins and claims do, and the first of them."""

    earliest: str
    latest: str
    origins: int
    claims: int
    first: str


@dataclass(frozen=True, slots=True)
class NamedParty:
    """Who is said to have done it, or to whom: a name, and how many origins say so."""

    name: str
    origins: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What, where and when: the places, times and parties that most origins name, a map and an axis where they can be drawn."""

    places: tuple[ToldPlace, ...]
    sheet: Sheet | None
    times: tuple[ToldTime, ...]
    axis: Part | None
    doers: tuple[NamedParty, ...]
    targets: tuple[NamedParty, ...]


def scene_of(whole: WholeIncident) -> Scene:
    """Return where, when, by whom and to whom an incident was done, as its claims tell it."""
    tolds, origin_of = whole.tolds, whole.origin_of
    places, times = places_of(tolds, origin_of)[:MOST_PLACES], times_of(tolds, origin_of)
    told = [told for told in tolds if told.claim.status != "denied"]
    return Scene(
        places=tuple(places),
        sheet=draw_places(whole.row, places),
        times=tuple(times[:MOST_TIMES]),
        axis=draw_times(whole.row, times),
        doers=parties([(t, *pair) for t in told for pair in zip(t.actors, t.claim.actors, strict=True)], origin_of),
        targets=parties([(t, *pair) for t in told for pair in zip(t.targets, t.claim.targets, strict=True)], origin_of),
    )


def parties(named: Sequence[tuple[Told, str, str]], origin_of: Mapping[str, Origin]) -> tuple[NamedParty, ...]:
    """Return who is named in a role, as (claim, actor, name); those whom most origins name first."""
    names = {actor: name for _, actor, name in reversed(named)}
    tolds: dict[str, list[Told]] = {}
    for told, actor, _ in named:
        tolds.setdefault(actor, []).append(told)
    found = [NamedParty(names[actor], count_origins(group, origin_of)) for actor, group in tolds.items()]
    return tuple(sorted(found, key=lambda party: -party.origins)[:MOST_NAMES])


def places_of(tolds: Iterable[Told], origin_of: Mapping[str, Origin]) -> list[ToldPlace]:
    """Return the places that an incident's claims name, those that most origins name first."""
    groups = grouped(tolds, lambda told: (told.claim.place_id or told.claim.place) if told.claim.place else None)
    places = []
    for group in groups.values():
        claim = group[0].claim
        places.append(
            ToldPlace(
                name=claim.place or "",
                place_id=claim.place_id,
                lat=claim.lat,
                lon=claim.lon,
                km=claim.precision_km,
                country=claim.country,
                origins=count_origins(group, origin_of),
                claims=len(group),
                first=claim.id,
            )
        )
    return sorted(places, key=lambda place: (-place.origins, -place.claims))


def times_of(tolds: Iterable[Told], origin_of: Mapping[str, Origin]) -> list[ToldTime]:
    """Return the times that an incident's claims give, those that most origins give first."""
    groups = grouped(tolds, lambda told: times_key(told))
    times = [
        ToldTime(key[0], key[1], count_origins(group, origin_of), len(group), group[0].claim.id)
        for key, group in groups.items()
    ]
    return sorted(times, key=lambda time: (-time.origins, -time.claims))


def times_key(told: Told) -> tuple[str, str] | None:
    """Return both ends of a claim's time, None where one is open."""
    first, last = told.claim.earliest, told.claim.latest
    return (first[:16], last[:16]) if first and last else None


def grouped(tolds: Iterable[Told], key: Callable[[Told], K | None]) -> dict[K, list[Told]]:
    """Return claims by what they have in common; those of which it is None are left out."""
    groups: dict[K, list[Told]] = {}
    for told in tolds:
        found = key(told)
        if found is not None:
            groups.setdefault(found, []).append(told)
    return groups


def count_origins(tolds: Iterable[Told], origin_of: Mapping[str, Origin]) -> int:
    """Return how many origins some claims have."""
    return len({origin_of[told.claim.id].key for told in tolds})


def draw_places(row: IncidentRow, places: Sequence[ToldPlace]) -> Sheet | None:
    """Return a map of the places, each a circle as wide as it may reach; None where none has a point."""
    located = [place for place in places if place.lat is not None and place.lon is not None][:MOST_PLACES]
    located = [place for place in located if (place.km or 0) <= REGION_KM] or located[:1]
    spots = tuple(
        Spot(
            entity=str(number),
            names=(place.name,),
            mentions=place.claims,
            feature="PPL" if (place.km or 0) <= REGION_KM else "RGN",
            country=place.country,
            within="",
            lat=place.lat or 0.0,
            lon=place.lon or 0.0,
            km=place.km or 0.0,
        )
        for number, place in enumerate(located, start=1)
    )
    shown = tuple(spot for spot in spots if not spot.is_wide)
    return sheet_of(shown) if shown and row.lat is not None else None


@lru_cache(KEPT_SHEETS)
def sheet_of(spots: tuple[Spot, ...]) -> Sheet:
    """Return the map of some spots."""
    return draw_sheet(Projection.of(window_of(spots)), spots, title="")


def draw_times(row: IncidentRow, times: Sequence[ToldTime]) -> Part | None:
    """Return the times as bars with the day of the first report; None where there is none near the incident's own."""
    rows = [time_row(time) for time in times]
    near = middle_of(row)
    kept = [r for r in rows if r and (near is None or abs(r.first - near) <= FAR_DAYS * DAY_MINUTES)][:MOST_BARS]
    shown = [r for r in kept if r]
    published = period_of(row.first_published[:10]) if row.first_published else None
    flags = [(sum(published) // 2, "first told")] if published else []
    return draw_part(sorted(shown, key=lambda r: (r.first, r.last)), flags) if shown else None


def middle_of(row: IncidentRow) -> int | None:
    """Return the minute around which an incident's times are looked for: its own day, else the first report's."""
    day = row.first_day or row.first_published
    period = period_of(day[:10]) if day else None
    return period[0] if period else None


def time_row(time: ToldTime) -> Row | None:
    """Return a time as a row of a timeline, None where it is no time of the calendar."""
    first, last = period_of(time.earliest), period_of(time.latest)
    if first is None or last is None or first[0] >= last[1]:
        return None
    return Row(time.earliest, time.latest, first[0], last[1], False, (), (), ())
