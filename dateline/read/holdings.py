"""Report -> holdings: who controls which place, who took, lost or besieges it, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from dateline.read.draft import Draft
from dateline.read.event_fillers import entity_of
from dateline.read.event_kinds import kinds_of
from dateline.read.event_slots import Candidate, modifiers
from dateline.read.event_times import NO_TIME, find_time
from dateline.read.grounds import adjective_grounds, entry_ground
from dateline.read.holding_adjectives import read_adjectives, read_compounds, read_predicates
from dateline.read.holding_facts import is_civil, is_nobodys, real_state
from dateline.read.holding_forms import Found, adjective_states, find_forms
from dateline.read.holding_gaps import find_gapped
from dateline.read.holding_moves import confirmed_moves
from dateline.read.holding_names import name_places
from dateline.read.holding_places import (
    Place,
    actors_in,
    can_be_held,
    is_all_but,
    is_known,
    named_whole,
    place_at,
    places_in,
    side_of_place,
)
from dateline.read.holding_possessives import read_possessives
from dateline.read.holding_rest import read_rest
from dateline.read.holding_shares import shares_of, time_of_share
from dateline.read.holding_sides import own_side, rivals_claiming
from dateline.read.holding_slots import holding_slot
from dateline.read.holding_told import Told, span_over, with_share
from dateline.records import Entity, Holding, Quantity, Span, TimeExpression

__all__ = ["extract_holdings"]

CONFIDENCE = 0.7
# verbs that give a place to another side: one side lost it and the other took it
TRANSFERS = frozenset(("hand", "give", "turn", "cede", "deliver", "surrender", "yield", "return", "restore"))
# states that begin at a moment, so that a second telling of it has the time of the first
CHANGES = frozenset(("taken", "lost"))
# states that are those of the day on which somebody tells of them
STATES = frozenset(("holds", "besieged", "contested"))
# states that each of several sides may share in
JOINT_STATES = frozenset(("holds", "taken", "lost"))
# what stands for nobody who could hold a place, where the report has no entity for it
DUMMIES = frozenset(("it", "this", "that", "which", "what", "there"))
# parts without a figure that are no whole: "much of the province"
MOST = frozenset(("much", "bulk", "majority"))
# who goes in and then occupies a place takes it
ENTERING = frozenset(("enter", "storm", "invade", "attack", "reach"))
SINCE = frozenset(("since", "until", "from", "till"))


def extract_holdings(draft: Draft) -> tuple[Holding, ...]:
    """Return the holdings of a report, in text order: one a place and side, and one a share.

    Args:
        draft: with entities, times, quantities and attributions filled.

    Returns:
        Holdings told as facts by somebody; captures that are needed, planned or denied are none. A besieged place has the
        besieged side as holder and the besieger as opponent; a contested one has its two sides, in the order told.
    """
    draft.entities = name_places(draft)
    told: list[Told] = []
    moves: list[Told] = []
    for found in find_forms(draft):
        (moves if found.form.is_movement else told).extend(read_form(draft, found, before=told))
    told += [*read_compounds(draft), *read_adjectives(draft), *read_predicates(draft)]
    told += [*read_possessives(draft, told)]
    told += confirmed_moves(moves, told)
    told.sort(key=lambda item: (item.span.start, item.span.end))
    kept: list[Told] = []
    for item in (with_sides(draft, t) for t in told):
        if not any(item.tells_same(other) for other in kept):
            kept.append(item)
    holdings: list[Holding] = []
    for number, item in enumerate(kept, 1):
        holdings.append(to_holding(draft, item, f"h{number}", before=holdings))
    return tuple(holdings)


def with_sides(draft: Draft, told: Told) -> Told:
    """Return what is told with the side in place of the men of one who speaks for it."""
    holder, opponent = (None if side is None else own_side(draft, side) for side in (told.holder, told.opponent))
    return replace(told, holder=holder, opponent=opponent)


def to_holding(draft: Draft, told: Told, ident: str, *, before: Sequence[Holding]) -> Holding:
    attribution = draft.innermost_attribution(told.span)
    time = (told.time.id if told.time else None) if told.dated else time_of(draft, told, before)
    by_entry = [entry_ground(ident, "state", told.entry)] if told.entry else None
    draft.grounds += by_entry or adjective_grounds(ident, told.span, told.state)
    if told.holder is None:
        draft.because(ident, "holder", "the clause names nobody who holds the place")
    if time is None:
        draft.because(ident, "time", NO_TIME)
    if told.state == "share" and told.share is None:
        draft.because(ident, "share", "the words give no figure for the part that is held")
    return Holding(
        id=ident,
        span=told.span,
        place=told.place.id,
        holder=told.holder.id if told.holder else None,
        opponent=told.opponent.id if told.opponent else None,
        state=told.state,
        share=told.share.id if told.share else None,
        time=time,
        attribution=attribution.id if attribution else None,
        confidence=CONFIDENCE,
    )


def own_time(draft: Draft, told: Told) -> TimeExpression | None:
    return find_time(draft, told.span, told.words or list(draft.tokens_in(told.span)))


def time_of_saying(draft: Draft, told: Told) -> TimeExpression | None:
    """Return the day on which somebody said that a place is held, which is the day of the holding: "said on Friday that"."""
    speech = draft.innermost_attribution(told.span) if told.state in STATES else None
    if speech is None or speech.cue is None or speech.quoted == "direct":
        return None
    cue = list(draft.tokens_in(speech.cue))
    days = [t for t in draft.times if t.type == "DATE" and not any(c.covers(t.span) for c in speech.content)]
    return next((t for t in days if any(governs(verb, draft.tokens_in(t.span).root) for verb in cue)), None)


def governs(verb: Token, time: Token) -> bool:
    """Does a time stand with a verb: "said on Friday", "said Friday"?"""
    return time.head == verb and time.i > verb.i and all(not t.is_punct for t in verb.doc[verb.i : time.i])


def time_of(draft: Draft, told: Told, before: Sequence[Holding]) -> str | None:
    """Return the time of a holding: its own, that of the event in its words, or of the same change told before."""
    own = own_time(draft, told)
    if own is not None:
        return own.id
    event = next((e.time for e in draft.events if e.time and told.span.covers(e.trigger)), None)
    holder = told.holder.id if told.holder else None
    same_change = {
        h.time
        for h in before
        if h.time and h.place == told.place.id and h.state == told.state in CHANGES and holder in (h.holder, None)
    }
    said = time_of_saying(draft, told)
    return event or (same_change.pop() if len(same_change) == 1 else said.id if said else None)


def read_form(draft: Draft, found: Found, *, before: Sequence[Told]) -> Iterator[Told]:
    """Yield what a construction tells: one item a place and side, or a share."""
    candidate, form = found.candidate, found.form
    attribution = draft.innermost_attribution(span_over(draft, candidate.words))
    state = "contested" if is_nobodys(candidate) else real_state(candidate, form.state, attribution=attribution)
    if state is None or is_civil(candidate.head) or has_dummy_subject(draft, candidate):
        return
    state = mixed_state(candidate, state)
    places, words = places_in(draft, candidate, form.entry.target)
    if state in ("holds", "taken") and any(is_all_but(w) or w.lower_ in MOST for w in words):
        state = "share"
    holders = joint(draft, actors_in(draft, candidate, form.entry.actor, places=places))
    rivals = rivals_claiming(candidate) if state in ("holds", "taken") else []
    if rivals:
        state, holders = "contested", [(e, t) for t in rivals for e in [entity_of(draft, t)] if e is not None]
    if form.entry.pos == "noun" and not holders and state == "holds" and not names_holder(draft, candidate):
        return
    opponents = [entity for entity, _ in actors_in(draft, candidate, form.opponent, places=places)]
    sides = sides_of(found, state, holders=[entity for entity, _ in holders], opponents=opponents)
    places = [p for p in places if can_be_held(draft, p, [sides[0].holder, sides[0].opponent])]
    if state == "contested":
        places = [p for p in places if is_known(draft, p)]
    if not places:
        yield from read_implied(draft, candidate, sides[0], before=before)
        return
    if form.state == "share" and not shares_of(draft, candidate, words):
        return
    for place, token in places:
        shares = shares_of(draft, candidate, words if len(places) == 1 else [token])
        if shares and all(q.unit == "count" for q in shares):
            place, token = named_whole(draft, (place, token))
        span = span_over(draft, candidate.words, token)
        items = [told_of(draft, side, (place, token), span=span, candidate=candidate) for side in sides]
        yield from told_shares(draft, items, shares) if shares else (dated(draft, item) for item in items)
    yield from read_gapped(draft, candidate, state, holders=holders, places=places)


def told_of(draft: Draft, side: Side, place: Place, *, span: Span, candidate: Candidate) -> Told:
    """Return what is told of one place and side; whose place it is ("the army camp") says who lost it or is besieged there."""
    holder, opponent, owner = side.holder, side.opponent, side_of_place(draft, place[1])
    if side.state == "taken" and opponent is None and owner is not None and owner is not holder:
        opponent = owner
    if side.state == "besieged" and holder is None and owner is not opponent:
        holder = owner
    return Told(span, place[0], holder, opponent, side.state, words=candidate.words, entry=candidate.entry)


def joint(draft: Draft, holders: list[Place]) -> list[Place]:
    """Return the first holders of a list, up to one before which another place is named: "by the army, the port by the clans"."""
    kept = holders[:1]
    for one, other in pairwise(holders):
        low, high = sorted((one[1].i, other[1].i))
        if any(names_place(draft, t) for t in draft.doc[low + 1 : high]):
            break
        kept.append(other)
    return kept


def names_place(draft: Draft, token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and (place_at(draft, token) is not None or "place" in kinds_of(draft, token))


@dataclass(frozen=True, slots=True)
class Side:
    """Who holds, took or lost a place, against whom."""

    state: str
    holder: Entity | None = None
    opponent: Entity | None = None


def sides_of(found: Found, state: str, *, holders: Sequence[Entity], opponents: Sequence[Entity]) -> list[Side]:
    """Return whose holding a construction tells of, one item a side; the first is the one told in its words."""
    holder, opponent = next(iter(holders), None), next(iter(opponents), None)
    if state == "contested":
        return [Side(state, holder, next(iter(holders[1:]), opponent))]
    if state == "holds" and found.form.state == "taken":
        return [Side(state, None, holder)]
    if opponent is not None and holder is not None and opponent.id == holder.id:
        opponent = None
    others = holders[1:] if state in JOINT_STATES else []
    sides = [Side(state, side, opponent) for side in (holder, *others)]
    if state == "lost" and opponent is not None and found.candidate.head.lemma_ in TRANSFERS:
        taken = Side("taken", opponent, holder)
        return [*sides, taken] if holder is not None else [taken]
    return sides


def has_dummy_subject(draft: Draft, candidate: Candidate) -> bool:
    """Is the subject of a verb no one who holds anything: "it takes", "which holds"?"""
    if candidate.entry.pos != "verb" or "subj" not in candidate.entry.actor:
        return False
    subjects = holding_slot(candidate, "subj")
    return bool(subjects) and all(
        t.lower_ in DUMMIES and draft.find_entity(draft.span_of(t), t) is None for t in subjects
    )


def mixed_state(candidate: Candidate, state: str) -> str:
    """Return what the adjective of a control says: "under mixed control" is contested."""
    if candidate.entry.pos != "noun" or state not in ("holds", "taken"):
        return state
    states = adjective_states("of-control")
    words = [w for modifier in modifiers(candidate.head) for w in modifier.subtree]
    return next((states[w.lower_] for w in words if w.lower_ in states), state)


def names_holder(draft: Draft, candidate: Candidate) -> bool:
    """Do the words say who holds it, even if the report has no entity for them: "in rebel hands"?"""
    tokens = [t for name in candidate.entry.actor for t in holding_slot(candidate, name)]
    in_hands = candidate.head.lemma_ == "hand" and any(token.is_title for token in tokens)
    return in_hands or any("human" in kinds_of(draft, token) or token.lower_ == "local" for token in tokens)


def read_implied(draft: Draft, candidate: Candidate, side: Side, *, before: Sequence[Told]) -> Iterator[Told]:
    """Yield what is told of the place told of last: "held the port until the army drove them out", "then won it back"."""
    words = [t for name in candidate.entry.target for t in holding_slot(candidate, name)]
    words = [t for t in words if not any(time.span.start <= t.idx < time.span.end for time in draft.times)]
    named = any(t.lower_ not in ("it", "them") or place_at(draft, t) is not None for t in words)
    if candidate.entry.pos != "verb" or named or not (words or (side.state == "lost" and side.holder is not None)):
        return
    span, sent = span_over(draft, candidate.words), candidate.head.sent
    last = next((t for t in reversed(before) if sent.start_char <= t.span.start < span.start), None)
    if last is None or side.holder is last.place or not (words or last.state != "lost"):
        return
    for place in {t.place.id: t.place for t in before if t.words == last.words}.values():
        yield Told(span, place, side.holder, side.opponent, side.state, words=candidate.words, entry=candidate.entry)


def told_shares(draft: Draft, items: Sequence[Told], shares: Sequence[Quantity]) -> Iterator[Told]:
    """Yield a share as one item; several shares are of several times, each the one behind it."""
    for item in items[:1] if items[0].state in ("holds", "taken", "share") else []:
        for share in shares:
            time = time_of_share(draft, share, others=shares)
            own = len(shares) > 1 or time is not None
            yield replace(
                item, state="share", share=share, span=with_share(draft, item.span, share), time=time, dated=own
            )
    if items[0].state not in ("holds", "taken", "share"):
        yield from items
    elif items[0].words[0].pos_ != "NOUN":
        last = max(draft.tokens_in(shares[-1].span)[-1].i, draft.tokens_in(items[0].span)[-1].i)
        yield from read_rest(draft, replace(items[0], state="share"), after=last)


def dated(draft: Draft, told: Told) -> Told:
    """Return what is told with the state that its time gives it: who "occupied the port on Friday" took it."""
    head = told.words[0]
    if (
        told.state == "holds"
        and head.lemma_ == "master"
        and any(t.lower_ in ("by", "within", "before") for t in head.doc[head.i + 1 : head.sent.end])
    ):
        return replace(told, state="taken")
    if told.state != "holds" or head.lemma_ != "occupy" or head.tag_ not in ("VBD", "VBN"):
        return told
    if head.dep_ == "conj" and head.head.lemma_ in ENTERING:
        return replace(told, state="taken")
    time = own_time(draft, told)
    first = draft.tokens_in(time.span)[0] if time is not None else None
    if first is None or any(t.lower_ in SINCE for t in draft.doc[max(0, first.i - 1) : first.i + 1]):
        return told
    return replace(told, state="taken")


def read_gapped(
    draft: Draft, candidate: Candidate, state: str, *, holders: Sequence[Place], places: Sequence[Place]
) -> Iterator[Told]:
    """Yield what is told of further places without a verb: "A is held by the rebels, B by the army"."""
    if not holders or state not in JOINT_STATES:
        return
    known = {entity.id for entity, _ in places}
    for holder, (place, token) in find_gapped(draft, holders[-1][1], places):
        if place.id not in known:
            yield Told(
                span_over(draft, [token]), place, holder, None, state, words=candidate.words, entry=candidate.entry
            )
