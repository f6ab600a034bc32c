"""What the endpoints of the record answer: schemas of the objects that ``record_objects`` makes, with examples."""

from __future__ import annotations

from typing import Any

from dateline.judgements import Judgement
from dateline.reconcile.origins import Origin
from dateline.record_objects import dispute_object, held_object, whole_object
from dateline.records import Claim
from dateline.store.base import DisputeRow, IncidentRow
from dateline.web import record_examples
from dateline.web.description import (
    COUNT,
    TEXT,
    answer_of,
    changed,
    fields_of,
    file_answer,
    list_answer,
    list_of,
    maybe,
    object_answer,
    object_of,
    schema_of,
)
from dateline.web.downloads import TABLE_FILES
from dateline.web.examples import listed

__all__ = [
    "DISPUTE",
    "DISPUTED",
    "DISPUTES",
    "HELD",
    "HELD_EXAMPLES",
    "INCIDENT",
    "INCIDENTS",
    "VALUES",
    "table_answer",
]

# values with how many claims have them
VALUES = list_of(object_of({"value": TEXT, "claims": COUNT}))
END = {"anyOf": [{"type": "number"}, {"type": "null"}], "description": "null: open"}
ORIGIN = {name: part for name, part in fields_of(Origin).items() if name in ("key", "name", "kind")}
TOLL = object_of(
    {
        "what": TEXT,
        "of": maybe(TEXT),
        "low": END,
        "high": END,
        "text": TEXT,
        **dict.fromkeys(("origins", "days"), list_of(TEXT)),
        "claims": list_of(TEXT),
    }
)
STEP = object_of({"day": maybe(TEXT), "value": TEXT, "origin": TEXT, "claim": TEXT})
SIDE = object_of({"value": TEXT, "origins": list_of(TEXT), "steps": list_of(STEP)})
DISPUTED = changed(schema_of(DisputeRow), {"body": None, "sides": list_of(SIDE)})
GROUP = object_of({**ORIGIN, "why": TEXT, "claims": list_of(TEXT), "maybe": list_of(TEXT)})
ABOUT_REPORT = {**dict.fromkeys(("published", "outlet", "agency"), maybe(TEXT)), "copy": TEXT}
TOLD = changed(schema_of(Claim), {**ABOUT_REPORT, "origin": object_of(ORIGIN)})
HELD_LINE = object_of({"holder": maybe(TEXT), "state": TEXT, "origins": list_of(TEXT), "claims": list_of(TEXT)})
HELD = object_of(
    {"place": TEXT, "from": maybe(TEXT), "to": maybe(TEXT), "state": maybe(TEXT), "lines": list_of(HELD_LINE)}
)
HELD_EXAMPLES: list[dict[str, Any]] = [
    held_object(record_examples.PLACE_ROW.name, span) for span in record_examples.HELD_SPANS
]


def table_answer(form: str) -> dict[int | str, Any]:
    """Return the description of an endpoint that gives ``downloads.table_file``."""
    return file_answer(TABLE_FILES[form], {"type": "array"} if form == "json" else TEXT)


INCIDENTS = list_answer(
    IncidentRow,
    "incidents",
    example={**listed(record_examples.INCIDENT_ROW, "incidents"), "sort": "size"},
    more={"sort": TEXT},
)
INCIDENT = object_answer(
    {
        **fields_of(IncidentRow),
        "numbers": list_of(TOLL),
        "disputed": list_of(DISPUTED),
        "origins": list_of(GROUP),
        "told": list_of(TOLD),
        **dict.fromkeys(("joined", "doubtful"), list_of(schema_of(Judgement))),
    },
    example=whole_object(record_examples.WHOLE),
)
DISPUTES = list_answer(DISPUTED, "disputes", example=listed(dispute_object(record_examples.DISPUTE_ROW), "disputes"))
DISPUTE = answer_of(
    DisputeRow, changes={"body": None, "sides": list_of(SIDE)}, example=dispute_object(record_examples.DISPUTE_ROW)
)
