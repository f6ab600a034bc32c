"""Who did it to whom, where, when, and how many: the arguments of an event, as ids of what was read before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clauses import children, is_nominal, noun_phrase, relation
from dateline.read.draft import Draft
from dateline.read.event_lexicon import noun_kinds
from dateline.read.event_senses import Candidate, noun_lemma, place_meant, slot, whole_of
from dateline.read.event_triggers import Trigger, toll_quantity
from dateline.records import Count, Entity, Quantity, Span

__all__ = [
    "PLACE_KINDS",
    "actors_of",
    "candidate_of",
    "counts_of",
    "entity_of",
    "is_country",
    "place_of",
    "same_word_entity",
    "targets_of",
]

PLACE_KINDS = ("place", "facility")
PLACE_PREPOSITIONS = frozenset(
    (
        "in", "at", "near", "from", "to", "on", "around", "outside", "inside", "into", "off", "along", "across", "between",
        "north", "south", "east", "west", "towards", "toward", "over", "through", "above", "within", "beyond", "onto", "upon",
    )
)  # fmt: skip
GAPPED_CHARACTERS = 12
COUNTERS = frozenset(("dozens", "hundreds", "scores", "thousands", "some", "many", "most"))
OTHERS = frozenset(("of", "others", "more"))
PHRASE_POS = ("DET", "ADJ", "NOUN", "NUM", "PROPN")
# events whose towns and buildings are where they happen, not to whom
SPATIAL_TYPES = frozenset(("ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "OTHER", "PROTEST"))


def candidate_of(draft: Draft, trigger: Trigger) -> Candidate:
    """Return the trigger in the form in which slots are asked for."""
    return Candidate(draft, trigger.entry, trigger.head, trigger.words)


def entity_of(draft: Draft, token: Token) -> Entity | None:
    """Return the entity of a noun phrase: its own, else that of its owner or modifier ("rebel positions")."""
    span = draft.span_of(noun_phrase(token))
    own = draft.find_entity(span, token)
    if own is not None:
        return own
    if token.pos_ == "NUM" or token.lower_ in COUNTERS or whole_of(token) is not None:
        for child in children(token, "nmod"):
            return None if child.is_space else entity_of(draft, child)
    same = same_word_entity(draft, token)
    if same is not None:
        return same
    for child in children(token, "nmod:poss", "compound", "amod", "nmod"):
        found = None if child.is_space else draft.find_entity(draft.span_of(noun_phrase(child)), child)
        if found is not None and (child.i < token.i or child.nbor(-1).lower_ in ("of", "the")):
            return found
    return None


def same_word_entity(draft: Draft, token: Token) -> Entity | None:
    """Return the only group that the report calls by the same word: "rebel" of "rebel hands" is "the rebels"."""
    if "human" not in noun_kinds().get(noun_lemma(token), ()) or token.pos_ == "PRON":
        return None
    found = {}
    for mention, entity in draft.mentions():
        if entity.kind in ("group", "organization", "person"):
            last = draft.tokens_in(mention)[-1]
            if noun_lemma(last) == noun_lemma(token):
                found[entity.id] = entity
    return next(iter(found.values())) if len(found) == 1 else None


def is_country(entity: Entity) -> bool:
    """Is the entity a state, which may act and be acted on?"""
    return entity.place is not None and entity.place.feature.startswith("PCL")


def fillers(draft: Draft, trigger: Trigger, slots: Sequence[str]) -> list[Token]:
    """Return the heads in the first of the slots that has an entity; else in the first that has a word."""
    candidate = candidate_of(draft, trigger)
    first: list[Token] = []
    for name in slots:
        found = slot(candidate, name)
        if name == "mod":
            found = [t for t in found if names_actor(draft, t) and stands_next_to(draft, t, trigger)]
        if any(entity_of(draft, token) for token in found):
            return found
        first = first or found
    return first


def stands_next_to(draft: Draft, token: Token, trigger: Trigger) -> bool:
    """Is no other noun between a state and the event: "US air strikes", but "Yemen market strike" is in Yemen?"""
    entity = draft.find_entity(draft.span_of(token), token)
    if entity is None or entity.kind != "place":
        return True
    between = draft.doc[token.i + 1 : trigger.words[0].i]
    return all(t.pos_ == "ADJ" or draft.find_entity(draft.span_of(t), t) is entity for t in between)


def names_actor(draft: Draft, token: Token) -> bool:
    """Does a modifier of an event noun name who does it: "US air strikes", "the rebel advance"?"""
    entity = draft.find_entity(draft.span_of(token), token) or same_word_entity(draft, token)
    return entity is not None and (
        entity.kind in ("person", "group", "organization") or is_country(entity) or token.pos_ == "ADJ"
    )


def entities_of(draft: Draft, tokens: Iterable[Token]) -> tuple[Entity, ...]:
    found = {}
    for token in tokens:
        entity = entity_of(draft, token)
        if entity is not None:
            found[entity.id] = entity
    return tuple(found.values())


def actors_of(draft: Draft, trigger: Trigger) -> tuple[Entity, ...]:
    """Return who did it."""
    entities = entities_of(draft, fillers(draft, trigger, trigger.entry.actor))
    return tuple(
        e
        for e in entities
        if e.kind != "place" or trigger.entry.type not in SPATIAL_TYPES or is_country(e) or not e.place
    )


def targets_of(draft: Draft, trigger: Trigger, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return whom it was done to; a town that is attacked or left is the event's place, not its target."""
    if trigger.entry.pos == "toll":
        return entities_of(draft, toll_victims(draft, trigger))
    others = gapped(draft, trigger) if trigger.entry.count else []
    if others:
        return tuple(e for e in draft.entities if e.id == others[0].of)
    tokens = fillers(draft, trigger, trigger.entry.target)
    if trigger.entry.mode == "seize":
        tokens = [t for t in tokens if place_meant(draft, t) is None]
    entities = entities_of(draft, tokens)
    acting = {e.id for e in actors}
    spatial = trigger.entry.type in SPATIAL_TYPES
    return tuple(
        e for e in entities if e.id not in acting and not (spatial and e.kind == "place" and not is_country(e))
    )


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


# where --------------------------------------------------------------------------------------


def place_of(draft: Draft, trigger: Trigger) -> tuple[Entity | None, str]:
    """Return where this event happened, and why it is not known if it is not.

    A town or region is preferred to a building in it, which has no point on the map.
    """
    candidate = candidate_of(draft, trigger)
    facilities: list[Entity] = []
    for name in ("obj", "subj") if trigger.entry.pos == "verb" else ("of", "on", "against", "into", "to", "from"):
        wanted = trigger.entry.target if name in ("subj",) else (name,)
        found = [e for t in slot(candidate, name) if name in wanted for e in located(draft, t)]
        if trigger.entry.mode == "seize" and name in wanted:
            found += [e for t in slot(candidate, name) for e in [place_meant(draft, t)] if e is not None]
        facilities += [e for e in found if e.kind == "facility"]
        if any(e.kind == "place" for e in found):
            return next(e for e in found if e.kind == "place"), ""
    attached = [e for word in trigger.words for e in attached_places(draft, word)]
    named = next((e for e in attached if e.kind == "place"), None)
    if named is not None:
        return named, ""
    facilities += attached
    near, why = nearest_place(draft, trigger)
    if near is not None and near.kind == "place":
        return near, ""
    return (facilities[0], "") if facilities else (near, why)


def located(draft: Draft, token: Token) -> list[Entity]:
    entity = draft.find_entity(draft.span_of(noun_phrase(token)), token)
    if entity is not None and entity.kind in PLACE_KINDS:
        return [entity, *attached_places(draft, token)]
    return attached_places(draft, token) if is_nominal(token) else []


def attached_places(draft: Draft, word: Token) -> list[Entity]:
    """Return the places of the prepositional phrases of a word, outermost first."""
    found = []
    for child in word.children:
        if relation(child) not in ("obl", "nmod", "nmod:poss") or not is_nominal(child):
            continue
        cases = [c.lower_ for c in child.children if c.dep_ == "case"]
        if any(case in PLACE_PREPOSITIONS or (case == "of" and word.pos_ == "NOUN") for case in cases):
            entity = draft.find_entity(draft.span_of(noun_phrase(child)), child)
            found += [entity] if entity is not None and entity.kind in PLACE_KINDS else attached_places(draft, child)
    return found


def nearest_place(draft: Draft, trigger: Trigger) -> tuple[Entity | None, str]:
    """Return the only place, or the nearest after a place preposition, of the same sentence and the same speech."""
    sent, speech = trigger.head.sent, draft.innermost_attribution(trigger.span(draft))
    best, best_distance = None, len(sent) + 1
    for mention, entity in draft.mention_index.touching(sent.start_char, sent.end_char):
        if entity.kind not in PLACE_KINDS or not sent.start_char <= mention.start < sent.end_char:
            continue
        tokens = draft.tokens_in(mention)
        if modifies(tokens) or not after_place_preposition(tokens[0]) or in_other_speech(draft, mention, speech):
            continue
        distance = abs(tokens.root.i - trigger.head.i)
        if distance < best_distance:
            best, best_distance = entity, distance
    return best, "" if best is not None else "no place in the sentence that the event is told in"


def modifies(mention: TokenSpan) -> bool:
    """Is the mention a modifier, not a place where something is: "US bombers", "Pakistani fighters"?"""
    last = mention[-1]
    following = last.nbor() if last.i + 1 < len(last.doc) else None
    return (
        last.pos_ == "ADJ"
        or last.tag_ == "JJ"
        or (following is not None and following.pos_ in ("NOUN", "ADJ") and not following.is_sent_start)
    )


def after_place_preposition(first: Token) -> bool:
    """Does a place preposition stand before the phrase: "in", "in the town of"?"""
    index, doc = first.i - 1, first.doc
    while index >= first.sent.start and (doc[index].pos_ in PHRASE_POS or doc[index].lower_ == "of"):
        index -= 1
    return index >= first.sent.start and doc[index].lower_ in PLACE_PREPOSITIONS


def in_other_speech(draft: Draft, span: Span, speech: object) -> bool:
    """Does the span stand outside the speech that the event is told in (in its source, say)?"""
    if speech is not None:
        return draft.innermost_attribution(span) is not speech
    return any(a.source and a.source.overlaps(span) for a in draft.attributions)


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
    found = found or [q for name in slots for token in slot(candidate, name) for q in quantities_of(draft, token)]
    if not found:
        found = elliptical(draft, trigger) or toll_figure(draft, trigger) or participle_figure(draft, trigger)
    # "none of them was hurt" counts nobody: it denies the event
    unique = {q.id: q for q in found if q.high != 0}
    return tuple(Count(entry.count, ident) for ident in unique)


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
