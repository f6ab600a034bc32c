"""The statements that find the claims of a page: which index leads depends on what is asked and on how much fits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, Subquery, func, literal_column, select, text, union_all

from dateline.store import schema as s
from dateline.store import sql
from dateline.store.filters import Terms

__all__ = ["MOMENTS", "PUBLISHED", "claim_numbers", "claims_found", "days_counted", "names_counted", "words_counted"]

PUBLISHED = text("""
    SELECT r.no, r.published FROM json_each(:numbers) asked CROSS JOIN reports r INDEXED BY reports_facts ON r.no = asked.value
""")


MOMENTS = text(
    "SELECT no, coalesce(earliest, latest) AS moment FROM claims WHERE no IN (SELECT value FROM json_each(:numbers))"
)

# The sign keeps SQLite from looking reports up by their numbers: reports lead, in the order of an index, claims follow.
_CLAIMS_OF_REPORTS = s.reports.join(s.claims, s.claims.c.report_no == literal_column("+reports.no"))
_WORDS_FIRST = s.claims_fts.join(s.claims, literal_column("+claims_fts.rowid") == s.claims.c.no)
_BY_REPORT = ("published", "-published")
_BY_TIME = ("time", "-time")
_BY_NUMBER = ("report", "-report")
_FOUND = tuple(s.claims.c[name] for name in ("no", "report_no", "type", "stance", "status"))


def claim_numbers(
    terms: Terms, *, sort: str, many: bool = False, dense: bool = False, few_days: bool = False
) -> Select[Any]:
    """The numbers of claims that fit, in order: of a page only its own rows are read whole.

    With ``many``, where so many fit that a page is soon full, reports lead in the order of publishing, times and full text
    in their own: not all are sorted. With ``dense``, where the words of full text are in a good part of all claims, one claim
    after the other is tried; with ``few_days``, where few claims are of the days that are asked for, these are gone through.
    """
    rows = select(s.claims.c.no).order_by(*sql.claim_order(sort))
    if many and sort in _BY_REPORT and terms.goes_by_report:
        return rows.select_from(_CLAIMS_OF_REPORTS).where(*_conditions_by_report(terms))
    if many and sort in _BY_TIME and terms.goes_by_report:
        return rows.select_from(sql.CLAIMS_AND_REPORTS).where(*_unindexed(terms), *sql.standing_and_outlet(terms))
    if many and sort == "report" and terms.match is not None:
        return _numbers_by_words(terms)
    # nearly all claims have a time
    if many and dense and terms.asks_only("match", "dated") and terms.dated is not False:
        return _numbers_by_trying(terms, sort=sort)
    only_names = terms.asks_only("source") or terms.asks_only("actor")
    dated_too = sort in _BY_TIME and any(getattr(terms, n) and terms.asks_only(n, "dated") for n in ("source", "actor"))
    if many and dense and dated_too and terms.match is None:
        named = literal_column("+claims.no").in_(_named(terms))
        return rows.select_from(sql.CLAIMS_AND_REPORTS).where(
            named, *_unindexed(terms), *sql.standing_and_outlet(terms)
        )
    if many and only_names:
        return _numbers_by_names(terms, sort=sort)
    if few_days and sort in _BY_NUMBER:
        return _numbers_by_days(terms, sort=sort)
    return rows.select_from(sql.CLAIMS_AND_REPORTS).where(*sql.claim_conditions(terms))


def _unindexed(terms: Terms) -> list[ColumnElement[bool]]:
    """The values that claims must have, where another index is to be gone by: the sign keeps SQLite from those of values."""
    equal = [literal_column(f"+claims.{name}") == value for name, value in terms.equal]
    return equal + sql.time_conditions(terms, first=literal_column("+claims.first_day"))


def _numbers_by_days(terms: Terms, *, sort: str) -> Select[Any]:
    """From the indexes of days alone, each of which holds the numbers that are sorted by."""
    at = (s.claims.c.report_no, s.claims.c.no)
    found = union_all(*(select(*at).where(one) for one in sql.time_parts(terms, first=s.claims.c.first_day))).subquery(
        "asked"
    )
    rows = select(found.c.no).where(*_standing_of(found.c.report_no, terms))
    order = (found.c.report_no, found.c.no) if sort == "report" else (found.c.no.desc(),)
    return rows.order_by(*order)


def _numbers_by_names(terms: Terms, *, sort: str) -> Select[Any]:
    """From the names alone: of a claim nothing is needed but its number and its report's."""
    found = _asked_names(terms)
    rows = select(found.c.claim_no.label("no")).distinct().where(*_standing_of(found.c.report_no, terms))
    if sort in _BY_NUMBER:
        at = found.c.claim_no
        return rows.order_by(at if sort == "report" else at.desc())
    if sort in _BY_REPORT:
        rows = rows.join_from(found, s.reports, s.reports.c.no == found.c.report_no)
        published = s.reports.c.published
        day = published.asc() if sort == "published" else published.desc()
        return rows.order_by(day.nulls_last(), found.c.claim_no)
    rows = select(s.claims.c.no).where(s.claims.c.no.in_(rows))
    return rows.order_by(*sql.claim_order(sort))


def _asked_names(terms: Terms) -> Subquery:
    return _named(terms, with_report=True).subquery("asked")


def _named(terms: Terms, *, with_report: bool = False) -> CompoundSelect[Any]:
    phrase, roles = (terms.source, ("source", "link")) if terms.source else (terms.actor, ("actor", "target"))
    return sql.claims_naming(phrase or "", roles, with_report=with_report)


def names_counted(terms: Terms, *, most: int) -> Select[Any]:
    """How many claims name the source or actor that is asked for, counted so far."""
    return select(func.count()).select_from(_named(terms).limit(most).subquery("asked"))


def _standing_of(report_no: ColumnElement[Any], terms: Terms) -> list[ColumnElement[bool]]:
    return [report_no.not_in(sql.SUPERSEDED)] if terms.current else []


def days_counted(terms: Terms, *, most: int) -> Select[Any]:
    """How many claims are of the days that are asked for, counted so far."""
    found = union_all(*(select(s.claims.c.no).where(one) for one in sql.time_parts(terms, first=s.claims.c.first_day)))
    return select(func.count()).select_from(found.limit(most).subquery("asked"))


def _numbers_by_trying(terms: Terms, *, sort: str) -> Select[Any]:
    here: Select[Any] = select(literal_column("1")).select_from(s.claims_fts)
    has = here.where(sql.words_match(s.claims_fts, terms.match or ""), s.claims_fts.c.rowid == s.claims.c.no)
    rest = replace(terms, match=None)
    return claim_numbers(rest, sort=sort, many=True).where(has.correlate(s.claims).exists())


def words_counted(match: str, *, most: int) -> Select[Any]:
    """How many claims hold the words of a full-text query, counted so far."""
    return select(func.count()).select_from(sql.claims_matching(match).limit(most).subquery())


def _numbers_by_words(terms: Terms) -> Select[Any]:
    """The full-text index gives its claims in the order of their numbers."""
    at = s.claims_fts.c.rowid
    others = sql.claim_conditions(replace(terms, match=None))
    rows = select(s.claims.c.no).select_from(_WORDS_FIRST)
    return rows.where(sql.words_match(s.claims_fts, terms.match or ""), *others).order_by(at)


def claims_found(terms: Terms, *, many: bool) -> Select[Any]:
    """What is needed of claims that fit to count and sort them; with ``many`` those of the newest reports first."""
    if many and terms.goes_by_report:
        rows = select(*_FOUND).select_from(_CLAIMS_OF_REPORTS).where(*_conditions_by_report(terms))
        return rows.order_by(s.reports.c.published.desc(), s.reports.c.no.desc())
    if terms.asks_only("source") or terms.asks_only("actor"):
        named = _asked_names(terms)
        rows = select(*_FOUND).distinct().join_from(named, s.claims, s.claims.c.no == literal_column("+asked.claim_no"))
        return rows.where(*_standing_of(named.c.report_no, terms))
    if terms.match is not None:
        rest = sql.claim_conditions(replace(terms, match=None))
        return select(*_FOUND).select_from(_WORDS_FIRST).where(sql.words_match(s.claims_fts, terms.match), *rest)
    return select(*_FOUND).where(*sql.claim_conditions(terms))


def _conditions_by_report(terms: Terms) -> list[ColumnElement[bool]]:
    found = (
        sql.standing_joined(current=terms.current, as_of=terms.as_of)
        + sql.equal_conditions(terms)
        + sql.time_conditions(terms)
    )
    return found if terms.outlet is None else [*found, sql.has_words(s.reports.c.outlet_key, terms.outlet)]
