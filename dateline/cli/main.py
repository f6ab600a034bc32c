"""The group of commands, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import importlib
import os
import sys

import click

import dateline
from dateline.errors import DatelineError

__all__ = ["COMMANDS", "cli", "main"]

# command: the module that has it. Each is imported when it is called: a question should not wait for the reading pipeline
COMMANDS = {
    "read": "reading",
    "add": "adding",
    "claims": "questions",
    "search": "questions",
    "timeline": "questions",
    "incidents": "record",
    "disputes": "record",
    "holdings": "record",
    "actors": "actors",
    "review": "review",
    "export": "questions",
    "serve": "serving",
    "demo": "serving",
    "archive": "keeping",
    "bench": "measuring",
    "gazetteer": "measuring",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, or None when there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"dateline.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(dateline.__version__, prog_name="dateline")
def cli() -> None:
    """Read news reports and keep the record: who says what happened, where, when, how many, and who disputes it."""


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
