"""Channels: what words were said through ("in a statement", "told state television")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from dateline.read.complements import sentence_bounds
from dateline.read.cues import Cue, verb_entries
from dateline.read.lexicon import load_lexicon
from dateline.read.speakers import trim

__all__ = ["find_channel", "is_channel"]

CARRIERS = {"in", "on", "by", "via", "through", "to", "over", "during", "at", "with"}
TOLD = {"tell", "inform"}
SPEAKING = {"speak", "talk", "write"}
OWN = ("obj", "iobj")
FINITE = ("VBD", "VBZ", "VBP")
LONGEST = 20  # tokens


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in load_lexicon("channels"))


def find_channel(cue: Cue) -> tuple[int, int] | None:
    """Return the token range of the channel that a cue verb names, or None."""
    verb = cue.head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    inside = cue.pieces
    quoter = _quoting_agent(verb)
    if quoter is not None:
        return _phrase(quoter)
    for node in (*_places(verb), *_set_off(verb)):
        if not any(start <= node.idx < end for start, end in inside) and _is_channel(verb, node):
            start, end = _phrase(node)
            opens = next((t.i for t in verb.doc[node.i + 1 : end] if t.lower_ == "that"), end)
            return (start, opens) if start < opens else None
    return None


def _quoting_agent(verb: Token) -> Token | None:
    """Who quotes in "X was quoted by R as saying C"."""
    if verb.tag_ != "VBG" or verb.i == 0 or verb.doc[verb.i - 1].lower_ != "as":
        return None
    return next((c for c in verb.head.children if c.dep_ in ("obl:agent", "obl") and _case(c) == "by"), None)


def _places(verb: Token) -> list[Token]:
    nodes = [c for c in verb.children if c.dep_ in ("obl", "obj", "iobj", "obl:unmarked", "nmod")]
    for child in verb.children:
        if child.dep_ in ("advcl", "acl") and child.lemma_ in SPEAKING:
            nodes.extend(c for c in child.children if c.dep_ == "obl")
        if child.dep_ == "obj":
            nodes.extend(c for c in child.children if c.dep_ == "nmod")
    return nodes


def _set_off(verb: Token) -> Iterator[Token]:
    """Phrases before a cue that open the sentence or stand between commas, whatever the parse hangs them on."""
    floor = sentence_bounds(verb)[0]
    for token in verb.doc[floor : verb.i]:
        opens = token.i == floor or verb.doc[token.i - 1].text == "," or verb.doc[token.i - 1].is_space
        node = token.head
        set_off = token.pos_ == "ADP" and opens and token.i < node.i < verb.i and node.dep_ not in OWN
        comma = next((t.i for t in verb.doc[node.i : verb.i] if t.text == ","), node.i)
        if set_off and not any(verb_entries(t) and t.tag_ in FINITE for t in verb.doc[comma : verb.i]):
            yield node


def _case(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _is_channel(verb: Token, node: Token) -> bool:
    case = _case(node)
    if node.dep_ in ("obj", "iobj"):
        if verb.lemma_ not in TOLD:
            return False
    elif case not in CARRIERS:
        return False
    return is_channel(node)


def is_channel(noun: Token) -> bool:
    """Is a noun, or a name with it, a medium: a statement, a newspaper, state radio?"""
    names = [noun, *(c for c in noun.children if c.dep_ in ("compound", "flat", "appos"))]
    return any(t.lemma_.lower() in _nouns() or t.lower_ in _nouns() for t in names)


def _phrase(node: Token) -> tuple[int, int]:
    case = next((c for c in node.children if c.dep_ == "case"), None)
    start = case.i + 1 if case is not None and case.i < node.i else node.left_edge.i
    end = node.right_edge.i + 1
    comma = next((t.i for t in node.doc[node.i + 1 : end] if t.text in (",", ";", ":") or t.is_quote), end)
    return trim(node, start, min(comma, end, start + LONGEST))
