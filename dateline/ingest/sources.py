"""Files, folders and addresses -> reports, whatever their form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.errors import ConfigError, InvalidReport, ItemError, SourceUnavailable, UnreadableReport
from dateline.ingest.base import Ingested, Options
from dateline.ingest.feed import read_feed
from dateline.ingest.fetch import fetch
from dateline.ingest.html import read_html
from dateline.ingest.jsonl import iter_jsonl, read_jsonl
from dateline.ingest.text import metadata_of, read_text

__all__ = ["SOURCES", "Handed", "Source", "find_reports", "is_address", "read_one"]

Parse = Callable[[bytes, str, Options], Iterator[Ingested | UnreadableReport]]


@dataclass(frozen=True, slots=True)
class Source:
    """One form of input: its name, the file names and first bytes that tell it, and its parser."""

    name: str
    suffixes: tuple[str, ...]
    looks_like: str
    parse: Parse


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that somebody handed over: its own name, and the address it is kept under, wherever it lies meanwhile."""

    path: Path
    name: str
    address: str


# the first row that fits is taken: by the file's name, else by its first bytes, else plain text
SOURCES = (
    Source("jsonl", (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), r"(?!)", read_jsonl),
    Source("json", (".json",), r"\s*\{\s*\"", read_jsonl),
    Source("feed", (".rss", ".atom", ".xml"), r"\s*(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<(rss|feed|rdf:RDF)\b", read_feed),
    Source(
        "html",
        (".html", ".htm", ".xhtml"),
        r"\s*(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b",
        read_html,
    ),
    Source("text", (".txt", ".text", ".md", ""), r"", read_text),
)


def find_reports(target: str | Handed, options: Options) -> Iterator[Ingested | ItemError]:
    """Yield the reports of a file, a folder (with all below it) or an address, and a fault for each thing skipped.

    Folders are walked in the order of names; hidden files, links that lead outside and metadata files (``NAME.json`` beside
    ``NAME.txt``) are passed over.

    Raises:
        ConfigError: nothing stands at the path.
        SourceUnavailable: the folder or file cannot be read.
    """
    if isinstance(target, Handed):
        yield from _from_handed(target, options)
        return
    if is_address(target):
        yield from _guarded(_from_address(target, options))
        return
    path = Path(target)
    if path.is_dir():
        for file in _walk(path):
            yield from _guarded(_from_file(file, options))
    elif path.is_file():
        yield from _guarded(_from_file(path, options))
    else:
        raise ConfigError(f"{target}: no such file, folder or http(s) address")


def is_address(target: str) -> bool:
    """Is this an http(s) address rather than a path?"""
    return target.lower().startswith(("http://", "https://"))


def read_one(target: str, data: bytes | None, options: Options) -> Ingested:
    """Return the one report of a file or address, or of bytes given (standard input).

    Raises:
        ItemError: it cannot be read.
        InvalidReport: it holds no report, or several.
        ConfigError, SourceUnavailable: as find_reports.
    """
    found = _guarded(_parse(data, target, options, name="")) if data is not None else find_reports(target, options)
    reports = []
    for item in found:
        if isinstance(item, ItemError):
            raise item
        reports.append(item)
        if len(reports) > 1:
            raise InvalidReport(
                f"{target}: holds several reports; `dateline add` takes them all, `read --jsonl` a stream"
            )
    if not reports:
        raise InvalidReport(f"{target}: holds no report")
    return reports[0]


def _guarded(items: Iterator[Ingested | ItemError]) -> Iterator[Ingested | ItemError]:
    try:
        yield from items
    except ItemError as error:
        yield error


def _walk(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    try:
        files = sorted(p for p in folder.rglob("*") if p.is_file())
    except OSError as error:
        raise SourceUnavailable(f"{folder}: {error.strerror or error}") from error
    for file in files:
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        is_metadata = file.suffix == ".json" and any(file.with_suffix(s).is_file() for s in (".txt", ".html", ".htm"))
        if not hidden and not is_metadata and file.resolve().is_relative_to(root):
            yield file


def _from_handed(handed: Handed, options: Options) -> Iterator[Ingested | ItemError]:
    """Yield a handed file's reports; faults name the file as its owner does."""
    for item in _guarded(_from_file(handed.path, options, address=handed.address)):
        if isinstance(item, ItemError):
            named = item.item.replace(str(handed.path), handed.name).replace(handed.address, handed.name)
            yield UnreadableReport(named, item.why)
        else:
            yield item


def _from_file(path: Path, options: Options, *, address: str | None = None) -> Iterator[Ingested | ItemError]:
    address = address or path.resolve().as_uri()
    if _source_of_name(path.name) is SOURCES[0]:
        for row in iter_jsonl(path, limits=options.limits):
            if isinstance(row, UnreadableReport):
                yield row
            else:
                yield from _guarded(read_jsonl(row[1], _line_address(address, row[1], row[0]), options))
        return
    try:
        if path.stat().st_size > options.limits.max_bytes:
            raise UnreadableReport(str(path), f"larger than {options.limits.max_bytes:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableReport(str(path), error.strerror or str(error)) from error
    yield from _parse(data, address, _with_sidecar(path, options), name=path.name)


def _line_address(address: str, line: bytes, number: int) -> str:
    """A line's own id keeps its address when lines are added before it; without one, its number must do."""
    match = re.search(rb'"id"\s*:\s*"([^"\\]{1,200})"', line)
    return f"{address}#{match.group(1).decode('utf-8', 'replace') if match else number}"


def _with_sidecar(path: Path, options: Options) -> Options:
    sidecar = path.with_suffix(".json")
    if sidecar == path or not sidecar.is_file() or sidecar.stat().st_size > options.limits.max_bytes:
        return options
    try:
        beside = metadata_of(json.loads(sidecar.read_bytes()), str(sidecar))
    except (ValueError, RecursionError) as error:
        raise UnreadableReport(str(sidecar), f"no JSON ({error})") from error
    return replace(options, known=options.merged(beside))


def _from_address(url: str, options: Options) -> Iterator[Ingested | ItemError]:
    got = fetch(url, max_bytes=options.limits.max_bytes, seconds=options.fetch_seconds)
    yield from _parse(got.data, got.address, options, name="", media_type=got.media_type)


def _parse(
    data: bytes, address: str, options: Options, *, name: str, media_type: str = ""
) -> Iterator[Ingested | ItemError]:
    if len(data) > options.limits.max_bytes:
        raise UnreadableReport(address, f"larger than {options.limits.max_bytes:,} bytes")
    source = _source_of_name(name) or _source_of_bytes(data, media_type)
    if source is None:
        raise UnreadableReport(address, f"no form that can be read ({Path(name).suffix or 'unknown'})")
    yield from source.parse(data, address, options)


def _source_of_name(name: str) -> Source | None:
    lower = name.lower()
    return (
        next((s for s in SOURCES if lower.endswith(tuple(x for x in s.suffixes if x))), None) if "." in lower else None
    )


def _source_of_bytes(data: bytes, media_type: str) -> Source | None:
    head = data[:2048].decode("utf-8", "replace").lstrip("\ufeff")
    if media_type in {"text/html", "application/xhtml+xml"}:
        return next(s for s in SOURCES if s.name == "html")
    return next(s for s in SOURCES if re.match(s.looks_like, head, re.IGNORECASE | re.DOTALL))
