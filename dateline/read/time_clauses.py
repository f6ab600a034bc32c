"""Past, present or to come: what the clause around a time expression tells, as far as a dependency parse knows it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.read.lexicon import load_lexicon
from dateline.read.time_tense import LIMITS

__all__ = ["clause_tense", "is_done"]

# verbs and adjectives whose own date is that of what they look to ("scheduled for Friday", "postponed until May"), verbs whose
# infinitive is to come, and verbs that say that a limit has gone by
PLANS, CONTROL, LAPSES = (
    frozenset(
        word for row in load_lexicon("tense_cues") if row["strength"] == strength for word in row["words"].split()
    )
    for strength in ("plan", "promise", "lapse")
)
AFTER = frozenset(("after", "from"))
SINCE = frozenset(("since", "ended"))
WENT_BEFORE = frozenset(("after", "during", "since", "following"))
AHEAD = frozenset(("ahead", "before"))
NTH = frozenset(("first", "last", "only", "latest", "second", "third"))
STEPS = 8
PERFECT = frozenset(("has", "have", "'ve", "’ve"))
IS = frozenset(("is", "are", "'s", "’s", "'re", "’re", "be", "been"))
AHEAD_TENSES = frozenset(("future", "later"))
WILL = frozenset(("will", "shall", "'ll", "’ll", "wo"))
PAST_BE = frozenset(("was", "were"))


def clause_tense(doc: Doc, start: int, end: int) -> str | None:
    """Return past, present, future, later (than a past) or open, as the verb that governs the characters [start, end) tells.

    None where nothing governs them, and in a doc without a parse.
    """
    span = doc.char_span(start, end, alignment_mode="expand") if doc.has_annotation("DEP") else None
    if span is None:
        return None
    word = span.root
    before = {child.lower_ for child in (*word.children, *doc[max(0, span.start - 1) : span.start])}
    if SINCE & before:
        return "past"
    if is_possessive(word):
        return noun_tense(word.head)
    verb = governing_verb(word)
    if verb is None:
        return None
    tense = tense_of(verb)
    if tense == "present" and (verb.i != word.head.i or AFTER & before):
        return "open"
    if LIMITS & before and not is_settled(verb, tense):
        return "future"
    return tense


def is_done(doc: Doc, start: int, end: int) -> bool:
    """Does the time of characters [start, end) hang on a plain past verb itself: "was arrested in April", no plan or promise?

    A time that hangs on a noun ("announced a vote in April") may be that of something to come.
    """
    span = doc.char_span(start, end, alignment_mode="expand") if doc.has_annotation("DEP") else None
    if span is None or not span.root.dep_.startswith(("obl", "advmod", "nmod:tmod", "nmod:npmod")):
        return False
    verb = span.root.head
    looks_on = verb.lemma_ in PLANS or verb.lemma_ in CONTROL or verb.lower_ in PLANS
    finite = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool({helper.lower_ for helper in auxiliaries(verb)}))
    return finite and not looks_on and tense_of(verb) == "past"


def is_settled(verb: Token, tense: str | None) -> bool:
    """Is a limit ("until Friday") that of a state which has ended, and of no promise?"""
    had = "had" in {helper.lower_ for helper in auxiliaries(verb)}
    return tense == "past" and (had or (verb.lemma_ not in PLANS and verb.lemma_ not in CONTROL))


def is_possessive(word: Token) -> bool:
    """Does the word own a noun: "Friday's vote", "a June letter"?"""
    if word.dep_ == "compound":
        return word.head.i > word.i and word.head.tag_ in ("NN", "NNS")
    return word.dep_ == "nmod:poss" or any(child.tag_ == "POS" for child in word.children)


def noun_tense(noun: Token) -> str:
    """Return past or future for an event named by a noun and its day by what it did or will do, or what is before it."""
    before = {child.lower_ for child in noun.children if child.dep_ in ("case", "mark")}
    if before & AHEAD:
        return "future"
    verb = governing_verb(noun.head) if noun.head.i != noun.i else None
    if before & WENT_BEFORE and verb is not None:
        return tense_of(verb) or "open"
    subject = noun.dep_.startswith("nsubj") and verb is not None and verb.i == noun.head.i
    tense = tense_of(verb) if subject and verb is not None else None
    return tense if tense == "past" or tense in AHEAD_TENSES else "open"


def is_clause(word: Token) -> bool:
    """Is the word a verb, or a predicate with a copula?"""
    return word.tag_.startswith(("VB", "MD")) or any(child.dep_ == "cop" for child in word.children)


def governing_verb(word: Token) -> Token | None:
    """Return the verb or predicate that a word depends on, or None."""
    for _ in range(STEPS):
        if is_clause(word):
            return word
        if word.head.i == word.i:
            return None
        word = word.head
    return None


def auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries and copulas of a verb, of what it is joined to where it has none."""
    found = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    if not found and verb.dep_ == "conj" and verb.head.i < verb.i and verb.tag_ in ("VB", "VBN", "VBG"):
        return auxiliaries(verb.head)
    return found


def is_infinitive(verb: Token) -> bool:
    """Does "to" stand before the verb?"""
    return any(child.lower_ == "to" and child.dep_ in ("mark", "aux") for child in verb.children)


def tense_of(verb: Token, depth: int = 0) -> str | None:
    """Return the tense of a clause by its verb group; infinitives and participles have that of their governor."""
    helpers = auxiliaries(verb)
    forms = {helper.lower_ for helper in helpers}
    perfect = bool(PERFECT & forms) or "had" in forms
    if "did" in forms:
        return "past"
    if any(helper.tag_ == "MD" for helper in helpers) or verb.tag_ == "MD":
        return "past" if "have" in forms else "future" if WILL & forms or verb.lower_ in WILL else "later"
    if verb.lemma_ in PLANS or verb.lower_ in PLANS:
        return "past" if "had" in forms else "future" if IS & forms or verb.tag_ in ("VBZ", "VBP", "VB") else "later"
    if perfect:
        return "past"
    if is_infinitive(verb):
        if (IS | PAST_BE) & forms:
            return "later" if PAST_BE & forms else "future"
        return infinitive_tense(verb, depth)
    if verb.tag_ == "VBG" and verb.lower_ == "going" and any(is_infinitive(child) for child in verb.children):
        return "future"
    if verb.tag_ == "VBD" or PAST_BE & forms:
        return "past"
    if verb.tag_ in ("VBG", "VBN", "VB") and not forms:
        if verb.tag_ == "VBN":
            return "past"
        above = governing_verb(verb.head) if depth < STEPS and verb.head.i != verb.i else None
        if above is None:
            return "future" if verb.tag_ == "VB" else None
        return tense_of(above, depth + 1)
    return "present"


def infinitive_tense(verb: Token, depth: int) -> str | None:
    """Return the tense of "to" and a verb: what is planned, promised or due is to come, what was begun is past."""
    head = verb.head
    if head.i == verb.i or depth > STEPS:
        return "future"
    if verb.dep_ == "conj" and is_infinitive(head):
        return infinitive_tense(head, depth + 1)
    above = governing_verb(head)
    if any(child.lower_ in NTH for child in head.children):
        # "the first to leave on Friday" has left, if nothing else tells
        return None if above is None else tense_of(above, depth + 1)
    if above is not None and above.lemma_ in LAPSES and not is_clause(head):
        return tense_of(above, depth + 1)  # "defied an order to leave by Friday"
    if not is_clause(head) or head.lemma_ in CONTROL or head.lemma_ in PLANS:
        return "past" if "had" in {helper.lower_ for helper in auxiliaries(head)} else "future"
    return tense_of(head, depth + 1)
