"""What a page or an endpoint may be asked: query parameters, their limits, and the filter they make."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from dateline.store.base import SORTS, ClaimFilter
from dateline.vocabulary import ENTITY_KINDS, EVENT_STATUSES, EVENT_TYPES, HOLDING_STATES, STANCES

__all__ = [
    "MAX_QUERY_CHARACTERS",
    "ActorParams",
    "ActorsParams",
    "ClaimParams",
    "PageParams",
    "ReportsParams",
    "SearchParams",
    "TimelineParams",
]

MAX_QUERY_CHARACTERS = 200
MAX_PAGE = 100_000
MAX_SIZE = 200
CLAIM_KINDS = ("statement", "event", "holding")


def one_of(*values: str) -> AfterValidator:
    """Accept only these values, in any case."""
    known = {value.casefold(): value for value in values}

    def check(value: str) -> str:
        if value.casefold() not in known:
            raise ValueError(f"{value!r} is none of {', '.join(values)}")
        return known[value.casefold()]

    return AfterValidator(check)


def is_day(value: str) -> str:
    """Accept a year, a month or a day as ISO writes them."""
    try:
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            raise ValueError("not of an ISO day's form")
        date.fromisoformat(value + "0001-01-01"[len(value) :])
    except ValueError as error:
        raise ValueError(f"{value!r} is no day; write 2001, 2001-11 or 2001-11-07") from error
    return value


Words = Annotated[str | None, Field(max_length=MAX_QUERY_CHARACTERS)]
Day = Annotated[str, Field(max_length=MAX_QUERY_CHARACTERS), AfterValidator(is_day)]


class Params(BaseModel):
    """Parameters of a query: unknown ones are refused, empty ones (an unfilled field of a form) are not there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def drop_empty(cls, values: Any) -> Any:
        """Leave out what a form sent empty."""
        if not isinstance(values, dict):
            return values
        return {key: value for key, value in values.items() if not (isinstance(value, str) and not value.strip())}

    def chosen(self) -> dict[str, str]:
        """Return the parameters that were given other than by default, but the page, as an address says them."""
        given = self.model_dump(exclude_defaults=True, exclude_none=True, exclude={"page"})
        return {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in given.items()}


class PageParams(Params):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=MAX_PAGE, description="page, from 1")
    size: int = Field(50, ge=1, le=MAX_SIZE, description="rows a page")

    @property
    def offset(self) -> int:
        """How many rows come before the page."""
        return (self.page - 1) * self.size


class ReportsParams(PageParams):
    """Which reports."""

    current: bool = Field(True, description="leave out versions that a newer one supersedes")


class SearchParams(PageParams):
    """A full-text search of the reports."""

    q: Words = Field(None, description='words, "a phrase", prefix*, AND OR NOT')
    size: int = Field(20, ge=1, le=MAX_SIZE, description="rows a page")


class FilterParams(PageParams):
    """Which claims: every parameter that is given must hold."""

    q: Words = Field(None, description='full text of the claim: words, "a phrase", prefix*, AND OR NOT')
    source: Words = Field(None, description="a name anywhere in the chain of sources")
    actor: Words = Field(None, description="an actor or target")
    place: Words = Field(None, description="a place's name or gazetteer id")
    type: Annotated[str | None, one_of(*EVENT_TYPES, *HOLDING_STATES)] = Field(
        None, description="a PLOVER type or the state of a holding"
    )
    kind: Annotated[str | None, one_of(*CLAIM_KINDS)] = Field(None, description=", ".join(CLAIM_KINDS))
    stance: Annotated[str | None, one_of(*STANCES)] = Field(None, description=", ".join(STANCES))
    status: Annotated[str | None, one_of(*EVENT_STATUSES)] = Field(None, description=", ".join(EVENT_STATUSES))
    since: Day | None = Field(None, description="first day: 2001, 2001-11 or 2001-11-07")
    until: Day | None = Field(None, description="last day")
    outlet: Words = Field(None, description="the outlet of the report")
    report: Words = Field(None, description="a report's id")
    current: bool = Field(True, description="leave out versions that a newer one supersedes")

    def where(self, **changes: str | None) -> ClaimFilter:
        """Return the filter, with some fields changed."""
        names = self.model_dump(exclude={"page", "size", "sort", "undated", "q"})
        return ClaimFilter(**{"text": self.q, **names, **changes})


class ClaimParams(FilterParams):
    """Which claims, and in which order."""

    sort: Annotated[str, one_of(*SORTS)] = Field("report", description=", ".join(SORTS))


class TimelineParams(FilterParams):
    """Which claims; ``undated`` asks for those that the report does not place in time."""

    undated: bool = Field(False, description="only claims without a time")


class ActorsParams(PageParams):
    """Which names."""

    name: Words = Field(None, description="words of the name")
    kind: Annotated[str | None, one_of(*ENTITY_KINDS)] = Field(None, description=", ".join(ENTITY_KINDS))


class ActorParams(Params):
    """A name's page has no parameters."""
