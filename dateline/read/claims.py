"""Reading -> claims: one row for every attribution, event and holding, each with the whole chain of its sources."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import Any

from dateline.ids import claim_id
from dateline.read.dateline_line import body_start
from dateline.read.sentences import find_sentence_starts
from dateline.read.span_index import SpanIndex
from dateline.records import (
    OWN_VOICE,
    UNNAMED,
    Attribution,
    Claim,
    Entity,
    Event,
    Figure,
    Holding,
    Quantity,
    Reading,
    Span,
)

__all__ = ["claims_of", "interval_text"]


def claims_of(reading: Reading) -> tuple[Claim, ...]:
    """Return the claims of a reading, in text order.

    A statement is the words of an attribution; an event or holding is a claim of its own whose ``statement`` is the claim
    of the attribution it stands in, None in the report's own voice.
    """
    return _Projection(reading).claims()


def interval_text(quantity: Quantity) -> str:
    """Return a quantity's words and its interval, and whether it adds to earlier figures or includes them.

    >>> from dateline.records import Span
    >>> q = Quantity("q1", Span(0, 12, "more than 30"), 30, None, False, False, False, "count", None, None)
    >>> interval_text(q)
    'more than 30 (30, ∞)'
    >>> interval_text(Quantity("q1", Span(0, 10, "another 12"), 12, 12, True, True, False, "count", None, None, None, "new"))
    'another 12 (12), new'
    """
    tally = f", {quantity.tally}" if quantity.tally else ""
    left = "[" if quantity.low_inclusive else "("
    right = "]" if quantity.high_inclusive else ")"
    low = "−∞" if quantity.low is None else f"{quantity.low:.4g}" if quantity.unit == "share" else f"{quantity.low:,g}"
    high = (
        "∞" if quantity.high is None else f"{quantity.high:.4g}" if quantity.unit == "share" else f"{quantity.high:,g}"
    )
    if quantity.low == quantity.high and quantity.low is not None:
        return quantity.span.quote + (f" (about {low})" if quantity.approximate else f" ({low})") + tally
    return f"{quantity.span.quote} {left}{low}, {high}{right}{tally}"


def figure_of(what: str, quantity: Quantity) -> Figure:
    """Return a quantity as a claim's number of something."""
    q = quantity
    return Figure(
        what, q.low, q.high, q.low_inclusive, q.high_inclusive, q.approximate, q.unit, q.tally, q.span, q.of_text
    )


class _Projection:
    """One reading on its way to claims: the tables that every claim looks up."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.report = reading.report
        self.entities = {e.id: e for e in reading.entities}
        self.times = {t.id: t for t in reading.times}
        self.quantities = {q.id: q for q in reading.quantities}
        self.attributions = {a.id: a for a in reading.attributions}
        behind = body_start(self.report)  # a dateline is no part of the sentence behind it
        starts = sorted({*find_sentence_starts(self.report.text), len(self.report.text), *([behind] if behind else [])})
        self.sentences = [(s, s + len(self.report.text[s:e].rstrip())) for s, e in pairwise(starts)]
        self.statement_ids = {a.id: self._id("statement", self._extent(a), a.id) for a in reading.attributions}
        self.contents = SpanIndex((span, (span, a.id)) for a in reading.attributions for span in a.content)
        self.loose: dict[str, list[Quantity]] = defaultdict(list)  # quantities of a statement that no event counts
        counted = {c.quantity for e in reading.events for c in e.counts}
        for quantity in reading.quantities:
            content = self.contents.smallest_around(quantity.span)
            if content and quantity.id not in counted:
                self.loose[content[1]].append(quantity)
        self.base = tuple(dict.fromkeys(n for n in (self.report.outlet, self.report.agency) if n)) or (OWN_VOICE,)

    def claims(self) -> tuple[Claim, ...]:
        rows = [self._statement(a) for a in self.reading.attributions]
        rows += [self._event(e) for e in self.reading.events]
        rows += [self._holding(h) for h in self.reading.holdings]
        order = {"statement": 0, "event": 1, "holding": 2}
        return tuple(sorted(rows, key=lambda c: (c.start, -c.end, order[c.kind], c.local_id)))

    # the three kinds ----------------------------------------------------------------------------

    def _statement(self, attribution: Attribution) -> Claim:
        return replace(
            self._base("statement", attribution.id, self._extent(attribution), attribution),
            counts=tuple(f"{q.of_text or q.unit}: {interval_text(q)}" for q in self.loose[attribution.id]),
            figures=tuple(figure_of(q.of_text or q.unit, q) for q in self.loose[attribution.id]),
            denies=self.statement_ids.get(attribution.denies or ""),
            confidence=attribution.confidence,
        )

    def _event(self, event: Event) -> Claim:
        attribution = self.attributions.get(event.attribution or "")
        return replace(
            self._base("event", event.id, self._sentence(event.trigger), attribution),
            type=event.type,
            mode=event.mode,
            status=event.status,
            actors=self._names(event.actors),
            targets=self._names(event.targets),
            counts=tuple(f"{c.what}: {interval_text(self.quantities[c.quantity])}" for c in event.counts),
            figures=tuple(figure_of(c.what, self.quantities[c.quantity]) for c in event.counts),
            trigger=event.trigger,
            confidence=event.confidence,
            reasons=self._reasons(event.id, event.place, event.time),
            **self._where(event.place),
            **self._when(event.time),
        )

    def _holding(self, holding: Holding) -> Claim:
        share = self.quantities.get(holding.share or "")
        attribution = self.attributions.get(holding.attribution or "")
        return replace(
            self._base("holding", holding.id, holding.span, attribution),
            type=holding.state,
            actors=self._names((holding.holder,) if holding.holder else ()),
            targets=self._names((holding.opponent,) if holding.opponent else ()),
            counts=(f"share: {interval_text(share)}",) if share else (),
            figures=(figure_of("share", share),) if share else (),
            confidence=holding.confidence,
            reasons=self._reasons(holding.id, holding.place, holding.time),
            **self._where(holding.place),
            **self._when(holding.time),
        )

    # parts --------------------------------------------------------------------------------------

    def _base(self, kind: str, local_id: str, words: Span, attribution: Attribution | None) -> Claim:
        """The claim of some words on an attribution's chain, its proposition still empty."""
        chain, source_kind = self._chain(attribution)
        own = kind == "statement"
        return Claim(
            id=self.statement_ids[local_id] if own else self._id(kind, words, local_id),
            report_id=self.report.id,
            kind=kind,
            local_id=local_id,
            statement=self.statement_ids[attribution.id] if attribution and not own else None,
            chain=chain,
            source=chain[-1],
            source_kind=source_kind,
            stance=attribution.stance if attribution else "says",
            text=words.quote,
            start=words.start,
            end=words.end,
            extractor=f"dateline {self.reading.dateline}, {self.reading.model}",
            reasons=self._reasons(local_id),
        )

    def _where(self, ident: str | None) -> dict[str, Any]:
        entity = self.entities.get(ident or "")
        if entity is None:
            return {}
        found: dict[str, Any] = {"place": entity.name}
        if entity.place:
            point = entity.place
            found |= {"place_id": point.gazetteer_id, "lat": point.lat, "lon": point.lon}
            found |= {"precision_km": point.precision_km, "country": point.country}
        return found

    def _when(self, ident: str | None) -> dict[str, Any]:
        time = self.times.get(ident or "")
        if time is None:
            return {}
        found = {"time_text": time.span.quote, "time_value": time.value}
        return found | {"earliest": time.earliest, "latest": time.latest}

    def _reasons(self, *items: str | None) -> tuple[str, ...]:
        return tuple(f"{r.field}: {r.why}" for r in self.reading.reasons if r.item in items)

    def _id(self, kind: str, words: Span, local_id: str) -> str:
        return claim_id(self.report.id, kind, words.start, words.end, local_id)

    def _chain(self, attribution: Attribution | None) -> tuple[tuple[str, ...], str | None]:
        """Names from the outermost source to the innermost, and the kind of the innermost."""
        inner: list[str] = []
        kind: str | None = "organization"
        link, seen = attribution, set[str]()
        while link is not None and link.id not in seen:
            seen.add(link.id)
            speaker = self._speaker(link)
            inner.append(speaker.name if speaker else link.source.quote if link.source else UNNAMED)
            if link is attribution:
                kind = speaker.kind if speaker else None
            link = self.attributions.get(link.within or "")
        names = [*self.base, *reversed(inner)]
        return tuple(n for i, n in enumerate(names) if i == 0 or n != names[i - 1]), kind

    def _speaker(self, attribution: Attribution) -> Entity | None:
        if attribution.speaker is None and attribution.source is None and attribution.continues:
            return self.entities.get(self.attributions[attribution.continues].speaker or "")
        return self.entities.get(attribution.speaker or "")

    def _extent(self, attribution: Attribution) -> Span:
        spans = attribution.content or tuple(s for s in (attribution.cue, attribution.source) if s)
        return Span.of(self.report.text, min(s.start for s in spans), max(s.end for s in spans))

    def _sentence(self, span: Span) -> Span:
        """The sentence around a trigger, within the content of its attribution where that is shorter."""
        start, end = self.sentences[max(0, bisect_right(self.sentences, (span.start, len(self.report.text))) - 1)]
        end = max(end, span.end)
        content = self.contents.smallest_around(span)
        if content:
            start, end = max(start, content[0].start), min(end, content[0].end)
        return Span.of(self.report.text, min(start, span.start), max(end, span.end))

    def _names(self, idents: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.entities[i].name for i in idents if i in self.entities))
