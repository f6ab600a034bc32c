"""Adjectives that say who holds a place or how it stands: "rebel-held Doma", "the besieged town", "Doma is disputed"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.read.clause_modes import is_negated
from dateline.read.clause_status import clause_status
from dateline.read.clauses import children, is_nominal, surface_subject
from dateline.read.draft import Draft
from dateline.read.event_kinds import kinds_of
from dateline.read.event_places import PLACE_KINDS, is_country
from dateline.read.holding_facts import REAL, is_civil
from dateline.read.holding_forms import adjective_states, compound_forms
from dateline.read.holding_places import Place, may_hold, place_at, places_of, side_named
from dateline.read.holding_told import Told, span_over
from dateline.records import Entity, Span

__all__ = ["read_adjectives", "read_compounds", "read_predicates"]

REACH_CHARACTERS = 60
# words of control in the sentence or the one before: only beside them is a "mixed" town one that nobody holds alone
CONTROL = frozenset(("control", "hold", "hand", "contest", "rule", "govern", "administer"))


def read_compounds(draft: Draft) -> Iterator[Told]:
    """Yield what "rebel-held Doma" and the like tell."""
    for start, end, last, state in compound_forms(draft):
        if last >= len(draft.text):
            continue
        holder = holder_named(draft, draft.span(start, end))
        words = draft.tokens_in(draft.span(start, end))
        if holder is None and "human" not in kinds_of(draft, words[-1]):
            continue
        for place, token in places_after(draft, last):
            span = draft.whole_words(start, span_over(draft, [token], token).end)
            besieged = state == "besieged"
            yield Told(span, place, None if besieged else holder, holder if besieged else None, state)


def holder_named(draft: Draft, name: Span) -> Entity | None:
    """Return who is named before "-held"; a people's adjective ("Kurdish-held") may stand for its land."""
    touching = [entity for _, entity in draft.mention_index.touching(name.start, name.end)]
    holder = next((e for e in touching if may_hold(e)), None)
    last = draft.tokens_in(name)[-1]
    named = next((e for e in touching if last.tag_ == "JJ" or e.kind == "other"), None)
    return holder or named or side_named(draft, last)


def places_after(draft: Draft, at: int) -> list[Place]:
    """Return the places named right after an offset, a few words on at most, within the phrase."""
    touching = draft.mention_index.touching(at, at + REACH_CHARACTERS)
    near = [m for m, e in touching if e.kind in PLACE_KINDS and at <= m.start]
    if not near:
        return []
    first = min(near, key=lambda m: (m.start, -m.end))
    between = draft.tokens_in(draft.span(at, first.start + 1))[1:]
    if any(t.is_punct or t.pos_ in ("VERB", "CCONJ") or is_other_preposition(t) for t in between):
        return []
    return places_of(draft, draft.tokens_in(first).root)


def is_other_preposition(token: Token) -> bool:
    return token.pos_ == "ADP" and token.lower_ not in ("of", "in")


def read_adjectives(draft: Draft) -> Iterator[Told]:
    """Yield what "the besieged town of Homs" and "a divided city" tell."""
    states = adjective_states("before-place")
    for token in draft.doc:
        state = states.get(token.lower_)
        if state is None or token.i + 1 >= len(draft.doc) or is_civil(token):
            continue
        if token.dep_ != "amod" and (token.pos_ == "VERB" or not is_nominal(token.nbor())):
            continue
        noun = token.head if token.dep_ == "amod" else token.nbor()
        place = place_at(draft, noun) if noun.i > token.i and noun.i - token.i <= 3 else None
        if place is not None and "human" not in kinds_of(draft, noun) and not is_country(place):
            span = draft.whole_words(token.idx, noun.idx + len(noun))
            yield Told(span, place, None, None, state)


def read_predicates(draft: Draft) -> Iterator[Told]:
    """Yield what "Doma is mixed" and "the district remains disputed" tell, where control is spoken of."""
    states = adjective_states("predicate")
    for token in draft.doc:
        state = states.get(token.lower_)
        if state is None or not is_predicate(token) or not is_about_control(token):
            continue
        if is_negated(token) or clause_status(token) not in REAL:
            continue
        subject = surface_subject(token) or surface_subject(token.head)
        if subject is not None and "armed" in kinds_of(draft, subject):
            continue
        for place, noun in places_of(draft, subject) if subject is not None else []:
            yield Told(span_over(draft, [token], noun), place, None, None, state, words=(token,))


def is_predicate(token: Token) -> bool:
    """Is the adjective said of a subject: after "be", or after "remain" and the like?"""
    if any(children(token, "cop", "aux:pass")):
        return True
    return token.dep_ == "xcomp" and token.head.lemma_ in ("remain", "stay", "become")


def is_about_control(token: Token) -> bool:
    """Do this sentence or the one before speak of control?"""
    sent = token.sent
    start = token.doc[sent.start - 1].sent.start if sent.start else sent.start
    return any(t.lemma_ in CONTROL for t in token.doc[start : sent.end])
