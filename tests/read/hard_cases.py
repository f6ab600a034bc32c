"""Tables of hard sentences: which cells of a row a reading has right. An empty cell is not tested; ``-`` wants none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dateline.records import Event, Holding, Reading
from tests.read.cases import names

__all__ = ["CHECKS"]

Case = dict[str, str]
Cells = dict[str, bool]


def same(one: str, other: str) -> bool:
    """Are two phrases the same but for what stands around the shorter one?"""
    one, other = one.lower(), other.lower()
    return bool(one) and bool(other) and (one in other or other in one)


def has_entities(wanted: str, idents: Sequence[str | None], reading: Reading) -> bool:
    """Is every phrase of a cell one of the entities?"""
    present = tuple(ident for ident in idents if ident)
    if wanted == "-":
        return not present
    told = names(reading, present)
    return all(part.strip().lower() in told for part in wanted.split(" & "))


def has_time(wanted: str, ident: str | None, reading: Reading) -> bool:
    quote = next((t.span.quote for t in reading.times if t.id == ident), "")
    return not quote if wanted == "-" else same(wanted, quote)


def has_counts(wanted: str, event: Event, reading: Reading) -> bool:
    quotes = {q.id: q.span.quote for q in reading.quantities}
    found = {(count.what, quotes[count.quantity]) for count in event.counts}
    pairs = [] if wanted == "-" else [item.strip().split("=", 1) for item in wanted.split(";")]
    return len(pairs) == len(found) and all(any(w == k and same(q, v) for k, v in found) for w, q in pairs)


def best(candidates: Iterable[Cells]) -> Cells:
    return max(candidates, key=lambda cells: sum(cells.values()))


def event_cells(case: Case, reading: Reading) -> Cells:
    """Return the cells of an event's row."""
    start = case["text"].lower().find(case["trigger"].lower())
    end = start + len(case["trigger"])
    found = [e for e in reading.events if e.trigger.start < end and start < e.trigger.end]
    if case["type"] == "-" or not found:
        return {"found": (case["type"] == "-") is not bool(found)}

    def cells(event: Event) -> Cells:
        checks: dict[str, Callable[[str], bool]] = {
            "type": lambda cell: event.type == cell,
            "status": lambda cell: event.status == cell,
            "actor": lambda cell: has_entities(cell, event.actors, reading),
            "target": lambda cell: has_entities(cell, event.targets, reading),
            "place": lambda cell: has_entities(cell, (event.place,), reading),
            "time": lambda cell: has_time(cell, event.time, reading),
            "counts": lambda cell: has_counts(cell, event, reading),
        }
        return {"found": True, **{name: check(case[name]) for name, check in checks.items() if case[name]}}

    return best(map(cells, found))


def holding_cells(case: Case, reading: Reading) -> Cells:
    """Return the cells of a holding's row."""
    if case["state"] == "-":
        return {"found": not reading.holdings}
    found = [h for h in reading.holdings if h.state == case["state"] and same_place(case["place"], h, reading)]
    if not found:
        return {"found": False}
    quotes = {q.id: q.span.quote for q in reading.quantities}
    sources = {a.id: a.source.quote if a.source else "" for a in reading.attributions}

    def cells(holding: Holding) -> Cells:
        checks: dict[str, Callable[[str], bool]] = {
            "holder": lambda cell: has_entities(cell, (holding.holder,), reading),
            "opponent": lambda cell: has_entities(cell, (holding.opponent,), reading),
            "share": lambda cell: holding.share is not None and same(cell, quotes[holding.share]),
            "time": lambda cell: has_time(cell, holding.time, reading),
            "speaker": lambda cell: (
                holding.attribution is None if cell == "-" else same(cell, sources.get(holding.attribution or "", ""))
            ),
        }
        return {"found": True, **{name: check(case[name]) for name, check in checks.items() if case[name]}}

    return best(map(cells, found))


def same_place(wanted: str, holding: Holding, reading: Reading) -> bool:
    return wanted.lower() in names(reading, (holding.place,))


def denial_cells(case: Case, reading: Reading) -> Cells:
    """Return the cells of a denial's row: what is denied, how real the event is, and through whom it is told."""
    by_id, cells = {a.id: a for a in reading.attributions}, {}
    denied = [by_id[a.denies] for a in reading.attributions if a.denies]
    if case["denied"] == "-":
        cells["denies"] = not denied
    elif case["denied"]:
        start = case["text"].lower().find(case["denied"].lower())
        end = start + len(case["denied"])
        cells["denies"] = any(s.start < end and start < s.end for d in denied for s in d.content)
    events = [e for e in reading.events if case["event"] and same(case["event"], e.trigger.quote)]
    if case["event"] and case["status"]:
        cells["status"] = any(e.status == case["status"] for e in events)
    if case["event"] and case["chain"]:
        wanted = [] if case["chain"] == "-" else case["chain"].split(" > ")
        chains = [chain_of(e, reading) for e in events]
        cells["chain"] = any(
            len(c) == len(wanted) and all(same(w, f) for w, f in zip(wanted, c, strict=True)) for c in chains
        )
    return cells


def chain_of(event: Event, reading: Reading) -> list[str]:
    """Return the sources around an event, outermost first."""
    by_id, chain, at = {a.id: a for a in reading.attributions}, [], event.attribution
    while at is not None:
        chain.append(by_id[at].source.quote if by_id[at].source else "?")  # type: ignore[union-attr]
        at = by_id[at].within
    return chain[::-1]


CHECKS: dict[str, Callable[[Case, Reading], Cells]] = {
    "hard_events": event_cells,
    "hard_holdings": holding_cells,
    "hard_denials": denial_cells,
}
