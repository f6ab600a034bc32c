"""What somebody says of a statement in a clause that hangs on it is no part of the statement.

Farmers said C, | which the mayor called nonsense.           Farmers: C; mayor: (which, nonsense)
Farmers said C, | a charge that the mayor dismissed as D.    Farmers: C; mayor: (a charge, as D)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from dateline.read.cues import Cue
from dateline.read.denial_forms import denial_words
from dateline.read.draft import Draft
from dateline.read.learned_cues import QUOTE_MARKS

__all__ = ["part_verdicts", "say_instead"]

CALLING = frozenset({"brand", "call", "consider", "deem", "describe", "dub", "label", "term"})
KINDS = ("claim", "accusation", "figure")
RELATIVES = frozenset({"which", "that"})
LONGEST_PREDICATE = 8  # tokens
LEAST_SAID = 2  # words
INSTEAD = 0.6  # confidence
BEFORE_NOUN = ("DET", "ADJ", "PRON", "NUM")

Range = tuple[int, int]


def part_verdicts(draft: Draft, found: Sequence[Cue]) -> None:
    """Give each verdict what it is about, and cut it from the contents of the statements that it is about."""
    for cue in found:
        _part_relatives(draft, cue, found)
        if cue.head.lemma_ in CALLING and not cue.direct and _judges(draft, cue):
            cue.pieces = [*(piece for piece in cue.pieces if piece[1] <= cue.at), _predicate(draft, cue)]
        about = _about(draft, cue)
        if about is None:
            continue
        begin, thing = about
        behind = [_before_colon(draft, piece) for piece in cue.pieces if piece[0] > cue.at]
        for other in found:
            if other is not cue:
                _cut(other, begin, cue.at)
        if not any(start <= thing[0] < end for start, end in cue.pieces):
            cue.pieces = [thing, *behind]


def say_instead(draft: Draft, found: list[Cue]) -> None:
    """Give those who deny the words that a colon brings in as theirs: "contradicted them: | the road was open"."""
    text = draft.read_text
    for cue in list(found):
        last = max(end for _, end in cue.pieces)
        if cue.direct or last < cue.at or text[last : last + 1] != ":" or not _judges(draft, cue):
            continue
        end = cue.head.sent.end_char
        if not text[last + 1 : end].strip():  # a colon ends the text or the sentence
            continue
        taken = any(last < start < end and not last < other.at < end for other in found for start, _ in other.pieces)
        said = draft.span(last + 1, end)
        if not taken and len(said.quote.split()) > LEAST_SAID and said.quote[0] not in QUOTE_MARKS:
            piece = (said.start, said.start + len(said.quote.rstrip(" .")))
            found.append(replace(cue, stance="says", frame="quote", pieces=[piece], confidence=INSTEAD))


def _part_relatives(draft: Draft, cue: Cue, found: Sequence[Cue]) -> None:
    """End a denied phrase before a clause that tells of somebody in it: "rejected the account of X, | who had said C"."""
    if cue.stance != "denies" or draft.tokens_in(draft.span(*cue.pieces[0]))[0].lower_ == "that":
        return
    for other in found:
        inside = other.source and any(start < other.source[0] < end for start, end in cue.pieces)
        if other is cue or not inside or other.source is None or cue.at > other.at:
            continue
        who = draft.tokens_in(draft.span(*other.source))[0]
        if who.lower_ == "who" and who.i and who.nbor(-1).text == ",":
            _cut(cue, who.nbor(-1).idx, who.idx)


def _about(draft: Draft, cue: Cue) -> tuple[int, Range] | None:
    """The offset of the comma before a verdict, and the range of the word that stands for what it is about."""
    if cue.source is None or cue.source[1] > cue.at or not _judges(draft, cue):
        return None
    doc, at = draft.doc, draft.tokens_in(draft.span(*cue.source)).start - 1
    if at > 1 and doc[at].lower_ == "which" and doc[at - 1].text == ",":
        return doc[at - 1].idx, _characters(doc[at], doc[at])
    noun = doc[at - 1] if at > 1 and doc[at].lower_ in RELATIVES else doc[at]
    if noun.pos_ != "NOUN" or not any(noun.lemma_.lower() in denial_words(kind) for kind in KINDS):
        return None
    first = noun.i
    while first > 0 and doc[first - 1].pos_ in BEFORE_NOUN:
        first -= 1
    return (doc[first - 1].idx, _characters(doc[first], noun)) if first and doc[first - 1].text == "," else None


def _judges(draft: Draft, cue: Cue) -> bool:
    if cue.head.lemma_ not in CALLING:
        return cue.stance == "denies" and cue.head.pos_ == "VERB"
    words = draft.tokens_in(draft.span(*_predicate(draft, cue)))
    return any(t.lemma_.lower() in denial_words("false") or t.lower_ in denial_words("false") for t in words)


def _predicate(draft: Draft, cue: Cue) -> Range:
    """What stands right behind a verb, up to a comma or a colon: "called | it a lie |: the road was open"."""
    behind = draft.doc[cue.head.i + 1 : cue.head.i + 1 + LONGEST_PREDICATE]
    stop = next((t.i for t in behind if t.is_punct or t.is_space or t.is_sent_start), behind.end)
    return (
        (cue.head.idx, cue.at + len(cue.head))
        if stop <= behind.start
        else (behind[0].idx, _characters(behind[0], draft.doc[stop - 1])[1])
    )


def _characters(first: Token, last: Token) -> Range:
    return first.idx, last.idx + len(last)


def _before_colon(draft: Draft, piece: Range) -> Range:
    colon = draft.read_text.find(":", *piece)
    return (piece[0], colon) if colon > piece[0] else piece


def _cut(cue: Cue, begin: int, verdict: int) -> None:
    """End the piece of a content in which a verdict stands at the comma before it."""
    kept = []
    for start, end in cue.pieces:
        if not start <= verdict < end or cue.at > begin:
            kept.append((start, end))
        elif start < begin:
            kept.append((start, begin))
    cue.pieces = kept or cue.pieces
