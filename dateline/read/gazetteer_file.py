"""The gazetteer on disk: names as sorted hashes, places as one table, both memory-mapped.

Standard library and numpy only, and nothing of Dateline: the build script loads this file by its path, before Dateline is
installed. A gazetteer is a folder:

    keys.npy       (keys,) uint64    hashes of normalised names, sorted
    owners.npy     (keys,) uint32    the place that has the name, the most populous first; the highest bit marks a name of
                                     second rank
    sound_keys.npy, sound_owners.npy  the same for how the names of divisions and larger towns sound
    places.npy     (places,) PLACE   one row a place
    names.bin      UTF-8             name, id and division code of each place, tabs between, a line end after
    manifest.json  the format, what it was built from, counts, licence
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "FORMAT", "PLACE", "SECOND_RANK", "GazetteerWriter", "PlaceRow", "bare_names", "hash_name", "is_latin_name", "normalise_name",
    "river_names", "sound_name", "table_rows", "write_gazetteer",
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


# Generic words of division names: "Rapides Parish" is also called "Rapides", "Herat Province" "Herat"
GENERIC_ENDS = (
    " county", " parish", " province", " district", " municipality", " region", " prefecture", " governorate", " oblast",
    " department", " borough", " census area", " state", " city and borough", " regency", " division", " kommune", " krai",
    " qu", " xian", " shi", " sheng", " rayon", " township",
)  # fmt: skip
GENERIC_STARTS = (
    "province of ", "departamento de ", "provincia de ", "municipio de ", "landkreis ", "kreis ", "department of ",
    "county of ", "republic of ", "city of ", "gorod ", "provincia di ", "state of ", "rayon ", "distrito de ",
    "arrondissement de ", "kreisfreie stadt ", "wilaya de ", "région de ", "region de ", "township of ",
)  # fmt: skip


def bare_names(name: str) -> tuple[str, ...]:
    """Return a division's name without its generic word, if it has one.

    >>> bare_names("Cass County"), bare_names("Lisbon")
    (('Cass',), ())
    """
    lowered = name.lower()
    ends = [name[: -len(end)] for end in GENERIC_ENDS if lowered.endswith(end) and len(lowered) > len(end)]
    starts = [name[len(start) :] for start in GENERIC_STARTS if lowered.startswith(start)]
    return tuple(ends + starts)


def river_names(name: str) -> tuple[str, ...]:
    """Return what else a river is called; the bare name only tables know, since "Red" and "James" are rivers too.

    >>> river_names("Volga River")
    ('River Volga',)
    """
    bare = name.removesuffix(" River")
    return (f"River {bare}",) if bare != name else ()


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
PART_BITS = 5
PARTS = 2**PART_BITS
KEY = np.dtype([("key", "<u8"), ("owner", "<u4")])
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


def table_rows(kind: str, rows: Iterable[Mapping[str, str]]) -> Iterator[PlaceRow]:
    """Yield the places of one of Dateline's own tables, such as landmarks; ``kind`` begins their ids."""
    numbers: dict[str, int] = {}
    for row in rows:
        country = row.get("country", "")
        slug = normalise_name(f"{row['name']} {country}").replace(" ", "-")
        numbers[slug] = numbers.get(slug, 0) + 1
        yield PlaceRow(
            ident=f"{kind}:{slug}" if numbers[slug] == 1 else f"{kind}:{slug}-{numbers[slug]}",
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=0,
            feature=row["feature"],
            country=country,
            radius_km=float(row["radius_km"]),
            names=tuple(name.strip() for name in row["alternatives"].split(";") if name.strip()),
            more_names=river_names(row["name"]) if row["feature"] == "STM" else (),
        )


class GazetteerWriter:
    """Writes a gazetteer row by row; what it keeps in memory is the names' hashes of one part and a few numbers a place.

    Hashes go to temporary files by their first bits, each of which is sorted by itself at the end. The manifest is written
    last, so that a broken-off build is not taken for a whole one.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        target.mkdir(parents=True, exist_ok=True)
        (target / "manifest.json").unlink(missing_ok=True)
        self._open = ExitStack()
        parts = Path(self._open.enter_context(tempfile.TemporaryDirectory(dir=target, prefix=".parts-")))
        self._files = self._open.enter_context(ExitStack())
        self._names = self._files.enter_context((target / "names.bin").open("wb"))
        self._places = self._files.enter_context((parts / "places").open("wb"))
        self._indexes = {kind: KeyParts(parts, kind=kind, files=self._files) for kind in ("", "sound_")}
        self._codes: dict[str, int] = {"": 0}
        self._row_of_code: dict[int, int] = {}
        self._name_at = 0
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, row: PlaceRow) -> None:
        """Write a place; its divisions may come later."""
        if row.code:
            self._row_of_code[self._number(row.code)] = self.count + 1
        place = np.array(
            (
                row.geonameid, row.lat, row.lon, min(row.population, 2**32 - 1), row.feature.encode(), row.country.encode(),
                self._number(row.admin1 or ""), self._number(row.admin2 or ""), row.radius_km, self._name_at,
            ),
            PLACE,
        )  # fmt: skip
        self._places.write(place.tobytes())
        words = f"{row.name}\t{row.ident}\t{row.code}\n".encode()
        self._names.write(words)
        self._name_at += len(words)
        self._indexes[""].add(self.count, row, normalise_name)
        if row.code or row.population >= LEAST_SOUND_POPULATION:
            self._indexes["sound_"].add(self.count, row, lambda name: sound_name(normalise_name(name)))
        self.count += 1

    def _number(self, code: str) -> int:
        return self._codes.setdefault(code, len(self._codes))

    def finish(self, manifest: dict[str, Any]) -> dict[str, Any]:
        """Write the indexes and the manifest, and return it."""
        self._files.close()
        places = np.fromfile(self._places.name, PLACE)
        rows = np.array([self._row_of_code.get(number, 0) for number in range(len(self._codes))], np.uint32)
        for column in ("admin1", "admin2"):
            places[column] = rows[places[column]]
        np.save(self.target / "places.npy", places)
        sizes = {kind: parts.save(self.target, kind, places["population"]) for kind, parts in self._indexes.items()}
        counted = {**manifest, "format": FORMAT, "places": self.count, "names": sizes[""]}
        (self.target / "manifest.json").write_text(json.dumps(counted, indent=1) + "\n", encoding="utf-8")
        return counted


class KeyParts:
    """The hashes of names with the places they belong to, in temporary files by their first bits."""

    def __init__(self, folder: Path, *, kind: str, files: ExitStack) -> None:
        self._files = [files.enter_context((folder / f"{kind}keys{part}").open("wb")) for part in range(PARTS)]

    def add(self, number: int, row: PlaceRow, key_of: Callable[[str], str]) -> None:
        """Write the hashes of a place's names, each once."""
        seen = {""}
        for rank, names in ((0, (row.name, *row.names)), (int(SECOND_RANK), row.more_names)):
            for key in map(key_of, names):
                if key not in seen:
                    seen.add(key)
                    hashed = hash_name(key)
                    self._files[hashed >> (64 - PART_BITS)].write(struct.pack("<QI", hashed, number | rank))

    def save(self, target: Path, kind: str, population: NDArray[np.uint32]) -> int:
        """Write the sorted keys and their places, the most populous of a name first, and return how many there are."""
        sizes = [Path(file.name).stat().st_size // KEY.itemsize for file in self._files]
        total = sum(sizes)
        keys = np.lib.format.open_memmap(target / f"{kind}keys.npy", "w+", np.uint64, (total,))
        owners = np.lib.format.open_memmap(target / f"{kind}owners.npy", "w+", np.uint32, (total,))
        start = 0
        for file, size in zip(self._files, sizes, strict=True):
            part = np.fromfile(file.name, KEY)
            people = population[part["owner"] & ~SECOND_RANK].astype(np.int64)
            part = part[np.lexsort((-people, part["key"]))]
            keys[start : start + size], owners[start : start + size] = part["key"], part["owner"]
            start += size
        return total


def write_gazetteer(rows: Iterable[PlaceRow], target: Path, *, manifest: dict[str, Any]) -> None:
    """Write a gazetteer's folder."""
    with GazetteerWriter(target) as writer:
        for row in rows:
            writer.add(row)
        writer.finish(manifest)
