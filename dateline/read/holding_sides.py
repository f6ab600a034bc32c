"""On whose side somebody's men are: "his fighters" of a spokesman for the Front are the Front's."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.read.clauses import children, conjuncts, deep_object, noun_phrase, prepositional
from dateline.read.draft import Draft
from dateline.read.event_fillers import entity_of
from dateline.read.event_slots import Candidate
from dateline.read.lemmas import noun_lemma
from dateline.records import Entity, Span

__all__ = ["is_whole_force", "own_side", "rivals_claiming", "side_of_speaker"]

BODIES = frozenset(("group", "organization"))
# who speaks for a side or leads it, and the verbs of doing so
SPEAKERS = frozenset(("spokesman", "spokeswoman", "spokesperson", "envoy", "aide"))
OFFICES = frozenset(("leader", "commander", "chief", "head", "president", "chairman", *SPEAKERS))
SERVING = frozenset(("speak", "lead", "command", "head", "represent"))
OWNERS = frozenset(("his", "her", "their", "our", "my"))
EACH = frozenset(("each", "both"))
# nouns of sides, not of some of their people: "the troops", but not "the soldiers"
SIDES = frozenset(
    ("troop", "force", "rebel", "insurgent", "guerrilla", "separatist", "loyalist", "mutineer", "militant")
)
CLAIMING = frozenset(("claim", "say", "insist", "assert", "boast", "maintain", "announce"))


def own_side(draft: Draft, entity: Entity) -> Entity:
    """Return the side whose fighters somebody's men are, where he speaks for it or leads it; else the men themselves."""
    if entity.kind != "group":
        return entity
    for mention in entity.mentions:
        first = draft.tokens_in(mention)[0]
        owner = draft.find_entity(draft.span_of(first), first) if first.lower_ in OWNERS else None
        side = side_served(draft, owner) if owner is not None else None
        if side is not None and side.id != entity.id:
            return side
    return entity


def side_served(draft: Draft, person: Entity) -> Entity | None:
    """Return the body that a person is said to speak for or to lead."""
    if person.kind != "person":
        return None
    found = [side for mention in person.mentions for side in sides_at(draft, mention, person)]
    return found[0] if found else None


def sides_at(draft: Draft, mention: Span, person: Entity) -> Iterator[Entity]:
    words = draft.tokens_in(mention)
    if any(noun_lemma(t) in OFFICES for t in words):
        inside = [(m, e) for m, e in draft.mention_index.touching(mention.start, mention.end) if mention.covers(m)]
        kinds = {*BODIES, "person"} if any(noun_lemma(t) in SPEAKERS for t in words) else BODIES
        yield from (e for m, e in inside if e.kind in kinds and e.id != person.id and not m.covers(mention))
    for clause in children(words.root, "acl:relcl", "acl"):
        if clause.lemma_ not in SERVING:
            continue
        served = [deep_object(clause), *(t for p, t in prepositional(clause) if p == "for")]
        named = [entity_of(draft, t) for t in served if t is not None]
        yield from (e for e in named if e is not None and e.kind in BODIES)


def side_of_speaker(draft: Draft, token: Token) -> Entity | None:
    """Return whose "ours" is, by who says it: the body he speaks for, or the body that speaks."""
    speech = draft.innermost_attribution(draft.span_of(token))
    speaker = next((e for e in draft.entities if speech is not None and e.id == speech.speaker), None)
    if speaker is None or speaker.kind in BODIES:
        return speaker
    return side_served(draft, speaker)


def is_whole_force(noun: Token) -> bool:
    """Is it all of a force: "the army", "the rebels", "his soldiers"; not "six soldiers", "some rebels", "the gunmen"?"""
    phrase = noun_phrase(noun)
    if any(t.pos_ == "NUM" for t in phrase):
        return False
    owned = phrase[0].tag_ == "PRP$" or any(children(noun, "nmod:poss"))
    return owned or (phrase[0].lower_ == "the" and (noun.tag_ != "NNS" or noun_lemma(noun) in SIDES))


def rivals_claiming(candidate: Candidate) -> list[Token]:
    """Return the sides that each claim a place for themselves: "both claimed to have taken it", "each said it held the town"."""
    verb = candidate.head
    governor = verb.head if verb.dep_ in ("xcomp", "ccomp") else verb
    if candidate.entry.pos != "verb" or governor.lemma_ not in CLAIMING:
        return []
    words = [w for t in governor.children if t.i < governor.i for w in (t, *t.children)]
    each = next((w for w in words if w.lower_ in EACH), None)
    if each is None:
        return []
    subject = next((t for t in children(governor, "nsubj") if t != each), None)
    sides = conjuncts(subject) if subject is not None else side_by_side(each)
    return [t for side in sides for t in [named_side(candidate.draft, side)] if t is not None]


def side_by_side(each: Token) -> list[Token]:
    """Return who "each" stands for: the last two or more that the sentence names side by side before it."""
    for before in reversed(each.doc[each.sent.start : each.i]):
        if before.dep_ in ("nsubj", "nsubj:pass"):
            sides = [t for t in conjuncts(before) if t.i < each.i]
            return sides if len(sides) > 1 else []
    return []


def named_side(draft: Draft, token: Token) -> Token | None:
    """Return the word of a side, or whose "those" are: "those of [General Bale]"."""
    if entity_of(draft, token) is not None:
        return token
    return next((t for p, t in prepositional(token) if p == "of" and entity_of(draft, t) is not None), None)
