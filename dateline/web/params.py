"""What a page or an endpoint may be asked: query parameters, their limits, and the filter they make."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from dateline.errors import InvalidQuery
from dateline.store.base import SORTS, ClaimFilter
from dateline.vocabulary import ENTITY_KINDS, EVENT_STATUSES, EVENT_TYPES, HOLDING_STATES, STANCES
from dateline.web.tokens import TOKEN_CHARACTERS, read_token, write_token

__all__ = [
    "MAX_QUERY_CHARACTERS",
    "ActorParams",
    "ActorsParams",
    "ClaimFileParams",
    "ClaimFilterParams",
    "ClaimParams",
    "PageParams",
    "ReportsParams",
    "SearchParams",
    "TimelineParams",
]

MAX_QUERY_CHARACTERS = 200
MAX_PAGE = 100_000
MAX_SIZE = 200
DAY = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
PLACES = ("page", "after")  # where in a list; everything else is what is asked
CLAIM_KINDS = ("statement", "event", "holding")


@dataclass(frozen=True, slots=True)
class OneOf:
    """Accepts only these values, in any case; the API's description lists them."""

    values: tuple[str, ...]

    def check(self, value: str | None) -> str | None:
        """Return a value as it is written here. Raises: ValueError."""
        known = {name.casefold(): name for name in self.values}
        if value is not None and value.casefold() not in known:
            raise ValueError(f"{value!r} is none of {', '.join(self.values)}")
        return None if value is None else known[value.casefold()]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check after the type."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """List the values."""
        described = {"type": "string", "enum": list(self.values)}
        return described if handler(schema).get("type") == "string" else {"anyOf": [described, {"type": "null"}]}


def one_of(*values: str) -> OneOf:
    """Accept only these values, in any case."""
    return OneOf(values)


def is_day(value: str) -> str:
    """Accept a year, a month or a day as ISO writes them."""
    try:
        if not re.fullmatch(DAY, value):
            raise ValueError("not of an ISO day's form")
        date.fromisoformat(value + "0001-01-01"[len(value) :])
    except ValueError as error:
        raise ValueError(f"{value!r} is no day; write 2001, 2001-11 or 2001-11-07") from error
    return value


Words = Annotated[str | None, Field(max_length=MAX_QUERY_CHARACTERS)]
Day = Annotated[
    str,
    Field(max_length=MAX_QUERY_CHARACTERS, json_schema_extra={"pattern": f"^{DAY}$"}),
    AfterValidator(is_day),
]


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
        given = self.model_dump(exclude_defaults=True, exclude_none=True, exclude=set(PLACES))
        return {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in given.items()}


class PageParams(Params):
    """Which page of a list: by its number, or by the token that the page before it gave.

    A token holds for the question that it was given for: ``question`` says what that is, so that parameters which a list
    adds are pinned by it without more ado.
    """

    page: int = Field(1, ge=1, le=MAX_PAGE, description="page, from 1")
    size: int = Field(50, ge=1, le=MAX_SIZE, description="rows a page")
    after: Annotated[str | None, Field(max_length=2 * TOKEN_CHARACTERS)] = Field(
        None, description="next of the answer before, in place of page; all other parameters as they were"
    )

    @model_validator(mode="after")
    def check_after(self) -> Self:
        """Refuse a token that is not of this question. Raises: InvalidQuery."""
        if self.after is not None and "page" in self.model_fields_set:
            raise InvalidQuery("after: give either `page` or `after`, not both")
        self.number  # noqa: B018  to be read is to be checked
        return self

    @property
    def question(self) -> str:
        """What is asked, but for the page."""
        asked = self.model_dump(mode="json", exclude=set(PLACES))
        return json.dumps([type(self).__name__, asked], sort_keys=True)

    @property
    def number(self) -> int:
        """The page's number."""
        return self.page if self.after is None else read_token(self.after, self.question)

    @property
    def offset(self) -> int:
        """How many rows come before the page."""
        return (self.number - 1) * self.size

    def token_of(self, page: int) -> str | None:
        """Return the token of a page of the same list."""
        return write_token(page, self.question)


class ReportsParams(PageParams):
    """Which reports."""

    current: bool = Field(True, description="leave out versions that a newer one supersedes")


class SearchParams(PageParams):
    """A full-text search of the reports."""

    q: Words = Field(None, description='words, "a phrase", prefix*, AND OR NOT')
    size: int = Field(20, ge=1, le=MAX_SIZE, description="rows a page")


class ClaimFilterParams(Params):
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
    as_of: Day | None = Field(None, description="as known on a day: only what had been published by then")
    outlet: Words = Field(None, description="the outlet of the report")
    report: Words = Field(None, description="a report's id")
    incident: Words = Field(None, description="an incident's id, or that of any of its claims")
    current: bool = Field(True, description="leave out versions that a newer one supersedes")

    def where(self, **changes: str | bool | None) -> ClaimFilter:
        """Return the filter, with some fields changed."""
        names = {name: getattr(self, name) for name in ClaimFilterParams.model_fields if name != "q"}
        return ClaimFilter(**{"text": self.q, **names, **changes})


class ClaimFileParams(ClaimFilterParams):
    """Which claims, and in which order."""

    sort: Annotated[str, one_of(*SORTS)] = Field("report", description=", ".join(SORTS))


class FilterParams(ClaimFilterParams, PageParams):
    """Which claims, and which page of them."""


class ClaimParams(ClaimFileParams, PageParams):
    """Which claims, in which order, and which page of them."""


class TimelineParams(FilterParams):
    """Which claims; ``undated`` asks for those that the report does not place in time."""

    undated: bool = Field(False, description="only claims without a time")


class ActorsParams(PageParams):
    """Which names."""

    name: Words = Field(None, description="words of the name")
    kind: Annotated[str | None, one_of(*ENTITY_KINDS)] = Field(None, description=", ".join(ENTITY_KINDS))


class ActorParams(Params):
    """A name's page has no parameters."""
