"""The timeline of a person, company or product over many reports: in which events it takes part, and when.

A timeline is one way to look at the record. Its dates come by the rules of ``timeline_dates``; each row names its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.reconcile.happenings import Happening
from dateline.reconcile.target_names import Target, bare_name, plain_words
from dateline.reconcile.timeline_dates import TOLD, Dated, date_happenings, retell
from dateline.records import Span

__all__ = ["TimelineMention", "TimelineRow", "timeline_of"]

REAL = frozenset(("occurred", "ongoing"))
SURE = frozenset(("planned", "expected"))  # on a timeline if the day is told


@dataclass(frozen=True, slots=True)
class TimelineMention:
    """Where an event of a timeline is told."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event of a timeline.

    ``order`` counts the dates, 0 is what has none. The length of ``date`` is its precision: a day, a month or a year.
    ``rule`` says where it comes from.
    """

    order: int
    date: str | None
    rule: str
    mentions: tuple[TimelineMention, ...]


def timeline_of(happenings: Iterable[Happening], *, name: str) -> list[TimelineRow]:
    """Return the events in which a target takes part, in the order of their dates.

    Args:
        happenings: of any number of reports, each report's in text order.
        name: the target's name, as full as it is known.

    Returns:
        Rows by date, a less precise one before those within it; rows of one date have one order. Mentions in several reports
        are one event if they have one word and one date, and name no different others who take part.
    """
    told = list(happenings)
    target = find_target(name, told)
    dated = (event for event in date_happenings(told) if takes_part(target, event.happening))
    kept = retell([event for event in dated if is_on_timeline(event)])
    orders = {day: order for order, day in enumerate(sorted({event.date for event in kept if event.date}), 1)}
    return [
        TimelineRow(
            orders.get(event[0].date or "", 0),
            event[0].date,
            event[0].rule,
            tuple(TimelineMention(e.happening.report, e.happening.span) for e in event),
        )
        for event in join_mentions(kept, target)
    ]


def find_target(name: str, happenings: Iterable[Happening]) -> Target:
    """Return the target of a name: a person, if most phrases that end in the whole name are read as persons."""
    words = Target(name).words
    phrases = (party for h in happenings for party in h.parties)
    votes = [party.person for party in phrases if plain_words(party.phrase)[-len(words) :] == words]
    return Target(name, person=2 * sum(votes) > len(votes))


def takes_part(target: Target, happening: Happening) -> bool:
    """Is one of those who take part the target?"""
    return any(target.is_named(name) for party in happening.parties for name in (party.phrase, *party.names))


def is_on_timeline(event: Dated) -> bool:
    """Has it happened, or is it planned for a time that is told?"""
    return event.happening.status in REAL or (event.happening.status in SURE and event.rule == TOLD)


def join_mentions(dated: Sequence[Dated], target: Target) -> list[list[Dated]]:
    """Return the mentions by event, in the order of date, word and report."""
    events: list[list[Dated]] = []
    for one in sorted(dated, key=lambda e: (e.date or "", e.happening.lemma, e.happening.report, e.happening.span)):
        same = next((event for event in reversed(events) if is_same(event, one, target)), None)
        if same is None:
            events.append([one])
        else:
            same.append(one)
    return events


def is_same(event: Sequence[Dated], one: Dated, target: Target) -> bool:
    """Is a mention of the event? What one report tells twice is two events, unless a definite noun takes it up."""
    happening = one.happening
    if (event[0].date, event[0].happening.lemma) != (one.date, happening.lemma):
        return False
    others = others_of(happening, target)
    for mention in (e.happening for e in event):
        if mention.report == happening.report and not (happening.definite or mention.definite):
            return False
        if others and (known := others_of(mention, target)) and not others & known:
            return False
    return True


def others_of(happening: Happening, target: Target) -> frozenset[tuple[str, ...]]:
    """Return the names of the others who take part."""
    phrases = (party.phrase for party in happening.parties if not target.is_named(party.phrase))
    return frozenset(bare_name(plain_words(phrase)) for phrase in phrases if any(c.isupper() for c in phrase))
