"""Sources: whose words they are, as a span, and the speaker behind the span."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.read.complements import is_passive

__all__ = ["find_source", "noun_phrase", "trim"]

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")
UPWARD = ("conj", "xcomp", "advcl", "parataxis", "ccomp", "dep", "acl")
LONGEST_SOURCE = 45  # tokens
EDGES = " \t\n\r,;:-–—\xa0"
RELATIVES = ("who", "which", "that", "whom")


def find_source(verb: Token, *, frame: str) -> tuple[tuple[int, int] | None, Token | None]:
    """Return the token range of a cue verb's source and its head word, or (None, None).

    The subject; the agent of a passive; for a verb without its own subject that of the verb it hangs on; the noun that a
    participle qualifies ("a statement saying").
    """
    if frame in ("pass", "pass-to", "raise") or is_passive(verb):
        return _agent(verb)
    node = verb
    for _ in range(5):
        subject = _subject(node)
        if subject is not None and (node.i == verb.i or subject.i < verb.i or node.dep_ == "ROOT"):
            return noun_phrase(subject, outside=verb), subject
        if node.dep_ in ("acl", "acl:relcl") and node.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return noun_phrase(node.head, outside=node), node.head
        if node.dep_ not in UPWARD or node.head.i == node.i:
            return None, None
        node = node.head
    return None, None


def _subject(verb: Token) -> Token | None:
    found = [child for child in verb.children if child.dep_ in SUBJECTS and child.pos_ not in ("VERB", "SCONJ")]
    return min(found, key=lambda child: abs(child.i - verb.i)) if found else None


def _agent(verb: Token) -> tuple[tuple[int, int] | None, Token | None]:
    for child in verb.children:
        if child.dep_ in ("obl:agent", "obl") and child.i > verb.i:
            case = next((c for c in child.children if c.dep_ == "case" and c.lower_ == "by"), None)
            if case is not None:
                start, end = noun_phrase(child, outside=verb)
                return (max(start, case.i + 1), end), child
    return None, None


def noun_phrase(head: Token, *, outside: Token) -> tuple[int, int]:
    """Return the token range of a noun phrase with title, apposition and relative clause, leaving a token out."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if start <= outside.i < end:
        start, end = (outside.i + 1, end) if outside.i < head.i else (start, outside.i)
    cut = next(
        (
            c
            for c in head.children
            if c.dep_ in ("acl:relcl", "parataxis", "ccomp")
            and c.i > head.i
            and c.left_edge.i <= outside.i <= c.right_edge.i
        ),
        None,
    )
    if cut is not None:
        end = min(end, cut.left_edge.i)
    for child in head.children:
        if child.dep_ in ("parataxis", "discourse", "punct", "cc") and start == child.left_edge.i < head.i:
            start = child.right_edge.i + 1
    if end - start > LONGEST_SOURCE:
        start, end = max(start, head.i - 6), head.i + 1
    return trim(head, start, end)


def trim(head: Token, start: int, end: int) -> tuple[int, int]:
    """Drop punctuation at the edges of a token range, and the comma that closes an apposition."""
    doc = head.doc
    while start < end - 1 and (
        doc[start].is_space or doc[start].text in (",", "-", "–", "—", ":", ";", "”", '"', "'", "’", ".")
    ):
        start += 1
    while end - 1 > start and (
        doc[end - 1].is_space or doc[end - 1].text in (",", "-", "–", "—", ":", ";", "“", '"', "‘", "(")
    ):
        end -= 1
    return start, end
