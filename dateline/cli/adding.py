"""``add``: put reports into an archive."""

from __future__ import annotations

import sys
import time

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.cli.options import archive_option, known_of, known_options, lexicons_option, open_archive, settings_of
from dateline.cli.tables import counted, note
from dateline.ingest.base import Metadata
from dateline.pipeline import Added, add_reports
from dateline.settings import Settings
from dateline.store.base import Store

__all__ = ["add", "add_with_progress"]

MAX_LISTED = 50


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="PATH|URL|DIR...")
@archive_option
@known_options
@click.option("--jobs", type=click.IntRange(0, 256), help="Processes that read; 0 is one for each core.")
@click.option("--pipeline", metavar="NAME", help="A spaCy pipeline in place of the one shipped.")
@lexicons_option
@click.pass_context
def add(
    context: click.Context,
    targets: tuple[str, ...],
    archive: str | None,
    published: str | None,
    outlet: str | None,
    title: str | None,
    jobs: int | None,
    pipeline: str | None,
    lexicons: str | None,
) -> None:
    """Add reports to the archive: text, HTML, RSS or Atom feeds, JSONL; files, folders or addresses.

    A report that is there already is not added twice; one that changed at its address becomes a new version. A run that
    was broken off can be started again. What was skipped is listed at the end, and then the exit code is 1.
    """
    settings = settings_of(archive=archive, jobs=jobs, pipeline=pipeline, lexicons=lexicons)
    known = known_of(published, outlet, title)
    store = open_archive(archive, create=True)
    try:
        outcomes = add_with_progress(targets, store, settings=settings, known=known)
    finally:
        store.close()
    skipped = [o for o in outcomes if o.status == "skipped"]
    if skipped:
        context.exit(1)


def add_with_progress(targets: tuple[str, ...], store: Store, *, settings: Settings, known: Metadata) -> list[Added]:
    """Add with a progress bar on standard error; print what was done and what was skipped, and return what to tell."""
    started = time.monotonic()
    kept: list[Added] = []
    counts = {"added": 0, "known": 0, "skipped": 0}
    claims = 0
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("reading", total=None)
        for outcome in add_reports(targets, store, settings, known=known):
            counts[outcome.status] += 1
            claims += outcome.claims
            if outcome.status == "skipped":
                kept.append(outcome)
            progress.update(task, advance=1, description=(outcome.title or outcome.address)[:60])
    seconds = time.monotonic() - started
    note(
        f"{counted(counts['added'], 'report')} added with {counted(claims, 'claim')}, {counts['known']:,} known already, "
        f"{counts['skipped']:,} skipped, in {seconds:.1f} s"
    )
    for outcome in kept[:MAX_LISTED]:
        note(f"  skipped {outcome.address}: {outcome.why}")
    if len(kept) > MAX_LISTED:
        note(f"  and {len(kept) - MAX_LISTED:,} more")
    return kept
