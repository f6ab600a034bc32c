"""Who does what in a clause: subjects, objects and prepositional phrases of a word, as far as a dependency parse tells.

Subjects and objects are deep ones: the object of a passive is its subject, a relative pronoun is its antecedent, and an
infinitive or participle without a subject has its governor's. Where the parse has none, the words next to the verb decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

__all__ = [
    "conjuncts",
    "deep_object",
    "deep_subject",
    "head_nominal",
    "is_controlled",
    "is_nominal",
    "is_passive",
    "near_object",
    "noun_phrase",
    "own_subject",
    "prepositional",
    "relation",
    "surface_subject",
]

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
RELATIVES = frozenset(("who", "whom", "which", "that", "whose"))
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
NOMINALS = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
# verbs whose object, not whose subject, does what their infinitive says
OBJECT_CONTROL = frozenset(
    (
        "accuse", "advise", "allow", "ask", "authorise", "authorize", "beg", "blame", "call", "cause", "charge", "compel",
        "convict", "convince", "direct", "enable", "encourage", "expect", "force", "get", "help", "implore", "instruct",
        "invite", "lead", "leave", "let", "make", "order", "permit", "persuade", "press", "pressure", "prevent", "prompt",
        "see", "send", "stop", "suspect", "tell", "urge", "want", "warn", "watch",
    )
)  # fmt: skip
# subtypes of a relation that say nothing a rule asks for
BASES = {
    "obl:unmarked": "obl", "obl:agent": "obl", "nmod:desc": "compound", "nmod:unmarked": "nmod", "advcl:relcl": "advcl",
    "csubj:outer": "csubj", "csubj:pass": "csubj",
}  # fmt: skip
NEAR_TOKENS = 8
# what stands inside a noun phrase, before its head or as part of its name
PHRASE_PARTS = frozenset(
    ("det", "amod", "compound", "nummod", "nmod:poss", "flat", "flat:name", "advmod", "det:predet", "nmod:unmarked")
)


def is_nominal(token: Token) -> bool:
    """Is the token a noun, name, pronoun or number?"""
    return not token.is_space and (token.pos_ in NOMINALS or token.tag_ in NOUN_TAGS)


def relation(token: Token) -> str:
    """Return what a token is to its head, without the subtypes that rules do not tell apart."""
    dep = token.dep_
    return BASES.get(dep, dep)


def children(token: Token, *deps: str) -> Iterator[Token]:
    return (child for child in token.children if relation(child) in deps)


def first_child(token: Token, *deps: str) -> Token | None:
    return next(children(token, *deps), None)


def own_subject(verb: Token) -> Token | None:
    """Return the subject that a verb has in the parse: the last before it where there are two, else the first."""
    subjects = list(children(verb, *SUBJECTS))
    return next((t for t in reversed(subjects) if t.i < verb.i), next(iter(subjects), None))


def conjuncts(token: Token) -> list[Token]:
    """Return a noun and the nouns that are coordinated with it."""
    found = [token]
    for item in found:
        found.extend(c for c in item.children if c.dep_ == "conj" and is_nominal(c) and c not in found)
    return found


def noun_phrase(head: Token) -> TokenSpan:
    """Return the noun phrase of a head word, without its relative clauses, appositions and coordinated phrases."""
    left = right = head.i
    for child in head.children:
        dep = relation(child)
        if dep in PHRASE_PARTS or child.dep_ in PHRASE_PARTS:
            left, right = min(left, child.left_edge.i), max(right, child.right_edge.i)
        elif dep == "nmod" and child.i == right + 2 and child.nbor(-1).lower_ == "of":
            right = max(right, child.i)
    return head.doc[left : right + 1]


def is_passive(verb: Token) -> bool:
    """Is the verb passive: by its auxiliary, or a past participle without one?"""
    if first_child(verb, "aux:pass", "nsubj:pass"):
        return True
    if verb.tag_ not in ("VBN", "VBD", "JJ") or first_child(verb, "obj"):
        return False
    auxiliaries = [c for c in verb.children if c.dep_.startswith(("aux", "cop"))]
    if auxiliaries:
        return auxiliaries[-1].lemma_ in ("be", "get")
    before = previous_word(verb)
    if before is not None and before.lemma_ == "have" and before.pos_ == "AUX":
        return False
    if before is not None and before.lemma_ in ("be", "get") and before.tag_ != "VBG":
        return True
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not first_child(verb, *SUBJECTS):
        return is_passive(verb.head) and not starts_object(verb)
    if relation(verb) in ("acl", "advcl", "amod") and not first_child(verb, *SUBJECTS):
        return not starts_object(verb)
    return (
        verb.tag_ == "VBN"
        and not first_child(verb, *SUBJECTS)
        and before is not None
        and before.pos_ in NOMINALS
        and not starts_object(verb)
    )


def previous_word(token: Token) -> Token | None:
    """Return the word before a token, adverbs and particles left out."""
    for index in range(token.i - 1, max(-1, token.i - 4), -1):
        word = token.doc[index]
        if word.pos_ not in ("ADV", "PART") and word.lower_ not in ("not", "n't", "never"):
            return word
    return None


def starts_object(verb: Token) -> bool:
    """Does a noun phrase begin right after the verb?"""
    if verb.i + 1 >= len(verb.doc):
        return False
    following = verb.doc[verb.i + 1]
    return following.pos_ in ("DET", "NUM", "PROPN", "NOUN", "PRON") or (
        following.pos_ == "ADJ" and following.dep_ == "amod"
    )


def antecedent(word: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for; any other word stands for itself."""
    if word.lower_ not in RELATIVES:
        return word
    for node in (verb, *verb.ancestors):
        if node.dep_ in ("acl:relcl", "acl") and is_nominal(node.head):
            return node.head
        if node.i == node.head.i or node.dep_ in ("conj", "xcomp", "ccomp"):
            continue
        break
    before = word.i - 1
    while before > 0 and (word.doc[before].is_punct or word.doc[before].pos_ == "ADP"):
        before -= 1
    return word.doc[before] if before >= 0 and is_nominal(word.doc[before]) else word


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the grammatical subject of a verb: its own, its governor's, or the noun it modifies."""
    own = own_subject(verb)
    if own is not None:
        return antecedent(own, verb)
    if depth > 6 or verb.head.i == verb.i:
        return near_subject(verb)
    head = verb.head
    if verb.dep_ == "acl:relcl":
        return head
    if verb.dep_ == "acl" and is_nominal(head):
        return head if verb.tag_ in ("VBG", "VBN", "VBD") else noun_controller(head, depth)
    if (verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "ADJ", "AUX", "NOUN")) or is_controlled(verb):
        controlled = first_child(head, "obj", "iobj") if head.lemma_ in OBJECT_CONTROL else None
        if controlled is None and head.lemma_ in OBJECT_CONTROL and is_passive(head):
            return surface_subject(head, depth + 1)
        return antecedent(controlled, head) if controlled is not None else surface_subject(head, depth + 1)
    if relation(verb) in ("conj", "advcl", "parataxis", "acl", "obl", "nmod") and head.pos_ in ("VERB", "AUX", "ADJ"):
        return surface_subject(head, depth + 1)
    return near_subject(verb)


def is_controlled(verb: Token) -> bool:
    """Is the verb an infinitive after the object of "urge", "order" ..., which the parse took for one of purpose?"""
    return (
        relation(verb) == "advcl" and verb.tag_ == "VB" and verb.head.i < verb.i and verb.head.lemma_ in OBJECT_CONTROL
    )


def noun_controller(noun: Token, depth: int) -> Token | None:
    """Return who the infinitive of a noun is about: "the rebels' threat to kill", "has a plan to attack"."""
    owner = first_child(noun, "nmod:poss") or next((t for _, t in prepositional(noun) if _ in ("by", "from")), None)
    if owner is not None:
        return owner
    modifier = first_child(noun, "compound")
    if modifier is not None:
        return modifier
    if relation(noun) in ("obj", "obl") and noun.head.pos_ == "VERB":
        if noun.head.lemma_ in ("defy", "reject", "ignore", "obey", "receive", "issue"):
            return surface_subject(noun.head, depth + 1)
        return deep_subject(noun.head, depth + 1)
    return None


def near_subject(verb: Token) -> Token | None:
    """Return the noun before a finite verb that the parse left without a subject, past one pair of commas."""
    if verb.tag_ in ("VBG", "VB") and not any(c.dep_.startswith("aux") for c in verb.children):
        return None
    sent, index, past_comma = verb.sent, verb.i - 1, False
    lowest = max(sent.start, verb.i - NEAR_TOKENS)
    while index >= lowest:
        word = verb.doc[index]
        if word.text == "," and not past_comma:
            opening = [i for i in range(sent.start, index) if verb.doc[i].text == ","]
            if not opening:
                return None
            index, past_comma = opening[-1] - 1, True
            continue
        if word.pos_ in ("NOUN", "PROPN", "PRON"):
            return antecedent(head_nominal(word), verb)
        if word.pos_ not in ("AUX", "ADV", "PART") or word.is_punct:
            return None
        index -= 1
    return None


def head_nominal(word: Token) -> Token:
    """Climb from a word inside a noun phrase to the phrase's head."""
    for _ in range(6):
        if (
            relation(word) in ("compound", "flat", "nmod", "nmod:poss", "amod", "nummod", "det", "appos")
            and is_nominal(word.head)
            and word.head.i < word.doc[-1].i + 1
        ):
            if word.head.i > word.i and relation(word) not in ("compound", "amod", "nummod", "det", "nmod:poss"):
                return word
            word = word.head
        else:
            return word
    return word


def agent(verb: Token) -> Token | None:
    """Return the agent of a passive: its by-phrase."""
    for preposition, noun in prepositional(verb):
        between = verb.doc[verb.i + 1 : noun.i]
        if preposition == "by" and not any(t.lower_ == "according" for t in between):
            return noun
    return None


def deep_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return who does what the verb says."""
    return agent(verb) if is_passive(verb) else surface_subject(verb, depth)


def deep_object(verb: Token) -> Token | None:
    """Return whom or what the verb is done to."""
    if is_passive(verb):
        return surface_subject(verb)
    own = first_child(verb, "obj")
    if own is not None:
        return antecedent(own, verb)
    if verb.dep_ == "acl:relcl" and has_own_subject(verb):
        return verb.head
    for child in children(verb, "conj"):
        if child.pos_ == "VERB" and child.i - verb.i == 2:
            return deep_object(child)
    return raised_object(verb) or particle_object(verb) or near_object(verb)


def raised_object(verb: Token) -> Token | None:
    """Return the noun between a verb and its infinitive or participle: "implored them to stop", "has it surrounded"."""
    for child in children(verb, "ccomp", "xcomp"):
        subject = first_child(child, "nsubj")
        if (
            subject is not None
            and verb.i < subject.i
            and child.tag_ in ("VB", "VBN", "VBG")
            and subject.left_edge.i <= verb.i + 2
        ):
            return subject
    return None


def particle_object(verb: Token) -> Token | None:
    """Return the object after a particle that the parse took for a circumstance: "cordoned off the square"."""
    particle = first_child(verb, "compound:prt")
    if particle is None or particle.i != verb.i + 1:
        return None
    bare = (c for c in children(verb, "obl") if c.i > particle.i and not any(children(c, "case")))
    return next((c for c in bare if is_nominal(c) and c.left_edge.i == particle.i + 1), None)


def has_own_subject(verb: Token) -> bool:
    subject = own_subject(verb)
    return subject is not None and subject.lower_ not in RELATIVES


def near_object(verb: Token) -> Token | None:
    """Return the head of the noun phrase that begins right after a verb (or its last word) without object in the parse."""
    index = verb.i + 1
    if not starts_object(verb):
        return None
    end = min(len(verb.doc), index + NEAR_TOKENS)
    last = None
    while index < end:
        word = verb.doc[index]
        if word.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            last = word
        elif word.pos_ not in ("DET", "ADJ", "ADV") and word.text not in ("'s", "’s", "’", "'", "-", "of"):
            break
        if word.pos_ == "PRON" and word.tag_ == "PRP":
            break
        index += 1
    return last if last is not None and not (last.dep_ in SUBJECTS and last.head.i != verb.i) else None


def prepositional(token: Token) -> list[tuple[str, Token]]:
    """Return the prepositional phrases of a verb or noun as (preposition, noun), in text order."""
    found = []
    for child in token.children:
        if relation(child) not in ("obl", "nmod", "advcl", "acl", "acl:relcl"):
            continue
        cases = [
            c for c in child.children if c.dep_ in ("case", "mark") and c.i < child.i and c.pos_ in ("ADP", "SCONJ")
        ]
        if cases:
            found.append((cases[-1].lower_, child))
    return found
