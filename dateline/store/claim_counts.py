"""How many claims have which values, outlet, and a time or none: kept, so that no page counts them one by one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select, text

from dateline.store import schema as s
from dateline.store.filters import Terms

__all__ = ["COUNTED_FIELDS", "ClaimCounts", "counted_claims", "counted_facet"]

# facets that the table gives for any filter of its columns
COUNTED_FIELDS = ("type", "stance", "status", "outlet")

_C = s.claim_counts.c
_COUNT = text("""
    INSERT INTO claim_counts (kind, type, stance, status, outlet_key, dated, standing, claims)
    SELECT c.kind, coalesce(c.type, ''), c.stance, coalesce(c.status, ''), coalesce(r.outlet_key, ''), c.first_day IS NOT NULL,
           :standing, :sign * count(*)
    FROM reports r CROSS JOIN claims c ON c.report_no = r.no WHERE r.no = :no GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT DO UPDATE SET claims = claims + excluded.claims
""")
_DROP_NONE = text("DELETE FROM claim_counts WHERE claims = 0")


class ClaimCounts:
    """Keeps the counts equal to what the claims say."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_report(self, no: int) -> None:
        """Count the claims of a new report."""
        self._count(no, standing=True, sign=1)

    def move_report(self, no: int, *, standing: bool) -> None:
        """Count the claims of a report that stands again, or no longer."""
        self._count(no, standing=standing, sign=1)
        self._count(no, standing=not standing, sign=-1)
        self._connection.execute(_DROP_NONE)

    def _count(self, no: int, *, standing: bool, sign: int) -> None:
        self._connection.execute(_COUNT, {"no": no, "standing": standing, "sign": sign})


def counted_claims(terms: Terms) -> Select[Any]:
    """How many claims fit a filter that asks for nothing but values that are counted."""
    return select(func.coalesce(func.sum(_C.claims), 0)).where(*_conditions(terms))


def counted_facet(terms: Terms, field: str) -> Select[Any]:
    """The values of a counted field among the claims that fit such a filter, commonest first."""
    value = _C.outlet_key if field == "outlet" else _C[field]
    named = select(func.min(s.reports.c.outlet)).where(s.reports.c.outlet_key == _C.outlet_key)
    shown = named.correlate(s.claim_counts).scalar_subquery() if field == "outlet" else value
    uses = func.sum(_C.claims).label("uses")
    rows = select(shown, uses).where(value != "", *_conditions(terms)).group_by(value)
    return rows.order_by(literal_column("uses").desc(), value)


def _conditions(terms: Terms) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_C[name] == value for name, value in terms.equal]
    if terms.dated is not None:
        found.append(_C.dated == int(terms.dated))
    if terms.current:
        found.append(_C.standing == 1)
    if terms.outlet is not None:
        found.append(func.instr(" " + _C.outlet_key + " ", terms.outlet) > 0)
    return found
