"""Who held a place on each day, according to whom, from the holdings that reports tell.

Each origin has a line of its own: what it said last holds until it says otherwise, or until somebody reports a change
(a taking, a loss) of a later day. On a day on which the lines that stand disagree, the place is contested.

A careful coder's rules, beside these:

- Who lost a place, or from whom it was taken, on a day that is told held it the day before, on the same word.
- A place that somebody lost, with no taker named, is nobody's on that word ("lost"). That ends the holding of the one who lost
  it and of nobody else, and it does not stand beside a line that names another holder: the two agree. Beside a line on which
  the loser holds it still, the place is contested.
- A siege leaves the holder in place, also one that is told of with no holder named; what is fought for is contested.
- What one origin tells in passing, without a day, of a holder whose loss of the place it tells in the same report is of the
  time before ("governed it until the rebels took it"); so is a siege, where the same report tells that the place was taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, groupby

from dateline.reconcile.base import Told
from dateline.reconcile.origins import Origin
from dateline.reconcile.parties import Party, actors_by_name, are_opposed, is_one_party, party_of
from dateline.reconcile.whose import whose_word

__all__ = ["HeldSpan", "Line", "Sighting", "held_spans", "sightings_of"]

_CHANGES = frozenset({"taken", "lost"})
_DISPUTED = frozenset({"contested"})
# states that tell something of a place where nobody is named
_HOLDERLESS = frozenset({"lost", "contested", "besieged"})
_DENIED = frozenset({"denies", "doubts"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one claim says of a place on a day: ``holder`` is a party, None where nobody is told; ``state`` as told.

    ``is_by`` tells that the day is that of the report, so that a change happened on it or before. ``loser`` is the party
    from which a change took the place, None where nobody is told.
    """

    day: str
    holder: Party | None
    name: str | None
    state: str
    origin: Origin
    is_by: bool
    told: Told
    loser: Party | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One holder on somebody's word: who says it, and what each said last."""

    holder: Party | None
    name: str | None
    state: str
    sightings: tuple[Sighting, ...]

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Return whose word it is, by name."""
        return tuple(sorted({s.origin.key: s.origin for s in self.sightings}.values(), key=lambda o: o.name))


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """Days on which the same was said of a place. ``last_day`` None: nothing newer is known.

    ``state`` is ``holds``, ``besieged`` (held, under siege), ``lost`` (to nobody named), or ``contested``: the lines name
    different holders, say themselves that the place is fought for, or say of one party that it holds and that it lost it.
    """

    first_day: str
    last_day: str | None
    state: str
    lines: tuple[Line, ...]


def sightings_of(tolds: Iterable[Told]) -> list[Sighting]:
    """Return what holding claims of one place say, in the order of their days; shares and claims without a day are left out.

    A claim without a time of its own is of the day its report was published: the holder holds it then, a change happened
    by then. What a change of a told day says of the day before is a sighting too.
    """
    listed = list(tolds)
    origins, actors = whose_word(listed), actors_by_name(listed)
    found = [s for told in listed if (s := _sighting(told, origins[told.claim.id], actors)) is not None]
    changes = [s for s in found if s.state in _CHANGES]
    found = [s for s in found if not any(_is_before(s, change) for change in changes)]
    found += [held for s in found if (held := _held_before(s)) is not None]
    return sorted(found, key=lambda s: (s.day, s.told.published or "", s.told.claim.report_id, s.told.claim.start))


def held_spans(tolds: Iterable[Told], *, since: str | None = None, until: str | None = None) -> tuple[HeldSpan, ...]:
    """Return who held one place when, according to whom, as spans of days in order.

    Args:
        tolds: the holding claims of one place (those published by a day, for the record as of that day).
        since: ISO day; what is known of it from before is carried to it.
        until: ISO day; the last span ends there at the latest.
    """
    sightings = [s for s in sightings_of(tolds) if until is None or s.day <= until]
    days = [(day, list(same)) for day, same in groupby(sightings, key=lambda s: s.day)]
    spans: list[HeldSpan] = []
    words = _Words()
    for at, (day, told) in enumerate(days):
        last = _day_before(days[at + 1][0]) if at + 1 < len(days) else until
        words.add(told)
        lines = _lines(words.standing)
        if lines:
            spans.append(HeldSpan(day, last, _state(lines), lines))
    return tuple(_within(_merged(spans), since))


def _sighting(told: Told, origin: Origin, actors: Mapping[str, str]) -> Sighting | None:
    claim = told.claim
    if claim.kind != "holding" or claim.type == "share" or claim.stance in _DENIED:
        return None
    published = (told.published or "")[:10]
    known = claim.latest if claim.type in _CHANGES or claim.earliest is None else claim.earliest
    # what is told of a time that goes on ("this week") was so when it was told
    day = min(filter(None, ((known or "")[:10], published)), default="")
    if len(day) < len("2001-01-01"):
        return None
    # what is lost is held by whoever took it
    names = (claim.targets, claim.actors) if claim.type == "lost" else (claim.actors, claim.targets)
    name, other = (next(iter(group), None) for group in names)
    if name is None and claim.type not in _HOLDERLESS:
        return None
    holder, loser = (
        None if n is None else party_of(n).known_as(actors).at_home_in(claim.country) for n in (name, other)
    )
    loser = loser if claim.type in _CHANGES else None
    return Sighting(day, holder, name, claim.type or "holds", origin, claim.latest is None, told, loser)


def _is_before(sighting: Sighting, change: Sighting) -> bool:
    """Does a report tell in passing of a place before a change that it tells of on the same word: a holder, a siege?"""
    if sighting.state not in ("holds", "besieged") or not sighting.is_by or change.state not in _CHANGES:
        return False
    if sighting.told.claim.report_id != change.told.claim.report_id or sighting.origin.key != change.origin.key:
        return False
    if sighting.state == "besieged":
        return change.state == "taken"
    if change.loser is not None and is_one_party(change.loser, sighting.holder):
        return True
    return None not in (change.holder, sighting.holder) and _opposed(change.holder, sighting.holder)


def _held_before(change: Sighting) -> Sighting | None:
    """Return what a change of a told day tells of the day before: that the place was the loser's."""
    loser, claim = change.loser, change.told.claim
    if loser is None or change.is_by or (claim.earliest or "")[:10] != (claim.latest or "")[:10]:
        return None
    name = next(iter(claim.actors if change.state == "lost" else claim.targets), None)
    return replace(change, day=_day_before(change.day), holder=loser, name=name, state="holds", loser=None)


class _Words:
    """Each origin's last word, day after day: what a later change made stale stays so until the origin speaks again."""

    def __init__(self) -> None:
        self._last: dict[str, Sighting] = {}
        self._stale: set[str] = set()

    def add(self, told: Sequence[Sighting]) -> None:
        """Add what was said of the next day on which anything was said."""
        for sighting in told:
            key = sighting.origin.key
            before = self._last.get(key)
            self._last[key] = _after(before, sighting)
            if self._last[key] is not before:
                self._stale.discard(key)
        changes = [s for s in told if s.state in _CHANGES]
        for key, word in self._last.items() if changes else ():
            if key not in self._stale and any(_outdates(change, word) for change in changes):
                self._stale.add(key)

    @property
    def standing(self) -> list[Sighting]:
        """The last words that are not stale."""
        return [word for key, word in self._last.items() if key not in self._stale]


def _lines(words: Sequence[Sighting]) -> tuple[Line, ...]:
    """The lines that stand of the last words that do."""
    standing = [s for s in words if s.state != "lost" or not any(_names_taker(other, s) for other in words)]
    held: list[list[Sighting]] = []
    for sighting in standing:
        same = next(
            (g for g in held if is_one_party(g[0].holder, sighting.holder) and _is_one_state(g[0], sighting)), []
        )
        if not same:
            held.append(same)
        same.append(sighting)
    lines = [Line(told[0].holder, told[0].name, _line_state(told[0]), tuple(told)) for told in held]
    return tuple(sorted(lines, key=lambda line: (-len(line.origins), line.name or "", line.state)))


def _after(before: Sighting | None, sighting: Sighting) -> Sighting:
    """Return an origin's last word, given the one before it."""
    if before is None or before.holder is None or sighting.holder is not None:
        return sighting
    if sighting.state == "besieged":  # a siege leaves in place whoever held it
        return replace(sighting, holder=before.holder, name=before.name)
    # whose loss leaves the place with the one who is known to have taken it
    lost_by_other = sighting.loser is not None and not _may_be(sighting.loser, before.holder)
    return before if lost_by_other else sighting


def _outdates(change: Sighting, sighting: Sighting) -> bool:
    """Is a change of a later day than what somebody else said of the place, and another holder's?"""
    if change.origin.key == sighting.origin.key or change.day <= sighting.day:
        return False
    if change.holder is None:
        return change.loser is None or sighting.holder is None or _may_be(change.loser, sighting.holder)
    return sighting.holder is None or _opposed(change.holder, sighting.holder) or sighting.state in _DISPUTED


def _names_taker(other: Sighting, lost: Sighting) -> bool:
    """Does another line say who has a place that is said to be lost, and to nobody named?"""
    if lost.holder is not None or other.holder is None:
        return False
    return lost.loser is None or not is_one_party(other.holder, lost.loser)


def _may_be(one: Party, two: Party) -> bool:
    """May the two be one party, as far as is told: what a commander's men lost is not a body's loss for that?"""
    return is_one_party(one, two) or (one.is_commander == two.is_commander and not are_opposed(one, two))


def _opposed(one: Party | None, two: Party | None) -> bool:
    return one is not None and two is not None and are_opposed(one, two)


def _is_one_state(one: Sighting, two: Sighting) -> bool:
    return _line_state(one) == _line_state(two)


def _line_state(sighting: Sighting) -> str:
    return "holds" if sighting.state == "taken" else sighting.state


def _state(lines: Sequence[Line]) -> str:
    holders = {line.holder for line in lines if line.holder is not None}
    if any(are_opposed(*pair) for pair in combinations(holders, 2)) or any(line.state in _DISPUTED for line in lines):
        return "contested"
    if holders and any(line.state == "lost" for line in lines if line.holder is None):
        return "contested"  # the one who is said to have lost it holds it, on somebody else's word
    return "besieged" if any(line.state == "besieged" for line in lines) else lines[0].state


def _merged(spans: Sequence[HeldSpan]) -> list[HeldSpan]:
    """Join neighbours that say the same of the same holders; the lines of the last, which hold all claims, stay."""
    joined = []
    for _, group in groupby(spans, key=lambda s: (s.state, frozenset((line.holder, line.state) for line in s.lines))):
        same = list(group)
        joined.append(replace(same[-1], first_day=same[0].first_day))
    return joined


def _within(spans: Iterable[HeldSpan], since: str | None) -> Iterable[HeldSpan]:
    for span in spans:
        if since is None or span.first_day >= since:
            yield span
        elif span.last_day is None or span.last_day >= since:
            yield replace(span, first_day=since)


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
