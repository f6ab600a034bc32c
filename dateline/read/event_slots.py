"""The slots of an event's words: which words stand where a sense of the lexicons looks for who did it to whom.

A slot is named as in the lexicons: ``subj``, ``obj``, ``iobj``, ``theme`` (the grammatical subject: what moved, broke or burned),
``poss``, ``mod``, ``light`` (the subject of the light verb by which a noun is carried out), or a preposition.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Token

from dateline.read.clauses import (
    children,
    conjuncts,
    deep_object,
    deep_subject,
    is_nominal,
    near_object,
    prepositional,
    relation,
    surface_subject,
)
from dateline.read.draft import Draft
from dateline.read.event_lexicon import Entry, light_verbs
from dateline.read.nominals import words_before

__all__ = ["Candidate", "light_verb", "modifiers", "phrases_after", "slot"]

NESTING = frozenset(("of", "on", "in", "at", "near"))
NESTED = frozenset(("by", "with", "against", "between"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sense and the words that it might be about."""

    draft: Draft
    entry: Entry
    head: Token
    words: tuple[Token, ...]


def slot(candidate: Candidate, name: str) -> list[Token]:
    """Return the heads of the noun phrases in a slot, coordinated ones included."""
    head, inside = candidate.head, {word.i for word in candidate.words}
    found: list[Token | None]
    if name == "subj":
        found = [deep_subject(head) if candidate.entry.pos == "verb" else state_subject(candidate)]
    elif name == "theme":
        found = [surface_subject(head)]
    elif name == "obj":
        found = objects(candidate) if candidate.entry.pos == "verb" else []
    elif name == "iobj":
        found = [*children(head, "iobj")]
    elif name == "poss":
        found = [*(list(children(head, "nmod:poss")) or genitives(candidate.words[0]))]
    elif name == "mod":
        found = [t for w in candidate.words for t in modifiers(w)]
    elif name == "light":
        verb = light_verb(head)
        found = [deep_subject(verb)] if verb is not None else []
    else:
        found = [noun for preposition, noun in phrases_after(candidate) if preposition == name]
    tokens = [t for t in found if t is not None and t.i not in inside and not t.is_space]
    return tokens if name == "mod" else [t for token in tokens for t in conjuncts(token)]


def objects(candidate: Candidate) -> list[Token | None]:
    """Return the object of an expression: of its verb, or what follows its last word ("shot dead a judge")."""
    inside = {word.i for word in candidate.words}
    own = deep_object(candidate.head)
    if (own is None or own.i in inside) and len(candidate.words) > 1:
        return [near_object(candidate.words[-1])]
    return [own]


def genitives(first: Token) -> list[Token]:
    """Return the owner before an event noun, where the parse has it elsewhere: "the rebels' counterattack"."""
    for index in range(first.i - 1, max(first.sent.start - 1, first.i - 4), -1):
        token = first.doc[index]
        if token.tag_ == "POS" or token.text in ("'", "’"):
            return [first.doc[index - 1]] if index > first.sent.start and is_nominal(first.doc[index - 1]) else []
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM"):
            return []
    return []


def state_subject(candidate: Candidate) -> Token | None:
    """Return of whom a state such as "on alert" is said."""
    head = candidate.head
    subject = surface_subject(head)
    if subject is None and head.head.pos_ in ("VERB", "AUX"):
        subject = deep_object(head.head) or deep_subject(head.head)
    return subject


def light_verb(noun: Token) -> Token | None:
    """Return the verb that an event noun is carried out by: "launched an attack", "an attack was launched"."""
    verb = noun.head
    if relation(noun) in ("obj", "nsubj:pass", "obl", "nmod") and verb.lemma_.lower() == "part":
        verb = verb.head
    if noun.dep_ == "conj" and is_nominal(verb):
        return light_verb(verb) if verb.i != noun.i else None
    if (
        relation(noun) in ("obj", "nsubj:pass", "obl", "nmod")
        and verb.lemma_.lower() in light_verbs()
        and verb.pos_ == "VERB"
    ):
        return verb if relation(noun) != "obl" or joined(noun) else None
    if noun.dep_ == "nsubj" and verb.tag_ == "VBN" and verb.lemma_.lower() in light_verbs():
        return verb
    if noun.dep_ in ("acl:relcl", "acl"):
        return None
    return next((c for c in children(noun, "acl", "acl:relcl") if c.lemma_.lower() in light_verbs()), None)


def joined(noun: Token) -> bool:
    """Does the noun stand in "took part in", "joined in", "engaged in"?"""
    return any(c.lower_ in ("in", "with", "out", "on") for c in children(noun, "case")) and noun.head.lemma_ in (
        "take", "join", "engage", "carry", "go",
    )  # fmt: skip


def phrases_after(candidate: Candidate) -> list[tuple[str, Token]]:
    """Return the prepositional phrases of all words of the expression, and the one that stands right after them."""
    inside = {word.i for word in candidate.words}
    found: list[tuple[str, Token]] = []
    sources = [*candidate.words]
    if candidate.entry.pos == "verb":
        sources += [t for t in (next(children(candidate.head, "obj"), None),) if t is not None and t.i not in inside]
    elif candidate.entry.pos == "noun" and light_verb(candidate.head) is not None:
        verb = light_verb(candidate.head)
        sources += [verb] if verb is not None else []
    for word in sources:
        found += [(p, t) for p, t in prepositional(word) if t.i not in inside]
    if candidate.entry.pos == "noun":
        # "the capture of the town by the rebels", "a meeting in the palace with the king": it hangs on the word before
        found += [pair for p, t in found if p in NESTING for pair in prepositional(t) if pair[0] in NESTED]
    last = candidate.words[-1]
    following = last.nbor() if last.i + 1 < len(last.doc) else None
    if last.pos_ == "ADP":
        adjacent = last.head if last.head.i > last.i else None
        if adjacent is not None and is_nominal(adjacent):
            found.append((last.lower_, adjacent))
    if (
        following is not None
        and following.pos_ == "ADP"
        and following.head.i > following.i
        and is_nominal(following.head)
    ):
        found.append((following.lower_, following.head))
    unique = {(p, t.i): (p, t) for p, t in found}
    return list(unique.values())


def modifiers(noun: Token) -> list[Token]:
    """Return the adjectives and nouns before a noun, also where the parse attached them elsewhere."""
    found = [
        c for c in noun.children if c.i < noun.i and relation(c) in ("amod", "compound", "nmod:poss", "nmod", "flat")
    ]
    for word in takewhile(lambda t: t.pos_ in ("ADJ", "NOUN", "PROPN"), words_before(noun)):
        if word not in found:
            found.append(word)
    return sorted(found, key=lambda t: t.i)
