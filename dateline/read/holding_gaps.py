"""Lists that leave the verb out: "A is held by the rebels, B by the army", "the rebels hold A and the army B"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dateline.read.clauses import is_nominal, noun_phrase
from dateline.read.draft import Draft
from dateline.read.event_fillers import entity_of
from dateline.read.holding_places import Place, may_hold, place_at
from dateline.records import Entity

__all__ = ["find_gapped"]

LINKS = frozenset(("by", "to", "of", "with"))
SEPARATORS = frozenset((",", ";", "and", "while", "but", "whereas", "the", "a", "an", "town", "city", "towns", "of"))
Pair = tuple[Entity, Place]


def find_gapped(draft: Draft, holder: Token, places: Sequence[Place]) -> Iterator[Pair]:
    """Yield the further pairs of holder and place behind a construction whose verb they share.

    Args:
        draft: with entities filled.
        holder: the head of the holder's phrase.
        places: the places of the construction.
    """
    last = max(t.i for _, t in places)
    if holder.i > last:
        yield from after_links(draft, holder)
    else:
        yield from side_by_side(draft, last)
    yield from in_those_of(draft, max(holder.i, last))


def in_those_of(draft: Draft, at: int) -> Iterator[Pair]:
    """Yield "B in those of the army" behind "A is in rebel hands"."""
    doc, sent = draft.doc, draft.doc[at].sent
    for index in range(at + 1, sent.end - 3):
        if doc[index + 1].lower_ in ("in", "under") and doc[index + 2].lower_ in ("those", "that"):
            place = place_at(draft, doc[index]) if is_nominal(doc[index]) else None
            found = next_holder(draft, index + 4) if doc[index + 3].lower_ == "of" else None
            if place is not None and found is not None:
                yield found[0], (place, doc[index])


def after_links(draft: Draft, holder: Token) -> Iterator[Pair]:
    """Yield "B by the army" and "C by the clans" behind "A is held by the rebels"."""
    link = next((t.lower_ for t in reversed(draft.doc[holder.sent.start : holder.i]) if t.lower_ in LINKS), None)
    at, place, sent = noun_phrase(holder).end, None, holder.sent
    while link is not None and at < sent.end:
        token = draft.doc[at]
        if token.pos_ in ("VERB", "AUX"):
            return
        if token.lower_ == link and place is not None:
            found = next_holder(draft, at + 1)
            if found is not None:
                yield found[0], place
                at, place = found[1], None
                continue
        if token.pos_ in ("PROPN", "NOUN"):
            entity = place_at(draft, token)
            place = (entity, token) if entity is not None else place
        at += 1


def next_holder(draft: Draft, at: int) -> tuple[Entity, int] | None:
    """Return who is named from a token on, and where the name ends."""
    for token in draft.doc[at : min(at + 6, len(draft.doc))]:
        if is_nominal(token) and noun_phrase(token).start <= at:
            entity = entity_of(draft, token)
            if entity is not None and may_hold(entity):
                return entity, max(noun_phrase(token).end, token.i + 1)
        if token.is_punct or token.pos_ in ("VERB", "AUX"):
            break
    return None


def side_by_side(draft: Draft, last: int) -> Iterator[Pair]:
    """Yield "the army B" behind "the rebels hold A and": a holder and a place with nothing between them."""
    doc, sent = draft.doc, draft.doc[last].sent
    holder: tuple[Entity, int] | None = None
    at = last + 1
    while at < sent.end and doc[at].pos_ not in ("VERB", "AUX", "ADP", "SCONJ"):
        token = doc[at]
        entity = draft.find_entity(draft.span_of(noun_phrase(token)), token) if is_nominal(token) else None
        if entity is not None and entity.kind in ("group", "organization") and ends_phrase(token):
            holder = (entity, token.i)
        elif holder is not None and token.pos_ == "PROPN":
            place = place_at(draft, token)
            between = doc[holder[1] + 1 : token.i]
            if place is not None and all(t.lower_ in SEPARATORS for t in between) and not is_subject(token):
                yield holder[0], (place, token)
        at += 1


def ends_phrase(token: Token) -> bool:
    return noun_phrase(token).end == token.i + 1


def is_subject(token: Token) -> bool:
    """Does a verb follow the name, so that a clause of its own begins there?"""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    return after.pos_ in ("VERB", "AUX")
