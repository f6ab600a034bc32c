"""Event claims -> judgements on which tell of one incident: each new report is fitted into the incidents that are there.

A claim links to an incident by its best claim there, less what its other claims speak against it. Two strikes on one town
on one day stay two, since nothing forces a claim to an incident: only evidence does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp

from dateline.judgements import Judgement
from dateline.reconcile.base import Score, Told
from dateline.reconcile.incident_blocks import blocks_of
from dateline.reconcile.incident_clusters import Cluster, Link, agglomerate
from dateline.reconcile.incident_evidence import evidence_of
from dateline.reconcile.incident_facts import Facts, facts_of, is_incident
from dateline.reconcile.incident_summary import Summary, describe
from dateline.reconcile.incident_weights import THRESHOLDS

__all__ = ["MOST_MEMBERS", "Summary", "assign", "blocks_of", "compare", "describe", "is_incident"]

MOST_MEMBERS = 16  # of an incident's claims, those given first are compared


def compare(a: Told, b: Told) -> Score:
    """Return how likely two event claims tell of one happening, and every reason, the strongest first.

    Raises:
        ValueError: a claim has no word of an event.
    """
    return score_of(facts_of(a), facts_of(b))


def score_of(a: Facts, b: Facts) -> Score:
    """Return the score of two claims that are made comparable."""
    found = sorted((e for rule in evidence_of(a, b, rarity={}) for e in rule), key=lambda e: -abs(e.weight))
    odds = sum(evidence.weight for evidence in found)
    verdict = "same" if odds >= THRESHOLDS["same"] else "maybe" if odds >= THRESHOLDS["maybe"] else "different"
    return Score(_share(odds), verdict, tuple(evidence.reason for evidence in found))


def _share(odds: float) -> float:
    """Log-odds as a number from 0 to 1."""
    return round(1 / (1 + exp(-odds)), 3)


def assign(new: Sequence[Told], candidates: Iterable[tuple[str, Told]], *, by: str, made: str) -> list[Judgement]:
    """Return the judgements of kind ``incident`` that one report's claims give.

    Args:
        new: claims of one report; those that are no incidents are passed over.
        candidates: claims of other reports, each with the id of its incident.
        by: who judges: ``dateline VERSION``.
        made: when, in UTC.
    Returns:
        "same" and "maybe" between claim ids, the new claim as subject; two claims of the report may be judged too.
    """
    facts = [facts_of(told) for told in new if is_incident(told.claim)]
    if not facts:
        return []
    own = {f.claim.report_id for f in facts}
    old: dict[str, list[Facts]] = {}
    for incident, told in candidates:
        if told.claim.report_id not in own and told.claim.trigger is not None:
            members = old.setdefault(incident, [])
            if len(members) < MOST_MEMBERS:
                members.append(facts_of(told))
    clusters = [Cluster(None, [f]) for f in facts] + [Cluster(ident, members) for ident, members in old.items()]
    links = agglomerate(clusters, same=THRESHOLDS["same"], maybe=THRESHOLDS["maybe"])
    return [_judgement(link, by=by, made=made) for link in links]


def _judgement(link: Link, *, by: str, made: str) -> Judgement:
    """The judgement of a link: its score is that of the two clusters, its reasons those of the two claims."""
    reasons = (f"with all claims of both ({link.odds:+.1f})", *score_of(link.new, link.other).reasons)
    return Judgement.of(
        "incident",
        link.new.claim.id,
        link.other.claim.id,
        verdict=link.verdict,
        by=by,
        made=made,
        score=_share(link.odds),
        reasons=reasons,
    )
