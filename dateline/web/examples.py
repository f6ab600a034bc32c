"""The examples of ``/openapi.json``: records of one invented report, turned to JSON as the archive's own are."""

from __future__ import annotations

from typing import Any

from dateline.reconcile.versions import Change
from dateline.records import Attribution, Claim, Entity, Event, Figure, Reading, Report, Span
from dateline.store.base import ActorRow, ArchiveInfo, Hit, ReportRow
from dateline.web.claim_page import ClaimContext, Neighbours
from dateline.web.context import TimelineDay
from dateline.web.listings import Listing, listing_object
from dateline.web.report_versions import RevisionObject
from dateline.web.text_changes import Passage, Piece
from dateline.web.tokens import write_token

__all__ = [
    "ACTOR_ROW",
    "CLAIM",
    "CLAIM_ROW",
    "HIT",
    "INFO",
    "READING",
    "REPORT_ROW",
    "REVISION",
    "TIMELINE_DAY",
    "listed",
]

TEXT = "Miners at Sill said on Tuesday that guards had beaten at least six of them. The company denied that."
DAY = "2014-06-03"
REPORT = Report.of(
    TEXT, title="Miners accuse guards", outlet="Coast Mail", published=DAY, url="https://coast.example/a1"
)


def words(quote: str) -> Span:
    """Return the span of some words of the text."""
    start = TEXT.index(quote)
    return Span.of(TEXT, start, start + len(quote))


SAID = words("guards had beaten at least six of them")
READING = Reading(
    dateline="0.1.0",
    model="en@0.1.0",
    report=REPORT,
    entities=(Entity("e1", "group", "Miners", (words("Miners"),)), Entity("e2", "group", "guards", (words("guards"),))),
    attributions=(Attribution("a1", None, words("Miners"), "e1", words("said"), (SAID,), "says", "indirect"),),
    events=(Event("v1", words("beaten"), "ASSAULT", "beat", "occurred", ("e2",), ("e1",), None, None, (), "a1", 0.86),),
)
CLAIM_ROW = Claim(
    id="6f1d0c2b9a4e85d7c310",
    report_id=REPORT.id,
    kind="event",
    local_id="v1",
    statement="0b7e4a916cd83f25e1a9",
    chain=("Coast Mail", "Miners"),
    source="Miners",
    source_kind="group",
    stance="says",
    text=SAID.quote,
    start=SAID.start,
    end=SAID.end,
    extractor="en@0.1.0",
    type="ASSAULT",
    mode="beat",
    status="occurred",
    actors=("guards",),
    targets=("Miners",),
    counts=("wounded: at least six [6, ∞)",),
    time_text="Tuesday",
    time_value=DAY,
    earliest=DAY,
    latest=DAY,
    confidence=0.86,
    reasons=("place: the words name none",),
    trigger=words("beaten"),
    figures=(Figure("wounded", 6, None, True, False, False, "count", None, words("at least six"), "them"),),
)
REPORT_ROW = ReportRow(
    id=REPORT.id,
    title=REPORT.title,
    outlet=REPORT.outlet,
    agency=None,
    published=DAY,
    url=REPORT.url,
    address="https://coast.example/a1",
    version=1,
    superseded_by=None,
    original_sha256="9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
    added="2014-06-04T07:30:12.081544+00:00",
    claims=4,
)
CLAIM = ClaimContext(CLAIM_ROW, REPORT_ROW, Neighbours(TEXT[: SAID.start], TEXT[SAID.end :]), None)
REVISION = RevisionObject(
    before="1c0f6b9d52e84a37b60e",
    after=REPORT.id,
    changes=(Change("figure", "wounded", "four", "at least six", "a8d05e93c1b74f62e08d", CLAIM_ROW.id),),
    passages=(Passage((Piece("same", "beaten "), Piece("dropped", "four"), Piece("added", "at least six"))),),
)
HIT = Hit(REPORT_ROW, TEXT, ((words("guards").start, words("guards").end),))
ACTOR_ROW = ActorRow("miners", "Miners", "group", 12, 1, 7, 9, ("the miners of Sill",))
TIMELINE_DAY = TimelineDay(DAY, DAY, (CLAIM_ROW,))
INFO = ArchiveInfo("", 2, 4_980_736, 37, 2, 596, 35, DAY, "2014-07-01", ("en@0.1.0",))


def listed(row: Any, name: str) -> dict[str, Any]:
    """Return an example of a list of which this is the first of two pages."""
    return listing_object(Listing((row,), 2, 1, 2, 1, write_token(2, name)), name)
