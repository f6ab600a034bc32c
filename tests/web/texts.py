"""Readings written by hand for the tests of the pages: invented places, names and acts."""

from __future__ import annotations

import hashlib
from typing import Any

from dateline.ids import content_sha256, report_id
from dateline.read.claims import claims_of
from dateline.records import (
    Attribution,
    Claim,
    Count,
    Entity,
    Event,
    FiledFrom,
    Holding,
    Original,
    Place,
    Quantity,
    Reading,
    Reason,
    Report,
    Span,
    TimeExpression,
)

BRIDGE = """\
VELM, 4 May (Norvale Press) - Soldiers closed the Orra bridge on Friday, the Sunday Courier reported, quoting \
villagers who said at least 12 people had been detained at the crossing.
The governor denied that anyone was held. "Nobody has been detained in Velm," he said.
Government troops hold the town of Velm.
Advertisement
"""
HOSTILE = """\
<script>alert("text")</script> The mayor of <b>Velm</b> said "onload='x' the & gate" was open.
"""


HOSTILE_PLACE = Place("x", "<b onclick=alert(3)>", 48.25, 16.5, "PPL", "<i>", "'\"><u>", 5.0)


def find(text: str, words: str, occurrence: int = 1) -> Span:
    """Return the span of some words."""
    at = -1
    for _ in range(occurrence):
        at = text.index(words, at + 1)
    return Span.of(text, at, at + len(words))


def bridge_reading(least: int = 12, **report: Any) -> Reading:
    """Return a report with nested attributions, a denial, a count, a holding, furniture and something left open."""
    text = BRIDGE.replace("12", str(least))
    fields: dict[str, Any] = {
        "title": "Bridge closed at Velm",
        "outlet": "Harbour Herald",
        "agency": "Norvale Press",
        "byline": "A. Writer",
        "url": "https://news.example/velm-bridge",
        "published": "2012-05-04",
    } | report
    ident = report_id(text=text, outlet=fields["outlet"], published=fields["published"], url=fields["url"])
    outer = find(text, "Soldiers closed the Orra bridge on Friday")
    quoting = Span.of(text, find(text, "quoting").end + 1, find(text, "crossing.").end - 1)
    inner = find(text, f"at least {least} people had been detained at the crossing")
    courier, governor = find(text, "the Sunday Courier"), find(text, "The governor")
    held, nobody = find(text, "anyone was held"), find(text, "Nobody has been detained in Velm")
    detained = (Count("detained", "q1"),)
    velm = Place("geonames:1", "Velm", 48.25, 16.5, "PPL", "AT", None, 5.0)
    return Reading(
        dateline="0.1.0",
        model="hand@1",
        report=Report(
            id=ident,
            filed_from=FiledFrom(find(text, "VELM, 4 May"), "Velm", "2012-05-04"),
            language="en",
            text=text,
            furniture=(find(text, "Advertisement"),),
            **fields,
        ),
        entities=(
            Entity("e1", "place", "Velm", (find(text, "Velm", 1),), velm),
            Entity("e2", "group", "Soldiers", (find(text, "Soldiers"),)),
            Entity("e3", "organization", "Sunday Courier", (find(text, "the Sunday Courier"),)),
            Entity("e4", "group", "villagers", (find(text, "villagers"),)),
            Entity("e5", "person", "The governor", (find(text, "The governor"),)),
            Entity("e6", "group", "Government troops", (find(text, "Government troops"),)),
            Entity("e7", "group", "people", (find(text, "people"),)),
        ),
        times=(
            TimeExpression("t1", find(text, "Friday"), "DATE", "2012-05-04", None, "2012-05-04", "2012-05-04", True),
        ),
        quantities=(Quantity("q1", find(text, f"at least {least}"), least, None, True, False, False, "count", "e7", "people"),),
        attributions=(
            Attribution("a1", None, courier, "e3", find(text, "reported"), (outer,), "says", "indirect"),
            Attribution("a2", None, courier, "e3", find(text, "quoting"), (quoting,), "says", "indirect"),
            Attribution("a3", "a2", find(text, "villagers"), "e4", find(text, "said", 1), (inner,), "says", "indirect"),
            Attribution("a4", None, governor, "e5", find(text, "denied"), (held,), "denies", "indirect", denies="a3"),
            Attribution("a5", None, find(text, "he said"), "e5", find(text, "said", 2), (nobody,), "says", "direct"),
        ),
        events=(
            Event("v1", find(text, "closed"), "COERCE", None, "occurred", ("e2",), (), None, "t1", (), "a1"),
            Event("v2", find(text, "detained", 1), "COERCE", "arrest", "occurred", (), ("e7",), None, None, detained, "a3"),
        ),
        holdings=(Holding("h1", find(text, "hold"), "e1", "e6", None, "holds", None, None, None),),
        reasons=(Reason("v2", "time", "the report does not say when they were detained"),),
    )  # fmt: skip


def hostile_reading() -> Reading:
    """Return a report whose every text tries to be markup."""
    text = HOSTILE
    name = "\"><img src=x onerror=alert('name')>"
    said = find(text, "\"onload='x' the & gate\" was open")
    mayor = find(text, "The mayor of <b>Velm</b>")
    return Reading(
        dateline="0.1.0",
        model="<i>model</i>",
        report=Report(
            id=hashlib.sha256(b"hostile").hexdigest()[:20],
            title="</title><script>alert('title')</script>",
            outlet="'; alert(1) //<svg onload=alert(2)>",
            agency=None,
            byline="<u>me</u>",
            url="javascript:alert('url')",
            published=None,
            filed_from=None,
            language="en",
            text=text,
        ),
        entities=(
            Entity("e1", "person", name, (mayor,)),
            Entity("e2", "place", "</text></svg><svg onload=alert('map')>", (find(text, "<b>Velm</b>"),), HOSTILE_PLACE),
            Entity("e3", "place", "<script>alert('list')</script>", (find(text, "gate"),)),
        ),
        times=(
            TimeExpression("t1", find(text, '<script>alert("text")'), "DATE", "<i>x</i>", None, "2012-05-04", None, True),
            TimeExpression("t2", find(text, "was"), "DURATION", "<i>value</i>", None, None, None, False),
        ),
        attributions=(Attribution("a1", None, mayor, "e1", find(text, "said"), (said,), "says", "mixed"),),
        events=(
            Event("v1", find(text, "open"), "OTHER", None, "occurred", ("e1",), (), None, None, (), "a1"),
        ),
        reasons=(Reason("v1", "time", "<script>alert('reason')</script>"),),
    )  # fmt: skip


def original_of(reading: Reading) -> Original:
    """Return bytes that a reading may have been made from."""
    data = f"<html><body>{reading.report.text}</body></html>".encode()
    return Original(content_sha256(data), "text/html", reading.report.url or "file:hostile", data)


def claims(reading: Reading) -> tuple[Claim, ...]:
    """Return a reading's claims."""
    return claims_of(reading)
