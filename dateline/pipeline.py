"""Where the stages meet: find reports, read them, keep them.

Only this module catches an ItemError: what cannot be used is skipped, named in the outcome, and the run goes on.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dateline.errors import ConfigError, InvalidReport, ItemError
from dateline.ingest.base import Ingested, Limits, Metadata, Options
from dateline.ingest.jsonl import iter_jsonl, object_of_line, report_of_object
from dateline.ingest.sources import Handed, find_reports, is_address, read_one
from dateline.linking import Linker
from dateline.read.claims import claims_of
from dateline.read.reader import Reader
from dateline.reading_pool import Outcome, read_in_order
from dateline.records import Claim, Reading, Report
from dateline.settings import Settings
from dateline.store.base import Store

__all__ = ["SETTLE_INCIDENTS", "Added", "add_reports", "options_of", "read_jsonl_file", "read_target"]


# Rows in short are written anew when so many incidents wait, and at the end: one that grows with every report would else be
# summed up over and over. What waits when a run dies is written by the next one.
SETTLE_INCIDENTS = 2_000


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one report: ``status`` is added, known (it was there) or skipped (``why`` says the reason).

    ``report`` is its id in the archive, None for what was skipped.
    """

    status: str
    address: str
    title: str | None = None
    claims: int = 0
    why: str | None = None
    report: str | None = None


def options_of(settings: Settings, known: Metadata | None = None) -> Options:
    """Return the options of ingesting that the settings give."""
    limits = Limits(settings.max_report_bytes, settings.max_depth, settings.parse_seconds)
    return Options(known or Metadata(), limits, settings.fetch_seconds)


def read_target(
    target: str, settings: Settings, *, known: Metadata | None = None, data: bytes | None = None
) -> tuple[Reading, tuple[Claim, ...]]:
    """Read one report from a file, an address or given bytes; nothing is stored.

    Raises:
        InputError, ItemError, RunError: as find_reports and Reader.read.
    """
    report = read_one(target, data, options_of(settings, known)).report
    reading = Reader(settings.pipeline, lexicons=settings.lexicons).read(report)
    return reading, claims_of(reading)


def add_reports(
    targets: Sequence[str | Handed], store: Store, settings: Settings, *, known: Metadata | None = None
) -> Generator[Added]:
    """Add the reports of files, folders and addresses to an archive; yield what became of each, in order.

    Every ``settings.commit_reports`` reports are made durable together, so that a run that dies loses at most these, and
    running it again adds what is missing and nothing twice.

    Raises:
        ConfigError: a target that is no file, folder or address, before anything is added.
        RunError: the archive or the reading pipeline fails.
    """
    missing = [t for t in targets if isinstance(t, str) and not is_address(t) and not Path(t).exists()]
    if missing:
        raise ConfigError(f"no such file, folder or http(s) address: {', '.join(missing)}")
    options = options_of(settings, known)
    with store.writer() as writer:
        linker = Linker(writer)

        def fresh() -> Iterator[tuple[Any, Report | None]]:
            for target in targets:
                for item in find_reports(target, options):
                    if isinstance(item, ItemError) or writer.has_report(item.report.id):
                        yield item, None
                    else:
                        yield item, item.report

        pending = 0
        for item, outcome in read_in_order(fresh(), settings=settings):
            added = _keep(item, outcome, linker)
            pending += added.status == "added"
            if pending >= settings.commit_reports:
                linker.settle(at_least=SETTLE_INCIDENTS)
                writer.commit()
                pending = 0
            yield added
        linker.settle()


def _keep(item: Ingested | ItemError, outcome: Outcome | None, linker: Linker) -> Added:
    if isinstance(item, ItemError):
        return Added("skipped", item.item, why=item.why)
    address, title = item.original.address, item.report.title
    if outcome is None:
        linker.writer.add_address(item.report.id, address)
        return Added("known", address, title, report=item.report.id)
    if isinstance(outcome, ItemError):
        return Added("skipped", address, title, why=outcome.why)
    reading, claims = outcome
    try:
        is_new = linker.writer.add_report(reading, claims, item.original)
    except InvalidReport as error:
        return Added("skipped", address, title, why=str(error))
    if is_new:
        linker.link(reading, claims)
    status = "added" if is_new else "known"
    return Added(status, address, title, len(claims) if is_new else 0, report=item.report.id)


def read_jsonl_file(source: Path, target: Path, settings: Settings) -> Iterator[Added]:
    """Read a JSONL corpus as a stream, one Reading a line out; yield what became of each line.

    The output appears under its name only when it is whole. Lines that cannot be read are skipped and told.

    Raises:
        SourceUnavailable: the input cannot be read.
        ConfigError: the output cannot be written.
    """
    limits = options_of(settings).limits

    def reports() -> Iterator[tuple[Any, Report | None]]:
        for row in iter_jsonl(source, limits=limits):
            if isinstance(row, ItemError):
                yield row, None
                continue
            address = f"{source}:{row[0]}"
            try:
                yield address, report_of_object(object_of_line(row[1], address), address)
            except ItemError as error:
                yield error, None

    part = target.with_name(target.name + ".part")
    with ExitStack() as stack:
        out = stack.enter_context(_open_text(part))
        for item, outcome in read_in_order(reports(), settings=settings):
            fault = item if isinstance(item, ItemError) else outcome if isinstance(outcome, ItemError) else None
            if fault is not None:
                yield Added("skipped", fault.item, why=fault.why)
                continue
            assert isinstance(outcome, tuple)
            json.dump(outcome[0].as_json(), out, ensure_ascii=False, separators=(",", ":"))
            out.write("\n")
            yield Added("added", item)
    part.replace(target)


def _open_text(path: Path) -> IO[str]:
    try:
        if path.name.removesuffix(".part").endswith(".gz"):
            return gzip.open(path, "wt", encoding="utf-8", compresslevel=6)
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror or error})") from error
