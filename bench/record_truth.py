"""What is true of made-up reports, gathered as they are added: copies, incidents, actors, disputes, who held which town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from bench.record_generator import Made
from bench.record_sentences import Held, Sentence
from bench.record_sentences import Told as Saying
from bench.record_world import Actor

__all__ = ["Truth"]


@dataclass
class _Said:
    """What was said of one incident, as far as it can be disputed."""

    first_rumour: int | None = None
    last_count: int | None = None
    doers: set[str] = field(default_factory=set)
    is_asserted: bool = False
    is_denied: bool = False


@dataclass
class Truth:
    """What is true of the reports about some countries (all that is told of these, so that nothing true is missing).

    ``copies`` and ``incidents`` map a report and a claim to its cluster, ``actors`` a name in a report to who it is.
    """

    countries: Collection[int]
    reports: int = 0
    copies: dict[str, str] = field(default_factory=dict)
    incidents: dict[str, str] = field(default_factory=dict)
    corrections: set[str] = field(default_factory=set)
    actors: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _said: dict[str, _Said] = field(default_factory=lambda: defaultdict(_Said))
    _held: dict[str, list[tuple[int, str, bool]]] = field(default_factory=lambda: defaultdict(list))

    def note(self, made: Made) -> None:
        """Take in one report."""
        if made.country not in self.countries:
            return
        self.reports += 1
        report = made.reading.report.id
        if made.copy is not None:
            self.copies[report] = made.copy
        else:
            self.corrections.add(report)
        self.incidents |= made.incidents
        for name, actor in made.actors.items():
            self.actors[report, name] = actor
            self.names[actor].add(name)
        for sentence in made.sentences:
            if sentence.told:
                self._note_told(sentence, sentence.told, made.day)
            if sentence.held:
                self._note_held(sentence, sentence.held)

    def disputes(self) -> set[tuple[str, str]]:
        """Return what is disputed, as (incident, kind of dispute)."""
        found = set()
        for incident, said in self._said.items():
            if None not in (said.first_rumour, said.last_count) and said.last_count >= said.first_rumour:  # type: ignore[operator]
                found.add((incident, "number"))
            if said.is_denied and said.is_asserted:
                found.add((incident, "denied"))
            if len(said.doers) > 1:
                found.add((incident, "actor"))
        return found

    def towns(self) -> tuple[str, ...]:
        """Return the towns of which somebody said who held them, by what the archive knows them by."""
        return tuple(self._held)

    def holders(self, town: str) -> dict[int, frozenset[str]]:
        """Return who held a town on each day, from the first on which somebody told of it to the last: two where contested."""
        told = sorted(self._held[town], key=lambda row: row[0])
        by_day: dict[int, frozenset[str]] = {}
        held: frozenset[str] = frozenset()
        for (day, holder, is_contested), later in zip(told, [*told[1:], told[-1]], strict=True):
            held = held | {holder} if is_contested else frozenset((holder,))
            by_day |= dict.fromkeys(range(day, later[0] + 1), held)
        return by_day

    def _note_told(self, sentence: Sentence, told: Saying, day: int) -> None:
        said = self._said[told.incident.id]
        if told.status == "denied":
            said.is_denied = True
            return
        said.is_asserted = True
        said.doers |= {what.id for op, _, what in sentence.steps if op == "actor" and isinstance(what, Actor)}
        if told.toll is None:
            return
        number, how = told.toll
        if number == told.incident.rumour:
            said.first_rumour = min(day, said.first_rumour or day)
        elif how != "least":
            said.last_count = max(day, said.last_count or day)

    def _note_held(self, sentence: Sentence, held: Held) -> None:
        row = (sentence.day, held.holder.id, held.town.contested)
        if row not in self._held[held.town.owner][-3:]:
            self._held[held.town.owner].append(row)
