"""Which entity a noun phrase in a slot stands for: its own, that of its owner, or of whom a pronoun must mean."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dateline.read.clauses import (
    SUBJECTS,
    antecedent,
    children,
    conjuncts,
    deep_subject,
    is_nominal,
    noun_phrase,
    prepositional,
    relation,
    surface_subject,
)
from dateline.read.draft import Draft
from dateline.read.event_kinds import whole_of
from dateline.read.event_lexicon import entries, noun_kinds
from dateline.read.event_places import is_country
from dateline.read.lemmas import noun_lemma
from dateline.records import Entity

__all__ = [
    "each_other",
    "entities_of",
    "entity_of",
    "maker_of",
    "modifier_entity",
    "own_entity",
    "owner_of",
    "same_word_entity",
]

COUNTERS = frozenset(("dozens", "hundreds", "scores", "thousands", "some", "many", "most"))
FIRST_PERSONS = frozenset(("i", "we", "us", "me", "my", "our", "ours", "mine", "ourselves"))
THIRD_PERSONS = frozenset(("it", "they", "he", "she"))
# a thing acts and suffers for whom it belongs to; a weapon for nobody
OWNERS = frozenset(("person", "group", "organization", "place", "facility"))
RECIPROCALS = (frozenset(("each", "other")), frozenset(("one", "another")))
MAX_STEPS = 4


def own_entity(draft: Draft, token: Token) -> Entity | None:
    """Return the entity that a mention makes of the noun phrase itself."""
    return draft.find_entity(draft.span_of(noun_phrase(token)), token)


def modifier_entity(draft: Draft, token: Token, noun: Token) -> Entity | None:
    """Return the entity of a word beside a noun, if no mention of it is the whole phrase with the noun in it."""
    found = own_entity(draft, token)
    if found is None:
        return None
    here = [m for m in found.mentions if m.start <= token.idx < m.end]
    return found if any(not m.start <= noun.idx < m.end for m in here) else None


def entity_of(draft: Draft, token: Token) -> Entity | None:
    """Return the entity of a noun phrase: its own, else that of its owner or modifier ("rebel positions")."""
    if token.lower_ == "whose":
        token = antecedent(token, token.head.head)
    own = own_entity(draft, token)
    if own is not None:
        return own
    if token.pos_ == "PRON":
        return pronoun_entity(draft, token)
    if token.pos_ == "NUM" or token.lower_ in COUNTERS or whole_of(token) is not None:
        for child in children(token, "nmod"):
            return None if child.is_space else entity_of(draft, child)
    named = next((e for c in children(token, "appos", "flat") if (e := own_entity(draft, c)) is not None), None)
    return named or same_word_entity(draft, token) or owner_of(draft, token)


def entities_of(draft: Draft, tokens: Iterable[Token]) -> tuple[Entity, ...]:
    """Return the entities of some noun phrases, each once."""
    found = {}
    for token in tokens:
        entity = entity_of(draft, token)
        if entity is not None:
            found[entity.id] = entity
    return tuple(found.values())


def owner_of(draft: Draft, token: Token) -> Entity | None:
    """Return whose a thing is, or who did an act: "the envoy's car", "the Kenyan proposal", "a ban by the mayor".

    A country that people are of is not those people, and the town that an attack was in did not make it.
    """
    kinds = noun_kinds().get(noun_lemma(token), frozenset())
    human = "human" in kinds and "armed" not in kinds  # a country's troops act for it; its youths do not
    senses = entries("noun").get(noun_lemma(token), ())
    for child in children(token, "nmod:poss", "compound", "amod", "nmod"):
        case = child.nbor(-1).lower_ if child.i > token.i else ""
        if child.is_space or (child.i > token.i and not belongs(token, child)):
            continue
        if case == "of" and senses and not any("of" in sense.actor for sense in senses):
            continue
        found = modifier_entity(draft, child, token)
        if found is None or found.kind not in OWNERS or (human and found.place is not None):
            continue
        located = senses and found.kind in ("place", "facility") and not is_country(found)
        if not located or relation(child) == "nmod:poss":
            return found
    return None


def belongs(token: Token, child: Token) -> bool:
    """Is a phrase after a noun its owner or maker?"""
    return any(noun.i == child.i and case in ("of", "by") for case, noun in prepositional(token))


def pronoun_entity(draft: Draft, token: Token) -> Entity | None:
    """Return whom a pronoun means that was not resolved: the speaker, or the subject of the verb of saying.

    "We" in somebody's direct speech is who speaks; "it" as the subject of what "the bank warned" is the bank.
    """
    speech = draft.innermost_attribution(draft.span_of(token))
    if token.lower_ in FIRST_PERSONS:
        spoken = speech is not None and speech.quoted != "indirect"
        return next((e for e in draft.entities if spoken and speech and e.id == speech.speaker), None)
    if token.lower_ not in THIRD_PERSONS or token.dep_ not in SUBJECTS:
        return None
    subject = teller(token.head)
    if subject is None or subject.i >= token.i or (token.lower_ == "it") == is_human(subject):
        return None
    return own_entity(draft, subject)


def teller(verb: Token) -> Token | None:
    """Return who says or warns what a clause says: "the bank repeated its warning that it would leave"."""
    node = verb
    for _ in range(MAX_STEPS):
        head = node.head
        if node.dep_ == "ccomp" and head.pos_ == "VERB":
            return surface_subject(head)
        if node.dep_ == "acl" and is_nominal(head) and any(children(node, "mark")):
            return deep_subject(head.head) if relation(head) == "obj" else None
        if node.dep_ != "conj":
            return None
        node = head
    return None


def is_human(token: Token) -> bool:
    """Is the word surely one for a person or for people, which "it" is not said of?"""
    plural = token.tag_ in ("NNS", "NNPS")
    return plural or token.pos_ == "PRON" or "official" in noun_kinds().get(noun_lemma(token), ())


def each_other(token: Token) -> list[Token]:
    """Return who "each other" is, the subject of its verb; any other word is itself."""
    words = {token.lower_, *(c.lower_ for c in token.children if c.dep_ in ("fixed", "det"))}
    if not any(pair <= words for pair in RECIPROCALS):
        return [token]
    subject = surface_subject(token.head)
    return conjuncts(subject) if subject is not None else []


def same_word_entity(draft: Draft, token: Token) -> Entity | None:
    """Return the only group that the report calls by the same word: "rebel" of "rebel hands" is "the rebels"."""
    if "human" not in noun_kinds().get(noun_lemma(token), ()) or token.pos_ == "PRON":
        return None
    found = {}
    for mention, entity in draft.mentions():
        if entity.kind in ("group", "organization", "person"):
            last = draft.tokens_in(mention)[-1]
            if noun_lemma(last) == noun_lemma(token):
                found[entity.id] = entity
    return next(iter(found.values())) if len(found) == 1 else None


def maker_of(token: Token) -> Token | None:
    """Return who made or put out a text that "accuses" or "demands": "the lawyers filed a suit accusing the firm"."""
    owner = next(children(token, "nmod:poss"), None) or next((t for c, t in prepositional(token) if c == "by"), None)
    if owner is not None:
        return owner
    carried = relation(token) in ("obj", "nsubj:pass") and token.head.pos_ == "VERB"
    return deep_subject(token.head) if carried else None
