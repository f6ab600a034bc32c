"""Direct speech: which cue brings in a quotation.

The search starts from the quotation: a cue after it ('"...," she said'), a cue before it ('She said: "..."'), none (the
speech goes on from the quotation before, or the quotation is a title or a borrowed phrase and no speech at all).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dateline.read.complements import complements
from dateline.read.cues import Cue, Entry, speaks
from dateline.read.quotes import Quotation
from dateline.read.speakers import find_source

__all__ = ["follow_on", "is_speech", "read_direct"]

SPOKEN_END = ",.!?…–—-"
REACH = 28  # tokens between a quotation and the cue after it: the longest apposition seen between them
COLON_STANCE = "says"


def is_speech(doc: Doc, quote: Quotation) -> bool:
    """Is a quotation somebody's speech rather than a borrowed phrase or a title?

    Speech ends in punctuation inside its marks, or is a clause of four words or more.
    """
    inside = doc.char_span(quote.start, quote.end, alignment_mode="expand")
    words = [t for t in inside if t.is_alpha]
    if not words:
        return False
    ending = doc.text[quote.start : quote.end].rstrip("”’\"'» \n")[-1:]
    finite = any(t.pos_ in ("VERB", "AUX") for t in words)
    begins = words[0].text[:1].isupper() or words[0].i <= inside.start + 1 and words[0].is_sent_start
    if ending and ending in ",!?" and (finite or len(words) >= 2):
        return True
    if ending and ending in SPOKEN_END and finite and begins and len(words) >= 3:
        return True
    return finite and len(words) >= 4


def read_direct(doc: Doc, quotes: list[Quotation]) -> list[Cue]:
    """Return one cue for each verb that brings in quotations, with all of them."""
    found: dict[int, Cue] = {}
    for number, quote in enumerate(quotes):
        if not is_speech(doc, quote):
            continue
        after = quotes[number + 1] if number + 1 < len(quotes) else None
        before = quotes[number - 1] if number else None
        verb = _cue_after(doc, quote, after) or _cue_before(doc, quote, before)
        if verb is None:
            continue
        if verb.i in found:
            found[verb.i].pieces.append((quote.start, quote.end))
            continue
        entry = speaks(verb)
        source, head = find_source(verb, frame="quote")
        cue = Cue(
            verb,
            verb.i,
            verb.i + 1,
            entry.stance if entry else COLON_STANCE,
            "quote",
            [(quote.start, quote.end)],
            0.95,
            None,
            head,
            direct=True,
        )
        cue.source_tokens = source
        found[verb.i] = cue
    return list(found.values())


def _after(doc: Doc, quote: Quotation, following: Quotation | None) -> list[Token]:
    """The tokens after a quotation, to the end of its sentence or the next quotation."""
    tail = doc.char_span(quote.end - 1, min(quote.end, len(doc.text)), alignment_mode="expand")
    limit = following.start if following else len(doc.text)
    first = tail.end
    out: list[Token] = []
    for token in doc[first : first + REACH + 20]:
        if token.idx >= limit or "\n" in token.text:
            break
        if token.is_sent_start and out and token.i > first:
            break
        if token.is_sent_start and token.text[:1].isupper() and _ends(doc, quote) == ".":
            break
        out.append(token)
    return out


def _ends(doc: Doc, quote: Quotation) -> str:
    return doc.text[quote.start : quote.end].rstrip("”’\"'» \n")[-1:]


def _cue_after(doc: Doc, quote: Quotation, following: Quotation | None) -> Token | None:
    region = _after(doc, quote, following)
    if not region:
        return None
    ends = _ends(doc, quote)
    if ends == "." and region[0].text != ",":
        return None
    if ends not in ",!?…–—-." and region[0].text not in (",", "–", "—", "-"):
        return None
    for token in region[:REACH]:
        if token.text in (";", ":"):
            return None
        if token.pos_ in ("VERB", "AUX") or token.lower_ in ("said", "says"):
            if speaks(token) and _has_room(token):
                return token
            if token.dep_ in ("acl:relcl", "acl", "aux", "aux:pass", "cop") or token.tag_ in ("VBG", "MD"):
                continue
            if any(c.lower_ in ("who", "which", "that") for c in token.children):
                continue
            return None
    return None


def _has_room(verb: Token) -> bool:
    """The verb is not one of a relative clause that says something else ("who said on Monday that ...")."""
    if verb.dep_ in ("acl:relcl",) and any(c.lower_ in ("who", "which") for c in verb.children):
        return not any(c.frame == "that" for c in complements(verb))
    return True


def _cue_before(doc: Doc, quote: Quotation, earlier: Quotation | None) -> Token | None:
    region = list(_before(doc, quote, earlier))
    if not region:
        return None
    last = region[-1]
    verbs = [t for t in region if t.pos_ == "VERB" or t.lower_ in ("said", "says")]
    if not verbs:
        return None
    speaking = [t for t in verbs if speaks(t)]
    if last.text == ":":
        return speaking[-1] if speaking else next((t for t in verbs if t.dep_ == "ROOT"), verbs[-1])
    if not speaking:
        return None
    verb = speaking[-1]
    between = [t for t in region if t.i > verb.i]
    if any(t.pos_ == "VERB" and t.tag_ not in ("VBG", "VBN") for t in between):
        return None
    if last.text == "," or len(between) <= 2 or not any(t.pos_ in ("NOUN", "PROPN") for t in between[-1:]):
        begins_clause = [
            c for c in complements(verb) if c.frame in ("that", "wh") and doc[c.pieces[0][0]].idx < quote.start
        ]
        return None if begins_clause and last.lower_ != "that" else verb
    return None


def _before(doc: Doc, quote: Quotation, earlier: Quotation | None) -> Iterator[Token]:
    """The tokens of the same sentence before a quotation, back to the quotation before it."""
    first = doc.char_span(quote.start, quote.start + 1, alignment_mode="expand").start
    floor = earlier.end if earlier else 0
    start = first
    while start > 0 and doc[start - 1].idx >= floor and "\n" not in doc[start - 1].text:
        start -= 1
        if doc[start].is_sent_start and not (doc[start].i == first - 1 and doc[start].is_punct):
            break
    for token in doc[start:first]:
        if not token.is_space:
            yield token


def follow_on(doc: Doc, quotes: list[Quotation], cues: list[Cue]) -> Iterator[tuple[Quotation, Cue, bool]]:
    """Yield the quotations that no cue brings in and that go on from one before: (quotation, cue, in the same paragraph)."""
    taken = sorted(((s, e, cue) for cue in cues for s, e in cue.pieces), key=lambda row: row[:2])
    for quote in quotes:
        if any(s < quote.end and quote.start < e for s, e, _ in taken) or not is_speech(doc, quote):
            continue
        earlier = [
            (max(e, cue.at + len(cue.head)), cue) for s, e, cue in taken if s < quote.start and cue.at < quote.start
        ]
        if not earlier:
            continue
        _, cue = max(earlier, key=lambda row: row[0])
        same = "\n" not in doc.text[max(cue.at, max(e for _, e in cue.pieces if e <= quote.start)) : quote.start].strip(
            " "
        )
        yield quote, cue, same
