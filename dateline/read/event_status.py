"""How real an event is: what its clause or phrase says, and the stance of the speech that it stands in.

A stance counts for what is not told as known, and where the words say nothing themselves: see ``dateline.read.clause_status``.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.read.clause_modes import (
    clause_of,
    has_condition,
    is_imperative,
    is_negated,
    is_past,
    is_plain_present,
    modal_of,
)
from dateline.read.clause_status import TRANSPARENT, find_clause_status, find_noun_status, is_definite
from dateline.read.clauses import children, relation
from dateline.read.event_governors import row_of
from dateline.records import Attribution

__all__ = ["status_of"]

# the stance of a speech in which a clause that is not told as a fact stands
STANCE_STATUS = {
    "threatens": "threatened", "orders": "ordered", "expects": "expected", "intends": "planned", "requests": "hypothetical",
}  # fmt: skip
AFTERWARDS = frozenset(("after", "during", "since", "following", "amid", "despite", "over"))
SETTING_MARKS = frozenset(("when", "while", "for", "by"))


def status_of(
    head: Token, *, noun: bool, state: bool = False, speech: bool = False, attribution: Attribution | None
) -> str:
    """Return the status of an event whose head word is given.

    Args:
        head: the event's word.
        noun: is it read as a noun.
        state: it tells what an event has left ("nine are dead or missing"), which has occurred.
        speech: it is something said, which is over once it is told, though in the present tense ("France accuses").
        attribution: the innermost speech that the word stands in.
    """
    status = find_noun_status(head) if noun else find_clause_status(head)
    if status == "ongoing" and (state or (speech and is_plain_present(head))):
        status = "occurred"
    if noun and speech and status == "denied" and is_answered(head):
        status = "occurred"
    if status == "denied" and is_asked_about(clause_of(head)):
        status = "occurred"
    if attribution is None or is_known(head, noun=noun, speech=speech, status=status):
        return status or "occurred"
    clause = clause_of(head)
    if not noun and modal_of(clause) == "would" and status == "hypothetical" and not has_condition(clause):
        status = "planned"
    if status == "hypothetical" and attribution.stance == "orders" and is_imperative(clause):
        return "ordered"
    if status not in TRANSPARENT:
        return status or "occurred"
    if attribution.stance == "denies" and not is_negated(clause):
        return "denied"
    if attribution.stance in STANCE_STATUS and not is_past(clause) and not (noun and is_definite(head)):
        return STANCE_STATUS[attribution.stance]
    return status or "occurred"


def is_known(head: Token, *, noun: bool, speech: bool, status: str | None) -> bool:
    """Is the event taken for granted, so that a denial or threat around it is not about it?

    So are participles after their noun ("the men trapped in the mine"), relative clauses, clauses of time, what is asked about
    ("disputed how many were killed"), and nouns whose governor presupposes them ("involvement in the attack").
    """
    if is_asked_about(clause_of(head)):
        return True
    if noun:
        prepositions = {c.lower_ for c in children(head, "case")}
        setting = prepositions & AFTERWARDS or ("before" in prepositions and is_definite(head))
        answered = speech and relation(head) == "obj"
        return status == "occurred" or answered or bool(setting)
    if head.tag_ == "VBN" and head.dep_ in ("acl", "amod"):
        return True
    beside = relation(head) == "advcl" or head.tag_ == "VBG"
    timed = beside and any(c.lower_ in AFTERWARDS | SETTING_MARKS for c in children(head, "mark", "case"))
    return timed or (head.dep_ == "acl:relcl" and is_past(head))


def is_asked_about(clause: Token) -> bool:
    """Does the clause ask how many, when or why, and so takes for granted that it was?"""
    words = ("how",) if clause.dep_ == "acl:relcl" else ("how", "why", "when", "where")
    asking = [t for t in clause.subtree if t.i < clause.i and t.lower_ in words]
    return any(clause in (t.head, t.head.head, t.head.head.head) for t in asking)


def is_answered(noun: Token) -> bool:
    """Is the noun something said, to which somebody says no: "rejected the demand"?"""
    row = row_of(noun.head, "obj")
    return relation(noun) in ("obj", "nsubj:pass") and row is not None and row.status == "denied"
