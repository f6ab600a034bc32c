"""Content-derived ids: the same content has the same id on every machine, in every run."""

from __future__ import annotations

import hashlib

__all__ = ["claim_id", "content_sha256", "derived_id", "report_id"]

ID_HEX_DIGITS = 20


def content_sha256(data: bytes) -> str:
    """Return the sha256 of bytes as 64 hex digits.

    >>> content_sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def derived_id(*parts: str | None) -> str:
    """Return an id of 20 hex digits for a tuple of texts; None differs from the empty text.

    >>> derived_id("a", "b") == derived_id("ab", "")
    False
    >>> derived_id(None) == derived_id("")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        data = b"-" if part is None else b"+" + part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()[:ID_HEX_DIGITS]


def report_id(*, text: str, outlet: str | None, published: str | None, url: str | None) -> str:
    """Return the id of a report: who published which words, where and when.

    Two copies of one file are one report; the same words in two outlets are two reports (a reprint).
    """
    return derived_id("report", text, outlet, published, url)


def claim_id(report: str, kind: str, start: int, end: int, local: str) -> str:
    """Return the id of a claim: its report, its kind and the words that state it."""
    return derived_id("claim", report, kind, str(start), str(end), local)
