"""Places inside the names of bodies and buildings: "Oka County" in "Oka County Court", "Tarvo" in "Bank of Tarvo"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dateline.read.bodies import LOCAL, body_of, is_generic
from dateline.read.capitals import joined
from dateline.read.kinds import key_of
from dateline.read.learned_mentions import LearnedMentions
from dateline.read.learned_names import find_cores, outermost
from dateline.read.name_forms import BARE, place_weight
from dateline.read.names import Name
from dateline.read.wordlists import (
    country_adjectives,
    country_names,
    given_names,
    is_common_word,
    organization_words,
    place_words,
    surnames,
    titles,
)

__all__ = ["find_inner_places"]

# papers and clubs bear a town's name, but "the Oka Herald" does not speak of Oka
NOT_OF_THE_PLACE = frozenset({"media", "sport"})
# how well the gazetteer must know a place: one that opens any name; that of a school or a church; that of a court or a council,
# which is always called after its place
LEAST_KNOWN, LEAST_LOCAL, LEAST_PUBLIC = 2.0, 1.2, 0.4
MOST_FAMILY = 3
LONGER = frozenset({"state", "city", "village", "high", "town", "district", "region"})


def find_inner_places(doc: Doc, names: Sequence[Name], learned: LearnedMentions) -> list[Name]:
    """Return the places inside the names of bodies and buildings.

    Args:
        doc: the report's tokens.
        names: its names, their kinds decided.
        learned: the model's mentions, which may have places anywhere in a name; the rules find one that opens it.
    """
    places = {key_of(name) for name in names if name.kind == "place"}
    found = []
    cores = find_cores(doc, (mention for mention in learned if mention.type == "place"))
    for name in names:
        body = body_of(doc, name)
        if body is not None and body.sense in NOT_OF_THE_PLACE:
            continue
        if name.kind not in ("place", "person"):
            inner = [c for c in cores if name.start < c[0] and c[1] <= name.end and follows_of(doc, c[0])]
            found += [Name.of(doc, start, end, kind="place") for start, end in outermost(inner)]
        if name.kind == "place" or name.title or (name.kind == "person" and doc[name.start].lower_ in given_names()):
            continue
        for end in range(name.end - 1, name.start, -1):
            if opens_with_place(doc, name, end, places):
                if name.kind != "person" or end - name.start > 1 or not is_family_name(doc, end, name.end):
                    found.append(Name.of(doc, name.start, end, kind="place"))
                break
    return found


def is_family_name(doc: Doc, start: int, end: int) -> bool:
    """Are the words behind a first one those of a person ("Jackson Morvik") rather than a role ("Jackson Mayor")?"""
    words = [token for token in doc[start:end] if not token.is_punct]
    return len(words) < MOST_FAMILY and not any(
        is_common_word(t.lower_) or t.lower_ in organization_words() or t.lower_ in titles() for t in words
    )


def follows_of(doc: Doc, at: int) -> bool:
    return doc[at - 1].lower_ == "of" or (doc[at - 1].lower_ == "the" and doc[at - 2].lower_ == "of")


def opens_with_place(doc: Doc, name: Name, end: int, places: set[str]) -> bool:
    """Is what a name begins with, up to the token ``end``, the name of a place?"""
    start, first, last = name.start, doc[name.start].lower_, doc[end - 1].lower_
    if (end - start > 1 and last in LONGER) or (end - start == 1 and first in BARE):
        return False
    text = joined(doc, start, end)
    if doc[end].text in ("-", "of", "for") or doc[end - 1].text in ("-", "'s", "’s"):
        return False
    if text in country_names() or (text.casefold() in places and text not in country_adjectives()):
        return True
    region = place_words().get(last)
    if end - start > 1 and region and region.side in ("after", "either") and region.level == "region":
        return not any(doc[i].lower_ in organization_words() for i in range(start, end - 1))
    if first in given_names() or is_common_word(text.lower()):
        return False
    return place_weight(text) >= (LEAST_KNOWN if text.isupper() else least_weight(doc, name, end))


def least_weight(doc: Doc, name: Name, end: int) -> float:
    """Return how well known a place must be for a name to be called after it rather than after a family or a thing."""
    if not is_generic(doc, end, name.end):
        return LEAST_KNOWN
    body, family = body_of(doc, name), doc[end - 1].lower_ in surnames()
    if body is not None and body.sense == "state" and not family:
        return LEAST_PUBLIC
    return LEAST_LOCAL if doc[name.end - 1].lower_ in LOCAL and not family else LEAST_KNOWN
