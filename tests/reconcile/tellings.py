"""Event claims in reports of their own sentences, for the tests of incidents: each sentence tells of one happening."""

from __future__ import annotations

from typing import Any

from dateline.name_keys import name_key
from dateline.reconcile.base import Told
from dateline.records import Figure, Span
from tests.factory import make_claim, make_report, span_of

__all__ = ["PLACES", "killed", "tell"]

# place: id, lat, lon, how far off, country
PLACES: dict[str, tuple[str, float, float, float, str]] = {
    "Oskar": ("g1", 10.0, 20.0, 8.0, "XA"),
    "Belmin": ("g2", 11.2, 20.9, 8.0, "XA"),
    "Xandria": ("g3", 10.5, 20.5, 300.0, "XA"),
}


def tell(
    report: str, words: str, trigger: str, *, day: str = "2012-06-05", copy: str | None = None, **claim: Any
) -> Told:
    """Return a claim of one sentence, whose event is the trigger; ``at`` is a day, ``place`` a name of ``PLACES`` or any.

    Args:
        report: the report's id.
        words: the sentence; ``start`` tells where in the report it stands.
        trigger: the event's word.
        day: when the report was published.
        copy: the id of the report that it is a copy of.
        claim: fields of the claim.
    """
    start = claim.pop("start", 0)
    text = " " * start + words
    when, where = claim.pop("at", None), claim.pop("place", None)
    if when:
        first, last = when if isinstance(when, tuple) else (when, when)
        claim |= {"earliest": first, "latest": last, "time_text": claim.get("time_text", first)}
    if where in PLACES:
        ident, lat, lon, radius, country = PLACES[where]
        claim |= {"place_id": ident, "lat": lat, "lon": lon, "precision_km": radius, "country": country}
    made = make_claim(
        make_report(text=text, id=report, published=day),
        **{
            "quote": words,
            "trigger": span_of(text, trigger),
            "type": "ASSAULT",
            "local_id": f"v{start}-{text.index(trigger)}",
            "place": where,
            **claim,
        },
    )
    parties = (tuple(map(name_key, names)) for names in (made.actors, made.targets, made.chain))
    return Told(made, day, "The Alda Courier", None, copy or report, *parties)


def killed(low: float, high: float | None = None) -> tuple[Figure, ...]:
    """Return a count of dead."""
    top = low if high is None else high
    return (
        Figure(
            what="killed", low=low, high=top, low_inclusive=True, high_inclusive=True, approximate=False, unit="count",
            tally=None, words=Span(0, 1, "x"),
        ),
    )  # fmt: skip
