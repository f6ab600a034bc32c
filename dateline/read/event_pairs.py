"""Which type of event the words tell between two given phrases: who does what to whom, read from the source's clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clause_modes import auxiliaries, is_negated
from dateline.read.clauses import SUBJECTS, is_nominal, relation
from dateline.read.draft import Draft
from dateline.read.event_arguments import candidate_of
from dateline.read.event_slots import slot
from dateline.read.event_triggers import Trigger
from dateline.read.lexicon import load_lexicon

__all__ = ["COOPERATIVE", "HOSTILE", "SAYING", "Told", "governing_words", "told_between"]

COOPERATIVE = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "THREATEN", "REJECT"))
FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo", "would"))
OBLIGATION = frozenset(("must", "should", "ought"))
SAYING = frozenset(
    (
        "say", "tell", "announce", "state", "declare", "add", "insist", "confirm", "report", "reiterate", "warn", "stress",
    )
)  # fmt: skip
MAX_STEPS = 12
REACH = 4  # words of the chain under the source's verb among which a duty or a refusal is looked for
MOST_CLOSE = 7


class Told(NamedTuple):
    """What the rules read between two phrases: a type, what gave it, by which trigger, and what the source's verb governs."""

    type: str | None
    by: str
    trigger: Trigger | None
    chain: tuple[Token, ...]


def told_between(draft: Draft, pair: tuple[TokenSpan, TokenSpan], triggers: Iterable[Trigger]) -> Told:
    """Return what the rules read between two phrases.

    What governs counts more than what is governed: "agreed to meet" is AGREE, "will not accept" REJECT, "must leave"
    said of another REQUEST.
    """
    ours, theirs = pair
    verb = clause_verb(ours)
    chain = list(governed(verb)) if verb is not None else []
    reach = reach_of(ours, theirs)
    fitting = {
        t: closeness(draft, t, pair, chain)
        for t in triggers
        if t.head.i in reach and not any(ours.start <= w.i < ours.end for w in t.words)
    }
    best = max(fitting, key=lambda t: fitting[t], default=None)
    inner = best.entry.type if best is not None else None
    found: tuple[str | None, str] = (None, "nothing")
    if any(is_obliged(token) for token in chain[:REACH]):
        found = "REQUEST", "duty"
    elif any(is_refused(token) for token in chain[:REACH]):
        found = "REJECT", "refusal"
    elif outer := governing_type(chain, best, inner):
        found = outer, "governor"
    elif outer := modal_type(chain, best, inner):
        found = outer, "modal"
    elif best is not None:
        found = inner, f"trigger {max(0, min(MOST_CLOSE, int(fitting[best])))}"
    return Told(*found, best, tuple(chain))


def is_obliged(token: Token) -> bool:
    """Is the token what somebody else is told that they must do?"""
    if token.dep_ not in ("ccomp", "parataxis") or not any(c.dep_ in SUBJECTS for c in token.children):
        return False
    return any(a.lower_ in OBLIGATION for a in auxiliaries(token))


def is_refused(token: Token) -> bool:
    """Is the token what somebody says will not be done?"""
    return bool({a.lower_ for a in auxiliaries(token)} & FUTURE) and is_negated(token)


def reach_of(ours: TokenSpan, theirs: TokenSpan) -> range:
    """Return the places of the words of the sentence of the two phrases."""
    low, high = min(ours.start, theirs.start), max(ours.end, theirs.end)
    sent = ours.doc[low].sent
    return range(min(sent.start, low), max(sent.end, high))


def clause_verb(span: TokenSpan) -> Token | None:
    """Return the verb that a phrase is subject, agent or possessor for; else the verb above it, else the one after it."""
    node = span.root
    for _ in range(MAX_STEPS):
        predicate = node.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in node.children)
        if predicate and node.i not in range(span.start, span.end):
            return node
        if node.head.i == node.i:
            break
        node = node.head
    return next((t for t in span.doc[span.end : span.sent.end] if t.pos_ == "VERB"), None)


def governed(verb: Token) -> Iterator[Token]:
    """Yield a verb and what it governs, outermost first: complements, infinitives, objects, adjectives."""
    queue, seen = [verb], set()
    while queue:
        node = queue.pop(0)
        if node.i in seen:
            continue
        seen.add(node.i)
        yield node
        queue += [
            c
            for c in node.children
            if relation(c) in ("xcomp", "ccomp", "obj", "advcl", "acl", "conj", "obl") and c.i > node.i
        ]


def closeness(draft: Draft, trigger: Trigger, pair: tuple[TokenSpan, TokenSpan], chain: list[Token]) -> float:
    """Say how well a trigger fits the two phrases: by its slots, its place in the source's clause, its distance."""
    ours, theirs = pair
    candidate = candidate_of(draft, trigger)
    order = next((n for n, token in enumerate(chain) if any(w.i == token.i for w in trigger.words)), None)
    score = 0.0 if order is None else 4 - 0.3 * min(order, 8)
    if any(ours.start <= t.i < ours.end for name in trigger.entry.actor for t in slot(candidate, name)):
        score += 2
    if any(theirs.start <= t.i < theirs.end for name in trigger.entry.target for t in slot(candidate, name)):
        score += 2
    low, high = min(ours.end, theirs.end), max(ours.start, theirs.start)
    score += 1 if low <= trigger.head.i < high else 0
    return score - 0.02 * abs(trigger.head.i - ours.end)


@cache
def governing_words() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Return what a governing word makes of events: by word, types with those of the events that they hold for."""
    found: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for row in load_lexicon("event_pair_types"):
        pair = (row["type"], frozenset(row["event"].split()))
        found[row["word"]] = (*found.get(row["word"], ()), pair)
    return found


def governing_type(chain: list[Token], best: Trigger | None, inner: str | None) -> str | None:
    """Return the type that a governor of the event gives it, the outermost first."""
    table = governing_words()
    for token in chain:
        for type_, events in table.get(token.lemma_.lower(), table.get(token.lower_, ())):
            if not events or inner in events:
                return type_
        if best is not None and any(token.i == w.i for w in best.words):
            return None
    return None


def modal_type(chain: list[Token], best: Trigger | None, inner: str | None) -> str | None:
    """Return the type that a future, an obligation or a refusal makes of an event."""
    for token in chain:
        if token.pos_ not in ("VERB", "AUX") and not is_nominal(token):
            continue
        modals = {a.lower_ for a in auxiliaries(token)}
        if modals & FUTURE:
            if inner in COOPERATIVE:
                return "AGREE"
            if inner in HOSTILE:
                return "THREATEN"
        if is_negated(token) and inner in COOPERATIVE and token.lemma_ not in SAYING:
            return "REJECT"
        if best is not None and any(token.i == w.i for w in best.words):
            return None
    return None
