"""What must be assembled anew, and the rows of incidents and disputes that come of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, TextClause, insert, text
from sqlalchemy.dialects import sqlite

from dateline.store import schema
from dateline.store.base_rows import DisputeRow, IncidentRow
from dateline.store.judged import numbers_of
from dateline.store.lists import as_list
from dateline.store.record_rows import dispute_values, incident_values, place_owner

__all__ = ["Settling"]

_UNSETTLE = "INSERT OR IGNORE INTO unsettled (kind, id)"
# CROSS JOIN keeps the order: from the few claims that are asked to what they are of, never the other way round.
_INCIDENTS_OF = """
    SELECT DISTINCT 'incident', i.id FROM asked CROSS JOIN claims m ON m.no = asked.no
    LEFT JOIN clusters c ON c.kind = 'incident' AND c.member = m.no
    CROSS JOIN incidents i ON i.no = coalesce(c.cluster, m.no)
"""
_PLACES_OF = """
    SELECT DISTINCT 'place', coalesce(m.place_id, p.key) FROM asked CROSS JOIN claims m ON m.no = asked.no AND m.kind = 'holding'
    CROSS JOIN claim_names w ON w.claim_no = m.no AND w.role = 'place' CROSS JOIN names p ON p.id = w.name_id
"""
_CLAIMS = "SELECT value AS no FROM json_each(:numbers)"
_CLAIMS_OF_REPORTS = "SELECT c.no FROM json_each(:numbers) n CROSS JOIN claims c ON c.report_no = n.value"
_CLAIMS_NAMING = """
    SELECT DISTINCT u.claim_no AS no FROM json_each(:numbers) asked CROSS JOIN actor_nodes n ON n.no = asked.value
    CROSS JOIN names ON names.key = n.key CROSS JOIN actor_uses a ON a.node_no = n.no
    CROSS JOIN claim_names u ON u.name_id = names.id AND u.report_no = a.report_no
      AND u.role IN ('source', 'link', 'actor', 'target')
"""


def _unsettle(claims: str, what: str) -> TextClause:
    return text(f"WITH asked AS ({claims}) {_UNSETTLE} {what}")


# an incident whose only claims were rejected has no row until one of them stands again
_RETURNING = """
    SELECT 'incident', root.id FROM asked CROSS JOIN claims m ON m.no = asked.no
    LEFT JOIN clusters c ON c.kind = 'incident' AND c.member = m.no CROSS JOIN claims root ON root.no = coalesce(c.cluster, m.no)
    WHERE root.no NOT IN (SELECT no FROM incidents)
      AND EXISTS (SELECT 1 FROM judgements WHERE kind = 'claim' AND subject = m.id AND verdict = 'reject')
      AND EXISTS (SELECT 1 FROM incident_blocks WHERE claim_no = m.no)
"""
# a statement that denies another one is a side of what is disputed in that one
_CLAIMS_DENIED = """
    SELECT m.no FROM json_each(:numbers) n CROSS JOIN claims d ON d.no = n.value CROSS JOIN claims s ON s.id = d.denies
    CROSS JOIN claims m ON m.report_no = s.report_no AND m.statement = s.id
"""
_OF_CLAIMS = (
    _unsettle(_CLAIMS, _INCIDENTS_OF),
    _unsettle(_CLAIMS, _RETURNING),
    _unsettle(_CLAIMS_DENIED, _INCIDENTS_OF),
    _unsettle(_CLAIMS, _PLACES_OF),
)
# the places that persons ever put these holdings at
_PUT_AT = text("""
    SELECT json_extract(v.value, '$[1]') FROM json_each(:numbers) n CROSS JOIN claims m ON m.no = n.value
    CROSS JOIN judgements j ON j.kind = 'claim' AND j.subject = m.id CROSS JOIN json_each(j."values") v
    WHERE m.kind = 'holding' AND json_extract(v.value, '$[0]') = 'place'
""")
_UNSETTLE_PLACE = text("INSERT OR IGNORE INTO unsettled (kind, id) VALUES ('place', :id)")
_OF_REPORTS = (_unsettle(_CLAIMS_OF_REPORTS, _INCIDENTS_OF), _unsettle(_CLAIMS_OF_REPORTS, _PLACES_OF))
_OF_NODES = (_unsettle(_CLAIMS_NAMING, _INCIDENTS_OF), _unsettle(_CLAIMS_NAMING, _PLACES_OF))
_ROOTS = text(f"""
    {_UNSETTLE} SELECT 'incident', id FROM claims WHERE no IN (SELECT value FROM json_each(:numbers))
""")  # noqa: S608
_GONE = (
    text("""
        DELETE FROM unsettled WHERE kind = 'incident'
          AND id IN (SELECT id FROM claims WHERE no IN (SELECT value FROM json_each(:numbers)))
    """),
    text("DELETE FROM disputes WHERE incident_no IN (SELECT value FROM json_each(:numbers))"),
    text("DELETE FROM incidents WHERE no IN (SELECT value FROM json_each(:numbers))"),
)
_SETTLED = text("DELETE FROM unsettled WHERE kind = :kind AND id IN (SELECT value FROM json_each(:ids))")
_UNSETTLED = text("SELECT id FROM unsettled WHERE kind = :kind ORDER BY id LIMIT :limit")
_COUNT_DISPUTES = text("""
    UPDATE incidents SET disputes = (SELECT count(*) FROM disputes WHERE incident_no = incidents.no)
    WHERE no IN (SELECT value FROM json_each(:numbers))
""")
_NEW_INCIDENT = sqlite.insert(schema.incidents)
_PUT_INCIDENT = _NEW_INCIDENT.on_conflict_do_update(
    index_elements=[schema.incidents.c.no],
    set_={c.name: _NEW_INCIDENT.excluded[c.name] for c in schema.incidents.c if c.name not in ("no", "id", "disputes")},
)
_DROP_OF_INCIDENTS = text("DELETE FROM disputes WHERE incident_no IN (SELECT value FROM json_each(:numbers))")
_DROP_OF_PLACE = text("DELETE FROM disputes WHERE place_owner = :owner AND incident_no IS NULL")


class Settling:
    """Marks what must be assembled anew, and writes what was."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # what is no longer so ---------------------------------------------------------------------------

    def unsettle_claims(self, numbers: Collection[int]) -> None:
        """The incidents and places of these claims, also those that persons put them at, must be assembled anew."""
        asked = {"numbers": as_list(numbers)}
        for statement in _OF_CLAIMS:
            self._connection.execute(statement, asked)
        owners = {_owner_of(json.loads(place)) for place in self._connection.execute(_PUT_AT, asked).scalars()} - {None}
        if owners:
            self._connection.execute(_UNSETTLE_PLACE, [{"id": owner} for owner in owners])

    def unsettle_reports(self, numbers: Collection[int]) -> None:
        """The incidents and the places of these reports' claims must be assembled anew."""
        for statement in _OF_REPORTS:
            self._connection.execute(statement, {"numbers": as_list(numbers)})

    def unsettle_nodes(self, numbers: Collection[int]) -> None:
        """The incidents and the places of the claims that name these actor nodes must be assembled anew."""
        for statement in _OF_NODES:
            self._connection.execute(statement, {"numbers": as_list(numbers)})

    def set_roots(self, numbers: Collection[int], *, gone: Collection[int] = ()) -> None:
        """These claims are the oldest of incidents that must be assembled; those ``gone`` are so no longer."""
        for statement in _GONE if gone else ():
            self._connection.execute(statement, {"numbers": as_list(gone)})
        self._connection.execute(_ROOTS, {"numbers": as_list(numbers)})

    # what is written --------------------------------------------------------------------------------

    def find(self, kind: str, *, limit: int) -> tuple[str, ...]:
        """Return what is unsettled."""
        return tuple(self._connection.execute(_UNSETTLED, {"kind": kind, "limit": limit}).scalars())

    def put_incidents(self, rows: Iterable[IncidentRow]) -> None:
        """Write incidents; their disputes stay those that were written."""
        rows = list(rows)
        numbers = numbers_of(self._connection, "incident", [row.id for row in rows])
        values = [incident_values(row, no=numbers[row.id]) for row in rows]
        if not values:
            return
        self._connection.execute(_PUT_INCIDENT, [{**value, "disputes": 0} for value in values])
        self._settle("incident", [row.id for row in rows])

    def drop_incidents(self, ids: Collection[str]) -> None:
        """Take away incidents with their disputes."""
        gone = numbers_of(self._connection, "incident", ids)
        for statement in _GONE:
            self._connection.execute(statement, {"numbers": as_list(gone.values())})

    def put_disputes_of(self, incidents: Mapping[str, Sequence[DisputeRow]]) -> None:
        """Write the disputes of incidents in place of those there."""
        if not incidents:
            return
        numbers = numbers_of(self._connection, "incident", incidents)
        asked = {"numbers": as_list(numbers.values())}
        self._connection.execute(_DROP_OF_INCIDENTS, asked)
        values = [
            dispute_values(row, incident_no=numbers[ident], owner=None)
            for ident, rows in incidents.items()
            for row in rows
        ]
        if values:
            self._connection.execute(insert(schema.disputes), values)
        self._connection.execute(_COUNT_DISPUTES, asked)

    def put_disputes(self, rows: Sequence[DisputeRow], *, incident: str | None, owner: str | None) -> None:
        """Write the disputes of an incident or of a place in place of those there."""
        if incident is not None:
            self.put_disputes_of({incident: rows})
            return
        self._connection.execute(_DROP_OF_PLACE, {"owner": owner})
        if rows:
            values = [dispute_values(row, incident_no=None, owner=owner) for row in rows]
            self._connection.execute(insert(schema.disputes), values)
        if owner is not None:
            self._settle("place", [owner])

    def _settle(self, kind: str, ids: Collection[str]) -> None:
        self._connection.execute(_SETTLED, {"kind": kind, "ids": as_list(ids)})


def _owner_of(corrected: str | dict[str, str] | None) -> str | None:
    """Return under which name the disputes of a place stand that a person gave: with a point, by its name, or none."""
    if isinstance(corrected, dict):
        return place_owner(corrected["name"], corrected["place_id"])
    return place_owner(corrected, None)
