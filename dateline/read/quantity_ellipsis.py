"""What a bare number counts where the noun was named before: "Sixty soldiers came. Twenty fled." """

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clauses import relation
from dateline.read.counted import PRONOUNS, Counted, sense_of
from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.read.quantity_text import WORD_SETS
from dateline.records import Entity

__all__ = ["Seen", "earlier_noun", "resolve_pronoun"]

RELATIVES = frozenset({"whom", "which"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "conj", "obl", "appos", "nmod", "ROOT", "parataxis"})
LIFELESS = frozenset({"facility", "vehicle", "weapon", "place", "other"})
VAGUE = frozenset(row["word"] for row in load_lexicon("vague_numbers"))
TOLLS = frozenset({"toll", "tolls", "killed", "dead", "wounded", "injured"})
SENTENCES_BACK, TOLL_REACH = 2, 4
NOUNS = frozenset({"NOUN", "PROPN"})


class Seen(NamedTuple):
    """What was counted before: the number, the noun and the unit."""

    tokens: TokenSpan
    counted: Counted
    unit: str


@cache
def victim_verbs() -> frozenset[str]:
    """Verbs of what happens to people, and the words for people in a state."""
    return frozenset(row["verb"] for row in load_lexicon("victim_verbs")) | WORD_SETS["people_verbs"]


@cache
def event_nouns() -> frozenset[str]:
    """Nouns for what happens, which no "ten were killed" takes up."""
    return frozenset(row["lemma"] for row in load_lexicon("event_nouns"))


def resolve_pronoun(draft: Draft, tokens: TokenSpan, counted: Counted, seen: list[Seen]) -> Counted:
    """Return what "three of them" or "ten of whom" counts; any other noun is returned as it is."""
    pronoun = counted.head
    if pronoun is None or pronoun.lower_ not in PRONOUNS:
        return counted
    if not draft.doc.has_annotation("DEP"):
        return Counted()
    if pronoun.lower_ in RELATIVES:
        noun = antecedent(tokens, pronoun)
        counted_here = [one.counted for one in seen if one.tokens.sent.start == pronoun.sent.start]
        if pronoun.lower_ == "whom" and counted_here and (noun is None or sense_of(noun) not in ("person", "group")):
            return counted_here[-1]
        return Counted(draft.span_of(noun), noun) if noun is not None else Counted()
    entity = draft.find_entity(draft.span_of(pronoun), pronoun)
    named = first_noun(draft, entity, before=tokens.start) if entity is not None else None
    if named is not None:
        return Counted(draft.span_of(named), named)
    near = [one.counted for one in seen[-1:] if one.tokens.sent.end >= pronoun.sent.start - 1]
    return near[0] if near and pronoun.lower_ == "them" else Counted()


def antecedent(tokens: TokenSpan, pronoun: Token) -> Token | None:
    """Return the noun that a relative clause with "of whom" hangs on."""
    for token in (tokens.root, *tokens.root.ancestors):
        if (
            relation(token) in ("acl:relcl", "appos", "acl")
            and token.head.i < tokens.start
            and token.head.pos_ in NOUNS
        ):
            return token.head
    left = pronoun.doc[max(pronoun.sent.start, tokens.start - 6) : tokens.start]
    return next((token for token in reversed(left) if token.pos_ in NOUNS), None)


def first_noun(draft: Draft, entity: Entity, *, before: int) -> Token | None:
    """Return the head of the first mention of an entity that is a noun, or None."""
    for mention in entity.mentions:
        root = draft.tokens_in(mention).root
        if root.i >= before:
            return None
        part = next((c for c in root.children if c.dep_ == "nmod" and c.pos_ in NOUNS), None)
        if root.pos_ == "NUM" or (root.like_num and part is not None):
            root = part if part is not None else root
        if root.tag_ in ("NNS", "NNPS") or (root.pos_ in NOUNS and sense_of(root) == "group"):
            return root
    return None


def earlier_noun(
    draft: Draft, tokens: TokenSpan, seen: list[Seen], *, others: bool, share: bool
) -> tuple[Counted, str]:
    """Return what a bare number counts if one noun counted before it fits, else nothing and the reason.

    Args:
        draft: the report.
        tokens: the number with its modifiers.
        seen: what was counted before, in text order.
        others: the number is one of "others".
        share: it is a part of a whole, which only its own sentence tells.
    """
    none = "no noun beside the number says what is counted"
    if not draft.doc.has_annotation("DEP") or not seen:
        return Counted(), none
    number = tokens.root
    near = {token.lower_ for token in tokens.doc[max(tokens.start - TOLL_REACH, 0) : tokens.start]}
    if is_total(tokens) and near & TOLLS:
        return Counted(), none  # "bringing the toll to 31": of all the dead
    if number.lower_ in VAGUE and not others and number.dep_ not in SUBJECTS:
        return Counted(), none  # "made millions"
    sent = draft.doc[tokens.start].sent
    people = is_of_people(tokens)
    for back in range(SENTENCES_BACK):
        found = [one.counted for one in seen if sentence_at(draft, one.tokens, sent, back)]
        found = [c for c in found if c.head is not None and not (people and is_lifeless(c.head))]
        found = [c for c in found if c.head is not None and not is_doer(c.head, number)]
        if len({c.head.lemma_ for c in found if c.head is not None}) > 1:
            return Counted(), "several nouns before the number may say what is counted"
        if found:
            return found[-1], ""
        asked = others or number.dep_ in SUBJECTS or (people and number.dep_ == "obj")
        if not asked or is_total(tokens) or share:
            break
    return Counted(), none


def sentence_at(draft: Draft, tokens: TokenSpan, sent: TokenSpan, back: int) -> bool:
    """Do tokens lie in a sentence, or in the one so many before it?"""
    for _ in range(back):
        if sent.start == 0:
            return False
        sent = draft.doc[sent.start - 1].sent
    return sent.start <= tokens.start < sent.end


def is_doer(noun: Token, number: Token) -> bool:
    """Does the noun do what is done to the bare number: "both sides claim to have killed 70"?"""
    return number.dep_ == "obj" and noun.dep_ == "nsubj" and noun.head in (number.head, *number.head.ancestors)


def is_total(tokens: TokenSpan) -> bool:
    """Is the number a toll or a total rather than some of those before?"""
    return tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ in WORD_SETS["number_links"]


def is_of_people(tokens: TokenSpan) -> bool:
    """Does the verb of a number, or the state beside it, tell that people are counted?"""
    following = tokens.doc[tokens.end].lower_ if tokens.end < len(tokens.doc) else ""
    number = tokens.root
    verbs = {number.head.lemma_, following, tokens.doc[tokens.end].lemma_ if following else ""}
    if number.dep_ == "conj":
        verbs |= {child.lemma_ for child in number.head.children if child.dep_ == "conj"}
    return bool(verbs & victim_verbs()) or following in WORD_SETS["states"]


def is_lifeless(noun: Token) -> bool:
    """Is the noun one for a thing, a place or an event?"""
    return sense_of(noun) in LIFELESS or noun.lemma_ in event_nouns()
