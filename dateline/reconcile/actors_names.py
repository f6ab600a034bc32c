"""A name -> its parts, and the node that stands for it: what of a name identifies, and how far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.name_keys import name_key
from dateline.reconcile.actors_bodies import BodyName, parse_body
from dateline.reconcile.actors_words import gender_of_given_name, particles, titles, words_in

__all__ = ["BODY_KINDS", "ActorNode", "PersonName", "body_of", "node_of", "parse_person", "person_of"]

BODY_KINDS = frozenset({"group", "organization", "facility", "other"})
NICKNAME = re.compile(r"[\"“‘(]([^\"”’)]+)[\"”’)]")
APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
OWNED = re.compile(r"(?<=\w)['’]s?(?=\s|$)")
WORD_BREAK = re.compile(r"[\s‐‑–-]+")
SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
BEFORE_TITLES = frozenset(
    {"the", "a", "an", "former", "ex", "acting", "late", "then", "current", "interim", "retired", "our"}
)
# a servant of God: the next word belongs to this one
SERVANTS = frozenset({"abd", "abdul", "abdel", "abdal", "abdoul", "abdur", "abdus", "abdou"})
MOST_TITLE_WORDS = 4
# a title of this many letters is known with one wrong
TITLE_LETTERS = 8


@dataclass(frozen=True, slots=True)
class ActorNode:
    """What judgements on actors speak of: a name in all reports, or a short one (``report_id``) in one report.

    ``node`` is the key of a full name; of others, which say too little alone, ``KEY @ REPORT``.
    """

    node: str
    key: str
    name: str
    kind: str
    report_id: str | None = None


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without titles: ``words`` in comparable form, particles left out; initials are single letters."""

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    gender: str = ""
    suffix: str = ""
    nickname: str = ""
    described: bool = False

    @property
    def is_full(self) -> bool:
        """Does it identify by itself: two words at least that are no initials?"""
        return not self.described and sum(len(word) > 1 for word in self.words) > 1


@lru_cache(maxsize=1 << 15)
def parse_person(name: str) -> PersonName:
    """Return the parts of a person's name; one that is only described ("the mayor") has no words but its titles.

    >>> parse_person("Gen. Odo al-Varn Jr.")
    PersonName(words=('odo', 'varn'), titles=('gen',), gender='', suffix='jr', nickname='', described=False)
    """
    nickname = NICKNAME.search(name)
    plain = NICKNAME.sub(" ", name) if nickname else name
    if plain.count(",") == 1 and (parts := plain.split(","))[1].strip().lower().rstrip(".") not in SUFFIXES:
        plain = f"{parts[1]} {parts[0]}" if len(parts[0].split()) == 1 else parts[0]
    described = bool(OWNED.search(plain)) or _is_described(WORD_BREAK.split(plain.strip()))
    words, borne = _without_titles(list(words_in(APOSTROPHE.sub("", OWNED.sub("", plain)))))
    described = described or (bool(borne) and words[:1] in (["of"], ["for"], ["in"]))
    suffix = next((SUFFIXES[word] for word in words[1:] if word in SUFFIXES), "")
    core = _joined([word for word in words if word not in SUFFIXES] if suffix else words)
    gender = next((titles()[title][0] for title in borne if titles()[title][0]), "")
    if described or not core:
        return PersonName((), (*borne, *(() if borne else words)), gender, described=True)
    return PersonName(tuple(core), borne, gender, suffix, name_key(nickname[1]) if nickname else "")


def _is_described(tokens: list[str]) -> bool:
    """Is it a phrase ("the mayor of Oka"), whose words are not all written as a name's are?"""
    words = [(token, word) for token in tokens for word in words_in(token)]
    small = [word for token, word in words if not token[:1].isupper() and word not in particles() | BEFORE_TITLES]
    told = [word for word in small if word not in SERVANTS and word not in titles()]
    named = any(token[:1].isupper() and word not in titles() for token, word in words)
    return bool(told) or not named or (bool(small) and tokens[-1][:1].islower())


def _without_titles(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return the words after the titles, and the titles; a title that belongs to a single name stays with it."""
    borne: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in BEFORE_TITLES and at + 1 < len(words):
            at += 1
            continue
        width = next((n for n in range(MOST_TITLE_WORDS, 0, -1) if _is_title(words[at : at + n])), 0)
        if not width:
            break
        title = " ".join(words[at : at + width])
        kept = titles().get(title, ("", False))[1] and at + width == len(words) - 1
        if kept:
            break
        borne.append(_known_title(title))
        at += width
    return words[at:], tuple(borne)


def _is_title(words: list[str]) -> bool:
    return " ".join(words) in titles() or (len(words) == 1 and _known_title(words[0]) != words[0])


@lru_cache(maxsize=1 << 12)
def _known_title(word: str) -> str:
    """Return the title that a long word is with one letter left out, added or wrong; else the word."""
    if word in titles() or len(word) < TITLE_LETTERS:
        return word
    return next((t for t in titles() if t[0] == word[0] and " " not in t and _is_slip(word, t)), word)


def _is_slip(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) != 1:
        return False
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _joined(words: list[str]) -> list[str]:
    """Leave particles out and join what is one name in parts ("abd al rahman")."""
    found: list[str] = []
    pending = False
    for i, word in enumerate(words):
        if word in SERVANTS and i + 1 < len(words):
            pending = True
        elif word in particles() and i + 1 < len(words) and (i or _is_link(word)):
            continue
        else:
            found.append(f"abd{word}" if pending else word)
            pending = False
    return found or words


def _is_link(word: str) -> bool:
    """Is a particle at the beginning one, and neither an initial nor a given name ("Ben Orsk", "Al Orsk")?"""
    return len(word) > 1 and gender_of_given_name(word) is None


def person_of(node: ActorNode) -> PersonName | None:
    """Return the parts of a person's name, None for what is no person."""
    return parse_person(node.name) if node.kind == "person" else None


def body_of(node: ActorNode) -> BodyName | None:
    """Return the parts of the name of a body or a group, None for others."""
    return parse_body(node.name) if node.kind in BODY_KINDS else None


def node_of(name: str, *, kind: str, report_id: str) -> ActorNode:
    """Return the node of a name in a report: one for all reports where the name identifies by itself, else its own.

    The node's key is always the name's, titles included where a reading leaves them in: that these are one is judged.

    >>> node_of("Odo Varn", kind="person", report_id="r1").node
    'odo varn'
    >>> node_of("Varn", kind="person", report_id="r1").node
    'varn @ r1'
    """
    key = name_key(name)
    body = kind not in BODY_KINDS or parse_body(name).is_full
    whole = parse_person(name).is_full if kind == "person" else body
    return ActorNode(key, key, name, kind) if whole else ActorNode(f"{key} @ {report_id}", key, name, kind, report_id)
