"""Does a figure add to earlier ones ("another 12"), include them ("the toll rose to 31"), or take the place of one?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from dateline.read.lexicon import load_lexicon
from dateline.read.quantity_text import WORD_SETS, Amount, Numbers

__all__ = ["Tally", "find_tallies", "find_updates"]

Tally = Literal["new", "cumulative"]
CHANGES = frozenset(row["word"] for row in load_lexicon("change_words"))
ROLES = {row["role"]: frozenset(row["words"].split()) for row in load_lexicon("tally_words")}
MORE, TOTAL, COUNTED = ROLES["more"], ROLES["total"], ROLES["counted"]
SO_FAR = tuple(tuple(words.split("_")) for words in ROLES["sofar"])
HAVE = frozenset({"has", "have", "had"})
SO_FAR_STARTS = frozenset(words[0] for words in SO_FAR)
LINKS = WORD_SETS["number_links"]
CLAUSE_END = frozenset({",", "and", "but", "while", "when", "who", "which"})
TOTAL_REACH, CLAUSE_REACH, EARLIER_REACH, UPDATE_REACH = 14, 9, 8, 40


def find_tallies(numbers: Numbers, amounts: Sequence[Amount], cores: Sequence[Amount]) -> list[Tally | None]:
    """Return for each amount whether it is new or cumulative, or None where the words do not say.

    Args:
        numbers: the text.
        amounts: the numbers with their modifiers.
        cores: the numbers alone.
    """
    tallies: list[Tally | None] = []
    for index, (amount, core) in enumerate(zip(amounts, cores, strict=True)):
        tally = tally_of(numbers, amount, core)
        if tally is None and index and tallies[-1] == "cumulative" and goes_on(numbers, amounts[index - 1], amount):
            tally = "cumulative"
        tallies.append(tally)
    return tallies


def goes_on(numbers: Numbers, before: Amount, amount: Amount) -> bool:
    """Does "it has climbed to 17" take up the total before?"""
    near = {numbers.form(n) for n in range(max(before.end, amount.start - EARLIER_REACH), amount.start)}
    link = numbers.form(amount.start - 1) in LINKS
    return link and "it" in near and amount.start - before.end < UPDATE_REACH and amount.unit == before.unit


def tally_of(numbers: Numbers, amount: Amount, core: Amount) -> Tally | None:
    """Return whether one amount is new or cumulative by the words of its own sentence."""
    if amount.unit == "share":
        return None
    if adds(numbers, amount, core):
        return "new"
    return "cumulative" if includes(numbers, amount, core) else None


def adds(numbers: Numbers, amount: Amount, core: Amount) -> bool:
    """Another 12, 12 more, a further 12, rose by 12."""
    after = numbers.form(amount.end)
    if after in MORE and numbers.form(amount.end + 1) != "than" and numbers.surface(amount.end) == after:
        return after != "more" or numbers.form(amount.end + 1) != "or"
    if any(numbers.form(n) in MORE for n in range(amount.start, core.start)) and numbers.form(core.start - 1) != "than":
        return True
    before = numbers.form(amount.start - 1)
    if before in MORE and before not in ("more", "new"):
        return True
    return before == "by" and any(numbers.form(n) in ROLES["rise"] for n in range(amount.start - 4, amount.start - 1))


def includes(numbers: Numbers, amount: Amount, core: Amount) -> bool:
    """The toll rose to 31, a total of 31, bringing the number of dead to 31, has reached 31, 31 so far."""
    link = numbers.form(amount.start - 1)
    left = range(amount.start - 1, max(amount.start - TOTAL_REACH, 0) - 1, -1)
    if link in LINKS or numbers.form(core.start - 1) in LINKS:
        for n in left:
            if not numbers.is_linked(n, n + 1):
                break
            if is_total(numbers, n, amount) or is_number_of(numbers, n, amount.start):
                return True
    if link in ROLES["reach"] and amount.unit == "count":
        before = {numbers.form(n) for n in range(amount.start - 4, amount.start - 1)}
        return bool(before & HAVE) and ("now" in before or not numbers.plural_near(amount.end))
    if link == "to" and numbers.form(amount.start - 2) in ROLES["bring"]:
        return True
    return is_so_far(numbers, amount)


def is_total(numbers: Numbers, at: int, amount: Amount) -> bool:
    """Is it the noun "total", or "toll" before a count and no fee?"""
    word, following = numbers.form(at), numbers.form(at + 1)
    if word.startswith("toll"):
        return amount.unit == "count"
    return word in TOTAL and (at + 1 == amount.start or following in LINKS or following in ROLES["after_total"])


def is_number_of(numbers: Numbers, at: int, end: int) -> bool:
    """Is it "the number of dead", "the number held"?"""
    if numbers.form(at) not in ROLES["number"]:
        return False
    if numbers.form(at + 1) != "of":
        return numbers.form(at + 1) in COUNTED
    return any(numbers.form(n) in COUNTED for n in range(at + 2, min(at + 6, end)))


def is_so_far(numbers: Numbers, amount: Amount) -> bool:
    """Does "so far", "in all" stand in the clause of the figure?"""
    for n in range(amount.end, amount.end + CLAUSE_REACH):
        if starts_so_far(numbers, n) or (numbers.form(n) == "," and starts_so_far(numbers, n + 1)):
            return True
        if numbers.form(n) in CLAUSE_END or not numbers.is_linked(n, min(n + 1, len(numbers.words))):
            break
    for n in range(amount.start - 1, max(amount.start - CLAUSE_REACH, 0) - 1, -1):
        if not numbers.is_linked(n, n + 1) or numbers.form(n) in ("but", "while"):
            return False
        if words := starts_so_far(numbers, n):
            return numbers.form(n + words) != "," or n == 0 or not numbers.is_linked(n - 1, n)
        if numbers.form(n) == "," and not any(starts_so_far(numbers, n - back) == back for back in (1, 2)):
            return False
    return False


def starts_so_far(numbers: Numbers, at: int) -> int:
    """Return how many words of "so far" begin at an index."""
    if numbers.form(at) not in SO_FAR_STARTS:
        return 0
    return next((len(words) for words in SO_FAR if numbers.starts_with(at, list(words))), 0)


# one figure in the place of another ---------------------------------------------------------------


def find_updates(numbers: Numbers, amounts: Sequence[Amount], tallies: Sequence[Tally | None]) -> dict[int, int]:
    """Return new -> old, as indices, where a figure was told before: "earlier put the toll at 12 ... now 19"."""
    counts = [n for n, amount in enumerate(amounts) if amount.unit == "count"]
    found: dict[int, int] = {}
    for one, two in pairwise(counts):
        first, second = amounts[one], amounts[two]
        if second.start - first.end > UPDATE_REACH or first.low == second.low:
            continue
        totals = tallies[one] == "cumulative", tallies[two] == "cumulative"
        former, latter = is_earlier(numbers, first), is_earlier(numbers, second)
        former = former or (all(totals) and is_past_perfect(numbers, first))
        if former and not latter and (totals[0] or is_told(numbers, first)):
            if totals[1] or is_since(numbers, first, second):
                found[two] = one
        elif all(totals) and latter and not former:
            found[one] = two
        elif all(totals) and has_risen(numbers, first, second):
            found[two] = one
    return found


def is_past_perfect(numbers: Numbers, amount: Amount) -> bool:
    """Was a total one before another: "the toll, which had stood at 63, reached 70"?"""
    return any(numbers.form(n) == "had" for n in range(amount.start - 3, amount.start))


def is_told(numbers: Numbers, amount: Amount) -> bool:
    """Is a figure what somebody said?"""
    return any(numbers.form(n) in ROLES["said"] for n in range(amount.start - EARLIER_REACH, amount.start))


def is_since(numbers: Numbers, first: Amount, second: Amount) -> bool:
    """Is the second figure told as the newer one: "they now say 15", "was cut to 28"?"""
    words = {numbers.form(n) for n in range(max(first.end, second.start - EARLIER_REACH), second.start)}
    return bool(words & (ROLES["since"] | CHANGES))


def is_earlier(numbers: Numbers, amount: Amount) -> bool:
    """Does the clause say that the figure was told earlier?"""
    for n in range(amount.start - 1, max(amount.start - EARLIER_REACH, 0) - 1, -1):
        if not numbers.is_linked(n, n + 1) or (
            numbers.words[n].value is not None and numbers.words[n].kind != "ordinal"
        ):
            return False
        if numbers.form(n) in ROLES["earlier"]:
            return True
    return False


def has_risen(numbers: Numbers, first: Amount, second: Amount) -> bool:
    """Does a later sentence say that the total has risen?"""
    if numbers.is_linked(first.end, second.start) or (second.low or 0) <= (first.low or 0):
        return False
    near = (numbers.form(n) for n in range(second.start - EARLIER_REACH, second.start))
    return any(word in ROLES["rise"] or word in ROLES["reach"] for word in near)
