"""The table of export formats."""

from __future__ import annotations

from dateline.errors import UnknownFormat
from dateline.export.base import Exporter
from dateline.export.csv import write_csv
from dateline.export.geojson import write_geojson
from dateline.export.jsonl import write_jsonl
from dateline.export.timelinejs import write_timelinejs

__all__ = ["EXPORTERS", "get_exporter"]

EXPORTERS = (
    Exporter("csv", "text/csv; charset=utf-8", ".csv", "a row a claim, for spreadsheets and statistics", write_csv),
    Exporter("jsonl", "application/x-ndjson", ".jsonl", "a JSON object a claim, for programs", write_jsonl),
    Exporter("geojson", "application/geo+json", ".geojson", "a feature a claim, for maps", write_geojson),
    Exporter("timelinejs", "application/json", ".json", "the dated claims, for TimelineJS", write_timelinejs),
)


def get_exporter(name: str) -> Exporter:
    """Return an exporter by name.

    Raises:
        UnknownFormat: there is none of this name.

    >>> get_exporter("csv").suffix
    '.csv'
    """
    for exporter in EXPORTERS:
        if exporter.name == name:
            return exporter
    raise UnknownFormat(f"no export format {name!r}; there are: {', '.join(e.name for e in EXPORTERS)}")
