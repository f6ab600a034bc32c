"""What the words of a clause itself say of its verb: auxiliaries, negation, tense, condition; what governs it is not asked.

The parse is asked first; where it is wrong, the words next to the verb decide.
"""

from __future__ import annotations

import lemminflect
from spacy.tokens import Token

from dateline.read.clauses import SUBJECTS, children, is_nominal
from dateline.read.event_lexicon import modes
from dateline.read.nominals import words_before

__all__ = [
    "auxiliaries",
    "clause_of",
    "has_condition",
    "is_imperative",
    "is_infinitive",
    "is_inverted",
    "is_negated",
    "is_past",
    "is_plain_present",
    "is_progressive",
    "is_reported",
    "modal_of",
    "negated_noun",
]

NEGATIVE_SUBJECTS = frozenset(("no", "nobody", "none", "neither", "nothing", "nowhere", "not"))
NEGATIONS = frozenset(("not", "n't", "n’t", "never"))
CONDITIONS = frozenset(("if", "unless"))
INVERTED = frozenset(("had", "should", "were"))
FUTURE_LIKE = frozenset(("'ll", "’ll", "wo", "'d", "’d"))
PERCEPTION = frozenset(("see", "watch", "hear", "feel", "notice", "observe", "make", "let", "help", "have"))
BETWEEN_POS = frozenset(("AUX", "ADV", "PART"))
PHRASE_POS = frozenset(("DET", "ADJ", "NUM", "NOUN", "PROPN"))
QUOTES = frozenset(("”", '"', "’", "'", "''"))


def auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries of a verb, of its conjuncts before it where it has no subject of its own, and next to it."""
    found = [c for c in verb.children if c.dep_.startswith(("aux", "cop"))]
    for word in words_before(verb):
        part = word.pos_
        if part not in BETWEEN_POS and word.tag_ != "MD":
            break
        if part == "AUX" and word not in found:
            found.append(word)
    if not found and verb.dep_ == "conj" and verb.head.i != verb.i and not any(children(verb, *SUBJECTS)):
        return auxiliaries(verb.head) if verb.tag_ == verb.head.tag_ else []
    return found


def modal_of(verb: Token) -> str | None:
    """Return the modal auxiliary of a verb as it is written, small letters, or None."""
    return next((a.lower_ for a in auxiliaries(verb) if a.tag_ == "MD" or a.lower_ in FUTURE_LIKE - {"'d", "’d"}), None)


def is_negated(verb: Token) -> bool:
    """Is the clause negated: by not, never, no longer, neither, or a subject such as nobody, no soldier, not one?"""
    table = modes()
    for child in children(verb, "advmod", "cc:preconj", "cc", "neg", "det", "obl"):
        if child.i > verb.i or (child.lower_ in ("no", "not") and is_preconjunct(child)):
            continue
        if table.status_of(child.lower_, "negation") and child.lower_ != "no":
            return True
        if child.lower_ == "longer" and child.i and child.nbor(-1).lower_ == "no":
            return True
    if verb.dep_ == "conj" and any(c.lower_ == "nor" for c in children(verb, "cc")):
        return True
    for word in words_before(verb):
        if word.pos_ not in BETWEEN_POS:
            break
        if word.lower_ in NEGATIONS and not is_preconjunct(word):
            return True
    return any(is_negative_subject(subject) for subject in children(verb, *SUBJECTS)) or shares_negation(verb)


def is_preconjunct(word: Token) -> bool:
    """Is the word the "not" of "not only ... but"?"""
    return word.i + 1 < len(word.doc) and word.nbor().lower_ in ("only", "just", "merely")


def is_negative_subject(subject: Token) -> bool:
    words = [subject.lower_, *(c.lower_ for c in subject.children if c.i < subject.i and c.dep_ != "acl:relcl")]
    return bool(NEGATIVE_SUBJECTS & set(words))


def shares_negation(verb: Token) -> bool:
    """Is the verb the second of two that one negation stands before: "did not shoot or beat anybody"?"""
    if verb.dep_ != "conj" or verb.tag_ != verb.head.tag_ or any(children(verb, *SUBJECTS)) or verb.head.i >= verb.i:
        return False
    joins = [c.lower_ for c in children(verb, "cc")]
    own = any(c.dep_.startswith("aux") for c in verb.children)
    return bool(joins) and joins[0] in ("or", "nor") and not own and is_negated(verb.head)


def negated_noun(noun: Token) -> bool:
    """Does "no", "without" or "not" stand before a noun: "no new attacks", "without a fight", "not an invasion"?"""
    words: list[str] = []
    for index in range(noun.i - 1, max(noun.sent.start, noun.i - 3) - 1, -1):
        word = noun.doc[index]
        if word.is_punct or word.pos_ in ("CCONJ", "VERB") or (word.pos_ == "ADP" and word.lower_ != "without"):
            break
        words.insert(0, word.lower_)
    determined = any(c.lower_ in ("no", "neither") for c in children(noun, "det", "advmod"))
    return determined or "no" in words or "without" in words[-2:] or "not" in words[-2:-1]


def is_past(verb: Token) -> bool:
    """Is the clause told in a past tense or the perfect?"""
    if modal_of(verb) is not None:
        return False
    return verb.tag_ == "VBD" or any(a.tag_ == "VBD" or a.lemma_ == "have" for a in auxiliaries(verb))


def is_plain_present(verb: Token) -> bool:
    """Is the verb in the simple present, told of more than a headline?

    A form that may be a past one is none ("the president quit").
    """
    if verb.tag_ not in ("VBP", "VBZ") or auxiliaries(verb) or in_headline(verb):
        return False
    if verb.tag_ == "VBP" and verb.lower_ in lemminflect.getInflection(verb.lemma_, "VBD"):
        return False  # "let", "set": reports tell what happened
    if verb.tag_ == "VBP" and verb.pos_ == "VERB" and verb.lower_ not in lemminflect.getInflection(verb.lemma_, "VBP"):
        return False
    return not (verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in PERCEPTION and verb.head.i < verb.i)


def in_headline(verb: Token) -> bool:
    """Does the verb stand in a line without a full stop, whose present tense tells what has happened?"""
    last = next((t for t in reversed(list(verb.sent)) if not t.is_space), verb)
    return last.text not in (".", "!", "?", *QUOTES)


def is_progressive(verb: Token) -> bool:
    """Is something going on: "is shelling", "are being shelled", and of the past "said that they were shelling", "still"?"""
    found = auxiliaries(verb)
    if verb.tag_ == "VBN":
        going = any(a.lower_ == "being" for a in found) and any(a.tag_ in ("VBZ", "VBP", "VBD") for a in found)
    else:
        going = verb.tag_ == "VBG" and any(a.lemma_ == "be" for a in found)
    past = any(a.tag_ == "VBD" for a in found)
    still = any(c.lower_ == "still" for c in children(verb, "advmod"))
    return going and (not past or still or (is_reported(verb) and verb.dep_ in ("ccomp", "conj", "root", "ROOT")))


def is_infinitive(verb: Token) -> bool:
    """Is the verb an infinitive with "to" ("to kill", "to have been killed")?"""
    marks = [c for c in verb.children if c.lower_ == "to" and c.tag_ == "TO" and c.i < verb.i]
    return bool(marks) and not any(
        a.tag_ in ("MD", "VBD", "VBZ", "VBP") and a.i > marks[0].i for a in auxiliaries(verb)
    )


def is_inverted(verb: Token) -> bool:
    """Is the clause a condition by its order: "Had the army attacked", "Should the talks fail", "Were they to attack"?"""
    opening = verb.doc[verb.sent.start : verb.i]
    if len(opening) > 1 and opening[0].lower_ == "were" and is_infinitive(verb) and all(t.text != "," for t in opening):
        return True
    subject = next(children(verb, *SUBJECTS), None)
    first = next((a for a in auxiliaries(verb) if a.lower_ in INVERTED), None)
    if subject is None or first is None or first.i > subject.left_edge.i:
        return False
    opens = first.is_sent_start or (first.i > 0 and (first.nbor(-1).is_punct or first.nbor(-1).pos_ == "CCONJ"))
    return opens and all(t.text != "?" for t in verb.sent)


def has_condition(verb: Token, words: frozenset[str] = CONDITIONS) -> bool:
    """Does a condition depend on the clause: "would attack if", "had it ... would have"?

    Args:
        verb: the clause's.
        words: the conjunctions that count.
    """
    for clause in children(verb, "advcl", "parataxis", "ccomp", "conj"):
        if (words == CONDITIONS and is_inverted(clause)) or any(
            c.lower_ in words for c in children(clause, "mark", "advmod")
        ):
            return True
    return False


def is_reported(verb: Token) -> bool:
    """Does the clause stand in reported speech, where "would" is the future: "said it would leave"?"""
    for node in (verb, *verb.ancestors):
        if node.dep_ in ("ccomp", "acl") and (node.head.tag_ in ("VBD", "VBN", "VBG") or is_nominal(node.head)):
            return True
        if any(c.tag_ == "VBD" for c in children(node, "parataxis")):
            return True
        if node.dep_ in ("acl:relcl", "advcl"):
            return False
    return False


def is_imperative(verb: Token) -> bool:
    """Does the clause tell somebody to do something: "Leave the town!", "Don't shoot"?"""
    if verb.tag_ != "VB" or verb.dep_.lower() not in ("root", "ccomp", "parataxis") or is_infinitive(verb):
        return False
    others = [c for c in verb.children if c.dep_.startswith("aux") and c.lemma_ != "do"]
    return not others and not any(children(verb, *SUBJECTS)) and verb.left_edge.i + 3 >= verb.i


def clause_of(word: Token) -> Token:
    """Return the verb of the clause that a word stands in."""
    node = word
    while node.pos_ not in ("VERB", "AUX") and node.head.i != node.i:
        node = node.head
    return node
