"""Reports for the tests of the record: three papers on one fire, by different names, and one on another day."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.judgements import Judgement, node_id
from dateline.name_keys import name_key
from dateline.records import Claim, Figure, Report
from dateline.store import Store
from dateline.store.base_rows import DisputeRow, IncidentRow
from tests.factory import make_claim, make_judgement, make_original, make_reading, make_report, span_of

__all__ = [
    "COURIER",
    "EVENTS",
    "HOLDING",
    "LATER",
    "LEDGER",
    "MIRROR",
    "Node",
    "dispute_row",
    "fill_record",
    "incident_row",
    "node",
    "person",
    "same",
]  # fmt: skip

COURIER = make_report(
    text="Fire destroyed the cannery at Holm on Sunday. Chief Ines Dahl said four men died. Her brigade holds the pier.",
    title="Fire at Holm",
    outlet="Holm Courier",
    agency="Skerry Press",
    published="2014-03-02",
    url="https://courier.example/fire",
)
MIRROR = make_report(
    text="The cannery at Holm burned down on Sunday; Dahl spoke of four dead.",
    title=None,
    outlet="Sound Mirror",
    agency="Skerry Press",
    published="2014-03-03",
    url="https://mirror.example/fire",
)
LEDGER = make_report(
    text="Seven people were killed in the blaze, the union of packers said. Guards of the company hold the pier.",
    title="Union: seven dead",
    outlet="The Ledger",
    agency=None,
    published="2014-03-05T09:30",
    url="https://ledger.example/union",
)
LATER = make_report(
    text="A second fire broke out at Holm in April.",
    title=None,
    outlet="Holm Courier",
    agency=None,
    published="2014-04-20",
    url="https://courier.example/second",
)


def _figure(report: Report, word: str, number: float) -> Figure:
    return Figure("killed", number, number, True, True, False, "count", None, span_of(report.text, word))


_AT_HOLM = {"type": "OTHER", "place": "Holm", "place_id": "gn:5", "earliest": "2014-03-02", "latest": "2014-03-02"}

EVENTS = {
    "courier": make_claim(
        COURIER,
        quote="Fire destroyed the cannery at Holm on Sunday",
        trigger=span_of(COURIER.text, "Fire"),
        figures=(_figure(COURIER, "four", 4),),
        counts=("killed: four [4, 4]",),
        actors=("the brigade",),
        chain=("Holm Courier", "Skerry Press", "Ines Dahl"),
        **_AT_HOLM,
    ),
    "mirror": make_claim(
        MIRROR,
        quote="The cannery at Holm burned down on Sunday",
        trigger=span_of(MIRROR.text, "burned down"),
        actors=("the brigade",),
        chain=("Sound Mirror", "Skerry Press", "Dahl"),
        **_AT_HOLM,
    ),
    "ledger": make_claim(
        LEDGER,
        quote="Seven people were killed in the blaze",
        trigger=span_of(LEDGER.text, "blaze"),
        figures=(_figure(LEDGER, "Seven", 7),),
        chain=("The Ledger", "the union of packers"),
        type="OTHER",
    ),
    "later": make_claim(
        LATER,
        quote="A second fire broke out at Holm in April",
        trigger=span_of(LATER.text, "fire"),
        chain=("Holm Courier",),
        **_AT_HOLM | {"earliest": "2014-04-01", "latest": "2014-04-30"},
    ),
}
HOLDING = make_claim(
    LEDGER,
    kind="holding",
    local_id="h1",
    quote="Guards of the company hold the pier",
    type="holds",
    status=None,
    actors=("guards of the company",),
    place="the pier",
)


def claims_of(report: Report) -> list[Claim]:
    """Return the claims that are told of a report."""
    return [claim for claim in (*EVENTS.values(), HOLDING) if claim.report_id == report.id]


def fill_record(store: Store) -> None:
    """Add the four reports; nothing is linked."""
    with store.writer() as writer:
        for report in (COURIER, MIRROR, LEDGER, LATER):
            writer.add_report(make_reading(report), claims_of(report), make_original(report))


@dataclass(frozen=True, slots=True)
class Node:
    """An actor node."""

    node: str
    key: str
    name: str
    kind: str = "person"
    report_id: str | None = None


def node(name: str, report: Report | None = None) -> Node:
    """Return the node of a name, or of a short name in one report."""
    ident = None if report is None else report.id
    return Node(node_id(name_key(name), ident), name_key(name), name, report_id=ident)


def same(kind: str, a: str, b: str, score: float = 0.9) -> Judgement:
    """Return the machine's judgement that two are one."""
    return make_judgement(kind, a, b, score=score)


def person(kind: str, a: str, b: str | None, verdict: str, *, by: str = "Mara Quist", day: int = 5) -> Judgement:
    """Return a person's judgement, made on a day of May."""
    return make_judgement(kind, a, b, verdict=verdict, by=by, made=f"2014-05-{day:02}T10:00:00+00:00", score=None)


def incident_row(claim: Claim, **given: object) -> IncidentRow:
    """Return the row of an incident of one claim; ``claims`` and the rest must be given where there are more."""
    published = next((r.published for r in (COURIER, MIRROR, LEDGER, LATER) if r.id == claim.report_id), None)
    values = {
        "id": claim.id, "type": claim.type, "title": "fire at Holm", "place": claim.place, "place_id": claim.place_id,
        "lat": None, "lon": None, "precision_km": None, "country": None,
        "first_day": (claim.earliest or None), "last_day": (claim.latest or None), "claims": 1, "reports": 1,
        "origins_low": 1, "origins_high": 1, "killed_low": None, "killed_high": None, "disputes": 0,
        "first_published": published, "last_published": published, **given,
    }  # fmt: skip
    return IncidentRow(**values)  # type: ignore[arg-type]


def dispute_row(ident: str, **given: object) -> DisputeRow:
    """Return the row of a dispute on a toll."""
    values = {
        "id": ident, "kind": "number", "incident": None, "place": None, "place_id": None, "about": "killed: 4 or 7",
        "sides": 2, "origins": 2, "size": 2, "first_published": "2014-03-05", "last_published": "2014-03-05", "body": "[]",
        **given,
    }  # fmt: skip
    return DisputeRow(**values)  # type: ignore[arg-type]
