"""CSV: a row a claim, a column a field, lists joined by a semicolon."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TextIO

from dateline.records import Claim, Span

__all__ = ["COLUMNS", "write_csv"]

# figures stand in counts, as text
COLUMNS = tuple(field.name for field in fields(Claim) if field.name != "figures")
# a spreadsheet runs a cell that begins with one of these; the apostrophe makes it text again
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
JOINS = {"chain": " > "}


def write_csv(claims: Iterable[Claim], out: TextIO) -> int:
    """Write claims as CSV (RFC 4180, UTF-8) and return how many there were."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    written = 0
    for claim in claims:
        writer.writerow([cell(name, getattr(claim, name)) for name in COLUMNS])
        written += 1
    return written


def cell(name: str, value: Any) -> Any:
    """Return a value as a cell; text that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> cell("text", "=1+1"), cell("lat", -3.5), cell("chain", ("Post", "the mayor"))
    ("'=1+1", -3.5, 'Post > the mayor')
    """
    if isinstance(value, tuple):
        value = JOINS.get(name, "; ").join(value)
    if isinstance(value, Span):
        value = value.quote
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return "'" + value
    return value
