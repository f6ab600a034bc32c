"""More examples of ``/openapi.json``: what the record makes of two invented reports that tell of one thing in two ways."""

from __future__ import annotations

from dataclasses import replace

from dateline.judgements import Judgement
from dateline.linking import dispute_row, incident_row
from dateline.reconcile.base import Told
from dateline.reconcile.disputes import disputes_of_incident
from dateline.reconcile.holdings import held_spans
from dateline.reconcile.origins import independent_origins
from dateline.reconcile.tolls import tolls_of
from dateline.record_objects import WholeIncident, origin_by_claim
from dateline.records import Claim, Figure, Span
from dateline.store.base import ActorRow, PlaceRow
from dateline.web import examples

__all__ = ["DISPUTE_ROW", "HELD_SPANS", "INCIDENT_ROW", "ORIGINS", "PLACE_ROW", "SOURCE_ROW", "TOLDS", "WHOLE"]

TEXT = "The company said on Wednesday that four of them had been beaten."
PUBLISHED = "2014-06-04"
SAID = Span.of(TEXT, TEXT.index("four"), len(TEXT) - 1)
COUNTED = Span.of(TEXT, SAID.start, SAID.start + len("four"))
PLACE_ROW = PlaceRow("geonames:9000001", "Sill", ("Sill",), "geonames:9000001", 9.25, -12.5, 12.0, "SL", 14)
SOURCE_ROW = ActorRow("coast mail", "Coast Mail", "organization", 12, 0, 0, 9)


def placed(claim: Claim) -> Claim:
    """Return a claim with the place of the examples."""
    at = PLACE_ROW
    point = {"lat": at.lat, "lon": at.lon, "precision_km": at.precision_km, "country": at.country}
    return replace(claim, place=at.name, place_id=at.place_id, reasons=(), **point)  # type: ignore[arg-type]


MINERS = placed(examples.CLAIM_ROW)
COMPANY = replace(
    MINERS,
    id="93d2c5f81e07ab64d9f2",
    report_id="58e1a7c0d4b92f36e1d7",
    chain=("Harbour Post", "the company"),
    source="the company",
    source_kind="organization",
    text=SAID.quote,
    start=SAID.start,
    end=SAID.end,
    counts=("wounded: four [4, 4]",),
    trigger=Span.of(TEXT, TEXT.index("beaten"), TEXT.index("beaten") + len("beaten")),
    figures=(Figure("wounded", 4, 4, True, True, False, "count", None, COUNTED, "them"),),
)
HOLDING = replace(
    MINERS, id="2ab86e0fd517c943b8e0", kind="holding", local_id="h1", type="holds", mode=None, status=None,
    actors=("the company",), targets=(), counts=(), figures=(), trigger=None,
)  # fmt: skip


def told(claim: Claim, published: str) -> Told:
    """Return a claim with what is known of its report."""
    return Told(claim=claim, published=published, outlet=claim.chain[0], agency=None, copy=claim.report_id)


TOLDS = (told(MINERS, examples.DAY), told(COMPANY, PUBLISHED))
ORIGINS = independent_origins(TOLDS)
DISPUTE_ROW = dispute_row(disputes_of_incident(MINERS.id, TOLDS)[0])
INCIDENT_ROW = incident_row(MINERS.id, TOLDS, disputes=1)
SAME = Judgement.of(
    "incident", MINERS.id, COMPANY.id, verdict="same", by="dateline 0.1.0", made="2014-06-04T07:30:13Z", score=0.93,
    reasons=("same day and place",),
)  # fmt: skip
WHOLE = WholeIncident(
    row=INCIDENT_ROW,
    tolds=TOLDS,
    origins=ORIGINS,
    tolls=tuple(tolls_of(TOLDS, origins=origin_by_claim(ORIGINS))),
    disputes=(DISPUTE_ROW,),
    joined=(SAME,),
    doubtful=(),
)
HELD_SPANS = held_spans((told(HOLDING, examples.DAY),))
