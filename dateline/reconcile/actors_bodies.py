"""Names of organizations and groups -> what identifies them: their own words, the country, the letters they are known by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.name_keys import ARTICLES
from dateline.reconcile.actors_words import (
    body_words,
    countries,
    force_words,
    generic_words,
    particles,
    standard_words_in,
    words_in,
    world_letters,
)

__all__ = ["BodyName", "parse_body"]

LETTERS = re.compile(r"(?:[A-Z]\.?){2,6}$|[A-Z][a-z]?[A-Z]{1,4}$")
MANY_LETTERS = re.compile(r"[A-Z]{2,6}['’]?s$")
OWNER = re.compile(r"(\w)['’]s?(?=\s|$)")
OWNED = re.compile(r"(\w)(?:['’]s|(?<=s)['’])\s")
DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")
# what opens a phrase for some people of many, who are nobody in another report
COUNTED = re.compile(
    r"(?:[\d.,]+|a|an|another|any|at (?:least|most)|about|all|almost|around|both|dozens|each|every|few|fewer|half|hundreds|many|"
    r"more|most|nearly|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|no|others?|"
    r"over|scores|several|some|such|tens|their|his|her|its|our|my|these|those|this|that|thousands|up to|various|what|who)\b",
    re.IGNORECASE,
)
# who speaks for a body or leads it is a person, with a capital too
SPEAKERS = frozenset({"ceo", "cfo", "coo", "spokesman", "spokesperson", "spokeswoman", "spokesmen"})
# what fights for a cause is one wherever its name stands, though its words are common: "the Northern Alliance"
CAUSES = frozenset(
    {"alliance", "brotherhood", "coalition", "front", "jihad", "league", "movement", "resistance", "vanguard"}
)
PEOPLE_OF = frozenset({"of", "from"})
LINKS = frozenset({"affairs", "situations", "of", "for", "and", "the", "in", "at", "on", "to", "against", "s", "&"})
# a name with one of these says where it is: letters leave that out
PLACED = frozenset({"in", "at", "on", "to", "against", "from"})
MOST_COUNTRY_WORDS = 4
LEAST_LETTERS, MOST_LETTERS = 2, 7


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of a body or group.

    ``words`` are its own, in standard spelling and in its order, without country, links and nouns for its people ("fighters").
    ``proper`` are those that not every country's bodies have; ``letters`` the acronym that the name is; ``acronyms`` those
    that could stand for it; ``counted``: a phrase for some people ("three guards"), whom no other report means.
    """

    words: tuple[str, ...]
    proper: frozenset[str] = frozenset()
    country: str = ""
    letters: str = ""
    acronyms: frozenset[str] = frozenset()
    member: bool = False
    counted: bool = False
    capital: bool = False
    definite: bool = False
    linked: bool = False

    @property
    def is_full(self) -> bool:
        """Does it identify by itself: a proper name, or a common one with its country?"""
        if self.counted or self.member or (self.letters and self.letters not in world_letters()):
            return False
        common = bool(self.country and self.words) and all(word in generic_words() for word in self.words)
        cause = self.capital and len(self.words) > 1 and self.words[-1] in CAUSES
        return bool(self.proper) or common or cause

    @property
    def generic(self) -> str:
        """Return the reach of a common name's words: national, local or empty; none for a proper name."""
        if any(word not in generic_words() for word in self.words):
            return ""
        reaches = {generic_words()[word] for word in self.words}
        return next((reach for reach in ("local", "national") if reach in reaches), "")


@lru_cache(maxsize=1 << 15)
def parse_body(name: str) -> BodyName:
    """Return the parts of a body's name.

    >>> body = parse_body("the Chilean Ministry of Defense")
    >>> body.words, body.country, body.is_full
    (('ministry', 'defence'), 'CL', True)
    >>> parse_body("the ministry").is_full, parse_body("Tolo Liberation Front").acronyms >= {"tlf"}
    (False, True)
    """
    text = DOTS.sub("", OWNER.sub(r"\1", name.strip()))
    tokens = [token for token in text.split() if words_in(token)]
    if tokens and tokens[0].lower() in ARTICLES and len(tokens) > 1:
        tokens = tokens[1:]
    if not tokens or COUNTED.match(name.strip()) or (len(tokens) == 1 and MANY_LETTERS.match(tokens[0])):
        return BodyName(tuple(words_in(name)), counted=True)
    if len(tokens) == 1 and LETTERS.match(tokens[0]):
        letters = "".join(words_in(tokens[0]))
        return BodyName((letters,), frozenset({letters}), letters=letters, capital=True)
    return _named_body(tokens, owned=bool(OWNED.search(name)), definite=name.strip()[:4].lower() == "the ")


def _named_body(tokens: list[str], *, owned: bool, definite: bool) -> BodyName:
    country, rest = _without_country(tokens)
    kept, member = _without_people(rest)
    spelled = [(word, token[:1].isupper()) for token in kept for word in standard_words_in(token)]
    words = [(word, capital) for word, capital in spelled if word not in LINKS and word not in particles()]
    proper = frozenset(word for word, capital in words if capital and word not in generic_words())
    proper = frozenset() if len(words) == 1 and words[0][0] in body_words() else proper
    capitals = [capital for _, capital in words]
    strange = any(not capital and word not in generic_words() for word, capital in words)
    known = definite and any(word in body_words() or word in generic_words() for word, _ in words)
    counted = (strange and not proper and not known) or (owned and bool(proper) and tokens[-1][:1].islower())
    return BodyName(
        tuple(word for word, _ in words),
        frozenset() if counted else proper,
        country,
        acronyms=_acronyms_of(kept) if len(words) > 1 and not PLACED & {t.lower() for t in kept} else frozenset(),
        member=member,
        counted=counted,
        capital=bool(capitals) and all(capitals),
        definite=known,
        linked=any(token.lower() in ("of", "for", "at", "in") for token in kept),
    )


def _without_country(tokens: list[str]) -> tuple[str, list[str]]:
    """Return the country at the beginning or the end of a name, and the other words; a name that is all country keeps it."""
    for width in range(min(MOST_COUNTRY_WORDS, len(tokens) - 1), 0, -1):
        for start in (0, len(tokens) - width):
            code = _country_of(tokens[start : start + width])
            if code:
                rest = tokens[:start] + tokens[start + width :]
                return code, rest[:-1] if rest[-1].lower() in LINKS and len(rest) > 1 else rest
    return "", tokens


def _country_of(tokens: list[str]) -> str:
    if not tokens[0][:1].isupper() or tokens[-1].lower() in LINKS:
        return ""
    return countries().get(" ".join(word for token in tokens for word in words_in(token)), "")


def _without_people(tokens: list[str]) -> tuple[list[str], bool]:
    """Leave out the small word for a body's people at the end ("fighters"); is it one for persons who are not the body?"""
    first = force_words().get(tokens[0].lower(), "") if len(tokens) > 2 and tokens[1].lower() in PEOPLE_OF else ""
    if first and tokens[0][:1].islower():
        rest = tokens[3:] if tokens[2].lower() in ARTICLES and len(tokens) > 3 else tokens[2:]
        return rest, first == "member"
    if len(tokens) > 1 and tokens[-1].lower() in SPEAKERS:
        return tokens, True
    use = force_words().get(tokens[-1].lower(), "") if len(tokens) > 1 and not tokens[-1][:1].isupper() else ""
    if use == "member":
        return tokens, True
    return (tokens[:-1] if use == "self" and any(t[:1].isupper() for t in tokens[:-1]) else tokens), False


def _acronyms_of(tokens: list[str]) -> frozenset[str]:
    """Return the initials of a name: of all its words, and without the small ones."""
    words = [word for token in tokens for word in words_in(token)]
    long = "".join(word[0] for word in words)
    short = "".join(word[0] for word in words if word not in LINKS and word not in particles())
    return frozenset(letters for letters in (long, short) if LEAST_LETTERS <= len(letters) <= MOST_LETTERS)
