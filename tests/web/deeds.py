"""Archives with incidents for the tests of timelines: invented places and deeds, of every precision of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline.records import Claim, Report
from dateline.store import Store, open_store
from dateline.store.base import IncidentRow
from tests.factory import make_claim, make_original, make_reading, make_report, span_of
from tests.store.linking_cases import dispute_row

__all__ = ["DEEDS", "Deed", "deed_id", "fill", "many_deeds", "row"]


@dataclass(frozen=True)
class Deed:
    """An incident of one claim. ``days`` is a day, two days, or nothing; ``clock`` the hour that the claim tells."""

    words: str
    days: tuple[str, ...] = ()
    place: str | None = None
    type: str = "ASSAULT"
    killed: tuple[float, float] | None = None
    disputes: int = 0
    claims: int = 1
    actors: tuple[str, ...] = ()
    clock: str | None = None


DEEDS = (
    Deed("The Orra bridge was blown up", ("2012-05-04",), "Orra", killed=(3, 12), disputes=2, claims=3,
         actors=("the Grey Band",), clock="2012-05-04T05:30"),
    Deed("Shots were fired in the square", ("2012-05-04",), "Velm", actors=("guards", "the Grey Band")),
    Deed("The mill at Orra was besieged", ("2012-05-01", "2012-05-31"), "Orra", "COERCE", actors=("the Grey Band",)),
    Deed("Dockers marched through the town", ("2012-06-10",), "Velm", "PROTEST"),
    Deed("A granary burned", ("2012-05-20",), None, "OTHER", killed=(2, 2)),
    Deed("The dam broke", ("1996-01-01", "1996-12-31"), "Velm", "OTHER"),
    Deed("A patrol vanished", (), "Orra", disputes=1),
    Deed("<script>alert(1)</script> was seen", ("2012-05-12",), "<b onclick=alert(2)>", actors=("<i>x</i>",)),
)  # fmt: skip


def many_deeds(number: int) -> tuple[Deed, ...]:
    """Return deeds of two places and three types over a year, one in ten of a month that is known only."""
    found = []
    for n in range(number):
        month = f"2013-{n % 12 + 1:02}"
        days = (f"{month}-01", f"{month}-28") if n % 10 == 9 else (f"{month}-{n % 28 + 1:02}",)
        place, kind = ("Velm", "Orra", "Brill")[n % 5 % 3], ("ASSAULT", "PROTEST")[n % 2]
        found.append(Deed(f"Deed number {n:04} was done", days, place, kind, claims=1 + n % 7))
    return tuple(found)


def deed_id(deed: Deed, deeds: Iterable[Deed] = DEEDS) -> str:
    """Return the id of a deed's incident."""
    return claim_of(deed, report_of(deeds)).id


def report_of(deeds: Iterable[Deed]) -> Report:
    """Return the report that tells all the deeds."""
    text = " ".join(f"{deed.words}." for deed in deeds)
    return make_report(text=text, outlet="Velm Observer", title="The year", published="2014-01-02", agency=None)


def claim_of(deed: Deed, report: Report) -> Claim:
    """Return the claim of a deed."""
    first, last = (deed.days[0], deed.days[-1]) if deed.days else (None, None)
    return make_claim(
        report,
        quote=deed.words,
        trigger=span_of(report.text, deed.words),
        type=deed.type,
        place=deed.place,
        actors=deed.actors,
        earliest=deed.clock or first,
        latest=deed.clock or last,
        local_id=f"v{report.text.index(deed.words)}",
    )


def row(deed: Deed, ident: str = "x") -> IncidentRow:
    """Return the row of a deed's incident."""
    first, last = (deed.days[0], deed.days[-1]) if deed.days else (None, None)
    title = f"{deed.words}, {deed.place}" if deed.place else deed.words
    low, high = deed.killed or (None, None)
    return IncidentRow(
        id=ident, type=deed.type, title=title, place=deed.place, place_id=None, lat=None, lon=None, precision_km=None,
        country=None, first_day=first, last_day=last, claims=deed.claims, reports=1, origins_low=1, origins_high=2,
        killed_low=low, killed_high=high, disputes=deed.disputes, first_published="2014-01-02",
        last_published="2014-01-02",
    )  # fmt: skip


def fill(path: Path, deeds: Iterable[Deed] = DEEDS) -> Store:
    """Return a new archive of one report that tells the deeds, each an incident."""
    told = tuple(deeds)
    report = report_of(told)
    claims = [claim_of(deed, report) for deed in told]
    store = open_store(path, create=True)
    with store.writer() as writer:
        writer.add_report(make_reading(report), claims, make_original(report))
        with writer.links() as links:
            links.add_incident_blocks({claim.id: ("deed",) for claim in claims})
            links.put_incidents([row(deed, claim.id) for deed, claim in zip(told, claims, strict=True)])
            for deed, claim in zip(told, claims, strict=True):
                rows = [dispute_row(f"{claim.id}{n}") for n in range(deed.disputes)]
                links.put_disputes(rows, incident=claim.id)
    return store
