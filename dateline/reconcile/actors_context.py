"""What a report tells of an actor beside the name: offices, who and where else, when. It decides where the name does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, lru_cache
from typing import Any

from dateline.reconcile.actors_words import given_titles, office_words
from dateline.records import Record

__all__ = ["Context", "Support", "merge_contexts", "support_of", "titles_told"]

# what is kept of a context that many reports add to
MOST_KEPT = 40
# what each thing that two contexts share adds to the belief that one thread tells of one actor, and how often it counts
# (set by hand on the pairs of tests/reconcile/actor_pairs.tsv, tried on labelled threads, 23 November 2026)
OFFICE, ACTOR, PLACE, HOME = 1.0, 0.5, 0.4, 0.3
# what a country that both reports are about is worth more within these days
SOON, SOON_DAYS = 0.2, 3
MOST_ACTORS, MOST_PLACES = 3, 2


@cache
def titles_told() -> frozenset[str]:
    """Return the words of which one must be shared, where an office is: a field alone ("interior") tells none."""
    return office_words() | given_titles()


@dataclass(frozen=True, slots=True)
class Context(Record):
    """What is told of an actor in a report, or in all of them.

    Args:
        offices: what he is said to be ("minister", "interior"), in standard spelling.
        gender: m, f or the empty text.
        actors: nodes of full names in the same report.
        places: keys of places in the same report, countries left out.
        home: ISO code of the country that the report is about, or the empty text.
        first, last: the days between which the reports appeared, None where unknown.
        roles: ``speaks``, ``acts``, or both.
        aliases: keys of other names that a report gives him ("known by its initials BCN").
        copies: the wire texts that name him: ids under which all copies of one text stand.
    """

    offices: frozenset[str] = frozenset()
    gender: str = ""
    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    home: str = ""
    first: str | None = None
    last: str | None = None
    roles: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()
    copies: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """Return the context as a JSON object, its sets as sorted lists."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: sorted(value) if isinstance(value, (set, frozenset)) else value for name, value in values.items()}

    @classmethod
    def of_json(cls, plain: dict[str, Any]) -> Context:
        """Return the context of a JSON object that ``as_json`` gave."""
        values: dict[str, Any] = {k: frozenset(v) if isinstance(v, list) else v for k, v in plain.items()}
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Support:
    """What two contexts have in common, its weight, and what speaks against one actor. ``home`` is the country of both."""

    weight: float
    days: int | None
    copy: bool
    home: str
    other_home: bool
    other_gender: bool
    offices: frozenset[str]
    other_office: bool
    actors: frozenset[str]
    places: frozenset[str]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return what is shared, in words, the weightiest first."""
        return (
            *((f"both {' '.join(sorted(self.offices))}",) if self.offices else ()),
            *((f"with {', '.join(sorted(self.actors)[:MOST_ACTORS])}",) if self.actors else ()),
            *((f"in {', '.join(sorted(self.places)[:MOST_PLACES])}",) if self.places else ()),
            *((f"both reports are about {self.home}",) if self.home else ()),
        )


def merge_contexts(contexts: Iterable[Context]) -> Context:
    """Return what all contexts of one node tell together, the latest last; of long lists what came latest is kept."""
    told = list(contexts)
    if len(told) == 1:
        return told[0]
    days = [day for c in told for day in (c.first, c.last) if day]
    sets = {
        name: _kept([getattr(c, name) for c in told])
        for name in ("offices", "actors", "places", "roles", "aliases", "copies")
    }
    homes = [c.home for c in told if c.home]
    genders = {c.gender for c in told} - {""}
    return Context(
        offices=sets["offices"],
        actors=sets["actors"],
        places=sets["places"],
        roles=sets["roles"],
        aliases=sets["aliases"],
        copies=sets["copies"],
        home=homes[-1] if homes else "",
        gender=genders.pop() if len(genders) == 1 else "",
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _kept(sets: list[frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for values in reversed(sets):
        found.update(sorted(values - found)[: MOST_KEPT - len(found)])
    return frozenset(found)


def support_of(a: Context, b: Context, *, besides: frozenset[str] = frozenset()) -> Support:
    """Return what two contexts share. Symmetric.

    Args:
        a: one context.
        b: the other.
        besides: nodes that are compared themselves, and so are no evidence.
    """
    offices, places = a.offices & b.offices, a.places & b.places
    offices = offices if offices & titles_told() else frozenset()
    actors = (a.actors & b.actors) - besides
    same_home = bool(a.home) and a.home == b.home
    counted = ACTOR * min(len(actors), MOST_ACTORS) + PLACE * min(len(places), MOST_PLACES)
    days = days_between(a, b)
    where = HOME + SOON * (days is not None and days <= SOON_DAYS) if same_home else 0.0
    return Support(
        round(OFFICE * bool(offices) + counted + where, 2),
        days,
        bool(a.copies & b.copies),
        a.home if same_home else "",
        bool(a.home and b.home) and not same_home,
        bool(a.gender and b.gender) and a.gender != b.gender,
        offices,
        not offices and bool(a.offices & office_words()) and bool(b.offices & office_words()),
        actors,
        places,
    )


def days_between(a: Context, b: Context) -> int | None:
    """Return the days between the times of two contexts, 0 where these meet, None where one has none."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    later, earlier = max(a.first, b.first)[:10], min(a.last, b.last)[:10]
    return max(0, _day(later) - _day(earlier))


@lru_cache(maxsize=1 << 12)
def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()
