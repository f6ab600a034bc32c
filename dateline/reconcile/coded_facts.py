"""What a profile's rules make of one incident: its type, day, place, actors and numbers, each with the claims behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dateline.name_keys import name_key
from dateline.reconcile.base import Told
from dateline.reconcile.coded_numbers import estimates_of, take_number
from dateline.reconcile.coded_values import Assembled, Value, empty, found, most_told
from dateline.reconcile.disputes import Dispute, disputes_of_incident
from dateline.reconcile.origins import Origin, independent_origins, known_of
from dateline.reconcile.profiles import DATE_RULES, ORDERS, PLACE_RULES, Profile, TypeRow
from dateline.reconcile.sides import side_of
from dateline.reconcile.whose import whose_word

__all__ = ["Facts", "Party", "When", "Where", "counting"]

_Role = Callable[[Told], Iterator[tuple[str, str]]]  # the actors, or the targets, of a claim: id and name
_TYPE_RULE = "the type that most origins tell"
# an act that fewer of the origins tell is a detail: looting in a captured town (a choice of 2026-11-23, not fitted)
MODE_SHARE = 0.25
_MODE_RULE = "the mode that most origins tell, a quarter of them at least; of equals the first in the profile's types"


@dataclass(frozen=True, slots=True)
class When:
    """The days told, both inclusive, and the claims that tell them."""

    start: date
    end: date
    tolds: tuple[Told, ...]

    @property
    def days(self) -> int:
        """Return how many days they are."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Where:
    """The place told: ``first`` is the claim whose point and name stand for it."""

    first: Told
    tolds: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Who acted or was acted on: its commonest name, the claims that tell it, others told beside it, and its side."""

    id: str
    name: str
    tolds: tuple[Told, ...]
    beside: tuple[str, ...]
    side: str | None


def counting(profile: Profile, tolds: Sequence[Told]) -> tuple[Told, ...]:
    """Return the claims that a profile lets count: those of its statuses and stances."""
    statuses, stances = set(profile.include.statuses), set(profile.include.stances)
    return tuple(t for t in tolds if t.claim.status in statuses and t.claim.stance in stances)


class Facts:
    """One incident under one profile. What is asked of it is worked out when it is asked."""

    def __init__(
        self,
        profile: Profile,
        incident: Assembled,
        *,
        tolds: tuple[Told, ...],
        origins: Mapping[str, Origin],
        disputes: tuple[Dispute, ...],
    ) -> None:
        self.profile = profile
        self.incident = incident
        self.tolds = tolds  # those that count
        self.origins = origins
        self.disputes = disputes

    @classmethod
    def of(cls, profile: Profile, incident: Assembled) -> list[Facts]:
        """Return an incident's facts: one for all its claims, or one for each claim, as the profile has it."""
        tolds = counting(profile, incident.tolds)
        groups = [tolds] if profile.unit == "incident" else [(told,) for told in tolds]
        origins = whose_word(incident.tolds)
        disputes = disputes_of_incident(incident.id, incident.tolds, denials=incident.denials)
        return [cls(profile, incident, tolds=group, origins=origins, disputes=disputes) for group in groups]

    def origin(self, told: Told) -> str:
        """Return the key of a claim's origin."""
        return self.origins[told.claim.id].key

    @cached_property
    def named_origins(self) -> tuple[Origin, ...]:
        """The origins of the claims that count, each once."""
        told = (self.origins[t.claim.id] for t in self.tolds)
        return tuple({origin.key: origin for origin in told}.values())

    @cached_property
    def independent(self) -> tuple[int, int]:
        """How many origins there are, at least and at most."""
        found_origins = independent_origins(self.tolds, known_of(self.incident.tolds))
        return found_origins.low, found_origins.high

    # type ----------------------------------------------------------------------------------------

    @cached_property
    def type(self) -> Value:
        """The PLOVER type that most origins tell."""
        types = most_told(((t.claim.type, t) for t in self.tolds if t.claim.type), self.origin)
        for name, tolds in types.items():
            return found(name, _TYPE_RULE, tolds, (t.claim.trigger.quote for t in tolds if t.claim.trigger))
        return empty("no claim has a type", _TYPE_RULE)

    @cached_property
    def mode(self) -> Value:
        """The mode that most origins tell, of those that tell the type and any mode."""
        modes = most_told(((t.claim.mode, t) for t in self.typed if t.claim.mode), self.origin)
        if not modes:
            return empty("no claim tells a mode", _MODE_RULE)
        order = [mode for row in self.profile.types for mode in row.modes]
        support = {mode: len({self.origin(t) for t in tolds}) for mode, tolds in modes.items()}
        if max(support.values()) < MODE_SHARE * len({self.origin(t) for t in self.typed}):
            return empty(f"only few origins tell a mode ({', '.join(modes)})", _MODE_RULE)
        top = [mode for mode in modes if support[mode] == max(support.values())]
        mode = min(top, key=lambda m: order.index(m) if m in order else len(order))
        return found(mode, _MODE_RULE, modes[mode], (t.claim.trigger.quote for t in modes[mode] if t.claim.trigger))

    @cached_property
    def typed(self) -> tuple[Told, ...]:
        """The claims that tell the type."""
        return tuple(t for t in self.tolds if t.claim.type == self.type.value)

    @cached_property
    def type_row(self) -> TypeRow | None:
        """The profile's first row of types that fits the type, the mode and the sides."""
        mode = str(self.mode.value or "none")
        for row in self.profile.types:
            fits = self.type.value in row.types and (not row.modes or mode in row.modes)
            if fits and _fits(row.actor, self.doer_sides) and _fits(row.target, self.target_sides):
                return row
        return None

    @cached_property
    def doer_sides(self) -> frozenset[str]:
        """The sides of all who are told to have done it."""
        return self._sides([name for told in self.typed for name in told.claim.actors])

    @cached_property
    def target_sides(self) -> frozenset[str]:
        """The sides of all to whom it was done."""
        return self._sides([name for told in self.typed for name in told.claim.targets])

    def _sides(self, names: Sequence[str]) -> frozenset[str]:
        return frozenset(side for name in names if (side := side_of(name, self.profile.sides)))

    # when and where ------------------------------------------------------------------------------

    @cached_property
    def when(self) -> When | None:
        """The time that the profile's rule takes."""
        times = most_told(((days, t) for t in self.tolds if (days := _days(t))), self.origin)
        choices = [When(start, end, tuple(tolds)) for (start, end), tolds in times.items()]
        if not choices or self.profile.date == "most_origins":
            return choices[0] if choices else None
        if self.profile.date == "earliest":
            return min(choices, key=lambda w: (w.start, w.days))
        return min(choices, key=lambda w: w.days)

    @property
    def date_rule(self) -> str:
        """The date rule in words."""
        return DATE_RULES[self.profile.date]

    @cached_property
    def where(self) -> Where | None:
        """The place that the profile's rule takes."""
        places = most_told(((_place_key(t), t) for t in self.tolds if t.claim.place), self.origin)
        choices = [Where(tolds[0], tuple(tolds)) for tolds in places.values()]
        if choices and self.profile.place == "most_precise":
            return min(choices, key=lambda w: w.first.claim.precision_km or float("inf"))
        return choices[0] if choices else None

    @property
    def place_rule(self) -> str:
        """The place rule in words."""
        return PLACE_RULES[self.profile.place]

    # who -----------------------------------------------------------------------------------------

    @cached_property
    def parties(self) -> tuple[Party | None, Party | None]:
        """The first and the second actor, in the profile's order."""
        doer = self._party(_doers)
        target = self._party(_targets, but=doer)
        is_turned = {
            "doer_first": False,
            "state_first": bool(target and target.side == "state" and not (doer and doer.side == "state")),
            "alphabetical": bool(doer and target and name_key(target.name) < name_key(doer.name)),
        }[self.profile.order]
        return (target, doer) if is_turned else (doer, target)

    @property
    def actor_rule(self) -> str:
        """The rule of the actors in words."""
        return f"whom most origins name with the type; {ORDERS[self.profile.order]}"

    def _party(self, role: _Role, but: Party | None = None) -> Party | None:
        pairs = [(ident, told) for told in self.typed for ident, _ in role(told)]
        for ident, tolds in most_told(pairs, self.origin).items():
            names = most_told(((n, t) for t in tolds for i, n in role(t) if i == ident), self.origin)
            name = next(iter(names))
            if but and (ident == but.id or name_key(name) == name_key(but.name)):
                continue  # nobody does it to himself: the claims name the parties in two ways
            beside = dict.fromkeys(n for t in tolds for i, n in role(t) if i != ident)
            side = next((s for n in names if (s := side_of(n, self.profile.sides))), None)
            return Party(ident, name, tuple(tolds), tuple(beside), side)
        return None

    # how many ------------------------------------------------------------------------------------

    def number(self, role: str, bound: str, of: str | None = None) -> Value:
        """Return a number by the profile's rule, of people of one side or of all.

        Low is never above best, nor high below it; and of one side there are never more than of all.
        """
        if bound not in self.profile.numbers[role]:
            return empty(f"the profile has no rule for {role}, {bound}", "none")
        taken = self._taken(role, of)
        own, best = taken[bound], taken.get("best")
        if of:
            return self._within_all(own, self.number(role, bound), what=f"{role} ({of})")
        # without a best, low still must not pass high
        limit = best if best and best.value is not None else taken.get("high") if bound == "low" else None
        if bound == "best" or own.value is None or limit is None or limit.value is None:
            return own
        is_past = float(own.value) > float(limit.value) if bound == "low" else float(own.value) < float(limit.value)
        end = "above the higher" if bound == "low" else "below the lower"
        return Value(limit.value, f"{own.rule}; never {end} ones", limit.claims, limit.words) if is_past else own

    def _taken(self, role: str, of: str | None) -> dict[str, Value]:
        profile = self.profile
        estimates = estimates_of(
            role, self.tolds, origins=self.origins, vague=profile.vague, of=of, sides=profile.sides
        )
        what = f"{role} ({of})" if of else role
        return {b: take_number(rule, estimates, bound=b, role=what) for b, rule in profile.numbers[role].items()}

    @staticmethod
    def _within_all(own: Value, everybody: Value, *, what: str) -> Value:
        if own.value is None or everybody.value is None or float(own.value) <= float(everybody.value):
            return own
        return empty(
            f"{own.value} {what} are told, more than the {everybody.value} in all that the rule takes", own.rule
        )


def _fits(wanted: tuple[str, ...], sides: frozenset[str]) -> bool:
    return not wanted or bool(sides & set(wanted))


def _days(told: Told) -> tuple[date, date] | None:
    """The first and last day of a claim's time; None where it is open, unknown or not of whole days."""
    try:
        start = date.fromisoformat((told.claim.earliest or "")[:10])
        end = date.fromisoformat((told.claim.latest or "")[:10])
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _place_key(told: Told) -> str:
    return told.claim.place_id or name_key(told.claim.place or "")


def _doers(told: Told) -> Iterator[tuple[str, str]]:
    return _pairs(told.actors, told.claim.actors)


def _targets(told: Told) -> Iterator[tuple[str, str]]:
    return _pairs(told.targets, told.claim.targets)


def _pairs(ids: Sequence[str], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Actors with their names; a name of no known actor stands for itself."""
    known = ids if len(ids) == len(names) else [name_key(name) for name in names]
    return zip(known, names, strict=True)
