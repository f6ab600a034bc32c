"""Told history: which year, month and day a time counts from, and the days it can mean."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.draft import Draft
from dateline.read.reader import Reader
from dateline.read.time_calendar import easter
from dateline.read.times import extract_times
from dateline.records import TimeExpression
from tests.factory import make_report
from tests.read.cases import Passage, load_passages, time_misses

NLP = spacy.blank("en")


def read(text: str, *, published: str | None) -> tuple[TimeExpression, ...]:
    draft = Draft(make_report(text=text, published=published), NLP(text))
    return extract_times(draft)


@pytest.mark.parametrize("passage", load_passages("narrative_times"), ids=lambda passage: passage.text[:50])
def test_a_passage_of_history(passage: Passage) -> None:
    assert time_misses(read(passage.text, published=passage.published), passage) == []


# shares of times right in words, type, value, days and modifier on 2026-11-22, less a margin for a newly trained parser
KEPT_FLOOR = 0.96


def test_times_that_somebody_else_wrote() -> None:
    reader, misses, count = Reader(), [], 0
    for passage in load_passages("kept_times"):
        reading = reader.read(make_report(text=passage.text, published=passage.published, filed_from=None))
        misses += time_misses(reading.times, passage)
        count += len(passage.times)
    assert len(misses) <= (1 - KEPT_FLOOR) * count, misses


# anchors ------------------------------------------------------------------------------------------

WORDS = (
    "yesterday", "today", "tonight", "Monday", "Friday", "May", "June", "in", "on", "by", "since", "until", "the", "next",
    "previous", "following", "same", "that", "day", "week", "month", "year", "night", "morning", "spring", "winter", "two",
    "three", "days", "weeks", "later", "earlier", "ago", "before", "after", "3", "12", "9th", "10:35", "GMT", "noon",
    "Christmas", ",", ".", "-", "and", "of", "end", "early", "late", "last", "this", "past", "quarter", "weekend",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_nothing_is_dated_in_a_text_without_a_year(words: list[str]) -> None:
    for time in read(" ".join(words), published=None):
        assert (time.earliest, time.latest, time.anchored) == (None, None, False)
        assert time.value is None or not time.value.startswith(str(date.today().year))  # noqa: DTZ011


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They left on 3 May 2011. The next day it rained.", ["2011-05-03", "2011-05-04"]),
        ("They left in May 2011. The next day it rained.", ["2011-05", None]),
        ("They left in May. The next day it rained.", ["XXXX-05", None]),
        ("They left in May 2011. A few days later it rained.", ["2011-05", "PXD"]),
        ("The war of 2011 is over. They fled on Friday.", ["2011", "XXXX-WXX-5"]),
    ],
)
def test_what_the_text_does_not_date_stays_open(text: str, values: list[str | None]) -> None:
    assert [time.value for time in read(text, published=None)] == values


def test_years_before_the_era_have_a_value_and_no_days() -> None:
    draft = Draft(
        make_report(text="The league fell in 404 BC.", published="2014-06-12"), NLP("The league fell in 404 BC.")
    )
    (time,) = extract_times(draft)
    assert (time.value, time.earliest, time.latest, time.anchored) == ("BC0404", None, None, False)
    assert (time.id, "earliest", "the value names no calendar days") in {
        (r.item, r.field, r.why) for r in draft.reasons
    }


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("10:30 GMT", "2014-05-03T10:30Z"),
        ("10:30 UTC", "2014-05-03T10:30Z"),
        ("10:30 a.m. EST", "2014-05-03T10:30-05:00"),
        ("10:30 +0430", "2014-05-03T10:30+04:30"),
        ("10:30 GMT+3", "2014-05-03T10:30+03:00"),
        ("10:30 GMT-3", "2014-05-03T10:30-03:00"),
        ("10:30 local time", "2014-05-03T10:30"),
        ("1030 hours", "2014-05-03T10:30"),
        ("1030 hours local", "2014-05-03T10:30"),
        ("4:30 in the afternoon", "2014-05-03T16:30"),
    ],
)
def test_a_clock_time_keeps_the_zone_that_is_said(words: str, value: str) -> None:
    (time,) = read(f"It fell at {words} on 3 May 2014.", published=None)
    assert (time.value, time.earliest) == (value, value[:16])


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("early May 2011", ("2011-05-01", "2011-05-10")),
        ("mid-May 2011", ("2011-05-11", "2011-05-20")),
        ("late May 2011", ("2011-05-21", "2011-05-31")),
        ("late 2011-05-14", ("2011-05-14", "2011-05-14")),
        ("early 2011", ("2011-01-01", "2011-04-30")),
        ("mid-2011", ("2011-05-01", "2011-08-31")),
        ("late 2011", ("2011-09-01", "2011-12-31")),
        ("the early 1990s", ("1990-01-01", "1993-12-31")),
        ("the late 1990s", ("1997-01-01", "1999-12-31")),
        ("the winter of 2010-11", ("2010-12-01", "2011-02-28")),
        ("the first half of May 2011", ("2011-05-01", "2011-05-15")),
        ("the first quarter of 2011", ("2011-01-01", "2011-03-31")),
        ("3-5 May 2011", ("2011-05-03", "2011-05-05")),
        ("2009–2011", ("2009-01-01", "2011-12-31")),
        ("the 19th century", ("1800-01-01", "1899-12-31")),
    ],
)
def test_the_days_that_a_part_of_the_calendar_can_mean(words: str, days: tuple[str, str]) -> None:
    (time,) = read(f"It was built in {words}.", published=None)
    assert (time.span.quote, time.earliest, time.latest) == (words, *days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("For three weeks from 2 May 2011 it was shut.", ("2011-05-02", "2011-05-23")),
        ("In the ten days before 12 May 2011 it was shut.", ("2011-05-02", "2011-05-12")),
        ("From 2 May 2011 for ten days it was shut.", ("2011-05-02", "2011-05-12")),
        ("In the first three months of 2011 it was shut.", ("2011-01-01", "2011-03-31")),
    ],
)
def test_a_length_of_time_beside_a_day_has_days(text: str, days: tuple[str, str]) -> None:
    time = next(time for time in read(text, published=None) if time.type == "DURATION")
    assert (time.earliest, time.latest) == days


@pytest.mark.parametrize(("year", "month", "day"), [(1066, 4, 16), (1492, 4, 22), (1582, 4, 15), (1583, 4, 10)])
def test_easter_is_of_the_calendar_of_its_time(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("published", "value"), [("2014-01-20", "2012-WI"), ("2014-04-20", "2013-WI"), ("2014-12-20", "2013-WI")]
)
def test_last_winter_is_over(published: str, value: str) -> None:
    assert [time.value for time in read("It snowed much last winter.", published=published)] == [value]


def test_a_weekend_has_two_ends() -> None:
    (time,) = read("It will rain late next weekend.", published="2014-06-12")
    assert (time.value, time.mod, time.earliest, time.latest) == ("2014-W25-WE", "END", "2014-06-22", "2014-06-22")
