"""Dateline reads news reports and keeps the record: who says what happened, on whose word, and who disputes it.

>>> from dateline import Reader, Report
>>> reading = Reader().read(Report.of('"The bridge is closed," said the mayor of Quayford.', published="2020-03-04"))
>>> [(a.source.quote, a.stance) for a in reading.attributions]
[('the mayor of Quayford', 'says')]
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.errors import DatelineError
    from dateline.read.claims import claims_of
    from dateline.read.reader import Reader
    from dateline.records import Claim, Reading, Report, Span
    from dateline.store import open_store

__version__ = "0.1.0"
__all__ = ["Claim", "DatelineError", "Reader", "Reading", "Report", "Span", "__version__", "claims_of", "open_store"]

# where each public name lives; imported when first used, so that a question to an archive need not load spaCy
_HOMES = {
    "Claim": "dateline.records",
    "DatelineError": "dateline.errors",
    "Reader": "dateline.read.reader",
    "Reading": "dateline.records",
    "Report": "dateline.records",
    "Span": "dateline.records",
    "claims_of": "dateline.read.claims",
    "open_store": "dateline.store",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
