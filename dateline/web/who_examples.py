"""Examples of ``/openapi.json``: a name's page and a source's, of the reports of the other examples."""

from __future__ import annotations

from dateline.judgements import Judgement
from dateline.store.base import Page
from dateline.web import examples
from dateline.web.actor_page import ActorContext, Chart, Joined
from dateline.web.held_axis import day_axis
from dateline.web.record_examples import DISPUTE_ROW, INCIDENT_ROW, ORIGINS, SOURCE_ROW, TOLDS
from dateline.web.source_page import Contradicted, Copied, Corrected, SourceContext, Word

__all__ = ["ACTOR_CONTEXT", "SOURCE_CONTEXT"]

CLAIM, OTHER = (told.claim for told in TOLDS)
REPORT = examples.REPORT_ROW
AXIS = day_axis(examples.DAY, examples.DAY)
SAME_NAME = Judgement.of(
    "actor", "miners", "the miners of sill", verdict="same", by="dateline 0.1.0", made="2014-06-04T07:30:13Z",
    score=0.88, reasons=("one name is the other's short form",),
)  # fmt: skip
ACTOR_CONTEXT = ActorContext(
    actor=examples.ACTOR_ROW,
    said=Page((CLAIM,), 1, 0, 8),
    said_of=Page((OTHER,), 1, 0, 8),
    reports={REPORT.id: REPORT},
    places=(("Sill", 2),),
    types=(("ASSAULT", 2),),
    first=examples.DAY,
    last=examples.DAY,
    does=(),
    suffers=(("ASSAULT", 2),),
    read=2,
    by_others=(OTHER,),
    joined=(Joined(SAME_NAME, "Miners", "the miners of Sill", None, REPORT),),
    names=2,
    incidents=Page((INCIDENT_ROW,), 1, 0, 10),
    held=(),
    grid=None,
    chart=Chart(AXIS.columns, AXIS.unit, (("Sill", (2,)),), 2, 0),
)
SOURCE_CONTEXT = SourceContext(
    source=SOURCE_ROW,
    total=12,
    is_exact=True,
    read=12,
    own=5,
    stances=(("says", 5),),
    types=(("ASSAULT", 4),),
    through=(("Miners", 7),),
    passed_on_by=(),
    origins=ORIGINS,
    contradicted=(
        Contradicted(
            DISPUTE_ROW.id,
            DISPUTE_ROW.kind,
            f"Sill — {DISPUTE_ROW.about}",
            Word("Miners", None, "at least six", examples.DAY, CLAIM.id),
            (Word(OTHER.source, None, "four", DISPUTE_ROW.last_published, OTHER.id),),
        ),
    ),
    corrected=(Corrected(REPORT, REPORT, examples.REVISION.changes or (), 0),),
    copied=(),
    reprinted=(Copied(REPORT, REPORT),),
    published=9,
    claims=(CLAIM,),
    reports={},
)
