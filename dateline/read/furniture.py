"""Report -> furniture (agency line, links, adverts, captions) and dateline at its edges."""

from __future__ import annotations

from dateline.records import Report

__all__ = ["blank_out", "read_furniture"]


def read_furniture(report: Report) -> Report:
    """Return the report with its furniture, dateline, agency, byline and language filled in where the text shows them."""
    return report


def blank_out(report: Report) -> str:
    """Return the text with furniture replaced by spaces, one for one, line breaks kept."""
    text = report.text
    for span in report.furniture:
        blank = "".join(c if c in "\n\r" else " " for c in span.quote)
        text = text[: span.start] + blank + text[span.end :]
    return text
