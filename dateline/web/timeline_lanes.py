"""Incidents -> lanes of bars: each bar as long as the time may be, in the fewest rows, with its words beside or on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.name_keys import name_key
from dateline.store.base import IncidentRow, NamedIn
from dateline.web.instants import period_of
from dateline.web.label_layout import LETTER
from dateline.web.labels import initial, killed_label, plural
from dateline.web.time_axis import Axis
from dateline.web.timeline_counts import Columns
from dateline.web.timeline_window import Window

__all__ = ["LANES", "Bar", "Lane", "Moment", "Sorted", "draw_bars", "sort_into_lanes"]

LANES = ("place", "actor", "type")
MOST_LANES = 8
MOST_ROWS = 12  # of a lane
PAPER = 760.0  # pixels: labels are laid out for a chart so wide, its least width
FONT = 13.0
GAP = 6.0
LEAST_WIDTH = 0.55  # per cent: a day is seen among years
MOST_TITLE, LEAST_TITLE = 36, 5
Keys = Callable[[IncidentRow], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day that claims of an incident tell, and how many of them; in per cent of the chart's width."""

    label: str
    claims: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """An incident in its place, in per cent of the chart's width; ``row`` counts from the top of its lane.

    ``anchor`` is where its words begin or end: inside the bar, after it or before it; empty where it has no room for words.
    A bar that runs on beyond the chart is cut there.
    """

    incident: IncidentRow
    x: float
    width: float
    row: int
    anchor: str
    title: str
    numbers: str
    is_day: bool
    cut_before: bool
    cut_after: bool
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """The incidents of a place, an actor or a type. ``key`` is None for those that are in no lane of their own.

    ``bars`` are those that are drawn one by one, ``columns`` how many there are where they are too many, ``incidents`` how
    many in all, None where that was not counted.
    """

    key: str | None
    name: str
    incidents: int | None
    bars: tuple[Bar, ...]
    columns: Columns | None = None

    @property
    def rows(self) -> int:
        """How many rows its bars take."""
        return max((bar.row + 1 for bar in self.bars), default=0)

    @property
    def hidden(self) -> int:
        """How many incidents are neither drawn nor in a column."""
        return 0 if self.columns or self.incidents is None else self.incidents - len(self.bars)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Incidents sorted into a lane, before they are drawn."""

    key: str | None
    name: str
    incidents: tuple[IncidentRow, ...]


# incidents -> lanes -------------------------------------------------------------------------------------------


def sort_into_lanes(
    incidents: Sequence[IncidentRow], *, by: str, actors: Mapping[str, Sequence[NamedIn]] | None = None
) -> list[Sorted]:
    """Return incidents in the lanes of the busiest places, actors or types; the rest comes last.

    Args:
        incidents: in the order in which lanes keep them.
        by: one of LANES.
        actors: who is named in each incident, by its id; one of several actors is in several lanes.
    """
    keys_of: dict[str, Keys] = {
        "place": lambda row: [(row.place_id or name_key(row.place), row.place)] if row.place else [],
        "type": lambda row: [(row.type, initial(row.type))] if row.type else [],
        "actor": lambda row: [(named.key, named.name) for named in (actors or {}).get(row.id, ())],
    }
    lanes: dict[str, tuple[str, list[IncidentRow]]] = {}
    for row in incidents:
        for key, name in keys_of[by](row):
            lanes.setdefault(key, (name, []))[1].append(row)
    order = sorted(lanes, key=lambda key: (-len(lanes[key][1]), lanes[key][0], key))
    busiest = order[:MOST_LANES] if len(order) > MOST_LANES + 1 else order
    found = [Sorted(key, lanes[key][0], tuple(lanes[key][1])) for key in busiest]
    placed = {row.id for lane in found for row in lane.incidents}
    rest = tuple(row for row in incidents if row.id not in placed)
    if rest:
        unnamed = any(not keys_of[by](row) for row in rest)
        found.append(Sorted(None, rest_name(by, others=len(order) - len(busiest), unnamed=unnamed), rest))
    return found


def rest_name(by: str, *, others: int, unnamed: bool) -> str:
    """Return what the lane of all others is called.

    >>> rest_name("place", others=4, unnamed=True)
    '4 other places, or none told'
    """
    words = [f"{plural(others, f'other {by}')}"] if others else []
    words += ["or none told" if others else f"No {by} told"] if unnamed else []
    return ", ".join(words)


# incidents -> bars --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Shelf:
    """Rows of a lane while they are filled: the pixels that are taken in each."""

    rows: list[list[tuple[float, float]]] = field(default_factory=list)

    def place(self, left: float, right: float, *, most: int | None = None) -> int | None:
        """Return the first row that has room, which is taken then; None where ``most`` rows have none."""
        for at, taken in enumerate(self.rows):
            if all(right <= low or left >= high for low, high in taken):
                taken.append((left, right))
                return at
        if most is not None and len(self.rows) >= most:
            return None
        self.rows.append([(left, right)])
        return len(self.rows) - 1


def draw_bars(
    incidents: Iterable[IncidentRow],
    window: Window,
    *,
    moments: Mapping[str, tuple[Moment, ...]] | None = None,
    place_is_known: bool = False,
    most_rows: int = MOST_ROWS,
) -> tuple[Bar, ...]:
    """Return the bars of a lane, the earliest first; where there is no room for all, the largest have words, and the smallest
    are left out.

    Args:
        incidents: with days.
        window: what the chart shows.
        moments: times of day by an incident's id.
        place_is_known: titles need not say the place.
        most_rows: how many rows the lane may have.
    """
    axis = Axis(window.low, window.high)
    drawn = [bar_of(row, axis, (moments or {}).get(row.id, ()), place_is_known) for row in incidents]
    drawn.sort(key=lambda pair: (-pair[0].incident.claims, pair[0].x))
    shelf = Shelf()
    kept: list[tuple[Bar, tuple[float, float]]] = []
    for worded, room in drawn:
        bare = replace(worded, anchor="", title="", numbers="")
        for bar, taken in ((worded, room), (bare, room_of(bare, letters=0))):
            if shelf.place(*taken, most=most_rows) is not None:
                kept.append((bar, taken))
                break
    kept.sort(key=lambda pair: (pair[0].x, -pair[0].width))
    shelf = Shelf()
    return tuple(replace(bar, row=shelf.place(*room) or 0) for bar, room in kept)


def bar_of(
    row: IncidentRow, axis: Axis, moments: tuple[Moment, ...], place_is_known: bool
) -> tuple[Bar, tuple[float, float]]:
    """Return a bar without its row, and the pixels that it takes with its words."""
    low, high = minutes_of_days(row)
    x, end = axis.share(low), axis.share(high)
    width = max(end - x, LEAST_WIDTH)
    x = round(min(x, 100 - width), 2)
    numbers = killed_label(row)
    disputed = "disputed" if row.disputes else ""
    title = row.title.removesuffix(f", {row.place}") if place_is_known and row.place else row.title
    rest = sum(len(words) + 1 for words in (numbers, disputed) if words)
    anchor, title = place_title(title, rest, x, width)
    bar = Bar(row, x, round(width, 2), 0, anchor, title, numbers, row.first_day == row.last_day,
              low < axis.low, high > axis.high, moments)  # fmt: skip
    return bar, room_of(bar, letters=len(title) + 1 + rest)


def minutes_of_days(row: IncidentRow) -> tuple[int, int]:
    """Return the first minute of an incident's days and the first after them."""
    first, last = period_of(row.first_day or ""), period_of(row.last_day or "")
    assert first and last, row.id
    return first[0], max(first[1], last[1])


def place_title(title: str, rest: int, x: float, width: float) -> tuple[str, str]:
    """Return where a bar's words stand, and as much of its title as has room there: after it, on it, or before it."""
    letter = FONT * LETTER
    rooms = {
        "inside": width / 100 * PAPER - 2 * GAP,
        "after": (100 - x - width) / 100 * PAPER - GAP,
        "before": x / 100 * PAPER - GAP,
    }
    title = shortened(title, MOST_TITLE)
    needed = (len(title) + 1 + rest) * letter
    for anchor, room in rooms.items():
        if needed <= room:
            return anchor, title
    anchor = max(rooms, key=lambda name: rooms[name])
    return anchor, shortened(title, max(int(rooms[anchor] / letter) - rest - 1, LEAST_TITLE))


def shortened(title: str, letters: int) -> str:
    """Return a title of so many letters at most."""
    return title if len(title) <= letters else title[: letters - 1].rstrip(" ,") + "…"


def room_of(bar: Bar, *, letters: int) -> tuple[float, float]:
    """Return the first and the last pixel that a bar takes with its words."""
    words = letters * FONT * LETTER + 2 * GAP
    left, right = bar.x / 100 * PAPER, (bar.x + bar.width) / 100 * PAPER
    if not bar.anchor:
        return left - GAP, right + GAP
    if bar.anchor == "before":
        return left - words, right + GAP
    return left - GAP, (max(right, left + words) if bar.anchor == "inside" else right + words)
