"""When the events of a timeline happened: what a report says, and what its annotators and readers take from the rest of it.

The rules are of timelines, named, and change no value of a Reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from dateline.reconcile.happenings import NOW, Happening

__all__ = ["LEAD", "PUBLISHED", "RETOLD", "TOLD", "UNDATED", "Dated", "date_happenings", "retell"]

TOLD = "told"  # its own clause says when
LEAD = "day of the lead"  # told in the past tense without a time; the report's lead names a day of the week before
PUBLISHED = "day of publication"  # told without a time, and the lead names no day
RETOLD = (
    "told elsewhere"  # "the launch" without a time, or with a vaguer one: its word has one date in the other mentions
)
UNDATED = "no date"

LEAD_SENTENCES, NEWS_DAYS, DAY_LENGTH = 2, 7, len("2001-01-01")


@dataclass(frozen=True, slots=True)
class Dated:
    """An event as it is told, its date or None, and the rule that gave it."""

    happening: Happening
    date: str | None
    rule: str


def date_happenings(happenings: Sequence[Happening]) -> list[Dated]:
    """Return the events of reports, each report's in text order, with their dates."""
    leads = lead_days(happenings)
    return [date_one(happening, leads.get(happening.report)) for happening in happenings]


def date_one(happening: Happening, lead: str | None) -> Dated:
    """Return an event with its date; ``lead`` is the day that its report tells of, if that is known."""
    if happening.time not in (None, NOW):
        return Dated(happening, happening.time, TOLD) if happening.time else Dated(happening, None, UNDATED)
    if happening.tense == "PAST" and lead:
        return Dated(happening, lead, LEAD)
    if happening.published and happening.tense in ("PAST", "PRESENT"):
        return Dated(happening, happening.published[:DAY_LENGTH], PUBLISHED)
    return Dated(happening, None, UNDATED)


def lead_days(happenings: Iterable[Happening]) -> dict[str, str]:
    """Return the day that each report tells of, by its id: the first one in its lead that a past event happened on."""
    days: dict[str, str] = {}
    for report, group in groupby(happenings, key=lambda h: h.report):
        told = list(group)
        first = min(h.sentence for h in told)
        for h in told:
            if h.sentence < first + LEAD_SENTENCES and h.tense == "PAST" and h.time and is_news(h.time, h.published):
                days.setdefault(report, h.time)
    return days


def is_news(day: str, published: str | None) -> bool:
    """Is it a day of the week before publication?"""
    if day == NOW or published is None or min(len(day), len(published)) < DAY_LENGTH:
        return False
    return 0 <= (date.fromisoformat(published[:DAY_LENGTH]) - date.fromisoformat(day)).days <= NEWS_DAYS


def retell(dated: Sequence[Dated]) -> list[Dated]:
    """Return the events of one target, with the date of the same event told elsewhere: "its launch" is when it "launched on"."""
    told: dict[str, set[str]] = {}
    for event in dated:
        if event.rule == TOLD and event.date:
            told.setdefault(event.happening.lemma, set()).add(event.date)
    return [replace(e, date=best, rule=RETOLD) if (best := only_date(e, told)) else e for e in dated]


def only_date(event: Dated, told: dict[str, set[str]]) -> str | None:
    """Return the date that others give an event, more precise than its own; None where they do not agree."""
    known = told.get(event.happening.lemma, set())
    if event.rule == TOLD:
        known = {day for day in known if day.startswith(f"{event.date}-")}
    elif not event.happening.definite:
        return None
    best = max(known, key=len, default="")
    return best if best and all(best.startswith(day) for day in known) else None
