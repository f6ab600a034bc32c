"""What a construction tells of a place, before it is a holding with an id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.read.clauses import noun_phrase
from dateline.read.draft import Draft
from dateline.read.event_kinds import whole_of
from dateline.read.event_lexicon import Entry
from dateline.records import Entity, Quantity, Span, TimeExpression

__all__ = ["Told", "span_over", "with_share"]


@dataclass(frozen=True, slots=True)
class Told:
    """A place, its sides and its state. With ``dated``, ``time`` holds even if it is None, and no other is looked for."""

    span: Span
    place: Entity
    holder: Entity | None
    opponent: Entity | None
    state: str
    share: Quantity | None = None
    words: tuple[Token, ...] = ()
    time: TimeExpression | None = None
    dated: bool = False
    entry: Entry | None = None  # None of an adjective: "rebel-held"

    def tells_same(self, other: Told) -> bool:
        """Do two constructions tell the same of the same words ("gained control of", "control of")?"""
        return (
            self.place.id == other.place.id
            and self.state == other.state
            and self.share == other.share
            and self.holder in (other.holder, None)
            and self.span.overlaps(other.span)
        )


def span_over(draft: Draft, words: Sequence[Token], place: Token | None = None) -> Span:
    """Return the words from a construction to the place, or those of the construction alone."""
    own = [*words]
    if place is not None:
        own += [*noun_phrase(place), *noun_phrase(whole_of(place) or place)]
    first, last = min(own, key=lambda w: w.i), max(own, key=lambda w: w.i)
    return draft.whole_words(first.idx, last.idx + len(last))


def with_share(draft: Draft, span: Span, share: Quantity) -> Span:
    """Return a span widened over a share."""
    return draft.whole_words(min(span.start, share.span.start), max(span.end, share.span.end))
