"""Labelled threads: reports about one story with what a careful coder finds in them, and how a record is held against it.

A thread is two files: ``NAME.jsonl``, a report a line as ``dateline add`` takes it, and ``NAME.labels.json``, whose quotes
are words of the reports (``docs/accuracy.md`` describes the fields). All quotes become spans here.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.clusters import F1

__all__ = ["Form", "LabelledDispute", "Mention", "Thread", "dispute_scores", "load_threads"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a report: where the labelled clause stands, and its trigger in it (the clause again where none is given)."""

    report: str
    start: int
    end: int
    trigger_start: int
    trigger_end: int

    def meets(self, report: str, start: int, end: int) -> bool:
        """Do a claim's words share a character with the clause?"""
        return report == self.report and start < self.end and self.start < end

    def triggers(self, report: str, start: int, end: int) -> bool:
        """Does a claim's trigger share a character with the labelled one?"""
        return report == self.report and start < self.trigger_end and self.trigger_start < end


@dataclass(frozen=True, slots=True)
class Form:
    """The fullest form by which a report names an actor."""

    report: str
    text: str


@dataclass(frozen=True, slots=True)
class LabelledDispute:
    """A dispute, or what must not be one: its kind, and each side's mentions."""

    kind: str
    about: str
    sides: tuple[tuple[Mention, ...], ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The labels of a thread; clusters are maps from a thing to the id of its cluster."""

    name: str
    reports: Mapping[str, Mapping[str, Any]]
    copies: Mapping[Hashable, Hashable]
    actors: Mapping[Form, str]
    incidents: Mapping[Mention, str]
    disputes: tuple[LabelledDispute, ...]
    not_disputes: tuple[LabelledDispute, ...]
    origins: tuple[tuple[tuple[Mention, ...], ...], ...]
    holdings: tuple[Mapping[str, Any], ...]


def load_threads(folder: Path) -> list[Thread]:
    """Load all threads of a folder, by name.

    Raises:
        ValueError: a quote that is not in its report.
    """
    return [load_thread(path) for path in sorted(folder.glob("*.jsonl"))]


def load_thread(path: Path) -> Thread:
    """Load a thread and its labels."""
    lines = path.read_text(encoding="utf-8").splitlines()
    reports = {report["id"]: report for report in map(json.loads, filter(str.strip, lines))}
    labels = json.loads(path.with_suffix("").with_suffix(".labels.json").read_text(encoding="utf-8"))
    name = path.stem
    copies: dict[Hashable, Hashable] = dict.fromkeys(reports)
    copies |= {report: f"{name} copy {n}" for n, group in enumerate(labels["reprints"]) for report in group}
    actors = {Form(*form): f"{name} {actor['id']}" for actor in labels["actors"] for form in actor["forms"]}
    incidents = {
        find_mention(reports, *mention): f"{name} {incident['id']}"
        for incident in labels["incidents"]
        for mention in incident["mentions"]
    }
    disputes = [(d["kind"], d["about"], [side["mentions"] for side in d["sides"]]) for d in labels["disputes"]]
    others = [("", d["why"], [[mention] for mention in d["mentions"]]) for d in labels["not_disputes"]]
    origins = [[group["mentions"] for group in origin["groups"]] for origin in labels["origins"]]
    return Thread(
        name,
        reports,
        copies,
        actors,
        incidents,
        tuple(LabelledDispute(kind, about, sides_of(reports, sides)) for kind, about, sides in disputes),
        tuple(LabelledDispute(kind, about, sides_of(reports, sides)) for kind, about, sides in others),
        tuple(sides_of(reports, groups) for groups in origins),
        tuple(labels["holdings"]),
    )


def sides_of(reports: Mapping[str, Any], groups: Iterable[Sequence[Sequence[str]]]) -> tuple[tuple[Mention, ...], ...]:
    """Return groups of mentions as spans."""
    return tuple(tuple(find_mention(reports, *mention) for mention in group) for group in groups)


def find_mention(reports: Mapping[str, Any], report: str, quote: str, trigger: str | None = None) -> Mention:
    """Find a quote in its report. Raises: ValueError: it is not there."""
    text = reports[report]["text"]
    start = text.find(quote)
    if start < 0 and quote in (reports[report].get("title") or ""):
        return Mention(report, -1, -1, -1, -1)  # a headline, which is not part of the text
    if start < 0:
        raise ValueError(f"{report}: no such words: {quote!r}")
    inside = quote.find(trigger) if trigger else 0
    if inside < 0:
        raise ValueError(f"{report}: {trigger!r} is not in {quote!r}")
    trigger_start = start + inside
    return Mention(report, start, start + len(quote), trigger_start, trigger_start + len(trigger or quote))


Words = tuple[str, int, int]
Found = tuple[str, Sequence[Sequence[Words]]]  # a dispute of the record: its kind, and the words of each side's claims


def dispute_scores(gold: Sequence[LabelledDispute], found: Sequence[Found]) -> F1:
    """Score disputes: one is found where a dispute of its kind has two sides that share words with two of the gold's sides.

    One dispute with three sides may answer for several labelled ones, each about two of these.
    """
    right = sum(any(tells(label, dispute) for label in gold) for dispute in found)
    known = sum(any(tells(label, dispute) for dispute in found) for label in gold)
    return F1(right / len(found) if found else 1.0, known / len(gold) if gold else 1.0, len(gold))


def tells(label: LabelledDispute, dispute: Found) -> bool:
    """Does a dispute of the record tell a labelled one? A label without a kind is told by any."""
    kind, sides = dispute
    if label.kind and kind != label.kind:
        return False
    met = [
        {n for n, side in enumerate(sides) for words in side if any(m.meets(*words) for m in mentions)}
        for mentions in label.sides
    ]
    return any(met[i] - met[j] and met[j] - met[i] for i in range(len(met)) for j in range(i))
