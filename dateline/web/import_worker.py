"""The process that reads what was given to the page of adding: one for a server, beside it.

A process of its own keeps the pages quick while it reads, loads the reading model once, may stop a parser that takes too
long, and can die of a report without taking the server along.
"""

from __future__ import annotations

import logging
import signal
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection

from dateline.errors import DatelineError
from dateline.ingest.base import Metadata
from dateline.ingest.sources import Handed
from dateline.pipeline import add_reports
from dateline.settings import Settings
from dateline.store import open_store
from dateline.store.base import Store

__all__ = ["Ended", "Task", "work"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be added, with what is known of it."""

    targets: tuple[str | Handed, ...]
    known: Metadata


@dataclass(frozen=True, slots=True)
class Ended:
    """A task is over; ``why`` says what broke it off, None where all of it was done."""

    why: str | None = None


def work(connection: Connection, url: str, settings: Settings) -> None:
    """Do tasks as they come, until the server hangs up.

    Args:
        connection: tasks come in; for each, an ``Added`` goes out for every report and an ``Ended`` at the end.
        url: the archive.
        settings: those of the server.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which hangs up
    try:
        store = open_store(url)
        try:
            while True:
                task: Task | None = connection.recv()
                if task is None:
                    return
                connection.send(do(task, store, settings, connection=connection))
        finally:
            store.close()
    except (EOFError, OSError):
        return


def do(task: Task, store: Store, settings: Settings, *, connection: Connection) -> Ended:
    """Do one task, through the same code as ``dateline add``. Raises: OSError: the server hung up."""
    try:
        with closing(add_reports(task.targets, store, settings, known=task.known)) as outcomes:
            for added in outcomes:
                connection.send(added)
                if connection.poll():
                    return Ended("the server was stopped")
    except DatelineError as error:
        return Ended(str(error))
    except (EOFError, OSError):
        raise
    except Exception as error:  # whatever it is, the server's page says that the import ended
        logger.exception("an import failed")
        return Ended(f"something went wrong ({type(error).__name__}); the server's log says what")
    return Ended()
