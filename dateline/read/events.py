"""Report -> events."""

from __future__ import annotations

from dateline.read.draft import Draft
from dateline.records import Event

__all__ = ["extract_events"]


def extract_events(draft: Draft) -> tuple[Event, ...]:
    """Return nothing yet."""
    return ()
