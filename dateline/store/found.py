"""The claims that a filter finds, as far as they are counted: looked up once for total, order and facets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

__all__ = ["Found"]

DaysOf = Callable[[set[int]], Mapping[int, str | None]]


@dataclass(frozen=True, slots=True)
class Found:
    """Claims that fit: rows with number, report, type, stance and status. ``is_whole`` if there are no others."""

    rows: Sequence[Row[Any]]
    is_whole: bool

    def in_order(self, sort: str, *, published_of: DaysOf, moments_of: DaysOf) -> list[int]:
        """Return the numbers of the claims in one of SORTS; the days of reports and of claims are asked for by number."""
        rows = sorted(self.rows, key=lambda row: row.no)
        order = sort.removeprefix("-")
        if order == "report":
            return [row.no for row in (reversed(rows) if sort == "-report" else rows)]
        if order == "time":
            moments = moments_of({row.no for row in rows})
            return _by_value([(row.no, moments[row.no]) for row in rows], latest_first=sort != order)
        days = published_of({row.report_no for row in rows})
        return _by_value([(row.no, days[row.report_no]) for row in rows], latest_first=sort != order)


def _by_value(values: Sequence[tuple[int, str | None]], *, latest_first: bool) -> list[int]:
    """Return numbers in the order of their values; equal ones stay in order, those without one come last."""
    known = [(value, number) for number, value in values if value is not None]
    known.sort(key=lambda pair: pair[0], reverse=latest_first)
    return [number for _, number in known] + [number for number, value in values if value is None]
