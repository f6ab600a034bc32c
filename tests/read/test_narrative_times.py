"""Told history: which year, month and day a time counts from, and the days it can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import spacy

from dateline.read.draft import Draft
from dateline.read.times import extract_times
from dateline.records import TimeExpression
from tests.factory import make_report

NLP = spacy.blank("en")
TABLE = Path(__file__).with_name("narrative_times.tsv")
GOLD = re.compile(r"(?P<quote>.+) = (?P<type>[A-Z]+) (?P<value>\S+)(?: (?P<days>\S*\.\.\S*))?(?: mod=(?P<mod>\S+))?$")


@dataclass(frozen=True)
class Passage:
    published: str | None
    text: str
    times: tuple[dict[str, str | None], ...]


def read_passages() -> list[Passage]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    passages = []
    for line in lines[1:]:
        published, text, gold = line.split("\t")
        matches = [GOLD.match(item) for item in gold.split(" | ")]
        assert all(matches), line
        passages.append(
            Passage(
                published or None, text.replace(r"\n", "\n"), tuple(match.groupdict() for match in matches if match)
            )
        )
    return passages


def read(text: str, *, published: str | None) -> tuple[TimeExpression, ...]:
    draft = Draft(make_report(text=text, published=published), NLP(text))
    return extract_times(draft)


def worded(time: TimeExpression, gold: dict[str, str | None]) -> tuple[str | None, ...]:
    days = f"{time.earliest or ''}..{time.latest or ''}" if gold["days"] else None
    return time.span.quote, time.type, time.value, days, time.mod


@pytest.mark.parametrize("passage", read_passages(), ids=lambda passage: passage.text[:50])
def test_a_passage_of_history(passage: Passage) -> None:
    times = read(passage.text, published=passage.published)
    assert [time.span.quote for time in times] == [gold["quote"] for gold in passage.times]
    for time, gold in zip(times, passage.times, strict=True):
        assert worded(time, gold) == (gold["quote"], gold["type"], gold["value"], gold["days"], gold["mod"])
