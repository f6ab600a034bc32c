"""Statements that cannot both be true, though neither denies: opposite words, holders, numbers of the same thing."""

from __future__ import annotations

from functools import cache

from dateline.read.denial_forms import NEGATIONS, denial_words
from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.read.statements import DEATH, Statement, share_of
from dateline.records import Quantity

__all__ = ["contradicts"]

LASTING = frozenset({"still", "remain", "firmly", "full", "fully", "always", "never"})
HELD, GONE = frozenset({"holds"}), frozenset({"taken", "lost"})
SMALLER = frozenset({"only", "just", "merely", "no", "fewer", "less"})
BEFORE_FIGURE = 6  # tokens


def contradicts(draft: Draft, mine: Statement, theirs: Statement) -> bool:
    """Does a statement say what cannot be true if an earlier one is?"""
    if theirs.negated or mine.negated:
        return False
    return _holds_what_fell(draft, mine, theirs) or _is_opposite(mine, theirs) or _counts_otherwise(draft, mine, theirs)


# who holds a place -------------------------------------------------------------------------------


def _holds_what_fell(draft: Draft, mine: Statement, theirs: Statement) -> bool:
    """ "is still in our hands" against "has fallen", and the other way round."""
    if not (mine.holdings and theirs.holdings):
        return False
    lasting = {id(s): _lasts(draft, s) for s in (mine, theirs)}
    for holding in mine.holdings:
        for other in theirs.holdings:
            if holding.place != other.place or (holding.holder and holding.holder == other.holder):
                continue
            states = (mine, holding.state, other.state), (theirs, other.state, holding.state)
            if any(held in HELD and gone in GONE and lasting[id(who)] for who, held, gone in states):
                return True
    return False


def _lasts(draft: Draft, statement: Statement) -> bool:
    tokens = (t for span in statement.attribution.content for t in draft.tokens_in(span))
    return any(t.lemma_.lower() in LASTING or t.lower_ in LASTING for t in tokens)


# words -------------------------------------------------------------------------------------------


@cache
def _opposites() -> dict[str, frozenset[str]]:
    rows = [(_one(row["word"]), _one(row["opposite"])) for row in load_lexicon("denial_opposites")]
    table: dict[str, set[str]] = {}
    for one, other in (*rows, *((b, a) for a, b in rows)):
        table.setdefault(one, set()).add(other)
    return {word: frozenset(opposites) for word, opposites in table.items()}


def _one(word: str) -> str:
    return DEATH if word in denial_words("death") else word


def _is_opposite(mine: Statement, theirs: Statement) -> bool:
    """Do two statements use opposite words, and the rest of the same people, places or events?"""
    table = _opposites()
    pairs = [(a, table[a] & theirs.words) for a in mine.words - theirs.words if a in table]
    used = {word for a, opposites in pairs if opposites for word in (a, *opposites)}
    if not used:
        return False
    return bool(mine.entities & theirs.entities) or share_of(mine.words - used, theirs.words | used) >= 0.5


# numbers -----------------------------------------------------------------------------------------


def _counts_otherwise(draft: Draft, mine: Statement, theirs: Statement) -> bool:
    """Do two statements give different numbers of the same things: "put the toll at 12, not 40"?"""
    if not (mine.quantities and theirs.quantities):
        return False
    if (mine.places and theirs.places and not mine.places & theirs.places) or _is_update(draft, mine):
        return False
    for figure in mine.quantities:
        for other in theirs.quantities:
            if not _are_apart(figure, other) or not _same_things(mine, figure, theirs, other):
                continue
            if _is_correction(draft, mine, figure, other) or _is_figure(draft, figure):
                return True
    return False


def _are_apart(one: Quantity, other: Quantity) -> bool:
    if one.unit != other.unit or "new" in (one.tally, other.tally) or one.supersedes:
        return False
    high, low = (one.high, other.low) if (one.low or 0) < (other.low or 0) else (other.high, one.low)
    return high is not None and low is not None and high < low


def _is_update(draft: Draft, statement: Statement) -> bool:
    """Does a statement tell of a later figure, which leaves the earlier one standing: "the toll had risen to 14"?"""
    words = {row["word"] for row in load_lexicon("change_words")}
    tokens = (t for span in statement.attribution.content for t in draft.tokens_in(span))
    return any(t.lower_ in words for t in tokens)


def _same_things(mine: Statement, figure: Quantity, theirs: Statement, other: Quantity) -> bool:
    if figure.of is not None and figure.of == other.of:
        return True
    if DEATH in mine.words and DEATH in theirs.words:
        return True
    nouns = [(q.of_text or "").split()[-1:] for q in (figure, other)]
    return bool(nouns[0]) and nouns[0] == nouns[1] and share_of(mine.predicates, theirs.predicates) > 0


def _is_correction(draft: Draft, mine: Statement, figure: Quantity, other: Quantity) -> bool:
    """Is the other's number named beside this one, as wrong: "12, not 40"?"""
    for wrong in mine.quantities:
        before = draft.tokens_in(wrong.span).start - 1
        if wrong is not figure and wrong.low == other.low and before >= 0 and draft.doc[before].lower_ in NEGATIONS:
            return True
    return False


def _is_figure(draft: Draft, figure: Quantity) -> bool:
    """Is a number given as the figure of something known, or as a smaller one: "put the toll at 12", "only 12"?"""
    start = draft.tokens_in(figure.span).start
    before = draft.doc[max(0, start - BEFORE_FIGURE) : start]
    inside = draft.tokens_in(figure.span)
    if any(t.lower_ in SMALLER for t in (*before[-2:], *inside)):
        return True
    return any(t.lemma_.lower() in denial_words("figure") for t in before)
