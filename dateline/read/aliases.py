"""Names of a report -> those that are the same: spelling, surname, short form, acronym."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from spacy.tokens import Doc

from dateline.read.gazetteer import load_gazetteer
from dateline.read.names import Name
from dateline.read.wordlists import (
    country_adjectives,
    country_names,
    given_names,
    is_common_word,
    noun_senses,
    people_names,
)

__all__ = ["Aliases", "acronyms_of", "comparable"]

T = TypeVar("T")
COLLECTIVES = frozenset({"group", "organization"})
SMALL = frozenset({"of", "the", "for", "and", "in", "on", "de", "du", "la", "a", "an", "to"})
VOWELS, DOUBLED = re.compile(r"[aeiouywh]"), re.compile(r"(.)\1+")
LEAST_CONSONANTS = 4
NOT_LETTERS = re.compile(r"[^\w\s]|_")
PLURAL_OF_PEOPLE = "people of "


def comparable(text: str) -> str:
    """Return a name without case, accents, hyphens, apostrophes and a leading article.

    >>> comparable("al-Nu\u2019ayri"), comparable("The Oka  Post")
    ('al nuayri', 'oka post')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("'", "").replace("’", "").replace("ʿ", "").replace("‘", "").replace(".", "")
    words = NOT_LETTERS.sub(" ", plain).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def acronyms_of(text: str) -> set[str]:
    """Return the acronyms that the initials of a name make.

    >>> sorted(acronyms_of("Front for the Defence of Oka"))
    ['fdo', 'fftdoo']
    """
    words = [w for w in re.split(r"[\s-]+", text) if w and w[0].isalnum()]
    if len(words) < 2:
        return set()
    return {"".join(w[0] for w in words).lower(), "".join(w[0] for w in words if w.lower() not in SMALL).lower()}


@dataclass
class Entry(Generic[T]):
    """A full name, its comparable words, and the cluster it stands for."""

    words: list[str]
    kind: str
    cluster: T
    acronyms: set[str] = field(default_factory=set)


class Aliases(Generic[T]):
    """The names of one report, met in text order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.by_key: dict[tuple[str, bool], T] = {}
        self.entries: list[Entry[T]] = []
        self.last: tuple[Name, T] | None = None

    def cluster_of(self, name: Name, *, make: Callable[[], T]) -> T:
        """Return the cluster of a name that is known in this or another form, else a new one."""
        text = name.text
        country = country_names().get(text) or country_adjectives().get(text)
        if country and name.kind == "place":
            key = (comparable(country), True)
        elif text in people_names():
            key = (PLURAL_OF_PEOPLE + people_names()[text], False)
        else:
            key = (comparable(text), name.kind == "place")
        cluster = self.by_key.get(key) or self._bracketed(name, text) or self._alias(name, key[0])
        if cluster is None:
            cluster = make()
        if key not in self.by_key:
            self.entries.append(Entry(key[0].split(), name.kind, cluster, acronyms_of(text)))
        self.by_key[key] = cluster
        self.last = (name, cluster)
        return cluster

    def _bracketed(self, name: Name, text: str) -> T | None:
        """An acronym in brackets right after a name: "Lake Defence Force (LDF)"."""
        if self.last is None or name.kind == "place" or not text.replace(".", "").isupper():
            return None
        before, cluster = self.last
        between = self.doc[before.end : name.start].text.strip()
        return cluster if between == "(" and before.kind not in ("person", "place") else None

    def _alias(self, name: Name, key: str) -> T | None:
        words = key.split()
        for entry in reversed(self.entries):
            if name.kind == "person" and entry.kind == "person" and is_short_person(words, entry.words):
                return entry.cluster
            if name.kind == entry.kind and name.kind in ("place", "person") and same_sound(words, entry.words):
                return entry.cluster
        return self._same_body(words, acronyms_of(name.text)) if name.kind in COLLECTIVES else None

    def _same_body(self, words: list[str], acronyms: set[str]) -> T | None:
        """The body with this name in a longer or a shorter form; none where two have it ("the Front" of two fronts)."""
        mine = Entry(words, "", self, acronyms)
        found: list[T] = []
        for entry in reversed(self.entries):
            if entry.kind not in COLLECTIVES or any(entry.cluster is other for other in found):
                continue
            if is_short_body(words, entry) or is_short_body(entry.words, mine):
                found.append(entry.cluster)
        return found[0] if len(found) == 1 or (found and not is_head_noun(words)) else None


def same_sound(words: list[str], others: list[str]) -> bool:
    """Are two names likely spellings of one ("Beit Yara", "Bayt Yarah")? Not where the gazetteer knows two places."""
    if len(words) != len(others) or skeleton(words) != skeleton(others):
        return False
    if sum(map(len, skeleton(words))) < LEAST_CONSONANTS:
        return False
    mine, theirs = (load_gazetteer().find(" ".join(w)) for w in (words, others))
    ids = {entry.gazetteer_id for entry in theirs}
    return not mine or not theirs or any(entry.gazetteer_id in ids for entry in mine)


def skeleton(words: list[str]) -> list[str]:
    """Return the consonants of each word, doubled ones once, without those that transcriptions drop."""
    return [DOUBLED.sub(r"\1", VOWELS.sub("", word)) or word for word in words]


def is_short_person(words: list[str], full: list[str]) -> bool:
    """Is one name a surname, or a part with the same surname and no other given name, of the other?"""
    short, long = sorted((words, full), key=len)
    if len(short) == len(long):
        return False
    if len(short) == 1:
        return short[0] == long[-1] or (short[0] == long[0] and short[0] in given_names())
    tail = long[-len(short) :]
    if short == tail:
        return True
    return short[-1] == long[-1] and (short[0] == long[0] or (len(short[0]) == 1 and long[0].startswith(short[0])))


def is_head_noun(words: list[str]) -> bool:
    return len(words) == 1 and words[0] in noun_senses()


def is_short_body(words: list[str], entry: Entry[Any]) -> bool:
    """Is it an acronym of the other name, or its first word or words, or its head noun ("the Alliance")?"""
    full = entry.words
    if len(words) == 1 and words[0] in entry.acronyms and len(words[0]) > 1:
        return True
    if len(words) >= len(full):
        return False
    if words == full[-len(words) :] and len(words) == 1:
        return is_head_noun(words)
    return (
        words == full[: len(words)]
        and (len(words) > 1 or not is_common_word(words[0]))
        and words[0] not in given_names()
    )
