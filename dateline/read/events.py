"""Report -> events: what happened, was planned, threatened or denied, in PLOVER's types, with its arguments."""

from __future__ import annotations

from dateline.read.draft import Draft
from dateline.read.event_arguments import actors_of, counts_of, place_of, targets_of
from dateline.read.event_merging import merge_events
from dateline.read.event_pairs import event_type_between
from dateline.read.event_status import status_of
from dateline.read.event_times import find_time
from dateline.read.event_triggers import Trigger, find_triggers
from dateline.records import Event

__all__ = ["event_type_between", "extract_events"]

VERB_CONFIDENCE, NOUN_CONFIDENCE = 0.8, 0.7


def extract_events(draft: Draft) -> tuple[Event, ...]:
    """Return the events of a report, in text order of their triggers.

    Args:
        draft: with entities, times, quantities and attributions filled.

    Returns:
        One event for each attack, meeting ... told. The triggers are those of the lexicons ``event_verbs``,
        ``event_nouns``, ``event_phrases`` and ``event_tolls``; ``draft.because`` says why a place or a time is None.
    """
    triggers = find_triggers(draft)
    pairs = [(trigger, read_event(draft, trigger, f"v{number}")) for number, trigger in enumerate(triggers, 1)]
    return tuple(merge_events(pairs))


def read_event(draft: Draft, trigger: Trigger, ident: str) -> Event:
    """Return the event of a trigger."""
    span = trigger.span(draft)
    entry = trigger.entry
    attribution = draft.innermost_attribution(span)
    actors = actors_of(draft, trigger)
    targets = targets_of(draft, trigger, actors)
    place, no_place = place_of(draft, trigger)
    time, no_time = find_time(draft, span, trigger.words)
    for field, why in (("place", no_place), ("time", no_time)):
        if why:
            draft.because(ident, field, why)
    return Event(
        id=ident,
        trigger=span,
        type=entry.type,
        mode=entry.mode,
        status=status_of(trigger.head, noun=entry.pos == "noun", state=entry.pos == "toll", attribution=attribution),
        actors=tuple(e.id for e in actors),
        targets=tuple(e.id for e in targets),
        place=place.id if place else None,
        time=time.id if time else None,
        counts=counts_of(draft, trigger),
        attribution=attribution.id if attribution else None,
        confidence=NOUN_CONFIDENCE if entry.pos in ("noun", "toll") else VERB_CONFIDENCE,
    )
