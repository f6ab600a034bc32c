"""An archive of one happening as five reports tell it: a reprint, numbers that grow and differ, a denial, a hostile report."""

from __future__ import annotations

import math
from pathlib import Path

from dateline.linking import Linker
from dateline.records import Claim, Figure, Report
from dateline.store import Store, open_store
from tests.factory import make_claim, make_judgement, make_original, make_reading, make_report, span_of

__all__ = ["CLAIMS", "COURIER", "HEARD", "HOSTILE", "LEDGER", "MIRROR", "ROOT", "UPDATE", "open_mill_story"]

WIRE = "An explosion wrecked the mill at Holm on Sunday. Chief Ines Dahl said that four workers died."
COURIER = make_report(
    text=WIRE, title="Mill wrecked", outlet="Holm Courier", agency="Skerry Press", published="2014-03-02",
    url="https://courier.example/mill",
)  # fmt: skip
MIRROR = make_report(
    text=WIRE, title="Four dead at Holm", outlet="Sound Mirror", agency="Skerry Press", published="2014-03-03",
    url="https://mirror.example/mill",
)  # fmt: skip
LEDGER = make_report(
    text="At least seven workers were killed in the explosion, the union of packers said. The mill company denied that "
    "there was a blast.",
    title="Union: seven dead", outlet="The Ledger", agency=None, published="2014-03-05T09:30", url="https://ledger.example/1",
)  # fmt: skip
UPDATE = make_report(
    text="Five workers died in the explosion, Chief Ines Dahl said.", title=None, outlet="Holm Courier", agency=None,
    published="2014-03-06", url="https://courier.example/mill-2",
)  # fmt: skip
HOSTILE = make_report(
    text='<script>alert("text")</script> Some <b>guards</b> set off the explosion & left, "onload=x" said.',
    title="</title><script>alert('title')</script>" + "W" * 160, outlet="<svg onload=alert(1)>", agency=None,
    published="2014-03-07", url="https://x.example/<i>",
)  # fmt: skip
DAHL = "Chief Ines Dahl"
AT_HOLM = {
    "type": "ASSAULT", "place": "Holm", "place_id": "geonames:5", "lat": 58.0, "lon": 11.5, "precision_km": 8.0,
    "country": "SE",
}  # fmt: skip
ON_SUNDAY = {"time_text": "Sunday", "time_value": "2014-03-02", "earliest": "2014-03-02", "latest": "2014-03-02"}


def dead(report: Report, words: str, low: float, high: float) -> tuple[Figure, ...]:
    """Return how many were killed."""
    end = None if math.isinf(high) else high
    return (Figure("killed", low, end, True, end is not None, False, "count", None, span_of(report.text, words)),)


def told_by_wire(report: Report) -> list[Claim]:
    """Return the claims of the agency's text in one of its papers."""
    papers = dict.fromkeys((report.outlet or "", "Skerry Press"))
    blast = make_claim(
        report, quote="An explosion wrecked the mill at Holm on Sunday", trigger=span_of(report.text, "explosion"),
        chain=tuple(papers), targets=("the mill",), **AT_HOLM, **ON_SUNDAY,
    )  # fmt: skip
    deaths = make_claim(
        report, local_id="v2", quote="four workers died", trigger=span_of(report.text, "died"),
        figures=dead(report, "four", 4, 4), counts=("killed: four (4)",), chain=(*papers, DAHL), targets=("workers",),
        type="ASSAULT",
    )  # fmt: skip
    return [blast, deaths]


CLAIMS: dict[str, list[Claim]] = {
    COURIER.id: told_by_wire(COURIER),
    MIRROR.id: told_by_wire(MIRROR),
    LEDGER.id: [
        make_claim(
            LEDGER, quote="At least seven workers were killed in the explosion", trigger=span_of(LEDGER.text, "explosion"),
            figures=dead(LEDGER, "At least seven", 7, math.inf), chain=("The Ledger", "the union of packers"),
            targets=("workers",), type="ASSAULT",
        ),
        make_claim(
            LEDGER, local_id="v2", quote="that there was a blast", trigger=span_of(LEDGER.text, "blast"), status="denied",
            chain=("The Ledger", "the mill company"), type="ASSAULT",
        ),
    ],
    UPDATE.id: [
        make_claim(
            UPDATE, quote="Five workers died in the explosion", trigger=span_of(UPDATE.text, "explosion"),
            figures=dead(UPDATE, "Five", 5, 5), chain=("Holm Courier", DAHL), targets=("workers",), **AT_HOLM,
        )
    ],
    HOSTILE.id: [
        make_claim(
            HOSTILE, quote="<b>guards</b> set off the explosion", trigger=span_of(HOSTILE.text, "explosion"),
            actors=("<b>guards</b>",), targets=("y" * 140,), chain=("<svg onload=alert(1)>", '"onload=x"'), type="ASSAULT",
            place="<i>Holm</i>", counts=("killed: <u>none</u>",),
        )
    ],
}  # fmt: skip
ROOT = CLAIMS[COURIER.id][0].id


FAR = make_report(
    text="Another explosion was heard from the quarry, a farmer said.", title="A bang", outlet="Senn Post", agency=None,
    published="2014-03-08", url="https://senn.example/1",
)  # fmt: skip
HEARD = make_claim(
    FAR, quote="Another explosion was heard from the quarry", trigger=span_of(FAR.text, "explosion"), type="OTHER",
    chain=("Senn Post", "a farmer"),
)  # fmt: skip


def open_mill_story(path: Path, *, with_far: bool = False) -> Store:
    """Return an archive of the reports, linked: the caller closes it.

    ``with_far`` adds a report of which the machine doubts that it is of the same happening.
    """
    store = open_store(path, create=True)
    claims = [claim.id for of_report in CLAIMS.values() for claim in of_report]
    reasons = ("with all claims of both (+3.1)", "place same: Holm | <i>Holm</i> (+2.2)", "no word (-0.3)")
    judged = [
        make_judgement("incident", claim, ROOT, score=round(0.7 + n / 100, 2), reasons=reasons)
        for n, claim in enumerate(claims)
        if claim != ROOT
    ]
    with store.writer() as writer:
        for report in (COURIER, MIRROR, LEDGER, UPDATE, HOSTILE):
            writer.add_report(make_reading(report), CLAIMS[report.id], make_original(report))
        if with_far:
            writer.add_report(make_reading(FAR), [HEARD], make_original(FAR))
            claims.append(HEARD.id)
            judged.append(make_judgement("incident", ROOT, HEARD.id, verdict="maybe", score=0.4, reasons=reasons))
        with writer.links() as links:
            links.add_incident_blocks(dict.fromkeys(claims, ("mill",)))
            links.add_judgements([make_judgement("copy", MIRROR.id, COURIER.id, score=1.0), *judged])
        Linker(writer).settle()
    return store
