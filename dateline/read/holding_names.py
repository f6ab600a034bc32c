"""Names that are places because somebody holds them: "the militia controls X" names no person, whatever was guessed of X."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from dateline.read.clauses import children, conjuncts, deep_object, deep_subject, prepositional
from dateline.read.draft import Draft
from dateline.read.holding_forms import BODIES, is_force, speaks_of_fighters
from dateline.read.wordlists import given_names, titles
from dateline.records import Entity

__all__ = ["name_places"]

# what is done to places alone; people are captured, seized, held, kept, lost and surrendered too
DONE_TO_PLACES = frozenset(
    (
        "control", "rule", "govern", "occupy", "retake", "reconquer", "recapture", "overrun", "besiege", "encircle", "ring",
        "blockade", "annex", "own", "contest", "administer", "regain", "claim",
    )
)  # fmt: skip
# nouns behind which a place is named, and by which prepositions
NAMED_AFTER = {
    **dict.fromkeys(("siege", "encirclement", "recapture", "occupation", "besieger"), ("of",)),
    **dict.fromkeys(("grip", "hold"), ("on", "over")),
    **dict.fromkeys(("battle", "fight", "fighting", "struggle", "clash"), ("for", "over")),
    **dict.fromkeys(("cent", "percent", "half", "third", "quarter", "fifth", "tenth"), ("of",)),
}
# prepositions before those who have a place: "in the hands of", "fell to", "is held by", "remains with"
HOLDING_CASES = frozenset(("of", "to", "by", "with"))
KINDS = frozenset(("person", "other", "vehicle"))


def name_places(draft: Draft) -> tuple[Entity, ...]:
    """Return the entities of a report, those that forces hold as places where nothing tells of their kind but a guess."""
    held = {e.id for token in named_in(draft) for e in guessed(draft, token)}
    for verb in draft.doc:
        if verb.lemma_ not in DONE_TO_PLACES or verb.pos_ != "VERB":
            continue
        subject, found = deep_subject(verb), deep_object(verb)
        if subject is None or found is None or not is_force(draft, subject):
            continue
        held.update(e.id for token in conjuncts(found) for e in guessed(draft, token))
    holders = {e.id for e in draft.entities if is_misread_body(draft, e)}
    entities = (replace(e, kind="group", place=None) if e.id in holders else e for e in draft.entities)
    return tuple(replace(e, kind="place") if e.id in held - holders else e for e in entities)


def is_misread_body(draft: Draft, entity: Entity) -> bool:
    """Is it a body that was taken for a place: "in the hands of the Front", "fell to the Movement", not "the Eastern Front"?"""
    if entity.kind not in ("place", "other"):
        return False
    heads = [draft.tokens_in(mention).root for mention in entity.mentions]
    if any(t.lower_ not in BODIES or not t.text[0].isupper() for t in heads):
        return False
    bare = all(t.nbor(-1).lower_ == "the" for t in heads if t.i)
    return bare and any(c.lower_ in HOLDING_CASES for t in heads for c in children(t, "case"))


def named_in(draft: Draft) -> Iterator[Token]:
    """Yield what is besieged, fought for or shared out: "the siege of X", "battles for X", "a third of X"."""
    if not speaks_of_fighters(draft):
        return
    for noun in draft.doc:
        prepositions = NAMED_AFTER.get(noun.lemma_.lower(), ())
        if prepositions:
            yield from (t for p, phrase in prepositional(noun) if p in prepositions for t in conjuncts(phrase))


def guessed(draft: Draft, token: Token) -> Iterator[Entity]:
    """Yield the entity of a name of which a kind is only guessed."""
    entity = draft.find_entity(draft.span_of(token), token) if token.pos_ == "PROPN" else None
    if entity is not None and is_guessed(draft, entity):
        yield entity


def is_guessed(draft: Draft, entity: Entity) -> bool:
    """Does nothing in the report show that a name is a person's or a body's: no title, given name, pronoun or second mention?"""
    if entity.kind not in KINDS or entity.place is not None or len({m.quote for m in entity.mentions}) > 1:
        return False
    words = draft.tokens_in(entity.mentions[0])
    before = words[0].nbor(-1).text if words[0].i else ""
    return words[0].lower_ not in given_names() and not {before.lower(), words[0].lower_} & titles().keys()
