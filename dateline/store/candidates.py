"""Finding what may be like something new, by keys in common: reports by bands, names and claims by blocks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, TextClause, insert, text

from dateline.records import Report, Span
from dateline.store import schema
from dateline.store.base_rows import KnownNode
from dateline.store.days import day_range
from dateline.store.lists import as_list, key_number, signed

__all__ = ["FOLLOWED", "Candidates", "known_nodes", "published_day", "window_of"]

# How many of those that share a key are looked at, the newest: what half the archive shares tells little (2026-11-22).
FOLLOWED = 200
UNKNOWN_DAY = 0
_LAST_DAY = date.max.toordinal()


def _newest(table: str, key: str, value: str, order: str, where: str = "") -> TextClause:
    """For each key that is asked, a JSON list of the newest that have it."""
    return text(f"""
        SELECT (SELECT json_group_array({value}) FROM (
          SELECT {value} FROM {table} WHERE {key} = asked.value {where} ORDER BY {order} LIMIT {FOLLOWED}
        )) AS found FROM json_each(:keys) asked
    """)  # noqa: S608


_BY_BAND = _newest("bands", "band", "report_no", "report_no DESC")
_BY_ACTOR_BLOCK = _newest("actor_blocks", "block", "node_no", "node_no DESC")
_BY_INCIDENT_BLOCK = _newest(
    "incident_blocks", "block", "claim_no", "day DESC, claim_no DESC", "AND day BETWEEN :first AND :last"
)
_REPORTS = text("""
    SELECT no, id, title, outlet, agency, byline, url, published, language, text, furniture
    FROM reports LEFT JOIN signatures ON report_no = no WHERE no IN (SELECT value FROM json_each(:numbers))
""")
_NODES = """
    SELECT n.no, n.node, n."key", n.context, r.id AS report_id, coalesce(root.node, n.node) AS cluster,
      CASE WHEN r.id IS NULL THEN names.name ELSE n.name END AS name,
      CASE WHEN r.id IS NULL THEN names.kind ELSE n.kind END AS kind,
      CASE WHEN r.id IS NULL THEN names.reports ELSE 1 END AS reports
    FROM actor_nodes n JOIN names ON names.key = n."key" LEFT JOIN reports r ON r.no = n.report_no
    LEFT JOIN clusters c ON c.kind = 'actor' AND c.member = n.no LEFT JOIN actor_nodes root ON root.no = c.cluster
    WHERE n.no IN (SELECT value FROM json_each(:numbers))
"""
_KNOWN_NODES = text(_NODES)
_ADD = {
    table: insert(table).prefix_with("OR IGNORE")
    for table in (schema.bands, schema.actor_blocks, schema.incident_blocks)
}
_NODE_FIELDS = ("node", "key", "name", "kind", "report_id", "cluster", "reports", "context")


class Candidates:
    """Reads and writes the keys by which candidates are found."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_bands(self, report_no: int, bands: Collection[int]) -> None:
        """Keep the bands of a report's signature."""
        rows = [{"band": signed(band), "report_no": report_no} for band in set(bands)]
        self._add(schema.bands, rows)

    def add_actor_blocks(self, blocks: dict[int, Collection[str]]) -> None:
        """Keep the keys of actor nodes, by their numbers."""
        rows = [{"block": key_number(b), "node_no": no} for no, of_node in blocks.items() for b in set(of_node)]
        self._add(schema.actor_blocks, rows)

    def add_incident_blocks(self, blocks: dict[tuple[int, int], Collection[str]]) -> None:
        """Keep the keys of claims, by their numbers and days of publishing."""
        rows = [
            {"block": key_number(block), "day": day, "claim_no": no}
            for (no, day), of_claim in blocks.items()
            for block in set(of_claim)
        ]
        self._add(schema.incident_blocks, rows)

    def reports(self, bands: Sequence[int], *, limit: int, besides: int | None) -> tuple[Report, ...]:
        """Return reports with bands in common, most first."""
        numbers = self._commonest(_BY_BAND, map(signed, bands), limit=limit, besides={besides})
        rows = {row.no: row for row in self._connection.execute(_REPORTS, {"numbers": as_list(numbers)})}
        return tuple(_report(rows[no]._asdict()) for no in numbers)

    def nodes(self, blocks: Collection[str], *, limit: int) -> tuple[KnownNode, ...]:
        """Return actor nodes with keys in common, most first."""
        return known_nodes(self._connection, self._commonest(_BY_ACTOR_BLOCK, map(key_number, blocks), limit=limit))

    def claims(
        self, blocks: Collection[str], *, limit: int, days: tuple[int, int] | None, besides: Collection[int]
    ) -> list[int]:
        """Return the numbers of claims with keys in common, most first; ``days`` are the first and last of publishing."""
        first, last = days or (UNKNOWN_DAY, _LAST_DAY)
        keys = map(key_number, blocks)
        return self._commonest(_BY_INCIDENT_BLOCK, keys, limit=limit, besides=besides, first=first, last=last)

    def _add(self, table: Table, rows: list[dict[str, int]]) -> None:
        if rows:
            self._connection.execute(_ADD[table], rows)

    def _commonest(
        self,
        statement: TextClause,
        keys: Any,
        *,
        limit: int,
        besides: Collection[int | None] = (),
        **values: int,
    ) -> list[int]:
        found = self._connection.execute(statement, {"keys": as_list(set(keys)), **values}).scalars()
        shared = Counter(number for numbers in found for number in json.loads(numbers) if number not in besides)
        # of those with as many keys the newest
        return sorted(shared, key=lambda number: (-shared[number], -number))[:limit]


def known_nodes(connection: Connection, numbers: Sequence[int]) -> tuple[KnownNode, ...]:
    """Return actor nodes of these numbers, in their order."""
    rows = {row.no: row._mapping for row in connection.execute(_KNOWN_NODES, {"numbers": as_list(numbers)})}
    return tuple(KnownNode(**{name: rows[no][name] for name in _NODE_FIELDS}) for no in numbers)


def published_day(published: str | None) -> int:
    """Return the day of publishing as its number in the calendar; 0 where it is not known.

    >>> published_day("0001-01-02T10:00")
    2
    """
    days = day_range(published.partition("T")[0]) if published else None
    return date.fromisoformat(days[0]).toordinal() if days else UNKNOWN_DAY


def window_of(published: str | None, window_days: int | None) -> tuple[int, int] | None:
    """Return the first and last day of publishing that are near enough; None where all are."""
    day = published_day(published)
    if window_days is None or day == UNKNOWN_DAY:
        return None
    return max(day - window_days, UNKNOWN_DAY + 1), min(day + window_days, _LAST_DAY)


def _report(row: dict[str, Any]) -> Report:
    furniture = tuple(Span.of(row["text"], start, end) for start, end in json.loads(row.pop("furniture") or "[]"))
    row.pop("no")
    return Report(**row, filed_from=None, furniture=furniture)
