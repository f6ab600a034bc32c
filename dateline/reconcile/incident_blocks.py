"""Where to look for claims of the same incident: keys that two claims share when they may tell of one happening.

A claim has few keys (a dozen), each of a kind of happening with a place, a party or a telling word, in a week or a year:
close enough to keep blocks small, coarse enough that a report which names the province meets one that names the town.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dateline.reconcile.base import Told
from dateline.reconcile.incident_facts import Facts, facts_of
from dateline.reconcile.incident_words import families

__all__ = ["blocks_of"]

WEEK_DAYS = 7
LONGEST_DAYS = 31  # a longer interval is looked for by its year
NEWS_DAYS = 6  # a claim without a day tells of the days before its report
MOST_WORDS = 4
SHORTEST_WORD = 5


def blocks_of(told: Told) -> tuple[str, ...]:
    """Return the keys under which a claim is looked for, in order, none twice.

    Raises:
        ValueError: the claim has no word of an event.
    """
    facts = facts_of(told)
    when = tuple(_whens(facts))
    keys = [f"copy|{told.copy}|{facts.stem}"]
    for group in _groups(facts):
        keys += [f"{group}|{where}|{day}" for where in _wheres(facts) for day in when]
    return tuple(dict.fromkeys(keys))


def _groups(facts: Facts) -> Iterable[str]:
    groups = {families()[label].group for label in facts.families}
    return sorted(groups) if groups else (facts.claim.type or "none",)


def _wheres(facts: Facts) -> Iterator[str]:
    """Yield the places, parties and telling words of a claim."""
    if facts.point:
        yield facts.point.ident or facts.point.key
        yield from (f"word {word}" for word in sorted(facts.point.words))
        if facts.point.country:
            yield f"in {facts.point.country}"
    yield from (f"by {actor}" for actor in sorted(facts.actors))
    yield from (f"to {target}" for target in sorted(facts.targets))
    names = [word for word, named in facts.words.items() if named and not word[0].isdigit()]
    plain = sorted((w for w, named in facts.words.items() if not named and len(w) >= SHORTEST_WORD), key=len)
    yield from (f"word {word}" for word in [*names, *reversed(plain)][:MOST_WORDS])


def _whens(facts: Facts) -> Iterator[str]:
    """Yield the weeks that an interval of days, a day to either side, may fall in; or its years."""
    low, high = facts.days or (None, None)
    if low is None or high is None:
        if facts.published is None:
            yield "undated"
            return
        low, high = facts.published - NEWS_DAYS, facts.published
    if high - low > LONGEST_DAYS:
        yield from (f"year {year}" for year in sorted({_year(low), _year(high)}))
        return
    first, last = (low - 1) // WEEK_DAYS, (high + 1) // WEEK_DAYS
    yield from (f"week {week}" for week in range(first, last + 1))
    if facts.days:
        yield f"year {_year(low)}"


def _year(day: int) -> int:
    return date.fromordinal(max(1, min(day, date.max.toordinal()))).year
