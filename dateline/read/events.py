"""Report -> events: what happened, was planned, threatened or denied, in PLOVER's types, with its arguments."""

from __future__ import annotations

from dataclasses import replace

from dateline.read.denial_forms import judged_by
from dateline.read.draft import Draft
from dateline.read.event_arguments import actors_of, counts_of, targets_of
from dateline.read.event_carrying import carry_settings
from dateline.read.event_duties import Duty, find_duties, find_promises
from dateline.read.event_inherited import inherit_roles
from dateline.read.event_instruments import mode_of
from dateline.read.event_lexicon import ConsultedRows
from dateline.read.event_links import link_events
from dateline.read.event_merging import merge_events
from dateline.read.event_mishaps import tell_mishaps
from dateline.read.event_pair_types import event_type_between
from dateline.read.event_places import NO_PLACE, place_of
from dateline.read.event_status import status_of
from dateline.read.event_things import add_things
from dateline.read.event_times import NO_TIME, find_time
from dateline.read.event_triggers import Trigger, find_triggers
from dateline.read.grounds import entry_ground, status_grounds
from dateline.records import Event

__all__ = ["event_type_between", "extract_events"]

# events that consist in saying something
SPEECH_TYPES = frozenset(("ACCUSE", "AGREE", "REJECT", "REQUEST", "THREATEN"))
VERB_CONFIDENCE, NOUN_CONFIDENCE = 0.8, 0.7


def extract_events(draft: Draft) -> tuple[Event, ...]:
    """Return the events of a report, in text order of their triggers.

    Args:
        draft: with entities, times, quantities and attributions filled.

    Returns:
        One event for each attack, meeting ... told. The triggers are those of the lexicons ``event_verbs``,
        ``event_nouns``, ``event_phrases`` and ``event_tolls``, and words of duty;
        ``draft.because`` says why a place or a time is None. What an event is done to becomes an entity of the draft
        where it was none.
    """
    triggers = tell_mishaps(draft, find_triggers(draft))
    add_things(draft, triggers)
    taken = {word.i for trigger in triggers for word in trigger.words}
    duties = {duty.trigger: duty for duty in find_duties(draft, taken)}
    ordered = sorted((*triggers, *duties), key=lambda trigger: trigger.words[0].idx)
    pairs = [(trigger, read_event(draft, trigger, f"v{number}")) for number, trigger in enumerate(ordered, 1)]
    pairs = [(t, with_duty(e, duties[t]) if t in duties else e) for t, e in inherit_roles(draft, pairs)]
    linked = link_events(draft, pairs)
    linked += list(find_promises(draft, linked))
    linked.sort(key=lambda pair: pair[0].words[0].idx)
    telling = {event.id: trigger for trigger, event in linked}
    events = carry_settings(draft, [(telling[event.id], event) for event in merge_events(linked)])
    for event in events:
        for field, value, why in (("place", event.place, NO_PLACE), ("time", event.time, NO_TIME)):
            if value is None:
                draft.because(event.id, field, why)
    return tuple(events)


def with_duty(event: Event, duty: Duty) -> Event:
    """Return the event of a duty as what its speaker asks: that was asked, and is told by whoever tells of the speech."""
    speech = duty.attribution
    actors = (speech.speaker,) if speech.speaker is not None else ()
    return replace(event, actors=actors, targets=(duty.told.id,), status="occurred", attribution=speech.within)


def read_event(draft: Draft, trigger: Trigger, ident: str) -> Event:
    """Return the event of a trigger."""
    span = trigger.span(draft)
    entry = trigger.entry
    attribution = judged_by(draft, draft.innermost_attribution(span))
    actors = actors_of(draft, trigger)
    targets = targets_of(draft, trigger, actors)
    place, time = place_of(draft, trigger), find_time(draft, span, trigger.words)
    with ConsultedRows() as rows:
        status = status_of(
            trigger.head,
            noun=entry.pos == "noun",
            state=entry.pos == "toll",
            speech=entry.type in SPEECH_TYPES,
            attribution=attribution,
        )
    draft.grounds += [entry_ground(ident, "type", entry), *status_grounds(ident, status, rows=rows)]
    return Event(
        id=ident,
        trigger=span,
        type=entry.type,
        mode=mode_of(trigger),
        status=status,
        actors=tuple(e.id for e in actors),
        targets=tuple(e.id for e in targets),
        place=place.id if place else None,
        time=time.id if time else None,
        counts=counts_of(draft, trigger),
        attribution=attribution.id if attribution else None,
        confidence=NOUN_CONFIDENCE if entry.pos in ("noun", "toll") else VERB_CONFIDENCE,
    )
