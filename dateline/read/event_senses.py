"""Whether a sense of the event lexicon fits its words: the conditions of the column ``when``.

Named conditions: ``arg`` (somebody or something depends on the noun), ``event`` (an agreement that is made, not one that
exists), ``told`` (no mere setting: "in the war"), ``done`` (it begins or is carried out), ``plural``, ``plain`` (no predicate
of the object), ``inf`` (an action is asked for), ``made`` (somebody makes the threat), ``commits`` (no "agreed with him"),
``acts`` (no "declined to comment"), ``figure`` (a number follows), ``mishap`` (an accident or a disaster, no violence),
``violent`` (it happened when something violent did),
``sided``, ``local`` (see the holding lexicons), ``finite`` (no "the only bridge left"),
``alone`` (nothing is done to anything: "the boat turned over"), ``passive`` (it is done to the subject), ``blazes`` (a fire
that burns, none of guns), ``sits`` (a session is held), ``labour`` (workers stop work, nobody is hit), ``mass`` (a hundred
people or more do it), ``heard`` (a shot is), ``dated`` (a time or place is told), ``aboard`` (somebody is "on board").
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from dateline.read.clauses import (
    SUBJECTS,
    children,
    deep_subject,
    is_passive,
    near_object,
    noun_phrase,
    prepositional,
    relation,
)
from dateline.read.draft import Draft
from dateline.read.event_kinds import kinds_of
from dateline.read.event_lexicon import Entry, noun_kinds
from dateline.read.event_slots import Candidate, light_verb, modifiers, phrases_after, slot
from dateline.read.event_violence import happens_in_violence, tells_of_mishap
from dateline.read.lemmas import noun_lemma
from dateline.records import Entity
from dateline.vocabulary import HOLDING_STATES

__all__ = ["fits", "is_called_state", "place_meant", "takes_places"]

# what people refuse to do in every report, without an event: "declined to comment"
SPEECH = frozenset(
    (
        "say", "comment", "discuss", "elaborate", "confirm", "answer", "give", "speak", "disclose", "identify", "name",
    )
)  # fmt: skip
# within so many words of "ask" stands what is asked for
ASKED_TOKENS = 7
HAPPENS = frozenset(("begin", "start", "resume", "end", "continue", "follow", "happen", "occur"))
SITS = frozenset(("last", "run", "break", "close", "open"))
SOUNDS = frozenset(("hear", "ring", "echo", "shake", "crackle", "erupt"))
# what a fire that burns does, and what is done to it
BURNING = frozenset(
    (
        "break", "burn", "destroy", "engulf", "gut", "kill", "rage", "ravage", "spread", "start", "sweep", "tear", "consume",
        "extinguish", "contain", "cause", "quench", "douse", "damage", "injure", "follow",
    )
)  # fmt: skip
STOPPAGES = frozenset(("call", "end", "join", "settle", "suspend", "vote"))
MASS = 100
SETTING = frozenset(
    ("in", "of", "during", "since", "after", "before", "for", "from", "until", "through", "without", "as")
)
GOALS = frozenset(("to", "into", "on", "towards", "toward", "around", "for", "of"))
STATES = frozenset(("republic", "kingdom", "emirate", "federation", "empire", "sultanate", "caliphate", "khanate"))
MADE = frozenset(
    ("sign", "reach", "strike", "conclude", "announce", "make", "clinch", "broker", "agree", "seal", "negotiate", "ink")
)


def fits(candidate: Candidate) -> bool:
    """Do all conditions of the sense hold?"""
    return all(holds(candidate, condition) for condition in candidate.entry.when)


def holds(candidate: Candidate, condition: str) -> bool:
    """Does one condition of the column ``when`` hold?"""
    named = NAMED.get(condition)
    if named is not None:
        return named(candidate)
    negated = "!" in condition
    key, _, values = condition.partition("!" if negated else ":")
    wanted = set(values.split(","))
    if key == "prep":
        after = (p for p, noun in phrases_after(candidate) if not is_time(candidate.draft, noun))
        return negated != any(preposition in wanted for preposition in after)
    if key == "mod":
        return negated != bool(wanted & {t.lemma_.lower() for t in modifiers(candidate.head)})
    return negated != any(wanted & kinds_in(candidate, token) for token in slot(candidate, key))


def is_time(draft: Draft, noun: Token) -> bool:
    """Does a noun only say when: "marched on Monday"?"""
    return any(time.span.start <= noun.idx < time.span.end for time in draft.times)


def kinds_in(candidate: Candidate, token: Token) -> set[str]:
    """Return what a filler of the candidate may name: "took it" is said of a town where a town was named."""
    if takes_places(candidate.entry) and place_meant(candidate.draft, token) is not None:
        return {"place", "holdable"}
    return kinds_of(candidate.draft, token)


def takes_places(entry: Entry) -> bool:
    """Does the sense tell of taking, losing or holding a place?"""
    places = any(w.startswith("obj:") and "holdable" in w for w in entry.when)
    return places or entry.mode in ("seize", "arrest") or entry.type in HOLDING_STATES


def place_meant(draft: Draft, token: Token) -> Entity | None:
    """Return the town that the pronoun "it" stands for after a verb of taking: the last one that somebody went for.

    What the resolution of pronouns says counts where it says a place or a thing; people are not "it".
    """
    if token.lower_ != "it" or token.dep_ in ("nsubj", "expl", "nsubj:pass"):
        return None
    own = draft.find_entity(draft.span_of(token), token)
    state = own is not None and own.place is not None and own.place.feature.startswith("PCL")
    if own is not None and own.kind in ("place", "facility", "vehicle", "weapon") and not state:
        return own if own.kind in ("place", "facility") else None
    start = token.sent.start
    first = token.doc[start - 1].sent.start_char if start else token.sent.start_char
    near = [(m, e) for m, e in draft.mentions() if e.kind == "place" and first <= m.start and m.end <= token.idx]
    reached = [(m.start, e) for m, e in near if is_goal(draft.tokens_in(m).root)]
    if not reached and acts_together(draft, token.head):
        reached = [(m.start, e) for m, e in near if m.start >= token.sent.start_char]
    return max(reached, key=lambda row: row[0])[1] if reached else None


def acts_together(draft: Draft, verb: Token) -> bool:
    """Is the subject of a verb a force or a body, which takes towns, not a person, who takes things?"""
    subject = deep_subject(verb)
    entity = draft.find_entity(draft.span_of(noun_phrase(subject)), subject) if subject is not None else None
    return entity is not None and entity.kind in ("group", "organization")


def is_goal(token: Token) -> bool:
    """Is a place what a clause is about, not only where something is: subject, object, or after "to", "into", "on"?"""
    if token.dep_ in ("obj", "nsubj", "nsubj:pass", "root", "ROOT"):
        return True
    return relation(token) in ("obl", "nmod") and any(c.lower_ in GOALS for c in children(token, "case"))


NAMED: dict[str, Callable[[Candidate], bool]] = {
    "obj": lambda c: bool(slot(c, "obj")),
    "noobj": lambda c: not slot(c, "obj"),
    "acts": lambda c: not any(t.lemma_ in SPEECH for t in children(c.head, "xcomp", "ccomp")),
    "inf": lambda c: asks_for_action(c.head),
    "made": lambda c: any(slot(c, name) for name in ("poss", "by", "from", "light")) or any(children(c.head, "acl")),
    "commits": lambda c: (
        any(children(c.head, "xcomp", "ccomp", "obj", "advcl"))
        or not any(preposition == "with" for preposition, _ in phrases_after(c))
    ),
    "plain": lambda c: is_plain(c),
    "mishap": lambda c: tells_of_mishap(c.head),
    "violent": lambda c: happens_in_violence(c.head),
    "finite": lambda c: c.head.dep_ not in ("acl", "amod") or c.head.tag_ == "VBG",
    "alone": lambda c: is_alone(c),
    "passive": lambda c: is_passive(c.head) and not any(children(c.head, "xcomp", "ccomp", "compound:prt", "obj")),
    "blazes": lambda c: is_blaze(c.head),
    "sits": lambda c: c.head.dep_ in SUBJECTS and c.head.head.lemma_ in HAPPENS | SITS,
    "labour": lambda c: tells_of_labour(c.head),
    "mass": lambda c: any(is_mass(c.draft, t) for t in slot(c, "theme")),
    "dated": lambda c: any(p in ("in", "on", "at") for p, _ in phrases_after(c)),
    "heard": lambda c: (
        c.head.head.lemma_ in ("hear", "ring", "echo", "shake", "crackle", "erupt")
        and c.head.dep_ in ("obj", *SUBJECTS)
    ),
    "aboard": lambda c: c.head.i > 0 and c.head.nbor(-1).lower_ == "on",
    "told": lambda c: not is_setting(c.head),
    "sided": lambda c: not names_place(c, countries=False) and not is_free_relative(c.head),
    "local": lambda c: not names_place(c, countries=True),
    "done": lambda c: light_verb(c.head) is not None or c.head.head.lemma_ in HAPPENS,
    "plural": lambda c: c.head.tag_ in ("NNS", "NNPS"),
    "figure": lambda c: any(
        q.unit == "count" and c.head.idx < q.span.start < c.head.sent.end_char for q in c.draft.quantities
    ),
    "event": lambda c: c.head.head.lemma_ in MADE,
    "arg": lambda c: (
        any(slot(c, name) for name in ("of", "poss", "by", "from", "to", "against", "light"))
        or any(children(c.head, "acl", "nummod", "nmod", "ccomp"))
    ),
}


def names_place(candidate: Candidate, *, countries: bool) -> bool:
    """Is the subject a country (or else a place that is none)?"""
    entities = [
        candidate.draft.find_entity(candidate.draft.span_of(noun_phrase(t)), t) for t in slot(candidate, "subj")
    ]
    places = [e for e in entities if e is not None and e.kind in ("place", "facility")]
    states = [is_called_state(e) or (e.place is not None and e.place.feature.startswith("PCL")) for e in places]
    return any(states) if countries else not all(states)


def is_called_state(entity: Entity) -> bool:
    """Is a place that the gazetteer does not have called a state: "the Republic of Norn"?"""
    return entity.place is None and bool(STATES & set(entity.name.lower().split()))


def is_free_relative(verb: Token) -> bool:
    """Is the subject anybody at all: "whoever holds the pass holds the valley"?"""
    own = [t for s in children(verb, "nsubj", "csubj") for t in s.subtree]
    return any(t.lower_ in ("whoever", "anyone", "anybody") for t in own)


def is_alone(candidate: Candidate) -> bool:
    """Is nothing done to anything? A parse may call the mover of "the boat rolled over" passive."""
    head = candidate.head
    joined = relation(head) == "conj" and any(children(head.head, "aux:pass"))
    if joined or any(children(head, "obj", "aux:pass", "xcomp", "ccomp")):
        return False
    last = near_object(candidate.words[-1])
    return last is None or last.i < head.i or is_time(candidate.draft, last)


def is_blaze(noun: Token) -> bool:
    """Is a fire one that burns: counted, and at a place or said to burn? The fire of guns is neither."""
    counted = noun.tag_ == "NNS" or any(c.lower_ in ("a", "the", "this", "that") for c in children(noun, "det"))
    own = relation(noun) in ("obj", "nsubj", "nsubj:pass") and noun.head.lemma_ in BURNING
    own = own or any(verb.lemma_ in BURNING for verb in children(noun, "acl", "acl:relcl"))
    placed = any(
        preposition in ("at", "in", "aboard") and "place" in noun_kinds().get(noun_lemma(place), ())
        for preposition, place in prepositional(noun)
    )
    return counted and (own or placed)


def tells_of_labour(noun: Token) -> bool:
    """Does the sentence tell of work: of those who do it, their union, their pay? Or is it how a stoppage goes on and ends?"""
    if noun.head.lemma_ in STOPPAGES and relation(noun) in ("obj", "nsubj", "nsubj:pass"):
        return True
    return any("work" in noun_kinds().get(noun_lemma(token), ()) for token in noun.sent if token.i != noun.i)


def is_mass(draft: Draft, people: Token) -> bool:
    """Are so many told of that they make a crowd: "some 2,000 villagers", "hundreds of nurses"?"""
    phrase = noun_phrase(people)
    span = draft.span(phrase[0].idx, phrase[-1].idx + len(phrase[-1]))
    return any(q.unit == "count" and (q.low or 0) >= MASS and q.span.overlaps(span) for q in draft.quantities)


def is_setting(noun: Token) -> bool:
    """Is the noun only the time or manner of something else: "prisoners of war", "without a fight"?

    What is told for the first time is more: "left after a fight of an hour".
    """
    new = any(c.lower_ in ("a", "an") for c in children(noun, "det"))
    if new and any(c.lower_ in ("after", "in", "during", "following") for c in children(noun, "case")):
        return False
    if relation(noun) not in ("obl", "nmod") or light_verb(noun) is not None:
        return False
    if relation(noun) == "nmod" and "human" in noun_kinds().get(noun_lemma(noun.head), ()):
        return True
    if any(preposition in ("between", "against", "with") for preposition, _ in prepositional(noun)):
        return False
    return any(c.lower_ in SETTING for c in children(noun, "case"))


def asks_for_action(verb: Token) -> bool:
    """Does an infinitive or "for" follow: "asked him to leave", not "asked him a question"?"""
    following = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 1 + ASKED_TOKENS)]
    return any(t.tag_ == "TO" or t.lower_ == "for" for t in following)


def is_plain(candidate: Candidate) -> bool:
    if any(children(candidate.head, "xcomp", "iobj", "compound:prt")):
        return False
    return not any(preposition in ("for", "on", "off") for preposition, _ in phrases_after(candidate))
