"""JSONL -> a report a line: ``{"id", "text"}`` and optionally title, outlet, agency, byline, url, published, language."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.errors import SourceUnavailable, UnreadableReport
from dateline.ingest.base import Ingested, Limits, Options, make_ingested
from dateline.ingest.text import metadata_of
from dateline.records import Report

__all__ = ["iter_jsonl", "read_jsonl", "report_of_object"]


def iter_jsonl(path: Path, *, limits: Limits) -> Iterator[tuple[int, bytes] | UnreadableReport]:
    """Yield the lines of a JSONL file, plain or gzipped, with their numbers from 1; empty lines are passed over.

    A line longer than the limit is a fault and is passed over; a broken gzip stream is a fault and the end.

    Raises:
        SourceUnavailable: the file cannot be read.
    """
    opener = gzip.open if path.suffix == ".gz" else Path.open
    number = 0
    try:
        with opener(path, "rb") as handle:
            while line := handle.readline(limits.max_bytes + 1):
                number += 1
                if len(line) > limits.max_bytes:
                    while line and not line.endswith(b"\n"):
                        line = handle.readline(limits.max_bytes)
                    yield UnreadableReport(f"{path}:{number}", f"the line is longer than {limits.max_bytes:,} bytes")
                elif line.strip():
                    yield number, line
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield UnreadableReport(f"{path}:{number + 1}", f"broken gzip, nothing more can be read ({error})")
    except OSError as error:
        raise SourceUnavailable(f"{path}: {error.strerror or error}") from error


def read_jsonl(data: bytes, address: str, options: Options) -> Iterator[Ingested]:
    """Yield the one report of a line. Raises: UnreadableReport."""
    values = object_of_line(data, address)
    metadata = options.merged(metadata_of(values, address), found_first=True)
    yield make_ingested(values["text"], metadata, data=data, media_type="application/json", address=address)


def object_of_line(line: bytes, address: str) -> dict[str, Any]:
    """Return a line's JSON object with its ``text``. Raises: UnreadableReport."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableReport(address, f"no JSON ({error})") from error
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise UnreadableReport(address, "no JSON object with a text in it")
    return values


def report_of_object(values: dict[str, Any], address: str) -> Report:
    """Return a line's object as a report, with ``id`` and ``text`` as given (the batch form of ``read``).

    Raises:
        UnreadableReport: no id, no text, or metadata that cannot be used.
    """
    if not isinstance(values.get("id"), str):
        raise UnreadableReport(address, "no id in it")
    metadata = metadata_of(values, address)
    return replace(Report.of(values["text"], **metadata.known()), id=values["id"])
