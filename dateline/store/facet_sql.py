"""The statements that count the values of a field among claims."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, literal_column, select, text

from dateline.store import schema as s
from dateline.store import sql
from dateline.store.claim_counts import COUNTED_FIELDS, counted_facet
from dateline.store.filters import Terms

__all__ = ["MONTHS_IN", "NAMES_IN", "NAME_FACETS", "OUTLETS_OF", "Facet", "claim_facet", "claim_months", "is_kept"]

Facet = Literal["source", "actor", "place", "type", "stance", "outlet", "status"]
NAME_FACETS: dict[str, tuple[str, ...]] = {"source": ("source",), "actor": ("actor", "target"), "place": ("place",)}
# which count of a name is that of a facet, among all claims of reports that stand
_KEPT = {"source": s.names.c.as_source, "actor": s.names.c.as_party, "place": s.names.c.as_place}

# of the claims of these ``numbers``, a list: how many name whom as what
NAMES_IN = text("""
    SELECT CASE u.role WHEN 'target' THEN 'actor' ELSE u.role END AS field, u.name_id, count(DISTINCT u.claim_no) AS uses
    FROM json_each(:numbers) asked CROSS JOIN claim_names u ON u.claim_no = asked.value WHERE u.role <> 'link' GROUP BY 1, 2
""")
# of the claims of these ``numbers``, a list: how many lie whole in which month
MONTHS_IN = text("""
    SELECT substr(c.earliest, 1, 7) AS month, count(*) FROM json_each(:numbers) asked CROSS JOIN claims c ON c.no = asked.value
    WHERE c.earliest >= '0' AND length(month) = 7 AND substr(c.latest, 1, 7) = month GROUP BY month ORDER BY month
""")
# of claims of these ``reports``, a list with one for each claim
OUTLETS_OF = text("""
    SELECT (SELECT min(outlet) FROM reports o WHERE o.outlet_key = r.outlet_key) AS value, count(*) AS uses
    FROM json_each(:reports) asked CROSS JOIN reports r INDEXED BY reports_facts ON r.no = asked.value
    WHERE r.outlet_key IS NOT NULL GROUP BY r.outlet_key ORDER BY uses DESC, r.outlet_key
""")


def is_kept(terms: Terms, field: str) -> bool:
    """Are the counts of a facet kept for this filter?"""
    return terms.is_counted if field in COUNTED_FIELDS else _is_unfiltered(terms)


def _is_unfiltered(terms: Terms) -> bool:
    return terms.is_counted and terms.current and not terms.equal and terms.outlet is None


def claim_facet(terms: Terms, field: str) -> Select[Any]:
    """The values of a field among the claims that fit, commonest first, with their counts."""
    if is_kept(terms, field):
        return counted_facet(terms, field) if field in COUNTED_FIELDS else _kept_names(field)
    if field in NAME_FACETS:
        return _name_facet(terms, NAME_FACETS[field])
    if field == "outlet":
        return _outlet_facet(terms)
    value = s.claims.c[field]
    rows = select(value, func.count().label("uses")).where(value.is_not(None), *sql.claim_conditions(terms))
    return rows.group_by(value).order_by(literal_column("uses").desc(), value)


def _kept_names(field: str) -> Select[Any]:
    uses = _KEPT[field]
    return select(s.names.c.name, uses).where(uses > 0).order_by(uses.desc(), s.names.c.key)


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
    if terms.is_of_reports:
        return [use.c.report_no.in_(select(s.reports.c.no).where(*sql.report_conditions(terms)))]
    return [use.c.claim_no.in_(select(s.claims.c.no).where(*sql.claim_conditions(terms)))]


def claim_months(terms: Terms, *, count_to: int) -> Select[Any]:
    """The months in which the claims that fit lie whole, the earliest first, with their counts; so many are looked at."""
    claim = s.claims.c
    fits = select(claim.earliest, claim.latest).where(claim.earliest >= "0", *sql.claim_conditions(terms))
    seen = fits.limit(count_to).subquery()
    month = func.substr(seen.c.earliest, 1, 7)
    whole = func.length(month) == 7, func.substr(seen.c.latest, 1, 7) == month
    return select(month.label("month"), func.count()).where(*whole).group_by("month").order_by("month")


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
