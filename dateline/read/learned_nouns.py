"""What the model says of a common noun that heads a mention: its kind, where no lexicon knows better, and its phrase."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.read.event_lexicon import noun_kinds
from dateline.read.learned_mentions import LearnedMention, LearnedMentions
from dateline.read.wordlists import Noun

__all__ = ["end_of", "headed_by", "sense_by_both"]

# GUM's types for the kinds that a lexicon gives a noun; a group is persons or a body
AGREE = {
    "person": frozenset({"person"}),
    "group": frozenset({"person", "organization"}),
    "organization": frozenset({"organization"}),
    "place": frozenset({"place"}),
    "facility": frozenset({"place", "object"}),
    "vehicle": frozenset({"object"}),
    "weapon": frozenset({"object", "substance"}),
}
KINDS = {kind: Noun(kind, "", "", "") for kind in ("person", "organization", "place")}
NOTHING = Noun("other", "", "", "")
PEOPLE = frozenset({"human", "armed"})
LEAST, SURE = 0.5, 0.7
BREAKS = frozenset({",", ";", ":", "(", "-", "--", "–", "—", '"', "“", "”"})
CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "parataxis", "appos"})


def headed_by(learned: LearnedMentions, head: Token) -> LearnedMention | None:
    """Return the likeliest mention with a noun for its head word."""
    found = learned.by_head.get(head.i, ()) if head.pos_ in ("NOUN", "PROPN") else ()
    return max(found, key=lambda mention: mention.score, default=None)


def sense_by_both(sense: Noun | None, found: LearnedMention | None, *, lemma: str) -> Noun | None:
    """Return the lexicon's sense, or the model's where there is none or the model is sure of another.

    A thing that is neither person, body nor place to the model becomes no entity. What is a body only with "the" is one
    where the model says so too ("Kurdish units").

    Args:
        sense: what the lexicon says of the noun.
        found: what the model says of it.
        lemma: the noun; of one for people and nothing else ("separatists"), no model makes a thing or a town.
    """
    if found is None:
        return sense
    if sense is not None and found.type in AGREE.get(sense.kind, ()):
        return sense._replace(sense="") if sense.sense == "definite" else sense
    if sense is not None and sense.kind in ("person", "group") and names_people(lemma):
        return KINDS[found.type] if found.type in ("person", "organization") and found.score >= SURE else sense
    if sense is None:
        return KINDS.get(found.type) if found.score >= LEAST else None
    return KINDS.get(found.type, NOTHING) if found.score >= SURE and sense.kind in AGREE else sense


def names_people(lemma: str) -> bool:
    """Is the noun one for people and for nothing else?"""
    kinds = noun_kinds().get(lemma, frozenset())
    return bool(PEOPLE & kinds) and "place" not in kinds


def end_of(doc: Doc, found: LearnedMention) -> int:
    """Return where the phrase of a mention ends, clauses and what follows a comma left out: "the mayor of Oka | who fled".

    Both the model's span and the parse must have a word in it.
    """
    head = doc[found.head]
    for token in doc[found.head + 1 : found.end]:
        clause = token.head.i == found.head and token.dep_ in CLAUSES
        breaks = token.text in BREAKS and not _joins_words(token)
        if clause or breaks or token.is_space or not head.is_ancestor(token):
            return token.i if token.left_edge.i <= found.head else min(token.i, token.left_edge.i)
    return found.end


def _joins_words(token: Token) -> bool:
    """Is a hyphen one inside a word or a name ("Port-au-Prince")?"""
    return token.text in ("-", "–") and not token.whitespace_ and not token.nbor(-1).whitespace_
