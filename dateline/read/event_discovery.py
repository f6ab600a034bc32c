"""Events of words that the lexicon does not know, between two bearers: the model says that something is told and of what type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dateline.read.clauses import children
from dateline.read.draft import Draft
from dateline.read.event_arguments import actors_of
from dateline.read.event_lexicon import Entry, light_verbs
from dateline.read.event_pair_types import LEAST_SPOKEN, in_table, shares_of, weights_of_words
from dateline.read.event_pairs import SAYING
from dateline.read.event_places import is_country
from dateline.read.event_reach import MentionHeads, reached_actors, reached_targets
from dateline.read.event_triggers import Trigger
from dateline.read.learned_events import LearnedEvents
from dateline.records import Entity

__all__ = ["Discovery", "discover_events", "phrase_of"]

# probabilities that a word tells of an event and that the event has a type, below which nothing is made of it
LEAST_TOLD, LEAST_TYPED = 0.5, 0.9
MOST_PAIRS = 10  # asked of the model in one sentence
ACTING = frozenset(("person", "group", "organization"))


class Discovery(NamedTuple):
    """A trigger that the model tells, and how sure it is."""

    trigger: Trigger
    confidence: float


def discover_events(draft: Draft, heads: MentionHeads, known: Sequence[Trigger]) -> list[Discovery]:
    """Return the verbs that are no triggers and tell of an event all the same, between an actor and a target.

    Args:
        draft: with entities and attributions filled.
        heads: of the draft.
        known: the triggers that the lexicon gives.
    """
    learned = LearnedEvents(draft.doc)
    if not learned:
        return []
    taken = {word.i for trigger in known for word in trigger.words}
    asked = list(candidates(draft, heads, learned, taken))
    found = []
    for (verb, score, _), shares in zip(asked, shares_of(draft, [pair for _, _, pair in asked], known), strict=True):
        best = max(shares, key=lambda type_: shares[type_])
        if shares[best] >= LEAST_TYPED and speaks_for(verb, best):
            trigger = Trigger(entry_of(verb, best), verb, (verb,))
            found.append(Discovery(trigger, round(shares[best] * score, 2)))
    return found


def speaks_for(verb: Token, type_: str) -> bool:
    """Does the word itself speak for the type, not only what stands around it?"""
    return weights_of_words().get(f"word {verb.lemma_.lower()}", {}).get(in_table(type_), 0.0) >= LEAST_SPOKEN


def candidates(
    draft: Draft, heads: MentionHeads, learned: LearnedEvents, taken: set[int]
) -> Iterator[tuple[Token, float, tuple[TokenSpan, TokenSpan]]]:
    """Yield the verbs that may tell of an event, how likely they do, and between whom; at most so many in a sentence."""
    for sent in draft.doc.sents:
        left = MOST_PAIRS
        for verb in sent:
            score = learned.score(verb.i) if verb.pos_ == "VERB" and verb.i not in taken and left else None
            if score is None or score < LEAST_TOLD or belongs_to(verb, taken):
                continue
            trigger = Trigger(entry_of(verb, "SUPPORT"), verb, (verb,))
            actors = [e for e in actors_of(draft, trigger) or reached_actors(draft, trigger) if acts(e)]
            targets = reached_targets(draft, heads, trigger, actors=frozenset(e.id for e in actors)) if actors else ()
            if targets:
                left -= 1
                yield verb, score, (phrase_of(draft, verb, actors[0].id), phrase_of(draft, verb, targets[0].id))


def belongs_to(verb: Token, taken: set[int]) -> bool:
    """Does the verb only speak, carry a known event ("staged an attack"), or tell what one is about ("agreed to open")?"""
    lemma = verb.lemma_.lower()
    carries = lemma in light_verbs() and any(c.i in taken for c in children(verb, "obj", "xcomp", "ccomp", "obl"))
    return carries or lemma in SAYING or (verb.dep_ in ("xcomp", "advcl") and verb.tag_ not in ("VBG", "VBD"))


def acts(entity: Entity) -> bool:
    return entity.kind in ACTING or is_country(entity)


def entry_of(verb: Token, type_: str) -> Entry:
    """Return a sense of a verb that no lexicon has."""
    return Entry((verb.lemma_.lower(),), "verb", type_, None, None, None, ("subj",), ("obj",), (), "")


def phrase_of(draft: Draft, word: Token, ident: str) -> TokenSpan:
    """Return the tokens of the largest mention of an entity next to a word, in its sentence; else the word."""
    sent = word.sent
    spans = [
        draft.tokens_in(mention)
        for mention, entity in draft.mention_index.touching(sent.start_char, sent.end_char)
        if entity.id == ident and sent.start_char <= mention.start and mention.end <= sent.end_char
    ]
    nearest = min(spans, key=lambda span: (abs(span.root.i - word.i), -len(span)), default=None)
    return nearest if nearest is not None else word.doc[word.i : word.i + 1]
