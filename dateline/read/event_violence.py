"""Whether a sentence tells of violence or of a mishap: who died in an attack, who when two buses collided."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.read.clauses import children
from dateline.read.event_lexicon import entries, noun_kinds, phrases
from dateline.read.lemmas import noun_lemma

__all__ = ["happens_in_violence", "tells_of_mishap"]

# verbs of violence that are also said of waves, firemen and ships
FORCES = frozenset(("hit", "strike", "fight", "battle", "combat", "ram", "sink"))
# kinds of those who shoot, and of what they shoot with
SHOOT = frozenset(("armed", "munition", "thing"))


def tells_of_mishap(word: Token) -> bool:
    """Does the sentence tell of an accident or a disaster, and of no violence: "killed when two buses collided"?"""
    told = [token for token in word.sent if token.pos_ in ("NOUN", "VERB")]
    mishaps = (token for token in told if is_blaze(token) or "mishap" in noun_kinds().get(noun_lemma(token), ()))
    return any(not is_force(token) for token in mishaps) and not any(
        is_violence(token) or opens_violence(token) for token in told
    )


def is_blaze(noun: Token) -> bool:
    """Is a fire one that burns, not that of somebody's weapons: "died in a fire", but "killed by army fire", "under fire"?"""
    if noun.lower_ not in ("fire", "fires") or noun.pos_ != "NOUN" or not any(children(noun, "det")):
        return False
    owners = children(noun, "compound", "amod", "nmod", "nmod:poss")
    kinds = {kind for owner in owners for kind in noun_kinds().get(noun_lemma(owner), ())}
    return kinds.isdisjoint(SHOOT)


def is_force(verb: Token) -> bool:
    """Is a verb of FORCES used of somebody who does it: "gunboats sank a dhow", not "a dhow sank"?"""
    return verb.lemma_ in FORCES and verb.pos_ == "VERB" and any(children(verb, "obj", "aux:pass"))


def happens_in_violence(verb: Token) -> bool:
    """Is what happened then an attack: "died when a mine went off", "died as troops opened fire"?"""
    clauses = [c for v in (verb, *children(verb, "conj")) for c in children(v, "advcl")]
    then = (c for c in clauses if any(t.lower_ in ("when", "as", "while") for t in children(c, "mark", "advmod")))
    return any(is_violence(c) or opens_violence(c) for c in then)


def opens_violence(word: Token) -> bool:
    """Does an expression of an attack begin with a word: "went off", "opened fire", "artillery fire"?"""
    following = {t.lower_ for t in word.doc[word.i + 1 : word.i + 4]}
    rows = (entry for entry in phrases().get(word.lemma_.lower(), ()) if entry.type == "ASSAULT" and not entry.count)
    return any(set(entry.words[1:]) <= following for entry in rows)


def is_violence(token: Token) -> bool:
    """Is a word always of violence; not of the dead and hurt, of damage, or of what waves and firemen do too?"""
    if token.pos_ not in ("NOUN", "VERB") or (token.pos_ == "VERB" and token.lemma_ in FORCES):
        return False
    senses = entries(token.pos_.lower()).get(noun_lemma(token), ())
    violent = (entry for entry in senses if entry.type == "ASSAULT" and entry.mode != "destroy")
    return any(entry.count is None or entry.mode is not None for entry in violent)
