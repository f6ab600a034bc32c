"""The claims of one incident -> one line of it: what, where, when, how many, on how many reports.

Nothing is decided here that the claims dispute: bounds are the lowest and the highest told, day and place those that most
texts give, copies of one text counted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from dateline.reconcile.base import Told
from dateline.reconcile.incident_facts import Facts, facts_of, words_before
from dateline.reconcile.incident_places import is_within
from dateline.reconcile.incident_weights import EFFECTS
from dateline.reconcile.incident_words import families, marks_before

__all__ = ["Summary", "describe"]

TITLE_WORDS = 3
BESIDE = EFFECTS | {"general"}  # families that do not say what happened while another does

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Summary:
    """One incident. Days are ISO days, None where no claim gives one; ``killed_*`` are bounds over all claims."""

    type: str | None
    title: str
    place: str | None
    place_id: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    country: str | None
    first_day: str | None
    last_day: str | None
    killed_low: float | None
    killed_high: float | None
    claims: int
    reports: int
    first_published: str | None
    last_published: str | None


def describe(tolds: Sequence[Told]) -> Summary:
    """Return what the claims of an incident say of it together; the same for any order of the claims.

    Raises:
        ValueError: there is no claim, or one has no word of an event.
    """
    if not tolds:
        raise ValueError("an incident has at least one claim")
    facts = sorted((facts_of(told) for told in tolds), key=lambda f: f.order)
    core = [f for f in facts if f.families - BESIDE] or facts
    place = _place(facts)
    claim = place.claim if place else None
    days = _commonest((f, f.days) for f in facts if f.days and "aftermath" not in f.families)
    deaths = [figure for f in facts for figure in f.claim.figures if figure.what == "killed"]
    bounds = [bound for figure in deaths for bound in (figure.low, figure.high) if bound is not None]
    published = [f.told.published for f in facts if f.told.published]
    return Summary(
        type=_commonest((f, f.claim.type) for f in core),
        title=", ".join(part for part in (_happening(core), claim.place if claim else None) if part),
        place=claim.place if claim else None,
        place_id=claim.place_id if claim else None,
        lat=claim.lat if claim else None,
        lon=claim.lon if claim else None,
        precision_km=claim.precision_km if claim else None,
        country=claim.country if claim else None,
        first_day=_iso(days[0]) if days else None,
        last_day=_iso(days[1]) if days else None,
        killed_low=min(bounds, default=None),
        killed_high=max(bounds, default=None),
        claims=len(facts),
        reports=len({f.report for f in facts}),
        first_published=min(published, default=None),
        last_published=max(published, default=None),
    )


def _commonest(told: Iterable[tuple[Facts, T]]) -> T | None:
    """Return the value that most texts give, copies as one; of equals the one told first."""
    texts: dict[T, set[str]] = {}
    for facts, value in told:
        texts.setdefault(value, set()).add(facts.told.copy)
    return max(texts, key=lambda value: len(texts[value]), default=None)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _place(facts: Sequence[Facts]) -> Facts | None:
    """Return the claim with the place that most texts give or lie around: a town rather than its province."""
    placed = [f for f in facts if f.point]
    votes: Counter[str] = Counter()
    for inner in {f.point.key: f for f in reversed(placed) if f.point}.values():
        votes[inner.point.key if inner.point else ""] = len(
            {f.told.copy for f in placed if f.point and inner.point and is_within(inner.point, f.point)}
        )

    def weight(f: Facts) -> tuple[int, bool, float]:
        assert f.point is not None
        return votes[f.point.key], f.point.lat is not None, -f.point.radius_km

    return max(placed, key=weight, default=None)


def _is_noun(facts: Facts) -> bool:
    """Does a noun tell of it: "the raid", "a second raid", but not "the town fell"? What is no noun has no article before it."""
    last = words_before(facts.claim).split()[-1:]
    marks = marks_before("".join(last))
    return not facts.marks.many and (marks.known or marks.new or marks.ordinal is not None)


def _happening(core: Sequence[Facts]) -> str:
    """Return what an incident is called: the commonest noun that tells of it, else its family's."""
    nouns = [(f, f.claim.trigger.quote.lower()) for f in core if f.claim.trigger and _is_noun(f)]
    short = [(f, noun) for f, noun in nouns if len(noun.split()) <= TITLE_WORDS]
    rank = list(families()).index  # of words that tell of several, the first of the table
    label = _commonest((f, label) for f in core for label in sorted(f.families - BESIDE or f.families, key=rank))
    own = _commonest((f, noun) for f, noun in short if label is None or label in f.families)
    told = own or (families()[label].noun if label else core[0].stem)
    return told[:1].upper() + told[1:]
