"""A reading in the terminal: the text with its attributions marked, then what was read, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dateline.cli.tables import CLAIM_COLUMNS, claim_cells, console, print_rows, printable
from dateline.read.claims import interval_text
from dateline.records import Claim, Place, Reading

__all__ = ["marked_text", "print_reading"]

# role: (style on a colour terminal, mark before, mark after where there is no colour)
MARKS = {
    "content": ("cyan", "[", "]"),
    "source": ("bold green", "{", "}"),
    "cue": ("bold yellow underline", "<", ">"),
    "furniture": ("dim strike", "~", "~"),
}


def print_reading(reading: Reading, claims: Sequence[Claim], *, why: bool = False) -> None:
    """Print a reading for a person; ``why`` adds which row of which lexicon decided."""
    out = console()
    report = reading.report
    facts = [report.title, report.outlet, report.agency, report.published, f"read by {reading.model}"]
    out.print(Text(" · ".join(printable(fact) for fact in facts if fact), style="bold"))
    out.print(legend(out))
    out.print()
    out.print(marked_text(reading, colour=out.color_system is not None))
    for title, columns, rows in [*sections(reading, claims), *([why_section(reading)] if why else [])]:
        if rows:
            out.print()
            out.print(Text(f"{title} ({len(rows)})", style="bold reverse"))
            print_rows(columns, rows, form="table")


def legend(out: Console) -> Text:
    """Say how sources, cues, contents and furniture are marked."""
    text = Text("Marked: ", style="dim")
    for role, (style, before, after) in MARKS.items():
        text.append(role if out.color_system else f"{before}{role}{after}", style=style if out.color_system else "")
        text.append("  ")
    return text


def marked_text(reading: Reading, *, colour: bool) -> Text:
    """Return the report's text with its sources, cues, contents and furniture marked, in colour or by signs."""
    marks = [("furniture", span) for span in reading.report.furniture]
    for attribution in reading.attributions:
        marks += [("content", span) for span in attribution.content]
        marks += [(role, span) for role, span in (("source", attribution.source), ("cue", attribution.cue)) if span]
    text = reading.report.text
    if colour:
        shown = Text(printable(text))
        for role, span in marks:
            shown.stylize(MARKS[role][0], span.start, span.end)
        return shown
    # close before open at one offset; the wider span opens first and closes last
    signs = [(span.end, 0, -span.start, MARKS[role][2]) for role, span in marks]
    signs += [(span.start, 1, -span.end, MARKS[role][1]) for role, span in marks]
    parts, at = [], 0
    for offset, _, _, sign in sorted(signs):
        parts += [text[at:offset], sign]
        at = offset
    return Text(printable("".join([*parts, text[at:]])))


def sections(reading: Reading, claims: Sequence[Claim]) -> list[tuple[str, tuple[str, ...], list[tuple[object, ...]]]]:
    """Return the tables under the text: title, columns, rows."""
    names = {e.id: e.name for e in reading.entities}
    times = [(t.span.quote, t.type, t.value, t.mod, span_of_days(t.earliest, t.latest)) for t in reading.times]
    quantities = [(interval_text(q), q.unit, q.of_text, names.get(q.of or "")) for q in reading.quantities]
    entities = [(e.name, e.kind, len(e.mentions), place_text(e.place)) for e in reading.entities]
    reasons = [(r.item, r.field, r.why) for r in reading.reasons]
    return [
        ("Claims", CLAIM_COLUMNS, [claim_cells(claim) for claim in claims]),
        ("Times", ("words", "type", "value", "mod", "days"), list(times)),
        ("Quantities", ("words and interval", "unit", "of", "entity"), list(quantities)),
        ("Entities and places", ("name", "kind", "mentions", "place"), list(entities)),
        ("Left open", ("item", "field", "why"), list(reasons)),
    ]


def why_section(reading: Reading) -> tuple[str, tuple[str, ...], list[tuple[object, ...]]]:
    """Return the table of the lexicon rows that made events and holdings what they are."""
    quotes = {e.id: e.trigger.quote for e in reading.events} | {h.id: h.span.quote for h in reading.holdings}
    values = {(e.id, "type"): f"{e.type} ({e.mode})" if e.mode else e.type for e in reading.events}
    values |= {(e.id, "status"): e.status for e in reading.events} | {
        (h.id, "state"): h.state for h in reading.holdings
    }
    rows = [
        (quotes[g.item], values[g.item, g.field], g.row, f"{g.word}: {g.example}" if g.example else g.word)
        for g in reading.grounds
        if g.item in quotes  # events that only told another's toll are joined to it
    ]
    return "Why", ("words", "read as", "row", "its word and example"), list(rows)


def span_of_days(earliest: str | None, latest: str | None) -> str:
    """Return an interval of days as text, and that it is not anchored where it is not."""
    if earliest is None:
        return "not anchored"
    return earliest if latest in (None, earliest) else f"{earliest} – {latest}"


def place_text(place: Place | None) -> str:
    """Return a resolved place as text."""
    if place is None:
        return ""
    where = ", ".join(part for part in (place.admin1, place.country) if part)
    return f"{place.name} ({where}) {place.lat:.2f}, {place.lon:.2f} ±{place.precision_km:g} km, {place.gazetteer_id}"
