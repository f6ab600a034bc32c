"""Which row of which lexicon decided a value: for ``dateline read --why``, and to see whether a row's example works."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.read.event_lexicon import Entry
from dateline.read.lexicon import Row, load_lexicon
from dateline.records import Ground, Span

__all__ = ["adjective_grounds", "entry_ground", "status_grounds"]


def entry_ground(item: str, field: str, entry: Entry) -> Ground:
    """Return the ground of a value that a sense of the event or holding lexicons gives."""
    return Ground(item, field, entry.source, " ".join(entry.words), entry.example)


def status_grounds(item: str, status: str, *, rows: Sequence[Row]) -> list[Ground]:
    """Return the last of the rows consulted that answers so; none where grammar or a stance decided."""
    row = next((row for row in reversed(rows) if status in statuses_of(row)), None)
    return [Ground(item, "status", row.source, row["word"], "")] if row is not None else []


def statuses_of(row: Row) -> tuple[str, ...]:
    """Return what a row of ``event_modes`` or ``event_governors`` may make of an event."""
    return (*row["status"].split("|"), row.get("negated", ""))


def adjective_grounds(item: str, span: Span, state: str) -> list[Ground]:
    """Return the row of ``holding_adjectives`` by which the words of a span tell of a state."""
    rows = (row for row in load_lexicon("holding_adjectives") if row["state"] == state)
    return [Ground(item, "state", row.source, row["word"], "") for row in rows if row["word"] in span.quote.lower()][:1]
