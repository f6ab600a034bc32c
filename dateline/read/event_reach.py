"""Who acts where no slot of an event's word says so: the bearer that stands where the doer of an event stands."""

from __future__ import annotations

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clause_modes import auxiliaries
from dateline.read.clauses import is_passive, relation
from dateline.read.draft import Draft
from dateline.read.event_lexicon import light_verbs
from dateline.read.event_places import is_country
from dateline.read.event_triggers import Trigger
from dateline.records import Entity

__all__ = ["coordinated_bearers", "reached_actors"]

ACTING = frozenset(("person", "group", "organization"))
# verbs besides the light ones whose subject does what their object says
CARRYING = frozenset(
    ("complete", "go", "refuse", "seek", "cancel", "suspend", "halt", "renew", "accept", "fail", "plan")
)
CLIMBED = frozenset(("obj", "obl", "nmod", "xcomp", "compound", "conj", "acl"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
MOST_CLIMBED = 3


def reached_actors(draft: Draft, trigger: Trigger) -> tuple[Entity, ...]:
    """Return who stands where the doer of an event stands, though the parse gives its word no subject."""
    verb: Token | None = trigger.head
    if trigger.entry.pos == "noun":
        verb = carrying_verb(trigger)
    if verb is None or is_passive(verb) or verb.tag_ == "VB" or not has_finite_form(verb):
        return ()
    return leading_bearer(draft, verb)


def carrying_verb(trigger: Trigger) -> Token | None:
    """Return the verb whose subject does what an event noun says: "completed its withdrawal", "refused talks"."""
    node = trigger.head
    for _ in range(MOST_CLIMBED):
        if relation(node) not in CLIMBED or node.head.i > node.i:
            return None
        node = node.head
        if node.pos_ == "VERB":
            return node if node.lemma_.lower() in CARRYING | light_verbs() else None
    return None


def has_finite_form(verb: Token) -> bool:
    return verb.tag_ in FINITE or any(a.tag_ in FINITE for a in auxiliaries(verb))


def leading_bearer(draft: Draft, verb: Token) -> tuple[Entity, ...]:
    """Return the bearers of the first phrase of a verb's clause that stands after no preposition, read from the left."""
    start, first_of_all = verb.i, verb.sent.start
    own = {a.i for a in auxiliaries(verb)}
    while start > first_of_all:
        before = verb.doc[start - 1]
        if before.tag_ in FINITE and before.i not in own:
            break
        if before.pos_ == "SCONJ" or before.tag_ in ("WDT", "WP", "WP$", "WRB") or before.text in (":", "—", "--"):
            break
        start -= 1
    if start == verb.i or any(t.pos_ == "CCONJ" for t in verb.doc[max(start, verb.i - 2) : verb.i]):
        return ()
    doc = verb.doc
    near = draft.mention_index.touching(doc[start].idx, verb.idx)
    rows = sorted(
        ((m.start, -m.end, e) for m, e in near if doc[start].idx <= m.start and m.end <= verb.idx), key=lambda r: r[:2]
    )
    for at, _, entity in rows:
        first = draft.tokens_in(draft.span(at, at + 1)).start
        if first > start and doc[first - 1].pos_ in ("ADP", "DET") and not is_open(doc[first - 1]):
            continue
        return (entity,) if entity.kind in ACTING or is_country(entity) else ()
    return ()


def coordinated_bearers(draft: Draft, first: TokenSpan, verb: Token) -> tuple[Entity, ...]:
    """Return the bearers that "and" joins to a phrase before a verb, whatever the parse makes of them."""
    doc, at = draft.doc, first.end
    found: list[Entity] = []
    while at + 1 < verb.i and (doc[at].lower_ == "and" or (found and doc[at].text == ",")):
        start = at + 1 + (doc[at + 1].pos_ == "DET")
        near = draft.mention_index.touching(doc[at + 1].idx, doc[start].idx + 1)
        spans = [(draft.tokens_in(m), e) for m, e in near if doc[at + 1].idx <= m.start <= doc[start].idx]
        if not spans:
            break
        words, entity = max(spans, key=lambda row: len(row[0]))
        if words.end > verb.i or (entity.kind not in ACTING and not is_country(entity)):
            break
        found.append(entity)
        at = words.end
    return tuple(found)


def is_open(word: Token) -> bool:
    """May a phrase begin after the word: after an article that stands after no preposition?"""
    return word.pos_ == "DET" and (word.i == 0 or word.nbor(-1).pos_ != "ADP")
