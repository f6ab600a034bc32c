"""The records that every stage speaks: frozen, plain, and equal to the JSON contract.

A :class:`Reading` is what was read in one :class:`Report`. Its ``as_json`` is the contract's object: lists in text order,
absent values ``None``, a span always ``{"start", "end", "quote"}``. A :class:`Claim` is one proposition on somebody's
word, flat enough to search, filter and export.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal, Self

from dateline.ids import report_id

__all__ = [
    "OWN_VOICE",
    "UNNAMED",
    "Attribution",
    "Claim",
    "Count",
    "Entity",
    "Event",
    "Figure",
    "FiledFrom",
    "Holding",
    "Original",
    "Place",
    "Quantity",
    "Reading",
    "Reason",
    "Report",
    "Span",
    "TimeExpression",
]

OWN_VOICE = "this report"  # the outermost link of a chain where neither outlet nor agency is known
UNNAMED = "unnamed"  # the link of a source that the report leaves out ("is expected to", "reports that")


def as_plain(value: Any) -> Any:
    """Return a record as what json.dumps takes: tuples become lists, records become objects."""
    if hasattr(value, "as_json"):
        return value.as_json()
    if isinstance(value, tuple):
        return [as_plain(item) for item in value]
    return value


class Record:
    """A frozen record whose fields are its JSON keys."""

    __slots__ = ()

    def as_json(self) -> dict[str, Any]:
        """Return the record as a JSON object; absent values are null, never missing."""
        return {f.name: as_plain(getattr(self, f.name)) for f in fields(self)}  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, order=True)
class Span(Record):
    """Words of a report: half-open offsets in code points, and the words themselves (law 1)."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """Cut a span out of a text.

        Raises:
            ValueError: the offsets are not in the text, or the span is empty.

        >>> Span.of("He left.", 3, 7)
        Span(start=3, end=7, quote='left')
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span {start}:{end} in a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def covers(self, other: Span) -> bool:
        """Is the other span wholly inside this one?"""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Do the spans share a character?"""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class FiledFrom(Record):
    """The dateline: where, and on which day, a report was filed."""

    span: Span
    place: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Report(Record):
    """One report as it was published. ``text`` is the whole text, furniture included; offsets index it."""

    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    byline: str | None
    url: str | None
    published: str | None
    filed_from: FiledFrom | None
    language: str | None
    text: str
    furniture: tuple[Span, ...] = ()

    @classmethod
    def of(
        cls,
        text: str,
        *,
        title: str | None = None,
        outlet: str | None = None,
        agency: str | None = None,
        byline: str | None = None,
        url: str | None = None,
        published: str | None = None,
        language: str | None = None,
    ) -> Self:
        """Return a report of a text and what is known of it, its id derived from these.

        >>> Report.of("The dam held.", published="2020-03-04").published
        '2020-03-04'
        """
        ident = report_id(text=text, outlet=outlet, published=published, url=url)
        return cls(ident, title, outlet, agency, byline, url, published, None, language, text)


@dataclass(frozen=True, slots=True)
class Original(Record):
    """The bytes a report was made from, and the address they came from, kept so that a reading can be repeated."""

    sha256: str
    media_type: str
    address: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Place(Record):
    """A point of the gazetteer, and how far off it may be."""

    gazetteer_id: str
    name: str
    lat: float
    lon: float
    feature: str
    country: str | None
    admin1: str | None
    precision_km: float


@dataclass(frozen=True, slots=True)
class Entity(Record):
    """A person, group, organization, place or thing of one report, with its mentions in text order."""

    id: str
    kind: str
    name: str
    mentions: tuple[Span, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression(Record):
    """A TIMEX3; ``earliest`` and ``latest`` are inclusive ISO dates or minutes, None while unanchored."""

    id: str
    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    mod: str | None
    earliest: str | None
    latest: str | None
    anchored: bool


@dataclass(frozen=True, slots=True)
class Quantity(Record):
    """An interval of a count, a share (0 to 1) or a unit; an open end is None and not inclusive.

    ``tally`` tells a figure that adds to earlier ones ("another 12") from one that includes them ("the toll rose to 31");
    it is None where the words do not say.
    """

    id: str
    span: Span
    low: float | None
    high: float | None
    low_inclusive: bool
    high_inclusive: bool
    approximate: bool
    unit: str
    of: str | None
    of_text: str | None
    supersedes: str | None = None
    tally: Literal["new", "cumulative"] | None = None


@dataclass(frozen=True, slots=True)
class Attribution(Record):
    """Somebody's word: source, cue and content (PARC3, PolNeAR), nested by ``within``."""

    id: str
    within: str | None
    source: Span | None
    speaker: str | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: str
    quoted: Literal["direct", "indirect", "mixed"]
    channel: Span | None = None
    denies: str | None = None
    continues: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Count(Record):
    """How many were killed, captured ... in an event: a role and a quantity's id."""

    what: str
    quantity: str


@dataclass(frozen=True, slots=True)
class Event(Record):
    """What happened, was planned, threatened or denied: a PLOVER type with its arguments."""

    id: str
    trigger: Span
    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    place: str | None
    time: str | None
    counts: tuple[Count, ...]
    attribution: str | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Holding(Record):
    """Who controls a place. A besieged place has the besieged side as holder, the besieger as opponent."""

    id: str
    span: Span
    place: str
    holder: str | None
    opponent: str | None
    state: str
    share: str | None
    time: str | None
    attribution: str | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reason(Record):
    """Why a value is null (law 4): the item's id, its field, and the reason in words."""

    item: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Ground(Record):
    """Which lexicon row decided a value: the item's id, its field, the row's file and line, its word and its example."""

    item: str
    field: str
    row: str
    word: str
    example: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one report."""

    dateline: str
    model: str
    report: Report
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    holdings: tuple[Holding, ...] = ()
    reasons: tuple[Reason, ...] = ()
    grounds: tuple[Ground, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the contract's object (DESIGN, section 5). ``reasons`` and ``grounds`` are kept beside it, not in it."""
        return {f.name: as_plain(getattr(self, f.name)) for f in fields(self) if f.name not in ("reasons", "grounds")}

    def broken_spans(self) -> list[Span]:
        """Return the spans that break law 1: text[start:end] is not the quote."""
        text = self.report.text
        return [span for span in self.spans() if text[span.start : span.end] != span.quote]

    def spans(self) -> Iterable[Span]:
        """Yield every span of the reading."""
        yield from self.report.furniture
        if self.report.filed_from:
            yield self.report.filed_from.span
        for entity in self.entities:
            yield from entity.mentions
        yield from (time.span for time in self.times)
        yield from (quantity.span for quantity in self.quantities)
        yield from (holding.span for holding in self.holdings)
        for attribution in self.attributions:
            yield from attribution.content
            yield from (s for s in (attribution.source, attribution.cue, attribution.channel) if s)
        yield from (event.trigger for event in self.events)

    def get_entity(self, ident: str | None) -> Entity | None:
        """Return the entity of an id, or None for None."""
        return next((e for e in self.entities if e.id == ident), None) if ident else None


@dataclass(frozen=True, slots=True)
class Figure(Record):
    """A number in a claim: ``what`` (a count's role, ``share``, or what a statement counts) of whom, as an interval.

    Bounds, ``tally`` and ``of`` (the words of what is counted) are as in :class:`Quantity`."""

    what: str
    low: float | None
    high: float | None
    low_inclusive: bool
    high_inclusive: bool
    approximate: bool
    unit: str
    tally: Literal["new", "cumulative"] | None
    words: Span
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Claim(Record):
    """One proposition on somebody's word, flat enough to search, filter and export.

    ``kind`` is ``statement`` (the words of an attribution), ``event`` or ``holding``. ``chain`` names who says it, from
    the outermost (the agency or outlet) to the innermost source; ``source`` is the innermost. ``type`` is a PLOVER type, a
    holding's state, or None for a statement. ``start`` and ``end`` are the words in the report that state it, ``text``
    those words, ``trigger`` the event's own word in them; ``figures`` are the numbers that ``counts`` tells as text.
    ``place_*``, ``earliest`` and ``latest`` are None where the report does not say, or not surely enough.
    """

    id: str
    report_id: str
    kind: str
    local_id: str
    statement: str | None
    chain: tuple[str, ...]
    source: str
    source_kind: str | None
    stance: str
    text: str
    start: int
    end: int
    extractor: str
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    place: str | None = None
    place_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None
    country: str | None = None
    time_text: str | None = None
    time_value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    denies: str | None = None
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    trigger: Span | None = None
    figures: tuple[Figure, ...] = ()
