"""The API is what ``/openapi.json`` says: Schemathesis asks all that the description allows, and much that it forbids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import schemathesis
from schemathesis.engine import Status, StopReason, from_schema
from schemathesis.engine.events import EngineFinished, FatalError, NonFatalError, ScenarioFinished

from dateline.store import Store
from dateline.web.app import create_app

HERE = "testserver"  # the name by which Schemathesis asks
CONFIG: dict[str, Any] = {
    "seed": 20_261_123,
    "workers": 1,
    "continue-on-failure": True,
    "generation": {"max-examples": 8, "database": "none", "deterministic": True},
    "phases": {"stateful": {"enabled": False}},  # nothing can be written, so nothing leads to anything
    "checks": {
        # pages past the end, broken full-text queries, the 30th of February: well formed, and refused with 400
        "positive_data_acceptance": {"expected-statuses": ["2xx", "400", "404"]},
    },
}


def faults(event: Any) -> Iterator[str]:
    """Yield what an event of Schemathesis complains of."""
    if isinstance(event, FatalError):
        yield f"{event.exception!r}"
    if isinstance(event, NonFatalError):
        yield f"{event.label}: {event.value!r}"
    if isinstance(event, ScenarioFinished):
        for check in (check for checks in event.recorder.checks.values() for check in checks):
            if check.status is not Status.SUCCESS and check.failure_info is not None:
                told = check.failure_info
                yield f"{event.recorder.label}: {check.name}: {told.failure}\n    {told.code_sample}"


def test_schemathesis_finds_nothing(archive: Store) -> None:
    config = schemathesis.Config.from_dict(CONFIG)
    api = schemathesis.openapi.from_asgi("/openapi.json", create_app(archive, host=HERE), config=config)
    found, asked, events = [], 0, list(from_schema(api).execute())
    for event in events:
        found += faults(event)
        if isinstance(event, ScenarioFinished):
            asked += len(event.recorder.cases)
    assert found == [], "\n".join(found)
    assert isinstance(events[-1], EngineFinished)
    assert events[-1].stop_reason is StopReason.COMPLETED
    assert asked > 500
