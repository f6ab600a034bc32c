"""Incidents and a profile -> coded rows, each cell with its rule and claims; and what was left out, with the reason.

Nothing is guessed to fill a cell: what no claim tells is empty, and says why. A profile that lets two readers code one
archive alike also lets two profiles code it differently, and the difference is their rules, printed with each total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.name_keys import name_key
from dateline.reconcile.coded_columns import value_of
from dateline.reconcile.coded_facts import Facts
from dateline.reconcile.coded_values import Assembled, Value, empty, found
from dateline.reconcile.profiles import BOUNDS, Profile

__all__ = ["OWN_COLUMNS", "CodedRow", "LeftOut", "Totals", "code_incidents"]

# what every table has after the profile's own columns
OWN_COLUMNS = ("dateline_incident", "dateline_flags", "dateline_claims", "dateline_rule")


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row of a coded table: a value for every column. ``id`` is the incident's, and the claim's where a row is a claim.

    ``numbers`` are the low, best and high of each role that the profile has rules for, whether or not a column shows them.
    """

    id: str
    cells: dict[str, Value]
    numbers: dict[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An incident (or a claim) that a profile does not code, and why; ``kind`` is the reason without its particulars."""

    id: str
    kind: str
    why: str


def code_incidents(profile: Profile, incidents: Iterable[Assembled]) -> Iterator[CodedRow | LeftOut]:
    """Yield a coded row for each incident (each claim, if the profile has it so), or why it is left out."""
    for incident in incidents:
        all_facts = Facts.of(profile, incident)
        if not all_facts or not all_facts[0].tolds:
            yield LeftOut(incident.id, "no claim that counts", "no claim has a status and a stance that count")
            continue
        for facts in all_facts:
            ident = incident.id if profile.unit == "incident" else f"{incident.id}:{facts.tolds[0].claim.id}"
            why = next(_why_left_out(facts), None)
            yield LeftOut(ident, *why) if why else _row(ident, facts)


def _row(ident: str, facts: Facts) -> CodedRow:
    cells = {column.name: value_of(column, facts) for column in facts.profile.columns}
    numbers = {r: tuple(facts.number(r, bound) for bound in BOUNDS) for r in facts.profile.numbers}
    rule = "as the incident is assembled"
    cells["dateline_incident"] = found(facts.incident.id, rule, facts.tolds)
    cells["dateline_flags"] = _flags(facts)
    cells["dateline_claims"] = found("; ".join(t.claim.id for t in facts.tolds), rule, facts.tolds)
    cells["dateline_rule"] = found(facts.profile.id, "the profile's name and version", facts.tolds)
    return CodedRow(ident, cells, numbers)


def _flags(facts: Facts) -> Value:
    flagged = [d for d in facts.disputes if facts.profile.include.disputes.get(d.kind) == "flag"]
    rule = "disputes that the profile flags"
    if not flagged:
        return empty("no such dispute", rule)
    told = [step.told for dispute in flagged for side in dispute.sides for step in side.steps]
    return found("; ".join(dict.fromkeys(f"{d.kind}: {d.about}" for d in flagged)), rule, told)


# what is left out ----------------------------------------------------------------------------------


def _why_left_out(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield every reason not to code an incident: its kind, and the reason in full."""
    include = facts.profile.include
    yield from _by_type(facts)
    for dispute in facts.disputes:
        if include.disputes.get(dispute.kind) == "exclude":
            yield f"disputed: {dispute.kind}", f"it is disputed {dispute.about}"
    yield from _by_number(facts)
    if include.min_origins > facts.independent[0]:
        least = facts.independent[0]
        yield (
            f"under {include.min_origins} independent origins",
            f"it may have no more than {least} independent origins",
        )
    yield from _by_place(facts)
    if include.undated == "leave_out" and facts.when is None:
        yield "no day", "no claim tells a day"


def _by_type(facts: Facts) -> Iterator[tuple[str, str]]:
    include = facts.profile.include
    kind, mode = facts.type.value, facts.mode.value or "none"
    names = {str(kind), f"{kind}/{mode}"}
    if (include.types and not names & set(include.types)) or names & set(include.except_types):
        yield "type not in the profile", f"{kind}/{mode} is not in the profile"
    elif facts.type_row and facts.type_row.out:
        yield facts.type_row.out, f"{kind}/{mode}: {facts.type_row.out}"
    elif include.untyped == "leave_out" and facts.type_row is None and facts.profile.types:
        yield "no type of the profile fits", f"no row of types fits {kind}/{mode}"


def _by_number(facts: Facts) -> Iterator[tuple[str, str]]:
    for role, least in facts.profile.include.minimum.items():
        highest = [n for bound in BOUNDS if (n := facts.number(role, bound).value) is not None]
        if not highest:
            yield f"no number of {role}", f"no claim counts {role}"
        elif max(map(float, highest)) < least:
            yield f"under {least} {role}", f"{max(map(float, highest)):g} {role} at the most"


def _by_place(facts: Facts) -> Iterator[tuple[str, str]]:
    include, where = facts.profile.include, facts.where
    claim = where.first.claim if where else None
    if include.unplaced == "leave_out" and (claim is None or claim.lat is None):
        yield "no point on the map", "no claim has a place whose point is known"
    if not include.countries and not include.places:
        return
    if claim is None:
        yield "no place", "no claim tells a place, so nothing tells whether it is one of the profile's"
    elif claim.country not in include.countries and not _is_place(facts, include.places):
        yield "another place", f"{claim.place} ({claim.country or 'country unknown'}) is not in the profile"


def _is_place(facts: Facts, places: tuple[str, ...]) -> bool:
    wanted = {name_key(place) for place in places}
    told = facts.where.tolds if facts.where else ()
    return any(t.claim.place_id in places or name_key(t.claim.place or "") in wanted for t in told)


# totals --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Totals:
    """What a table adds up to: rows, numbers by role, rows without a number, and how many were left out for what."""

    profile: Profile
    rows: int = 0
    sums: Counter[tuple[str, str]] = field(default_factory=Counter)
    without: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, item: CodedRow | LeftOut) -> None:
        """Count a row, or what was left out."""
        if isinstance(item, LeftOut):
            self.left_out[item.kind] += 1
            return
        self.rows += 1
        for role, numbers in item.numbers.items():
            for bound, number in zip(BOUNDS, numbers, strict=True):
                if number.value is None:
                    self.without[role, bound] += 1
                else:
                    self.sums[role, bound] += int(number.value)

    def lines(self) -> Iterator[str]:
        """Yield the totals, a line each. Claims of one incident repeat one another, so their numbers are not added up."""
        noun = "event" if self.profile.unit == "incident" else "claim"
        yield f"{self.profile.id}: {self.rows:,} {noun}{'' if self.rows == 1 else 's'}"
        for role in self.profile.numbers if self.profile.unit == "incident" else ():
            parts = [self._bound(role, bound) for bound in BOUNDS if bound in self.profile.numbers[role]]
            yield f"{role}: {', '.join(parts)}"
        for why, times in sorted(self.left_out.items(), key=lambda item: (-item[1], item[0])):
            yield f"left out, {why}: {times:,}"

    def _bound(self, role: str, bound: str) -> str:
        without = self.without[role, bound]
        return f"{bound} {self.sums[role, bound]:,}" + (
            f" ({without:,} {'has' if without == 1 else 'have'} none)" if without else ""
        )
