"""Capitals -> those that are of a name.

A capital is evidence of a name only where a common word would have none: not at the opening of a sentence, and not in
a headline or a line in capitals. There the rest of the report, the dictionary and the tagger decide.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from dateline.read.gazetteer import is_place_name
from dateline.read.wordlists import (
    country_adjectives,
    country_names,
    given_names,
    is_common_word,
    not_names,
    organization_words,
    people_names,
    place_words,
    titles,
)

__all__ = ["DESIGNATION", "NUMBER", "Capitals", "joined"]

FUNCTION_POS = frozenset({"DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX", "PART", "INTJ", "NUM"})
OPENERS = frozenset({":", "•", "*", "·", "►", "|", "...", "…"})
DASHES = frozenset({"-", "--", "–", "—"})
QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''", "«", "»"})
DIRECTIONS = frozenset({"northern", "southern", "eastern", "western", "central", "north", "south", "east", "west"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
CAPITALS_SHARE, HEADLINE_SHARE = 0.7, 0.75
NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?$")
DESIGNATION = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Z]?$")  # "MiG-29"
ELIDED = re.compile(r"[a-zA-Z]['’][A-Z]")  # "d'Ivoire", "O'Hara"


def joined(doc: Doc, start: int, end: int) -> str:
    """Return the text of a run of tokens with single spaces."""
    text = doc[start].text if end - start == 1 else doc[start:end].text
    return " ".join(text.split())


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
        given = given_names()
        for sentence in self.doc.sents:
            words = [t for t in sentence if len(t) > 3 and t.is_alpha]
            known = [t for t in words[1:] if is_common_word(t.lower_) and t.lower_ not in given]
            style = ""
            if len(words) > 2 and sum(t.is_upper for t in words) >= CAPITALS_SHARE * len(words):
                style = "capitals"
            elif (
                len(known) > 2
                and sum(t.text[0].isupper() for t in known) >= HEADLINE_SHARE * len(known)
                and not any(t.text.islower() and t.tag_ in FINITE and t.pos_ == "VERB" for t in sentence)
            ):
                style = "headline"
            if style:
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
            if token.is_alpha:
                fresh = False
            elif token.text in OPENERS or (token.text in DASHES and token.whitespace_ and is_spaced(token)):
                fresh = True
            elif token.text in QUOTES:
                fresh = fresh or (not token.whitespace_ and is_spaced(token))
            elif fresh:
                fresh = token.is_punct or bool(NUMBER.match(token.text))

    def is_firm(self, token: Token) -> bool:
        """Would a common word have no capital here?"""
        return not self.opening[token.i] and not self.style[token.i]

    def is_name(self, token: Token) -> bool:
        """Is the capital of this token that of a name?"""
        text, lower = token.text, token.lower_
        if text[0] == "@":
            return len(text) > 2
        if text.islower():
            return False
        if ELIDED.match(text):
            return True
        if lower == "the" or (token.is_stop and token.pos_ in FUNCTION_POS and not text.isupper()):
            return False
        if token.i and self.doc[token.i - 1].text.endswith("$"):  # "$US 15 billion"
            return False
        if not text[0].isupper() or "(" in text or "$" in text or (len(text) == 1 and not self._beside_capital(token)):
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
            body = organization_words().get(after.lower_)
            # "on Monday Navy aircraft" tells the day; of bodies only papers are called after one
            if body and body.sense != "media" and not_names()[token.lower_] == "day":
                continue
            if body or after.lower_ in place_words():
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
        if lower != "the" and (self._opens_place(token) or self._opens_body(token)):
            return True
        if lower in titles() and not self.style[token.i] and after.istitle() and not is_common_word(after.lower()):
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

    def _opens_body(self, token: Token) -> bool:
        """Does a direction begin the name of a body here: "Northern Front forces"?"""
        after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if after is None or self.style[token.i] or not (token.is_title and after.is_title):
            return False
        return token.lower_ in DIRECTIONS and after.lower_ in organization_words()

    def _is_known_word_a_name(self, token: Token) -> bool:
        """A common word at an opening: a name only as the first word of a longer one ("Green River Council")."""
        after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if after is None or token.tag_ in ("NNS", "VBG", "VBD", "VBN", "RB"):
            return False
        if self.style[token.i]:
            return token.lower_ in given_names() and self.style[token.i] != "capitals"
        if after.lower_ == "of" and token.i + 2 < len(self.doc) and token.lower_ in organization_words():
            return self.doc[token.i + 2].text[0].isupper()
        if not after.text[0].isupper() or after.lower_ in not_names():
            return False
        return token.pos_ == "PROPN" or token.lower_ in titles() or token.lower_ in given_names()


def is_spaced(token: Token) -> bool:
    """Is there white space, or the text's edge, before the token?"""
    return token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space
