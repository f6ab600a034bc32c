"""Rows -> a table for people, JSON or CSV for programs, on standard output."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.records import Claim

__all__ = ["claim_cells", "console", "counted", "note", "print_rows", "when_text"]

WIDE_COLUMNS = 160
# days, words of a closed list, and ids that people copy
ONE_LINE = frozenset({"when", "from", "to", "stance", "kind", "incident", "dispute", "claim", "question"})
CLAIM_COLUMNS = ("when", "on whose word", "stance", "what", "words")


def console() -> Console:
    """Return a console on standard output; where that is no terminal, COLUMNS or a wide page tells its width."""
    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or WIDE_COLUMNS)
    return Console(width=width, highlight=False, soft_wrap=False)


def note(text: str) -> None:
    """Tell the person at the terminal something that is no part of the answer."""
    click.echo(text, err=True)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "claim"), counted(2000, "claim")
    ('1 claim', '2,000 claims')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def print_rows(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *, form: str, objects: Iterable[Any] = ()
) -> None:
    """Print rows as a table or CSV, or their objects as a JSON list. Texts are printed as they are, never as mark-up."""
    if form == "json":
        click.echo(json.dumps(list(objects), ensure_ascii=False, indent=1))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        table = Table(
            show_lines=False, header_style="bold", expand=False, pad_edge=False, box=None, padding=(0, 2, 0, 0)
        )
        for column in columns:
            table.add_column(column, overflow="fold", no_wrap=column in ONE_LINE)
        for row in rows:
            table.add_row(*(Text("" if cell is None else printable(str(cell))) for cell in row))
        console().print(table)


def printable(text: str) -> str:
    """Return text without control signs: a report's words must not steer the terminal.

    >>> printable("a\\x1b[31mb")
    'a\\ufffd[31mb'
    """
    return "".join(
        c if c.isprintable() or c == "\n" else " " if c in "\t\r\x0b\x0c" or c.isspace() else "\ufffd" for c in text
    )


def when_text(claim: Claim) -> str:
    """Return a claim's time: the day or days, else the words, unresolved."""
    if claim.earliest is None:
        return f"“{claim.time_text}”" if claim.time_text else ""
    if claim.latest in (None, claim.earliest):
        return claim.earliest
    return f"{claim.earliest} – {claim.latest}"


def claim_cells(claim: Claim) -> tuple[str, ...]:
    """Return a claim as the cells of CLAIM_COLUMNS."""
    what = " ".join(part for part in (claim.type or claim.kind, claim.mode and f"({claim.mode})", claim.status) if part)
    parties = " → ".join(", ".join(names) for names in (claim.actors, claim.targets) if names)
    extra = [parties, claim.place and f"at {claim.place}", *claim.counts]
    words = " ".join(claim.text.split())
    return (
        when_text(claim),
        " › ".join(claim.chain),
        claim.stance,
        "\n".join(part for part in (what, *extra) if part),
        words if len(words) <= 200 else words[:199] + "…",
    )
