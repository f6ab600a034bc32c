"""Report -> its names: runs of capitalised tokens, cut where a title or a country's adjective parts two names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

from dateline.read.capitals import DESIGNATION, NUMBER, Capitals, joined
from dateline.read.learned_mentions import LearnedMentions
from dateline.read.learned_names import Run, find_cores, mend_runs
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
    titles,
)

__all__ = ["Name", "find_names"]

ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
HYPHENS = frozenset({"-", "‐", "‑", "–"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# a possessive inside a name: "People's Army", "Women's Union", "St Mary's Hospital"
POSSESSORS = frozenset({"people", "women", "men", "children", "workers", "farmers", "king", "queen", "teachers", "veterans",
                        "sheriff", "driver", "lloyd", "players", "soldiers", "writers", "girls", "boys"})  # fmt: skip
MOST_WORDS = 12
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
        tokens = (doc[at] for at in range(self.start, self.end))  # a third of the time that spaCy takes to cut a span
        return [t.lower_ for t in tokens if not t.is_punct]

    def root(self, doc: Doc) -> Token:
        """Return the head word of the name; most names are one word, for which no span need be cut."""
        return doc[self.start] if self.end - self.start == 1 else doc[self.start : self.end].root


def find_names(doc: Doc, learned: LearnedMentions) -> list[Name]:
    """Return the names of a report in text order, without their kinds.

    Args:
        doc: the report's tokens, tagged, with sentences.
        learned: the model's mentions.
    """
    capitals = Capitals(doc)
    named, leads = mark_names(doc, capitals), mark_particles(doc)
    runs: list[Run] = []
    at = 0
    while at < len(doc):
        start = at if named[at] else lead_in(doc, at, named) if leads[at] else -1
        if start < 0:
            at += 1
            continue
        end = run_end(doc, at, named)
        runs.append((start, end))
        at = end
    runs = mend_runs(doc, runs, cores=find_cores(doc, learned), learned=learned) if learned else runs
    names = [name for start, end in runs for name in split_run(doc, start, end, capitals=capitals)]
    return [part for name in split_adjectives(doc, names) for part in split_hyphens(doc, name)]


def mark_names(doc: Doc, capitals: Capitals) -> list[bool]:
    """Tell which tokens are of a name; only those with a capital or "@" are looked at, which saves half the time."""
    at_sign = np.array([doc.vocab.strings["@"]], np.uint64)
    plain = (doc.to_array("IS_LOWER") + doc.to_array("IS_SPACE") > 0) & ~np.isin(doc.to_array("PREFIX"), at_sign)
    named = [False] * len(doc)
    for index in np.flatnonzero(~plain).tolist():
        named[index] = capitals.is_name(doc[index])
    digits = np.array([doc.vocab.strings[digit] for digit in "123456789"], np.uint64)
    for index in np.flatnonzero(np.isin(doc.to_array("PREFIX"), digits)).tolist():
        named[index] = named[index] or is_numbered_street(doc, index)
    return named


def is_numbered_street(doc: Doc, at: int) -> bool:
    """Is it the number of a street: "34th" in "Northwest 34th Street"?"""
    if not ORDINAL.match(doc[at].text) or at + 1 >= len(doc) or not doc[at + 1].is_title:
        return False
    word = place_words().get(doc[at + 1].lower_)
    return word is not None and word.level == "street"


def mark_particles(doc: Doc) -> list[bool]:
    """Tell which tokens are particles of names."""
    ids = np.array([doc.vocab.strings[word] for word in particles()], np.uint64)
    return [bool(found) for found in np.isin(doc.to_array("ORTH"), ids)]


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
        rest = joined(doc, after, name.end) if adjective else ""
        alone = rest in texts and rest.lower() not in noun_senses() and rest not in people_names()
        if adjective and doc[after].text not in HYPHENS and (alone or DESIGNATION.match(rest)):
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
    # a name whose later parts are small: "Stratford-upon-Avon", "Pul-i-Khumri"
    if at + 3 < len(doc) and doc[at + 2].text in HYPHENS and named[at + 3] and len(doc[at + 1]) < 5:
        return 4
    return 0


def possesses(doc: Doc, start: int, at: int) -> bool:
    return doc[at - 1].lower_ in POSSESSORS or doc[start].lower_ in ("st", "st.", "saint") or joins_a_body(doc, at)


def joins_a_body(doc: Doc, at: int) -> bool:
    """Does an apostrophe after a common plural tie it to the body of these people: "the Miners' Union"?"""
    members, head = doc[at - 1].lower_, doc[at + 1].lower_
    plural = doc[at].text in ("'", "’") and members.endswith("s") and is_common_word(members.removesuffix("s"))
    return plural and head in organization_words()


def is_numbered(token: Token) -> bool:
    word = token.lower_
    return word in organization_words() or word in plain_words("vehicle_words") or word in place_words()


def connector_step(doc: Doc, start: int, at: int, ahead: list[bool]) -> int:
    """Carry a name over "of the", "for" or "and": "Bank of Scotland", "Centre for Peace and Justice"."""
    words = [t.lower_ for t in doc[start:at]]
    if doc[at].lower_ == "and":
        if ahead[1] and ahead[2] and joins_a_title(doc, start, at):
            return 2
        inside = "of" in words or "for" in words
        open_ended = words[-1] in organization_words() or is_common_word(words[-1])
        return 2 if ahead[1] and inside and open_ended and is_common_word(doc[at + 1].lower_) else 0
    head = words[-1]
    organization = organization_words().get(head)
    if doc[at].lower_ == "for":
        article = at + 1 < len(doc) and doc[at + 1].lower_ == "the" and ahead[2]
        body = organization and organization.sense in ("body", "state", "armed")
        return (2 if ahead[1] else 3 if article else 0) if body else 0
    place = place_words().get(head)
    heads = organization or head in OTHER_HEADS or (place and place.side in ("before", "either", "of"))
    if not heads or (head in titles() and organization is None and head not in OTHER_HEADS):
        return 0
    if ahead[1]:
        return 2
    return 3 if at + 1 < len(doc) and doc[at + 1].lower_ == "the" and ahead[2] else 0


def joins_a_title(doc: Doc, start: int, at: int) -> bool:
    """Does "and" join what a body is for: "the Food and Forest Administration", "the Justice and Labour Party"?"""
    if not start or doc[start - 1].lower_ != "the" or doc[at + 2].lower_ not in organization_words():
        return False
    return all(is_common_word(t.lower_) and t.lower_ not in organization_words() for t in (*doc[start:at], doc[at + 1]))


def split_run(doc: Doc, start: int, end: int, *, capitals: Capitals) -> Iterator[Name]:
    """Cut a run at its titles: "Kivu Governor Jean Bosco" names a place and a person."""
    while end > start and doc[end - 1].is_punct and doc[end - 1].text not in (".",):
        end -= 1
    at = start
    while at < end:
        width, title = title_at(doc, at, end)
        if width and at + width < end and bears_title(doc, at + width, end):
            if at > start:
                yield from plain_name(doc, start, trimmed(doc, start, at), capitals=capitals)
            yield Name.of(doc, at if titles()[title].in_name else at + width, end, outer=at, title=title)
            return
        at += max(width, 1)
    yield from plain_name(doc, start, end, capitals=capitals)


def trimmed(doc: Doc, start: int, end: int) -> int:
    while end > start and (doc[end - 1].is_punct or doc[end - 1].text in POSSESSIVE):
        end -= 1
    return end


@cache
def title_openings() -> frozenset[str]:
    """Return the tokens that a title may begin with: its first word, whole or up to a hyphen."""
    return frozenset(part for title in titles() for part in (title.split()[0], title.split()[0].split("-")[0]))


def title_at(doc: Doc, at: int, end: int) -> tuple[int, str]:
    """Return the width in tokens and the title that begins at a token, the longest; 0 where there is none."""
    if doc[at].lower_ not in title_openings():
        return 0, ""
    for width in range(min(4, end - at), 0, -1):
        words = " ".join(doc[at : at + width].text.lower().split())
        if words in titles() and joined(doc, at, end) not in country_names():
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


def is_noun_with_capital(token: Token) -> bool:
    """Is it a common noun that stands for a body or a place named before ("the Board")?"""
    if token.lower_ not in noun_senses() and token.lemma_.lower() not in noun_senses():
        return False
    return (
        not any(token.text in table for table in (country_names(), people_names()))
        and token.lower_ not in given_names()
    )


def stands_for_a_body(token: Token, capitals: Capitals) -> bool:
    """Is it a head noun that the report writes as the name of one body: "the Alliance", "Alliance officials"?"""
    sense = noun_senses().get(token.lower_)
    if sense is None or sense.kind not in ("group", "organization") or sense.number == "plural" or not token.is_title:
        return False
    if token.tag_ in ("NNS", "NNPS"):
        return False
    return capitals.is_firm(token) or (token.lower_ in capitals.firm and token.lower_ not in capitals.lower)


def plain_name(doc: Doc, start: int, end: int, *, capitals: Capitals) -> Iterator[Name]:
    """Yield the run as a name, unless it is only a common noun or a title with a capital ("the President")."""
    if end <= start:
        return
    words = [t.lower_ for t in doc[start:end] if not t.is_punct]
    text = joined(doc, start, end)
    if not words or " ".join(words) in titles() or text.lower() in titles():
        return
    if len(words) == 1 and words[0].isalpha() and is_noun_with_capital(doc[start]):
        if end - start == 1 and stands_for_a_body(doc[start], capitals):
            yield Name.of(doc, start, end)
        return
    adjective = doc[start].text in country_adjectives() and end - start > 1
    if adjective and doc[start + 1].lower_ in given_names() and doc[start].lower_ not in given_names():
        yield Name.of(doc, start, start + 1)
        start += 1
    yield Name.of(doc, start, end)
