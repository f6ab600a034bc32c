"""Plain text -> a report, with its metadata from a JSON file of the same name beside it, if there is one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dateline.errors import UnreadableReport
from dateline.ingest.base import Ingested, Metadata, Options, decode, make_ingested
from dateline.ingest.dates import iso_date

__all__ = ["metadata_of", "read_text"]

KEYS = Metadata.__slots__


def read_text(data: bytes, address: str, options: Options) -> Iterator[Ingested]:
    """Yield the one report of a text. Raises: UnreadableReport."""
    yield make_ingested(decode(data, address), options.known, data=data, media_type="text/plain", address=address)


def metadata_of(values: Any, address: str) -> Metadata:
    """Return the metadata of a JSON object; keys that say nothing of a report are left aside.

    Raises:
        UnreadableReport: not an object, a value that is no text, or ``published`` that is no ISO date.

    >>> metadata_of({"title": "Dam holds", "published": "2020-05-01T10:00:00Z"}, "-").published
    '2020-05-01'
    """
    if not isinstance(values, dict):
        raise UnreadableReport(address, "the metadata is no JSON object")
    found: dict[str, str | None] = {}
    for key in KEYS:
        value = values.get(key)
        if value is not None and not isinstance(value, str):
            raise UnreadableReport(address, f"{key} is {json.dumps(value)[:40]}, not a text")
        found[key] = value.strip() or None if value else None
    if found["published"]:
        day = iso_date(found["published"])
        if day is None:
            raise UnreadableReport(address, f"published is {found['published']!r}, not an ISO date (2001-11-19)")
        found["published"] = day
    return Metadata(**found)
