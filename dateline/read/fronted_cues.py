"""Cues behind what they are about, where a parser seldom sees the link.

Reports that C | were denied | by X.      That C, X | denies |.      C, as X | had it |.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dateline.read.complements import sentence_bounds
from dateline.read.cues import CONFIDENCE, Cue, entries, verb_entries
from dateline.read.speakers import find_source, trim

__all__ = ["denied_behind", "read_fronted"]

TELLING = frozenset({"have", "tell", "put"})  # as pamphlets had it, as he tells it, as she put it
BEFORE_NOUN = ("DET", "ADJ", "ADV", "NUM", "PROPN", "NOUN")
LONGEST_TELLER = 8  # tokens from "as" to "it"
FINITE = ("VBD", "VBZ", "VBP", "MD")
BE = frozenset({"was", "were", "is", "are", "been", "being"})


def read_fronted(doc: Doc) -> Iterator[Cue]:
    """Yield the cues that stand behind their content; ranges are token ranges until the caller turns them."""
    for token in doc:
        if token.lower_ == "as":
            yield from _as_told(token)
        elif token.lower_ == "saying" and token.i and token.nbor(-1).lower_ == "as":
            yield from _quoted_last(token)
        elif token.lower_ == "that" and token.is_sent_start:
            yield from _denied_topic(token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in entries("cue_nouns"):
            yield from _denied_subject(token)


def denied_behind(noun: Token) -> Token | None:
    """Return the participle of a denial of which a named claim is the subject: "reports that C were | denied"."""
    doc, (floor, ceiling) = noun.doc, sentence_bounds(noun)
    that = next((t.i for t in doc[noun.i + 1 : ceiling] if t.lower_ == "that"), ceiling)
    if any(t.pos_ not in BEFORE_NOUN for t in doc[floor : noun.i] if not t.is_space):
        return None
    for token in doc[that + 3 : ceiling]:
        denies = token.tag_ in ("VBN", "VBD") and any(_denies(token, frame="pass"))
        told = any(t.tag_ in FINITE for t in doc[that + 1 : token.i - 1])
        if denies and told and doc[token.i - 1].lower_ in BE:
            return token
    return None


def _denies(verb: Token, *, frame: str) -> list[str]:
    return [row.stance for row in verb_entries(verb) if row.stance == "denies" and frame in row.frames]


def _denied_subject(noun: Token) -> Iterator[Cue]:
    verb = denied_behind(noun)
    if verb is None:
        return
    doc, (floor, ceiling) = noun.doc, sentence_bounds(noun)
    first = verb.i - 1 - (doc[verb.i - 2].lower_ in ("has", "have", "had"))
    by = next((t for t in doc[verb.i + 1 : min(verb.i + 3, ceiling)] if t.lower_ == "by"), None)
    source = None
    if by is not None:
        end = next((t.i for t in doc[by.i + 1 : ceiling] if t.text in (",", ";") or t.tag_ in FINITE), ceiling)
        source = trim(verb, by.i + 1, end)
    yield Cue(
        verb, first, verb.i + 1, "denies", "pass", [(floor, first)], CONFIDENCE["pred"], source, by.head if by else None
    )


def _denied_topic(that: Token) -> Iterator[Cue]:
    """ "That C, the mayor denies"."""
    doc, (floor, ceiling) = that.doc, sentence_bounds(that)
    words = [t for t in doc[floor:ceiling] if not (t.is_punct or t.is_space)]
    comma = next((i for i in range(ceiling - 1, floor, -1) if doc[i].text == ","), None)
    verb = words[-1]
    if comma is None or verb.i - comma < 2 or not _denies(verb, frame="np") or verb.tag_ not in FINITE:
        return
    if any(t.pos_ in ("VERB", "AUX") for t in doc[comma + 1 : verb.i]):
        return
    source = trim(verb, comma + 1, verb.i)
    yield Cue(
        verb, verb.i, verb.i + 1, "denies", "that", [(floor + 1, comma)], CONFIDENCE["that"], source, verb.nbor(-1)
    )


def _quoted_last(saying: Token) -> Iterator[Cue]:
    """ "C, the Post quoted the mayor as saying"."""
    doc, (floor, ceiling) = saying.doc, sentence_bounds(saying)
    source, head = find_source(saying, frame="said")
    if source is None or any(t.is_alpha for t in doc[saying.i + 1 : ceiling]):
        return
    comma = next((t.i for t in reversed(doc[floor : source[0]]) if t.text == ","), floor)
    if comma > floor:
        yield Cue(saying, saying.i, saying.i + 1, "says", "said", [(floor, comma)], CONFIDENCE["said"], source, head)


def _as_told(first: Token) -> Iterator[Cue]:
    """ "C, as pamphlets had it", "as the mayor tells it, C"."""
    doc, (floor, ceiling) = first.doc, sentence_bounds(first)
    it = next((t for t in doc[first.i + 2 : min(first.i + LONGEST_TELLER, ceiling)] if t.lower_ == "it"), None)
    if it is None or it.nbor(-1).lemma_ not in TELLING or it.nbor(-1).tag_ not in FINITE:
        return
    verb = it.nbor(-1)
    words = doc[first.i + 1 : verb.i]
    if not len(words) or any(t.pos_ in ("VERB", "AUX", "PUNCT") for t in words):
        return
    if first.i - floor > 1:
        pieces = [(floor + (doc[floor].lower_ == "that"), first.i)]
    else:
        pieces = [(it.i + 1, ceiling)] if ceiling - it.i > 2 else []
    if pieces:
        yield Cue(
            verb, verb.i, it.i + 1, "says", "phrase", pieces, CONFIDENCE["phrase"], (words.start, words.end), words.root
        )
