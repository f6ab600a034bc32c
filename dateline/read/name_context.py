"""The words around a name -> evidence of its kind, as weights that are added up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from spacy.tokens import Doc, Token

from dateline.read.capitals import joined
from dateline.read.gazetteer import is_place_name, load_gazetteer
from dateline.read.name_governors import first_in_list, governor_evidence, of_evidence, prepositions_of
from dateline.read.names import Name
from dateline.read.wordlists import (
    country_adjectives,
    country_names,
    human_verbs,
    is_common_word,
    locatives,
    noun_senses,
    organization_words,
    people_names,
    place_abbreviations,
    weights,
)

__all__ = ["KINDS", "Evidence", "context_evidence"]

Evidence = dict[str, float]
KINDS = ("person", "group", "organization", "place", "facility", "vehicle", "weapon")
AGE = re.compile(r"\d{1,2}$")
MANY = frozenset({"several", "many", "few", "dozens", "hundreds", "thousands"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# "Ana Morvik, 34, of Oka"
FROM_HOME = 4.0
DISTANCES = frozenset({"km", "kilometres", "kilometers", "miles", "mile"})
NO_SUBJECTS = frozenset({"obj", "obl", "nmod", "nmod:poss", "compound"})
IN_LISTS = frozenset({",", "and", "or", "&"})


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
        return after_of(doc, name, before.i)
    return [(kind, weight * damp) for kind, weight in preposition_weights(doc, name, before).items()]


def preposition_weights(doc: Doc, name: Name, before: Token) -> Evidence:
    """Return the weights of the preposition before a name, or of the one before the list that it is in: "in Oka and NAME"."""
    if before.lower_ == "from" and is_age(token_at(doc, before.i - 2)):
        return {"place": FROM_HOME}
    found = locatives().get(before.lower_)
    if found is not None or before.lower_ not in IN_LISTS:
        return found or {}
    for preposition in prepositions_of(first_in_list(name.root(doc))):
        if preposition.lower_ == "of":
            return dict(after_of(doc, name, preposition.i))
        if preposition.lower_ in locatives():
            return locatives()[preposition.lower_]
    return {}


def is_age(token: Token | None) -> bool:
    return token is not None and bool(AGE.match(token.text)) and len(token) < 3


def is_place_noun(token: Token) -> bool:
    noun = noun_senses().get(token.lemma_.lower())
    return noun is not None and noun.kind == "place"


def after_of(doc: Doc, name: Name, of: int) -> list[tuple[str, float]]:
    """What stands before "of": a town of, the mayor of, north of."""
    head = token_at(doc, of - 1)
    if head is None:
        return []
    if head.text == "," and of > 1 and (doc[of - 2].is_digit or doc[of - 2].pos_ == "PROPN"):
        return [("place", FROM_HOME)]
    noun = noun_senses().get(head.lemma_.lower()) or noun_senses().get(head.lower_)
    if head.pos_ == "PROPN" and head.text[0].isupper() and noun is None:
        return [("place", 2.5), ("organization", 1.0)] if not is_common_word(name.text.lower()) else []
    if noun is not None and noun.kind == "place":
        return [("place", 4.5), ("person", -2.0)]
    if found := of_evidence(head):
        return found
    return [("group", 0.7), ("organization", 0.7)] if noun and noun.kind in ("person", "group") else []


def after_article(doc: Doc, name: Name) -> list[tuple[str, float]]:
    before = token_at(doc, name.outer - 1)
    if before is None or before.lower_ not in ("the", "a", "an"):
        return []
    after = token_at(doc, name.end)
    if after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        return []
    if before.lower_ != "the" and (name.text in people_names() or name.text in country_adjectives()):
        return [("person", 20.0)]
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
    if noun and noun.kind == "place" and before.pos_ == "NOUN" and before.text.islower():
        return [("place", 3.0), ("person", -1.0)]
    return []


def before_noun(doc: Doc, name: Name) -> list[tuple[str, float]]:
    after = token_at(doc, name.end)
    if after is None or after.is_title:
        return []
    table = weights("name_followers", "noun")
    return list((table.get(after.lower_) or table.get(after.lemma_.lower(), {})).items())


def before_apposition(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """Return what a comma and the words after it tell: an age, a role, a town's state, "a militia"."""
    comma, first = token_at(doc, name.end), token_at(doc, name.end + 1)
    if comma is None or first is None:
        return []
    if comma.text == "(":
        if first.is_title and first.lower_ in organization_words():  # "Defor (Department of Forests)"
            return [("organization", 4.0)]
        return [("organization", 0.5)] if first.text.isupper() and len(first) > 1 else []
    if comma.text != ",":
        return [("person", 2.0)] if comma.lower_ in ("who", "whose") else []
    if first.like_num and (unit := token_at(doc, first.i + 1)) is not None and unit.pos_ == "NOUN":
        return [("place", 4.0)] if unit.lower_ in DISTANCES else []
    if is_age(first):
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
    head = first_in_list(name.root(doc))
    if head.dep_ in SUBJECTS:
        verbs = [head.head]
    elif head.dep_ in NO_SUBJECTS:
        return []
    else:
        beside = [token_at(doc, name.end), token_at(doc, name.outer - 1)]
        verbs = [t for t in beside if t is not None and t.pos_ == "VERB"]
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


def after_apposed_role(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """ "His wife, X," and "the mayor, X," name a person."""
    comma, noun = token_at(doc, name.outer - 1), token_at(doc, name.outer - 2)
    after = token_at(doc, name.end)
    if comma is None or noun is None or comma.text != "," or (after is not None and after.text not in (",", ".", ";")):
        return []
    sense = noun_senses().get(noun.lemma_.lower())
    return [("person", 3.0)] if sense and sense.kind == "person" and noun.tag_ == "NN" else []


def counted(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """What is counted is many: "some 500 Oka", "several wounded Oka"."""
    if name.end - name.start > 1:  # an address has a number before it too
        return []
    many = ((t.dep_ == "nummod" and t.lower_ != "one") or t.lower_ in MANY for t in name.root(doc).lefts)
    return [("group", 3.0), ("person", -3.0)] if any(many) else []


def behind_party(doc: Doc, name: Name) -> list[tuple[str, float]]:
    """A letter or two for a party, and a hyphen, stand before the place that a lawmaker is from: "Ana Morvik, D-Oka"."""
    hyphen, party, mark = (token_at(doc, name.start - n) for n in (1, 2, 3))
    if hyphen is None or party is None or mark is None or hyphen.text != "-" or mark.text not in (",", "("):
        return []
    return [("place", 6.0)] if party.text.isupper() and len(party) < 4 else []


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
    governor_evidence,
    after_apposed_role,
    behind_party,
    counted,
)
