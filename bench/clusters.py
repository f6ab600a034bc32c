"""Scores of clusterings against labelled ones: pairs, B-cubed.

Source: Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector space model", 1998 (B-cubed).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from itertools import combinations
from typing import NamedTuple

__all__ = ["F1", "b_cubed", "pairwise"]


class F1(NamedTuple):
    """Precision, recall and their harmonic mean; ``of`` is how many things recall is over."""

    precision: float
    recall: float
    of: int

    @property
    def f1(self) -> float:
        """Return the harmonic mean; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairwise(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> F1:
    """Score the pairs of things that share a cluster; both map a thing to its cluster, None to a cluster of its own.

    >>> pairwise({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 2}).f1
    0.5
    """
    wanted, got = _pairs(gold), _pairs({thing: found.get(thing) for thing in gold})
    right = len(wanted & got)
    return F1(right / len(got) if got else 1.0, right / len(wanted) if wanted else 1.0, len(wanted))


def b_cubed(
    gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable], *, over: Collection[Hashable] | None = None
) -> F1:
    """Score each thing's cluster against its labelled one; a thing that was not found is alone in its cluster.

    ``over`` are the things whose scores count, all of them if not given; the others only stand in clusters.

    >>> score = b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1})
    >>> round(score.precision, 3), score.recall
    (0.556, 1.0)
    """
    wanted, got = _members(gold), _members({thing: found.get(thing) for thing in gold})
    things = gold if over is None else over
    precision = recall = 0.0
    for thing in things:
        shared = len(wanted[thing] & got[thing])
        precision += shared / len(got[thing])
        recall += shared / len(wanted[thing])
    return F1(precision / len(things), recall / len(things), len(things)) if things else F1(1.0, 1.0, 0)


def _clusters(of: Mapping[Hashable, Hashable]) -> list[set[Hashable]]:
    by_cluster: dict[Hashable, set[Hashable]] = defaultdict(set)
    for thing, cluster in of.items():
        by_cluster[("alone", thing) if cluster is None else ("in", cluster)].add(thing)
    return [members for members in by_cluster.values() if members]


def _members(of: Mapping[Hashable, Hashable]) -> dict[Hashable, set[Hashable]]:
    return {thing: cluster for cluster in _clusters(of) for thing in cluster}


def _pairs(of: Mapping[Hashable, Hashable]) -> set[frozenset[Hashable]]:
    return {frozenset(pair) for cluster in _clusters(of) for pair in combinations(cluster, 2)}
