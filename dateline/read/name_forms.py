"""The words of a name -> evidence of its kind: lists of names, words that head a body's or a place's name, the gazetteer."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from spacy.tokens import Doc

from dateline.read.capitals import DESIGNATION
from dateline.read.gazetteer import is_place_name, load_gazetteer
from dateline.read.name_context import KINDS, Evidence
from dateline.read.names import Name
from dateline.read.wordlists import (
    country_adjectives,
    country_names,
    given_names,
    is_common_word,
    noun_senses,
    organization_words,
    particles,
    people_names,
    place_words,
    plain_words,
    surnames,
)

__all__ = ["BARE", "HEAD_WORD", "form_evidence", "place_weight"]

# a country's name outweighs all that the words around can say; so does almost the word that heads a name
COUNTRY_WEIGHT, HEAD_WORD = 9.0, 7.0
# a hamlet is called like it, but "White House" is a body by its last word: what is left of the hamlet
NAMESAKE = 0.3
# "the Alliance" with a capital; "Oka-sur-Bira"
HEAD_NOUN, LINKED_PLACE = 4.0, 6.0
LINKS = frozenset({"i", "e", "u", "o", "y", "sur", "sous", "upon", "on", "le", "les", "lès", "la", "de", "du", "des", "en", "al",
                   "ul", "ur", "ed", "el", "es", "bei", "am", "an", "der", "aux", "op", "ye", "va", "wa"})  # fmt: skip
HYPHENED = re.compile(r"[-‐‑–]")
CAMEL = re.compile(r"(?!Mc|Mac|De|La|Le|Fitz|Van|Di|Du|O['’])\w*[a-z][A-Z]")
ACRONYM = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?$|[A-Z][A-Z&-]{1,6}[A-Z]s?$|[A-Z]{2}$")
# a populous place is likelier meant than a hamlet that shares its name with a family or a thing
# "Lake Oka" is a place whatever else is known; "Fort", "New" and "Saint" begin other names too
GENERIC_FIRST = frozenset(
    {"lake", "river", "mount", "mt", "mt.", "cape", "gulf", "isle", "sea", "strait", "loch", "wadi"}
)
BARE = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "city",
                  "county", "northwest", "northeast", "southwest", "southeast", "street", "region", "state",
                  "province", "district", "town", "village", "summer", "winter"})  # fmt: skip
# a given name or a family name that stands alone
ALONE_GIVEN, ALONE_SURNAME = 2.0, 1.2
# words before and after a name that are looked at for capitals
MOST_AROUND = 4
VARIANT, LONG_PLACE, UNLIKELY = 0.6, 3.0, 1.5
POPULOUS = ((1_000_000, 2.5), (100_000, 2.0), (15_000, 1.5), (0, 0.8))
PLACE_PARTS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
                         "northeastern", "northwestern", "southeastern", "southwestern", "upper", "lower", "downtown",
                         "mid", "northeast", "northwest", "southeast", "southwest"})  # fmt: skip


def form_evidence(doc: Doc, name: Name) -> Evidence:
    """Return what the words of a name say of its kind.

    Args:
        doc: the report's tokens.
        name: one of its names.
    """
    found: Evidence = defaultdict(float)
    text = name.text
    words = name.words(doc)
    if words and words[head_at(words)] in plain_words("other_words"):
        return dict.fromkeys(KINDS, -9.0)
    if is_linked_place(doc, name):
        return {"place": LINKED_PLACE}
    designation = [] if text.isupper() and is_shouted(doc, name) else designation_evidence(text, words)
    for kind, weight in (*designation, *word_evidence(words)):
        found[kind] += weight
    for kind, weight in place_evidence(text, words):
        found[kind] += weight if found["organization"] < HEAD_WORD or weight == COUNTRY_WEIGHT else weight * NAMESAKE
    if text[0] == "@":
        found["organization"] += 3.0
    for kind, weight in person_evidence(words, text):
        found[kind] += weight
    return found


def is_shouted(doc: Doc, name: Name) -> bool:
    """Does a name stand between other words in capitals, so that its own tell nothing?"""
    words = [t for t in doc[max(0, name.start - MOST_AROUND) : name.end + MOST_AROUND] if t.is_alpha and len(t) > 1]
    others = [t for t in words if not name.start <= t.i < name.end]
    return bool(others) and sum(t.is_upper for t in others) > len(others) / 2


def is_linked_place(doc: Doc, name: Name) -> bool:
    """Is it one word with a small link between hyphens, as towns and forts have: "Oka-sur-Bira", "Tolo-i-Bira"?"""
    text = doc[name.start : name.end].text
    parts = HYPHENED.split(text)
    return " " not in text and len(parts) > 2 and any(part in LINKS for part in parts[1:-1])


def designation_evidence(text: str, words: list[str]) -> list[tuple[str, float]]:
    if text not in country_adjectives() and (text in people_names() or text.removesuffix("s") in country_adjectives()):
        return [("group", 6.0)]
    if text.lower() in plain_words("weapon_words"):
        return [("weapon", 6.0)]
    noun = noun_senses().get(text.lower())
    if len(words) == 1 and noun is not None and noun.kind in ("group", "organization"):
        return [(noun.kind, HEAD_NOUN)]
    if DESIGNATION.match(text):
        return [("vehicle", 4.0)]
    if ACRONYM.match(text) and text not in country_names() and len(words) == 1:
        return [("organization", 1.5), ("person", -4.0)]
    return [("organization", 2.5), ("place", -2.0)] if len(words) == 1 and CAMEL.match(text) else []


def head_at(words: list[str]) -> int:
    """Return the place of a name's head: the last word, or the one before "of" or "for"."""
    return next((i for i, word in enumerate(words) if word in ("of", "for") and i), len(words)) - 1


def word_evidence(words: list[str]) -> list[tuple[str, float]]:
    """The last word, or the one before "of" or "for", is the head and says what the name is of."""
    words = words[:-1] if len(words) > 1 and words[-1].isdigit() else words
    stop = head_at(words) + 1
    head, found = words[stop - 1], []
    linked = stop < len(words)
    pairs = [head] if stop < 2 else [f"{words[stop - 2]} {head}", head]
    organization = next((organization_words()[p] for p in pairs if p in organization_words()), None)
    if organization and (len(words) > 1 or organization.use == "name"):
        found.append((organization.kind, HEAD_WORD if len(words) > 1 else 1.5))
    elif words[0] in ("radio", "agence", "banco", "groupe", "bank", "al-") and len(words) > 1:
        found.append(("organization", 3.0))
    elif len(words) > 1 and (first := organization_words().get(words[0])) and first.sense == "armed":
        found.append(("group", 2.5))
    place = place_words().get(head)
    if len(words) > 1 and place and not organization:
        if (place.side in ("after", "either") and not linked) or (linked and place.side in ("of", "before", "either")):
            found.append(("place", HEAD_WORD))
    elif place and linked and place.side == "of":
        found.append(("place", 4.5))
    if len(words) > 1 and (first_place := place_words().get(words[0])) and first_place.side in ("before", "either"):
        found.append(("place", 6.0 if words[0] in GENERIC_FIRST else 2.0))
    if len(words) > 1 and any(p in plain_words("facility_words") for p in pairs) and not organization:
        found.append(("facility", HEAD_WORD))
    return found


def place_evidence(text: str, words: list[str]) -> list[tuple[str, float]]:
    shouted = text.title() if text.isupper() and len(text) > 3 else text
    if any(t in country_names() or t in country_adjectives() for t in (text, shouted)):
        return [("place", COUNTRY_WEIGHT)]
    if len(words) == 1 and (words[0] in BARE or (is_common_word(words[0]) and words[0] in noun_senses())):
        return [("place", -9.0)]
    weight = place_weight(shouted)
    if len(words) == 1 and is_common_word(words[0]) and weight < 1.5:
        weight -= UNLIKELY
    if not weight and len(words) > 1 and opens_known_place(shouted) and is_common_word(words[-1]):
        return [("organization", 3.0)]
    if len(words) > 1 and words[0] in PLACE_PARTS and place_weight(" ".join(shouted.split()[1:])):
        weight = max(weight, 2.5)
    return [("place", weight + (LONG_PLACE if len(words) > 1 else 0.0))] if weight else []


def opens_known_place(text: str) -> bool:
    """Does a longer name begin with that of a place of some size ("Oka Hardware")?"""
    words = text.split()
    return any(place_weight(" ".join(words[:width])) >= 1.5 for width in range(1, len(words)))


@lru_cache(maxsize=8192)
def place_weight(text: str) -> float:
    """Return how strongly the gazetteer takes a name for that of a place; 0 where it has none."""
    if text in country_names():
        return 5.0
    if not is_place_name(text):
        return 0.0
    found = load_gazetteer().find(text)
    if any(entry.feature == "ADM1" and entry.exact for entry in found):
        return 3.0
    known = [(e.exact, next(weight for least, weight in POPULOUS if e.population >= least)) for e in found[:5]]
    weight = max((w if exact else w * VARIANT for exact, w in known), default=0.0)
    return weight * (0.6 if is_common_word(text.lower()) else 1.0)


def person_evidence(words: list[str], text: str) -> list[tuple[str, float]]:
    plain = [w for w in words if w not in particles()]
    if any(c.isdigit() for c in text):
        return []
    if len(plain) == 1:
        weight = ALONE_GIVEN if words[0] in given_names() else ALONE_SURNAME if words[0] in surnames() else 0.0
        return [("person", weight)] if weight and len(words) == 1 else []
    found = []
    if words[0] in given_names() and len(plain) < 6 and "of" not in words:
        found.append(("person", 3.5))
    elif len(words[0]) == 2 and words[0].endswith(".") and len(plain) < 4:
        found.append(("person", 2.5))
    elif words[0] in place_words() and place_words()[words[0]].side in ("before", "either"):
        return []
    elif len(plain) in (2, 3) and not is_common_word(plain[0]) and is_surname_like(plain[-1]) and not text.isupper():
        found.append(("person", 1.2))
    if len(words) > 2 and len(words[1]) == 2 and words[1].endswith("."):
        found.append(("person", 2.0))
    if any(w in ("bin", "ibn", "al", "ould", "ag", "abu", "bint", "van", "von") for w in words[:-1]):
        found.append(("person", 1.0))
    return found


def is_surname_like(word: str) -> bool:
    return not is_common_word(word) or word in surnames()
