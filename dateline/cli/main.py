"""The group of commands, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import os
import sys

import click

import dateline
from dateline.cli.adding import add, archive
from dateline.cli.measuring import bench, gazetteer
from dateline.cli.questions import actors, claims, export, search, timeline
from dateline.cli.reading import read
from dateline.cli.serving import demo, serve
from dateline.errors import DatelineError

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(dateline.__version__, prog_name="dateline")
def cli() -> None:
    """Read news reports and keep the record: who says what happened, where, when, how many, and who disputes it."""


for command in (read, add, claims, search, timeline, actors, export, serve, demo, bench, gazetteer, archive):
    cli.add_command(command)


def main() -> None:
    """Run the command line; exit with its code."""
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("dateline: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
