"""How a view asks: one connection, one snapshot, and statements that are run on it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self, TypeVar
from weakref import WeakSet

from sqlalchemy import Connection, Executable, Result, Row, Select

from dateline.errors import NotFound, StoreError
from dateline.store import sql
from dateline.store.base import View
from dateline.store.failures import as_store_errors
from dateline.store.filters import check_page, is_storable
from dateline.store.lists import as_list

__all__ = ["AskingView"]

T = TypeVar("T")
_ROWS_A_FETCH = 500


class AskingView(View):
    """A view's connection.

    Args:
        connect: opens a connection.
        url: the archive's, for error messages.
    """

    def __init__(self, connect: Callable[..., Connection], *, url: str) -> None:
        self._connect = connect
        self._url = url
        self._open: Connection | None = None
        self._streams: WeakSet[Generator[Any, None, None]] = WeakSet()
        self._remembered: dict[Any, Any] = {}

    def __enter__(self) -> Self:
        """Open the view; the snapshot is of now."""
        with as_store_errors(self._url), ExitStack() as undo:
            connection = undo.enter_context(self._connect())
            # SQLite takes its snapshot at the first reading, not at BEGIN.
            connection.execute(sql.newest_migration()).first()
            undo.pop_all()
            self._open = connection
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the view, and with it what is still being listed."""
        for stream in list(self._streams):
            stream.close()
        if self._open is not None:
            self._open.close()
            self._open = None

    # how statements are run -------------------------------------------------------------------------

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            raise StoreError(f"{self._url}: the view is closed; use it inside its with block")
        return self._open

    def _run(self, statement: Executable, **values: Any) -> Result[Any]:
        with as_store_errors(self._url):
            return self._connection.execute(statement, values)

    def _page(self, statement: Select[Any], *, offset: int, limit: int) -> list[Row[Any]]:
        check_page(offset, limit)
        with as_store_errors(self._url):
            return list(self._connection.execute(statement.limit(limit).offset(offset)))

    def _in_order(self, statement: Executable, numbers: Sequence[int]) -> list[Row[Any]]:
        """Return the rows of these ``numbers`` in their order."""
        rows = {row.no: row for row in self._run(statement, numbers=as_list(numbers))}
        return [rows[no] for no in numbers]

    def _stream(
        self, statement: Select[Any], read: Callable[[Connection, Sequence[Row[Any]]], Sequence[T]]
    ) -> Iterator[T]:
        stream = self._read_rows(statement, read)
        self._streams.add(stream)
        return stream

    def _read_rows(
        self, statement: Select[Any], read: Callable[[Connection, Sequence[Row[Any]]], Sequence[T]]
    ) -> Generator[T, None, None]:
        with as_store_errors(self._url), ExitStack() as stack:
            result = self._connection.execute(statement)
            stack.callback(result.close)
            for rows in result.partitions(_ROWS_A_FETCH):
                yield from read(self._connection, rows)

    def _count(self, statement: Executable) -> int:
        return int(self._run(statement).scalar_one() or 0)

    def _get(self, statement: Executable, *, noun: str, **key: str) -> Row[Any]:
        (value,) = key.values()
        row = self._run(statement, **key).first() if is_storable(value) else None
        if row is None:
            raise NotFound(noun, value)
        return row
