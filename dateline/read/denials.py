"""What a cue's stance becomes in its sentence, and which earlier attribution a denial contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from dateline.read.cues import Cue
from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.records import Attribution, Span

__all__ = ["link_denials", "stance_of"]

# what a stance becomes under "not": he does not believe, did not deny, has not confirmed
NEGATED = {
    "says": "doubts",
    "believes": "doubts",
    "expects": "doubts",
    "intends": "denies",
    "denies": "says",
    "doubts": "says",
}
NEGATIONS = {"not", "n't", "n’t", "never", "neither", "nor", "cannot"}
LEAST_SHARED = 0.2  # share of the denial's own content words that the denied claim has
REACH = 12  # attributions back


def stance_of(cue: Cue, *, reading: Draft) -> str:
    """Return the stance of a cue in its sentence: turned by a negation, ``denies`` where the content itself only denies."""
    verb = cue.head
    if verb.pos_ == "VERB" and verb.lemma_ in ("decline", "refuse") and cue.end - cue.start > 1:
        return "doubts"
    if any(c.lower_ in NEGATIONS for c in verb.children if c.i < verb.i):
        return NEGATED.get(cue.stance, cue.stance)
    if cue.stance == "says" and cue.pieces and _only_denies(reading, cue):
        return "denies"
    return cue.stance


@cache
def _denial_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_lexicon("denial_words"))


def _only_denies(draft: Draft, cue: Cue) -> bool:
    """Does the content's main clause say no more than that something is untrue, or did not happen?"""
    start, end = cue.pieces[0]
    tokens = draft.tokens_in(draft.span(start, end))
    first = tokens[0] if len(tokens) else None
    root = next(
        (
            t
            for t in tokens
            if first is not None
            and (t.head.i < tokens.start or t.head.i >= tokens.end or t.dep_ == "ROOT")
            and t.pos_ in ("VERB", "AUX", "NOUN", "ADJ")
        ),
        None,
    )
    if root is None:
        return False
    if root.lemma_.lower() in _denial_words() or root.lower_ in _denial_words():
        return True
    there_is_no = any(c.dep_ == "expl" for c in root.children) and any(
        t.lower_ in ("no", "never") for t in root.subtree if t.i < root.i + 4
    )
    subject = next((c for c in root.children if c.dep_.startswith("nsubj")), None)
    none_of_them = subject is not None and any(
        t.lower_ in ("no", "none", "nobody") for t in (subject, *subject.children)
    )
    return there_is_no or none_of_them or any(c.lower_ == "never" for c in root.children)


# links -------------------------------------------------------------------------------------------


def link_denials(draft: Draft, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with ``denies`` filled in where a denial contradicts another attribution's content.

    The claim denied stands inside the denial ("dismissed reports that C"), or is the nearest earlier one of another
    speaker that shares its content words; a bare "denied that", "rejected the claim" takes the nearest.
    """
    words = {a.id: _content_words(draft, a.content) for a in attributions}
    out = []
    for number, attribution in enumerate(attributions):
        if attribution.stance != "denies" or attribution.continues:
            out.append(attribution)
            continue
        target = _inside(attribution, attributions) or _earlier(attribution, attributions[:number], words)
        out.append(replace(attribution, denies=target.id) if target else attribution)
    return out


def _inside(denial: Attribution, attributions: Sequence[Attribution]) -> Attribution | None:
    return next(
        (
            a
            for a in attributions
            if a.within == denial.id
            and a.cue
            and denial.content
            and a.cue.start - denial.content[0].start < 30
            and a.stance not in ("intends", "orders")
        ),
        None,
    )


def _earlier(denial: Attribution, before: Sequence[Attribution], words: dict[str, set[str]]) -> Attribution | None:
    mine = words[denial.id]
    best: tuple[float, Attribution] | None = None
    for age, other in enumerate(reversed(before[-REACH:])):
        same = denial.speaker is not None and denial.speaker == other.speaker
        if same or other.stance == "denies" or other.id == denial.within or not words[other.id]:
            continue
        if not mine or mine <= _anaphors():
            return other
        shared = len(mine & words[other.id]) / len(mine) - 0.01 * age
        if shared >= LEAST_SHARED and (best is None or shared > best[0]):
            best = (shared, other)
    return best[1] if best else None


@cache
def _anaphors() -> frozenset[str]:
    return frozenset(
        "that this it claim accusation allegation charge report suggestion assertion figure so number toll".split()
    )


def _content_words(draft: Draft, spans: Sequence[Span]) -> set[str]:
    tokens: list[Token] = [t for span in spans for t in draft.tokens_in(span)]
    found = {t.lemma_.lower() for t in tokens if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and len(t) > 2}
    return found or {t.lower_ for t in tokens if t.lower_ in _anaphors()}
