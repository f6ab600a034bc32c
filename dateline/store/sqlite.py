"""An archive in one SQLite file."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event

from dateline.errors import ConfigError, StoreError
from dateline.store.base import Store, View, Writer
from dateline.store.failures import as_store_errors
from dateline.store.migrations import migrate, read_version
from dateline.store.schema import SCHEMA
from dateline.store.sql import VACUUM_INTO
from dateline.store.view import SqlView
from dateline.store.writer import SqlWriter

__all__ = ["BUSY_TIMEOUT_SECONDS", "SqliteStore"]

BUSY_TIMEOUT_SECONDS = 60
_CACHE_KIB = 32_768
_MAPPED_BYTES = 1 << 31  # of the file, read without copying; SQLite maps no more
_KEPT_CONNECTIONS = 8

# synchronous FULL: what commit() returned from survives a power cut, not only a killed process.
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA mmap_size = {_MAPPED_BYTES}",
)


class SqliteStore(Store):
    """An archive in one SQLite file, in WAL mode: one writes while any number read.

    Args:
        path: the file.
        create: make the archive, and its folder, if there is none yet.

    Raises:
        ConfigError: there is no such file, and none is to be made.
        StoreError: the file is no Dateline archive, is one of a newer Dateline, or cannot be opened.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        # A relative path would be another file after a change of the working folder.
        self.path = path.absolute()
        self.url = f"sqlite:///{self.path}"
        with as_store_errors(self.url):
            _look_at(path, create=create)
        self._engine = _make_engine(self.path)
        try:
            with as_store_errors(self.url):
                self._prepare(create=create)
        except BaseException:
            self._engine.dispose()
            raise

    def writer(self) -> Writer:
        """Return a writer; one at a time writes, others wait."""
        return SqlWriter(self._connect, url=self.url)

    def view(self) -> View:
        """Return a view, with a connection of its own: ``with store.view() as view: ...``."""
        return SqlView(self._connect, url=self.url)

    def backup(self, path: Path) -> None:
        """Copy the whole archive, consistently and without its free space, while others read and write.

        Raises:
            ConfigError: the path exists, or its folder does not.
            StoreError: the copy cannot be written.
        """
        if path.exists():
            raise ConfigError(f"{path} exists: a backup overwrites nothing")
        if not path.parent.is_dir():
            raise ConfigError(f"{path.parent} is no folder")
        partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.partial")
        try:
            with as_store_errors(self.url), self._connect(begin=None) as connection:
                connection.exec_driver_sql(VACUUM_INTO, (str(partial),))
            # A backup that was cut short never has the name of a whole one.
            partial.rename(path)
        finally:
            partial.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the archive's connections."""
        self._engine.dispose()

    def _connect(self, *, lock: bool = False, begin: str | None = "BEGIN") -> Connection:
        connection = self._engine.connect()
        return connection.execution_options(dateline_begin="BEGIN IMMEDIATE" if lock else begin)

    def _prepare(self, *, create: bool) -> None:
        try:
            with self._connect() as connection:
                version = read_version(connection)
                mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        except StoreError as error:
            raise StoreError(f"{self.path}: {error}") from error
        if version == 0 and not create:
            raise StoreError(f"{self.path}: an empty file, not a Dateline archive")
        if mode != "wal":
            with self._connect(begin=None) as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        # An archive that is up to date is opened without the write lock: one may read while another adds.
        if version != SCHEMA:
            self._migrate()

    def _migrate(self) -> None:
        try:
            with self._connect(lock=True) as connection:
                migrate(connection)
        except StoreError as error:
            raise StoreError(f"{self.path}: {error}") from error


def _look_at(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise ConfigError(f"{path} is a folder; an archive is a file")
    if path.exists():
        return
    if not create:
        raise ConfigError(f"{path}: there is no archive here yet; `dateline add` makes one")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{path.parent}: the folder cannot be made ({error.strerror})") from error


def _make_engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        # One connection serves one view or writer at a time, but a web server may close a view in another thread.
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_SECONDS},
        pool_size=_KEPT_CONNECTIONS,
        max_overflow=-1,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own handling of transactions commits before DDL and begins too late for a snapshot.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get("dateline_begin")
    if begin is not None:
        connection.exec_driver_sql(begin)
