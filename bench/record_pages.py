"""Sentences -> a report's text and its reading, every span in place, and what is true of each claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bench.record_sentences import Sentence
from bench.record_world import Actor, Town
from dateline.ids import report_id
from dateline.records import (
    Attribution,
    Count,
    Entity,
    Event,
    FiledFrom,
    Holding,
    Quantity,
    Reading,
    Report,
    Span,
    TimeExpression,
)

__all__ = ["Frame", "Page", "write_page"]

SENTENCES_A_PARAGRAPH = 3
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a report's sentences."""

    title: str
    outlet: str
    agency: str | None
    url: str
    day: int
    town: Town


@dataclass(frozen=True, slots=True)
class Page:
    """A report as read, and what is true of it: incidents by event id, actors by name."""

    reading: Reading
    incidents: dict[str, str]
    actors: dict[str, str]


@dataclass
class _Writing:
    """A text as it grows, and the things in it; spans are cut when the text is whole."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    mentions: dict[object, list[tuple[int, int, str]]] = field(default_factory=lambda: defaultdict(list))
    idents: dict[object, str] = field(default_factory=dict)

    def put(self, words: str) -> _Place:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length

    def mention(self, what: Actor | Town, words: str) -> tuple[_Place, str]:
        at = self.put(words)
        title = getattr(what, "title", None)
        skipped = len(title) + 1 if title and words.startswith(f"{title} ") else 0
        self.mentions[what].append((at[0] + skipped, at[1], words[skipped:]))
        return at, self.idents.setdefault(what, f"e{len(self.idents) + 1}")


@dataclass
class _Found:
    """Where the parts of one sentence stand."""

    at: dict[str, _Place] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    count: tuple[int, str] | None = None


def write_page(frame: Frame, sentences: Sequence[Sentence]) -> Page:
    """Return the report of some sentences under a headline and a dateline, with its reading."""
    writing = _Writing()
    filed = writing.put(f"{frame.town.name.upper()}, {date.fromordinal(frame.day).strftime('%b %-d')}")
    writing.put(f" ({frame.agency}) - " if frame.agency else " - ")
    found = []
    for i, sentence in enumerate(sentences):
        if i:
            writing.put(" " if i % SENTENCES_A_PARAGRAPH else "\n\n")
        found.append(_write(writing, sentence))
    text = "".join(writing.parts)
    day = date.fromordinal(frame.day).isoformat()
    ident = report_id(text=text, outlet=frame.outlet, published=day, url=frame.url)
    report = Report(
        ident,
        frame.title,
        frame.outlet,
        frame.agency,
        None,
        frame.url,
        day,
        FiledFrom(Span.of(text, *filed), frame.town.name, day),
        "en",
        text,
    )
    return _Reader(report, writing).page(sentences, found)


def _write(writing: _Writing, sentence: Sentence) -> _Found:
    found = _Found()
    begins_at = writing.length
    for op, words, what in sentence.steps:
        if op == "[":
            found.at["content"] = (writing.length, writing.length)
            continue
        if op == "]":
            found.at["content"] = (found.at["content"][0], writing.length)
            continue
        said = words[:1].upper() + words[1:] if writing.length == begins_at else words
        if isinstance(what, Actor | Town):
            found.at[op], name = writing.mention(what, said)
            found.ids[op].append(name)
            continue
        found.at[op] = writing.put(said)
        if op == "count":
            assert isinstance(what, tuple)
            found.count = what
    return found


class _Reader:
    """Builds the records of one text."""

    def __init__(self, report: Report, writing: _Writing) -> None:
        self.report, self.writing = report, writing
        self.attributions: list[Attribution] = []
        self.events: list[Event] = []
        self.holdings: list[Holding] = []
        self.times: list[TimeExpression] = []
        self.quantities: list[Quantity] = []
        self.incidents: dict[str, str] = {}

    def page(self, sentences: Sequence[Sentence], found: Sequence[_Found]) -> Page:
        for sentence, parts in zip(sentences, found, strict=True):
            said = self._attribution(sentence, parts)
            time = self._time(parts, sentence.day)
            self._event(sentence, parts, time, said)
            self._holding(sentence, parts, time, said)
        entities = tuple(self._entity(what, places) for what, places in self.writing.mentions.items())
        actors = {
            entity.name: what.id
            for what, entity in zip(self.writing.mentions, entities, strict=True)
            if isinstance(what, Actor)
        }
        reading = Reading(
            "bench",
            "made@1",
            self.report,
            entities,
            tuple(self.times),
            tuple(self.quantities),
            tuple(self.attributions),
            tuple(self.events),
            tuple(self.holdings),
        )
        return Page(reading, self.incidents, actors)

    def _span(self, place: _Place) -> Span:
        return Span.of(self.report.text, *place)

    def _entity(self, what: object, places: Sequence[tuple[int, int, str]]) -> Entity:
        spans = tuple(self._span((start, end)) for start, end, _ in places)
        ident = self.writing.idents[what]
        if isinstance(what, Town):
            return Entity(ident, "place", what.name, spans, what.place)
        assert isinstance(what, Actor)
        return Entity(ident, what.kind, max((name for _, _, name in places), key=len), spans)

    def _attribution(self, sentence: Sentence, parts: _Found) -> str | None:
        if sentence.stance is None:
            return None
        ident = f"a{len(self.attributions) + 1}"
        self.attributions.append(
            Attribution(
                ident,
                None,
                self._span(parts.at["source"]),
                parts.ids["source"][0],
                self._span(parts.at["cue"]),
                (self._span(parts.at["content"]),),
                sentence.stance,
                "indirect",
                confidence=0.9,
            )
        )
        return ident

    def _time(self, parts: _Found, day: int) -> str | None:
        if "time" not in parts.at:
            return None
        ident, iso = f"t{len(self.times) + 1}", date.fromordinal(day).isoformat()
        self.times.append(TimeExpression(ident, self._span(parts.at["time"]), "DATE", iso, None, iso, iso, True))
        return ident

    def _event(self, sentence: Sentence, parts: _Found, time: str | None, said: str | None) -> None:
        told = sentence.told
        if told is None:
            return
        action = told.incident.action
        ident = f"v{len(self.events) + 1}"
        counted = self._quantity(parts)
        counts = (Count(action.counts, counted),) if counted and action.counts else ()
        actors = parts.ids["source"] if told.status == "denied" else parts.ids["actor"]
        self.events.append(
            Event(
                ident,
                self._span(parts.at["trigger"]),
                action.type,
                action.mode,
                told.status,
                tuple(actors),
                tuple(parts.ids["target"]),
                next(iter(parts.ids["place"]), None),
                time,
                counts,
                said,
                0.8,
            )
        )
        self.incidents[ident] = told.incident.id

    def _quantity(self, parts: _Found) -> str | None:
        if parts.count is None:
            return None
        number, how = parts.count
        ident, high = f"q{len(self.quantities) + 1}", None if how == "least" else float(number)
        span = self._span(parts.at["count"])
        self.quantities.append(
            Quantity(ident, span, float(number), high, True, high is not None, how == "about", "count", None, "people")
        )
        return ident

    def _holding(self, sentence: Sentence, parts: _Found, time: str | None, said: str | None) -> None:
        held = sentence.held
        if held is None:
            return
        ident, span = f"h{len(self.holdings) + 1}", self._span((parts.at["actor"][0], parts.at["place"][1]))
        holder = parts.ids["actor"][0]
        self.holdings.append(
            Holding(ident, span, parts.ids["place"][0], holder, None, held.state, None, time, said, 0.8)
        )
