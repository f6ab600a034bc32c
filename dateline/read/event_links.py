"""Events read before -> the same with actors and targets that their own slots lack, and with types weighed.

What the lexicon's sense of a word says of two bearers is weighed as in ``event_pair_types``.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.draft import Draft
from dateline.read.event_pair_types import YIELDS, type_shares
from dateline.read.event_pairs import COOPERATIVE
from dateline.read.event_reach import coordinated_bearers, reached_actors
from dateline.read.event_triggers import Trigger
from dateline.records import Event

__all__ = ["link_events"]

Pairs = list[tuple[Trigger, Event]]
PLAIN = frozenset(("OTHER", "REQUEST", "PROTEST"))  # what these words tell is not weighed against other types
# how many times likelier than another type a sense is whose slots are filled; and one with a mode, or of several words
FITTING, SURE = 20.0, 200.0
# a type may only be taken for another of its kind: "the attack on the depot failed" is no refusal
DEEDS = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"))
HOSTILE_WORDS = frozenset(("ACCUSE", "REJECT", "REQUEST", "SANCTION", "THREATEN"))
# events that consist in words, and are about whom the deed is about that they speak of
SPEAKING = frozenset(("AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT", "SUPPORT"))
# events that coordinated actors without a target share with one another, and words for what is done together
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
MUTUAL_WORDS = frozenset(("sign", "reach", "deal", "agreement", "pact", "treaty", "accord", "truce", "ceasefire"))
REAL = frozenset(("occurred", "ongoing"))


def link_events(draft: Draft, pairs: Pairs) -> Pairs:
    """Return the events of a report with their triggers, in the same order.

    Args:
        draft: with entities and attributions filled.
        pairs: the events as their slots have them.
    """
    acted = [(trigger, with_actors(draft, trigger, event=event)) for trigger, event in pairs]
    linked = [(trigger, with_mutual_targets(trigger, event)) for trigger, event in acted]
    filled = {event.id for _, event in acted if event.targets}
    return retyped(draft, [(t, e if e.id in filled else shared_targets(t, e, acted)) for t, e in linked])


def shared_targets(trigger: Trigger, event: Event, others: Pairs) -> Event:
    """Return an event of words with the targets of what it is about, where slots give them: "vowed to invade Norn"."""
    if event.type not in SPEAKING:
        return event
    words = {word.i for word in trigger.words}
    for other, governed in others:
        below = other.head.head.i in words and other.head.dep_ in ("xcomp", "ccomp", "advcl", "acl")
        targets = tuple(ident for ident in governed.targets if ident not in event.actors)
        if below and targets and other.head.i > trigger.head.i:
            return replace(event, targets=targets)
    return event


def with_actors(draft: Draft, trigger: Trigger, *, event: Event) -> Event:
    """Return an event that has no actor with the bearer that stands before its word as one."""
    if event.type == "OTHER" or trigger.entry.pos in ("toll", "state") or "subj" in trigger.entry.target:
        return event
    if len(event.actors) == 1:
        first = phrase_of(draft, trigger.head, event.actors[0])
        more = coordinated_bearers(draft, first, trigger.head) if trigger.entry.pos == "verb" else ()
        return replace(event, actors=(*event.actors, *(e.id for e in more if e.id not in event.actors + event.targets)))
    if event.actors:
        return event
    actors = tuple(e.id for e in reached_actors(draft, trigger) if e.id not in event.targets)
    return replace(event, actors=actors)


def with_mutual_targets(trigger: Trigger, event: Event) -> Event:
    """Return an event that several do to one another with each of them as a target; whom else it concerns is not guessed."""
    if event.targets or event.type == "OTHER" or trigger.entry.pos == "toll":
        return event
    mutual = len(event.actors) > 1 and is_mutual(trigger)
    return replace(event, targets=event.actors) if mutual else event


def is_mutual(trigger: Trigger) -> bool:
    """Do several who do it do it to one another: "Chad and Niger signed a treaty"?"""
    return trigger.entry.type in MUTUAL or any(word.lemma_.lower() in MUTUAL_WORDS for word in trigger.words)


def retyped(draft: Draft, pairs: Pairs) -> Pairs:
    """Return the events with the type that is most likely between their first actor and their first target."""
    triggers = [trigger for trigger, _ in pairs]
    typed: Pairs = []
    for trigger, event in pairs:
        real = event.status in REAL and event.type not in PLAIN and not is_bodily(event)
        if real and event.actors and event.targets:
            actor, target = (phrase_of(draft, trigger.head, ids[0]) for ids in (event.actors, event.targets))
            event = with_type(trigger, event, type_shares(draft, (actor, target), triggers))
        typed.append((trigger, event))
    return typed


def is_bodily(event: Event) -> bool:
    """Says the sense how somebody was hurt or held, whatever else there is: "accused of torturing students"?"""
    return event.type in ("ASSAULT", "COERCE") and event.mode is not None


def with_type(trigger: Trigger, event: Event, shares: dict[str, float]) -> Event:
    """Return an event with its likeliest type: help may be support and violence coercion, but no violence a refusal."""
    half = next((kind for kind in (COOPERATIVE, HOSTILE_WORDS) if event.type in kind), DEEDS)
    if event.type in YIELDS:  # of which the shares name one
        shares = {event.type if type_ in YIELDS else type_: share for type_, share in shares.items()}
    factor = SURE if event.mode is not None or len(trigger.words) > 1 else FITTING
    odds = {type_: share * (factor if type_ == event.type else 1.0) for type_, share in shares.items()}
    best = max((t for t in odds if t in half), key=lambda type_: odds[type_], default=event.type)
    return event if best == event.type else replace(event, type=best, mode=None)


def phrase_of(draft: Draft, word: Token, ident: str) -> TokenSpan:
    """Return the tokens of the largest mention of an entity next to a word, in its sentence; else the word."""
    sent = word.sent
    spans = [
        draft.tokens_in(mention)
        for mention, entity in draft.mention_index.touching(sent.start_char, sent.end_char)
        if entity.id == ident and sent.start_char <= mention.start and mention.end <= sent.end_char
    ]
    nearest = min(spans, key=lambda span: (abs(span.root.i - word.i), -len(span)), default=None)
    return nearest if nearest is not None else word.doc[word.i : word.i + 1]
