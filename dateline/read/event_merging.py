"""One attack or mishap told in two words is one event: "an air strike killed 29", "opened fire, killing two"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dateline.read.clauses import SUBJECTS, antecedent, children, relation
from dateline.read.event_mishaps import is_mishap
from dateline.read.event_triggers import Trigger
from dateline.records import Event

__all__ = ["merge_events"]

# verbs that tell what an attack did to people, and numbers of them
RESULTS = frozenset(("kill", "wound", "injure", "maim", "die", "hurt"))
# verbs that tell that an attack came, and where: "the bomb exploded", "the blast hit a bus"
HITS = frozenset(
    (
        "hit", "strike", "target", "destroy", "damage", "devastate", "level", "flatten", "rip", "tear", "explode", "detonate",
    )
)  # fmt: skip
MAX_STEPS = 3


def merge_events(pairs: list[tuple[Trigger, Event]]) -> list[Event]:
    """Return the events, those that only tell the toll of another merged into it.

    The attack's word stays the trigger; victims and counts are added to it. Both must be told by the same source.
    """
    merged = {event.id: event for _, event in pairs}
    gone: dict[str, str] = {}
    for trigger, first in pairs:
        event = merged[first.id]
        into = next((candidate.id for other, candidate in pairs if is_toll_of(trigger, other)), event.id)
        while into in gone:  # "a bomb exploded, killing two": the dead go where the explosion went
            into = gone[into]
        attack = merged[into]
        if (attack.attribution, attack.status) == (event.attribution, event.status) and event.id != into:
            merged[into] = joined(attack, event)
            gone[event.id] = into
            del merged[event.id]
    return list(merged.values())


def joined(attack: Event, toll: Event) -> Event:
    """Return the attack with the victims and numbers of its toll."""
    counts = {count.quantity: count for count in (*toll.counts, *attack.counts)}
    targets = dict.fromkeys((*attack.targets, *toll.targets))
    actors = attack.actors or tuple(a for a in toll.actors if a not in targets)
    return replace(
        attack,
        actors=actors,
        targets=tuple(t for t in targets if t not in actors),
        counts=tuple(
            counts[c.quantity] for c in dict.fromkeys((*attack.counts, *toll.counts)) if counts[c.quantity] is c
        ),
        place=attack.place or toll.place,
        time=attack.time or toll.time,
    )


def is_toll_of(toll: Trigger, attack: Trigger) -> bool:
    """Does the first trigger tell only how many the second killed or hurt?"""
    if (
        toll is attack
        or toll.entry.type != attack.entry.type
        or not (attack.entry.type == "ASSAULT" or is_mishap(attack))
    ):
        return False
    if toll.entry.pos == "toll":
        return attack.entry.pos != "toll" and (is_left(toll.head, attack) or stands_with(toll.head, attack))
    words = {word.i for word in attack.words}
    if toll.entry.pos != "verb" or toll.head.lemma_ not in RESULTS | HITS:
        return False
    if any(antecedent(subject, toll.head).i in words for subject in children(toll.head, *SUBJECTS)):
        return True
    if toll.head.lemma_ in HITS:
        return False
    if any(is_setting_of(word, toll.head) for word in attack.words):
        return True
    node = toll.head
    for _ in range(MAX_STEPS):
        if relation(node) not in ("advcl", "conj") or (
            node is toll.head and relation(node) == "advcl" and node.tag_ != "VBG"
        ):
            return False
        node = node.head
        if node.i in words:
            return node.i < toll.head.i and (toll.head.tag_ == "VBG" or attack.head.lemma_ in RESULTS)
    return False


def is_setting_of(noun: Token, verb: Token) -> bool:
    """Is the attack what the verb happened in or by: "killed nine people in an attack", "killed by a car bomb"?"""
    inside = any(c.lower_ in ("in", "during", "by") for c in children(noun, "case"))
    return inside and relation(noun) in ("obl", "nmod") and verb in (noun.head, noun.head.head)


def stands_with(word: Token, attack: Trigger) -> bool:
    """Is a toll word told with the happening: "the ferry sank with 241 people aboard"?"""
    words = {w.i for w in attack.words}
    counted = (t for t in (word, word.head) if any(c.lower_ == "with" for c in children(t, "case", "mark")))
    return any(t.head.i in words for t in counted)


def is_left(word: Token, attack: Trigger) -> bool:
    """Is a toll word what the attack "left": "an attack that left nine dead"?"""
    verb = next((t for t in (word.head, *word.ancestors) if t.lemma_ == "leave"), None)
    words = {w.i for w in attack.words}
    if verb is None:
        return False
    # "the blast hit a bus, leaving five dead"
    subjects = [s for v in (verb, verb.head) for s in children(v, *SUBJECTS) if v is verb or v.lemma_ in HITS]
    return verb.head.i in words or any(s.i in words for s in subjects)
