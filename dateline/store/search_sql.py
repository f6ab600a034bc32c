"""The statements of full text: reports by their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.sql.elements import SQLColumnExpression

from dateline.store import schema as s
from dateline.store import sql

__all__ = ["SNIPPET_TOKENS", "TITLE_WEIGHT", "search_count", "search_page", "search_rows"]

# A word in the title weighs as much as this many in the text.
TITLE_WEIGHT = 4.0
SNIPPET_TOKENS = 32
_TEXT_COLUMN = 1  # the title is shown anyway


def search_page(match: str) -> Select[Any]:
    """The numbers of the current reports that fit a query, the best first."""
    rank = func.bm25(literal_column("reports_fts"), TITLE_WEIGHT, 1.0)
    at = s.reports_fts.c.rowid
    rows = select(at).where(sql.words_match(s.reports_fts, match), at.not_in(sql.SUPERSEDED))
    return rows.order_by(rank, at)


def search_rows(match: str, *, mark: str, numbers: Sequence[int]) -> Select[Any]:
    """Reports of these numbers with a snippet, in which the words that were found stand between marks."""
    # Apart from search_page, because SQLite would cut a snippet of every report that fits before it sorts.
    snippet = func.snippet(literal_column("reports_fts"), _TEXT_COLUMN, mark, mark, "…", SNIPPET_TOKENS).label(
        "snippet"
    )
    at = s.reports_fts.c.rowid
    joined = select(*sql.REPORT_COLUMNS, snippet).join_from(s.reports_fts, s.reports, s.reports.c.no == at)
    # to look up each report by itself, all words that begin so would be looked up for each
    here: SQLColumnExpression[Any] = literal_column("+reports_fts.rowid") if "*" in match else at
    return joined.where(sql.words_match(s.reports_fts, match), here.in_(numbers))


def search_count(match: str) -> Select[Any]:
    """How many current reports fit a query."""
    at = s.reports_fts.c.rowid
    return (
        select(func.count())
        .select_from(s.reports_fts)
        .where(sql.words_match(s.reports_fts, match), at.not_in(sql.SUPERSEDED))
    )
