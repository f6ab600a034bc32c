"""Which type of event the words tell between two phrases: the rules' word and words' own weights, weighed.

The rules say what a linguist would; the table ``event_pair_weights`` says how far each rule is to be believed and what single
words speak for, as fitted on sentences coded by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clause_modes import auxiliaries, is_negated
from dateline.read.draft import Draft
from dateline.read.event_pairs import Told, told_between
from dateline.read.event_triggers import Trigger, find_triggers
from dateline.read.lexicon import load_lexicon
from dateline.records import Span

__all__ = [
    "YIELDS",
    "event_type_between",
    "pair_features",
    "type_shares",
    "weights_of_words",
]

Phrases = tuple[TokenSpan, TokenSpan]
YIELDS = ("CONCEDE", "RETREAT")  # which the table does not tell apart
# share of a type that is given though no rule tells one, and the weight that some word must have for it
LEAST_GUESSED, LEAST_SPOKEN = 0.4, 0.5
CONTENT = frozenset(("VERB", "NOUN", "ADJ", "ADV"))
MODALS = frozenset(("will", "'ll", "would", "must", "should", "may", "could"))
NEAR_WORDS, ALL_WORDS = 2, 4  # of the chain from the source's verb on, that count as near and at all


def event_type_between(draft: Draft, source: Span, target: Span) -> str | None:
    """Return the PLOVER type of what the source does to the target, None if nothing speaks for any.

    Args:
        draft: with entities filled; ``source`` and ``target`` are spans of its report.
        source: the words for who acts.
        target: the words for whom it is done to.
    """
    ours, theirs = draft.tokens_in(source), draft.tokens_in(target)
    triggers = find_triggers(draft)
    shares = type_shares(draft, (ours, theirs), triggers)
    best = max(shares, key=lambda type_: shares[type_])
    told = told_between(draft, (ours, theirs), triggers)
    guessed = shares[best] >= LEAST_GUESSED and any(
        weights_of_words().get(name, {}).get(in_table(best), 0.0) >= LEAST_SPOKEN
        for name in pair_features(told, (ours, theirs), triggers)
        if name.startswith(("word ", "verb "))
    )
    return best if told.type is not None or guessed else None


def type_shares(draft: Draft, pair: Phrases, triggers: Sequence[Trigger]) -> dict[str, float]:
    """Return how likely each type of event is between two phrases.

    Args:
        draft: with entities filled.
        pair: the words for who acts and for whom it is done to.
        triggers: of the report.
    """
    told = told_between(draft, pair, triggers)
    features = pair_features(told, pair, triggers)
    table = weights_of_words()
    odds = dict.fromkeys(next(iter(table.values())), 0.0)
    for name, value in features.items():
        for type_, weight in table.get(name, {}).items():
            odds[type_] += value * weight
    most = max(odds.values())
    whole = sum(exp(value - most) for value in odds.values())
    yields = told.trigger.entry.type if told.trigger and told.trigger.entry.type in YIELDS else YIELDS[0]
    return {yields if type_ == "YIELD" else type_: exp(value - most) / whole for type_, value in odds.items()}


def pair_features(told: Told, pair: Phrases, triggers: Sequence[Trigger]) -> dict[str, float]:
    """Return what there is to weigh between two phrases, by name, as the table has them.

    Names of things and people take no part, so that nothing is learned of who usually does what.
    """
    found = {f"rule {in_table(told.type)}": 2.0, f"{told.by} {in_table(told.type)}": 1.0}
    if told.trigger is not None:
        found[f"inner {in_table(told.trigger.entry.type)}"] = 1.0
        found[f"trigger {told.trigger.words[-1].lemma_.lower()}"] = 1.0
    ours, theirs = pair
    low, high = min(ours.end, theirs.end), max(ours.start, theirs.start)
    sent = ours.root.sent
    for trigger in triggers:
        if sent.start <= trigger.head.i < sent.end and trigger.head.i not in range(ours.start, ours.end):
            where = "between" if low <= trigger.head.i < high else "after" if trigger.head.i >= high else "before"
            found[f"{where} {in_table(trigger.entry.type)}"] = 0.7
    for number, token in enumerate(told.chain[:ALL_WORDS]):
        if token.pos_ in CONTENT:
            found[f"word {token.lemma_.lower()}"] = 1.0 if number < NEAR_WORDS else 0.6
    for token in ours.doc[low:high]:
        if token.pos_ in CONTENT:
            found.setdefault(f"word {token.lemma_.lower()}", 0.6)
    return found | (of_verb(told.chain[0]) if told.chain else {})


def of_verb(verb: Token) -> dict[str, float]:
    """Return what the source's own verb adds: itself, its modal verbs, a negation."""
    modals = MODALS & {a.lower_ for a in auxiliaries(verb)}
    found = {f"verb {verb.lemma_.lower()}": 0.7} if verb.pos_ in CONTENT else {}
    return found | {f"modal {modal}": 0.7 for modal in modals} | ({"negated": 1.0} if is_negated(verb) else {})


def in_table(type_: str | None) -> str:
    """Return what the table of weights calls a type."""
    return "YIELD" if type_ in YIELDS else type_ or "none"


@cache
def weights_of_words() -> dict[str, dict[str, float]]:
    """Return the weights of the table by feature and type."""
    rows = (dict(row) for row in load_lexicon("event_pair_weights"))
    return {row.pop("feature"): {type_: float(cell or 0) for type_, cell in row.items()} for row in rows}
