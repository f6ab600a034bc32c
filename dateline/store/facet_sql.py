"""The statements that count the values of a field among claims."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, literal_column, select

from dateline.store import schema as s
from dateline.store import sql
from dateline.store.filters import Terms

__all__ = ["Facet", "claim_facet"]

Facet = Literal["source", "actor", "place", "type", "stance", "outlet", "status"]
_NAME_FACETS: dict[str, tuple[str, ...]] = {"source": ("source",), "actor": ("actor", "target"), "place": ("place",)}


def claim_facet(terms: Terms, field: Facet) -> Select[Any]:
    """The values of a field among the claims that fit, commonest first, with their counts."""
    if field in _NAME_FACETS:
        return _name_facet(terms, _NAME_FACETS[field])
    if field == "outlet":
        return _outlet_facet(terms)
    value = s.claims.c[field]
    rows = select(value, func.count().label("uses")).where(value.is_not(None), *sql.claim_conditions(terms))
    return rows.group_by(value).order_by(literal_column("uses").desc(), value)


def _name_facet(terms: Terms, roles: tuple[str, ...]) -> Select[Any]:
    use = s.claim_names
    # A claim that names somebody in two roles is one claim.
    uses = func.count() if len(roles) == 1 else func.count(use.c.claim_no.distinct())
    counted = select(use.c.name_id, uses.label("uses")).where(use.c.role.in_(roles), *_uses_that_fit(terms))
    inner = counted.group_by(use.c.name_id).subquery()
    rows = select(s.names.c.name, inner.c.uses).join_from(inner, s.names, s.names.c.id == inner.c.name_id)
    return rows.order_by(inner.c.uses.desc(), s.names.c.key)


def _uses_that_fit(terms: Terms) -> list[ColumnElement[bool]]:
    use = s.claim_names
    if terms.is_of_reports and terms.outlet is None and terms.report is None and terms.as_of is None:
        return [use.c.report_no.not_in(sql.SUPERSEDED)] if terms.current else []
    if terms.is_of_reports:
        return [use.c.report_no.in_(select(s.reports.c.no).where(*sql.report_conditions(terms)))]
    return [use.c.claim_no.in_(select(s.claims.c.no).where(*sql.claim_conditions(terms)))]


def _outlet_facet(terms: Terms) -> Select[Any]:
    if terms.is_of_reports:
        uses = func.sum(s.reports.c.claims).label("uses")
        rows = select(func.min(s.reports.c.outlet), uses).where(*sql.report_conditions(terms), s.reports.c.claims > 0)
    else:
        uses = func.count().label("uses")
        at = s.claims.join(s.reports)
        rows = select(func.min(s.reports.c.outlet), uses).select_from(at).where(*sql.claim_conditions(terms))
    key = s.reports.c.outlet_key
    return rows.where(key.is_not(None)).group_by(key).order_by(uses.desc(), key)
