"""Judgements: who decided, when, with what score and why, that two things are one, or that a claim stands (law 3).

A judgement is a row that is superseded, never changed. What is assembled from judgements (copies of a report, actors,
incidents) can therefore be taken apart again without touching a claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from dateline.ids import derived_id
from dateline.records import Record

__all__ = [
    "ASSEMBLED_KINDS",
    "JUDGEMENT_KINDS",
    "MACHINE",
    "VERDICTS",
    "WITHDRAWN",
    "Edge",
    "Judgement",
    "assemble",
    "in_force",
    "last_words",
    "links_of",
    "node_id",
    "outweighs",
    "pair_of",
]

# what is judged: two reports are one copy; two names one actor; two event claims one incident; a claim itself
JUDGEMENT_KINDS = ("copy", "actor", "incident", "claim")
ASSEMBLED_KINDS = ("copy", "actor", "incident")  # those of pairs, from which clusters are assembled
WITHDRAWN = "withdrawn"  # a person takes his last word back: what others and the machine say counts again
VERDICTS = {
    "copy": ("same", "maybe", "different", WITHDRAWN),
    "actor": ("same", "maybe", "different", WITHDRAWN),
    "incident": ("same", "maybe", "different", WITHDRAWN),
    "claim": ("accept", "reject", "correct", WITHDRAWN),
}
MACHINE = "dateline"  # the first word of ``by`` where no person decided

# No machine's score passes 1: what a person joined is assembled before all else.
_PERSON_STRENGTH = 2.0


@dataclass(frozen=True, slots=True)
class Judgement(Record):
    """One decision. ``by`` is a person's name, or ``dateline VERSION`` for the machine.

    ``subject`` and ``object`` are report ids (copy), actor nodes (actor) or claim ids; ``object`` is None for a judgement
    of a claim by itself. ``values`` are corrections, as (field, new value as JSON). ``made`` is UTC, to the second.
    """

    id: str
    kind: str
    subject: str
    object: str | None
    verdict: str
    score: float | None
    reasons: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    by: str
    made: str

    @classmethod
    def of(
        cls,
        kind: str,
        subject: str,
        other: str | None = None,
        *,
        verdict: str,
        by: str,
        made: str,
        score: float | None = None,
        reasons: tuple[str, ...] = (),
        values: tuple[tuple[str, str], ...] = (),
    ) -> Self:
        """Return a judgement, its id derived from what is judged, how, by whom and when.

        Raises:
            ValueError: no such kind, or no such verdict on it.

        >>> Judgement.of("copy", "r1", "r2", verdict="same", by="dateline 1", made="2020-03-04T05:06:07+00:00").is_machine
        True
        """
        if verdict not in VERDICTS.get(kind, ()):
            raise ValueError(f"no verdict {verdict!r} on a judgement of kind {kind!r}")
        ident = derived_id("judgement", kind, subject, other, verdict, by, made, *(part for v in values for part in v))
        return cls(ident, kind, subject, other, verdict, score, reasons, values, by, made)

    @property
    def is_machine(self) -> bool:
        """Did Dateline decide, not a person?"""
        return self.by.split(" ", 1)[0] == MACHINE


def pair_of(judgement: Judgement) -> tuple[str, str, str]:
    """Return what is judged, the same for (a, b) and (b, a): kind and both ends in order."""
    ends = sorted((judgement.subject, judgement.object or ""))
    return judgement.kind, ends[0], ends[1]


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return one judgement for each thing judged: a person's before the machine's, then the latest, then the largest id.

    Of each person only the last word on a thing counts, and nothing where it was withdrawn.
    """
    best: dict[tuple[str, str, str], Judgement] = {}
    for judgement in last_words(judgements):
        pair = pair_of(judgement)
        if judgement.verdict != WITHDRAWN and (pair not in best or outweighs(judgement, best[pair])):
            best[pair] = judgement
    return list(best.values())


def last_words(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the last judgement of each person on each thing, and all of the machine's."""
    last: dict[tuple[str, ...], Judgement] = {}
    for judgement in judgements:
        key = (judgement.id,) if judgement.is_machine else (*pair_of(judgement), judgement.by)
        if key not in last or _weight(judgement) > _weight(last[key]):
            last[key] = judgement
    return list(last.values())


def outweighs(judgement: Judgement, other: Judgement) -> bool:
    """Does a judgement count before another one of the same pair?"""
    return _weight(judgement) > _weight(other)


def _weight(judgement: Judgement) -> tuple[bool, str, str]:
    return not judgement.is_machine, judgement.made, judgement.id


def node_id(key: str, report: str | None = None) -> str:
    """Return the actor node of a name's key; with ``report``, of the name as that one report uses it.

    A short or ambiguous name ("the colonel") stands only for its report, until a judgement says whose name it is.

    >>> node_id("colonel", "r1")
    'colonel @ r1'
    """
    return key if report is None else f"{key} @ {report}"


@dataclass(frozen=True, slots=True)
class Edge:
    """Two things that are one, and how sure that is."""

    a: str
    b: str
    strength: float


def links_of(judgements: Iterable[Judgement]) -> tuple[list[Edge], list[tuple[str, str]]]:
    """Return what judgements of pairs join and what they keep apart; only those in force count."""
    edges: list[Edge] = []
    apart: list[tuple[str, str]] = []
    for judgement in in_force(judgements):
        if judgement.object is None:
            continue
        if judgement.verdict == "same":
            strength = (judgement.score or 0.0) if judgement.is_machine else _PERSON_STRENGTH
            edges.append(Edge(judgement.subject, judgement.object, strength))
        elif judgement.verdict == "different":
            apart.append((judgement.subject, judgement.object))
    return edges, apart


def assemble(edges: Iterable[Edge], apart: Iterable[tuple[str, str]] = ()) -> list[frozenset[str]]:
    """Return the clusters of more than one that edges join.

    The strongest edge counts first. An edge that would bring together two that are kept apart, even by way of others, is
    left out. The same edges give the same clusters in whatever order they come.

    >>> [sorted(c) for c in assemble([Edge("a", "b", 0.9), Edge("b", "c", 0.8)], [("a", "c")])]
    [['a', 'b']]
    """
    enemies: dict[str, set[str]] = {}
    for a, b in apart:
        enemies.setdefault(a, set()).add(b)
        enemies.setdefault(b, set()).add(a)
    clusters: dict[str, set[str]] = {}  # each member's cluster, one set shared by all its members
    for edge in sorted(edges, key=lambda e: (-e.strength, *sorted((e.a, e.b)))):
        small, large = sorted((clusters.get(edge.a, {edge.a}), clusters.get(edge.b, {edge.b})), key=len)
        if edge.a == edge.b or small is large or any(enemies.get(member, set()) & large for member in small):
            continue
        large |= small
        clusters.update(dict.fromkeys((*small, edge.a, edge.b), large))
    return [frozenset(cluster) for cluster in {id(c): c for c in clusters.values()}.values()]
