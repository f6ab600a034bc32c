"""What hangs on a verb, named as the frames that the cue lexicons speak of.

Frames, with C the words that a cue would make somebody's content::

    said      "C, he said"             that      he said (that) C         wh      he asked whether C
    to        he vowed to C            np-to     he urged C(them to leave) ing    he denied C(taking part)
    as        he described C(it as X)  pred      he called C(it a lie)     np     he denied C(the report)
    np-of     he accused C(her of X)   np-for, np-on ... likewise
    of, for   he called for C          pass      C was denied (by him)     pass-to  C is expected C(to leave)
    raise     C seems C(to be over)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dateline.read.lexicon import load_lexicon

__all__ = ["Complement", "complements", "has_finite_root", "is_passive", "sentence_bounds"]

CLAUSES = {"ccomp", "xcomp", "advcl", "parataxis", "dep"}
WH = {"whether", "if", "how", "why", "when", "where", "what", "who", "which"}
FINITE_TAGS = {"VBD", "VBZ", "VBP", "MD"}
LONGEST_SUBJECT = 30  # tokens
OBJECTS = {"obj", "iobj"}
OTHER_MARKS = {"as", "because", "after", "before", "while", "since", "until", "unless", "although", "though", "so",
               "once", "by", "in", "when", "if", "where", "than", "with", "without", "for", "on"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Complement:
    """One complement of a verb: its frame, the token ranges of its words, and the last token of a longer cue."""

    frame: str
    pieces: tuple[tuple[int, int], ...]
    cue_end: int | None = None


def is_passive(verb: Token) -> bool:
    """Is the verb a passive: a passive subject or auxiliary, or a bare participle after its noun?"""
    if any(child.dep_ in ("nsubj:pass", "aux:pass", "csubj:pass") for child in verb.children):
        return True
    bare = not any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    if bare and verb.dep_ == "advcl" and verb.tag_ in ("VBN", "VBD"):
        return True  # "Asked about the raid, he said ..."
    participle = verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod") and not any(c.dep_ == "aux" for c in verb.children)
    return participle and has_finite_root(verb)


def has_finite_root(token: Token) -> bool:
    """Is the root of a token's sentence a verb? If not, a participle after a noun may be the verb that the tagger missed."""
    while token.head.i != token.i:
        token = token.head
    return bool(token.pos_ in ("VERB", "AUX"))


def sentence_bounds(token: Token) -> tuple[int, int]:
    """Return the token range of a token's sentence; ``token.sent`` goes through the whole text each time."""
    doc = token.doc
    start = end = token.i
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    end += 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    return start, end


def complements(verb: Token) -> list[Complement]:
    """Return the complements of a verb, the most telling first."""
    right = [child for child in verb.children if child.i > verb.i]
    left = [child for child in verb.children if child.i < verb.i]
    return [
        *_clauses(verb, right),
        *_passives(left, right),
        *_with_object(right),
        *_infinitives(right),
        *_gerunds(right),
        *_objects(right),
        *_prepositional(verb, right),
        *_before(verb, left),
    ]


def _range(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i + 1


def _mark(token: Token) -> str:
    for child in token.children:
        if child.i < token.i and child.dep_ in ("mark", "case"):
            return str(child.lower_)
    return ""


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubj:pass", "csubj", "expl") for child in token.children)


def _is_infinitive(token: Token) -> bool:
    return any(child.tag_ == "TO" and child.i < token.i for child in token.children)


def _is_finite(token: Token) -> bool:
    if _is_infinitive(token):
        return False
    return _has_subject(token) or any(
        t.tag_ in FINITE_TAGS for t in (token, *token.children) if t.pos_ in ("VERB", "AUX")
    )


def _clauses(verb: Token, right: list[Token]) -> Iterator[Complement]:
    for child in right:
        if child.dep_ not in CLAUSES or not _is_finite(child):
            continue
        first = child.left_edge
        mark = _mark(child)
        if mark == "that" or first.lower_ == "that":
            yield Complement("that", (_range(child),))
        elif mark in ("whether", "if") and child.dep_ in ("ccomp", "advcl") and mark + verb.lemma_ != "if":
            if mark == "whether" or child.dep_ == "ccomp":
                yield Complement("wh", (_range(child),))
        elif mark in OTHER_MARKS:
            continue
        elif first.lower_ in WH and child.dep_ == "ccomp":
            yield Complement("wh", (_range(child),))
        elif child.dep_ == "ccomp" or (child.dep_ in ("parataxis", "dep") and not _parted(verb, child)):
            yield Complement("that", (_range(child),))


def _parted(verb: Token, child: Token) -> bool:
    return any(t.text in (",", ";", "-", "–", "—", "(") for t in verb.doc[verb.i + 1 : child.left_edge.i + 1])


def _infinitives(right: list[Token]) -> Iterator[Complement]:
    for child in right:
        if child.dep_ in CLAUSES and _is_infinitive(child) and not _has_subject(child) and not _is_purpose(child):
            yield Complement("to", (_range(child),))


def _is_purpose(infinitive: Token) -> bool:
    """Does the infinitive say what for: does a noun part it from the verb ("agreed on a government to replace them")?"""
    doc, verb = infinitive.doc, infinitive.head
    start = min(c.i for c in infinitive.children if c.tag_ == "TO")
    nouns = [t for t in doc[verb.i + 1 : start] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    return infinitive.dep_ != "xcomp" and any(t.lower_ not in _days() for t in nouns)


@cache
def _days() -> frozenset[str]:
    names = {row["name"] for row in load_lexicon("weekdays")} | {row["name"] for row in load_lexicon("months")}
    return frozenset(names | {"today", "yesterday", "morning", "evening", "night", "afternoon", "week", "month"})


def _gerunds(right: list[Token]) -> Iterator[Complement]:
    for child in right:
        gerund = child.tag_ == "VBG" or (child.dep_ == "xcomp" and child.lower_.endswith("ing"))
        gerund = gerund or any(c.dep_ == "aux" and c.lower_ == "having" for c in child.children)
        if gerund and child.dep_ in ("xcomp", "ccomp", "obj") and not _mark(child):
            yield Complement("ing", (_range(child),))


def _with_object(right: list[Token]) -> Iterator[Complement]:
    """An object and what is said of it, or asked of it."""
    for child in right:
        if child.dep_ in CLAUSES and _is_infinitive(child) and _has_subject(child):
            yield Complement("np-to", (_range(child),))
    objects = [child for child in right if child.dep_ in OBJECTS]
    if not objects:
        return
    start = objects[0].left_edge.i
    later = [child for child in right if child.i > objects[0].i]
    for child in later:
        if child.dep_ in CLAUSES and _is_infinitive(child):
            yield Complement("np-to", ((start, child.right_edge.i + 1),))
        elif _mark(child) == "as" and child.dep_ in ("obl", "advcl", "xcomp", "nmod"):
            yield Complement("as", ((start, child.right_edge.i + 1),))
        elif child.dep_ == "xcomp" and child.pos_ in ("NOUN", "ADJ", "PROPN", "NUM"):
            yield Complement("pred", ((start, child.right_edge.i + 1),))
        elif child.dep_ in ("obl", "advcl") and _mark(child) in (
            "of",
            "for",
            "about",
            "on",
            "over",
            "with",
            "against",
            "at",
        ):
            yield Complement(f"np-{_mark(child)}", ((start, child.right_edge.i + 1),))
    for inner in objects[0].children:
        if inner.dep_ == "acl" and _is_infinitive(inner):
            yield Complement("np-to", ((start, inner.right_edge.i + 1),))
        elif inner.dep_ == "nmod" and _mark(inner) in ("as", "of"):
            yield Complement("as" if _mark(inner) == "as" else "np-of", ((start, inner.right_edge.i + 1),))
    if any(t.lower_ == "at" and t.head.pos_ == "NUM" for t in objects[0].subtree):
        yield Complement("np-at", ((start, objects[0].right_edge.i + 1),))  # "put the number of dead at nine"


def _objects(right: list[Token]) -> Iterator[Complement]:
    for child in right:
        if child.dep_ in OBJECTS:
            if any(c.dep_ == "nummod" for c in child.children):
                yield Complement("np-num", (_range(child),))
            yield Complement("np", (_range(child),))


def _prepositional(verb: Token, right: list[Token]) -> Iterator[Complement]:
    for child in right:
        if child.dep_ in ("obl", "advcl", "nmod", "xcomp"):
            marks = [c for c in child.children if c.dep_ in ("case", "mark") and c.i < child.i]
            if marks and marks[0].i <= verb.i + 3 and not any(t.is_punct for t in verb.doc[verb.i + 1 : marks[0].i]):
                first = marks[-1].i + 1 if marks[0].lower_ == "out" else marks[0].i + 1
                if first <= child.right_edge.i:
                    yield Complement(marks[0].lower_, ((first, child.right_edge.i + 1),), cue_end=first)


def _passives(left: list[Token], right: list[Token]) -> Iterator[Complement]:
    subject = next((c for c in left if c.dep_ in ("nsubj:pass", "csubj:pass")), None)
    raised = next((c for c in left if c.dep_ == "nsubj"), None)
    infinitive = next((c for c in right if c.dep_ in CLAUSES and _is_infinitive(c)), None)
    if infinitive is not None and not _has_subject(infinitive):
        if subject is not None:
            yield Complement("pass-to", (_range(subject), _range(infinitive)))
        elif raised is not None:
            yield Complement("raise", (_range(raised), _range(infinitive)))
    if subject is not None:
        yield Complement("pass", (_range(subject),))


def _set_off(verb: Token, left: list[Token]) -> bool:
    """Does a comma, dash or quotation mark part the cue and its subject from what stands before them?"""
    own = [
        c.left_edge.i for c in left if c.dep_ in ("nsubj", "aux", "advmod") and verb.i - c.left_edge.i < LONGEST_SUBJECT
    ]
    first = min([verb.i, *own])
    return first > 0 and verb.doc[first - 1].text in (",", "”", '"', "’", "–", "—", "-", "?", "!")


def _before(verb: Token, left: list[Token]) -> Iterator[Complement]:
    """The clause that a parenthetical ("..., he said") stands after or in."""
    if verb.tag_ == "VBG" or any(c.dep_ in ("mark", "cc") and c.i < verb.i for c in verb.children):
        return
    if not _set_off(verb, left) or any(
        c.dep_ in ("obj", "xcomp", "ccomp") and c.i > verb.i for c in verb.children if verb.lemma_ != "tell"
    ):
        return
    for child in left:
        if child.dep_ == "ccomp" and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PRON", "PROPN", "NUM", "ADV"):
            yield Complement("said", (_range(child),))
            return
    between = verb.dep_ in ("ccomp", "conj") and verb.i + 1 < len(verb.doc) and verb.nbor(1).text == ","
    if (verb.dep_ == "parataxis" or between) and verb.head.i < verb.i:
        yield Complement("said", (_range(verb.head),))
