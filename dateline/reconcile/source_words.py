"""What kind of source a name in a chain is, by its words: a name, a body, a spokesman, an outlet, or somebody unnamed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from dateline.name_keys import name_key
from dateline.reconcile.lexicon import rows_of
from dateline.records import OWN_VOICE, UNNAMED

__all__ = ["ANYONE", "Described", "describe"]

ANYONE = "anyone"  # the group of those of whom nothing is told
KEPT_NAMES = 1 << 14

INDEFINITE = frozenset(
    {
        "a",
        "an",
        "some",
        "several",
        "many",
        "few",
        "one",
        "two",
        "three",
        "four",
        "another",
        "other",
        "various",
        "most",
        "any",
    }
)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "both", "same"})
# adjectives that single nobody out
PLAIN = frozenset(
    {"local", "senior", "top", "unnamed", "unidentified", "anonymous", "certain", "former", "different", "independent", "own",
     "new", "old", "young", "elderly", "main", "whole", "said", "latter", "state-run", "high-ranking", "low-ranking"}
)  # fmt: skip
_LINKS = frozenset(
    {"of", "for", "in", "at", "from", "with", "close", "near", "who", "whom", "whose", "that", "on", "by", "to", "among",
     "inside", "within", "familiar", "living", "there", "here", "outside", "around", "under", "behind"}
)  # fmt: skip
_OWN = ("this ", "our ")  # "this newspaper" is the one that says so
_FOR = frozenset({"for", "of", "at", "from", "with"})
_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*[’']?")
_BREAK = re.compile(r"[,;()—–]|\s-+\s")  # what parts a name from what is said of it
_LONGEST = 3  # words of a head noun ("broadcasting corporation")

Sense = Literal["named", "unnamed", "outlet", "nobody"]


@dataclass(frozen=True, slots=True)
class Described:
    """A source by its words. ``key`` and ``name`` are whom it stands for: the body, where a spokesman speaks for one.

    ``group`` tells unnamed sources that may be the same people; ``of`` is the body that unnamed ones belong to, as a key.
    ``spoken_for`` is true where another speaks for the one named; ``is_body`` where the one is no single person.
    """

    sense: Sense
    key: str
    name: str
    group: str = ""
    of: str | None = None
    spoken_for: bool = False
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class _Parts:
    """A noun phrase taken apart: its determiner's definiteness, the words before the head noun, the noun, what follows."""

    definite: bool
    before: tuple[str, ...]
    noun: tuple[str, ...]
    after: tuple[str, ...]
    sense: str
    group: str
    plural: bool


@lru_cache(maxsize=KEPT_NAMES)
def describe(name: str) -> Described:
    """Return what kind of source a name is.

    >>> describe("Mara Venn").sense, describe("two officials").sense, describe("a spokesman for the Harbour Board").key
    ('named', 'unnamed', 'harbour board')
    """
    if name in (UNNAMED, OWN_VOICE) or not _WORD.search(name):
        return Described("unnamed", name_key(name), name, ANYONE)
    pieces = [piece for piece in _BREAK.split(name) if _WORD.search(piece)]
    if len(pieces) > 1:
        # "Mara Venn, the mayor" and "the mayor, Mara Venn" are Mara Venn
        described = [describe(piece) for piece in pieces]
        return next((d for d in described if d.sense == "named" and not d.spoken_for), described[0])
    parts = _parts(tuple(_WORD.findall(name)))
    return _DESCRIBED[parts.sense](name, parts)


def _parts(words: tuple[str, ...]) -> _Parts:
    start = 0
    while start < len(words) - 1 and words[start].casefold() in DEFINITE | INDEFINITE:
        start += 1
    determiners = [w.casefold() for w in words[:start]]
    rest = words[start:]
    definite = any(w in DEFINITE for w in determiners) or bool(re.search(r"[’']s?$", rest[0]))
    cut = next((i for i, w in enumerate(rest) if i and w.casefold() in _LINKS), len(rest))
    before, after = rest[:cut], rest[cut:]
    for length in range(min(_LONGEST, len(before)), 0, -1):
        noun = before[-length:]
        for sense, group, plural in _nouns().get(" ".join(noun).casefold(), ()):
            if _fits(sense, before[:-length], noun):
                return _Parts(definite, before[:-length], noun, after, sense, group, plural)
    single = _singular(before[-1].casefold())
    return _Parts(definite, before[:-1], before[-1:], after, "other", single, single != before[-1].casefold())


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "is", "us")) else noun


def _fits(sense: str, before: tuple[str, ...], noun: tuple[str, ...]) -> bool:
    """A word inside a proper name is no common noun ("the Daily Observer"), and only there is it a paper's ("Ledger")."""
    proper = noun[0][0].isupper() and any(w[0].isupper() for w in before)
    if sense == "outlet name":
        return noun[0][0].isupper() and (proper or not before)
    return not proper or sense in ("body", "body of", "outlet")


def _named(name: str, parts: _Parts) -> Described:
    return Described("named", name_key(name), name, is_body=parts.sense != "other")


def _outlet(name: str, parts: _Parts) -> Described:
    if name.casefold().startswith(_OWN):
        return _nobody(name, parts)
    if parts.sense == "outlet name" or _is_singled_out(parts, proper_only=True):
        return Described("outlet", name_key(name), name, is_body=True)
    return Described("outlet", "", name, "outlets", is_body=True)


def _nobody(name: str, _: _Parts) -> Described:
    return Described("nobody", name_key(name), name)


def _reporter(name: str, parts: _Parts) -> Described:
    """A reporter's word is his outlet's: the one he is named with, else the report's own."""
    body = " ".join(parts.after[1:]) if parts.after and parts.after[0].casefold() in _FOR else ""
    body = body or " ".join(w for w in parts.before if w.casefold() not in PLAIN)
    if not any(ch.isupper() for ch in body):
        return Described("unnamed", name_key(name), name, "witnesses") if parts.plural else _nobody(name, parts)
    body = re.sub(r"[’']s?$", "", body)
    return Described("outlet", name_key(body), body, is_body=True)


def _unnamed(name: str, parts: _Parts) -> Described:
    body = " ".join(w for w in parts.before if w.casefold() not in PLAIN)
    return Described("unnamed", name_key(name), name, parts.group, of=_body_key(body))


def _body_of(name: str, parts: _Parts) -> Described:
    short = not parts.definite and not parts.before and parts.noun[0][0].isupper()
    if not parts.plural and (short or _is_singled_out(parts)):
        return _named(name, parts)
    return Described("unnamed", name_key(name), name, _singular(" ".join(parts.noun).casefold()), is_body=True)


def _speaker(name: str, parts: _Parts) -> Described:
    """A spokesman speaks for a body: "police spokesman", "a spokesman for the police", "the board's spokesman"."""
    body = " ".join(parts.after[1:]) if parts.after and parts.after[0].casefold() in _FOR else ""
    body = body or " ".join(w for w in parts.before if w.casefold() not in PLAIN)
    meant = describe(re.sub(r"[’']s?$", "", body)) if body else None
    if meant and meant.sense == "named":
        return Described("named", meant.key, meant.name, spoken_for=True, is_body=True)
    group = meant.group if meant and meant.sense == "unnamed" and meant.group else parts.group
    return Described("unnamed", name_key(name), name, group)


def _other(name: str, parts: _Parts) -> Described:
    """A noun of no lexicon: a name if it has capitals, an office if it is one of something named, else unnamed."""
    many = parts.plural and parts.after and not parts.before  # "Supporters of Venn": a capital of the sentence
    if parts.noun[-1][0].isupper() and not many:
        return _named(name, parts)
    if parts.definite and not parts.plural and _is_singled_out(parts, proper_only=True):
        return _named(name, parts)
    return Described("unnamed", name_key(name), name, parts.group)


def _is_singled_out(parts: _Parts, *, proper_only: bool = False) -> bool:
    """Do the words around the noun tell which one is meant?"""
    around = (*parts.before, *parts.after[1:])
    if any(w[0].isupper() or w[0].isdigit() for w in around):
        return True
    return not proper_only and any(w.casefold() not in PLAIN for w in parts.before)


def _body_key(body: str) -> str | None:
    meant = describe(re.sub(r"[’']s?$", "", body)) if body else None
    return meant.key if meant and meant.is_body and meant.sense == "named" else None


_DESCRIBED = {
    "unnamed": _unnamed,
    "speaker": _speaker,
    "body": _named,
    "body of": _body_of,
    "outlet": _outlet,
    "outlet name": _outlet,
    "reporter": _reporter,
    "nobody": _nobody,
    "other": _other,
}


@cache
def _nouns() -> dict[str, list[tuple[str, str, bool]]]:
    """Noun, singular or plural -> its senses, groups and whether it is the plural."""
    nouns: dict[str, list[tuple[str, str, bool]]] = {}
    for row in rows_of("generic_sources"):
        for column in ("noun", "plural"):
            if row[column]:
                nouns.setdefault(row[column], []).append((row["sense"], row["group"], column == "plural"))
    return nouns
