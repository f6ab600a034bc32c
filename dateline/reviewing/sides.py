"""What a question shows: the words of each side, who says them, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.errors import NotFound
from dateline.name_keys import name_key
from dateline.reconcile.review import Question
from dateline.records import Claim, Record
from dateline.store.base import ClaimFilter, KnownNode, ReportRow, View

__all__ = ["Piece", "Quote", "Side", "load_sides"]

AROUND_CHARACTERS = 220
COPY_CHARACTERS = 900
QUOTES_OF_AN_ACTOR = 3


@dataclass(frozen=True, slots=True)
class Piece(Record):
    """Some words; ``mark`` is "claim" for those that are judged, "word" for the event's own or the name, else None."""

    text: str
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report in their surroundings. ``claim`` is the claim as it is read, None for a whole report."""

    report: ReportRow
    pieces: tuple[Piece, ...]
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: what is judged, by its id and in words, and quotations of it."""

    id: str
    name: str
    quotes: tuple[Quote, ...]


def load_sides(view: View, question: Question) -> list[Side]:
    """Return a question's sides: one for a claim, two for a pair. Raises: NotFound."""
    load = {"copy": _report_side, "actor": _actor_side, "incident": _claim_side, "claim": _claim_side}[question.kind]
    return [load(view, end) for end in (question.subject, question.object) if end is not None]


def _claim_side(view: View, ident: str) -> Side:
    claim = view.get_claim(ident)
    text = view.get_reading(claim.report_id)["report"]["text"]
    marks = [(claim.start, claim.end, "claim")]
    if claim.trigger is not None:
        marks = [
            (claim.start, claim.trigger.start, "claim"),
            (claim.trigger.start, claim.trigger.end, "word"),
            (claim.trigger.end, claim.end, "claim"),
        ]
    quote = Quote(view.get_report(claim.report_id), _pieces(text, marks), claim)
    what = ", ".join(part for part in (claim.type or claim.kind, claim.status) if part)
    return Side(ident, f"“{claim.trigger.quote}” ({what})" if claim.trigger else what, (quote,))


def _actor_side(view: View, node: str) -> Side:
    key, _, report = node.partition(" @ ")
    every = ClaimFilter(current=False, report=report or None)
    found: dict[str, Claim] = {}
    for where in (replace(every, actor=key), replace(every, source=key)):
        found |= {claim.id: claim for claim in view.find_claims(where, limit=QUOTES_OF_AN_ACTOR * 4).rows}
    naming = sorted(
        found.values(), key=lambda claim: key not in map(name_key, (*claim.actors, *claim.targets, *claim.chain))
    )
    passages = {(claim.report_id, claim.start): claim for claim in reversed(naming)}
    shown = [claim for claim in naming if passages[claim.report_id, claim.start] is claim][:QUOTES_OF_AN_ACTOR]
    name = next((n.name for n in _nodes(view, node) if n.node == node), key)
    return Side(node, name, tuple(_named(view, claim, key) for claim in shown))


def _nodes(view: View, node: str) -> tuple[KnownNode, ...]:
    """The nodes of a node's actor; none where no claim in force names it, so that no actor stands under it."""
    try:
        return view.nodes_of_actor(node)
    except NotFound:
        return ()


def _named(view: View, claim: Claim, key: str) -> Quote:
    """The claim, with the name marked where it stands in or near it."""
    text = view.get_reading(claim.report_id)["report"]["text"]
    words = r"\W+".join(map(re.escape, key.split()))
    low, high = max(0, claim.start - AROUND_CHARACTERS), claim.end + AROUND_CHARACTERS
    names = [m.span() for m in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) if low <= m.start() < high]
    marks = [(start, end, "word") for start, end in names] or [(claim.start, claim.end, "claim")]
    return Quote(view.get_report(claim.report_id), _pieces(text, marks), claim)


def _report_side(view: View, ident: str) -> Side:
    report = view.get_report(ident)
    text: str = view.get_reading(ident)["report"]["text"]
    shown = text if len(text) <= COPY_CHARACTERS else text[:COPY_CHARACTERS].rpartition(" ")[0] + " …"
    return Side(ident, report.title or "an untitled report", (Quote(report, (Piece(shown),)),))


def _pieces(text: str, marks: Iterable[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """Return marked words with those around them, cut at white space."""
    ordered = [mark for mark in sorted(marks) if mark[0] < mark[1]]
    first, last = ordered[0][0], ordered[-1][1]
    low, high = max(0, first - AROUND_CHARACTERS), min(len(text), last + AROUND_CHARACTERS)
    before, after = text[low:first], text[last:high]
    pieces = [Piece("… " + before.partition(" ")[2] if low else before)]
    at = first
    for start, end, mark in ordered:
        pieces += [Piece(text[at:start]), Piece(text[start:end], mark)]
        at = end
    pieces.append(Piece(after.rpartition(" ")[0] + " …" if high < len(text) else after))
    return tuple(piece for piece in pieces if piece.text)
