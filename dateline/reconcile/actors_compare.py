"""Two nodes -> one score with its reasons: persons with persons, bodies with bodies, nobody across."""

from __future__ import annotations

import re

from dateline.reconcile.actors_bodies import BodyName
from dateline.reconcile.actors_context import Context, Support, support_of
from dateline.reconcile.actors_names import ActorNode, body_of, person_of
from dateline.reconcile.actors_persons import NOTHING, THRESHOLDS, compare_persons, score_of
from dateline.reconcile.actors_sounds import SLIP, likeness
from dateline.reconcile.actors_words import body_words, generic_words, head_words, world_letters
from dateline.reconcile.base import Score

__all__ = ["compare_nodes"]

# a proper word this long, spelled otherwise, is hardly another body's
LONG_WORD = 7
# common nouns that, with the country's name and no other word, mean one body: "Kenyan police", but not "the Kenyan consulate"
ONE_IN_A_COUNTRY = frozenset({"police", "troops", "force", "soldiers", "guard", "authorities", "opposition", "rebel"})
# two letters are the initials of too many phrases
LEAST_INITIALS = 3
# "World War" is not "World War II", nor a district the fifth
COUNTING = re.compile(
    r"\d+(?:st|nd|rd|th)?|i{2,3}|iv|vi{0,3}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|new|young|junior"
)


def compare_nodes(a: ActorNode, b: ActorNode, *, contexts: tuple[Context, Context]) -> Score:
    """Return how surely two nodes are one actor, with the reasons. Symmetric; rivals for a short name are not seen here.

    Args:
        a: one node.
        b: the other.
        contexts: what reports tell of each.
    """
    (a, mine), (b, theirs) = sorted(((a, contexts[0]), (b, contexts[1])), key=lambda pair: pair[0].node)
    support = support_of(mine, theirs, besides=frozenset((a.node, b.node)))
    persons = person_of(a), person_of(b)
    if persons[0] is not None and persons[1] is not None:
        if {a.key, b.key} & (mine.places | theirs.places):
            return NOTHING  # a place, read as a person once
        return compare_persons(persons[0], persons[1], support=support)
    bodies = body_of(a), body_of(b)
    if bodies[0] is None or bodies[1] is None or any(body.counted or body.member for body in bodies if body):
        return NOTHING
    return _compare_bodies((bodies[0], bodies[1]), contexts=(mine, theirs), support=support)


def _compare_bodies(bodies: tuple[BodyName, BodyName], *, contexts: tuple[Context, Context], support: Support) -> Score:
    a, b = bodies
    if a.country and b.country and a.country != b.country:
        return score_of(0.0, "different", f"of {a.country} and of {b.country}")
    if a.letters or b.letters:
        return _compare_letters(bodies, contexts=contexts, support=support)
    if support.copy and a.words == b.words and a.country == b.country:
        return score_of(0.95, "same", "one wire text names both", support=support)
    if not a.proper and not b.proper:
        return _compare_common(bodies, contexts=contexts, support=support)
    if bool(a.country) != bool(b.country):
        homes = [body.country or context.home for body, context in zip(bodies, contexts, strict=True)]
        if homes[0] != homes[1] or len(a.words) < 2 or len(b.words) < 2:
            return NOTHING
    return _compare_proper(bodies, support=support)


def _compare_letters(
    bodies: tuple[BodyName, BodyName], *, contexts: tuple[Context, Context], support: Support
) -> Score:
    """Letters ("TLF") against a name in full, or against the same letters in another report."""
    (a, mine), (b, theirs) = sorted(zip(bodies, contexts, strict=True), key=lambda pair: not pair[0].letters)
    near = support.days is not None and support.days <= THRESHOLDS.body_days
    if b.letters:
        if a.letters != b.letters:
            return NOTHING
        enough = (
            support.copy
            or a.letters in world_letters()
            or (near and (support.home or support.weight >= THRESHOLDS.short))
        )
        clash = support.other_home and not support.copy and a.letters not in world_letters()
        return score_of(
            0.7, "same" if enough and not clash else "maybe", f"both are {a.letters.upper()}", support=support
        )
    whole = " ".join(b.words)
    if a.letters in theirs.aliases or any(alias.endswith(whole) for alias in mine.aliases if whole):
        verdict = "maybe" if support.other_home else "same"
        return score_of(0.9, verdict, f"a report gives {a.letters.upper()} as its other name", support=support)
    if a.letters not in b.acronyms or not (b.capital or (b.definite and len(a.letters) >= LEAST_INITIALS)):
        return NOTHING
    known = world_letters().get(a.letters, "")
    if known and set(known.split()) >= set(b.words) and len(b.words) > 1:
        return score_of(0.95, "same", f"{a.letters.upper()} is known for {known}")
    needed = THRESHOLDS.short if len(a.letters) <= LEAST_INITIALS else THRESHOLDS.rare
    enough = near and support.weight >= needed and not support.other_home
    if not enough and not (near and support.home):
        return NOTHING
    return score_of(0.6, "same" if enough else "maybe", f"{a.letters.upper()} are its initials", support=support)


def _compare_common(bodies: tuple[BodyName, BodyName], *, contexts: tuple[Context, Context], support: Support) -> Score:
    """Names that every country has ("the Interior Ministry"): the country decides, for a town's bodies the place."""
    a, b = bodies
    if support.copy and (set(a.words) <= set(b.words) or set(b.words) <= set(a.words)):
        return score_of(0.85, "same", "one wire text names both", support=support)
    if sorted(a.words) != sorted(b.words):
        return NOTHING
    homes = [body.country or context.home for body, context in zip(bodies, contexts, strict=True)]
    if not homes[0] or homes[0] != homes[1]:
        return NOTHING
    near = support.days is not None and support.days <= THRESHOLDS.days
    why = f"{' '.join(a.words)} of {homes[0]}"
    reach = a.generic
    if a.country and b.country and (reach == "national" or len(a.words) > 1 or set(a.words[:1]) & ONE_IN_A_COUNTRY):
        return score_of(0.95, "same", why)
    enough = (
        reach == "national" or (reach == "local" and near and support.places) or _stands_alone(a, b, support=support)
    )
    doubtful = body_words() if len(a.words) > 1 else head_words() | ONE_IN_A_COUNTRY
    if not enough and not (near and doubtful & set(a.words)):
        return NOTHING
    return score_of(0.75 if enough else 0.4, "same" if enough else "maybe", why, support=support)


def _stands_alone(a: BodyName, b: BodyName, *, support: Support) -> bool:
    """Does the story decide: "the Front", or a phrase with a word of its own, twice in one thread?"""
    if support.days is None or support.days > THRESHOLDS.days or support.weight < THRESHOLDS.short:
        return False
    if len(a.words) == 1:
        return a.capital and b.capital and a.words[0] in head_words()
    return any(w in body_words() for w in a.words) and any(w not in generic_words() for w in a.words)


def _compare_proper(bodies: tuple[BodyName, BodyName], *, support: Support) -> Score:
    """Names of which one at least has words of its own."""
    small, large = sorted(bodies, key=lambda body: (len(body.words), body.words))
    likes = {word: max((likeness(word, other) for other in large.words), default=0.0) for word in small.words}
    if not all(likes.values()) or not likes:
        return NOTHING
    lost = [word for word in large.words if not any(likeness(word, other) for other in small.words)]
    if lost:
        return _compare_part(small, large, lost=lost, least=min(likes.values()), support=support)
    if bool(small.proper) != bool(large.proper) or len(small.words) != len(large.words):
        return NOTHING
    spelled = {word: like for word, like in likes.items() if like < 1}
    if not spelled:
        turns = range(len(large.words)) if small.linked != large.linked else range(1)
        turned = any(small.words == large.words[i:] + large.words[:i] for i in turns)
        return score_of(0.95 if turned else 0.6, "same" if turned else "maybe", "the same words", support=support)
    short = any(len(word) < LONG_WORD for word in spelled)
    needed = THRESHOLDS.slip if min(spelled.values()) <= SLIP else THRESHOLDS.spelling if short else 0.0
    if any(word in generic_words() for word in spelled):
        needed = THRESHOLDS.slip
    why = f"spelled otherwise: {', '.join(sorted(spelled))}"
    return score_of(0.85 * min(spelled.values()), "same" if support.weight >= needed else "maybe", why, support=support)


def _compare_part(small: BodyName, large: BodyName, *, lost: list[str], least: float, support: Support) -> Score:
    """All words of one name are in the other: a body by a shorter name, or another that is called after it."""
    near = support.days is not None and support.days <= THRESHOLDS.days and not support.other_home
    why = f"{' '.join(small.words)} is part of {' '.join(large.words)}"
    if not large.capital or least < 1 or any(COUNTING.fullmatch(word) for word in lost):
        return NOTHING
    ends = (large.words[-1], large.words[0] if large.linked else large.words[-1])
    if not small.proper:
        head = small.capital and len(small.words) == 1 and small.words[0] in head_words() and small.words[0] in ends
        phrase = (
            small.definite and any(word not in generic_words() for word in small.words) and set(small.words) & set(ends)
        )
        if not near or not (head or (phrase and len(small.words) > 1)):
            return NOTHING
        needed = THRESHOLDS.rare if head else THRESHOLDS.phrase
        return score_of(0.5, "same" if support.weight >= needed else "maybe", why, support=support)
    opens = large.words[: len(small.words)] == small.words
    if not small.capital or len(small.words) < 2 or (opens and small.words[-1] in body_words()):
        return NOTHING
    common = all(word in generic_words() for word in lost)
    closes = large.words[-len(small.words) :] == small.words
    if not near or not (opens or closes):
        return NOTHING
    needed = THRESHOLDS.spellings if opens and common else THRESHOLDS.short
    enough = support.weight >= needed and (opens or common)
    return score_of(0.7 if opens and common else 0.55, "same" if enough else "maybe", why, support=support)
