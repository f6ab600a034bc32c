"""Incidents: the list, one incident's page with all that is told of it, and the same as JSON and files."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from dateline.record_objects import load_whole_incident, whole_object
from dateline.store.base import IncidentFilter, IncidentRow, Store, View
from dateline.store.base_rows import INCIDENT_SORTS
from dateline.vocabulary import EVENT_TYPES
from dateline.web.downloads import TABLE_FORMS, table_file
from dateline.web.incident_page import IncidentParams, load_incident
from dateline.web.listings import Listing, list_page, listing_object
from dateline.web.params import Day, PageParams, Params, Words, one_of
from dateline.web.record_answers import INCIDENT, INCIDENTS, table_answer
from dateline.web.render import href, render, segment
from dateline.web.replies import html_reply, json_reply

__all__ = ["IncidentsContext", "IncidentsParams", "incidents_router", "load_incidents"]

METHODS = ["GET", "HEAD"]
ROWS_AT_ONCE = 500
MOST_CLAIMS_ASKED = 100_000
COLUMNS = tuple(field.name for field in fields(IncidentRow))
SORT_WORDS = {
    "size": "most claims first",
    "-time": "latest first",
    "time": "earliest first",
    "origins": "most independent origins first",
    "killed": "highest number of killed first",
}


class IncidentFileParams(Params):
    """Which incidents, in which order: every parameter that is given must hold."""

    q: Words = Field(None, description='full text of one of its claims: words, "a phrase", prefix*, AND OR NOT')
    place: Words = Field(None, description="a place's name or gazetteer id")
    actor: Words = Field(None, description="who did it, or to whom it was done")
    type: Annotated[str | None, one_of(*EVENT_TYPES)] = Field(None, description=", ".join(EVENT_TYPES))
    since: Day | None = Field(None, description="happened on or after: 2001, 2001-11 or 2001-11-07")
    until: Day | None = Field(None, description="happened on or before")
    as_of: Day | None = Field(None, description="as known on a day: only what had been published by then")
    min_claims: int = Field(1, ge=1, le=MOST_CLAIMS_ASKED, description="told in at least so many claims")
    sort: Annotated[str, one_of(*INCIDENT_SORTS)] = Field("size", description=", ".join(INCIDENT_SORTS))

    def where(self) -> IncidentFilter:
        """Return the filter."""
        return IncidentFilter(text=self.q, **self.model_dump(exclude={"page", "after", "size", "sort", "q"}))


class IncidentsParams(IncidentFileParams, PageParams):
    """Which incidents, in which order, and which page of them."""


@dataclass(frozen=True, slots=True)
class IncidentsContext:
    """Incidents that fit a filter, and the words of the oldest claim of each, by its id."""

    incidents: Listing[IncidentRow]
    sort: str
    words: dict[str, str]


def load_incidents(view: View, params: IncidentsParams) -> IncidentsContext:
    """Return a page of incidents. Raises: InvalidQuery."""
    found = view.find_incidents(params.where(), sort=params.sort, offset=params.offset, limit=params.size)
    oldest = view.told_of_claims([row.id for row in found.rows])
    words = {ident: told.claim.text for ident, told in oldest.items()}
    return IncidentsContext(list_page(found, params), params.sort, words)


def all_incidents(view: View, params: IncidentFileParams) -> Iterator[IncidentRow]:
    """Yield every incident that fits. Raises: InvalidQuery."""
    offset, total = 0, 1
    while offset < total:
        found = view.find_incidents(params.where(), sort=params.sort, offset=offset, limit=ROWS_AT_ONCE)
        yield from found.rows
        offset, total = offset + ROWS_AT_ONCE, found.total


def incidents_router(store: Store) -> APIRouter:
    """Return the pages of incidents, their files and their endpoints."""
    router = APIRouter(default_response_class=Response)
    add_list(router, store)
    add_files(router, store)
    add_one(router, store)
    return router


def add_list(router: APIRouter, store: Store) -> None:
    """Add the list: its page and its data."""

    @router.api_route("/incidents", methods=METHODS, include_in_schema=False)
    def incidents(request: Request, params: Annotated[IncidentsParams, Query()]) -> Response:
        with store.view() as view:
            found = load_incidents(view, params)
        page = render(
            "incidents.html",
            nav="incidents",
            path="/incidents",
            c=found,
            params=params,
            chosen=params.chosen(),
            sorts=SORT_WORDS,
            types=EVENT_TYPES,
            files=TABLE_FORMS,
        )
        return html_reply(request, page)

    @router.get("/api/v1/incidents", summary="Incidents that fit a filter", responses=INCIDENTS)
    def data(request: Request, params: Annotated[IncidentsParams, Query()]) -> Response:
        with store.view() as view:
            found = load_incidents(view, params)
        return json_reply(request, {**listing_object(found.incidents, "incidents"), "sort": found.sort})


def add_files(router: APIRouter, store: Store) -> None:
    """Add the incidents that fit, all of them, as files: beside the page, and an address for each under the API."""

    def add_file(form: str) -> None:
        @router.get(
            f"/api/v1/incidents.{form}",
            summary="All incidents that fit, as a file",
            responses=table_answer(form),
            operation_id=f"incidents_{form}",
        )
        def data_file(request: Request, params: Annotated[IncidentFileParams, Query()]) -> Response:
            return file(request, form, params)

    for name in TABLE_FORMS:
        add_file(name)

    @router.get("/api/v1/incidents.{form}", include_in_schema=False)
    @router.api_route("/incidents.{form}", methods=METHODS, include_in_schema=False)
    def file(request: Request, form: str, params: Annotated[IncidentFileParams, Query()]) -> Response:
        with store.view() as view:
            rows = (dataclasses.asdict(row) for row in all_incidents(view, params))
            return table_file(request, rows, columns=COLUMNS, noun="incidents", form=form)


def add_one(router: APIRouter, store: Store) -> None:
    """Add one incident: its page and its data. The id of any of its claims leads to it."""

    @router.api_route("/incidents/{incident_id}", methods=METHODS, include_in_schema=False)
    def incident(request: Request, incident_id: str, params: Annotated[IncidentParams, Query()]) -> Response:
        with store.view() as view:
            root = view.get_incident(incident_id).id
            if root != incident_id:
                return RedirectResponse(href(f"/incidents/{segment(root)}", params.chosen()), status_code=307)
            found = load_incident(view, root, params)
        path = f"/incidents/{segment(root)}"
        page = render(
            "incident.html", nav="incidents", path=path, c=found, row=found.row, params=params, chosen=params.chosen()
        )
        return html_reply(request, page)

    @router.get("/api/v1/incidents/{incident_id}", summary="One incident with all that is told", responses=INCIDENT)
    def data(request: Request, incident_id: str, params: Annotated[IncidentParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, whole_object(load_whole_incident(view, incident_id, as_of=params.as_of)))
