"""TimelineJS 3: an event a dated claim, its dates as precise as the claim's and no more."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from typing import Any, TextIO

from dateline.export.base import caption
from dateline.records import Claim

__all__ = ["write_timelinejs"]

PARTS = ("year", "month", "day", "hour", "minute")


def write_timelinejs(claims: Iterable[Claim], out: TextIO) -> int:
    """Write the dated claims as TimelineJS's JSON, as a stream, and return how many there were; others are left out."""
    out.write('{"events":[')
    written = 0
    for claim in claims:
        if claim.earliest:
            out.write(("," if written else "") + "\n" + json.dumps(slide(claim), ensure_ascii=False))
            written += 1
    out.write("\n]}\n")
    return written


def slide(claim: Claim) -> dict[str, Any]:
    """Return a dated claim as a slide. TimelineJS shows text as HTML, so the report's words are escaped."""
    assert claim.earliest, "a slide needs a day"
    head = " ".join(part for part in (claim.type or claim.kind, claim.place and f"at {claim.place}") if part)
    slide: dict[str, Any] = {
        "start_date": date_parts(claim.earliest),
        "text": {"headline": html.escape(head), "text": html.escape(caption(claim))},
        "group": html.escape(claim.source),
        "unique_id": claim.id,
    }
    if claim.latest and claim.latest != claim.earliest:
        slide["end_date"] = date_parts(claim.latest)
    return slide


def date_parts(day: str) -> dict[str, int]:
    """Return an ISO day or minute as TimelineJS's parts.

    >>> date_parts("2001-11-07T14:30")
    {'year': 2001, 'month': 11, 'day': 7, 'hour': 14, 'minute': 30}
    """
    numbers = day.replace("T", "-").replace(":", "-").split("-")
    return dict(zip(PARTS, map(int, numbers), strict=False))
