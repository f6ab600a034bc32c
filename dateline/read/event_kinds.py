"""What kinds of thing the filler of a slot may name, and of what whole a part is told: "most of the city" is the city."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.read.clauses import children, is_nominal, noun_phrase, prepositional, relation
from dateline.read.draft import Draft
from dateline.read.event_lexicon import entries, noun_kinds
from dateline.read.lemmas import noun_lemma

__all__ = ["kinds_of", "whole_of"]

# words for a part, whose "of" names the thing: "most of the city"
PARTITIVES = frozenset(
    (
        "most", "much", "half", "third", "quarter", "part", "all", "bulk", "rest", "majority", "cent", "percent", "%",
        "tenth", "fifth", "swathe", "swath", "chunk", "some", "remainder", "last", "remnant", "whole", "entirety",
    )
)  # fmt: skip
ENTITY_KINDS = {
    "person": "human", "group": "human", "organization": "human", "place": "place", "facility": "place",
    "vehicle": "thing", "weapon": "thing",
}  # fmt: skip
HUMAN_PRONOUNS = frozenset(
    (
        "he", "she", "we", "i", "you", "him", "her", "us", "me", "who", "whom", "they",
        "them", "our", "their", "his", "my", "your",
    )
)  # fmt: skip
MOST_PARTS = 3


def kinds_of(draft: Draft, token: Token) -> set[str]:
    """Return what kinds of thing a noun may name: by its entity, by the lexicon, or ``?``."""
    part, token = token, outermost(token)
    lemma = noun_lemma(token)
    kinds = set(noun_kinds().get(lemma, ())) | set(noun_kinds().get(token.lower_, ()))
    if part.pos_ == "NUM":
        kinds.add("count")
    entity = draft.find_entity(draft.span_of(noun_phrase(token)), token)
    if entity is not None and entity.kind in ENTITY_KINDS and not (entity.kind == "place" and "human" in kinds):
        kinds.add(ENTITY_KINDS[entity.kind])
        if entity.kind == "vehicle":
            kinds.add("craft")
        if entity.kind == "place":
            kinds.add("holdable")
    if token.pos_ == "PROPN":
        kinds |= {k for t in children(token, "appos") for k in noun_kinds().get(noun_lemma(t), ())}
        kinds |= {k for t in noun_phrase(token) for k in noun_kinds().get(t.lower_, ()) if k in ("civil", "sport")}
    if token.pos_ == "NUM":
        kinds |= {"human", "count"}
    if any(children(token, "nummod")):
        kinds.add("count")
    if lemma in entries("noun") and "human" not in kinds and token.pos_ == "NOUN":
        kinds.add("event")
    if token.lower_ in HUMAN_PRONOUNS:
        kinds.add("human")
    if token.pos_ == "PROPN" and not kinds - {"?"}:
        kinds |= {"human", "place", "?"}
    if token.pos_ == "PROPN" and (
        entity is None or (entity.kind == "person" and any(c.lower_ == "the" for c in children(token, "det")))
    ):
        kinds.add("name")  # "the Maid of Alda": people have no article
    if token.pos_ == "PRON" and token.lower_ in ("it", "this", "that", "they", "them", "those"):
        kinds.add("?")
    return kinds if kinds - {"count"} else kinds | {"?"}


def outermost(token: Token) -> Token:
    """Return what a part of parts is part of, or the word itself; a parse may say that two are parts of each other."""
    for _ in range(MOST_PARTS):
        token = whole_of(token) or token
    return token


def whole_of(token: Token) -> Token | None:
    """Return what a part is part of: "the city" of "most of the city", "the towns" of "three of the towns"."""
    if not {token.lemma_.lower(), token.lower_} & PARTITIVES and token.pos_ != "NUM":
        return None
    own = next((noun for preposition, noun in prepositional(token) if preposition == "of" and noun.i > token.i), None)
    return own or whole_elsewhere(token)


def whole_elsewhere(token: Token) -> Token | None:
    """Return the whole that the parse gave to the verb: right behind the part, or "of the nine districts they hold [four]"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    if following.lower_ == "of" and following.head.i > following.i and is_nominal(following.head):
        return following.head
    verb = token.head
    if token.pos_ != "NUM" or relation(token) not in ("obj", "obl") or verb.pos_ != "VERB":
        return None
    before = (noun for preposition, noun in prepositional(verb) if preposition == "of" and noun.i < verb.i)
    return next((noun for noun in before if noun.pos_ != "NUM"), None)
