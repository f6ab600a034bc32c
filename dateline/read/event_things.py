"""What an event is done to, where no entity stands for it yet: "vetoed the bill", "shot the ferryman", "bombed the weir".

A noun that no lexicon of people, places and things has is no entity by itself: a report is full of such nouns. What
something is done to becomes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from dateline.read.clauses import children, noun_phrase, prepositional
from dateline.read.draft import Draft
from dateline.read.event_fillers import COUNTERS, entity_of, own_entity
from dateline.read.event_lexicon import noun_kinds
from dateline.read.event_slots import Candidate, slot
from dateline.read.event_triggers import Trigger
from dateline.read.learned_mentions import LearnedMentions
from dateline.read.learned_nouns import headed_by
from dateline.read.lemmas import get_lemma
from dateline.read.wordlists import noun_senses, partitives, plain_words
from dateline.records import Entity

__all__ = ["add_things"]

# what acts of a type are done to, besides people: plans are voted on and refused, only what can be touched is hit
BODILY = frozenset(("facility", "vehicle", "weapon", "other"))
ANYTHING = BODILY | {"abstract"}
PEOPLE = frozenset(("person", "group", "organization"))
SUFFERED = {
    "ASSAULT": BODILY | PEOPLE, "COERCE": ANYTHING | PEOPLE, "REJECT": ANYTHING | PEOPLE, "SUPPORT": ANYTHING | PEOPLE,
}  # fmt: skip
# kinds of the table of nouns -> the entity's
KINDS = {
    "thing": "other",
    "armed": "group",
    "human": "person",
    "place": "facility",
    "abstract": "abstract",
    "treaty": "abstract",
    "curb": "abstract",
}
ACTING = PEOPLE | {"vehicle"}
# GUM's types that name no object
LEARNED = {"person": "person", "organization": "organization", "abstract": "abstract", "event": "abstract", "time": ""}
LEAST = 0.5  # the model's probability of a mention that makes an entity (set by hand, not fitted)
NOTHING = frozenset(("time", "mishap", "weather", "ill", "sport", "contest"))
# a slot with a preposition names a person or body only where one has that kind
DIRECT = frozenset(("obj", "subj", "of"))
AGENTS = frozenset(("subj", "by"))
ANYBODY = frozenset(f"{some}{body}" for some in ("some", "any", "every", "no") for body in ("one", "body", "thing"))
NOUN_TAGS = frozenset(("NN", "NNS", "NNP"))
TAKES_UP = frozenset(("the", "this", "that", "these", "those"))


def add_things(draft: Draft, triggers: Iterable[Trigger]) -> None:
    """Add to the draft an entity for each noun that something is done to and that has none.

    Later nouns that take one up ("the bill ... the bill") are its mentions. The ids go on where those of the entities
    end; the list stays in text order.
    """
    known = list(triggers)
    inside = {word.i for trigger in known for word in trigger.words}
    learned = LearnedMentions(draft.doc)
    added: dict[int, tuple[Token, str]] = {}
    for trigger in known:
        for token, wanted in (*things_of(draft, trigger), *people_of(draft, trigger)):
            kind = kind_of(token, learned)
            if token.i not in inside and kind in wanted:
                added[token.i] = (token, "other" if kind == "abstract" else kind)
    new: list[tuple[Entity, str]] = []
    for place in sorted(added):
        add_mention(draft, new, added[place])
    if added:
        everything = (*draft.entities, *(entity for entity, _ in new))
        draft.entities = tuple(sorted(everything, key=lambda e: (e.mentions[0].start, -e.mentions[0].end)))


def add_mention(draft: Draft, new: list[tuple[Entity, str]], added: tuple[Token, str]) -> None:
    """Add a noun to an entity of the same words, to the last new one that it takes up, or as an entity of its own."""
    token, kind = added
    phrase, word = noun_phrase(token), token.lower_
    span = draft.span_of(phrase)
    if phrase[0].lower_ in TAKES_UP:
        same = next((e for m, e in draft.mentions() if m.quote.lower() == span.quote.lower()), None)
        if same is not None:
            known = replace(same, mentions=tuple(sorted((*same.mentions, span), key=lambda m: (m.start, m.end))))
            draft.entities = tuple(known if e is same else e for e in draft.entities)
            return
        for at in range(len(new) - 1, -1, -1):
            entity, other = new[at]
            if other == word:
                new[at] = replace(entity, mentions=(*entity.mentions, span)), word
                return
    new.append((Entity(f"e{len(draft.entities) + len(new) + 1}", kind, span.quote, (span,)), word))


def things_of(draft: Draft, trigger: Trigger) -> Iterator[tuple[Token, frozenset[str]]]:
    """Yield the nouns without an entity in the first slot for targets that has a word, and what kinds they may be."""
    candidate = Candidate(draft, trigger.entry, trigger.head, trigger.words)
    for name in trigger.entry.target:
        tokens = [token for token in slot(candidate, name) if is_plain_noun(draft, token)]
        kinds = SUFFERED.get(trigger.entry.type, PEOPLE) if name in DIRECT else PEOPLE
        yield from ((token, kinds) for token in tokens if is_unknown(draft, token) and not is_others(draft, token))
        if tokens:
            return


def people_of(draft: Draft, trigger: Trigger) -> Iterator[tuple[Token, frozenset[str]]]:
    """Yield the nouns without an entity that may be the people, or the aircraft and ships, who did it."""
    candidate = Candidate(draft, trigger.entry, trigger.head, trigger.words)
    for name in AGENTS.intersection(trigger.entry.actor):
        yield from ((t, ACTING) for t in slot(candidate, name) if is_plain_noun(draft, t) and is_unknown(draft, t))


def is_unknown(draft: Draft, token: Token) -> bool:
    """Stands no entity for a noun? For people of somebody's ("their gunners") none but their own does."""
    if entity_of(draft, token) is None:
        return True
    kinds = noun_kinds().get(singular(token), frozenset())
    pronoun = next((c for c in children(token, "nmod:poss") if c.pos_ == "PRON"), None)
    return pronoun is not None and "human" in kinds and own_entity(draft, token) is None


def is_others(draft: Draft, token: Token) -> bool:
    """Is the noun what somebody else said or made, to whom it is done: "rejected a call from the bishop"?"""
    return any(case in ("by", "from") and entity_of(draft, noun) for case, noun in prepositional(token))


def is_plain_noun(draft: Draft, token: Token) -> bool:
    """Is the word a common noun that may name something, no time, number or part?"""
    if (
        token.tag_ not in NOUN_TAGS
        or token.lower_ in ANYBODY
        or not (token.text.islower() or token.is_sent_start)
        or token.lower_ in COUNTERS | partitives().keys()
    ):
        return False
    span = draft.span_of(token)
    return not any(
        other.overlaps(span) for other in (*(t.span for t in draft.times), *(q.span for q in draft.quantities))
    )


def singular(token: Token) -> str:
    """Return a noun's singular, whatever the tagger took it for."""
    return get_lemma(token.text, "NOUN").lower()


def kind_of(token: Token, learned: LearnedMentions) -> str:
    """Return the kind of entity that a noun makes: ``abstract`` for what nobody can touch or knows, empty for none."""
    kinds = noun_kinds().get(singular(token), frozenset())
    if kinds & NOTHING and "human" not in kinds:
        return ""
    sense, mention = noun_senses().get(singular(token)), headed_by(learned, token)
    kind = sense.kind if sense is not None and sense.kind != "other" else ""
    kind = kind or next((KINDS[kind] for kind in KINDS if kind in kinds), "")
    if not kind and singular(token) in plain_words("other_words"):
        kind = "abstract"
    if not kind and mention is not None and mention.score >= LEAST:
        kind = LEARNED.get(mention.type, "other")
    kind = kind or ("abstract" if mention is None else "")
    return "group" if kind == "person" and token.tag_ in ("NNS", "NNPS") else kind
