"""Report -> holdings: who controls which place, who took, lost or besieges it, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from dateline.read.clauses import conjuncts, noun_phrase, relation
from dateline.read.draft import Draft
from dateline.read.event_arguments import (
    PLACE_KINDS,
    entity_of,
    is_country,
    same_word_entity,
)
from dateline.read.event_senses import Candidate, kinds_of, place_meant, whole_of
from dateline.read.event_status import clause_status, is_negated, noun_status
from dateline.read.event_times import find_time
from dateline.read.holding_forms import Found, adjective_states, after_dash, compound_forms, find_forms, holding_slot
from dateline.records import Entity, Holding, Quantity, Span

__all__ = ["extract_holdings"]

CONFIDENCE = 0.7
REAL = frozenset(("occurred", "ongoing"))
# what a negated construction tells of: a town that has not fallen is held, one that is no longer held is lost
NEGATED_STATE = {"taken": "holds", "holds": "lost"}
NEGATABLE = frozenset(("fall", "hold", "control"))
DIRECTIONS = frozenset(
    (
        "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "kilometres", "kilometers", "km",
        "miles", "outside", "outskirts",
    )
)  # fmt: skip
CLAUSE_TOKENS, NEAR_TOKENS = 10, 5
HOLDER_KINDS = frozenset(("person", "group", "organization", "place"))


@dataclass(frozen=True, slots=True)
class Told:
    """What a construction tells, before it has an id."""

    span: Span
    place: Entity
    holder: Entity | None
    opponent: Entity | None
    state: str
    share: Quantity | None = None
    words: tuple[Token, ...] = ()


def extract_holdings(draft: Draft) -> tuple[Holding, ...]:
    """Return the holdings of a report, in text order: one a place, and one a share.

    Args:
        draft: with entities, times, quantities and attributions filled.

    Returns:
        Holdings told as facts by somebody; captures that are needed, planned or denied are none. A besieged place has the
        besieged side as holder and the besieger as opponent.
    """
    told = [item for found in find_forms(draft) for item in read_form(draft, found)]
    told += [*read_compounds(draft), *read_adjectives(draft)]
    told.sort(key=lambda item: (item.span.start, item.span.end))
    kept: list[Told] = []
    for item in told:
        if not any(same(item, other) for other in kept):
            kept.append(item)
    return tuple(to_holding(draft, item, f"h{number}") for number, item in enumerate(kept, 1))


def same(one: Told, other: Told) -> bool:
    """Do two constructions tell the same of the same words ("gained control of", "control of")?"""
    return (
        one.place.id == other.place.id
        and one.state == other.state
        and one.share == other.share
        and one.holder in (other.holder, None)
        and one.span.overlaps(other.span)
    )


def to_holding(draft: Draft, told: Told, ident: str) -> Holding:
    attribution = draft.innermost_attribution(told.span)
    time, _ = find_time(draft, told.span, told.words or list(draft.tokens_in(told.span)))
    if told.holder is None:
        draft.because(ident, "holder", "the clause names nobody who holds the place")
    return Holding(
        id=ident,
        span=told.span,
        place=told.place.id,
        holder=told.holder.id if told.holder else None,
        opponent=told.opponent.id if told.opponent else None,
        state=told.state,
        share=told.share.id if told.share else None,
        time=time.id if time else None,
        attribution=attribution.id if attribution else None,
        confidence=CONFIDENCE,
    )


def read_form(draft: Draft, found: Found) -> Iterator[Told]:
    """Yield what a construction tells: one item a place, or a share."""
    candidate, form = found.candidate, found.form
    state = real_state(candidate, form.state)
    if state is None:
        return
    slots = list(form.entry.target)
    places, words = places_in(draft, candidate, slots)
    if not places:
        return
    holders = actors_in(draft, candidate, form.entry.actor, places)
    holder = holders[0] if holders else None
    others = holders[1:] if said_of_both(candidate) else []
    opponent = next(iter(actors_in(draft, candidate, form.opponent, places)), None)
    if holder is None and form.entry.pos == "noun" and state == "holds" and not names_holder(draft, candidate):
        return
    if state == "taken" and holder is not None and opponent is not None and holder.id == opponent.id:
        opponent = None
    for place, token in places:
        span = span_over(draft, candidate, token)
        item = Told(span, place, holder, opponent, state, words=candidate.words)
        shares = shares_of(draft, candidate, words)
        if shares and state in ("holds", "taken"):
            yield from (replace(item, state="share", share=share, span=merged(draft, span, share)) for share in shares)
        else:
            yield item
            yield from (replace(item, holder=other) for other in others)


def said_of_both(candidate: Candidate) -> bool:
    """Does the sentence say of each of two sides that it holds the place: "both claimed to be in control"?"""
    sent = candidate.head.sent
    return any(t.lower_ in ("both", "each") for t in candidate.head.doc[sent.start : candidate.words[0].i])


def real_state(candidate: Candidate, state: str) -> str | None:
    """Return the state that a construction tells of as a fact, None if it is planned, needed, feared or denied."""
    head, noun = candidate.head, candidate.entry.pos == "noun"
    if no_longer(candidate):
        return "lost" if state == "holds" else None
    if noun:
        return None if is_denied(candidate) else state if noun_status(head) in REAL else None
    if is_negated(head) or by_nobody(candidate):
        return NEGATED_STATE.get(state) if head.lemma_ in NEGATABLE and not by_nobody(candidate) else None
    return state if clause_status(head) in REAL else None


def words_before(candidate: Candidate) -> list[str]:
    """Return the words from the last comma or clause to a construction."""
    first = candidate.words[0]
    words: list[str] = []
    for index in range(first.i - 1, max(first.sent.start - 1, first.i - 1 - CLAUSE_TOKENS), -1):
        token = first.doc[index]
        if token.is_punct or token.pos_ in ("SCONJ", "CCONJ"):
            break
        words.insert(0, token.lower_)
    return words


def no_longer(candidate: Candidate) -> bool:
    words = words_before(candidate)
    return ("no", "longer") in pairwise(words)


def is_denied(candidate: Candidate) -> bool:
    """Is a state such as "in rebel hands" negated: "is not in rebel hands", "never came under their control"?"""
    return bool({"not", "n't", "never"} & set(words_before(candidate)[-NEAR_TOKENS:]))


def by_nobody(candidate: Candidate) -> bool:
    """Is the agent nobody: "held by neither side"?"""
    words = [t for noun in holding_slot(candidate, "by") for t in noun_phrase(noun)]
    return any(t.lower_ in ("no", "neither", "nobody", "none") for t in words)


def places_in(
    draft: Draft, candidate: Candidate, slots: Sequence[str]
) -> tuple[list[tuple[Entity, Token]], list[Token]]:
    """Return the places in the first slot that has any, and the words of that slot."""
    for name in slots:
        tokens = holding_slot(candidate, name)
        found = [pair for token in tokens for pair in places_of(draft, token)]
        if found:
            unique = {entity.id: (entity, token) for entity, token in reversed(found)}
            return list(reversed(unique.values())), tokens
    return [], []


def places_of(draft: Draft, token: Token) -> list[tuple[Entity, Token]]:
    """Return the places that a noun phrase names: itself, its "of", its apposition, or a list after a dash."""
    listed = list_of(draft, token)
    if listed:
        return listed
    if token.lower_ in DIRECTIONS and token.i and token.nbor(-1).lower_ != "the":
        return []
    own = [(e, t) for t in conjuncts(token) for e in [place_at(draft, t)] if e is not None]
    if own:
        return own
    inner = [c for c in token.children if c.pos_ in ("PROPN", "NOUN") and is_of(c, token)]
    for child in inner:
        found = [(e, t) for t in conjuncts(child) for e in [place_at(draft, t)] if e is not None]
        if found:
            return found
    return []


def is_of(child: Token, noun: Token) -> bool:
    """Is the child the name of the noun, or what it is part of; not what it lies near or leads to?"""
    if relation(child) in ("appos", "compound", "flat"):
        return True
    cases = [c for c in child.children if c.dep_ == "case" and c.i < child.i]
    return relation(child) == "nmod" and [c.lower_ for c in cases] == ["of"] and cases[0].i == noun.i + 1


def list_of(draft: Draft, token: Token) -> list[tuple[Entity, Token]]:
    """Return the places that a plural announces: "two strongholds - A in the south and B in the north"."""
    if token.tag_ != "NNS":
        return []
    apposed = [t for c in token.children if c.dep_ == "appos" for t in conjuncts(c)]
    return [
        (e, t)
        for t in after_dash(token) or apposed
        for e in [place_at(draft, t)]
        if e is not None and t.pos_ == "PROPN"
    ]


def place_at(draft: Draft, token: Token) -> Entity | None:
    meant = place_meant(draft, token)
    if meant is not None:
        return meant
    token = whole_of(token) or token
    entity = draft.find_entity(draft.span_of(noun_phrase(token)), token)
    unknown = entity is not None and entity.kind == "other" and token.pos_ == "PROPN"
    return entity if entity is not None and (unknown or entity.kind in PLACE_KINDS) else None


def actors_in(
    draft: Draft, candidate: Candidate, slots: Sequence[str], places: list[tuple[Entity, Token]]
) -> list[Entity]:
    """Return the entities in the first slot that has any, a place itself not being its holder."""
    taken = {entity.id for entity, _ in places}
    for name in slots:
        found: dict[str, Entity] = {}
        for token in holding_slot(candidate, name):
            own = draft.find_entity(draft.span_of(token), token) or same_word_entity(draft, token)
            entity = own if name == "mod" else entity_of(draft, token)
            if entity is not None and may_hold(entity) and entity.id not in taken:
                found[entity.id] = entity
        if found:
            return list(found.values())
    return []


def may_hold(entity: Entity) -> bool:
    """May the entity hold a place: people, and states, but no town?"""
    return entity.kind in HOLDER_KINDS and (entity.kind != "place" or is_country(entity))


def names_holder(draft: Draft, candidate: Candidate) -> bool:
    """Do the words say who holds it, even if the report has no entity for them: "in rebel hands"?"""
    tokens = [t for name in candidate.entry.actor for t in holding_slot(candidate, name)]
    return any("human" in kinds_of(draft, token) for token in tokens)


def span_over(draft: Draft, candidate: Candidate, token: Token) -> Span:
    """Return the words from the construction to the place."""
    words = [*candidate.words, *noun_phrase(token), *noun_phrase(whole_of(token) or token)]
    first, last = min(words, key=lambda w: w.i), max(words, key=lambda w: w.i)
    return draft.whole_words(first.idx, last.idx + len(last))


def merged(draft: Draft, span: Span, share: Quantity) -> Span:
    return draft.whole_words(min(span.start, share.span.start), max(span.end, share.span.end))


def shares_of(draft: Draft, candidate: Candidate, words: list[Token]) -> list[Quantity]:
    """Return the shares of the place: "a third of the town", "their hold on it shrank from 90 per cent to a third"."""
    shares = [q for q in draft.quantities if q.unit == "share"]
    sent = candidate.head.sent
    here = [q for q in shares if sent.start_char <= q.span.start < sent.end_char]
    if candidate.entry.pos == "noun" and candidate.head.lemma_ in ("hold", "grip", "control"):
        return [q for q in here if q.span.start > candidate.head.idx]
    low = min([candidate.head.idx, *(w.idx for w in words)])
    high = max([candidate.head.idx, *(w.idx + len(w) for w in words)])
    return [q for q in here if low <= q.span.start and q.span.end <= high + 1][:1]


def read_compounds(draft: Draft) -> Iterator[Told]:
    """Yield what "rebel-held Doma" and the like tell."""
    for start, end, last, state in compound_forms(draft):
        after = draft.doc.char_span(last, last + 1, alignment_mode="expand")
        if after is None or last >= len(draft.text):
            continue
        place = place_after(draft, last)
        if place is None:
            continue
        name = draft.span(start, end)
        holder = next((e for m, e in draft.mentions() if m.overlaps(name) and may_hold(e)), None)
        holder = holder or same_word_entity(draft, draft.tokens_in(name)[0])
        besieged = state == "besieged"
        span = draft.whole_words(start, max(m.end for m in place.mentions if last <= m.start <= last + 60))
        yield Told(span, place, None if besieged else holder, holder if besieged else None, state)


def read_adjectives(draft: Draft) -> Iterator[Told]:
    """Yield what "the besieged town of Homs" and "a divided city" tell."""
    states = adjective_states()
    for token in draft.doc:
        state = states.get(token.lower_)
        if state is None or token.i + 1 >= len(draft.doc):
            continue
        noun = token.head if token.dep_ == "amod" else token.nbor()
        place = place_at(draft, noun) if noun.i > token.i and noun.i - token.i <= 3 else None
        if place is not None and "human" not in kinds_of(draft, noun):
            span = draft.whole_words(token.idx, noun.idx + len(noun))
            yield Told(span, place, None, None, state)


def place_after(draft: Draft, at: int) -> Entity | None:
    """Return the place named right after an offset, a few words on at most, within the phrase."""
    near = [(m.start, e) for m, e in draft.mentions() if e.kind in PLACE_KINDS and at <= m.start <= at + 60]
    if not near:
        return None
    start, entity = min(near, key=lambda row: row[0])
    between = draft.tokens_in(draft.span(at, start + 1))
    blocked = any(t.is_punct or t.pos_ in ("VERB", "CCONJ") or is_other_preposition(t) for t in between[1:])
    return None if blocked else entity


def is_other_preposition(token: Token) -> bool:
    return token.pos_ == "ADP" and token.lower_ not in ("of", "in")
