"""Reports, readings, claims and originals for everybody's tests: sound by default, any field at will."""

from __future__ import annotations

from typing import Any

from dateline.ids import claim_id, content_sha256, report_id
from dateline.judgements import Judgement
from dateline.name_keys import name_key
from dateline.reconcile.base import Told
from dateline.records import Claim, Entity, Original, Reading, Report, Span

__all__ = [
    "TEXT",
    "make_claim",
    "make_judgement",
    "make_original",
    "make_reading",
    "make_report",
    "make_told",
    "span_of",
]

TEXT = (
    "PORT ALDA, 3 May 2011 (Coastal News) - Fishermen blocked the harbour on Monday, the mayor said. "
    "The union denied that its members had damaged two boats."
)


def make_report(**given: Any) -> Report:
    """Return a report; its id follows from its words, outlet, day and address as it does in the archive."""
    values: dict[str, Any] = {
        "title": "Harbour blocked",
        "outlet": "The Alda Courier",
        "agency": "Coastal News",
        "byline": None,
        "url": None,
        "published": "2011-05-03",
        "filed_from": None,
        "language": "en",
        "text": TEXT,
        **given,
    }
    naming = ("text", "outlet", "published", "url")
    values.setdefault("id", report_id(**{name: values[name] for name in naming}))
    return Report(**values)


def make_reading(report: Report | None = None, **given: Any) -> Reading:
    """Return a reading of a report with one entity for each capitalised name given as ``named=("Mayor Orsk", ...)``."""
    report = make_report() if report is None else report
    named = given.pop("named", ())
    entities = tuple(
        Entity(f"e{i}", "person", name, (span_of(report.text, name),)) for i, name in enumerate(named, start=1)
    )
    return Reading(**{"dateline": "0.1.0", "model": "test@1", "report": report, "entities": entities, **given})


def make_claim(report: Report | None = None, **given: Any) -> Claim:
    """Return an event claim about all the words of a report, on its outlet's word.

    ``quote`` takes the words that state it; ``chain`` sets ``source``, unless that is given too.
    """
    report = make_report() if report is None else report
    words = span_of(report.text, given.pop("quote", report.text))
    chain = tuple(given.pop("chain", (report.outlet or "the report",)))
    values: dict[str, Any] = {
        **dict.fromkeys(
            ("statement", "source_kind", "mode", "place", "place_id", "lat", "lon", "precision_km", "country")
        ),
        **dict.fromkeys(("time_text", "time_value", "earliest", "latest", "denies")),
        "report_id": report.id,
        "kind": "event",
        "local_id": "v1",
        "chain": chain,
        "source": chain[-1],
        "stance": "says",
        "type": "PROTEST",
        "status": "occurred",
        "text": words.quote,
        "start": words.start,
        "end": words.end,
        "actors": (),
        "targets": (),
        "counts": (),
        "confidence": 1.0,
        "extractor": "test@1",
        "reasons": (),
        **given,
    }
    naming = (values["report_id"], values["kind"], values["start"], values["end"], values["local_id"])
    values.setdefault("id", claim_id(*naming))
    return Claim(**values)


def make_told(report: Report | None = None, **given: Any) -> Told:
    """Return a claim as reconciling sees it: of a report that is nobody's copy, each name an actor of its own.

    ``copy``, ``published``, ``outlet`` and ``agency`` are the report's unless given; ``who`` gives the ids of actors behind
    names ({"the mayor": "anne orsk"}); all else makes the claim, as in make_claim.
    """
    report = make_report() if report is None else report
    of_report = {name: given.pop(name, getattr(report, name)) for name in ("published", "outlet", "agency")}
    copy, who = given.pop("copy", report.id), given.pop("who", {})
    claim = make_claim(report, **given)
    names = {"actors": claim.actors, "targets": claim.targets, "chain": claim.chain}
    ids = {field: tuple(who.get(name, name_key(name)) for name in of_field) for field, of_field in names.items()}
    return Told(claim=claim, copy=copy, **of_report, **ids)


def make_judgement(kind: str, subject: str, other: str | None = None, **given: Any) -> Judgement:
    """Return a judgement, by default the machine's that two are one, with a score of 0.9."""
    values = {"verdict": "same", "by": "dateline 0.1.0", "made": "2011-05-04T08:00:00+00:00", "score": 0.9, **given}
    return Judgement.of(kind, subject, other, **values)


def make_original(report: Report | None = None, **given: Any) -> Original:
    """Return the bytes of a report's text, from ``address`` (the report's own url, or a made-up file)."""
    report = make_report() if report is None else report
    data = given.pop("data", None) or report.text.encode()
    address = given.pop("address", report.url or f"file:///reports/{report.id}.txt")
    return Original(
        **{"sha256": content_sha256(data), "media_type": "text/plain", "address": address, "data": data, **given}
    )


def span_of(text: str, quote: str) -> Span:
    """Return the first span of words in a text. Raises: ValueError: they are not in it."""
    start = text.index(quote)
    return Span.of(text, start, start + len(quote))
