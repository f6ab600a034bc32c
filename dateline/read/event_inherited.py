"""Actors and targets that an event has from the event it governs, or from its governor.

"Promised aid to the camp" promises the camp something, and who promises it is who will aid. "Demanded that the army leave"
demands it of the army. Who is "charged with murder" is who is said to have murdered. Only what is missing is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.read.clauses import (
    children,
    conjuncts,
    control_words,
    deep_object,
    deep_subject,
    is_nominal,
    is_passive,
    prepositional,
    relation,
    surface_subject,
)
from dateline.read.draft import Draft
from dateline.read.event_fillers import OWNERS, entity_of
from dateline.read.event_triggers import Trigger
from dateline.records import Entity, Event

__all__ = ["inherit_roles"]

Pair = tuple[Trigger, Event]
Ids = tuple[str, ...]

# the role of the governed event whose holders are the governor's targets: it is the attacker who is condemned for an attack
FROM_VERB = {"REQUEST": "actors", "ACCUSE": "actors", "AGREE": "targets", "THREATEN": "targets", "REJECT": "targets"}
FROM_NOUN = {
    "REQUEST": "actors", "ACCUSE": "actors", "AGREE": "targets", "THREATEN": "targets", "REJECT": "actors",
    "CONCEDE": "targets", "SANCTION": "targets",
}  # fmt: skip
# the prepositions that name the target behind the object or inside the clause, the surest first
REACHED_BY = {
    "REQUEST": ("by", "from"), "ACCUSE": ("by", "against"), "REJECT": ("by", "from", "with", "to"),
    "AGREE": ("with", "to"), "THREATEN": ("against", "on", "with"), "CONCEDE": ("on", "against", "to"),
    "SANCTION": ("against", "on", "with", "to", "for"), "CONSULT": ("between",), "AID": ("to", "for"),
    "PROTEST": ("against", "by"), "SUPPORT": ("with", "to"),
}  # fmt: skip
# events that are carried out, if at all, by who promises, threatens or ends them
LENDS_ACTOR = frozenset(("AGREE", "THREATEN", "SANCTION"))
CHARGES = frozenset(("of", "with", "for", "over", "in"))
COMPLEMENTS = ("xcomp", "ccomp", "obj", "acl", "obl", "nmod", "advcl")
COMPLEMENT_CASES = frozenset(("", "for", "to", "of", "on", "over", "in", "that"))
UNDER = frozenset(("under", "as"))
# the prepositions behind which an event is what the subject of the clause goes to or on
JOINED = {"CONSULT": frozenset(("for", "on")), "PROTEST": frozenset(("on",))}
# what is said to somebody, and the verbs whose object it is said to
ADDRESSED = frozenset(("REQUEST", "THREATEN", "AGREE", "ACCUSE"))
ADDRESSES = frozenset(
    ("give", "allow", "grant", "order", "tell", "urge", "ask", "call", "warn", "direct", "oblige", "require", "demand")
)
ONTO = frozenset(("on", "upon", "to"))
MAX_STEPS = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """The events of a report by the words that tell of them, as far as they are filled in."""

    draft: Draft
    by_word: dict[int, int]
    pairs: list[Pair]

    def at(self, token: Token) -> Pair | None:
        """Return the event that a word tells of."""
        index = self.by_word.get(token.i)
        return self.pairs[index] if index is not None else None


def inherit_roles(draft: Draft, pairs: Sequence[Pair]) -> list[Pair]:
    """Return the events with the actors and targets that the events around them lend them.

    Args:
        draft: with entities and attributions filled.
        pairs: the triggers of a report with what was read of each by itself, in text order.
    """
    by_word = {word.i: n for n, (trigger, _) in enumerate(pairs) for word in trigger.words}
    scene = Scene(draft, by_word, list(pairs))
    for fill in (blamed_actors, lent_actors, undergone, inherited_targets):
        for n, (trigger, event) in enumerate(scene.pairs):
            scene.pairs[n] = (trigger, fill(scene, trigger, event=event))
    return scene.pairs


def lent_actors(scene: Scene, trigger: Trigger, *, event: Event) -> Event:
    """Give a noun event without actor the actor of its governor, or whom that accuses of it.

    A verb has the actor of the event that it says the aim of: "a march demanding", "an offensive to retake".
    """
    if event.actors:
        return event
    found: Ids = ()
    if trigger.entry.pos != "noun":
        over = scene.at(trigger.head.head) if relation(trigger.head) in ("acl", "advcl") else None
        if over is not None and over[0].entry.pos == "noun" and trigger.head.tag_ in ("VB", "VBG"):
            found = over[1].actors
        return replace(event, actors=tuple(i for i in found if i not in event.targets))
    governor = next((pair for word in governors_of(trigger) if (pair := scene.at(word)) is not None), None)
    if governor is not None and governor[1] is not event:
        kind, accused = governor[1].type, governor[1].mode in ("convict", "arrest")
        if kind in LENDS_ACTOR and not accused:
            found = governor[1].actors
        elif (kind == "ACCUSE" or accused) and is_charged(trigger.head):
            found = governor[1].targets
    blamed = trigger.head.head
    guilty = blamed.lemma_ in control_words("guilty") and (blamed.pos_ != "VERB" or is_passive(blamed))
    if not found and guilty and is_charged(trigger.head):
        found = ids_of(scene.draft, [surface_subject(blamed)])
    found = found or partner(scene.draft, trigger, event)
    return replace(event, actors=tuple(i for i in found if i not in event.targets))


def blamed_actors(scene: Scene, trigger: Trigger, *, event: Event) -> Event:
    """Give a noun event the actor on whom it is blamed ("blamed the raid on the clan"), or who claims responsibility for it.

    The parse may hang "on the clan" on the raid, where it would be the target.
    """
    verb = next(governors_of(trigger), None)
    if trigger.entry.pos != "noun" or verb is None:
        return event
    found = laid_on(scene.draft, trigger.head, deed=trigger.head)
    if verb.lemma_ in control_words("claimed") and relation(trigger.head) in ("nmod", "obl"):
        found = claimants(scene.draft, verb) or laid_on(scene.draft, verb, deed=trigger.head)
    if not found:
        return event
    return replace(event, actors=found, targets=tuple(i for i in event.targets if i not in found))


def laid_on(draft: Draft, noun: Token, *, deed: Token) -> Ids:
    """Return on whom a verb lays its object, a deed or the blame for one."""
    verb = noun.head
    if relation(noun) not in ("obj", "nsubj:pass") or verb.lemma_ not in control_words("onto"):
        return ()
    behind = [*prepositional(verb), *prepositional(noun), *prepositional(deed)]
    return ids_of(draft, [t for case, other in behind if case in ONTO and other.i > verb.i for t in conjuncts(other)])


def claimants(draft: Draft, noun: Token) -> Ids:
    """Return who claims the noun, "responsibility" or "credit"; not "nobody", "no group"."""
    verb = noun.head
    if relation(noun) != "obj" or verb.lemma_ not in control_words("claims"):
        return ()
    subject = deep_subject(verb)
    if subject is None or any(c.lower_ in ("no", "neither") for c in children(subject, "det", "cc:preconj")):
        return ()
    return ids_of(draft, conjuncts(subject))


def governors_of(trigger: Trigger) -> Iterator[Token]:
    """Yield the words over an event noun, as far as they may govern it."""
    node = trigger.head
    for _ in range(MAX_STEPS):
        if node.head.i == node.i or relation(node) not in ("obj", "obl", "nmod", "conj", "xcomp", "nsubj:pass"):
            return
        node = node.head
        yield node


def is_charged(noun: Token) -> bool:
    """Is the noun what somebody is accused of: "charged with murder"?"""
    cases = {c.lower_ for c in children(noun, "case")}
    return bool(cases & CHARGES)


def partner(draft: Draft, trigger: Trigger, event: Event) -> Ids:
    """Return who goes "for talks", "on a visit", or the other side of "talks with", "fighting with": the clause's subject."""
    sided = event.targets and any(case == "with" for case, _ in prepositional(trigger.head))
    cases = {c.lower_ for c in children(trigger.head, "case")}
    bare = not any(children(trigger.head, "det", "nmod:poss"))  # "in protest", not "in a protest"
    wanted = JOINED.get(event.type, frozenset()) | (
        frozenset(("in",)) if bare and event.type == "PROTEST" else frozenset()
    )
    if not sided and not (relation(trigger.head) == "obl" and cases & wanted):
        return ()
    verb = next((word for word in governors_of(trigger) if word.pos_ == "VERB"), None)
    return ids_of(draft, [deep_subject(verb)]) if verb is not None else ()


def undergone(scene: Scene, trigger: Trigger, *, event: Event) -> Event:
    """Give a noun event without target the subject of "face", "suffer", "survive"."""
    if event.targets or trigger.entry.pos != "noun":
        return event
    verb = next(governors_of(trigger), None)
    if relation(trigger.head) == "obl":
        return put_under(scene.draft, trigger, event)
    if verb is not None and relation(trigger.head) == "nmod" and verb.pos_ == "NOUN":  # "a third week of protests"
        verb = verb.head if relation(verb) == "obj" else None
    if verb is None or verb.lemma_ not in control_words("undergo"):
        return event
    found = ids_of(scene.draft, [deep_subject(verb)])
    return replace(event, targets=tuple(i for i in found if i not in event.actors))


def put_under(draft: Draft, trigger: Trigger, event: Event) -> Event:
    """Give "house arrest" the roles of "the junta put him under" it, "human shields" those of "used them as" such."""
    verb = trigger.head.head
    if verb.lemma_ not in control_words("under") or not any(
        c.lower_ == "under" for c in children(trigger.head, "case")
    ):
        return event
    targets = ids_of(draft, [deep_object(verb)])
    actors = event.actors or ids_of(draft, [deep_subject(verb)])
    return replace(event, actors=tuple(i for i in actors if i not in targets), targets=targets)


def inherited_targets(scene: Scene, trigger: Trigger, *, event: Event) -> Event:
    """Give an event without target that of what is asked, promised, threatened, condemned or lifted."""
    if event.targets:
        return event
    if event.type in ADDRESSED and (found := addressed(scene.draft, trigger)):
        return replace(event, targets=tuple(i for i in found if i not in event.actors))
    for token in complements(scene, trigger):
        found = tuple(i for i in from_complement(scene, token, kind=event.type) if i not in event.actors)
        if found:
            return replace(event, targets=found)
    return event


def addressed(draft: Draft, trigger: Trigger) -> Ids:
    """Return whom a demand or threat speaks to as the subject of its clause: "the ultimatum gave the mayor two days"."""
    verb = trigger.head.head
    if relation(trigger.head) != "nsubj" or verb.lemma_ not in ADDRESSES or is_passive(verb):
        return ()
    first = next(children(verb, "iobj"), None) or next(children(verb, "obj"), None)
    return ids_of(draft, conjuncts(first)) if first is not None else ()


def complements(scene: Scene, trigger: Trigger) -> list[Token]:
    """Return what an event's word governs, the nearest first, then what a verb such as "respond" under it governs."""
    found = [token for word in trigger.words for token in governed(word)]
    plain = [t for t in found if not is_nominal(t) and scene.at(t) is None]
    return [*found, *(inner for token in plain for inner in governed(token))]


def governed(word: Token) -> list[Token]:
    """Return the objects, clauses and circumstances behind a word that may say whom it is about."""
    found: list[Token] = []
    for child in children(word, *COMPLEMENTS):
        case = next((c.lower_ for c in children(child, "case", "mark") if c.i < child.i), "")
        if child.i > word.i and case in COMPLEMENT_CASES:
            found += [child, *(c for c in children(child, "conj") if c.pos_ == child.pos_)]
    return found


def from_complement(scene: Scene, token: Token, *, kind: str) -> Ids:
    """Return the targets that a complement holds for an event of a type."""
    table = FROM_NOUN if is_nominal(token) else FROM_VERB
    governed = scene.at(token)
    if governed is not None and kind in table:
        found: Ids = getattr(governed[1], table[kind])
        if found:
            return found
    if kind == "REQUEST" and not is_nominal(token):
        return ids_of(scene.draft, [deep_subject(token) if has_subject(token) else None])
    inner = token if is_nominal(token) else deep_object(token)
    return next((ids for word in (token, inner) if word is not None and (ids := reached(scene.draft, word, kind))), ())


def has_subject(verb: Token) -> bool:
    """Has a clause a subject of its own, which is asked to do it: "demanded that the army leave"?"""
    return any(children(verb, "nsubj", "nsubj:pass")) or is_nominal(verb)


def reached(draft: Draft, word: Token, kind: str) -> Ids:
    """Return the entities behind the first of a type's prepositions that stands with a word."""
    pairs = prepositional(word)
    for wanted in REACHED_BY.get(kind, ()):
        found = ids_of(draft, [t for case, noun in pairs if case == wanted for t in conjuncts(noun)])
        if found:
            return found
    return ()


def ids_of(draft: Draft, tokens: Sequence[Token | None]) -> Ids:
    """Return the ids of the people, bodies and places that some words stand for."""
    entities: list[Entity | None] = [entity_of(draft, t) for t in tokens if t is not None]
    return tuple(dict.fromkeys(e.id for e in entities if e is not None and e.kind in OWNERS))
