"""Who does what in a clause: subjects, objects and prepositional phrases of a word, as far as a dependency parse tells.

Subjects and objects are deep ones: the object of a passive is its subject, a relative pronoun is its antecedent, and an
infinitive or participle without a subject has its governor's. Where the parse has none, the words next to the verb decide.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dateline.read.lexicon import load_lexicon
from dateline.read.nominals import (
    NOMINALS,
    children,
    conjuncts,
    first_child,
    head_nominal,
    is_nominal,
    noun_phrase,
    relation,
)

__all__ = [
    "SUBJECTS",
    "antecedent",
    "children",
    "conjuncts",
    "control_words",
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
NEAR_TOKENS, MAX_DEPTH = 8, 6


@cache
def control_words(form: str) -> frozenset[str]:
    """Return the words under which somebody else than their subject does what an infinitive or a gerund says."""
    return frozenset(row["word"] for row in load_lexicon("control_words") if row["form"] == form)


def own_subject(verb: Token) -> Token | None:
    """Return the subject that a verb has in the parse: the last before it where there are two, else the first."""
    subjects = list(children(verb, *SUBJECTS))
    return next((t for t in reversed(subjects) if t.i < verb.i), next(iter(subjects), None))


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
    if depth > MAX_DEPTH or verb.head.i == verb.i:
        return near_subject(verb)
    head = verb.head
    if verb.dep_ == "acl:relcl":
        return head
    controller = gerund_controller(verb, depth)
    if controller is not None:
        return controller
    if relation(verb) == "conj" and is_nominal(head) and verb.tag_ in ("VBD", "VBZ", "VBP"):
        governor = next((t for t in verb.ancestors if t.pos_ == "VERB"), None)
        return surface_subject(governor, depth + 1) if governor is not None else near_subject(verb)
    main = main_verb(verb)
    if main is not None:
        return (
            deep_subject(main, depth + 1)
            if verb.tag_ == "VBG" and is_passive(main)
            else surface_subject(main, depth + 1)
        )
    if verb.dep_ == "acl" and is_nominal(head):
        marked = any(children(verb, "mark", "case"))
        return head if verb.tag_ in ("VBG", "VBN", "VBD") and not marked else noun_controller(head, depth)
    if (verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "ADJ", "AUX", "NOUN")) or is_controlled(verb):
        controlled = first_child(head, "obj", "iobj") if head.lemma_ in control_words("to") else None
        if controlled is None and head.lemma_ in control_words("to") and is_passive(head):
            return surface_subject(head, depth + 1)
        return antecedent(controlled, head) if controlled is not None else surface_subject(head, depth + 1)
    if relation(verb) in ("conj", "advcl", "parataxis", "acl", "obl", "nmod") and head.pos_ in ("VERB", "AUX", "ADJ"):
        return surface_subject(head, depth + 1)
    return near_subject(verb)


def main_verb(verb: Token) -> Token | None:
    """Return the verb of the clause whose outcome a participle after a comma tells: "bombed the port, killing nine"."""
    first = verb.left_edge.i
    if verb.tag_ != "VBG" or first == verb.sent.start or verb.doc[first - 1].text != ",":
        return None
    if relation(verb) not in ("advcl", "acl") or verb.head.i > verb.i:
        return None
    if relation(verb) == "acl" and verb.head.dep_ in SUBJECTS:
        return None
    return next((t for t in verb.ancestors if t.pos_ == "VERB" or first_child(t, "cop")), None)


def is_controlled(verb: Token) -> bool:
    """Is the verb an infinitive after the object of "urge", "order" ..., which the parse took for one of purpose?"""
    return (
        relation(verb) == "advcl"
        and verb.tag_ == "VB"
        and verb.head.i < verb.i
        and verb.head.lemma_ in control_words("to")
    )


def gerund_controller(verb: Token, depth: int) -> Token | None:
    """Return who does what a gerund after a preposition says, where that is the governing verb's object."""
    governor = verb.head
    if verb.tag_ != "VBG":
        return None
    if relation(verb) == "amod" and is_nominal(governor):  # "of torturing students", parsed as students who torture
        governor = governor.head
    mark = next((c for c in (*children(verb, "mark", "case"), *children(verb.head, "case")) if c.i < verb.i), None)
    if mark is None and relation(verb) == "conj":
        return gerund_controller(verb.head, depth + 1) if depth < MAX_DEPTH else None
    if is_nominal(governor) and relation(governor) in ("obj", "nsubj:pass") and mark is not None:
        governor = governor.head
    if mark is None or governor.lemma_ not in control_words(mark.lower_) or governor.i > verb.i:
        return None
    if is_passive(governor):
        return surface_subject(governor, depth + 1)
    found = first_child(governor, "obj", "iobj")
    if found is not None and found.i > verb.i:
        found = next((c for c in governor.children if verb.i > c.i > governor.i and is_nominal(c)), None)
    return antecedent(found, governor) if found is not None else None


def asked(noun: Token, depth: int) -> Token | None:
    """Return of whom an appeal, an order or a demand asks something: its addressee, or who answers it."""
    addressee = next((t for case, t in prepositional(noun) if case in ("to", "on", "for") and t.pos_ != "VERB"), None)
    if addressee is None and any(c.lower_ == "with" for c in children(noun, "case")):  # "sent them with orders to fire"
        return deep_object(noun.head)
    if (
        addressee is None
        and noun.head.pos_ == "VERB"
        and noun.head.lemma_ in control_words("answer")
        and relation(noun) in ("obj", "obl")
    ):
        return deep_subject(noun.head, depth + 1)
    return addressee


def noun_controller(noun: Token, depth: int) -> Token | None:
    """Return who the infinitive of a noun is about: "the rebels' threat to kill", "has a plan to attack"."""
    if depth > MAX_DEPTH:
        return None
    if noun.lemma_ in control_words("noun"):
        return asked(noun, depth)
    owner = first_child(noun, "nmod:poss") or next((t for _, t in prepositional(noun) if _ in ("by", "from")), None)
    if owner is not None:
        return owner
    modifier = first_child(noun, "compound")
    if modifier is not None:
        return modifier
    if relation(noun) in ("obj", "obl") and noun.head.pos_ == "VERB":
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


def agent(verb: Token) -> Token | None:
    """Return the agent of a passive: its by-phrase, also one that it shares with, or that the parse hung elsewhere."""
    own = by_phrase(verb)
    if own is not None:
        return own
    # "were stripped, beaten and locked up by the guards"
    shared = (
        c for c in verb.doc[verb.i + 1 : verb.sent.end] if c.dep_ == "conj" and verb in c.ancestors and c.tag_ == "VBN"
    )
    siblings = [c for c in shared if not any(children(c, *SUBJECTS))]
    if relation(verb) == "conj":
        siblings += [c for c in children(verb.head, "conj") if c.i > verb.i and c.tag_ == "VBN"]
        passives = [v for v in (verb.head, *children(verb.head, "conj")) if v.i < verb.i and v.tag_ == "VBN"]
        late = next((found for v in passives if (found := by_phrase(v)) is not None and found.i > verb.i), None)
        if late is not None:  # it stands behind all of them, whichever the parse hung it on
            return late
    return next((found for c in siblings if (found := by_phrase(c)) is not None), None)


def by_phrase(verb: Token) -> Token | None:
    """Return the noun after "by", of the verb or of a circumstance behind it."""
    circumstances = [t for _, t in prepositional(verb) if t.i > verb.i]
    for preposition, noun in [*prepositional(verb), *(pair for t in circumstances for pair in prepositional(t))]:
        between = verb.doc[verb.i + 1 : noun.i]
        if preposition == "by" and is_nominal(noun) and not any(t.lower_ == "according" for t in between):
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
    if verb.tag_ == "VBG" and relation(verb) == "amod" and verb.i > 0 and verb.nbor(-1).dep_ in ("case", "mark"):
        return verb.head
    if has_own_subject(verb) and (verb.dep_ == "acl:relcl" or (verb.dep_ == "acl" and relative_word(verb))):
        return verb.head
    for child in children(verb, "conj"):
        if child.pos_ == "VERB" and child.i - verb.i == 2:
            return deep_object(child)
    return raised_object(verb) or particle_object(verb) or near_object(verb)


def relative_word(verb: Token) -> bool:
    """Does a finite clause open with "that" or "which" for a noun, whatever the parse calls the clause?"""
    return any(c.tag_ == "WDT" and c.i == verb.left_edge.i for c in verb.children)


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
        if last is not None and (
            word.dep_ in SUBJECTS or (word.text == "of" and last.pos_ in ("NOUN", "PROPN", "NUM"))
        ):
            break
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
        # of a name of several words, the parse may hang the preposition on the first one
        first = child.left_edge
        if not cases and first.dep_ == "case" and first.pos_ == "ADP" and is_nominal(first.head):
            cases = [first]
        if cases:
            found.append((cases[-1].lower_, child))
    return found
