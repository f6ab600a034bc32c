"""Blocking keys: two nodes are compared only where they share one, so that no archive is compared with itself in full."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dateline.reconcile.actors_bodies import BodyName
from dateline.reconcile.actors_context import Context
from dateline.reconcile.actors_names import ActorNode, PersonName, body_of, person_of
from dateline.reconcile.actors_persons import NATIONAL
from dateline.reconcile.actors_sounds import skeleton
from dateline.reconcile.actors_words import (
    gender_of_given_name,
    generic_words,
    office_words,
    standard_word,
    world_letters,
)

__all__ = ["blocks_of", "name_blocks"]

MOST_BLOCKS, MOST_LETTERS = 8, 7


def blocks_of(node: ActorNode, context: Context) -> tuple[str, ...]:
    """Return the blocking keys of a node, the narrowest first; none for what no other report can mean ("three guards").

    Nodes that share more keys, and of these the latest, are the better candidates where there are many.

    Args:
        node: an actor's node.
        context: what is told of it; its country and its other names are used.
    """
    found = name_blocks(node, context.home)
    if found and node.kind != "person" and context.aliases:
        letters = (f"a:{alias}" for alias in sorted(context.aliases) if len(alias) <= MOST_LETTERS)
        found = tuple(dict.fromkeys((*found[:1], *letters, *found[1:])))
    elif found and node.report_id is None and context.home and context.offices:
        offices = (f"t:{word}|{context.home}" for word in sorted(context.offices) if word in NATIONAL)
        found = tuple(dict.fromkeys((*found, *offices)))
    return found[:MOST_BLOCKS]


@lru_cache(maxsize=1 << 15)
def name_blocks(node: ActorNode, home: str) -> tuple[str, ...]:
    """Return the blocking keys of a node's name in reports about a country."""
    if (person := person_of(node)) is not None:
        return tuple(dict.fromkeys(_person_blocks(person, home)))
    body = body_of(node)
    if body is None or body.counted or body.member:
        return ()
    return tuple(dict.fromkeys(_body_blocks(body, body.country or home)))


def _person_blocks(person: PersonName, home: str) -> Iterator[str]:
    if person.described:
        words = [standard_word(word) for title in person.titles for word in title.split()]
        yield from (f"t:{word}|{home}" for word in words if home and word in office_words())
        return
    words = [word for word in person.words if len(word) > 1]
    sounds = [skeleton(word) for word in words]
    if person.is_full:
        yield from (f"pp:{'+'.join(sorted((sounds[0], other)))}" for other in sounds[1:3])
    yield from (f"p:{sound}" for sound in (*sounds[-1:], *sounds[1:-1]))
    yield from (f"p:{sound}" for sound in sounds[:1] if gender_of_given_name(words[0]) is None)
    yield from (f"g:{sound}" for sound in sounds[:1] if gender_of_given_name(words[0]) is not None)


def _body_blocks(body: BodyName, home: str) -> Iterator[str]:
    if body.letters:
        yield f"a:{body.letters}"
        if body.letters in world_letters():
            yield "o:" + "+".join(sorted(map(skeleton, world_letters()[body.letters].split())))
        return
    if body.proper or home:
        yield "o:" + "+".join(sorted(skeleton(word) for word in body.words)) + ("" if body.proper else f"|{home}")
    yield from (f"a:{letters}" for letters in sorted(body.acronyms) if body.capital or len(letters) > 2)
    yield from (f"w:{skeleton(word)}" for word in sorted(body.proper)[:3])
    head = next((word for word in reversed(body.words) if generic_words().get(word, "field") != "field"), None)
    if head and home and (body.proper or body.capital or (body.definite and len(body.words) > 1)):
        yield f"h:{head}|{home}"
