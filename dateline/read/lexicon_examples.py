"""Whether the examples of a user's own lexicon rows make their rows fire."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.read.reader import Reader
from dateline.records import Ground, Report

__all__ = ["check_examples"]


def check_examples(reader: Reader) -> Iterator[tuple[str, str, tuple[Ground, ...] | None]]:
    """Yield the examples of the reader's own lexicons, with what other rows fired instead.

    Args:
        reader: with lexicons; without any, nothing is yielded.

    Yields:
        A row's file and line, its example, and None where the row fires in it; else the grounds of what was read there.
    """
    for _, row in reader.lexicons.added_rows() if reader.lexicons else ():
        if row.get("example"):
            grounds = reader.read(Report.of(row["example"], language="en")).grounds
            yield row.source, row["example"], None if any(g.row == row.source for g in grounds) else grounds
