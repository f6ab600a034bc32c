"""Which words govern an event's word, nearest first, and how it depends on them: "feared | that they would | attack".

A link's kind is what the column ``takes`` of the lexicon ``event_governors`` names: inf, that, ing, obj, subj, report, or a
preposition or particle. Four more kinds tell of words that only pass on how real they are themselves: ``conj``, ``part``
(a participle beside its clause), ``purpose``, and ``inf`` or ``ing`` under a word that the lexicon does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.read.clause_modes import is_infinitive
from dateline.read.clauses import RELATIVES, SUBJECTS, children, is_controlled, is_nominal, is_passive, relation
from dateline.read.event_lexicon import Governor, governors, note_row

__all__ = ["Link", "clause_links", "noun_links", "report_nouns", "row_of"]

MAX_STEPS = 6
# nouns for what is said: what they are about is no more real than they are
REPORTS = frozenset(
    (
        "report", "claim", "allegation", "accusation", "charge", "suggestion", "rumour", "rumor", "story", "assertion",
        "statement", "account", "notion", "idea", "insinuation", "speculation", "news", "testimony",
    )
)  # fmt: skip
# conjunctions before a participle that set the time or reason of something else
SETTINGS = frozenset(
    ("after", "before", "while", "since", "when", "following", "upon", "despite", "for", "as", "though")
)
# of these, nothing but a number or a kind of the event is told: "a wave of attacks"
AMOUNTS = frozenset(
    (
        "series", "wave", "spate", "string", "number", "round", "kind", "sort", "type", "act", "outbreak", "resumption",
        "start", "beginning", "repeat", "repetition", "spread", "escalation", "recurrence", "renewal", "campaign", "form",
    )
)  # fmt: skip
PHRASE_POS = ("DET", "ADJ", "NUM")


@dataclass(frozen=True, slots=True)
class Link:
    """A governing word, how the event depends on it, and the word of the event's side that does."""

    governor: Token
    kind: str
    dependent: Token

    def row(self) -> Governor | None:
        """Return what the lexicon says of the governing word, or None."""
        return row_of(self.governor, self.kind)


def report_nouns() -> frozenset[str]:
    """Return the nouns for what is said: "reports", "allegations"."""
    return REPORTS


def row_of(word: Token, kind: str) -> Governor | None:
    """Return the lexicon's row of a word: by its lemma, then by its form."""
    if word.lower_ == "order" and word.i and word.nbor(-1).lower_ == "in":
        return None
    table = governors()
    for pos in parts_of_speech(word):
        for key in (word.lemma_.lower(), word.lower_):
            row = table.get((key, pos, kind))
            if row is not None:
                note_row(row.row)
                return row
    return None


def parts_of_speech(word: Token) -> tuple[str, ...]:
    if is_nominal(word):
        return ("noun", "adj") if word.tag_ == "NN" else ("noun",)
    if word.pos_ in ("ADJ", "ADV"):
        return ("adj", "verb") if word.tag_ in ("VBN", "VBD") or word.lower_.endswith("ed") else ("adj",)
    return ("verb", "adj") if word.tag_ in ("VBN", "VBG", "JJ") else ("verb",)


def clause_links(verb: Token) -> Iterator[Link]:
    """Yield what governs a clause, from its verb outwards."""
    node = verb
    for _ in range(MAX_STEPS):
        near = adjacent_link(node)
        if near is not None:
            yield near
            node = near.governor
            if is_nominal(node):
                yield from noun_links(node)
                return
            continue
        link = parsed_link(node)
        if link is None:
            return
        yield link
        node = link.governor
        if is_nominal(node):
            yield from links_past_noun(node, link)
            return


def adjacent_link(verb: Token) -> Link | None:
    """Return the governor right before an infinitive or participle, whatever the parse makes of it."""
    doc, index = verb.doc, verb.i - 1
    while index > verb.sent.start and doc[index].pos_ in ("ADV", "AUX") and doc[index].lower_ not in ("yet", "about"):
        index -= 1
    if index <= verb.sent.start:
        return None
    before, kind = doc[index], "ing"
    if before.lower_ == "to" and verb.tag_ in ("VB", "VBP"):
        before, kind = doc[index - 1], "inf"
        while before.i > verb.sent.start and before.lower_ in ("not", "never"):
            before = before.nbor(-1)
    elif not is_gerund(verb):
        return None
    elif before.pos_ in ("ADP", "SCONJ"):
        before, kind = doc[index - 1], before.lower_
    link = Link(before, kind, verb)
    return link if link.row() is not None else None


def parsed_link(node: Token) -> Link | None:
    """Return the next governor of a verb by the parse, or None where the clause stands for itself."""
    head, dep = node.head, relation(node)
    if head.i == node.i or dep in ("ROOT", "root"):
        return None
    if dep == "acl:relcl":
        return Link(head, "that", node) if is_content_clause(node) else None
    if dep == "conj":
        return Link(head, "conj", node) if not any(children(node, *SUBJECTS)) and head.i < node.i else None
    if dep == "advcl" and not is_controlled(node):
        return adverbial_link(node)
    if dep in ("xcomp", "ccomp", "csubj", "acl", "advcl", "obj", "obl", "nmod", "nsubj"):
        kind = kind_of(node)
        if head.i > node.i and dep not in ("csubj", "obl", "ccomp"):
            return None
        return Link(extraposed(head, kind) or head, kind, node) if kind else None
    return None


def extraposed(head: Token, kind: str) -> Token | None:
    """Return the noun that a clause behind its verb is about: "concern is growing that", "their fear was that"."""
    if kind != "that" or row_of(head, kind) is not None:
        return None
    return next((s for s in children(head, "nsubj") if is_nominal(s) and row_of(s, kind) is not None), None)


def is_content_clause(node: Token) -> bool:
    """Is a clause what a noun is about, which the parse took for a relative one: "reports that troops had fired"?"""
    told = node.head.lemma_.lower() in REPORTS or row_of(node.head, "that") is not None
    subject = next(children(node, *SUBJECTS), None)
    return told and subject is not None and subject.lower_ not in RELATIVES and node.head.nbor().lower_ == "that"


def adverbial_link(node: Token) -> Link | None:
    """Return the link of a clause beside another: of a purpose, of a participle; a finite one stands for itself."""
    marks = [c.lower_ for c in children(node, "mark", "case") if c.i < node.i]
    if is_infinitive(node):
        kind = "inf" if row_of(node.head, "inf") is not None and node.head.i < node.i else "purpose"
        return Link(node.head, kind, node)
    if not is_gerund(node):
        return Link(node.head, "that", node) if is_content(node, marks) else None
    if marks and row_of(node.head, marks[-1]) is not None:
        return Link(node.head, marks[-1], node)
    return None if SETTINGS & set(marks) else Link(node.head, "part", node)


def is_content(node: Token, marks: list[str]) -> bool:
    """Is the clause what an adjective is about, which the parse took for a circumstance: "unlikely that they attack"?"""
    return node.head.pos_ == "ADJ" and node.head.i < node.i and (not marks or marks == ["that"])


def kind_of(node: Token) -> str:
    """Return how a clause depends on its governor."""
    prepositions = [c.lower_ for c in children(node, "case", "mark") if c.i < node.i and c.lower_ not in ("that", "to")]
    if is_infinitive(node) or (node.tag_ == "VB" and relation(node) == "xcomp" and not is_gerund(node)):
        return "inf"
    finite = any(c.dep_.startswith("aux") or relation(c) in SUBJECTS for c in node.children)
    if is_gerund(node) and not finite:
        return prepositions[-1] if prepositions else "ing"
    if node.tag_ == "VBN" and not finite:
        return "inf" if relation(node) in ("xcomp", "obj") else ""
    return "that"


def is_gerund(node: Token) -> bool:
    return node.tag_ == "VBG" or (node.tag_ == "VB" and node.lower_.endswith("ing") and node.lower_ != node.lemma_)


def links_past_noun(noun: Token, link: Link) -> Iterator[Link]:
    """Yield what governs a noun that a clause hangs on, if it passes on how real the clause is."""
    if link.row() is not None or noun.lemma_.lower() in REPORTS:
        yield from noun_links(noun)
    elif link.kind == "inf" and relation(noun) in ("obj", "nsubj:pass", "iobj"):
        # "ordered his men to shoot", where the parse has the infinitive under "men"
        yield Link(noun.head, "inf", link.dependent)


def noun_links(noun: Token) -> Iterator[Link]:
    """Yield what governs a noun, nearest first: "fears of", "denied reports of", "warned of a wave of"."""
    node, reported = noun, False
    for _ in range(MAX_STEPS):
        head, dep = node.head, relation(node)
        if dep == "conj" and is_nominal(head) and head.i < node.i:
            node = head
            continue
        reported = reported or (node is not noun and node.lemma_.lower() in REPORTS)
        link = noun_link(node)
        if link is None:
            return
        if reported or noun.lemma_.lower() in REPORTS:
            yield Link(link.governor, "report", node)
        if not reported:
            yield link
        node = link.governor
        if not is_nominal(node) or not (reported or node.lemma_.lower() in REPORTS | AMOUNTS):
            return


def noun_link(node: Token) -> Link | None:
    """Return the next governor of a noun."""
    head, dep = node.head, relation(node)
    if dep in ("obl", "nmod") or (dep in ("acl", "advcl") and not is_nominal(head)):
        case = next((c for c in children(node, "case", "mark") if c.i < node.i), None)
        if case is not None and head.i < node.i:
            return Link(head, case.lower_, node)
    elif dep in ("obj", "nsubj:pass", "nsubj", "xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        particle = next((c.lower_ for c in children(head, "compound:prt")), None)
        if particle and row_of(head, particle) is not None:
            return Link(head, particle, node)
        if dep == "nsubj" and is_nominal(head):
            case = next((c for c in children(head, "case") if c.i > node.i), None)
            return Link(head, case.lower_, node) if case is not None else Link(head, "subj", node)
        subject = dep == "nsubj" and not (is_passive(head) and head.i > node.i)
        return Link(head, "subj" if subject else "obj", node)
    return adjacent_noun_link(node)


def adjacent_noun_link(noun: Token) -> Link | None:
    """Return the word before the preposition of a noun, where the parse has the noun elsewhere: "fears of a new raid"."""
    doc, index = noun.doc, noun.i - 1
    while index > noun.sent.start and (doc[index].pos_ in PHRASE_POS or relation(doc[index]) == "compound"):
        index -= 1
    if index <= noun.sent.start or doc[index].pos_ != "ADP":
        return None
    link = Link(doc[index - 1], doc[index].lower_, noun)
    return link if link.row() is not None or link.governor.lemma_.lower() in REPORTS else None
