"""``bench`` and ``gazetteer``: predictions for an outside scorer, and the gazetteer's state."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import click

from dateline.cli.options import lexicons_option, settings_of
from dateline.cli.tables import note, print_rows
from dateline.predictions import TASKS, predict_file, write_predictions
from dateline.read.gazetteer import FOLDER_VARIABLE, load_gazetteer
from dateline.read.geonames_import import import_geonames
from dateline.read.reader import Reader

__all__ = ["bench", "gazetteer"]


@click.command()
@click.argument("task", metavar="TASK")
@click.argument("data", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="DATA.jsonl[.gz]")
@click.option("--predictions", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="OUT.jsonl[.gz]")
@click.option("--pipeline", metavar="NAME", help="A spaCy pipeline in place of the one shipped.")
@lexicons_option
@click.pass_context
def bench(
    context: click.Context, task: str, data: Path, predictions: Path, pipeline: str | None, lexicons: str | None
) -> None:
    """Read a corpus as any reports and write predictions in the corpus's own form, for a scorer to judge."""
    settings = settings_of(pipeline=pipeline, lexicons=lexicons)
    rows = predict_file(task, data, Reader(settings.pipeline, lexicons=settings.lexicons))
    started = time.monotonic()
    opener = gzip.open if predictions.suffix == ".gz" else open
    with opener(predictions, "wt", encoding="utf-8") as out:
        written, faults = write_predictions(rows, out)
    seconds = time.monotonic() - started
    note(
        f"{written:,} documents in {seconds:.1f} s ({written / max(seconds, 1e-9):.1f} a second), {len(faults):,} skipped"
    )
    for fault in faults:
        note(f"  skipped {fault}")
    context.exit(1 if faults else 0)


bench.help = f"{bench.help}\n\nTasks: {', '.join(TASKS)}."


@click.group()
def gazetteer() -> None:
    """Look at the gazetteer that places are resolved with, or make a larger one."""


@gazetteer.command()
@click.argument("name")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
def find(name: str, limit: int) -> None:
    """List the places of a NAME, the most populous first."""
    settings_of()
    entries = sorted(load_gazetteer().find(name), key=lambda e: -e.population)[:limit]
    columns = ("id", "name", "feature", "admin1", "country", "population", "lat", "lon")
    rows = [
        (e.gazetteer_id, e.name, e.feature, e.admin1, e.country, f"{e.population:,}", e.lat, e.lon) for e in entries
    ]
    print_rows(columns, rows, form="table")
    note(f"{len(rows):,} places")


@gazetteer.command("import")
@click.argument("dump", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="allCountries.zip")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    default=Path(click.get_app_dir("dateline")) / "gazetteer",
    help="The new gazetteer's folder; in your own application data unless given.",
)
def import_dump(dump: Path, into: Path) -> None:
    """Make a gazetteer of all of GeoNames, or of one country, from its dump (download.geonames.org/export/dump)."""
    started = time.monotonic()
    manifest = import_geonames(dump, into, on_progress=lambda lines: note(f"  {lines:,} lines"))
    seconds = time.monotonic() - started
    note(f"{manifest['places']:,} places, {manifest['names']:,} names in {seconds:.0f} s, in {into}")
    note(f"To read with it: export {FOLDER_VARIABLE}={into}")
