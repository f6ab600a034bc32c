"""Which of two days a name means, the last or the next: what the tense weighs against how far away each is."""

from __future__ import annotations

from dateline.read.time_setting import Setting
from dateline.read.time_tense import LIMITS, sure_tense
from dateline.read.time_wording import Found

__all__ = ["FURTHEST", "is_to_come"]

# how many days ahead a weekday lies at most, by what the clause tells: a week ahead only what will be, not what was to be;
# close ahead where it does not tell
FURTHEST = {"future": 6, "later": 5, "present": 5, "open": 2, "past": 0, None: 0}
# days by which a date to come counts as further away than it is: the tense that is sure, that of the clause, whether the day is
# named; tuned on half of TempEval-3's training documents on 2026-11-22
OPEN = {True: 60, False: 100}
AGAINST_FUTURE = {
    (sure, verb, named): {"past": 366, "future": -250}.get(
        sure or "",
        {"past": 150 if named else 250, "present": -30, "future": -300, "later": -200}.get(verb or "", OPEN[named]),
    )
    for sure in ("past", "future", None)
    for verb in ("past", "present", "future", "later", "open", None)
    for named in (True, False)
}


def is_to_come(item: Found, at: Setting, *, back: int, ahead: int, named: bool) -> bool:
    """Is the date the one to come, of two so many days back and ahead? ``named``: it is a day, not a month."""
    tense = at.tense(item)
    sure = sure_tense(at.wording, item.start)
    if at.clause(item) == "past" and LIMITS & {at.wording.form(item.start - 1), at.wording.form(item.start - 2)}:
        # "had been paid until May"
        sure = None
    if sure is None and at.is_done(item):
        return False
    return back > ahead + AGAINST_FUTURE[sure, tense, named]
