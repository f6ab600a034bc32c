"""Tables whose columns are not those of a claim -> CSV or JSON lines, a row at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TextIO

from dateline.errors import UnknownFormat
from dateline.export.csv import cell

__all__ = ["TABLE_FORMATS", "table_writer"]

RowWriter = Callable[[Mapping[str, Any]], None]


def table_writer(out: TextIO, columns: Sequence[str], *, form: str) -> RowWriter:
    """Return a function that writes a row: column -> value, None for an empty cell. The head is written at once.

    Args:
        out: a text file, opened with ``newline=""``.
        columns: in their order; every row has them all.
        form: csv or jsonl.

    Raises:
        UnknownFormat: no such format.
    """
    if form not in TABLE_FORMATS:
        raise UnknownFormat(f"no table format {form!r}; there are: {', '.join(TABLE_FORMATS)}")
    return TABLE_FORMATS[form](out, columns)


def _csv_writer(out: TextIO, columns: Sequence[str]) -> RowWriter:
    """CSV (RFC 4180, UTF-8); lists are joined by a semicolon, and text that would run as a formula is made text."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)

    def write(row: Mapping[str, Any]) -> None:
        writer.writerow([cell(column, row[column]) for column in columns])

    return write


def _jsonl_writer(out: TextIO, columns: Sequence[str]) -> RowWriter:
    """A JSON object a row, every column in it, empty cells null."""

    def write(row: Mapping[str, Any]) -> None:
        out.write(json.dumps({column: row[column] for column in columns}, ensure_ascii=False) + "\n")

    return write


TABLE_FORMATS: Mapping[str, Callable[[TextIO, Sequence[str]], RowWriter]] = {
    "csv": _csv_writer,
    "jsonl": _jsonl_writer,
}
