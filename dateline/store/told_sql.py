"""The statements that ask for claims with what is known of their reports: of an incident, of who held a place."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from dateline.store import schema as s
from dateline.store import sql
from dateline.store.tolds import TOLD_COLUMNS

__all__ = [
    "last_published",
    "told_by_id",
    "told_by_number",
    "told_of_incident",
    "told_of_incidents",
    "told_of_owner",
    "told_of_place",
]

# Building a statement costs more than running it; those as of a day are as many as the days asked for.
_KEPT_STATEMENTS = 64
_PUBLISHED = (s.reports.c.published.asc().nulls_last(), s.claims.c.no)
_FACTS = s.claims.join(s.reports, s.reports.c.no == s.claims.c.report_no)


def _told() -> Select[Any]:
    return select(*sql.CLAIM_COLUMNS, *TOLD_COLUMNS).select_from(_FACTS)


@lru_cache(_KEPT_STATEMENTS)
def told_by_number() -> Select[Any]:
    """Claims of these ``numbers``, a list."""
    return _told().where(s.claims.c.no.in_(sql.listed("numbers")))


@lru_cache(_KEPT_STATEMENTS)
def told_by_id() -> Select[Any]:
    """Claims of these ``ids``, a list."""
    return _told().where(s.claims.c.id.in_(sql.listed("ids")))


@lru_cache(_KEPT_STATEMENTS)
def told_of_incident(*, current: bool, as_of: str | None) -> Select[Any]:
    """The claims of the incident whose oldest claim has number ``root``, in the order of publishing."""
    rows = _told().where(s.claims.c.no.in_(_claims_under(bindparam("root"))))
    return rows.where(*sql.standing_joined(current=current, as_of=as_of)).order_by(*_PUBLISHED)


@lru_cache(_KEPT_STATEMENTS)
def told_of_incidents() -> Select[Any]:
    """The claims that stand of the incidents whose oldest claims have these ``numbers``, in the order of publishing."""
    cluster = s.clusters.c
    members = select(cluster.member).where(cluster.kind == "incident", cluster.cluster.in_(sql.listed("numbers")))
    rows = _told().where(s.claims.c.no.in_(members.union_all(sql.listed("numbers"))))
    return rows.where(*sql.standing_joined(current=True, as_of=None)).order_by(*_PUBLISHED)


@lru_cache(_KEPT_STATEMENTS)
def told_of_owner(*, current: bool) -> Select[Any]:
    """The holdings of a place: ``owner`` is its gazetteer id, or its name's key where it has none."""
    named = and_(s.claims.c.place_id.is_(None), s.claims.c.no.in_(_claims_at(bindparam("owner"))))
    return _holdings(or_(s.claims.c.place_id == bindparam("owner"), named), current=current, as_of=None)


@lru_cache(_KEPT_STATEMENTS)
def told_of_place(*, current: bool, as_of: str | None) -> Select[Any]:
    """The holdings of a place of gazetteer id ``place`` or of the name with ``key``."""
    at = or_(s.claims.c.place_id == bindparam("place"), s.claims.c.no.in_(_claims_at(bindparam("key"))))
    return _holdings(at, current=current, as_of=as_of)


def _holdings(at: ColumnElement[bool], *, current: bool, as_of: str | None) -> Select[Any]:
    # those that a person moved to or from a place are few: whoever asks looks where they are now
    other, judged = s.claims.alias("other"), s.judgements.c
    moved = select(judged.subject).where(
        judged.kind == "claim", judged.verdict == "correct", judged.superseded_by.is_(None),
        judged["values"].contains('["place"'),
    )  # fmt: skip
    at = or_(at, s.claims.c.no.in_(select(other.c.no).where(other.c.id.in_(moved))))
    rows = _told().where(s.claims.c.kind == "holding", at)
    return rows.where(*sql.standing_joined(current=current, as_of=as_of)).order_by(*_PUBLISHED)


def last_published(told: Select[Any], most: int) -> Select[Any]:
    """Of some claims in the order of publishing those published last, these first."""
    latest = (s.reports.c.published.desc().nulls_last(), s.claims.c.no.desc())
    return told.order_by(None).order_by(*latest).limit(most)


def _claims_at(key: ColumnElement[Any]) -> Select[Any]:
    named = select(s.names.c.id).where(s.names.c.key == key)
    use = s.claim_names.c
    return select(use.claim_no).where(use.role == "place", use.name_id.in_(named))


def _claims_under(root: ColumnElement[Any]) -> Any:
    cluster = s.clusters.c
    members = select(cluster.member).where(cluster.kind == "incident", cluster.cluster == root)
    return members.union_all(select(root))
