"""What the timeline of incidents answers: its schema, and an example."""

from __future__ import annotations

from dateline.store.base import IncidentRow, NamedIn
from dateline.web.description import COUNT, LISTED, TEXT, fields_of, list_of, maybe, object_answer, object_of, schema_of
from dateline.web.examples import listed
from dateline.web.listings import plain
from dateline.web.record_examples import INCIDENT_ROW, PLACE_ROW, SOURCE_ROW
from dateline.web.timeline_lanes import LANES

__all__ = ["INCIDENT_TIMELINE"]

COLUMNS = object_of(
    {"unit": TEXT, "periods": list_of(object_of({"period": TEXT, "incidents": COUNT})), "longer": COUNT}
)
LANE = object_of(
    {
        "key": maybe(TEXT),
        "name": TEXT,
        "incidents": maybe(COUNT),
        "drawn": list_of(TEXT),
        "counts": maybe(COLUMNS),
    }
)
INCIDENT_TIMELINE = object_answer(
    {
        **dict.fromkeys(("since", "until"), maybe(TEXT)),
        "incidents": list_of(object_of({**fields_of(IncidentRow), "sources": list_of(schema_of(NamedIn))})),
        **LISTED,
        **dict.fromkeys(("dated", "undated", "elsewhere"), COUNT),
        "lanes": object_of({"by": {"type": "string", "enum": list(LANES)}, "lanes": list_of(LANE)}),
        **dict.fromkeys(("counts", "strip"), maybe(COLUMNS)),
    },
    example={
        "since": "2014-06-01",
        "until": "2014-06-08",
        **listed({**plain(INCIDENT_ROW), "sources": plain([NamedIn(SOURCE_ROW.key, SOURCE_ROW.name, 1)])}, "incidents"),
        "dated": 2,
        "undated": 1,
        "elsewhere": 0,
        "lanes": {
            "by": "place",
            "lanes": [
                {
                    "key": PLACE_ROW.key,
                    "name": PLACE_ROW.name,
                    "incidents": 1,
                    "drawn": [INCIDENT_ROW.id],
                    "counts": None,
                }
            ],
        },
        "counts": None,
        "strip": {
            "unit": "day",
            "periods": [{"period": INCIDENT_ROW.first_day, "incidents": 1}],
            "longer": 1,
        },
    },
)
