"""Imports: what was given to the page of adding, and what became of each report of it, while it goes on and after.

They are kept in memory: the last ``MOST_KEPT`` of this run of the server. What they added is in the archive.
"""

from __future__ import annotations

import atexit
import multiprocessing
import queue
import secrets
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Literal

from dateline.errors import NotFound, RunError
from dateline.pipeline import Added
from dateline.settings import Settings
from dateline.store.base import Store
from dateline.web.import_worker import Ended, Task, work

__all__ = ["Import", "Imports", "Progress"]

MOST_KEPT = 50
MOST_ROWS = 1_000  # rows told of one import
MOST_SKIPPED = 10_000  # past those only what was skipped, up to so many
ID_BYTES = 12
STOP_SECONDS = 2.0
DIED = "the reading process died (out of memory?); what was made durable before is kept: add the rest again"
LOST = "not kept: the import broke off before this report was made durable; add it again"

State = Literal["waiting", "running", "done", "broken"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How an import stands; ``untold`` counts the rows for which there was no room."""

    id: str
    what: str
    made: str
    state: State
    added: int
    known: int
    skipped: int
    claims: int
    rows: tuple[Added, ...]
    untold: int
    why: str | None

    @property
    def is_over(self) -> bool:
        """Will nothing more come?"""
        return self.state in ("done", "broken")


@dataclass(slots=True)
class Import:
    """One import. Its fields are changed by the keeper and read by pages, under the lock of ``Imports``."""

    id: str
    what: str
    made: str
    task: Task
    discard: Callable[[], None]
    state: State = "waiting"
    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "known": 0, "skipped": 0})
    claims: int = 0
    last: deque[Added] = field(default_factory=deque)
    rows: list[Added] = field(default_factory=list)
    untold: int = 0
    why: str | None = None

    def tell(self, added: Added) -> None:
        """Note what became of a report. There is room for what was skipped long after there is none for the rest."""
        self.counts[added.status] += 1
        self.claims += added.claims
        if added.status == "added":
            self.last.append(added)
        if len(self.rows) < (MOST_SKIPPED if added.status == "skipped" else MOST_ROWS):
            self.rows.append(added)
        else:
            self.untold += 1

    def untell(self, is_kept: Callable[[str], bool]) -> None:
        """Take back what was told of reports that were added and not made durable: the last ones, in order."""
        while self.last and not is_kept(self.last[-1].report or ""):
            lost = self.last.pop()
            self.counts["added"] -= 1
            self.counts["skipped"] += 1
            self.claims -= lost.claims
            told = replace(lost, status="skipped", why=LOST, claims=0, report=None)
            if lost in self.rows:
                self.rows[self.rows.index(lost)] = told
            else:
                self.rows.append(told)
                self.untold -= 1

    def progress(self) -> Progress:
        """Return how it stands."""
        rows = tuple(self.rows)
        return Progress(self.id, self.what, self.made, self.state, **self.counts, claims=self.claims, rows=rows,
                        untold=self.untold, why=self.why)  # fmt: skip


class Imports:
    """Takes in imports, and has them done one after another by one process beside the server.

    Args:
        store: the archive.
        settings: how many may wait, and what the process reads with.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._kept: dict[str, Import] = {}
        self._waiting: queue.Queue[Import | None] = queue.Queue(settings.max_imports)
        self._lock = threading.Lock()
        self._keeper: threading.Thread | None = None
        self._worker: tuple[BaseProcess, Connection] | None = None
        self.is_closing = False

    def submit(self, task: Task, *, what: str, discard: Callable[[], None]) -> str:
        """Take in an import and return its id; ``discard`` is called when it is over.

        Raises:
            RunError: as many as may wait are waiting.
        """
        made = datetime.now(UTC).isoformat(timespec="seconds")
        last: deque[Added] = deque(maxlen=self._settings.commit_reports + 1)  # more are not lost with the process
        one = Import(secrets.token_urlsafe(ID_BYTES), what, made, task, discard, last=last)
        with self._lock:
            try:
                self._waiting.put_nowait(one)
            except queue.Full as error:
                raise RunError(f"{self._waiting.maxsize} imports are waiting already: try again in a while") from error
            self._kept[one.id] = one
            over = [key for key, kept in self._kept.items() if kept.state in ("done", "broken")]
            for key in over[: max(0, len(self._kept) - MOST_KEPT)]:
                del self._kept[key]
            if self._keeper is None:
                self._keeper = threading.Thread(target=self._keep, name="dateline imports", daemon=True)
                self._keeper.start()
                atexit.register(self.close)
        return one.id

    def get_progress(self, ident: str) -> Progress:
        """Return how an import stands. Raises: NotFound: it is of an earlier run of the server, or was never."""
        with self._lock:
            if ident not in self._kept:
                raise NotFound("import", ident)
            return self._kept[ident].progress()

    def latest(self) -> list[Progress]:
        """Return how the imports stand that are kept, the latest first."""
        with self._lock:
            return [replace(one.progress(), rows=()) for one in reversed(self._kept.values())]

    def close(self) -> None:
        """End the process; what it had not made durable is lost, and is told when it is added again."""
        self.is_closing = True
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            stop(*worker)

    # the keeper's thread ----------------------------------------------------------------------------

    def _keep(self) -> None:
        while not self.is_closing and (one := self._waiting.get()) is not None:
            with self._lock:
                one.state = "running"
            try:
                why = self._do(one)
            except (EOFError, OSError):
                self._drop_worker()
                why = DIED
            finally:
                one.discard()
            with self._lock:
                if why is not None:
                    one.untell(self._is_kept)
                one.state, one.why = ("done" if why is None else "broken"), why

    def _do(self, one: Import) -> str | None:
        connection = self._connect()
        connection.send(one.task)
        while not isinstance(message := connection.recv(), Ended):
            with self._lock:
                one.tell(message)
        return message.why

    def _is_kept(self, report_id: str) -> bool:
        with self._store.view() as view:
            try:
                view.get_report(report_id)
            except NotFound:
                return False
            return True

    def _connect(self) -> Connection:
        """Return the line to the process, which is started for the first import and after it died."""
        with self._lock:
            if self._worker is None:
                context = multiprocessing.get_context("spawn")
                ours, theirs = context.Pipe()
                process = context.Process(target=work, args=(theirs, self._store.url, self._settings))
                process.start()
                theirs.close()
                self._worker = process, ours
            return self._worker[1]

    def _drop_worker(self) -> None:
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            stop(*worker)


def stop(process: BaseProcess, connection: Connection) -> None:
    """End a process: it is asked, then told, then made to."""
    with suppress(OSError):  # it has gone already
        connection.send(None)
    process.join(STOP_SECONDS)
    if process.is_alive():
        process.terminate()
        process.join()
    connection.close()
