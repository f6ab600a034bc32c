"""Which words share the day and place of an event: its own, the verb that tells it, and clauses that depend on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from dateline.read.clauses import SUBJECTS, children, relation
from dateline.read.event_lexicon import entries
from dateline.read.event_slots import light_verb
from dateline.read.lemmas import noun_lemma
from dateline.read.lexicon import load_lexicon

__all__ = [
    "FINITE_TAGS",
    "FRONTED",
    "OWN",
    "VERB_TAGS",
    "clause_verb",
    "is_event_word",
    "setting_verbs",
    "setting_words",
]

MAX_STEPS = 6
OWN, CLAUSE, STEP, BELOW = 3.0, 2.5, 0.5, 1.0
# what an event shares only with a time or place at the head of the sentence, which scopes over all that is coordinated
FRONTED = 0.4
VERB_TAGS = frozenset(("VBD", "VBP", "VBZ", "VBN", "VBG", "VB"))
FINITE_TAGS = frozenset(("VBD", "VBP", "VBZ"))
SIMULTANEOUS = frozenset(("when", "as", "while"))
# the dead and the wounded of one attack: "three died and nine were injured when a mine went off"
TOLLS = frozenset(("kill", "wound", "injure", "hurt", "die", "perish", "maim"))
COUNTERS = frozenset(("dozen", "hundred", "thousand", "score", "series", "wave", "spate", "string", "number", "day"))


@cache
def setting_words(use: str) -> frozenset[str]:
    """Return the words of the lexicon ``event_setting_words`` that have a use."""
    return frozenset(row["word"] for row in load_lexicon("event_setting_words") if row["use"] == use)


def setting_verbs(words: Sequence[Token]) -> dict[int, float]:
    """Return the words whose day and place are an event's too, and how surely.

    Args:
        words: the words that tell the event, its head among them.
    """
    found = {word.i: OWN for word in words}
    for word in words:
        node, score = clause_verb(word), CLAUSE
        for _ in range(MAX_STEPS):
            if node is None:
                break
            found[node.i] = max(found.get(node.i, 0.0), score)
            for child in below(node):
                found.setdefault(child.i, score - BELOW)
            beside = [c.i for c in children(node, "conj") if coordinated(c)]
            for index in [*([node.head.i] if coordinated(node) else []), *beside]:
                found.setdefault(index, FRONTED)
            node, score = governing(node), score - STEP
    return found


def governing(node: Token) -> Token | None:
    """Return the word above that has the same setting, if there is one."""
    if node.head.i == node.i:
        return None
    if shares_clause(node):
        return node.head
    if node.dep_ in ("acl:relcl", "acl") and is_event_word(node.head) and node.i > node.head.i:
        return node.head
    return None


def below(node: Token) -> Iterator[Token]:
    """Yield the words below that have the same setting: coordinated verbs, circumstances, the event that did it."""
    for child in node.children:
        how = relation(child)
        if how in ("conj", "advcl", "xcomp") and shares_clause(child) and not is_purpose(child):
            yield child
            yield from below(child) if how == "conj" else ()
            continue
        verb = clause_verb(child) if how in ("obl", "obj", *SUBJECTS) and is_event_word(child) else None
        if verb is not None and verb.i == node.i:
            yield child


def clause_verb(word: Token) -> Token | None:
    """Return the verb whose setting an event word has: itself, what carries the event out, or what it happens in."""
    if word.pos_ in ("VERB", "AUX"):
        return word
    verb = light_verb(word)
    if verb is None and word.pos_ == "ADJ":  # "leaving nine dead"
        verb = next((a for a in word.ancestors if a.pos_ == "VERB"), None)
    if verb is not None:
        return verb
    head, how = word.head, relation(word)
    if how == "nmod" and head.lemma_.lower() in COUNTERS:
        return clause_verb(head)
    if how == "nmod" or head.pos_ not in ("VERB", "AUX"):
        finite = next((c for c in children(word, "acl") if c.tag_ == "VBD"), None)
        return finite if finite is not None else None if how == "nmod" else word
    raised = next((c for c in children(head, "xcomp") if how in SUBJECTS and c.pos_ == "VERB"), None)
    if raised is not None:
        return raised
    cases = {c.lower_ for c in word.children if c.dep_ == "case"}
    travels = "for" in cases and head.lemma_ in setting_words("travels")
    told = {
        "nsubj": (head.lemma_ != "be" or head.pos_ == "VERB") and head.lemma_ not in setting_words("moves"),
        "obj": head.lemma_ in setting_words("contains") | {"have", "be"},
        "nsubj:pass": head.lemma_ in setting_words("contains") and any(children(head, "aux:pass")),
        "obl": (bool(cases & setting_words("within")) and not blames(head, word)) or not cases or travels,
    }
    return head if told.get(how, False) else None


def blames(verb: Token, noun: Token) -> bool:
    """Is the event what somebody is charged with later: "was charged in the killing"?"""
    return verb.lemma_ in setting_words("blames") and any(c.lower_ in ("in", "with") for c in children(noun, "case"))


def is_event_word(word: Token) -> bool:
    """Is the word a noun of the event lexicon?"""
    return word.pos_ == "NOUN" and noun_lemma(word) in entries("noun")


def shares_clause(verb: Token) -> bool:
    """Does a verb share the setting of its governor: coordinated without a subject, a circumstance, a purpose?"""
    if verb.dep_ == "conj":
        elliptical = verb.tag_ == "VBN" and not any(children(verb, "aux", "aux:pass"))
        toll = {verb.lemma_, verb.head.lemma_} <= TOLLS
        alike = is_infinitive(verb) <= is_infinitive(verb.head)
        return elliptical or toll or (alike and not (any(children(verb, *SUBJECTS)) or is_later(verb)))
    if relation(verb) == "advcl":
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod", "case") and c.i < verb.i}
        if marks & setting_words("apart"):
            return False
        return (
            is_purpose(verb) or (verb.tag_ == "VBG" and marks <= SIMULTANEOUS | {"by"}) or is_circumstance(verb, marks)
        )
    return verb.dep_ == "xcomp" and verb.head.lemma_ in setting_words("shares")


def is_purpose(verb: Token) -> bool:
    """Is the verb an infinitive of purpose: "met to agree on a government"?"""
    return relation(verb) == "advcl" and is_infinitive(verb) and verb.i > verb.head.i


def is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.i < verb.i for c in verb.children)


def is_circumstance(verb: Token, marks: set[str]) -> bool:
    """Is a clause what else happened then: "as it left Goma", not "as he did last year"?"""
    return bool(marks & SIMULTANEOUS) and verb.lemma_ not in ("do", "be", "have")


def is_later(verb: Token) -> bool:
    """Has a coordinated verb an auxiliary of another time than its governor: "attacked Goma and will take it"?"""
    own = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    above = {c.lower_ for c in verb.head.children if c.dep_ == "aux"}
    return bool(own & {"will", "would", "may", "might", "could", "can"}) and not own & above


def coordinated(verb: Token) -> bool:
    """Is a verb with a subject of its own coordinated in the same tense: "rebels attacked and soldiers fled"?"""
    return verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ and any(children(verb, *SUBJECTS)) and not is_later(verb)
