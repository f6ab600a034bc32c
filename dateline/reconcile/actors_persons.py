"""Two names of persons, with what is told of them -> how surely they are one: names first, then offices, company and days."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.reconcile.actors_context import Support
from dateline.reconcile.actors_names import PersonName
from dateline.reconcile.actors_sounds import SLIP, likeness
from dateline.reconcile.actors_words import (
    common_surnames,
    gender_of_given_name,
    generic_words,
    given_titles,
    office_words,
    standard_word,
)
from dateline.reconcile.base import Score

__all__ = ["THRESHOLDS", "compare_persons", "score_of"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is needed for "same", set by hand on tests/reconcile/actor_pairs.tsv and tried on labelled threads, 23 November 2026.

    Args:
        short: support for a name too short to identify.
        rare: ... where few people have that surname, or for a body's head noun with a capital.
        phrase: support for the last words of a body's name ("the safety board").
        spelling: support for two full names of which one word is spelled otherwise.
        spellings: ... of which each word is.
        slip: ... of which one letter differs.
        part: ... of which one lacks the last word of the other.
        days: the most days between two reports of one thread.
        body_days: the most days between which letters in one country are those of one body.
    """

    short: float = 1.2
    rare: float = 0.7
    phrase: float = 0.5
    spelling: float = 0.3
    spellings: float = 0.7
    slip: float = 0.8
    part: float = 1.2
    days: int = 30
    body_days: int = 400


THRESHOLDS = Thresholds()
NOTHING = Score(0.0, "different", ())
# how much a surname or a given name alone says, and what the same office adds: it decides between two bearers
SURNAME, GIVEN, SAME_OFFICE = 0.5, 0.4, 0.25
# what initials that fit count for in support, and how sure a name is that one wire text has twice
INITIAL, COPIED = 0.5, 0.7
# what another office takes from the belief in a short name, and what it asks in support
OTHER_OFFICE = 0.2, 0.5
# titles of offices that a country has one of; others are a town's
NATIONAL = frozenset({"president", "minister", "secretary", "king", "queen", "emperor", "sultan", "chancellor", "pope"})


def score_of(value: float, verdict: str, *reasons: str, support: Support | None = None) -> Score:
    """Return a score whose reasons end with those of the support; support raises it towards 1."""
    raised = value + (1 - value) * min(support.weight, 2.0) / 4 if support else value
    return Score(round(raised, 3), verdict, (*reasons, *(support.reasons if support else ())))


def compare_persons(a: PersonName, b: PersonName, *, support: Support) -> Score:
    """Return how surely two persons are one; "different" also where nothing speaks for it.

    Args:
        a: one name, parsed.
        b: the other.
        support: what the reports tell of both.
    """
    if support.other_gender:
        return score_of(0.0, "different", "a man and a woman")
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return score_of(0.0, "different", f"{a.suffix} and {b.suffix}")
    if a.described or b.described:
        return _compare_described(a, b, support=support)
    if not a.words or not b.words:
        return NOTHING
    if a.is_full and b.is_full:
        names = ((a.words, b.words), (a.words, _called(b)), (_called(a), b.words))
        score = max((_compare_full(x, y, support=support) for x, y in names if x and y), key=lambda found: found.value)
        if score.verdict == "same" and a.suffix != b.suffix and not support.offices:
            return score_of(score.value / 2, "maybe", f"only one is {a.suffix or b.suffix}", *score.reasons)
        return score
    short, full = (a, b) if not a.is_full else (b, a)
    return _compare_short(short, full, support=support)


def _called(person: PersonName) -> tuple[str, ...]:
    """Return the words of a full name with the nickname for the first; none where it has no nickname."""
    return (*person.nickname.split()[:1], *person.words[1:]) if person.nickname else ()


def _compare_full(a: tuple[str, ...], b: tuple[str, ...], *, support: Support) -> Score:
    mine, theirs = _without_middle_initials(a, b)
    if mine is None or theirs is None:
        return score_of(0.0, "different", "other initials")
    short, long = sorted((mine, theirs), key=len)
    if len(short) == len(long):
        return _compare_level(short, long, support=support)
    if len(short) < 2:
        return NOTHING
    likes = _in_order(short, long)
    if not likes:
        return NOTHING
    to_end = likeness(short[-1], long[-1]) > 0 and likeness(short[0], long[0]) > 0
    needed = 0.0 if to_end and min(likes) == 1 else THRESHOLDS.spelling if to_end else THRESHOLDS.part
    why = f"{' '.join(short)} is part of {' '.join(long)}"
    verdict = "same" if support.weight >= needed and not (support.other_home and needed) else "maybe"
    return score_of(0.75 * min(likes), verdict, why, support=support)


def _compare_level(a: Sequence[str], b: Sequence[str], *, support: Support) -> Score:
    likes = [likeness(x, y) for x, y in zip(a, b, strict=True)]
    if not all(likes):
        turned = tuple(b[1:]) + tuple(b[:1]), tuple(b[-1:]) + tuple(b[:-1])
        if any(tuple(a) == other for other in turned):
            verdict = "same" if support.weight >= THRESHOLDS.spellings else "maybe"
            return score_of(0.6, verdict, "the same words in another order", support=support)
        return NOTHING
    others = sum(like < 1 for like in likes)
    if not others:
        return score_of(0.95, "same", "the same words", support=support)
    needed = THRESHOLDS.slip if min(likes) <= SLIP else THRESHOLDS.spelling if others == 1 else THRESHOLDS.spellings
    unknown = support.days is None and not support.other_home
    enough = support.weight >= needed or (unknown and others == 1 and min(likes) > SLIP)
    why = "; ".join(f"{x} is a spelling of {y}" for x, y in sorted(map(sorted, zip(a, b, strict=True))) if x != y)
    return score_of(0.85 * min(likes) ** others, "same" if enough else "maybe", why, support=support)


def _without_middle_initials(
    a: tuple[str, ...], b: tuple[str, ...]
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Leave out initials between other words; None for both where they contradict each other."""
    initials = [[word for word in words[1:-1] if len(word) == 1] for words in (a, b)]
    if initials[0] and initials[1] and initials[0][0] != initials[1][0]:
        return None, None
    middles = [[word for word in words[1:-1] if len(word) > 1] for words in (a, b)]
    for mine, theirs in (initials, initials[::-1]):
        other = middles[1] if mine is initials[0] else middles[0]
        if mine and other and not theirs and other[0][0] != mine[0]:
            return None, None
    kept = [tuple(w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1)) for words in (a, b)]
    return kept[0], kept[1]


def _in_order(short: Sequence[str], long: Sequence[str]) -> list[float]:
    """Return how like each word of the shorter name is to one of the longer, in its order; empty where one has none."""
    likes: list[float] = []
    at = 0
    for word in short:
        like, place = max(((likeness(word, other), -i) for i, other in enumerate(long) if i >= at), default=(0.0, 0))
        if not like:
            return []
        likes.append(like)
        at = 1 - place
    return likes if likeness(short[0], long[0]) or likeness(short[-1], long[-1]) else []


def _compare_short(short: PersonName, other: PersonName, *, support: Support) -> Score:
    """A surname, a given name, or initials with a surname, against a full name or another short one."""
    word, first = short.words[-1], other.words[0]
    initials = [w for w in short.words if len(w) == 1] if len(other.words) > 1 else []
    if initials and initials[0] not in (first[0], other.words[-1][0]):
        return score_of(0.0, "different", "another initial")
    middle = [w for w in other.words[1:-1] if gender_of_given_name(w) is None]
    surname = max(likeness(word, w) for w in (*middle, other.words[-1]))
    titled = bool(given_titles() & (support.offices | set(" ".join(short.titles).split())))
    called = len(other.words) > 1 and (titled or gender_of_given_name(word) is not None)
    like = surname or (likeness(word, first) if called else 0.0)
    if not like:
        return NOTHING
    near = support.days is not None and support.days <= THRESHOLDS.days
    needed = _support_needed(word, surname=surname, titled=titled) + OTHER_OFFICE[1] * support.other_office
    enough = near and support.weight + INITIAL * bool(initials) >= needed
    if not other.is_full:  # two short names: the office, or more of the story, must say that they are one
        rare = word not in common_surnames() and support.weight >= THRESHOLDS.short
        enough = enough and like == 1 and (bool(support.offices) or rare)
    elif like < 1:  # another spelling of a surname, in one story with many names
        enough = enough and bool(support.offices)
    base = (SURNAME if surname else GIVEN) * like
    base += SAME_OFFICE * bool(support.offices) - OTHER_OFFICE[0] * support.other_office
    why = f"{word} is the {'last' if surname else 'given'} name of both" if other.is_full else f"both are {word}"
    if support.copy and like == 1:
        return score_of(max(base, COPIED), "same", "one wire text names both", why, support=support)
    if enough:
        return score_of(base, "same", why, support=support)
    return score_of(base, "maybe", why, support=support) if near and support.weight else NOTHING


def _support_needed(word: str, *, surname: float, titled: bool) -> float:
    """Return what must be shared: less for a surname that few people have; a given name alone is never enough."""
    if surname == 1:
        return THRESHOLDS.short if word in common_surnames() else THRESHOLDS.rare
    return THRESHOLDS.short if surname or titled else math.inf


def _compare_described(a: PersonName, b: PersonName, *, support: Support) -> Score:
    """An office ("the interior minister") against its holder, or against the same office elsewhere."""
    if a.described and b.described and support.copy and a.titles == b.titles:
        return score_of(0.9, "same", "one wire text names both", support=support)
    held = [_office_of(person) for person in (a, b) if person.described]
    near = support.days is not None and support.days <= THRESHOLDS.days
    if not all(held) or not near or not support.home:
        return NOTHING
    shared = held[0]
    if any(other != shared for other in held) or not shared <= support.offices:
        return NOTHING
    if len(shared) < 2:  # "the president", "the mayor": of whom, the words do not say
        return NOTHING
    verdict = "same" if shared & NATIONAL else "maybe"
    return score_of(0.6, verdict, f"both are {' '.join(sorted(shared))}", support=support)


def _office_of(person: PersonName) -> frozenset[str]:
    """Return the words of an office that is told by nothing else ("the interior minister"); empty for other phrases."""
    told = (standard_word(word) for title in person.titles for word in title.split())
    words = frozenset(told) - {"of", "the", "affairs"}
    fields = {word for word in words if generic_words().get(word) == "field"}
    return words if words <= office_words() | fields and words & office_words() else frozenset()
