"""What the timeline of incidents may be asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from dateline.store.base import IncidentFilter
from dateline.vocabulary import EVENT_TYPES
from dateline.web.params import MAX_QUERY_CHARACTERS, MAX_SIZE, Day, PageParams, TimelineParams, Words, one_of
from dateline.web.timeline_lanes import LANES
from dateline.web.timeline_window import INSTANT, Window, is_instant

__all__ = ["IncidentTimelineParams"]

Instant = Annotated[
    str,
    Field(max_length=MAX_QUERY_CHARACTERS, json_schema_extra={"pattern": f"^{INSTANT}$"}),
    AfterValidator(is_instant),
]


class IncidentTimelineParams(PageParams):
    """Which incidents, over which time, in which lanes."""

    q: Words = Field(None, description='full text of a claim of it: words, "a phrase", prefix*, AND OR NOT')
    place: Words = Field(None, description="a place's name or gazetteer id")
    actor: Words = Field(None, description="an actor or target")
    type: Annotated[str | None, one_of(*EVENT_TYPES)] = Field(None, description="a PLOVER type")
    since: Instant | None = Field(None, description="from when on: 2001, 2001-11, 2001-11-07 or 2001-11-07T14:30")
    until: Instant | None = Field(None, description="until when, inclusive")
    as_of: Day | None = Field(None, description="only what had been published by the end of this day")
    lanes: Annotated[str, one_of(*LANES)] = Field("place", description=", ".join(LANES))
    undated: bool = Field(False, description="list the incidents whose day nobody tells")
    size: int = Field(50, ge=1, le=MAX_SIZE, description="rows a page of the table")

    @model_validator(mode="before")
    @classmethod
    def point_to_claims(cls, values: Any) -> Any:
        """Say where that is asked which an address of the timeline of claims may have."""
        known = TimelineParams.model_fields.keys() - cls.model_fields.keys()
        asked = sorted(name for name in known if isinstance(values, dict) and values.get(name))
        if asked:
            raise ValueError(f"{', '.join(asked)}: asked of claims, whose timeline is at /timeline/claims")
        return values

    def where(self, window: Window | None = None) -> IncidentFilter:
        """Return the filter of incidents within a window, or of all times."""
        since, until = window.days if window else (None, None)
        return IncidentFilter(
            place=self.place, actor=self.actor, type=self.type, text=self.q, as_of=self.as_of, since=since, until=until
        )

    def undated_only(self) -> IncidentFilter:
        """Return the filter of incidents whose day nobody tells."""
        return replace(self.where(), dated=False)
