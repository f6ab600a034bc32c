"""``incidents``, ``disputes`` and ``holdings``: what many reports say together, and where they disagree."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Sequence
from typing import Any

import click

from dateline.cli.options import archive_option, format_option, open_archive
from dateline.cli.tables import note, print_rows
from dateline.reconcile.base import Told
from dateline.reconcile.disputes import DISPUTE_KINDS
from dateline.reconcile.holdings import HeldSpan, held_spans
from dateline.reconcile.origins import origin_of
from dateline.reconcile.tolls import Toll
from dateline.record_objects import dispute_object, held_object, known_by, load_whole_incident, whole_object
from dateline.store.base import DisputeFilter, DisputeRow, IncidentFilter, IncidentRow, View
from dateline.store.base_rows import INCIDENT_SORTS
from dateline.vocabulary import EVENT_TYPES

__all__ = ["disputes", "holdings", "incidents"]

INCIDENT_COLUMNS = ("when", "where", "what", "killed", "origins", "reports", "claims", "disputes", "incident")
TOLL_COLUMNS = ("what", "how many", "on whose word", "told", "claims")
DISPUTE_COLUMNS = ("kind", "about", "sides", "origins", "dispute")
HOLDING_COLUMNS = ("from", "to", "place", "state", "holder", "according to")
TOLD_COLUMNS = ("published", "on whose word", "origin", "status", "words", "claim")

as_of_option = click.option("--as-of", metavar="DAY", help="As known on a day: only what had been published by then.")
since_option = click.option("--since", metavar="DAY", help="Happened on or after: 2001, 2001-11 or 2001-11-07.")
until_option = click.option("--until", metavar="DAY", help="Happened on or before.")


@click.command()
@click.argument("incident", required=False)
@click.option("--place", help="A place's name, or its gazetteer id.")
@click.option("--actor", help="Done by or to.")
@click.option("--type", "type_", type=click.Choice(EVENT_TYPES, case_sensitive=False))
@click.option("--text", help='Words of a claim: words, "phrases", prefix*, AND OR NOT.')
@since_option
@until_option
@as_of_option
@click.option("--sort", type=click.Choice(INCIDENT_SORTS), default="size", show_default=True, help="size: most claims.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@archive_option
@format_option
def incidents(
    incident: str | None, archive: str | None, form: str, sort: str, limit: int, type_: str | None, **where: Any
) -> None:
    """List incidents, or show one: every number, on whose word, what is disputed, and the claims it is made of."""
    store = open_archive(archive)
    with store.view() as view:
        if incident is not None:
            show_incident(view, incident, form=form, as_of=where["as_of"])
        else:
            page = view.find_incidents(IncidentFilter(type=type_, **where), sort=sort, limit=limit)
            rows = map(incident_cells, page.rows)
            print_rows(INCIDENT_COLUMNS, rows, form=form, objects=map(dataclasses.asdict, page.rows))
            note(f"{len(page.rows):,} of {page.total:,} incidents")
    store.close()


@click.command()
@click.option("--kind", type=click.Choice(DISPUTE_KINDS))
@click.option("--place", help="A place's name, or its gazetteer id.")
@click.option("--actor", help="Done by or to.")
@click.option("--incident", help="An incident's id.")
@as_of_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@archive_option
@format_option
def disputes(archive: str | None, form: str, limit: int, **where: Any) -> None:
    """List claims that cannot all be true: each side, on whose word, the dispute with most independent origins first."""
    store = open_archive(archive)
    with store.view() as view:
        page = view.find_disputes(DisputeFilter(**where), limit=limit)
    store.close()
    day = where["as_of"]
    rows = page.rows if day is None else [known_by(row, day) for row in page.rows]
    print_rows(DISPUTE_COLUMNS, map(dispute_cells, rows), form=form, objects=map(dispute_object, rows))
    note(f"{len(page.rows):,} of {page.total:,} disputes")


@click.command()
@click.argument("places", nargs=-1, required=True)
@since_option
@until_option
@as_of_option
@archive_option
@format_option
def holdings(places: Sequence[str], archive: str | None, form: str, as_of: str | None, **days: Any) -> None:
    """Show who held PLACES on which days, according to whom; contested where they disagree."""
    store = open_archive(archive)
    rows: list[tuple[Any, ...]] = []
    objects = []
    with store.view() as view:
        for place in places:
            spans = held_spans(view.holdings_of_place(place, as_of=as_of), **days)
            rows += [row for span in spans for row in holding_cells(place, span)]
            objects += [held_object(place, span) for span in spans]
    store.close()
    print_rows(HOLDING_COLUMNS, rows, form=form, objects=objects)
    note(f"{len(objects):,} spans of days; a claim without a time of its own counts from the day it was published")


def show_incident(view: View, ident: str, *, form: str, as_of: str | None) -> None:
    """Print one incident: its row, its numbers, its disputes and its claims."""
    whole = load_whole_incident(view, ident, as_of=as_of)
    if form == "json":
        click.echo(json.dumps(whole_object(whole), ensure_ascii=False, indent=1))
        return
    if form == "csv":
        print_rows(TOLD_COLUMNS, map(told_cells, whole.tolds), form=form)
        return
    print_rows(INCIDENT_COLUMNS, [incident_cells(whole.row)], form=form)
    for columns, rows in (
        (TOLL_COLUMNS, [toll_cells(toll) for toll in whole.tolls]),
        (DISPUTE_COLUMNS, [dispute_cells(dispute) for dispute in whole.disputes]),
        (TOLD_COLUMNS, [told_cells(told) for told in whole.tolds]),
    ):
        if rows:
            click.echo()
            print_rows(columns, rows, form=form)
    origins = between(whole.origins.low, whole.origins.high)
    note(f"{len(whole.tolds):,} claims of {origins} independent origins")


# cells ----------------------------------------------------------------------------------------------


def incident_cells(row: IncidentRow) -> tuple[Any, ...]:
    """Return an incident as the cells of INCIDENT_COLUMNS."""
    what = f"{row.title} ({row.type})" if row.type else row.title
    counts = (between(row.killed_low, row.killed_high), between(row.origins_low, row.origins_high))
    return (
        days_text(row.first_day, row.last_day),
        row.place,
        what,
        *counts,
        row.reports,
        row.claims,
        row.disputes,
        row.id,
    )


def toll_cells(toll: Toll) -> tuple[Any, ...]:
    """Return a number of an incident as the cells of TOLL_COLUMNS."""
    what = f"{toll.what} ({toll.of})" if toll.of else toll.what
    days = days_text(*toll.days) if toll.days else ""
    return what, f"{toll.text} {interval(toll)}", "; ".join(toll.origins), days, len(toll.tolds)


def dispute_cells(row: DisputeRow) -> tuple[Any, ...]:
    """Return a dispute as the cells of DISPUTE_COLUMNS."""
    sides = json.loads(row.body)["sides"]
    told = "\n".join(f"{side['value']}: {', '.join(side['origins'])}" for side in sides)
    return row.kind, " — ".join(filter(None, (row.place, row.about))), told, row.origins, row.id


def holding_cells(place: str, span: HeldSpan) -> list[tuple[Any, ...]]:
    """Return a span of days as the cells of HOLDING_COLUMNS, a row for each line that stands."""
    return [
        (
            span.first_day,
            span.last_day,
            place,
            span.state,
            line.name or f"nobody named ({line.state})",
            "; ".join(origin.name for origin in line.origins),
        )
        for line in span.lines
    ]


def told_cells(told: Told) -> tuple[Any, ...]:
    """Return a claim of an incident as the cells of TOLD_COLUMNS."""
    claim = told.claim
    words = " ".join(claim.text.split())
    chain = " › ".join(claim.chain)
    return told.published, f"{chain} ({claim.stance})", origin_of(told).name, claim.status, words, claim.id


def days_text(first: str | None, last: str | None) -> str:
    """Return a day, or the first and the last one; nothing for none."""
    if first is None or last is None or first == last:
        return first or last or ""
    return f"{first} – {last}"


def between(low: float | None, high: float | None) -> str:
    """Return a number, or the lowest and the highest; nothing for none.

    >>> between(3, 7), between(2, 2), between(5, math.inf), between(-math.inf, 9)
    ('3–7', '2', '5 or more', 'up to 9')
    """
    if low is None or high is None:
        return ""
    if math.isinf(high):
        return "" if math.isinf(low) else f"{low:,g} or more"
    if math.isinf(low):
        return f"up to {high:,g}"
    return f"{low:,g}" if low == high else f"{low:,g}–{high:,g}"


def interval(toll: Toll) -> str:
    """Return a number's interval in brackets, unless it says what the words say."""
    shown = between(toll.low, toll.high)
    return "" if shown == toll.text else f"[{shown}]"
