"""Mends two faults that parsers make in news, where a clause is short and its number hedged.

"Soldiers arrested at least 12 men" is read as a noun phrase (soldiers who were arrested, at 12 men): a participle where the
past tense has the same form, and a preposition where "at least", "up to", "between ... and" belong to the number.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Span, Token

from dateline.read.lexicon import load_lexicon

__all__ = ["repair_parse"]

# words between a verb and the number of its object that look like prepositions, particles or comparisons of the verb
HEDGES = (
    ("at", "least"), ("at", "most"), ("as", "many", "as"), ("as", "few", "as"), ("up", "to"), ("close", "to"),
    ("more", "than"), ("fewer", "than"), ("less", "than"), ("no", "fewer", "than"), ("no", "less", "than"),
    ("no", "more", "than"), ("not", "less", "than"), ("between",),
)  # fmt: skip
CLAUSAL = frozenset({"ROOT", "ccomp", "parataxis", "conj", "advcl"})
BELONG_TO_VERB = frozenset({"punct", "obl", "advmod", "mark", "cc", "advcl", "parataxis", "conj"})
PREDICATE = frozenset({"nsubj", "nsubj:pass", "cop", "aux"})
HAS_OBJECT = frozenset({"obj", "nsubj:pass", "aux:pass"})
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
    return doc


def find_hedge(verb: Token) -> tuple[int, int] | None:
    """Return the token offsets of a hedge right behind a verb and right before a number."""
    words = tuple(t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 4])
    for hedge in HEDGES:
        end = verb.i + 1 + len(hedge)
        if words[: len(hedge)] == hedge and end < len(verb.doc) and verb.doc[end].like_num:
            return verb.i + 1, end
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
    """Make a counted noun the verb's object and the hedge its modifier, unless the verb has an object or is passive."""
    others = [c for c in verb.children if not hedge.start <= c.i < hedge.end]
    if any(c.dep_ in HAS_OBJECT for c in others) or verb == noun or noun.is_ancestor(verb):
        return
    noun.head = verb
    noun.dep_ = "obj"
    for word in hedge:
        if word.head.i < hedge.start or word.head == noun or word.head == verb:
            word.head = noun
            word.dep_ = "advmod"
