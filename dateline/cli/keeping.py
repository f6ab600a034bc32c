"""``archive``: look after an archive."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from dateline.cli.options import archive_option, open_archive
from dateline.cli.tables import note, print_rows
from dateline.linking import link_pending

__all__ = ["archive"]


@click.group()
def archive() -> None:
    """Look after an archive: info, check, backup, migrate."""


@archive.command()
@archive_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def info(archive: str | None, form: str) -> None:
    """Show what is in the archive and how large it is."""
    store = open_archive(archive)
    with store.view() as view:
        facts = dataclasses.asdict(view.info())
    store.close()
    if form == "json":
        click.echo(json.dumps(facts, indent=1))
    else:
        rows = [
            (k, ", ".join(v) if isinstance(v, tuple) else f"{v:,}" if isinstance(v, int) else v)
            for k, v in facts.items()
        ]
        print_rows(("fact", "value"), rows, form="table")


@archive.command()
@archive_option
@click.pass_context
def check(context: click.Context, archive: str | None) -> None:
    """Prove the archive: every span against its text, every hash, every reference. Exit code 1 when something is broken."""
    store = open_archive(archive)
    with store.view() as view:
        facts = view.info()
        problems = 0
        for problem in view.check():
            problems += 1
            click.echo(f"{problem.noun} {problem.id}: {problem.what}")
    store.close()
    note(
        f"{facts.reports:,} reports, {facts.claims:,} claims, {facts.originals:,} originals checked: {problems:,} problems"
    )
    if problems:
        context.exit(1)


@archive.command()
@click.argument("path", type=click.Path(path_type=Path))
@archive_option
def backup(path: Path, archive: str | None) -> None:
    """Copy the archive to PATH, consistently, while others read and write."""
    store = open_archive(archive)
    store.backup(path)
    store.close()
    note(f"copied to {path} ({path.stat().st_size:,} bytes)")


@archive.command()
@archive_option
def migrate(archive: str | None) -> None:
    """Bring an archive of an older version up to this one's schema, and link its reports that never met the record."""
    store = open_archive(archive)
    linked = sum(1 for _ in link_pending(store))
    with store.view() as view:
        note(f"{store.url}: schema {view.info().schema}; {linked:,} reports linked")
    store.close()
