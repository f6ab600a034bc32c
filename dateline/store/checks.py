"""The statements that ``check`` runs: what to look through, and what must find nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, select, text

from dateline.store import schema as s

__all__ = [
    "ADDRESS_FAULTS",
    "FOREIGN_KEYS",
    "FULL_TEXT_CHECKS",
    "INTEGRITY",
    "MISCOUNTED_CLAIMS",
    "MISCOUNTED_NAMES",
    "REPORT_FAULTS",
    "UNUSED_ORIGINALS",
    "all_originals",
    "all_reports",
    "claims_of",
    "names_of",
]

INTEGRITY = text("PRAGMA integrity_check")
FOREIGN_KEYS = text("PRAGMA foreign_key_check")

# rank 1: compare the index with the table it is of, not only with itself
FULL_TEXT_CHECKS = {
    "reports_fts": text("INSERT INTO reports_fts (reports_fts, rank) VALUES ('integrity-check', 1)"),
    "claims_fts": text("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)"),
    "names_fts": text("INSERT INTO names_fts (names_fts, rank) VALUES ('integrity-check', 1)"),
}

UNUSED_ORIGINALS = text("SELECT sha256 FROM originals WHERE sha256 NOT IN (SELECT original_sha256 FROM reports)")

_STANDS = """
    SELECT a.report_no FROM addresses a
    WHERE a.version = (SELECT max(b.version) FROM addresses b WHERE b.address = a.address)
"""
# (the reports it finds, what is wrong with them)
REPORT_FAULTS = (
    (text("SELECT id FROM reports WHERE no NOT IN (SELECT report_no FROM addresses)"), "it stands at no address"),
    (
        text(f"SELECT id FROM reports WHERE superseded_by IS NOT NULL AND no IN ({_STANDS})"),  # noqa: S608
        "it is superseded, but is what stands at an address",
    ),
    (
        text(f"SELECT id FROM reports WHERE superseded_by IS NULL AND no NOT IN ({_STANDS})"),  # noqa: S608
        "it is not superseded, but another stands at every address it had",
    ),
    (
        # not "(address, no) NOT IN": SQLite loses the affinity of columns there, and takes the text "0" for a number
        text(
            "SELECT id FROM reports r WHERE NOT EXISTS "
            "(SELECT 1 FROM addresses a WHERE a.address = r.address AND a.report_no = r.no)"
        ),
        "it never stood at its own address",
    ),
)
ADDRESS_FAULTS = text(
    "SELECT address FROM addresses GROUP BY address HAVING max(version) <> count(*) OR min(version) <> 1"
)

MISCOUNTED_NAMES = text("""
    WITH uses AS (
      SELECT name_id, sum(role = 'source') AS source, sum(role = 'actor') AS actor, sum(role = 'target') AS target,
             count(DISTINCT CASE WHEN role IN ('actor', 'target') THEN claim_no END) AS party, sum(role = 'place') AS place,
             count(DISTINCT CASE WHEN role <> 'place' THEN report_no END) AS reports
      FROM claim_names WHERE report_no NOT IN (SELECT no FROM reports WHERE superseded_by IS NOT NULL)
      GROUP BY name_id
    )
    SELECT key FROM names LEFT JOIN uses ON name_id = id
    WHERE as_source <> coalesce(source, 0) OR as_actor <> coalesce(actor, 0) OR as_target <> coalesce(target, 0)
       OR as_party <> coalesce(party, 0) OR as_place <> coalesce(place, 0) OR names.reports <> coalesce(uses.reports, 0)
""")
_DUE_COUNTS = """
    SELECT c.kind, coalesce(c.type, ''), c.stance, coalesce(c.status, ''), coalesce(r.outlet_key, ''),
           c.first_day IS NOT NULL, r.superseded_by IS NULL, count(*)
    FROM reports r CROSS JOIN claims c ON c.report_no = r.no GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
_COUNTS = "SELECT kind, type, stance, status, outlet_key, dated, standing, claims FROM claim_counts"
MISCOUNTED_CLAIMS = text(f"""
    SELECT DISTINCT kind, type, stance, status, outlet_key FROM (
      SELECT * FROM ({_COUNTS} EXCEPT {_DUE_COUNTS}) UNION ALL SELECT * FROM ({_DUE_COUNTS} EXCEPT {_COUNTS})
    )
""")  # noqa: S608


def all_originals() -> Select[Any]:
    """Every original."""
    return select(s.originals)


def all_reports() -> Select[Any]:
    """Every report, with its reading if it has one."""
    reading = (c for c in s.readings.c if c.name != "report_no")
    return select(s.reports, *reading).outerjoin_from(s.reports, s.readings).order_by(s.reports.c.no)


def claims_of() -> Select[Any]:
    """The claims of report ``no``, in the order they were added."""
    rows = select(s.claims, s.reports.c.id.label("report_id")).join_from(s.claims, s.reports)
    return rows.where(s.claims.c.report_no == bindparam("no")).order_by(s.claims.c.no)


def names_of() -> Select[Any]:
    """The names that the claims of report ``no`` are listed to use."""
    use = s.claim_names.c
    rows = select(use.claim_no, use.role, use.position, s.names.c.key).join_from(s.claim_names, s.names)
    return rows.where(use.report_no == bindparam("no"))
