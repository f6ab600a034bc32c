"""A page of very many claims is found from the newest reports on; it is the page that sorting all of them gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.store import ClaimFilter, open_store
from tests.factory import make_claim, make_original, make_reading, make_report

DAYS = ("2014-03-02", None, "2014-03-04T10:00", "2014-03-02", "2014-03-01", None, "2014-03-04")
FILTERS = (
    ClaimFilter(),
    ClaimFilter(type="PROTEST"),
    ClaimFilter(stance="denies", type="ASSAULT"),
    ClaimFilter(as_of="2014-03-02"),
    ClaimFilter(type="ASSAULT", as_of="2014-03-04"),
    ClaimFilter(current=False),
    ClaimFilter(outlet="Alda Courier"),
)


@pytest.mark.parametrize("sort", ["published", "-published", "report", "-time"])
def test_the_same_page_as_by_sorting(sort: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path / "a.sqlite", create=True)
    with store.writer() as writer:
        for number, day in enumerate(DAYS):
            # the first and the last stand at one address: a correction
            url = f"https://alda.example/{number % 6}"
            report = make_report(text=f"Boats left pier {number}. Nobody was hurt.", published=day, url=url)
            kinds = (("PROTEST", "says"), ("ASSAULT", "denies"), ("ASSAULT", "says"))
            claims = [make_claim(report, local_id=f"v{i}", type=t, stance=s) for i, (t, s) in enumerate(kinds)]
            writer.add_report(make_reading(report), claims, make_original(report))
    pages = []
    for many in (10**9, 0):
        monkeypatch.setattr("dateline.store.claims_view._MANY", many)
        with store.view() as view:
            pages.append([view.find_claims(where, sort=sort, offset=1, limit=9) for where in FILTERS])
    store.close()
    assert pages[0] == pages[1]
    assert pages[0][0].total == 18
