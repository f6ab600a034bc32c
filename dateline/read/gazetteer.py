"""The gazetteer: names of places, where they lie, and how populous they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np

from dateline.errors import ModelError
from dateline.read.gazetteer_file import FORMAT, PLACE, SECOND_RANK, hash_name, normalise_name
from dateline.read.lexicon import load_lexicon

__all__ = ["Gazetteer", "GazetteerEntry", "acronyms", "cells", "demonyms", "is_place_name", "load_gazetteer"]

SHIPPED = Path(__file__).parent.parent / "data" / "gazetteer"
HOW_TO_BUILD = "build it with: python gazetteer/build_gazetteer.py (from a checkout of Dateline), or reinstall Dateline"
MOST_CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place. ``feature`` is GeoNames' feature code; ``country`` an ISO code or None for what lies in several.

    ``exact`` tells whether it was found by its first name or by a variant. ``radius_km`` is how far the place reaches from
    its point, 0 where unknown. ``admin1`` and ``admin2`` name the divisions it lies in, ``admin1_id`` and ``admin2_id``
    are their ids.
    """

    gazetteer_id: str
    name: str
    lat: float
    lon: float
    population: int
    feature: str
    country: str | None
    admin1: str | None
    admin2: str | None
    admin1_id: str | None
    admin2_id: str | None
    radius_km: float
    exact: bool


class Gazetteer:
    """A gazetteer's folder, memory-mapped.

    Raises:
        ModelError: the folder is missing, incomplete, or of another format.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            self._keys = np.load(folder / "keys.npy", mmap_mode="r")
            self._owners = np.load(folder / "owners.npy", mmap_mode="r")
            self._places = np.load(folder / "places.npy", mmap_mode="r")
            self._names = np.memmap(folder / "names.bin", np.uint8, "r")
        except (OSError, ValueError) as error:
            raise ModelError(f"no gazetteer in {folder}: {HOW_TO_BUILD}") from error
        if self.manifest.get("format") != FORMAT or self._places.dtype != PLACE:
            raise ModelError(f"the gazetteer in {folder} is of another format: {HOW_TO_BUILD}")
        self._entry = lru_cache(maxsize=65536)(self._read_entry)
        self._find = lru_cache(maxsize=65536)(self._find_normalised)

    def __len__(self) -> int:
        return len(self._places)

    def find(self, name: str) -> list[GazetteerEntry]:
        """Return the places of that name, those with this first name or a variant of it, most populous first."""
        return list(self._find(normalise_name(name)))

    def has(self, name: str) -> bool:
        """Is there a place of that name?"""
        first, last = self._range(normalise_name(name))
        return first < last

    def _range(self, normalised: str) -> tuple[int, int]:
        key = np.uint64(hash_name(normalised))
        first = int(np.searchsorted(self._keys, key))
        last = first
        while last < len(self._keys) and self._keys[last] == key:
            last += 1
        return first, last

    def _find_normalised(self, normalised: str) -> tuple[GazetteerEntry, ...]:
        if not normalised:
            return ()
        first, last = self._range(normalised)
        owners = self._owners[first : min(last, first + MOST_CANDIDATES)]
        return tuple(self._entry(int(o & ~SECOND_RANK), not o & SECOND_RANK) for o in owners)

    def _name_and_code(self, number: int) -> tuple[str, str]:
        start = int(self._places[number]["name_at"])
        stop = int(self._places[number + 1]["name_at"]) if number + 1 < len(self._places) else len(self._names)
        name, code = bytes(self._names[start : stop - 1]).decode().split("\t")
        return name, code

    def _read_entry(self, number: int, exact: bool) -> GazetteerEntry:
        place = self._places[number]
        name, code = self._name_and_code(number)
        admin1 = self._name_and_code(int(place["admin1"]) - 1) if place["admin1"] else (None, None)
        admin2 = self._name_and_code(int(place["admin2"]) - 1) if place["admin2"] else (None, None)
        return GazetteerEntry(
            gazetteer_id=code,
            name=name,
            lat=round(float(place["lat"]), 5),
            lon=round(float(place["lon"]), 5),
            population=int(place["population"]),
            feature=place["feature"].decode(),
            country=place["country"].decode() or None,
            admin1=admin1[0],
            admin2=admin2[0],
            admin1_id=admin1[1],
            admin2_id=admin2[1],
            radius_km=float(place["radius_km"]),
            exact=bool(exact),
        )


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer that Dateline ships; loaded once.

    Raises:
        ModelError: it was not built; the message says how.
    """
    return Gazetteer(SHIPPED)


def cells(text: str) -> list[str]:
    """Return the values of a table's cell that holds several, parted by ";"."""
    return [part.strip() for part in text.split(";") if part.strip()]


@cache
def demonyms() -> Mapping[str, str]:
    """Return "Afghan" and "Afghans" -> "Afghanistan", for all countries; the table is countries.tsv.

    >>> demonyms()["Dutch"], demonyms()["Danes"]
    ('Netherlands', 'Denmark')
    """
    return MappingProxyType(
        {
            word: row["name"]
            for row in load_lexicon("countries")
            for word in cells(row["adjectives"]) + cells(row["people"])
        }
    )


@cache
def acronyms() -> frozenset[str]:
    """Return the normalised names that are names only in capitals ("us" is a pronoun, "US" a country)."""
    rows = load_lexicon("countries") + load_lexicon("regions")
    names = (name for row in rows for name in cells(row["alternatives"]))
    return frozenset(normalise_name(name) for name in names if name.replace(".", "").isupper())


def is_place_name(text: str) -> bool:
    """Is that, as written, the name of some place of the gazetteer? Demonyms are not.

    >>> is_place_name("Kenya"), is_place_name("kenya"), is_place_name("US"), is_place_name("Us")
    (True, False, True, False)
    """
    if not any(c.isupper() for c in text):
        return False
    if normalise_name(text) in acronyms() and not text.replace(".", "").isupper():
        return False
    return load_gazetteer().has(text)
