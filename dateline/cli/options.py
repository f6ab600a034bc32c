"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from dateline.errors import ConfigError
from dateline.ingest.base import Metadata
from dateline.ingest.dates import iso_date
from dateline.read.gazetteer import FOLDER_VARIABLE
from dateline.reviewing.deciding import check_name
from dateline.settings import Settings, load_settings
from dateline.store import open_store
from dateline.store.base import ClaimFilter, Store
from dateline.vocabulary import EVENT_TYPES, HOLDING_STATES, STANCES

__all__ = [
    "archive_option",
    "by_option",
    "filter_of",
    "filter_options",
    "format_option",
    "known_of",
    "known_options",
    "lexicons_option",
    "open_archive",
    "reviewer_of",
    "settings_of",
    "why_option",
]

F = TypeVar("F", bound=Callable[..., Any])

archive_option = click.option("--archive", metavar="URL", help="The archive; DATELINE_ARCHIVE, else archive.dateline.")
lexicons_option = click.option(
    "--lexicons", metavar="FOLDER", help="Your own lexicons, put before those shipped; DATELINE_LEXICONS."
)
format_option = click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True
)
by_option = click.option("--by", metavar="NAME", help="Who judges; DATELINE_REVIEWER.")
why_option = click.option("--why", default="", metavar="TEXT", help="The reason, kept with the judgement.")

FILTERS = (
    click.option("--source", help="Said by: any link of the chain of sources."),
    click.option("--actor", help="Done by or to."),
    click.option("--place", help="A place's name, or its gazetteer id."),
    click.option(
        "--type", "type_", metavar="TYPE", help=f"{', '.join(EVENT_TYPES)}; or of holdings {', '.join(HOLDING_STATES)}."
    ),
    click.option("--since", metavar="DAY", help="Happened on or after: 2001, 2001-11 or 2001-11-07."),
    click.option("--until", metavar="DAY", help="Happened on or before."),
    click.option("--as-of", metavar="DAY", help="As known on a day: only what had been published by then."),
    click.option("--incident", metavar="ID", help="Told of one incident."),
    click.option("--stance", type=click.Choice(STANCES)),
    click.option("--kind", type=click.Choice(["statement", "event", "holding"])),
    click.option("--outlet", help="Published by."),
    click.option("--text", help='Words of the claim: words, "phrases", prefix*, AND OR NOT.'),
)
KNOWN = (
    click.option("--published", metavar="DAY", help="The day the report appeared; relative dates count from it."),
    click.option("--outlet", help="Who published it."),
    click.option("--title", help="Its headline."),
)


def filter_options(command: F) -> F:
    """Add the options that choose claims."""
    for option in reversed(FILTERS):
        command = option(command)
    return command


def known_options(command: F) -> F:
    """Add the options that say what is known of a report beside its text."""
    for option in reversed(KNOWN):
        command = option(command)
    return command


def filter_of(values: dict[str, Any]) -> ClaimFilter:
    """Return the filter of the options that ``filter_options`` added."""
    return ClaimFilter(**{key.rstrip("_"): value for key, value in values.items()})


def known_of(published: str | None, outlet: str | None, title: str | None) -> Metadata:
    """Return the metadata of the options that ``known_options`` added.

    Raises:
        ConfigError: the day is no ISO date.
    """
    day = iso_date(published) if published else None
    if published and day is None:
        raise ConfigError(f"--published {published}: not an ISO date such as 2001-11-19")
    return Metadata(title=title, outlet=outlet, published=day)


def settings_of(**flags: Any) -> Settings:
    """Return the settings in force under these flags; the gazetteer they name is read by all processes of this run."""
    settings = load_settings().with_flags(**flags)
    if settings.gazetteer:
        os.environ[FOLDER_VARIABLE] = settings.gazetteer
    return settings


def reviewer_of(by: str | None) -> str:
    """Return the reviewer of a flag, the environment or the settings. Raises: InvalidQuery: there is none."""
    return check_name(settings_of(reviewer=by).reviewer)


def open_archive(url: str | None, *, create: bool = False) -> Store:
    """Open the archive of a flag, the environment or the settings."""
    return open_store(settings_of(archive=url).archive, create=create)
