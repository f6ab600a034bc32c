"""The places of one report: those with a point in the gazetteer, joined where they share it, and those without."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.read.lexicon import load_lexicon
from dateline.records import Reason

__all__ = ["COUNTRY", "FINE_KM", "Spot", "Unlocated", "country_name", "find_spots", "find_unlocated", "fold"]

# GeoNames' feature codes in words
FEATURES = {
    "ADM1": "province or state", "ADM2": "district or county", "BAY": "bay", "CHN": "channel", "CNL": "canal",
    "CONT": "continent", "DSRT": "desert", "GULF": "gulf", "ISL": "island", "ISLS": "islands", "LK": "lake", "LKS": "lakes",
    "MTS": "mountains", "OCN": "ocean", "PCLI": "country", "PEN": "peninsula", "PPL": "town", "PPLC": "capital",
    "RGN": "region", "SEA": "sea", "STM": "river", "STRT": "strait", "VAL": "valley",
}  # fmt: skip
COUNTRY = "PCLI"
# a place that reaches farther than this is no circle on a map, but half of it
WIDE_KM = 1000.0
# a place that reaches no farther than this is near a point on a map of its surroundings
FINE_KM = 60.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One point of the gazetteer and all names that the report has for it, the most mentioned first.

    ``entity`` is the entity that is mentioned first: its first mention is what the map links to.
    """

    entity: str
    names: tuple[str, ...]
    mentions: int
    feature: str
    country: str | None
    within: str
    lat: float
    lon: float
    km: float

    @property
    def name(self) -> str:
        """The names as the map prints them."""
        return " · ".join(self.names)

    @property
    def what(self) -> str:
        """What sort of place it is, in words."""
        return FEATURES.get(self.feature, "place")

    @property
    def is_country(self) -> bool:
        return self.feature == COUNTRY

    @property
    def is_wide(self) -> bool:
        """Is it too wide to be drawn?"""
        return not self.is_country and self.km > WIDE_KM

    @property
    def is_fine(self) -> bool:
        """Is it nearly a point?"""
        return not self.is_country and self.km <= FINE_KM


@dataclass(frozen=True, slots=True)
class Unlocated:
    """A place without a point, and why."""

    entity: str
    name: str
    mentions: int
    why: str


def find_spots(reading: Mapping[str, Any]) -> tuple[Spot, ...]:
    """Return the places of a reading that have a point, the most mentioned first."""
    joined: dict[tuple[float, float], list[Mapping[str, Any]]] = {}
    for entity in reading["entities"]:
        if entity["place"]:
            joined.setdefault((round(entity["place"]["lat"], 2), round(entity["place"]["lon"], 2)), []).append(entity)
    spots = (join(entities) for entities in joined.values())
    return tuple(sorted(spots, key=lambda spot: (-spot.mentions, spot.km)))


def join(entities: Sequence[Mapping[str, Any]]) -> Spot:
    """Return entities at one point as one spot, as precise as the widest of them is."""
    widest = max((entity["place"] for entity in entities), key=lambda place: float(place["precision_km"]))
    busiest = sorted(entities, key=lambda entity: -len(entity["mentions"]))
    names = tuple(dict.fromkeys(entity["name"] for entity in busiest))
    first = min(entities, key=lambda entity: int(entity["mentions"][0]["start"]) if entity["mentions"] else 0)
    return Spot(
        entity=first["id"],
        names=names,
        mentions=sum(len(entity["mentions"]) for entity in entities),
        feature=widest["feature"],
        country=widest["country"],
        within=within(widest, names),
        lat=widest["lat"],
        lon=widest["lon"],
        km=widest["precision_km"],
    )


def within(place: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return the gazetteer's name of a place, where it is another than the report's, with what holds it."""
    country = None if place["feature"] == COUNTRY else country_name(place["country"])
    parts = {fold(part): part for part in (place["name"], place["admin1"], country) if part}
    return ", ".join(part for folded, part in parts.items() if folded not in map(fold, names))


def fold(name: str) -> str:
    """Return a name without accents and capitals, for comparing.

    >>> fold("Herāt")
    'herat'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def country_name(code: str | None) -> str | None:
    """Return the name of a country by its two letters; a code that is not known stays as it is."""
    return next((row["name"] for row in load_lexicon("countries") if row["iso2"] == code), code)


def find_unlocated(reading: Mapping[str, Any], reasons: Iterable[Reason]) -> tuple[Unlocated, ...]:
    """Return the places of a reading that have no point, in text order."""
    why = {reason.item: reason.why for reason in reasons if reason.field == "place"}
    return tuple(
        Unlocated(entity["id"], entity["name"], len(entity["mentions"]), why.get(entity["id"], "no reason is recorded"))
        for entity in reading["entities"]
        if entity["kind"] == "place" and not entity["place"]
    )
