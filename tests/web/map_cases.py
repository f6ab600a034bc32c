"""An archive for the tests of the map: incidents with and without a point or a day, and a town that changes hands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateline.linking import Linker
from dateline.records import Claim, Figure, Report
from dateline.store import Store, open_store
from tests.factory import make_claim, make_original, make_reading, make_report, span_of

__all__ = ["map_archive"]

VELM = {"place": "Velm", "place_id": "geonames:1", "lat": 48.25, "lon": 16.5, "precision_km": 5.0, "country": "AT"}
VALLEY = {
    "place": "Orra Valley",
    "place_id": "geonames:2",
    "lat": 47.5,
    "lon": 15.0,
    "precision_km": 120.0,
    "country": "AT",
}
NEARBY = {"place": "Sarn", "place_id": "geonames:3", "lat": 48.3, "lon": 16.9, "precision_km": 3.0, "country": "AT"}
HOSTILE = {
    "place": "<img src=x onerror=alert(1)>",
    "place_id": "geonames:4",
    "lat": 49.0,
    "lon": 17.0,
    "precision_km": 9.0,
}


def on(day: str, until: str | None = None) -> dict[str, str]:
    return {"earliest": day, "latest": until or day}


# text, day of publishing, outlet, what happened
EVENTS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("Shells fell on Velm on Thursday and four people died.", "2012-05-04", "Harbour Herald",
     {"type": "ASSAULT", **VELM, **on("2012-05-03"), "actors": ("the garrison",), "killed": ("four", 4)}),
    ("Shells fell on Velm; the dead were nine, a nurse said.", "2012-05-05", "The Ledger",
     {"type": "ASSAULT", **VELM, **on("2012-05-03"), "actors": ("the garrison",), "killed": ("nine", 9)}),
    ("Shells never fell on Velm, the garrison said.", "2012-05-06", "Valley Post",
     {"type": "ASSAULT", **VELM, **on("2012-05-03"), "actors": ("the garrison",), "stance": "denies", "status": "denied",
      "chain": ("Valley Post", "the garrison")}),
    ("Teachers marched in Velm on the tenth.", "2012-05-11", "Harbour Herald",
     {"type": "PROTEST", **VELM, **on("2012-05-10")}),
    ("A convoy left for Sarn on the twelfth.", "2012-05-13", "Harbour Herald",
     {"type": "MOBILIZE", **NEARBY, **on("2012-05-12")}),
    ("Floods hit the Orra Valley in May.", "2012-05-30", "The Ledger",
     {"type": "OTHER", **VALLEY, **on("2012-05-01", "2012-05-31")}),
    ("A raid on Tarn mill was told of on the twelfth.", "2012-05-13", "The Ledger",
     {"type": "ASSAULT", "place": "Tarn mill", **on("2012-05-12")}),
    ("Envoys met on the twelfth.", "2012-05-14", "The Ledger", {"type": "CONSULT", **on("2012-05-12")}),
    ("Grain was handed out at Sarn.", "2012-05-15", "Harbour Herald", {"type": "AID", **NEARBY}),
    ("Guards beat a porter there on the second.", "2012-05-06", "Harbour Herald",
     {"type": "ASSAULT", **HOSTILE, **on("2012-05-02")}),
)  # fmt: skip
HOLDINGS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("Government troops hold Velm.", "2012-05-02", "Harbour Herald",
     {"type": "holds", **VELM, **on("2012-05-02"), "actors": ("Government troops",)}),
    ("Rebels took Velm from the government on the eighth.", "2012-05-09", "Harbour Herald",
     {"type": "taken", **VELM, **on("2012-05-08"), "actors": ("rebels",), "targets": ("Government troops",)}),
    ("Millers keep Tarn mill.", "2012-05-09", "The Ledger",
     {"type": "holds", "place": "Tarn mill", **on("2012-05-09"), "actors": ("millers",)}),
)  # fmt: skip


def map_archive(path: Path) -> Store:
    """Return a new archive with all of this, linked."""
    store = open_store(path, create=True)
    with store.writer() as writer:
        linker = Linker(writer)
        for kind, cases in (("event", EVENTS), ("holding", HOLDINGS)):
            for text, day, outlet, values in cases:
                report = make_report(text=text, published=day, outlet=outlet, title=None, agency=None)
                reading, claims = make_reading(report), (claim_of(report, kind, dict(values)),)
                assert writer.add_report(reading, claims, make_original(report))
                linker.link(reading, claims)
        linker.settle()
    return store


def claim_of(report: Report, kind: str, values: dict[str, Any]) -> Claim:
    """Return the one claim of a report, on its outlet's word."""
    killed = values.pop("killed", None)
    if killed:
        word, number = killed
        words = span_of(report.text, word)
        values["figures"] = (Figure("killed", number, number, True, True, False, "count", None, words),)
        values["counts"] = (f"killed: {word} [{number}, {number}]",)
    if kind == "holding":
        return make_claim(report, kind="holding", local_id="h1", status=None, **values)
    return make_claim(report, trigger=span_of(report.text, report.text.split()[0]), **values)
