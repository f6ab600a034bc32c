"""Where an event happened: the place told in its own clause or in one that it is a circumstance of, not where its source was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clauses import SUBJECTS, is_nominal, noun_phrase, relation
from dateline.read.draft import Draft
from dateline.read.event_clauses import FINITE_TAGS, FRONTED, is_event_word, setting_verbs, setting_words
from dateline.read.event_lexicon import noun_kinds
from dateline.read.event_senses import place_meant, takes_places
from dateline.read.event_slots import Candidate, modifiers, slot
from dateline.read.event_triggers import Trigger
from dateline.read.lemmas import noun_lemma
from dateline.records import Entity, Span

__all__ = ["NO_PLACE", "PLACE_KINDS", "is_country", "is_named_place", "place_of", "there"]

PLACE_KINDS = ("place", "facility")
REST = frozenset(
    (
        "in", "at", "near", "on", "around", "outside", "inside", "off", "along", "across", "over", "through",
        "above", "within", "beyond", "beneath", "under", "behind", "beside", "throughout", "north", "south", "east", "west",
        "northeast", "northwest", "southeast", "southwest", "upon",
    )
)  # fmt: skip
DIRECTIONS = frozenset(
    ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "close", "outside")
)
INSIDE = frozenset(("in", "at", "near", "outside", "inside", "within", "throughout", "across", "around"))
GOALS = frozenset(("to", "into", "towards", "toward", "onto"))
SOURCES = frozenset(("from", "out"))
NEARBY = frozenset(("outside", "inside", "near", "off", "along"))  # which a parse may take for an adverb
AWAY = frozenset(("out", "outside", "inside", "next", "close", "near", "off"))
# events whose towns and buildings are where they happen, not to whom; the others happen where their clause says
SPATIAL_TYPES = frozenset(("ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "OTHER", "PROTEST"))
DRILLS = frozenset(("exercise", "train", "drill", "patrol", "maneuver", "manoeuvre", "deliver", "distribute"))
MOVING_TYPES = frozenset(("RETREAT", "MOBILIZE", "OTHER"))
PLACED_TYPES = SPATIAL_TYPES | {"CONSULT"}
# nouns of no place that a reader could find: "on the ground", "in the streets"
NOWHERE = frozenset(
    (
        "ground", "street", "way", "side", "front", "end", "position", "target", "area", "region", "place", "north", "south",
        "east", "west", "home", "house", "room", "road", "country", "world", "settlement", "building", "air", "site",
    )
)  # fmt: skip
NOUN_SLOTS = ("of", "on", "in", "at", "near", "into", "to", "from")
ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those", "some", "any", "both", "two", "three"))
PART = 0.5  # "embassies of Chad in Goma": what something is of tells less than what it is in
NO_PLACE = "no place in the clause that the event is told in"
MAX_STEPS = 6


def is_country(entity: Entity) -> bool:
    """Is the entity a state, which may act and be acted on?"""
    return entity.place is not None and entity.place.feature.startswith("PCL")


def is_spatial(trigger: Trigger) -> bool:
    """Does the event take place on, off or over something: not talks "on Sudan", but exercises "on Lake Chad"?"""
    return trigger.entry.type in SPATIAL_TYPES or any(word.lemma_.lower() in DRILLS for word in trigger.words)


def is_named_place(entity: Entity | None) -> bool:
    """Is the entity a place, or a building or road, that the report calls by a name, so that a reader can find it?"""
    if entity is None or entity.kind not in PLACE_KINDS:
        return False
    return entity.place is not None or any(word[:1].isupper() for m in entity.mentions for word in name_words(m))


def name_words(mention: Span) -> list[str]:
    """Return the words of a mention that may name it: not its first word ("The village"), nor what it lies in."""
    words = mention.quote.split()
    end = next((n for n, word in enumerate(words) if word in REST | {"of"}), len(words))
    return words[:end][1:] if words[0].lower() in ARTICLES else words[:end]


def place_of(draft: Draft, trigger: Trigger) -> Entity | None:
    """Return where this event happened by its own clause and sentence, None if they do not say.

    A town or region is preferred to a building in it, which has no point on the map.
    """
    found = list(candidates(draft, trigger))
    named = [e for e in found if is_named_place(e)]
    town = next((e for e in named if e.kind == "place"), None)
    around = (e for place in found if place.kind in PLACE_KINDS for e in places_around(draft, place, trigger))
    return town or next(iter(named), None) or next(around, None) or next(iter(found), None)


def places_around(draft: Draft, place: Entity, trigger: Trigger) -> Iterator[Entity]:
    """Yield where a place without a name lies by its other mentions: "the school" is "a school in Goma"."""
    for mention in place.mentions:
        yield from (e for e in attached_places(draft, draft.tokens_in(mention).root, trigger) if is_named_place(e))


def candidates(draft: Draft, trigger: Trigger) -> Iterator[Entity]:
    """Yield the places that may be the event's, the surest first."""
    if trigger.entry.type in PLACED_TYPES:
        yield from places_aimed_at(draft, trigger)
    for word in trigger.words:
        yield from attached_places(draft, word, trigger)
    yield from compound_places(draft, trigger)
    near = setting_verbs(trigger.words)
    speech = draft.innermost_attribution(trigger.span(draft))
    for index in sorted(near, key=lambda i: (-near[i], abs(i - trigger.head.i))):
        if near[index] > FRONTED and not any(index == w.i for w in trigger.words):
            for rank, entity, mention in attached(draft, draft.doc[index], trigger):
                goes = draft.doc[index].lemma_ in setting_words("travels") and draft.doc[index].is_ancestor(
                    trigger.head
                )
                if (rank <= PART or goes) and not in_other_speech(draft, mention, speech):
                    yield entity
    yield from where_clauses(draft, near)
    yield from opening_places(draft, trigger, near, speech)
    yield from clause_places(draft, trigger, near, speech)


def places_aimed_at(draft: Draft, trigger: Trigger) -> Iterator[Entity]:
    """Yield the places in the slots of what is attacked, taken or left."""
    candidate = Candidate(draft, trigger.entry, trigger.head, trigger.words)
    for name in ("obj", "subj") if trigger.entry.pos == "verb" else NOUN_SLOTS:
        if name == "subj" and "subj" not in trigger.entry.target:
            continue
        for token in slot(candidate, name):
            yield from located(draft, token, trigger)
            meant = place_meant(draft, token) if takes_places(trigger.entry) else None
            if meant is not None:
                yield meant


def located(draft: Draft, token: Token, trigger: Trigger) -> list[Entity]:
    """Return the place that a noun phrase names, and those where what it names stands."""
    entity = draft.find_entity(draft.span_of(noun_phrase(token)), token)
    if entity is not None and entity.kind in PLACE_KINDS:
        named = is_named_place(entity) and not (trigger.entry.type == "PROTEST" and is_country(entity))
        return [*([entity] if named else []), *attached_places(draft, token, trigger)]
    cause = trigger.entry.type == "PROTEST" and trigger.entry.pos == "verb"  # "protested the killings in Goma"
    other = is_event_word(token) and trigger.head.lemma_ not in setting_words("contains")
    return attached_places(draft, token, trigger) if is_nominal(token) and not (cause or other) else []


def attached_places(draft: Draft, word: Token, trigger: Trigger) -> list[Entity]:
    return [entity for _, entity, _ in attached(draft, word, trigger)]


def where_clauses(draft: Draft, near: dict[int, float]) -> Iterator[Entity]:
    """Yield the place that a clause of the event tells more of: "in Goma, where soldiers beat a man"."""
    for index, how in near.items():
        verb = draft.doc[index]
        if how > FRONTED and relation(verb) in ("acl:relcl", "acl", "advcl") and verb.head.i < verb.i:
            entity = draft.find_entity(draft.span_of(noun_phrase(verb.head)), verb.head)
            where = any(c.lower_ == "where" for c in verb.children)
            if where and entity is not None and is_named_place(entity):
                yield entity


def attached(draft: Draft, word: Token, trigger: Trigger) -> list[tuple[float, Entity, Span]]:
    """Return the places of the prepositional phrases of a word, outermost first; where it goes or comes from is last."""
    ranked: list[tuple[float, Entity, Span]] = []
    for child in word.children:
        if relation(child) not in ("obl", "nmod", "nmod:poss", "advmod") or child.is_space:
            continue
        rank = rank_of(child, word, trigger)
        owner = draft.find_entity(draft.span_of(word), word) if relation(child) == "nmod:poss" else None
        if relation(child) == "nmod:poss" and (owner is None or owner.kind not in PLACE_KINDS):
            continue
        if rank is None:
            if child.lower_ in DIRECTIONS:
                ranked += attached(draft, child, trigger)
            continue
        phrase = draft.span_of(noun_phrase(child))
        entity = draft.find_entity(phrase, child)
        if entity is not None and entity.kind in PLACE_KINDS and not is_nowhere(entity, child, word in trigger.words):
            ranked.append((rank, entity, phrase))
        if is_nominal(child) and not is_named_place(entity) and not is_other_event(child):
            inner = attached(draft, child, trigger)
            ranked += [(rank, e, phrase) for e in names_before(draft, child)]
            ranked += [(max(rank, r), e, m) for r, e, m in inner if rank == 0 or not is_human(child, entity)]
    return sorted(ranked, key=lambda row: row[0])


def is_other_event(noun: Token) -> bool:
    """Does a phrase name an event that the clause is not set in: "arrested over the attack in Goma"?"""
    within = setting_words("within") | {"of"}
    return is_event_word(noun) and not any(c.lower_ in within for c in noun.children if c.dep_ == "case")


def is_nowhere(entity: Entity, head: Token, of_event: bool) -> bool:
    """Is a place without a name what an event is done to, or none that a reader could find: "on the ground"?"""
    if is_named_place(entity) and (entity.place is not None or noun_lemma(head) not in NOWHERE):
        return False
    done_to = of_event and head.head.pos_ == "NOUN" and any(c.lower_ in ("of", "on") for c in head.children)
    return done_to or noun_lemma(head) in NOWHERE or head.tag_ in ("NNS", "NNPS")


def rank_of(child: Token, word: Token, trigger: Trigger) -> float | None:
    """Say how well the preposition of a phrase tells where an event is: None if it does not."""
    before = [c for c in child.children if c.dep_ == "case" or (c.i == child.left_edge.i and c.lower_ in NEARBY)]
    if any(c.dep_ == "fixed" for case in before if case.lower_ not in AWAY for c in case.children):
        return None  # "in connection with the attack in Goma"
    cases = {c.lower_ for c in before}
    if relation(child) == "nmod:poss":
        owned = word.pos_ == "NOUN" and not is_human_noun(word) and word not in trigger.words
        return 2 if owned else None
    if cases & (REST if is_spatial(trigger) else INSIDE):
        return 0
    if "of" in cases and (word.lower_ in DIRECTIONS or (word.pos_ == "NOUN" and not is_human_noun(word))):
        return 0 if word.lower_ in DIRECTIONS or is_event_word(word) else PART
    moves = trigger.entry.type in MOVING_TYPES or word.lemma_ in setting_words("travels")
    if cases & GOALS:
        return 1 if moves or (trigger.entry.type == "ASSAULT" and "to" not in cases) else None
    if cases & SOURCES:
        return 2 if trigger.entry.type != "ASSAULT" and word.pos_ != "NOUN" else None
    return 2 if moves and not cases and child.dep_ == "obl:unmarked" else None


def is_human(token: Token, entity: Entity | None) -> bool:
    """Does a phrase name people, whose home is not where something happens: "troops from Goma", "the mayor of Goma"?"""
    return is_human_noun(token) or (entity is not None and entity.kind in ("person", "group", "organization"))


def is_human_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and "human" in noun_kinds().get(noun_lemma(token), ())


def compound_places(draft: Draft, trigger: Trigger) -> Iterator[Entity]:
    """Yield the place before an event noun: "the Nairobi bombing", "Goma's airport"; a state there is who did it."""
    if trigger.entry.pos == "noun":
        yield from names_before(draft, trigger.words[0])


def names_before(draft: Draft, noun: Token) -> Iterator[Entity]:
    """Yield the places named before a noun: "the Rafah crossing"; a state there is whose it is: "US embassies"."""
    for word in modifiers(noun):
        entity = draft.find_entity(draft.span_of(noun_phrase(word)), word)
        if word.pos_ != "PROPN" or relation(word) != "compound" or entity is None or is_country(entity):
            continue
        if is_named_place(entity):
            yield entity


def opening_places(draft: Draft, trigger: Trigger, near: dict[int, float], speech: object) -> Iterator[Entity]:
    """Yield the place at the head of the sentence, told of its main clause: "In Goma, soldiers ..."."""
    sent = trigger.head.sent
    first = next((t for t in sent if t.tag_ in FINITE_TAGS or t.i in near), None)
    if first is None or (first.i not in near and first.head.i not in near):
        return
    for mention, entity in mentions_between(draft, sent.start, first.i):
        tokens = draft.tokens_in(mention)
        if entity.kind not in PLACE_KINDS or in_other_speech(draft, mention, speech):
            continue
        before = preposition_of(tokens.root)
        opens = before is not None and before.lower_ in REST and before.i <= sent.start + 1
        if opens and not modifies(tokens) and tokens.root.dep_ not in SUBJECTS:
            yield entity


def preposition_of(place: Token) -> Token | None:
    """Return the preposition that says where something is, of the phrase that a place is in: "in the town of X"."""
    node = place
    for _ in range(MAX_STEPS):
        cases = [c for c in node.children if c.dep_ == "case" and c.i < node.i]
        if cases and (cases[0].lower_ != "of" or node.head.lower_ in DIRECTIONS):
            return cases[0] if cases[0].lower_ != "of" else node.head
        if not (cases or relation(node) in ("compound", "appos", "flat")) or is_human_noun(node.head):
            break
        node = node.head
    before = place.left_edge.i - 1
    return place.doc[before] if before >= place.sent.start and place.doc[before].pos_ == "ADP" else None


def clause_places(draft: Draft, trigger: Trigger, near: dict[int, float], speech: object) -> Iterator[Entity]:
    """Yield the places after a preposition of rest with no other clause between them and the event, the nearest first."""
    sent = trigger.head.sent
    found = []
    for mention, entity in mentions_between(draft, sent.start, sent.end):
        if entity.kind not in PLACE_KINDS or in_other_speech(draft, mention, speech):
            continue
        tokens = draft.tokens_in(mention)
        low, high = sorted((tokens.root.i, trigger.head.i))
        words = draft.doc[low + 1 : high]
        before = preposition_of(tokens.root)
        wanted = REST if is_spatial(trigger) else INSIDE
        if before is None or before.lower_ not in wanted or modifies(tokens) or not is_named_place(entity):
            continue
        aside = is_modifier_of_people(draft, tokens) or is_of_other_event(tokens.root, trigger, near)
        if not aside and not any(is_other_clause(t, near) for t in words):
            found.append((high - low, entity))
    yield from (entity for _, entity in sorted(found, key=lambda row: row[0]))


def is_other_clause(token: Token, near: dict[int, float]) -> bool:
    """Does a word open or make another clause than the event's?"""
    if token.i in near:
        return False
    aside = token.pos_ == "VERB" and token.dep_ not in ("amod", "case")
    return aside or (token.tag_ in FINITE_TAGS and token.head.i not in near) or token.text in (";", ":", "—", "–")


def is_of_other_event(place: Token, trigger: Trigger, near: dict[int, float]) -> bool:
    """Does a place depend on a noun that tells of another event: "fled after the raid in Goma"?"""
    node = place
    for _ in range(MAX_STEPS):
        node = node.head
        if node.pos_ in ("VERB", "AUX") or node.i in near or node in trigger.words:
            return False
        if is_event_word(node):
            return True
    return False


def is_modifier_of_people(draft: Draft, tokens: TokenSpan) -> bool:
    """Does a place tell where somebody is from or what is theirs: "doctors in Goma", "the ministry in Goma"?"""
    head = tokens.root.head
    entity = draft.find_entity(draft.span_of(noun_phrase(head)), head) if is_nominal(head) else None
    return relation(tokens.root) == "nmod" and (head.pos_ == "PRON" or is_human(head, entity))


def mentions_between(draft: Draft, start: int, end: int) -> Sequence[tuple[Span, Entity]]:
    """Return the mentions between two tokens."""
    low = draft.doc[start].idx
    high = draft.doc[end].idx if end < len(draft.doc) else len(draft.text)
    return [row for row in draft.mention_index.touching(low, high) if low <= row[0].start < high]


def modifies(mention: TokenSpan) -> bool:
    """Is the mention a modifier, not a place where something is: "US bombers", "Pakistani fighters"?"""
    last = mention[-1]
    following = last.nbor() if last.i + 1 < len(last.doc) else None
    return (
        last.pos_ == "ADJ"
        or last.tag_ == "JJ"
        or (following is not None and following.pos_ in ("NOUN", "ADJ") and not following.is_sent_start)
    )


def in_other_speech(draft: Draft, span: Span, speech: object) -> bool:
    """Does the span stand outside the speech that the event is told in (in its source, say)?"""
    if speech is not None:
        return draft.innermost_attribution(span) is not speech
    return any(a.source and a.source.overlaps(span) for a in draft.attributions)


def there(trigger: Trigger) -> bool:
    """Does an event's clause say "there" of a place named before?"""
    near = setting_verbs(trigger.words)
    return any(
        c.lower_ == "there" and c.dep_ == "advmod"
        for i, how in near.items()
        if how > FRONTED
        for c in trigger.head.doc[i].children
    )
