"""Claims of one report and incidents that are there -> the links that join them, the surest first.

Joining goes from the likeliest pair of clusters to the next: how likely two clusters are one is what their best pair of
claims says, less the mean of what all pairs say against it. Two incidents that are there are joined only where a new report
surely tells of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp, log, log1p
from typing import NamedTuple

from dateline.reconcile.incident_evidence import FOREIGN, Found, evidence_of, story_evidence
from dateline.reconcile.incident_facts import Facts
from dateline.reconcile.incident_places import Point, nearness
from dateline.reconcile.incident_weights import CONFLICTS, JOINING, SETTLING

__all__ = ["Cluster", "Link", "agglomerate"]


@dataclass(slots=True)
class Cluster:
    """Claims that tell of one happening; ``ident`` is the incident's, None for claims of the new report."""

    ident: str | None
    members: list[Facts]


@dataclass(frozen=True, slots=True)
class Link:
    """A claim of the new report, the claim that it is judged with, the verdict, and the log-odds of their clusters."""

    new: Facts
    other: Facts
    verdict: str
    odds: float


@dataclass(slots=True)
class _Bond:
    """What two clusters say of each other.

    ``best`` is, rule by rule, the most that any pair of claims says for them; ``pair`` the likeliest pair; ``against`` the
    conflicts, summed over all pairs; ``worst`` the worst of those that a single pair settles.
    """

    best: tuple[float, ...]
    odds: float
    pair: tuple[Facts, Facts]
    against: float = 0.0
    pairs: int = 1
    strange: bool = False
    worst: float = 0.0

    @property
    def value(self) -> float:
        return (
            JOINING["strange"] * self.strange
            + JOINING["settling"] * self.worst
            + JOINING["pooled"] * sum(self.best)
            + (1 - JOINING["pooled"]) * self.odds
            + JOINING["against"] * self.against / self.pairs
        )

    def joined(self, other: _Bond) -> _Bond:
        """Return the bond of a third cluster with the two that these bonds are of."""
        top = max(self, other, key=lambda bond: bond.odds)
        best = tuple([x if x > y else y for x, y in zip(self.best, other.best, strict=True)])
        return _Bond(
            best,
            top.odds,
            top.pair,
            self.against + other.against,
            self.pairs + other.pairs,
            self.strange or other.strange,
            min(self.worst, other.worst),
        )


@dataclass(slots=True)
class _Joining:
    """Clusters on their way to incidents; what a join does not touch is not worked out again."""

    clusters: list[Cluster]
    bonds: dict[tuple[int, int], _Bond] = field(default_factory=dict)
    towns: list[dict[Point, frozenset[str]]] = field(default_factory=list)  # of each cluster, with the words told there
    plain: dict[tuple[int, int], float] = field(default_factory=dict)  # what the bonds of pairs that may be joined say

    def bind(self, pair: tuple[int, int], bond: _Bond) -> None:
        """Keep what two clusters say of each other."""
        self.bonds[pair] = bond
        if not self.are_there(*pair) and self.may_be_one(*pair):
            self.plain[pair] = bond.value

    def are_there(self, i: int, j: int) -> bool:
        """Are both clusters incidents that are there, perhaps with claims of the new report in them?"""
        return self.clusters[i].ident is not None and self.clusters[j].ident is not None

    def may_be_one(self, i: int, j: int) -> bool:
        """Is a town of one the other's too, or does one tell of none? A claim without place must not bridge two towns."""
        one, other = self.towns[i], self.towns[j]
        return not (one and other) or any(_may_be_one_place(a, b) for a in one.items() for b in other.items())

    def values(self) -> dict[tuple[int, int], float]:
        """Return the odds of every pair that may be joined, less what speaks for other incidents in the place of this one."""
        is_there = [cluster.ident is not None for cluster in self.clusters]
        odds = {pair: _odds(value) for pair, value in self.plain.items() if is_there[pair[1]]}
        rivals: dict[int, float] = {}  # of each new cluster, the odds of all incidents
        for (i, _), value in odds.items():
            rivals[i] = rivals.get(i, 0.0) + value
        return {
            pair: value - JOINING["rivals"] * log1p(max(0.0, rivals[pair[0]] - odds[pair])) if pair in odds else value
            for pair, value in self.plain.items()
        }

    def join(self, i: int, j: int) -> None:
        """Put cluster j into cluster i; the number j is no cluster's then."""
        self.clusters[i].ident = self.clusters[i].ident or self.clusters[j].ident
        self.clusters[i].members += self.clusters[j].members
        for town, words in self.towns[j].items():
            self.towns[i][town] = self.towns[i].get(town, frozenset()) | words
        for k in range(len(self.clusters)):
            pairs = [(i, k) if i < k else (k, i), (j, k) if j < k else (k, j)]
            bonds = [self.bonds.pop(pair) for pair in pairs if pair in self.bonds]
            for pair in pairs:
                self.plain.pop(pair, None)
            if bonds and k not in (i, j):
                self.bind(pairs[0], bonds[0] if len(bonds) == 1 else bonds[0].joined(bonds[1]))


def _towns(cluster: Cluster) -> dict[Point, frozenset[str]]:
    """Return where its claims say that it was, as far as these are towns or bear a name, and what is told there."""
    found: dict[Point, frozenset[str]] = {}
    for member in cluster.members:
        if member.point is not None and member.point.is_named:
            found[member.point] = found.get(member.point, frozenset()) | member.told_words
    return found


def _may_be_one_place(a: tuple[Point, frozenset[str]], b: tuple[Point, frozenset[str]]) -> bool:
    """May two places be one, or one in the other? Of one that no gazetteer knows, a sentence with both names must say so."""
    (one, told_there), (two, told_here) = a, b
    if one.lat is not None and two.lat is not None:
        return nearness(one, two) != "other"
    return bool(one.words & (two.words | told_here) or two.words & told_there)


def _odds(value: float) -> float:
    return exp(min(value, JOINING["most rival"]))


def agglomerate(clusters: Sequence[Cluster], *, same: float, maybe: float) -> list[Link]:
    """Return the links between claims: "same" for what is joined, "maybe" for what nearly is, the best pair of each.

    Args:
        clusters: one for each new claim, then the incidents that are there.
        same: log-odds from which clusters are joined.
        maybe: log-odds from which a person is asked.
    """
    work = _Joining(list(clusters), towns=[_towns(cluster) for cluster in clusters])
    pool = _pool_of(clusters)
    for i, one in enumerate(clusters):
        for j in range(i + 1, len(clusters)):
            if one.ident is None or clusters[j].ident is None:
                work.bind((i, j), _bond_of(one, clusters[j], pool=pool))
    links: list[Link] = []
    while values := work.values():
        best = max(values, key=lambda pair: values[pair])
        if values[best] < same:
            break
        links.append(Link(*work.bonds[best].pair, "same", values[best]))
        work.join(*best)
    asked: dict[int, tuple[int, int]] = {}  # of each cluster, its likeliest near miss
    for pair, value in values.items():
        if value >= max(maybe, values[asked[pair[0]]] if pair[0] in asked else maybe):
            asked[pair[0]] = pair
    maybes = [Link(*work.bonds[pair].pair, "maybe", values[pair]) for pair in asked.values()]
    return links + _bridges(work, pool, same=same) + maybes


def _bridges(work: _Joining, pool: _Pool, *, same: float) -> list[Link]:
    """Return the links by which the new report shows that two incidents that are there are one."""
    links = []
    for (i, j), bond in work.bonds.items():
        small = min(len(work.clusters[i].members), len(work.clusters[j].members)) <= JOINING["fragment"]
        if small and work.are_there(i, j) and work.may_be_one(i, j) and bond.value >= JOINING["bridge"]:
            whole = _bond_of(work.clusters[i], work.clusters[j], pool=pool).value
            if whole >= same:
                links.append(Link(*bond.pair, "same", whole))
    return links


@dataclass(frozen=True, slots=True)
class _Pool:
    """What is known of all claims that are compared: the names of each report, and how rare a word is."""

    names: dict[str, frozenset[str]]
    rarity: dict[str, float]
    stories: dict[tuple[str, str], float] = field(default_factory=dict)

    def story(self, one: str, two: str) -> float:
        """Return what the names that two reports share count."""
        pair = (one, two) if one < two else (two, one)
        if pair not in self.stories:
            found = story_evidence(self.names[pair[0]], self.names[pair[1]], rarity=self.rarity)
            self.stories[pair] = found.weight
        return self.stories[pair]


def _pool_of(clusters: Sequence[Cluster]) -> _Pool:
    """Return the names in the claims of each report, and the rarity of words that many texts have, copies taken as one."""
    names: dict[str, set[str]] = {}
    texts: dict[str, set[str]] = {}
    for facts in (member for cluster in clusters for member in cluster.members):
        names.setdefault(facts.report, set()).update(facts.names)
        texts.setdefault(facts.told.copy, set()).update(facts.words)
    counts = Counter(word for words in texts.values() for word in words)
    most = max(len(texts), JOINING["common texts"] + 1)
    rarity = {
        word: 1 - log(count / JOINING["common texts"]) / log(most / JOINING["common texts"])
        for word, count in counts.items()
        if count > JOINING["common texts"]
    }
    return _Pool({report: frozenset(words) for report, words in names.items()}, rarity)


def _bond_of(a: Cluster, b: Cluster, *, pool: _Pool) -> _Bond:
    pairs = [(one, two) for one in a.members for two in b.members]
    said = [_totals(one, two, pool=pool) for one, two in pairs]
    sums, odds, against, strange, worst = zip(*said, strict=True)
    top = odds.index(max(odds))
    return _Bond(
        sums[0] if len(said) == 1 else tuple([max(column) for column in zip(*sums, strict=True)]),
        odds[top],
        pairs[top],
        sum(against),
        len(said),
        any(strange),
        min(worst),
    )


class _Totals(NamedTuple):
    """What the evidence of a pair comes to, rule by rule and in all; as in a bond."""

    sums: tuple[float, ...]
    odds: float
    against: float
    strange: bool
    worst: float


def _totals(one: Facts, two: Facts, *, pool: _Pool) -> _Totals:
    within = one.report == two.report
    rules = evidence_of(one, two, rarity=pool.rarity)
    if rules is FOREIGN[within]:  # most pairs are of two kinds of happening: what that counts is known
        return _FOREIGN[within]
    return _added(rules, story=0.0 if within else pool.story(one.report, two.report))


def _added(rules: Iterable[Found], *, story: float) -> _Totals:
    sums, against, strange, worst = [], 0.0, False, 0.0
    for rule in rules:
        total = 0.0
        for name, weight, _ in rule:
            total += weight
            if name in CONFLICTS:
                against += max(weight, JOINING["most against"])
                strange = strange or name == "family other"
                worst = min(worst, weight if name in SETTLING else 0.0)
        sums.append(total)
    sums.append(story)
    return _Totals(tuple(sums), sum(sums), against, strange, worst)


_FOREIGN = tuple(_added(rules, story=0.0) for rules in FOREIGN)
