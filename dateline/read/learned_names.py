"""The model's mentions and the runs of capitals -> names: each mends what the other cannot see.

A run of capitals knows where a name is written as one; it does not know that two names touch ("in Oka Ana Morvik said"),
nor what links one ("Oka and Bira Court of Appeal"). The model's mention does, and is a whole noun phrase: its name is the
run of proper nouns around its head word, without an article and without what describes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache

from spacy.attrs import LOWER, POS
from spacy.symbols import PROPN
from spacy.tokens import Doc, Token

from dateline.read.capitals import DESIGNATION, joined
from dateline.read.gazetteer import is_place_name
from dateline.read.learned_mentions import LearnedMention, LearnedMentions
from dateline.read.wordlists import (
    country_adjectives,
    country_names,
    given_names,
    is_common_word,
    not_names,
    organization_words,
    particles,
    people_names,
    place_words,
    titles,
)

__all__ = ["find_cores", "mend_runs", "outermost"]

Run = tuple[int, int]

LEAST_SURE = 0.5
NO_NAME = frozenset({"time"})
# what links the words of a body's or a work's name; a person's and a place's have none but particles ("the town of Oka")
LINKS, PLAIN = frozenset({"of", "for", "and", "the", "&"}), frozenset({"person", "place"})
INSIDE = frozenset({"compound", "flat", "amod", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "case", "det", "nummod",
                    "punct", "cc", "conj", "fixed", "goeswith"})  # fmt: skip
MOST_STEP = 4
NOT_IN_NAMES = frozenset({"DET", "PRON", "ADP", "AUX", "CCONJ", "SCONJ", "VERB", "ADV"})


def find_cores(doc: Doc, learned: Iterable[LearnedMention]) -> list[Run]:
    """Return the runs of tokens that the model's mentions have for their names, in text order, the larger first."""
    found = {core_of(doc, m) for m in learned if m.score >= LEAST_SURE and m.type not in NO_NAME}
    return sorted((run for run in found if run[1] > run[0]), key=lambda run: (run[0], -run[1]))


def core_of(doc: Doc, mention: LearnedMention) -> Run:
    """Return the run of name words around the head word of a mention; an empty one where it is no name."""
    head = doc[mention.head]
    money = "$" in head.text or (head.i > 0 and doc[head.i - 1].text.endswith("$"))
    if head.pos_ != "PROPN" or head.text.islower() or money or head.lower_ in not_names():
        return mention.head, mention.head
    first, last = title_around(doc, mention) if mention.type == "person" else (mention.head, mention.head)
    while step := step_from(doc, last, 1, mention):
        last += step
    while step := step_from(doc, first, -1, mention):
        first -= step
    if doc[first].lower_ in titles() and first < last and doc[first + 1].lower_ == "of" and mention.type != "person":
        return mention.head, mention.head
    return first, last + 1


def title_around(doc: Doc, mention: LearnedMention) -> Run:
    """Return the first and last token of a title with "of" that opens a mention ("Secretary of State Ana"); else its head."""
    for last in range(mention.start + 2, min(mention.start + MOST_STEP, mention.end)):
        if joined(doc, mention.start, last + 1).lower() in titles():
            return mention.start, last
    return mention.head, mention.head


def step_from(doc: Doc, at: int, way: int, mention: LearnedMention) -> int:
    """Return how many tokens further a name reaches from ``at``, to the right (1) or to the left (-1); 0 where it ends."""
    links = LINKS if mention.type not in PLAIN else frozenset()
    for width in range(1, MOST_STEP + 1):
        target = at + way * width
        if not mention.start <= target < mention.end:
            return 0
        if is_name_word(doc[target], way):
            return 0 if is_joined(doc, min(at, target), max(at, target), mention) else width
        particle = particles().get(doc[target].text)
        if doc[target].lower_ not in links and (particle is None or particle.hyphen):
            return 0
    return 0


def is_name_word(token: Token, way: int) -> bool:
    if token.pos_ == "PROPN":
        return not token.text.islower()
    if way > 0 and token.is_digit:
        return True
    if token.is_sent_start or token.is_stop or token.pos_ in NOT_IN_NAMES:
        return False
    return token.is_title and token.lower_ not in not_names()


def is_joined(doc: Doc, left: int, right: int, mention: LearnedMention) -> bool:
    """Are two words, with "and" between them, of two names rather than of one?"""
    between = (token.lower_ for token in doc[left + 1 : right])
    return "and" in between and doc[right].dep_ == "conj" and doc[right].head.i == mention.head


def mend_runs(doc: Doc, runs: Sequence[Run], *, cores: Sequence[Run], learned: LearnedMentions) -> list[Run]:
    """Return the runs of capitals with their edges where the model's names have them, and the runs that only it has.

    A run that is a mention's name to the model too is kept, with what it has more; any other yields to the names that the
    model has there, and what is left of it stands alone.
    """
    out: list[Run] = []
    kept = {run for run in runs if learned.around(*run) is not None or is_one_phrase(doc, *run)}
    firm = outermost([core for core in cores if not any(run[0] <= core[0] and core[1] <= run[1] for run in kept)])
    for start, end in runs:
        for first, after in firm:
            if first < end and start < after:
                if start < first:
                    out.append((start, first))
                start = max(start, after)
        if start < end:
            out.append((start, end))
    tags = doc.to_array([POS, LOWER])
    proper = set(tags[tags[:, 0] == PROPN, 1].tolist())
    return sorted(run for run in (*out, *firm) if is_tagged(doc, *run, proper))


def is_tagged(doc: Doc, start: int, end: int, proper: Collection[int]) -> bool:
    """Does the tagger take a word of a run for a name, there or elsewhere in the report, or does a list have one?"""
    if end - start == 1 and doc[start].is_upper and doc[start].is_stop and not is_introduced(doc, start, end):
        return doc[start].text in listed()
    if any(t.lower in proper or t.pos_ == "X" or t.text[0] == "@" or t.text in listed() for t in doc[start:end]):
        return True
    text, last = joined(doc, start, end), doc[end - 1].lower_
    if is_introduced(doc, start, end):
        return True
    head = end - start > 1 and (last in place_words() or last in organization_words())
    return (
        head
        or text in listed()
        or bool(DESIGNATION.match(text))
        or (is_place_name(text) and not is_common_word(text.lower()))
    )


def is_introduced(doc: Doc, start: int, end: int) -> bool:
    """Is it a short form that brackets give: "(WHO)", which taggers take for a pronoun?"""
    text = joined(doc, start, end)
    return text.isalpha() and text.isupper() and f"({text})" in doc.text


@cache
def listed() -> frozenset[str]:
    """Return the words that are names whatever their tags: countries, their people, given names."""
    given = (name.capitalize() for name in given_names())
    return frozenset({*country_names(), *country_adjectives(), *people_names(), *given})


def is_one_phrase(doc: Doc, start: int, end: int) -> bool:
    """Do all tokens of a run hang together, as the words of one name do?"""
    roots = [token.i for token in doc[start:end] if not start <= token.head.i < end or token.head.i == token.i]
    return len(roots) == 1 and all(t.dep_ in INSIDE for t in doc[start:end] if t.i != roots[0])


def outermost(runs: Iterable[Run]) -> list[Run]:
    """Return the runs that lie in no other and cross none before them."""
    out: list[Run] = []
    for start, end in sorted(runs, key=lambda run: (run[0], -run[1])):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out
