"""Words of happenings: families of triggers, the marks before them, and what of a sentence tells one happening from another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.name_keys import name_words
from dateline.reconcile.lexicon import rows_of

__all__ = [
    "Family",
    "Marks",
    "content_words",
    "families",
    "families_of",
    "kinship",
    "marks_before",
    "names_in",
    "plain_words",
    "stem_of",
]

MARK_WORDS = 2  # how far before an event's word its determiner and adjectives stand
ORDINAL_WORDS = 4  # and its ordinal: "a second, smaller car bomb", "the second bomb exploded"
SHORTEST_STEM = 4
ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s", "e")
_KEPT_WORDS = 1 << 14
_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of happening, and the families whose words may tell of the same one."""

    label: str
    group: str
    close: frozenset[str]
    kin: frozenset[str]
    noun: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What the words before an event's word say of which happening it is; see ``incident_marks.tsv``."""

    ordinal: str | None = None
    apart: bool = False
    known: bool = False
    new: bool = False
    many: bool = False

    @property
    def is_other(self) -> bool:
        """Is it another happening than the first of its kind?"""
        return self.apart or self.ordinal not in (None, "1")


@cache
def families() -> dict[str, Family]:
    """Return the families by label; ``close`` and ``kin`` hold both ways."""
    rows = {row["family"]: row for row in rows_of("incident_families")}
    links = {label: {kind: _parts(row[kind]) for kind in ("close", "kin")} for label, row in rows.items()}

    def both_ways(label: str, kind: str) -> frozenset[str]:
        return frozenset({*links[label][kind], *(other for other in links if label in links[other][kind])})

    return {
        label: Family(label, row["group"], both_ways(label, "close"), both_ways(label, "kin"), row["noun"])
        for label, row in rows.items()
    }


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Family, type condition and pattern of each row of words."""
    found = []
    for row in rows_of("incident_words"):
        words = (r"\w*".join(re.escape(piece) for piece in word.split("*")) for word in _parts(row["words"]))
        found.append((row["family"], row["type"], re.compile(rf"\b(?:{'|'.join(words)})\b")))
    return tuple(found)


@lru_cache(maxsize=_KEPT_WORDS)
def families_of(trigger: str, type_: str | None, mode: str | None) -> frozenset[str]:
    """Return the families of an event's word, given its type and mode; none for a word that is in no table.

    >>> sorted(families_of("blew up", "ASSAULT", "explosives"))
    ['blast', 'damage']
    >>> sorted(families_of("strike", "PROTEST", "strike"))
    ['stoppage']
    """
    words = trigger.casefold()
    types = ("", type_ or "", f"{type_}/{mode}")
    return frozenset(family for family, kind, pattern in _patterns() if kind in types and pattern.search(words))


@lru_cache(maxsize=_KEPT_WORDS)
def kinship(a: frozenset[str], b: frozenset[str]) -> str | None:
    """Return how near two sets of families are: same, close, kin, or None for different happenings."""
    known = families()
    if a & b - {"general"}:
        return "same"
    if any(b & known[label].close for label in a):
        return "close"
    return "kin" if any(b & known[label].kin for label in a) else None


@cache
def _mark_words() -> dict[str, dict[str, str]]:
    """Mark -> word -> value."""
    found: dict[str, dict[str, str]] = {}
    for row in rows_of("incident_marks"):
        found.setdefault(row["mark"], {}).update(dict.fromkeys(_parts(row["words"]), row["value"]))
    return found


@lru_cache(maxsize=_KEPT_WORDS)
def marks_before(words: str) -> Marks:
    """Return the marks in the words before an event's word, as far as its own phrase may reach.

    >>> marks_before("witnesses heard the second").ordinal
    '2'
    >>> marks_before("after the army, a").new
    True
    """
    phrase = re.split(r"[;:.!?()\"“”]", words)[-1].replace("’", "'")
    tokens = [token.casefold() for token in _TOKEN.findall(phrase)][-ORDINAL_WORDS:]
    marks = _mark_words()
    ordinals = [marks["ordinal"][token] for token in tokens if token in marks["ordinal"]]
    near = tokens[-MARK_WORDS:]
    is_marked = {kind: any(token in marks[kind] for token in near) for kind in ("apart", "known", "new", "many")}
    is_marked["known"] |= phrase.rstrip().endswith(("'s", "s'"))
    return Marks(ordinal=ordinals[-1] if ordinals else None, **is_marked)


@cache
def plain_words() -> frozenset[str]:
    """Return the words that do not tell one happening from another."""
    return frozenset(word for row in rows_of("incident_plain_words") for word in _parts(row["words"]))


@lru_cache(maxsize=_KEPT_WORDS)
def stem_of(word: str) -> str:
    """Return a word without its ending, the same for most forms of it.

    >>> stem_of("lorries") == stem_of("lorry"), stem_of("bombing")
    (True, 'bomb')
    """
    ending = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= SHORTEST_STEM), "")
    stem = word[: len(word) - len(ending)]
    return stem[:-1] if stem.endswith("y") and len(stem) > SHORTEST_STEM else stem


def content_words(text: str) -> dict[str, bool]:
    """Return the stems of the words of a text that tell something, and whether they are written as names or numbers.

    >>> content_words("A bus was hit near Goma")
    {'bus': False, 'hit': False, 'goma': True}
    """
    found: dict[str, bool] = {}
    for match in _TOKEN.finditer(text):
        word = match.group()
        for stem in _stems_of(word):
            found[stem] = found.get(stem, False) or (word[0].isupper() and match.start() > 0) or word[0].isdigit()
    return found


def names_in(name: str) -> frozenset[str]:
    """Return the stems of the capitalised words of a name.

    >>> sorted(names_in("the miller Ivo Orsk"))
    ['ivo', 'orsk']
    """
    words = (match.group() for match in _TOKEN.finditer(name))
    return frozenset(stem for word in words if word[0].isupper() for stem in _stems_of(word))


@lru_cache(maxsize=_KEPT_WORDS)
def _stems_of(word: str) -> tuple[str, ...]:
    """The stems of a word that tell something, several where a hyphen parts them."""
    parts = name_words(re.sub(r"['’]s$", "", word, flags=re.IGNORECASE))
    return tuple(stem_of(p) for p in parts if p not in plain_words() and (len(p) > 1 or p.isdigit()))
