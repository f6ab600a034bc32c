"""Numbers that a parse shows to count nothing: ages as predicates, figures of names, "most" of degree."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.read.clauses import own_subject
from dateline.read.draft import Draft
from dateline.read.quantity_text import Amount, Numbers

__all__ = ["is_parsed_as_none"]

NAME_PARTS = frozenset({"flat", "nmod:desc", "nummod", "appos", "dep", "compound", "nmod", "nmod:unmarked"})
PERSONS = frozenset({"he", "she", "who"})
OLDEST = 120


def is_parsed_as_none(draft: Draft, numbers: Numbers, amount: Amount) -> bool:
    """Does the parse show that a number, without its modifiers, counts nothing? False where there is no parse."""
    if not draft.doc.has_annotation("DEP"):
        return False
    token = token_at(draft, numbers, amount)
    if token.lower_ == "most":
        return token.tag_ == "RBS" or token.dep_ == "advmod"
    if token.lower_ == "one" and any(is_of_pronoun(child) for child in token.children):
        return True
    if amount.unit != "count" or amount.low is None or amount.low != amount.high:
        return False
    return is_predicated_age(token, amount) or is_figure_of_name(token)


def is_of_pronoun(child: Token) -> bool:
    """Does a word beside "one" show that it stands for a noun: "the best one", "one saying that"?"""
    return child.dep_ in ("det", "amod") or (child.dep_ == "acl" and child.tag_ == "VBG")


def token_at(draft: Draft, numbers: Numbers, amount: Amount) -> Token:
    """Return the token of an amount's last number word."""
    word = numbers.words[numbers.last_number(amount)]
    tokens = draft.doc.char_span(word.start, word.end, alignment_mode="expand")
    assert tokens is not None, "a word of the text lies in its doc"
    return tokens[-1]


def is_predicated_age(token: Token, amount: Amount) -> bool:
    """ "She is 20", "Mr Brel, who is 70": a bare number said of one person."""
    if not 0 < (amount.low or 0) < OLDEST or not any(child.dep_ == "cop" for child in token.children):
        return False
    subject = own_subject(token)
    if subject is None or any(child.i > token.i and child.pos_ == "ADP" for child in token.children):
        return False
    one = subject.lower_ in PERSONS or subject.tag_ == "NNP"
    return one and not any(child.dep_ == "conj" for child in subject.children) and antecedent_is_one(subject)


def antecedent_is_one(subject: Token) -> bool:
    """Is what a relative pronoun takes up one person, not "the guards, who were 20"?"""
    clause = subject.head
    return subject.lower_ != "who" or clause.dep_ != "acl:relcl" or clause.head.tag_ in ("NN", "NNP")


def is_figure_of_name(token: Token) -> bool:
    """Water District 6, bill HB 77: a figure that the parse hangs on the capitalised word right before it."""
    if token.i == 0 or token.dep_ not in NAME_PARTS or not token.text.isdigit():
        return False
    before, head = token.nbor(-1), token.head
    if head.i >= token.i or before.pos_ != "PROPN" or not before.text[:1].isupper():
        return False
    return head.i == before.i or before.head == head or before in list(head.subtree)
