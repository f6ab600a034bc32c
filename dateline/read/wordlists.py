"""The entity lexicons as lookups: each built once from its table in ``dateline/data/lexicons/``."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import lemminflect

from dateline.read.gazetteer import cells
from dateline.read.lexicon import load_lexicon

__all__ = [
    "PASSING_STATES",
    "Noun",
    "Organization",
    "Particle",
    "PlaceWord",
    "Pronoun",
    "Title",
    "country_adjectives",
    "country_names",
    "given_names",
    "human_verbs",
    "is_common_word",
    "load_pronouns",
    "locatives",
    "not_names",
    "noun_senses",
    "organization_words",
    "particles",
    "partitives",
    "people_names",
    "place_words",
    "plain_words",
    "titles",
    "weights",
]  # fmt: skip

# what a town is for the moment, or all of it: "the whole city" and "the besieged town" are the one spoken of
PASSING_STATES = frozenset(
    ("whole", "entire", "besieged", "beleaguered", "embattled", "encircled", "captured", "fallen", "battered", "same")
)


class Title(NamedTuple):
    """What a title before a name tells: the bearer's gender, and whether it belongs to the name."""

    gender: str
    in_name: bool


class Organization(NamedTuple):
    """What kind of body a word in a name shows, and of which sense (media, company, state, body, armed)."""

    kind: str
    use: str
    sense: str


class PlaceWord(NamedTuple):
    """Where in a place's name a word stands, and the level of place that it names."""

    use: str
    side: str
    level: str


class Particle(NamedTuple):
    """May a name begin with this particle; is it one only when tied by a hyphen?"""

    lead: bool
    hyphen: bool


class Noun(NamedTuple):
    """A common noun that heads a mention: its entity kind, number (singular, plural or empty), gender and sense."""

    kind: str
    number: str
    gender: str
    sense: str


@cache
def titles() -> dict[str, Title]:
    """Return title -> what it tells, titles in lower case."""
    return {row["title"]: Title(row["gender"], row["in_name"] == "yes") for row in load_lexicon("titles")}


@cache
def organization_words() -> dict[str, Organization]:
    """Return word -> the body it shows."""
    return {
        row["word"]: Organization(row["kind"], row["use"], row["sense"]) for row in load_lexicon("organization_words")
    }


@cache
def place_words() -> dict[str, PlaceWord]:
    """Return word -> its part in the name of a place."""
    return {row["word"]: PlaceWord(row["use"], row["side"], row["level"]) for row in load_lexicon("place_words")}


@cache
def particles() -> dict[str, Particle]:
    """Return particle -> how it stands in a name."""
    return {r["particle"]: Particle(r["lead"] == "yes", r["hyphen"] == "yes") for r in load_lexicon("name_particles")}


@cache
def given_names() -> dict[str, str]:
    """Return given name -> m, f or the empty text."""
    return {row["name"]: row["gender"] for row in load_lexicon("given_names")}


@cache
def surnames() -> frozenset[str]:
    """Return common family names."""
    return frozenset(row["surname"] for row in load_lexicon("surnames"))


@cache
def place_verbs() -> frozenset[str]:
    """Return lemmas of verbs whose object is often a place."""
    return frozenset(row["verb"] for row in load_lexicon("place_verbs"))


@cache
def not_names() -> dict[str, str]:
    """Return capitalised words that are no names -> why."""
    return {row["word"]: row["why"] for row in load_lexicon("not_names")}


@cache
def plain_words(name: str) -> frozenset[str]:
    """Return the ``word`` column of a table."""
    return frozenset(row["word"] for row in load_lexicon(name))


@cache
def locatives() -> dict[str, dict[str, float]]:
    """Return preposition -> entity kind -> weight as evidence for a name after it."""
    return weights("name_prepositions", "preposition")


@cache
def weights(table: str, key: str) -> dict[str, dict[str, float]]:
    """Return the rows of a table of weights: key -> column -> number, empty cells left out."""
    return {row[key]: {k: float(v) for k, v in row.items() if k != key and v} for row in load_lexicon(table)}


class Pronoun(NamedTuple):
    """What a pronoun takes up: person, group or thing; its gender and number."""

    kind: str
    gender: str
    number: str


@cache
def load_pronouns() -> dict[str, Pronoun]:
    """Return pronoun -> what it takes up."""
    return {row["word"]: Pronoun(row["kind"], row["gender"], row["number"]) for row in load_lexicon("pronouns")}


@cache
def partitives() -> dict[str, str]:
    """Return words that count out a part of a group -> the number of the part."""
    return {row["word"]: row["number"] for row in load_lexicon("partitives")}


@cache
def human_verbs() -> dict[str, str]:
    """Return lemmas of verbs whose subject is human -> speech or act."""
    return {row["verb"]: row["sense"] for row in load_lexicon("human_verbs")}


@cache
def noun_senses() -> dict[str, Noun]:
    """Return lemma -> the mention that a common noun heads; what people are comes before what things are."""
    senses: dict[str, Noun] = {}
    for row in load_lexicon("group_nouns"):
        senses.setdefault(row["noun"], Noun(row["kind"], row["number"], "", row["sense"]))
    for row in load_lexicon("roles"):
        senses.setdefault(row["role"], Noun("person", "", row["gender"], row["sense"]))
    for row in load_lexicon("source_nouns"):
        senses.setdefault(row["noun"], Noun("other", "", "", "document"))
    for word, body in organization_words().items():
        if body.use == "both":
            senses.setdefault(word, Noun(body.kind, "", "", body.sense))
    for word, entry in place_words().items():
        if entry.use == "both":
            senses.setdefault(word, Noun("place", "", "", entry.level))
    for kind in ("facility", "vehicle", "weapon"):
        for word in plain_words(f"{kind}_words"):
            senses.setdefault(word, Noun(kind, "", "", ""))
    return senses


@cache
def country_names() -> dict[str, str]:
    """Return the names of countries and world regions, and their variants, as written -> the name shown."""
    rows = (*load_lexicon("countries"), *load_lexicon("regions"))
    names = {name: row["name"] for row in rows for name in (row["name"], *cells(row["alternatives"]))}
    peopled = (cells(row["names"]) for row in load_lexicon("divisions") if row["adjectives"])
    return {**place_abbreviations(), **{name: known[0] for known in peopled for name in known}, **names}


@cache
def place_abbreviations(*, after_comma: bool = False) -> dict[str, str]:
    """Return short forms of states and provinces -> their names; with ``after_comma`` those good only there."""
    wanted = "yes" if after_comma else "no"
    return {
        row["abbreviation"]: row["name"] for row in load_lexicon("place_abbreviations") if row["after_comma"] == wanted
    }


@cache
def country_adjectives() -> dict[str, str]:
    """Return adjectives of countries, divisions and world regions ("Kenyan", "Scottish") -> the name of what they mean."""
    rows = (*load_lexicon("countries"), *load_lexicon("regions"))
    divided = {word: cells(r["names"])[0] for r in load_lexicon("divisions") for word in cells(r["adjectives"])}
    return {**divided, **{word: row["name"] for row in rows for word in cells(row["adjectives"])}}


@cache
def people_names() -> dict[str, str]:
    """Return the words for peoples ("Kenyans", "Danes") -> the country's name."""
    return {word: row["name"] for row in load_lexicon("countries") for word in cells(row["people"])}


@lru_cache(maxsize=50_000)
def is_common_word(lower: str) -> bool:
    """Does the dictionary know it as a common word? Names of people and places are not in it."""
    return bool(lemminflect.getAllLemmas(lower))
