"""Rows of an archive by the thousand: a file without indexes is filled, what can be counted at once is, and indexes come last."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine

from dateline.store import open_store, schema
from dateline.store.actor_counts import ActorCounts
from dateline.store.changes import NAME_COUNTS
from dateline.store.migration_counts import COUNT_CLAIMS, COUNT_ROLES

__all__ = ["BigRows"]

ROWS_AT_ONCE = 20_000
# Nothing else reads the file, and one that was not finished is made anew: no journal, no waiting for the disk.
_PRAGMAS = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -1048576",
    "PRAGMA temp_store = MEMORY",
)
_FULL_TEXT = ("reports_fts", "claims_fts", "names_fts")
_COUNT_NAMES = """
    UPDATE names SET as_source = uses.source, as_actor = uses.actor, as_target = uses.target, reports = uses.reports
    FROM (SELECT name_id, sum(role = 'source') AS source, sum(role = 'actor') AS actor, sum(role = 'target') AS target,
                 count(DISTINCT report_no) AS reports
          FROM claim_names WHERE role <> 'place'
            AND report_no NOT IN (SELECT no FROM reports WHERE superseded_by IS NOT NULL) GROUP BY name_id) AS uses
    WHERE names.id = uses.name_id
"""
_COUNT_ACTORS = """
    INSERT INTO actors (no, shown_by, name, kind, as_source, as_actor, as_target, reports)
    SELECT coalesce(c.cluster, node_no) AS actor, coalesce(c.cluster, node_no), '', 'other',
           sum(as_source), sum(as_actor), sum(as_target), count(DISTINCT report_no)
    FROM actor_uses LEFT JOIN clusters c ON c.kind = 'actor' AND c.member = node_no
    WHERE report_no NOT IN (SELECT no FROM reports WHERE superseded_by IS NOT NULL) GROUP BY actor
"""
_UNSETTLE = (
    """
    INSERT INTO unsettled SELECT DISTINCT 'incident', root.id FROM incident_blocks b
    LEFT JOIN clusters c ON c.kind = 'incident' AND c.member = b.claim_no
    JOIN claims root ON root.no = coalesce(c.cluster, b.claim_no)
    """,
    """
    INSERT INTO unsettled SELECT DISTINCT 'place', coalesce(claims.place_id, names.key) FROM claims
    JOIN claim_names ON claim_names.role = 'place' AND claim_no = claims.no JOIN names ON names.id = name_id
    WHERE claims.kind = 'holding'
    """,
)


class BigRows:
    """Takes rows for any table of a new archive; ``finish`` makes of it what a writer would have left."""

    def __init__(self, path: Path) -> None:
        open_store(path, create=True).close()
        self.path = path
        self._waiting: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._replaced: list[tuple[str, int]] = []
        self._db = sqlite3.connect(path, isolation_level=None)
        for pragma in _PRAGMAS:
            self._db.execute(pragma).close()
        found = self._db.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        self._indexes = [statement for _, statement in found]
        for name, _ in found:
            self._db.execute(f"DROP INDEX {name}")
        self._db.execute("BEGIN")

    def add(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Take rows, each with a value for every column."""
        waiting = self._waiting[table]
        waiting.extend(rows)
        if len(waiting) >= ROWS_AT_ONCE:
            self._write(table)

    def supersede(self, report_no: int, *, by: str) -> None:
        """Note what stands in a report's place."""
        self._replaced.append((by, report_no))

    def add_names(self, keys: dict[str, int], forms: Counter[tuple[int, str, str]]) -> None:
        """Take all names with how they were written: as (name, spelling, kind of thing)."""
        shown: dict[int, tuple[Counter[str], Counter[str]]] = defaultdict(lambda: (Counter(), Counter()))
        for (name_id, name, kind), uses in forms.items():
            shown[name_id][0][name] += uses
            shown[name_id][1][kind] += uses
        none = dict.fromkeys(NAME_COUNTS, 0)
        for key, name_id in keys.items():
            names, kinds = shown[name_id]
            name = min(names, key=lambda n: (-names[n], n))
            kind = min(kinds, key=lambda k: (k == "other", -kinds[k], k))
            self.add("names", [{"id": name_id, "key": key, "name": name, "kind": kind, **none}])
        rows = [{"name_id": i, "name": name, "kind": kind, "uses": uses} for (i, name, kind), uses in forms.items()]
        self.add("name_forms", rows)

    def finish(self) -> None:
        """Write what waits, count, index."""
        for table in list(self._waiting):
            self._write(table)
        self._db.executemany("UPDATE reports SET superseded_by = ? WHERE no = ?", self._replaced)
        for statement in self._indexes:
            self._db.execute(statement)
        for statement in (_COUNT_NAMES, COUNT_ROLES, COUNT_CLAIMS, _COUNT_ACTORS, *_UNSETTLE):
            self._db.execute(statement)
        for index in _FULL_TEXT:
            self._db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608  names of tables, not data
        self._db.execute("COMMIT")
        self._db.close()
        self._show_actors()
        with closing(sqlite3.connect(self.path)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")

    def _write(self, table: str) -> None:
        rows = self._waiting.pop(table, [])
        if rows:
            columns = [c.name for c in schema.metadata.tables[table].c]
            quoted = ", ".join(f'"{name}"' for name in columns)
            values = ", ".join(f":{name}" for name in columns)
            self._db.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({values})", rows)  # noqa: S608

    def _show_actors(self) -> None:
        engine = create_engine(URL.create("sqlite", database=str(self.path)))
        with engine.begin() as connection:
            numbers = connection.exec_driver_sql("SELECT no FROM actors").scalars().all()
            ActorCounts(connection).show(numbers)
        engine.dispose()
