"""Which words of a report say who holds a place: constructions of the holding lexicons, found and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dateline.read.clauses import SUBJECTS, antecedent, children, is_nominal, prepositional, relation, surface_subject
from dateline.read.draft import Draft
from dateline.read.event_lexicon import Entry
from dateline.read.event_senses import Candidate, fits, slot
from dateline.read.event_triggers import is_event_noun, is_verbal, lemma_of, match_phrase
from dateline.read.lexicon import load_lexicon

__all__ = ["Form", "Found", "adjective_states", "compound_forms", "find_forms", "holding_slot"]

NOUN_PHRASES = {"under": ("under",), "hands": ("in", "into"), "for": ("for", "over")}
# states that have no plural: "border controls" and "rules" hold no place
MASS_NOUNS = frozenset(("control", "rule", "hold", "grip"))
HELD = re.compile(r"\b([^\W\d_][\w’'.]*)-(\w+)\b")


@dataclass(frozen=True, slots=True)
class Form:
    """A construction: its words, the state it tells of, and the slots of holder, place and opponent."""

    entry: Entry
    opponent: tuple[str, ...]

    @property
    def state(self) -> str:
        return self.entry.type


@dataclass(frozen=True, slots=True)
class Found:
    """A construction found in a report."""

    form: Form
    candidate: Candidate


@cache
def forms(pos: str) -> dict[str, tuple[Form, ...]]:
    """Return the constructions by their first word, the longest first."""
    table: dict[str, list[Form]] = {}
    for row in load_lexicon(f"holding_{pos}s"):
        words = tuple(row["words"].split())
        entry = Entry(
            words, pos, row["state"], None, None, None, tuple(row["holder"].split()), tuple(row["place"].split()),
            tuple(row["when"].split()), row["example"],
        )  # fmt: skip
        table.setdefault(words[0], []).append(Form(entry, tuple(row["opponent"].split())))
    return {first: tuple(sorted(rows, key=lambda f: -len(f.entry.words))) for first, rows in table.items()}


def find_forms(draft: Draft) -> Iterator[Found]:
    """Yield the constructions of a report, in text order, the longest at each word."""
    taken: set[int] = set()
    for token in draft.doc:
        if token.i in taken or token.is_space or token.is_punct:
            continue
        found = verb_form(draft, token) or noun_form(draft, token)
        if found is not None:
            taken.update(word.i for word in found.candidate.words)
            yield found


def verb_form(draft: Draft, token: Token) -> Found | None:
    known = forms("verb").get(lemma_of(token))
    if known is None or not (is_verbal(token) or token.pos_ == "AUX"):
        return None
    for form in known:
        trigger = match_phrase(draft, form.entry, token)
        if trigger is not None:
            return Found(form, Candidate(draft, form.entry, trigger.head, trigger.words))
    return None


def noun_form(draft: Draft, token: Token) -> Found | None:
    known = forms("noun").get(token.lemma_.lower())
    if known is None or not is_event_noun(token):
        return None
    for form in known:
        candidate = Candidate(draft, form.entry, token, (token,))
        if noun_fits(candidate):
            return Found(form, candidate)
    return None


def noun_fits(candidate: Candidate) -> bool:
    """Do the conditions of a noun hold; and is "control" said of a place, in "under", "in" or "of"?"""
    for condition in candidate.entry.when:
        if condition in NOUN_PHRASES:
            if not in_phrase(candidate.head, NOUN_PHRASES[condition]):
                return False
        elif not fits(Candidate(candidate.draft, candidate.entry, candidate.head, candidate.words)):
            return False
    plural = candidate.head.tag_ == "NNS"
    return plural if candidate.head.lemma_ == "hand" else not (plural and candidate.head.lemma_ in MASS_NOUNS)


def in_phrase(noun: Token, prepositions: tuple[str, ...]) -> bool:
    """Does the noun stand in a phrase of one of the prepositions, or have one of them after it?"""
    if any(c.lower_ in prepositions for c in children(noun, "case")) or any(
        p in prepositions for p, _ in prepositional(noun)
    ):
        return True
    index = noun.i - 1
    while index > noun.sent.start and noun.doc[index].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PRON"):
        index -= 1
    return noun.doc[index].lower_ in prepositions


def holding_slot(candidate: Candidate, name: str) -> list[Token]:
    """Return the heads of the noun phrases in a slot of a construction."""
    special = SLOTS.get(name)
    return special(candidate) if special else slot(candidate, name)


def apposed(candidate: Candidate) -> list[Token]:
    """Return the nouns that name a stronghold: an apposition, or a list after a dash or colon."""
    found = [t for f in children(candidate.head, "appos") for t in slot_conjuncts(f)]
    return after_dash(candidate.head) or found


def after_dash(head: Token) -> list[Token]:
    """Return the nouns of a list after a dash or colon later in the sentence."""
    sent, doc = head.sent, head.doc
    for index in range(head.i + 1, sent.end):
        if doc[index].text in ("-", "–", "—", "--", ":") and doc[index - 1].whitespace_ and index + 1 < sent.end:
            end = next((t.i for t in doc[index + 1 : sent.end] if t.pos_ == "VERB"), sent.end)
            return [t for t in doc[index + 1 : end] if t.pos_ in ("PROPN", "NOUN")]
    return []


def slot_conjuncts(token: Token) -> list[Token]:
    return [token, *(c for c in token.children if c.dep_ == "conj" and is_nominal(c))]


def copular(candidate: Candidate) -> list[Token]:
    """Return of what a stronghold, or a place "under the control of" somebody, is said: its subject, or its predicate."""
    head = candidate.head
    subjects = [antecedent(s, head) for s in children(head, *SUBJECTS)]
    if not subjects and relation(head) in ("obl", "xcomp", "advcl") and head.head.pos_ in ("VERB", "AUX", "ADJ", "ADV"):
        subject = surface_subject(head.head)
        subjects = [subject] if subject is not None else []
    if head.dep_ in SUBJECTS:
        subjects += slot_conjuncts(head.head) if is_nominal(head.head) else list(children(head.head, "attr"))
    relative = next(children(head, "acl:relcl"), None)
    if relative is None and head.dep_ == "acl:relcl":
        subjects.append(head.head)
    return subjects


def modified(candidate: Candidate) -> list[Token]:
    """Return the place that "under the control of" or "in rebel hands" modifies."""
    head = candidate.head
    if relation(head) in ("nmod", "acl:relcl", "acl") and is_nominal(head.head):
        return [head.head]
    if relation(head) in ("obl", "xcomp") and head.head.pos_ in ("VERB", "ADJ"):
        verb = head.head
        if verb.dep_ in ("acl", "acl:relcl") and is_nominal(verb.head):
            return [verb.head]
    return []


def subject_of_control(candidate: Candidate) -> list[Token]:
    """Return who is "in control of": the subject of the predicate."""
    before = candidate.head.nbor(-1).lower_ if candidate.head.i else ""
    if before == "in" or any(c.lower_ == "in" for c in children(candidate.head, "case")):
        subject = surface_subject(candidate.head)
        if subject is None and candidate.head.head.pos_ in ("VERB", "AUX"):
            subject = surface_subject(candidate.head.head)
        return slot_conjuncts(subject) if subject is not None else []
    return []


def predicate(candidate: Candidate) -> list[Token]:
    """Return the names after "is" in "the only bastion left is A"."""
    sent, doc = candidate.head.sent, candidate.head.doc
    copula = next((t.i for t in doc[candidate.head.i + 1 : sent.end] if t.lemma_ in ("be", "remain")), None)
    if copula is None or any(t.is_punct for t in doc[candidate.head.i : copula]):
        return []
    return [t for t in doc[copula + 1 : sent.end] if t.pos_ == "PROPN"][:1]


def owner(candidate: Candidate) -> list[Token]:
    """Return whose grasp or hands the last word of an expression is: "slipped from the rebels' grasp"."""
    last = candidate.words[-1]
    return [t for t in last.children if relation(t) in ("nmod:poss", "compound", "amod", "nmod")]


SLOTS = {
    "owner": owner,
    "appos": apposed,
    "copula": copular,
    "predicate": predicate,
    "modified": modified,
    "subject": subject_of_control,
}


@cache
def adjective_states() -> dict[str, str]:
    """Return the state of a place that an adjective before it tells: "a divided town"."""
    return {row["word"]: row["state"] for row in load_lexicon("holding_adjectives") if row["use"] == "before-place"}


def compound_forms(draft: Draft) -> Iterator[tuple[int, int, int, str]]:
    """Yield "rebel-held" and the like: offsets of holder, end of the expression, and the state."""
    states = {row["word"]: row["state"] for row in load_lexicon("holding_adjectives") if row["use"] == "after-name"}
    for match in HELD.finditer(draft.read_text):
        if match.group(2) in states:
            yield match.start(1), match.end(1), match.end(), states[match.group(2)]
