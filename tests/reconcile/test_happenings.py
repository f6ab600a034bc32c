"""What a timeline takes from a Reading."""

from __future__ import annotations

import pytest

from dateline.reconcile.happenings import NOW, Party, date_told, happenings_of, headline_end
from dateline.reconcile.timelines import timeline_of
from dateline.records import Attribution, Entity, Event, Reading, TimeExpression
from tests.factory import make_reading, make_report, span_of

TEXT = "Orka shelled\nOn 2 May Orka shelled Tello. Its mayor said that the bridge was lost."


def read() -> Reading:
    report = make_report(text=TEXT, title="Orka shelled", published="2011-05-03")
    orka = Entity("e1", "group", "Orka", (span_of(TEXT[19:], "Orka"),))
    tello = Entity("e2", "place", "Tello", (span_of(TEXT, "Tello"),))
    mayor = Entity("e3", "person", "the mayor of Tello", (span_of(TEXT, "Its mayor"),))
    day = TimeExpression("t1", span_of(TEXT, "2 May"), "DATE", "2011-05-02", None, "2011-05-02", "2011-05-02", True)
    headline, told = span_of(TEXT, "shelled"), span_of(TEXT[12:], "shelled")
    told = type(told)(told.start + 12, told.end + 12, told.quote)
    events = tuple(
        Event(ident, span, "ASSAULT", None, "occurred", ("e1",), ("e2",), None, time, (), None)
        for ident, span, time in (("v1", headline, None), ("v2", told, "t1"))
    )
    cue, content = span_of(TEXT, "said"), span_of(TEXT, "that the bridge was lost")
    speech = Attribution("a1", None, span_of(TEXT, "Its mayor"), "e3", cue, (content,), "says", "indirect")
    return make_reading(report, entities=(orka, tello, mayor), times=(day,), events=events, attributions=(speech,))


def test_events_and_sayings_in_text_order_without_the_headline():
    shelled, said = happenings_of(read())
    assert (shelled.span.quote, shelled.time, shelled.tense, shelled.sentence) == ("shelled", "2011-05-02", "PAST", 1)
    assert [party.phrase for party in shelled.parties] == ["Orka", "Tello"]
    assert (said.span.quote, said.time, said.sentence) == ("said", None, 2)
    assert said.parties == (Party("Its mayor", ("Its mayor",), True),)


def test_a_timeline_of_a_reading():
    rows = timeline_of(happenings_of(read()), name="Tello")
    assert [(row.order, row.date, [m.span.quote for m in row.mentions]) for row in rows] == [
        (1, "2011-05-02", ["shelled"])
    ]


@pytest.mark.parametrize(
    ("type_", "value", "earliest", "latest", "told"),
    [
        ("DATE", "2011-05-02", "2011-05-02", "2011-05-02", "2011-05-02"),
        ("TIME", "2011-05-02T14:00", "2011-05-02T14:00", "2011-05-02T14:00", "2011-05-02"),
        ("DATE", "2011-W19", "2011-05-09", "2011-05-15", "2011-05"),
        ("DATE", "2011-W18", "2011-05-02", "2011-05-08", "2011-05"),
        # begun in April, and told in April: it happened in April
        ("DATE", "2011-W17", "2011-04-25", "2011-05-01", "2011-04"),
        ("DATE", "2010-W53", "2010-12-27", "2011-01-02", ""),
        ("DATE", "2010-Q4", "2010-10-01", "2010-12-31", "2010"),
        ("DATE", "PRESENT_REF", "2011-04-26", "2011-04-26", NOW),
        ("DATE", "PAST_REF", None, "2011-04-26", ""),
        ("DURATION", "P2W", "2011-04-12", "2011-04-26", ""),
        ("DATE", None, None, None, ""),
    ],
)
def test_times_as_timelines_take_them(
    type_: str, value: str | None, earliest: str | None, latest: str | None, told: str
):
    span = span_of(TEXT, "2 May")
    time = TimeExpression("t1", span, type_, value, None, earliest, latest, earliest is not None)  # type: ignore[arg-type]
    assert date_told(time, "2011-04-26") == told


@pytest.mark.parametrize(
    ("text", "title", "end"),
    [
        ("Orka sells mill\nOrka sold it.", "Orka sells mill", 15),
        ("Orka 's mill sold\nOrka sold it.", "Orka's mill sold", 17),
        ("Orka sells mill Orka sold it.", "Orka sells mill", 15),
        ("Orka sold it.", "Mill sold", 0),
        ("Orka sold it.", None, 0),
    ],
)
def test_where_a_headline_ends(text: str, title: str | None, end: int):
    assert headline_end(make_report(text=text, title=title)) == end
