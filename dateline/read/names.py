"""Capitals -> the names of a report: runs of tokens that name a person, a body, a place or a thing.

A capital is evidence of a name only where a common word would have none: not at the opening of a sentence, and not in
a headline or a line in capitals. There the rest of the report, the dictionary and the tagger decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Token

from dateline.read.gazetteer import is_place_name
from dateline.read.wordlists import (
    country_adjectives,
    country_names,
    given_names,
    is_common_word,
    not_names,
    noun_senses,
    organization_words,
    particles,
    people_names,
    place_words,
    plain_words,
    titles,
)

__all__ = ["Name", "find_names", "joined"]

FUNCTION_POS = frozenset({"DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX", "PART", "INTJ", "NUM"})
OPENERS = frozenset({":", "•", "*", "·", "►", "|", "...", "…"})
DASHES = frozenset({"-", "--", "–", "—"})
QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''", "«", "»"})
HYPHENS = frozenset({"-", "‐", "‑", "–"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# a possessive inside a name: "People's Army", "Women's Union", "St Mary's Hospital"
POSSESSORS = frozenset({"people", "women", "men", "children", "workers", "farmers", "king", "queen", "teachers", "veterans",
                        "sheriff", "driver", "lloyd", "players", "soldiers", "writers", "girls", "boys"})  # fmt: skip
ELIDED = re.compile(r"[a-zA-Z]['’][A-Z]")  # "d'Ivoire", "al-Sana'a" apart
MOST_WORDS = 12
HEADLINE_SHARE = 0.7
NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?$")
OTHER_HEADS = frozenset({"prince", "lord", "knights", "sons", "daughters", "friends", "isle", "statue", "tower", "duke",
                         "battle", "declaration", "treaty", "movement", "academy", "united"})  # fmt: skip


@dataclass(slots=True)
class Name:
    """A name in the report: tokens ``start`` to ``end``, and the title before it, if any, from ``outer``."""

    start: int
    end: int
    outer: int
    title: str = ""
    kind: str = ""
    text: str = ""
    evidence: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc, start: int, end: int, **given: Any) -> Name:
        """Return the name of a run of tokens; ``outer`` and ``title`` are given where a title stands before it."""
        return cls(start, end, given.pop("outer", start), text=joined(doc, start, end), **given)

    def words(self, doc: Doc) -> list[str]:
        """Return the words of the name in lower case, punctuation left out."""
        return [t.lower_ for t in doc[self.start : self.end] if not t.is_punct]


def joined(doc: Doc, start: int, end: int) -> str:
    """Return the text of a run of tokens with single spaces."""
    return " ".join(doc[start:end].text.split())


class Capitals:
    """What the capitals of one report are worth."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.opening = [False] * len(doc)
        self.style = [""] * len(doc)
        self.lower: set[str] = set()
        self.firm: set[str] = set()
        self._read_styles()
        self._read_openings()
        for token in doc:
            if token.text.islower():
                self.lower.add(token.text)
            elif token.text[0].isupper() and not self.opening[token.i] and not self.style[token.i]:
                self.firm.add(token.lower_)

    def _read_styles(self) -> None:
        for sentence in self.doc.sents:
            words = [t for t in sentence if t.is_alpha and len(t) > 3]
            known = [t for t in words if is_common_word(t.lower_) and t.lower_ not in given_names()]
            style = ""
            if len(words) > 2 and sum(t.is_upper for t in words) >= HEADLINE_SHARE * len(words):
                style = "capitals"
            elif len(known) > 2 and sum(t.text[0].isupper() for t in known) >= HEADLINE_SHARE * len(known):
                style = "headline"
            for token in sentence:
                self.style[token.i] = style

    def _read_openings(self) -> None:
        fresh = True
        for token in self.doc:
            if token.is_sent_start or (token.is_space and "\n" in token.text):
                fresh = True
            if token.is_space:
                continue
            self.opening[token.i] = fresh
            if token.text in OPENERS or (token.text in DASHES and token.whitespace_ and is_spaced(token)):
                fresh = True
            elif token.text in QUOTES:
                fresh = fresh or (not token.whitespace_ and is_spaced(token))
            else:
                fresh = fresh and (token.is_punct or bool(NUMBER.match(token.text)))

    def is_firm(self, token: Token) -> bool:
        """Would a common word have no capital here?"""
        return not self.opening[token.i] and not self.style[token.i]

    def is_name(self, token: Token) -> bool:
        """Is the capital of this token that of a name?"""
        text, lower = token.text, token.lower_
        if text[0] == "@":
            return len(text) > 2
        if ELIDED.match(text):
            return True
        if lower == "the" or (token.is_stop and token.pos_ in FUNCTION_POS and not text.isupper()):
            return False
        if not text[0].isupper() or "(" in text or (len(text) == 1 and not self._beside_capital(token)):
            return False
        if lower in not_names() and not_names()[lower] in ("day", "religion", "language"):
            return self._leads_a_name(token)
        if lower in not_names() or (token.is_title and lower in titles() and lower.endswith(".")):
            return lower in titles() or (text.istitle() and self._is_named_like_a_month(token))
        return self.is_firm(token) or self._is_name_in_doubt(token)

    def _leads_a_name(self, token: Token) -> bool:
        """A weekday or a faith is part of a name before a word for a body: "Sunday Herald", "Islamic Front"."""
        ahead = self.doc[token.i + 1 : token.i + 4]
        for after in ahead:
            if not after.text[0].isupper() or (after.lower_ in not_names() and after.i > token.i + 1):
                return False
            if after.lower_ in organization_words() or after.lower_ in place_words():
                return not self.style[token.i]
        return False

    def _beside_capital(self, token: Token) -> bool:
        after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        return token.i > 0 and self.doc[token.i - 1].text[0].isupper() and after is not None and after.text[0].isupper()

    def _is_named_like_a_month(self, token: Token) -> bool:
        before = self.doc[token.i - 1].lower_ if token.i else ""
        return before in given_names() and not_names()[token.lower_] in ("month", "day")

    def _is_name_in_doubt(self, token: Token) -> bool:
        text, lower = token.text, token.lower_
        shouted = self.style[token.i] == "capitals"
        if lower in self.firm and (lower not in self.lower or shouted):
            return True
        after = self.doc[token.i + 1].text if token.i + 1 < len(self.doc) else ""
        if text.isupper() and len(text) > 2 and not shouted and after.isupper() and after.isalpha():
            return True
        if text.isupper() and len(text) > 1 and not shouted:
            return lower not in self.lower and (not is_common_word(lower) or token.pos_ == "PROPN")
        proper = text.title() if shouted else text
        if proper in country_names() or proper in country_adjectives() or proper in people_names():
            return True
        if lower != "the" and self._opens_place(token):
            return True
        if token.pos_ in FUNCTION_POS or lower in self.lower or (token.is_stop and lower != "us"):
            return False
        if not is_common_word(lower):
            return token.pos_ not in ("ADV", "VERB") or lower in given_names()
        return self._is_known_word_a_name(token)

    def _opens_place(self, token: Token) -> bool:
        """Does a place's name of two or three words begin here ("New Oka")?"""
        for width in (2, 3):
            end = token.i + width
            if end > len(self.doc) or not self.doc[end - 1].is_title:
                return False
            text = joined(self.doc, token.i, end)
            if text in country_names() or (not self.style[token.i] and is_place_name(text)):
                return True
        return False

    def _is_known_word_a_name(self, token: Token) -> bool:
        """A common word at an opening: a name only as the first word of a longer one ("Green River Council")."""
        after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if after is None or token.tag_ in ("NNS", "VBG", "VBD", "VBN", "RB"):
            return False
        if self.style[token.i]:
            return token.lower_ in given_names() and not self.style[token.i] == "capitals"
        if after.lower_ == "of" and token.i + 2 < len(self.doc) and token.lower_ in organization_words():
            return self.doc[token.i + 2].text[0].isupper()
        if not after.text[0].isupper() or after.lower_ in not_names():
            return False
        return token.pos_ == "PROPN" or token.lower_ in titles() or token.lower_ in given_names()


def is_spaced(token: Token) -> bool:
    """Is there white space, or the text's edge, before the token?"""
    return token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space


def find_names(doc: Doc) -> list[Name]:
    """Return the names of a report in text order, without their kinds.

    Args:
        doc: the report's tokens, tagged, with sentences.
    """
    capitals = Capitals(doc)
    named = [capitals.is_name(token) if not token.is_space else False for token in doc]
    names: list[Name] = []
    at = 0
    while at < len(doc):
        start = at if named[at] else lead_in(doc, at, named)
        if start < 0:
            at += 1
            continue
        end = run_end(doc, at, named)
        names.extend(split_run(doc, start, end))
        at = end
    return [part for name in split_adjectives(doc, names) for part in split_hyphens(doc, name)]


def split_hyphens(doc: Doc, name: Name) -> list[Name]:
    """Part two peoples or countries that a hyphen joins: "Kenyan-Somali"."""
    known = (country_adjectives(), country_names())
    hyphens = [i for i in range(name.start + 1, name.end - 1) if doc[i].text in HYPHENS]
    for at in hyphens:
        left, right = joined(doc, name.start, at), joined(doc, at + 1, name.end)
        if any(left in table for table in known) and any(right in table for table in known):
            return [Name.of(doc, name.start, at), Name.of(doc, at + 1, name.end)]
    return [name]


def split_adjectives(doc: Doc, names: list[Name]) -> list[Name]:
    """Part a country's adjective from a name that stands alone elsewhere: "Malian Ansar" where "Ansar" is a name."""
    texts = {name.text for name in names}
    out = []
    for name in names:
        after = name.start + 1
        adjective = doc[name.start].text in country_adjectives() and name.outer == name.start and after < name.end
        if adjective and joined(doc, after, name.end) in texts and doc[after].text not in HYPHENS:
            out.append(Name.of(doc, name.start, after))
            name = Name.of(doc, after, name.end)
        out.append(name)
    return out


def lead_in(doc: Doc, at: int, named: list[bool]) -> int:
    """Return ``at`` where a particle there begins a name ("bin Saleh", "al-Noor"), else -1."""
    particle = particles().get(doc[at].text)
    if particle is None or not particle.lead:
        return -1
    target = at + 1
    tied = target < len(doc) and doc[target].text in HYPHENS and not doc[at].whitespace_
    target += tied
    if target >= len(doc) or not named[target] or (particle.hyphen and not tied):
        return -1
    loose = doc[at].text in (
        "de",
        "du",
        "da",
        "di",
        "van",
        "von",
        "der",
        "del",
        "della",
        "el",
        "al",
        "ag",
        "abu",
        "bin",
    )
    return at if tied or loose or doc[at].text in ("ibn", "bint", "ould") else -1


def run_end(doc: Doc, start: int, named: list[bool]) -> int:
    """Return the token index after the run of name tokens that begins at ``start``."""
    end = start + 1
    while end < len(doc) and end - start < MOST_WORDS:
        step = step_over(doc, start, end, named)
        if not step:
            break
        end += step
    return end


def step_over(doc: Doc, start: int, at: int, named: list[bool]) -> int:
    """Return how many tokens carry the run on at ``at``; 0 where it ends."""
    token, before = doc[at], doc[at - 1]
    if token.is_sent_start and not (before.text.endswith(".") and len(before.text) < 4):
        return 0
    ahead = [named[i] if i < len(doc) else False for i in range(at, at + 4)]
    if token.text in HYPHENS and not before.whitespace_ and not token.whitespace_:
        return hyphen_step(doc, at, named)
    if ahead[0]:
        return 1
    if token.text in particles():
        tied = at + 1 < len(doc) and doc[at + 1].text in HYPHENS and not token.whitespace_
        if tied and ahead[2]:
            return 3
        if not particles()[token.text].hyphen and (ahead[1] or (is_particle(doc, at + 1) and ahead[2])):
            return 2 if ahead[1] else 3
    if token.text in ("&", "+") and ahead[1]:
        return 2
    if token.text in POSSESSIVE and ahead[1] and possesses(doc, start, at):
        return 2
    if token.lower_ in ("of", "for", "and"):
        return connector_step(doc, start, at, ahead)
    return 1 if NUMBER.match(token.text) and is_numbered(before) else 0


def is_particle(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].text in particles()


def hyphen_step(doc: Doc, at: int, named: list[bool]) -> int:
    if at + 1 >= len(doc):
        return 0
    if named[at + 1] or (doc[at + 1].text.isdigit() and len(doc[at + 1]) < 4):
        return 2
    if is_particle(doc, at + 1) and at + 3 < len(doc) and doc[at + 2].text in HYPHENS and named[at + 3]:
        return 4
    # a name whose later parts are small: "Stratford-upon-Avon", "Mazar-i-Sharif"
    if at + 3 < len(doc) and doc[at + 2].text in HYPHENS and named[at + 3] and len(doc[at + 1]) < 5:
        return 4
    return 0


def possesses(doc: Doc, start: int, at: int) -> bool:
    return doc[at - 1].lower_ in POSSESSORS or doc[start].lower_ in ("st", "st.", "saint")


def is_numbered(token: Token) -> bool:
    word = token.lower_
    return word in organization_words() or word in plain_words("vehicle_words") or word in place_words()


def connector_step(doc: Doc, start: int, at: int, ahead: list[bool]) -> int:
    """Carry a name over "of the", "for" or "and": "Bank of Scotland", "Centre for Peace and Justice"."""
    words = [t.lower_ for t in doc[start:at]]
    if doc[at].lower_ == "and":
        inside = "of" in words or "for" in words
        open_ended = words[-1] in organization_words() or is_common_word(words[-1])
        return 2 if ahead[1] and inside and open_ended and is_common_word(doc[at + 1].lower_) else 0
    head = words[-1]
    organization = organization_words().get(head)
    if doc[at].lower_ == "for":
        return 2 if ahead[1] and organization and organization.sense in ("body", "state", "armed") else 0
    place = place_words().get(head)
    heads = organization or head in OTHER_HEADS or (place and place.side in ("before", "either", "of"))
    if not heads or (head in titles() and organization is None and head not in OTHER_HEADS):
        return 0
    if ahead[1]:
        return 2
    return 3 if at + 1 < len(doc) and doc[at + 1].lower_ == "the" and ahead[2] else 0


def split_run(doc: Doc, start: int, end: int) -> Iterator[Name]:
    """Cut a run at its titles: "Kivu Governor Jean Bosco" names a place and a person."""
    while end > start and doc[end - 1].is_punct and doc[end - 1].text not in (".",):
        end -= 1
    at = start
    while at < end:
        width, title = title_at(doc, at, end)
        if width and at + width < end and bears_title(doc, at + width, end):
            if at > start:
                yield from plain_name(doc, start, trimmed(doc, start, at))
            yield Name.of(doc, at if titles()[title].in_name else at + width, end, outer=at, title=title)
            return
        at += max(width, 1)
    yield from plain_name(doc, start, end)


def trimmed(doc: Doc, start: int, end: int) -> int:
    while end > start and (doc[end - 1].is_punct or doc[end - 1].text in POSSESSIVE):
        end -= 1
    return end


def title_at(doc: Doc, at: int, end: int) -> tuple[int, str]:
    """Return the width in tokens and the title that begins at a token, the longest; 0 where there is none."""
    for width in range(min(4, end - at), 0, -1):
        words = " ".join(doc[at : at + width].text.lower().split())
        if words in titles():
            return width, words
    return 0, ""


def bears_title(doc: Doc, at: int, end: int) -> bool:
    """Can the words after a title be a person's name? "General Motors" and "Police Department" cannot."""
    last = doc[end - 1].lower_
    first = doc[at].lower_
    if doc[at - 1].lower_ in ("mr.", "mr", "mrs.", "mrs", "ms.", "ms", "miss", "dr.", "sgt.", "gen.", "col.", "capt."):
        return True
    if (
        last in organization_words()
        or last in plain_words("facility_words")
        or first in ("of", "for", "and", "'s", "’s")
    ):
        return first in given_names() and end - at <= 3
    return doc[at].text[0].isupper() and not (last in place_words() and is_common_word(last))


def plain_name(doc: Doc, start: int, end: int) -> Iterator[Name]:
    """Yield the run as a name, unless it is only a common noun or a title with a capital ("the President")."""
    if end <= start:
        return
    words = [t.lower_ for t in doc[start:end] if not t.is_punct]
    text = joined(doc, start, end)
    if not words or " ".join(words) in titles() or text.lower() in titles():
        return
    if (
        len(words) == 1
        and words[0].isalpha()
        and (words[0] in noun_senses() or doc[start].lemma_.lower() in noun_senses())
    ):
        if text not in country_names() and text not in people_names() and words[0] not in given_names():
            return
    adjective = doc[start].text in country_adjectives() and end - start > 1
    if adjective and doc[start + 1].lower_ in given_names() and doc[start].lower_ not in given_names():
        yield Name.of(doc, start, start + 1)
        start += 1
    yield Name.of(doc, start, end)
