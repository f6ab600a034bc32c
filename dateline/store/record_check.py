"""Proves the record: what is assembled follows from the claims and the judgements, and from nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from sqlalchemy import Connection

from dateline.judgements import ASSEMBLED_KINDS, Judgement, assemble, in_force, links_of, node_id
from dateline.name_keys import name_key
from dateline.store import record_checks as checks
from dateline.store.base import Problem
from dateline.store.judged import ids_of
from dateline.store.record_rows import judgement_from_row

__all__ = ["RECORD_CHECKS"]

_NOUNS = {"copy": "report", "actor": "actor", "incident": "claim"}


def _check_judgements(connection: Connection) -> Iterator[Problem]:
    standing: list[Judgement] = []
    for row in connection.execute(checks.ALL_JUDGEMENTS):
        try:
            judgement = judgement_from_row(row._mapping)
        except (ValueError, TypeError) as error:
            yield Problem("judgement", row.id, f"its lists cannot be read: {error}")
            continue
        if judgement.id != _due_id(judgement):
            yield Problem("judgement", judgement.id, "its id is not that of what it says")
        if row.superseded_by is None:
            standing.append(judgement)
    for (ident,) in chain.from_iterable(connection.execute(s) for s in checks.DANGLING_JUDGEMENTS):
        yield Problem("judgement", ident, "it is about something that is not there")
    for (ident,) in connection.execute(checks.LATE_SUPERSEDED):
        yield Problem("judgement", ident, "what supersedes it is older, or another's")
    yield from _check_clusters(connection, standing)
    yield from _check_waiting(connection, standing)


def _due_id(judgement: Judgement) -> str | None:
    j = judgement
    try:
        due = Judgement.of(j.kind, j.subject, j.object, verdict=j.verdict, by=j.by, made=j.made, values=j.values)
    except ValueError:  # no such kind or verdict
        return None
    return due.id


def _check_clusters(connection: Connection, standing: Iterable[Judgement]) -> Iterator[Problem]:
    by_kind: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in standing:
        by_kind[judgement.kind].append(judgement)
    for kind in ASSEMBLED_KINDS:
        have: dict[int, set[int]] = defaultdict(set)
        for row in connection.execute(checks.ALL_CLUSTERS, {"kind": kind}):
            have[row.cluster].add(row.member)
        ids = ids_of(connection, kind, {member for members in have.values() for member in members})
        kept = {frozenset(ids.get(no, f"number {no}") for no in members) for members in have.values()}
        due = set(assemble(*links_of(by_kind[kind])))
        for cluster in kept ^ due:
            what = "is no cluster that its judgements give" if cluster in kept else "should be one cluster"
            yield Problem(_NOUNS[kind], min(cluster), f"with {len(cluster) - 1} others it {what}")
        for root, members in have.items():
            if root != min(members):
                yield Problem(
                    _NOUNS[kind], ids.get(root, f"number {root}"), "its cluster does not stand under the oldest"
                )


def _check_waiting(connection: Connection, standing: Iterable[Judgement]) -> Iterator[Problem]:
    asked = (j for j in in_force(standing) if j.verdict == "maybe" and j.is_machine)
    due = {(j.id, j.kind, j.score or 0.0) for j in asked}
    have = {(row.id, row.kind, row.score) for row in connection.execute(checks.ALL_WAITING)}
    for ident, _, _ in due ^ have:
        yield Problem("judgement", ident, "it is not listed as waiting for a person as it should be")


def _check_actors(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(checks.ALL_NODES):
        if row.node != node_id(row.key, row.report_id):
            yield Problem("actor node", row.node, "its id is not that of its name and report")
    for statement, noun, what in checks.ACTOR_FAULTS:
        numbers = list(connection.execute(statement).scalars())
        names = ids_of(connection, "actor", [no for no in numbers if no is not None])
        yield from (Problem(noun, names.get(no, f"number {no}"), what) for no in numbers)


def _check_incidents(connection: Connection) -> Iterator[Problem]:
    for statement, noun, what in checks.INCIDENT_FAULTS:
        yield from (Problem(noun, ident, what) for (ident,) in connection.execute(statement))
    for row in connection.execute(checks.ALL_INCIDENTS):
        if row.place_key != (None if row.place is None else name_key(row.place)):
            yield Problem("incident", row.id, f"its place_key is {row.place_key!r}")
    for (ident,) in connection.execute(checks.FAULTY_FURNITURE):
        yield Problem("report", ident, "the furniture kept with its signature is not in its text")


RECORD_CHECKS = {
    "judgements": _check_judgements,
    "actors": _check_actors,
    "incidents": _check_incidents,
}
