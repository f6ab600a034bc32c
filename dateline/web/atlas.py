"""What the map shows: incidents where they are told to have happened, and who held which place, day by day.

Law 4 on a map: a place is a circle as wide as it may reach, and what has no point is listed beside the map, never drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from pydantic import AfterValidator, Field

from dateline.name_keys import name_key
from dateline.reconcile.base import Told
from dateline.reconcile.holdings import HeldSpan, held_spans
from dateline.store.base import ClaimFilter, IncidentFilter, IncidentRow, View
from dateline.vocabulary import EVENT_TYPES
from dateline.web.context import COUNT_TO
from dateline.web.instants import month_days
from dateline.web.params import Day, Params, Words, one_of

__all__ = [
    "WINDOWS",
    "Atlas",
    "HeldPlace",
    "MapDay",
    "MapParams",
    "PlaceGroup",
    "SaidParams",
    "choose_day",
    "load_atlas",
    "show_day",
]

# how much one map holds: the largest incidents, and the places of which most is told; what is beyond is counted and said
MOST_INCIDENTS = 1500
MOST_HELD_PLACES = 40
MOST_HOLDING_CLAIMS = 600
MOST_OF_PLACE = 150  # of those, the ones published last
NOT_ASKED = "Who holds what is left out: it has no type, and no words were searched for it."
CUT = f"Of places of which much is told, who held them is told from the {MOST_OF_PLACE} claims published last."
# the windows of days, by what an address calls them; all: everything up to the day
WINDOWS = {"1": 1, "7": 7, "30": 30, "all": None}
WHOLE_DAY = len("2001-11-07")


def is_whole_day(value: str) -> str:
    """Accept a day."""
    if len(value) != WHOLE_DAY:
        raise ValueError(f"{value!r} is no day; write 2001-11-07")
    return value


class MapParams(Params):
    """What the map shows, and the day it stands at."""

    q: Words = Field(None, description='full text of a claim: words, "a phrase", prefix*, AND OR NOT')
    place: Words = Field(None, description="a place's name or gazetteer id")
    actor: Words = Field(None, description="an actor or target; of holdings, a holder")
    type: Annotated[str | None, one_of(*EVENT_TYPES)] = Field(None, description="a PLOVER type")
    since: Day | None = Field(None, description="happened on or after: 2001, 2001-11 or 2001-11-07")
    until: Day | None = Field(None, description="happened on or before")
    as_of: Day | None = Field(None, description="only what had been published by that day")
    day: Annotated[Day, AfterValidator(is_whole_day)] | None = Field(None, description="the day the map stands at")
    held: bool = Field(False, description="list who held what in the page too; the data always say it")
    days: Annotated[str, one_of(*WINDOWS)] = Field("all", description="days shown, up to that day: 1, 7, 30, all")

    def filters(self) -> dict[str, str]:
        """Return what chooses the data, without what chooses the day."""
        return {name: value for name, value in self.chosen().items() if name not in ("day", "days", "held")}


class SaidParams(Params):
    """As known by which day it is asked who says so."""

    as_of: Day | None = Field(None, description="only what had been published by that day")


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A place of which it is told who held it, with the days on which the same was told."""

    place: str
    place_id: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    country: str | None
    spans: tuple[HeldSpan, ...]

    def on(self, day: str) -> HeldSpan | None:
        """Return what was told of a day."""
        return next((s for s in self.spans if s.first_day <= day and (s.last_day is None or day <= s.last_day)), None)


@dataclass(frozen=True, slots=True)
class Atlas:
    """All that one map can show of a filter. ``days`` are those on which something happened or a place changed hands."""

    incidents: tuple[IncidentRow, ...]
    incidents_left_out: int
    held: tuple[HeldPlace, ...]
    held_left_out: int
    days: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """The incidents of one place; the point is None where the gazetteer has none."""

    key: str
    name: str
    lat: float | None
    lon: float | None
    precision_km: float | None
    country: str | None
    incidents: tuple[IncidentRow, ...]


@dataclass(frozen=True, slots=True)
class MapDay:
    """The map as it stands at a day: places with a point, named places without, and what names no place at all."""

    day: str | None
    before: str | None
    after: str | None
    total: int
    places: tuple[PlaceGroup, ...]
    unlocated: tuple[PlaceGroup, ...]
    placeless: tuple[IncidentRow, ...]
    undated: int
    held: tuple[tuple[HeldPlace, HeldSpan], ...]


def load_atlas(view: View, params: MapParams, *, held: bool = True) -> Atlas:
    """Return what the map can show, with or without who held what. Raises: InvalidQuery."""
    where = IncidentFilter(
        place=params.place,
        actor=params.actor,
        type=params.type,
        since=params.since,
        until=params.until,
        text=params.q,
        as_of=params.as_of,
    )
    page = view.find_incidents(where, sort="size", limit=MOST_INCIDENTS)
    asks_events = params.type is not None or params.q is not None
    places, left_out, is_cut = load_held(view, params) if held and not asks_events else ((), 0, False)
    notes = [note for note, holds in ((NOT_ASKED, asks_events), (CUT, is_cut)) if holds]
    days = days_of(page.rows, places, since=params.since, until=params.until)
    return Atlas(page.rows, page.total - len(page.rows), places, left_out, days, tuple(notes))


def load_held(view: View, params: MapParams) -> tuple[tuple[HeldPlace, ...], int, bool]:
    """Return the places of which most is told who held them, how many are left out, and if older claims of them are."""
    counted = count_held(view, params)
    told: dict[str, list[Told]] = {}
    names: dict[str, str] = {}
    claims = taken = 0
    is_cut = False
    for name, uses in counted[:MOST_HELD_PLACES]:
        claims += min(uses, MOST_OF_PLACE)
        if claims > MOST_HOLDING_CLAIMS and told:
            break
        taken += 1
        tolds = view.holdings_of_place(name, as_of=params.as_of, newest=MOST_OF_PLACE)
        is_cut = is_cut or len(tolds) == MOST_OF_PLACE
        # one place may have several names, and is told of under each
        key = next((t.claim.place_id for t in tolds if t.claim.place_id), None) or name_key(name)
        names.setdefault(key, name)
        told.setdefault(key, []).extend(tolds)
    found = (held_place(names[key], tolds, params) for key, tolds in told.items() if tolds)
    return tuple(place for place in found if place is not None), len(counted) - taken, is_cut


def count_held(view: View, params: MapParams) -> Sequence[tuple[str, int]]:
    """Return the names of places with claims of who holds them, one more than is shown: it tells whether there are more."""
    if params.place is None and params.actor is None:
        found = view.find_held_places(as_of=params.as_of, limit=MOST_HELD_PLACES + 1)
        # one name may be of several places, and is told of once
        return list({name: row.claims for row in reversed(found.rows) for name in reversed(row.names)}.items())[::-1]
    where = ClaimFilter(kind="holding", place=params.place, actor=params.actor, as_of=params.as_of)
    (counted,) = view.facets_of(where, ("place",), count_to=COUNT_TO, limit=MOST_HELD_PLACES + 1)
    return counted.values


def held_place(name: str, tolds: Sequence[Told], params: MapParams) -> HeldPlace | None:
    """Return who held a place when, or None if nothing is known of any day."""
    spans = held_spans(tolds, since=first_day_of(params.since), until=last_day_of(params.until))
    if params.actor:
        spans = tuple(span for span in spans if any(names_actor(line.name, params.actor) for line in span.lines))
    if not spans:
        return None
    at = next((told.claim for told in tolds if told.claim.place_id), tolds[0].claim)
    return HeldPlace(name, at.place_id, at.lat, at.lon, at.precision_km, at.country, spans)


def names_actor(name: str | None, actor: str) -> bool:
    """Do all words of an actor stand in a holder's name?"""
    return set(name_key(actor).split()) <= set(name_key(name or "").split())


def first_day_of(day: str | None) -> str | None:
    """Return the first day of a year or month.

    >>> first_day_of("2001"), first_day_of("2001-11")
    ('2001-01-01', '2001-11-01')
    """
    return day + "-01-01"[len(day) - len("2001") :] if day else None


def last_day_of(day: str | None) -> str | None:
    """Return the last day of a year or month.

    >>> last_day_of("2001"), last_day_of("2001-11")
    ('2001-12-31', '2001-11-30')
    """
    if not day or len(day) == WHOLE_DAY:
        return day
    year, month = (int(part) for part in (day + "-12").split("-")[:2])
    return f"{year:04}-{month:02}-{month_days(year, month):02}"


def days_of(
    incidents: Iterable[IncidentRow], held: Iterable[HeldPlace], *, since: str | None, until: str | None
) -> tuple[str, ...]:
    """Return the days at which the map can stand, in order: what is told of a month is no reason to stop at each of its days."""
    exact = {row.first_day for row in incidents if row.first_day and row.first_day == (row.last_day or row.first_day)}
    exact |= {row.last_day for row in incidents if row.last_day and row.last_day != row.first_day}
    changes = {span.first_day for place in held for span in place.spans}
    first, last = since or "", (until or "9999") + "~"
    return tuple(sorted(day for day in exact | changes if day and first <= day <= last))


def choose_day(atlas: Atlas, day: str | None) -> str | None:
    """Return the day asked for, else the last one."""
    return day or (atlas.days[-1] if atlas.days else None)


def is_shown(row: IncidentRow, day: str, days: int | None) -> bool:
    """Is an incident told to have happened in the window of days that ends at a day? What has no day is in no window but all."""
    first, last = row.first_day or row.last_day, row.last_day or row.first_day
    if first is None or last is None:
        return days is None
    return first <= day and (days is None or last >= days_before(day, days - 1))


def days_before(day: str, days: int) -> str:
    """Return the day some days earlier.

    >>> days_before("2012-03-01", 1)
    '2012-02-29'
    """
    there = date.fromisoformat(day)
    return (there - timedelta(days=min(days, (there - date.min).days))).isoformat()


def show_day(atlas: Atlas, params: MapParams) -> MapDay:
    """Return the map at the day and in the window that are asked for."""
    day, days = choose_day(atlas, params.day), WINDOWS[params.days]
    rows = [row for row in atlas.incidents if day is None or is_shown(row, day, days)]
    held = ((place, span) for place in atlas.held if day and (span := place.on(day)))
    return MapDay(
        day=day,
        before=max((d for d in atlas.days if day and d < day), default=None),
        after=min((d for d in atlas.days if day and d > day), default=None),
        total=len(rows),
        places=groups_of(rows, lambda row: row.lat is not None),
        unlocated=groups_of(rows, lambda row: row.lat is None and row.place is not None),
        placeless=tuple(row for row in rows if row.place is None),
        undated=sum(1 for row in atlas.incidents if row.first_day is None and row.last_day is None),
        held=tuple(held),
    )


def groups_of(rows: Sequence[IncidentRow], wanted: Callable[[IncidentRow], bool]) -> tuple[PlaceGroup, ...]:
    """Return the incidents of each place, the place with most first."""
    chosen = sorted((row for row in rows if wanted(row)), key=key_of)
    groups = [group_of(key, tuple(same)) for key, same in groupby(chosen, key_of)]
    return tuple(sorted(groups, key=lambda group: (-len(group.incidents), group.name)))


def key_of(row: IncidentRow) -> str:
    """Return what a place is one by: its gazetteer id, else its name."""
    return row.place_id or name_key(row.place or "")


def group_of(key: str, rows: tuple[IncidentRow, ...]) -> PlaceGroup:
    """Return the incidents of one place, under its commonest name, as wide as the widest of them is told to reach."""
    widest = max(rows, key=lambda row: row.precision_km or 0.0)
    name = Counter(row.place for row in rows).most_common(1)[0][0] or ""
    ordered = tuple(
        sorted(rows, key=lambda row: row.first_day or "9999")
    )  # of one day: the largest first, as they came
    return PlaceGroup(key, name, widest.lat, widest.lon, widest.precision_km, widest.country, ordered)
