"""What a person should look at: the questions that the machine leaves open, the biggest effect first.

A question's priority is its effect times how unsure the answer is. Effect counts what would change hands with the other
answer: claims, origins, disputes, and, on a logarithm, the dead that are told of. See docs/decisions/015-review.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from dateline.judgements import Edge, Judgement, in_force
from dateline.records import Claim, Record

__all__ = [
    "LIMITS",
    "WEIGHTS",
    "Effect",
    "Lone",
    "Question",
    "Weight",
    "bridges",
    "claims_in_doubt",
    "deciding_claims",
    "gaps",
    "open_pairs",
    "question_of_claim",
    "question_of_pair",
    "rank",
    "weak_links",
]

# what one of each counts in a question's effect (2026-11-23, by hand: a dispute is worth some five claims)
WEIGHTS = {"claims": 1.0, "origins": 3.0, "disputes": 5.0, "deaths": 2.0}
# 2026-11-23, from the scores of four threads of invented reports: below these a person may well decide otherwise
LIMITS = {
    "link_score": 0.8,  # a "same" of a lower score is asked about where it holds a large cluster together
    "large": 5,  # members of a cluster that is large
    "confidence": 0.75,  # a claim read with less is in doubt: events are read with 0.7 where little speaks for them, else 0.8
    "big_incident": 3,  # claims of an incident that is asked about where it has no place or no day
}
_UNKNOWN = (
    0.3  # how unsure it is what a person would find where the machine found nothing: often the report does not say
)


@dataclass(frozen=True, slots=True)
class Weight:
    """What stands behind one side of a question: its cluster's id, and what is counted there."""

    root: str
    claims: int = 0
    origins: int = 0
    disputes: int = 0
    deaths: float = 0.0


@dataclass(frozen=True, slots=True)
class Effect(Record):
    """What hangs on an answer."""

    claims: int = 0
    origins: int = 0
    disputes: int = 0
    deaths: float = 0.0

    @property
    def size(self) -> float:
        """Return the effect as one number."""
        counts = {
            "claims": self.claims,
            "origins": self.origins,
            "disputes": self.disputes,
            "deaths": log2(1 + self.deaths),
        }
        return sum(WEIGHTS[name] * count for name, count in counts.items())


@dataclass(frozen=True, slots=True)
class Question(Record):
    """One thing to decide.

    ``id`` is that of the machine's judgement, or of the claim. ``why`` says what is asked: ``maybe`` (are two one?),
    ``weak link`` (are two one, as the machine holds?), ``lone voice`` (a doubtful claim is all of a dispute's side),
    ``deaths`` (a doubtful claim in an incident with deaths), ``place`` or ``time`` (a big incident has none), ``claim``
    (nothing in particular: somebody looks at it).
    ``score`` is the machine's, or the claim's confidence.
    """

    id: str
    kind: str
    subject: str
    object: str | None
    why: str
    score: float
    reasons: tuple[str, ...]
    effect: Effect
    uncertainty: float

    @property
    def priority(self) -> float:
        """Return what questions are ordered by."""
        return round(self.effect.size * self.uncertainty, 6)


@dataclass(frozen=True, slots=True)
class Lone:
    """A claim that alone makes up a side of a dispute, and how many origins take a side in it."""

    claim: Claim
    origins: int
    about: str


def uncertainty_of(score: float) -> float:
    """Return how unsure a score leaves us: the entropy of a coin that falls so, 1 at a half, 0 at 0 and 1.

    >>> uncertainty_of(0.5), uncertainty_of(1.0), round(uncertainty_of(0.8), 2)
    (1.0, 0.0, 0.72)
    """
    share = min(max(score, 0.0), 1.0)
    return sum(p * log2(1 / p) for p in (share, 1 - share) if p > 0)


def rank(questions: Iterable[Question], *, limit: int | None = None) -> list[Question]:
    """Return questions in the order to ask them, each thing once: the largest priority first, equal ones by their ids."""
    ordered = sorted(questions, key=lambda q: (-q.priority, q.kind, q.id, q.why))
    once = {question.id: question for question in reversed(ordered)}
    return [q for q in ordered if once[q.id] is q][:limit]


def open_pairs(waiting: Iterable[Judgement], weights: Mapping[str, Weight]) -> list[Question]:
    """Return the questions of the machine's "maybe": those that join or leave apart something.

    Args:
        waiting: judgements that are in force.
        weights: what stands behind each of their ends.
    """
    found = []
    for judgement in waiting:
        one, two = weights.get(judgement.subject), weights.get(judgement.object or "")
        if one is not None and two is not None and one.root != two.root:
            found.append(_pair(judgement, why="maybe", effect=_together(one, two)))
    return found


def weak_links(clusters: Iterable[tuple[Weight, Sequence[Judgement]]]) -> list[Question]:
    """Return the questions of "same" with low scores without which a large cluster would fall in two.

    Args:
        clusters: what is counted in each, and all judgements within it, in force or not.
    """
    found = []
    for weight, judgements in clusters:
        links = [j for j in in_force(judgements) if j.verdict == "same" and j.object is not None]
        edges = [Edge(j.subject, j.object or "", j.score or 0.0) for j in links]
        size = len({end for edge in edges for end in (edge.a, edge.b)})
        parted = bridges(edges) if size >= LIMITS["large"] else {}
        for judgement, edge in zip(links, edges, strict=True):
            members = parted.get(frozenset((edge.a, edge.b)))
            if members and judgement.is_machine and edge.strength < LIMITS["link_score"]:
                found.append(_pair(judgement, why="weak link", effect=_part_of(weight, members / size)))
    return found


def _part_of(whole: Weight, share: float) -> Effect:
    """What comes away with a share of a cluster's members."""
    claims, origins = (max(1, round(count * share)) for count in (whole.claims, whole.origins))
    return Effect(claims, origins, whole.disputes, whole.deaths)


def bridges(edges: Iterable[Edge]) -> dict[frozenset[str], int]:
    """Return the pairs without which a cluster falls in two, each with how many members the smaller part has.

    One walk through the cluster, in time that grows with its edges (Tarjan, 1974): a pair is a bridge where nothing behind
    it reaches back before it.

    >>> chain = [Edge("a", "b", 1.0), Edge("b", "c", 0.7), Edge("c", "d", 1.0), Edge("d", "e", 1.0)]
    >>> bridges(chain)[frozenset("bc")], bridges([*chain, Edge("a", "e", 1.0)])
    (2, {})
    """
    near: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        near[edge.a].add(edge.b)
        near[edge.b].add(edge.a)
    found: dict[frozenset[str], int] = {}
    walk = _Walk(near)
    for start in near:
        if start not in walk.order:
            part = walk.through(start)
            for (above, below), size in part.items():
                found[frozenset((above, below))] = min(size, len(walk.seen) - size)
    return found


class _Walk:
    """A walk through a graph in depth: when each was met, and how far back what lies behind it reaches."""

    def __init__(self, near: Mapping[str, set[str]]) -> None:
        self.near = near
        self.order: dict[str, int] = {}
        self.seen: list[str] = []

    def through(self, start: str) -> dict[tuple[str, str], int]:
        """Walk all that hangs together with one; return its bridges, from above to below, and how many lie below."""
        self.seen = []
        back: dict[str, int] = {}
        size: dict[str, int] = {}
        found: dict[tuple[str, str], int] = {}
        stack = [(start, "", iter(sorted(self.near[start])))]
        while stack:
            here, above, others = stack[-1]
            if here not in back:
                back[here] = self.order[here] = len(self.order)
                size[here] = 1
                self.seen.append(here)
            other = next(others, None)
            if other is None:
                stack.pop()
                if stack:
                    back[above] = min(back[above], back[here])
                    size[above] += size[here]
                    if back[here] > self.order[above]:
                        found[above, here] = size[here]
            elif other not in self.order:
                stack.append((other, here, iter(sorted(self.near[other]))))
            elif other != above:
                back[here] = min(back[here], self.order[other])
        return found


def deciding_claims(lones: Iterable[Lone]) -> list[Question]:
    """Return the questions of doubtful claims that alone make up a side of a dispute."""
    return [
        _claim(
            lone.claim,
            why="lone voice",
            reasons=(f"alone on its side of a dispute about {lone.about}",),
            effect=Effect(1, lone.origins, 1, _deaths(lone.claim)),
        )
        for lone in lones
        if lone.claim.confidence < LIMITS["confidence"]
    ]


def claims_in_doubt(claims: Iterable[tuple[Weight, Claim]]) -> list[Question]:
    """Return the questions of claims that were read with little confidence, in incidents with deaths.

    Args:
        claims: claims with what is counted in their incidents.
    """
    found = []
    for weight, claim in claims:
        told = _deaths(claim)
        if claim.confidence < LIMITS["confidence"] and (weight.deaths or told):
            reasons = (f"read with a confidence of {claim.confidence:.2f}, in an incident with deaths",)
            effect = Effect(1, 1, 0, told or min(weight.deaths, 1))
            found.append(_claim(claim, why="deaths", reasons=reasons, effect=effect))
    return found


def gaps(
    claims: Iterable[tuple[Weight, Claim]], *, unplaced: Container[str], undated: Container[str]
) -> list[Question]:
    """Return one question for each big incident that has no place or no day: of its first claim that says why.

    Args:
        claims: claims with what is counted in their incidents, in order.
        unplaced: ids of incidents none of whose claims has a place.
        undated: ids of incidents none of whose claims has a day.
    """
    found: dict[tuple[str, str], Question] = {}
    for weight, claim in claims:
        for name, lacking in (("place", unplaced), ("time", undated)):
            why = tuple(reason for reason in claim.reasons if reason.startswith(f"{name}:"))
            key = (weight.root, name)
            if why and key not in found and weight.root in lacking and weight.claims >= LIMITS["big_incident"]:
                effect = Effect(weight.claims, weight.origins, weight.disputes, weight.deaths)
                found[key] = _claim(claim, why=name, reasons=why, effect=effect, uncertainty=_UNKNOWN)
    return list(found.values())


def question_of_pair(judgement: Judgement, weights: Mapping[str, Weight]) -> Question:
    """Return the question of one judgement of a pair, whether it is open or not."""
    one, two = weights.get(judgement.subject), weights.get(judgement.object or "")
    effect = Effect() if one is None or two is None else _together(one, two)
    return _pair(judgement, why="weak link" if judgement.verdict == "same" else "maybe", effect=effect)


def question_of_claim(claim: Claim) -> Question:
    """Return the question of one claim, whether it is open or not."""
    reasons = (f"read with a confidence of {claim.confidence:.2f}", *claim.reasons)
    return _claim(claim, why="claim", reasons=reasons, effect=Effect(1, 1, 0, _deaths(claim)))


def _together(one: Weight, two: Weight) -> Effect:
    """What changes when two come together: the smaller side comes to the larger one."""
    return Effect(
        min(one.claims, two.claims),
        min(one.origins, two.origins),
        one.disputes + two.disputes,
        min(one.deaths, two.deaths),
    )


def _pair(judgement: Judgement, *, why: str, effect: Effect) -> Question:
    score = judgement.score if judgement.score is not None else 0.5
    return Question(
        judgement.id,
        judgement.kind,
        judgement.subject,
        judgement.object,
        why,
        score,
        judgement.reasons,
        effect,
        round(uncertainty_of(score), 6),
    )


def _claim(
    claim: Claim, *, why: str, reasons: tuple[str, ...], effect: Effect, uncertainty: float | None = None
) -> Question:
    unsure = uncertainty_of(claim.confidence) if uncertainty is None else uncertainty
    return Question(claim.id, "claim", claim.id, None, why, claim.confidence, reasons, effect, round(unsure, 6))


def _deaths(claim: Claim) -> float:
    return max((f.low or 0.0 for f in claim.figures if f.what == "killed"), default=0.0)
