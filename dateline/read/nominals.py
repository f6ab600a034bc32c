"""Nouns in a dependency parse: their phrases, what is coordinated with them, what words are to their heads."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

__all__ = [
    "NOMINALS",
    "children",
    "conjuncts",
    "first_child",
    "head_nominal",
    "is_nominal",
    "noun_phrase",
    "relation",
    "words_before",
]

NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
NOMINALS = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
# subtypes of a relation that say nothing a rule asks for
BASES = {
    "obl:unmarked": "obl", "obl:agent": "obl", "nmod:desc": "compound", "nmod:unmarked": "nmod", "advcl:relcl": "advcl",
    "csubj:outer": "csubj", "csubj:pass": "csubj",
}  # fmt: skip
# what stands inside a noun phrase, before its head or as part of its name
PHRASE_PARTS = frozenset(
    ("det", "amod", "compound", "nummod", "nmod:poss", "flat", "flat:name", "advmod", "det:predet", "nmod:unmarked")
)


def is_nominal(token: Token) -> bool:
    """Is the token a noun, name, pronoun or number?"""
    return not token.is_space and (token.pos_ in NOMINALS or token.tag_ in NOUN_TAGS)


def relation(token: Token) -> str:
    """Return what a token is to its head, without the subtypes that rules do not tell apart."""
    dep = token.dep_
    return BASES.get(dep, dep)


def children(token: Token, *deps: str) -> Iterator[Token]:
    """Yield the words under a token that are one of these to it."""
    return (child for child in token.children if relation(child) in deps)


def first_child(token: Token, *deps: str) -> Token | None:
    """Return the first word under a token that is one of these to it, or None."""
    return next(children(token, *deps), None)


def words_before(token: Token) -> Iterator[Token]:
    """Yield the words of a token's sentence that stand before it, the nearest first."""
    while token.i and not token.is_sent_start:
        token = token.nbor(-1)
        yield token


def conjuncts(token: Token) -> list[Token]:
    """Return a noun and the nouns that are coordinated with it."""
    found = [token]
    for item in found:
        found.extend(
            c for c in item.children if c.dep_ == "conj" and is_nominal(c) and c not in found and not has_verb(item, c)
        )
    return found


def has_verb(first: Token, second: Token) -> bool:
    """Does a verb of its own stand before the second noun: "killed a guard and wounded two others", parsed as one list?"""
    tags = ("VBD", "VBZ", "VBP", "VBG") if first_child(second, "nummod") else ("VBD", "VBZ", "VBP")
    between = [t for t in first.doc[first.i + 1 : second.i] if t.tag_ in tags]
    return any(t.nbor(-1).dep_ == "cc" and t.head in (first, second) for t in between)


def noun_phrase(head: Token) -> TokenSpan:
    """Return the noun phrase of a head word, without its relative clauses, appositions and coordinated phrases."""
    left = right = head.i
    for child in head.children:
        dep = relation(child)
        if dep in PHRASE_PARTS or child.dep_ in PHRASE_PARTS:
            left, right = min(left, child.left_edge.i), max(right, child.right_edge.i)
        elif dep == "nmod" and child.i == right + 2 and child.nbor(-1).lower_ == "of":
            right = max(right, child.i)
    return TokenSpan(head.doc, left, right + 1)


def head_nominal(word: Token) -> Token:
    """Climb from a word inside a noun phrase to the phrase's head."""
    for _ in range(6):
        if (
            relation(word) in ("compound", "flat", "nmod", "nmod:poss", "amod", "nummod", "det", "appos")
            and is_nominal(word.head)
            and word.head.i < word.doc[-1].i + 1
        ):
            if word.head.i > word.i and relation(word) not in ("compound", "amod", "nummod", "det", "nmod:poss"):
                return word
            word = word.head
        else:
            return word
    return word
