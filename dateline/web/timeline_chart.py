"""The timeline's chart: every incident as a bar where they are few; where they are many the largest, and columns of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from dateline.store.base import CountLane, CountUnit, IncidentCount, IncidentFilter, IncidentRow, Page, View
from dateline.web.instants import period_of
from dateline.web.labels import initial, interval_label
from dateline.web.time_axis import Axis, Tick, ticks_of
from dateline.web.timeline_counts import Columns, Strip, columns_of, unit_for
from dateline.web.timeline_lanes import MOST_LANES, Lane, Moment, draw_bars, sort_into_lanes
from dateline.web.timeline_params import IncidentTimelineParams
from dateline.web.timeline_window import Window

__all__ = ["MOST_DRAWN", "Chart", "draw_chart"]

MOST_DRAWN = 240  # incidents; of more, so many of most claims
MOST_COUNTED = (
    4_000  # incidents that are counted by lane; of more, only all together (200,000 incidents, 2026-11-23: 30 ms)
)
MOST_ROWS_BESIDE_COLUMNS = 4
MOST_TIMED = 24  # incidents whose claims are read for times of day
MOST_TIMED_CLAIMS = 60
MOST_NAMED_CLAIMS = 4_000  # claims whose actors are read, of the largest incidents of many (2026-11-23: 60 ms)


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: the window with its ticks, the strip above it, the lanes, and all in columns where they are many."""

    window: Window
    ticks: tuple[Tick, ...]
    strip: Strip
    lanes: tuple[Lane, ...]
    columns: Columns | None
    drawn: int


def draw_chart(
    view: View,
    params: IncidentTimelineParams,
    *,
    strip: Strip,
    window: Window,
    table: Page[IncidentRow],
    counts: Sequence[IncidentCount],
) -> Chart:
    """Return the chart of a window: every incident as a bar, or the largest with columns of all.

    Args:
        view: the archive.
        params: which incidents, in which lanes.
        strip: what stands above it.
        window: what it shows.
        table: the page of the table, which has all incidents of the window where they are few.
        counts: of all incidents, by month.
    """
    where, axis = params.where(window), Axis(window.low, window.high)
    total = table.total
    rows: Sequence[IncidentRow] = table.rows
    if total > len(rows):
        rows = view.find_incidents(where, sort="time" if total <= MOST_DRAWN else "size", limit=MOST_DRAWN).rows
    if len(rows) < total and params.lanes == "actor":
        rows = affordable(rows)
    unit = unit_for(window.span)
    columns = None
    if total > MOST_DRAWN:
        columns = columns_of(view.count_incidents(where, by="day") if unit == "day" else counts, axis, unit=unit)
    lanes = lanes_of(view, params, rows=rows, window=window)
    if len(rows) < total:
        lanes = [replace(lane, incidents=None) for lane in lanes]
    if columns and total <= MOST_COUNTED and params.lanes != "actor":
        lanes = counted_lanes(view, where, by=params.lanes, unit=unit, axis=axis, lanes=lanes)  # type: ignore[arg-type]
    drawn = len({bar.incident.id for lane in lanes for bar in lane.bars})
    return Chart(window, ticks_of(axis), strip, tuple(lanes), columns, drawn)


def affordable(rows: Sequence[IncidentRow]) -> Sequence[IncidentRow]:
    """Return so many of the first incidents that the names in their claims can be read for a page."""
    claims = accumulate(row.claims for row in rows)
    return [row for row, so_far in zip(rows, claims, strict=True) if so_far <= max(MOST_NAMED_CLAIMS, rows[0].claims)]


def lanes_of(view: View, params: IncidentTimelineParams, *, rows: Sequence[IncidentRow], window: Window) -> list[Lane]:
    """Return lanes of bars."""
    by = params.lanes
    ids = [row.id for row in rows]
    actors = view.names_in_incidents(ids, role="actor", as_of=params.as_of) if by == "actor" else None
    moments = moments_of(view, params, rows=rows, window=window) if window.is_hourly else {}
    return [
        Lane(
            lane.key,
            lane.name,
            len(lane.incidents),
            draw_bars(lane.incidents, window, moments=moments, place_is_known=by == "place" and lane.key is not None),
        )
        for lane in sort_into_lanes(rows, by=by, actors=actors)
    ]


def counted_lanes(
    view: View, where: IncidentFilter, *, by: CountLane, unit: CountUnit, axis: Axis, lanes: Sequence[Lane]
) -> list[Lane]:
    """Return the lanes of most incidents with columns of all of them, and a few bars of the largest."""
    counts: dict[str | None, list[IncidentCount]] = {}
    for count in view.count_incidents(where, by=unit, lanes=by, most=MOST_LANES):
        counts.setdefault(count.lane, []).append(count)
    drawn = {lane.key: lane.bars for lane in lanes if lane.key}
    # those in no lane of their own are so many that no other column could be seen beside theirs
    apart = {key: columns_of(of_lane, axis, unit=unit) for key, of_lane in counts.items() if key is not None}
    highest = max((columns.highest for columns in apart.values()), default=0)
    return [
        Lane(
            key=key,
            name=lane_name(of_lane[0], by=by),
            incidents=sum(count.incidents for count in of_lane),
            bars=tuple(bar for bar in drawn.get(key or "", ()) if bar.row < MOST_ROWS_BESIDE_COLUMNS),
            columns=columns_of(of_lane, axis, unit=unit, highest=highest) if key is not None else None,
        )
        for key, of_lane in counts.items()
    ]


def lane_name(count: IncidentCount, *, by: CountLane) -> str:
    """Return what a lane of counted incidents is called."""
    if count.lane is None:
        return "All others"
    return initial(count.lane) if by == "type" else count.name or count.lane


def moments_of(
    view: View, params: IncidentTimelineParams, *, rows: Sequence[IncidentRow], window: Window
) -> dict[str, tuple[Moment, ...]]:
    """Return the times of day that claims of the largest incidents tell, by the incidents' ids."""
    axis = Axis(window.low, window.high)
    largest = sorted(rows, key=lambda row: -row.claims)
    chosen = [row for row in largest if row.claims <= MOST_TIMED_CLAIMS][:MOST_TIMED]
    return {row.id: tuple(read_moments(view, params, row, axis=axis)) for row in chosen}


def read_moments(view: View, params: IncidentTimelineParams, row: IncidentRow, *, axis: Axis) -> list[Moment]:
    """Return the times of day that claims of an incident tell, the earliest first."""
    told: dict[tuple[str, str], int] = {}
    for one in view.told_of_incident(row.id, as_of=params.as_of):
        earliest, latest = one.claim.earliest or "", one.claim.latest or ""
        if "T" in earliest and "T" in latest:
            told[earliest, latest] = told.get((earliest, latest), 0) + 1
    found = []
    for (earliest, latest), claims in sorted(told.items()):
        first, last = period_of(earliest), period_of(latest)
        if first and last and first[0] < axis.high and last[1] > axis.low:
            x = axis.share(first[0])
            width = round(max(axis.share(last[1]) - x, 0.3), 2)
            found.append(Moment(interval_label(earliest, latest) or "", claims, x, width))
    return found
