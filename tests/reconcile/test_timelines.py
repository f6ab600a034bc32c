"""Timelines: who takes part, which date, by which rule, and what is one event."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.reconcile.happenings import NOW, Happening, Party
from dateline.reconcile.timeline_dates import LEAD, PUBLISHED, RETOLD, TOLD, UNDATED
from dateline.reconcile.timelines import timeline_of
from dateline.records import Span


def happening(word: str, *names: str, **given: Any) -> Happening:
    """Return a past event of Orka Motors, in a report of 9 May 2011, without a time."""
    at = given.pop("at", 0)
    values: dict[str, Any] = {
        "report": "r1",
        "span": Span(at, at + len(word), word),
        "lemma": word,
        "parties": tuple(Party(name) for name in names or ("Orka Motors",)),
        "time": None,
        "status": "occurred",
        "published": "2011-05-09",
        "tense": "PAST",
        "sentence": 0,
        **given,
    }
    return Happening(**values)


def lines(*happenings: Happening, name: str = "Orka Motors") -> list[tuple[int, str | None, str, list[str]]]:
    rows = timeline_of(happenings, name=name)
    return [(row.order, row.date, row.rule, [m.span.quote for m in row.mentions]) for row in rows]


def test_rows_are_ordered_by_date_the_vaguer_first():
    told = [happening("sell", time="2011-04-02"), happening("open", time="2009"), happening("grow", time="2011-04")]
    assert lines(*told) == [
        (1, "2009", TOLD, ["open"]),
        (2, "2011-04", TOLD, ["grow"]),
        (3, "2011-04-02", TOLD, ["sell"]),
    ]


def test_only_events_in_which_the_target_takes_part():
    by_coreference = happening("close", report="r2", parties=(Party("the company", ("Orka Motors", "the company")),))
    assert lines(happening("open", "Tello"), by_coreference) == [(1, "2011-05-09", PUBLISHED, ["close"])]


@pytest.mark.parametrize(
    ("given", "date", "rule"),
    [
        ({}, "2011-05-09", PUBLISHED),
        ({"tense": "PRESENT", "status": "ongoing"}, "2011-05-09", PUBLISHED),
        ({"tense": "EARLIER"}, None, UNDATED),
        ({"tense": None}, None, UNDATED),
        ({"published": None}, None, UNDATED),
        ({"time": ""}, None, UNDATED),
        ({"time": NOW, "tense": "PRESENT"}, "2011-05-09", PUBLISHED),
        ({"time": "2012", "status": "planned", "tense": "FUTURE"}, "2012", TOLD),
    ],
)
def test_where_a_date_comes_from(given: dict[str, Any], date: str | None, rule: str):
    assert [row[1:3] for row in lines(happening("open", **given))] == [(date, rule)]


@pytest.mark.parametrize("status", ["denied", "hypothetical", "planned", "feared"])
def test_what_did_not_happen_is_on_no_timeline(status: str):
    assert lines(happening("open", status=status)) == []


def test_the_day_of_the_lead_dates_the_past_but_not_the_present():
    told = [
        happening("open", time="2011-05-06", at=5),
        happening("praise", at=50, sentence=4),
        happening("employ", at=70, sentence=5, tense="PRESENT", status="ongoing"),
    ]
    assert lines(*told) == [
        (1, "2011-05-06", TOLD, ["open"]),
        (1, "2011-05-06", LEAD, ["praise"]),
        (2, "2011-05-09", PUBLISHED, ["employ"]),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        {"time": "2011-03-06"},  # long ago
        {"time": "2011-05"},  # no day
        {"time": "2011-05-06", "sentence": 7},  # not in the lead
        {"time": "2011-05-06", "tense": "FUTURE"},
        {"time": "2011-05-12"},  # to come
    ],
)
def test_what_is_no_day_of_the_lead(lead: dict[str, Any]):
    first = happening("wait", "Tello")
    rows = lines(first, happening("open", "Tello", at=30, **lead), happening("praise", at=50, sentence=9))
    assert rows == [(1, "2011-05-09", PUBLISHED, ["praise"])]


def test_one_word_on_one_date_is_one_event_in_several_reports():
    told = [happening("open", time="2009", report=report) for report in ("r1", "r2")]
    assert lines(*told, happening("open", time="2010", at=9)) == [
        (1, "2009", TOLD, ["open", "open"]),
        (2, "2010", TOLD, ["open"]),
    ]


def test_what_one_report_tells_twice_is_two_events_unless_a_noun_takes_it_up():
    assert [row[3] for row in lines(happening("say"), happening("say", at=9))] == [["say"], ["say"]]
    assert [row[3] for row in lines(happening("sale"), happening("sale", at=9, definite=True))] == [["sale", "sale"]]


@pytest.mark.parametrize(("other", "events"), [("Tello", 1), ("Tello Inc.", 1), ("a buyer", 1), ("Bates", 2)])
def test_who_else_takes_part_tells_events_apart(other: str, events: int):
    told = [happening("buy", "Orka Motors", name, report=f"r{n}") for n, name in enumerate(("Tello", other))]
    assert len(lines(*told)) == events


def test_what_is_told_again_has_the_date_told_elsewhere():
    launch = happening("launch", time="2003-04-28")
    again = happening("launch", report="r2", definite=True)
    vaguer = happening("launch", report="r3", time="2003")
    assert lines(launch, again, vaguer) == [(1, "2003-04-28", TOLD, ["launch"] * 3)]
    assert [row[2] for row in lines(again, happening("launch", "Orka Motors", at=4, time="2003-04"))] == [TOLD]
    assert timeline_of([again, launch], name="Orka Motors")[0].rule in (TOLD, RETOLD)


def test_what_is_told_of_two_days_dates_nothing_else():
    told = [happening("sale", time=day, at=at) for at, day in enumerate(("2003-04-28", "2004-01-02"))]
    rows = lines(*told, happening("sale", report="r2", definite=True))
    assert rows[-1] == (3, "2011-05-09", PUBLISHED, ["sale"])


def test_a_surname_stands_for_a_person():
    first = happening("open", time="2009", parties=(Party("the owner Ada Birch", person=True),))
    assert len(lines(first, happening("close", "Birch", time="2010"), name="Ada Birch")) == 2
    assert len(lines(happening("close", "Birch", time="2010"), name="Ada Birch")) == 0
