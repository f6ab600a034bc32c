"""Direct speech: which cue brings in a quotation.

The search starts from the quotation: a cue after it ('"...," she said'), a cue before it ('She said: "..."'), none (the
speech goes on from the quotation before, or the quotation is a title or a borrowed phrase and no speech at all).
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.read.complements import complements
from dateline.read.cues import CONFIDENCE, SAID_FORMS, Cue, speaks
from dateline.read.quotes import Quotation
from dateline.read.span_index import Piece, SpanIndex
from dateline.read.speakers import ADDRESSED, Found, find_source, is_day, noun_phrase

__all__ = ["DirectSpeech"]

SPOKEN_END = ",.!?…–—-"
AFTER_REACH = 48  # tokens between a quotation and the cue after it: the longest apposition seen between them
COLON_STANCE = "says"
ANSWERS = {"all", "answer", "reply", "summary", "comment", "verdict", "message", "response", "word", "words", "explanation",
           "description", "advice", "reaction"}  # fmt: skip
WORDS_OF_A_CLAUSE = 4
NEXT_SENTENCE = re.compile(r"[.!?][\"”’]?\s+\w")
LONGEST_INTERRUPTION = 120  # characters
LONGEST_CUE = 60  # characters
LOOK_BACK = 12  # contents before a quotation among which its cue is looked for
MARKS = "”’\"'» \n"


@dataclass(frozen=True, slots=True)
class DirectSpeech:
    """A report's quotations, and the search for the cues that bring them in."""

    doc: Doc
    text: str
    quotes: Sequence[Quotation]

    def read(self) -> list[Cue]:
        """Return one cue for each verb that brings in quotations, with all of them as its content."""
        found: dict[int, Cue] = {}
        for number, quote in enumerate(self.quotes):
            verb = self._resumed(number, found) or self._named_after(number)
            if verb is None and self.is_speech(quote):
                verb = self._cue_after(number) or self._cue_before(number)
            if verb is None:
                continue
            if verb.i in found:
                found[verb.i].pieces.append((quote.start, quote.end))
                continue
            entry = speaks(verb)
            source, head = self._source(verb)
            stance = entry.stance if entry else COLON_STANCE
            pieces = [(quote.start, quote.end)]
            found[verb.i] = Cue(
                verb, verb.i, verb.i + 1, stance, "quote", pieces, CONFIDENCE["quote"], source, head, direct=True
            )
        return list(found.values())

    def _resumed(self, number: int, found: dict[int, Cue]) -> Token | None:
        """The cue that interrupts a speech right before this quotation: '"The bridge," he said, "is open."'"""
        if not number:
            return None
        start, end = self.quotes[number - 1].end, self.quotes[number].start
        between = self.text[start:end].strip()
        if not between.endswith(",") or len(between) > LONGEST_INTERRUPTION or re.search(r"[.:;]\s|\n", between):
            return None
        last = next(reversed(found.values()), None)
        return last.head if last is not None and start <= last.at < end else None

    def _named_after(self, number: int) -> Token | None:
        """The verb behind a quotation that the sentence goes on to name: '"We were wrong" was all that he would say'."""
        words = self._region_after(number)
        if len(words) < 4 or words[0].lower_ not in ("was", "is"):
            return None
        named = next((i for i, t in enumerate(words[1:4], 1) if t.lower_ in ANSWERS), None)
        if named is None:
            return None
        verbs = (t for t in words[named + 1 :] if t.pos_ == "VERB" and any(c.dep_ == "nsubj" for c in t.children))
        return next(verbs, None)

    def is_speech(self, quote: Quotation) -> bool:
        """Is a quotation somebody's speech rather than a borrowed phrase or a title?

        Speech ends in punctuation inside its marks, or is a clause of some length.
        """
        inside = self.doc.char_span(quote.start, quote.end, alignment_mode="expand")
        words = [t for t in inside if t.is_alpha] if inside is not None else []
        if not words:
            return False
        ending = self._ending(quote)
        finite = any(t.pos_ in ("VERB", "AUX") for t in words)
        if ending == "," or (ending in ("!", "?") and (finite or len(words) >= 2)):
            return True
        if ending in SPOKEN_END and finite and words[0].text[:1].isupper() and len(words) >= 3:
            return True
        return finite and len(words) >= WORDS_OF_A_CLAUSE

    def follow_on(self, cues: Sequence[Cue]) -> Iterator[tuple[Quotation, Cue, bool]]:
        """Yield the quotations that no cue brings in, the cue they go on from, and whether in the same paragraph.

        A quotation goes on from the last cue of its own paragraph, or, where it begins a paragraph, from the last of the
        paragraph before.
        """
        cues = [cue for cue in cues if not self._inside_speech(cue)]
        contents = SpanIndex((Piece(start, end), cue) for cue in cues for start, end in cue.pieces)
        # where each content or its cue ends, in text order; a quotation that goes on from a cue is added
        taken = sorted(
            (max(piece.end, cue.at + len(cue.head)), number, piece.start, cue)
            for number, (piece, cue) in enumerate(contents.rows)
        )
        for quote in self.quotes:
            if contents.touching(quote.start, quote.end) or not self.is_speech(quote):
                continue
            upto = bisect_right(taken, (quote.start + LONGEST_CUE, len(contents.rows)))
            before = (row for row in reversed(taken[max(0, upto - LOOK_BACK) : upto]))
            last = next((row for row in before if row[2] < quote.start and row[3].at < quote.start), None)
            if last is None:
                continue
            end, _, _, cue = last
            breaks = self.text[end : quote.start].strip(" .,\t").count("\n")
            opens = self.text[max(0, quote.start - LONGEST_CUE) : quote.start].rstrip(" \t").endswith("\n")
            if not breaks or (opens and not NEXT_SENTENCE.search(self.text[end : quote.start])):
                insort(taken, (quote.end, -1, quote.start, cue))
                yield quote, cue, not breaks

    def _inside_speech(self, cue: Cue) -> bool:
        quote = self._quote_at(cue.at)
        return quote is not None and self.is_speech(quote)

    def _quote_at(self, offset: int) -> Quotation | None:
        """The quotation that holds an offset; quotations stand in text order and do not nest."""
        number = bisect_right(self.quotes, offset, key=lambda quote: quote.start) - 1
        return self.quotes[number] if number >= 0 and self.quotes[number].holds(offset) else None

    # the cue ------------------------------------------------------------------------------------

    def _ending(self, quote: Quotation) -> str:
        return self.text[quote.start : quote.end].rstrip(MARKS)[-1:] or " "

    def _token_at(self, offset: int) -> Token | None:
        span = self.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None

    def _region_after(self, number: int) -> list[Token]:
        """The tokens after a quotation, to the end of its sentence or the next quotation."""
        quote = self.quotes[number]
        limit = self.quotes[number + 1].start if number + 1 < len(self.quotes) else len(self.text)
        last = self._token_at(quote.end - 1)
        out: list[Token] = []
        for token in self.doc[last.i + 1 : last.i + 1 + AFTER_REACH] if last is not None else ():
            if token.idx >= limit or "\n" in token.text:
                break
            if token.is_sent_start and (out or (token.text[:1].isupper() and self._ending(quote) == ".")):
                break
            out.append(token)
        return out

    def _cue_after(self, number: int) -> Token | None:
        region = self._region_after(number)
        if not region:
            return None
        ending, parted = self._ending(self.quotes[number]), region[0].text in (",", "–", "—", "-", "--")
        if not parted and ending not in (",", "!", "?", "…", "–", "—", "-"):
            return None
        for token in region:
            if token.text in (";", ":"):
                return None
            if token.pos_ not in ("VERB", "AUX") and token.lower_ not in SAID_FORMS:
                continue
            if speaks(token) and not self._says_something_else(token):
                return token
            if not self._may_stand_between(token):
                return None
        return None

    @staticmethod
    def _says_something_else(verb: Token) -> bool:
        """Is the verb one of a relative clause with a content of its own ("who said on Monday that ...")?"""
        relative = any(c.lower_ in ("who", "which") for c in verb.children)
        return relative and any(c.frame == "that" for c in complements(verb))

    @staticmethod
    def _may_stand_between(verb: Token) -> bool:
        """Verbs of relative clauses and participles may stand between a quotation and its cue."""
        if verb.dep_ in ("acl:relcl", "acl", "aux", "aux:pass", "cop") or verb.tag_ in ("VBG", "MD"):
            return True
        return any(c.lower_ in ("who", "which", "that") for c in verb.children)

    def _region_before(self, number: int) -> list[Token]:
        """The tokens of the same sentence before a quotation, back to the quotation before it."""
        quote = self.quotes[number]
        floor = self.quotes[number - 1].end if number else 0
        first = self._token_at(quote.start)
        if first is None:
            return []
        start = first.i
        if start and self.doc[start - 1].is_space and self._colon_before(start - 1):
            start = self._colon_before(start - 1)
            first = self.doc[start]
        while start > 0 and self.doc[start - 1].idx >= floor and "\n" not in self.doc[start - 1].text:
            start -= 1
            if self.doc[start].is_sent_start:
                break
        return [token for token in self.doc[start : first.i] if not token.is_space]

    def _colon_before(self, at: int) -> int:
        """Where a quotation that stands in a paragraph of its own would begin after a colon; 0 if there is none."""
        while at > 0 and self.doc[at].is_space:
            at -= 1
        return at + 1 if self.doc[at].text == ":" else 0

    def _cue_before(self, number: int) -> Token | None:
        region = self._region_before(number)
        verbs = [t for t in region if t.pos_ == "VERB" or t.lower_ in SAID_FORMS]
        if not verbs:
            return None
        speaking = [t for t in verbs if speaks(t)]
        if region[-1].text == ":":
            return speaking[-1] if speaking else next((t for t in verbs if t.dep_ == "ROOT"), verbs[-1])
        if not speaking:
            return None
        verb, last = speaking[-1], region[-1]
        between = [t for t in region if t.i > verb.i]
        if any(t.pos_ == "VERB" and t.tag_ not in ("VBG", "VBN") for t in between):
            return None
        if last.text != "," and len(between) > 2:
            return None
        start = self.quotes[number].start
        clauses = (c for c in complements(verb) if c.frame in ("that", "wh"))
        return None if any(self.doc[c.pieces[0][0]].idx < start for c in clauses) and last.lower_ != "that" else verb

    # the source ---------------------------------------------------------------------------------

    def _quoted(self, token: Token) -> bool:
        return self._quote_at(token.idx) is not None

    def _source(self, verb: Token) -> Found:
        """The source of a cue, which stands outside of quotations whatever the parse says."""
        source, head = find_source(verb, frame="quote")
        home = self._quote_at(verb.idx)
        if head is None or source is None:
            return self._beside(verb) if home is None else (source, head)
        if home is not None or not self._quoted(head):
            return self._behind_answer(self._outside(source)), head
        return self._beside(verb)

    def _behind_answer(self, source: tuple[int, int]) -> tuple[int, int]:
        """Leave out "was all that" where the parse takes it for a part of the subject."""
        start, end = source
        if self.doc[start].lower_ not in ("was", "is"):
            return source
        named = next((i for i in range(start, end - 1) if self.doc[i].lower_ in ANSWERS), None)
        if named is None:
            return source
        return named + 1 + (self.doc[named + 1].lower_ == "that" and named + 2 < end), end

    def _outside(self, source: tuple[int, int]) -> tuple[int, int]:
        """Cut a source at a quotation that the parse has put into it."""
        start, end = source
        quoted = [i for i in range(start, end) if self._quoted(self.doc[i])]
        if quoted and quoted[-1] + 1 < end and quoted[0] <= start + 1:
            start = quoted[-1] + 1
        elif quoted and quoted[0] > start and quoted[-1] >= end - 2:
            end = quoted[0]
        return start, end

    def _beside(self, verb: Token) -> Found:
        """The noun phrase right after the cue, or right before it."""
        after = [t for t in self.doc[verb.i + 1 : verb.i + 8] if not self._quoted(t)]
        for token in after if verb.lemma_ not in ADDRESSED else ():
            if is_day(token):
                break
            if token.pos_ in ("PROPN", "NOUN", "PRON"):
                end = self._phrase_end(token)
                return (verb.i + 1, end), self.doc[end - 1]
            if token.pos_ not in ("DET", "ADJ", "NUM"):
                break
        at = verb.i - 1
        while at > 0 and (self.doc[at].pos_ in ("ADV", "AUX") or self.doc[at].text == ","):
            at -= 1
        token = self.doc[at]
        if at < 0 or self._quoted(token) or token.pos_ not in ("PROPN", "NOUN", "PRON") or is_day(token):
            return None, None
        return self._outside(noun_phrase(token, outside=verb)), token

    def _phrase_end(self, token: Token) -> int:
        end = token.i + 1
        while end < len(self.doc) and self.doc[end].pos_ in ("PROPN", "NOUN", "PART") and not self.doc[end].is_space:
            end += 1
        return end
