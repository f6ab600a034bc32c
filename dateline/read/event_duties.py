"""Acts of speech that no word names: whoever says that another "must" asks it of him, whoever says "we will" promises.

A promise of help is AGREE, one of harm THREATEN, and "we will not" REJECT, beside the event that is promised. So are
"willing to", "ready to" and other words of the table ``event_pair_types`` that are no events in the lexicons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from dateline.read.clause_modes import auxiliaries, is_negated
from dateline.read.clauses import own_subject
from dateline.read.draft import Draft
from dateline.read.event_fillers import entity_of
from dateline.read.event_lexicon import Entry
from dateline.read.event_pairs import COOPERATIVE, governing_words
from dateline.read.event_places import is_country
from dateline.read.event_triggers import Trigger
from dateline.records import Attribution, Entity, Event

__all__ = ["Duty", "find_duties", "find_promises"]

DUTY = Entry(("must",), "verb", "REQUEST", None, None, None, ("subj",), ("obj",), (), "")
SPOKEN = ("says", "requests", "orders", "accuses", "intends", "threatens")
WILLING = frozenset(("will", "wo", "'ll", "’ll", "would", "shall"))
UNREAL = frozenset(("planned", "threatened", "denied", "hypothetical", "expected"))
HARM = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE"))
PROMISE_CONFIDENCE = 0.6
ACTING = frozenset(("person", "group", "organization"))


class Duty(NamedTuple):
    """A word of duty, the speech it stands in, and who is told."""

    trigger: Trigger
    attribution: Attribution
    told: Entity


def find_duties(draft: Draft, taken: set[int]) -> Iterator[Duty]:
    """Yield what speakers say that others must do.

    Args:
        draft: with entities and attributions filled.
        taken: places of the words that tell of events already.
    """
    for token in draft.doc:
        if token.lower_ != "must" or token.tag_ != "MD" or token.i in taken:
            continue
        speech = draft.innermost_attribution(draft.span_of(token))
        subject = own_subject(token.head)
        told = entity_of(draft, subject) if subject is not None and subject.pos_ != "PRON" else None
        if speech is None or speech.speaker is None or told is None or told.id == speech.speaker:
            continue
        if speech.stance in SPOKEN and (told.kind in ACTING or is_country(told)):
            yield Duty(Trigger(DUTY, token, (token,)), speech, told)


def find_promises(draft: Draft, pairs: Sequence[tuple[Trigger, Event]]) -> Iterator[tuple[Trigger, Event]]:
    """Yield what the actors of known events promise, threaten or refuse by saying that they will or will not do them.

    Args:
        draft: with attributions filled.
        pairs: the events with their triggers, actors and targets; their ids are those of what is promised.
    """
    taken = {word.i for trigger, _ in pairs for word in trigger.words}
    for trigger, event in pairs:
        if event.status in UNREAL and event.actors and event.targets:
            found = promise_of(draft, trigger, event)
            if found is not None and found[0].i not in taken:
                word, type_, within = found
                taken.add(word.i)
                promise = Trigger(
                    Entry((word.lower_,), "verb", type_, None, None, None, ("subj",), ("obj",), (), ""), word, (word,)
                )
                yield promise, replace(
                    event, id=f"{event.id}p", trigger=promise.span(draft), type=type_, mode=None, status="occurred",
                    place=None, time=None, counts=(), attribution=within, confidence=PROMISE_CONFIDENCE,
                )  # fmt: skip


def promise_of(draft: Draft, trigger: Trigger, event: Event) -> tuple[Token, str, str | None] | None:
    """Return the word that promises an event, the type of the promise, and by whose word it is told."""
    verb = trigger.head
    governor = verb.head
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") and governor.i < verb.i:
        for type_, events in governing_words().get(governor.lower_, ()):
            if governor.pos_ == "ADJ" and (not events or event.type in events) and not is_negated(governor):
                return governor, type_, event.attribution
    modal = next((a for a in auxiliaries(verb) if a.lower_ in WILLING), None)
    speech = draft.innermost_attribution(trigger.span(draft))
    if modal is None or speech is None or speech.speaker not in event.actors or speech.stance not in SPOKEN:
        return None
    if is_negated(verb):
        return modal, "REJECT", speech.within
    kind = "AGREE" if event.type in COOPERATIVE else "THREATEN" if event.type in HARM else None
    return (modal, kind, speech.within) if kind else None
