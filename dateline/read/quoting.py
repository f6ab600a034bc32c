"""Who quotes whom: one cue that the model found is two attributions where somebody is cited through somebody else.

The Herald | quoted | civilians as saying that C          Herald: (civilians: C)
X was | quoted | as saying by the agency that C           agency: (X: C)
X was | reported | to have said that C                    nobody named: (X: C)
The radio, citing a doctor, said C                        radio: (doctor: C)
The doctor, quoted by the radio, said C                   radio: (doctor: C)
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dateline.read.complements import is_passive
from dateline.read.contents import characters
from dateline.read.cues import SPEECH, Cue, speaks, verb_entries
from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.read.speakers import QUOTING

__all__ = ["nest_citations", "nest_quoted", "part_quoting"]

CITING = frozenset({"cite", "quote"})
SOURCES = ("person", "group", "organization")
LONGEST_QUOTED = 16  # tokens from the verb that quotes to "saying"
QUOTED_BY = 0.7  # confidence
AS_FAR = 3  # tokens from "to" to the verb of saying: "to have said"


def part_quoting(doc: Doc, cue: Cue) -> None:
    """Leave to a cue only the verb that quotes, and put the verb of saying it quotes with into its content."""
    quoting = next((t for t in doc[cue.start : cue.end] if t.lemma_ in QUOTING and t.pos_ == "VERB"), None)
    saying = _saying(doc, cue, quoting) if quoting is not None else None
    if quoting is None or saying is None:
        return
    passive = is_passive(quoting) or quoting.tag_ == "VBN"
    if passive and cue.source is None and saying.tag_ == "VBG":
        return  # "was quoted as saying": nobody is said to quote
    begin = quoting.i + 1 if not passive else min(saying.i, doc[saying.i].left_edge.i)
    begin = begin if saying.tag_ == "VBG" else next(t.i for t in doc[quoting.i : saying.i] if t.tag_ == "TO")
    start, end = characters(doc, (begin, saying.i + 1))
    later = [piece for piece in cue.pieces if piece[0] >= start]
    if later:
        cue.pieces.remove(later[0])
        end = max(end, later[0][1])
    cue.pieces.append((start, end))
    cue.pieces += _before(doc, cue, quoting, saying)
    if passive:
        cue.pieces += _subject(doc, quoting, cue)
    cue.pieces.sort()
    cue.head, cue.end = quoting, quoting.i + 1


def _saying(doc: Doc, cue: Cue, quoting: Token) -> Token | None:
    """The verb of saying in a cue: behind "as", or an infinitive behind a passive."""
    said = next((t.i for t in doc[quoting.i + 1 : quoting.i + LONGEST_QUOTED] if _is_said(t) or t.is_sent_start), 0)
    for token in doc[quoting.i + 1 : max(cue.end, said + 1)]:
        before = doc[quoting.i + 1 : token.i]
        if _is_said(token):
            return token
        if token.tag_ in ("VB", "VBN") and speaks(token) and any(t.tag_ == "TO" for t in before[-AS_FAR:]):
            return token
    return None


def _before(doc: Doc, cue: Cue, quoting: Token, saying: Token) -> list[tuple[int, int]]:
    """What is said, where it opens the sentence: "C, the Post quoted the ministry as saying"."""
    ends = saying.i + 1 >= len(doc) or doc[saying.i + 1].text in (".", "\n") or doc[saying.i + 1].is_sent_start
    if not ends or cue.source is None or any(piece[0] < doc[quoting.i].idx for piece in cue.pieces):
        return []
    floor = next(i for i in range(quoting.i, -1, -1) if doc[i].is_sent_start or i == 0)
    comma = next((t.i for t in reversed(doc[floor : quoting.i]) if t.text == "," and t.idx < cue.source[0]), floor)
    return [characters(doc, (floor, comma))] if comma > floor else []


def _is_said(token: Token) -> bool:
    """Is it the "saying" of "quoted a driver as saying that C"?"""
    return bool(token.tag_ == "VBG" and token.nbor(-1).lower_ == "as" and verb_entries(token))


def _subject(doc: Doc, quoting: Token, cue: Cue) -> list[tuple[int, int]]:
    """Who is quoted, where the content has left it out."""
    subject = next((c for c in quoting.children if c.dep_.startswith("nsubj") and c.i < quoting.i), None)
    if subject is None or any(start <= subject.idx < end for start, end in cue.pieces):
        return []
    return [characters(doc, (subject.left_edge.i, subject.right_edge.i + 1))]


# "citing a doctor" -------------------------------------------------------------------------------


def nest_citations(draft: Draft, found: Sequence[Cue]) -> None:
    """Give those who are cited for a statement its content, within the statement: "X said C, citing Y"."""
    for cue in found:
        if cue.head.lemma_ not in CITING or cue.head.tag_ != "VBG" or len(cue.pieces) != 1 or cue.direct:
            continue
        tokens = draft.tokens_in(draft.span(*cue.pieces[0]))
        host = _host(cue, found)
        if host is None or not _is_source(draft, tokens.root):
            continue
        behind = cue.pieces[0][1]
        parted = [piece for piece in host.pieces if not piece[0] <= cue.at < piece[1]]
        parted += [(piece[0], cue.at) for piece in host.pieces if piece[0] < cue.at < piece[1]]
        host.pieces = sorted(_trimmed(draft, parted)) or host.pieces
        cue.source, cue.source_head = (cue.pieces[0][0], behind), tokens.root
        cue.pieces, cue.host, cue.stance = list(host.pieces), host, host.stance


def nest_quoted(draft: Draft, found: list[Cue]) -> None:
    """Put the statement of somebody who is quoted by another into the other's: "X, quoted by the Post, said C"."""
    doc = draft.doc
    for cue in list(found):
        if cue.source is None or cue.host is not None or cue.source[1] > cue.at:
            continue
        words = doc[draft.tokens_in(draft.span(*cue.source)).start + 1 : cue.head.i]
        verb = next((t for t in words if t.lemma_ in CITING and t.nbor(1).lower_ == "by"), None)
        if verb is None or verb.nbor(-1).text != ",":
            continue
        end = next((t.i for t in doc[verb.i + 2 : cue.head.i] if t.text == ","), cue.start)
        by = characters(doc, (verb.i + 2, end)) if verb.i + 2 < end else None
        if by is None or any(other.start <= verb.i < other.end for other in found):
            continue
        pieces = [(cue.source[0], doc[verb.i - 1].idx), *cue.pieces]
        cue.host = Cue(
            verb, verb.i, verb.i + 1, "says", "pass", sorted(pieces), QUOTED_BY, by, doc[verb.i + 2 : end].root
        )
        cue.source = (cue.source[0], doc[verb.i - 1].idx)
        found.append(cue.host)


def _host(cue: Cue, found: Sequence[Cue]) -> Cue | None:
    """The statement of the same sentence, by the one who cites."""
    for other in found:
        if other is cue or other.head.lemma_ in CITING or other.continues or other.head.sent != cue.head.sent:
            continue
        same = cue.source is None or other.source == cue.source
        if same and (other.frame in SPEECH or other.frame in ("said", "learned", "phrase")):
            return other
    return None


def _is_source(draft: Draft, head: Token) -> bool:
    """Can somebody's word be had from what is cited: a person, a body, or a text?"""
    entity = draft.find_entity(draft.span_of(head), head)
    texts = {row["noun"] for row in load_lexicon("source_nouns")}
    return head.lemma_.lower() in texts or (entity is not None and entity.kind in SOURCES)


def _trimmed(draft: Draft, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = [draft.span(start, end) for start, end in pieces if draft.read_text[start:end].strip(" ,;–—-")]
    return [(s.start, s.start + len(s.quote.rstrip(" ,;–—-"))) for s in spans]
