"""The engine's errors in Dateline's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dateline.errors import StoreError

__all__ = ["as_store_errors"]

# (words of SQLite's message, what to tell the user); the first that fits
_MEANINGS = (
    ("locked", "another process is writing to the archive; try again when it is done"),
    ("readonly", "the archive may be read but not written here"),
    ("unable to open", "the file cannot be opened: no such folder, or no right to it"),
    ("not a database", "not a Dateline archive"),
    ("malformed", "the file is damaged; restore a backup"),
    ("disk is full", "the disk is full"),
    ("no such table", "not a Dateline archive, or a damaged one"),
)


@contextmanager
def as_store_errors(url: str) -> Iterator[None]:
    """Turn what the engine and the file system raise into StoreError, naming the archive."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = str(error.orig if isinstance(error, DBAPIError) else error)
        meaning = next((meaning for words, meaning in _MEANINGS if words in cause), cause)
        raise StoreError(f"{url}: {meaning}") from error
    except OSError as error:
        raise StoreError(f"{url}: {error.strerror or error}") from error
