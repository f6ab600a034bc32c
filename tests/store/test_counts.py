"""What is counted: kept counts, counts up to a bound, and pages that are cut from what was counted."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from dateline.errors import InvalidQuery
from dateline.store import ClaimFilter, Store, open_store
from dateline.store.base import SORTS
from dateline.store.facet_sql import Facet
from tests.factory import make_claim, make_original, make_reading, make_report
from tests.store.contract import fill, problems

FIELDS = get_args(Facet)
# filters of which it is kept how many claims fit, and others
KEPT: tuple[dict[str, Any], ...] = (
    {},
    {"kind": "event"},
    {"type": "PROTEST"},
    {"stance": "says", "status": "occurred"},
    {"outlet": "alda courier"},
    {"outlet": "courier", "stance": "denies"},
    {"current": False},
    {"current": False, "type": "PROTEST"},
    {"dated": True},
    {"dated": False, "kind": "event"},
)
FOUND: tuple[dict[str, Any], ...] = (
    {"source": "coastal news"},
    {"actor": "fishermen"},
    {"place": "alda"},
    {"text": "harbour OR nurses"},
    {"since": "2011"},
    {"until": "2012", "dated": True},
    {"as_of": "2012", "kind": "event"},
)
MORE: tuple[dict[str, Any], ...] = (
    {"text": "harbour", "dated": True},
    {"source": "the alda courier"},
    {"source": "alda", "dated": True},
    {"actor": "nurses", "dated": True, "current": False},
)


@pytest.fixture
def filled(store: Store) -> Store:
    """An archive with claims of three reports, one of them superseded by a fourth."""
    fill(store)
    with store.writer() as writer:
        for published in ("2013-02-01", "2013-02-02"):
            report = make_report(
                url="https://alda.example/strike", published=published, text=f"Nurses marched. {published}"
            )
            claims = [
                make_claim(report, actors=("Nurses",), targets=("Nurses", "Mayor Orsk"), place="Port Alda"),
                make_claim(report, local_id="v2", type="OTHER", earliest=published, latest=published),
            ]
            writer.add_report(make_reading(report), claims, make_original(report))
    return store


@pytest.mark.parametrize("where", KEPT + FOUND)
def test_counts_are_those_of_the_claims(filled: Store, where: dict[str, Any]) -> None:
    with filled.view() as view:
        claims = list(view.iter_claims(ClaimFilter(**where)))
        assert view.count_claims(ClaimFilter(**where)) == (len(claims), True)
        assert view.count_claims(ClaimFilter(**where), count_to=1_000) == (len(claims), True)
        for facet in view.facets_of(ClaimFilter(**where), FIELDS, count_to=1_000, limit=100):
            assert facet.values == view.facets(ClaimFilter(**where), facet.field, limit=100)  # type: ignore[arg-type]
            assert facet.among is None
            if facet.field in ("type", "stance", "status"):
                due = Counter(value for c in claims if (value := getattr(c, facet.field)) is not None)
                assert dict(facet.values) == due


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("where", FOUND)
def test_pages_of_what_was_counted_are_those_that_are_sorted(filled: Store, where: dict[str, Any], sort: str) -> None:
    with filled.view() as view:
        asked: dict[str, Any] = {"sort": sort, "offset": 1, "limit": 3}
        sorted_by_the_store = view.find_claims(ClaimFilter(**where), **asked)
        assert view.find_claims(ClaimFilter(**where), **asked, count_to=1_000) == sorted_by_the_store


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(
    "where",
    (
        *KEPT,
        *FOUND,
        {"text": "harbour", "dated": True},
        {"source": "the alda courier"},
        {"source": "alda", "dated": True},
    ),
)
@pytest.mark.parametrize("few", [0, 10**9])
def test_pages_of_many_are_those_that_are_sorted(
    filled: Store, monkeypatch: pytest.MonkeyPatch, where: dict[str, Any], sort: str, few: int
) -> None:
    pages = []
    for many in (10**9, 0):
        monkeypatch.setattr("dateline.store.claims_view._MANY", many)
        monkeypatch.setattr("dateline.store.claims_view._DENSE", 0)
        monkeypatch.setattr("dateline.store.claims_view._FEW_OF_DAYS", few)
        with filled.view() as view:
            pages.append(view.find_claims(ClaimFilter(**where), sort=sort, offset=1, limit=5))
    assert pages[0] == pages[1]


def test_a_bound_is_said(filled: Store) -> None:
    with filled.view() as view:
        page = view.find_claims(ClaimFilter(since="2011"), limit=50, count_to=2)
        assert (page.total, page.is_exact) == (2, False)
        assert len(page.rows) == len(view.find_claims(ClaimFilter(since="2011")).rows) > 2
        assert view.count_claims(ClaimFilter(since="2011"), count_to=2) == (2, False)
        (stances,) = view.facets_of(ClaimFilter(since="2011"), ("stance",), count_to=2)
        assert (stances.among, sum(n for _, n in stances.values)) == (2, 2)


def test_what_is_kept_is_exact_in_spite_of_a_bound(filled: Store) -> None:
    with filled.view() as view:
        every = view.find_claims(ClaimFilter(), count_to=2)
        assert (every.total, every.is_exact) == (view.count_claims(ClaimFilter())[0], True)
        among = {facet.field: facet.among for facet in view.facets_of(ClaimFilter(kind="event"), FIELDS, count_to=2)}
        assert {field for field, counted in among.items() if counted is not None} == {"source", "actor", "place"}
        assert {facet.among for facet in view.facets_of(ClaimFilter(), FIELDS, count_to=2)} == {None}


def test_with_a_time_or_without(filled: Store) -> None:
    with filled.view() as view:
        dated, undated = (list(view.iter_claims(ClaimFilter(dated=dated))) for dated in (True, False))
        assert all(c.earliest or c.latest for c in dated)
        assert not [c for c in undated if c.earliest or c.latest]
        assert len(dated) + len(undated) == view.count_claims(ClaimFilter())[0]


def test_a_bad_filter_is_refused_everywhere(filled: Store) -> None:
    with filled.view() as view:
        with pytest.raises(InvalidQuery):
            view.count_claims(ClaimFilter(type="WEDDING"))
        with pytest.raises(InvalidQuery):
            view.facets_of(ClaimFilter(text='"'), ("type",), count_to=5)


def test_reports_are_found_by_their_ids(filled: Store) -> None:
    with filled.view() as view:
        rows = view.find_reports(current=False).rows
        assert view.get_reports([rows[0].id, rows[-1].id, "nobody", "\ud800"]) == {r.id: r for r in (rows[0], rows[-1])}


def test_counts_follow_reports_that_stand_again(filled: Store) -> None:
    with filled.view() as view:
        older = next(row for row in view.find_reports(current=False).rows if row.superseded_by)
        before = view.count_claims(ClaimFilter(type="OTHER"))[0]
    with filled.writer() as writer:
        writer.add_address(older.id, "https://mirror.example/strike")
    with filled.view() as view:
        assert view.count_claims(ClaimFilter(type="OTHER")) == (before + 1, True)
    assert problems(filled) == []


@pytest.mark.parametrize(
    ("statement", "noun"),
    [
        ("UPDATE claim_counts SET claims = claims + 1 WHERE stance = 'denies'", "claim"),
        ("DELETE FROM claim_counts WHERE type = 'PROTEST'", "claim"),
        ("UPDATE claim_counts SET dated = 1 - dated WHERE stance = 'denies'", "claim"),
        ("UPDATE names SET as_party = as_party + 1 WHERE key = 'fishermen'", "name"),
        ("UPDATE names SET as_place = 0 WHERE key = 'port alda'", "name"),
    ],
)
def test_the_check_counts_again(filled: Store, tmp_path: Path, statement: str, noun: str) -> None:
    assert problems(filled) == []
    raw = sqlite3.connect(tmp_path / "archive.sqlite")
    raw.execute(statement)
    raw.commit()
    raw.close()
    assert {problem.noun for problem in problems(open_store(tmp_path / "archive.sqlite"))} == {noun}


def test_an_archive_of_the_second_schema_is_counted(filled: Store, tmp_path: Path) -> None:
    filled.close()
    path = tmp_path / "archive.sqlite"
    raw = sqlite3.connect(path)
    for index in ("names_sources", "names_parties", "names_places", "reports_facts", "readings_model", "claims_facts"):
        raw.execute(f"DROP INDEX {index}")
    raw.execute("DROP INDEX claims_lasting")
    raw.execute("DROP TABLE claim_counts")
    for column in ("as_party", "as_place"):
        raw.execute(f"ALTER TABLE names DROP COLUMN {column}")
    raw.execute("DELETE FROM schema_version WHERE version = 3")
    raw.commit()
    raw.close()
    store = open_store(path)
    assert problems(store) == []
    with store.view() as view:
        assert view.count_claims(ClaimFilter())[0] == len(list(view.iter_claims(ClaimFilter())))
    store.close()
