"""The lexicons by which actors are compared, as lookups: each built once from ``dateline/data/lexicons/``."""

from __future__ import annotations

from functools import cache, lru_cache

from dateline.name_keys import name_key, name_words
from dateline.reconcile.lexicon import rows_of

__all__ = [
    "agency_letters",
    "body_words",
    "common_surnames",
    "countries",
    "force_words",
    "gender_of_given_name",
    "generic_words",
    "given_name_forms",
    "given_titles",
    "head_words",
    "office_words",
    "particles",
    "standard_word",
    "standard_words_in",
    "titles",
    "words_in",
    "world_letters",
]

# nouns for a person that say what anybody may be, not what he does
WEAK_OFFICES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "man", "woman", "official", "leader", "member", "person", "resident",
     "local", "victim", "witness", "friend", "father", "mother", "brother", "sister", "son", "daughter", "child", "boy", "girl",
     "husband", "wife", "spokesman", "source", "adult", "individual", "hon", "honorable", "saint", "don", "dona", "herr",
     "frau", "signor", "signora", "monsieur", "madame", "mme", "deputy", "vice", "assistant", "senior", "special", "excellency",
     "his", "state", "chief", "general", "head", "associate", "the", "of", "private", "major"}
)  # fmt: skip
# titles before a given name alone: "Sister Odile", "Sir Alan", "King Orsk"
GIVEN_TITLES = frozenset(
    {"sir", "dame", "lady", "lord", "sister", "brother", "father", "mother", "saint", "don", "dona", "king", "queen",
     "prince", "princess", "emperor", "empress", "pope", "sultan", "sheikh", "sheik", "shaikh", "emir", "imam", "rabbi",
     "patriarch", "mullah"}
)  # fmt: skip
# links inside names beside those of name_particles, and what of these is a part of the name
MORE_PARTICLES = frozenset({"los", "las", "of", "st", "e", "i"})
NAME_PARTS = frozenset({"o", "mac", "mc", "abu", "abd", "walet"})


def parted(cell: str) -> list[str]:
    """Return the values of a cell that are parted by ";"."""
    return [value.strip() for value in cell.split(";") if value.strip()]


@cache
def titles() -> dict[str, tuple[str, bool]]:
    """Return title (its words as in a key) -> the bearer's gender, and whether it belongs to the name."""
    return {name_key(row["title"]): (row["gender"], row["in_name"] == "yes") for row in rows_of("titles")}


@lru_cache(maxsize=1 << 16)
def words_in(token: str) -> tuple[str, ...]:
    """Return the words of a token or a name in comparable form, as ``name_words`` does, kept."""
    return tuple(name_words(token))


@lru_cache(maxsize=1 << 16)
def standard_words_in(token: str) -> tuple[str, ...]:
    """Return the words of a token in the spelling in which offices and bodies are compared."""
    return tuple(standard_word(word) for word in words_in(token))


@cache
def standard_words() -> dict[str, str]:
    return {row["word"]: row["standard"] for row in rows_of("actor_variants")}


def standard_word(word: str) -> str:
    """Return the spelling under which a word of a body or an office is compared.

    >>> standard_word("defense")
    'defence'
    """
    return standard_words().get(word, word)


@cache
def office_words() -> frozenset[str]:
    """Return words that tell what somebody is ("mayor", "baker"), in their standard spelling, without weak ones ("man")."""
    told = [*titles(), *(row["role"] for row in rows_of("roles"))]
    words = {standard_word(word) for name in told for word in name_key(name).split()}
    return frozenset(word for word in words - WEAK_OFFICES if len(word) > 2)


@cache
def generic_words() -> dict[str, str]:
    """Return words that bodies of every country or town have in their names -> their reach."""
    return {row["word"]: row["reach"] for row in rows_of("actor_generic_words")}


@cache
def body_words() -> frozenset[str]:
    """Return words by which a body is known, in their standard spelling; alone, none of them is a proper name."""
    return frozenset(standard_word(row["word"]) for row in rows_of("organization_words") if row["word"].isalpha())


@cache
def head_words() -> frozenset[str]:
    """Return words that head the names of armed and political bodies and of papers: alone, with a capital, they stand for one."""
    heads = (row["word"] for row in rows_of("organization_words") if row["sense"] in ("armed", "media"))
    senses = {standard_word(word) for word in heads}
    return frozenset(senses | {"union", "movement", "party"})


@cache
def agency_letters() -> frozenset[str]:
    """Return how news agencies sign: letters in brackets after a place are one's signature, not the place's other name."""
    return frozenset(name_key(form) for row in rows_of("agencies") for form in row["forms"].split("|"))


@cache
def force_words() -> dict[str, str]:
    """Return nouns after a body's name -> self or member."""
    return {row["word"]: row["use"] for row in rows_of("actor_forces")}


@cache
def given_name_forms() -> dict[str, frozenset[str]]:
    """Return a given name, or a short form of it -> the full names that it may stand for."""
    found: dict[str, set[str]] = {}
    for row in rows_of("actor_nicknames"):
        for form in (row["name"], *parted(row["forms"])):
            found.setdefault(form, set()).add(row["name"])
    return {form: frozenset(names) for form, names in found.items()}


@cache
def given_names() -> dict[str, str]:
    return {name_key(row["name"]): row["gender"] for row in rows_of("given_names")}


@cache
def common_surnames() -> frozenset[str]:
    """Return family names so common, and given names, that two persons in one thread may well share them."""
    return frozenset({*(name_key(row["surname"]) for row in rows_of("surnames")), *given_names()})


def gender_of_given_name(word: str) -> str | None:
    """Return m, f or the empty text for a word that is a given name, None for others."""
    return given_names().get(word)


@cache
def countries() -> dict[str, str]:
    """Return a country's name, adjective or people, as a key -> its ISO 3166-1 code; what two countries share is left out."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for row in rows_of("countries"):
        told = [row["name"], *(value for c in ("alternatives", "adjectives", "people") for value in parted(row[c]))]
        for key in {name_key(name) for name in told}:
            shared.update({key} if found.get(key, row["iso2"]) != row["iso2"] else ())
            found[key] = row["iso2"]
    return {key: code for key, code in found.items() if key not in shared}


@cache
def world_letters() -> dict[str, str]:
    """Return the letters of bodies known by them everywhere -> their name as a key."""
    return {letters: row["name"] for row in rows_of("actor_world_bodies") for letters in parted(row["letters"])}


def given_titles() -> frozenset[str]:
    """Return the titles before a given name alone ("Sister Odile")."""
    return GIVEN_TITLES


@cache
def particles() -> frozenset[str]:
    """Return the small words inside names that are left out when names are compared."""
    return frozenset(row["particle"] for row in rows_of("name_particles")) - NAME_PARTS | MORE_PARTICLES
