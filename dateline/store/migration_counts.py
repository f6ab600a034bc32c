"""The third migration: counts of claims kept beside them, and indexes that answer without reading rows of texts."""

from __future__ import annotations

__all__ = ["COUNTS", "COUNT_CLAIMS", "COUNT_ROLES"]

COUNT_CLAIMS = """
    INSERT INTO claim_counts
    SELECT c.kind, coalesce(c.type, ''), c.stance, coalesce(c.status, ''), coalesce(r.outlet_key, ''),
           c.first_day IS NOT NULL, r.superseded_by IS NULL, count(*)
    FROM reports r CROSS JOIN claims c ON c.report_no = r.no GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
COUNT_ROLES = """
    UPDATE names SET as_party = uses.party, as_place = uses.place FROM (
      SELECT name_id, count(DISTINCT CASE WHEN role IN ('actor', 'target') THEN claim_no END) AS party,
             sum(role = 'place') AS place
      FROM claim_names WHERE report_no NOT IN (SELECT no FROM reports WHERE superseded_by IS NOT NULL) GROUP BY name_id
    ) AS uses WHERE uses.name_id = names.id
"""

COUNTS = (
    """
    CREATE TABLE claim_counts (
      kind TEXT NOT NULL, type TEXT NOT NULL, stance TEXT NOT NULL, status TEXT NOT NULL, outlet_key TEXT NOT NULL,
      dated INTEGER NOT NULL, standing INTEGER NOT NULL, claims INTEGER NOT NULL,
      PRIMARY KEY (kind, type, stance, status, outlet_key, dated, standing)
    ) WITHOUT ROWID
    """,
    COUNT_CLAIMS,
    "ALTER TABLE names ADD COLUMN as_party INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE names ADD COLUMN as_place INTEGER NOT NULL DEFAULT 0",
    COUNT_ROLES,
    'CREATE INDEX names_sources ON names (as_source DESC, "key") WHERE as_source > 0',
    'CREATE INDEX names_parties ON names (as_party DESC, "key") WHERE as_party > 0',
    'CREATE INDEX names_places ON names (as_place DESC, "key") WHERE as_place > 0',
    # what is asked of a report beside its texts, in the order of publishing and by number
    "DROP INDEX reports_published",
    "CREATE INDEX reports_published ON reports (published, no, superseded_by, outlet_key, claims)",
    "CREATE INDEX reports_facts ON reports (no, published, superseded_by, outlet_key)",
    "CREATE INDEX readings_model ON readings (model)",
    # claims by several values at once, and those of a report, without reading them
    "CREATE INDEX claims_facts ON claims (type, stance, status, kind, report_no)",
    "DROP INDEX claims_report",
    "CREATE INDEX claims_report ON claims (report_no, type, stance, status, kind, first_day, last_day)",
    "DROP INDEX claims_time",
    """
    CREATE INDEX claims_time ON claims (
      coalesce(earliest, latest), no, report_no, type, stance, status, kind, first_day, last_day
    )
    """,
    # few claims last for days: those that begin in a range are found by claims_days, those that still last here
    """
    CREATE INDEX claims_lasting ON claims (last_day, first_day, report_no) WHERE first_day < last_day
    """,
)
