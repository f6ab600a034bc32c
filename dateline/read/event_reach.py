"""Who acts and whom an event concerns where no slot of its word says so: the nearest bearers around the word.

"Denounced the detentions in Chad" is about Chad, "agreed to lift its ban on Chad's cotton" too; a bearer in a clause of its
own ("said in a letter that was sent to Chad") is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clause_modes import auxiliaries
from dateline.read.clauses import SUBJECTS, children, conjuncts, is_nominal, is_passive, relation
from dateline.read.draft import Draft
from dateline.read.event_lexicon import light_verbs
from dateline.read.event_places import SPATIAL_TYPES, is_country
from dateline.read.event_senses import light_verb
from dateline.read.event_triggers import Trigger
from dateline.records import Entity

__all__ = ["SPEAKING", "MentionHeads", "coordinated_bearers", "reached_actors", "reached_targets"]

# how far a step leads, by relation; what is not listed leads nowhere
STEPS = {
    "obj": 1, "iobj": 1, "xcomp": 1, "nmod:poss": 1, "obl": 1, "nmod": 1, "compound": 2, "amod": 2, "acl": 2, "advcl": 3,
    "ccomp": 2, "conj": 1,
}  # fmt: skip
TOWARDS = frozenset(
    ("to", "with", "against", "on", "for", "of", "from", "over", "at", "towards", "toward", "upon", "between")
)
OPPOSITE = frozenset(("with", "against", "between"))
INSIDE = frozenset(("in", "into", "across", "inside", "along", "around", "within"))
SPEAKING = frozenset(("AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT", "SUPPORT"))
APART = frozenset(
    ("after", "before", "during", "since", "amid", "following", "despite", "under", "as", "while", "when", "because", "than",
     "including", "until", "and", "or", "but", "without", "through", "besides", "like", "unlike", "via", "per")
)  # fmt: skip
FARTHEST_TOKENS = 16
ACTING = frozenset(("person", "group", "organization"))
FARTHEST, NEAR = 7, 3  # how far one may go from words that speak, give or allow, and from all others
DEEP = SPEAKING | {"AID", "SANCTION", "CONCEDE"}
# verbs besides the light ones whose subject does what their object says
CARRYING = frozenset(
    ("complete", "go", "refuse", "seek", "cancel", "suspend", "halt", "renew", "accept", "fail", "plan")
)
CLIMBED = frozenset(("obj", "obl", "nmod", "xcomp", "compound", "conj", "acl"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
MOST_CLIMBED = 3


class MentionHeads:
    """The entities of a report by the head words of their mentions."""

    def __init__(self, draft: Draft) -> None:
        self._at: dict[int, tuple[int, Entity]] = {}
        for mention, entity in draft.mentions():
            root, size = draft.tokens_in(mention).root.i, mention.end - mention.start
            if root not in self._at or self._at[root][0] < size:
                self._at[root] = size, entity

    def find(self, token: Token) -> Entity | None:
        """Return the entity of the largest mention with this head word."""
        found = self._at.get(token.i)
        return found[1] if found is not None else None


class Step(NamedTuple):
    """A word on the way from a trigger, and how it was come to."""

    cost: int
    place: int
    inside: bool  # after a preposition that says where something is


def reached_targets(
    draft: Draft, heads: MentionHeads, trigger: Trigger, *, actors: frozenset[str]
) -> tuple[Entity, ...]:
    """Return whom the event of a trigger concerns, coordinated ones included; nobody where the words do not lead to one.

    Args:
        draft: with entities filled.
        heads: of the draft.
        trigger: the event's.
        actors: ids of who does it.
    """
    doc, words = draft.doc, {word.i for word in trigger.words}
    carrier = light_verb(trigger.head) if trigger.entry.pos == "noun" else None
    queue: list[Step] = []
    for start in (*trigger.words, *((carrier,) if carrier is not None else ())):
        heappush(queue, Step(0, start.i, inside=False))
    seen: set[int] = set()
    while queue:
        step = heappop(queue)
        if step.place in seen:
            continue
        seen.add(step.place)
        node = doc[step.place]
        if step.cost and step.place not in words and may_be_target(heads.find(node), trigger, step, actors):
            found = [heads.find(token) for token in conjuncts(node)]
            targets = {e.id: e for e in found if e is not None and may_be_target(e, trigger, step, actors)}
            return tuple(targets.values())
        for child, cost, inside in steps_from(node, trigger):
            if step.cost + cost <= (FARTHEST if trigger.entry.type in DEEP else NEAR):
                heappush(queue, Step(step.cost + cost, child.i, inside))
    return following_bearers(draft, trigger, actors) if trigger.entry.pos == "verb" else ()


def may_be_target(entity: Entity | None, trigger: Trigger, step: Step, actors: frozenset[str]) -> bool:
    """May something be done to the bearer: to people, bodies and states; to towns only by words, and not where it is done?"""
    if entity is None or entity.id in actors:
        return False
    if entity.kind in ACTING:
        return not step.inside
    if entity.kind != "place":
        return False
    spatial = trigger.entry.type in SPATIAL_TYPES
    return is_country(entity) if not step.inside else is_country(entity) and not spatial


def steps_from(node: Token, trigger: Trigger) -> Iterator[tuple[Token, int, bool]]:
    """Yield where one may go on from a word: to what it governs, its owner and its modifiers; not into a clause of its own."""
    owned = trigger.entry.pos == "noun" and node in trigger.words
    for child in node.children:
        if owned and child.i < node.i:  # "the army's raid": who does it
            continue
        name = child.dep_ if child.dep_ == "nmod:poss" else relation(child)
        if name in SUBJECTS and child.i > trigger.head.i and node.i != trigger.head.i:
            yield child, 1, False
        elif name in ("obl", "nmod"):
            yield from by_preposition(node, child, trigger)
        elif name in STEPS and not is_own_clause(child, name, trigger):
            yield child, STEPS[name], False


def is_own_clause(child: Token, name: str, trigger: Trigger) -> bool:
    """Does a new clause begin that the event's word does not reach into?"""
    if child.dep_ == "acl:relcl" or (name == "conj" and not is_nominal(child)):
        return True
    if name == "ccomp":
        return trigger.entry.type not in SPEAKING
    if name == "advcl" and any(mark.lower_ not in ("to", "by", "for", "in") for mark in children(child, "mark")):
        return True
    return name in ("acl", "advcl") and child.tag_ not in ("VB", "VBG", "VBN")


def by_preposition(node: Token, child: Token, trigger: Trigger) -> Iterator[tuple[Token, int, bool]]:
    """Yield a prepositional phrase of a word if it tells of whom; where something is tells it of a noun before it."""
    cases = [c.lower_ for c in child.children if c.dep_ == "case"]
    if (not cases and relation(child) == "obl") or any(c.lower_ == "according" for c in child.children):
        return
    inside = bool(cases) and cases[-1] in INSIDE and not (cases[-1] == "into" and trigger.entry.type in SPEAKING)
    nominal = is_nominal(node) or any(c.i < child.i for c in children(node, "obj"))
    if not cases or (nominal if inside or cases[-1] == "by" else cases[-1] in TOWARDS):
        yield child, STEPS["nmod"] + inside, inside


def following_bearers(draft: Draft, trigger: Trigger, actors: frozenset[str]) -> tuple[Entity, ...]:
    """Return the first bearer after a trigger, before another clause begins: for where the parse leads nowhere."""
    doc, last = draft.doc, trigger.words[-1]
    stop = last.i + 1
    farthest = min(last.sent.end, last.i + 1 + FARTHEST_TOKENS)
    while stop < farthest:
        token = doc[stop]
        if token.tag_ in FINITE or token.pos_ == "SCONJ" or token.lower_ in APART or token.text in (";", ":", ","):
            break
        stop += 1
    near = draft.mention_index.touching(last.idx, doc[stop - 1].idx)
    rows = sorted(((m.start, -m.end, m, e) for m, e in near if m.start > last.idx), key=lambda row: row[:2])
    for _, _, mention, entity in rows:
        tokens = draft.tokens_in(mention)
        before = doc[tokens.start - 1]
        if before.pos_ == "DET":
            before = before.nbor(-1)
        if trigger.entry.type not in DEEP and before.lower_ not in OPPOSITE:
            return ()
        inside = before.lower_ in INSIDE
        if may_be_target(entity, trigger, Step(1, tokens.root.i, inside), actors) and tokens.start < stop:
            return (entity,)
    return ()


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
