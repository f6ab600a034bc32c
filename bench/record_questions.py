"""What the pages ask of an archive of made-up reports, and how long each answer takes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.record_truth import Truth
from dateline.reconcile.holdings import held_spans
from dateline.store import ClaimFilter, Store, View
from dateline.store.base import DisputeFilter, IncidentFilter, JudgementFilter
from dateline.store.base_rows import INCIDENT_SORTS

__all__ = ["ask_all"]

P95_AIM_MS = 100.0

Question = tuple[str, Callable[[View], Any]]


def questions(view: View, truth: Truth, *, word: str) -> Iterator[Question]:
    """Yield a title and how to ask, for the busiest actor, town and incident that there are."""
    largest = view.find_incidents(IncidentFilter(), sort="size", limit=1).rows[0]
    days = view.info().first_published, view.info().last_published
    middle = (days[0] or "")[:8] + "20"
    town = max(truth.towns(), key=lambda t: len(view.holdings_of_place(t)))
    named = next((r.place for r in view.find_incidents(IncidentFilter(), limit=50).rows if r.place), "")
    busiest = next(row for row in view.find_actors(limit=50).rows if row.as_actor > row.as_source / 9)
    yield from _of_incidents(largest.id, place=named, actor=busiest.name, day=middle, word=word)
    yield from _of_claims(busiest.name, place=named, day=middle, incident=largest.id, word=word)
    yield "disputes, first page", lambda v: v.find_disputes(DisputeFilter()).total
    yield "disputes, page 20", lambda v: v.find_disputes(DisputeFilter(), offset=950).total
    yield "disputes about numbers", lambda v: v.find_disputes(DisputeFilter(kind="number")).total
    yield "disputes of a place", lambda v: v.find_disputes(DisputeFilter(place=named)).total
    yield "disputes of an actor", lambda v: v.find_disputes(DisputeFilter(actor=busiest.name)).total
    yield "disputes as of a day", lambda v: v.find_disputes(DisputeFilter(as_of=middle)).total
    yield "holdings of the place most told of", lambda v: len(held_spans(v.holdings_of_place(town)))
    yield "holdings of it as of a day", lambda v: len(held_spans(v.holdings_of_place(town, as_of=middle)))
    yield "actors", lambda v: v.find_actors().total
    yield "actors, page 20", lambda v: v.find_actors(offset=950).total
    yield "actors by a word of a name", lambda v: v.find_actors(name=busiest.name.split()[-1]).total
    yield "the busiest actor", lambda v: v.get_actor(busiest.key).reports
    yield "its nodes", lambda v: len(v.nodes_of_actor(busiest.key))
    yield "judgements that wait", lambda v: v.find_judgements(JudgementFilter(waiting=True)).total
    yield "judgements", lambda v: v.find_judgements(JudgementFilter()).total
    yield "search, rare word", lambda v: v.search(word).total
    yield "search, two names", lambda v: v.search(busiest.name).total
    yield "reports", lambda v: v.find_reports().total
    yield "info", lambda v: v.info().claims


def _of_incidents(largest: str, *, place: str, actor: str, day: str, word: str) -> Iterator[Question]:
    for sort in INCIDENT_SORTS:
        yield f"incidents by {sort}", lambda v, sort=sort: v.find_incidents(IncidentFilter(), sort=sort).total
    yield "incidents, page 20", lambda v: v.find_incidents(IncidentFilter(), offset=950).total
    yield "incidents of a type, by time", lambda v: v.find_incidents(IncidentFilter(type="ASSAULT"), sort="-time").total
    yield "incidents of a place", lambda v: v.find_incidents(IncidentFilter(place=place)).total
    yield "incidents of an actor", lambda v: v.find_incidents(IncidentFilter(actor=actor)).total
    yield (
        "incidents of ten days",
        lambda v: v.find_incidents(IncidentFilter(since=day[:8] + "10", until=day), sort="time").total,
    )
    yield "incidents with a word", lambda v: v.find_incidents(IncidentFilter(text=word)).total
    yield "incidents as of a day", lambda v: v.find_incidents(IncidentFilter(as_of=day)).total
    yield "the largest incident: its row", lambda v: v.get_incident(largest).claims
    yield "the largest incident: its claims", lambda v: len(v.told_of_incident(largest))
    yield "its claims as of a day", lambda v: len(v.told_of_incident(largest, as_of=day))


def _of_claims(actor: str, *, place: str, day: str, incident: str, word: str) -> Iterator[Question]:
    filters = {
        "claims": ClaimFilter(),
        "claims of a type": ClaimFilter(type="ASSAULT"),
        "claims that deny": ClaimFilter(stance="denies"),
        "claims of an actor": ClaimFilter(actor=actor),
        "claims of a place": ClaimFilter(place=place),
        "claims of an incident": ClaimFilter(incident=incident),
        "claims with a word": ClaimFilter(text=word),
        "claims of ten days": ClaimFilter(since=day[:8] + "10", until=day),
        "claims as of a day": ClaimFilter(as_of=day),
        "claims of a type as of a day": ClaimFilter(type="ASSAULT", as_of=day),
    }
    for title, where in filters.items():
        yield title, lambda v, where=where: v.find_claims(where, sort="-published").total
    for field in ("source", "actor", "place", "type"):
        yield f"facet {field} of a type", lambda v, field=field: len(v.facets(filters["claims of a type"], field))


def ask_all(store: Store, truth: Truth, *, word: str, repeats: int) -> list[str]:
    """Print a row a question; return those whose 95th percentile is above the aim."""
    with store.view() as view:
        asked = list(questions(view, truth, word=word))
    slow = []
    print(f"{'question':38} {'p50 ms':>8} {'p95 ms':>8} {'answer':>10}")
    for title, ask in asked:
        answer, took = _timed(store, ask, repeats)
        p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        print(f"{title:38} {statistics.median(took):8.1f} {p95:8.1f} {answer:>10,}", flush=True)
        if p95 > P95_AIM_MS:
            slow.append(title)
    return slow


def _timed(store: Store, ask: Callable[[View], Any], repeats: int) -> tuple[Any, list[float]]:
    """Return the answer and the milliseconds of each asking, every time in a new view."""
    answer, took = None, []
    for _ in range(repeats):
        began = time.perf_counter()
        with store.view() as view:
            answer = ask(view)
        took.append((time.perf_counter() - began) * 1000)
    return answer, took
