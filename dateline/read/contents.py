"""Contents: how far the words reach that a cue attributes, as character ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from dateline.read.complements import Complement, sentence_bounds
from dateline.read.cues import ADDING, joined_to, speaks, verb_entries
from dateline.read.quotes import Quotation
from dateline.read.speakers import QUOTING, subject_after, trailing_subject

__all__ = [
    "BREAKS",
    "Quotes",
    "around_parenthetical",
    "before_contrast",
    "characters",
    "clean",
    "reach",
    "to_clause_end",
]

EDGE = " \t\n\r,;:–—-\xa0."
BREAKS = {",", ";", "–", "—", "--", "(", ")"}
LIST_MARKS = {",", "–", "—", "-"}
NO_LIST = {"according", "but", "who", "which"}
NOT_RESUMED = {
    "and",
    "but",
    "while",
    "as",
    "after",
    "who",
    "which",
    "when",
    "although",
    "though",
    "because",
    "since",
    "where",
}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
JOINING = {"and", "but", "or", "nor", "yet"}
CONTRASTS = {"but", "while", "and", "though", "although", "whereas"}
BACKSHIFTED = {"had", "would", "could", "might"}  # what "said" makes of have, will, can, may
KEPT_CHILDREN = {
    "nsubj",
    "nsubj:pass",
    "aux",
    "aux:pass",
    "advmod",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "obl:unmarked",
    "neg",
}


class Quotes:
    """The quotations of a report, asked by character."""

    def __init__(self, found: Sequence[Quotation], *, size: int) -> None:
        self.all = list(found)
        self._at: list[int] = [-1] * (size + 1)
        for number, quote in enumerate(self.all):
            self._at[quote.start : quote.end] = [number] * (quote.end - quote.start)

    def around(self, offset: int) -> Quotation | None:
        """Return the quotation that holds a character, or None."""
        number = self._at[offset]
        return self.all[number] if number >= 0 else None

    def snap(self, pieces: Iterable[tuple[int, int]], *, cue: int) -> list[tuple[int, int]]:
        """Widen pieces to the whole of the quotations that they begin or end in; a cue in a quotation stays inside it."""
        home = self.around(cue)
        out = []
        for start, end in pieces:
            if home:
                start, end = max(start, home.start), min(end, home.end)
            elif start < end:
                first, last = self.around(start), self.around(end - 1) or self.around(min(end, len(self._at) - 1))
                start = first.start if first else start
                end = last.end if last and last.start < end else end
            if start < end:
                out.append((start, end))
        return out


def clean(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Drop punctuation and white space at the edges of a range; None if no word is left.

    >>> clean(', he left. ', 0, 11)
    (2, 9)
    """
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and text[end - 1] in EDGE and not (text[end - 1] == "." and _abbreviates(text[start:end])):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _abbreviates(words: str) -> bool:
    """Does the full stop belong to initials (U.S.) rather than to the sentence?"""
    return words.rsplit(None, 1)[-1].count(".") > 1


def characters(doc: Doc, tokens: tuple[int, int]) -> tuple[int, int]:
    """Return the character range of a token range."""
    last: Token = doc[tokens[1] - 1]
    return doc[tokens[0]].idx, last.idx + len(last)


def reach(verb: Token, complement: Complement) -> list[tuple[int, int]]:
    """Return the token ranges of a complement, the last one to the end of its clause, markers left out."""
    pieces = [piece for piece in complement.pieces if piece[0] < piece[1]]
    if not pieces:
        return []
    start, end = pieces[-1]
    if verb.doc[start].lower_ == "that" and complement.frame in ("that", "pass-that"):
        start += 1
    if complement.frame != "pass":
        end = max(end, to_clause_end(verb, start, end))
    if complement.frame in ("that", "wh"):
        end = _through_joined(verb, start, end)
    end = _before_new_voice(verb, start, _before_joined(verb, start, end))
    if complement.frame == "that" and verb.doc[max(start - 1, 0)].lower_ != "that":
        end = before_contrast(verb.doc, start, end)
    return [*pieces[:-1], (start, end)] if start < end else pieces[:-1]


def _before_joined(verb: Token, start: int, end: int) -> int:
    """Stop before a second cue that is joined to this one ("said C and added C")."""
    for i in range(start + 2, end):
        token = verb.doc[i]
        if token.lower_ == "as" and i + 1 < end and verb.doc[i + 1].lower_ in ("saying", "telling"):
            return i if verb.lemma_ not in QUOTING else end
        if token.tag_ == "VBG" and token.lemma_ in ADDING and _same_source(token, verb):
            return i - 1
        if token.lower_ in ("and", "but"):
            following = next((t for t in verb.doc[i + 1 : i + 4] if t.pos_ != "ADV"), None)
            if following is not None and verb_entries(following):
                earlier = joined_to(following)
                if earlier is not None and earlier.i == verb.i:
                    return i
    return end


def _same_source(participle: Token, verb: Token) -> bool:
    earlier = joined_to(participle)
    return earlier is not None and earlier.i == verb.i


def _before_new_voice(verb: Token, start: int, end: int) -> int:
    """Stop at a semicolon or ", while", ", but" behind which somebody else is cited ("A said C; B said D")."""
    doc = verb.doc
    for i in range(start + 2, end - 3):
        if doc[i].text != ";" and not (doc[i].text == "," and doc[i + 1].lower_ in CONTRASTS):
            continue
        for token in doc[i + 2 : end]:
            if token.text in (";", ","):
                break
            simple = token.tag_ in FINITE and not any(c.dep_ in ("aux", "aux:pass") for c in token.children)
            if simple and speaks(token) and any(c.dep_ == "nsubj" and c.i > i for c in token.children):
                return i
    return end


def _through_joined(verb: Token, start: int, end: int) -> int:
    """Go on over commas to the clauses joined to a content: ", that C", ", had C" after "had", ", and X would C"."""
    doc, ceiling = verb.doc, sentence_bounds(verb)[1]
    while end + 2 < ceiling and doc[end].text in (",", ";") and _joins(verb, start, end, ceiling):
        end = _clause_stop(doc, end + 1, ceiling)
        end = _through_list(doc, end, ceiling)
    return end


def _clause_stop(doc: Doc, start: int, ceiling: int) -> int:
    at = start + 1
    while at < ceiling and doc[at].text not in BREAKS:
        if doc[at].lower_ in ("and", "but", "while") and _new_cue(doc, at + 1, ceiling):
            break
        at += 1
    return at


def _joins(verb: Token, start: int, end: int, ceiling: int) -> bool:
    """Do the words after a comma go on with the content that ends there?"""
    doc, at = verb.doc, end + 1
    joining = doc[at].lower_ if doc[at].lower_ in JOINING else ""
    at += bool(joining)
    while at < ceiling - 1 and doc[at].pos_ == "ADV":
        at += 1
    first = doc[at]
    if at >= ceiling - 1 or first.idx <= verb.idx:
        return False
    if joining and _is_remainder(doc, at, ceiling):
        return True
    if first.lower_ == "that" and first.tag_ != "DT" and doc[at + 1].pos_ not in ("VERB", "AUX", "PUNCT"):
        return True
    if doc[end].text == ";":
        return False
    own = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    auxiliaries = {t.lower_ for t in doc[start:end] if t.pos_ == "AUX"} - own
    if first.pos_ == "AUX" and first.tag_ in FINITE:
        return first.lower_ in auxiliaries
    if first.tag_ == "VBN":
        return bool(auxiliaries) and not own
    return (
        joining == "and"
        and verb.tag_ == "VBD"
        and bool(auxiliaries & BACKSHIFTED)
        and _is_backshifted(doc, at, ceiling)
    )


def _is_remainder(doc: Doc, start: int, ceiling: int) -> bool:
    """Do words without a finite verb end the sentence: ", but not the bridge", ", and about 40 guards"?"""
    end = next((i for i in range(start, ceiling) if doc[i].text in BREAKS), ceiling)
    words = doc[start:end]
    return end >= ceiling - 1 and not any(t.tag_ in FINITE and t.pos_ in ("VERB", "AUX") for t in words)


def _is_backshifted(doc: Doc, start: int, ceiling: int) -> bool:
    """Is the first finite verb one that reported speech would have, and none that cites somebody?"""
    for token in doc[start:ceiling]:
        if token.text in BREAKS:
            return False
        if token.tag_ in FINITE and token.pos_ in ("VERB", "AUX"):
            return token.lower_ in BACKSHIFTED and token.i > start and not speaks(token.head)
    return False


def before_contrast(doc: Doc, start: int, end: int) -> int:
    """Stop a clause without "that" at ", but" with a new subject: the report's own voice goes on there."""
    for i in range(start + 2, end - 2):
        contrast = doc[i].text == "," and doc[i + 1].lower_ in ("but", "while")
        if contrast and any(t.dep_ in ("nsubj", "nsubj:pass", "expl") for t in doc[i + 2 : end]):
            return i
    return end


def to_clause_end(verb: Token, start: int, end: int) -> int:
    """Return where the clause ends that a token range ends in: at a comma, the sentence's end, or a verb joined to the cue.

    Prepositional phrases and clauses after a content belong to it far more often than to the cue (measured on PolNeAR).
    """
    ceiling = stop = min(sentence_bounds(verb)[1], _main_verb(verb))
    for child in verb.children:
        if child.dep_ == "conj" and child.left_edge.i >= end and _is_parallel(child):
            stop = min(stop, next((c.i for c in child.children if c.dep_ == "cc"), child.left_edge.i))
    if _unfinished(verb.doc, start, stop):
        stop = ceiling
    while end < stop and (verb.doc[end].text not in BREAKS or _unfinished(verb.doc, start, end)):
        if verb.doc[end].lower_ in ("and", "but", "while") and _new_cue(verb.doc, end + 1, stop):
            break
        end += 1
    return _through_list(verb.doc, end, stop)


def _main_verb(verb: Token) -> int:
    """Where the predicate begins whose subject the cue qualifies: "a man who called himself a doctor | warned that C"."""
    noun = verb.head
    if verb.dep_ not in ("acl", "acl:relcl") or not noun.dep_.startswith("nsubj") or noun.head.i < verb.i:
        return len(verb.doc)
    own = (c.i for c in noun.head.children if c.dep_ in ("aux", "aux:pass", "cop") and c.i > verb.i)
    return min([noun.head.i, *own])


def _through_list(doc: Doc, end: int, stop: int) -> int:
    """Go on over commas while only names and nouns follow: the rest of a list or an apposition."""
    while end < stop and doc[end].text in LIST_MARKS:
        following = next((i for i in range(end + 1, stop) if doc[i].text in BREAKS or doc[i].text == "-"), stop)
        words = doc[end + 1 : following]
        if not len(words) or any(t.pos_ in ("VERB", "AUX", "SCONJ") or t.lower_ in NO_LIST for t in words):
            break
        end = following
    return end


def _is_parallel(joined: Token) -> bool:
    """Is a verb joined to the cue another act of the source ("said C and left") rather than more of the content?"""
    helped = any(c.dep_ == "aux" for c in joined.children) and not any(c.dep_ == "aux" for c in joined.head.children)
    if joined.pos_ not in ("VERB", "AUX") or helped:
        return False  # "had fled" is no second act of somebody who "said"
    if verb_entries(joined):
        return True
    return joined.tag_ != "VB" and not any(c.dep_ in ("nsubj", "nsubj:pass") or c.tag_ == "MD" for c in joined.children)


def _unfinished(doc: Doc, start: int, end: int) -> bool:
    """Has the clause that "that" opens no verb yet, as before an apposition ("that its founder, a cleric, was dead")?"""
    that = next(
        (i for i in range(end - 1, start - 2, -1) if i >= 0 and doc[i].lower_ == "that" and doc[i].tag_ != "DT"), None
    )
    return that is not None and not any(t.tag_ in FINITE and t.pos_ in ("VERB", "AUX") for t in doc[that + 1 : end])


def _new_cue(doc: Doc, start: int, stop: int) -> bool:
    """Does another cue with a subject of its own follow before the next comma?"""
    for token in doc[start:stop]:
        if token.text in BREAKS:
            return False
        if token.tag_ in ("VBD", "VBZ", "VBP") and verb_entries(token):
            return any(c.dep_ == "nsubj" for c in token.children) or joined_to(token) is not None
    return False


def around_parenthetical(verb: Token) -> list[tuple[int, int]]:
    """Return the token ranges before and after a parenthetical cue ("C, he said, C") in its sentence."""
    doc = verb.doc
    floor, ceiling = sentence_bounds(verb)
    own = [c for c in verb.children if c.dep_ in KEPT_CHILDREN]
    behind, _ = subject_after(verb)
    if behind is not None:
        own = []
    trailing = trailing_subject(verb)
    first = (
        trailing[0] if trailing else min([verb.i, *(c.left_edge.i for c in own if verb.i - c.i < 40 and c.i < verb.i)])
    )
    last = max([verb.i, behind[1] - 1 if behind else verb.i, *(c.right_edge.i for c in own if c.i > verb.i)])
    pieces = []
    start = next((i + 1 for i in range(first - 1, floor, -1) if doc[i].text == ";"), floor)
    if start < first:
        pieces.append((start, first))
    after = last + 1
    if after + 2 < ceiling and doc[after].text == "," and first > start:
        following = doc[after + 1]
        if following.lower_ not in NOT_RESUMED and following.tag_ != "VBG":
            pieces.append((after + 1, ceiling))
    return pieces
