"""Where the holder and the place of a holding stand around a noun or a phrase: slots that event words do not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from dateline.read.clauses import (
    SUBJECTS,
    antecedent,
    children,
    conjuncts,
    deep_object,
    deep_subject,
    is_nominal,
    is_passive,
    noun_phrase,
    prepositional,
    relation,
    surface_subject,
)
from dateline.read.event_fillers import entity_of
from dateline.read.event_slots import Candidate, slot

__all__ = ["PARTING", "after_dash", "holding_slot"]

COPULAS = frozenset(("be", "remain", "stay"))
# verbs that lay a place under somebody's control, as their object
PUTTING = frozenset(("bring", "put", "place", "keep", "have", "hold", "maintain", "leave", "get"))
# how control goes to another side, is parted between sides, or reaches no farther
PASSING = frozenset(("pass", "go", "shift", "fall", "revert", "return", "transfer", "hand", "cede", "slip"))
PARTING = frozenset(("divide", "split", "share", "alternate", "dispute", "contest", "divided", "disputed", "contested"))
LIMITING = frozenset(("limit", "confine", "restrict", "reduce", "shrink", "limited", "confined", "restricted"))
# what a flag does over the place of those whose flag it is, and what they do with it
FLYING = frozenset(("fly", "flutter", "wave", "hang", "float"))
RAISING = frozenset(("raise", "hoist", "plant", "run"))
OVER = frozenset(("over", "above", "on", "from", "atop", "in"))
APPOSED_TOKENS = 8
LISTERS = ("-", "–", "—", "--", ":")


def holding_slot(candidate: Candidate, name: str) -> list[Token]:
    """Return the heads of the noun phrases in a slot of a construction."""
    special = SLOTS.get(name)
    return special(candidate) if special else slot(candidate, name)


def apposed(candidate: Candidate) -> list[Token]:
    """Return the nouns that name a stronghold: an apposition, or a list after a dash or colon."""
    found = [t for f in children(candidate.head, "appos") for t in conjuncts(f)]
    return after_dash(candidate.head) or found


def after_dash(head: Token) -> list[Token]:
    """Return the nouns of a list after a dash or colon later in the sentence."""
    sent, doc = head.sent, head.doc
    for index in range(head.i + 1, sent.end):
        if doc[index].text in LISTERS and doc[index - 1].whitespace_ and index + 1 < sent.end:
            end = next((t.i for t in doc[index + 1 : sent.end] if t.pos_ == "VERB"), sent.end)
            return [t for t in doc[index + 1 : end] if t.pos_ in ("PROPN", "NOUN")]
    return []


def copular(candidate: Candidate) -> list[Token]:
    """Return of what a stronghold, or a place "under the control of" somebody, is said: its subject, or its predicate."""
    head = candidate.head
    described = before_comma(head)
    if described is not None:
        return [described]
    own = list(children(head, *SUBJECTS))
    # a second subject behind the noun is that of a clause without a verb: "A is in their hands, B in ours"
    subjects = [antecedent(s, head) for s in [t for t in own if t.i < head.i] or own]
    if not subjects and relation(head) in ("obl", "xcomp", "advcl") and head.head.pos_ in ("VERB", "AUX", "ADJ", "ADV"):
        subject = put_object(head.head) or surface_subject(head.head)
        subjects = [subject] if subject is not None else []
    if relation(head) == "appos" and is_nominal(head.head):
        subjects.append(head.head)
    if head.dep_ in SUBJECTS:
        subjects += conjuncts(head.head) if is_nominal(head.head) else list(children(head.head, "attr"))
    relative = next(children(head, "acl:relcl"), None)
    if relative is None and head.dep_ == "acl:relcl":
        subjects.append(head.head)
    return [t for s in subjects for t in conjuncts(s)]


def before_comma(head: Token) -> Token | None:
    """Return the name right before the comma of an apposition, to whatever the parse gave that: "X, long a stronghold"."""
    doc, start, at = head.doc, head.sent.start, noun_phrase(head).start - 1
    lowest = max(start, at - APPOSED_TOKENS)
    while at > lowest and doc[at].text != "," and doc[at].pos_ in ("ADV", "ADP", "NOUN", "DET", "NUM", "ADJ", "SCONJ"):
        at -= 1
    if at <= start or doc[at].text != "," or doc[at - 1].pos_ != "PROPN" or head.dep_ == "conj":
        return None
    name = doc[at - 1]
    following = doc[noun_phrase(head).end :]
    closed = relation(head) == "appos" or any(t.text in (",", ".", ";") for t in following[:APPOSED_TOKENS])
    while name.head.i < name.i and name.dep_ in ("flat", "compound", "nmod:unmarked") and name.head.pos_ == "PROPN":
        name = name.head
    return name if closed else None


def put_object(verb: Token) -> Token | None:
    """Return what a verb lays under control: "brought the town under its control"."""
    return deep_object(verb) if verb.lemma_ in PUTTING else None


def putter(candidate: Candidate) -> list[Token]:
    """Return who lays a place under a siege: "the rebels put the town under siege"."""
    verb = candidate.head.head
    if verb.lemma_ not in PUTTING or relation(candidate.head) not in ("obl", "xcomp"):
        return []
    subject = deep_subject(verb)
    return conjuncts(subject) if subject is not None else []


def modified(candidate: Candidate) -> list[Token]:
    """Return the place that "under the control of" or "in rebel hands" modifies."""
    head = candidate.head
    if relation(head) in ("nmod", "acl:relcl", "acl") and is_nominal(head.head):
        return conjuncts(head.head)
    if relation(head) in ("obl", "xcomp") and head.head.pos_ in ("VERB", "ADJ"):
        verb = head.head
        if verb.dep_ in ("acl", "acl:relcl") and is_nominal(verb.head):
            return [verb.head]
        put = put_object(verb)
        return conjuncts(put) if put is not None else []
    return []


def subject_of_control(candidate: Candidate) -> list[Token]:
    """Return who is "in control of": the subject of the predicate."""
    before = candidate.head.nbor(-1).lower_ if candidate.head.i else ""
    if before == "in" or any(c.lower_ == "in" for c in children(candidate.head, "case")):
        subject = surface_subject(candidate.head)
        if subject is None and candidate.head.head.pos_ in ("VERB", "AUX"):
            subject = found_object(candidate.head) or surface_subject(candidate.head.head)
        return conjuncts(subject) if subject is not None else []
    return []


def found_object(noun: Token) -> Token | None:
    """Return who is found or left in control: "found the army in control of", "left them in control of"."""
    if noun.head.lemma_ not in ("find", "leave", "put", "keep"):
        return None
    return next((t for t in children(noun.head, "obj") if t.i < noun.i), None)


def predicate(candidate: Candidate) -> list[Token]:
    """Return the names after "is" in "the only bastion left is A"."""
    sent, doc = candidate.head.sent, candidate.head.doc
    copula = next((t.i for t in doc[candidate.head.i + 1 : sent.end] if t.lemma_ in COPULAS), None)
    if copula is None or any(t.is_punct for t in doc[candidate.head.i : copula]):
        return []
    return [t for t in doc[copula + 1 : sent.end] if t.pos_ == "PROPN"][:1]


def owner(candidate: Candidate) -> list[Token]:
    """Return whose grasp or hands the last word of an expression is: "slipped from the rebels' grasp"."""
    last = candidate.words[-1]
    return [t for t in last.children if relation(t) in ("nmod:poss", "compound", "amod", "nmod")]


def governing(candidate: Candidate, verbs: frozenset[str]) -> Iterator[Token]:
    """Yield the verb of a list whose subject, or object, the noun of the construction is."""
    head = candidate.head
    if (
        head.dep_ in (*SUBJECTS, "obj", "xcomp")
        and head.head.lemma_ in verbs
        and head.head.pos_ in ("VERB", "AUX", "ADJ")
    ):
        yield head.head


def passed(candidate: Candidate) -> list[Token]:
    """Return to whom control goes: "control of the port passed to the rebels"."""
    verbs = governing(candidate, PASSING)
    sides = [t for verb in verbs for p, noun in prepositional(verb) if p == "to" for t in conjuncts(noun)]
    return [t for t in sides if entity_of(candidate.draft, t) is not None]


def parted(candidate: Candidate) -> list[Token]:
    """Return between whom control is parted: "is divided between A and B", "A and B share control"."""
    for verb in governing(candidate, PARTING):
        sides = [t for p, noun in prepositional(verb) if p in ("between", "among", "by") for t in conjuncts(noun)]
        if sides or candidate.head.dep_ not in ("obj", "xcomp"):
            return sides
        subject = deep_subject(verb)
        partners = [t for p, t in prepositional(verb) if p == "with"]
        return [*conjuncts(subject), *partners] if subject is not None else partners
    return []


def limited(candidate: Candidate) -> list[Token]:
    """Return what a presence is limited to: "the army's presence is limited to the port"."""
    verbs = governing(candidate, LIMITING)
    return [t for verb in verbs for p, noun in prepositional(verb) if p == "to" for t in conjuncts(noun)]


def share_of(candidate: Candidate) -> list[Token]:
    """Return what a share behind the noun is a share of: "their territory shrank to a third of the province"."""
    draft, sent = candidate.draft, candidate.head.sent
    shares = [q for q in draft.quantities if q.unit == "share" and candidate.head.idx < q.span.start < sent.end_char]
    words = [token for share in shares for token in draft.tokens_in(share.span)]
    return [noun for word in words for p, noun in prepositional(word) if p == "of"]


def passive_subject(candidate: Candidate) -> list[Token]:
    """Return the subject of a passive whose preposition has no noun: "the port is being fought over"."""
    subject = surface_subject(candidate.head) if is_passive(candidate.head) else None
    return conjuncts(subject) if subject is not None else []


def place_of_object(candidate: Candidate) -> list[Token]:
    """Return where those stand to whom it is done: "surrounded the garrison at the port", "the port's garrison"."""
    found: list[Token] = []
    for noun in slot(candidate, "obj"):
        phrases = [*prepositional(noun), *prepositional(candidate.head)]
        # "the 300 men of the garrison at the port"
        phrases += [pair for p, inner in phrases if p == "of" for pair in prepositional(inner)]
        found += [t for p, t in phrases if p in ("at", "in", "of", "inside")] + list(children(noun, "nmod:poss"))
    return found


def bearer(candidate: Candidate) -> list[Token]:
    """Return of whom the noun is said: "the rebels were masters of the port"."""
    head = candidate.head
    subject = next(children(head, *SUBJECTS), None)
    if subject is None and head.dep_ in ("obj", "xcomp", "obl", "conj"):
        subject = surface_subject(head if head.dep_ == "conj" else head.head)
    return conjuncts(antecedent(subject, head)) if subject is not None else []


def itself(candidate: Candidate) -> list[Token]:
    return [candidate.head]


def locked(candidate: Candidate) -> list[Token]:
    """Return the sides that are locked in a fight."""
    verb = candidate.head.head
    if verb.lemma_ not in ("lock", "engage", "embroil", "tie"):
        return []
    subject = surface_subject(verb)
    return conjuncts(subject) if subject is not None else []


def flown(candidate: Candidate) -> list[Token]:
    """Return over what a flag flies."""
    verb = candidate.head.head
    if verb.lemma_ not in FLYING or candidate.head.dep_ not in SUBJECTS:
        return []
    return [t for p, noun in prepositional(verb) if p in OVER for t in conjuncts(noun)]


def raised(candidate: Candidate) -> list[Token]:
    """Return over what a flag is raised."""
    verb = candidate.head.head
    if verb.lemma_ not in RAISING or candidate.head.dep_ not in ("obj", "nsubj:pass"):
        return []
    phrases = [*prepositional(verb), *prepositional(candidate.head)]
    return [t for p, noun in phrases if p in OVER for t in conjuncts(noun)]


def place_of_subject(candidate: Candidate) -> list[Token]:
    """Return where those are who do it: "the garrison of the port surrendered"."""
    nouns = slot(candidate, "subj")
    return [t for noun in nouns for p, t in prepositional(noun) if p in ("at", "in", "of", "inside")]


def besieger(candidate: Candidate) -> list[Token]:
    """Return the besiegers that the sentence, or the one after it, speaks of."""
    doc, sent = candidate.head.doc, candidate.head.sent
    following = doc[sent.end].sent.end if sent.end < len(doc) else sent.end
    return [t for t in doc[sent.start : following] if t.lemma_.lower() == "besieger" and t.i != candidate.head.i][:1]


def bereft(candidate: Candidate) -> list[Token]:
    """Return whom the fall of a place leaves without something: "left them without a port"."""
    doc, sent = candidate.head.doc, candidate.head.sent
    verb = next((t for t in doc[candidate.head.i : sent.end] if t.lemma_ in ("leave", "rob", "deprive")), None)
    if verb is None or not {"without", "of"} & {t.lower_ for t in doc[verb.i : sent.end]}:
        return []
    found = deep_object(verb)
    return [found] if found is not None and found.i != candidate.head.i else []


SLOTS: dict[str, Callable[[Candidate], list[Token]]] = {
    "owner": owner,
    "appos": apposed,
    "copula": copular,
    "predicate": predicate,
    "modified": modified,
    "subject": subject_of_control,
    "putter": putter,
    "passed": passed,
    "parted": parted,
    "limited": limited,
    "share-of": share_of,
    "bearer": bearer,
    "self": itself,
    "locked": locked,
    "flown": flown,
    "raised": raised,
    "besieger": besieger,
    "bereft": bereft,
    "passive": passive_subject,
    "place-of-obj": place_of_object,
    "place-of-subj": place_of_subject,
}
