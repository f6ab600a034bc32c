"""The made-up record: its readings are sound, the same from one seed, and what it says is true of them is."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from bench.record_generator import Made, generate
from bench.record_truth import Truth
from bench.record_world import COUNTRIES

REPORTS = 400


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(generate(REPORTS, seed=3))


def test_readings_are_sound(made: list[Made]) -> None:
    ids = {m.reading.report.id for m in made}
    assert len(ids) == REPORTS
    assert not [m for m in made if m.reading.broken_spans()]
    assert all(m.reading.report.text[c.start : c.end] == c.text for m in made for c in m.claims)
    assert all({c.report_id for c in m.claims} == {m.reading.report.id} for m in made)


def test_the_same_from_one_seed(made: list[Made]) -> None:
    again = [m.reading.report.id for m in islice(generate(REPORTS, seed=3), 60)]
    assert again == [m.reading.report.id for m in made[:60]]
    assert again[0] != next(generate(1, seed=4)).reading.report.id


def test_reports_are_of_the_size_and_kinds_that_were_asked_for(made: list[Made]) -> None:
    originals = [m for m in made if m.copy == m.reading.report.id]
    assert 12 <= sum(len(m.reading.events) for m in originals) / len(originals) <= 15
    assert 450 <= sum(len(m.reading.report.text.split()) for m in originals) / len(originals) <= 700
    stories = Counter(next(iter(m.incidents.values())).split("i")[0] for m in made)
    assert max(stories.values()) > 20
    assert sum(count == 1 for count in stories.values()) > len(stories) / 3


def test_a_reprint_has_words_of_its_original_and_a_correction_its_address(made: list[Made]) -> None:
    by_id = {m.reading.report.id: m for m in made}
    reprints = [(m, by_id[m.copy]) for m in made if m.copy and m.copy != m.reading.report.id]
    corrections = [m for m in made if m.copy is None]
    assert len(reprints) > REPORTS / 20
    assert all(old.day <= new.day and new.sentences[0] == old.sentences[0] for new, old in reprints)
    assert corrections
    addresses = Counter(m.reading.report.url for m in made)
    assert all(addresses[m.reading.report.url] == 2 for m in corrections)


def test_truth_speaks_of_what_was_made(made: list[Made]) -> None:
    truth = Truth(range(COUNTRIES))
    for m in made:
        truth.note(m)
    assert truth.reports == REPORTS
    assert set(truth.incidents) == {c.id for m in made for c in m.claims if c.kind == "event"}
    assert {kind for _, kind in truth.disputes()} == {"number", "denied", "actor"}
    assert len(truth.disputes()) < len(set(truth.incidents.values())) / 2
    held = [truth.holders(town) for town in truth.towns()]
    assert all(days for days in held)
    assert any(len({*days.values()}) > 1 for days in held), "some town changes hands"


def test_truth_of_some_countries_only(made: list[Made]) -> None:
    truth = Truth({0})
    for m in made:
        truth.note(m)
    assert truth.reports == sum(m.country == 0 for m in made) > 0
    assert set(truth.incidents) == {c.id for m in made if m.country == 0 for c in m.claims if c.kind == "event"}
