"""An archive of made-up reports against what is true of them: copies, incidents, actors, disputes, who held which town."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from datetime import date

from bench.clusters import F1, b_cubed, pairwise
from bench.record_truth import Truth
from dateline.errors import NotFound
from dateline.judgements import node_id
from dateline.name_keys import name_key
from dateline.reconcile.holdings import HeldSpan, held_spans
from dateline.store.base import DisputeFilter, View

__all__ = ["FLOORS", "scores"]

# Below these a fast answer is a wrong one.
FLOORS = {"copies": 0.95, "incidents": 0.70, "actors": 0.80, "disputes": 0.50, "holdings by day": 0.80}
MANY = 1_000
ACTORS_ASKED = 12_000
TOWNS_ASKED = 400

Clusters = dict[Hashable, Hashable]


def scores(view: View, truth: Truth) -> dict[str, F1]:
    """Score an archive. What it puts together with things of other countries counts as wrong, too."""
    claims = incident_clusters(view, truth)
    incidents: Clusters = {**truth.incidents}
    copies, found_copies = copy_clusters(view, truth)
    return {
        "copies": pairwise(copies, found_copies),
        "incidents": b_cubed(incidents | strangers(claims, incidents), claims, over=incidents),
        "actors": actors(view, truth),
        "disputes": disputes(view, truth, claims),
        "holdings by day": holdings(view, truth),
    }


def strangers(found: Clusters, gold: Clusters) -> Clusters:
    """Return the things in found clusters of which the truth says nothing: each of a cluster of its own."""
    return {thing: ("stranger", thing) for thing in found if thing not in gold}


def copy_clusters(view: View, truth: Truth) -> tuple[Clusters, Clusters]:
    """Return which reports are one copy in truth, and in the archive; a correction is one with what it corrects or not."""
    found: Clusters = {}
    for report in truth.copies:
        if report not in found:
            rows = view.copies_of(report)
            found |= {row.id: rows[0].id for row in rows if row.id not in truth.corrections}
    gold: Clusters = {**truth.copies}
    return gold | strangers(found, gold), found


def incident_clusters(view: View, truth: Truth) -> Clusters:
    """Return the incident of each claim of the truth, and of all claims that share one with it."""
    found: Clusters = {}
    for claim in truth.incidents:
        if claim in found:
            continue
        try:
            tolds = view.told_of_incident(claim, current=False)
        except NotFound:
            continue
        found |= dict.fromkeys((told.claim.id for told in tolds), claim)
    return found


def actors(view: View, truth: Truth) -> F1:
    """Score the names of some reports: all that the truth knows, or every so many."""
    forms = list(truth.actors)[:: max(1, len(truth.actors) // ACTORS_ASKED)]
    found: Clusters = {form: _actor(view, *form) for form in forms}
    gold: Clusters = {form: truth.actors[form] for form in forms}
    return b_cubed(gold, found)


def _actor(view: View, report: str, name: str) -> str | None:
    key = name_key(name)
    for node in (node_id(key, report), key):
        try:
            return view.get_actor(node).key
        except NotFound:
            continue
    return None


def disputes(view: View, truth: Truth, claims: Clusters) -> F1:
    """Score what is disputed, as pairs of an incident and a kind; a found incident is that of most of its claims."""
    members: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for claim, cluster in claims.items():
        members[cluster][truth.incidents.get(str(claim), "of others")] += 1
    found = set()
    for cluster, told in members.items():
        incident, _ = told.most_common(1)[0]
        row = view.get_incident(str(cluster))
        if row.disputes:
            rows = view.find_disputes(DisputeFilter(incident=row.id), limit=MANY).rows
            found |= {(incident, dispute.kind) for dispute in rows}
    gold = truth.disputes()
    right = len(gold & found)
    return F1(right / max(1, len(found)), right / max(1, len(gold)), len(gold))


def holdings(view: View, truth: Truth) -> F1:
    """Score who held each town on each day on which somebody told of it: the holder, or both sides where contested."""
    towns = truth.towns()[:TOWNS_ASKED]
    right = days = 0
    for town in towns:
        spans = held_spans(view.holdings_of_place(town))
        for day, holders in truth.holders(town).items():
            days += 1
            right += _is_held(spans, date.fromordinal(day).isoformat(), [truth.names[h] for h in holders])
    return F1(right / max(1, days), right / max(1, days), days)


def _is_held(spans: Iterable[HeldSpan], day: str, holders: list[set[str]]) -> bool:
    """Are the holders on a day, each by one of its names, all that are named, and no others?"""
    span = next((s for s in spans if s.first_day <= day and (s.last_day is None or day <= s.last_day)), None)
    named = {line.name for line in span.lines if line.holder is not None} if span else set()
    return bool(named) and all(named & names for names in holders) and named <= set().union(*holders)
