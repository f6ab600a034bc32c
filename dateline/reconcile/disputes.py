"""Claims that cannot all be true: numbers that do not meet, asserted and denied, other actors, dates or holders.

What differs only in precision ("dozens", 28) is support, not dispute; a toll that grows from day to day is news, not
dispute; and two papers with one source have one word between them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.ids import derived_id
from dateline.reconcile.base import Told
from dateline.reconcile.holdings import HeldSpan
from dateline.reconcile.incident_facts import LAST
from dateline.reconcile.incident_words import families_of, kinship
from dateline.reconcile.numbers import ANY, Number, conflict, meet, numbers_of, victim_kind
from dateline.reconcile.origins import Origin
from dateline.reconcile.parties import Party, actors_by_name, are_opposed, party_of
from dateline.reconcile.whose import whose_word

__all__ = ["DISPUTE_KINDS", "Dispute", "Side", "Step", "disputes_of_incident", "disputes_of_place"]

DISPUTE_KINDS = ("number", "denied", "actor", "date", "holder")
# stances with which somebody passes a claim on without standing behind it
_AGAINST = frozenset({"denies", "doubts"})
_UNASSERTED = frozenset({"denied", "planned", "ordered", "threatened", "feared", "expected", "hypothetical"})
# the day of a toll may be that of counting
_COUNTED_LATER = frozenset({"toll", "aftermath"})
# incidents that somebody does to somebody: who did it can be disputed. In a meeting or an agreement all take part.
_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION", "AID"})


_CLOCK = re.compile(r"T\d\d:\d\d")
# what in the words of a time tells the day
_DAY = re.compile(
    r"\b(?:\w+day|night|morning|evening|yesterday|tomorrow|tonight|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d[-/.]\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What a side said on a day: the value as told, by whom, and the claim."""

    day: str | None
    value: str
    origin: Origin
    told: Told


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that cannot both be true: its value, and how it was told over time."""

    value: str
    steps: tuple[Step, ...]

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Return whose word it is, in the order in which they said it."""
        return tuple({step.origin.key: step.origin for step in self.steps}.values())


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two or more sides. ``incident`` or ``place`` says of what; ``about`` says it in words.

    ``size`` is how many independent origins take a side, by which disputes are ordered.
    """

    id: str
    kind: str
    incident: str | None
    place: str | None
    about: str
    sides: tuple[Side, ...]

    @property
    def size(self) -> int:
        """Return how many origins take a side."""
        return len({origin.key for side in self.sides for origin in side.origins})


def disputes_of_incident(incident: str, tolds: Sequence[Told], *, denials: Sequence[Told] = ()) -> tuple[Dispute, ...]:
    """Return what is disputed about one incident, the largest dispute first.

    Args:
        incident: the incident's id.
        tolds: its event claims.
        denials: statement claims that deny a statement in which such an event is told (``Claim.denies``).
    """
    case = _Case(incident, tolds, denials)
    found = [*case.numbers(), *case.denied(), *case.doers(), *case.days()]
    return tuple(sorted(found, key=lambda d: (-d.size, DISPUTE_KINDS.index(d.kind), d.about)))


def disputes_of_place(place: str, spans: Sequence[HeldSpan], *, name: str | None = None) -> tuple[Dispute, ...]:
    """Return who is said to hold a place at one time by whom: one dispute for each two holders at odds.

    Args:
        place: the place's id or name.
        spans: who held it when, as ``held_spans`` gives them.
        name: the place's name in words, where ``place`` is an id.
    """
    found: dict[frozenset[Party | None], tuple[str, dict[str, Step]]] = {}
    for span in spans:
        for one, two in combinations(span.lines, 2):
            if one.holder is None or two.holder is None or not are_opposed(one.holder, two.holder):
                continue
            if {o.key for o in one.origins} == {o.key for o in two.origins}:
                continue
            _, steps = found.setdefault(frozenset((one.holder, two.holder)), (span.first_day, {}))
            for line in (one, two):
                steps |= {s.told.claim.id: _step(line.name or "", s.told, s.origin) for s in line.sightings}
    return tuple(_holder_dispute(place, name or place, since, list(steps.values())) for since, steps in found.values())


def _holder_dispute(place: str, name: str, since: str, steps: Sequence[Step]) -> Dispute:
    values = sorted({step.value for step in steps})
    sides = [_side(value, [step for step in steps if step.value == value]) for value in values]
    ident = derived_id("dispute", "holder", place, *values)
    return Dispute(ident, "holder", None, place, f"who held {name} from {since}", tuple(sides))


@dataclass(frozen=True, slots=True)
class _Value:
    """What a claim says of something: claims of one ``told`` value are one side."""

    value: str
    shown: str
    told: Told


class _Case:
    """One incident: its claims, those that assert it, and on whose word each stands."""

    def __init__(self, incident: str, tolds: Sequence[Told], denials: Sequence[Told]) -> None:
        self.incident = incident
        self.tolds = tolds
        self.denials = denials
        self.origins = whose_word([*tolds, *denials])
        self.actors = actors_by_name([*tolds, *denials])
        self.asserted = [told for told in tolds if _is_asserted(told)]

    def numbers(self) -> Iterator[Dispute]:
        """Numbers of one role that no count can meet."""
        by_role: dict[str, list[Number]] = defaultdict(list)
        for number in numbers_of(self.asserted, self.origins):
            by_role[number.what].append(number)
        for what, numbers in sorted(by_role.items()):
            distinct = {(n.of, n.low, n.high, n.origin.key, n.published): n for n in numbers}.values()
            at_odds = {id(n): n for pair in combinations(distinct, 2) if conflict(*pair) for n in pair}
            if at_odds:
                kinds = {n.of for n in at_odds.values()}
                of = f" ({kind})" if len(kinds) == 1 and (kind := min(kinds)) else ""
                groups = _groups([n for n in numbers if n.of in kinds], list(at_odds.values()))
                sides = [_side(g[0].text, [_step(n.text, n.told, n.origin) for n in g]) for g in groups]
                yield self._dispute("number", (what,), f"how many were {what}{of}", sides)

    def denied(self) -> Iterator[Dispute]:
        """What some assert and others deny; denials of the same claims are one side."""
        events = [t for t in self.tolds if t.claim.status == "denied" or t.claim.stance == "denies"]
        # a statement whose own event is denied says no more than that
        told_there = {t.claim.statement for t in events}
        statements = [t for t in self.denials if t.claim.id not in told_there]
        sides: dict[frozenset[str], tuple[list[Told], list[Told]]] = {}
        for told in [*events, *statements]:
            yes = self._denied_by(told)
            if yes:
                sides.setdefault(frozenset(t.claim.id for t in yes), (yes, []))[1].append(told)
        for yes, no in sides.values():
            name = next(
                (n for t in no for n in t.claim.actors if set(t.actors) & {a for y in yes for a in y.actors}), None
            )
            about = f"whether {name} did it" if name else "whether it happened"
            both = [_side("asserted", map(self._said, yes)), _side("denied", map(self._said, no))]
            yield self._dispute("denied", [min(t.claim.id for t in no)], about, both)

    def _denied_by(self, denial: Told) -> list[Told]:
        """The claims that a denial sets itself against: of others, of the same deed, by the same actor where one is named."""
        key = self.origins[denial.claim.id].key
        others = [t for t in self.asserted if self.origins[t.claim.id].key != key]
        if denial.claim.kind == "statement":
            told = [t for t in others if t.claim.statement == denial.claim.denies]
            return told if denial.claim.stance in _AGAINST else []
        same = [t for t in others if _kinship(denial, t) == "same"]
        by_actor = [t for t in others if set(t.actors) & set(denial.actors) and _kinship(denial, t)]
        return by_actor or [t for t in same if not self._names_another(t, denial) and not _are_other_dead(t, denial)]

    def _names_another(self, one: Told, two: Told) -> bool:
        """Do two claims name doers that cannot be one?"""
        named = [_doer(told) and told.claim.actors[0] for told in (one, two)]
        return all(named) and are_opposed(*(party_of(name).known_as(self.actors) for name in named if name))

    def doers(self) -> Iterator[Dispute]:
        """Several who are each said to have done it alone."""
        deeds = [t for t in self.asserted if t.claim.type in _DEEDS]
        values = [_Value(doer, t.claim.actors[0], t) for t in deeds if (doer := _doer(t))]
        return self._at_odds("actor", "who did it", values, self._are_others)

    def _are_others(self, one: _Value, two: _Value) -> bool:
        """Are they two doers of one deed? Who fights whom, or beats an attack off, is no rival of the attacker."""
        if one.value == two.value or one.value in two.told.targets or two.value in one.told.targets:
            return False
        if _kinship(one.told, two.told) != "same":
            return False
        return are_opposed(*(party_of(value.shown).known_as(self.actors) for value in (one, two)))

    def days(self) -> Iterator[Dispute]:
        """Several days of one happening."""
        dated = [(t, t.claim.earliest[:10]) for t in self.asserted if t.claim.earliest and _is_one_day(t)]
        values = [_Value(day, day, told) for told, day in dated if not _is_counting(told)]
        return self._at_odds("date", "on which day it was", values, lambda one, two: one.value != two.value)

    def _at_odds(
        self, kind: str, about: str, values: Sequence[_Value], differ: Callable[[_Value, _Value], bool]
    ) -> Iterator[Dispute]:
        """One dispute, if any: its sides are the values that claims of different origins set against each other."""
        distinct = {(v.value, self.origins[v.told.claim.id].key, v.told.targets): v for v in values}
        at_odds = {
            v.value
            for (key, one), (other, two) in combinations(distinct.items(), 2)
            if key[1] != other[1] and differ(one, two)
            for v in (one, two)
        }
        if at_odds:
            sides = [_side(*self._steps([v for v in values if v.value == value])) for value in sorted(at_odds)]
            yield self._dispute(kind, (), about, sides)

    def _steps(self, values: Sequence[_Value]) -> tuple[str, list[Step]]:
        return values[0].shown, [_step(v.shown, v.told, self.origins[v.told.claim.id]) for v in values]

    def _said(self, told: Told) -> Step:
        return _step(" ".join(told.claim.text.split()), told, self.origins[told.claim.id])

    def _dispute(self, kind: str, key: Iterable[str], about: str, sides: Sequence[Side]) -> Dispute:
        ident = derived_id("dispute", kind, self.incident, *key)
        return Dispute(ident, kind, self.incident, None, about, tuple(sides))


def _groups(numbers: Sequence[Number], at_odds: Sequence[Number]) -> list[list[Number]]:
    """Group the numbers that are at odds, so that all of a group meet; others join the one group that they meet."""
    groups: list[list[Number]] = []
    for number in sorted(at_odds, key=lambda n: (n.low, n.high)):
        home = next((g for g in groups if all(meet(number, other) for other in g)), None)
        if home is None:
            groups.append([number])
        else:
            home.append(number)
    known = {n.told.claim.id for n in at_odds}
    cores = [list(group) for group in groups]
    for number in numbers:
        homes = [g for g, core in zip(groups, cores, strict=True) if all(meet(number, other) for other in core)]
        if number.told.claim.id not in known and len(homes) == 1:
            homes[0].append(number)  # an interval that meets several sides supports none of them
    return groups


def _families(told: Told) -> frozenset[str]:
    trigger = told.claim.trigger
    return families_of(trigger.quote, told.claim.type, told.claim.mode) if trigger else frozenset()


def _is_counting(told: Told) -> bool:
    found = _families(told)
    return bool(found) and found <= _COUNTED_LATER


def _are_other_dead(one: Told, two: Told) -> bool:
    """Are the dead of two claims of different kinds? "No hostage died" denies nothing of what befell the guards."""
    tells_of_dead = all("toll" in _families(told) for told in (one, two))
    kinds = [{victim_kind(name) for name in told.claim.targets} for told in (one, two)]
    return tells_of_dead and all(kinds) and ANY not in kinds[0] | kinds[1] and kinds[0].isdisjoint(kinds[1])


def _kinship(one: Told, two: Told) -> str | None:
    """How near two deeds are, as ``kinship`` says; words in no family are the same where they are equal."""
    a, b = _families(one), _families(two)
    if a or b:
        return kinship(a, b)
    return "same" if one.claim.type == two.claim.type and one.claim.mode == two.claim.mode else None


def _doer(told: Told) -> str | None:
    """The one actor, if its name is a proper one; several together, or gunmen whom nobody names, contradict nobody."""
    if len(told.actors) != 1 or not any(map(str.isupper, told.claim.actors[0])):
        return None
    return told.actors[0]


def _is_one_day(told: Told) -> bool:
    earliest, latest = told.claim.earliest or "", told.claim.latest or ""
    if LAST.match(told.claim.time_text or ""):
        return False  # "last Monday" may be either of two
    if _CLOCK.search(told.claim.time_value or "") and not _DAY.search(told.claim.time_text or ""):
        return False  # "at four o'clock" tells the hour of a day that is told elsewhere
    return len(earliest) >= len("2001-01-01") and earliest[:10] == latest[:10]


def _is_asserted(told: Told) -> bool:
    return told.claim.status not in _UNASSERTED and told.claim.stance not in _AGAINST


def _side(value: str, steps: Iterable[Step]) -> Side:
    ordered = sorted(steps, key=lambda s: (s.day or "9999", s.told.claim.report_id, s.told.claim.start))
    return Side(value, tuple(ordered))


def _step(value: str, told: Told, origin: Origin) -> Step:
    return Step(told.published[:10] if told.published else None, value, origin, told)
