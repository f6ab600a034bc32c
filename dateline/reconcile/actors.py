"""The actors of a new report against those of the record: which are one, which may be, each with its score and reasons.

The record keeps for every node its context (``contexts_of``, added up by ``merge_contexts``) and its blocks (``blocks_of``).
For a new report it hands over, for each of its nodes, the nodes that share a block: full names first, then those that share
most, then the latest, some twenty at most. A later judgement on a pair stands for the earlier one: ``made`` must grow.

Only what the machine believes is said: "same" and "maybe". Names that merely look alike get no judgement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.judgements import Judgement
from dateline.reconcile.actors_blocks import blocks_of
from dateline.reconcile.actors_compare import compare_nodes
from dateline.reconcile.actors_context import Context, support_of
from dateline.reconcile.actors_names import BODY_KINDS, ActorNode
from dateline.reconcile.base import Score

__all__ = ["judge_actors"]

# a short name's best bearer leads the next one by this much, or it is none's (23 November 2026, by hand)
LEAD = 0.12
# doubts that a person is asked about, for one short name: its bearers; others as short
MOST_DOUBTS, MOST_SHORT_DOUBTS = 2, 1
# how surely a full name is that of the known person, where the reports clash
HOMONYM = 0.5
# short names in other reports that one is linked to: the rest follows from theirs
MOST_SHORT_LINKS = 3

Contexts = Mapping[ActorNode, Context]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes, ordered by their names, and how like they are; ``asked``: they met before in no report of the record."""

    a: ActorNode
    b: ActorNode
    score: Score
    asked: bool = True


def judge_actors(
    new: Contexts,
    candidates: Contexts,
    *,
    by: str,
    made: str,
    known: frozenset[str] = frozenset(),
    report_id: str | None = None,
) -> list[Judgement]:
    """Return the judgements on a new report's actors, each pair once, in the order of their nodes.

    A short name that several full ones could bear is given to the one that leads clearly, else to none. Candidates of a new
    full name that are short are weighed again with all their bearers, so that the order of reports hardly counts.

    Args:
        new: the report's nodes with what it tells of them.
        candidates: nodes of the record that share a block with one of these, with what the record tells of them.
        by: who judges, as in ``Judgement.by``.
        made: when, UTC.
        known: nodes of ``new`` that the record has already: these are not compared with its full names again.
        report_id: the report. Where ``candidates`` has a known node with what the record tells of it, and the report tells of
            another country, office or sex, a doubt is raised between ``NODE`` and ``NODE @ REPORT``.
    """
    doubts = _homonyms(new, candidates, report_id=report_id) if report_id else ()
    names = {node.node for node in new}
    everybody = {**{node: context for node, context in candidates.items() if node.node not in names}, **new}
    pairs = sorted((*_decided(new, everybody, known=known), *doubts), key=lambda p: (p.a.node, p.b.node))
    return [_judgement(pair, by=by, made=made) for pair in pairs]


def _decided(new: Contexts, everybody: Contexts, *, known: frozenset[str]) -> list[Pair]:
    """Return what is decided: on full names each pair by itself, on a short one with all that could bear it."""
    pairs = list(_compared(new, everybody, known=known))
    found = [pair for pair in pairs if not (pair.a.report_id or pair.b.report_id)]
    alike = {frozenset((p.a.node, p.b.node)) for p in found if p.score.verdict == "same"}
    shorts = {n for p in pairs for n in (p.a, p.b) if n.report_id}
    for short in sorted(shorts, key=lambda n: n.node):
        mine = [p for p in pairs if short in (p.a, p.b)]
        found += _bearers(short, mine, everybody, alike=alike, fresh=short in new)
    # two short names may be decided on from either side: that they are one stands
    found.sort(key=lambda p: p.score.verdict == "same")
    return list({(p.a.node, p.b.node): p for p in found}.values())


def _judgement(pair: Pair, *, by: str, made: str) -> Judgement:
    a, b, score = pair.a.node, pair.b.node, pair.score
    return Judgement.of(
        "actor", a, b, verdict=score.verdict, score=score.value, reasons=score.reasons, by=by, made=made
    )


def _compared(new: Contexts, everybody: Contexts, *, known: frozenset[str]) -> Iterator[Pair]:
    """Yield the pairs worth a judgement, of new nodes with those that share a block with them."""
    sharing: dict[str, list[ActorNode]] = defaultdict(list)
    for node, context in everybody.items():
        for block in blocks_of(node, context):
            sharing[block].append(node)
    asked = {p for nodes in sharing.values() for p in _pairs(nodes, new) if not _settled(*p, known=known, new=new)}
    waiting = {n for pair in asked for n in pair if n.report_id and n not in new}
    again = {p for nodes in sharing.values() for p in _pairs(nodes, waiting) if not (p[0].report_id and p[1].report_id)}
    for a, b in asked | again:
        score = compare_nodes(a, b, contexts=(everybody[a], everybody[b]))
        if score.verdict != "different":
            yield Pair(a, b, score, (a, b) in asked)


def _pairs(nodes: list[ActorNode], chosen: Container[ActorNode]) -> Iterator[tuple[ActorNode, ActorNode]]:
    """Yield the pairs of which one is chosen, each in the order of its names."""
    for node in nodes:
        if node in chosen:
            yield from ((node, o) if node.node < o.node else (o, node) for o in nodes if o.node != node.node)


def _settled(node: ActorNode, other: ActorNode, *, known: frozenset[str], new: Contexts) -> bool:
    """Is nothing to be decided: both stood in the record before, or the reading of one report keeps them apart?"""
    if node.report_id and node.report_id == other.report_id:
        return True
    if node.report_id is None and other.report_id is None and node in new and other in new:
        return True
    return all(one not in new or one.node in known for one in (node, other))


def _bearers(
    short: ActorNode, pairs: list[Pair], everybody: Contexts, *, alike: set[frozenset[str]], fresh: bool
) -> Iterator[Pair]:
    """Yield what is decided on one short name: who bears it, or who may."""
    full = sorted((p for p in pairs if not (p.a.report_id and p.b.report_id)), key=_rank)
    sure = [p for p in pairs if p.a.report_id and p.b.report_id and fresh and p.score.verdict == "same"]
    yield from sorted(sure, key=_rank)[:MOST_SHORT_LINKS]
    best = next((p for p in full if p.score.verdict == "same"), None)
    if best is None:
        doubts = full if full or sure or not fresh else sorted(pairs, key=_rank)[:MOST_SHORT_DOUBTS]
        yield from (p for p in doubts[:MOST_DOUBTS] if p.asked)
        return
    rivals = [p for p in full if p is not best and not _one(best, p, short, everybody, alike=alike)]
    close = [p for p in full if best.score.value - p.score.value < LEAD]
    if any(p in rivals for p in close):
        yield from (_doubted(p) for p in full[:MOST_DOUBTS] if any(p.asked for p in close))
        return
    for pair in full:
        if pair in rivals:  # it stood before this one came
            yield from (_doubted(pair),) if pair.score.verdict == "same" and not pair.asked else ()
        elif pair.score.verdict == "same" and pair.asked:
            yield pair


def _homonyms(new: Contexts, candidates: Contexts, *, report_id: str) -> Iterator[Pair]:
    """Yield the full names under which the report seems to tell of somebody else than the record."""
    before = {node.node: (node, context) for node, context in candidates.items() if node.report_id is None}
    for node, context in new.items():
        known, told = before.get(node.node, (None, None))
        if known is None or told is None or node.kind != "person":
            continue
        support = support_of(context, told)
        apart = support.other_home and support.other_office and not support.actors and not support.places
        reasons = (
            *(("a man and a woman",) if support.other_gender else ()),
            *((f"in {told.home} and in {context.home}, with other offices",) if apart else ()),
            *((f"a person here, elsewhere a {known.kind}",) if known.kind in BODY_KINDS and context.gender else ()),
        )
        if reasons:
            other = ActorNode(f"{node.node} @ {report_id}", node.key, node.name, node.kind, report_id)
            yield Pair(node, other, Score(HOMONYM, "maybe", reasons))


def _rank(pair: Pair) -> tuple[float, str, str]:
    return -pair.score.value, pair.a.node, pair.b.node


def _one(best: Pair, other: Pair, short: ActorNode, everybody: Contexts, *, alike: set[frozenset[str]]) -> bool:
    """Are the full names of two pairs one actor, so that they are no rivals?"""
    mine, theirs = (p.b if p.a == short else p.a for p in (best, other))
    if frozenset((mine.node, theirs.node)) in alike:
        return True
    contexts = everybody[mine], everybody[theirs]
    return compare_nodes(mine, theirs, contexts=contexts).verdict == "same"


def _doubted(pair: Pair) -> Pair:
    score = pair.score
    return replace(pair, score=Score(score.value, "maybe", (*score.reasons, "others could bear the name too")))
