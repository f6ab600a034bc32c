"""What a number counts: the noun phrase beside it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.read.clauses import relation
from dateline.read.draft import Draft
from dateline.read.quantity_atoms import WORD_SETS
from dateline.records import Span

__all__ = ["Counted", "find_counted"]

BETWEEN = WORD_SETS["between"]
PRONOUNS = frozenset({"them", "us", "whom", "which", "those", "these", "you"})
STOPS = WORD_SETS["stops"]
NOUNS = frozenset({"NOUN", "PROPN"})
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PART", "SYM"})
MAX_TOKENS, MAX_BETWEEN = 12, 5
STATES = WORD_SETS["states"]


@dataclass(frozen=True, slots=True)
class Counted:
    """The words for what is counted, and their head; both None where there are none."""

    span: Span | None = None
    head: Token | None = None


def find_counted(draft: Draft, span: Span, *, share: bool = False) -> Counted:
    """Return the noun phrase that a number counts, without the number: "150 foreign troops" gives "foreign troops"."""
    tokens = draft.tokens_in(span)
    doc, index = draft.doc, tokens.end
    if share and index < len(doc) and doc[index].lower_ not in ("of", "the"):
        return Counted()
    if index + 1 < len(doc) and doc[index].text == "-" and doc[index + 1].is_alpha and doc[index + 1].lower_ != "odd":
        return Counted(draft.span_of(doc[index + 1]), doc[index + 1])
    while (
        index < len(doc) and index < tokens.end + MAX_BETWEEN and (doc[index].lower_ in BETWEEN or doc[index].like_num)
    ):
        index += 1
    if index < len(doc) and doc[index].lower_ in PRONOUNS and doc[index - 1].lower_ == "of":
        return Counted(draft.span_of(doc[index]), doc[index])
    first, last = index, None
    tagged = doc.has_annotation("POS")
    while index < len(doc) and index < first + MAX_TOKENS:
        token = doc[index]
        if not goes_on(token, tagged=tagged):
            break
        if is_noun(token, tagged=tagged):
            last = index
            if not tagged and token.lower_.endswith("s"):
                break
        index += 1
    if last is None and index == first + 1 and doc[first].pos_ == "ADJ" and doc[first].lower_ not in STATES:
        last = first
    if last is None:
        return state_beside(draft, tokens.end)
    return Counted(draft.span_of(doc[first : last + 1]), doc[last])


def goes_on(token: Token, *, tagged: bool) -> bool:
    """Can the token be part of the noun phrase that began after the number?"""
    if token.is_space or (token.is_sent_start and token.i > 0 and token.nbor(-1).text in ".!?"):
        return False
    if token.text in ("-", "'s", "’s"):
        return True
    if token.lower_ in ("and", ",") and token.i + 1 < len(token.doc):
        return joins_modifiers(token, tagged=tagged)
    if not tagged:
        return token.is_alpha and token.lower_ not in STOPS
    participle = token.pos_ == "VERB" and relation(token) in ("amod", "compound")
    return (token.pos_ in INSIDE or participle) and token.lower_ not in STOPS


def joins_modifiers(token: Token, *, tagged: bool) -> bool:
    """Does "and" or a comma join adjectives or names before one noun ("Arab and Kurdish fighters")?"""
    before, after = token.nbor(-1), token.nbor(1)
    if tagged:
        same = before.pos_ == after.pos_ and after.pos_ in ("ADJ", "PROPN")
        return same and before.text[:1].isupper() == after.text[:1].isupper()
    return before.text[:1].isupper() and after.text[:1].isupper()


def is_noun(token: Token, *, tagged: bool) -> bool:
    """Can the token be the noun that ends the phrase?"""
    if tagged:
        return token.pos_ in NOUNS
    return token.is_alpha and not token.lower_.endswith("ly")


def state_beside(draft: Draft, index: int) -> Counted:
    """Return the participle or adjective after the number that stands for people: "12 dead"."""
    doc = draft.doc
    if index < len(doc) and doc[index].lower_ in STATES:
        return Counted(draft.span_of(doc[index]), doc[index])
    return Counted()
