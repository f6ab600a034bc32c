"""Who did it to whom, where, when, and how many: the arguments of an event, as ids of what was read before."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dateline.read.clauses import (
    children,
    conjuncts,
    is_passive,
    noun_phrase,
    prepositional,
)
from dateline.read.draft import Draft
from dateline.read.event_fillers import (
    each_other,
    entities_of,
    entity_of,
    maker_of,
    modifier_entity,
    own_entity,
    owner_of,
    same_word_entity,
)
from dateline.read.event_lexicon import form_lemmas, noun_kinds
from dateline.read.event_places import SPATIAL_TYPES, is_country
from dateline.read.event_senses import place_meant, takes_places
from dateline.read.event_slots import Candidate, modifiers, slot
from dateline.read.event_triggers import Trigger, toll_quantity
from dateline.read.lemmas import noun_lemma
from dateline.read.wordlists import country_adjectives
from dateline.records import Count, Entity, Quantity

__all__ = [
    "actors_of",
    "candidate_of",
    "counts_of",
    "targets_of",
]

CAPITAL = "PPLC"
# words that may stand between a state and what it does: "US military strikes", "Syrian regime sanctions"
POWERS = frozenset(("air", "army", "force", "government", "military", "navy", "police", "regime", "security"))
GAPPED_CHARACTERS = 12
OTHERS = frozenset(("of", "others", "more"))
PHRASE_POS = ("DET", "ADJ", "NOUN", "NUM", "PROPN")


def candidate_of(draft: Draft, trigger: Trigger) -> Candidate:
    """Return the trigger in the form in which slots are asked for."""
    return Candidate(draft, trigger.entry, trigger.head, trigger.words)


def fillers(draft: Draft, trigger: Trigger, slots: Sequence[str]) -> tuple[str, list[Token]]:
    """Return the first of the slots that has an entity, with its heads; else the first that has a word."""
    candidate = candidate_of(draft, trigger)
    first: tuple[str, list[Token]] = ("", [])
    for name in slots:
        found = slot(candidate, name)
        if name == "mod":
            found += [c for t in found if t.lower_ == "led" for c in children(t, "compound", "obl", "nsubj")]
            found = [t for t in found if names_actor(draft, t, trigger.head) and stands_next_to(draft, t, trigger)]
        if any(entity_of(draft, token) for token in found):
            return name, found
        first = first if first[1] else (name, found)
    return first


def stands_next_to(draft: Draft, token: Token, trigger: Trigger) -> bool:
    """Is no other noun between a state and the event: "US air strikes", but "Yemen market strike" is in Yemen?"""
    entity = draft.find_entity(draft.span_of(token), token)
    if entity is None or entity.kind != "place" or token.head.lower_ == "led":
        return True
    between = draft.doc[token.i + 1 : trigger.words[0].i]
    return all(
        t.pos_ == "ADJ" or noun_lemma(t) in POWERS or draft.find_entity(draft.span_of(t), t) is entity for t in between
    )


def names_actor(draft: Draft, token: Token, noun: Token) -> bool:
    """Does a modifier of an event noun name who does it: "US air strikes", "the rebel advance"?

    A country's whole name does not: in "the Iraq war" and "the Kuwait invasion" it is where, or who suffered it.
    """
    entity = modifier_entity(draft, token, noun) or same_word_entity(draft, token)
    if entity is None or "place" in noun_kinds().get(noun_lemma(token), ()):
        return False
    short = token.text.replace(".", "").isupper()
    return (
        entity.kind in ("person", "group", "organization")
        or token.head.lower_ == "led"
        or token.pos_ == "ADJ"
        or token.tag_ == "JJ"
        or (is_country(entity) and (short or token.text in country_adjectives()))
    )


def acts(entity: Entity, token: Token, *, trigger: Trigger, name: str) -> bool:
    """May the entity be who did it? A weapon is not; a town acts as a subject ("Kyiv expelled"), else it is where it was."""
    if entity.kind == "weapon":
        return False
    if entity.kind != "place" or not entity.place or trigger.entry.type not in SPATIAL_TYPES or is_country(entity):
        return True
    capital = entity.place.feature == CAPITAL
    return name in ("subj", "light") or (capital and name in ("by", "poss") and token.dep_ != "compound")


def actors_of(draft: Draft, trigger: Trigger) -> tuple[Entity, ...]:
    """Return who did it."""
    name, tokens = fillers(draft, trigger, trigger.entry.actor)
    tokens = [t for token in tokens for t in each_other(token)]
    tokens = [(maker_of(t) if is_text(draft, t) else t) or t for t in tokens]
    pairs = [(t, e) for t in tokens if (e := entity_of(draft, t)) is not None]
    pairs = [(t, owner_of(draft, t) or e if e.kind == "weapon" else e) for t, e in pairs]
    found = {e.id: e for t, e in pairs if acts(e, t, trigger=trigger, name=name) and not is_text(draft, t)}
    return tuple(found.values())


def is_text(draft: Draft, token: Token) -> bool:
    """Is the noun what somebody said or wrote, which does nothing itself: "a report accusing the army"?"""
    own = own_entity(draft, token) if token.pos_ == "NOUN" else None
    return own is not None and own.kind == "other"


def targets_of(draft: Draft, trigger: Trigger, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return whom or what it was done to; a town that is attacked is both target and place."""
    if trigger.entry.pos == "toll":
        return entities_of(draft, toll_victims(draft, trigger))
    others = gapped(draft, trigger) if trigger.entry.count else []
    _, tokens = fillers(draft, trigger, trigger.entry.target)
    if others and not any(t.i >= draft.tokens_in(others[0].span).start and own_entity(draft, t) for t in tokens):
        return tuple(e for e in draft.entities if e.id == others[0].of)
    tokens += companions(trigger, tokens) if tokens else bombed(draft, trigger)
    taken = [place_meant(draft, t) if takes_places(trigger.entry) else None for t in tokens]
    entities = [
        e for t, place in zip(tokens, taken, strict=True) for e in ((place,) if place else entities_of(draft, [t]))
    ]
    acting = {e.id for e in actors}
    return tuple({e.id: e for e in entities if e.id not in acting and suffers(e, trigger)}.values())


def suffers(entity: Entity, trigger: Trigger) -> bool:
    """May the entity be whom it was done to? Towns are only where people march, gather or withdraw from.

    A weapon suffers only where it is destroyed.
    """
    if entity.kind == "weapon":
        return trigger.entry.mode == "destroy"
    placed = entity.kind == "place" and not is_country(entity)
    return not placed or trigger.entry.type not in SPATIAL_TYPES or trigger.entry.type in ("ASSAULT", "COERCE")


def bombed(draft: Draft, trigger: Trigger) -> list[Token]:
    """Return the building that an attack is named by: "the embassy bombing"."""
    if trigger.entry.pos != "noun" or trigger.entry.type != "ASSAULT":
        return []
    found = [(t, modifier_entity(draft, t, trigger.head)) for t in modifiers(trigger.head)]
    return [t for t, e in found if e is not None and (e.kind == "facility" or is_building(t))]


def is_building(token: Token) -> bool:
    """Is the word a common noun for a place, though the report's entity is the body in it: "embassy"?"""
    return token.pos_ == "NOUN" and "place" in noun_kinds().get(noun_lemma(token), ())


def companions(trigger: Trigger, victims: list[Token]) -> list[Token]:
    """Return those who suffer with the subject of a passive: "she was abducted with two colleagues"."""
    if trigger.entry.pos != "verb" or trigger.entry.type not in ("ASSAULT", "COERCE", "RETREAT"):
        return []
    if not victims or victims[0].i > trigger.head.i or not is_passive(trigger.head):
        return []
    found = [noun for case, noun in prepositional(trigger.head) if case == "with"]
    return [t for noun in found for t in conjuncts(noun)]


def toll_victims(draft: Draft, trigger: Trigger) -> list[Token]:
    """Return the counted people of a toll: "nine miners dead", "the bodies of nine miners"."""
    if trigger.quantity is None:
        return []
    if trigger.quantity.of:
        entity = next((e for e in draft.entities if e.id == trigger.quantity.of), None)
        if entity is not None:
            return [draft.tokens_in(entity.mentions[0]).root]
    number = draft.tokens_in(trigger.quantity.span).root
    heads = [number.head] if number.dep_ == "nummod" and number.head.i != trigger.head.i else []
    return heads + [noun for noun in children(trigger.head, "nmod") if noun.i > trigger.head.i]


# how many --------------------------------------------------------------------------------------------


def counts_of(draft: Draft, trigger: Trigger) -> tuple[Count, ...]:
    """Return the numbers of the killed, captured and so on that belong to this event."""
    entry = trigger.entry
    if trigger.quantity is not None and entry.count:
        return (Count(entry.count, trigger.quantity.id),)
    if entry.count is None:
        return ()
    candidate = candidate_of(draft, trigger)
    slots = (entry.count_slot,) if entry.count_slot else entry.target
    found = gapped(draft, trigger)
    found = found or within(draft, trigger)
    found = found or [q for name in slots for token in slot(candidate, name) for q in quantities_of(draft, token)]
    found = [q for q in found if not counted_by_other(draft, q, trigger)]
    if not found and entry.count != "present":  # the "one" of "at one rally" counts rallies
        found = elliptical(draft, trigger) or toll_figure(draft, trigger) or participle_figure(draft, trigger)
    # "none of them was hurt" counts nobody: it denies the event
    unique = {q.id: q for q in found if q.high != 0}
    return tuple(Count(entry.count, ident) for ident in unique)


def within(draft: Draft, trigger: Trigger) -> list[Quantity]:
    """Return the number inside an expression: "claimed 19 lives", "let 12 captives go"."""
    span = trigger.span(draft)
    return [q for q in draft.quantities if q.unit == "count" and span.covers(q.span)] if len(trigger.words) > 1 else []


def counted_by_other(draft: Draft, quantity: Quantity, trigger: Trigger) -> bool:
    """Does a number stand right behind another verb, which counts it: "killed two and wounded 11 soldiers"?"""
    start = draft.tokens_in(quantity.span).start
    before = draft.doc[start - 1] if start else None
    if before is None or before.lower_ not in form_lemmas():
        return False
    return before.i not in {w.i for w in trigger.words} and before.i > trigger.words[-1].i


def quantities_of(draft: Draft, token: Token) -> list[Quantity]:
    """Return the counts inside a noun phrase."""
    phrase = noun_phrase(token)
    left = min(phrase.start, phrase.start)
    span = draft.span(draft.doc[left].idx, draft.doc[phrase.end - 1].idx + len(draft.doc[phrase.end - 1]))
    return [
        q
        for q in draft.quantities
        if q.unit == "count" and (q.span.overlaps(span) or 0 <= span.start - q.span.end <= 1)
    ]


def toll_figure(draft: Draft, trigger: Trigger) -> list[Quantity]:
    """Return the last figure of a "death toll": "rose from 25 to 31"."""
    if trigger.head.lemma_ != "toll":
        return []
    sent = trigger.head.sent
    return [q for q in draft.quantities if q.unit == "count" and trigger.head.idx < q.span.start < sent.end_char][-1:]


def participle_figure(draft: Draft, trigger: Trigger) -> list[Quantity]:
    """Return the figure of "the number of wounded at 54", where the participle stands for the people."""
    if (
        trigger.head.tag_ not in ("VBN", "JJ", "NN", "NNS")
        or trigger.head.i == 0
        or trigger.head.nbor(-1).lower_ != "of"
    ):
        return []
    found = toll_quantity(draft, trigger.head)
    return [found] if found is not None else []


def gapped(draft: Draft, trigger: Trigger) -> list[Quantity]:
    """Return the number that is subject of a coordinated passive: "nine were killed and 20 were wounded"."""
    index, doc = trigger.words[0].i - 1, draft.doc
    while index > trigger.head.sent.start and doc[index].pos_ in ("AUX", "ADV"):
        index -= 1
    reach = doc[index].idx + len(doc[index])
    for quantity in draft.quantities:
        if not 0 <= reach - quantity.span.end <= GAPPED_CHARACTERS:
            continue
        span = draft.tokens_in(quantity.span)
        joined = span.start > 0 and doc[span.start - 1].lower_ in ("and", "but", ",")
        rest = [t.lower_ for t in doc[span.end : index + 1]]
        if (
            quantity.unit == "count"
            and joined
            and span.end <= index + 1
            and set(rest) <= OTHERS
            and len(rest) < len(OTHERS)
        ):
            return [quantity]
    return []


def elliptical(draft: Draft, trigger: Trigger) -> list[Quantity]:
    """Return the number right before a participle ("150 killed and 30 wounded") or right after a verb ("killing 12")."""
    first, last = trigger.words[0], trigger.words[-1]
    found = []
    for quantity in draft.quantities:
        if quantity.unit != "count":
            continue
        span = draft.tokens_in(quantity.span)
        if span.end == first.i or span.start == last.i + 1:
            found.append(quantity)
    return found[:1]
