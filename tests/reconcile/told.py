"""Claims with their reports, for the tests of reconciling: sound by default, any field at will."""

from __future__ import annotations

from typing import Any

from dateline.reconcile.base import Told
from dateline.records import Figure, Span
from tests.factory import make_claim, make_report, span_of

__all__ = ["count", "told"]


def told(
    words: str,
    *,
    day: str | None = "2012-06-04",
    outlet: str = "The Alda Courier",
    copy: str | None = None,
    **claim: Any,
) -> Told:
    """Return a claim made of these words, in a report of its own, published on a day by an outlet.

    The claim's names stand for themselves as actors. ``said_by`` adds an innermost source to the chain; ``trigger`` is
    a word of the claim.
    """
    report = make_report(text=words, outlet=outlet, agency=None, published=day, title=words[:20])
    chain = (outlet, *filter(None, [claim.pop("said_by", None)]))
    trigger = claim.pop("trigger", None)
    made = make_claim(report, chain=chain, trigger=trigger and span_of(words, trigger), **claim)
    key = str.casefold
    return Told(
        made, day, outlet, None, copy or report.id,
        tuple(map(key, made.actors)), tuple(map(key, made.targets)), tuple(map(key, made.chain)),
    )  # fmt: skip


def count(what: str, low: float | None, high: float | None = -1, **given: Any) -> Figure:
    """Return a count of one role; ``high`` is ``low`` unless given."""
    high = low if high == -1 else high
    values: dict[str, Any] = {
        "low_inclusive": low is not None,
        "high_inclusive": high is not None,
        "approximate": False,
        "unit": "count",
        "tally": None,
        "words": Span(0, 1, given.pop("text", str(low))),
        "of": None,
        **given,
    }
    return Figure(what, low, high, **values)
