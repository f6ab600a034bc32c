"""``read``: one report read and shown, or a corpus read as a stream."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from dateline.cli.options import known_of, known_options, lexicons_option, settings_of
from dateline.cli.tables import note
from dateline.cli.terminal import print_reading
from dateline.errors import ConfigError
from dateline.pipeline import read_jsonl_file, read_target
from dateline.read.lexicon_examples import check_examples
from dateline.read.reader import Reader
from dateline.settings import Settings
from dateline.web.render import render_reading_page

__all__ = ["read"]


@click.command()
@click.argument("target", required=False, metavar="FILE|URL|-")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@known_options
@click.option("--pipeline", metavar="NAME", help="A spaCy pipeline in place of the one shipped.")
@lexicons_option
@click.option("--why", is_flag=True, help="With --format text: which row of which lexicon decided.")
@click.option(
    "--check-lexicons", is_flag=True, help="Read the examples of your own lexicons; say which rows stay silent."
)
@click.option(
    "--jsonl", type=click.Path(path_type=Path, dir_okay=False), help="A corpus: a report a line, plain or .gz."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="With --jsonl: a Reading a line.")
@click.option("--jobs", type=click.IntRange(0, 256), help="With --jsonl: processes; 0 is one for each core.")
@click.pass_context
def read(
    context: click.Context,
    target: str | None,
    form: str,
    published: str | None,
    outlet: str | None,
    title: str | None,
    pipeline: str | None,
    lexicons: str | None,
    why: bool,
    check_lexicons: bool,
    jsonl: Path | None,
    out: Path | None,
    jobs: int | None,
) -> None:
    """Read a report and show what it claims, on whose word; nothing is stored.

    FILE is text, HTML, or JSON with a "text" in it; - is standard input. With --jsonl and --out a corpus is read as a stream.
    """
    settings = settings_of(pipeline=pipeline, jobs=jobs, lexicons=lexicons)
    if check_lexicons:
        context.exit(show_silent_rows(settings))
    if (jsonl is None) != (out is None) or (jsonl is None) == (target is None):
        raise click.UsageError("give a FILE, a URL or -; or --jsonl IN together with --out OUT")
    if jsonl is not None and out is not None:
        context.exit(read_corpus(jsonl, out, settings))
    assert target is not None
    data = sys.stdin.buffer.read(settings.max_report_bytes + 1) if target == "-" else None
    known = known_of(published, outlet, title)
    reading, claims = read_target("standard input" if target == "-" else target, settings, known=known, data=data)
    if form == "json":
        click.echo(json.dumps(reading.as_json(), ensure_ascii=False, indent=1))
    elif form == "html":
        click.echo(render_reading_page(reading, claims=claims))
    else:
        print_reading(reading, claims, why=why)


def read_corpus(jsonl: Path, out: Path, settings: Settings) -> int:
    """Read a file of reports into a file of Readings, and tell what was skipped; return the exit code."""
    outcomes = list(read_jsonl_file(jsonl, out, settings))
    skipped = [o for o in outcomes if o.status == "skipped"]
    note(f"{len(outcomes) - len(skipped):,} reports read, {len(skipped):,} skipped")
    for outcome in skipped:
        note(f"  skipped {outcome.address}: {outcome.why}")
    return 1 if skipped else 0


def show_silent_rows(settings: Settings) -> int:
    """Print the rows of the user's own lexicons whose examples do not make them fire; return the exit code."""
    if not settings.lexicons:
        raise ConfigError("no lexicons to check; give their folder with --lexicons or DATELINE_LEXICONS")
    reader = Reader(settings.pipeline, lexicons=settings.lexicons)
    checked = list(check_examples(reader))
    silent = [(row, example, grounds) for row, example, grounds in checked if grounds is not None]
    for row, example, grounds in silent:
        instead = ", ".join(f"{g.word} ({g.row})" for g in grounds if g.field != "status")
        click.echo(
            f"{row}: does not fire in {example!r}; {f'there fires {instead}' if instead else 'nothing fires there'}"
        )
    rows = sum(len(changes.added) for changes in reader.lexicons.changes.values()) if reader.lexicons else 0
    note(f"rows: {rows:,}; with an example: {len(checked):,}; silent: {len(silent):,}")
    return 1 if silent else 0
