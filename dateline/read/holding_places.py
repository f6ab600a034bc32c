"""Which places and holders a construction names: through parts, lists and appositions, as entities of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from dateline.read.clauses import children, conjuncts, is_nominal, noun_phrase, prepositional, relation
from dateline.read.draft import Draft
from dateline.read.event_fillers import entity_of, same_word_entity
from dateline.read.event_kinds import whole_of
from dateline.read.event_lexicon import noun_kinds
from dateline.read.event_places import PLACE_KINDS, is_country
from dateline.read.event_senses import is_called_state, place_meant
from dateline.read.event_slots import Candidate
from dateline.read.holding_forms import MASS_NOUNS, is_building, speaks_of_fighters
from dateline.read.holding_slots import after_dash, holding_slot
from dateline.read.lemmas import noun_lemma
from dateline.records import Entity

__all__ = [
    "Place",
    "actor_at",
    "actors_in",
    "can_be_held",
    "is_all_but",
    "is_known",
    "may_hold",
    "named_whole",
    "place_at",
    "places_in",
    "places_of",
    "side_named",
    "side_of_place",
]

Place = tuple[Entity, Token]

DIRECTIONS = frozenset(
    (
        "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "kilometres", "kilometers", "km",
        "miles", "outside",
    )
)  # fmt: skip
# "government tanks" are those who ride in them
MAX_NESTING = 3
HOLDER_KINDS = frozenset(("person", "group", "organization", "place", "vehicle"))
# what forces hold of a place, which is said of the place: "their last position in Homs"
POSITIONS = frozenset(
    ("position", "outpost", "foothold", "toehold", "stronghold", "bastion", "pocket", "holdout", "redoubt", "refuge")
)
# parts whose taking is that of the whole: "their entry into its centre"
INNER_PARTS = frozenset(("centre", "center", "heart", "downtown", "street", "outskirts"))
# what is shared out in trade and votes
WARES = frozenset(("market", "vote", "stock"))
# what stands between the names of a list
JOINS = frozenset(
    (",", "and", "or", "&", "the", "both", "as", "well", "towns", "town", "city", "village", "of", "also")
)
LAST_JOINS = frozenset(("and", "or", "&"))


def places_in(draft: Draft, candidate: Candidate, slots: Sequence[str]) -> tuple[list[Place], list[Token]]:
    """Return the places in the first slot that has any, and the words of that slot."""
    for name in slots:
        # "kept its cool": a possessor is no object, whatever the parse says
        tokens = [t for t in holding_slot(candidate, name) if t.lower_ != "its" or name not in ("obj", "iobj")]
        found = [pair for token in tokens for pair in places_of(draft, token)]
        if found:
            unique = {entity.id: (entity, token) for entity, token in reversed(found)}
            return list(reversed(unique.values())), tokens
    return [], []


def places_of(draft: Draft, token: Token) -> list[Place]:
    """Return the places that a noun phrase names: itself, its "of", its apposition, or a list after a dash."""
    listed = list_of(draft, token)
    if listed or names_people(draft, token):
        return listed
    if noun_lemma(token) in POSITIONS and is_unnamed(draft, token):
        around = [
            t
            for p, t in (*prepositional(token), *right_behind(token))
            if p in ("in", "at", "of", "on") and relation(t) in ("nmod", "obl")
        ]
        inner = [pair for noun in around for pair in places_of(draft, noun)]
        if inner:
            return inner
    if token.lower_ == "its":
        return last_named(draft, token)
    if noun_lemma(token) in INNER_PARTS and is_unnamed(draft, token):
        around = [*(t for p, t in prepositional(token) if p == "of"), *children(token, "nmod:poss")]
        inner = [pair for noun in around for pair in places_of(draft, noun)]
        if inner:
            return inner
    if token.lower_ in DIRECTIONS and token.i and token.nbor(-1).lower_ != "the":
        return []
    own = [] if is_all_but(token) else named(draft, conjuncts(token))
    if own:
        return own
    for child in (c for c in token.children if c.pos_ in ("PROPN", "NOUN") and is_of(c, token)):
        found = named(draft, conjuncts(child))
        if found:
            return found
    return []


def right_behind(noun: Token) -> list[tuple[str, Token]]:
    """Return the phrase right behind an object that the parse gave to its verb: "lost its last outpost in the port"."""
    return [(p, t) for p, t in prepositional(noun.head) if t.left_edge.i == noun.i + 1]


def last_named(draft: Draft, token: Token) -> list[Place]:
    """Return the last place named before "its" in the sentence: "entered the town and were its masters by noon"."""
    near = draft.mention_index.touching(token.sent.start_char, token.idx)
    found = [(m, e) for m, e in near if e.kind == "place" and m.end <= token.idx and not is_described(draft, e)]
    last = max(found, key=lambda row: row[0].start, default=None)
    return [(last[1], draft.tokens_in(last[0]).root)] if last is not None else []


def is_unnamed(draft: Draft, token: Token) -> bool:
    entity = place_at(draft, token)
    return entity is None or is_described(draft, entity)


def names_people(draft: Draft, token: Token) -> bool:
    """Are people meant, whose name may begin with a place's: "the Goma brotherhood"?"""
    entity = draft.find_entity(draft.span_of(noun_phrase(token)), token)
    if token.pos_ != "NOUN" or is_building(token) or whole_of(token) is not None:
        return False
    people = bool(noun_kinds().get(noun_lemma(token), frozenset()) & {"human", "armed"}) and entity is None
    return people or (entity is not None and entity.kind in ("person", "group", "organization"))


def is_all_but(token: Token) -> bool:
    """Is the noun what is left out of the whole: "all but two districts of the province"?"""
    before = [t.lower_ for t in token.doc[max(token.sent.start, token.i - 4) : token.i]]
    return ("all", "but") in pairwise(before) or ("everything", "but") in pairwise(before)


def named(draft: Draft, tokens: Sequence[Token]) -> list[Place]:
    """Return the places that coordinated nouns name, and those of the list of names that they begin."""
    found = [(e, t) for t in tokens for e in [place_at(draft, t)] if e is not None]
    return [*found, *rest_of_list(draft, found[-1][1])] if found else []


def rest_of_list(draft: Draft, last: Token) -> Iterator[Place]:
    """Yield the names of places that go on a list which the parse broke off: "Homs, Hama and the town of Idlib"."""
    if last.pos_ != "PROPN":
        return
    doc, at, pending, joins = last.doc, noun_phrase(last).end, [], [""]
    while at < last.sent.end:
        token = doc[at]
        if token.lower_ in JOINS:
            joins.append(token.lower_)
        elif token.pos_ == "PROPN" and joins[-1] and not governs_clause(token):
            entity = place_at(draft, token)
            if entity is None:
                break
            pending.append((entity, token))
            if LAST_JOINS & set(joins):
                yield from pending
                return
            at, joins = max(noun_phrase(token).end, at + 1) - 1, [""]
        else:
            break
        at += 1


def governs_clause(token: Token) -> bool:
    """Does a name begin a clause of its own: ", and Hama was quiet"?"""
    end = noun_phrase(token).end
    after = token.doc[end] if end < len(token.doc) else token
    return token.dep_.startswith("nsubj") or after.pos_ in ("VERB", "AUX") or after.text == "'s"


def is_of(child: Token, noun: Token) -> bool:
    """Is the child the name of the noun, or what it is part of; not what it lies near or leads to?"""
    if relation(child) in ("appos", "compound", "flat"):
        return True
    cases = [c for c in child.children if c.dep_ == "case" and c.i < child.i]
    return relation(child) == "nmod" and [c.lower_ for c in cases] == ["of"] and cases[0].i == noun.i + 1


def list_of(draft: Draft, token: Token) -> list[Place]:
    """Return the places that a plural announces: "two strongholds - A in the south and B", "the towns of A, B and C"."""
    if token.tag_ != "NNS":
        return []
    apposed = [t for c in token.children if c.dep_ == "appos" for t in conjuncts(c)]
    dashed = after_dash(token) or apposed
    found = [(e, t) for t in dashed if t.pos_ == "PROPN" for e in [place_at(draft, t)] if e is not None]
    if found:
        return found
    names = [c for c in token.children if c.pos_ == "PROPN" and relation(c) == "nmod" and is_of(c, token)]
    listed = [pair for name in names for pair in named(draft, conjuncts(name))]
    return listed if len(listed) > 1 else []


def place_at(draft: Draft, token: Token) -> Entity | None:
    """Return the place or building that a word stands for; a name of no known kind may be one."""
    meant = place_meant(draft, token)
    if meant is not None:
        return meant
    token = whole_of(token) or token
    entity = draft.find_entity(draft.span_of(noun_phrase(token)), token)
    if entity is not None and is_list_mention(draft, entity, token):
        entity = draft.find_entity(draft.span_of(token), token)
    unknown = entity is not None and (
        (entity.kind == "other" and token.pos_ == "PROPN")
        or (entity.kind in ("organization", "group") and is_building(token))
    )
    return entity if entity is not None and (unknown or entity.kind in PLACE_KINDS) else None


def is_list_mention(draft: Draft, entity: Entity, token: Token) -> bool:
    """Is the mention around a name the head of a list, "the towns of A", in which A is only the first?"""
    return token.pos_ == "PROPN" and any(
        m.start < token.idx < m.end and draft.tokens_in(m).root.tag_ == "NNS" for m in entity.mentions
    )


def is_described(draft: Draft, entity: Entity) -> bool:
    """Is the place only described ("two villages", "the airport"), without a name?"""
    phrases = [draft.tokens_in(m) for m in entity.mentions]
    named = any(
        w.root.pos_ == "PROPN" or (w[-1].pos_ == "PROPN" and len(w) > 1 and w[-2].lower_ == "of") for w in phrases
    )
    return entity.place is None and not named


def actors_in(draft: Draft, candidate: Candidate, slots: Sequence[str], *, places: Sequence[Place]) -> list[Place]:
    """Return the entities in the first slot that has any, each with its word; a place is not its own holder."""
    taken = {entity.id for entity, _ in places}
    for name in slots:
        found: dict[str, Place] = {}
        for token in holding_slot(candidate, name):
            if name == "subj" and is_of_saying(draft, candidate.head):
                continue
            own = draft.find_entity(draft.span_of(token), token) or side_named(draft, token)
            entity = own if name == "mod" else entity_of(draft, token) or own
            if entity is not None and may_hold(entity) and entity.id not in taken:
                found.setdefault(entity.id, (entity, token))
        if found:
            return list(found.values())
    return []


def actor_at(draft: Draft, token: Token) -> Entity | None:
    """Return the people or the state that a word stands for."""
    entity = entity_of(draft, token) or side_named(draft, token)
    return entity if entity is not None and may_hold(entity) else None


def named_whole(draft: Draft, place: Place) -> Place:
    """Return the named place that counted parts belong to: "40 villages in the valley of Tamu"; the parts where none is named."""
    entity, token = place
    if not is_described(draft, entity):
        return place
    noun = whole_of(token) or token
    for _ in range(MAX_NESTING):
        phrases = [*prepositional(noun), *(prepositional(token) if noun is not token else [])]
        inner = next((t for p, t in phrases if p in ("of", "in", "on", "across") and t.i > noun.i), None)
        if inner is None:
            return place
        found = place_at(draft, inner)
        if found is not None and not is_described(draft, found):
            return found, inner
        noun = inner
    return place


def is_of_saying(draft: Draft, verb: Token) -> bool:
    """Has the parse given a participle to the verb of saying before it: "took it, witnesses said, tightening its grip"?"""
    governor = verb.head
    if verb.tag_ != "VBG" or governor.i > verb.i or relation(verb) != "advcl":
        return False
    return any(True for _ in draft.cue_index.touching(governor.idx, governor.idx + len(governor)))


def side_named(draft: Draft, token: Token) -> Entity | None:
    """Return the side that a word before a noun names: "rebel" of "rebel hands" is "the rebels", not "seven rebels"."""
    only = same_word_entity(draft, token)
    lemma = noun_lemma(token)
    if only is not None or "human" not in noun_kinds().get(lemma, ()):
        return only
    whole = {f"the {lemma}", f"the {lemma}s", f"{lemma}s"}
    found = {e.id: e for m, e in draft.mentions() if m.quote.lower() in whole and may_hold(e)}
    return next(iter(found.values())) if len(found) == 1 else None


def side_of_place(draft: Draft, token: Token) -> Entity | None:
    """Return whose place it is by its owner or modifier: "the army's base", "the rebel camp"."""
    if token.pos_ != "NOUN":
        return None
    for child in children(token, "nmod:poss", "compound", "amod"):
        entity = entity_of(draft, child) if is_nominal(child) else draft.find_entity(draft.span_of(child), child)
        entity = entity or side_named(draft, child)
        if entity is not None and entity.kind in ("group", "organization", "person"):
            return entity
    return None


def may_hold(entity: Entity) -> bool:
    """May the entity hold a place: people, and states, but no town?"""
    return entity.kind in HOLDER_KINDS and (entity.kind != "place" or is_country(entity) or is_called_state(entity))


def can_be_held(draft: Draft, place: Place, sides: Sequence[Entity | None]) -> bool:
    """May forces hold the place: a named one, a kind that they take and lose, or one that fighters are said to hold?"""
    entity, token = place
    if is_gift(token):
        return False
    kinds = {side.kind for side in sides if side is not None}
    by_forces = bool(kinds & {"group", "organization", "vehicle"})
    if "person" in kinds and not by_forces and not speaks_of_fighters(draft):
        return False
    if not is_described(draft, entity):
        return by_forces or entity.kind != "other"
    if noun_lemma(token) in MASS_NOUNS or noun_lemma(whole_of(token) or token) in WARES or is_property(token):
        return False
    return by_forces or ("holdable" in noun_kinds().get(noun_lemma(token), ()) and "person" not in kinds)


def is_property(noun: Token) -> bool:
    """Is it what people live in or own, which they leave and which police seize: "their homes", "farms owned by him"?"""
    owning = any(c.lemma_ in ("own", "belong") for c in children(noun, "acl", "acl:relcl"))
    return noun_lemma(noun) == "home" or (owning and noun.pos_ == "NOUN")


def is_known(draft: Draft, place: Place) -> bool:
    """Is it a certain place: a named one, or "the port", "two villages"; not "a fight for territory"?"""
    entity, token = place
    first = noun_phrase(token)[0]
    return not is_described(draft, entity) or first.pos_ in ("DET", "NUM", "PRON", "PROPN") or first.tag_ == "PRP$"


def is_gift(token: Token) -> bool:
    """Is something else given or cost to the place: "lost the town its last school"?"""
    end = noun_phrase(token).end
    rest = token.doc[end : token.sent.end]
    if not rest or token.dep_ not in ("iobj", "obj"):
        return False
    noun = next((t for t in rest if t.pos_ == "NOUN"), None)
    timed = noun is not None and "time" in noun_kinds().get(noun_lemma(noun), ())
    return rest[0].tag_ == "PRP$" or (token.dep_ == "iobj" and rest[0].pos_ == "DET" and not timed)
