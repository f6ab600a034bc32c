"""Report -> quantities: every counted thing as an interval, with its unit and what is counted.

"more than 20,000" is open above and leaves 20,000 out; "at least 150" takes 150 in; "dozens" is 24 or more. Libraries of
numbers drop these words; here they are the point. Times, ages, names and scores are no quantities.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest

from spacy.tokens import Span as TokenSpan

from dateline.read.counted import Counted, find_counted
from dateline.read.draft import Draft
from dateline.read.quantity_atoms import find_atoms
from dateline.read.quantity_ellipsis import Seen, earlier_noun, resolve_pronoun
from dateline.read.quantity_filter import continues_time, counts_nothing
from dateline.read.quantity_joins import join_amounts, number_at
from dateline.read.quantity_parse import is_parsed_as_none
from dateline.read.quantity_tally import Tally, find_tallies, find_updates
from dateline.read.quantity_text import HYPHENS, WORD_SETS, Amount, Numbers
from dateline.read.quantity_units import MONEY
from dateline.records import Quantity, Span

__all__ = ["extract_quantities"]

LINKS, MAX_LINKS = WORD_SETS["links"], 5


@dataclass(frozen=True, slots=True)
class Found:
    """One quantity on its way to a record: its interval, its tally, and the id of the one it takes the place of."""

    ident: str
    span: Span
    amount: Amount
    tally: Tally | None
    older: str | None


def extract_quantities(draft: Draft) -> tuple[Quantity, ...]:
    """Return the quantities of a report, in text order.

    Bounds as in the contract: an open end is None and not inclusive; shares are fractions of one; ``supersedes`` is the
    figure that a new one takes the place of ("revised down from 31 to 28"); ``tally`` tells new figures from running totals.
    """
    numbers = Numbers(draft.read_text)
    seen: list[Seen] = []
    found = find_amounts(draft, numbers)
    return tuple(
        as_quantity(draft, one, counted_by(draft, numbers, (one, following), seen))
        for one, following in zip_longest(found, found[1:])
    )


def find_amounts(draft: Draft, numbers: Numbers) -> list[Found]:
    """Return the amounts of a report that count or measure something."""
    atoms = atoms_outside(numbers, words_in_times(draft, numbers))
    joined = join_amounts(numbers, atoms)
    kept = []
    for index, core in enumerate(joined.cores):
        first = next((atom for atom in atoms if core.start <= atom.start < core.end), core)
        if not counts_nothing(numbers, first, joined=core.end > first.end) and not is_parsed_as_none(
            draft, numbers, core
        ):
            kept.append(index)
    amounts = [joined.amounts[index] for index in kept]
    tallies = find_tallies(numbers, amounts, [joined.cores[index] for index in kept])
    replaced = {kept[new]: kept[old] for new, old in find_updates(numbers, amounts, tallies).items()}
    replaced |= joined.replaced
    idents = {index: f"q{number}" for number, index in enumerate(kept, 1)}
    return [
        Found(idents[index], span_of(draft, numbers, amount), amount, tally, idents.get(replaced.get(index, -1)))
        for index, amount, tally in zip(kept, amounts, tallies, strict=True)
    ]


def atoms_outside(numbers: Numbers, taken: set[int]) -> list[Amount]:
    """Return the atoms that lie in no time expression, and go on none: "between 5 and 12 years", "on 7, 8 and 9 May"."""
    atoms = []
    for atom in find_atoms(numbers):
        if atom.start in taken or number_at(numbers, atom) in taken:
            continue
        if continues_time(numbers, atom, taken):
            taken.update(range(atom.start, atom.end))
        else:
            atoms.append(clear_of(atom, taken))
    return atoms


def span_of(draft: Draft, numbers: Numbers, amount: Amount) -> Span:
    """Return the words of an amount."""
    return draft.span(numbers.words[amount.start].start, numbers.words[amount.end - 1].end)


def words_in_times(draft: Draft, numbers: Numbers) -> set[int]:
    """Return the indices of the words that belong to time expressions."""
    taken: set[int] = set()
    at = 0
    for time in draft.times:
        while at < len(numbers.words) and numbers.words[at].end <= time.span.start:
            at += 1
        while at < len(numbers.words) and numbers.words[at].start < time.span.end:
            taken.add(at)
            at += 1
    return taken


def clear_of(amount: Amount, taken: set[int]) -> Amount:
    """Return an amount that ends before the first word that belongs to a time ("barrels a day")."""
    end = next((n for n in range(amount.start + 1, amount.end) if n in taken), amount.end)
    return replace(amount, end=end)


# records ------------------------------------------------------------------------------------------


def as_quantity(draft: Draft, found: Found, counted: Counted) -> Quantity:
    """Return the record of an amount, with what is counted; what the text does not say gets its reason."""
    amount = found.amount
    entity = draft.find_entity(counted.span, counted.head) if counted.span else None
    if entity is None and amount.unit in ("count", "share"):
        draft.because(found.ident, "of", "what is counted is no entity of the report")
    return Quantity(
        id=found.ident,
        span=found.span,
        low=amount.low,
        high=amount.high,
        low_inclusive=amount.low_inclusive and amount.low is not None,
        high_inclusive=amount.high_inclusive and amount.high is not None,
        approximate=amount.approximate,
        unit=amount.unit,
        of=entity.id if entity else None,
        of_text=counted.span.quote if counted.span else None,
        supersedes=found.older,
        tally=found.tally,
    )


def counted_by(draft: Draft, numbers: Numbers, pair: tuple[Found, Found | None], seen: list[Seen]) -> Counted:
    """Return what an amount counts: beside it, beside the next one, else what was counted before; nothing gets its reason."""
    found, following = pair
    amount, tokens = found.amount, draft.tokens_in(found.span)
    if amount.unit not in ("count", "share"):
        return measured(draft, amount, tokens)
    counted = find_counted(draft, tokens, share=is_part(numbers, amount))
    if counted.span is None and following is not None and share_a_noun(numbers, amount, following.amount):
        counted = find_counted(draft, draft.tokens_in(following.span), share=is_part(numbers, following.amount))
    alike = [one for one in seen if one.unit == amount.unit]
    if counted.head is not None:
        counted, why = resolve_pronoun(draft, tokens, counted, seen), "nothing before tells what the pronoun stands for"
    else:
        counted, why = earlier_noun(draft, tokens, alike, others=counted.others, share=amount.unit == "share")
    if counted.span is None:
        draft.because(found.ident, "of_text", why)
    else:
        seen.append(Seen(tokens, counted, amount.unit))
    return counted


def share_a_noun(numbers: Numbers, first: Amount, second: Amount) -> bool:
    """Do two figures stand before one noun: "at least 12 and possibly as many as 20 sailors"?"""
    between = {numbers.form(n) for n in range(first.end, second.start)}
    if numbers.form(second.end) in HYPHENS or (first.unit == "share" and "," in between):
        return False  # "40, 90-seat buses"; "18 per cent, or less than a third of"
    return first.unit == second.unit and between <= LINKS and second.start - first.end < MAX_LINKS


def is_part(numbers: Numbers, amount: Amount) -> bool:
    """Is it a share named by a fraction or per cent, of which "of" tells the whole?"""
    last = numbers.words[amount.end - 1]
    return amount.unit == "share" and last.value is None and last.form != "most"


def measured(draft: Draft, amount: Amount, tokens: TokenSpan) -> Counted:
    """Return what a measure is of: "600 tonnes of flour"; "five miles of the bridge" is a place."""
    if amount.unit in MONEY:
        return Counted()
    inside = [token.i for token in tokens[:-1] if token.lower_ == "of"]
    of = (
        inside[-1] if inside and not amount.vague and not draft.doc[inside[-1] + 1].like_num else tokens.end
    )  # "barrels of oil a day"
    doc = draft.doc
    if of + 1 >= len(doc) or doc[of].lower_ != "of" or doc[of + 1].pos_ in ("DET", "PROPN", "PRON"):
        return Counted()
    return find_counted(draft, doc[tokens.start : of])
