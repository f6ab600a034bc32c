"""How much of a place somebody holds: the shares that a construction tells of, each with its own time."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dateline.read.clauses import children
from dateline.read.draft import Draft
from dateline.read.event_kinds import whole_of
from dateline.read.event_slots import Candidate
from dateline.records import Quantity, TimeExpression

__all__ = ["shares_of", "time_of_share"]

# nouns whose shares stand behind them: "their hold on it shrank from 90 per cent to a third"
MEASURED = frozenset(("hold", "grip", "control", "share", "territory", "holding"))
# words before the share of another time: "40 per cent, up from 25 per cent a year ago"
EARLIER = frozenset(("from", "against", "with", "to", "than"))
CHANGES = frozenset(("up", "down", "compared", "rise", "fall", "increase", "drop", "decline"))
BEFORE_TOKENS = 6


def shares_of(draft: Draft, candidate: Candidate, words: Sequence[Token]) -> list[Quantity]:
    """Return the shares of the place: "a third of the town", "their hold on it shrank from 90 per cent to a third"."""
    head, sent = candidate.head, candidate.head.sent
    here = [q for q in draft.quantities if q.unit == "share" and sent.start_char <= q.span.start < sent.end_char]
    here = [q for q in here if not is_region(draft, q)]
    if candidate.entry.pos == "noun" and head.lemma_ in MEASURED:
        return [q for q in here if q.span.start > head.idx]
    low = min([head.idx, *(w.left_edge.idx for w in words)])
    high = max([head.idx, *(w.idx + len(w) for w in words)])
    own = [q for q in here if low <= q.span.start and q.span.end <= high + 1][:1]
    if not own:
        counted = [w for w in words if is_counted_part(w)]
        return [q for w in counted for q in draft.quantities if q.span.start <= w.idx < q.span.end][:1]
    return own + [q for q in here if own and q.span.start > own[0].span.end and is_of_another_time(draft, q)]


def is_region(draft: Draft, share: Quantity) -> bool:
    """Is the part a certain one, which is a place and no figure: "the northern half of the town"?"""
    first = draft.tokens_in(share.span)[0]
    before = first.nbor(-1) if first.i else first
    return before.lower_.endswith("ern") or before.lower_ in ("upper", "lower", "other", "far")


def is_counted_part(token: Token) -> bool:
    """Is the word so many of so many: "held 21 of the 34 districts"?"""
    whole = whole_of(token)
    return token.pos_ == "NUM" and whole is not None and any(children(whole, "nummod"))


def is_of_another_time(draft: Draft, share: Quantity) -> bool:
    """Is a share what the other was before, or became: "up from 25 per cent"?"""
    first = draft.tokens_in(share.span)[0]
    before = draft.doc[max(first.sent.start, first.i - BEFORE_TOKENS) : first.i]
    if before and before[-1].lower_ == "against":
        return True
    return any(t.lower_ in EARLIER for t in before[-4:]) and any(
        t.lower_ in CHANGES or t.lemma_ in CHANGES for t in before
    )


def time_of_share(draft: Draft, share: Quantity, *, others: Sequence[Quantity]) -> TimeExpression | None:
    """Return the time right behind a share, before the next one: "from 80 per cent in 2015 to a third in 2017"."""
    end = draft.tokens_in(share.span).sent.end_char
    stop = min([q.span.start for q in others if q.span.start > share.span.start], default=end)
    for time in draft.times:
        if not share.span.end <= time.span.start < stop or time.type not in ("DATE", "TIME"):
            continue
        between = draft.doc.char_span(share.span.end, time.span.start, alignment_mode="expand")
        if between is None or all(t.pos_ not in ("VERB", "AUX", "SCONJ") for t in between):
            return time
    return None
