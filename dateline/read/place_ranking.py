"""Which of the places with a name is meant: all names of a report together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dateline.read.gazetteer import GazetteerEntry
from dateline.read.lexicon import load_lexicon
from dateline.read.place_names import Found, NamedPlace

__all__ = ["FEATURES", "Choice", "Field", "rank_places"]

# What a candidate has by itself, then what it has in the light of the report's other places
OWN_FEATURES = (
    "log_size", "country", "admin1", "admin2", "admin2_size", "capital", "nature", "quarter", "first_name", "whole_name",
    "wanted", "has_seat", "capital_namesake", "joined", "speaking_capital", "none",
)  # fmt: skip
JOINT_FEATURES = (
    "near", "nearest", "same_country", "same_admin1", "same_admin1_best", "same_admin2", "holds_others", "held_by_others",
    "country_named", "admin1_named", "country_abroad", "capital_abroad",
)  # fmt: skip
FEATURES = OWN_FEATURES + JOINT_FEATURES
ROUNDS = 3
NEAR_KM = 120.0
SAME_SPOT_KM = 60.0
SPEAKERS_TRUST = 0.3
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for a name. ``probability`` counts candidates on the same spot as one; ``rival`` is the next best.

    ``none`` is the probability that the gazetteer lacks the place that is meant.
    """

    best: Found
    probability: float
    none: float
    rival: Found | None


@cache
def load_weights() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights of the first round and of the later rounds: (features,) float64 each."""
    rows = {row["feature"]: row for row in load_lexicon("place_weights")}
    first = np.array([float(rows[name]["first"]) for name in FEATURES])
    later = np.array([float(rows[name]["later"]) for name in FEATURES])
    return first, later


def own_features(place: NamedPlace, candidates: Sequence[Found]) -> NDArray[np.float64]:
    """Return what each candidate has by itself, and last the answer "none of them": (candidates + 1, own features)."""
    rows: list[tuple[float, ...]] = []
    # a capital speaks for a country that is called otherwise
    government = place.speaks and not any(c.entry.feature == "PCLI" for c in candidates)
    seats = {(c.entry.country, c.entry.admin1_code) for c in candidates if c.entry.feature.startswith("PPL")}
    capitals = {c.entry.admin1_code for c in candidates if c.entry.feature == "PPLC" and c.entry.exact}
    # "Washington" alone is the capital: the state is told by a list of states, or by its towns
    has_namesake = any(c.entry.feature == "ADM1" and c.entry.exact and capitals - {c.entry.code} for c in candidates)
    for candidate in candidates:
        entry = candidate.entry
        rows.append(
            (
                log_size(entry), entry.feature == "PCLI", entry.feature == "ADM1", entry.feature == "ADM2",
                log_size(entry) * (entry.feature == "ADM2"), entry.feature == "PPLC", is_nature(entry),
                entry.feature == "PPLX", entry.exact, candidate.whole, entry.feature in place.wanted,
                entry.feature == "ADM1" and (entry.country, entry.code) in seats,
                (entry.feature == "ADM1" and bool(capitals - {entry.code})) - (entry.feature == "PPLC" and has_namesake),
                entry.feature in place.joined, government and entry.feature == "PPLC", 0.0,
            )
        )  # fmt: skip
    rows.append((0.0,) * (len(OWN_FEATURES) - 1) + (1.0,))
    return np.array(rows, float)


def log_size(entry: GazetteerEntry) -> float:
    """Return the power of ten of a place's people; where nobody counts them, a hundred to the square km."""
    return math.log10(1 + (entry.population or 100.0 * entry.radius_km**2))


def is_nature(entry: GazetteerEntry) -> bool:
    """Is it neither a settlement nor a division: a region, a river, an airport?"""
    return not entry.feature.startswith(("PPL", "ADM", "PCL"))


class Field:
    """All candidates of all names of a report, as arrays, and after those of each name the answer "none of them"."""

    def __init__(self, places: Sequence[NamedPlace], candidates: Sequence[Sequence[Found]]) -> None:
        self.candidates = candidates
        sizes = [len(c) + 1 for c in candidates]
        self.starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(int)
        self.owner = np.repeat(np.arange(len(places)), sizes)
        self.own = np.concatenate([own_features(p, c) for p, c in zip(places, candidates, strict=True)])
        self.weight = np.log2(1.0 + np.array([p.weight for p in places], float))
        # "Washington denied it": who speaks is a government, and tells little of where the report's other places are
        self.trust = np.where([p.speaks for p in places], SPEAKERS_TRUST, 1.0)
        self._relate()

    def _relate(self) -> None:
        flat = [entry for group in self.candidates for entry in (*(c.entry for c in group), None)]
        self.distance = distances_km(
            np.array([e.lat if e else 0.0 for e in flat]), np.array([e.lon if e else 0.0 for e in flat])
        )
        countries = codes([e.country if e else None for e in flat])
        admin1 = codes([(e.code if e.feature == "ADM1" else e.admin1_code) if e else None for e in flat])
        admin2 = codes([(e.code if e.feature == "ADM2" else e.admin2_code) if e else None for e in flat])
        self.is_country, is_admin1, self.is_capital = (
            np.array([e is not None and e.feature == feature for e in flat]) for feature in ("PCLI", "ADM1", "PPLC")
        )
        is_point = np.array([e is not None and e.feature != "PCLI" for e in flat])
        other = self.owner[:, None] != self.owner[None, :]
        same_country = (countries[:, None] == countries[None, :]) & other
        same_admin1 = (admin1[:, None] == admin1[None, :]) & other
        by_country = same_country & self.is_country[None, :] & ~self.is_country[:, None]
        by_admin1 = same_admin1 & is_admin1[None, :] & ~is_admin1[:, None]
        self.near = (np.exp(-self.distance / NEAR_KM) * (other & is_point[:, None] & is_point[None, :])).astype(
            np.float32
        )
        same_admin2 = (admin2[:, None] == admin2[None, :]) & other
        self.shared = tuple(r.astype(np.float32) for r in (same_country, same_admin1, (by_country | by_admin1).T))
        self.held = (by_country | by_admin1).astype(np.float32)
        self.best = tuple(r.astype(np.float32) for r in (same_admin1, same_admin2, by_country, by_admin1))

    def probabilities(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the scores as probabilities that sum to one within each name: (candidates,) float64."""
        top = np.maximum.reduceat(scores, self.starts)
        powers = np.exp(scores - top[self.owner])
        return np.asarray(powers / np.add.reduceat(powers, self.starts)[self.owner])

    def joint_features(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each candidate has in the light of the others, as likely as they are: (candidates, joint features)."""
        mass = probability * (self.weight * self.trust)[self.owner]
        total = self.weight.sum() - self.weight[self.owner]
        total = np.where(total > 0, total, 1.0)
        near, country, admin1, holds, held = ((r @ mass) / total for r in (self.near, *self.shared, self.held))
        nearest, best1, best2, country_named, admin1_named = (
            (relation * probability).max(axis=1, initial=0.0) for relation in (self.near, *self.best)
        )
        abroad = self.share_of_countries(mass) / total
        rows = (
            near, nearest, country, admin1, best1, best2, holds, held, country_named, admin1_named,
            abroad * self.is_country, abroad * self.is_capital,
        )  # fmt: skip
        return np.stack(rows, axis=1)

    def share_of_countries(self, mass: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how much of the other names' mass lies on countries and capitals: much of it in news of the world."""
        large = np.where(self.is_country | self.is_capital, mass, 0.0)
        return np.asarray(large.sum() - np.add.reduceat(large, self.starts)[self.owner])

    def solve(self, first: NDArray[np.float64], later: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each candidate after all rounds."""
        probability = self.probabilities(self.own @ first[: len(OWN_FEATURES)])
        for _ in range(ROUNDS):
            features = np.concatenate([self.own, self.joint_features(probability)], axis=1)
            probability = self.probabilities(features @ later)
        return probability


def codes(names: Sequence[str | None]) -> NDArray[np.int64]:
    """Return equal numbers for equal names, and a number of its own for each None."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) if name else -1 - i for i, name in enumerate(names)])


def distances_km(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return all great-circle distances: (n, n) float64 km."""
    phi, lam = np.radians(lat), np.radians(lon)
    unit = np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)
    return np.asarray(EARTH_RADIUS_KM * np.arccos(np.clip(unit @ unit.T, -1.0, 1.0)))


def rank_places(places: Sequence[NamedPlace], candidates: Sequence[Sequence[Found]]) -> list[Choice]:
    """Choose a place for each name, all together. Every name must have a candidate."""
    if not places:
        return []
    field = Field(places, candidates)
    probability = field.solve(*load_weights())
    return [choose(field, number, probability) for number in range(len(places))]


def choose(field: Field, number: int, probability: NDArray[np.float64]) -> Choice:
    """Return the best candidate of one name, and the best that lies elsewhere."""
    start, size = int(field.starts[number]), len(field.candidates[number])
    own = probability[start : start + size]
    best = int(own.argmax())
    here = field.distance[start + best, start : start + size] < SAME_SPOT_KM
    elsewhere = np.where(here, -1.0, own)
    rival = int(elsewhere.argmax())
    return Choice(
        best=field.candidates[number][best],
        probability=float(own[here].sum()),
        none=float(probability[start + size]),
        rival=field.candidates[number][rival] if elsewhere[rival] > 0 else None,
    )
