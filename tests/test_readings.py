"""A reading survives its JSON, and what is no reading is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dateline.errors import InvalidReport
from dateline.read.reader import Reader
from dateline.readings import reading_of_object
from dateline.records import Report

TEXT = (
    "QUAYFORD, May 3 (Coastal News) - Rebels took the village of Senn on Monday, the mayor of Quayford said. More than 30 "
    "people were killed. The army denied that it had lost the village."
)


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    reading = Reader().read(Report.of(TEXT, published="2011-05-04"))
    found: dict[str, Any] = json.loads(json.dumps(reading.as_json()))
    return found


def test_a_reading_survives_its_json(plain: dict[str, Any]) -> None:
    assert plain["events"]
    assert plain["report"]["filed_from"]
    assert reading_of_object(plain).as_json() == plain


def test_reasons_stay_beside(plain: dict[str, Any]) -> None:
    assert reading_of_object(plain | {"reasons": [1]}).reasons == ()


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("events",), None, "reading.events: a list is wanted"),
        (("events", 0, "trigger"), None, "reading.events[0].trigger: an object is wanted"),
        (("events", 0, "type"), 7, "reading.events[0].type: str is wanted, not int"),
        (("attributions", 0, "quoted"), "sung", "'sung' is none of direct"),
        (("times", 0, "anchored"), "yes", "bool is wanted"),
        (("times", 0, "span", "start"), True, "int is wanted"),
        (("events", 0, "trigger", "quote"), "tooth", "spans are not their words"),
    ],
)
def test_what_is_no_reading(plain: dict[str, Any], path: tuple[Any, ...], value: Any, told: str) -> None:
    broken = json.loads(json.dumps(plain))
    node = broken
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    with pytest.raises(InvalidReport, match=r".*") as caught:
        reading_of_object(broken)
    assert told in str(caught.value)


def test_a_missing_key_is_named(plain: dict[str, Any]) -> None:
    with pytest.raises(InvalidReport, match=r"reading\.report: without text"):
        reading_of_object(plain | {"report": {k: v for k, v in plain["report"].items() if k != "text"}})
