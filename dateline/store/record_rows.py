"""Judgements, incidents and disputes to rows and back."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping

from dateline.judgements import Judgement
from dateline.name_keys import name_key
from dateline.store.base_rows import DisputeRow, IncidentRow

__all__ = [
    "dispute_from_row",
    "dispute_values",
    "incident_from_row",
    "incident_values",
    "judgement_from_row",
    "judgement_values",
    "place_owner",
]

_INCIDENT_FIELDS = tuple(f.name for f in fields(IncidentRow) if f.name != "whole")
_DISPUTE_FIELDS = tuple(f.name for f in fields(DisputeRow))
_JUDGEMENT_FIELDS = ("id", "kind", "subject", "object", "verdict", "score", "made")


def judgement_values(judgement: Judgement) -> dict[str, Any]:
    """Return the row of a judgement, without its number and what supersedes it."""
    return {
        **{name: getattr(judgement, name) for name in _JUDGEMENT_FIELDS},
        "reasons": json.dumps(judgement.reasons, ensure_ascii=False),
        "values": json.dumps(judgement.values, ensure_ascii=False),
        "made_by": judgement.by,
    }


def judgement_from_row(row: RowMapping) -> Judgement:
    """Return the judgement of a row."""
    return Judgement(
        **{name: row[name] for name in _JUDGEMENT_FIELDS},
        reasons=tuple(json.loads(row["reasons"])),
        values=tuple((name, value) for name, value in json.loads(row["values"])),
        by=row["made_by"],
    )


def incident_values(row: IncidentRow, *, no: int) -> dict[str, Any]:
    """Return the row of an incident in the archive; what is not known of an answer as of a day is counted as none."""
    values = {name: getattr(row, name) for name in _INCIDENT_FIELDS}
    counts = {name: values[name] or 0 for name in ("origins_low", "origins_high", "disputes")}
    return values | counts | {"no": no, "place_key": _key(row.place)}


def incident_from_row(row: RowMapping) -> IncidentRow:
    """Return an incident's row as it is asked for."""
    return IncidentRow(**{name: row[name] for name in _INCIDENT_FIELDS})


def dispute_values(row: DisputeRow, *, incident_no: int | None, owner: str | None) -> dict[str, Any]:
    """Return the row of a dispute in the archive, without its number."""
    values = {name: getattr(row, name) for name in _DISPUTE_FIELDS if name not in ("incident", "place_id")}
    return values | {"incident_no": incident_no, "place_owner": owner, "place_key": _key(row.place)}


def dispute_from_row(row: RowMapping) -> DisputeRow:
    """Return a dispute's row as it is asked for."""
    values = {name: row[name] for name in _DISPUTE_FIELDS if name != "place_id"}
    owner = row["place_owner"]
    return DisputeRow(**values, place_id=None if owner == row["place_key"] else owner)


def place_owner(place: str | None, place_id: str | None) -> str | None:
    """Return under which name the disputes of a place stand: its gazetteer id, else its name in comparable form."""
    return place_id or _key(place)


def _key(place: str | None) -> str | None:
    return None if place is None else name_key(place)
