"""The gazetteer: names of places, where they lie, and how populous they are."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ModelError
from dateline.read.gazetteer_file import FORMAT, PLACE, SECOND_RANK, hash_name, normalise_name, sound_name
from dateline.read.lexicon import load_lexicon

__all__ = [
    "FOLDER_VARIABLE", "Gazetteer", "GazetteerEntry", "acronyms", "cells", "demonyms", "is_place_name", "load_gazetteer",
    "shipped_gazetteer",
]  # fmt: skip

SHIPPED = Path(__file__).parent.parent / "data" / "gazetteer"
HOW_TO_BUILD = (
    "build it with: python gazetteer/build_gazetteer.py (from a checkout of Dateline), reinstall Dateline, or import one: "
    "dateline gazetteer import"
)
# The setting "gazetteer"; in the environment, so that every process that reads finds it
FOLDER_VARIABLE = "DATELINE_GAZETTEER"
MOST_CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place. ``feature`` is GeoNames' feature code; ``country`` an ISO code or None for what lies in several.

    ``code`` is a division's GeoNames code or a country's ISO code, else None. ``admin1`` and ``admin2`` name the divisions
    it lies in, ``admin1_code`` and ``admin2_code`` are their codes. ``radius_km`` is how far the place reaches from its
    point, 0 where unknown. ``exact``: it was found by its first name, not by a variant.
    """

    gazetteer_id: str
    name: str
    lat: float
    lon: float
    population: int
    feature: str
    country: str | None
    code: str | None
    admin1: str | None
    admin2: str | None
    admin1_code: str | None
    admin2_code: str | None
    radius_km: float
    exact: bool


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Sorted hashes of names, and the place that each belongs to."""

    keys: NDArray[np.uint64]
    owners: NDArray[np.uint32]

    def owners_of(self, key: str) -> NDArray[np.uint32]:
        """Return the places of a key, most populous first."""
        wanted = np.uint64(hash_name(key))
        first, last = (int(np.searchsorted(self.keys, wanted, side)) for side in ("left", "right"))
        return self.owners[first:last]


class Gazetteer:
    """A gazetteer's folder, memory-mapped.

    Raises:
        ModelError: the folder is missing, incomplete, or of another format.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            self._by_name, self._by_sound = (
                NameIndex(*(np.load(folder / f"{kind}{part}.npy", mmap_mode="r") for part in ("keys", "owners")))
                for kind in ("", "sound_")
            )
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

    def find_sound_alikes(self, name: str) -> list[GazetteerEntry]:
        """Return divisions and larger towns whose name sounds like that one in another transliteration."""
        sound = sound_name(normalise_name(name))
        return [self._entry(int(o & ~SECOND_RANK), False) for o in self._by_sound.owners_of(sound)] if sound else []

    def has(self, name: str) -> bool:
        """Is there a place of that name?"""
        return bool(len(self._by_name.owners_of(normalise_name(name))))

    def coded_places(self) -> Iterator[GazetteerEntry]:
        """Yield the countries and divisions."""
        for number in np.flatnonzero(np.isin(self._places["feature"], [b"PCLI", b"ADM1", b"ADM2"])):
            yield self._read_entry(int(number), True)

    def _find_normalised(self, normalised: str) -> tuple[GazetteerEntry, ...]:
        owners = self._by_name.owners_of(normalised)[:MOST_CANDIDATES] if normalised else ()
        return tuple(self._entry(int(o & ~SECOND_RANK), not o & SECOND_RANK) for o in owners)

    def _words(self, number: int) -> tuple[str, str, str]:
        start = int(self._places[number]["name_at"])
        stop = int(self._places[number + 1]["name_at"]) if number + 1 < len(self._places) else len(self._names)
        name, ident, code = bytes(self._names[start : stop - 1]).decode().split("\t")
        return name, ident, code

    def _read_entry(self, number: int, exact: bool) -> GazetteerEntry:
        place = self._places[number]
        name, ident, code = self._words(number)
        admin1 = self._words(int(place["admin1"]) - 1) if place["admin1"] else (None, None, None)
        admin2 = self._words(int(place["admin2"]) - 1) if place["admin2"] else (None, None, None)
        return GazetteerEntry(
            gazetteer_id=ident,
            name=name,
            lat=round(float(place["lat"]), 5),
            lon=round(float(place["lon"]), 5),
            population=int(place["population"]),
            feature=place["feature"].decode(),
            country=place["country"].decode() or None,
            code=code or None,
            admin1=admin1[0],
            admin2=admin2[0],
            admin1_code=admin1[2],
            admin2_code=admin2[2],
            radius_km=float(place["radius_km"]),
            exact=bool(exact),
        )


def shipped_gazetteer() -> Gazetteer:
    """Return the gazetteer that Dateline ships. Raises: ModelError, if it was not built."""
    return Gazetteer(SHIPPED)


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer that the variable DATELINE_GAZETTEER names, else the one that Dateline ships; loaded once.

    Raises:
        ModelError: it was not built; the message says how.
    """
    named = os.environ.get(FOLDER_VARIABLE)
    return Gazetteer(Path(named) if named else SHIPPED)


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
