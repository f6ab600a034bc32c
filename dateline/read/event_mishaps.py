"""Who died in a mishap and who in an attack: "the roof came down; nine were killed" tells of no violence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.read.draft import Draft
from dateline.read.event_kinds import kinds_of
from dateline.read.event_lexicon import Entry, entries, form_lemmas, noun_kinds
from dateline.read.event_slots import Candidate, slot
from dateline.read.event_triggers import Trigger, toll_entries
from dateline.read.lemmas import noun_lemma

__all__ = ["is_mishap", "tell_mishaps"]

# what counts people and says nothing of how it came about
COUNTED = frozenset(("killed", "wounded", "other", "missing", "displaced"))


def is_mishap(trigger: Trigger) -> bool:
    """Does a word tell of an accident or a disaster: by its kind, or since something moved, broke or burned by itself?"""
    if trigger.entry.type != "OTHER" or trigger.entry.pos == "toll":
        return False
    moved = trigger.entry.count is None and any(condition.startswith("theme:") for condition in trigger.entry.when)
    return moved or "mishap" in noun_kinds().get(noun_lemma(trigger.head), ())


def tell_mishaps(draft: Draft, triggers: list[Trigger]) -> list[Trigger]:
    """Return the triggers, the dead and hurt of mishaps as such.

    A sentence that tells of a mishap and of no violence tells of its dead; so does each sentence of a report of that kind.
    """
    whole = tells_only_mishap(triggers)
    found = []
    for trigger in triggers:
        near = (other for other in triggers if other.head.sent == trigger.head.sent)
        peaceful = counts_only(trigger) and (whole or tells_only_mishap(near)) and not has_killer(draft, trigger)
        entry = mishap_sense(trigger) if peaceful else None
        found.append(replace(trigger, entry=entry) if entry is not None else trigger)
    return found


def tells_only_mishap(triggers: Iterable[Trigger]) -> bool:
    told = list(triggers)
    return any(map(is_mishap, told)) and not any(t.entry.type == "ASSAULT" and not counts_only(t) for t in told)


def counts_only(trigger: Trigger) -> bool:
    """Does the word say no more than how many died or were hurt?"""
    return trigger.entry.type == "ASSAULT" and trigger.entry.mode is None and trigger.entry.count in COUNTED


def has_killer(draft: Draft, trigger: Trigger) -> bool:
    candidate = Candidate(draft, trigger.entry, trigger.head, trigger.words)
    verbal = trigger.entry.pos == "verb" and trigger.entry.actor
    return bool(verbal) and any("human" in kinds_of(draft, t) for n in trigger.entry.actor for t in slot(candidate, n))


def mishap_sense(trigger: Trigger) -> Entry | None:
    """Return the word's sense of a mishap that counts the same, if the lexicon has one."""
    word = trigger.head
    lemma = word.lemma_.lower()
    if trigger.entry.pos == "toll":
        senses = toll_entries().get(lemma) or toll_entries().get(word.lower_, ())
    else:
        senses = entries(trigger.entry.pos).get(form_lemmas().get(word.lower_, lemma), ())
    return next((e for e in senses if e.type == "OTHER" and e.count == trigger.entry.count), None)
