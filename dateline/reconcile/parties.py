"""Whose side somebody is on who holds, takes or loses a place, or does a deed.

"Blue Front fighters", "rebels of the Blue Front" and the Blue Front are one party; the army and government troops are the
state's; unnamed rebels may be of any party but the state's. A country, its army and its aircraft are one party. Whose side a
commander is on whose fighters hold a place ("Colonel Orsk's men") no name tells: he is opposed to other commanders, but not to
a body, unless he has "troops" or "soldiers".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from dateline.name_keys import name_key
from dateline.reconcile.actors_words import body_words, countries, generic_words, head_words
from dateline.reconcile.base import Told
from dateline.reconcile.lexicon import rows_of

__all__ = ["Party", "actors_by_name", "are_opposed", "is_one_party", "party_of"]

STATE, REBELS, ANY = "state", "rebels", "any"
_OWNED = re.compile(r"^(?P<owner>.+?)[’'](?:s )?\s*(?P<noun>[\w -]+)$")
_OF = re.compile(r"^(?P<noun>[\w -]+?) (?:of|from|loyal to|belonging to|allied with|led by|under) (?P<owner>.+)$")
# before the key of a country, which no name has
COUNTRY = "country:"


@dataclass(frozen=True, slots=True)
class Party:
    """``key`` names the party in comparable form, None where nobody is named; ``side`` is what the noun tells then.

    ``is_commander`` tells that one person is named, by whose fighters a party goes, and not a body.
    """

    key: str | None
    side: str
    is_commander: bool = field(default=False, compare=False, repr=False)

    def known_as(self, actors: Mapping[str, str]) -> Party:
        """Return the party under the actor that its name is known to be."""
        return self if self.key is None else replace(self, key=actors.get(self.key, self.key))

    def at_home_in(self, country: str | None) -> Party:
        """Return the party as it is called at a place of a country (ISO code): its army is that country's."""
        return self if self.key != STATE or country is None else Party(COUNTRY + country, ANY)


def actors_by_name(tolds: Iterable[Told]) -> dict[str, str]:
    """Return the actor behind each name of some claims, by the name in comparable form."""
    found: dict[str, str] = {}
    for told in tolds:
        claim = told.claim
        for names, actors in ((claim.actors, told.actors), (claim.targets, told.targets), (claim.chain, told.chain)):
            found |= {name_key(name): actor for name, actor in zip(names, actors, strict=False)}
    return found


@lru_cache(maxsize=1 << 14)
def party_of(name: str) -> Party:
    """Return the party that a name tells of.

    >>> party_of("rebels of the Blue Front"), party_of("Blue Front fighters") == party_of("the Blue Front")
    (Party(key='blue front', side='any'), True)
    >>> party_of("government troops") == party_of("the army"), party_of("rebels")
    (True, Party(key=None, side='rebels'))
    """
    plain = " ".join(name.split())
    for pattern in (_OF, _OWNED):
        found = pattern.match(plain)
        if found and (sides := _sides(found["noun"])):
            owner = party_of(found["owner"])
            by_person = owner.key is not None and _is_person(found["owner"])
            return replace(owner, side=STATE if STATE in sides else ANY, is_commander=True) if by_person else owner
    words = plain.split()
    while words and words[0].casefold() in ("the", "a", "an", "some"):
        words = words[1:]
    nouns: list[str] = []
    while words and (words[-1].casefold() in _word_sides()):
        nouns.append(words.pop().casefold())
    if words and any(word[:1].isupper() for word in words):
        # a state's own name before its troops is that state: "Danish troops"
        key = name_key(" ".join(words))
        return Party(COUNTRY + countries()[key] if key in countries() else key, ANY)
    sides = {_word_sides()[noun] for noun in nouns} - {ANY}
    side = STATE if STATE in sides else REBELS if sides else ANY
    return Party(STATE if side == STATE else None if nouns else name_key(name), side)


def _is_person(name: str) -> bool:
    """Is an owner of fighters one person: a name of several words, none of which is a body's or a country's?"""
    words = name.split()
    known = body_words() | head_words() | generic_words().keys() | countries().keys() | _word_sides().keys()
    keys = {name_key(word) for word in words}
    return len(words) > 1 and all(word[:1].isupper() for word in words) and not keys & known


def are_opposed(one: Party, two: Party) -> bool:
    """Can the two not be one party? Unnamed ones are opposed to nobody but, if rebels, to the state."""
    if one.key is None or two.key is None:
        return {one.side, two.side} == {STATE, REBELS}
    if STATE in (one.key, two.key) and _is_state(one) and _is_state(two):
        return False  # whose army it is nothing tells
    if one.is_commander != two.is_commander:
        commander, body = (one, two) if one.is_commander else (two, one)
        return (commander.side == STATE) != _is_state(body) and not is_one_party(one, two)
    # a part of a name is the same party: "Front" and "Blue Front"
    return not set(one.key.split()) & set(two.key.split())


def is_one_party(one: Party | None, two: Party | None) -> bool:
    """Are the two surely one party: both nobody named, the same, or one called by a part of the other's name?"""
    if one is None or two is None or one.key is None or two.key is None:
        return one == two
    words = set(one.key.split()), set(two.key.split())
    return words[0] <= words[1] or words[1] <= words[0]


def _is_state(party: Party) -> bool:
    return party.key == STATE or (party.key or "").startswith(COUNTRY)


def _sides(noun: str) -> set[str]:
    return {_word_sides()[word] for word in noun.casefold().split() if word in _word_sides()}


@cache
def _word_sides() -> dict[str, str]:
    return {row["noun"]: row["party"] for row in rows_of("side_words") if row["party"] != "-"}
