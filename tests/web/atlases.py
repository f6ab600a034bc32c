"""Readings made for the map and the timeline: invented sentences around given places and times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dateline.ids import report_id
from dateline.records import Entity, Event, Place, Reading, Reason, Report, Span, TimeExpression

# name, latitude, longitude, GeoNames feature, country, precision in km, mentions
PlaceRow = tuple[str, float, float, str, str | None, float, int]
# words, type, value, mod, earliest, latest
TimeRow = tuple[str, str, str | None, str | None, str | None, str | None]


def day(words: str, text: str) -> TimeRow:
    """Return a row for a day."""
    return (words, "DATE", text, None, text, text)


def town(name: str, lat: float, lon: float, *, country: str = "AT", km: float = 8.0, mentions: int = 1) -> PlaceRow:
    """Return a row for a town."""
    return (name, lat, lon, "PPL", country, km, mentions)


class Writing:
    """A text that grows, sentence by sentence, with spans into it."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, before: str, words: str, after: str) -> tuple[int, int]:
        """Add a sentence and return the offsets of some of its words."""
        start = len(self.text) + len(before)
        self.text += before + words + after
        return start, start + len(words)


def atlas(
    *,
    places: Iterable[PlaceRow] = (),
    unknown: Sequence[str] = (),
    times: Iterable[TimeRow] = (),
    why: str = "no place of this name is in the gazetteer",
    **report: Any,
) -> Reading:
    """Return a reading with these places, names without a place, and times; every time dates an event of its own."""
    writing = Writing()
    rows = list(places)
    mentions = [[writing.add("A bell rang in ", row[0], ".\n") for _ in range(row[6])] for row in rows]
    strange = [writing.add("Nobody came from ", name, ".\n") for name in unknown]
    timed = [(writing.add("The ferry ", "stopped", " "), writing.add("", row[0], ".\n"), row) for row in times]
    text = writing.text or "Nothing was said.\n"

    def span(offsets: tuple[int, int]) -> Span:
        return Span.of(text, *offsets)

    entities = [
        Entity(f"e{n}", "place", row[0], tuple(map(span, found)), place_of(row, n))
        for n, (row, found) in enumerate(zip(rows, mentions, strict=True), 1)
    ]
    nowhere = [
        Entity(f"u{n}", "place", name, (span(at),)) for n, (name, at) in enumerate(zip(unknown, strange, strict=True))
    ]
    known = {
        "title": "Bells and ferries",
        "outlet": "Harbour Herald",
        "agency": None,
        "byline": None,
        "url": None,
    } | report
    published = known.pop("published", None)
    return Reading(
        dateline="0.1.0",
        model="hand@1",
        report=Report(
            id=report_id(text=text, outlet=known["outlet"], published=published, url=None),
            published=published,
            filed_from=None,
            language="en",
            text=text,
            **known,
        ),
        entities=(*entities, *nowhere),
        times=tuple(time_of(n, span(at), row) for n, (_, at, row) in enumerate(timed, 1)),
        events=tuple(
            Event(f"v{n}", span(at), "OTHER", None, "occurred", (), (), None, f"t{n}", (), None)
            for n, (at, _, _) in enumerate(timed, 1)
        ),
        reasons=(
            *(Reason(entity.id, "place", why) for entity in nowhere),
            *(
                Reason(f"t{n}", "earliest", "the day is not known")
                for n, (_, _, row) in enumerate(timed, 1)
                if not row[4]
            ),
        ),
    )


def place_of(row: PlaceRow, number: int) -> Place:
    """Return a row as a place."""
    name, lat, lon, feature, country, km, _ = row
    return Place(f"test:{number}", name, lat, lon, feature, country, None, km)


def time_of(number: int, span: Span, row: TimeRow) -> TimeExpression:
    """Return a row as a time."""
    _, kind, value, mod, earliest, latest = row
    anchored = earliest is not None or latest is not None
    return TimeExpression(f"t{number}", span, kind, value, mod, earliest, latest, anchored)  # type: ignore[arg-type]
