"""The statements that ask for the record: incidents, disputes, actors, judgements."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, text, union_all

from dateline.judgements import JUDGEMENT_KINDS, WITHDRAWN
from dateline.store import schema as s
from dateline.store import sql
from dateline.store.filters import DisputeTerms, IncidentTerms, JudgementTerms

__all__ = [
    "ALIASES",
    "INCIDENTS_OF_REPORTS",
    "REPORTS_OTHER_THEN",
    "actor_by_node",
    "actor_count",
    "actor_rows",
    "copies_of",
    "dispute_by_id",
    "dispute_count",
    "dispute_rows",
    "incident_conditions",
    "incident_count",
    "incident_counts",
    "incident_numbers",
    "incident_root",
    "incidents_by_number",
    "judgement_count",
    "judgement_rows",
    "nodes_of_actor",
    "rejected_claim",
    "waiting_count",
    "waiting_rows",
]

# Building a statement costs more than running it; those as of a day are as many as the days asked for.
_KEPT_STATEMENTS = 64

# of reports ---------------------------------------------------------------------------------------


@lru_cache(_KEPT_STATEMENTS)
def copies_of() -> Select[Any]:
    """The reports that are one copy with the report of an ``id``, itself included, the earliest first."""
    mine, other = s.clusters.alias("mine"), s.clusters.alias("other")
    at = s.reports.alias("at")
    joined = at.join(mine, and_(mine.c.kind == "copy", mine.c.member == at.c.no)).join(
        other, and_(other.c.kind == "copy", other.c.cluster == mine.c.cluster)
    )
    together = select(other.c.member).select_from(joined).where(at.c.id == bindparam("id"))
    rows = sql.report_rows().where(or_(s.reports.c.id == bindparam("id"), s.reports.c.no.in_(together)))
    return rows.order_by(s.reports.c.published.asc().nulls_last(), s.reports.c.no)


# of incidents --------------------------------------------------------------------------------------

_I = s.incidents.c
_INCIDENT_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "size": (_I.claims.desc(), _I.no.desc()),
    "time": (_I.first_day.asc().nulls_last(), _I.last_day.asc().nulls_last(), _I.no),
    "-time": (_I.first_day.desc().nulls_last(), _I.last_day.desc().nulls_last(), _I.no),
    "origins": (_I.origins_low.desc(), _I.claims.desc(), _I.no.desc()),
    "killed": (_I.killed_high.desc().nulls_last(), _I.claims.desc(), _I.no.desc()),
}


# reports that count otherwise by the end of a ``day``: without a day themselves, or superseded only later
REPORTS_OTHER_THEN = text("""
    SELECT no FROM reports WHERE published IS NULL UNION ALL
    SELECT r.no FROM reports r WHERE r.superseded_by IS NOT NULL AND r.published < :day
      AND NOT EXISTS (SELECT 1 FROM reports newer WHERE newer.id = r.superseded_by AND newer.published < :day) LIMIT :limit
""")
INCIDENTS_OF_REPORTS = text("""
    SELECT DISTINCT coalesce(k.cluster, c.no) FROM json_each(:reports) asked CROSS JOIN claims c ON c.report_no = asked.value
    LEFT JOIN clusters k ON k.kind = 'incident' AND k.member = c.no
""")


def incident_numbers(terms: IncidentTerms, *, sort: str) -> Select[Any]:
    """The numbers of incidents that fit, in order."""
    return select(_I.no).where(*incident_conditions(terms)).order_by(*_INCIDENT_ORDERS[sort])


@lru_cache(_KEPT_STATEMENTS)
def incidents_by_number() -> Select[Any]:
    """The incidents of these ``numbers``, a list."""
    return select(s.incidents).where(_I.no.in_(sql.listed("numbers")))


def incident_count(terms: IncidentTerms) -> Select[Any]:
    """How many incidents fit."""
    return select(func.count()).select_from(s.incidents).where(*incident_conditions(terms))


@lru_cache(_KEPT_STATEMENTS)
def incident_root() -> Select[Any]:
    """The row of the incident that the claim of an ``id`` is of."""
    cluster = s.clusters.c
    above = select(cluster.cluster).where(cluster.kind == "incident", cluster.member == s.claims.c.no)
    root = func.coalesce(above.correlate(s.claims).scalar_subquery(), s.claims.c.no)
    return select(s.incidents).where(_I.no == select(root).where(s.claims.c.id == bindparam("id")).scalar_subquery())


@lru_cache(_KEPT_STATEMENTS)
def incident_counts(*, as_of: str) -> Select[Any]:
    """What incidents whose oldest claims have these ``numbers`` were by the end of a day: claims, reports, days."""
    cluster = s.clusters.c
    under = select(cluster.member, cluster.cluster).where(
        cluster.kind == "incident", cluster.cluster.in_(sql.listed("numbers"))
    )
    roots = select(_I.no.label("member"), _I.no.label("cluster")).where(_I.no.in_(sql.listed("numbers")))
    of = under.union(roots).subquery()
    at = of.join(s.claims, s.claims.c.no == of.c.member).join(s.reports, s.reports.c.no == s.claims.c.report_no)
    rows = select(
        of.c.cluster,
        func.count().label("claims"),
        func.count(s.reports.c.no.distinct()).label("reports"),
        func.substr(func.min(s.reports.c.published), 1, 10).label("first_published"),
        func.substr(func.max(s.reports.c.published), 1, 10).label("last_published"),
    ).select_from(at)
    standing = sql.standing_joined(current=True, as_of=as_of)
    return rows.where(*standing, ~rejected_claim().exists()).group_by(of.c.cluster)


def incident_conditions(terms: IncidentTerms) -> list[ColumnElement[bool]]:
    """What holds of incidents that fit."""
    found: list[ColumnElement[bool]] = []
    if terms.dated is not None:
        found.append(_I.first_day.is_not(None) if terms.dated else _I.first_day.is_(None))
    if terms.min_claims > 1:
        found.append(_I.claims >= terms.min_claims)
    if terms.type is not None:
        found.append(_I.type == terms.type)
    if terms.place is not None:
        found.append(_is_at(terms.place, terms.place_id))
    if terms.first_day is not None:
        found.append(_I.last_day >= terms.first_day)
    if terms.last_day is not None:
        found.append(_I.first_day <= terms.last_day)
    if terms.as_of is not None:
        found.append(sql.published_by(_I.first_published, terms.as_of))
    if terms.actor is not None:
        found.append(_I.no.in_(_roots_of(sql.claims_naming(terms.actor, ("actor", "target")))))
    if terms.match is not None:
        found.append(_I.no.in_(_roots_of(sql.claims_matching(terms.match))))
    return found


def _is_at(phrase: str, place_id: str | None) -> ColumnElement[bool]:
    return or_(_I.place_id == place_id, _I.place_key.in_(_keys_with(phrase)))


def _keys_with(phrase: str) -> Select[Any]:
    return select(s.names.c.key).where(sql.is_named(phrase))


def _roots_of(claims: Any) -> Select[Any]:
    """The oldest claims of the incidents that some claims are of."""
    found = claims.subquery()
    (number,) = found.c
    above = and_(s.clusters.c.kind == "incident", s.clusters.c.member == number)
    return select(func.coalesce(s.clusters.c.cluster, number)).select_from(found.outerjoin(s.clusters, above))


# of disputes ---------------------------------------------------------------------------------------

_D = s.disputes.c
_DISPUTE_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "size": (_D.size.desc(), _D.no.desc()),
    "latest": (_D.no.desc(),),
}
_INCIDENT_ID = select(_I.id).where(_I.no == _D.incident_no).correlate(s.disputes).scalar_subquery().label("incident")


def dispute_rows(terms: DisputeTerms, *, sort: str) -> Select[Any]:
    """Disputes that fit, in order; those that were assembled last have the highest numbers."""
    rows = select(s.disputes, _INCIDENT_ID).where(*_dispute_conditions(terms))
    return rows.order_by(*_DISPUTE_ORDERS[sort])


@lru_cache(_KEPT_STATEMENTS)
def dispute_by_id() -> Select[Any]:
    """The dispute of an ``id``."""
    return select(s.disputes, _INCIDENT_ID).where(_D.id == bindparam("id"))


def dispute_count(terms: DisputeTerms) -> Select[Any]:
    """How many disputes fit."""
    return select(func.count()).select_from(s.disputes).where(*_dispute_conditions(terms))


def _dispute_conditions(terms: DisputeTerms) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if terms.kind is not None:
        found.append(_D.kind == terms.kind)
    if terms.incident is not None:
        found.append(_D.incident_no == select(_I.no).where(_I.id == terms.incident).scalar_subquery())
    if terms.place is not None:
        of_incident = _D.incident_no.in_(select(_I.no).where(_is_at(terms.place, terms.place_id)))
        of_place = or_(_D.place_owner == terms.place_id, _D.place_key.in_(_keys_with(terms.place)))
        found.append(or_(of_incident, of_place))
    if terms.actor is not None:
        found.append(_D.incident_no.in_(_roots_of(sql.claims_naming(terms.actor, ("actor", "target")))))
    if terms.as_of is not None:
        found.append(sql.published_by(_D.first_published, terms.as_of))
    return found


# of actors -----------------------------------------------------------------------------------------

_A = s.actors.c
_BUSY = _A.as_source + _A.as_actor + _A.as_target
_ACTOR_COLUMNS = (s.actor_nodes.c.node.label("key"), *(c for c in s.actors.c if c.name != "shown_by"))
_ACTORS = s.actors.join(s.actor_nodes, s.actor_nodes.c.no == _A.no)

ALIASES = text("""
    SELECT DISTINCT c.cluster AS actor, names.name, names.reports
    FROM clusters c JOIN actor_nodes n ON n.no = c.member JOIN names ON names.key = n.key
    WHERE c.kind = 'actor' AND c.cluster IN (SELECT value FROM json_each(:numbers))
    ORDER BY c.cluster, names.reports DESC, names.name
""")


def actor_rows(*, phrase: str | None, kind: str | None, speaks: bool) -> Select[Any]:
    """Actors, the busiest first; with ``speaks`` sources, those who say most first."""
    rows = select(*_ACTOR_COLUMNS).select_from(_ACTORS).where(*_actor_conditions(phrase, kind, speaks=speaks))
    return rows.order_by(_A.as_source.desc() if speaks else _BUSY.desc(), _A.no)


def actor_count(*, phrase: str | None, kind: str | None, speaks: bool) -> Select[Any]:
    """How many actors."""
    return select(func.count()).select_from(s.actors).where(*_actor_conditions(phrase, kind, speaks=speaks))


@lru_cache(_KEPT_STATEMENTS)
def actor_by_node() -> Select[Any]:
    """The actor that the node of an id ``node`` is of."""
    node, cluster = s.actor_nodes.alias("asked"), s.clusters.c
    above = select(cluster.cluster).where(cluster.kind == "actor", cluster.member == node.c.no)
    root = func.coalesce(above.correlate(node).scalar_subquery(), node.c.no)
    number = select(root).where(node.c.node == bindparam("node")).scalar_subquery()
    return select(*_ACTOR_COLUMNS).select_from(_ACTORS).where(_A.no == number)


@lru_cache(_KEPT_STATEMENTS)
def nodes_of_actor() -> Select[Any]:
    """The numbers of the nodes of actor ``no``, the oldest first."""
    cluster = s.clusters.c
    members = select(cluster.member).where(cluster.kind == "actor", cluster.cluster == bindparam("no"))
    return select(s.actor_nodes.c.no).where(or_(s.actor_nodes.c.no == bindparam("no"), s.actor_nodes.c.no.in_(members)))


def _actor_conditions(phrase: str | None, kind: str | None, *, speaks: bool) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_A.as_source > 0] if speaks else []
    if kind is not None:
        found.append(_A.kind == kind)
    if phrase is not None:
        node = s.actor_nodes.c
        above = and_(s.clusters.c.kind == "actor", s.clusters.c.member == node.no)
        named = select(func.coalesce(s.clusters.c.cluster, node.no)).select_from(
            s.actor_nodes.outerjoin(s.clusters, above)
        )
        found.append(_A.no.in_(named.where(node.key.in_(_keys_with(phrase)))))
    return found


# of judgements -------------------------------------------------------------------------------------

_J = s.judgements.c


def judgement_rows(terms: JudgementTerms) -> Select[Any]:
    """Judgements that fit, latest first."""
    return select(s.judgements).where(*_judgement_conditions(terms)).order_by(_J.no.desc())


def judgement_count(terms: JudgementTerms) -> Select[Any]:
    """How many judgements fit."""
    return select(func.count()).select_from(s.judgements).where(*_judgement_conditions(terms))


def waiting_rows(terms: JudgementTerms) -> Select[Any]:
    """Judgements that wait for a person, the likeliest first."""
    at = s.waiting.join(s.judgements, _J.no == s.waiting.c.judgement_no)
    rows = select(s.judgements).select_from(at).where(*_waiting_conditions(terms))
    return rows.order_by(s.waiting.c.score.desc(), s.waiting.c.judgement_no.desc())


def waiting_count(terms: JudgementTerms) -> Select[Any]:
    """How many judgements wait for a person."""
    at = s.waiting if terms.is_of_kind else s.waiting.join(s.judgements, _J.no == s.waiting.c.judgement_no)
    return select(func.count()).select_from(at).where(*_waiting_conditions(terms))


def _waiting_conditions(terms: JudgementTerms) -> list[ColumnElement[bool]]:
    found = [] if terms.kind is None else [s.waiting.c.kind == terms.kind]
    return found + _ends_and_maker(terms)


def _judgement_conditions(terms: JudgementTerms) -> list[ColumnElement[bool]]:
    found = [] if terms.kind is None else [_J.kind == terms.kind]
    if terms.in_force:
        found += [_J.superseded_by.is_(None), _J.verdict != WITHDRAWN, ~_outweighed().exists()]
    return found + _ends_and_maker(terms)


def _ends_and_maker(terms: JudgementTerms) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if terms.by is not None:
        found.append(_J.made_by == terms.by)
    if terms.about is not None:
        # the indexes of both ends begin with the kind
        of_kind = _J.kind.in_(JUDGEMENT_KINDS if terms.kind is None else (terms.kind,))
        ends = (select(_J.no).where(of_kind, end == terms.about) for end in (_J.subject, _J.object))
        found.append(_J.no.in_(union_all(*ends)))
    return found


def rejected_claim() -> Select[Any]:
    """The judgement by which a person rejected a claim, if it is in force."""
    rows = select(_J.no).where(_J.kind == "claim", _J.subject == s.claims.c.id, _J.verdict == "reject")
    return rows.where(_J.superseded_by.is_(None), ~_outweighed().exists()).correlate(s.claims)


def _outweighed() -> Select[Any]:
    """Another judgement of the same pair that counts before: a person's, then the later, then that of the larger id."""
    other = s.judgements.alias("other")

    def weight(of: Any) -> tuple[ColumnElement[Any], ...]:
        is_person = func.substr(of.made_by + " ", 1, 9) != "dateline "
        return is_person, of.made, of.id

    (person, made, ident), (mine, my_made, my_id) = weight(other.c), weight(_J)
    heavier = or_(person > mine, and_(person == mine, or_(made > my_made, and_(made == my_made, ident > my_id))))
    straight = and_(other.c.subject == _J.subject, other.c.object.is_not_distinct_from(_J.object))
    crossed = and_(other.c.subject == _J.object, other.c.object == _J.subject)
    rows = select(other.c.no).where(other.c.kind == _J.kind, other.c.superseded_by.is_(None), heavier)
    rows = rows.where(other.c.verdict != WITHDRAWN)
    return rows.where(or_(straight, crossed)).correlate(s.judgements)
