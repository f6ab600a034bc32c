"""The record at size, in small: what is added and linked is what is true, and the pages' questions are answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.record_adding import STAGES
from bench.record_bench import check, fill, reports_of
from bench.record_questions import ask_all
from bench.record_truth import Truth
from bench.record_world import World
from dateline.store import Store, open_store

REPORTS, SEED = 100, 5


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Truth]]:
    store = open_store(tmp_path_factory.mktemp("record") / "a.sqlite", create=True)
    _, first = fill(store, REPORTS // 4, seed=SEED)
    assert first.reports == REPORTS // 4
    truth, costs = fill(store, REPORTS, seed=SEED)
    assert costs.reports == REPORTS - REPORTS // 4, "a run that was stopped goes on"
    assert set(costs.stages) == {"store", *STAGES}
    yield store, truth
    store.close()


def test_the_record_is_what_is_true(filled: tuple[Store, Truth]) -> None:
    store, truth = filled
    assert reports_of(store) == truth.reports == REPORTS
    assert check(store, truth) == []
    with store.view() as view:
        assert list(view.check()) == []


def test_a_wrong_record_is_below_the_floors(filled: tuple[Store, Truth]) -> None:
    store, truth = filled
    claims = list(truth.incidents)
    shuffled = dict(zip(claims, (truth.incidents[c] for c in sorted(claims)), strict=True))
    wrong = Truth(truth.countries, incidents=shuffled, actors=truth.actors, copies=truth.copies, names=truth.names)
    assert "incidents" in check(store, wrong)


def test_what_the_pages_ask_is_answered(filled: tuple[Store, Truth], capsys: pytest.CaptureFixture[str]) -> None:
    store, truth = filled
    ask_all(store, truth, word=World(SEED).vocabulary[50], repeats=1)
    rows = dict(line.rsplit(None, 1) for line in capsys.readouterr().out.splitlines()[1:])
    answers = {title.rsplit(None, 2)[0].strip(): answer for title, answer in rows.items()}
    assert answers["reports"] != "0"
    assert answers["the largest incident: its row"] == answers["claims of an incident"]
    assert answers["incidents by size"] == answers["incidents by killed"] != "0"
