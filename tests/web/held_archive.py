"""An archive of who holds what: two towns and a gate, three papers, a siege, a contested day, and names that try to be markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateline.linking import Linker
from dateline.records import Claim, Report
from dateline.store import Store, open_store
from tests.factory import make_claim, make_judgement, make_original, make_reading, make_report
from tests.store.linking_cases import COURIER, EVENTS, MIRROR, fill_record, node, same

__all__ = ["GATE", "LEADER", "fill_held", "open_held"]

GATE = '<b>&"Gate/way?#'
LEADER = "\"><img src=x onerror=alert('holder')>"
OSTRA = {"place": "Ostra", "place_id": "geonames:77", "lat": 48.5, "lon": 16.5, "precision_km": 12.0, "country": "AT"}
BRENN = {"place": "Brenn", "place_id": "geonames:78", "lat": 48.0, "lon": 16.0, "precision_km": 8.0, "country": "AT"}
GUARD, LEAGUE = ("the Lake Guard",), ("the Hill League",)


def report(outlet: str, day: str, text: str) -> Report:
    """Return a report of an outlet on a day."""
    return make_report(
        text=text, title=text.split(".")[0], outlet=outlet, agency=None, published=day, url=f"https://x.example/{day}"
    )


def held(of: Report, quote: str, **given: Any) -> Claim:
    """Return a claim of who holds a place, by default on the outlet's own word."""
    chain = given.pop("chain", (of.outlet,))
    fields = {"kind": "holding", "status": None, "type": "holds", "chain": chain, "source": chain[-1], "stance": "says"}
    return make_claim(of, quote=quote, **fields | given)


FIRST = report("Ostra Gazette", "2014-03-02", "The Lake Guard holds Ostra. It holds Brenn too.")
TAKEN = report("Brenn Herald", "2014-03-06", "Ostra was taken on Wednesday, the Hill League said. It lost it before.")
STILL = report("Ostra Gazette", "2014-03-08", "The Lake Guard said that it still held Ostra.")
SIEGE = report("Brenn Herald", "2014-03-09", "Brenn is under siege.")
MARKUP = report("Brenn Herald", "2014-03-10", "Somebody holds the gate.")

HOLDINGS = (
    held(FIRST, "The Lake Guard holds Ostra", local_id="h1", actors=GUARD, **OSTRA),
    held(FIRST, "It holds Brenn", local_id="h2", actors=GUARD, **BRENN),
    held(
        TAKEN, "Ostra was taken on Wednesday", local_id="h1", type="taken", actors=LEAGUE,
        chain=("Brenn Herald", "the Hill League"), earliest="2014-03-05", latest="2014-03-05", **OSTRA,
    ),
    held(STILL, "it still held Ostra", local_id="h1", actors=GUARD, chain=("Ostra Gazette", "the Lake Guard"), **OSTRA),
    held(SIEGE, "Brenn is under siege", local_id="h1", type="besieged", **BRENN),
    held(MARKUP, "Somebody holds the gate", local_id="h1", actors=(LEADER,), place=GATE),
)  # fmt: skip


def fill_held(store: Store) -> None:
    """Fill an archive: the holdings, and the fire of three papers as one incident."""
    fill_record(store)
    with store.writer() as writer:
        for of in (FIRST, TAKEN, STILL, SIEGE, MARKUP):
            claims = [claim for claim in HOLDINGS if claim.report_id == of.id]
            writer.add_report(make_reading(of), claims, make_original(of))
        with writer.links() as links:
            links.add_incident_blocks({claim.id: ("fire",) for claim in EVENTS.values()})
            dahl = node("Dahl", MIRROR)
            links.add_actor_nodes([node("Ines Dahl"), dahl], {})
            links.add_judgements([
                same("copy", MIRROR.id, COURIER.id),
                make_judgement("actor", dahl.node, "ines dahl", score=0.9, reasons=("dahl is the <i>last</i> name of both",)),
                same("incident", EVENTS["mirror"].id, EVENTS["courier"].id),
                same("incident", EVENTS["ledger"].id, EVENTS["courier"].id),
            ])  # fmt: skip
        Linker(writer).settle()


def open_held(path: Path) -> Store:
    """Return a new archive, filled."""
    store = open_store(path, create=True)
    fill_held(store)
    return store
