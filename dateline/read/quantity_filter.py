"""Numbers that count nothing: names, ages, scores, telephone numbers, years, addresses, places in a list."""

from __future__ import annotations

from dateline.read.lexicon import load_lexicon
from dateline.read.quantity_ages import TIME_UNITS, is_age
from dateline.read.quantity_text import HYPHENS, WORD_SETS, Amount, Numbers

__all__ = ["continues_time", "counts_nothing"]

NAMED = {row["side"]: frozenset(row["words"].split()) for row in load_lexicon("not_counts")}
STREETS = frozenset(row["word"].rstrip(".") for row in load_lexicon("place_words") if row["level"] == "street")
MONTHS = frozenset(
    form for row in load_lexicon("months") if not row["word"] for form in (row["name"], *row["forms"].split())
)
YEARS = range(1500, 2100)
PHONE_DIGITS, LOCAL_DIGITS = 7, (3, 4)
LAST_DAY = 31
NOT_AFTER_ONE = WORD_SETS["not_after_one"]
NOT_BEFORE_ONE = WORD_SETS["not_before_one"]
OPENERS = frozenset(".!?:;\"“”‘’'`«(–—")
LABEL_JOINERS = frozenset({"and", "or", "to", "through", ",", *HYPHENS})
PRIMES = frozenset("'’′\"”″")
NAME_FOLLOWERS = frozenset({"with", "in", "on", "at", "by", "from", "near", "to", "for", "after", "before"})
AFTER_NAME = frozenset(".,;:)")
SCORE_WORDS = WORD_SETS["score_words"]
SCORE_WINDOW, ADDRESS_WINDOW = 6, 4
SMALL_SCORE = 20


def counts_nothing(numbers: Numbers, amount: Amount, *, joined: bool = False) -> bool:
    """Does the number stand in a name, a date, an age, a score, an address or a list?

    Args:
        numbers: the text.
        amount: the number without its modifiers; the first one of a range.
        joined: it is part of a range.
    """
    if amount.unit != "count":
        return False
    if amount.vague and numbers.form(amount.end) == "of" and numbers.form(amount.end + 1) in TIME_UNITS:
        return True
    if numbers.words[amount.start].value is None and numbers.form(amount.start) not in ("half",):
        return False
    return any(check(numbers, amount) for check in CHECKS) or (
        not joined and (is_pronoun(numbers, amount) or is_factor(numbers, amount))
    )


def continues_time(numbers: Numbers, amount: Amount, taken: set[int]) -> bool:
    """Does a number share the unit or the month of a time expression beside it?

    Args:
        numbers: the text.
        amount: the number without its modifiers.
        taken: the indices of the words that belong to times.
    """
    after, before = amount.end + 1, amount.start - 2
    if amount.unit != "count":
        return False
    if numbers.form(amount.end) in LABEL_JOINERS and after in taken and numbers.words[after].value is not None:
        return after + 1 in taken
    if before not in taken or numbers.form(amount.start - 1) not in LABEL_JOINERS:
        return False
    day = numbers.words[before]
    small = 0 < (day.value or 0) <= LAST_DAY and 0 < (amount.low or 0) <= LAST_DAY
    return small and day.kind in ("number", "ordinal") and not numbers.plural_near(amount.end)


def is_ticket(numbers: Numbers, amount: Amount) -> bool:
    """A figure that is a name by what follows: the 4700 block, a two-way race, 5.1-magnitude, the 911 call, 3-to-1."""
    following = numbers.form(amount.end)
    if following in MONTHS and (amount.low or 0) <= LAST_DAY:
        return True  # a month in small letters, which is no time
    if (
        numbers.form(amount.start - 1) in HYPHENS
        and numbers.form(amount.start - 2) == "to"
        and numbers.touches(amount.start)
    ):
        return numbers.touches(amount.start - 1)
    if following in HYPHENS and numbers.touches(amount.end) and numbers.touches(amount.end + 1):
        if numbers.form(amount.end + 1) == "to" and numbers.form(amount.end + 2) in HYPHENS:
            return True
        return numbers.form(amount.end + 1) in NAMED["hyphen"]
    return following in NAMED["after"] or (
        numbers.form(amount.start) in NAMED["itself"] and not numbers.is_plural(amount.end)
    )


def is_address(numbers: Numbers, amount: Amount) -> bool:
    """16 Quay Street, 216 S. Clinton Avenue: a figure, capitalised words and a word for a street."""
    if not numbers.form(amount.start).isdigit() or amount.end - amount.start > 1:
        return False
    for index in range(amount.end, amount.end + ADDRESS_WINDOW):
        surface = numbers.surface(index)
        if index > amount.end and surface[:1].isupper() and numbers.form(index) in STREETS:
            return True
        if (
            not surface[:1].isupper()
            and surface != "."
            and numbers.words[min(index, len(numbers.words) - 1)].kind != "ordinal"
        ):
            return False
    return False


def is_index(numbers: Numbers, amount: Amount) -> bool:
    """A grade of 3.5, a 2.0 average: nothing is counted in parts of one."""
    form = numbers.form(amount.start)
    return "." in form and form.replace(".", "").isdigit() and not numbers.is_plural(amount.end)


def is_odds(numbers: Numbers, amount: Amount) -> bool:
    """Split 4 to 1, won by 3 goals to 2: small numbers with "to" between, the second not above the first."""
    for side, other in ((amount.end, amount.end + 1), (amount.start - 1, amount.start - 2)):
        if numbers.form(side) != "to" or not 0 <= other < len(numbers.words):
            continue
        value, own = numbers.words[other].value, amount.low or 0
        if value is not None and max(value, own) < SMALL_SCORE and (value <= own if other > side else own <= value):
            return not numbers.plural_near(max(other, amount.end - 1) + 1, words=2)
    return False


def is_factor(numbers: Numbers, amount: Amount) -> bool:
    """Three times the rate, ten times as many as before: how much more, and no count."""
    return numbers.form(amount.end) == "times" and numbers.form(amount.end + 1) in WORD_SETS["after_times"]


def is_labelled(numbers: Numbers, amount: Amount) -> bool:
    """A figure after "Article", "Highway", "No.": a name; but none where "the dead now number 31"."""
    before = numbers.form(amount.start - 1)
    if before == "." and numbers.form(amount.start - 2) in ("no", "nos", "vol", "fig"):
        return True
    named = numbers.surface(amount.start - 1)[:1].isupper() and numbers.words[amount.start].kind == "number"
    counts = before == "number" and numbers.form(amount.start - 2) in {"now", "already", *WORD_SETS["states"]}
    if before in NAMED["before"] and not counts and (named or not numbers.is_plural(amount.end)):
        return True
    return is_second_label(numbers, amount) and not numbers.is_plural(amount.end)


def is_second_label(numbers: Numbers, amount: Amount) -> bool:
    """Pages 4 and 5, types 1 through 7: the second figure after such a word."""
    first = amount.start - 2
    if numbers.form(amount.start - 1) not in LABEL_JOINERS or first < 1 or numbers.words[first].kind != "number":
        return False
    return numbers.form(first - 1) in NAMED["before"]


def is_mark(numbers: Numbers, amount: Amount) -> bool:
    """88(b)(4), the 1's, 5'8\": a figure that marks touch where no count has them."""
    before, after = numbers.form(amount.start - 1), numbers.form(amount.end)
    bracketed = before == "(" and after == ")"
    if bracketed and (numbers.touches(amount.start - 1) or numbers.form(amount.end + 1)[:1].isdigit()):
        return True
    if numbers.words[amount.start].kind != "number":
        return False
    primes = numbers.touches(amount.end) and after in PRIMES and numbers.form(amount.end + 1)[:1].isdigit()
    feet = before in PRIMES and numbers.touches(amount.start) and numbers.form(amount.start - 2)[:1].isdigit()
    return primes or feet or (numbers.touches(amount.end) and after in ("'s", "’s"))


def is_model(numbers: Numbers, amount: Amount) -> bool:
    """F-16, AK-47, G-8, 4x4, 47s: letters joined to a figure."""
    start, end = amount.start, amount.end
    if numbers.touches(start) and numbers.words[start].kind == "number":
        before = numbers.form(start - 1)
        if before in HYPHENS and numbers.touches(start - 1) and numbers.form(start - 2).isalpha():
            return True
        if before in ("/", ".", "#", "+", "_", "@") or (before.isalpha() and numbers.surface(start - 1)[:1].isalpha()):
            return True
    hyphen = numbers.form(start - 1) in HYPHENS and numbers.touches(start) and numbers.touches(start - 1)
    if hyphen and numbers.words[start].kind == "spelled" and numbers.form(start - 2).isalpha():
        return True  # "high-five"
    following = numbers.form(end)
    if following in HYPHENS and numbers.touches(end) and numbers.surface(end + 1)[:1].isupper():
        return True
    return numbers.touches(end) and (following[:1].isalpha() or following in ("/", "_", "@", "°"))


def is_capital_name(numbers: Numbers, amount: Amount) -> bool:
    """Camp Nine, Group of Seven, Windows 95: a number that is part of a name."""
    word, before = numbers.words[amount.start], numbers.surface(amount.start - 1)
    if before == "of" and numbers.surface(amount.start - 2) in ("Group", "Gang"):
        return True
    if word.kind == "spelled" and not numbers.surface(amount.start)[:1].isdigit():
        opens = not before or before in OPENERS or numbers.words[amount.start - 1].kind == "break"
        return numbers.surface(amount.start)[:1].isupper() and not opens and before[:1].isalpha()
    plain = word.kind == "number" and numbers.form(amount.start).isdigit()
    if plain and before[:1].islower() and before != before.lower():
        return True  # products are written like this: "iNote 5"
    if not plain or not before[:1].isupper() or numbers.is_plural(amount.end) or amount.end - amount.start > 1:
        return False
    following = numbers.form(amount.end)
    if following in WORD_SETS["singular_verbs"]:
        return True
    opens = amount.start < 2 or numbers.form(amount.start - 2) in OPENERS
    if opens or before.lower() in WORD_SETS["stops"]:
        return False
    named = (
        following in NAME_FOLLOWERS and numbers.form(amount.start - 2) not in NAME_FOLLOWERS
    )  # "held Hill 60 with guns"
    return named or not following or following in AFTER_NAME


def is_score(numbers: Numbers, amount: Amount) -> bool:
    """3-2, 21-7, and 2-3 beside a word for winning or losing."""
    for side, other in ((amount.end, amount.end + 1), (amount.start - 1, amount.start - 2)):
        if numbers.form(side) not in HYPHENS or not 0 <= other < len(numbers.words):
            continue
        if not (numbers.touches(side) and numbers.touches(max(side, other))) or numbers.words[other].value is None:
            continue
        first, second = (
            (amount.low or 0, numbers.words[other].value)
            if other > side
            else (numbers.words[other].value, amount.low or 0)
        )
        near = range(amount.start - SCORE_WINDOW, amount.end + SCORE_WINDOW)
        if (first or 0) >= (second or 0) or any(numbers.form(index) in SCORE_WORDS for index in near):
            return True
    return False


def is_phone(numbers: Numbers, amount: Amount) -> bool:
    """Long runs of figures, or three figures joined by hyphens or spaces."""
    word = numbers.words[amount.start]
    if word.kind != "number" or "," in word.form:
        return False
    if (word.form.isdigit() and len(word.form) >= PHONE_DIGITS) or (
        word.form.startswith("0") and len(word.form) > 1 and "." not in word.form
    ):
        return True
    if is_local_number(numbers, amount) or any(is_dialled(numbers, n) for n in range(amount.start - 2, amount.end + 1)):
        return True
    joined = 0
    for index in range(max(0, amount.start - 4), min(len(numbers.words), amount.end + 4)):
        joined += numbers.words[index].kind == "number" and numbers.words[index].form.isdigit()
    before = numbers.form(amount.start - 1) in HYPHENS and numbers.touches(amount.start)
    hyphens = before or (numbers.form(amount.end) in HYPHENS and numbers.touches(amount.end))
    return joined > 2 and hyphens


def is_dialled(numbers: Numbers, at: int) -> bool:
    """A group of figures that begins with nought, as only telephone numbers do."""
    form = numbers.form(at)
    return form.isdigit() and form.startswith("0") and len(form) > 2


def is_local_number(numbers: Numbers, amount: Amount) -> bool:
    """555-0143: three figures, a hyphen and four, which no plural noun follows."""
    at, other = amount.start, amount.start + 2
    if numbers.form(at + 1) not in HYPHENS or not (numbers.touches(at + 1) and numbers.touches(other)):
        return False
    lengths = len(numbers.form(at)), len(numbers.form(other))
    figures = numbers.form(at).isdigit() and numbers.form(other).isdigit()
    return figures and lengths == LOCAL_DIGITS and not numbers.plural_near(other + 1)


def is_year(numbers: Numbers, amount: Amount) -> bool:
    """A bare four-figure year that no noun follows."""
    word = numbers.words[amount.start]
    if word.kind == "year":
        return True
    year = word.kind == "number" and word.form.isdigit() and (word.value or 0) in YEARS and len(word.form) == 4
    return year and not numbers.is_plural(amount.end)


def is_pronoun(numbers: Numbers, amount: Amount) -> bool:
    """ "no one", "one another", "one of the best": one that counts nothing."""
    if numbers.form(amount.start) != "one" or amount.end - amount.start > 1:
        return False
    before, after = numbers.form(amount.start - 1), numbers.form(amount.end)
    if after == "has" and numbers.form(amount.end + 1) == "to":
        return True
    if after == "of" or (before in HYPHENS and numbers.touches(amount.start)):
        return True
    if before in NOT_BEFORE_ONE or after in HYPHENS or after in OPENERS:
        return True
    return (after in NOT_AFTER_ONE and after not in ("was", "is", "has")) or not after


def is_list_mark(numbers: Numbers, amount: Amount) -> bool:
    """1. or 2) at the beginning of a paragraph."""
    opens = (
        amount.start == 0
        or (numbers.form(amount.start - 1) in (".", "!", "?") and numbers.form(amount.end) == ".")
        or numbers.words[amount.start - 1].kind == "break"
        or "\n" in numbers.text[numbers.words[amount.start - 1].end : numbers.words[amount.start].start]
    )
    return (
        opens
        and numbers.words[amount.start].kind == "number"
        and numbers.form(amount.end) in (".", ")")
        and (amount.low or 0) < 100
    )


CHECKS = (
    is_labelled, is_mark, is_ticket, is_address, is_index, is_odds, is_model, is_capital_name, is_age, is_score, is_phone,
    is_year, is_list_mark,
)  # fmt: skip
