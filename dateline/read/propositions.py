"""Propositions: is what hangs on a cue something that can be said, or only a thing: "denied the attack", "saw them"?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from dateline.read.cues import entries
from dateline.read.lexicon import load_lexicon

__all__ = ["is_only_pronouns", "is_proposition"]

BEARERS = ("nmod", "acl", "acl:relcl", "ccomp", "appos")  # what says which report is meant
ATTRIBUTIVE = ("amod", "compound", "acl:relcl")


def is_proposition(tokens: Sequence[Token], *, bare: bool = False) -> bool:
    """Do the words hold a clause, an infinitive, an event, a figure, or a report with its content?

    Args:
        tokens: the words that hang on the cue.
        bare: a noun of saying counts without its content: one can deny "the claim", but not be said to claim it.
    """
    return any(_is_predicate(token) or _is_telling(token, bare=bare) for token in tokens)


def is_only_pronouns(tokens: Sequence[Token]) -> bool:
    """Are the words nothing but pronouns and function words ("them", "all that")?"""
    return not any(
        t.lower_ not in ("one", "ones", "none", "some", "any")
        and t.pos_ in ("NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM", "ADV", "INTJ", "X")
        for t in tokens
    )


def _is_predicate(token: Token) -> bool:
    return token.pos_ == "NUM" or (token.pos_ in ("VERB", "AUX") and token.dep_ not in ATTRIBUTIVE)


def _is_telling(token: Token, *, bare: bool) -> bool:
    if token.pos_ != "NOUN":
        return False
    if token.lemma_.lower() in _event_nouns():
        return True
    said = bool(entries("cue_nouns").get(token.lemma_.lower()))
    return said and (bare or any(c.dep_ in BEARERS and c.i > token.i for c in token.children))


@cache
def _event_nouns() -> frozenset[str]:
    return frozenset(row["lemma"] for row in load_lexicon("event_nouns"))
