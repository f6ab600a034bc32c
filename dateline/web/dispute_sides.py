"""One dispute as the pages show it: its question in words, its sides with whose word they are, and a small chart by day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.reconcile.base import Told
from dateline.reconcile.numbers import numbers_of
from dateline.reconcile.whose import whose_word
from dateline.record_objects import dispute_object
from dateline.store.base import DisputeRow, IncidentRow, View
from dateline.web.labels import day_label
from dateline.web.number_charts import NumberChart, ToldNumber, chart_numbers
from dateline.web.origin_marks import OriginMark, marks_of
from dateline.web.side_charts import Said, SideChart, chart_sides

__all__ = ["ShownDispute", "ShownSide", "ShownStep", "load_shown", "question_of"]

# what a dispute is about -> the question that its sides answer
QUESTIONS = tuple(
    (re.compile(pattern), question)
    for pattern, question in (
        (r"whether it happened", "Did it happen?"),
        (r"whether (?P<who>.+) did it", "Did {who} do it?"),
        (r"who did it", "Who did it?"),
        (r"on which day it was", "On which day was it?"),
        (r"how many were (?P<what>\w+) \((?P<of>.+)\)", "How many {of} were {what}?"),
        (r"how many were (?P<what>\w+)", "How many were {what}?"),
        (r"who held (?P<place>.+) from (?P<day>\S+)", "Who held {place} from {day}?"),
    )
)
ANSWERS = {"asserted": "Yes", "denied": "No"}
DENIED, NUMBER = "denied", "number"
Marks = Mapping[str, OriginMark]
Step = Mapping[str, Any]  # of a dispute's body


@dataclass(frozen=True, slots=True)
class ShownStep:
    """What an origin said for a side, on a day; ``told`` is None where the claim counts no more.

    ``again`` are the days and claims in which it says the same once more.
    """

    day: str | None
    value: str
    origin: OriginMark
    claim: str
    told: Told | None
    again: tuple[tuple[str | None, str], ...]

    @property
    def is_denial(self) -> bool:
        """Does it say that something is not so?"""
        return self.told is not None and self.told.claim.stance == "says" and self.told.claim.status == DENIED


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One side: its answer, whose word it is, and some of its steps in the order of publishing; ``more`` are not shown."""

    answer: str
    origins: tuple[OriginMark, ...]
    steps: tuple[ShownStep, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownDispute:
    """A dispute: ``incident`` is what it is about, None where it is about who held ``row.place``."""

    row: DisputeRow
    question: str
    incident: IncidentRow | None
    sides: tuple[ShownSide, ...]
    numbers: NumberChart | None
    lanes: SideChart | None


def load_shown(
    view: View, rows: Sequence[DisputeRow], *, steps: int, whole: bool = False, marks: Marks | None = None
) -> tuple[ShownDispute, ...]:
    """Return disputes with the words of at most so many steps a side.

    Args:
        view: the archive.
        rows: the disputes.
        steps: how many of a side.
        whole: what an origin says in other words is another step, even where it says the same.
        marks: how origins are drawn, by name; each dispute has marks of its own where it is not given.
    """
    bodies = [dispute_object(row)["sides"] for row in rows]
    raw = [[side["steps"][: steps if whole else None] for side in body] for body in bodies]
    merged = [[merge_steps(side, {}) for side in sides] for sides in raw]
    asked = [step for sides in raw for side in sides for step in side] if whole else [
        group[0] for sides in merged for side in sides for group in side[:steps]
    ]  # fmt: skip
    tolds = view.told_of_claims({step["claim"] for step in asked})
    if whole:
        merged = [[merge_steps(side, tolds) for side in sides] for sides in raw]
    incidents = {ident: view.get_incident(ident) for ident in dict.fromkeys(row.incident for row in rows) if ident}
    return tuple(
        show(
            row,
            [
                show_side(row.kind, side, groups, marks=known, tolds=tolds, steps=steps)
                for side, groups in zip(body, sides, strict=True)
            ],
            incident=incidents.get(row.incident or ""),
            marks=known,
        )
        for row, body, sides in zip(rows, bodies, merged, strict=True)
        for known in [marks or marks_of((name, name) for side in body for name in side["origins"])]
    )


def merge_steps(steps: Iterable[Step], tolds: Mapping[str, Told]) -> list[list[Step]]:
    """Return steps in groups of the same origin and value, and of the same words where these are known."""
    groups: dict[tuple[str, str, str], list[Step]] = {}
    for step in steps:
        told = tolds.get(step["claim"])
        groups.setdefault((step["origin"], step["value"], told.claim.text if told else ""), []).append(step)
    return list(groups.values())


def show(row: DisputeRow, sides: Sequence[ShownSide], *, incident: IncidentRow | None, marks: Marks) -> ShownDispute:
    """Return one dispute laid out."""
    charts = number_charts(row, sides, marks) if row.kind == NUMBER else []
    lanes = None if charts else chart_sides([(side.answer, said_of(side)) for side in sides], marks)
    return ShownDispute(row, question_of(row.about), incident, tuple(sides), next(iter(charts), None), lanes)


def show_side(
    kind: str,
    side: Mapping[str, Any],
    groups: Sequence[Sequence[Step]],
    *,
    marks: Marks,
    tolds: Mapping[str, Told],
    steps: int,
) -> ShownSide:
    """Return a side with its first steps."""
    value = side["value"]
    answer = ANSWERS.get(value, value) if kind == DENIED else day_label(value) or value
    shown = []
    for first, *rest in groups[:steps]:
        again = tuple((step["day"], step["claim"]) for step in rest)
        claim = first["claim"]
        shown.append(ShownStep(first["day"], first["value"], marks[first["origin"]], claim, tolds.get(claim), again))
    held = sum(1 + len(step.again) for step in shown)
    return ShownSide(answer, tuple(marks[name] for name in side["origins"]), tuple(shown), len(side["steps"]) - held)


def said_of(side: ShownSide) -> Iterator[Said]:
    """Yield a side's steps as the chart of sides takes them."""
    for step in side.steps:
        yield Said(step.day, step.origin.name, step.claim, step.value)
        for day, claim in step.again:
            yield Said(day, step.origin.name, claim, step.value)


def number_charts(row: DisputeRow, sides: Iterable[ShownSide], marks: Marks) -> list[NumberChart]:
    """Return the chart of a dispute of numbers, or none where its claims tell fewer than two numbers."""
    steps = [step for side in sides for step in side.steps if step.told]
    tolds = list({step.claim: step.told for step in steps if step.told}.values())
    said = {(step.claim, step.value): step.origin.name for step in steps}
    numbers = [
        ToldNumber(n.what, "", n.low, n.high, n.text, (n.published or "")[:10] or None, origin, n.told.claim.id, n.told.copy)
        for n in numbers_of(tolds, whose_word(tolds))
        if (origin := said.get((n.told.claim.id, n.text))) is not None and row.about.startswith(f"how many were {n.what}")
    ]  # fmt: skip
    ordered = sorted(numbers, key=lambda number: number.day or "9999")
    return chart_numbers(ordered, marks)


def question_of(about: str) -> str:
    """Return what a dispute is about as a question.

    >>> question_of("whether it happened"), question_of("how many were killed (soldiers)")
    ('Did it happen?', 'How many soldiers were killed?')
    >>> question_of("who held Old Senn from 2011-05-06")
    'Who held Old Senn from 6 May 2011?'
    """
    for pattern, question in QUESTIONS:
        found = pattern.fullmatch(about)
        if found:
            words = found.groupdict()
            return question.format(**words | ({"day": day_label(words["day"])} if "day" in words else {}))
    return about[:1].upper() + about[1:]
