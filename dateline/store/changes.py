"""Every statement that changes the archive, as functions that return it; the writer runs them.

Each is built once: that costs more than running it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    Insert,
    Select,
    TextClause,
    Update,
    bindparam,
    case,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects import sqlite

from dateline.store import schema as s
from dateline.store.sql import listed

__all__ = [
    "NAME_COUNTS",
    "add_original",
    "addresses_where_latest",
    "count_form",
    "count_names",
    "has_stood_at",
    "index_claims",
    "index_names",
    "index_report",
    "last_numbers",
    "latest_at",
    "name_ids",
    "name_uses",
    "report_at",
    "set_superseded",
    "set_supersedes",
    "show_commonest_form",
    "standing_of",
]

# what is counted of a name
NAME_COUNTS = ("as_source", "as_actor", "as_target", "as_party", "as_place", "reports")


@cache
def report_at(*, with_original: bool) -> Select[Any]:
    """Whether an ``address`` is known; ``with_original``: with these very bytes (``sha256``)."""
    at = s.addresses.join(s.reports, s.reports.c.no == s.addresses.c.report_no)
    rows = select(s.reports.c.id).select_from(at).where(s.addresses.c.address == bindparam("address"))
    if with_original:
        rows = rows.where(s.reports.c.original_sha256 == bindparam("sha256"))
    return rows.limit(1)


@cache
def standing_of() -> Select[Any]:
    """The number of the report of an ``id``, and what supersedes it."""
    return select(s.reports.c.no, s.reports.c.superseded_by).where(s.reports.c.id == bindparam("id"))


@cache
def last_numbers() -> Select[Any]:
    """The highest numbers given to a report, a claim and a name."""
    tables = (s.reports.c.no, s.claims.c.no, s.names.c.id)
    return select(*(select(func.coalesce(func.max(number), 0)).scalar_subquery() for number in tables))


@cache
def latest_at() -> Select[Any]:
    """What stands at an ``address``: the version, and the report's number and id."""
    at = s.addresses.join(s.reports, s.reports.c.no == s.addresses.c.report_no)
    rows = select(s.addresses.c.version, s.reports.c.no, s.reports.c.id).select_from(at)
    return rows.where(s.addresses.c.address == bindparam("address")).order_by(s.addresses.c.version.desc()).limit(1)


@cache
def has_stood_at() -> Select[Any]:
    """Whether report ``no`` has stood at an ``address``."""
    at = s.addresses.c
    return select(at.version).where(at.report_no == bindparam("no"), at.address == bindparam("address"))


@cache
def addresses_where_latest() -> Select[Any]:
    """The addresses at which report ``no`` is what stands there now."""
    mine, newer = s.addresses.alias("mine"), s.addresses.alias("newer")
    later = select(newer.c.version).where(newer.c.address == mine.c.address, newer.c.version > mine.c.version)
    return select(mine.c.address).where(mine.c.report_no == bindparam("no"), ~later.exists()).limit(1)


@cache
def add_original() -> Insert:
    """Keep an original, once."""
    return sqlite.insert(s.originals).on_conflict_do_nothing()


@cache
def set_superseded() -> Update:
    """Note what supersedes report ``report_no``; None when it stands again."""
    return update(s.reports).where(s.reports.c.no == bindparam("report_no")).values(superseded_by=bindparam("by"))


@cache
def set_supersedes() -> Update:
    """Note what report ``report_no`` supersedes."""
    return update(s.reports).where(s.reports.c.no == bindparam("report_no")).values(supersedes=bindparam("older"))


@cache
def index_report() -> TextClause:
    """Put report ``no`` in the full-text index."""
    return text("INSERT INTO reports_fts (rowid, title, text) SELECT no, title, text FROM reports WHERE no = :no")


@cache
def index_claims() -> TextClause:
    """Put the claims of report ``no`` in the full-text index."""
    return text(
        "INSERT INTO claims_fts (rowid, text, chain, actors, targets, place)"
        " SELECT no, text, chain, actors, targets, place FROM claim_words WHERE report_no = :no"
    )


@cache
def index_names() -> TextClause:
    """Put name ``id`` of a ``key`` in the full-text index."""
    return text("INSERT INTO names_fts (rowid, key) VALUES (:id, :key)")


@cache
def name_ids() -> Select[Any]:
    """The ids of the names of these ``keys``, a list."""
    return select(s.names.c.key, s.names.c.id).where(s.names.c.key.in_(listed("keys")))


@cache
def count_form() -> Insert:
    """Count more claims that write a name so."""
    row = sqlite.insert(s.name_forms)
    key = [s.name_forms.c.name_id, s.name_forms.c.name, s.name_forms.c.kind]
    return row.on_conflict_do_update(index_elements=key, set_={"uses": s.name_forms.c.uses + row.excluded.uses})


@cache
def show_commonest_form() -> Update:
    """Show name ``name_id`` as it is most often written, and as the kind that it most often is."""
    form = s.name_forms.c
    of_name = select(form.name).where(form.name_id == s.names.c.id).group_by(form.name)
    kinds = select(form.kind).where(form.name_id == s.names.c.id).group_by(form.kind)
    name = of_name.order_by(func.sum(form.uses).desc(), form.name).limit(1)
    known_first = case((form.kind == "other", 1), else_=0)
    kind = kinds.order_by(known_first, func.sum(form.uses).desc(), form.kind).limit(1)
    values = {"name": name.scalar_subquery(), "kind": kind.scalar_subquery()}
    return update(s.names).where(s.names.c.id == bindparam("name_id")).values(values)


@cache
def name_uses() -> Select[Any]:
    """How often the claims of report ``no`` use each name, by role; ``party`` is an actor or target, ``other`` no place."""
    use = s.claim_names.c
    columns = {role: func.count(case((use.role == role, 1))) for role in ("source", "actor", "target", "place")}
    party = func.count(case((use.role.in_(("actor", "target")), use.claim_no)).distinct()).label("party")
    other = func.count(case((use.role != "place", 1))).label("other")
    rows = select(use.name_id, *(column.label(role) for role, column in columns.items()), party, other)
    return rows.where(use.report_no == bindparam("no")).group_by(use.name_id)


@cache
def count_names() -> Update:
    """Add to what is counted of ``name_id``: ``source``, ``actor``, ``target``, ``party``, ``place``, ``in_reports``.

    Each may be negative.
    """
    name = s.names.c
    values = {
        "as_source": name.as_source + bindparam("source"),
        "as_actor": name.as_actor + bindparam("actor"),
        "as_target": name.as_target + bindparam("target"),
        "as_party": name.as_party + bindparam("party"),
        "as_place": name.as_place + bindparam("place"),
        "reports": name.reports + bindparam("in_reports"),
    }
    return update(s.names).where(name.id == bindparam("name_id")).values(values)
