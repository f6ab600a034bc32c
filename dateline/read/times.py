"""Report -> time expressions: TIMEX3 with the days they mean.

Three steps: ``time_patterns`` finds how times are worded, ``time_senses`` says what each means on the report's day,
and ``time_calendar`` turns the value into days. A report without a day leaves relative times relative (law 4).
"""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

from dateline.read.draft import Draft
from dateline.read.time_calendar import half_of, interval_of, name_era, read_day
from dateline.read.time_clock import clock_time
from dateline.read.time_patterns import find_times
from dateline.read.time_senses import RESOLVERS, part_code
from dateline.read.time_setting import Sense, Setting
from dateline.read.time_spans import bind_lengths
from dateline.read.time_story import is_history, lend_years, opening_range, opening_year
from dateline.read.time_wording import Found, Wording
from dateline.records import TimeExpression

__all__ = ["extract_times"]

Type = Literal["DATE", "TIME", "DURATION", "SET"]
LAST_YEAR = 3999
NO_DAY = "the report has no publication date"


def extract_times(draft: Draft) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a report, in text order.

    ``earliest`` and ``latest`` are inclusive ISO days, or minutes where a clock time is given; they are None, with a
    reason, where the report has no day to lean on or the expression names no time of its own.

    Source: TIMEX3 as in TempEval-3 (UzZaman et al., 2013), section 3.
    """
    # the doc's text has the report's offsets and no furniture
    wording = Wording(draft.read_text)
    found = list(find_times(wording))
    anchor = report_day(draft)
    narrative = draft.report.filed_from is None and is_history(wording, found, anchor=anchor)
    if narrative:
        # what came soon after something else is not soon to come
        found = [item for item in found if item.rule != "word" or wording.form(item.end - 1) != "soon"]
    setting = Setting(
        wording,
        anchor,
        narrative=narrative,
        lent_years=lend_years(wording, found),
        opening=opening_year(wording, found),
        range_end=opening_range(wording, found),
        doc=draft.doc,
    )
    senses = [read_sense(item, setting) for item in found]
    bind_lengths(wording, found, senses=senses)
    for sense in senses:
        set_era(sense)
    times: list[TimeExpression] = []
    for item, sense in zip(found, senses, strict=True):
        ident = f"t{len(times) + 1}"
        start, end = wording.words[item.start].start, wording.words[last_word(item, sense, setting=setting)].end
        times.append(as_time(draft, sense, ident=ident, offsets=(start, end)))
    return tuple(times)


def last_word(item: Found, sense: Sense, *, setting: Setting) -> int:
    """Return the index of an expression's last word.

    In news, "later" after a length that leads to no day is no part of the length; a story always has a day to count from.
    """
    adverb = item.groups.get("g", -1)
    loose = sense.type == "DURATION" and adverb == item.end - 1 and setting.wording.form(adverb) in LOOSE
    return adverb - 1 if loose and not setting.narrative else item.end - 1


LOOSE = frozenset({"later", "earlier"})


def report_day(draft: Draft) -> date | None:
    """Return the day that relative times lean on: of publication, else of the dateline, else None."""
    filed = draft.report.filed_from
    return read_day(draft.report.published) or read_day(filed.date if filed else None)


def read_sense(item: Found, setting: Setting) -> Sense:
    """Return what an expression means, with the clock time and modifier that are joined to it."""
    setting.from_story = False
    sense = RESOLVERS[item.rule](item, setting)
    if item.part is not None:
        sense = with_time(item.part, sense, setting)
    setting.follow(item, sense)
    mod = item.duration_mod if sense.type == "DURATION" else item.date_mod or item.duration_mod
    if mod and sense.type != "SET":
        sense.mod = mod
    if mod in ("START", "END") and "half" in setting.wording.phrase(item.start, item.end).split():
        sense.days = half_of(sense.value, mod)
    return sense


def set_era(sense: Sense) -> None:
    """Name the era of a year before it; such years have no days in the calendar of ISO dates."""
    named = name_era(sense.value) if sense.type in ("DATE", "TIME") else sense.value
    if named != sense.value:
        sense.value, sense.days = named, None
    elif sense.days is not None and sense.days[1].year > LAST_YEAR:
        sense.days = None


def with_time(part: Found, sense: Sense, setting: Setting) -> Sense:
    """Return a day with its clock time or part of the day."""
    if part.rule == "clock":
        day, _, half_day = (sense.value or "").partition("T")
        time = clock_time(part, setting, half_day=half_day)
        return Sense("TIME", f"{day}{time}" if day and time else None)
    if sense.value is None or "T" in sense.value:
        return Sense("TIME", sense.value)
    return Sense("TIME", f"{sense.value}{part_code(part, setting)}")


def as_time(draft: Draft, sense: Sense, *, ident: str, offsets: tuple[int, int]) -> TimeExpression:
    """Return the record of an expression; what stays open gets its reason."""
    earliest, latest = days_meant(sense, report_day(draft))
    anchored = earliest is not None or latest is not None
    if not anchored:
        for name in ("earliest", "latest"):
            draft.because(ident, name, why_open(sense, report_day(draft)))
    if sense.value is None:
        draft.because(ident, "value", why_open(sense, report_day(draft)))
    return TimeExpression(
        id=ident,
        span=draft.span(*offsets),
        type=cast(Type, sense.type),
        value=sense.value,
        mod=sense.mod,
        earliest=earliest,
        latest=latest,
        anchored=anchored,
    )


def days_meant(sense: Sense, anchor: date | None) -> tuple[str | None, str | None]:
    """Return the first and last day an expression can mean, None for what is open."""
    if sense.days is not None:
        return sense.days[0].isoformat(), sense.days[1].isoformat()
    if sense.type in ("SET", "DURATION"):
        return None, None
    if sense.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        day = anchor.isoformat() if anchor else None
        return (None if sense.value == "PAST_REF" else day), (None if sense.value == "FUTURE_REF" else day)
    return interval_of(sense.value, sense.mod)


def why_open(sense: Sense, anchor: date | None) -> str:
    """Return why an expression has no days."""
    if sense.type == "SET":
        return "it recurs"
    if sense.type == "DURATION":
        return NO_DAY if anchor is None else "a length of time that begins and ends with no named day"
    if anchor is None:
        return NO_DAY
    return (
        "the text does not say which day it counts from" if sense.value is None else "the value names no calendar days"
    )
