"""Cues: the words that make other words somebody's, found by lexicon and frame.

``cue_verbs``, ``cue_nouns``, ``cue_adjectives`` and ``cue_phrases`` in ``dateline/data/lexicons`` say which words can be
cues, with which stance, and what must hang on them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Token

from dateline.read.complements import Complement, complements
from dateline.read.lexicon import load_lexicon

__all__ = [
    "ADDING",
    "CONFIDENCE",
    "SAID_FORMS",
    "SOURCED",
    "SOURCELESS",
    "SPEECH",
    "Cue",
    "Entry",
    "entries",
    "joined_to",
    "match_frame",
    "speaks",
    "verb_entries",
]

SPEECH = frozenset({"quote", "that", "wh"})
# How sure a cue is by its frame: the share found right on PolNeAR train (2026-11-22), rounded, with what that corpus
# leaves out on principle (nested attributions) forgiven; brackets in the lexicon halve it
CONFIDENCE = {"quote": 0.9, "phrase": 0.9, "that": 0.8, "said": 0.7, "pred": 0.7, "headline": 0.7, "as": 0.6, "np-to": 0.6,
              "pass-to": 0.6, "wh": 0.6, "to": 0.5, "np": 0.5, "raise": 0.5, "adjective": 0.6, "adverb": 0.6, "noun": 0.45,
              "pass": 0.5}  # fmt: skip
# With no source found these are right less than half as often (PolNeAR train, 2026-11-22); passives and adverbs need none
SOURCED = frozenset({"quote", "that", "np", "to", "np-to", "noun", "adjective"})
SOURCELESS = 0.45
OTHER_CONFIDENCE = 0.5
WEAK = 0.5
ADDING = frozenset({"add", "note", "stress", "explain", "remark"})  # "said C, adding that D": the same source goes on
SAID_FORMS = {"said": "say", "says": "say", "told": "tell"}  # never anything else, whatever the tagger thinks


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a cue lexicon; ``frames`` maps a frame to its confidence."""

    lemma: str
    particle: str
    stance: str
    frames: dict[str, float] = field(hash=False, compare=False)


@dataclass(slots=True)
class Cue:
    """A cue found in a text: its head and token range, the token ranges of content, source and channel.

    ``direct`` cues bring in a quotation; a cue that ``continues`` another stands for a quotation with no cue of its own.
    A cue with a ``host`` is nested in it wherever it stands: "X said C, citing Y".
    """

    head: Token
    start: int
    end: int
    stance: str
    frame: str
    pieces: list[tuple[int, int]]
    confidence: float = 0.9
    source: tuple[int, int] | None = None
    source_head: Token | None = None
    direct: bool = False
    continues: Cue | None = None
    host: Cue | None = None
    channel: tuple[int, int] | None = None

    @property
    def at(self) -> int:
        """Character offset of the cue's head."""
        return int(self.head.idx)


@cache
def entries(name: str) -> dict[str, tuple[Entry, ...]]:
    """Return the rows of a cue lexicon by lemma."""
    table: dict[str, tuple[Entry, ...]] = {}
    for row in load_lexicon(name):
        lemma, _, particle = row["lemma"].partition("_")
        frames: dict[str, float] = {}
        for word in row["frames"].split():
            weak = word.startswith("(")
            frame = word.strip("()")
            for each in SPEECH if frame == "speech" else (frame,):
                frames[each] = CONFIDENCE.get(each, OTHER_CONFIDENCE) * (WEAK if weak else 1.0)
        table[lemma] = (*table.get(lemma, ()), Entry(lemma, particle, row["stance"], frames))
    return table


def verb_entries(token: Token) -> list[Entry]:
    """Return the rows of ``cue_verbs`` under which a token can be a cue."""
    if token.pos_ == "VERB":
        lemma = token.lemma_.lower()
    elif token.lower_ in SAID_FORMS:
        lemma = SAID_FORMS[token.lower_]
    else:
        return []
    rows = entries("cue_verbs").get(lemma, ())
    if not any(row.particle for row in rows):
        return list(rows)
    near = {t.lower_ for t in token.doc[token.i + 1 : token.i + 3]}
    return [row for row in rows if not row.particle or row.particle in near]


def speaks(token: Token) -> Entry | None:
    """Return the entry under which a verb can bring in a quotation, or None."""
    return next((row for row in verb_entries(token) if "quote" in row.frames), None)


def match_frame(verb: Token) -> tuple[Entry, Complement] | None:
    """Return the entry of a verb and the complement that makes it a cue, the most telling frame first, or None."""
    rows = verb_entries(verb)
    for complement in complements(verb) if rows else ():
        for row in rows:
            frame = "np" if complement.frame == row.particle else complement.frame
            if frame in row.frames:
                return row, complement if frame == complement.frame else replace(complement, frame=frame)
    return None


def joined_to(verb: Token) -> Token | None:
    """Return the earlier cue of the same sentence that a cue without subject is joined to: "said C and added C".

    Parsers put the second verb into the content of the first more often than beside it; equal tense tells.
    """
    doc, at = verb.doc, verb.i - 1
    if verb.tag_ == "VBG" and verb.lemma_ in ADDING and at > 0 and doc[at].text == ",":
        return _speaking_before(verb)
    while at > 0 and doc[at].pos_ == "ADV":
        at -= 1
    if at < 1 or doc[at].lower_ not in ("and", "but") or any(c.dep_ in ("nsubj", "aux", "mark") for c in verb.children):
        return None
    while at > 0 and not doc[at].is_sent_start:
        at -= 1
        earlier = doc[at]
        if earlier.tag_ == verb.tag_ and verb_entries(earlier) and any(c.dep_ == "nsubj" for c in earlier.children):
            return earlier
    return None


def _speaking_before(verb: Token) -> Token | None:
    """The nearest earlier verb of speech of the sentence that has a subject."""
    at = verb.i
    while at > 0 and not verb.doc[at].is_sent_start:
        at -= 1
        earlier = verb.doc[at]
        if (
            earlier.tag_ in ("VBD", "VBZ", "VBP")
            and any(c.dep_ == "nsubj" for c in earlier.children)
            and speaks(earlier)
        ):
            return earlier
    return None
