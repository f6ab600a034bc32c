"""How real an event is: from the words that govern it, its auxiliaries and negations, and the stance of who tells it."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.read.clauses import SUBJECTS, children, is_controlled, is_nominal, relation
from dateline.read.event_lexicon import governors
from dateline.read.event_senses import light_verb, modifiers
from dateline.records import Attribution

__all__ = ["clause_status", "status_of"]

# the stance of a speech in which a clause that is not told as a fact stands
STANCE_STATUS = {
    "threatens": "threatened", "orders": "ordered", "expects": "expected", "intends": "planned", "requests": "hypothetical",
}  # fmt: skip
# under a modal of these, the governed clause is no more real than the governing one
TRANSPARENT = frozenset(("occurred", "ongoing"))
CLIMB = frozenset(("xcomp", "ccomp", "acl", "advcl", "conj", "obj", "obl", "nmod", "csubj", "nsubj:pass", "parataxis"))
NEGATIVE_SUBJECTS = frozenset(("no", "nobody", "none", "neither", "nothing"))
FUTURE_AUXILIARIES = frozenset(("will", "shall", "'ll", "’ll", "wo", "would"))
COPULAS = frozenset(("be", "occur", "happen", "take", "follow", "begin", "start", "erupt", "break"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "our"))
PERCEPTION = frozenset(("see", "watch", "hear", "feel", "notice", "observe", "make", "let", "help", "have"))
PHRASE_POS = ("DET", "ADJ", "NUM", "NOUN", "PROPN")
NEAR_TOKENS = 4
# under these, an infinitive is not done where the governor is negated: "is not ready to attack"
UNDONE = frozenset(("planned", "expected", "hypothetical", "feared"))


def status_of(head: Token, *, noun: bool, state: bool = False, attribution: Attribution | None) -> str:
    """Return the status of an event whose head word is given.

    The nearest word that says how real it is decides; a denial further out denies what would else have occurred. A state
    that an event has left ("nine are dead or missing") tells that it has occurred.
    """
    status = noun_status(head) if noun else clause_status(head)
    if state and status == "ongoing":
        status = "occurred"
    if attribution is None or status not in TRANSPARENT or is_reduced(head):
        return status
    if attribution.stance == "denies" and not is_negated(clause_of(head)):
        return "denied"
    if attribution.stance in STANCE_STATUS and not is_past(clause_of(head)):
        return STANCE_STATUS[attribution.stance]
    return status


def is_reduced(head: Token) -> bool:
    """Is the event told by a participle after its noun, as something known: "the men trapped in the mine"?"""
    return head.tag_ == "VBN" and head.dep_ in ("acl", "amod")


def noun_status(noun: Token) -> str:
    """Return the status of an event that a noun tells of."""
    table = governors()
    carrier = light_verb(noun)
    carried = clause_status(carrier) if carrier is not None else "occurred"
    if carried not in ("occurred", "ongoing"):
        return carried
    for word in (*modifiers(noun), *children(noun, "det")):
        status = table.status_of(word.lower_, "modifier")
        if status:
            return status
    # a verb that the tagger took for a noun: "if the army attacks"
    for word in children(noun, "mark"):
        status = table.status_of(word.lower_, "mark")
        if status:
            return status
    if preceded_by_negation(noun):
        return "denied"
    existential = existential_status(noun)
    if existential:
        return existential
    governor = governing_noun(noun) or governing_verb(noun)
    status = governor_status(noun, governor) if governor is not None else None
    if status:
        return status
    verb = light_verb(noun) or (noun.head if noun.dep_ in SUBJECTS and noun.head.pos_ in ("VERB", "AUX") else None)
    if verb is not None and (verb.lemma_ in COPULAS or light_verb(noun) is not None):
        return clause_status(verb)
    return unreal_clause(noun) or "occurred"


def existential_status(noun: Token) -> str | None:
    """Return what "there" and its verb say of a noun: "there could be attacks", "if there was an attack"."""
    doc, index = noun.doc, noun.i - 1
    while index > noun.sent.start and doc[index].pos_ in PHRASE_POS:
        index -= 1
    if doc[index].lemma_ != "be":
        return None
    words = []
    while index >= noun.sent.start and doc[index].lower_ != "there":
        if doc[index].pos_ not in ("AUX", "VERB", "PART", "ADV"):
            return None
        words.append(doc[index].lower_)
        index -= 1
    if index < noun.sent.start:
        return None
    table = governors()
    mark = table.status_of(doc[index - 1].lower_, "mark") if index > noun.sent.start else None
    modal = next((s for w in words if (s := table.status_of(w, "aux"))), None)
    negated = any(table.status_of(word, "negation") for word in words)
    return mark or ("denied" if negated and modal in (None, "planned") else modal)


def governor_status(noun: Token, governor: Token) -> str | None:
    """Return the status that a noun's governor gives it: "fears of an attack", "warned of an attack"."""
    table, verbal = governors(), not is_nominal(governor)
    pos, lemma = "verb" if verbal else "noun", governor.lemma_.lower()
    joined = [w.lower_ for w in (*children(governor, "compound:prt"), *children(noun, "case")) if w.i > governor.i]
    if verbal and governor.i + 1 < len(governor.doc):
        joined.append(governor.nbor().lower_)
    status = next((s for w in joined if (s := table.status_of(f"{lemma} {w}", pos))), None)
    status = status or table.status_of(lemma, pos)
    if not status:
        return None
    if not verbal:
        return "denied" if status != "denied" and preceded_by_negation(governor) else status
    if noun.dep_ in SUBJECTS and status != "ongoing" and noun.dep_ != "nsubj:pass":
        return None
    if (
        relation(noun) == "obl"
        and governor.tag_ == "VBN"
        and first_child_of(governor, "aux:pass")
        and status == "planned"
    ):
        return None
    own = clause_status(governor)
    if is_negated(governor) and status == "denied":
        return "hypothetical"
    return own if own == "denied" else status


def first_child_of(verb: Token, dep: str) -> bool:
    return any(children(verb, dep))


def unreal_clause(noun: Token) -> str | None:
    """Return the status of the clause where it is no fact and the noun names no known event: "could trigger an attack"."""
    verb = noun.head
    if noun.dep_ not in ("obj", "nsubj:pass", *SUBJECTS) or verb.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    if noun.dep_ != "nsubj:pass" and is_definite(noun):
        return None
    if is_nominal(verb) and not any(children(verb, "cop")):
        return None
    status = clause_status(verb)
    return status if status in ("hypothetical", "expected", "planned", "denied", "feared") else None


def is_definite(noun: Token) -> bool:
    """Does the noun name an event that is known: "the attack", "their attack", "Friday's attack"?"""
    words = [c for c in noun.children if c.i < noun.i]
    return any(c.dep_ == "nmod:poss" or c.lower_ in DEFINITE for c in words)


def preceded_by_negation(noun: Token) -> bool:
    words = [noun.doc[i].lower_ for i in range(max(noun.sent.start, noun.i - 3), noun.i)]
    return "no" in words or "without" in words[-2:] or "not" in words[-2:-1]


def governing_noun(noun: Token) -> Token | None:
    """Return the noun that an event noun depends on: "fears of a massacre", "plans for an attack"."""
    if relation(noun) in ("nmod", "conj") and is_nominal(noun.head) and noun.head.i < noun.i:
        return noun.head if relation(noun) == "nmod" else governing_noun(noun.head)
    index = noun.i - 1
    while index > noun.sent.start and noun.doc[index].pos_ in ("DET", "ADJ", "NUM"):
        index -= 1
    if (
        noun.doc[index].lower_ in ("of", "for", "about")
        and index > noun.sent.start
        and noun.doc[index - 1].pos_ == "NOUN"
    ):
        return noun.doc[index - 1]
    return None


def governing_verb(noun: Token) -> Token | None:
    if relation(noun) in ("obj", "obl", "nsubj:pass", "xcomp") and noun.head.pos_ == "VERB":
        return noun.head
    if noun.dep_ == "nsubj" and noun.head.pos_ == "VERB":
        return noun.head
    return None


def clause_status(verb: Token) -> str:
    """Return the status of what a verb says, from its own clause and the words that govern it."""
    own = own_status(verb)
    if own is not None and own != "ongoing":
        return own
    governed = governed_status(verb)
    return governed or own or "occurred"


def own_status(verb: Token) -> str | None:
    """Return the status that auxiliaries, negation, adverbs and conjunctions of the verb's own clause give it."""
    table = governors()
    if is_negated(verb):
        modal = modal_of(verb)
        return "denied" if modal is None or modal in FUTURE_AUXILIARIES else "hypothetical"
    for mark in children(verb, "mark", "advmod"):
        status = table.status_of(mark.lower_, "mark") or table.status_of(mark.lower_, "adverb")
        if mark.lower_ == "until" and is_past(verb):
            continue
        if status and mark.i < verb.i:
            return status
    modal = modal_of(verb)
    if modal is not None:
        return table.status_of(modal, "aux") or "hypothetical"
    if is_progressive_present(verb) or (is_plain_present(verb) and not in_headline(verb)):
        return "ongoing"
    return None


def is_plain_present(verb: Token) -> bool:
    if verb.tag_ not in ("VBP", "VBZ") or auxiliaries(verb) or verb.lower_.endswith("ed"):
        return False
    return not (verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in PERCEPTION and verb.head.i < verb.i)


def in_headline(verb: Token) -> bool:
    """Does the verb stand in a line without a full stop, whose present tense tells what has happened?"""
    last = next((t for t in reversed(list(verb.sent)) if not t.is_space), verb)
    return last.text not in (".", "!", "?", "”", '"', "’", "'")


def auxiliaries(verb: Token) -> list[Token]:
    """Return the auxiliaries of a verb, of its conjuncts before it where it has no subject of its own, and next to it."""
    found = [c for c in verb.children if c.dep_.startswith(("aux", "cop"))]
    index = verb.i - 1
    while index >= verb.sent.start and (verb.doc[index].pos_ in ("AUX", "ADV", "PART") or verb.doc[index].tag_ == "MD"):
        if verb.doc[index].pos_ == "AUX" and verb.doc[index] not in found:
            found.append(verb.doc[index])
        index -= 1
    if not found and verb.dep_ == "conj" and verb.head.i != verb.i and not any(children(verb, *SUBJECTS)):
        return auxiliaries(verb.head) if verb.tag_ == verb.head.tag_ else []
    return found


def modal_of(verb: Token) -> str | None:
    return next((a.lower_ for a in auxiliaries(verb) if a.tag_ == "MD" or a.lower_ in ("'ll", "wo")), None)


def is_negated(verb: Token) -> bool:
    """Is the clause negated: by not, never, no longer, or a subject such as nobody, no soldier, not one?"""
    table = governors()
    for child in verb.children:
        negating = child.dep_ in ("advmod", "cc:preconj", "neg", "det") and child.i < verb.i and child.lower_ != "no"
        if negating and table.status_of(child.lower_, "negation"):
            return True
    index = verb.i - 1
    while index >= verb.sent.start and verb.doc[index].pos_ in ("AUX", "ADV", "PART"):
        if verb.doc[index].lower_ in ("not", "n't", "never", "n’t"):
            return True
        index -= 1
    for subject in children(verb, *SUBJECTS):
        words = [subject.lower_, *(c.lower_ for c in subject.children if c.i < subject.i)]
        if NEGATIVE_SUBJECTS & set(words) or words[:1] == ["not"] or "not" in words:
            return True
    return False


def is_past(verb: Token) -> bool:
    """Is the clause told in a past tense or the perfect?"""
    if modal_of(verb) is not None:
        return False
    return verb.tag_ == "VBD" or any(a.tag_ == "VBD" or a.lemma_ == "have" for a in auxiliaries(verb))


def is_progressive_present(verb: Token) -> bool:
    found = auxiliaries(verb)
    if verb.tag_ == "VBG":
        return any(a.lemma_ == "be" for a in found)
    if verb.tag_ == "VBN":
        return any(a.lower_ == "being" for a in found) and any(a.tag_ in ("VBZ", "VBP", "VBD") for a in found)
    return False


def clause_of(word: Token) -> Token:
    """Return the verb of the clause that a word stands in."""
    node = word
    while node.pos_ not in ("VERB", "AUX") and node.head.i != node.i:
        node = node.head
    return node


def governed_status(verb: Token) -> str | None:
    """Return the status that the governors of a clause give it, the nearest that says anything."""
    near = adjacent_governor(verb)
    if near is not None:
        return near
    table, node, conditional = governors(), verb, None
    for _ in range(6):
        head, dep = node.head, node.dep_
        if head.i == node.i or dep not in CLIMB or (head.i > node.i and dep not in ("csubj", "advcl")):
            break
        if dep == "advcl" and not is_controlled(node):
            return "planned" if is_purpose(node) else conditional
        if dep != "conj" or not any(children(node, *SUBJECTS)):
            pos = "noun" if is_nominal(head) else "adj" if head.pos_ == "ADJ" else "verb"
            if dep == "conj":
                own = own_status(head)
                if own in ("hypothetical", "planned", "denied") and node.tag_ == head.tag_:
                    return own
            else:
                status = table.status_of(head.lemma_.lower(), pos) or table.status_of(head.lower_, pos)
                if status and (
                    dep != "ccomp"
                    or pos != "verb"
                    or status in ("feared", "denied", "expected", "hypothetical", "threatened", "planned")
                ):
                    if is_past(node) and status == "planned":
                        return None
                    return "denied" if is_negated(head) and status not in ("denied", "ordered") else status
        node = head
    return conditional


def is_purpose(verb: Token) -> bool:
    """Is the verb an infinitive of purpose ("to kill", "in order to kill")?"""
    return verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)


def adjacent_governor(verb: Token) -> str | None:
    """Return what the words right before an infinitive say: "threatened to kill", whatever the parse makes of it."""
    doc, index = verb.doc, verb.i - 1
    while index > verb.sent.start and doc[index].pos_ == "ADV":
        index -= 1
    if index <= verb.sent.start:
        return None
    table = governors()
    if doc[index].lower_ == "to" and doc[index].tag_ == "TO":
        before = doc[index - 1]
        if before.lemma_ == "be" and before.pos_ == "AUX":
            return "denied" if is_denied_before(before) else "planned"
        if any(t.lower_ == "too" for t in doc[max(verb.sent.start, index - NEAR_TOKENS) : index - 1]):
            return "denied"
        for pos in ("verb", "adj", "noun"):
            status = table.status_of(before.lemma_.lower(), pos) or table.status_of(before.lower_, pos)
            if (
                status
                and (pos != "noun" or before.pos_ == "NOUN")
                and (pos != "verb" or before.pos_ in ("VERB", "AUX"))
            ):
                return "denied" if status in UNDONE and is_denied_before(before) else status
    if verb.tag_ == "VBG" and doc[index].pos_ == "VERB":
        status = table.status_of(doc[index].lemma_.lower(), "verb")
        return status if status in ("denied", "planned", "feared", "hypothetical", "ongoing", "attempted") else None
    if verb.tag_ == "VBG" and doc[index].lower_ in ("without", "from"):
        return "denied" if doc[index].lower_ == "without" else None
    return None


def is_denied_before(word: Token) -> bool:
    """Does a negation stand close before a governor: "not ready to", "no plan to", "not in a position to"?"""
    table, doc = governors(), word.doc
    near = doc[max(word.sent.start, word.i - NEAR_TOKENS) : word.i]
    return any(table.status_of(t.lower_, "negation") for t in near) and not any(t.is_punct for t in near)
