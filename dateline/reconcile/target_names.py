"""Which phrases stand for the person, company, product or index that a timeline is asked for.

A phrase stands for the target if its head is the target's name, whole or in a form in which names are shortened: without the
company's suffix, a person's surname, the designation of a model, an acronym, a long name's last words and an index's first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

__all__ = ["Target", "plain_words"]

Words = tuple[str, ...]

SUFFIXES = frozenset(
    (
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "plc", "llc", "ag", "sa", "nv", "se",
        "gmbh", "group", "holdings",
    )
)  # fmt: skip
SMALL = frozenset(("of", "the", "for", "in"))
# what follows one of these is not the head of a phrase
PREPOSITIONS = frozenset(
    ("of", "for", "in", "at", "on", "to", "from", "by", "with", "about", "who", "which", "that", "whose", "where")
)
DETERMINERS = frozenset(("the", "a", "an", "this", "that", "its", "their", "his", "her", "our", "my", "your"))
TITLES = frozenset(("mr", "mrs", "ms", "dr", "sir", "president", "senator", "minister", "chairman", "ceo"))
# a name is long, and may be told by its last words, from so many words on
LONG_NAME = 3
LEAST_ACRONYM = 2
# a shorter word designates no model by itself: "4"
LEAST_DESIGNATION = 3
# what the class of a thing is called behind its name
ENDINGS: tuple[Words, ...] = (
    ("stock", "index"), ("share", "index"), ("stock", "market", "index"), ("index",), ("airline",), ("carmaker",), ("automaker",),
    ("brand",), ("firm",), *((word,) for word in SUFFIXES),
)  # fmt: skip
# nouns of the class behind a model's designation
MODELS = frozenset(
    (
        "aircraft", "airplane", "plane", "jet", "jetliner", "airliner", "car", "truck", "model", "phone", "smartphone",
        "helicopter", "rocket", "missile", "tank", "ship", "train", "computer", "tablet",
    )
)  # fmt: skip
# what is called so is told by the first words of its name; "New York" is no exchange there
INDEXES = frozenset(("average", "composite"))
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_POSSESSIVE = re.compile(r"\s*['’]s?(?!\w)")


def plain_words(text: str) -> Words:
    """Return the words of a name without case, marks and "and": what its spellings share.

    >>> plain_words("R & D 500"), plain_words("The U.S. Mint 's")
    (('r', 'd', '500'), ('the', 'us', 'mint'))
    """
    found = (word.replace(".", "") for word in _WORD.findall(_POSSESSIVE.sub(" ", text.casefold())))
    return tuple(word for word in found if word != "and")


def bare_name(words: Words) -> Words:
    """Return a name's words without a determiner before, and a company's suffixes and nouns of its class behind.

    >>> bare_name(("the", "oka", "mill", "co", "ltd")), bare_name(("the", "oka", "30", "share", "index"))
    (('oka', 'mill'), ('oka', '30'))
    """
    while len(words) > 1 and words[0] in DETERMINERS:
        words = words[1:]
    while len(words) > 1 and (end := next((e for e in ENDINGS if words[-len(e) :] == e and len(words) > len(e)), None)):
        words = words[: -len(end)]
    return words


def ends_in(words: Words, form: Words) -> bool:
    """Do words end in a form of a name, in the singular or the plural? "4GS" is no plural of "4G", but another model."""
    end, last = words[-len(form) :], form[-1]
    one_of_many = last.isdigit() or not any(c.isdigit() for c in last) or is_designation(last)
    return end == form or (one_of_many and end[:-1] == form[:-1] and end[-1:] == (f"{last}s",))


def is_designation(word: str) -> bool:
    """Does a word designate a model by itself: "C130"?"""
    return len(word) >= LEAST_DESIGNATION and any(c.isdigit() for c in word)


def initials_of(words: Words) -> str:
    """Return the initials of a name, small words left out."""
    return "".join(word[0] for word in words if word not in SMALL)


@dataclass(frozen=True)
class Target:
    """Whom or what a timeline is about. ``person``: is it one, so that a surname stands for it?

    >>> birch = Target("Ada Birch", person=True)
    >>> [birch.is_named(phrase) for phrase in ("the chairwoman Ada Birch", "Mrs Birch", "Tom Birch", "Ada Birch 's house")]
    [True, True, False, False]
    """

    name: str
    person: bool = False

    @cached_property
    def words(self) -> Words:
        """The words of the whole name."""
        return bare_name(plain_words(self.name))

    @cached_property
    def forms(self) -> frozenset[Words]:
        """The whole name, and short forms that are names with any words before them."""
        words, forms = self.words, {self.words}
        if len(words) > 1 and is_designation(words[-1]) and not words[-1].isdigit():
            forms.add(words[-1:])
        if len(words) >= LONG_NAME:
            forms.add((initials_of(words[:2]), *words[2:]))
            if words[-1] in INDEXES:
                forms |= {words[:end] for end in range(2, len(words))}
        return frozenset(forms)

    @cached_property
    def short_forms(self) -> frozenset[Words]:
        """Forms that are its name where nothing stands before them: "the Air Force" is no other country's."""
        words = self.words
        if len(words) < LONG_NAME:
            return frozenset()
        last = {words[start:] for start in range(1, len(words) - 1) if words[start] not in SMALL}
        return frozenset(last | {words[:1]} if words[-1] in INDEXES else last)

    def is_named(self, phrase: str) -> bool:
        """Is the head of a phrase a name of the target?"""
        words = bare_name(self._up_to_head(plain_words(phrase)))
        if is_designation(self.words[-1]) and len(words) > 1 and words[-1].removesuffix("s") in MODELS:
            words = words[:-1]
        return (
            any(ends_in(words, form) for form in self.forms)
            or words in self.short_forms
            or self._is_spread(words)
            or self._is_turned(words)
            or self._is_spelled_out(words)
            or self._is_number(phrase)
            or self._is_acronym(phrase, words)
            or (self.person and self._is_surname(words))
        )

    def _up_to_head(self, words: Words) -> Words:
        """Return the words of a phrase before what follows its head: "the maker" of "the maker of the Orka"."""
        inside = set(pairwise(self.words))
        ends = (at for at, pair in enumerate(pairwise(words), 1) if pair[1] in PREPOSITIONS and pair not in inside)
        return words[: next(ends, len(words))]

    def _is_number(self, phrase: str) -> bool:
        """Is it the number of the model, as a name has it: "the 747", "747s", not "747 of them"?"""
        number, words = self.words[-1], plain_words(phrase)
        if len(self.words) < 2 or not (number.isdigit() and is_designation(number)):
            return False
        return words == (f"{number}s",) or (len(words) == 2 and words[0] in DETERMINERS and ends_in(words, (number,)))

    def _is_acronym(self, phrase: str, words: Words) -> bool:
        """Is it the initials, in capitals?"""
        initials = initials_of(self.words)
        if len(initials) < LEAST_ACRONYM or not initials.isalpha() or words[-1:] != (initials,):
            return False
        return initials.upper() in phrase.replace(".", "")

    def _is_spelled_out(self, words: Words) -> bool:
        """Are its initials written out: "Rand and Dorn 500" of "R&D 500"?"""
        end = words[-len(self.words) :]
        if len(end) != len(self.words) or not any(len(word) > 1 for word in self.words):
            return False
        return all(
            long == short or (len(short) == 1 and long[0] == short) for long, short in zip(end, self.words, strict=True)
        )

    def _is_spread(self, words: Words) -> bool:
        """Has the name one word more inside: a middle name, "Birch Paper Mill" of "Birch Mill"?"""
        long = words[-len(self.words) - 1 :]
        if len(self.words) < 2 or len(long) != len(self.words) + 1:
            return False
        return any(self.words == long[:at] + long[at + 1 :] for at in range(1, len(self.words)))

    def _is_turned(self, words: Words) -> bool:
        """Does the designation stand first: "the X5 tractor" of "Tractor X5"?"""
        return len(self.words) == 2 and any(c.isdigit() for c in self.words[1]) and words[-2:] == self.words[::-1]

    def _is_surname(self, words: Words) -> bool:
        """Is it the surname, alone, with a given name of the target's or with a title?"""
        if len(self.words) < 2 or words[-1:] != self.words[-1:]:
            return False
        return len(words) == 1 or words[-2] in self.words or words[-2] in TITLES
