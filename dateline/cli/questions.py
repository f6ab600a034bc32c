"""``claims``, ``search``, ``timeline`` and ``export``: questions of an archive."""

from __future__ import annotations

import dataclasses
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import click

from dateline.cli.coding import EventsOptions, events_options, export_events
from dateline.cli.options import archive_option, filter_of, filter_options, format_option, open_archive
from dateline.cli.tables import CLAIM_COLUMNS, claim_cells, note, print_rows
from dateline.errors import ConfigError
from dateline.export.csv import write_csv
from dateline.export.exporters import EXPORTERS, get_exporter
from dateline.store.base import SORTS, ClaimFilter, Hit

__all__ = ["claims", "export", "search", "timeline"]

ROWS_IN_A_TABLE = 50
limit_option = click.option(
    "--limit", type=click.IntRange(0), help=f"At most so many rows; {ROWS_IN_A_TABLE} in a table, else all."
)


@click.command()
@filter_options
@click.option("--sort", type=click.Choice(SORTS), default="report", show_default=True, help="time: when it happened.")
@limit_option
@archive_option
@format_option
def claims(archive: str | None, form: str, sort: str, limit: int | None, **where: Any) -> None:
    """List claims: when, on whose word, with what stance, what."""
    print_claims(filter_of(where), archive=archive, form=form, sort=sort, limit=limit)


@click.command()
@filter_options
@limit_option
@archive_option
@format_option
def timeline(archive: str | None, form: str, limit: int | None, **where: Any) -> None:
    """List dated claims in the order of when it happened; how many have no date is said at the end."""
    print_claims(filter_of(where), archive=archive, form=form, sort="time", limit=limit, dated=True)


def print_claims(
    where: ClaimFilter, *, archive: str | None, form: str, sort: str, limit: int | None, dated: bool = False
) -> None:
    """Print the claims that fit a filter; CSV has every field, as ``export csv``."""
    cut = limit or None
    store = open_archive(archive)
    with store.view() as view:
        rows = (claim for claim in view.iter_claims(where, sort=sort) if not dated or claim.earliest)
        if form == "csv":
            write_csv(islice(rows, cut), sys.stdout)
        elif form == "json":
            print_rows((), (), form="json", objects=(claim.as_json() for claim in islice(rows, cut)))
        else:
            shown = list(islice(rows, cut or ROWS_IN_A_TABLE))
            print_rows(CLAIM_COLUMNS, map(claim_cells, shown), form="table")
            total = view.find_claims(where, limit=1).total
            undated = sum(1 for c in view.iter_claims(where) if not c.earliest) if dated else 0
            note(
                f"{len(shown):,} of {total - undated:,} claims"
                + (f"; {undated:,} more have no date" if undated else "")
            )
    store.close()


@click.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@archive_option
@format_option
def search(query: str, limit: int, archive: str | None, form: str) -> None:
    """Search the reports' titles and texts: words, "phrases", prefix*, AND OR NOT."""
    store = open_archive(archive)
    with store.view() as view:
        page = view.search(query, limit=limit)
    store.close()
    rows = [
        (h.report.published, h.report.outlet or h.report.agency, h.report.title, marked(h), h.report.id)
        for h in page.rows
    ]
    objects = [{**dataclasses.asdict(h.report), "snippet": h.snippet, "marks": h.marks} for h in page.rows]
    print_rows(("published", "outlet", "title", "words", "report"), rows, form=form, objects=objects)
    note(f"{len(page.rows):,} of {page.total:,} reports")


def marked(hit: Hit) -> str:
    """Return a snippet with its found words between asterisks."""
    text = hit.snippet
    for start, end in sorted(hit.marks, reverse=True):
        text = f"{text[:start]}*{text[start:end]}*{text[end:]}"
    return " ".join(text.split())


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice([*(e.name for e in EXPORTERS), "events"]))
@filter_options
@events_options
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file, in place of standard output.")
@archive_option
def export(
    form: str,
    out: Path | None,
    archive: str | None,
    profile: str | None,
    table: str | None,
    rule: bool,
    sources: Path | None,
    **where: Any,
) -> None:
    """Write claims as csv, jsonl, geojson or timelinejs; or events, coded by a profile, as a table."""
    options = EventsOptions(profile, table, rule, sources)
    if form == "events":
        export_events(options, out=out, archive=archive, where=where)
        return
    if options.is_given:
        raise ConfigError(f"export {form}: --profile, --format, --rule and --sources go with events")
    exporter = get_exporter(form)
    store = open_archive(archive)
    with store.view() as view:
        rows = view.iter_claims(filter_of(where), sort="time" if form == "timelinejs" else "report")
        if out is None:
            written = exporter.write(rows, sys.stdout)
        else:
            with out.open("w", encoding="utf-8", newline="") as handle:
                written = exporter.write(rows, handle)
    store.close()
    note(f"{written:,} claims written")
