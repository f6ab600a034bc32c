"""Disputes: the board of what cannot all be true, the largest first, one dispute whole, and the same as JSON and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from dateline.reconcile.disputes import DISPUTE_KINDS
from dateline.record_objects import dispute_object, known_by
from dateline.store.base import DisputeFilter, DisputeRow, Page, ReportRow, Store, View
from dateline.web.dispute_sides import ShownDispute, load_shown
from dateline.web.downloads import table_file
from dateline.web.listings import Listing, list_page, listing_object, reports_of
from dateline.web.params import MAX_SIZE, Day, PageParams, Params, Words, one_of
from dateline.web.record_answers import DISPUTE, DISPUTES, table_answer
from dateline.web.render import href, render, segment
from dateline.web.replies import html_reply, json_reply

__all__ = ["DisputeContext", "DisputeParams", "DisputesContext", "DisputesParams", "disputes_router", "load_disputes"]

METHODS = ["GET", "HEAD"]
BOARD_STEPS = 3  # of a side, on the board
MOST_STEPS = 60  # of a side, on the page of one dispute
ROWS_AT_ONCE = 500
FILES = ("json", "jsonl")  # sides are no cells of a table
COLUMNS = tuple(field.name for field in fields(DisputeRow) if field.name != "body")
KIND_WORDS = {
    "number": "how many",
    "denied": "whether it happened",
    "actor": "who did it",
    "date": "on which day",
    "holder": "who held a place",
}


class DisputeFileParams(Params):
    """Which disputes: every parameter that is given must hold."""

    kind: Annotated[str | None, one_of(*DISPUTE_KINDS)] = Field(None, description=", ".join(DISPUTE_KINDS))
    place: Words = Field(None, description="a place's name or gazetteer id")
    actor: Words = Field(None, description="who did it, or to whom it was done")
    incident: Words = Field(None, description="an incident's id")
    as_of: Day | None = Field(None, description="as known on a day: only what had been published by then")

    def where(self) -> DisputeFilter:
        """Return the filter."""
        return DisputeFilter(**self.model_dump(exclude={"page", "after", "size"}))


class DisputesParams(DisputeFileParams, PageParams):
    """Which disputes, and which page of them."""

    size: int = Field(20, ge=1, le=MAX_SIZE, description="rows a page")


class DisputeParams(Params):
    """As known on which day."""

    as_of: Day | None = Field(None, description="as known on a day: only what had been published by then")


@dataclass(frozen=True, slots=True)
class DisputesContext:
    """Disputes that fit a filter, the largest first, and how they are shown."""

    disputes: Listing[DisputeRow]
    shown: tuple[ShownDispute, ...]


@dataclass(frozen=True, slots=True)
class DisputeContext:
    """One dispute with the words of its claims and their reports."""

    row: DisputeRow
    shown: ShownDispute
    reports: dict[str, ReportRow]
    as_of: str | None


def find(view: View, params: DisputeFileParams, *, offset: int, limit: int) -> Page[DisputeRow]:
    """Return disputes as they were known on the day that is asked for. Raises: InvalidQuery."""
    found = view.find_disputes(params.where(), offset=offset, limit=limit)
    if params.as_of is None:
        return found
    return Page(tuple(known_by(row, params.as_of) for row in found.rows), found.total, offset, limit)


def load_disputes(view: View, params: DisputesParams) -> DisputesContext:
    """Return a page of the board. Raises: InvalidQuery."""
    found = find(view, params, offset=params.offset, limit=params.size)
    return DisputesContext(list_page(found, params), load_shown(view, found.rows, steps=BOARD_STEPS))


def get_row(view: View, dispute_id: str, params: DisputeParams) -> DisputeRow:
    """Return one dispute as it was known on a day. Raises: NotFound."""
    row = view.get_dispute(dispute_id)
    return row if params.as_of is None else known_by(row, params.as_of)


def load_dispute(view: View, dispute_id: str, params: DisputeParams) -> DisputeContext:
    """Return one dispute's page. Raises: NotFound."""
    row = get_row(view, dispute_id, params)
    (shown,) = load_shown(view, [row], steps=MOST_STEPS, whole=True)
    claims = (step.told.claim for side in shown.sides for step in side.steps if step.told)
    return DisputeContext(row, shown, reports_of(view, claims), params.as_of)


def all_disputes(view: View, params: DisputeFileParams) -> Iterator[DisputeRow]:
    """Yield every dispute that fits. Raises: InvalidQuery."""
    offset, total = 0, 1
    while offset < total:
        found = find(view, params, offset=offset, limit=ROWS_AT_ONCE)
        yield from found.rows
        offset, total = offset + ROWS_AT_ONCE, found.total


def disputes_router(store: Store) -> APIRouter:
    """Return the pages of disputes, their files and their endpoints."""
    router = APIRouter(default_response_class=Response)
    add_board(router, store)
    add_files(router, store)
    add_one(router, store)
    return router


def add_board(router: APIRouter, store: Store) -> None:
    """Add the board: its page and its data."""

    @router.api_route("/disputes", methods=METHODS, include_in_schema=False)
    def disputes(request: Request, params: Annotated[DisputesParams, Query()]) -> Response:
        with store.view() as view:
            found = load_disputes(view, params)
        page = render(
            "disputes.html",
            nav="disputes",
            path="/disputes",
            c=found,
            params=params,
            chosen=params.chosen(),
            kinds=KIND_WORDS,
            files=FILES,
            feed=href("/feeds/disputes.atom", feed_parameters(params)),
        )
        return html_reply(request, page)

    @router.get("/api/v1/disputes", summary="What cannot all be true, the largest dispute first", responses=DISPUTES)
    def data(request: Request, params: Annotated[DisputesParams, Query()]) -> Response:
        with store.view() as view:
            found = list_page(find(view, params, offset=params.offset, limit=params.size), params)
        body = listing_object(found, "disputes")
        return json_reply(request, {**body, "disputes": [dispute_object(row) for row in found.rows]})


def feed_parameters(params: DisputesParams) -> dict[str, str]:
    """Return what the feed of the disputes that a page shows is asked: it has no pages."""
    return {name: value for name, value in params.chosen().items() if name in DisputeFileParams.model_fields}


def add_files(router: APIRouter, store: Store) -> None:
    """Add the disputes that fit, all of them, as files: beside the page, and an address for each under the API."""

    def add_file(form: str) -> None:
        @router.get(
            f"/api/v1/disputes.{form}",
            summary="All disputes that fit, as a file",
            responses=table_answer(form),
            operation_id=f"disputes_{form}",
        )
        def data_file(request: Request, params: Annotated[DisputeFileParams, Query()]) -> Response:
            return file(request, form, params)

    for name in FILES:
        add_file(name)

    @router.get("/api/v1/disputes.{form}", include_in_schema=False)
    @router.api_route("/disputes.{form}", methods=METHODS, include_in_schema=False)
    def file(request: Request, form: str, params: Annotated[DisputeFileParams, Query()]) -> Response:
        with store.view() as view:
            rows = (dispute_object(row) for row in all_disputes(view, params))
            return table_file(request, rows, columns=COLUMNS, noun="disputes", form=form, forms=FILES)


def add_one(router: APIRouter, store: Store) -> None:
    """Add one dispute: its page and its data."""

    @router.api_route("/disputes/{dispute_id}", methods=METHODS, include_in_schema=False)
    def dispute(request: Request, dispute_id: str, params: Annotated[DisputeParams, Query()]) -> Response:
        with store.view() as view:
            found = load_dispute(view, dispute_id, params)
        path = f"/disputes/{segment(dispute_id)}"
        page = render("dispute.html", nav="disputes", path=path, c=found, params=params, kinds=KIND_WORDS)
        return html_reply(request, page)

    @router.get("/api/v1/disputes/{dispute_id}", summary="One dispute, side by side", responses=DISPUTE)
    def data(request: Request, dispute_id: str, params: Annotated[DisputeParams, Query()]) -> Response:
        with store.view() as view:
            return json_reply(request, dispute_object(get_row(view, dispute_id, params)))
