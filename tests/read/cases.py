"""Tables of test sentences, and whether a reading finds what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.read.reader import Reader
from dateline.records import Entity, Event, Holding, Quantity, Reading, Report, TimeExpression

__all__ = [
    "Passage",
    "differs",
    "event_misses",
    "holding_misses",
    "load_cases",
    "load_passages",
    "load_rows",
    "make_reading",
    "names",
    "quantity_misses",
    "time_misses",
    "written",
]

GOLD = re.compile(r"(?P<quote>.+) = (?P<type>[A-Z]+) (?P<value>\S+)(?: (?P<days>\S*\.\.\S*))?(?: mod=(?P<mod>\S+))?$")


@dataclass(frozen=True)
class Passage:
    """Some sentences with their times in text order; the values are TIMEX3's."""

    published: str | None
    text: str
    times: tuple[dict[str, str | None], ...]


def load_passages(name: str) -> list[Passage]:
    """Return the rows of tests/read/NAME.tsv, a table of times."""
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    passages = []
    for line in [line for line in lines if line and not line.startswith("#")][1:]:
        published, text, gold = line.split("\t")
        matches = [GOLD.match(item) for item in gold.split(" | ")]
        assert all(matches), line
        times = tuple(match.groupdict() for match in matches if match)
        passages.append(Passage(published or None, text.replace(r"\n", "\n"), times))
    return passages


def time_misses(times: Sequence[TimeExpression], passage: Passage) -> list[str]:
    """Return what is not read as the table has it: times not found or read otherwise, and times too many."""
    found = {time.span.start: time for time in times}
    misses, at = [], 0
    for gold in passage.times:
        at = passage.text.index(gold["quote"] or "", at)
        time = found.pop(at, None)
        days = f"{time.earliest or ''}..{time.latest or ''}" if time and gold["days"] else None
        if time is None or (time.span.quote, time.type, time.value, days, time.mod) != tuple(gold.values()):
            misses.append(f"{gold}: {time and time.as_json()}")
        at += len(gold["quote"] or "")
    return misses + [f"too many: {time.as_json()}" for time in found.values()]


def load_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of tests/read/NAME.tsv."""
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    columns, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def load_cases(name: str, split: str) -> list[dict[str, str]]:
    """Return the rows of tests/read/NAME.tsv that belong to a split."""
    return [case for case in load_rows(name) if case["split"] == split]


def make_reading(reader: Reader, text: str) -> Reading:
    """Read a text as an undated report without an outlet."""
    return reader.read(
        Report(
            id="r", title=None, outlet=None, agency=None, byline=None, url=None, published=None, filed_from=None,
            language="en", text=text,
        )
    )  # fmt: skip


def names(reading: Reading, idents: tuple[str | None, ...]) -> str:
    """Return all that the report calls some entities, as one text."""
    found: list[Entity] = [e for e in reading.entities if e.id in idents]
    return " / ".join([e.name for e in found] + [m.quote for e in found for m in e.mentions]).lower()


def event_misses(reading: Reading, case: dict[str, str]) -> list[str]:
    """Return the columns of a case that the reading does not have right; ``trigger`` if there is no such event."""
    event = next((e for e in reading.events if case["trigger"].lower() in e.trigger.quote.lower()), None)
    if case["type"] == "-":
        return ["trigger"] if event is not None else []
    if event is None:
        return ["trigger"]
    wanted = {"type": event.type, "status": event.status}
    misses = [name for name, value in wanted.items() if case[name] and case[name] != value]
    parts: dict[str, tuple[str | None, ...]] = {"actor": event.actors, "target": event.targets, "place": (event.place,)}
    misses += [name for name, ids in parts.items() if case[name] and case[name].lower() not in names(reading, ids)]
    time = next((t.span.quote for t in reading.times if t.id == event.time), "")
    if differs(case["time"], time):
        misses.append("time")
    return misses + (["counts"] if differs(case["counts"], counts(reading, event)) else [])


def differs(wanted: str, found: str) -> bool:
    """Does a cell not say what was found? An empty cell is not tested; ``-`` wants nothing."""
    return bool(found) if wanted == "-" else wanted not in found


def counts(reading: Reading, event: Event) -> str:
    spans = {q.id: q.span.quote for q in reading.quantities}
    return " ".join(f"{c.what}={word}" for c in event.counts for word in spans[c.quantity].split())


def holding_misses(reading: Reading, case: dict[str, str]) -> list[str]:
    """Return the columns of a case that the reading does not have right; ``state`` if there is no such holding."""
    if case["state"] == "-":
        return ["state"] if reading.holdings else []
    found: list[Holding] = [
        h for h in reading.holdings if h.state == case["state"] and case["place"].lower() in names(reading, (h.place,))
    ]
    if not found:
        return ["state"]
    sides = {"holder": found[0].holder, "opponent": found[0].opponent}
    time = next((t.span.quote for t in reading.times if t.id == found[0].time), "")
    misses = [
        name for name, ident in sides.items() if differs(case[name].lower(), names(reading, (ident,)) if ident else "")
    ]
    return misses + (["time"] if differs(case["time"], time) else [])


def written(quantity: Quantity) -> str:
    """Write an interval as in mathematics: [12, inf) is at least 12, ~ approximate; the unit if it is no count."""
    low, high = end_text(quantity.low, "-inf"), end_text(quantity.high, "inf")
    body = low if low == high and quantity.low_inclusive else f"{low}, {high}"
    brackets = ("[" if quantity.low_inclusive else "(") + body + ("]" if quantity.high_inclusive else ")")
    unit = "" if quantity.unit == "count" else f" {quantity.unit}"
    return ("~" if quantity.approximate else "") + brackets + unit


def end_text(value: float | None, without: str) -> str:
    """Write one end of an interval: three decimals at most, no exponents."""
    return without if value is None else f"{round(value, 3):.15g}"


def quantity_misses(quantities: Sequence[Quantity], case: dict[str, str]) -> list[str]:
    """Return the columns of a case that quantities do not have right; only ``intervals`` where these differ."""
    if ("; ".join(written(q) for q in quantities) or "-") != case["intervals"]:
        return ["intervals"]
    quotes = {q.id: q.span.quote for q in quantities}
    heads = [(q.of_text or "-").split()[-1].lower() for q in quantities]
    updates = " ".join(f"{q.span.quote}>{quotes[q.supersedes]}" for q in quantities if q.supersedes)
    misses = [
        name
        for name, found in (("of", heads), ("tally", [q.tally or "-" for q in quantities]))
        if case[name]
        and quantities
        and any(w and w.lower() != f for w, f in zip(case[name].split("; "), found, strict=True))
    ]
    return misses + (["supersedes"] if updates != case["supersedes"] else [])
