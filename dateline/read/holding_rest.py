"""Who has the rest of a place that is shared out: "the army half and the militia a third", "the rest is held by the clans"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from dateline.read.clauses import deep_subject, is_nominal, noun_phrase
from dateline.read.draft import Draft
from dateline.read.event_fillers import entity_of
from dateline.read.holding_places import may_hold
from dateline.read.holding_told import Told, with_share
from dateline.records import Entity, Quantity

__all__ = ["read_rest"]

RESTS = frozenset(("rest", "remainder", "others"))
HAVING = frozenset(("have", "hold", "control", "keep", "rule", "run", "retain", "govern", "administer", "occupy"))
LINKS = frozenset(("by", "to", "with"))
NEAR_TOKENS = 4
Part = tuple[int, int, Quantity | None]


def read_rest(draft: Draft, told: Told, *, after: int) -> Iterator[Told]:
    """Yield the further sides of a place of which somebody's share was told, each with its part.

    Args:
        draft: with entities and quantities filled.
        told: the first side's share.
        after: the token after which the others are looked for, in the same sentence.
    """
    for start, end, share in parts_after(draft, after):
        holder = side_before(draft, start, end) or side_behind(draft, end)
        if holder is not None and holder.id not in (told.holder and told.holder.id, told.place.id):
            span = with_share(draft, told.span, share) if share else told.span
            yield replace(told, holder=holder, share=share, span=span, time=None, dated=True)


def parts_after(draft: Draft, after: int) -> Iterator[Part]:
    """Yield the figures and the words for a rest behind a token, to the end of its sentence, as token offsets."""
    sent = draft.doc[after].sent
    found: list[Part] = []
    for quantity in draft.quantities:
        if draft.doc[after].idx < quantity.span.start < sent.end_char and quantity.unit in ("share", "count"):
            words = draft.tokens_in(quantity.span)
            found.append((words.start, words.end, quantity))
    for token in draft.doc[after + 1 : sent.end]:
        if token.lower_ in RESTS and token.nbor(-1).lower_ == "the":
            found.append((token.i - 1, token.i + 1, None))
    yield from sorted(found, key=lambda part: part[0])


def side_before(draft: Draft, start: int, end: int) -> Entity | None:
    """Return who has the part: "the militias [nine]", "the army has [the rest]"."""
    doc = draft.doc
    following = doc[end] if end < len(doc) else None
    if following is not None and not (following.is_punct or following.pos_ in ("CCONJ", "ADP", "SCONJ")):
        return None
    before: Token = doc[start - 1]
    if before.lemma_ in HAVING and before.pos_ in ("VERB", "AUX"):
        subject = deep_subject(before)
    else:
        subject = (
            before
            if is_nominal(before) and before.pos_ != "NUM" and doc[noun_phrase(before).end - 1] == before
            else None
        )
    return side(draft, subject) if subject is not None else None


def side_behind(draft: Draft, end: int) -> Entity | None:
    """Return to whom the part belongs: "[the rest] by the clans", "[a quarter] to the army"."""
    doc = draft.doc
    if end >= len(doc) or doc[end].lower_ not in LINKS:
        return None
    nouns = (t for t in doc[end + 1 : end + 1 + NEAR_TOKENS] if is_nominal(t) and noun_phrase(t)[-1].i >= t.i)
    return next((found for t in nouns if (found := side(draft, t)) is not None), None)


def side(draft: Draft, token: Token) -> Entity | None:
    """Return the people or the state that a word names; no town."""
    own = draft.find_entity(draft.span_of(token), token) or entity_of(draft, token)
    return own if own is not None and may_hold(own) and own.kind in ("group", "organization", "place") else None
