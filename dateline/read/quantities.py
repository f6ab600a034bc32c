"""Report -> quantities: every counted thing as an interval, with its unit and what is counted.

"more than 20,000" is open above and leaves 20,000 out; "at least 150" takes 150 in; "dozens" is 24 or more. Libraries of
numbers drop these words; here they are the point. Times, ages, names and scores are no quantities.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.read.counted import Counted, find_counted
from dateline.read.draft import Draft
from dateline.read.lexicon import load_lexicon
from dateline.read.numbers import SCALE
from dateline.read.quantity_atoms import HYPHENS, Amount, Numbers
from dateline.read.quantity_filter import counts_nothing
from dateline.records import Quantity, Span

__all__ = ["extract_quantities"]

CHANGES = frozenset(row["word"] for row in load_lexicon("change_words"))
CHANGE_WINDOW = 6
MONEY = frozenset(row["code"] for row in load_lexicon("currencies"))
JOINERS = frozenset({"to", "or", "-", "–", "—"})
Pair = tuple[int, int]


def extract_quantities(draft: Draft) -> tuple[Quantity, ...]:
    """Return the quantities of a report, in text order.

    Bounds as in the contract: an open end is None and not inclusive; shares are fractions of one; ``supersedes`` is the
    figure that a new one takes the place of ("revised down from 31 to 28").
    """
    numbers = Numbers(draft.read_text)
    taken = words_in_times(draft, numbers)
    atoms = [
        clear_of(atom, taken)
        for atom in numbers.atoms()
        if atom.start not in taken and number_at(numbers, atom) not in taken
    ]
    amounts, replaced = put_together(numbers, atoms)
    quantities = []
    idents: dict[int, str] = {}
    kept = [
        (index, amount)
        for index, amount in enumerate(amounts)
        if not (counts_nothing(numbers, bare(amount, atoms)) or is_bare_limit(numbers, amount))
    ]
    for number, (index, _) in enumerate(kept, 1):
        idents[index] = f"q{number}"
    for index, amount in kept:
        older = replaced.get(index)
        quantities.append(
            as_quantity(draft, numbers, amount, ident=idents[index], older=idents.get(-1 if older is None else older))
        )
    return tuple(quantities)


def bare(amount: Amount, atoms: list[Amount]) -> Amount:
    """Return the number inside an amount, without its modifiers."""
    return next((atom for atom in atoms if amount.start <= atom.start < amount.end), amount)


def words_in_times(draft: Draft, numbers: Numbers) -> frozenset[int]:
    """Return the indices of the words that belong to time expressions."""
    taken, at = set(), 0
    for time in draft.times:
        while at < len(numbers.words) and numbers.words[at].end <= time.span.start:
            at += 1
        while at < len(numbers.words) and numbers.words[at].start < time.span.end:
            taken.add(at)
            at += 1
    return frozenset(taken)


def number_at(numbers: Numbers, amount: Amount) -> int:
    """Return the index of the first number word of an amount, or of its first word."""
    return next((n for n in range(amount.start, amount.end) if numbers.words[n].value is not None), amount.start)


def clear_of(amount: Amount, taken: frozenset[int]) -> Amount:
    """Return an amount that ends before the first word that belongs to a time ("barrels a day")."""
    end = next((n for n in range(amount.start + 1, amount.end) if n in taken), amount.end)
    return replace(amount, end=end)


# ranges and changes -------------------------------------------------------------------------------


def put_together(numbers: Numbers, atoms: list[Amount]) -> tuple[list[Amount], dict[int, int]]:
    """Return the amounts that atoms make, and for the index of a new figure that of the one it takes the place of."""
    amounts: list[Amount] = []
    replaced: dict[int, int] = {}
    at = 0
    while at < len(atoms):
        first = atoms[at]
        floor = amounts[-1].end if amounts else 0
        second = atoms[at + 1] if at + 1 < len(atoms) else None
        if second is not None and is_change(numbers, first, second):
            amounts += [numbers.with_modifiers(first, floor=floor), numbers.with_modifiers(second, floor=first.end + 1)]
            replaced[len(amounts) - 1] = len(amounts) - 2
            at += 2
        elif second is not None and (joined := join_range(numbers, first, second)):
            amounts.append(numbers.with_modifiers(joined, floor=floor))
            at += 2
        elif (times := times_as_many(numbers, first, amounts)) is not None:
            amounts.append(times)
            at += 1
        else:
            amounts.append(numbers.with_modifiers(first, floor=floor))
            at += 1
        if len(amounts) > 1 and is_former(numbers, amounts[-2], amounts[-1]):
            replaced[len(amounts) - 2] = len(amounts) - 1
    return amounts, replaced


def is_change(numbers: Numbers, first: Amount, second: Amount) -> bool:
    """Is it "(rose) from 20 to 30": two figures, the second in the place of the first?"""
    if numbers.form(first.start - 1) != "from" or numbers.form(second.start - 1) not in (
        "to",
        "least",
        "than",
        "about",
    ):
        return False
    between = [numbers.form(index) for index in range(first.end, second.start)]
    if "to" not in between or len(between) > CHANGE_WINDOW or "." in between:
        return False
    before = [numbers.form(index) for index in range(first.start - CHANGE_WINDOW, first.start)]
    return any(word in CHANGES for word in before)


def is_former(numbers: Numbers, newer: Amount, older: Amount) -> bool:
    """Is the later figure the older one: "28, down from 31", "raised to 28 from 31"?"""
    if numbers.form(older.start - 1) not in ("from", "of") or older.start - newer.end > 2 * CHANGE_WINDOW:
        return False
    between = [numbers.form(index) for index in range(newer.end, older.start)]
    if "." in between or ";" in between:
        return False
    if any(word in CHANGES for word in between):
        return newer.unit == older.unit
    before = [numbers.form(index) for index in range(newer.start - CHANGE_WINDOW, newer.start)]
    return between[-1:] == ["from"] and before[-1:] == ["to"] and any(word in CHANGES for word in before)


def join_range(numbers: Numbers, first: Amount, second: Amount) -> Amount | None:
    """Return "between 20 and 30", "20 to 30", "3,000-4,000" as one interval, or None."""
    joiner = numbers.form(first.end)
    if second.start - first.end != 1 or first.vague or second.vague or None in (first.low, second.low):
        return None
    before = numbers.form(first.start - 1)
    between = before == "between" and joiner == "and"
    if not between and joiner not in JOINERS:
        return None
    if joiner in HYPHENS and numbers.touches(first.end) != numbers.touches(second.start):
        return None
    low, high = matched_scale(numbers, first, second)
    money = second.unit == "count" and first.unit in MONEY
    if low >= high or not (money or first.unit in ("count", second.unit)) or is_telling(numbers, first, second):
        return None
    start = first.start - (between or (before == "from" and joiner == "to"))
    return Amount(start, second.end, low, high, unit=first.unit if money else second.unit)


def is_telling(numbers: Numbers, first: Amount, second: Amount) -> bool:
    """Is "to" between the numbers no range: "gave five to ten-year-olds", "won 2 to 3"?"""
    return numbers.form(first.end) == "to" and numbers.form(second.end) in HYPHENS and numbers.touches(second.end)


def matched_scale(numbers: Numbers, first: Amount, second: Amount) -> tuple[float, float]:
    """Return the two ends; the first takes the second's scale or percent: "two to three million", "20 to 30 per cent"."""
    low, high = first.low or 0, second.low or 0
    if second.unit == "share" and first.unit == "count":
        return round(low / 100, 6), high
    scale = SCALE.get(numbers.form(number_at(numbers, second)).rsplit(" ")[-1], 1)
    scaled_already = numbers.form(number_at(numbers, first)).rsplit(" ")[-1] in SCALE
    if not scaled_already and low * scale < high:
        low *= scale
    return (int(low) if low == int(low) else low), high


def times_as_many(numbers: Numbers, amount: Amount, before: list[Amount]) -> Amount | None:
    """Return "three times as many" as that much of the amount before it in the sentence, or None."""
    step = 0 if numbers.form(amount.start) == "twice" else 1
    phrase = ["times", "as", "many"][1 - step :]
    if not numbers.starts_with(amount.end, phrase) or not before or before[-1].low is None:
        return None
    factor, last = amount.low or 1, before[-1]
    high = None if last.high is None else last.high * factor
    return replace(
        last,
        start=amount.start,
        end=amount.end + len(phrase),
        low=(last.low or 0) * factor,
        high=high,
        approximate=True,
    )


def is_part(numbers: Numbers, amount: Amount) -> bool:
    """Is it a share named by a fraction or per cent, of which "of" tells the whole?"""
    return amount.unit == "share" and numbers.words[amount.end - 1].value is None


def is_bare_limit(numbers: Numbers, amount: Amount) -> bool:
    """Is it "under five", "over 60" with nothing counted: an age?"""
    limit = numbers.form(amount.start) in ("under", "over", "below", "above", "aged")
    return limit and amount.unit == "count" and not numbers.form(amount.end).isalpha()


# records ------------------------------------------------------------------------------------------


def as_quantity(draft: Draft, numbers: Numbers, amount: Amount, *, ident: str, older: str | None) -> Quantity:
    """Return the record of an amount, with what is counted; what the text does not say gets its reason."""
    span = draft.span(numbers.words[amount.start].start, numbers.words[amount.end - 1].end)
    counted = (
        find_counted(draft, span, share=is_part(numbers, amount)) if amount.unit in ("count", "share") else Counted()
    )
    entity = draft.find_entity(counted.span, counted.head) if counted.span else None
    if amount.unit in ("count", "share"):
        if counted.span is None:
            draft.because(ident, "of_text", "no noun beside the number says what is counted")
        if entity is None:
            draft.because(ident, "of", "what is counted is no entity of the report")
    return Quantity(
        id=ident,
        span=span,
        low=amount.low,
        high=amount.high,
        low_inclusive=amount.low_inclusive and amount.low is not None,
        high_inclusive=amount.high_inclusive and amount.high is not None,
        approximate=amount.approximate,
        unit=amount.unit,
        of=entity.id if entity else None,
        of_text=counted.span.quote if isinstance(counted.span, Span) else None,
        supersedes=older,
    )
