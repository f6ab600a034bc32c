"""Whether a construction tells of a holding as a fact, and of which state: not what is planned, denied, asked or ended."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from dateline.read.clause_modes import is_negated
from dateline.read.clause_status import clause_status
from dateline.read.clauses import SUBJECTS, antecedent, is_nominal, noun_phrase, own_subject, relation
from dateline.read.event_lexicon import noun_kinds
from dateline.read.event_slots import Candidate
from dateline.read.event_status import status_of
from dateline.read.holding_slots import PARTING, holding_slot
from dateline.read.lemmas import noun_lemma
from dateline.records import Attribution

__all__ = ["REAL", "is_civil", "is_nobodys", "real_state"]

REAL = frozenset(("occurred", "ongoing"))
CHANGES = frozenset(("taken", "lost"))
NEGATIONS = frozenset(("not", "n't", "n’t", "never", "neither", "nobody", "none", "nor"))
# what is told of the past alone: "once their bastion", "a former stronghold"
FORMERLY = frozenset(("once", "formerly", "former", "erstwhile", "onetime"))
NOBODY = frozenset(("no", "neither", "nobody", "none"))
# verbs by which a place comes under somebody's control, and those by which a siege or a hold ends
BECOMING = frozenset(("come", "fall", "pass", "bring", "put", "place", "return", "revert", "slip"))
ENDING = frozenset(("lift", "break", "end", "relieve", "raise", "abandon", "cease", "collapse", "shatter"))
# prepositions before an "-ing" of what is meant, not done ("aimed at taking"), but for what somebody is blamed for
AIMS = frozenset(("at", "to", "of", "for", "from", "toward", "towards", "without", "into"))
BLAMES = frozenset(("accuse", "convict", "suspect", "guilty", "boast", "blame"))
CLAUSE_TOKENS, NEAR_TOKENS = 10, 5
# words of elections, which are won and lost too, and nouns of fighters, which say that no election is meant
VOTING = frozenset(
    ("election", "primary", "ballot", "poll", "vote", "voter", "caucus", "delegate", "electoral", "runoff")
)
PARTIES = frozenset(
    ("republican", "democrat", "democratic", "conservative", "liberal", "tory", "labour", "senate", "congressional")
)
UNARMED = frozenset(
    ("side", "alliance", "coalition", "opposition", "division", "officer", "police", "general", "weapon")
)


def real_state(candidate: Candidate, state: str, *, attribution: Attribution | None) -> str | None:
    """Return the state that a construction tells of as a fact, None if it is planned, needed, feared or denied.

    Args:
        candidate: the construction.
        state: what it says of a place where nothing is denied.
        attribution: who says so; what is denied, expected or ordered in a speech is no fact there.
    """
    head, noun = candidate.head, candidate.entry.pos == "noun"
    if noun and FORMERLY & {
        t.lower_ for t in (*head.children, *head.doc[max(head.sent.start, head.left_edge.i - 1) : head.i])
    }:
        return None
    if no_longer(candidate):
        return "lost" if state == "holds" else None
    if is_asked(head) or is_aim(head) or by_nobody(candidate):
        return None
    if attribution is not None and attribution.stance == "doubts":
        return None
    # "control of it is disputed" does not deny that there is control
    parted = noun and head.dep_ in SUBJECTS and head.head.lemma_ in PARTING
    status = clause_status(head.head) if parted else status_of(head, noun=noun, attribution=attribution)
    if noun:
        unreal = is_denied(candidate) or status not in REAL or (state in CHANGES and would_follow(head))
        return None if unreal else noun_state(candidate, state)
    if is_negated(head):
        return "holds" if head.lemma_ == "fall" and state == "taken" else None
    return state if status in REAL else None


def noun_state(candidate: Candidate, state: str) -> str | None:
    """Return the state after what the verb around the noun does to it: "came under their control", "lifted the siege"."""
    head, verb = candidate.head, candidate.head.head
    if relation(head) in ("obl", "xcomp") and verb.lemma_ in BECOMING and state == "holds":
        return "taken"
    if head.dep_ in ("obj", *SUBJECTS) and verb.lemma_ in ENDING and state not in CHANGES:
        return "lost" if state == "holds" else None
    return state


def would_follow(noun: Token) -> bool:
    """Is it said what would follow from it: "the fall of the town would open the road"?"""
    return noun.dep_ == "nsubj" and clause_status(noun.head) not in REAL and not is_negated(noun.head)


def words_before(candidate: Candidate) -> list[str]:
    """Return the words from the last comma or clause to a construction."""
    first = candidate.words[0]
    words: list[str] = []
    for index in range(first.i - 1, max(first.sent.start - 1, first.i - 1 - CLAUSE_TOKENS), -1):
        token = first.doc[index]
        if token.is_punct or token.pos_ in ("SCONJ", "CCONJ"):
            break
        words.insert(0, token.lower_)
    return words


def no_longer(candidate: Candidate) -> bool:
    return ("no", "longer") in pairwise(words_before(candidate))


def is_denied(candidate: Candidate) -> bool:
    """Is a state such as "in rebel hands" negated: "is not in rebel hands", "never came under their control"?"""
    before = words_before(candidate)[-NEAR_TOKENS:]
    if NEGATIONS & set(before) or ("out", "of") in pairwise(before):
        return True
    head = candidate.head
    verb = head.head if relation(head) in ("obl", "xcomp", "obj") and head.head.pos_ in ("VERB", "AUX") else head
    subject = own_subject(verb) or own_subject(head)
    return (subject is not None and any(t.lower_ in NOBODY for t in noun_phrase(subject))) or negated_pair(subject)


def negated_pair(subject: Token | None) -> bool:
    """Is the subject "neither A nor B"?"""
    return subject is not None and any(c.lower_ == "neither" for c in subject.children)


def by_nobody(candidate: Candidate) -> bool:
    """Is the agent nobody: "held by neither side"?"""
    words = [t for noun in holding_slot(candidate, "by") for t in noun_phrase(noun)]
    words += [c for c in candidate.head.children if c.dep_ == "det" and candidate.entry.pos == "verb"]
    return any(t.lower_ in NOBODY for t in words)


def is_nobodys(candidate: Candidate) -> bool:
    """Is a place said to be in nobody's hands, so that it is still fought over?"""
    if candidate.entry.pos != "noun" or candidate.entry.type != "holds":
        return False
    owners = [t for t in holding_slot(candidate, "poss") if t.i < candidate.head.i]
    words = {w.lower_ for t in owners for w in (*noun_phrase(t), t)}
    return bool(words & {"nobody"}) or {"no", "one"} <= words or {"neither", "side"} <= words


def is_asked(verb: Token) -> bool:
    """Is it asked, not told, who does it: "it is not clear who controls the port", "who controls the port?"."""
    if verb.sent[-1].text == "?" or any(t.lower_ == "whoever" for t in verb.doc[verb.sent.start : verb.i]):
        return True
    subject = own_subject(verb)
    if subject is None or subject.lower_ not in ("who", "whoever", "what", "which"):
        return False
    return antecedent(subject, verb).i == subject.i or verb.dep_ in ("csubj", "ccomp")


def is_aim(head: Token) -> bool:
    """Is it only meant to be done: "an offensive to retake", "aimed at taking", "was not able to take"?"""
    governor, marks = head.head, [c for c in head.children if c.i < head.i]
    if head.tag_ == "VB" and governor.i < head.i:
        if head.dep_ == "acl" and is_nominal(governor):
            return governor.lower_ not in ("first", "last", "latest", "only") and not is_filler(governor)
        if relation(head) in ("xcomp", "ccomp") and governor.pos_ == "VERB" and clause_status(governor) not in REAL:
            return True
        return relation(head) in ("xcomp", "ccomp", "advcl") and is_negated(governor)
    if head.tag_ == "VBG":
        before = head.nbor(-1) if head.i > head.sent.start else head
        aimed = before.lower_ in AIMS or any(c.lower_ in AIMS and c.dep_ in ("mark", "case") for c in marks)
        return aimed and not any(node.lemma_ in BLAMES for node in head.ancestors)
    return False


def is_filler(noun: Token) -> bool:
    """Is the noun one that the infinitive is said of: "the first town to fall"?"""
    kinds = noun_kinds().get(noun_lemma(noun), frozenset())
    return bool(kinds & {"place", "holdable", "human"}) and any(
        c.lower_ in ("first", "last", "latest", "only", "second", "third") for c in noun.children
    )


def is_civil(head: Token) -> bool:
    """Does the sentence speak of an election and of no fighters: "the party lost the state in the primary"?"""
    lemmas = {noun_lemma(t) for t in head.sent}
    kinds = noun_kinds()
    voting = bool(lemmas & (VOTING | PARTIES))
    armed = any("armed" in kinds.get(lemma, ()) for lemma in lemmas - UNARMED)
    return voting and not armed
