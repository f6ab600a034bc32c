"""What a report says of a place beside its name: the sort of place, what holds it, other ways to look it up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dateline.read.gazetteer import Gazetteer, GazetteerEntry, acronyms, cells, demonyms
from dateline.read.gazetteer_file import normalise_name
from dateline.read.lexicon import load_lexicon
from dateline.read.place_context import joined_kinds, speaks
from dateline.records import Entity

__all__ = ["Found", "NamedPlace", "find_candidates", "find_talked_of", "is_inside", "place_word", "read_named_place"]

BEFORE = re.compile(r"(?:(\w+)\s+(?:and|or)\s+)?(\w+)\s+of\s+(?:the\s+)?$|\b(capital|city|town|village),?\s+$", re.I)
AFTER = re.compile(r"\s+(\w+)")
COMMA = re.compile(r"\s*[,(]\s*(?=[A-Z])")
# "Washington, Oregon and Idaho": states side by side, not one within the other
ENUMERATION = re.compile(r"(?:,\s+[A-Z][\w.]*(?: [A-Z][\w.]*)*)+,?\s+(?:and|or)\s+[A-Z]")
WORD = re.compile(r"[^\s,;:()\"“”]+")
CAPITALISED = re.compile(r"[A-Z][\w.]*\w\.?(?: [A-Z][\w.]*\w\.?)*")
CONTEXT_CHARACTERS = 60
MOST_CONTAINER_WORDS = 5
ACRONYM_FEATURES = frozenset({"PCLI", "RGN", "ADM1"})
QUALIFIERS = re.compile(
    r"^(?:(?:north|south|east|west)(?:ern)?|(?:north|south)-?(?:east|west)(?:ern)?|central|downtown|greater|upper|lower"
    r"|inner|outer|suburban|rural|mainland|old|nearby|neighbou?ring|metropolitan|metro)[\s-]+(?=[A-Z])",
    re.I,
)

# Words that newspapers shorten in names, without the point: at the front, and after it
FIRST_WORDS = {"N": "North", "S": "South", "E": "East", "W": "West", "No": "North", "So": "South"}
LATER_WORDS = {
    "Co": "County",
    "Twp": "Township",
    "Is": "Island",
    "Isl": "Island",
    "Pk": "Park",
    "Hts": "Heights",
    "Rep": "Republic",
}


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A name as a report uses it.

    ``wanted`` are the feature codes that words beside it admit, empty where none stands there. ``holders`` are the divisions
    and countries it is said to lie in, as in "Springfield, Ohio", by their codes. ``joined`` are the feature codes of what
    it is joined with by "and"; ``speaks``: it is the subject of a verb of saying. ``weight`` is how often it is mentioned.
    """

    name: str
    wanted: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    weight: int = 1
    joined: frozenset[str] = frozenset()
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a name may mean. ``whole``: found by the name as it stands, not by a part or a variant of it."""

    entry: GazetteerEntry
    whole: bool


@cache
def place_words() -> Mapping[str, tuple[frozenset[str], bool]]:
    """Return word -> (feature codes it admits, is it nature's)."""
    rows = load_lexicon("place_features")
    return MappingProxyType({r["word"]: (frozenset(r["features"].split()), r["nature"] == "yes") for r in rows})


def place_word(word: str) -> tuple[frozenset[str], bool]:
    """Return what a word says of the sort of place, in singular or plural ("Cass and Clay counties"); nothing for others."""
    known, lowered = place_words(), word.lower()
    singular = lowered.removesuffix("s") if not lowered.endswith("ies") else lowered.removesuffix("ies") + "y"
    return known.get(lowered) or known.get(singular) or (frozenset(), False)


@cache
def abbreviations() -> Mapping[str, str]:
    """Return "Calif." and "CA" -> the division's code."""
    rows = load_lexicon("divisions")
    return MappingProxyType({a: r["code"] for r in rows for a in cells(r["abbreviations"])})


@cache
def division_names() -> Mapping[str, str]:
    """Return the code of a large division -> its name."""
    return MappingProxyType({r["code"]: cells(r["names"])[0] for r in load_lexicon("divisions")})


@cache
def adjectives() -> Mapping[str, str]:
    """Return the adjectives and peoples of countries, divisions and regions -> the name in the gazetteer."""
    regional = {word: row["name"] for row in load_lexicon("regions") for word in cells(row["adjectives"])}
    divided = {word: cells(r["names"])[0] for r in load_lexicon("divisions") for word in cells(r["adjectives"])}
    return MappingProxyType({**regional, **divided, **demonyms()})


def read_named_place(text: str, entity: Entity, *, gazetteer: Gazetteer) -> NamedPlace:
    """Read the words around the name in an entity's mentions ("the village of NAME", "NAME province", "NAME, Ohio")."""
    name, _, tail = written_name(entity).partition(", ")
    wanted: set[str] = set()
    holders = set(read_holders(tail, gazetteer)) if tail else set()
    joined: set[str] = set()
    is_speaker = False
    for mention in entity.mentions:
        at = mention.quote.rfind(name)
        if at < 0:
            continue
        start, end = mention.start + at, mention.start + at + len(name)
        before, after = text[max(0, start - CONTEXT_CHARACTERS) : start], text[end : end + CONTEXT_CHARACTERS]
        wanted |= read_wanted(before, after)
        joined |= joined_kinds(before, after, gazetteer)
        is_speaker = is_speaker or speaks(after)
        comma = COMMA.match(after)
        if comma and not (ENUMERATION.match(after) and names_division(name, gazetteer)):
            holders |= set(read_holders(after[comma.end() :], gazetteer))
    return NamedPlace(
        name, frozenset(wanted), frozenset(holders), max(1, len(entity.mentions)), frozenset(joined), is_speaker
    )


def written_name(entity: Entity) -> str:
    """Return the name as the report writes it: "Palestine", where the entity is called by a country's usual name."""
    quotes = [mention.quote for mention in entity.mentions]
    if any(entity.name in quote for quote in quotes):
        return entity.name
    return next((quote for quote in quotes if quote[:1].isupper()), entity.name)


def names_division(name: str, gazetteer: Gazetteer) -> bool:
    """Is it the first name of a country or a first-order division?"""
    return any(e.exact and e.feature in ("PCLI", "ADM1") for e in gazetteer.find(name))


def read_wanted(before: str, after: str) -> set[str]:
    """Return the feature codes that the words right before and after a name admit."""
    words = list(((m := BEFORE.search(before)) and m.groups()) or ())
    if next_word := AFTER.match(after):
        words.append(next_word[1])
    return {code for word in words if word for code in place_word(word)[0]}


def read_holders(after: str, gazetteer: Gazetteer) -> list[str]:
    """Return the codes of the divisions and countries whose name a text begins with; [] if none."""
    words = [m[0] for m in WORD.finditer(after.split("\n")[0])][:MOST_CONTAINER_WORDS]
    if words and words[0] in abbreviations():
        return [abbreviations()[words[0]]]
    for size in range(min(len(words), MOST_CONTAINER_WORDS), 0, -1):
        phrase = " ".join(words[:size])
        if phrase not in after[: len(phrase) + 2]:
            continue
        if phrase in abbreviations():
            return [abbreviations()[phrase]]
        if held := [e.code for e in gazetteer.find(phrase.rstrip(".")) if e.code]:
            return held
    return []


def is_inside(entry: GazetteerEntry, holder: str) -> bool:
    """Does a place lie in the division or the country of a code?"""
    return holder in (entry.country, entry.admin1_code, entry.admin2_code) and holder != entry.code


def find_candidates(place: NamedPlace, *, gazetteer: Gazetteer) -> list[Found]:
    """Return the places a name may mean: by the whole name, else by the name without its generic or qualifying words.

    What a comma says ("Paris, Texas") is taken at its word: if some of them lie there, the others are out.
    """
    plain = place.name.replace(" ", "")
    if short := abbreviations().get(plain) or abbreviations().get(f"{plain}."):
        return [Found(e, True) for e in gazetteer.find(division_names()[short]) if e.code == short]
    if place.name in demonyms() and (meant := find_loosely(place.name, gazetteer)):
        return [Found(e, False) for e in meant]
    entries = gazetteer.find(place.name)
    if normalise_name(place.name) in acronyms() and (large := [e for e in entries if e.feature in ACRONYM_FEATURES]):
        entries = large
    found = {e.gazetteer_id: Found(e, True) for e in entries}
    for variant, features in variants(place, is_known=bool(found)):
        for entry in gazetteer.find(variant):
            if not features or entry.feature in features:
                found.setdefault(entry.gazetteer_id, Found(entry, False))
    if not found or place.name in adjectives():
        found |= {e.gazetteer_id: Found(e, False) for e in find_loosely(place.name, gazetteer)}
    held = [f for f in found.values() if any(is_inside(f.entry, holder) for holder in place.holders)]
    return held or list(found.values())


@cache
def talked_of_names() -> Mapping[str, str]:
    """Return the words that tell which country or large division a report talks of -> its name in the gazetteer.

    Names that are also common words or towns' are told apart by the ranking, as all names are.
    """
    names = {
        name: row["name"] for row in load_lexicon("countries") for name in (row["name"], *cells(row["alternatives"]))
    }
    states = {name: name for name in division_names().values()}
    dotted = {a: division_names()[code] for a, code in abbreviations().items() if a.count(".") > 1 or len(a) > 4}
    return MappingProxyType({**dotted, **states, **names, **demonyms()})


def find_talked_of(
    text: str, entities: Iterable[Entity], *, gazetteer: Gazetteer
) -> list[tuple[NamedPlace, list[Found]]]:
    """Return the countries and divisions that a text names outside the mentions of its places ("Kenyan police")."""
    taken = [(m.start, m.end) for entity in entities for m in entity.mentions]
    counts: dict[str, int] = {}
    for match in CAPITALISED.finditer(text):
        words = match[0].split(" ")
        for first in range(len(words)):
            start = match.start() + len(" ".join(words[:first])) + (first > 0)
            for size in range(min(3, len(words) - first), 0, -1):
                phrase = " ".join(words[first : first + size])
                name = talked_of_names().get(phrase)
                if name and not any(a < start + len(phrase) and start < b for a, b in taken):
                    counts[name] = counts.get(name, 0) + 1
                    break
    found = []
    for name, weight in counts.items():
        place = NamedPlace(name, weight=weight)
        entries = [e for e in gazetteer.find(name) if e.feature in ("PCLI", "ADM1") and e.name == name]
        if entries:
            found.append((place, [Found(e, True) for e in entries]))
    return found


def variants(place: NamedPlace, *, is_known: bool) -> Iterable[tuple[str, frozenset[str]]]:
    """Yield other forms to look up, with the features they must have: shorter ones if the name is not known, longer ones."""
    words = normalise_name(place.name).split()
    if len(words) > 1 and not is_known:
        yield spell_out(place.name), frozenset()
        for generic, rest in ((words[-1], words[:-1]), (words[0], words[2:] if words[1] == "of" else [])):
            features, _ = place_word(generic)
            if features and rest:
                yield " ".join(rest), features
    if place.wanted & {"ADM2"}:
        yield f"{place.name} County", frozenset({"ADM2"})
    if place.wanted & {"PPL"}:
        yield f"{place.name} City", frozenset({"PPL", "PPLC"})


def spell_out(name: str) -> str:
    """Return a name with its shortened words in full.

    >>> spell_out("W. Columbia"), spell_out("Cass Co."), spell_out("Mt. Pleasant Twp.")
    ('West Columbia', 'Cass County', 'Mt. Pleasant Township')
    """
    first, *rest = name.split(" ")
    return " ".join([FIRST_WORDS.get(first.rstrip("."), first), *(LATER_WORDS.get(w.rstrip("."), w) for w in rest)])


def find_loosely(name: str, gazetteer: Gazetteer) -> list[GazetteerEntry]:
    """Return places by an adjective ("Afghan"), or without a qualifier ("northern Kenya"); for names not found otherwise."""
    if country := demonyms().get(name) or demonyms().get(name.removesuffix("s")):
        return [e for e in gazetteer.find(country) if e.name == country and e.feature == "PCLI"]
    if region := adjectives().get(name) or adjectives().get(name.removesuffix("s")):
        return [
            e for e in gazetteer.find(region) if e.name == region and not e.feature.startswith(("PPL", "PCL", "ADM2"))
        ]
    words = normalise_name(name).split()
    is_nature = bool(words) and any(place_word(w)[1] for w in (words[0], words[-1]))
    bare = QUALIFIERS.sub("", name)
    if bare == name or is_nature:
        return []
    return gazetteer.find(bare) or find_loosely(bare, gazetteer)
