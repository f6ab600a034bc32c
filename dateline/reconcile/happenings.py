"""What the readings of reports tell, in the form that a timeline is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.reconcile.target_names import plain_words
from dateline.records import Entity, Reading, Report, Span, TimeExpression

__all__ = ["NOW", "Happening", "Party", "date_told", "happenings_of", "headline_end", "party_of"]

NOW = "PRESENT_REF"  # TIMEX3's value of "now"

# a Reading keeps no tenses: what has occurred is past, what goes on is present
TENSES = {"occurred": "PAST", "ongoing": "PRESENT"}
PRECISIONS = (len("2001-01-01"), len("2001-01"), len("2001"))
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(?=T|$)")
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s|\n")


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in an event: the phrase up to its head, and the names of the entity that it stands for."""

    phrase: str
    names: tuple[str, ...] = ()
    person: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """One mention of an event in one report, as far as a timeline needs it.

    ``lemma`` is the word in a form in which its mentions can be compared. ``time`` is the day, month or year that its clause
    gives, NOW, "" for a time that is none of these, None where there is none. ``tense`` is PAST, PRESENT, or another one,
    which gives no date by itself. ``sentence`` is its number in the report.
    """

    report: str
    span: Span
    lemma: str
    parties: tuple[Party, ...]
    time: str | None
    status: str
    published: str | None
    tense: str | None
    sentence: int
    definite: bool = False


def party_of(entity: Entity | None, phrase: str) -> Party:
    """Return who takes part: a phrase, and the entity that it stands for, if it is known."""
    if entity is None:
        return Party(phrase)
    return Party(phrase, tuple(mention.quote for mention in entity.mentions), entity.kind == "person")


def headline_end(report: Report) -> int:
    """Return where a report's headline ends in its text, 0 where it has none there."""
    text, title = report.text, report.title
    line = text.partition("\n")[0]
    if title and plain_words(line) == plain_words(title):
        return len(line)
    return len(title) if title and text.startswith(title) else 0


def date_told(time: TimeExpression, published: str | None) -> str:
    """Return a time as a timeline takes it: a day, month or year, PRESENT_REF, or "" where it is none.

    A week or a season is the month or year that it lies in, as far as it is over for what is told.
    """
    value = time.value or ""
    if value == NOW:
        return NOW
    if _DATE.match(value):
        return value.partition("T")[0]
    if time.type != "DATE" or time.earliest is None or time.latest is None:
        return ""
    first, last = time.earliest, time.latest
    if published and first <= published < last:
        last = published
    return next((first[:length] for length in PRECISIONS if first[:length] == last[:length]), "")


def happenings_of(reading: Reading) -> list[Happening]:
    """Return the events of a reading and what is said in it, in text order. The headline is told again below it: it is left out.

    A Reading holds the events that researchers code: a timeline made of these alone has no launches, sales or prices.
    """
    text, body = reading.report.text, headline_end(reading.report)
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    told: dict[Span, Happening] = {}
    for span, lemma, parties, time, status in (*told_events(reading), *told_words(reading)):
        if span.start >= body:
            told.setdefault(
                span,
                Happening(
                    report=reading.report.id,
                    span=span,
                    lemma=lemma,
                    parties=parties,
                    time=time,
                    status=status,
                    published=reading.report.published,
                    tense=TENSES.get(status),
                    sentence=sum(end <= span.start for end in ends),
                ),
            )
    return [told[span] for span in sorted(told)]


Told = tuple[Span, str, tuple[Party, ...], str | None, str]


def told_events(reading: Reading) -> Iterator[Told]:
    """Yield the events: their words, type, those who take part, time and status."""
    times = {time.id: date_told(time, reading.report.published) for time in reading.times}
    entities = {entity.id: entity for entity in reading.entities}
    for event in reading.events:
        parties = (entities[ident] for ident in (*event.actors, *event.targets) if ident in entities)
        named = tuple(party_of(entity, entity.name) for entity in parties)
        yield event.trigger, event.type, named, times[event.time] if event.time else None, event.status


def told_words(reading: Reading) -> Iterator[Told]:
    """Yield what is said: the cue is the event, its source takes part."""
    for speech in reading.attributions:
        if speech.cue is not None and speech.source is not None:
            party = party_of(reading.get_entity(speech.speaker), speech.source.quote)
            yield speech.cue, speech.cue.quote.casefold(), (party,), None, "occurred"
