"""Questions of reviewing, each one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import TextClause, bindparam, or_, select, text

from dateline.judgements import MACHINE, Judgement
from dateline.reconcile.review import Weight
from dateline.records import Claim
from dateline.store import schema as s
from dateline.store import sql
from dateline.store.asked import ReviewAsking
from dateline.store.filters import check_page, is_storable
from dateline.store.lists import as_list
from dateline.store.record_rows import judgement_from_row
from dateline.store.rows import claim_from_row
from dateline.store.timeline_view import TimelineView

__all__ = ["ReviewView"]

_ASKED = "IN (SELECT value FROM json_each(:ids))"
_UNDER = "LEFT JOIN clusters c ON c.kind = '{kind}' AND c.member = t.no"
_WEIGHTS = {
    "copy": text(f"""
        SELECT t.id, coalesce(root.id, t.id) AS root, t.claims, 1 AS origins, 0 AS disputes, 0 AS deaths
        FROM reports t {_UNDER.format(kind="copy")} LEFT JOIN reports root ON root.no = c.cluster WHERE t.id {_ASKED}
    """),  # noqa: S608
    "actor": text(f"""
        SELECT t.node AS id, coalesce(root.node, t.node) AS root,
          coalesce(a.as_source + a.as_actor + a.as_target, 0) AS claims, 0 AS origins, 0 AS disputes, 0 AS deaths
        FROM actor_nodes t {_UNDER.format(kind="actor")} LEFT JOIN actor_nodes root ON root.no = c.cluster
        LEFT JOIN actors a ON a.no = coalesce(c.cluster, t.no) WHERE t.node {_ASKED}
    """),  # noqa: S608
    "incident": text(f"""
        SELECT t.id, coalesce(i.id, t.id) AS root, coalesce(i.claims, 1) AS claims, coalesce(i.origins_low, 1) AS origins,
          coalesce(i.disputes, 0) AS disputes, coalesce(i.killed_high, 0) AS deaths
        FROM claims t {_UNDER.format(kind="incident")} LEFT JOIN incidents i ON i.no = coalesce(c.cluster, t.no)
        WHERE t.id {_ASKED}
    """),  # noqa: S608
}
_MEMBERS = {"copy": ("reports", "id"), "actor": ("actor_nodes", "node"), "incident": ("claims", "id")}


def _within(kind: str) -> TextClause:
    table, column = _MEMBERS[kind]
    return text(f"""
        SELECT root.{column} AS root, j.id, j.subject, j.object, j.verdict, j.score, j.made_by, j.made
        FROM {table} root CROSS JOIN clusters c ON c.kind = '{kind}' AND c.cluster = root.no
        CROSS JOIN {table} m ON m.no = c.member CROSS JOIN judgements j ON j.kind = '{kind}' AND j.subject = m.{column}
        WHERE root.{column} {_ASKED} AND j.superseded_by IS NULL
    """)  # noqa: S608


_WITHIN = {kind: _within(kind) for kind in _MEMBERS}
_OF_IDS = text(f"SELECT * FROM judgements WHERE id {_ASKED}")  # noqa: S608
_OF_SUBJECTS = text(f"""
    SELECT * FROM judgements WHERE kind = :kind AND subject {_ASKED} AND superseded_by IS NULL ORDER BY no
""")  # noqa: S608
# what is not between "dateline " and "dateline!" is a person's: two ranges of the index on who made it
_PERSONS = text(f"""
    SELECT * FROM judgements WHERE no IN (
      SELECT no FROM judgements WHERE made_by < '{MACHINE} ' UNION ALL SELECT no FROM judgements WHERE made_by >= '{MACHINE}!'
    ) ORDER BY no DESC LIMIT :limit OFFSET :offset
""")  # noqa: S608


class ReviewView(TimelineView, ReviewAsking):
    """Answers what a reviewer is asked about."""

    def get_judgement(self, judgement_id: str) -> Judgement:
        """Return one judgement. Raises: NotFound."""
        asked = select(s.judgements).where(s.judgements.c.id == bindparam("id"))
        return judgement_from_row(self._get(asked, noun="judgement", id=judgement_id)._mapping)

    def weigh(self, kind: str, ids: Collection[str]) -> dict[str, Weight]:
        """Return what stands behind reports, actor nodes or event claims, by those ids that are known."""
        rows = self._run(_WEIGHTS[kind], ids=_storable(ids))
        return {r.id: Weight(r.root, r.claims, r.origins, r.disputes, r.deaths) for r in rows}

    def get_judgements(self, ids: Collection[str]) -> dict[str, Judgement]:
        """Return those of some judgements that are in the archive, by their ids."""
        return {row.id: judgement_from_row(row._mapping) for row in self._run(_OF_IDS, ids=_storable(ids))}

    def judgements_within(self, kind: str, clusters: Collection[str]) -> dict[str, list[Judgement]]:
        """Return the standing judgements whose subject is a member of these clusters, without reasons and values."""
        found: dict[str, list[Judgement]] = defaultdict(list)
        for row in self._run(_WITHIN[kind], ids=_storable(clusters)):
            found[row.root].append(
                Judgement(row.id, kind, row.subject, row.object, row.verdict, row.score, (), (), row.made_by, row.made)
            )
        return found

    def judgements_of(self, kind: str, subjects: Collection[str]) -> list[Judgement]:
        """Return the standing judgements of these subjects."""
        rows = self._run(_OF_SUBJECTS, kind=kind, ids=_storable(subjects))
        return [judgement_from_row(row._mapping) for row in rows]

    def find_persons_judgements(self, *, offset: int = 0, limit: int = 50) -> list[Judgement]:
        """Return what persons judged, the latest added first."""
        check_page(offset, limit)
        return [judgement_from_row(row._mapping) for row in self._run(_PERSONS, offset=offset, limit=limit)]

    def claims_in_doubt(self, incidents: Collection[str], *, below: float) -> list[tuple[Weight, Claim]]:
        """Return claims of these incidents, in reports that stand, with what is counted in their incidents."""
        c, i, under = s.claims.c, s.incidents.c, s.clusters
        # members under their oldest claims, and the oldest claims themselves, which stand alone in no cluster
        members = select(under.c.member, under.c.cluster).where(under.c.kind == "incident")
        alone = select(i.no.label("member"), i.no.label("cluster"))
        of = members.where(under.c.cluster.in_(_numbers_of())).union(alone.where(i.no.in_(_numbers_of()))).subquery()
        at = of.join(s.claims, c.no == of.c.member).join(s.incidents, i.no == of.c.cluster)
        at = at.join(s.reports, s.reports.c.no == c.report_no)
        counts = (i.id.label("root"), i.claims.label("in_all"), i.origins_low, i.disputes, i.killed_high)
        gap = or_(c.place.is_(None), c.earliest.is_(None)) & (c.reasons != "[]")
        rows = select(*sql.CLAIM_COLUMNS, *counts).select_from(at).where(or_(c.confidence < below, gap))
        rows = rows.where(*sql.standing(current=True, as_of=None)).order_by(c.no)
        found: list[tuple[Weight, Claim]] = []
        for row in self._run(rows, incidents=_storable(incidents)):
            weight = Weight(row.root, row.in_all, row.origins_low, row.disputes, row.killed_high or 0.0)
            found.append((weight, claim_from_row(row._mapping)))
        return found


def _numbers_of() -> Any:
    asked = select(text("value FROM json_each(:incidents)"))
    return select(s.incidents.c.no).where(s.incidents.c.id.in_(asked))


def _storable(ids: Collection[str]) -> str:
    return as_list(ident for ident in ids if is_storable(ident))
