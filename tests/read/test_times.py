"""Time expressions: TIMEX3 values, the days they mean, and what stays open without a publication date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.read.time_calendar import easter, interval_of, shift, value_of
from dateline.read.time_senses import RESOLVERS
from dateline.read.time_wording import CLASSES
from dateline.read.times import extract_times
from dateline.records import FiledFrom, Span, TimeExpression
from tests.factory import make_report

NLP = spacy.blank("en")
THURSDAY = "2014-06-12"


def draft_of(text: str, *, published: str | None = THURSDAY) -> Draft:
    draft = Draft(make_report(text=text, published=published), NLP(text))
    draft.times = extract_times(draft)
    return draft


def read(text: str, *, published: str | None = THURSDAY) -> tuple[TimeExpression, ...]:
    return draft_of(text, published=published).times


@pytest.mark.parametrize("row", load_lexicon("time_patterns"), ids=lambda row: row["example"])
def test_every_pattern_reads_its_example(row: dict[str, str]) -> None:
    assert row["rule"] in RESOLVERS
    assert row["value"] in [time.value for time in read(row["example"])]


@pytest.mark.parametrize(
    ("text", "quote", "type_", "value", "mod", "days"),
    [
        ("They met early last week.", "early last week", "DATE", "2014-W23", "START", ("2014-06-02", "2014-06-04")),
        ("Shelling went on last night.", "last night", "TIME", "2014-06-11TNI", None, ("2014-06-11", "2014-06-12")),
        ("It closed at the weekend.", "the weekend", "DATE", "2014-W23-WE", None, ("2014-06-07", "2014-06-08")),
        ("He will resign on Monday.", "Monday", "DATE", "2014-06-16", None, ("2014-06-16", "2014-06-16")),
        ("He resigned on Monday.", "Monday", "DATE", "2014-06-09", None, ("2014-06-09", "2014-06-09")),
        ("The bridge fell on Thursday.", "Thursday", "DATE", "2014-06-12", None, ("2014-06-12", "2014-06-12")),
        ("They voted next Tuesday.", "next Tuesday", "DATE", "2014-06-17", None, ("2014-06-17", "2014-06-17")),
        ("It rained over the past week.", "the past week", "DURATION", "P1W", None, ("2014-06-05", "2014-06-12")),
        ("It opens in the next two months.", "the next two months", "DURATION", "P2M", None, ("2014-06-12", "2014-08-12")),
        ("They left three days ago.", "three days ago", "DATE", "2014-06-09", None, ("2014-06-09", "2014-06-09")),
        ("It sank two years ago.", "two years ago", "DATE", "2012", None, ("2012-01-01", "2012-12-31")),
        ("The strike began in March.", "March", "DATE", "2014-03", None, ("2014-03-01", "2014-03-31")),
        ("The strike began in November.", "November", "DATE", "2013-11", None, ("2013-11-01", "2013-11-30")),
        ("The vote will be in November.", "November", "DATE", "2014-11", None, ("2014-11-01", "2014-11-30")),
        ("It happened in late 2009.", "late 2009", "DATE", "2009", "END", ("2009-09-01", "2009-12-31")),
        ("The law dates from the 1980s.", "the 1980s", "DATE", "198", None, ("1980-01-01", "1989-12-31")),
        ("In the first half of 2012 it fell.", "the first half of 2012", "DATE", "2012-H1", None, ("2012-01-01", "2012-06-30")),
        ("They fled in the summer of 2010.", "the summer of 2010", "DATE", "2010-SU", None, ("2010-06-01", "2010-08-31")),
        ("It fell at 10:35 a.m. on Friday.", "10:35 a.m. on Friday", "TIME", "2014-06-06T10:35", None, ("2014-06-06T10:35",) * 2),
        ("The siege lasted more than three weeks.", "more than three weeks", "DURATION", "P3W", "MORE_THAN", (None, None)),
        ("Talks took about two hours.", "about two hours", "DURATION", "PT2H", "APPROX", (None, None)),
        ("They pray every Friday.", "every Friday", "SET", "XXXX-WXX-5", None, (None, None)),
        ("He is now the mayor.", "now", "DATE", "PRESENT_REF", None, ("2014-06-12", "2014-06-12")),
        ("She was recently freed.", "recently", "DATE", "PAST_REF", None, (None, "2014-06-12")),
        ("They left on 3 May 2011. The next day it burned.", "The next day", "DATE", "2011-05-04", None, ("2011-05-04",) * 2),
        ("It ran from May 3 to 5, 2011.", "May 3 to 5, 2011", "DATE", "2011-05-03", None, ("2011-05-03", "2011-05-05")),
        ("They left on Sunday. \"Nobody expected it,\" she said.", "Sunday", "DATE", "2014-06-08", None, ("2014-06-08",) * 2),
        ("The town held out until Saturday.", "Saturday", "DATE", "2014-06-07", None, ("2014-06-07",) * 2),
        ("They had left the port by Saturday.", "Saturday", "DATE", "2014-06-07", None, ("2014-06-07",) * 2),
        ("They promised to leave by Saturday.", "Saturday", "DATE", "2014-06-14", None, ("2014-06-14",) * 2),
        ("The men, women included, would lay down arms by Sunday.", "Sunday", "DATE", "2014-06-15", None, ("2014-06-15",) * 2),
        ("The army let them go on Monday.", "Monday", "DATE", "2014-06-09", None, ("2014-06-09",) * 2),
        ("It began on 2 April. They left at dusk.", "dusk", "TIME", "2014-06-12TEV", None, ("2014-06-12",) * 2),
        ("It began on Tuesday. They left at dusk.", "dusk", "TIME", "2014-06-10TEV", None, ("2014-06-10",) * 2),
        ("They shelled it overnight.", "overnight", "TIME", "2014-06-11TNI", None, ("2014-06-11", "2014-06-12")),
        ("They left during the night.", "the night", "TIME", "2014-06-11TNI", None, ("2014-06-11", "2014-06-12")),
        ("Talks will go on overnight.", "overnight", "TIME", "2014-06-12TNI", None, ("2014-06-12", "2014-06-13")),
        ("It burned on 5/6 May.", "5/6 May", "DATE", "2014-05-05", None, ("2014-05-05", "2014-05-06")),
        ("Since 9/11 it is shut.", "9/11", "DATE", "2001-09-11", None, ("2001-09-11",) * 2),
        ("They hid two and a half years.", "two and a half years", "DURATION", "P2Y6M", None, (None, None)),
        ("In the past year and a half it fell.", "the past year and a half", "DURATION", "P1Y6M", None,
         ("2012-12-12", "2014-06-12")),
        ("It fell at 10:35 a.m. (0735 GMT) on Friday.", "10:35 a.m.", "TIME", "2014-06-06T10:35", None,
         ("2014-06-06T10:35",) * 2),
        ("It fell around 2.30am on Friday.", "around 2.30am on Friday", "TIME", "2014-06-06T02:30", "APPROX",
         ("2014-06-06T02:30",) * 2),
        ("It fell at 8 o'clock on Monday evening.", "8 o'clock on Monday evening", "TIME", "2014-06-09T20:00", None,
         ("2014-06-09T20:00",) * 2),
        ("Sales rose in the quarter ended April 30.", "the quarter", "DATE", "2014-Q1", None, ("2014-01-01", "2014-03-31")),
        ("Sales rose in the last quarter.", "the last quarter", "DATE", "2014-Q1", None, ("2014-01-01", "2014-03-31")),
        ("The current quarter will be good.", "The current quarter", "DATE", "2014-Q2", None, ("2014-04-01", "2014-06-30")),
        ("For the rest of the year it stayed shut.", "the year", "DATE", "2014", None, ("2014-01-01", "2014-12-31")),
        ("He left in last spring.", "last spring", "DATE", "2014-SP", None, ("2014-03-01", "2014-05-31")),
        ("A few days later it fell.", "A few days", "DURATION", "PXD", None, (None, None)),
        ("They left on Monday. Two days later it fell.", "Two days later", "DATE", "2014-06-11", None, ("2014-06-11",) * 2),
        ("It will one day be ours.", "one day", "DATE", "FUTURE_REF", None, ("2014-06-12", None)),
        ("The road was shut for one day.", "one day", "DURATION", "P1D", None, (None, None)),
        ("It was over in a matter of weeks or months.", "weeks or months", "DURATION", "PXW", None, (None, None)),
        ("By the end of 2015 it will be gone.", "the end of 2015", "DATE", "2015", "END", ("2015-09-01", "2015-12-31")),
    ],
)  # fmt: skip
def test_one_time(
    text: str, quote: str, type_: str, value: str, mod: str | None, days: tuple[str | None, str | None]
) -> None:
    time = next(time for time in read(text) if time.span.quote == quote)
    assert (time.type, time.value, time.mod) == (type_, value, mod)
    assert (time.earliest, time.latest) == days
    assert time.anchored == (days != (None, None))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They fled on Saturday.", ["XXXX-WXX-6"]),
        ("They fled on Monday evening.", ["XXXX-WXX-1TEV"]),
        ("It began in February.", ["XXXX-02"]),
        ("It began on Nov. 24.", ["XXXX-11-24"]),
        ("They fled last week, and again last night.", [None, None]),
        ("It rained over the past week.", ["P1W"]),
        ("They met at the weekend.", [None]),
        ("They left yesterday.", [None]),
    ],
)
def test_a_report_without_a_day_leaves_relative_times_relative(text: str, values: list[str | None]) -> None:
    draft = draft_of(text, published=None)
    assert [time.value for time in draft.times] == values
    for time in draft.times:
        assert (time.earliest, time.latest, time.anchored) == (None, None, False)
        reasons = {(r.field, r.why) for r in draft.reasons if r.item == time.id}
        assert ("earliest", "the report has no publication date") in reasons
        assert time.value is not None or any(field == "value" for field, _ in reasons)


def test_an_explicit_date_needs_no_publication_day() -> None:
    (time,) = read("It sank on 3 May 1987.", published=None)
    assert (time.value, time.earliest, time.anchored) == ("1987-05-03", "1987-05-03", True)


def test_the_dateline_stands_in_for_the_publication_day() -> None:
    text = "PORT ALDA - They fled on Monday."
    filed = FiledFrom(Span.of(text, 0, 9), "Port Alda", "2014-06-12")
    draft = Draft(make_report(text=text, published=None, filed_from=filed), NLP(text))
    assert [time.value for time in extract_times(draft)] == ["2014-06-09"]


@pytest.mark.parametrize(
    "text",
    [
        "He writes for the Sunday Chronicle.",
        "They may march on the capital.",
        "The fall of the city shocked them.",
        "A second man was hurt, and a third.",
        "Some 2000 people fled.",
        "She is in her 30s.",
        "The truce can last.",
        "Jan Orsk spoke, and so did May Brel.",
        "The 34-year-old driver fled.",
        "Resolution 1984 was passed.",
        "The six-month-old boy, a week-old baby and the twins fled.",
        "It was the fourth raid in as many days.",
        "They earn $9 an hour, or $9 per hour.",
        "Tune in to Delta Nine 990 AM.",
        'He told "60 Minutes" so.',
        "Wait a minute, he said.",
        "Fireworks in the sky: read the Harbour Daily.",
        "They quarrel about a month-by-month plan.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [time.span.quote for time in read(text)] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sales rose in the first quarter, from a loss a year earlier.", ["2014-Q1", "2013-Q1"]),
        (
            "In the first quarter it fell. In the first nine months net was $3 million, against $2 million a year earlier.",
            ["2014-Q1", "P9M", "2013"],
        ),
        (
            "Net fell in the first six months. The first quarter was good, against a year ago.",
            ["P6M", "2014-Q1", "2013-Q1"],
        ),
    ],
)
def test_a_year_earlier_is_of_the_period_talked_of(text: str, values: list[str]) -> None:
    assert [time.value for time in read(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They left at nine in the evening on Monday. By dawn the town was empty.", ["2014-06-09T21:00", "2014-06-10TMO"]),
        ("The bus left at 11 p.m. on Friday and by 2 a.m. it had crossed the border.", ["2014-06-06T23:00", "2014-06-07T02:00"]),
        ("The first shell fell at 6 a.m. on Monday. By 9 a.m. the bridge was gone.", ["2014-06-09T06:00", "2014-06-09T09:00"]),
        ("They ate at 9 p.m. on Monday. At noon they had met the mayor.", ["2014-06-09T21:00", "2014-06-09T12:00"]),
    ],
)  # fmt: skip
def test_the_morning_that_follows_an_evening_is_of_the_next_day(text: str, values: list[str]) -> None:
    assert [time.value for time in read(text)] == values


def test_ids_follow_the_text() -> None:
    times = read("On 3 May 2011 they left; on 4 May 2011 they came back in two hours.")
    assert [time.id for time in times] == ["t1", "t2", "t3"]
    assert [time.span.start for time in times] == sorted(time.span.start for time in times)


# calendar -----------------------------------------------------------------------------------------

DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(2200, 12, 31))


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "H", "Y", "DE", "CE"]))
def test_a_day_lies_in_every_unit_that_it_names(day: date, unit: str) -> None:
    first, last = interval_of(value_of(day, unit))
    assert first is not None and last is not None
    assert first <= day.isoformat() <= last


@given(DAYS, st.sampled_from(["W", "M", "Q", "Y"]), st.sampled_from(["START", "MID", "END"]))
def test_a_modifier_narrows_within_the_value(day: date, unit: str, mod: str) -> None:
    value = value_of(day, unit)
    (first, last), (inner_first, inner_last) = interval_of(value), interval_of(value, mod)
    assert first <= inner_first <= inner_last <= last  # type: ignore[operator]
    assert (inner_first, inner_last) != (first, last)


@given(DAYS, st.integers(-300, 300), st.sampled_from(["D", "W", "M", "Y"]))
def test_shifts_keep_their_direction(day: date, steps: int, unit: str) -> None:
    other = shift(day, steps, unit)
    assert other is not None
    assert (other > day) == (steps > 0)


@given(st.integers(1600, 2400))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    day = easter(year)
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


@given(DAYS, st.integers(1, 7))
def test_a_weekday_in_the_past_is_within_the_last_week(day: date, number: int) -> None:
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][number - 1]
    (time,) = read(f"They fled on {name}.", published=day.isoformat())
    assert time.earliest is not None
    meant = date.fromisoformat(time.earliest)
    assert meant.isoweekday() == number
    assert day - timedelta(days=6) <= meant <= day


@given(st.text(alphabet="123 /:-.,'MayJunedthlsw\n", max_size=60), st.sampled_from([THURSDAY, None]))
def test_any_text_gives_sound_times(text: str, published: str | None) -> None:
    if not text.strip():
        return
    for time in read(text, published=published):
        assert text[time.span.start : time.span.end] == time.span.quote
        if time.earliest and time.latest:
            assert time.earliest[:10] <= time.latest[:10]


VOCABULARY = sorted({word for words in CLASSES.values() for word in words if word[0] != "#"})
VOCABULARY += [
    "3",
    "30",
    "1984",
    "10:35",
    "2014-05-30",
    "5/6/2013",
    "half",
    "two",
    "third",
    "1980s",
    "'s",
    "of",
    "the",
    "early",
    "now",
]


@given(
    st.lists(st.sampled_from(VOCABULARY), max_size=12), st.sampled_from([THURSDAY, "0001-01-02", "9999-12-30", None])
)
def test_any_words_of_time_are_read_without_fault(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    if not text:
        return
    for time in read(text, published=published):
        assert text[time.span.start : time.span.end] == time.span.quote
        assert time.anchored == (time.earliest is not None or time.latest is not None)
