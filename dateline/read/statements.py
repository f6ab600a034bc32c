"""Statements: what an attribution tells, in a form in which two of them can be compared.

Words are compared by their stems, people and places by the entity that they name wherever the report calls them, events by
their PLOVER type.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Token

from dateline.read.denial_forms import EMPTY, denial_words, is_negated, negated_root
from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.records import Attribution, Event, Holding, Quantity, Span

__all__ = ["Statement", "Statements", "families_of", "share_of"]

TELLING = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
# verbs that tell nothing by themselves
EMPTY_VERBS = frozenset(
    ("be", "become", "come", "do", "get", "give", "go", "have", "make", "say", "see", "take", "tell")
)
LEAST_STEM, STEM_SHARE = 4, 0.7  # letters in common of the shorter of two words: shell, shelling; execute, execution
DEATH = "<death>"


@dataclass(frozen=True)
class Statement:
    """What an attribution tells: its words, the predicates among them, entities, events, holdings, quantities.

    ``denied_words`` are what a negation of the main clause is about ("no gas was used", "the raid did not happen"),
    ``denied_types`` the types of the events that it says did not happen.
    """

    attribution: Attribution
    words: frozenset[str]
    predicates: frozenset[str]
    entities: frozenset[str]
    places: frozenset[str]
    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]
    quantities: tuple[Quantity, ...]
    families: frozenset[str]
    denied_words: frozenset[str]
    denied_types: frozenset[str]
    negated: bool

    @cached_property
    def types(self) -> frozenset[str]:
        """The PLOVER types of its events, but OTHER."""
        return frozenset(event.type for event in self.events) - {"OTHER"}


class Statements:
    """The statements of a report, each made when it is first asked for."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._made: dict[str, Statement] = {}
        self._groups = frozenset(e.id for e in draft.entities if e.kind == "place")

    def of(self, attribution: Attribution) -> Statement:
        """Return what an attribution tells, with what is nested in it."""
        if attribution.id not in self._made:
            self._made[attribution.id] = self._make(attribution)
        return self._made[attribution.id]

    def _make(self, attribution: Attribution) -> Statement:
        draft = self.draft
        tokens = [t for span in attribution.content for t in draft.tokens_in(span)]
        mentions = [row for span in attribution.content for row in draft.mention_index.touching(span.start, span.end)]
        named = {i: e.id for m, e in mentions for i in range(m.start, m.end)}
        denied = tuple(e for e in draft.events if e.status == "denied" and _within(e.trigger, attribution.content))
        telling = [t for t in tokens if t.pos_ in TELLING and len(t) > 2]
        entities = frozenset(e.id for m, e in mentions if _within(m, attribution.content))
        return Statement(
            attribution=attribution,
            words=frozenset(named.get(t.idx, _word(t)) if t.pos_ == "PROPN" else _word(t) for t in telling)
            - EMPTY_VERBS,
            denied_words=_denied_words(draft, attribution, telling),
            denied_types=frozenset(event.type for event in denied) - {"OTHER"},
            predicates=frozenset(_word(t) for t in telling if t.pos_ == "VERB" or _is_event(draft, t)) - EMPTY_VERBS,
            entities=entities,
            places=entities & self._groups,
            events=tuple(e for e in draft.events if _within(e.trigger, attribution.content)),
            holdings=tuple(h for h in draft.holdings if _within(h.span, attribution.content)),
            quantities=tuple(q for q in draft.quantities if _within(q.span, attribution.content)),
            families=families_of(telling),
            negated=is_negated(draft, attribution.content),
        )


def _within(span: Span, content: Iterable[Span]) -> bool:
    return any(piece.covers(span) for piece in content)


def _word(token: Token) -> str:
    lemma = token.lemma_.lower()
    return DEATH if lemma in denial_words("death") else lemma


def _denied_words(draft: Draft, attribution: Attribution, telling: Iterable[Token]) -> frozenset[str]:
    """The negated predicate, nouns under "no", and the subject where the predicate only says that something happens."""
    root = negated_root(draft, attribution.content)
    if root is None:
        return frozenset()
    found = [t for t in telling if any(c.lower_ in EMPTY for c in t.children)]
    if root.lemma_.lower() in denial_words("happen"):
        found += [c for c in root.children if c.dep_.startswith("nsubj")]
    elif root.pos_ != "AUX":
        found.append(root)
    return frozenset(_word(t) for t in found) - EMPTY_VERBS


def _is_event(draft: Draft, token: Token) -> bool:
    return token.pos_ in ("NOUN", "ADJ") and any(
        event.trigger.start <= token.idx < event.trigger.end for event in draft.events
    )


def families_of(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the families of people and bodies that nouns belong to: "soldiers" and "army" are of one."""
    table = _family_table()
    found = {table.get(word) for t in tokens for word in (t.lemma_.lower(), t.lower_)}
    return frozenset(family for family in found if family)


@cache
def _family_table() -> dict[str, str]:
    return {noun: row["family"] for row in load_lexicon("noun_families") for noun in row["nouns"].split(";")}


def _alike(one: str, other: str) -> bool:
    """Are two words of one stem?"""
    if one == other:
        return True
    least = max(LEAST_STEM, STEM_SHARE * min(len(one), len(other)))
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= least


def share_of(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the share of one's words that the other has too, 0 if there are none."""
    return sum(any(_alike(word, other) for other in theirs) for word in mine) / len(mine) if mine else 0.0
