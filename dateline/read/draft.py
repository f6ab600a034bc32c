"""The draft of a reading: what the extractors share while one report is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from dateline.read.sentences import SentenceIndex
from dateline.read.span_index import SpanIndex
from dateline.records import (
    Attribution,
    Entity,
    Event,
    Ground,
    Holding,
    Quantity,
    Reason,
    Report,
    Span,
    TimeExpression,
)

__all__ = ["Draft"]

MAX_WIDENINGS = 3


def is_inside_word(text: str, at: int) -> bool:
    """Does an offset lie inside a word, hyphens counted as part of it ("Port-au-|Prince")?"""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before == "-":
        return after.isalnum() and text[at - 2 : at - 1].isalnum()
    return before.isalnum() and (after.isalnum() or (after == "-" and text[at + 1 : at + 2].isalnum()))


@dataclass
class Draft:
    """A report, its tokens, and what has been read so far.

    ``doc`` has the same offsets as ``report.text``; furniture is blanked out with spaces, so that no extractor reads it.
    Extractors run in the order of ``reader.EXTRACTORS``: each gets the draft, returns the items of its own list in text
    order, and finds the earlier lists filled. ``because`` records why a value is null, ``grounds`` which row decided one.
    """

    report: Report
    doc: Doc
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    holdings: tuple[Holding, ...] = ()
    reasons: list[Reason] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    # the mentions of the entities last asked for: they are asked for thousands of times a report
    _indexed: tuple[tuple[Entity, ...], SpanIndex[Span, Entity]] = field(
        default_factory=lambda: ((), SpanIndex(())), repr=False
    )
    # the tokens of the spans asked for so far
    _tokens: dict[tuple[int, int], TokenSpan] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.doc.user_token_hooks["sent"] = SentenceIndex()

    @property
    def text(self) -> str:
        """The report's whole text; spans index it."""
        return self.report.text

    @cached_property
    def read_text(self) -> str:
        """The text that is read: furniture is spaces; offsets are those of ``text``."""
        return self.doc.text

    def span(self, start: int, end: int) -> Span:
        """Return the span of two character offsets, without white space or furniture at its edges.

        Nothing but white space, which a parser may take for a word, keeps its offsets: no mention lies there.
        """
        words = self.read_text[start:end]
        if words.strip():
            start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        return Span.of(self.text, start, end)

    def span_of(self, tokens: Token | TokenSpan) -> Span:
        """Return the span of a token or of a run of tokens."""
        if isinstance(tokens, Token):
            return self.span(tokens.idx, tokens.idx + len(tokens))
        return self.span(tokens.start_char, tokens.end_char)

    def whole_words(self, start: int, end: int) -> Span:
        """Return the span of two offsets, widened so that it cuts no hyphenated word and no name in two."""
        for _ in range(MAX_WIDENINGS):
            before = start, end
            while is_inside_word(self.read_text, start):
                start -= 1
            while is_inside_word(self.read_text, end):
                end += 1
            for mention, _ in self.mention_index.touching(start, end):
                if mention.start < start < mention.end < end:
                    start = mention.start
                elif start < mention.start < end < mention.end:
                    end = mention.end
            if (start, end) == before:
                break
        return self.span(start, end)

    def tokens_in(self, span: Span) -> TokenSpan:
        """Return the tokens that a span touches."""
        found = self._tokens.get((span.start, span.end))
        if found is None:
            found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
            assert found is not None, "a span of the report lies in its doc"
            self._tokens[span.start, span.end] = found
        return found

    def because(self, item: str, field_name: str, why: str) -> None:
        """Record why a value is null (law 4)."""
        self.reasons.append(Reason(item, field_name, why))

    # entities -----------------------------------------------------------------------------------

    def mentions(self) -> list[tuple[Span, Entity]]:
        """Return every mention with its entity, entity by entity."""
        return self.mention_index.rows

    @property
    def mention_index(self) -> SpanIndex[Span, Entity]:
        """The mentions by where they lie; made anew when ``entities`` is filled anew."""
        if self._indexed[0] is not self.entities:
            rows = ((mention, entity) for entity in self.entities for mention in entity.mentions)
            self._indexed = self.entities, SpanIndex(rows)
        return self._indexed[1]

    def find_entities(self, span: Span) -> list[Entity]:
        """Return the entities with a mention inside a span, in text order of the mentions, each once."""
        near = self.mention_index.touching(span.start, span.end)
        found = sorted((m.start, -m.end, e.id, e) for m, e in near if span.covers(m))
        return list({ident: entity for _, _, ident, entity in found}.values())

    def find_entity(self, span: Span, head: Token | None = None) -> Entity | None:
        """Return the entity that a phrase stands for, or None.

        The entity of the mention equal to the span; else of the largest mention that holds the phrase's head word (the
        token given, else the syntactic root of the span) and lies inside the span; else of the smallest that holds it.
        """
        token = head if head is not None else self.tokens_in(span).root
        inside: list[tuple[int, Entity]] = []
        outside: list[tuple[int, Entity]] = []
        near = self.mention_index.touching(min(span.start, token.idx), max(span.end, token.idx + 1))
        for mention, entity in near:
            if (mention.start, mention.end) == (span.start, span.end):
                return entity
            if mention.start <= token.idx < mention.end:
                row = (mention.end - mention.start, entity)
                (inside if span.covers(mention) else outside).append(row)
        if inside:
            return max(inside, key=lambda row: row[0])[1]
        return min(outside, key=lambda row: row[0])[1] if outside else None

    # attributions -------------------------------------------------------------------------------

    @cached_property
    def _contents(self) -> SpanIndex[Span, Attribution]:
        return SpanIndex((span, a) for a in self.attributions for span in a.content)

    @cached_property
    def cue_index(self) -> SpanIndex[Span, Attribution]:
        """The attributions by where their cues lie."""
        return SpanIndex((a.cue, a) for a in self.attributions if a.cue is not None)

    def innermost_attribution(self, span: Span) -> Attribution | None:
        """Return the attribution with the smallest content that holds a span; None is the report's own voice.

        Call it only after ``attributions`` is filled.
        """
        return self._contents.smallest_around(span)
