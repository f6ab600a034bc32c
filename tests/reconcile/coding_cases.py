"""Claims of made-up incidents, and how a profile codes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dateline.reconcile.base import Told
from dateline.reconcile.coded_values import Assembled, Value
from dateline.reconcile.coding import CodedRow, LeftOut, code_incidents
from dateline.reconcile.profile_file import parse_profile
from dateline.reconcile.profiles import NumberRule, Profile, Vague
from tests.reconcile.told import count, told

MONDAY, TUESDAY, WEDNESDAY = "2012-06-04", "2012-06-05", "2012-06-06"
PLAIN = parse_profile(
    """
name: plain
numbers:
  killed: {low: lowest, best: {rule: majority_of_origins}, high: highest}
columns:
  - kind: plover.type
  - deaths: number.killed.best
""",
    source="plain",
)


def dead(low: float | None, high: float | None = -1, *, by: str, day: str | None = MONDAY, **claim: Any) -> Told:
    """A claim that so many died, on the word of somebody with a name."""
    figure = count("killed", low, high, **claim.pop("figure", {}))
    words = f"{low} to {high} died, said {by}, {day}."
    return told(words, **{"day": day, "said_by": by, "type": "ASSAULT", "figures": (figure,), **claim})


def coded(*tolds: Told, profile: Profile = PLAIN) -> list[CodedRow | LeftOut]:
    return list(code_incidents(profile, [Assembled("i1", tolds)]))


def row_of(*tolds: Told, profile: Profile = PLAIN) -> CodedRow:
    (row,) = coded(*tolds, profile=profile)
    assert isinstance(row, CodedRow), row
    return row


def left_out(*tolds: Told, profile: Profile = PLAIN) -> LeftOut:
    (row,) = coded(*tolds, profile=profile)
    assert isinstance(row, LeftOut), row
    return row


def killed(*tolds: Told, rule: str | NumberRule = "lowest", vague: Vague | None = None) -> Value:
    """The best number of killed under one rule."""
    made = NumberRule(rule) if isinstance(rule, str) else rule
    profile = replace(PLAIN, numbers={"killed": {"best": made}}, vague=vague or Vague())
    return row_of(*tolds, profile=profile).cells["deaths"]


def with_include(profile: Profile = PLAIN, **changes: Any) -> Profile:
    return replace(profile, include=replace(profile.include, **changes))
