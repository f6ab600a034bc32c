"""The statements that timelines ask: incidents counted by stretches of time, and the actors that are named in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, null, select

from dateline.store import schema as s
from dateline.store import sql
from dateline.store.asked_times import CountLane, CountUnit
from dateline.store.filters import IncidentTerms
from dateline.store.record_sql import incident_conditions, rejected_claim

__all__ = ["busiest_lanes", "names_in", "spans_counted"]

_I = s.incidents.c
_CHARACTERS: dict[CountUnit, int] = {"year": 4, "month": 7, "day": 10}
_LANES: dict[CountLane, tuple[ColumnElement[Any], ColumnElement[Any]]] = {
    "place": (func.coalesce(_I.place_id, _I.place_key), _I.place),
    # not the bare column: its index would be gone by, and every row of every type looked up, where days are asked for
    "type": (func.coalesce(_I.type, null()), _I.type),
}
_ROLES = {"source": ("source",), "actor": ("actor", "target")}


def busiest_lanes(terms: IncidentTerms, *, lanes: CountLane, most: int) -> Select[Any]:
    """The places or types of most of the incidents that fit."""
    key, name = _LANES[lanes]
    rows = select(key.label("lane"), func.min(name).label("name")).where(*incident_conditions(terms), key.is_not(None))
    return rows.group_by(key).order_by(func.count().desc(), key).limit(most)


def spans_counted(
    terms: IncidentTerms, *, by: CountUnit, lanes: CountLane | None = None, keys: Sequence[str] = ()
) -> Select[Any]:
    """How many incidents that fit begin and end in which stretches of time, each of some lanes by itself.

    Incidents of the same days are counted first, in the order of the index of days: so few are left to be sorted.
    """
    key = _LANES[lanes][0] if lanes else null()
    lane = (case((key.in_(keys), key)) if keys else null()).label("lane")
    days = (_I.first_day, _I.last_day)
    same = select(lane, *days, func.count().label("incidents")).where(*incident_conditions(terms))
    inner = same.group_by(*([lane] if keys else []), *days).subquery()
    stretches = [func.substr(inner.c[day.name], 1, _CHARACTERS[by]) for day in days]
    rows = select(inner.c.lane, stretches[0].label("first"), stretches[1].label("last"), func.sum(inner.c.incidents))
    return rows.group_by(inner.c.lane, *stretches).order_by(*stretches)


@lru_cache(64)
def names_in(*, role: str, as_of: str | None) -> Select[Any]:
    """The actors that claims of the incidents of these ``ids``, a list, name in a role, the commonest first."""
    cluster, use, named = s.clusters.c, s.claim_names.c, s.names.c
    asked = select(_I.no).where(_I.id.in_(sql.listed("ids")))
    under = select(cluster.member, cluster.cluster).where(cluster.kind == "incident", cluster.cluster.in_(asked))
    alone = select(_I.no.label("member"), _I.no.label("cluster")).where(_I.no.in_(asked))
    of = under.union(alone).subquery("asked")
    in_report, anywhere = s.actor_nodes.alias("in_report"), s.actor_nodes.alias("anywhere")
    above, shown = s.clusters.alias("above"), s.actor_nodes.alias("shown")
    node = func.coalesce(in_report.c.no, anywhere.c.no)
    at = (
        of.join(s.claims, s.claims.c.no == of.c.member)
        .join(s.reports, s.reports.c.no == s.claims.c.report_no)
        .join(s.incidents, _I.no == of.c.cluster)
        .join(s.claim_names, and_(use.claim_no == s.claims.c.no, use.role.in_(_ROLES[role])))
        .join(s.names, named.id == use.name_id)
        # in a report the name's node of that report counts before the name's own
        .outerjoin(in_report, and_(in_report.c.key == named.key, in_report.c.report_no == s.reports.c.no))
        .outerjoin(anywhere, and_(anywhere.c.key == named.key, anywhere.c.report_no.is_(None)))
        .outerjoin(above, and_(above.c.kind == "actor", above.c.member == node))
        .join(s.actors, s.actors.c.no == func.coalesce(above.c.cluster, node))
        .join(shown, shown.c.no == s.actors.c.no)
    )
    claims = func.count(s.claims.c.no.distinct()).label("claims")
    rows = select(_I.id, shown.c.node.label("key"), s.actors.c.name, claims).select_from(at)
    rows = rows.where(*sql.standing_joined(current=True, as_of=as_of), ~rejected_claim().exists())
    return rows.group_by(_I.id, shown.c.node).order_by(literal_column("claims").desc(), s.actors.c.name)
