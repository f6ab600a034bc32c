"""What the endpoints of ``api`` answer, each with its schema and an example."""

from __future__ import annotations

from typing import Any

from dateline.records import Claim, Reading
from dateline.store.base import ActorRow, ArchiveInfo, Hit, ReportRow
from dateline.web import context, examples
from dateline.web.actor_page import ActorContext, actor_object
from dateline.web.claim_page import ClaimContext
from dateline.web.description import (
    COUNT,
    TEXT,
    answer_of,
    fields_of,
    list_answer,
    list_of,
    maybe,
    object_answer,
    schema_of,
)
from dateline.web.listings import plain
from dateline.web.record_answers import HELD, VALUES
from dateline.web.report_versions import RevisionObject
from dateline.web.who_examples import ACTOR_CONTEXT

__all__ = [
    "ACTOR", "ACTORS", "CLAIM", "CLAIMS", "FILES", "HITS", "INFO", "REPORT", "REPORTS", "REPORT_VERSIONS", "TIMELINE",
    "public_info",
]  # fmt: skip


def public_info(info: ArchiveInfo) -> dict[str, Any]:
    """Return an archive's state without its address: paths and passwords are nobody's business."""
    return {key: value for key, value in plain(info).items() if key != "url"}


FACETS = {
    "type": "object",
    "description": "the commonest values of each field among the claims found, and how many have them",
    "additionalProperties": VALUES,
}
VERSIONS = list_of(schema_of(ReportRow))

INFO = answer_of(
    ArchiveInfo, changes={"url": None, "dateline": TEXT}, example={"dateline": "0.1.0", **public_info(examples.INFO)}
)
REPORTS = list_answer(ReportRow, "reports", example=examples.listed(examples.REPORT_ROW, "reports"))
REPORT = answer_of(Reading, example=examples.READING.as_json())
REPORT_VERSIONS = list_answer(
    RevisionObject,
    "revisions",
    example={"versions": [examples.REPORT_ROW], **examples.listed(examples.REVISION, "revisions")},
    more={"versions": VERSIONS},
)
HITS = list_answer(
    Hit, "hits", example={"query": "guards", **examples.listed(examples.HIT, "hits")}, more={"query": maybe(TEXT)}
)
CLAIMS = list_answer(
    Claim,
    "claims",
    example={
        **examples.listed(examples.CLAIM_ROW, "claims"),
        "sort": "report",
        "facets": {"stance": [{"value": "says", "claims": 2}]},
    },
    more={"sort": TEXT, "facets": FACETS},
)
CLAIM = answer_of(ClaimContext, example=examples.CLAIM)
TIMELINE = list_answer(
    context.TimelineDay,
    "days",
    example={**examples.listed(examples.TIMELINE_DAY, "days"), "dated": 2, "undated": 5},
    more={"dated": COUNT, "undated": COUNT},
)
ACTORS = list_answer(ActorRow, "actors", example=examples.listed(examples.ACTOR_ROW, "actors"))
ACTOR = object_answer(
    {
        **fields_of(ActorContext, without=("held", "grid", "does", "suffers")),
        **dict.fromkeys(("does", "suffers"), VALUES),
        "held": list_of(HELD),
    },
    example=actor_object(ACTOR_CONTEXT),
)
# the kind of JSON that a file is; those not named are text
FILES = {"json": "array", "geojson": "object", "timelinejs": "object"}
