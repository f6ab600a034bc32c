"""Timelines as temporal graphs, and their temporal awareness: the measure of SemEval-2015 task 4.

A timeline becomes relations: SIMULTANEOUS between an event and the date of its row, and between events of one position;
BEFORE between events of neighbouring positions. The relations are *reduced*: in that order, one that follows from those before
it, or contradicts them, is left out. Precision is the share of the system's reduced relations that follow from gold's, recall
the share of gold's that follow from the system's (UzZaman and Allen, 2011).
Source: Minard et al., "SemEval-2015 Task 4: TimeLine: Cross-Document Event Ordering", 2015.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Any, NamedTuple

__all__ = ["Counts", "Mention", "Relation", "TemporalGraph", "compare_timelines", "reduce_relations", "relations_of"]

# an event's node is a mention, a date's node its value
_KNOWN = re.compile(r"\d{4}(-\d\d)?(-\d\d)?")


class Mention(NamedTuple):
    """An event's words as the released timelines name them: document, number of the sentence, words joined by "_"."""

    doc: str
    sentence: int
    surface: str

    @property
    def words(self) -> frozenset[str]:
        """The words of the surface, without case."""
        return frozenset(self.surface.casefold().replace(" ", "_").split("_"))


Node = Mention | str
Row = dict[str, Any]


class Relation(NamedTuple):
    """A node BEFORE another one, or SIMULTANEOUS with it."""

    first: Node
    before: bool
    second: Node


@dataclass
class TemporalGraph:
    """What follows from relations: classes of simultaneous nodes, and the order of the classes."""

    _parents: dict[Node, Node] = field(default_factory=dict)
    _later: dict[Node, set[Node]] = field(default_factory=dict)

    def add(self, relation: Relation) -> bool:
        """Add a relation; False, and nothing is added, where it follows already or contradicts what is there."""
        one, two = self._root(relation.first), self._root(relation.second)
        if self.holds(relation) or self._reaches(two, one):
            return False
        if not relation.before and self._reaches(one, two):
            return False
        if relation.before:
            if one == two:
                return False
            self._later.setdefault(one, set()).add(two)
        else:
            self._parents[two] = one
            self._later.setdefault(one, set()).update(self._later.pop(two, set()))
        return True

    def holds(self, relation: Relation) -> bool:
        """Does a relation follow?"""
        one, two = self._root(relation.first), self._root(relation.second)
        return self._reaches(one, two) if relation.before else one == two

    def _root(self, node: Node) -> Node:
        while node in self._parents:
            node = self._parents[node]
        return node

    def _reaches(self, one: Node, two: Node) -> bool:
        seen, waiting = {one}, [one]
        while waiting:
            for later in map(self._root, self._later.get(waiting.pop(), ())):
                if later == two:
                    return True
                if later not in seen:
                    seen.add(later)
                    waiting.append(later)
        return False


@dataclass(frozen=True, slots=True)
class Counts:
    """Relations that were right, and all, on the system's and on gold's side."""

    right_system: int = 0
    system: int = 0
    right_gold: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right_system + other.right_system,
            self.system + other.system,
            self.right_gold + other.right_gold,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """The share of the system's relations that follow from gold's."""
        return self.right_system / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """The share of gold's relations that follow from the system's."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def known_date(value: str) -> str | None:
    """Return a date up to where it is known, None where nothing is: "2007-XX-XX" is the year.

    >>> known_date("2007-09-XX"), known_date("XXXX-XX-XX")
    ('2007-09', None)
    """
    found = _KNOWN.match(value)
    return found[0] if found else None


def mentions_of(timeline: Iterable[Row]) -> list[tuple[int, str | None, list[Mention]]]:
    """Return position, date and mentions of each row, a mention only where it stands first."""
    rows, seen = [], set[Mention]()
    for row in timeline:
        named = [Mention(str(e["doc"]), int(e["sentence"]), e["surface"]) for e in row["events"]]
        fresh = [mention for mention in dict.fromkeys(named) if mention not in seen]
        seen.update(fresh)
        rows.append((int(row["order"]), known_date(row["date"]), fresh))
    return rows


def relations_of(timeline: Iterable[Row], *, anchors: bool = True, unordered: bool = False) -> Iterator[Relation]:
    """Yield the relations of a timeline: dates first, then events of one position, then neighbouring positions.

    Args:
        timeline: rows as released: ``order``, ``date``, ``events`` with ``doc``, ``sentence`` and ``surface``.
        anchors: with the relations between events and dates; else only the order is scored.
        unordered: with position 0, which holds what cannot be ordered, as if it were a position.
    """
    rows = sorted((row for row in mentions_of(timeline) if row[0] or unordered), key=lambda row: row[0])
    if anchors:
        yield from (Relation(mention, False, day) for _, day, named in rows if day for mention in named)
    positions: dict[int, list[Mention]] = {}
    for position, _, named in rows:
        positions.setdefault(position, []).extend(named)
    groups = [group for group in positions.values() if group]
    for group in groups:
        yield from (Relation(group[0], False, mention) for mention in group[1:])
    for earlier, later in pairwise(groups):
        yield from (Relation(one, True, two) for one, two in product(earlier, later))


def reduce_relations(relations: Iterable[Relation]) -> tuple[list[Relation], TemporalGraph]:
    """Return the relations without those that follow from the ones before them, and all that follows from them."""
    graph = TemporalGraph()
    return [relation for relation in relations if graph.add(relation)], graph


def match_mentions(gold: Iterable[Mention], system: Iterable[Mention]) -> dict[Mention, Mention]:
    """Return the gold mention of each of the system's: of the same sentence, sharing a word, one to one, equal ones first."""
    free = dict.fromkeys(gold)
    found = {mention: mention for mention in system if mention in free}
    for mention in found:
        del free[mention]
    for mention in system:
        if mention in found:
            continue
        near = [g for g in free if g[:2] == mention[:2] and g.words & mention.words]
        if near:
            found[mention] = max(near, key=lambda g: len(g.words & mention.words))
            del free[found[mention]]
    return found


def renamed(timeline: Iterable[Row], names: dict[Mention, Mention]) -> list[Row]:
    """Return a timeline with its mentions named as gold names them."""

    def rename(event: Row) -> Row:
        mention = Mention(str(event["doc"]), int(event["sentence"]), event["surface"])
        return names.get(mention, mention)._asdict()

    return [{**row, "events": [rename(event) for event in row["events"]]} for row in timeline]


def compare_timelines(
    gold: Sequence[Row], system: Sequence[Row], *, anchors: bool = True, unordered: bool = False
) -> Counts:
    """Return how far two timelines of one entity agree; arguments are those of :func:`relations_of`."""
    named = [[m for _, _, mentions in mentions_of(timeline) for m in mentions] for timeline in (gold, system)]
    system = renamed(system, match_mentions(*named))
    (gold_kept, gold_graph), (kept, graph) = (
        reduce_relations(relations_of(timeline, anchors=anchors, unordered=unordered)) for timeline in (gold, system)
    )
    return Counts(
        right_system=sum(map(gold_graph.holds, kept)),
        system=len(kept),
        right_gold=sum(map(graph.holds, gold_kept)),
        gold=len(gold_kept),
    )
