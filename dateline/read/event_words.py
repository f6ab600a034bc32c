"""TimeML's attributes of a word that tells of an event: tense, aspect, polarity and modality, by its auxiliaries.

Source: TimeML's annotation guidelines 1.2.1 (Saurí et al., 2006), as TempEval-3 uses them: a modal auxiliary is the modality
and leaves no tense, "will" is the future, an infinitive and a participle alone are tenses of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.read.clause_modes import auxiliaries, is_negated, negated_noun
from dateline.read.clauses import children, is_nominal

__all__ = ["EventWord", "read_event_word"]

MODALS = {
    "would": "would", "could": "could", "may": "may", "can": "can", "ca": "can", "might": "might", "must": "must",
    "should": "should", "ought": "ought", "'d": "would", "’d": "would",
}  # fmt: skip
FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo", "sha"))
FINITE = {"VBD": "PAST", "VBZ": "PRESENT", "VBP": "PRESENT"}
BARE = {"VBG": "PRESPART", "VBN": "PAST", "VB": "INFINITIVE", **FINITE}
WITHOUT = frozenset(("without",))


@dataclass(frozen=True, slots=True)
class EventWord:
    """What the words around an event's word say of it, in TimeML's terms; ``modality`` is a modal auxiliary or None."""

    tense: str
    aspect: str
    polarity: str
    modality: str | None


def read_event_word(word: Token) -> EventWord:
    """Return the attributes of a word that tells of an event."""
    verbal = word.tag_.startswith("VB") or word.pos_ == "AUX"
    helpers = sorted(auxiliaries(word), key=lambda token: token.i)
    if is_nominal(word) and not verbal:
        helpers = [token for token in helpers if token.dep_ in ("cop", "aux")]
    modality = modality_of(helpers)
    return EventWord(
        tense=tense_of(word, helpers, modality=modality, verbal=verbal),
        aspect=aspect_of(word, helpers, verbal=verbal),
        polarity="NEG" if is_not(word, verbal=verbal) else "POS",
        modality=modality,
    )


def modality_of(helpers: list[Token]) -> str | None:
    """Return the modal among auxiliaries; the "'d" of "he'd left" is none."""
    had = any(token.tag_ == "VBD" for token in helpers)
    found = (MODALS.get(token.lower_) for token in helpers if token.tag_ == "MD" or not had)
    return next((modal for modal in found if modal), None)


def tense_of(word: Token, helpers: list[Token], *, modality: str | None, verbal: bool) -> str:
    """Return the tense: of the first auxiliary that has one, else of the word's own form."""
    if any(token.lower_ in FUTURE for token in helpers):
        return "FUTURE"
    if modality:
        return "NONE"
    if not verbal and is_nominal(word):
        return "NONE"
    to = any(c.lower_ == "to" and c.tag_ == "TO" and c.i < word.i for c in word.children)
    if to and verbal:
        return "INFINITIVE"
    finite = next((FINITE[token.tag_] for token in helpers if token.tag_ in FINITE), None)
    if finite or not verbal:
        return finite or "NONE"
    if word.tag_ == "VB" and any(children(word, "nsubj")) and word.dep_ not in ("xcomp", "ccomp"):
        return "PRESENT"
    return BARE.get(word.tag_, "NONE")


def aspect_of(word: Token, helpers: list[Token], *, verbal: bool) -> str:
    """Return the aspect: "have" makes the perfect, "be" before an -ing form the progressive."""
    perfect = any(token.lemma_ == "have" for token in helpers) and (word.tag_ != "VB" or not verbal)
    if not verbal:
        return "PERFECTIVE" if perfect and not is_nominal(word) else "NONE"
    being = any(token.lower_ == "being" for token in helpers) and len(helpers) > 1
    going = being or (word.tag_ == "VBG" and any(token.lemma_ == "be" for token in helpers))
    return "_".join(name for name, holds in (("PERFECTIVE", perfect), ("PROGRESSIVE", going)) if holds) or "NONE"


def is_not(word: Token, *, verbal: bool) -> bool:
    """Is the event negated: by not, never, no, without, or a negative subject?"""
    if verbal:
        return is_negated(word) or any(c.lower_ in WITHOUT for c in children(word, "mark", "case"))
    if is_nominal(word):
        return negated_noun(word) or (any(children(word, "cop")) and is_negated(word))
    return is_negated(word)
