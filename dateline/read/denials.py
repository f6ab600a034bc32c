"""What a cue's stance becomes in its sentence, and which earlier attribution a denial contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from dateline.read.cues import SPEECH, Cue, entries
from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.records import Attribution, Span

__all__ = ["link_denials", "stance_of"]

# what a stance becomes under "not": he does not believe, did not deny, has not confirmed
NEGATED = {
    "says": "doubts",
    "believes": "doubts",
    "expects": "doubts",
    "intends": "doubts",
    "denies": "says",
    "doubts": "says",
}
NEGATIONS = {"not", "n't", "n’t", "never", "neither", "nor", "cannot"}
LEAST_SHARED = 0.2  # share of the denial's own content words that the denied claim has
LEAST_CONTRADICTED = 0.5  # the same for a statement that denies only by its own "not" or "no"
REJECTING = {"reject", "dismiss", "oppose", "refuse", "decline", "rebuff", "spurn"}  # calls and plans as well as claims
CLAIMING = ("says", "accuses", "believes", "expects")
NEAR_START = 40  # characters
REACH = 12  # attributions back
PREDICATES = ("VERB", "AUX", "NOUN", "ADJ")


def stance_of(cue: Cue, *, reading: Draft) -> str:
    """Return the stance of a cue in its sentence: turned by a negation, ``denies`` where the content itself only denies."""
    verb = cue.head
    if verb.pos_ == "VERB" and verb.lemma_ in ("decline", "refuse") and cue.end - cue.start > 1:
        return "doubts"
    if any(c.lower_ in NEGATIONS for c in verb.children if c.i < verb.i):
        return NEGATED.get(cue.stance, cue.stance)
    if cue.stance == "says" and cue.pieces and _only_denies(reading, cue):
        cue.tentative = True
        return "denies"
    if cue.stance == "denies" and verb.lemma_ in REJECTING and not _is_claim(reading, cue):
        return "doubts"  # to reject a call says nothing of what was or was not
    return cue.stance


def _is_claim(draft: Draft, cue: Cue) -> bool:
    """Is what a cue rejects something said rather than something asked, offered or planned?"""
    if cue.frame in SPEECH:
        return True
    tokens = draft.tokens_in(draft.span(*cue.pieces[0]))
    if tokens[0].lower_ == "that" and tokens[0].tag_ != "DT":
        return True
    root = tokens.root
    named = any(entry.stance in CLAIMING for entry in entries("cue_nouns").get(root.lemma_.lower(), ()))
    return named or root.lemma_.lower() in _anaphors()


@cache
def _denial_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_lexicon("denial_words"))


def _only_denies(draft: Draft, cue: Cue) -> bool:
    """Does the content's main clause only deny ("the report was false", "no shot was fired")?"""
    tokens = draft.tokens_in(draft.span(*cue.pieces[0]))
    root = next(
        (t for t in tokens if t.pos_ in PREDICATES and (t.head.i == t.i or not tokens.start <= t.head.i < tokens.end)),
        None,
    )
    if root is None:
        return False
    if {root.lemma_.lower(), root.lower_} & _denial_words() or any(c.lower_ == "never" for c in root.children):
        return True
    near = [t for t in root.subtree if t.i < root.i + 4]
    if any(c.dep_ == "expl" for c in root.children) and any(t.lower_ in ("no", "never") for t in near):
        return True
    subject = next((c for c in root.children if c.dep_.startswith("nsubj")), None)
    empty = subject is not None and any(t.lower_ in ("no", "none", "nobody") for t in (subject, *subject.children))
    return empty or any(c.lower_ in NEGATIONS for c in root.children)


# links -------------------------------------------------------------------------------------------


def link_denials(
    draft: Draft, attributions: Sequence[Attribution], *, tentative: frozenset[str] = frozenset()
) -> list[Attribution]:
    """Return the attributions with ``denies`` filled in where a denial contradicts another attribution's content.

    The claim denied stands inside the denial ("dismissed reports that C"), or is the nearest earlier one of another
    speaker that shares its content words; a bare "denied that", "rejected the claim" takes the nearest. ``tentative``
    are the ids of statements that deny only if there is something that they flatly contradict; without it they say.
    """
    words = {a.id: _content_words(draft, a.content) for a in attributions}
    out = []
    for number, attribution in enumerate(attributions):
        if attribution.stance != "denies" or attribution.continues:
            out.append(attribution)
            continue
        unsure = attribution.id in tentative
        least = LEAST_CONTRADICTED if unsure else LEAST_SHARED
        inside = _inside(draft, attribution, attributions)
        target = inside or _earlier(attribution, attributions[:number], words, least=least)
        if target is None and unsure:
            target = _denied_beside(attribution, out)
        if target is None and unsure:
            attribution = replace(attribution, stance="says")
        out.append(replace(attribution, denies=target.id) if target else attribution)
    return out


def _denied_beside(denial: Attribution, before: Sequence[Attribution]) -> Attribution | None:
    """What the same words of a source deny just before: "dismissed the reports and said that no ship had come"."""
    if not before or denial.source is None or before[-1].source != denial.source:
        return None
    ident = before[-1].denies
    return next((other for other in before if other.id == ident), None)


def _inside(draft: Draft, denial: Attribution, attributions: Sequence[Attribution]) -> Attribution | None:
    """The claim named by a noun with which the denial's content begins: "dismissed reports that C"."""
    for other in attributions:
        if other.within == denial.id and other.cue and other.stance in CLAIMING:
            noun = draft.tokens_in(other.cue)[0]
            if noun.pos_ == "NOUN" and other.cue.start - denial.content[0].start < NEAR_START:
                return other
    return None


def _earlier(
    denial: Attribution, before: Sequence[Attribution], words: dict[str, set[str]], *, least: float
) -> Attribution | None:
    mine = words[denial.id]
    best: tuple[float, Attribution] | None = None
    unsure = least > LEAST_SHARED
    needed = min(2, len(mine)) if unsure else 1
    for age, other in enumerate(reversed(before[-REACH:])):
        same = denial.speaker is not None and denial.speaker == other.speaker
        if same or other.stance == "denies" or other.id == denial.within or not words[other.id]:
            continue
        if mine - _denial_words() <= _anaphors() and (mine & _anaphors() or not unsure):
            return other
        if not mine or len(mine & words[other.id]) < needed:
            continue
        shared = len(mine & words[other.id]) / len(mine) - 0.01 * age
        if shared >= least and (best is None or shared > best[0]):
            best = (shared, other)
    return best[1] if best else None


@cache
def _anaphors() -> frozenset[str]:
    return frozenset({"that", "this", "it", "so", "claim", "accusation", "allegation", "charge", "report", "suggestion",
                      "assertion", "figure", "number", "toll"})  # fmt: skip


def _content_words(draft: Draft, spans: Sequence[Span]) -> set[str]:
    tokens: list[Token] = [t for span in spans for t in draft.tokens_in(span)]
    found = {t.lemma_.lower() for t in tokens if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and len(t) > 2}
    return found or {t.lower_ for t in tokens if t.lower_ in _anaphors()}
