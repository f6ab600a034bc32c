"""Whether a sense of the event lexicon fits its words: the conditions of the column ``when``, and the slots.

Named conditions: ``arg`` (somebody or something depends on the noun), ``event`` (an agreement that is made, not one that
exists), ``told`` (no mere setting: "in the war"), ``done`` (it begins or is carried out), ``plural``, ``plain`` (no predicate
of the object), ``inf`` (an action is asked for), ``made`` (somebody makes the threat), ``commits`` (no "agreed with him"),
``acts`` (no "declined to comment"), ``figure`` (a number follows), ``mishap`` (an accident or a disaster, no violence),
``violent`` (it happened when something violent did),
``sided``, ``local`` (see the holding lexicons), ``finite`` (no "the only bridge left").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Token

from dateline.read.clauses import (
    children,
    conjuncts,
    deep_object,
    deep_subject,
    is_nominal,
    near_object,
    noun_phrase,
    prepositional,
    relation,
    surface_subject,
)
from dateline.read.draft import Draft
from dateline.read.event_lexicon import Entry, entries, light_verbs, noun_kinds
from dateline.read.event_violence import happens_in_violence, tells_of_mishap
from dateline.read.lemmas import noun_lemma
from dateline.read.nominals import words_before
from dateline.records import HOLDING_STATES, Entity

__all__ = [
    "Candidate",
    "fits",
    "is_called_state",
    "kinds_of",
    "light_verb",
    "noun_lemma",
    "place_meant",
    "slot",
    "takes_places",
    "whole_of",
]

# what people refuse to do in every report, without an event: "declined to comment"
SPEECH = frozenset(
    (
        "say", "comment", "discuss", "elaborate", "confirm", "answer", "give", "speak", "disclose", "identify", "name",
    )
)  # fmt: skip
# within so many words of "ask" stands what is asked for
ASKED_TOKENS = 7
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
HAPPENS = frozenset(("begin", "start", "resume", "end", "continue", "follow", "happen", "occur"))
SETTING = frozenset(
    ("in", "of", "during", "since", "after", "before", "for", "from", "until", "through", "without", "as")
)
GOALS = frozenset(("to", "into", "on", "towards", "toward", "around", "for", "of"))
STATES = frozenset(("republic", "kingdom", "emirate", "federation", "empire", "sultanate", "caliphate", "khanate"))
MOST_PARTS = 3
NESTING = frozenset(("of", "on", "in", "at", "near"))
NESTED = frozenset(("by", "with", "against", "between"))
MADE = frozenset(
    ("sign", "reach", "strike", "conclude", "announce", "make", "clinch", "broker", "agree", "seal", "negotiate", "ink")
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sense and the words that it might be about."""

    draft: Draft
    entry: Entry
    head: Token
    words: tuple[Token, ...]


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
        return negated != any(preposition in wanted for preposition, _ in phrases_after(candidate))
    if key == "mod":
        return negated != bool(wanted & {t.lemma_.lower() for t in modifiers(candidate.head)})
    return negated != any(wanted & kinds_in(candidate, token) for token in slot(candidate, key))


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


def is_setting(noun: Token) -> bool:
    """Is the noun only the time or manner of something else: "prisoners of war", "without a fight"?"""
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


def modifiers(noun: Token) -> list[Token]:
    """Return the adjectives and nouns before a noun, also where the parse attached them elsewhere."""
    found = [
        c for c in noun.children if c.i < noun.i and relation(c) in ("amod", "compound", "nmod:poss", "nmod", "flat")
    ]
    for word in takewhile(lambda t: t.pos_ in ("ADJ", "NOUN", "PROPN"), words_before(noun)):
        if word not in found:
            found.append(word)
    return sorted(found, key=lambda t: t.i)


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
        if entity.kind == "place":
            kinds.add("holdable")
    if token.pos_ == "PROPN":
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


def slot(candidate: Candidate, name: str) -> list[Token]:
    """Return the heads of the noun phrases in a slot, coordinated ones included."""
    head, inside = candidate.head, {word.i for word in candidate.words}
    found: list[Token | None]
    if name == "subj":
        found = [deep_subject(head) if candidate.entry.pos == "verb" else state_subject(candidate)]
    elif name == "obj":
        found = objects(candidate) if candidate.entry.pos == "verb" else []
    elif name == "iobj":
        found = [*children(head, "iobj")]
    elif name == "poss":
        found = [*(list(children(head, "nmod:poss")) or genitives(candidate.words[0]))]
    elif name == "mod":
        found = [t for w in candidate.words for t in modifiers(w)]
    elif name == "light":
        verb = light_verb(head)
        found = [deep_subject(verb)] if verb is not None else []
    else:
        found = [noun for preposition, noun in phrases_after(candidate) if preposition == name]
    tokens = [t for t in found if t is not None and t.i not in inside and not t.is_space]
    return tokens if name == "mod" else [t for token in tokens for t in conjuncts(token)]


def objects(candidate: Candidate) -> list[Token | None]:
    """Return the object of an expression: of its verb, or what follows its last word ("shot dead a judge")."""
    inside = {word.i for word in candidate.words}
    own = deep_object(candidate.head)
    if (own is None or own.i in inside) and len(candidate.words) > 1:
        return [near_object(candidate.words[-1])]
    return [own]


def genitives(first: Token) -> list[Token]:
    """Return the owner before an event noun, where the parse has it elsewhere: "the rebels' counterattack"."""
    for index in range(first.i - 1, max(first.sent.start - 1, first.i - 4), -1):
        token = first.doc[index]
        if token.tag_ == "POS" or token.text in ("'", "’"):
            return [first.doc[index - 1]] if index > first.sent.start and is_nominal(first.doc[index - 1]) else []
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM"):
            return []
    return []


def state_subject(candidate: Candidate) -> Token | None:
    """Return of whom a state such as "on alert" is said."""
    head = candidate.head
    subject = surface_subject(head)
    if subject is None and head.head.pos_ in ("VERB", "AUX"):
        subject = deep_object(head.head) or deep_subject(head.head)
    return subject


def light_verb(noun: Token) -> Token | None:
    """Return the verb that an event noun is carried out by: "launched an attack", "an attack was launched"."""
    verb = noun.head
    if relation(noun) in ("obj", "nsubj:pass", "obl", "nmod") and verb.lemma_.lower() == "part":
        verb = verb.head
    if noun.dep_ == "conj" and is_nominal(verb):
        return light_verb(verb) if verb.i != noun.i else None
    if (
        relation(noun) in ("obj", "nsubj:pass", "obl", "nmod")
        and verb.lemma_.lower() in light_verbs()
        and verb.pos_ == "VERB"
    ):
        return verb if relation(noun) != "obl" or joined(noun) else None
    if noun.dep_ == "nsubj" and verb.tag_ == "VBN" and verb.lemma_.lower() in light_verbs():
        return verb
    if noun.dep_ in ("acl:relcl", "acl"):
        return None
    return next((c for c in children(noun, "acl", "acl:relcl") if c.lemma_.lower() in light_verbs()), None)


def joined(noun: Token) -> bool:
    """Does the noun stand in "took part in", "joined in", "engaged in"?"""
    return any(c.lower_ in ("in", "with", "out", "on") for c in children(noun, "case")) and noun.head.lemma_ in (
        "take", "join", "engage", "carry", "go",
    )  # fmt: skip


def phrases_after(candidate: Candidate) -> list[tuple[str, Token]]:
    """Return the prepositional phrases of all words of the expression, and the one that stands right after them."""
    inside = {word.i for word in candidate.words}
    found: list[tuple[str, Token]] = []
    sources = [*candidate.words]
    if candidate.entry.pos == "verb":
        sources += [t for t in (next(children(candidate.head, "obj"), None),) if t is not None and t.i not in inside]
    elif candidate.entry.pos == "noun" and light_verb(candidate.head) is not None:
        verb = light_verb(candidate.head)
        sources += [verb] if verb is not None else []
    for word in sources:
        found += [(p, t) for p, t in prepositional(word) if t.i not in inside]
    if candidate.entry.pos == "noun":
        # "the capture of the town by the rebels", "a meeting in the palace with the king": it hangs on the word before
        found += [pair for p, t in found if p in NESTING for pair in prepositional(t) if pair[0] in NESTED]
    last = candidate.words[-1]
    following = last.nbor() if last.i + 1 < len(last.doc) else None
    if last.pos_ == "ADP":
        adjacent = last.head if last.head.i > last.i else None
        if adjacent is not None and is_nominal(adjacent):
            found.append((last.lower_, adjacent))
    if (
        following is not None
        and following.pos_ == "ADP"
        and following.head.i > following.i
        and is_nominal(following.head)
    ):
        found.append((following.lower_, following.head))
    unique = {(p, t.i): (p, t) for p, t in found}
    return list(unique.values())
