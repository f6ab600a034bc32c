"""Places of event claims: how two of them lie, as far as the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

from dateline.name_keys import name_key
from dateline.reconcile.incident_words import content_words, names_in, stem_of
from dateline.reconcile.lexicon import rows_of
from dateline.records import Claim

__all__ = ["Point", "is_within", "nearness", "point_of", "sites_in"]

EARTH_KM = 6371.0
SAME_TOWN_KM = 4.0
_ARTICLE = re.compile(r"^(?:the|a|an)\b", re.IGNORECASE)
BROAD_KM = 100.0  # a place less sure than this is a region or a country, not a town


@dataclass(frozen=True, slots=True)
class Point:
    """Where, as far as a claim says: a name, and a point where the gazetteer has one.

    A site is named by what it is ("the bus station", "a side street"): it may stand in any town. ``is_named``: it is a town
    on the map, or begins with a name ("Orsk Fort"), so that another name is another place.
    """

    key: str
    words: frozenset[str]
    ident: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    country: str | None
    is_site: bool = False
    is_named: bool = False

    @property
    def is_broad(self) -> bool:
        """Is it a region or a country?"""
        return self.lat is not None and self.radius_km >= BROAD_KM


def point_of(claim: Claim) -> Point | None:
    """Return where a claim says that something was, None where it does not say."""
    if claim.place is None:
        return None
    name = _ARTICLE.sub("", claim.place).strip()
    is_broad = claim.lat is not None and (claim.precision_km or 0.0) >= BROAD_KM
    return Point(
        key=name_key(claim.place),
        words=frozenset(content_words(claim.place)),
        ident=claim.place_id,
        lat=claim.lat,
        lon=claim.lon,
        radius_km=claim.precision_km or 0.0,
        country=claim.country,
        is_site=claim.lat is None and not names_in(name),
        is_named=not is_broad and (claim.lat is not None or name[:1].isupper()),
    )


def nearness(a: Point, b: Point) -> str:
    """Return how two places lie: same, within, other; site if one may stand in the other; unlike where nothing tells."""
    if a.key == b.key or (a.ident and a.ident == b.ident):
        return "within" if a.is_broad else "same"
    if a.lat is None or b.lat is None:
        return "site" if a.is_site != b.is_site else "unlike"
    apart = _distance_km(a, b)
    if a.is_broad or b.is_broad:
        return "within" if a.country == b.country or apart <= max(a.radius_km, b.radius_km) else "other"
    if apart <= SAME_TOWN_KM:
        return "same"
    return "within" if apart <= max(a.radius_km, b.radius_km) else "other"


def is_within(inner: Point, outer: Point) -> bool:
    """Is a place the same as another, or surely inside it?"""
    near = nearness(inner, outer)
    return near == "same" or (near == "within" and inner.radius_km <= outer.radius_km)


def _distance_km(a: Point, b: Point) -> float:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return EARTH_KM
    north, south = radians(a.lat), radians(b.lat)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


@cache
def _site_words() -> frozenset[str]:
    """Stems of what built things are called: "station", "market"."""
    return frozenset(stem_of(row["word"].split()[-1]) for row in rows_of("facility_words"))


def sites_in(words: Iterable[str]) -> frozenset[str]:
    """Return which of these stems say what kind of building or ground it was.

    >>> sorted(sites_in(("crowded", "market")))
    ['market']
    """
    return _site_words().intersection(words)
