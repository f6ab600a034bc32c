"""An archive -> the questions that wait for a person, the biggest effect first.

What is looked at is bounded, so that the queue of a large archive is made while somebody waits: of the machine's "maybe"
the likeliest, of links and claims those of the largest incidents and actors. What is decided makes room for the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.errors import NotFound
from dateline.judgements import ASSEMBLED_KINDS, Judgement, in_force
from dateline.reconcile.review import (
    LIMITS,
    Lone,
    Question,
    Weight,
    claims_in_doubt,
    deciding_claims,
    gaps,
    open_pairs,
    question_of_claim,
    question_of_pair,
    rank,
    weak_links,
)
from dateline.store.base import DisputeFilter, DisputeRow, IncidentFilter, IncidentRow, JudgementFilter, View

__all__ = ["LOOKED_AT", "QUESTION_KINDS", "Queue", "get_question", "load_queue"]

QUESTION_KINDS = (*ASSEMBLED_KINDS, "claim")
# how many are looked at (2026-11-23, so that a queue is made in a tenth of a second)
LOOKED_AT = {"waiting": 300, "incidents": 40, "clusters": 15, "linked": 2500, "actors": 40, "disputes": 100}


@dataclass(frozen=True, slots=True)
class Queue:
    """The questions to ask first, and how many wait: all of the machine's "maybe", and what else was found."""

    questions: tuple[Question, ...]
    left: int


def load_queue(view: View, *, kind: str | None = None, limit: int | None = None) -> Queue:
    """Return the questions of an archive, or of one kind."""
    found: list[Question] = []
    left = 0
    incidents = _large_incidents(view) if kind in (None, "incident", "claim") else []
    for pairs in ASSEMBLED_KINDS if kind is None else [k for k in ASSEMBLED_KINDS if k == kind]:
        page = view.find_judgements(JudgementFilter(kind=pairs, waiting=True), limit=LOOKED_AT["waiting"])
        found += open_pairs(page.rows, _weights(view, page.rows))
        left += page.total - len(page.rows)
        found += _weak_links(view, pairs, incidents=incidents)
    if kind in (None, "claim"):
        found += _of_claims(view, incidents)
    ordered = rank(found)
    return Queue(tuple(ordered[:limit]), len(ordered) + left)


def get_question(view: View, ident: str) -> Question:
    """Return the question of an id: that of a judgement of the machine, or of a claim. Raises: NotFound.

    A question that was answered can be asked again.
    """
    try:
        judgement = view.get_judgement(ident)
    except NotFound:
        return _of_claim(view, ident)
    if judgement.kind == "claim":
        return _of_claim(view, judgement.subject)
    return question_of_pair(judgement, _weights(view, [judgement]))


def _of_claim(view: View, ident: str) -> Question:
    try:
        return question_of_claim(view.get_claim(ident))
    except NotFound as error:
        raise NotFound("question", ident) from error


def _weights(view: View, judgements: Sequence[Judgement]) -> dict[str, Weight]:
    ends = {end for j in judgements for end in (j.subject, j.object) if end is not None}
    return view.weigh(judgements[0].kind, ends) if judgements else {}


def _weak_links(view: View, kind: str, *, incidents: Sequence[IncidentRow]) -> list[Question]:
    weights: dict[str, Weight] = {}
    if kind == "incident":
        weights = {
            r.id: Weight(r.id, r.claims, r.origins_low or 0, r.disputes or 0, r.killed_high or 0)
            for r in _with_few_claims(incidents)
        }
    elif kind == "actor":
        busiest = [row for row in view.find_actors(limit=LOOKED_AT["actors"]).rows if row.aliases]
        weights = {row.key: Weight(row.key, row.as_source + row.as_actor + row.as_target) for row in busiest}
    if not weights:
        return []
    found = weak_links((weights[root], judged) for root, judged in view.judgements_within(kind, list(weights)).items())
    whole = view.get_judgements([question.id for question in found])
    return [replace(question, reasons=whole[question.id].reasons) for question in found]


def _with_few_claims(incidents: Sequence[IncidentRow]) -> Iterator[IncidentRow]:
    """Yield the largest incidents as long as they have not too many claims together; the largest in any case."""
    claims = 0
    for row in sorted(incidents, key=lambda row: -row.claims)[: LOOKED_AT["clusters"]]:
        claims += row.claims
        if claims > LOOKED_AT["linked"] and claims != row.claims:
            return
        yield row


def _large_incidents(view: View) -> list[IncidentRow]:
    found: dict[str, IncidentRow] = {}
    for sort in ("size", "killed"):
        for row in view.find_incidents(IncidentFilter(), sort=sort, limit=LOOKED_AT["incidents"]).rows:
            found.setdefault(row.id, row)
    return list(found.values())


def _of_claims(view: View, incidents: Sequence[IncidentRow]) -> list[Question]:
    doubtful = view.claims_in_doubt([row.id for row in incidents], below=LIMITS["confidence"])
    unplaced = {row.id for row in incidents if row.place is None}
    undated = {row.id for row in incidents if row.first_day is None}
    disputes = view.find_disputes(DisputeFilter(), limit=LOOKED_AT["disputes"]).rows
    found = [
        *claims_in_doubt(doubtful),
        *gaps(doubtful, unplaced=unplaced, undated=undated),
        *deciding_claims(_lones(view, disputes)),
    ]
    judged = {j.subject for j in in_force(view.judgements_of("claim", {q.subject for q in found}))}
    return [question for question in found if question.subject not in judged]


def _lones(view: View, disputes: Iterable[DisputeRow]) -> Iterator[Lone]:
    for dispute in disputes:
        for side in json.loads(dispute.body)["sides"]:
            claims = {step["claim"] for step in side["steps"]}
            if len(claims) == 1:
                yield Lone(view.get_claim(claims.pop()), dispute.origins, dispute.about)
