"""``export events``: the incidents of an archive as a profile codes them, its rules and totals, and what every cell rests on."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from dateline.cli.options import open_archive
from dateline.cli.tables import note
from dateline.errors import ConfigError
from dateline.export.tables import TABLE_FORMATS, table_writer
from dateline.reconcile.base import Told
from dateline.reconcile.coded_values import Assembled, Value
from dateline.reconcile.coding import OWN_COLUMNS, CodedRow, LeftOut, Totals, code_incidents
from dateline.reconcile.profile_file import PROFILES, load_profile
from dateline.reconcile.profiles import Profile, rule_lines
from dateline.store.base import ClaimFilter, IncidentFilter, IncidentRow, View

__all__ = ["EventsOptions", "events_options", "export_events"]

F = TypeVar("F", bound=Callable[..., Any])
SOURCE_COLUMNS = ("row", "column", "value", "rule", "claims", "words", "why")
INCIDENTS_AT_ONCE = 500
AGAINST = ("denies", "doubts")
# the filters of claims that choose incidents too
INCIDENT_FILTERS = ("actor", "place", "type_", "since", "until", "text")
AS_OF, ONE = "as_of", "incident"

OPTIONS = (
    click.option("--profile", metavar="NAME", help=f"events: {', '.join(PROFILES)}, or a YAML file of your own."),
    click.option("--format", "table", type=click.Choice(list(TABLE_FORMATS)), help="events: csv unless given."),
    click.option("--rule", is_flag=True, help="events: print the profile's rules, on standard error."),
    click.option(
        "--sources",
        type=click.Path(path_type=Path, dir_okay=False),
        help="events: a file for the rule, claims and words behind every cell; JSON lines if its name ends in .jsonl.",
    ),
)


@dataclass(frozen=True, slots=True)
class EventsOptions:
    """What ``export events`` was told beside the filters."""

    profile: str | None
    table: str | None
    rule: bool
    sources: Path | None

    @property
    def is_given(self) -> bool:
        """Was any of them given?"""
        return any((self.profile, self.table, self.rule, self.sources))


def events_options(command: F) -> F:
    """Add the options of ``export events``."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def export_events(options: EventsOptions, *, out: Path | None, archive: str | None, where: Mapping[str, Any]) -> None:
    """Write the incidents that fit as coded rows; totals, and what was left out and why, are told at the end.

    Raises:
        ConfigError: no profile, one with faults, or a filter that chooses claims only.
    """
    if options.profile is None:
        raise ConfigError(f"export events needs --profile: {', '.join(PROFILES)}, or a YAML file of your own")
    unfit = [
        f"--{name}"
        for name, value in where.items()
        if value is not None and name not in (*INCIDENT_FILTERS, AS_OF, ONE)
    ]
    if unfit:
        raise ConfigError(f"{', '.join(unfit)}: chooses claims, not events")
    profile = load_profile(options.profile)
    chosen = {name.rstrip("_"): value for name, value in where.items() if name in INCIDENT_FILTERS}
    store = open_archive(archive)
    if options.rule:
        for line in rule_lines(profile):
            note(line)
    with store.view() as view:
        if where.get(ONE) is not None:
            rows: Iterable[IncidentRow] = (view.get_incident(where[ONE]),)
        else:
            rows = incident_rows(view, IncidentFilter(**chosen))
        incidents = assembled(view, rows, as_of=where.get(AS_OF))
        first = tuple(islice(incidents, 1))  # a filter that cannot be is told before anything is written
        totals = write_events(profile, chain(first, incidents), options=options, out=out)
    store.close()
    for line in totals.lines():
        note(line)


def incident_rows(view: View, where: IncidentFilter) -> Iterator[IncidentRow]:
    """Yield the incidents that fit, by when they happened."""
    offset, total = 0, 1
    while offset < total:
        page = view.find_incidents(where, sort="time", offset=offset, limit=INCIDENTS_AT_ONCE)
        yield from page.rows
        offset, total = offset + INCIDENTS_AT_ONCE, page.total


def assembled(view: View, rows: Iterable[IncidentRow], *, as_of: str | None) -> Iterator[Assembled]:
    """Yield incidents with their claims as of the day that was asked for, those of which nothing was published then left out.

    An incident that was told by that day in a report that stands no more is known by its later claims, so the day does not
    choose among incidents, but among the claims of each.
    """
    denials: dict[str, list[Told]] = defaultdict(list)
    for stance in AGAINST:
        for told in view.iter_told(ClaimFilter(kind="statement", stance=stance, as_of=as_of)):
            if told.claim.denies:
                denials[told.claim.denies].append(told)
    for row in rows:
        tolds = tuple(view.told_of_incident(row.id, as_of=as_of))
        statements = dict.fromkeys(t.claim.statement for t in tolds if t.claim.statement)
        if tolds:
            yield Assembled(row.id, tolds, tuple(no for s in statements for no in denials.get(s, ())))


def write_events(
    profile: Profile, incidents: Iterable[Assembled], *, options: EventsOptions, out: Path | None
) -> Totals:
    """Write coded rows, and the sources of their cells where a file is named; return what they add up to.

    Raises:
        ConfigError: a file cannot be written.
    """
    columns = (*(column.name for column in profile.columns), *OWN_COLUMNS)
    totals = Totals(profile)
    with ExitStack() as stack:
        target = sys.stdout if out is None else stack.enter_context(open_file(out))
        write_row = table_writer(target, columns, form=options.table or "csv")
        write_source = None
        if options.sources is not None:
            form = "jsonl" if options.sources.suffix == ".jsonl" else "csv"
            write_source = table_writer(stack.enter_context(open_file(options.sources)), SOURCE_COLUMNS, form=form)
        for item in code_incidents(profile, incidents):
            totals.add(item)
            if isinstance(item, CodedRow):
                write_row({name: value.value for name, value in item.cells.items()})
            for source in source_rows(item) if write_source else ():
                assert write_source is not None
                write_source(source)
    return totals


def open_file(path: Path) -> TextIO:
    """Open a file for a table. Raises: ConfigError: it cannot be written."""
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror or error})") from error


def source_rows(item: CodedRow | LeftOut) -> Iterator[dict[str, Any]]:
    """Yield what every cell of a row rests on; of an incident that was left out, one row with the reason."""
    if isinstance(item, LeftOut):
        yield {
            **dict.fromkeys(SOURCE_COLUMNS),
            "row": item.id,
            "claims": (),
            "words": (),
            "why": f"left out: {item.why}",
        }
        return
    for column, value in item.cells.items():
        yield source_row(item.id, column, value)


def source_row(row: str, column: str, value: Value) -> dict[str, Any]:
    """Return a cell's value with its rule, claims and words; why it is empty, if it is."""
    return {
        "row": row,
        "column": column,
        "value": value.value,
        "rule": value.rule,
        "claims": value.claims,
        "words": value.words,
        "why": value.why,
    }
