"""What the endpoints of the map answer: their schemas, and examples of the objects of ``atlas_objects``."""

from __future__ import annotations

from dateline.records import Claim
from dateline.store.base import IncidentRow
from dateline.web.atlas import Atlas, HeldPlace
from dateline.web.atlas_families import FAMILIES
from dateline.web.atlas_objects import PROPERTIES, atlas_object, said_object
from dateline.web.description import COUNT, TEXT, YES_OR_NO, fields_of, list_of, maybe, object_answer, object_of
from dateline.web.record_examples import DISPUTE_ROW, HELD_SPANS, INCIDENT_ROW, PLACE_ROW, TOLDS

__all__ = ["MAP", "SAID"]


def only(*values: str) -> dict[str, object]:
    """Return the schema of one of some words."""
    return {"type": "string", "enum": list(values)}


POINT = maybe(object_of({"type": only("Point"), "coordinates": list_of({"type": "number"})}))
INCIDENT_PROPERTIES = object_of(
    {
        "kind": only("incident"),
        "family": only(*(family.key for family in FAMILIES)),
        "when": maybe(TEXT),
        **{name: part for name, part in fields_of(IncidentRow).items() if name in PROPERTIES},
        "killed_or_more": YES_OR_NO,
    }
)
LINE = object_of({"holder": maybe(TEXT), "state": TEXT, "origins": list_of(TEXT), "claim": TEXT})
SPAN = object_of({"from": TEXT, "to": maybe(TEXT), "when": maybe(TEXT), "state": TEXT, "lines": list_of(LINE)})
HELD_FIELDS = ("place", "place_id", "country", "precision_km")
HELD_PROPERTIES = object_of(
    {
        "kind": only("holding"),
        **{name: part for name, part in fields_of(HeldPlace, without=("spans",)).items() if name in HELD_FIELDS},
        "spans": list_of(SPAN),
    }
)
FEATURE = {"type": only("Feature"), "geometry": POINT}
FEATURES = (
    object_of({**FEATURE, "id": TEXT, "properties": INCIDENT_PROPERTIES}),
    object_of({**FEATURE, "properties": HELD_PROPERTIES}),
)
HELD_PLACE = HeldPlace(
    PLACE_ROW.name, PLACE_ROW.place_id, PLACE_ROW.lat, PLACE_ROW.lon, PLACE_ROW.precision_km, PLACE_ROW.country,
    HELD_SPANS,
)  # fmt: skip
MAP = object_answer(
    {
        "type": only("FeatureCollection"),
        "features": list_of({"anyOf": list(FEATURES)}),
        "filters": {"type": "object", "additionalProperties": TEXT},
        "days": list_of(TEXT),
        "left_out": object_of({"incidents": COUNT, "held_places": COUNT}),
        "notes": list_of(TEXT),
    },
    example=atlas_object(
        Atlas((INCIDENT_ROW,), 0, (HELD_PLACE,), 0, (INCIDENT_ROW.first_day or "",), ()), {"type": "ASSAULT"}
    ),
)
SAID_CLAIM = object_of(
    {
        **dict.fromkeys(("claim", "report", "local_id"), TEXT),
        **{name: part for name, part in fields_of(Claim).items() if name in ("chain", "stance", "status")},
        "origin": TEXT,
        "words": TEXT,
        "published": maybe(TEXT),
        "reports": COUNT,
    }
)
SAID = object_answer(
    {
        "incident": TEXT,
        "title": TEXT,
        "told": list_of(SAID_CLAIM),
        "left_out": COUNT,
        "disputes": list_of(object_of(dict.fromkeys(("id", "kind", "about"), TEXT))),
    },
    example={
        "incident": INCIDENT_ROW.id,
        "title": INCIDENT_ROW.title,
        "told": [said_object([told]) for told in TOLDS],
        "left_out": 0,
        "disputes": [{"id": DISPUTE_ROW.id, "kind": DISPUTE_ROW.kind, "about": DISPUTE_ROW.about}],
    },
)
