"""No page reads a whole table: SQLite's plans for the record's questions go by an index or by number."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dateline.store import ClaimFilter, DisputeFilter, IncidentFilter, JudgementFilter, Links, Store, View
from tests.store.contract_record import DAHL, link
from tests.store.linking_cases import COURIER, EVENTS, MIRROR, person, same

# Table functions, lists and subqueries are as long as what is asked; all else is a table, whatever the statement calls it.
# ("used", "n" and "newest" are such lists, cut at a bound or one row a name)
SHORT = r"(?!.*VIRTUAL TABLE|CONSTANT ROW|\(|\d+ CONSTANT ROWS|asked\b|anon_\d|used\b|n$|newest\b)"
ANY = re.compile(rf"SCAN {SHORT}")
# A page in the order of an index reads no further than the page; a count reads an index that covers it.
WHOLE = re.compile(rf"SCAN {SHORT}(?!.* USING (COVERING )?INDEX)")
EVENT = EVENTS["mirror"].id

PAGES: dict[str, Callable[[View], object]] = {
    "the largest incidents": lambda v: v.find_incidents(IncidentFilter()),
    "the latest incidents": lambda v: v.find_incidents(IncidentFilter(), sort="-time"),
    "incidents by killed": lambda v: v.find_incidents(IncidentFilter(), sort="killed"),
    "incidents by origins": lambda v: v.find_incidents(IncidentFilter(), sort="origins"),
    "incidents as of a day": lambda v: v.find_incidents(IncidentFilter(as_of="2014-03-03")),
    "incidents by month": lambda v: v.count_incidents(IncidentFilter(), by="month"),
    "disputes": lambda v: v.find_disputes(DisputeFilter()),
    "actors": lambda v: v.find_actors(),
    "what waits": lambda v: v.find_judgements(JudgementFilter(waiting=True)),
    "places": lambda v: v.find_places(),
    "held places": lambda v: (v.find_held_places(), v.find_held_places(as_of="2014-03-03")),
}
LOOK_UPS: dict[str, Callable[[View], object]] = {
    "an incident": lambda v: v.get_incident(EVENT),
    "what is told of an incident": lambda v: v.told_of_incident(EVENT),
    "what was told of it by a day": lambda v: v.told_of_incident(EVENT, as_of="2014-03-03"),
    "its claims": lambda v: v.find_claims(ClaimFilter(incident=EVENT)),
    "whose word it is on": lambda v: v.names_in_incidents([EVENTS["courier"].id], role="source"),
    "who is in it": lambda v: v.names_in_incidents([EVENTS["courier"].id], role="actor", as_of="2014-03-03"),
    "its disputes": lambda v: v.find_disputes(DisputeFilter(incident=EVENT)),
    "a dispute": lambda v: v.get_dispute("toll"),
    "incidents at a place": lambda v: v.find_incidents(IncidentFilter(place="holm")),
    "incidents of an actor": lambda v: v.find_incidents(IncidentFilter(actor="brigade")),
    "an actor": lambda v: v.get_actor(DAHL.node),
    "its nodes": lambda v: v.nodes_of_actor(DAHL.node),
    "claims on an actor's word": lambda v: v.find_claims(ClaimFilter(source="ines dahl")),
    "some claims with their reports": lambda v: v.told_of_claims([EVENT]),
    "copies": lambda v: v.copies_of(MIRROR.id),
    "judgements of a thing": lambda v: v.find_judgements(JudgementFilter(about=EVENT)),
    "holdings": lambda v: v.holdings_of_place("the pier"),
    "a place": lambda v: (v.get_place("the pier"), v.get_place("gn:5")),
}
LINKING: dict[str, Callable[[Links], object]] = {
    "copies": lambda k: k.find_by_bands([1, 2], limit=5, besides=COURIER.id),
    "nodes": lambda k: k.find_actor_nodes(["dl"], limit=5),
    "incidents": lambda k: k.find_incident_candidates(
        ["fire"], limit=5, published="2014-03-03", window_days=3, first=2
    ),
    "told": lambda k: k.told_of_report(COURIER.id),
    "blocks": lambda k: k.add_incident_blocks({EVENT: ("fire", "blaze")}),
    "actors": lambda k: k.add_judgements([same("actor", "holm courier", "sound mirror")]),
    "splits": lambda k: k.add_judgements([person("incident", EVENT, EVENTS["courier"].id, "different")]),
    "copies judged": lambda k: k.add_judgements([person("copy", MIRROR.id, COURIER.id, "different")]),
    "denials": lambda k: k.denials_of([EVENT]),
}


@pytest.fixture
def plans(store: Store, tmp_path: Path) -> Iterator[Callable[[Callable[[], object]], list[str]]]:
    """Run something on a linked archive and return the lines of the plans of all its statements."""
    link(store)
    raw = sqlite3.connect(tmp_path / "archive.sqlite")
    asked: list[tuple[str, Any]] = []

    def note(
        _connection: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool
    ) -> None:
        asked.append((statement, parameters[0] if many else parameters))

    def explain(run: Callable[[], object]) -> list[str]:
        event.listen(Engine, "before_cursor_execute", note)
        try:
            run()
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        begun = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")
        found = [raw.execute(f"EXPLAIN QUERY PLAN {s}", p).fetchall() for s, p in asked if not s.startswith(begun)]
        return [line[3] for plan in found for line in plan]

    yield explain
    raw.close()


@pytest.mark.parametrize("page", PAGES)
def test_pages_go_by_an_index(store: Store, plans: Callable[[Callable[[], object]], list[str]], page: str) -> None:
    with store.view() as view:
        lines = plans(lambda: PAGES[page](view))
    assert [line for line in lines if WHOLE.search(line)] == []


@pytest.mark.parametrize("question", LOOK_UPS)
def test_look_ups_read_what_they_ask_for(
    store: Store, plans: Callable[[Callable[[], object]], list[str]], question: str
) -> None:
    with store.view() as view:
        lines = plans(lambda: LOOK_UPS[question](view))
    assert [line for line in lines if ANY.search(line)] == []


@pytest.mark.parametrize("step", LINKING)
def test_linking_a_report_reads_no_table_through(
    store: Store, plans: Callable[[Callable[[], object]], list[str]], step: str
) -> None:
    with store.writer() as writer, writer.links() as links:
        lines = plans(lambda: LINKING[step](links))
    assert [line for line in lines if ANY.search(line)] == []
