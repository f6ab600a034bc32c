"""Sources: whose words they are, as a token range."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from dateline.read.complements import is_passive, sentence_bounds
from dateline.read.cues import joined_to
from dateline.read.lexicon import load_lexicon

__all__ = [
    "ADDRESSED",
    "QUOTING",
    "Found",
    "find_source",
    "has_subject",
    "head_word",
    "is_day",
    "noun_phrase",
    "subject_after",
    "trailing_subject",
    "trim",
    "widened",
]

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")
UPWARD = ("conj", "xcomp", "advcl", "parataxis", "ccomp", "dep", "acl")
LONGEST_SOURCE = 45  # tokens
TRAILING_SUBJECT = 14  # tokens
NAME = {"PROPN", "NOUN", "ADJ", "NUM", "DET", "PART"}
NOMINAL = {"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART"}
LOOSE = {",", "-", "–", "—", ":", ";", "”", "“", '"', "'", "’", "‘", ".", "(", "--"}
ADDRESSED = {"tell", "inform", "remind", "assure", "convince", "notify", "warn", "ask"}  # their object is the listener
QUOTING = {"quote", "cite", "report", "describe", "paraphrase", "record"}
SET_OFF = {",", "”", '"', "’", "–", "—", "-", "?", "!"}
CLOSING = {",", ".", ";", ":", "–", "—", "--", "(", "”", '"', "!", "?"}
SAYERS = {"NOUN", "PROPN", "PRON", "NUM"}
SPEAKING_PRONOUNS = {"he", "she", "they", "i", "we", "one", "it"}
FRONTED = ("parataxis", "discourse", "punct", "cc", "advcl", "obl", "advmod", "mark")

Found = tuple[tuple[int, int] | None, Token | None]


def find_source(verb: Token, *, frame: str) -> Found:
    """Return the token range of a cue verb's source and its head word, or (None, None).

    The subject; the agent of a passive; whom "quoted ... as saying" quotes; for a verb without its own subject that of
    the verb it hangs on; the noun that a participle qualifies ("a statement saying").
    """
    quoted = _quoted_person(verb)
    if quoted is not None:
        return noun_phrase(quoted, outside=verb), quoted
    if verb.dep_ == "amod" and frame == "np":
        return _before(verb)
    if frame in ("pass", "pass-to", "raise") or is_passive(verb):
        return _agent(verb)
    node = joined_to(verb) or verb
    for _ in range(6):
        subject = _subject(node)
        if subject is not None:
            return noun_phrase(subject, outside=verb), subject
        if node.dep_ in ("acl", "acl:relcl") and node.head.pos_ in ("NOUN", "PROPN", "PRON"):
            noun = _out_of_phrase(node.head) if node.tag_ == "VBN" else node.head
            return noun_phrase(noun, outside=node), noun
        if node.dep_ not in UPWARD or node.head.i == node.i:
            break
        node = node.head
    beside = _before(verb)
    return beside if beside[1] is not None or verb.tag_ != "VBG" else _subject_of_sentence(verb)


@cache
def _days() -> frozenset[str]:
    return frozenset(row["name"] for row in load_lexicon("weekdays"))


def is_day(token: Token) -> bool:
    """Is the token the name of a weekday, never a source ("the town said Tuesday")?"""
    return token.lower_ in _days()


def trailing_subject(verb: Token) -> tuple[int, int] | None:
    """Return the short noun phrase between a comma and a cue that ends its sentence ("C, port officials said"), or None.

    Parsers often join such a subject to the words before the comma.
    """
    doc, start = verb.doc, verb.i
    while (
        start > 0
        and verb.i - start <= TRAILING_SUBJECT
        and (doc[start - 1].pos_ in NOMINAL or _joins_names(doc[start - 1]))
        and not doc[start].is_sent_start
    ):
        start -= 1
    nominal = any(doc[i].pos_ in ("NOUN", "PROPN", "PRON") for i in range(start, verb.i))
    return (start, verb.i) if nominal and start > 1 and doc[start - 1].text in (",", "”", '"', "–", "—", "-") else None


def subject_after(verb: Token) -> Found:
    """Return the subject behind a cue that a comma parts from its content ("C, said a driver who had seen it").

    (None, None) where a clause of its own follows ("The mayor, who came late, said the bridge was open").
    """
    doc, at = verb.doc, verb.i + 1
    if verb.i == 0 or verb.is_sent_start or doc[verb.i - 1].text not in SET_OFF or verb.tag_ not in ("VBD", "VBZ"):
        return None, None
    head: Token | None = None
    relative = False
    while at < len(doc) and not doc[at].is_sent_start and doc[at].text not in CLOSING and not doc[at].is_space:
        token = doc[at]
        relative = relative or token.lower_ in ("who", "which", "that")
        finite = token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "MD")
        if (finite and not relative) or (token.tag_ == "TO" and not relative):
            return None, None
        if head is None and (is_day(token) or token.pos_ not in NOMINAL - {"ADP"}):
            return None, None
        if is_day(token) and not relative:
            break
        if head is None and token.pos_ in ("NOUN", "PROPN", "PRON") and not _name_goes_on(token):
            head = token
        at += 1
    if head is None or (head.pos_ == "PRON" and head.lower_ not in SPEAKING_PRONOUNS):
        return None, None
    return trim(head, verb.i + 1, at - (doc[at - 1].pos_ == "ADP")), head


def _name_goes_on(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).pos_ in ("NOUN", "PROPN", "PART")


def _joins_names(token: Token) -> bool:
    """Does "and" stand between two nouns ("the mayor and a | farmer said")?"""
    if token.lower_ != "and" or token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    return token.nbor(-1).pos_ in ("NOUN", "PROPN") and token.nbor(1).pos_ in NOMINAL - {"ADP", "PART"}


def widened(doc: Doc, source: tuple[int, int], head: Token | None) -> Found:
    """Widen a source to the subject that it ends: "A and | B said", "a nurse | at Bergen said"; with its head word."""
    start, end = source
    if doc[start].lower_ == "that" and start + 1 < end and doc[start + 1].pos_ in ("DET", "NUM", "PRON", "PROPN"):
        return (start + 1, end), head_word(doc, start + 1, end) if head is None or head.i == start else head
    outer, _ = _whole_subject(doc, source)
    at = outer
    while doc[outer].pos_ == "ADP" and at > 0 and not doc[at].is_sent_start and doc[at - 1].pos_ in NOMINAL:
        at -= 1
    outer = at if doc[at].pos_ != "ADP" else outer
    return ((outer, end), head_word(doc, outer, end)) if outer < start else (source, head)


def head_word(doc: Doc, start: int, end: int) -> Token:
    """Return the last word of the first noun or name of a token range, as heads stand before what qualifies them."""
    words = doc[start:end]
    return next((t for t in words if t.pos_ in ("NOUN", "PROPN", "PRON") and not _name_goes_on(t)), words[-1])


def _whole_subject(doc: Doc, source: tuple[int, int]) -> tuple[int, int]:
    start, end = source
    if start < 2 or doc[start - 1].lower_ not in ("and", "or") or doc[start].is_sent_start:
        return source
    first = start - 1
    while (
        first > 0 and not doc[first].is_sent_start and start - first <= LONGEST_SOURCE and "\n" not in doc[first].text
    ):
        first -= 1
    while first < start and (doc[first].is_space or doc[first].is_punct):
        first += 1
    words = doc[first : start - 1]
    plain = not any(t.pos_ in ("VERB", "AUX", "SCONJ") or (t.is_punct and t.text not in "-,.") for t in words)
    return (first, end) if plain and len(words) and words[0].pos_ in NOMINAL - {"ADP"} else source


def has_subject(verb: Token) -> bool:
    """Has the verb a subject of its own, or one that it shares?"""
    return _subject(verb) is not None or (verb.dep_ == "conj" and _subject(verb.head) is not None)


def _subject(verb: Token) -> Token | None:
    found = [
        c
        for c in verb.children
        if (c.dep_ in SUBJECTS and c.pos_ not in ("VERB", "SCONJ") and c.lower_ not in ("it", "there"))
        or (c.dep_ in SUBJECTS and c.lower_ == "it")
    ]
    return min(found, key=lambda child: abs(child.i - verb.i)) if found else None


def _subject_of_sentence(participle: Token) -> Found:
    """Whose the nearest earlier finite verb is: "The mayor spoke briefly, saying that C"."""
    doc, at = participle.doc, participle.i - 1
    if at < 1 or doc[at].text != ",":
        return None, None
    while at > 0 and not doc[at].is_sent_start:
        at -= 1
        if doc[at].pos_ == "VERB" and doc[at].dep_ != "acl:relcl" and doc[at].tag_ in ("VBD", "VBZ", "VBP", "VBN"):
            subject = _subject(doc[at])
            if subject is not None and subject.i < doc[at].i:
                return noun_phrase(subject, outside=participle), subject
    return None, None


def _quoted_person(verb: Token) -> Token | None:
    """Whose words they are in "R quoted X as saying", "X was quoted by R as saying"."""
    if verb.tag_ != "VBG" or verb.i == 0 or verb.doc[verb.i - 1].lower_ != "as":
        return None
    above = (
        verb.head
        if verb.head.lemma_ in QUOTING
        else next(
            (
                t
                for t in reversed(list(verb.doc[max(sentence_bounds(verb)[0], verb.i - 25) : verb.i]))
                if t.lemma_ in QUOTING
            ),
            None,
        )
    )
    if above is None:
        return None
    if is_passive(above):
        return _subject(above) or (above.head if above.dep_ == "acl" else None)
    return next((c for c in above.children if c.dep_ in ("obj", "iobj") and above.i < c.i < verb.i), None)


def _agent(verb: Token) -> Found:
    for child in verb.children:
        if child.dep_ in ("obl:agent", "obl") and child.i > verb.i:
            case = next((c for c in child.children if c.dep_ == "case" and c.lower_ == "by"), None)
            if case is not None:
                start, end = noun_phrase(child, outside=verb)
                return (max(start, case.i + 1), end), child
    return None, None


def _before(verb: Token) -> Found:
    """The noun right before a finite verb, where the parse knows no subject."""
    misread = verb.dep_ == "amod" and verb.tag_ == "VBN"
    if (verb.tag_ not in ("VBD", "VBZ", "VBP") and not misread) or verb.is_sent_start:
        return None, None
    at = verb.i - 1
    while not verb.doc[at].is_sent_start and (
        verb.doc[at].pos_ in ("ADV", "AUX") or verb.doc[at].text == "," or is_day(verb.doc[at])
    ):
        at -= 1
    token = verb.doc[at]
    token = _out_of_phrase(token)
    if token.pos_ not in SAYERS or any(c.dep_ == "case" and c.i < token.i for c in token.children):
        return None, None
    start, end = noun_phrase(token, outside=verb)
    while (
        start > 0
        and not verb.doc[start].is_sent_start
        and (verb.doc[start - 1].pos_ in NAME or verb.doc[start - 1].text == "-")
    ):
        start -= 1
    return (start, end), token


def _out_of_phrase(token: Token) -> Token:
    """Climb from "the town" up to "a resident (seen on the road) of the town"."""
    for _ in range(4):
        if token.head.i >= token.i or not any(c.dep_ == "case" for c in token.children):
            break
        above = token.head
        if above.pos_ == "VERB" and above.i > 0:
            above = above.head if above.dep_ == "acl" else above.doc[above.i - 1]
        token = above
    return token


def noun_phrase(head: Token, *, outside: Token) -> tuple[int, int]:
    """Return the token range of a noun phrase with title, apposition and relative clause, leaving a token out."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    for child in head.children:
        if child.i > head.i and child.left_edge.i <= outside.i <= child.right_edge.i:
            end = min(end, child.left_edge.i)
        elif child.i < head.i and (child.left_edge.i <= outside.i <= child.right_edge.i or child.dep_ in FRONTED):
            start = max(start, child.right_edge.i + 1)
        elif child.i > head.i and child.dep_ in ("parataxis", "ccomp"):
            end = min(end, child.left_edge.i)
    if start <= outside.i < end:
        start, end = (outside.i + 1, end) if outside.i < head.i else (start, outside.i)
    if end - start > LONGEST_SOURCE:
        start, end = max(start, head.i - 6), head.i + 1
    return trim(head, start, end)


def trim(head: Token, start: int, end: int) -> tuple[int, int]:
    """Drop punctuation at the edges of a token range."""
    doc = head.doc
    while start < end - 1 and (doc[start].is_space or doc[start].text in LOOSE):
        start += 1
    while end - 1 > start and (doc[end - 1].is_space or doc[end - 1].text in LOOSE):
        end -= 1
    return start, end
