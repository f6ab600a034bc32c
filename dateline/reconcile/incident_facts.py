"""An event claim as incidents are compared by: its family, day, place, parties, numbers and words, made comparable once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import inf

from dateline.name_keys import name_key
from dateline.reconcile.base import Told
from dateline.reconcile.incident_places import Point, point_of, sites_in
from dateline.reconcile.incident_words import Marks, content_words, families_of, marks_before, names_in, stem_of
from dateline.records import Claim, Span

__all__ = ["LAST", "Facts", "day_number", "facts_of", "is_incident", "words_before"]

# speech, wishes and judgements; a word of a family of deeds makes even these an incident ("walked out", "prisoners handed over")
SPEECH_TYPES = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"))
TALKING = frozenset(("speech", "trial"))
REAL = frozenset(("occurred", "ongoing", "attempted", "denied"))
# "never attacks", "would not be intimidated": a habit or a wish is denied, no single happening
GENERAL_DENIALS = frozenset(
    ("would", "will", "won't", "wouldn't", "does", "doesn't", "do", "don't", "can", "never", "cannot")
)
GENERAL_WORDS = 3
CLAUSE_CHARS = 90  # how much of a sentence to either side of its word is taken as telling of an event
LATER = re.compile(r"\b(?:later|earlier|afterwards?|before)\b", re.IGNORECASE)
LAST = re.compile(r"last (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_KEPT_DAYS = 1 << 12
_KEPT_FACTS = 1 << 12  # some 3 KB each


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared.

    ``days`` is an interval of day numbers, None where the claim has no day of its own; ``order`` that of reports and text.
    ``words`` are those near the event's word, and whether each is a name. ``is_bare``: it names a kind of deed and nothing of
    this one ("kidnapping and extortion"). ``is_later``: its time counts from another happening ("a day later"). ``is_last``:
    its day may be that of the week before ("last Monday", said on a Tuesday). All of it is worked out once, since one claim
    is compared with many.
    """

    told: Told
    report: str
    order: tuple[str, str, int, str]
    families: frozenset[str]
    stem: str
    days: tuple[int, int] | None
    published: int | None
    point: Point | None
    actors: frozenset[str]
    targets: frozenset[str]
    actor_words: frozenset[str]
    target_words: frozenset[str]
    target_names: frozenset[str]
    sites: frozenset[str]
    figures: tuple[tuple[str, float, float], ...]
    marks: Marks
    words: dict[str, bool]
    told_words: frozenset[str]
    party_words: frozenset[str]
    place_words: frozenset[str]
    is_bare: bool
    is_later: bool
    is_last: bool

    @property
    def claim(self) -> Claim:
        return self.told.claim

    @property
    def is_denied(self) -> bool:
        return self.told.claim.status == "denied"

    @property
    def names(self) -> set[str]:
        """The words of the sentence that are written as names."""
        return {word for word, named in self.words.items() if named and not word[0].isdigit()}

    @property
    def is_general(self) -> bool:
        """Is the word one of many happenings, or of a state of affairs: "attacks", "violence"?"""
        return "general" in self.families


def is_incident(claim: Claim) -> bool:
    """Can a claim tell of an incident: something that happened, was tried, or is denied to have happened?

    Plans, threats, fears and conditions are none, nor are acts of speaking. A denied deed is a claim about an incident;
    a denied habit or wish ("does not kill", "will not yield") is none.
    """
    if claim.kind != "event" or claim.trigger is None or claim.status not in REAL:
        return False
    if claim.status == "denied" and GENERAL_DENIALS & set(words_before(claim).split()[-GENERAL_WORDS:]):
        return False
    found = families_of(claim.trigger.quote, claim.type, claim.mode)
    return not found <= TALKING if found else claim.type not in SPEECH_TYPES


@lru_cache(maxsize=_KEPT_FACTS)  # a claim comes back with every report on its story
def facts_of(told: Told) -> Facts:
    """Return what a claim is compared by.

    Raises:
        ValueError: the claim has no trigger.
    """
    claim, trigger = told.claim, told.claim.trigger
    if trigger is None:
        raise ValueError(f"the claim {claim.id} has no word of an event")
    words = _words_near(claim, trigger)
    point = point_of(claim)
    place_words = point.words if point else frozenset()
    families, marks = families_of(trigger.quote, claim.type, claim.mode), marks_before(words_before(claim))
    actor_words, target_words = _words_of(claim.actors), _words_of(claim.targets)
    return Facts(
        told=told,
        report=claim.report_id,
        order=(told.published or "", claim.report_id, trigger.start, claim.id),
        families=families,
        stem=stem_of(name_key(trigger.quote)),
        days=_days(claim),
        published=day_number(told.published),
        point=point,
        actors=frozenset(told.actors or map(name_key, claim.actors)),
        targets=frozenset(told.targets or map(name_key, claim.targets)),
        actor_words=actor_words,
        target_words=target_words,
        target_names=frozenset(w for name in claim.targets for w in names_in(name)),
        sites=sites_in(target_words | place_words),
        figures=tuple((f.what, f.low or 0.0, inf if f.high is None else f.high) for f in claim.figures),
        marks=marks,
        words=words,
        told_words=frozenset(words),
        party_words=actor_words | target_words,
        place_words=place_words,
        is_bare=_is_bare(claim, point, is_general="general" in families, is_known=marks.known),
        is_later=LATER.search(claim.time_text or "") is not None,
        is_last=LAST.match(claim.time_text or "") is not None,
    )


def _words_near(claim: Claim, trigger: Span) -> dict[str, bool]:
    """The words that tell something near the event's word, without its own, and whether each is written as a name."""
    own = content_words(trigger.quote)
    return {word: named for word, named in content_words(_clause(claim)).items() if word not in own}


def _words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in content_words(name))


def _is_bare(claim: Claim, point: Point | None, *, is_general: bool, is_known: bool) -> bool:
    """Does the claim name a kind of deed and nothing of this one: "kidnapping and extortion"?"""
    if claim.earliest or claim.latest or claim.figures or (point and not point.is_broad):
        return False
    return is_general or not (claim.actors or claim.targets or is_known)


def words_before(claim: Claim) -> str:
    """The words of the sentence before the event's word."""
    assert claim.trigger is not None
    return claim.text[: max(0, claim.trigger.start - claim.start)]


def _clause(claim: Claim) -> str:
    """The words of the sentence near the event's word."""
    assert claim.trigger is not None
    start, end = claim.trigger.start - claim.start, claim.trigger.end - claim.start
    low = claim.text.rfind(" ", 0, max(0, start - CLAUSE_CHARS)) + 1
    high = claim.text.find(" ", end + CLAUSE_CHARS)
    return claim.text[low : high if high >= 0 else None]


def _days(claim: Claim) -> tuple[int, int] | None:
    low, high = day_number(claim.earliest), day_number(claim.latest)
    if low is None and high is None:
        return None
    return (low if low is not None else high or 0, high if high is not None else low or 0)


@lru_cache(maxsize=_KEPT_DAYS)
def day_number(text: str | None) -> int | None:
    """Return the number of an ISO day or minute's day, None where there is none.

    >>> day_number("2020-03-02T10:15") - day_number("2020-02-29")
    2
    """
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None
