"""How real a clause or a noun says that an event is: by its own words, then by what governs it.

The order in which the words are asked, each only where those before say nothing:

1. the event's own clause or phrase: condition, negation, adverb, modal; "foiled attack", "no attack";
2. what governs it, the nearest first: "threatened to", "fears that". It outweighs a modal inside what is feared, expected,
   threatened or denied ("fears that they may attack"), and where it is itself negated or denied, the column ``negated`` counts;
3. the tense: what goes on, or what has occurred.
"""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from dateline.read.clause_modes import (
    auxiliaries,
    has_condition,
    is_imperative,
    is_inverted,
    is_negated,
    is_past,
    is_plain_present,
    is_progressive,
    is_reported,
    modal_of,
    negated_noun,
)
from dateline.read.clauses import SUBJECTS, children, is_nominal, is_passive, relation
from dateline.read.event_governors import Link, clause_links, noun_links, report_nouns, row_of
from dateline.read.event_lexicon import Governor, modes
from dateline.read.event_slots import light_verb, modifiers

__all__ = ["TRANSPARENT", "clause_status", "find_clause_status", "find_noun_status", "is_definite", "noun_status"]

# under a modal of these, the governed clause is no more real than the governing one
TRANSPARENT = frozenset((None, "occurred", "ongoing"))
UNREAL = frozenset(("hypothetical", "expected", "planned", "denied", "feared", "attempted", "ordered", "threatened"))
# what somebody makes of a clause with a modal: "fears that they may attack"
OUTWEIGHS_MODAL = frozenset(("feared", "threatened", "denied", "hypothetical", "expected"))
FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d"))
UNABLE = frozenset(("can", "could", "ca"))
HAPPENS = frozenset(("be", "occur", "happen", "follow", "begin", "start", "erupt", "resume", "open", "proceed"))
HAPPENS_WITH = frozenset((("take", "place"), ("break", "out"), ("go", "ahead"), ("go", "on"), ("go", "forward")))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "our"))
INDEFINITE = frozenset(("any", "whatever", "whichever"))
ANYBODY = frozenset(("anyone", "anybody", "whoever", "whomever"))
SELVES = frozenset(("they", "he", "she", "it", "we", "i"))
PLANNING = frozenset(("plan", "plot", "prepare", "mastermind"))
FINDERS = frozenset(("first", "second", "third", "last", "latest", "only", "one", "next"))
PHRASE_POS = ("DET", "ADJ", "NUM", "NOUN", "PROPN")
NEAR_TOKENS, PHRASE_TOKENS = 4, 10


def noun_status(noun: Token) -> str:
    """Return the status of an event that a noun tells of."""
    return find_noun_status(noun) or "occurred"


def clause_status(verb: Token) -> str:
    """Return the status of what a verb says, from its own clause and the words that govern it."""
    return find_clause_status(verb) or "occurred"


# nouns ------------------------------------------------------------------------------------------


def find_noun_status(noun: Token, seen: frozenset[int] = frozenset()) -> str | None:
    """Return what is said of an event noun; "occurred" where it is presupposed, None where nothing is said.

    ``seen`` are the words on the way here, which a wrong parse may lead back to.
    """
    if noun.i in seen:
        return None
    seen |= {noun.i}
    carrier = carrier_of(noun)
    carried = find_clause_status(carrier, seen) if carrier is not None else None
    if carried not in TRANSPARENT:
        return carried
    own = phrase_status(noun) or existential_status(noun)
    if own:
        return own
    for link in noun_links(noun):
        row = link.row()
        if row is not None:
            return resolve(link, row, seen)
    if noun.dep_ in SUBJECTS and noun.head.pos_ == "ADJ" and noun.head.i > noun.i:
        status = modes().status_of(noun.head.lower_, "modifier")
        if status:
            return "denied" if is_negated(noun.head) else status
    said_of = "ongoing" if is_now_going(noun) else predicated_status(noun)
    if said_of:
        return said_of
    predicate = happening(noun)
    if predicate is not None:
        return find_clause_status(predicate, seen)
    if any(c.lower_ in INDEFINITE for c in children(noun, "det")):
        return "hypothetical"
    return unreal_clause(noun, seen) or ("ongoing" if carried == "ongoing" else None)


def carrier_of(noun: Token) -> Token | None:
    """Return the verb that carries the event noun out; "give up the fight" and "take the threat seriously" do not."""
    verb = light_verb(noun)
    if verb is None or (any(children(verb, "compound:prt")) and verb.lemma_ != "carry"):
        return None
    return None if verb.lemma_ == "take" and relation(noun) == "obj" and is_definite(noun) else verb


def phrase_status(noun: Token) -> str | None:
    """Return what the words before a noun say: "a foiled attack", "no attack", "any attack"."""
    table = modes()
    if negated_noun(noun):
        return "denied"
    for word in modifiers(noun):
        status = table.status_of(word.lower_, "modifier")
        if status:
            return status
    # a verb that the tagger took for a noun: "if the army attacks"
    for word in children(noun, "mark"):
        status = table.status_of(word.lower_, "mark")
        if status:
            return status
    return None


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
    table = modes()
    mark = table.status_of(doc[index - 1].lower_, "mark") if index > noun.sent.start else None
    modal = next((s for w in words if (s := table.status_of(w, "aux"))), None)
    negated = any(table.status_of(word, "negation") for word in words)
    return mark or ("denied" if negated and modal in (None, "planned") else modal)


def is_now_going(noun: Token) -> bool:
    """Is the event said to go on: "the siege, now in its fifth month"?"""
    following: list[str] = []
    for token in noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 1 + PHRASE_TOKENS)]:
        if token.pos_ in ("VERB", "AUX"):
            break
        following.append(token.lower_)
    return any(pair in (("now", "in"), ("now", "entering")) for pair in pairwise(following))


def predicated_status(noun: Token) -> str | None:
    """Return what a noun as a predicate says: "is on strike" goes on, "his fear was a withdrawal" is feared."""
    copula = next(children(noun, "cop"), None)
    if copula is None:
        return None
    subject = next(children(noun, *SUBJECTS), None)
    row = row_of(subject, "of") if subject is not None and subject.tag_ == "NN" else None
    if row is not None:
        return "denied" if is_negated(noun) else row.status
    past = any(a.tag_ == "VBD" or a.tag_ == "MD" for a in auxiliaries(noun))
    return "ongoing" if any(children(noun, "case")) and not past else None


def happening(noun: Token) -> Token | None:
    """Return the verb that says that the event takes place: "talks will begin", "talks are set to begin"."""
    verb = noun.head
    if noun.dep_ not in SUBJECTS or verb.i < noun.i:
        return None
    raised = next((c for c in children(verb, "xcomp") if tells_happening(c)), None)
    return raised or (verb if tells_happening(verb) else None)


def tells_happening(verb: Token) -> bool:
    following = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    happens = verb.lemma_ in HAPPENS or (verb.lemma_, following) in HAPPENS_WITH
    return happens and verb.pos_ in ("VERB", "AUX")


def unreal_clause(noun: Token, seen: frozenset[int]) -> str | None:
    """Return the status of the clause where it is no fact and the noun names no known event: "could trigger an attack"."""
    verb = noun.head
    if noun.dep_ not in ("obj", "nsubj:pass", *SUBJECTS) or verb.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    if noun.dep_ != "nsubj:pass" and is_definite(noun):
        return None
    if is_nominal(verb) and not any(children(verb, "cop")):
        return None
    status = find_clause_status(verb, seen)
    return status if status in UNREAL else None


def is_definite(noun: Token) -> bool:
    """Does the noun name an event that is known: "the attack", "their attack", "Friday's attack"?"""
    words = [c for c in noun.children if c.i < noun.i]
    return any(c.dep_ == "nmod:poss" or c.lower_ in DEFINITE for c in words)


# clauses ----------------------------------------------------------------------------------------


def find_clause_status(verb: Token, seen: frozenset[int] = frozenset()) -> str | None:
    """Return what is said of a clause, None where nothing is."""
    if verb.i in seen:
        return None
    seen |= {verb.i}
    own = own_status(verb)
    if own in TRANSPARENT:
        return governed_status(verb, seen) or own
    if modal_of(verb) is not None and own in ("planned", "hypothetical") and not is_negated(verb):
        link = next(clause_links(verb), None)
        row = link.row() if link is not None and link.kind == "that" else None
        outer = resolve(link, row, seen) if link is not None and row is not None else None
        if outer in OUTWEIGHS_MODAL and (own, outer) != ("hypothetical", "expected"):
            return outer
    return own


def own_status(verb: Token) -> str | None:
    """Return the status that conjunctions, negation, adverbs, auxiliaries and tense of the verb's own clause give it."""
    modal = modal_of(verb)
    mark = mark_status(verb)
    if mark is not None:
        return mark
    if modal in UNABLE and any(c.lower_ == "before" for c in children(verb, "mark")):
        return "denied"
    if is_negated(verb):
        return "denied" if modal is None or modal in FUTURE | UNABLE else "hypothetical"
    for adverb in children(verb, "advmod"):
        status = modes().status_of(adverb.lower_, "adverb")
        if status and adverb.i < verb.i:
            return status
    if modal in FUTURE and has_condition(verb, frozenset(("unless",))):
        return "threatened"
    if modal == "would":
        conditional = has_condition(verb) or is_inverted(verb) or any(a.lower_ == "have" for a in verb.children)
        return "planned" if is_reported(verb) and not conditional else "hypothetical"
    if modal is not None:
        return modes().status_of(modal, "aux") or "hypothetical"
    if is_imperative(verb):
        return "hypothetical"
    if is_nominal(verb):
        return predicated_status(verb)
    return "ongoing" if is_progressive(verb) or is_plain_present(verb) else None


def mark_status(verb: Token) -> str | None:
    """Return what the conjunction or preposition before a clause says: "if", "whether", "without", "instead of"."""
    if is_inverted(verb) or is_anybody(verb) or (verb.dep_ == "acl:relcl" and is_anybody(verb.head)):
        return "hypothetical"
    doc, first = verb.doc, verb.sent.start
    found = [c for c in children(verb, "mark", "advmod", "case", "cc") if c.i < verb.i]
    if verb.tag_ in ("VBG", "VB") and verb.i > first:
        found.append(doc[verb.i - 1])
    for word in found:
        pair = f"{doc[word.i - 1].lower_} {word.lower_}" if word.i > first else ""
        status = modes().status_of(word.lower_, "mark") or modes().status_of(pair, "mark")
        if status and not (word.lower_ == "until" and is_past(verb)):
            return status
    return None


def is_anybody(noun: Token) -> bool:
    """Does the word name nobody and nothing in particular: "anyone", "any soldier", "any shelling"?"""
    return noun.lower_ in ANYBODY or any(c.lower_ in INDEFINITE for c in children(noun, "det"))


def governed_status(verb: Token, seen: frozenset[int]) -> str | None:
    """Return the status that the governors of a clause give it, the nearest that says anything."""
    due = planned_infinitive(verb)
    if due:
        return due
    for link in clause_links(verb):
        if link.kind == "purpose":
            return "planned"
        if link.kind in ("conj", "part"):
            own = own_status(link.governor)
            if own not in TRANSPARENT and (link.kind == "part" or verb.tag_ == link.governor.tag_):
                return own
            continue
        row = link.row()
        if row is not None:
            return resolve(link, row, seen)
        if link.kind in ("inf", "ing") and not is_nominal(link.governor):
            own = own_status(link.governor)
            if own not in TRANSPARENT:
                return own
        elif link.kind == "inf" and link.dependent is verb:
            return "hypothetical" if is_open(link.governor) else None
        elif not is_nominal(link.governor):
            return None
    return None


def is_open(noun: Token) -> bool:
    """Is the infinitive of a noun left open: "grounds to arrest him", but not "the first minister to resign"?"""
    return noun.pos_ == "NOUN" and not any(c.lower_ in FINDERS or c.lower_.endswith("th") for c in noun.children)


def planned_infinitive(verb: Token) -> str | None:
    """Return what "is to", "too weak to" and the like say of an infinitive."""
    doc, index = verb.doc, verb.i - 1
    while index > verb.sent.start and (doc[index].pos_ in ("ADV", "AUX") or doc[index].lower_ in ("not", "never")):
        index -= 1
    if index <= verb.sent.start or doc[index].lower_ != "to" or verb.tag_ == "VBG":
        return None
    if any(t.lower_ in ("not", "never") for t in doc[index - 1 : verb.i]):
        return "denied"
    before = doc[index - 1]
    if before.lemma_ == "be" and before.pos_ == "AUX":
        return "denied" if is_denied_before(before) else "planned"
    if any(t.lower_ == "too" for t in doc[max(verb.sent.start, index - NEAR_TOKENS) : index - 1]):
        return "denied"
    return None


# governors --------------------------------------------------------------------------------------


def resolve(link: Link, row: Governor, seen: frozenset[int]) -> str | None:
    """Return the status under a governor, which may itself be negated, denied, or not real."""
    governor = link.governor
    if presupposes(link, row):
        return "occurred"
    status = row.own if is_of_oneself(link) else row.status
    if link.kind == "that" and status == "planned" and is_past(link.dependent):
        return None
    outer = find_noun_status(governor, seen) if is_nominal(governor) else find_clause_status(governor, seen)
    denied = outer == "denied" or (not is_verb(governor) and is_denied_before(governor))
    if denied or (outer == "attempted" and row.negated == "occurred"):
        return row.negated
    if governor.lower_ == "able" and is_past(governor) and outer in TRANSPARENT | {status}:
        return "occurred"
    if outer in TRANSPARENT:
        return status
    if row.negated == "occurred" and status != "occurred":
        return "hypothetical"
    passed_on = status in ("attempted", "ongoing") or (
        status == "occurred" and is_verb(governor) and link.kind in ("inf", "ing", "in")
    )
    return outer if passed_on else status


def is_verb(word: Token) -> bool:
    return word.pos_ in ("VERB", "AUX") and not is_nominal(word)


def presupposes(link: Link, row: Governor) -> bool:
    """Is the noun a known event for its governor: "denied the allegations", "the attack was plotted by", "planned the attack"?

    What is said was said, whoever denies it; a known event that somebody has planned has occurred.
    """
    noun, verb = link.dependent, link.governor
    if link.kind == "report":
        return row.status == "denied" and noun.lemma_.lower() in report_nouns() and not is_content_noun(noun, link)
    if link.kind != "obj" or verb.lemma_ not in PLANNING or not is_definite(noun) or not is_verb(verb):
        return False
    by_somebody = is_passive(verb) and any(c.lower_ == "by" for n in verb.children for c in n.children)
    return by_somebody or (verb.dep_ == "acl:relcl" and is_past(verb))


def is_content_noun(noun: Token, link: Link) -> bool:
    """Is the noun only the report that tells of the event asked about?"""
    return link.dependent is not noun or any(children(noun, "acl", "acl:relcl", "nmod", "ccomp", "appos"))


def is_of_oneself(link: Link) -> bool:
    """Does the clause tell of who speaks, and of the future: "warned that it would halt aid"?"""
    if link.kind != "that" or modal_of(link.dependent) not in FUTURE:
        return False
    return any(subject.lower_ in SELVES for subject in children(link.dependent, *SUBJECTS))


def is_denied_before(word: Token) -> bool:
    """Does a negation stand close before a governor: "not ready to", "no plan to", "not in a position to"?"""
    near = word.doc[max(word.sent.start, word.i - NEAR_TOKENS) : word.i]
    return any(modes().status_of(t.lower_, "negation") for t in near) and not any(t.is_punct for t in near)
