"""Claims with what is known of their reports: as persons corrected them, copies and actors as they are assembled now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, text

from dateline.judgements import Judgement, node_id
from dateline.name_keys import name_key
from dateline.reconcile.base import Told
from dateline.reconcile.corrections import as_judged, judged_claims
from dateline.records import OWN_VOICE, UNNAMED, Claim
from dateline.store import schema as s
from dateline.store.lists import as_list
from dateline.store.record_rows import judgement_from_row
from dateline.store.rows import claim_from_row

__all__ = ["TOLD_COLUMNS", "standing_tolds_of", "tolds_of"]

# the actor of each node: the oldest node of its cluster, or itself
_ACTORS = text("""
    SELECT n.node, coalesce(root.node, n.node) AS actor FROM json_each(:nodes) asked
    JOIN actor_nodes n ON n.node = asked.value
    LEFT JOIN clusters c ON c.kind = 'actor' AND c.member = n.no
    LEFT JOIN actor_nodes root ON root.no = c.cluster
""")
_JUDGED = text("""
    SELECT * FROM judgements WHERE kind = 'claim' AND superseded_by IS NULL
      AND subject IN (SELECT value FROM json_each(:claims))
""")


def _copy_of() -> ColumnElement[Any]:
    first = s.reports.alias("first")
    at = s.clusters.join(first, first.c.no == s.clusters.c.cluster)
    found: Select[Any] = select(first.c.id).select_from(at)
    found = found.where(s.clusters.c.kind == "copy", s.clusters.c.member == s.claims.c.report_no)
    return func.coalesce(found.correlate(s.claims).scalar_subquery(), s.reports.c.id).label("copy")


# what a row of a claim needs besides, to be told of
TOLD_COLUMNS: tuple[ColumnElement[Any], ...] = (
    s.reports.c.published,
    s.reports.c.outlet,
    s.reports.c.agency,
    _copy_of(),
)


def tolds_of(connection: Connection, rows: Sequence[Row[Any]]) -> list[Told]:
    """Return claims of rows that have TOLD_COLUMNS, in the order of the rows, with what persons corrected in them."""
    return _tolds_of(connection, rows, _read_judged(connection, rows))


def standing_tolds_of(connection: Connection, rows: Sequence[Row[Any]]) -> list[Told]:
    """Return the same without the claims that a person rejected: what incidents, disputes and origins are made of."""
    judged = _read_judged(connection, rows)
    standing = [row for row in rows if row.id not in judged or judged[row.id].verdict != "reject"]
    return _tolds_of(connection, standing, judged)


def _read_judged(connection: Connection, rows: Sequence[Row[Any]]) -> dict[str, Judgement]:
    found = connection.execute(_JUDGED, {"claims": as_list(row.id for row in rows)})
    return judged_claims(judgement_from_row(row._mapping) for row in found)


def _claim_of(row: Row[Any], judged: dict[str, Judgement]) -> Claim:
    claim = claim_from_row(row._mapping)
    return as_judged(claim, judged) or claim


def _tolds_of(connection: Connection, rows: Sequence[Row[Any]], judged: dict[str, Judgement]) -> list[Told]:
    claims = [_claim_of(row, judged) for row in rows]
    actors = _read_actors(connection, claims)

    def behind(names: Iterable[str], claim: Claim) -> tuple[str, ...]:
        return tuple(_actor(name, claim.report_id, actors) for name in names)

    return [
        Told(
            claim=claim,
            published=row.published,
            outlet=row.outlet,
            agency=row.agency,
            copy=row.copy,
            actors=behind(claim.actors, claim),
            targets=behind(claim.targets, claim),
            chain=behind(claim.chain, claim),
        )
        for row, claim in zip(rows, claims, strict=True)
    ]


def _read_actors(connection: Connection, claims: Iterable[Claim]) -> dict[str, str]:
    """Return the actor of every node that a name in the claims may be."""
    nodes = set()
    for claim in claims:
        for name in (*claim.actors, *claim.targets, *claim.chain):
            key = name_key(name)
            nodes |= {key, node_id(key, claim.report_id)}
    if not nodes:
        return {}
    rows = connection.execute(_ACTORS, {"nodes": as_list(nodes)})
    return {row.node: row.actor for row in rows}


def _actor(name: str, report_id: str, actors: dict[str, str]) -> str:
    if name in (OWN_VOICE, UNNAMED):
        return name
    key = name_key(name)
    return actors.get(node_id(key, report_id)) or actors.get(key) or key or name
