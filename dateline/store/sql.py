"""Every statement of the archive, as functions that return it; the writer, the view and the check run them."""

from __future__ import annotations

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
    union_all,
)
from sqlalchemy.sql.elements import SQLColumnExpression

from dateline.store import schema as s
from dateline.store.filters import Terms

__all__ = [
    "AFTER_ANY_HOUR",
    "APPLICATION_ID_NOW",
    "BYTES",
    "CLAIMS_AND_REPORTS",
    "CLAIM_COLUMNS",
    "COUNT_TABLES",
    "REPORT_COLUMNS",
    "SUPERSEDED",
    "VACUUM_INTO",
    "archive_counts",
    "claim_by_id",
    "claim_conditions",
    "claim_count",
    "claim_order",
    "claim_rows",
    "claims_by_number",
    "claims_matching",
    "claims_naming",
    "equal_conditions",
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
    "reports_by_id",
    "standing",
    "standing_and_outlet",
    "standing_joined",
    "time_conditions",
    "time_parts",
    "words_match",
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
REPORT_COLUMNS = tuple(c for c in s.reports.c if c.name not in ("text", "text_sha256", "outlet_key"))


def report_rows() -> Select[Any]:
    """Reports without their texts."""
    return select(*REPORT_COLUMNS)


def report_by_id() -> Select[Any]:
    """The report of an ``id``."""
    return report_rows().where(s.reports.c.id == bindparam("id"))


def reports_by_id() -> Select[Any]:
    """The reports of these ``ids``, a list."""
    return report_rows().where(s.reports.c.id.in_(listed("ids")))


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
    rows = select(*REPORT_COLUMNS).select_from(at).where(s.addresses.c.address == bindparam("address"))
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
AFTER_ANY_HOUR = "~"
_MOMENT = func.coalesce(s.claims.c.earliest, s.claims.c.latest)
# "report" is the order of adding and, within a report, of the text: the numbers of claims are given out so.
_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "time": (_MOMENT.asc().nulls_last(), s.claims.c.no),
    "-time": (_MOMENT.desc().nulls_last(), s.claims.c.no),
    "published": (s.reports.c.published.asc().nulls_last(), s.claims.c.no),
    "-published": (s.reports.c.published.desc().nulls_last(), s.claims.c.no),
    "report": (s.claims.c.report_no, s.claims.c.no),
    "-report": (s.claims.c.report_no.desc(), s.claims.c.no.desc()),
}


# LEFT: claims lead and reports are looked up, so that the order of an index on claims is kept without sorting.
CLAIMS_AND_REPORTS = s.claims.outerjoin(s.reports, s.reports.c.no == s.claims.c.report_no)


def claim_order(sort: str) -> tuple[ColumnElement[Any], ...]:
    """What claims are ordered by under one of SORTS."""
    return _ORDERS[sort]


def claim_rows(terms: Terms, *, sort: str) -> Select[Any]:
    """Claims that fit, in order."""
    return (
        select(*CLAIM_COLUMNS).select_from(CLAIMS_AND_REPORTS).where(*claim_conditions(terms)).order_by(*_ORDERS[sort])
    )


def claims_by_number() -> Select[Any]:
    """The claims of these ``numbers``, a list."""
    return select(*CLAIM_COLUMNS).select_from(CLAIMS_AND_REPORTS).where(s.claims.c.no.in_(listed("numbers")))


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
    return published < day + AFTER_ANY_HOUR


def _superseded_by(day: str) -> Select[Any]:
    newer = s.reports.alias("newer")
    older = select(s.reports.c.no).join_from(s.reports, newer, newer.c.id == s.reports.c.superseded_by)
    return older.where(s.reports.c.superseded_by.is_not(None), published_by(newer.c.published, day))


def equal_conditions(terms: Terms) -> list[ColumnElement[bool]]:
    """The values that a claim's columns must have."""
    return [s.claims.c[name] == value for name, value in terms.equal]


def claim_conditions(terms: Terms) -> list[ColumnElement[bool]]:
    """What a claim must be to fit."""
    found = equal_conditions(terms) + standing_and_outlet(terms)
    for phrase, roles in ((terms.source, ("source", "link")), (terms.actor, ("actor", "target"))):
        if phrase is not None:
            found.append(s.claims.c.no.in_(claims_naming(phrase, roles)))
    if terms.place is not None:
        is_point = s.claims.c.place_id == terms.place_id
        found.append(or_(is_point, s.claims.c.no.in_(_claims_with_name(terms.place, ("place",)))))
    found += time_conditions(terms)
    if terms.match is not None:
        found.append(s.claims.c.no.in_(claims_matching(terms.match)))
    if terms.incident is not None:
        found.append(s.claims.c.no.in_(_claims_of_incident(terms.incident)))
    return found


def standing_and_outlet(terms: Terms) -> list[ColumnElement[bool]]:
    """What the report of a claim must be, asked of the claim."""
    found = standing(current=terms.current, as_of=terms.as_of)
    if terms.outlet is not None or terms.report is not None:
        found.append(s.claims.c.report_no.in_(select(s.reports.c.no).where(*report_conditions(terms))))
    return found


def time_conditions(terms: Terms, *, first: ColumnElement[Any] = s.claims.c.first_day) -> list[ColumnElement[bool]]:
    """Claims whose days meet those that are asked for."""
    found: list[ColumnElement[bool]] = []
    if terms.dated is not None:
        found.append(first.is_not(None) if terms.dated else first.is_(None))
    parts = time_parts(terms, first=first)
    return [*found, or_(*parts)] if parts else found


def time_parts(terms: Terms, *, first: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """The ways to meet the days that are asked for, no claim in two of them; none where all days are meant."""
    last = s.claims.c.last_day
    if terms.first_day is None:
        return [] if terms.last_day is None else [first <= terms.last_day]
    # begun since, or begun before and still lasting then: each by an index of its own
    begun = first >= terms.first_day if terms.last_day is None else first.between(terms.first_day, terms.last_day)
    lasting = and_(first < last, last >= terms.first_day, first < terms.first_day)
    # an interval may have been read the wrong way round
    return [and_(begun, last >= terms.first_day), lasting]


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
        s.names.c.id.in_(select(s.names_fts.c.rowid).where(words_match(s.names_fts, f'"{phrase.strip()}"'))), exact
    )


def claims_naming(phrase: str, roles: tuple[str, ...], *, with_report: bool = False) -> CompoundSelect[Any]:
    """The claims that use a name with these words in one of some roles, or another name of an actor who has such a name."""
    both = (_claims_with_name(phrase, roles), _claims_with_alias(phrase, roles))
    return union_all(*(rows.add_columns(s.claim_names.c.report_no) for rows in both) if with_report else both)


def claims_matching(match: str) -> Select[Any]:
    """The claims that fit a full-text query."""
    return select(s.claims_fts.c.rowid).where(words_match(s.claims_fts, match))


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


def words_match(fts: Table, match: str) -> ColumnElement[bool]:
    """Does a row of a full-text index fit a query?"""
    return literal_column(fts.name).op("MATCH", is_comparison=True)(match)


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
