"""Mends faults that parsers make in news: short clauses with a hedged number, and a clause with two subjects.

"Soldiers arrested at least 12 men" is read as a noun phrase (soldiers who were arrested, at 12 men): a participle where the
past tense has the same form, and a preposition where "at least", "up to", "between ... and" belong to the number. A parser
that decides word by word gives a verb the subject of another one as well, or both words of a name; and takes the subject
of an active verb for a passive one's, or for its object. A preposition may hang on the noun before its own.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from dateline.read.lexicon import load_lexicon

__all__ = ["is_repeated", "repair_parse"]

# words between a verb and the number of its object that look like prepositions, particles or comparisons of the verb
HEDGES = (
    ("at", "least"), ("at", "most"), ("as", "many", "as"), ("as", "few", "as"), ("up", "to"), ("close", "to"),
    ("more", "than"), ("fewer", "than"), ("less", "than"), ("no", "fewer", "than"), ("no", "less", "than"),
    ("no", "more", "than"), ("not", "less", "than"), ("between",),
)  # fmt: skip
FIRST_OF_HEDGES = frozenset(hedge[0] for hedge in HEDGES)
CLAUSAL = frozenset({"ROOT", "ccomp", "parataxis", "conj", "advcl"})
BELONG_TO_VERB = frozenset({"punct", "obl", "advmod", "mark", "cc", "advcl", "parataxis", "conj"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
PREDICATE = SUBJECTS | {"cop", "aux"}
HAS_OBJECT = frozenset({"obj", "nsubj:pass", "aux:pass"})
PHRASES = frozenset({"nmod", "obl"})
PREMODIFIERS = frozenset({"compound", "nmod:poss", "nmod:desc"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINATIVE = frozenset({"i", "he", "she", "we", "they"})
LONGEST_PHRASE_TOKENS = 8


def repair_parse(doc: Doc) -> Doc:
    """Mend the parse of a Doc in place and return it."""
    for verb in doc:
        if verb.pos_ != "VERB":
            continue
        hedge = find_hedge(verb)
        noun = counted_noun(doc, hedge[1]) if hedge else None
        if hedge and noun is not None:
            if is_hidden_verb(verb, noun):
                raise_verb(verb, noun)
            make_object(verb, noun, doc[hedge[0] : hedge[1]])
    mend_order(doc)
    mend_subjects(doc)
    mend_cases(doc)
    mend_repeated(doc)
    return doc


def is_repeated(noun: Token) -> bool:
    """Does a noun only tell how something was done: "[street] by street"?"""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    return len(after) == 2 and after[0].lower_ == "by" and after[1].text == noun.text and noun.pos_ in NOMINAL


def mend_repeated(doc: Doc) -> None:
    """Give its place back to a noun before one that is said twice: "took [the town] street by street"."""
    for token in doc[1:]:
        before = token.nbor(-1)
        if not is_repeated(token) or before.head != token or before.dep_ not in PREMODIFIERS:
            continue
        before.head, before.dep_ = token.head, token.dep_
        for child in [c for c in token.children if c.i < before.i]:
            child.head = before
        token.head, token.dep_, token.pos_ = before.head, "advmod", "NOUN"


def mend_cases(doc: Doc) -> None:
    """Give a preposition that hangs on the noun before it to the noun behind it: "the seizure [of the hill]"."""
    for token in doc:
        if token.dep_ != "case" or token.pos_ != "ADP" or token.head.i >= token.i:
            continue
        behind = (c for c in token.head.children if c.i > token.i and c.dep_ in PHRASES)
        noun = next((c for c in behind if c.left_edge.i == token.i + 1), None)
        if noun is not None and noun.pos_ in NOMINAL:
            token.head = noun


def find_hedge(verb: Token) -> tuple[int, int] | None:
    """Return the token offsets of a hedge right behind a verb and right before a number."""
    doc, start = verb.doc, verb.i + 1
    if start >= len(doc) or doc[start].lower_ not in FIRST_OF_HEDGES:
        return None
    words = tuple(t.lower_ for t in doc[start : start + 3])
    for hedge in HEDGES:
        end = start + len(hedge)
        if words[: len(hedge)] == hedge and end < len(doc) and doc[end].like_num:
            return start, end
    return None


@cache
def month_names() -> frozenset[str]:
    """Return the names of the months: "between 12 and 20 May" counts no Mays."""
    return frozenset(row["name"] for row in load_lexicon("months"))


def counted_noun(doc: Doc, start: int) -> Token | None:
    """Return the head noun of the phrase that begins with a number: "12 and 20 armed [men]"."""
    for token in doc[start : start + LONGEST_PHRASE_TOKENS]:
        if token.is_punct and token.text != "-":
            return None
        if token.lower_ in month_names():
            return None
        if token.pos_ in ("NOUN", "PROPN"):
            following = token.nbor() if token.i + 1 < len(doc) else None
            if following is None or following.pos_ not in ("NOUN", "PROPN"):
                return token
        elif token.pos_ in ("VERB", "AUX", "ADP"):
            return None
    return None


def is_hidden_verb(verb: Token, counted: Token) -> bool:
    """Is a participle right behind a noun the verb of a clause that would have none?"""
    noun = verb.head
    if verb.dep_ != "acl" or verb.i != noun.i + 1 or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    top = clause_top(noun, counted)
    return top.dep_ in CLAUSAL and not any(child.dep_ in PREDICATE and child != noun for child in top.children)


def clause_top(noun: Token, counted: Token) -> Token:
    """Return the noun that the parse takes for its clause: the one before the verb, or the counted one behind it."""
    return counted if noun.dep_ == "nsubj" and noun.head == counted else noun


def raise_verb(verb: Token, counted: Token) -> None:
    """Make a participle the verb of its clause, and the noun before it its subject."""
    noun = verb.head
    top = clause_top(noun, counted)
    role, governor = top.dep_, top.head
    moved = [c for c in top.children if c.dep_ in BELONG_TO_VERB and (c.i > verb.i or c.dep_ in ("mark", "cc"))]
    verb.head = verb if governor == top else governor
    verb.dep_ = role
    noun.head = verb
    noun.dep_ = "nsubj"
    for child in moved:
        child.head = verb


def make_object(verb: Token, noun: Token, hedge: Span) -> None:
    """Make a counted noun the verb's object and the hedge its modifier.

    A verb that has an object or is passive keeps it, and a noun that is a subject stays one ("We know at least two fell",
    "There is more than one road").
    """
    others = [c for c in verb.children if not hedge.start <= c.i < hedge.end]
    passive = any(c.dep_ == "aux:pass" for c in others)
    if passive or any(c.dep_ == "obj" for c in others) or verb == noun or noun.is_ancestor(verb):
        return
    if noun.dep_ in SUBJECTS:
        return
    noun.head = verb
    noun.dep_ = "obj"
    for word in hedge:
        if word.head.i < hedge.start or word.head == noun or word.head == verb:
            word.head = noun
            word.dep_ = "advmod"


def mend_order(doc: Doc) -> None:
    """Make the object before a finite active verb that has no subject its subject: English has no such order."""
    for token in doc:
        verb = token.head
        if token.dep_ != "obj" or token.i > verb.i or verb.pos_ != "VERB" or verb.dep_ not in CLAUSAL:
            continue
        finite = verb.tag_ in FINITE or any(c.dep_ == "aux" and c.tag_ in FINITE for c in verb.children)
        if finite and token.pos_ in NOMINAL and not any(c.dep_ in SUBJECTS | {"aux:pass"} for c in verb.children):
            token.dep_ = "nsubj"


def mend_subjects(doc: Doc) -> None:
    """Give every clause one subject, of its own voice."""
    subjects: dict[int, list[Token]] = defaultdict(list)
    for token in doc:
        if token.dep_ in SUBJECTS:
            if token.lower_ == "there":
                token.dep_ = "expl"
            else:
                subjects[token.head.i].append(token)
        elif token.dep_ in PREMODIFIERS and token.head.i > token.i + 1:
            verb = crossed_verb(token)
            if verb is not None:
                token.head, token.dep_ = verb, "nsubj"
    for place, found in subjects.items():
        if len(found) > 1:
            keep_one(doc[place], found)
        mend_voice(doc[place])


def crossed_verb(token: Token) -> Token | None:
    """Return the verb without a subject that stands between a noun and the noun it would modify, which depends on it."""
    verb = token.head.head
    if not token.i < verb.i < token.head.i or verb.pos_ != "VERB" or token.pos_ not in NOMINAL:
        return None
    return None if any(c.dep_ in SUBJECTS for c in verb.children) else verb


def keep_one(verb: Token, found: list[Token]) -> None:
    """Give all subjects of a verb but its own, the last before it, to what they belong to: a name, another verb, an object."""
    for first, second in pairwise(found):
        if second.i == first.i + 1 and first.pos_ == second.pos_ == "PROPN":
            second.head, second.dep_ = first, "flat"
    left = [t for t in found if t.head == verb and t.dep_ in SUBJECTS]
    before = [t for t in left if t.i < verb.i]
    if not before:
        return
    for subject, following in pairwise(before):
        other = bare_verb(verb, subject.i, following.left_edge.i)
        if other is not None:
            subject.head = other
    for late in (t for t in left if t.i > verb.i):
        other = bare_verb(verb, late.i, verb.sent.end)
        if other is not None:
            late.head = other
        elif late.lower_ not in NOMINATIVE and not any(c.dep_ in HAS_OBJECT for c in verb.children):
            late.dep_ = "obj" if verb.pos_ == "VERB" else late.dep_


def bare_verb(verb: Token, after: int, end: int) -> Token | None:
    """Return the first predicate without a subject that stands between two places and depends on a verb."""
    for token in verb.doc[after + 1 : end]:
        if token.head == verb and token.dep_ in ("ccomp", "advcl", "parataxis", "conj", "csubj", "acl:relcl", "ROOT"):
            return token if not any(c.dep_ in SUBJECTS for c in token.children) else None
    return None


def mend_voice(verb: Token) -> None:
    """Make the subject of a verb in the past tense, or with an object, an active one if no auxiliary says passive."""
    deps = {c.dep_ for c in verb.children}
    if "nsubj:pass" not in deps or deps & {"aux:pass", "cop", "obl:agent"}:
        return
    # "have besieged the town" can be no passive, "to be" and "getting" can
    perfect = all(c.lemma_ == "have" for c in verb.children if c.dep_ == "aux")
    if perfect and ("obj" in deps or (verb.tag_ == "VBD" and "aux" not in deps)):
        for child in verb.children:
            if child.dep_ == "nsubj:pass":
                child.dep_ = "nsubj"
