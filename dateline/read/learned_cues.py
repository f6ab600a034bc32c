"""Cues that the reading model found, with source and content, as the attribution stages take them.

The model says which words are whose; the lexicons say with what stance, by the lemma of the cue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from dateline.read.contents import before_contrast, characters
from dateline.read.cues import Cue, Entry, entries, match_frame, verb_entries
from dateline.read.decoding import AttributionFound
from dateline.read.learned_runs import (
    before_colon,
    behind_source,
    cue_end,
    finished,
    is_anothers,
    is_finite,
    whole_source,
    with_antecedent,
)
from dateline.read.model import ATTRIBUTIONS
from dateline.read.sentences import BREAKS
from dateline.read.speakers import Found, find_source
from dateline.read.verb_cues import COMING_TOGETHER

__all__ = ["QUOTE_MARKS", "read_learned"]

LEARNED = "learned"  # the frame of a cue that no lexicon knows
QUOTE_MARKS = "\"“«„'‘`"
CUE_PARTS = ("VERB", "NOUN", "ADJ", "ADP", "SCONJ", "ADV")
# "the latest claim by X" in "dismissed the latest claim by X that C"
NAME_PARTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM"})
LONGEST_NAME = 8
# contents that are nobody's words: "spoke on condition of | anonymity"
NO_WORDS = frozenset({"anonymity"})
ASKING = ("WP", "WRB", "WDT")
STANCE_TABLES = ("cue_nouns", "cue_adjectives")


def read_learned(doc: Doc, text: str) -> Iterator[Cue]:
    """Yield the cues that the model left in a Doc with a text; pieces and sources are character ranges."""
    every: Sequence[AttributionFound] = doc.user_data.get(ATTRIBUTIONS, ())
    for found in every:
        start, end = next(run for run in found.cue if run[0] <= found.anchor <= run[1])
        head = _head(doc, start, end + 1, found.anchor)
        if any(token.lemma_ in COMING_TOGETHER for token in doc[start : head.i]):
            continue  # "met to agree on a budget": nobody has agreed yet
        entry, frame = _entry(head)
        end = cue_end(doc, start, end, head=head, denies=entry is not None and entry.stance == "denies")
        source, source_head = _source(doc, found, head, frame=frame, others=every)
        given = with_antecedent(doc, behind_source(doc, _finished(doc, found, entry, others=every), source), head)
        runs = [run for run in _with_named_claim(doc, given, end + 1) if not _is_others(doc, run, end, entry)]
        if (
            source is None
            and entry is not None
            and entry.stance == "denies"
            and runs
            and doc[runs[0][0]].tag_ in ASKING
        ):
            continue  # "who fired first is disputed" is nobody's word
        pieces = [_behind_dateline(doc, characters(doc, (first, last + 1))) for first, last in runs]
        if not pieces or all(text[start:end].lower() in NO_WORDS for start, end in pieces):
            continue
        pieces += _resumed(doc, runs, source)
        yield Cue(
            head=head,
            start=start,
            end=end + 1,
            stance=entry.stance if entry else "says",
            frame=frame,
            pieces=pieces,
            confidence=found.score,
            source=characters(doc, source) if source else None,
            source_head=source_head,
            direct=_is_direct(text, pieces),
        )


def _head(doc: Doc, start: int, end: int, anchor: int) -> Token:
    """The word of a cue that a lexicon knows: the anchor, or another; else its first word with a meaning."""
    for token in doc[start + 1 : end]:
        if token.tag_ == "VBG" and token.nbor(-1).lower_ == "as" and verb_entries(token):
            return token  # "was quoted as saying"
    words = [doc[anchor], *doc[start:end]]
    known = next((token for token in words if _entry(token)[0]), None)
    return known or next((token for token in words if token.pos_ in CUE_PARTS), doc[anchor])


def _entry(head: Token) -> tuple[Entry | None, str]:
    """The lexicon row of a cue, that of its frame first, and the frame."""
    matched = match_frame(head)
    if matched is not None:
        return matched[0], matched[1].frame
    rows = verb_entries(head)
    if rows:
        return next((row for row in rows if row.particle), rows[0]), LEARNED  # "ruled out" is not "ruled"
    for table in STANCE_TABLES:
        for entry in entries(table).get(head.lemma_.lower(), ()):
            return entry, LEARNED
    return None, LEARNED


def _source(doc: Doc, found: AttributionFound, head: Token, *, frame: str, others: Sequence[AttributionFound]) -> Found:
    """The token range of the source and its head word: the model's, else the one that the parse shows for a verb."""
    if found.source:
        first, last = whole_source(doc, found, head, others=others)
        return (first, last + 1), doc[first : last + 1].root
    if head.pos_ != "VERB":
        return None, None
    source, source_head = find_source(head, frame=frame)
    inside = source_head is not None and any(first <= source_head.i <= last for first, last in found.content)
    if source is None or source[0] >= source[1] or inside:
        return None, None
    return source, source_head


def _with_named_claim(doc: Doc, runs: Sequence[tuple[int, int]], after: int) -> list[tuple[int, int]]:
    """The runs of the content, with the noun that names it where one stands before it: "dismissed | the claim that C"."""
    if not runs:
        return []
    (first, last), *others = runs
    between = [token for token in doc[after:first] if not token.is_space]
    noun = next((n for n, token in enumerate(between) if token.pos_ == "NOUN"), None)
    if noun is None or len(between) > LONGEST_NAME or between[noun].lemma_.lower() not in entries("cue_nouns"):
        return [(first, last), *others]
    leads = all(token.pos_ in NAME_PARTS for token in between[:noun])
    if leads and not any(token.pos_ in ("VERB", "AUX", "PUNCT") for token in between[noun:]):
        first = between[0].i
    return [(first, last), *others]


def _resumed(doc: Doc, runs: Sequence[tuple[int, int]], source: tuple[int, int] | None) -> list[tuple[int, int]]:
    """The rest of a clause whose subject alone stands before a cue: "The toll, according to X, | was 12"."""
    if source is None or len(runs) != 1 or runs[0][1] > source[0] or source[1] + 1 >= len(doc):
        return []
    if doc[source[1]].text != "," or not is_finite(doc[source[1] + 1]) or any(map(is_finite, doc[slice(*runs[0])])):
        return []
    end = next((t.i for t in doc[source[1] + 2 :] if t.is_sent_start), len(doc))
    while end > source[1] + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return [characters(doc, (source[1] + 1, end))]


def _finished(
    doc: Doc, found: AttributionFound, entry: Entry | None, *, others: Sequence[AttributionFound]
) -> Iterator[tuple[int, int]]:
    """Yield the runs of a content with their ends mended."""
    for run in found.content:
        if is_anothers(run, found, others=others):
            continue
        whole = finished(doc, _before_contrast(doc, run, found.cue[0]), found, others=others)
        yield before_colon(doc, whole) if entry is not None and entry.stance == "denies" else whole


def _before_contrast(doc: Doc, run: tuple[int, int], cue: tuple[int, int]) -> tuple[int, int]:
    """Stop a run before ", but" and a new subject."""
    first, last = run
    if first > cue[1] and doc[first].lower_ != "that" and not doc[first].is_quote:
        last = before_contrast(doc, first, last + 1) - 1
    return first, last


def _is_others(doc: Doc, run: tuple[int, int], cue_end: int, entry: Entry | None) -> bool:
    """Is a run of words not the cue's: a relative clause of its source, or what a colon opens after a denial?"""
    first = run[0]
    if first - 1 > cue_end and doc[first - 1].lower_ in ("who", "which", "whose"):
        return True
    if entry is None or first <= cue_end or ("quote" in entry.frames and entry.stance != "denies"):
        return False
    return any(token.text == ":" for token in doc[cue_end + 1 : first])


def _behind_dateline(doc: Doc, piece: tuple[int, int]) -> tuple[int, int]:
    start, end = piece
    return max([start, *(offset for offset in doc.user_data.get(BREAKS, ()) if start < offset < end)]), end


def _is_direct(text: str, pieces: Sequence[tuple[int, int]]) -> bool:
    """Is the content one quotation, or several, and nothing else?"""
    return all(text[start] in QUOTE_MARKS for start, _ in pieces)
