"""Past or to come: what the words beside a weekday or a month tell."""

from __future__ import annotations

from dateline.read.lexicon import load_lexicon
from dateline.read.time_wording import Wording

__all__ = ["LIMITS", "MODALS", "stops_between", "sure_tense", "tense_beside"]

CUES, SURE, PAIRS = (
    {
        word: row["tense"]
        for row in load_lexicon("tense_cues")
        if row["strength"] == strength
        for word in row["words"].split()
    }
    for strength in ("verb", "sure", "pair")
)
BACK_WORDS, AHEAD_WORDS = 14, 10
LIMITS = frozenset(("until", "till", "by"))
# past forms that look ahead: what they limit is to come
PROMISES = frozenset(
    (
        "promised", "agreed", "vowed", "pledged", "ordered", "asked", "urged", "told", "given", "gave", "demanded",
        "wanted", "needed",
    )
)  # fmt: skip
MODALS = frozenset(("will", "would", "shall", "ll", "may", "could", "should", "must"))
STOPS = frozenset(".?!;")
QUOTES = frozenset("\"'“”‘’»«")
# in -ed and yet no past: "expected to", "scheduled for" are in the lexicon
ABBREVIATED = 4


def cue(wording: Wording, index: int) -> str | None:
    """Return the tense that one word stands for."""
    form = wording.form(index)
    known = PAIRS.get(f"{form}_{wording.form(index + 1)}") or CUES.get(form)
    if known == "past" and wording.form(index - 1) in MODALS:
        # "would lay", "will put": forms that are past or not
        return "future"
    if known:
        return known
    return "past" if form.endswith("ed") and len(form) > ABBREVIATED else None


def sure_tense(wording: Wording, start: int) -> str | None:
    """Return past or future where the words right before an expression settle it: "since Friday", "by the end of May"."""
    for index in (start - 1, start - 2):
        if wording.form(index) in SURE:
            return SURE[wording.form(index)]
        if wording.form(index) not in ("on", "the", "in", "early", "late", "mid", "at"):
            return None
    return None


def is_stop(wording: Wording, index: int) -> bool:
    """Does a sentence end at this mark? Full stops after initials and abbreviations do not end one."""
    word = wording.words[index]
    if word.kind == "break":
        return True
    if word.form not in STOPS:
        return False
    following = wording.surface(index + 2 if wording.surface(index + 1) in QUOTES else index + 1)
    return word.form != "." or (len(wording.form(index - 1)) > ABBREVIATED - 1 and following[:1].isupper())


def is_told_back(wording: Wording, start: int) -> bool:
    """Does a limit belong to what is told as past: "the town held out until Friday", "had left by Friday"?"""
    if not LIMITS & {wording.form(start - 1), wording.form(start - 2)}:
        return False
    for index in range(start - 1, max(-1, start - 1 - BACK_WORDS), -1):
        if is_stop(wording, index):
            return False
        if wording.form(index) not in LIMITS and (known := cue(wording, index)):
            return known == "past" and wording.form(index) not in PROMISES
    return False


def stops_between(wording: Wording, start: int, end: int) -> int:
    """Return how many sentences end between two words."""
    return sum(is_stop(wording, index) for index in range(max(0, start), end))


def tense_beside(wording: Wording, start: int, end: int) -> str | None:
    """Return past or future as the nearest verb or cue in the sentence tells, before the expression or else after it.

    >>> text = Wording("They met on Friday and will meet again on Sunday.")
    >>> tense_beside(text, 3, 4), tense_beside(text, 9, 10)
    ('past', 'future')
    """
    sure = sure_tense(wording, start)
    if sure:
        return "past" if sure == "future" and is_told_back(wording, start) else sure
    before, between = None, 0
    for index in range(start - 1, max(-1, start - 1 - BACK_WORDS), -1):
        if is_stop(wording, index):
            break
        if before := cue(wording, index):
            between = start - index
            break
    if before and between <= BACK_WORDS // 2:
        return before
    for index in range(end, min(len(wording.words), end + AHEAD_WORDS)):
        if is_stop(wording, index):
            break
        if after := cue(wording, index):
            return after if before is None or index - end + 1 < between else before
    return before
