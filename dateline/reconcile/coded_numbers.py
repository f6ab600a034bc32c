"""The numbers that origins tell of an incident, and the one that a profile's rule takes.

A total stands before numbers of one kind of people ("12 people", not the "four soldiers" among them), unless these are above
every total. Kinds that one claim tells side by side ("three soldiers and two drivers") add up; those of which the text says
that they are part of others do not.
A number that only adds to earlier ones ("another 12") is no total and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.name_keys import name_words
from dateline.reconcile.base import Told
from dateline.reconcile.coded_values import Value, empty, found
from dateline.reconcile.numbers import GROWING, are_bodies, victim_kind
from dateline.reconcile.origins import Origin
from dateline.reconcile.profiles import NumberRule, Vague
from dateline.reconcile.sides import side_of
from dateline.records import Figure

__all__ = ["Estimate", "estimates_of", "take_number"]

# between two numbers, these make the second a part of the first
_PART_OF = re.compile(
    r"\b(?:including|includes|include|among (?:them|whom|those|the)|of (?:them|whom)|counting)\b", re.IGNORECASE
)
# a quote with one of these tells a number of its own: "several hundred" is not "several"
_EXACT = frozenset({"hundred", "thousand", "million", "billion", "dozen", "score", "lakh"})


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one origin told at one time: an interval, the figure that stands for it (``best``), and the claims that tell it.

    A bound that is not told is None; ``is_open`` tells that no upper end was told, whatever stands for it.
    """

    low: float | None
    best: float | None
    high: float | None
    is_open: bool
    origin: Origin
    published: str
    tolds: tuple[Told, ...]
    words: tuple[str, ...]

    def bound(self, name: str) -> float | None:
        """Return the low, the best or the high number."""
        return {"low": self.low, "best": self.best, "high": self.high}[name]


@dataclass(frozen=True, slots=True)
class _Part:
    """One figure of one claim, coded; ``kind`` is the noun of who is counted, "" for people as such."""

    told: Told
    figure: Figure
    kind: str
    low: float | None
    best: float | None
    high: float | None


def estimates_of(
    role: str,
    tolds: Sequence[Told],
    *,
    origins: Mapping[str, Origin],
    vague: Vague,
    of: str | None = None,
    sides: Mapping[str, str] | None = None,
) -> list[Estimate]:
    """Return what each origin told of a role, one estimate a telling, the oldest first.

    Args:
        role: as in counts: killed, wounded ...
        tolds: the claims that count.
        origins: by claim id.
        vague: what stands for numbers not told as one.
        of: only numbers of people of this side.
        sides: sides of names that a researcher told.
    """
    parts = [part for told in tolds for part in _parts(told, role, vague)]
    parts = [p for p in parts if p.figure.of and side_of(p.figure.of, sides) == of] if of else _of_people(parts, vague)
    tellings: dict[tuple[str, str], list[_Part]] = {}
    for part in parts:
        key = part.told.published or "", origins[part.told.claim.id].key
        tellings.setdefault(key, []).append(part)
    return [_estimate(group, origins) for _, group in sorted(tellings.items(), key=lambda item: item[0])]


def take_number(rule: NumberRule, estimates: Sequence[Estimate], *, bound: str, role: str) -> Value:
    """Return the number that a rule takes, with the claims that tell it, or why there is none."""
    text = rule.text()
    kinds = [e for e in estimates if not rule.origins or e.origin.kind in rule.origins]
    if not kinds:
        why = f"no claim counts {role}" if not estimates else f"no claim of these origins counts {role}"
        return empty(why, text)
    chosen = [e for e in _OVER[rule.over](kinds, role) if e.bound(bound) is not None]
    if not chosen:
        return empty(f"no claim gives {_NO_BOUND[bound]} ({', '.join(_words(kinds))})", text)
    told = list(_RULES[rule.rule](chosen, bound, rule))
    values = {e.bound(bound) for e in told}
    if len(values) > 1:
        if rule.ties == "empty":
            return empty(f"a tie between {_listed(values)}", text)
        told = list(_RULES[rule.ties](told, bound, rule))
        values = {e.bound(bound) for e in told}
    value = min(v for v in values if v is not None)
    told = [e for e in told if e.bound(bound) == value]
    return found(_whole(value), text, (t for e in told for t in e.tolds), _words(told))


_NO_BOUND = {"low": "a lower end", "best": "a number that may stand for it", "high": "an upper end"}


# figures -------------------------------------------------------------------------------------------


def _parts(told: Told, role: str, vague: Vague) -> Iterator[_Part]:
    for figure in told.claim.figures:
        if figure.what == role and figure.unit == "count" and figure.tally != "new":
            # of bodies that were found there may be more
            told_figure = replace(figure, high=None, high_inclusive=False) if are_bodies(figure, told) else figure
            yield _Part(told, told_figure, victim_kind(figure.of), *_interval(told_figure, vague))


def _of_people(parts: Sequence[_Part], vague: Vague) -> list[_Part]:
    """The totals, and of numbers of one kind those that are above every total: whoever tells them tells at least so many."""
    totals = [part for part in parts if not part.kind]
    if not totals:
        return list(parts)
    top = max(_size(part) for part in totals)
    kept = list(totals)
    for part in parts:
        if part.kind and _size(part) > top:
            high = part.high if vague.open_end == "figure" else None
            kept.append(replace(part, high=high, figure=replace(part.figure, high=None, high_inclusive=False)))
    return kept


def _interval(figure: Figure, vague: Vague) -> tuple[float | None, float | None, float | None]:
    """The low, best and high number of a figure."""
    low, high = figure.low, figure.high
    if low is not None and low == high:
        return low, low, high
    if low is not None and not figure.low_inclusive and vague.more_than == "next":
        low = int(low) + 1
    if high is not None and not figure.high_inclusive:
        high = -(-high // 1) - 1  # fewer than 30 is at most 29
    if low is None:
        return None, high if vague.up_to == "figure" else None, high
    if high is None:
        low = _number_of_word(figure, vague) or low
        return low, low, low if vague.open_end == "figure" else None
    return low, {"low": low, "middle": (low + high) // 2, "high": high}[vague.range], high


def _number_of_word(figure: Figure, vague: Vague) -> float | None:
    """The profile's number for a vague word ("dozens"), where the figure is no more than that word."""
    words = name_words(figure.words.quote)
    told = [word for word in words if word in vague.words]
    if len(told) != 1 or any(word in _EXACT or word.isdigit() for word in words):
        return None
    return float(vague.words[told[0]])


# what one origin told at one time --------------------------------------------------------------------


def _estimate(parts: Sequence[_Part], origins: Mapping[str, Origin]) -> Estimate:
    """Of several totals in one telling the largest stands: others count a part of it."""
    claims: dict[str, list[_Part]] = {}
    for part in parts:
        claims.setdefault(part.told.claim.id, []).append(part)
    sums = [_sum(group) for group in claims.values()]
    top = max(sums, key=_size)
    same = [s for s in sums if (s.low, s.best, s.high) == (top.low, top.best, top.high)]
    told = tuple(s.told for s in same)
    words = tuple(_words_of(part) for s in same for part in claims[s.told.claim.id])
    is_open = top.figure.high is None
    return Estimate(
        top.low, top.best, top.high, is_open, origins[top.told.claim.id], top.told.published or "", told, words
    )


def _size(part: _Part) -> tuple[float, float]:
    return next(x for x in (part.best, part.low, part.high, 0.0) if x is not None), part.low or 0.0


def _sum(parts: Sequence[_Part]) -> _Part:
    """What one claim counts in all: its total, else the sum of its kinds."""
    ordered = sorted(parts, key=lambda p: p.figure.words.start)
    wholes = [p for i, p in enumerate(ordered) if not i or not _is_part_of(ordered[i - 1], p)]
    if any(not part.kind for part in wholes):
        return max((part for part in wholes if not part.kind), key=_size)
    kinds: dict[str, _Part] = {}
    for part in wholes:
        if part.kind not in kinds or _size(part) > _size(kinds[part.kind]):
            kinds[part.kind] = part
    first, *others = kinds.values()
    for other in others:
        first = replace(
            first,
            low=_plus(first.low, other.low),
            best=_plus(first.best, other.best),
            high=_plus(first.high, other.high),
        )
    return first


def _is_part_of(whole: _Part, part: _Part) -> bool:
    claim = part.told.claim
    between = claim.text[max(0, whole.figure.words.end - claim.start) : max(0, part.figure.words.start - claim.start)]
    return bool(_PART_OF.search(between))


def _plus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


# rules ---------------------------------------------------------------------------------------------


def _last_words(estimates: Sequence[Estimate], _: str) -> list[Estimate]:
    last = {e.origin.key: e for e in estimates}  # the oldest come first
    return list(last.values())


def _standing(estimates: Sequence[Estimate], role: str) -> list[Estimate]:
    """Last words that no other origin has overtaken: a toll that grows makes lower ones of days before stale."""
    last = _last_words(estimates, role)
    if role not in GROWING:
        return last
    return [e for e in last if not any(_overtakes(other, e) for other in last)]


def _overtakes(other: Estimate, one: Estimate) -> bool:
    top = one.high if one.high is not None else one.low
    return other.low is not None and top is not None and other.published[:10] > one.published[:10] and other.low > top


_OVER: Mapping[str, Callable[[Sequence[Estimate], str], list[Estimate]]] = {
    "last_words": _last_words,
    "standing": _standing,
    "all": lambda estimates, _: list(estimates),
}


def _lowest(estimates: Sequence[Estimate], bound: str, _: NumberRule) -> Iterable[Estimate]:
    least = min(_values(estimates, bound))
    return (e for e in estimates if e.bound(bound) == least)


def _highest(estimates: Sequence[Estimate], bound: str, _: NumberRule) -> Iterable[Estimate]:
    most = max(_values(estimates, bound))
    return (e for e in estimates if e.bound(bound) == most)


def _median(estimates: Sequence[Estimate], bound: str, _: NumberRule) -> Iterable[Estimate]:
    ordered = sorted(_values(estimates, bound))
    middle = ordered[(len(ordered) - 1) // 2]
    return (e for e in estimates if e.bound(bound) == middle)


def _most_recent(estimates: Sequence[Estimate], _bound: str, _: NumberRule) -> Iterable[Estimate]:
    last = max(e.published for e in estimates)
    return (e for e in estimates if e.published == last)


def _majority(estimates: Sequence[Estimate], bound: str, _: NumberRule) -> Iterable[Estimate]:
    """The numbers with most origins behind them; an interval supports every number in it ("dozens" supports 28)."""
    support = {
        value: len({e.origin.key for e in estimates if _allows(e, value)}) for value in set(_values(estimates, bound))
    }
    most = max(support.values())
    return (e for e in estimates if support[e.bound(bound) or 0.0] == most)


def _allows(estimate: Estimate, value: float) -> bool:
    low, high = estimate.low, None if estimate.is_open else estimate.high
    return (low is None or low <= value) and (high is None or value <= high)


def _ranked(estimates: Sequence[Estimate], _bound: str, rule: NumberRule) -> Iterable[Estimate]:
    """The number of the source that stands first in the ranking; those that do not stand there come last."""
    first = min(_rank(e, rule.ranking) for e in estimates)
    return (e for e in estimates if _rank(e, rule.ranking) == first)


def _rank(estimate: Estimate, ranking: Sequence[str]) -> int:
    """The place of an origin: an entry is a kind of origin, or words that the origin's name has side by side."""
    name = f" {' '.join(name_words(estimate.origin.name))} "
    fits = (estimate.origin.kind == entry or f" {' '.join(name_words(entry))} " in name for entry in ranking)
    return next((i for i, fit in enumerate(fits) if fit), len(ranking))


_RULES: Mapping[str, Callable[[Sequence[Estimate], str, NumberRule], Iterable[Estimate]]] = {
    "lowest": _lowest,
    "highest": _highest,
    "median": _median,
    "most_recent": _most_recent,
    "majority_of_origins": _majority,
    "source_ranking": _ranked,
}


def _values(estimates: Sequence[Estimate], bound: str) -> list[float]:
    return [value for e in estimates if (value := e.bound(bound)) is not None]


def _words(estimates: Iterable[Estimate]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for e in estimates for word in e.words))


def _words_of(part: _Part) -> str:
    return " ".join(part.figure.words.quote.split())


def _listed(values: Iterable[float | None]) -> str:
    return " and ".join(f"{v:g}" for v in sorted(v for v in values if v is not None))


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value
