"""Verb cues without a quotation of their own: "said that C", "C, he said", "vowed to C", "denied C"."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from spacy.attrs import LOWER, POS
from spacy.symbols import VERB
from spacy.tokens import Doc, Token

from dateline.read.complements import Complement, has_finite_root, sentence_bounds
from dateline.read.contents import BREAKS, around_parenthetical, reach
from dateline.read.cues import CONFIDENCE, SAID_FORMS, Cue, Entry, entries, match_frame, speaks, verb_entries
from dateline.read.speakers import ADDRESSED, find_source, has_subject, head_word, subject_after, trailing_subject

__all__ = ["read_verbs"]

CERTAIN = {"wh", "said", "to", "np-to", "as", "pass", "pass-to", "raise"}  # frames that no missed clause overrides
CLAUSAL = {"that", "wh", "said"}
SILENT = {"decline", "refuse"}  # "declined to say whether C": the cue is both verbs
THAT_REACH = 12  # tokens from the verb to "that": "told the newspaper on Monday that"
FINITE = {"VBD", "VBZ", "VBP", "MD"}
# verbs whose infinitive is always one of purpose, whatever the parse makes of it
COMING_TOGETHER = frozenset({"assemble", "come", "convene", "gather", "go", "meet", "return", "sit", "travel"})


def read_verbs(doc: Doc, taken: set[int]) -> Iterator[Cue]:
    """Yield the cues of all verbs but those taken already; ranges are token ranges until the caller turns them."""
    said = [doc.vocab.strings[word] for word in SAID_FORMS]
    table = doc.to_array([POS, LOWER])
    may_be = (table[:, 0] == VERB) | np.isin(table[:, 1], np.array(said, dtype=np.uint64))
    for at in np.flatnonzero(may_be).tolist():  # a fifth of the tokens; to look at each takes longer than the rest
        token = doc[at]
        if at in taken or not verb_entries(token):
            continue
        cue = _read(token)
        if cue is not None:
            yield cue


def _read(verb: Token) -> Cue | None:
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and has_finite_root(verb):
        return None  # "a report published on Monday": nobody's word by itself
    if verb.dep_ == "xcomp" and verb.head.lemma_ in SILENT:
        return None  # part of the cue "declined to say"
    found = match_frame(verb) or _by_next_word(verb)
    found = _inverted(verb) or found
    fallback = _bare_clause(verb) if found is None or found[1].frame not in CERTAIN else None
    gap = fallback is None and found is not None and found[1].frame == "said" and verb.i + 1 < len(verb.doc)
    if gap and _finite(verb.doc[verb.i + 1]):
        fallback = _bare_clause(verb)
    if fallback is not None and (found is None or found[1].frame != "that" or _better(verb.doc, fallback[1], found[1])):
        found = fallback
    if found is None:
        return None
    entry, complement = found
    pieces = around_parenthetical(verb) if complement.frame == "said" else reach(verb, complement)
    if not pieces:
        return None
    opens = verb.doc[pieces[0][0]]
    if opens.i > verb.i and opens.tag_ in ("VBD", "VBZ") and speaks(opens):
        return None  # "which the army has disputed, | said that C"
    if complement.frame not in CLAUSAL and _is_aim(verb):
        return None
    colon = next((t for t in verb.doc[verb.i + 1 : pieces[-1][0] + 1] if t.text == ":"), None)
    if colon is not None and ("quote" not in entry.frames or entry.stance == "denies"):
        return None  # "who won is disputed: the mayor says ..." brings in other people's words
    start, end, pieces = _cue_range(verb, complement, pieces)
    if entry.stance == "denies":
        pieces = _before_colon(verb.doc, pieces)
    trailing = trailing_subject(verb) if complement.frame == "said" else None
    source, head = subject_after(verb) if complement.frame == "said" else (None, None)
    if source is None:
        source, head = (
            (trailing, head_word(verb.doc, *trailing)) if trailing else find_source(verb, frame=complement.frame)
        )
    confidence = entry.frames.get(complement.frame, CONFIDENCE["said"])
    return Cue(verb, start, end, entry.stance, complement.frame, pieces, confidence, source, head)


def _before_colon(doc: Doc, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut a denied content at a colon, which brings in what is said instead: "contradicted them: the road was open"."""
    start, end = pieces[-1]
    colon = next((i for i in range(start + 1, end) if doc[i].text == ":"), end)
    return [*pieces[:-1], (start, colon)]


def _is_aim(verb: Token) -> bool:
    """Is the verb an infinitive of purpose, an act not done: "met | to agree on a budget"?"""
    apart = verb.dep_ == "advcl" or (verb.dep_ == "xcomp" and verb.head.lemma_ in COMING_TOGETHER)
    purpose = apart and any(c.tag_ == "TO" for c in verb.children)
    return purpose and not verb_entries(verb.head)


def _inverted(verb: Token) -> tuple[Entry, Complement] | None:
    """The clause before a cue whose subject follows it: "C, said a driver"."""
    entry = next((e for e in verb_entries(verb) if "said" in e.frames and "quote" in e.frames), None)
    if entry is None or subject_after(verb)[0] is None:
        return None
    floor = sentence_bounds(verb)[0]
    clause = any(_finite(t) for t in verb.doc[floor : verb.i - 1])
    return (entry, Complement("said", ((floor, verb.i),))) if clause else None


def _better(doc: Doc, one: Complement, other: Complement) -> bool:
    if one.frame != "that":
        return False
    mine, theirs = one.pieces[0][0], other.pieces[0][0]
    return theirs - mine > 1 or doc[mine].lower_ == "that" != doc[theirs].lower_


def _cue_range(
    verb: Token, complement: Complement, pieces: list[tuple[int, int]]
) -> tuple[int, int, list[tuple[int, int]]]:
    end = complement.cue_end or verb.i + 1
    particle = next((c for c in verb.children if c.dep_ == "compound:prt" and c.i in (verb.i + 1, verb.i + 2)), None)
    if particle is not None:
        end = max(end, particle.i + 1)
    if verb.lemma_ in SILENT and complement.frame == "to":
        inner = next(
            (t for t in verb.doc[pieces[0][0] : pieces[0][0] + 3] if t.pos_ == "VERB" and verb_entries(t)), None
        )
        if inner is not None and inner.i + 1 < pieces[0][1]:
            return verb.i, inner.i + 1, [(inner.i + 1, pieces[0][1]), *pieces[1:]]
    return verb.i, end, pieces


def _by_next_word(verb: Token) -> tuple[Entry, Complement] | None:
    """The frame that the next words show, where the parse hangs nothing on a verb or takes it for an adjective.

    "the envoy | dismissed reports" with no article before it is no premodifier.
    """
    doc, ceiling = verb.doc, sentence_bounds(verb)[1]
    misread = verb.dep_ == "amod" and verb.tag_ in ("VBN", "VBD") and verb.head.i > verb.i and not verb.is_sent_start
    if misread and doc[verb.i - 1].pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    if not misread and not (_finite(verb) and not any(c.i > verb.i and not c.is_punct for c in verb.children)):
        return None
    start = verb.i + 1
    while start < ceiling - 1 and doc[start].pos_ == "ADV":
        start += 1
    if start >= ceiling - 1:
        return None
    following = doc[start]
    if following.tag_ == "TO":
        frame = "to"
    elif following.tag_ == "VBG":
        frame = "ing"
    elif following.pos_ in ("DET", "PROPN", "NOUN", "NUM", "ADJ", "PRON"):
        frame = "np"
    else:
        return None
    entry = next((e for e in verb_entries(verb) if frame in e.frames), None)
    return (entry, Complement(frame, ((start, start + 1),))) if entry is not None else None


def _bare_clause(verb: Token) -> tuple[Entry, Complement] | None:
    """A clause of a verb of saying that the parse has not seen, found by the words around the verb."""
    entry = next((e for e in verb_entries(verb) if "that" in e.frames and "quote" in e.frames), None)
    if entry is None or not (has_subject(verb) or verb.tag_ == "VBG" or trailing_subject(verb)):
        return None
    doc, (floor, ceiling) = verb.doc, sentence_bounds(verb)
    that = _that(verb, ceiling)
    if that is not None:
        return entry, Complement("that", ((that, ceiling),))
    if verb.i + 1 < ceiling and doc[verb.i + 1].text == ",":
        interrupted = has_subject(verb) and _holds_clause(verb, verb.i + 2, ceiling)
        return (
            (entry, Complement("that", ((verb.i + 2, ceiling),))) if interrupted and not _trails(verb, floor) else None
        )
    relative = verb.dep_ == "acl:relcl" and verb.i + 2 < ceiling and doc[verb.i + 1].tag_ == "VBN"
    if relative or (verb.i + 2 < ceiling and _finite(doc[verb.i + 1])):
        return entry, Complement("that", ((verb.i + 1, ceiling),))  # "bodies that villagers said lay in the road"
    close = next((i for i in range(verb.i + 1, ceiling) if doc[i].text in BREAKS), ceiling)
    if _trails(verb, floor) and not any(_finite(t) for t in doc[verb.i + 1 : close]):
        return (entry, Complement("said", ((floor, verb.i),))) if "said" in entry.frames else None
    end = next((i for i in range(verb.i + 1, ceiling) if doc[i].text in (",", ";")), ceiling)
    subject = next((t for t in doc[verb.i + 1 : end] if t.dep_ in ("nsubj", "nsubj:pass", "expl")), None)
    start = max(verb.i + 2, subject.left_edge.i) if verb.lemma_ in ADDRESSED and subject is not None else verb.i + 1
    return (entry, Complement("that", ((start, end),))) if _holds_clause(verb, start, end) else None


def _that(verb: Token, ceiling: int) -> int | None:
    """Where "that" opens a clause soon after the verb."""
    for token in verb.doc[verb.i + 1 : min(verb.i + THAT_REACH, ceiling)]:
        if _finite(token) or token.text in (";", ":") or token.is_quote or token.lemma_ in entries("cue_nouns"):
            return None
        if token.lower_ == "that" and token.tag_ != "DT" and token.i + 2 < ceiling:
            return token.i
    return None


def _holds_clause(verb: Token, start: int, end: int) -> bool:
    """Do the words hold a noun and, after it, a finite verb of their own?"""
    doc = verb.doc
    noun = next(
        (i for i in range(start, min(end, start + 12)) if doc[i].pos_ in ("NOUN", "PROPN", "PRON", "NUM")), None
    )
    if noun is None or start >= end or (doc[start].pos_ == "ADP" and verb.lemma_ not in ("say", "add", "note")):
        return False
    return any(_finite(t) and t.dep_ != "acl:relcl" for t in doc[noun + 1 : end])


def _finite(token: Token) -> bool:
    return token.tag_ in FINITE and token.pos_ in ("VERB", "AUX")


def _trails(verb: Token, floor: int) -> bool:
    """Does the cue stand after a comma, behind a clause of its sentence ("C, the group says")?"""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    trailing = trailing_subject(verb)
    first = trailing[0] if trailing else min(verb.i, subject.left_edge.i if subject is not None else verb.i)
    if first <= floor + 1 or any(c.dep_ in ("mark", "cc") for c in verb.children):
        return False
    before = list(verb.doc[floor : first - 1])
    return (
        verb.doc[first - 1].text == "," and any(t.pos_ in ("VERB", "AUX") for t in before) and before[0].pos_ != "SCONJ"
    )
