"""Many reports read by many processes, answers in the order of the questions."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from dateline.errors import DatelineError, InvalidReport, ItemError, ModelError, RunError, UnreadableReport
from dateline.read.claims import claims_of
from dateline.read.reader import Reader
from dateline.records import Claim, Reading, Report
from dateline.settings import Settings

__all__ = ["Outcome", "read_in_order"]

T = TypeVar("T")
Outcome = tuple[Reading, tuple[Claim, ...]] | ItemError

# fewer reports than this are read here: starting processes takes longer than reading them
POOL_WORTH_REPORTS = 12
IN_FLIGHT_PER_JOB = 8

_reader: Reader | None = None  # one a process


def read_in_order(
    items: Iterable[tuple[T, Report | None]], *, settings: Settings
) -> Iterator[tuple[T, Outcome | None]]:
    """Read a stream of reports; yield each item with what was read, in the order they came.

    Args:
        items: anything, with the report to read, or None when there is nothing to read for it.
        settings: ``jobs`` processes read, with this ``pipeline`` and these ``lexicons``.

    Yields:
        The item, and its reading and claims; an ItemError when it cannot be read; None when there was nothing to read.

    Raises:
        RunError: the pipeline cannot be loaded, or a reading process died.
        LexiconError: the lexicons cannot be used.
    """
    jobs = settings.jobs or os.cpu_count() or 1
    stream = iter(items)
    first = list(islice(stream, POOL_WORTH_REPORTS))
    if jobs == 1 or len(first) < POOL_WORTH_REPORTS:
        start_reader(settings.pipeline, settings.lexicons)
        for item, report in chain(first, stream):
            yield item, read_outcome(report) if report else None
        return
    yield from _read_in_pool(chain(first, stream), jobs, settings=settings)


def _read_in_pool(
    stream: Iterator[tuple[T, Report | None]], jobs: int, *, settings: Settings
) -> Iterator[tuple[T, Outcome | None]]:
    how = settings.pipeline, settings.lexicons
    # what cannot be loaded is told here, once, not by every process
    Reader(settings.pipeline, lexicons=settings.lexicons)
    waiting: deque[tuple[T, Future[Outcome] | None]] = deque()
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=start_reader, initargs=how)
    try:
        for item, report in stream:
            waiting.append((item, pool.submit(read_outcome, report) if report else None))
            if len(waiting) >= jobs * IN_FLIGHT_PER_JOB:
                yield _take(waiting)
        while waiting:
            yield _take(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _take(waiting: deque[tuple[T, Future[Outcome] | None]]) -> tuple[T, Outcome | None]:
    item, future = waiting.popleft()
    try:
        return item, future.result() if future else None
    except BrokenProcessPool as error:
        raise RunError("a reading process died (out of memory?); what was added before is kept") from error


def start_reader(pipeline: str | None, lexicons: str | None) -> None:
    """Load this process's reader, once."""
    global _reader
    _reader = Reader(pipeline, lexicons=lexicons)


def read_outcome(report: Report) -> Outcome:
    """Read one report; a report that cannot be read is an outcome, not the end of the run."""
    if _reader is None:
        raise ModelError("this process has no reader; call start_reader first")
    try:
        reading = _reader.read(report)
        return reading, claims_of(reading)
    except InvalidReport as error:
        return UnreadableReport(report.id, str(error))
    except DatelineError:
        raise
    except Exception as error:  # a fault in reading one report must not lose the other ten thousand
        return UnreadableReport(report.id, f"the reader failed on it ({type(error).__name__}: {error})")
