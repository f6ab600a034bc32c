"""The timeline: incidents over time, in lanes, from years to hours; the same as a table, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.store.base import IncidentCount, IncidentRow, NamedIn, Page, Store, View
from dateline.vocabulary import EVENT_TYPES
from dateline.web.instants import DAY, period_of
from dateline.web.listings import Listing, list_page, listing_object, plain
from dateline.web.render import render
from dateline.web.replies import html_reply, json_reply
from dateline.web.timeline_answers import INCIDENT_TIMELINE
from dateline.web.timeline_chart import Chart, draw_chart
from dateline.web.timeline_counts import MOST_COLUMNS, Columns, Strip, draw_strip
from dateline.web.timeline_lanes import Lane
from dateline.web.timeline_params import IncidentTimelineParams
from dateline.web.timeline_window import Window, default_window, stretches_of, whole_window, window_of

__all__ = ["IncidentTimelineContext", "TableRow", "load_incident_timeline", "timeline_router"]

MOST_BESIDE = 10  # incidents without a day, beside the table
NAMES_IN_ROW = 4
DAILY = MOST_COLUMNS * DAY  # a strip so short has columns of days
PRESETS = (("Day", DAY), ("Week", 7 * DAY), ("Month", 31 * DAY), ("Year", 366 * DAY), ("10 years", 3653 * DAY))


@dataclass(frozen=True, slots=True)
class TableRow:
    """An incident in the table, and on whose word its claims are, the commonest first."""

    incident: IncidentRow
    sources: tuple[NamedIn, ...]

    @property
    def shown_sources(self) -> tuple[NamedIn, ...]:
        """As many sources as a row has room for."""
        return self.sources[:NAMES_IN_ROW]


@dataclass(frozen=True, slots=True)
class IncidentTimelineContext:
    """The timeline: the chart, the table, and how many incidents lie beside it or have no day that anybody tells.

    ``chart`` is None where no incident that fits has a day. ``first_look`` is the window that has nearly all incidents,
    ``everything`` the one that has all. ``undated`` are the first of those without a day.
    """

    chart: Chart | None
    first_look: Window | None
    everything: Window | None
    table: Listing[TableRow]
    dated: int
    undated: tuple[IncidentRow, ...]
    undated_total: int

    @property
    def elsewhere(self) -> int:
        """How many incidents have days that are not in the window."""
        return self.dated - (self.table.total if self.chart else 0)


def load_incident_timeline(view: View, params: IncidentTimelineParams) -> IncidentTimelineContext:
    """Return what the timeline shows. Raises: InvalidQuery."""
    counts = view.count_incidents(params.where(), by="month")
    undated_total = sum(count.incidents for count in counts if count.first is None)
    dated = sum(count.incidents for count in counts) - undated_total
    first_look = find_first_look(view, params, counts)
    window = None if params.undated else asked_window(params, first_look) or first_look
    chart = None
    if window is not None:
        page = view.find_incidents(params.where(window), sort="time", offset=params.offset, limit=params.size)
        strip = strip_of(view, params, window=window, first_look=first_look, months=counts)
        chart = draw_chart(view, params, strip=strip, window=window, table=page, counts=counts)
    else:
        page = view.find_incidents(params.undated_only(), sort="time", offset=params.offset, limit=params.size)
    return IncidentTimelineContext(
        chart=chart,
        first_look=first_look,
        everything=whole_window(stretches_of(counts)),
        table=table_of(view, params, page),
        dated=dated,
        undated=view.find_incidents(params.undated_only(), sort="time", limit=MOST_BESIDE).rows,
        undated_total=undated_total,
    )


def asked_window(params: IncidentTimelineParams, first_look: Window | None) -> Window | None:
    """Return the window of the address; an end that is not given is that of the first look. Raises: InvalidQuery."""
    if params.since is None and params.until is None:
        return None
    given = params.since or params.until or ""
    since = params.since or (min(first_look.since, given[:10], key=first_minute) if first_look else given)
    until = params.until or (max(first_look.until, given[:10], key=first_minute) if first_look else given)
    return window_of(since, until)


def first_minute(text: str) -> int:
    """Return the first minute of an ISO text."""
    period = period_of(text)
    return period[0] if period else 0


def find_first_look(view: View, params: IncidentTimelineParams, counts: Sequence[IncidentCount]) -> Window | None:
    """Return the window that has nearly all incidents, to the day where that is told from more than months."""
    look = default_window(stretches_of(counts))
    if look is None or look.span > DAILY:
        return look
    return default_window(stretches_of(view.count_incidents(params.where(look), by="day"))) or look


def strip_of(
    view: View,
    params: IncidentTimelineParams,
    *,
    window: Window,
    first_look: Window | None,
    months: Sequence[IncidentCount],
) -> Strip:
    """Return the strip of all incidents: as long as the first look and what is seen, by day where that is short."""
    look = first_look or window
    whole = Window(min(window.low, look.low), max(window.high, look.high))
    counts = view.count_incidents(params.where(whole), by="day") if whole.span <= DAILY else months
    return draw_strip(counts, window, whole)


def table_of(view: View, params: IncidentTimelineParams, page: Page[IncidentRow]) -> Listing[TableRow]:
    """Return a page of incidents with their sources. Raises: InvalidQuery: there is no such page."""
    sources = view.names_in_incidents([row.id for row in page.rows], role="source", as_of=params.as_of)
    rows = tuple(TableRow(row, sources.get(row.id, ())) for row in page.rows)
    return list_page(Page(rows, page.total, page.offset, page.limit), params)


# pages and data -----------------------------------------------------------------------------------------------


def timeline_router(store: Store) -> APIRouter:
    """Return the timeline of incidents, as a page and as JSON."""
    router = APIRouter()

    @router.api_route("/timeline", methods=["GET", "HEAD"], include_in_schema=False)
    def timeline(request: Request, params: Annotated[IncidentTimelineParams, Query()]) -> Response:
        with store.view() as view:
            found = load_incident_timeline(view, params)
        values = {"path": "/timeline", "chosen": params.chosen(), "params": params, "presets": PRESETS}
        return html_reply(request, render("timeline.html", nav="timeline", c=found, types=EVENT_TYPES, **values))

    @router.get(
        "/api/v1/timeline/incidents",
        summary="Incidents over time, in lanes, as precise as their claims are",
        responses=INCIDENT_TIMELINE,
    )
    def data(request: Request, params: Annotated[IncidentTimelineParams, Query()]) -> Response:
        with store.view() as view:
            found = load_incident_timeline(view, params)
        return json_reply(request, timeline_object(found, by=params.lanes))

    return router


def timeline_object(found: IncidentTimelineContext, *, by: str) -> dict[str, Any]:
    """Return the timeline as JSON: the numbers and the incidents of the page, without where they are drawn."""
    chart = found.chart
    return {
        "since": chart.window.since if chart else None,
        "until": chart.window.until if chart else None,
        **listing_object(found.table, "incidents"),
        "incidents": [row_object(row) for row in found.table.rows],
        "dated": found.dated,
        "undated": found.undated_total,
        "elsewhere": found.elsewhere,
        "lanes": {"by": by, "lanes": [lane_object(lane) for lane in chart.lanes] if chart else []},
        "counts": columns_object(chart.columns) if chart else None,
        "strip": columns_object(chart.strip.columns) if chart else None,
    }


def row_object(row: TableRow) -> dict[str, Any]:
    """Return an incident with its sources as JSON."""
    return {**plain(row.incident), "sources": plain(row.sources)}


def lane_object(lane: Lane) -> dict[str, Any]:
    """Return a lane as JSON: the ids of the incidents that it draws, and how many more there are."""
    return {
        "key": lane.key,
        "name": lane.name,
        "incidents": lane.incidents,
        "drawn": [bar.incident.id for bar in lane.bars],
        "counts": columns_object(lane.columns),
    }


def columns_object(columns: Columns | None) -> dict[str, Any] | None:
    """Return columns as JSON."""
    if columns is None:
        return None
    periods = [{"period": column.period, "incidents": column.incidents} for column in columns.columns]
    return {"unit": columns.unit, "periods": periods, "longer": columns.in_none}
