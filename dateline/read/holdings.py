"""Report -> holdings."""

from __future__ import annotations

from dateline.read.draft import Draft
from dateline.records import Holding

__all__ = ["extract_holdings"]


def extract_holdings(draft: Draft) -> tuple[Holding, ...]:
    """Return nothing yet."""
    return ()
