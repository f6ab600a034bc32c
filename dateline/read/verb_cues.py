"""Verb cues without a quotation of their own: "said that C", "C, he said", "vowed to C", "denied C"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dateline.read.complements import Complement, complements, sentence_bounds
from dateline.read.contents import around_parenthetical, reach
from dateline.read.cues import Cue, Entry, match_frame, verb_entries
from dateline.read.speakers import find_source, has_subject

__all__ = ["read_verbs"]

SILENT = {"decline", "refuse"}  # "declined to say whether C": the cue is both verbs
ADDRESSED = {"tell", "inform", "remind", "assure", "convince", "notify", "warn", "ask"}
MARKERS = {"that", "whether", "if"}


def read_verbs(doc: Doc, taken: set[int]) -> Iterator[Cue]:
    """Yield the cues of all verbs but those taken already; ranges are token ranges until the caller turns them."""
    for token in doc:
        if token.i in taken or not verb_entries(token):
            continue
        cue = _read(token)
        if cue is not None:
            yield cue


def _read(verb: Token) -> Cue | None:
    found = match_frame(verb)
    weak = found is None or found[1].frame in ("np", "ing", "in", "on", "of", "to")
    fallback = _bare_clause(verb) if weak else None
    if fallback is not None:
        found = fallback
    if found is None:
        return None
    entry, complement = found
    pieces = around_parenthetical(verb) if complement.frame == "said" else reach(verb, complement)
    if not pieces:
        return None
    start, end, pieces = _cue_range(verb, complement, pieces)
    source, head = find_source(verb, frame=complement.frame)
    confidence = 0.9 * entry.frames.get(complement.frame, 1.0)
    return Cue(verb, start, end, entry.stance, complement.frame, pieces, confidence, source, head)


def _cue_range(verb: Token, complement: Complement, pieces: list[tuple[int, int]]) -> tuple[int, int, list[tuple[int, int]]]:
    end = complement.cue_end or verb.i + 1
    particle = next((c for c in verb.children if c.dep_ == "compound:prt" and c.i in (verb.i + 1, verb.i + 2)), None)
    if particle is not None:
        end = max(end, particle.i + 1)
    if verb.lemma_ in SILENT and complement.frame == "to":
        inner = next((t for t in verb.doc[pieces[0][0] : pieces[0][0] + 3] if t.pos_ == "VERB" and verb_entries(t)), None)
        if inner is not None and inner.i + 1 < pieces[0][1]:
            return verb.i, inner.i + 1, [(inner.i + 1, pieces[0][1]), *pieces[1:]]
    return verb.i, end, pieces


def _bare_clause(verb: Token) -> tuple[Entry, Complement] | None:
    """A clause after a verb of saying that the parse has not seen: the words to the next comma, if they hold a verb."""
    entry = next((e for e in verb_entries(verb) if "that" in e.frames and "quote" in e.frames), None)
    if entry is None or not (has_subject(verb) or verb.tag_ == "VBG"):
        return None
    doc, start = verb.doc, verb.i + 1
    if verb.lemma_ in ADDRESSED:
        start = _after_addressee(verb)
    sentence_end = sentence_bounds(verb)[1]
    that = next((i for i in range(start, min(start + 10, sentence_end)) if doc[i].lower_ == "that" and doc[i].pos_ == "SCONJ"), None)
    if that is not None:
        return entry, Complement("that", ((that, sentence_end),))
    if start < sentence_end and doc[start].text in (",", ".", ";", ":"):
        return None
    end = next((i for i in range(start, sentence_end) if doc[i].text in (",", ";")), sentence_end)
    words = doc[start:end]
    subject = next((t for t in words if t.dep_ in ("nsubj", "nsubj:pass", "expl")), None)
    if subject is None or not any(t.i > subject.i and _finite(t) for t in words):
        return None
    return entry, Complement("that", ((start, end),))


def _finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.pos_ in ("VERB", "AUX") and token.head.dep_ != "acl:relcl"


def _after_addressee(verb: Token) -> int:
    objects = [c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i > verb.i]
    clause = next((c for c in complements(verb) if c.frame == "that"), None)
    if clause is not None:
        return clause.pieces[0][0]
    return objects[0].right_edge.i + 1 if objects else verb.i + 2
