"""The archive at size, small: it is sound, what is true of it is joined, and every page answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from bench.big_archive import make_archive
from bench.page_samples import read_samples
from bench.page_speed import addresses_of, ask_all
from bench.record_generator import generate
from bench.record_truth import Truth
from bench.record_world import COUNTRIES
from dateline.store import ClaimFilter, DisputeFilter, IncidentFilter, Store, open_store
from dateline.web.app import create_app

REPORTS = 120


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An archive as the bench makes it."""
    path = tmp_path_factory.mktemp("big") / "big.sqlite"
    make_archive(path, REPORTS, seed=3)
    store = open_store(path)
    yield store
    store.close()


@pytest.fixture(scope="module")
def truth() -> Truth:
    """What is true of it."""
    found = Truth(range(COUNTRIES))
    for made in islice(generate(REPORTS, seed=3), REPORTS):
        found.note(made)
    return found


def test_it_is_sound(big: Store) -> None:
    with big.view() as view:
        assert list(view.check()) == []
        assert view.info().reports == REPORTS


def test_words_are_those_of_the_texts(big: Store) -> None:
    with big.view() as view:
        texts = {row.id: view.get_reading(row.id)["report"]["text"] for row in view.find_reports(limit=REPORTS).rows}
        assert all(texts[c.report_id][c.start : c.end] == c.text for c in view.iter_claims(ClaimFilter()))


def test_claims_are_joined_as_is_true(big: Store, truth: Truth) -> None:
    with big.view() as view:
        incidents = view.find_incidents(IncidentFilter(), limit=10_000).rows
        joined = [{told.claim.id for told in view.told_of_incident(row.id, current=False)} for row in incidents[:40]]
        assert view.find_disputes(DisputeFilter()).total > 0
    for members in joined:
        assert len({truth.incidents[member] for member in members}) == 1
    assert max(len(members) for members in joined) > 5


def test_what_exists_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "there"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        make_archive(path, 1)
    assert path.read_text() == "mine"


def test_every_page_is_asked_and_answers(big: Store) -> None:
    app = create_app(big)
    with big.view() as view:
        samples = read_samples(view)
    addresses = {route: asked[:6] for route, asked in addresses_of(app, samples).items()}
    assert {"/", "/claims", "/claims/{claim_id}", "/actors/{key:path}", "/api/v1/claims"} <= addresses.keys()
    assert not [route for route in ("/claims", "/reports/{report_id}", "/search") if not addresses[route]]
    timings = asyncio.run(ask_all(app, addresses, rounds=1))
    assert all(len(timing.clock) == len(set(addresses[route])) for route, timing in timings.items())
    assert {status for timing in timings.values() for status in timing.refused.values()} <= {400, 404}
