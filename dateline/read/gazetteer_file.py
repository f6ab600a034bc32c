"""The gazetteer on disk: names as sorted hashes, places as one table, both memory-mapped.

Standard library and numpy only, and nothing of Dateline: the build script loads this file by its path, before Dateline is
installed. A gazetteer is a folder:

    keys.npy       (keys,) uint64    hashes of normalised names, sorted
    owners.npy     (keys,) uint32    the place that has the name; the highest bit marks a name of second rank
    sound_keys.npy, sound_owners.npy  the same for how the names of divisions and larger towns sound
    places.npy     (places,) PLACE   one row a place, most populous first within a name
    names.bin      UTF-8             name, id and division code of each place, tabs between, a line end after
    manifest.json  the format, what it was built from, counts, licence
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "FORMAT", "PLACE", "SECOND_RANK", "PlaceRow", "hash_name", "is_latin_name", "normalise_name", "sound_name",
    "write_gazetteer",
]  # fmt: skip

FORMAT = 2
SECOND_RANK = np.uint32(1 << 31)
PLACE = np.dtype(
    [
        ("geonameid", "<u4"),
        ("lat", "<f4"),
        ("lon", "<f4"),
        ("population", "<u4"),
        ("feature", "S5"),
        ("country", "S2"),
        ("admin1", "<u4"),  # row of the division plus one; 0 is none
        ("admin2", "<u4"),
        ("radius_km", "<f4"),
        ("name_at", "<u4"),
    ]
)

# Letters that Unicode does not decompose, as English-language news writes them
PLAIN_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ə": "a",
        "ħ": "h",
        "&": " and ",
    }
)
DROPPED = re.compile(r"[.'’‘ʻʼʿʾ`´]")
PARTED = re.compile(r"[^\w]+|_")
# Two ways of writing one word; the short one is kept
SHORT_FORMS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


@lru_cache(maxsize=65536)
def normalise_name(name: str) -> str:
    """Return a place name as it is looked up: small plain letters, single spaces, no leading article.

    >>> normalise_name("The Mount-Étoile St. Ødegård")
    'mt etoile st odegard'
    """
    lowered = DROPPED.sub("", unicodedata.normalize("NFKC", name).casefold().translate(PLAIN_LETTERS))
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    words = [SHORT_FORMS.get(word, word) for word in PARTED.sub(" ", plain).split()]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def is_latin_name(name: str) -> bool:
    """Is an alternative name one that English-language news could print?

    Names without a capital are machine transliterations, names of three capitals airport codes.

    >>> is_latin_name("Vídeň"), is_latin_name("wyn"), is_latin_name("VIE")
    (True, False, False)
    """
    return (
        any(c.isupper() for c in name)
        and not (len(name) == 3 and name.isupper())
        and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2070 for c in name)
    )


# How transliterations of one name differ: Karshi, Qarshi; Ghor, Ghowr; Pul-i-Khumri, Pol-e Khomri
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:al|el|ad|ar|as|ash|at|az|an) (?=\w{3})", ""),
        (r" (?:i|e|ye|al|el|ul|ol|ad|ar|as|ash|at|az|an)(?= )", ""),
        (r"ou|oo|ow|aw|au|o", "u"),
        (r"ee|ie|ei|ey|ai|ay|y|e", "i"),
        (r"sch|sh|ch|tch", "s"),
        (r"kh|gh|q|g", "k"),
        (r"dzh|dj|zh", "j"),
        (r"c", "k"),
        (r"w", "v"),
        (r"ts|tz|z", "s"),
        (r"ph", "f"),
        (r"(?<=[bdfklmnprstvaiu])h", ""),
        (r"(.)\1+", r"\1"),
        (r"[\s-]", ""),
    )
)
LEAST_SOUND_LETTERS = 4
LEAST_SOUND_POPULATION = 5000


def sound_name(normalised: str) -> str:
    """Return how a normalised name sounds, roughly; "" for names too short to be told apart by it.

    >>> sound_name("karshi") == sound_name("qarshi"), sound_name("pul i khumri") == sound_name("pol e khomri")
    (True, True)
    """
    sounds = normalised
    for pattern, sound in SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return sounds if len(normalised) >= LEAST_SOUND_LETTERS and len(sounds) > 2 else ""


def hash_name(normalised: str) -> int:
    """Return the 64-bit key of a normalised name; two of a million names share one with a chance of one in 10^7."""
    return int.from_bytes(hashlib.blake2b(normalised.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place to write. ``names`` are first-rank spellings, ``more_names`` second-rank.

    ``code`` is a division's GeoNames code ("US.TX"), a country's ISO code, and empty for other places; ``admin1`` and
    ``admin2`` are the codes of the divisions it lies in, which must be rows of the same gazetteer, or None.
    """

    ident: str
    name: str
    lat: float
    lon: float
    population: int
    feature: str
    country: str
    code: str = ""
    admin1: str | None = None
    admin2: str | None = None
    geonameid: int = 0
    radius_km: float = 0.0
    names: tuple[str, ...] = ()
    more_names: tuple[str, ...] = ()


def write_gazetteer(rows: Iterable[PlaceRow], target: Path, *, manifest: dict[str, Any]) -> None:
    """Write a gazetteer's folder; the manifest goes last, so that a broken-off build is not taken for a whole one."""
    ranked = sorted(rows, key=lambda row: -row.population)
    index = {row.code: number for number, row in enumerate(ranked, 1) if row.code}
    target.mkdir(parents=True, exist_ok=True)
    (target / "manifest.json").unlink(missing_ok=True)
    places = np.zeros(len(ranked), PLACE)
    blob = bytearray()
    for number, row in enumerate(ranked):
        places[number] = (
            row.geonameid, row.lat, row.lon, min(row.population, 2**32 - 1), row.feature.encode(), row.country.encode(),
            index.get(row.admin1 or "", 0), index.get(row.admin2 or "", 0), row.radius_km, len(blob),
        )  # fmt: skip
        blob += f"{row.name}\t{row.ident}\t{row.code}\n".encode()
    keys, owners = index_names(ranked, normalise_name)
    sound_keys, sound_owners = index_names(
        (row if row.code or row.population >= LEAST_SOUND_POPULATION else None for row in ranked),
        lambda name: sound_name(normalise_name(name)),
    )
    arrays = {"places": places, "keys": keys, "owners": owners, "sound_keys": sound_keys, "sound_owners": sound_owners}
    for name, array in arrays.items():
        np.save(target / f"{name}.npy", array)
    (target / "names.bin").write_bytes(bytes(blob))
    counted = {**manifest, "format": FORMAT, "places": len(ranked), "names": len(keys)}
    (target / "manifest.json").write_text(json.dumps(counted, indent=1) + "\n", encoding="utf-8")


def index_names(
    rows: Iterable[PlaceRow | None], key_of: Callable[[str], str]
) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Return the sorted keys of all names, and the row of each, in row order where names are equal; None rows have none."""
    keys: list[int] = []
    owners: list[int] = []
    for number, row in enumerate(rows):
        if row is None:
            continue
        seen: set[str] = {""}
        for rank, names in ((0, (row.name, *row.names)), (int(SECOND_RANK), row.more_names)):
            for key in map(key_of, names):
                if key not in seen:
                    seen.add(key)
                    keys.append(hash_name(key))
                    owners.append(number | rank)
    key_array = np.array(keys, np.uint64)
    order = np.argsort(key_array, kind="stable")
    return key_array[order], np.array(owners, np.uint32)[order]
