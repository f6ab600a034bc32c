"""A dump of GeoNames (allCountries.zip, or one country's) -> a gazetteer in the same form as the one that is shipped.

The dump is read as a stream and written row by row, so that memory does not grow with the names. Dateline's own tables
(countries, regions, landmarks, districts) come first: what countries are called and how far they reach is theirs.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import ConfigError
from dateline.read.gazetteer import Gazetteer, GazetteerEntry, cells, shipped_gazetteer
from dateline.read.gazetteer_file import GazetteerWriter, PlaceRow, bare_names, is_latin_name, river_names, table_rows
from dateline.read.lexicon import load_lexicon

__all__ = ["import_geonames"]

COLUMNS = 19
# Of 12 million places the dump has 1.7 GB of text in 0.4 GB: far larger, or far more tightly packed, is no dump of GeoNames
MOST_BYTES = 6_000_000_000
MOST_PACKED = 40
LONGEST_LINE = 100_000
SHORTEST_CHECKED = 10_000_000
# Feature classes and, where not all of a class are places that reports speak of, the codes that are kept
KEPT: dict[str, frozenset[str] | None] = {
    "A": None,
    "P": None,
    "H": None,
    "T": None,
    "L": frozenset(("AREA", "CONT", "RGN", "RGNE", "RGNH", "RGNL", "PRK", "RESN", "RESW", "MILB", "NVB", "INDS", "PRT", "OAS")),
    "S": frozenset(
        ("AIRP", "AIRB", "AIRF", "MILB", "HSTS", "RUIN", "DAM", "BDG", "PSTB", "CTRA", "PS", "PRN", "SQR", "STDM", "UNIV", "CMP")
    ),
}  # fmt: skip
# Codes that are shown and ranked as one, as in the shipped gazetteer: seats of divisions are towns, dependencies countries
ONE_CODE = dict.fromkeys(("PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLL", "PPLF", "PPLG", "PPLS", "STLMT"), "PPL")
COUNTRY_CODES = frozenset(("PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS", "TERR"))


@dataclass(frozen=True, slots=True)
class DumpRow:
    """The columns of a line of the dump that are used."""

    geonameid: int
    name: str
    ascii_name: str
    alternatives: tuple[str, ...]
    lat: float
    lon: float
    feature_class: str
    feature: str
    country: str
    admin1: str
    admin2: str
    population: int


def import_geonames(dump: Path, target: Path, *, on_progress: Callable[[int], None] | None = None) -> dict[str, Any]:
    """Build a gazetteer from a dump of GeoNames, and return its manifest. What stood in the folder is replaced at the end.

    Args:
        dump: ``allCountries.zip`` or a country's, from download.geonames.org/export/dump.
        target: the folder of the gazetteer.
        on_progress: called with the number of lines read, now and then.

    Raises:
        ConfigError: the file is no such dump, or is larger than one can be; the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
            made = Path(folder) / "gazetteer"
            shipped = shipped_gazetteer()
            with GazetteerWriter(made) as writer:
                for row in all_rows(dump, shipped=shipped, on_progress=on_progress):
                    writer.add(row)
                sources = [f"GeoNames, {dump.name} of {dump.stat().st_size:,} bytes"]
                manifest = writer.finish({"sources": sources, "licence": shipped.manifest["licence"]})
            if target.exists():
                target.rename(Path(folder) / "before")
            made.rename(target)
    except OSError as error:
        raise ConfigError(f"{error.filename or target}: {error.strerror or error}") from error
    return manifest


def all_rows(dump: Path, *, shipped: Gazetteer, on_progress: Callable[[int], None] | None) -> Iterator[PlaceRow]:
    """Yield the rows of Dateline's tables, then those of the dump."""
    for kind, table in (("region", "regions"), ("landmark", "landmarks"), ("district", "districts")):
        yield from table_rows(kind, load_lexicon(table))
    kinds = Kinds(shipped)
    for number, row in enumerate(read_dump(dump), 1):
        if on_progress and number % 100_000 == 0:
            on_progress(number)
        if is_kept(row):
            yield kinds.place_row(row)


def is_kept(row: DumpRow) -> bool:
    """Is it a place that reports speak of, not a school or a well?"""
    codes = KEPT.get(row.feature_class, frozenset())
    return bool(row.name) and (codes is None or row.feature in codes)


class Kinds:
    """Turns lines of the dump into places; countries and divisions take name and reach from the shipped gazetteer."""

    def __init__(self, shipped: Gazetteer) -> None:
        self.known: dict[str, GazetteerEntry] = {entry.code: entry for entry in shipped.coded_places() if entry.code}
        self.names = {
            row["iso2"]: tuple(cells(row["alternatives"])) for row in load_lexicon("countries") if row["alternatives"]
        } | {row["code"]: tuple(cells(row["names"])) for row in load_lexicon("divisions")}

    def place_row(self, row: DumpRow) -> PlaceRow:
        """Return a place to write."""
        code, feature = self.code_and_feature(row)
        known = self.known.get(code)
        more = [name for name in (row.ascii_name, *row.alternatives) if is_latin_name(name)]
        if code:
            more += [row.name, *bare_names(row.name)]
        if feature == "STM":
            more += river_names(row.name)
        division = f"{row.country}.{row.admin1}" if row.admin1 else None
        return PlaceRow(
            ident=f"geonames:{row.geonameid}",
            name=known.name if known else row.name,
            lat=row.lat,
            lon=row.lon,
            population=row.population,
            feature=feature,
            country=row.country,
            code=code,
            admin1=division if division != code else None,
            admin2=f"{division}.{row.admin2}" if row.admin2 and f"{division}.{row.admin2}" != code else None,
            geonameid=row.geonameid,
            radius_km=known.radius_km if known else 0.0,
            names=self.names.get(code, ()),
            more_names=tuple(more),
        )

    def code_and_feature(self, row: DumpRow) -> tuple[str, str]:
        """Return the code of a country or division, empty for others, and the feature code to show."""
        if row.feature in COUNTRY_CODES and row.country in self.known and row.admin1 in ("", "00"):
            return row.country, "PCLI"
        if row.feature == "ADM1":
            return f"{row.country}.{row.admin1}", "ADM1"
        if row.feature == "ADM2":
            return f"{row.country}.{row.admin1}.{row.admin2}", "ADM2"
        return "", ONE_CODE.get(row.feature, row.feature)


# the dump -----------------------------------------------------------------------------------------


def read_dump(dump: Path) -> Iterator[DumpRow]:
    """Yield the lines of a dump. Raises: ConfigError, which names the file and the line that is not as it should be."""
    try:
        with zipfile.ZipFile(dump) as archive:
            member = check_member(dump, archive)
            with archive.open(member) as stream:
                for number, line in enumerate(bounded_lines(dump, stream), 1):
                    yield read_line(line, f"{dump}, line {number:,}")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ConfigError(f"{dump} is no zip file that can be read: {error}") from error


def check_member(dump: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the one table in the file. Raises: ConfigError."""
    tables = [m for m in archive.infolist() if m.filename.endswith(".txt") and m.filename != "readme.txt"]
    if len(tables) != 1 or "/" in tables[0].filename:
        names = ", ".join(m.filename for m in archive.infolist()[:5])
        raise ConfigError(
            f"{dump} is no dump of GeoNames: it holds {names or 'nothing'}, not allCountries.txt or one country's table"
        )
    member = tables[0]
    packed = member.file_size / max(1, member.compress_size)
    if member.file_size > MOST_BYTES or (member.file_size > SHORTEST_CHECKED and packed > MOST_PACKED):
        raise ConfigError(
            f"{dump}: {member.filename} says it has {member.file_size:,} bytes, packed {packed:.0f} to 1; a dump of GeoNames has "
            f"at most {MOST_BYTES:,}, packed less than {MOST_PACKED} to 1"
        )
    return member


def bounded_lines(dump: Path, stream: Any) -> Iterator[str]:
    """Yield a member's lines, whatever its size is said to be. Raises: ConfigError, at a line too long or no UTF-8."""
    read = 0
    buffered = io.BufferedReader(stream)
    while line := buffered.readline(LONGEST_LINE + 1):
        read += len(line)
        if len(line) > LONGEST_LINE or read > MOST_BYTES:
            raise ConfigError(f"{dump} is no dump of GeoNames: a line longer than {LONGEST_LINE:,} bytes, or too many")
        try:
            yield line.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise ConfigError(f"{dump} is no dump of GeoNames: it is not UTF-8") from error


def read_line(line: str, where: str) -> DumpRow:
    """Return a line's columns. Raises: ConfigError."""
    columns = line.split("\t")
    if len(columns) != COLUMNS:
        raise ConfigError(f"{where}: {len(columns)} columns, where a dump of GeoNames has {COLUMNS}")
    try:
        ident, lat, lon, population = int(columns[0]), float(columns[4]), float(columns[5]), int(columns[14] or 0)
    except ValueError as error:
        raise ConfigError(f"{where}: {error}") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < ident < 2**32 and population >= 0):
        raise ConfigError(f"{where}: {columns[0]} at {lat}, {lon} with {population} people cannot be")
    alternatives = tuple(name for name in columns[3].split(",") if name)
    return DumpRow(
        ident, columns[1], columns[2], alternatives, lat, lon, columns[6], columns[7], columns[8], columns[10], columns[11],
        population,
    )  # fmt: skip
