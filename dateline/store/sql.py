"""Every statement of the archive, as functions that return it; the writer, the view and the check run them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Table,
    and_,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.sql.elements import SQLColumnExpression

from dateline.store import schema as s
from dateline.store.filters import Terms

__all__ = [
    "APPLICATION_ID_NOW",
    "BYTES",
    "CLAIM_COLUMNS",
    "COUNT_TABLES",
    "SNIPPET_TOKENS",
    "SUPERSEDED",
    "TITLE_WEIGHT",
    "VACUUM_INTO",
    "archive_counts",
    "claim_by_id",
    "claim_conditions",
    "claim_count",
    "claim_numbers",
    "claim_rows",
    "claims_by_number",
    "claims_matching",
    "claims_naming",
    "has_words",
    "is_named",
    "listed",
    "models",
    "newest_migration",
    "original_of",
    "published_by",
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
    "standing",
    "standing_joined",
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

CLAIM_COLUMNS = (
    *(c for c in s.claims.c if c.name not in ("report_no", "first_day", "last_day")),
    s.reports.c.id.label("report_id"),
)
SUPERSEDED = select(s.reports.c.no).where(s.reports.c.superseded_by.is_not(None))
# any hour of a day is before this sign, set behind the day
_AFTER_ANY_HOUR = "~"
_MOMENT = func.coalesce(s.claims.c.earliest, s.claims.c.latest)
# "report" is the order of adding and, within a report, of the text: the numbers of claims are given out so.
_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "time": (_MOMENT.asc().nulls_last(), s.claims.c.no),
    "-time": (_MOMENT.desc().nulls_last(), s.claims.c.no),
    "published": (s.reports.c.published.asc().nulls_last(), s.claims.c.no),
    "-published": (s.reports.c.published.desc().nulls_last(), s.claims.c.no),
    "report": (s.claims.c.no,),
}


# LEFT: claims lead and reports are looked up, so that the order of an index on claims is kept without sorting.
# The sign keeps SQLite from looking reports up by their numbers: reports lead, in the order of an index, claims follow.
_CLAIMS_OF_REPORTS = s.reports.join(s.claims, s.claims.c.report_no == literal_column("+reports.no"))
_BY_REPORT = ("published", "-published")
_CLAIMS = s.claims.outerjoin(s.reports, s.reports.c.no == s.claims.c.report_no)


def claim_rows(terms: Terms, *, sort: str) -> Select[Any]:
    """Claims that fit, in order."""
    return select(*CLAIM_COLUMNS).select_from(_CLAIMS).where(*claim_conditions(terms)).order_by(*_ORDERS[sort])


def claim_numbers(terms: Terms, *, sort: str, many: bool = False) -> Select[Any]:
    """The numbers of claims that fit, in order: of a page only its own rows are read whole.

    With ``many``, where so many fit that a page is soon full, reports lead in the order of publishing: not all are sorted.
    """
    rows = select(s.claims.c.no).order_by(*_ORDERS[sort])
    if many and sort in _BY_REPORT and terms.is_simple:
        standing = standing_joined(current=terms.current, as_of=terms.as_of)
        return rows.select_from(_CLAIMS_OF_REPORTS).where(*standing, *_equal_conditions(terms))
    return rows.select_from(_CLAIMS).where(*claim_conditions(terms))


def claims_by_number() -> Select[Any]:
    """The claims of these ``numbers``, a list."""
    return select(*CLAIM_COLUMNS).select_from(_CLAIMS).where(s.claims.c.no.in_(listed("numbers")))


def claim_by_id() -> Select[Any]:
    """The claim of an ``id``."""
    return select(*CLAIM_COLUMNS).select_from(s.claims.join(s.reports)).where(s.claims.c.id == bindparam("id"))


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
    if terms.as_of is not None:
        found.append(published_by(s.reports.c.published, terms.as_of))
    if terms.current:
        found.append(_CURRENT if terms.as_of is None else s.reports.c.no.not_in(_superseded_by(terms.as_of)))
    return found


def standing(*, current: bool, as_of: str | None) -> list[ColumnElement[bool]]:
    """What a claim must be to be of a report that was published by a day and, if it must be current, stood then."""
    found: list[ColumnElement[bool]] = []
    if as_of is not None:
        by_then = select(s.reports.c.no).where(published_by(s.reports.c.published, as_of))
        found.append(s.claims.c.report_no.in_(by_then))
    if current:
        found.append(s.claims.c.report_no.not_in(SUPERSEDED if as_of is None else _superseded_by(as_of)))
    return found


def standing_joined(*, current: bool, as_of: str | None) -> list[ColumnElement[bool]]:
    """The same of claims that are joined with their reports: asked of each report, not of all reports of the archive."""
    found: list[ColumnElement[bool]] = []
    superseded_by = s.reports.c.superseded_by
    if as_of is not None:
        found.append(published_by(s.reports.c.published, as_of))
    if current and as_of is None:
        found.append(superseded_by.is_(None))
    elif current:
        newer = s.reports.alias("newer")
        replaced = select(newer.c.no).where(newer.c.id == superseded_by, published_by(newer.c.published, as_of or ""))
        found.append(~replaced.correlate(s.reports).exists())
    return found


def published_by(published: SQLColumnExpression[Any], day: str) -> ColumnElement[bool]:
    """Was something published by the end of a day?"""
    return published < day + _AFTER_ANY_HOUR


def _superseded_by(day: str) -> Select[Any]:
    newer = s.reports.alias("newer")
    older = select(s.reports.c.no).join_from(s.reports, newer, newer.c.id == s.reports.c.superseded_by)
    return older.where(s.reports.c.superseded_by.is_not(None), published_by(newer.c.published, day))


def _equal_conditions(terms: Terms) -> list[ColumnElement[bool]]:
    return [s.claims.c[name] == value for name, value in terms.equal]


def claim_conditions(terms: Terms) -> list[ColumnElement[bool]]:
    """What a claim must be to fit."""
    found = _equal_conditions(terms)
    found += standing(current=terms.current, as_of=terms.as_of)
    if terms.outlet is not None or terms.report is not None:
        found.append(s.claims.c.report_no.in_(select(s.reports.c.no).where(*report_conditions(terms))))
    for phrase, roles in ((terms.source, ("source", "link")), (terms.actor, ("actor", "target"))):
        if phrase is not None:
            found.append(s.claims.c.no.in_(claims_naming(phrase, roles)))
    if terms.place is not None:
        is_point = s.claims.c.place_id == terms.place_id
        found.append(or_(is_point, s.claims.c.no.in_(_claims_with_name(terms.place, ("place",)))))
    if terms.first_day is not None:
        found.append(s.claims.c.last_day >= terms.first_day)
    if terms.last_day is not None:
        found.append(s.claims.c.first_day <= terms.last_day)
    if terms.match is not None:
        found.append(s.claims.c.no.in_(claims_matching(terms.match)))
    if terms.incident is not None:
        found.append(s.claims.c.no.in_(_claims_of_incident(terms.incident)))
    return found


def listed(name: str) -> Select[Any]:
    """The values of a JSON list that is bound to a name: one statement for lists of any length."""
    values = func.json_each(bindparam(name)).table_valued("value")
    return select(values.c.value)


def has_words(key: SQLColumnExpression[Any], phrase: str) -> ColumnElement[bool]:
    """Does a name's key hold the words of a phrase, whole and side by side?"""
    return func.instr(literal(" ") + key + literal(" "), phrase) > 0


def is_named(phrase: str) -> ColumnElement[bool]:
    """Has a row of ``names`` the words of a phrase in its key?"""
    exact = has_words(s.names.c.key, phrase)
    # The index may read letters that Unicode took up late otherwise than keys do, and finds too much, never too little,
    # for words of plain ones.
    if not phrase.isascii() or not any(map(str.isalnum, phrase)):
        return exact
    return and_(
        s.names.c.id.in_(select(s.names_fts.c.rowid).where(_matches(s.names_fts, f'"{phrase.strip()}"'))), exact
    )


def claims_naming(phrase: str, roles: tuple[str, ...]) -> CompoundSelect[Any]:
    """The claims that use a name with these words in one of some roles, or another name of an actor who has such a name."""
    return _claims_with_name(phrase, roles).union_all(_claims_with_alias(phrase, roles))


def claims_matching(match: str) -> Select[Any]:
    """The claims that fit a full-text query."""
    return select(s.claims_fts.c.rowid).where(_matches(s.claims_fts, match))


def _claims_with_name(phrase: str, roles: tuple[str, ...]) -> Select[Any]:
    named = select(s.names.c.id).where(is_named(phrase))
    return select(s.claim_names.c.claim_no).where(s.claim_names.c.role.in_(roles), s.claim_names.c.name_id.in_(named))


def _claims_with_alias(phrase: str, roles: tuple[str, ...]) -> Select[Any]:
    keys = select(s.names.c.key).where(is_named(phrase))
    of_actor = s.clusters.c.kind == "actor"
    # A scalar, so that SQLite goes from the few nodes to their clusters, not through all clusters.
    cluster = select(s.clusters.c.cluster).where(of_actor, s.clusters.c.member == s.actor_nodes.c.no)
    actors = select(cluster.correlate(s.actor_nodes).scalar_subquery()).where(s.actor_nodes.c.key.in_(keys))
    use, node = s.claim_names, s.actor_nodes
    at = (
        s.clusters.join(node, node.c.no == s.clusters.c.member)
        .join(s.names, s.names.c.key == node.c.key)
        .join(s.actor_uses, s.actor_uses.c.node_no == node.c.no)
        .join(use, and_(use.c.name_id == s.names.c.id, use.c.report_no == s.actor_uses.c.report_no))
    )
    rows = select(use.c.claim_no).select_from(at)
    return rows.where(of_actor, s.clusters.c.cluster.in_(actors), use.c.role.in_(roles))


def _claims_of_incident(claim_id: str) -> CompoundSelect[Any]:
    """The claims of the incident that a claim is of."""
    cluster = s.clusters.c
    number = select(s.claims.c.no).where(s.claims.c.id == claim_id).scalar_subquery()
    above = select(cluster.cluster).where(cluster.kind == "incident", cluster.member == number).scalar_subquery()
    return select(cluster.member).where(cluster.kind == "incident", cluster.cluster == above).union_all(select(number))


def _matches(fts: Table, match: str) -> ColumnElement[bool]:
    return literal_column(fts.name).op("MATCH", is_comparison=True)(match)


# of full text --------------------------------------------------------------------------------------

# A word in the title weighs as much as this many in the text.
TITLE_WEIGHT = 4.0
SNIPPET_TOKENS = 32
_TEXT_COLUMN = 1  # the title is shown anyway


def search_page(match: str) -> Select[Any]:
    """The numbers of the current reports that fit a query, the best first."""
    rank = func.bm25(literal_column("reports_fts"), TITLE_WEIGHT, 1.0)
    at = s.reports_fts.c.rowid
    rows = select(at).where(_matches(s.reports_fts, match), at.not_in(SUPERSEDED))
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
    return select(func.count()).select_from(s.reports_fts).where(_matches(s.reports_fts, match), at.not_in(SUPERSEDED))


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
