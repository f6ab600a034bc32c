"""Report -> entities."""

from __future__ import annotations

from dateline.read.draft import Draft
from dateline.records import Entity

__all__ = ["extract_entities"]


def extract_entities(draft: Draft) -> tuple[Entity, ...]:
    """Return nothing yet."""
    return ()
