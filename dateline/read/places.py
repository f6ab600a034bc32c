"""Entities -> entities with their places resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

import numpy as np

from dateline.read.draft import Draft
from dateline.read.gazetteer import Gazetteer, GazetteerEntry, load_gazetteer
from dateline.read.place_names import Found, NamedPlace, find_candidates, find_talked_of, place_word, read_named_place
from dateline.read.place_ranking import Choice, distances_km, rank_places
from dateline.records import Entity, Place, Report

__all__ = ["as_place", "precision_km", "resolve_places"]

# Least probability of an answer, below which a name stays unresolved. Tuned on LGL and GeoVirus dev; see docs/decisions/003.
LEAST_PROBABILITY = 0.30
# A town of fewer people, farther away than this from all other places of a report, which are nearly all in one country, is
# hardly meant. Measured on LGL and GeoVirus dev: of the points it takes away none was right.
STRAY_POPULATION, STRAY_KM, STRAY_SHARE, STRAY_LEAST_OTHERS = 100_000, 1_000.0, 0.75, 3
# Towns reach farther the more people they have: (least population, km)
TOWN_REACH_KM = ((1_000_000, 20.0), (100_000, 12.0), (10_000, 8.0), (0, 5.0))
DIVISION_REACH_KM = {"PCLI": 500.0, "ADM1": 100.0, "ADM2": 30.0}


def resolve_places(draft: Draft) -> tuple[Entity, ...]:
    """Return the draft's entities, those of kind place with the place they mean or, in ``draft.reasons``, why not.

    All names of a report are resolved together; the place it was filed from and its outlet's home count among them.

    Raises:
        ModelError: the gazetteer was not built.
    """
    named = [entity for entity in draft.entities if entity.kind == "place"]
    if not named:
        return draft.entities
    gazetteer = load_gazetteer()
    places = [read_named_place(draft.text, entity, gazetteer=gazetteer) for entity in named]
    found = [find_candidates(place, gazetteer=gazetteer) if is_name(place) else [] for place in places]
    homes = [home for home in find_homes(draft.report, gazetteer) if home[1]]
    homes += find_talked_of(draft.text, named, gazetteer=gazetteer)
    talked = {f.entry.country for _, group in homes for f in group if f.entry.feature == "PCLI"}
    talked |= {group[0].entry.country for group in found if group and group[0].entry.feature == "PCLI"}
    for number, place in enumerate(places):
        if not found[number] and is_name(place):
            found[number] = find_by_sound(place, gazetteer=gazetteer, countries=talked)
    known = [number for number, candidates in enumerate(found) if candidates]
    choices = rank_places(
        [places[n] for n in known] + [place for place, _ in homes], [found[n] for n in known] + [c for _, c in homes]
    )
    chosen = dict(zip(known, choices[: len(known)], strict=True))
    named_countries = talked | {f.entry.country for group in found for f in group if f.entry.feature == "PCLI"}
    strays = {known[n] for n in find_strays(choices, own=len(known), countries=named_countries)}
    resolved = {
        entity.id: settle(draft, entity, choice=chosen.get(number), place=places[number], is_stray=number in strays)
        for number, entity in enumerate(named)
    }
    return tuple(resolved.get(entity.id, entity) for entity in draft.entities)


def is_name(place: NamedPlace) -> bool:
    """Is it a name, not a description ("the city")?"""
    return any(c.isupper() for c in place.name)


def find_by_sound(place: NamedPlace, *, gazetteer: Gazetteer, countries: Container[str | None]) -> list[Found]:
    """Return places of the countries a report talks of whose name is spelled otherwise ("Qonduz")."""
    return [Found(e, False) for e in gazetteer.find_sound_alikes(place.name) if e.country in countries]


def find_strays(choices: Sequence[Choice], *, own: int, countries: Container[str | None]) -> list[int]:
    """Return the numbers of small towns in a country that nothing else names, far from a report's one country.

    A name that is known of one place only has no rival; that its place is in the gazetteer does not make it the one meant.

    Args:
        choices: what was chosen for the report's names, then for the places it comes from.
        own: how many of them are the report's names.
        countries: the countries that the report names or may name.
    """
    entries = [choice.best.entry for choice in choices]
    found = []
    for number, entry in enumerate(entries[:own]):
        rest = [e for e in entries if e.country and e.gazetteer_id != entry.gazetteer_id]
        others = [e for e in rest if e.feature != "PCLI"]
        if (
            entry.feature not in ("PPL", "ADM2", "PPLX")
            or entry.population >= STRAY_POPULATION
            or len(others) < STRAY_LEAST_OTHERS
        ):
            continue
        usual, times = Counter(e.country for e in others).most_common(1)[0]
        homes = {e.country for e in entries[own:]}
        if times < STRAY_SHARE * len(others) or entry.country in homes or entry.country in countries:
            continue
        if entry.country != usual and all(e.country != entry.country and far_apart(entry, e) for e in rest):
            found.append(number)
    return found


def far_apart(one: GazetteerEntry, other: GazetteerEntry) -> bool:
    return float(distances_km(np.array([one.lat, other.lat]), np.array([one.lon, other.lon]))[0, 1]) > STRAY_KM


def settle(draft: Draft, entity: Entity, *, choice: Choice | None, place: NamedPlace, is_stray: bool = False) -> Entity:
    """Return an entity with its place, or without one and the reason recorded (law 4)."""
    if choice is None:
        draft.because(entity.id, "place", why_unknown(place))
    elif choice.none >= choice.probability:
        draft.because(entity.id, "place", f"{where(choice.best.entry)} has this name, but the report hardly means it")
    elif is_stray:
        why = f"{where(choice.best.entry)} has this name, but lies far from all that the report is about"
        draft.because(entity.id, "place", why)
    elif choice.probability < LEAST_PROBABILITY:
        draft.because(entity.id, "place", why_unsure(place, choice))
    else:
        return replace(entity, place=as_place(choice.best.entry))
    return entity


def why_unknown(place: NamedPlace) -> str:
    """Say why a name without candidates stays unresolved."""
    if not is_name(place):
        return "a description, not a name, and it stands for no named place"
    words = place.name.lower().split()
    nature = next((w for w in words if place_word(w)[1]), None)
    return f"the gazetteer has no {nature} of this name" if nature else "no place of this name is in the gazetteer"


def why_unsure(place: NamedPlace, choice: Choice) -> str:
    """Say between which places the report does not decide."""
    options = [where(c.entry) for c in (choice.best, choice.rival) if c]
    return f"{place.name} may be {' or '.join(options)}; nothing in the report decides"


def where(entry: GazetteerEntry) -> str:
    """Return a place's name with what holds it."""
    return ", ".join(part for part in (entry.name, entry.admin1, entry.country) if part)


def find_homes(report: Report, gazetteer: Gazetteer) -> list[tuple[NamedPlace, list[Found]]]:
    """Return the places a report comes from: where it was filed, and what its outlet's name names."""
    names = [report.filed_from.place] if report.filed_from and report.filed_from.place else []
    names += outlet_places(report.outlet or "", gazetteer)
    places = [NamedPlace(name) for name in names]
    return [(place, find_candidates(place, gazetteer=gazetteer)) for place in places]


def outlet_places(outlet: str, gazetteer: Gazetteer) -> list[str]:
    """Return the longest place name that an outlet's name begins with, if it goes on after it ("Lowell Daily Post")."""
    words = outlet.removeprefix("The ").split()
    for size in range(min(3, len(words) - 1), 0, -1):
        name = " ".join(words[:size])
        if gazetteer.has(name):
            return [name]
    return []


def as_place(entry: GazetteerEntry) -> Place:
    """Return a gazetteer's entry as a place of the record."""
    return Place(
        gazetteer_id=entry.gazetteer_id,
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        feature=entry.feature,
        country=entry.country,
        admin1=entry.name if entry.feature == "ADM1" else entry.admin1,
        precision_km=precision_km(entry),
    )


def precision_km(entry: GazetteerEntry) -> float:
    """Return how far from its point a place may reach, in km: its own radius, else what its feature and size suggest."""
    if entry.radius_km:
        return max(1.0, round(entry.radius_km))
    if entry.feature in DIVISION_REACH_KM:
        return DIVISION_REACH_KM[entry.feature]
    return next(reach for least, reach in TOWN_REACH_KM if entry.population >= least)
