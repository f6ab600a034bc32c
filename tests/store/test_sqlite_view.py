"""What the SQLite view does beyond the contract."""

from __future__ import annotations

import gc
import logging
from itertools import islice

import pytest

from dateline.store.base import ClaimFilter, Store
from tests.factory import make_claim, make_original, make_reading, make_report


def test_a_listing_left_unfinished_closes_with_its_view(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with store.writer() as writer:
        for number in range(3):
            report = make_report(text=f"The mayor of town {number} resigned.")
            writer.add_report(make_reading(report), [make_claim(report)], make_original(report))
    with caplog.at_level(logging.DEBUG):
        with store.view() as view:
            rows = view.iter_claims(ClaimFilter())
            assert len(list(islice(rows, 1))) == 1
        assert list(rows) == []
        del rows
        gc.collect()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
