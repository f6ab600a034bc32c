"""The statements that ask for places: from the newest claims, or name by name, never from all claims."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import TextClause, text

from dateline.store.asked_places import MOST_COUNTED
from dateline.vocabulary import HOLDING_STATES

__all__ = [
    "CLAIMS_AT",
    "CLAIMS_NAMED",
    "FORMS_AT",
    "LAST_PUBLISHED",
    "PLACES_NAMED",
    "PLACE_OF_ID",
    "PLACE_OF_NAME",
    "held_places",
]

_NEWEST_HOLDINGS = 6_000
_MOST_NAMES = 1_000
_LOOKED_AT = 5  # of a name's newest claims, until one has a point

_STATES = ", ".join(f"'{state}'" for state in HOLDING_STATES)
_STANDS = "report_no NOT IN (SELECT no FROM reports WHERE superseded_by IS NOT NULL)"
# The newest claim of a name that has a point, of a few; else the newest of all.
_CLAIM_OF_NAME = f"""
    (SELECT no FROM (
       SELECT c.no, c.place_id FROM claim_names u CROSS JOIN claims c ON c.no = u.claim_no
       WHERE u.role = 'place' AND u.name_id = n.id ORDER BY u.report_no DESC LIMIT {_LOOKED_AT}
     ) ORDER BY place_id IS NULL, no DESC LIMIT 1)
"""  # noqa: S608
_POINT = "c.place_id, c.lat, c.lon, c.precision_km, c.country"
PLACES_NAMED = text(f"""
    WITH named AS (
      SELECT id, "key", name, as_place AS claims FROM names INDEXED BY names_places
      WHERE as_place > 0 AND (:phrase = '' OR instr(' ' || "key" || ' ', :phrase) > 0)
      ORDER BY as_place DESC, "key" LIMIT {_MOST_NAMES}
    )
    SELECT n.*, {_POINT} FROM named n LEFT JOIN claims c ON c.no = {_CLAIM_OF_NAME} ORDER BY n.claims DESC, n.key
""")  # noqa: S608
LAST_PUBLISHED = text("SELECT max(published) FROM reports")
PLACE_OF_NAME = text(f"""
    SELECT n.id, n.key, n.name, {_POINT} FROM names n JOIN claims c ON c.no = {_CLAIM_OF_NAME} WHERE n.key = :key
""")  # noqa: S608
PLACE_OF_ID = text(f"SELECT c.place, {_POINT} FROM claims c WHERE c.place_id = :key ORDER BY c.no DESC LIMIT 1")  # noqa: S608
FORMS_AT = text(f"""
    SELECT place, count(*) AS uses FROM (SELECT place FROM claims WHERE place_id = :key ORDER BY no DESC LIMIT {MOST_COUNTED})
    GROUP BY place ORDER BY uses DESC, place
""")  # noqa: S608
CLAIMS_AT = text(
    f"SELECT count(*) FROM (SELECT 1 FROM claims WHERE place_id = :key AND {_STANDS} LIMIT {MOST_COUNTED})"  # noqa: S608
)
CLAIMS_NAMED = text(
    f"SELECT count(*) FROM (SELECT 1 FROM claim_names WHERE role = 'place' AND name_id = :id AND {_STANDS} LIMIT {MOST_COUNTED})"  # noqa: S608
)


@lru_cache(64)
def held_places(*, as_of: bool) -> TextClause:
    """How many of the newest holdings are of each place, by each of its names; ``no`` is the newest one's number.

    Reports lead, the latest published first, and each brings its holdings. The point is that of the row with the highest
    number: SQLite takes plain columns from the row of the one maximum.
    """
    newer = "SELECT 1 FROM reports newer WHERE newer.id = r.superseded_by AND newer.published < :day"
    standing = f"r.published < :day AND NOT EXISTS ({newer})" if as_of else "r.superseded_by IS NULL"
    return text(f"""
        WITH newest AS (
          SELECT c.no, c.place, {_POINT} FROM reports r CROSS JOIN claims c INDEXED BY claims_type ON c.report_no = r.no
          WHERE c.kind = 'holding' AND c.type IN ({_STATES}) AND c.place IS NOT NULL AND {standing}
          ORDER BY r.published DESC, r.no DESC LIMIT {_NEWEST_HOLDINGS}
        )
        SELECT place, place_id, lat, lon, precision_km, country, max(no) AS no, count(*) AS claims
        FROM newest GROUP BY place, place_id
    """)  # noqa: S608
