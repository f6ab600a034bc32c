"""Answers questions of an archive from one snapshot of it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Row

from dateline.records import Original, Reason
from dateline.store import search_sql, sql
from dateline.store.base import ArchiveInfo, Hit, Page, Problem, ReportRow
from dateline.store.check import find_problems
from dateline.store.claims_view import ClaimsView
from dateline.store.failures import as_store_errors
from dateline.store.filters import is_storable
from dateline.store.lists import as_list
from dateline.store.place_view import PlaceView
from dateline.store.query import parse_query
from dateline.store.rows import decode, reasons_from_row, report_from_row

__all__ = ["SqlView"]


class SqlView(ClaimsView, PlaceView):
    """Reads through one connection in one transaction: what others add meanwhile is not seen.

    Args:
        connect: opens a connection.
        url: the archive's, for error messages.
    """

    # of reports -------------------------------------------------------------------------------------

    def get_report(self, report_id: str) -> ReportRow:
        """Return a report's row. Raises: NotFound."""
        return report_from_row(self._get(sql.report_by_id(), noun="report", id=report_id)._mapping)

    def get_reports(self, report_ids: Collection[str]) -> dict[str, ReportRow]:
        """Return those of some reports that are in the archive, by id."""
        rows = self._run(sql.reports_by_id(), ids=as_list(ident for ident in report_ids if is_storable(ident)))
        return {row.id: report_from_row(row._mapping) for row in rows}

    def get_reading(self, report_id: str) -> dict[str, Any]:
        """Return a report's reading as the contract's JSON object. Raises: NotFound."""
        row = self._get(sql.reading_of(), noun="report", id=report_id)
        reading: dict[str, Any] = json.loads(decode(row.body, row.codec))
        return reading

    def get_reasons(self, report_id: str) -> tuple[Reason, ...]:
        """Return why values of a report's reading are null. Raises: NotFound."""
        return reasons_from_row(self._get(sql.reading_of(), noun="report", id=report_id).reasons)

    def get_original(self, report_id: str) -> Original:
        """Return the bytes a report was made from. Raises: NotFound."""
        row = self._get(sql.original_of(), noun="report", id=report_id)
        return Original(row.sha256, row.media_type, row.address, decode(row.data, row.codec))

    def find_versions(self, report_id: str) -> tuple[ReportRow, ...]:
        """Return all versions at a report's address, oldest first. Raises: NotFound."""
        report = self.get_report(report_id)
        rows = self._run(sql.report_versions(), address=report.address)
        return tuple(report_from_row(row._mapping) for row in rows)

    def find_reports(self, *, current: bool = True, offset: int = 0, limit: int = 50) -> Page[ReportRow]:
        """Return reports, latest published first, those without a day last."""
        rows = self._page(sql.report_page(current=current), offset=offset, limit=limit)
        total = self._count(sql.report_count(current=current))
        return Page(tuple(report_from_row(row._mapping) for row in rows), total, offset, limit)

    # of full text -----------------------------------------------------------------------------------

    def search(self, query: str, *, offset: int = 0, limit: int = 20) -> Page[Hit]:
        """Search the current reports' titles and texts, the best first. Raises: InvalidQuery."""
        match, mark = parse_query(query), secrets.token_hex(4)
        numbers = [row.rowid for row in self._page(search_sql.search_page(match), offset=offset, limit=limit)]
        total = self._count(search_sql.search_count(match))
        rows = (
            {row.no: row for row in self._run(search_sql.search_rows(match, mark=mark, numbers=numbers))}
            if numbers
            else {}
        )
        return Page(tuple(_hit(rows[no], mark) for no in numbers), total, offset, limit)

    # of the whole -----------------------------------------------------------------------------------

    def info(self) -> ArchiveInfo:
        """Return the size and state of the archive; reports and claims of superseded versions count."""
        counts = self._run(sql.archive_counts()).one()._mapping
        return ArchiveInfo(
            url=self._url,
            schema=self._count(sql.newest_migration()),
            bytes=self._count(sql.BYTES),
            models=tuple(self._run(sql.models()).scalars()),
            **counts,
        )

    def check(self) -> Iterator[Problem]:
        """Yield everything that breaks law 1, a hash or a reference; nothing in a sound archive."""
        with as_store_errors(self._url):
            yield from find_problems(self._connection, lambda: self._connect(lock=True))


def _hit(row: Row[Any], mark: str) -> Hit:
    plain: list[str] = []
    marks: list[tuple[int, int]] = []
    at = 0
    for index, piece in enumerate(row.snippet.split(mark)):
        if index % 2:
            marks.append((at, at + len(piece)))
        plain.append(piece)
        at += len(piece)
    snippet = "".join(" " if ch.isspace() else ch for ch in "".join(plain))
    return Hit(report_from_row(row._mapping), snippet, tuple(marks))
