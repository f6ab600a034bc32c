"""Names of bodies -> what they tell of the place they are called after: "Oka" in "Oka Police Department"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from dateline.read.capitals import joined
from dateline.read.gazetteer import is_place_name
from dateline.read.name_forms import place_weight
from dateline.read.names import Name
from dateline.read.wordlists import Organization, country_adjectives, is_common_word, organization_words

__all__ = ["LOCAL", "body_of", "firm_names", "home_names", "is_generic"]

# "Oka Co." may be a county
COUNTIES = frozenset({"co", "co."})
# how well the gazetteer must know a name for it to be a town's that a company is called after
TOWN = 1.0
# beside the bodies of the state, those that serve a town and are mostly called after it
LOCAL = frozenset({"school", "schools", "hospital", "college", "church", "library", "airport", "clinic", "chamber"})


def body_of(doc: Doc, name: Name) -> Organization | None:
    """Return what the head of a name of several words says of the body it names; None where it says nothing.

    The head is the last word, or the one before "of" or "for": "Oka Times", "Times of Oka".
    """
    words = name.words(doc)
    if len(words) < 2:
        return None
    stop = next((i for i, word in enumerate(words) if word in ("of", "for") and i), len(words))
    return organization_words().get(" ".join(words[stop - 2 : stop])) or organization_words().get(words[stop - 1])


def is_generic(doc: Doc, start: int, end: int) -> bool:
    """Are all words common ones, or such as make a body's name: "Superior Court", "High School"?"""
    return all(is_common_word(t.lower_) or t.lower_ in organization_words() for t in doc[start:end] if t.is_alpha)


def home_names(doc: Doc, names: Iterable[Name]) -> Iterator[str]:
    """Yield what the names of the state's bodies begin with, in lower case: "oka" for "Oka City Council"."""
    for name in names:
        body = body_of(doc, name)
        if body is None or name.title or not (body.sense == "state" or doc[name.end - 1].lower_ == "police"):
            continue
        for end in range(name.start + 1, name.end):
            text = joined(doc, name.start, end)
            told = not is_generic(doc, name.start, end) or is_place_name(text)
            if told and is_generic(doc, end, name.end) and doc[end - 1].text not in country_adjectives():
                yield text.casefold()


def firm_names(doc: Doc, names: Iterable[Name]) -> Iterator[str]:
    """Yield the short forms of companies, in lower case: "kolvest" for "Kolvest Energy"; a town's name is none."""
    for name in names:
        body = body_of(doc, name)
        last = doc[name.end - 1].lower_
        if body is None or name.title or last in COUNTIES or not (body.sense == "company" or last == "foundation"):
            continue
        for end in range(name.start + 1, name.end):
            text = joined(doc, name.start, end)
            if not is_generic(doc, name.start, end) and is_generic(doc, end, name.end) and place_weight(text) < TOWN:
                yield text.casefold()
