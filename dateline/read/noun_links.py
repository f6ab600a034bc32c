"""Nouns -> what the model says they take up, among all that they may stand for: "Karl Vossik ... the surgeon", "Oka is a port".

Asked only where nothing takes a noun up by its form (see ``dateline.read.coreference``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from spacy.tokens import Doc

from dateline.read.links import Links
from dateline.read.mentions import Mention
from dateline.read.place_names import place_word
from dateline.read.pronouns import ARGUMENTS, Antecedent

__all__ = ["NounLinks", "agrees_in_complement"]

# log-odds of a link that ties a noun to what it takes up, and one that is said of somebody ("was a surgeon")
LEAST_LINK, LEAST_SAID_LINK = 2.0, 1.0
COLLECTIVES = frozenset({"group", "organization"})
PREDICATES = frozenset({"xcomp", "appos"})
RECENT = 3  # mentions of a cluster that a noun must not stand beside

C = TypeVar("C", bound=Antecedent)


class NounLinks(Generic[C]):
    """Finds what the nouns of one report take up by the model's links.

    Args:
        doc: the report's tokens, parsed.
        links: the model's.
    """

    def __init__(self, doc: Doc, links: Links) -> None:
        self.doc = doc
        self.links = links

    def find(self, mention: Mention, clusters: Iterable[C]) -> C | None:
        """Return the likeliest of the clusters that a noun may stand for, or None; of equals the first."""
        if mention.definite == "a" and not is_predicate(self.doc, mention):
            return None
        least = LEAST_SAID_LINK if mention.definite == "a" else LEAST_LINK
        best: C | None = None
        known = [cluster for cluster in clusters if agrees(cluster, mention)]
        for cluster in known:
            score = self.links.best(mention, cluster)
            if score > least and not self._is_other(mention, cluster):
                best, least = cluster, score
        return None if best is not None and self._is_one_of_equals(best, known) else best

    def _is_other(self, mention: Mention, cluster: C) -> bool:
        return any(self._differ(mention, m) for m in cluster.mentions[-RECENT:])

    def _is_one_of_equals(self, best: C, others: Iterable[C]) -> bool:
        """Was a place last named side by side with another ("Oka and Bira"), so that nothing tells which "the town" is?"""
        beside = {token.i for token in self.doc[best.mentions[-1].head].conjuncts}
        return best.kind == "place" and any(c is not best and c.mentions[-1].head in beside for c in others)

    def _differ(self, mention: Mention, other: Mention) -> bool:
        """Do two mentions overlap, stand side by side, or tell of different numbers, offices or places?"""
        if other.start <= mention.head < other.end or mention.start <= other.head < mention.end:
            return True
        one, two = self.doc[mention.head], self.doc[other.head]
        if one.head == two.head and one.dep_ in ARGUMENTS and two.dep_ in ARGUMENTS:
            return True
        if one.dep_ == "conj" and two in (one.head, *one.head.conjuncts):
            return True
        if other.form == "noun" and other.lemma == mention.lemma and not agrees_in_complement(self.doc, mention, other):
            return True
        if other.form == "noun" and mention.kind == "place" and are_unlike(mention.lemma, other.lemma):
            return True
        mine, theirs = numbers_of(self.doc, mention), numbers_of(self.doc, other)
        return bool(mine and theirs) and mine != theirs


def agrees(cluster: Antecedent, mention: Mention) -> bool:
    """Do kind, number and gender let the noun stand for the cluster?"""
    if cluster.kind != mention.kind and not {cluster.kind, mention.kind} <= COLLECTIVES:
        return False
    if not cluster.named and cluster.number and mention.number not in (cluster.number, ""):
        return False
    return not mention.gender or cluster.gender in ("", mention.gender)


def are_unlike(noun: str, other: str) -> bool:
    """Do two nouns tell of different sorts of place: a city and a valley?"""
    one, two = place_word(noun)[0], place_word(other)[0]
    return bool(one and two) and one.isdisjoint(two)


def agrees_in_complement(doc: Doc, mention: Mention, other: Mention) -> bool:
    """ "The mayor of Oka" takes up another mayor only if he is "of Oka"."""
    if not mention.complement or not other.complement:
        return True
    return doc[mention.head : mention.end].text == doc[other.head : other.end].text


def is_predicate(doc: Doc, mention: Mention) -> bool:
    """Is it said of somebody what he is: "was a surgeon", "became a port"? No other "a" or "three" takes anything up."""
    if doc[mention.start].lower_ not in ("a", "an"):
        return False
    head = doc[mention.head]
    return head.dep_ in PREDICATES or any(child.dep_ == "cop" for child in head.lefts)


def numbers_of(doc: Doc, mention: Mention) -> set[str]:
    """Return the numbers before a mention's head."""
    return {token.lower_ for token in doc[mention.start : mention.head] if token.pos_ == "NUM"}
