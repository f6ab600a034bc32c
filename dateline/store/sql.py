"""Every statement of the archive, as functions that return it; the writer, the view and the check run them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, literal, literal_column, or_, select, text
from sqlalchemy.sql.elements import SQLColumnExpression

from dateline.store import schema as s
from dateline.store.filters import Terms

__all__ = [
    "APPLICATION_ID_NOW",
    "BYTES",
    "COUNT_TABLES",
    "SNIPPET_TOKENS",
    "TITLE_WEIGHT",
    "VACUUM_INTO",
    "Facet",
    "archive_counts",
    "claim_by_id",
    "claim_conditions",
    "claim_count",
    "claim_facet",
    "claim_rows",
    "has_words",
    "models",
    "name_by_key",
    "name_conditions",
    "name_count",
    "name_rows",
    "newest_migration",
    "original_of",
    "reading_of",
    "report_by_id",
    "report_conditions",
    "report_count",
    "report_page",
    "report_rows",
    "report_versions",
    "search_count",
    "search_page",
    "search_rows",
]

# of the file ---------------------------------------------------------------------------------------

APPLICATION_ID_NOW = text("PRAGMA application_id")
BYTES = text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
COUNT_TABLES = text("SELECT count(*) FROM sqlite_schema")
VACUUM_INTO = "VACUUM INTO ?"


def newest_migration() -> Select[Any]:
    """The schema the archive has."""
    return select(func.max(s.schema_version.c.version))


# of reports ----------------------------------------------------------------------------------------

_CURRENT = s.reports.c.superseded_by.is_(None)
_REPORT_COLUMNS = tuple(c for c in s.reports.c if c.name not in ("text", "text_sha256", "outlet_key"))


def report_rows() -> Select[Any]:
    """Reports without their texts."""
    return select(*_REPORT_COLUMNS)


def report_by_id() -> Select[Any]:
    """The report of an ``id``."""
    return report_rows().where(s.reports.c.id == bindparam("id"))


def report_page(*, current: bool) -> Select[Any]:
    """Reports, latest published first, those of an unknown day last."""
    rows = report_rows().order_by(s.reports.c.published.desc().nulls_last(), s.reports.c.no.desc())
    return rows.where(_CURRENT) if current else rows


def report_count(*, current: bool) -> Select[Any]:
    """How many reports."""
    rows = select(func.count()).select_from(s.reports)
    return rows.where(_CURRENT) if current else rows


def report_versions() -> Select[Any]:
    """The reports that stood at an ``address``, oldest first."""
    at = s.reports.join(s.addresses, s.addresses.c.report_no == s.reports.c.no)
    rows = select(*_REPORT_COLUMNS).select_from(at).where(s.addresses.c.address == bindparam("address"))
    return rows.order_by(s.addresses.c.version)


def reading_of() -> Select[Any]:
    """The reading of the report of an ``id``."""
    at = s.readings.join(s.reports)
    return select(s.readings).select_from(at).where(s.reports.c.id == bindparam("id"))


def original_of() -> Select[Any]:
    """The original of the report of an ``id``, with the report's address."""
    at = s.originals.join(s.reports)
    return select(s.originals, s.reports.c.address).select_from(at).where(s.reports.c.id == bindparam("id"))


# of claims -----------------------------------------------------------------------------------------

_CLAIM_COLUMNS = (
    *(c for c in s.claims.c if c.name not in ("report_no", "first_day", "last_day")),
    s.reports.c.id.label("report_id"),
)
_SUPERSEDED = select(s.reports.c.no).where(s.reports.c.superseded_by.is_not(None))
_MOMENT = func.coalesce(s.claims.c.earliest, s.claims.c.latest)
# "report" is the order of adding and, within a report, of the text: the numbers of claims are given out so.
_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "time": (_MOMENT.asc().nulls_last(), s.claims.c.no),
    "-time": (_MOMENT.desc().nulls_last(), s.claims.c.no),
    "published": (s.reports.c.published.asc().nulls_last(), s.claims.c.no),
    "-published": (s.reports.c.published.desc().nulls_last(), s.claims.c.no),
    "report": (s.claims.c.no,),
}


def claim_rows(terms: Terms, *, sort: str) -> Select[Any]:
    """Claims that fit, in order."""
    # LEFT: claims lead and reports are looked up, so that the order of an index on claims is kept without sorting.
    at = s.claims.outerjoin(s.reports, s.reports.c.no == s.claims.c.report_no)
    return select(*_CLAIM_COLUMNS).select_from(at).where(*claim_conditions(terms)).order_by(*_ORDERS[sort])


def claim_by_id() -> Select[Any]:
    """The claim of an ``id``."""
    return select(*_CLAIM_COLUMNS).select_from(s.claims.join(s.reports)).where(s.claims.c.id == bindparam("id"))


def claim_count(terms: Terms) -> Select[Any]:
    """How many claims fit."""
    if terms.is_of_reports:
        return select(func.coalesce(func.sum(s.reports.c.claims), 0)).where(*report_conditions(terms))
    return select(func.count()).select_from(s.claims).where(*claim_conditions(terms))


def report_conditions(terms: Terms) -> list[ColumnElement[bool]]:
    """What a report must be for its claims to fit."""
    found: list[ColumnElement[bool]] = []
    if terms.outlet is not None:
        found.append(has_words(s.reports.c.outlet_key, terms.outlet))
    if terms.report is not None:
        found.append(s.reports.c.id == terms.report)
    if terms.current:
        found.append(_CURRENT)
    return found


def claim_conditions(terms: Terms) -> list[ColumnElement[bool]]:
    """What a claim must be to fit."""
    found: list[ColumnElement[bool]] = [s.claims.c[name] == value for name, value in terms.equal]
    if terms.current:
        found.append(s.claims.c.report_no.not_in(_SUPERSEDED))
    if terms.outlet is not None or terms.report is not None:
        found.append(s.claims.c.report_no.in_(select(s.reports.c.no).where(*report_conditions(terms))))
    for phrase, roles in ((terms.source, ("source", "link")), (terms.actor, ("actor", "target"))):
        if phrase is not None:
            found.append(s.claims.c.no.in_(_claims_naming(phrase, roles)))
    if terms.place is not None:
        is_point = s.claims.c.place_id == terms.place_id
        found.append(or_(is_point, s.claims.c.no.in_(_claims_naming(terms.place, ("place",)))))
    if terms.first_day is not None:
        found.append(s.claims.c.last_day >= terms.first_day)
    if terms.last_day is not None:
        found.append(s.claims.c.first_day <= terms.last_day)
    if terms.match is not None:
        found.append(s.claims.c.no.in_(select(s.claims_fts.c.rowid).where(_matches(s.claims_fts, terms.match))))
    return found


def has_words(key: SQLColumnExpression[Any], phrase: str) -> ColumnElement[bool]:
    """Does a name's key hold the words of a phrase, whole and side by side?"""
    return func.instr(literal(" ") + key + literal(" "), phrase) > 0


def _claims_naming(phrase: str, roles: tuple[str, ...]) -> Select[Any]:
    named = select(s.names.c.id).where(has_words(s.names.c.key, phrase))
    return select(s.claim_names.c.claim_no).where(s.claim_names.c.role.in_(roles), s.claim_names.c.name_id.in_(named))


def _matches(fts: Table, match: str) -> ColumnElement[bool]:
    return literal_column(fts.name).op("MATCH", is_comparison=True)(match)


# of facets -----------------------------------------------------------------------------------------

Facet = Literal["source", "actor", "place", "type", "stance", "outlet", "status"]
_NAME_FACETS: dict[str, tuple[str, ...]] = {"source": ("source",), "actor": ("actor", "target"), "place": ("place",)}


def claim_facet(terms: Terms, field: Facet) -> Select[Any]:
    """The values of a field among the claims that fit, commonest first, with their counts."""
    if field in _NAME_FACETS:
        return _name_facet(terms, _NAME_FACETS[field])
    if field == "outlet":
        return _outlet_facet(terms)
    value = s.claims.c[field]
    rows = select(value, func.count().label("uses")).where(value.is_not(None), *claim_conditions(terms))
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
    if terms.is_of_reports and terms.outlet is None and terms.report is None:
        return [use.c.report_no.not_in(_SUPERSEDED)] if terms.current else []
    if terms.is_of_reports:
        return [use.c.report_no.in_(select(s.reports.c.no).where(*report_conditions(terms)))]
    return [use.c.claim_no.in_(select(s.claims.c.no).where(*claim_conditions(terms)))]


def _outlet_facet(terms: Terms) -> Select[Any]:
    if terms.is_of_reports:
        uses = func.sum(s.reports.c.claims).label("uses")
        rows = select(func.min(s.reports.c.outlet), uses).where(*report_conditions(terms), s.reports.c.claims > 0)
    else:
        uses = func.count().label("uses")
        at = s.claims.join(s.reports)
        rows = select(func.min(s.reports.c.outlet), uses).select_from(at).where(*claim_conditions(terms))
    key = s.reports.c.outlet_key
    return rows.where(key.is_not(None)).group_by(key).order_by(uses.desc(), key)


# of names ------------------------------------------------------------------------------------------

_BUSY = s.names.c.as_source + s.names.c.as_actor + s.names.c.as_target


def name_conditions(*, phrase: str | None, kind: str | None) -> list[ColumnElement[bool]]:
    """What a name must be: one that speaks, acts or is acted on in a current report, of the words and kind given."""
    found: list[ColumnElement[bool]] = [s.names.c.reports > literal_column("0")]
    if phrase is not None:
        found.append(has_words(s.names.c.key, phrase))
    if kind is not None:
        found.append(s.names.c.kind == kind)
    return found


def name_rows(conditions: list[ColumnElement[bool]]) -> Select[Any]:
    """Names, the busiest first."""
    return select(s.names).where(*conditions).order_by(_BUSY.desc(), s.names.c.key)


def name_count(conditions: list[ColumnElement[bool]]) -> Select[Any]:
    """How many names."""
    return select(func.count()).select_from(s.names).where(*conditions)


def name_by_key() -> Select[Any]:
    """The name of a ``key`` that is more than a place."""
    return select(s.names).where(s.names.c.key == bindparam("key"), s.names.c.reports > 0)


# of full text --------------------------------------------------------------------------------------

# A word in the title weighs as much as this many in the text.
TITLE_WEIGHT = 4.0
SNIPPET_TOKENS = 32
_TEXT_COLUMN = 1  # the title is shown anyway


def search_page(match: str) -> Select[Any]:
    """The numbers of the current reports that fit a query, the best first."""
    rank = func.bm25(literal_column("reports_fts"), TITLE_WEIGHT, 1.0)
    at = s.reports_fts.c.rowid
    rows = select(at).where(_matches(s.reports_fts, match), at.not_in(_SUPERSEDED))
    return rows.order_by(rank, at)


def search_rows(match: str, *, mark: str, numbers: Sequence[int]) -> Select[Any]:
    """Reports of these numbers with a snippet, in which the words that were found stand between marks."""
    # Apart from search_page, because SQLite would cut a snippet of every report that fits before it sorts.
    snippet = func.snippet(literal_column("reports_fts"), _TEXT_COLUMN, mark, mark, "…", SNIPPET_TOKENS).label(
        "snippet"
    )
    at = s.reports_fts.c.rowid
    joined = select(*_REPORT_COLUMNS, snippet).join_from(s.reports_fts, s.reports, s.reports.c.no == at)
    return joined.where(_matches(s.reports_fts, match), at.in_(numbers))


def search_count(match: str) -> Select[Any]:
    """How many current reports fit a query."""
    at = s.reports_fts.c.rowid
    return select(func.count()).select_from(s.reports_fts).where(_matches(s.reports_fts, match), at.not_in(_SUPERSEDED))


# of the whole --------------------------------------------------------------------------------------


def archive_counts() -> Select[Any]:
    """How much there is, and from when to when."""
    return select(
        func.count().label("reports"),
        func.count(s.reports.c.superseded_by).label("superseded"),
        func.coalesce(func.sum(s.reports.c.claims), 0).label("claims"),
        select(func.count()).select_from(s.originals).scalar_subquery().label("originals"),
        func.min(s.reports.c.published).label("first_published"),
        func.max(s.reports.c.published).label("last_published"),
    ).select_from(s.reports)


def models() -> Select[Any]:
    """The models that readings were made with."""
    return select(s.readings.c.model).distinct().order_by(s.readings.c.model)
