"""Names -> their kinds: evidence is added up over all mentions of a name, so that it has one kind in a report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.read.gazetteer import is_place_name, load_gazetteer
from dateline.read.names import Name, joined
from dateline.read.wordlists import (
    country_adjectives,
    country_names,
    given_names,
    human_verbs,
    is_common_word,
    locatives,
    noun_senses,
    organization_words,
    particles,
    people_names,
    place_abbreviations,
    place_verbs,
    place_words,
    plain_words,
    surnames,
    weights,
)

__all__ = ["decide_kinds", "find_inner_places", "is_country_adjective", "place_weight"]

Evidence = dict[str, float]
KINDS = ("person", "group", "organization", "place", "facility", "vehicle", "weapon")
# the least sum that names a kind; below it a name is "other" (set on GUM train, November 2026)
LEAST = 0.9
# what the words around its mentions can say at most; a country's name outweighs it
MOST_CONTEXT, COUNTRY_WEIGHT, HEAD_WORD = 7.0, 9.0, 7.0
DESIGNATION = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Z]?$")
ACRONYM = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?$|[A-Z][A-Z&-]{1,6}[A-Z]s?$|[A-Z]{2}$")
AGE = re.compile(r"\d{1,2}$")
# a populous place is likelier meant than a hamlet that shares its name with a family or a thing
BARE = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "city",
                  "county", "region", "state", "province", "district", "town", "village", "summer", "winter"})  # fmt: skip
VARIANT, LONG_PLACE = 0.6, 3.0
POPULOUS = ((1_000_000, 2.5), (100_000, 2.0), (15_000, 1.5), (0, 0.8))
PLACE_PARTS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
                         "northeastern", "northwestern", "southeastern", "southwestern", "upper", "lower", "downtown",
                         "mid", "northeast", "northwest", "southeast", "southwest"})  # fmt: skip


def decide_kinds(doc: Doc, names: Sequence[Name]) -> None:
    """Set the kind of every name; equal names get the same kind, unless a title or an adjective tells otherwise.

    Args:
        doc: the report's tokens, tagged and parsed.
        names: the names in it; ``kind`` and ``evidence`` are filled in.
    """
    sums: dict[str, Evidence] = defaultdict(lambda: defaultdict(float))
    for name in names:
        text = key_of(name)
        name.evidence = context_evidence(doc, name)
        sums[text].setdefault("place", 0.0)
        for kind, weight in name.evidence.items():
            sums[text][kind] += weight
    for total in sums.values():
        for kind in total:
            total[kind] = max(-MOST_CONTEXT, min(total[kind], MOST_CONTEXT))
    first = {key_of(name): name for name in reversed(names)}
    for text, total in sums.items():
        for kind, weight in form_evidence(doc, first[text]).items():
            total[kind] += weight
    lend_to_short_names(doc, names, sums)
    for name in names:
        name.evidence = dict(sums[key_of(name)])
        name.kind = "person" if name.title else best_kind(name.evidence)
    share_kinds_in_lists(doc, names)


def key_of(name: Name) -> str:
    return name.text.casefold()


def best_kind(evidence: Evidence) -> str:
    """Return the kind with the largest sum, or other where none is large enough."""
    kind = max(KINDS, key=lambda k: evidence.get(k, 0.0))
    return kind if evidence.get(kind, 0.0) >= LEAST else "other"


def lend_to_short_names(doc: Doc, names: Sequence[Name], sums: dict[str, Evidence]) -> None:
    """A surname is a person's, a short form a body's, where the full name stands in the report."""
    lent: set[str] = set()
    for name in names:
        words = name.words(doc)
        if len(words) > 1 and (name.title or best_kind(sums[key_of(name)]) == "person"):
            lent.update((words[-1], " ".join(words[1:])))
            lent.add(key_of(name).split()[-1])
    for text, total in sums.items():
        if text in lent:
            total["person"] += 3.0


def find_inner_places(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Return the places that the names of bodies and buildings begin with: "Oka County" in "Oka County Court".

    Args:
        doc: the report's tokens.
        names: its names, their kinds decided.
    """
    places = {key_of(name) for name in names if name.kind == "place"}
    found = []
    for name in names:
        if name.kind == "place" or name.title or (name.kind == "person" and doc[name.start].lower_ in given_names()):
            continue
        for width in range(name.end - name.start - 1, 0, -1):
            end = name.start + width
            if opens_with_place(doc, name.start, end, places):
                found.append(Name.of(doc, name.start, end, kind="place"))
                break
    return found


def opens_with_place(doc: Doc, start: int, end: int, places: set[str]) -> bool:
    text = joined(doc, start, end)
    if doc[end].text in ("-", "of", "for") or doc[end - 1].text in ("-", "'s", "’s"):
        return False
    if text in country_names() or text in country_adjectives() or text.casefold() in places:
        return True
    last = place_words().get(doc[end - 1].lower_)
    if end - start > 1 and last and last.side in ("after", "either") and last.level == "region":
        return not any(doc[i].lower_ in organization_words() for i in range(start, end - 1))
    return place_weight(text) >= 2.0 and doc[start].lower_ not in given_names() and not is_common_word(text.lower())


def share_kinds_in_lists(doc: Doc, names: Sequence[Name]) -> None:
    """A name that nothing tells the kind of has that of its neighbour in a list: "in Oka, Bira and Tolo"."""
    given: dict[str, str] = {}
    for left, right in pairwise(names):
        between = doc[left.end : right.outer].text.strip()
        if between in (",", "and", "or", ", and", "&") and "other" in (left.kind, right.kind):
            known, unknown = (left, right) if right.kind == "other" else (right, left)
            if known.kind in ("place", "person") and known.text not in country_adjectives():
                unknown.kind = known.kind
                given[key_of(unknown)] = known.kind
    for name in names:
        if name.kind == "other":
            name.kind = given.get(key_of(name), "other")


# the name itself --------------------------------------------------------------------------------


def form_evidence(doc: Doc, name: Name) -> Evidence:
    """Return what the words of a name say of its kind."""
    found: Evidence = defaultdict(float)
    text = name.text
    if name.words(doc)[-1:] and name.words(doc)[-1] in plain_words("other_words"):
        return dict.fromkeys(KINDS, -9.0)
    words = name.words(doc)
    for kind, weight in (*designation_evidence(text, words), *word_evidence(words), *place_evidence(text, words)):
        found[kind] += weight
    if text[0] == "@":
        found["organization"] += 3.0
    for kind, weight in person_evidence(words, text):
        found[kind] += weight
    return found


def designation_evidence(text: str, words: list[str]) -> list[tuple[str, float]]:
    if text not in country_adjectives() and (text in people_names() or text.removesuffix("s") in country_adjectives()):
        return [("group", 6.0)]
    if text.lower() in plain_words("weapon_words"):
        return [("weapon", 6.0)]
    if DESIGNATION.match(text):
        return [("vehicle", 4.0)]
    if ACRONYM.match(text) and text not in country_names() and len(words) == 1:
        return [("organization", 1.5)]
    return []


def word_evidence(words: list[str]) -> list[tuple[str, float]]:
    """The last word, or the one before "of" or "for", is the head and says what the name is of."""
    words = words[:-1] if len(words) > 1 and words[-1].isdigit() else words
    stop = next((i for i, word in enumerate(words) if word in ("of", "for") and i), len(words))
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
        found.append(("place", 2.0))
    if len(words) > 1 and any(p in plain_words("facility_words") for p in pairs) and not organization:
        found.append(("facility", HEAD_WORD))
    return found


def place_evidence(text: str, words: list[str]) -> list[tuple[str, float]]:
    shouted = text.title() if text.isupper() and len(text) > 3 else text
    if any(t in country_names() or t in country_adjectives() for t in (text, shouted)):
        return [("place", COUNTRY_WEIGHT)]
    if len(words) == 1 and words[0] in BARE:
        return [("place", -9.0)]
    weight = place_weight(shouted)
    if len(words) > 1 and words[0] in PLACE_PARTS and place_weight(" ".join(shouted.split()[1:])):
        weight = max(weight, 2.5)
    return [("place", weight + (LONG_PLACE if len(words) > 1 else 0.0))] if weight else []


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
        known = words[0] in given_names() or words[0] in surnames()
        return [("person", 1.2)] if known and len(words) == 1 else []
    found = []
    if words[0] in given_names() and len(plain) < 6 and "of" not in words:
        found.append(("person", 3.5))
    elif len(words[0]) == 2 and words[0].endswith(".") and len(plain) < 4:
        found.append(("person", 2.5))
    elif len(plain) in (2, 3) and not is_common_word(plain[0]) and is_surname_like(plain[-1]) and not text.isupper():
        found.append(("person", 1.2))
    if len(words) > 2 and len(words[1]) == 2 and words[1].endswith("."):
        found.append(("person", 2.0))
    if any(w in ("bin", "ibn", "al", "ould", "ag", "abu", "bint", "van", "von") for w in words[:-1]):
        found.append(("person", 1.0))
    return found


def is_surname_like(word: str) -> bool:
    return not is_common_word(word) or word in surnames()


# the words around it ----------------------------------------------------------------------------


def context_evidence(doc: Doc, name: Name) -> Evidence:
    """Return what the words around one mention say of its kind."""
    found: Evidence = defaultdict(float)
    for test in TESTS:
        for kind, weight in test(doc, name):
            found[kind] += weight
    if name.title:
        found["person"] += 5.0
    return found


def token_at(doc: Doc, index: int) -> Token | None:
    return doc[index] if 0 <= index < len(doc) else None


def after_preposition(doc: Doc, name: Name) -> list[tuple[str, float]]:
    before = token_at(doc, name.outer - 1)
    if before is not None and before.lower_ == "the":
        before = token_at(doc, name.outer - 2)
        damp = 0.6
    else:
        damp = 1.0
    if before is None:
        return []
    after = token_at(doc, name.end)
    if after is not None and (after.tag_ == "POS" or (after.pos_ == "NOUN" and not is_place_noun(after))):
        damp *= 0.4
    if before.lower_ == "of":
        return after_of(doc, before.i)
    return [(kind, weight * damp) for kind, weight in locatives().get(before.lower_, {}).items()]


def is_place_noun(token: Token) -> bool:
    noun = noun_senses().get(token.lemma_.lower())
    return noun is not None and noun.kind == "place"


def after_of(doc: Doc, of: int) -> list[tuple[str, float]]:
    """What stands before "of": a town of, the mayor of, north of."""
    head = token_at(doc, of - 1)
    if head is None:
        return []
    noun = noun_senses().get(head.lemma_.lower()) or noun_senses().get(head.lower_)
    if head.pos_ == "PROPN" and head.text[0].isupper() and noun is None:
        return [("place", 1.5), ("organization", 1.0)]
    if head.text == "," and of > 1 and doc[of - 2].is_digit:
        return [("place", 4.0)]
    if head.lower_ in ("north", "south", "east", "west", "outskirts", "northeast", "northwest", "southeast", "southwest",
                       "edge", "centre", "center", "streets", "parts", "part", "east", "suburbs", "km", "miles"):  # fmt: skip
        return [("place", 3.0)]
    if noun is None:
        return []
    if noun.kind == "place":
        return [("place", 4.5), ("person", -2.0)]
    if head.lemma_ in ("mayor", "governor", "resident", "inhabitant", "people", "bishop", "citizen", "king", "queen"):
        return [("place", 3.0)]
    return [("group", 0.7), ("organization", 0.7)] if noun.kind in ("person", "group") else []


def after_article(doc: Doc, name: Name) -> list[tuple[str, float]]:
    before = token_at(doc, name.outer - 1)
    if before is None or before.lower_ not in ("the", "a", "an"):
        return []
    after = token_at(doc, name.end)
    if after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ"):
        return []
    return [("organization", 1.2), ("group", 1.2), ("person", -3.0), ("place", -0.7), ("vehicle", 0.2)]


def after_role(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """A role in small letters right before the name is the person's: "spokesman Jean Mukasa"."""
    before = token_at(doc, name.outer - 1)
    if before is None or before.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return []
    noun = noun_senses().get(before.lemma_.lower())
    if noun and noun.kind == "person" and before.text.islower():
        return [("person", 4.0)]
    if noun and noun.kind in ("organization", "group") and before.text.islower() and before.tag_ != "NNS":
        return [(noun.kind, 2.5)]
    return []


def before_noun(doc: Doc, name: Name) -> list[tuple[str, float]]:
    after = token_at(doc, name.end)
    if after is None or after.is_title:
        return []
    found = weights("name_followers", "noun").get(after.lemma_.lower(), {})
    return list(found.items())


def before_apposition(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """Return what a comma and the words after it tell: an age, a role, a town's state, "a militia"."""
    comma, first = token_at(doc, name.end), token_at(doc, name.end + 1)
    if comma is None or first is None:
        return []
    if comma.text == "(":
        return [("organization", 0.5)] if first.text.isupper() and len(first) > 1 else []
    if comma.text != ",":
        return [("person", 2.0)] if comma.lower_ in ("who", "whose") else []
    if AGE.match(first.text) and len(first) < 3:
        return [("person", 4.0)]
    if first.text in place_abbreviations() or first.text in place_abbreviations(after_comma=True):
        return [("place", 4.0)]
    if first.text[0].isupper():
        return [("place", 2.5)] if follows_as_region(doc, first.i) else []
    if first.lower_ in ("who", "whose"):
        return [("person", 2.5)]
    noun = apposition_head(doc, first.i)
    return [(noun, 2.5)] if noun else []


def follows_as_region(doc: Doc, start: int) -> bool:
    """Do a country's or a state's name, and nothing more, come next ("Oka, Kenya,")?"""
    for width in (3, 2, 1):
        end = start + width
        if end <= len(doc) and region_name(joined(doc, start, end)):
            return end == len(doc) or not doc[end].text[0].isupper()
    return False


def region_name(text: str) -> bool:
    if text in country_names():
        return True
    return is_place_name(text) and any(e.feature in ("ADM1", "PCLI") for e in load_gazetteer().find(text))


def apposition_head(doc: Doc, start: int) -> str:
    """Return the kind of the noun that an apposition beginning at ``start`` is about; empty if it is none."""
    if doc[start].pos_ not in ("DET", "NOUN", "ADJ", "PRON", "NUM"):
        return ""
    for token in doc[start : start + 7]:
        if token.pos_ in ("VERB", "AUX", "ADP", "PUNCT", "CCONJ", "SCONJ"):
            return ""
        after = token_at(doc, token.i + 1)
        if token.pos_ in ("NOUN", "PROPN") and (after is None or after.pos_ not in ("NOUN", "PROPN", "PART")):
            noun = noun_senses().get(token.lemma_.lower())
            return noun.kind if noun and noun.kind in KINDS else ""
    return ""


def as_subject(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """The subject of a verb that takes persons is one, or a body of people."""
    head = doc[name.start : name.end].root
    if head.dep_ not in ("nsubj", "nsubj:pass"):
        beside = [token_at(doc, name.end), token_at(doc, name.outer - 1)]
        verbs = [t for t in beside if t is not None and t.pos_ == "VERB"]
    else:
        verbs = [head.head]
    for verb in verbs:
        sense = human_verbs().get(verb.lemma_)
        if sense == "speech":
            return [("person", 1.5), ("organization", 0.9), ("group", 0.8)]
        if sense:
            return [("person", 0.8), ("organization", 0.5), ("group", 0.8)]
    return []


def as_postal_code(doc: Doc, name: Name) -> list[tuple[str, float]]:
    before = token_at(doc, name.start - 1)
    known = name.text in place_abbreviations(after_comma=True)
    return [("place", 6.0)] if known and before is not None and before.text == "," else []


def as_object(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """What is entered, seized or shelled is likelier a place, said without an article."""
    before = token_at(doc, name.outer - 1)
    if before is None or before.pos_ != "VERB" or name.outer != name.start:
        return []
    return [("place", 1.5)] if before.lemma_ in place_verbs() else []


def after_apposed_role(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """ "His wife, X," and "the mayor, X," name a person."""
    comma, noun = token_at(doc, name.outer - 1), token_at(doc, name.outer - 2)
    after = token_at(doc, name.end)
    if comma is None or noun is None or comma.text != "," or (after is not None and after.text not in (",", ".", ";")):
        return []
    sense = noun_senses().get(noun.lemma_.lower())
    return [("person", 3.0)] if sense and sense.kind == "person" and noun.tag_ == "NN" else []


def in_dateline(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """A name that opens a line and has a dash after it is where the report was filed: "GOMA, Congo (Agency) - "."""
    first = doc[name.start]
    if not (first.text.isupper() and (first.i == 0 or doc[first.i - 1].is_space or first.is_sent_start)):
        return []
    ahead = doc[name.end : name.end + 12]
    dash = next((t for t in ahead if t.text in ("-", "--", "–", "—") and t.whitespace_), None)
    if dash is None or any(t.pos_ in ("VERB", "AUX") and t.text.islower() for t in doc[name.end : dash.i]):
        return []
    return [("place", 4.0)]


TESTS: tuple[Callable[[Doc, Name], list[tuple[str, float]]], ...] = (
    after_preposition,
    after_article,
    after_role,
    before_noun,
    before_apposition,
    as_subject,
    in_dateline,
    as_postal_code,
    as_object,
    after_apposed_role,
)


def is_country_adjective(text: str) -> bool:
    """Is it an adjective of a country or world region, as written?"""
    return text in country_adjectives()
