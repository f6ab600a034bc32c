"""Report -> quantities."""

from __future__ import annotations

from dateline.read.draft import Draft
from dateline.records import Quantity

__all__ = ["extract_quantities"]


def extract_quantities(draft: Draft) -> tuple[Quantity, ...]:
    """Return nothing yet."""
    return ()
