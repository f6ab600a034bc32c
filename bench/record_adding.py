"""Adds made-up reports as `dateline add` does, and tells where the time goes."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.record_generator import Made
from dateline.linking import Linker
from dateline.pipeline import SETTLE_INCIDENTS
from dateline.settings import Settings
from dateline.store import Store

__all__ = ["STAGES", "Costs", "add"]

# what is timed: a stage, and the linker's method that is one
STAGES = {
    "copies": "_link_copies",
    "actors": "_link_actors",
    "incidents": "_link_incidents",
    "rows in short": "settle",
}


@dataclass
class Costs:
    """Processor seconds by stage, and seconds by the clock in all."""

    reports: int = 0
    clock: float = 0.0
    stages: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def core(self) -> float:
        """Return processor seconds in all."""
        return sum(self.stages.values())

    def copied(self) -> Costs:
        """Return the costs as they are now."""
        return Costs(self.reports, self.clock, defaultdict(float, self.stages))

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return the same call, its processor time counted as a stage's."""

        def run(*args: Any, **kwargs: Any) -> Any:
            began = time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                self.stages[stage] += time.process_time() - began

        return run


def add(store: Store, made: Iterable[Made], *, costs: Costs) -> Iterator[Made]:
    """Add reports, as many in one transaction as `dateline add` takes; yield each once it is added. Making is not timed."""
    batch = Settings().commit_reports
    with store.writer() as writer:
        linker = Linker(writer)
        for stage, method in STAGES.items():
            setattr(linker, method, costs.timed(stage, getattr(linker, method)))
        keep, commit = costs.timed("store", writer.add_report), costs.timed("store", writer.commit)
        for number, report in enumerate(made, start=1):
            began = time.perf_counter()
            if keep(report.reading, report.claims, report.original):
                linker.link(report.reading, report.claims)
            if number % batch == 0:
                linker.settle(at_least=SETTLE_INCIDENTS)
                commit()
            costs.clock += time.perf_counter() - began
            costs.reports += 1
            yield report
        linker.settle()
