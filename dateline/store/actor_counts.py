"""Actors as they are counted: which node a name is in a report, and how often each actor speaks, acts and is acted on."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, text

from dateline.store.lists import as_list

__all__ = ["ActorCounts"]

_NAMES_OF_REPORT = "SELECT name_id FROM claim_names WHERE report_no = :no"
_ADD_NODES = text(f"""
    INSERT OR IGNORE INTO actor_nodes (node, "key", name, kind)
    SELECT key, key, name, kind FROM names WHERE id IN ({_NAMES_OF_REPORT} AND role <> 'place')
""")  # noqa: S608
_ADD_USES = text("""
    INSERT INTO actor_uses (node_no, report_no, as_source, as_actor, as_target)
    SELECT n.no, :no, sum(role = 'source'), sum(role = 'actor'), sum(role = 'target')
    FROM claim_names u JOIN names ON names.id = u.name_id JOIN actor_nodes n ON n.node = names.key
    WHERE u.report_no = :no AND role <> 'place' GROUP BY n.no
""")
_SHOW_AS_WRITTEN = text(f"""
    UPDATE actors SET (name, kind) = (SELECT names.name, names.kind FROM actor_nodes n JOIN names ON names.key = n.key
                                      WHERE n.no = actors.shown_by)
    WHERE shown_by IN (SELECT n.no FROM names JOIN actor_nodes n ON n.node = names.key WHERE names.id IN ({_NAMES_OF_REPORT}))
""")  # noqa: S608
_COUNT = text("""
    INSERT INTO actors (no, shown_by, name, kind, as_source, as_actor, as_target, reports)
    SELECT coalesce(c.cluster, u.node_no) AS actor, coalesce(c.cluster, u.node_no), '', 'other',
           :sign * sum(as_source), :sign * sum(as_actor), :sign * sum(as_target), :sign * count(DISTINCT u.report_no)
    FROM actor_uses u LEFT JOIN clusters c ON c.kind = 'actor' AND c.member = u.node_no
    WHERE u.report_no IN (SELECT value FROM json_each(:reports))
      AND (:every OR coalesce(c.cluster, u.node_no) IN (SELECT value FROM json_each(:actors)))
    GROUP BY actor
    ON CONFLICT (no) DO UPDATE SET as_source = as_source + excluded.as_source, as_actor = as_actor + excluded.as_actor,
      as_target = as_target + excluded.as_target, reports = reports + excluded.reports
""")
_ACTORS_OF_REPORT = """
    SELECT coalesce(c.cluster, u.node_no) FROM actor_uses u
    LEFT JOIN clusters c ON c.kind = 'actor' AND c.member = u.node_no WHERE u.report_no = :no
"""
_NEW_OF_REPORT = text(f"SELECT no FROM actors WHERE name = '' AND no IN ({_ACTORS_OF_REPORT})")  # noqa: S608
_DROP_UNUSED_OF_REPORT = text(f"DELETE FROM actors WHERE reports = 0 AND no IN ({_ACTORS_OF_REPORT})")  # noqa: S608
_DROP_UNUSED = text("DELETE FROM actors WHERE reports = 0 AND no IN (SELECT value FROM json_each(:actors))")
# A full name stands for itself in any report; of these the commonest is shown, then the longest.
_SHOW = text("""
    UPDATE actors SET (shown_by, name, kind) = (
      SELECT n.no, CASE WHEN n.report_no IS NULL THEN names.name ELSE n.name END,
             CASE WHEN n.report_no IS NULL THEN names.kind ELSE n.kind END
      FROM (SELECT member FROM clusters WHERE clusters.kind = 'actor' AND cluster = actors.no UNION SELECT actors.no) asked
      JOIN actor_nodes n ON n.no = asked.member JOIN names ON names.key = n.key
      ORDER BY n.report_no IS NOT NULL, names.reports DESC, length(names.name) DESC, n.no LIMIT 1
    ) WHERE no IN (SELECT value FROM json_each(:actors))
""")
_REPORTS_USING = text("""
    SELECT DISTINCT u.report_no FROM actor_uses u JOIN reports r ON r.no = u.report_no AND r.superseded_by IS NULL
    WHERE u.node_no IN (SELECT value FROM json_each(:nodes))
""")
_IS_CURRENT = text("SELECT superseded_by IS NULL FROM reports WHERE no = :no")
_USE_OWN_NODE = text("""
    UPDATE OR REPLACE actor_uses SET node_no = :own WHERE report_no = :no
      AND node_no = (SELECT no FROM actor_nodes WHERE node = :key)
""")


class ActorCounts:
    """Keeps what is counted of actors equal to what the claims of reports that stand say."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_report(self, no: int) -> None:
        """Count the names of a new report: each stands for itself until a node of the report takes its place."""
        at = {"no": no}
        self._connection.execute(_ADD_NODES, at)
        self._connection.execute(_ADD_USES, at)
        self.count_report(no, sign=1)
        # Also where a name is only a place here: how it is mostly written may have changed.
        self._connection.execute(_SHOW_AS_WRITTEN, at)

    def count_report(self, no: int, *, sign: int) -> None:
        """Add a report to the counts of its actors, or take it from them (-1)."""
        values = {"reports": as_list([no]), "actors": "[]", "every": True, "sign": sign}
        self._connection.execute(_COUNT, values)
        if sign < 0:
            self._connection.execute(_DROP_UNUSED_OF_REPORT, {"no": no})
        else:
            new = self._connection.execute(_NEW_OF_REPORT, {"no": no}).scalars().all()
            self.show(new)

    def use_own_nodes(self, no: int, owns: dict[str, int]) -> None:
        """Let nodes of a report (by the key of the name, their numbers) take the place of their names' own."""
        current = bool(self._connection.execute(_IS_CURRENT, {"no": no}).scalar_one())
        if current:
            self.count_report(no, sign=-1)
        rows = [{"no": no, "key": key, "own": own} for key, own in owns.items()]
        self._connection.execute(_USE_OWN_NODE, rows)
        if current:
            self.count_report(no, sign=1)

    def reports_using(self, nodes: Collection[int]) -> list[int]:
        """Return the reports that stand and use one of these nodes."""
        return list(self._connection.execute(_REPORTS_USING, {"nodes": as_list(nodes)}).scalars())

    def count(self, actors: Collection[int], reports: Collection[int], *, sign: int) -> None:
        """Add what reports say of these actors to their counts, or take it from them (-1)."""
        values = {"reports": as_list(reports), "actors": as_list(actors), "every": False, "sign": sign}
        self._connection.execute(_COUNT, values)

    def show(self, actors: Collection[int]) -> None:
        """Show actors by their commonest full name; one that no report uses any more is no actor."""
        if actors:
            self._connection.execute(_DROP_UNUSED, {"actors": as_list(actors)})
            self._connection.execute(_SHOW, {"actors": as_list(actors)})
