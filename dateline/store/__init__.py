"""The archive: reports, readings and claims kept, found again and proved. ``open_store`` opens one."""

from __future__ import annotations

from pathlib import Path

from dateline.errors import ConfigError
from dateline.store.base import ClaimFilter, DisputeFilter, IncidentFilter, JudgementFilter, Links, Store, View, Writer
from dateline.store.sqlite import SqliteStore

__all__ = [
    "ClaimFilter",
    "DisputeFilter",
    "IncidentFilter",
    "JudgementFilter",
    "Links",
    "Store",
    "View",
    "Writer",
    "open_store",
]

_POSTGRESQL = ("postgresql", "postgres")


def open_store(url: str | Path, *, create: bool = False) -> Store:
    """Open an archive.

    Args:
        url: a file's path, or ``sqlite:///`` and a path (``sqlite:////var/lib/x`` from the root).
        create: make the archive, and its folder, if there is none yet.

    Raises:
        ConfigError: the address is of no known kind, or there is no such file and none is to be made.
        StoreError: the file is no Dateline archive, is one of a newer Dateline, or cannot be opened.
    """
    return SqliteStore(_path_of(url), create=create)


def _path_of(url: str | Path) -> Path:
    if isinstance(url, Path):
        return url.expanduser()
    scheme, separator, rest = url.partition("://")
    if not separator:
        path = url.removeprefix("sqlite:")
    elif scheme.partition("+")[0] in _POSTGRESQL:
        raise ConfigError("PostgreSQL archives are not built yet; give a file's path or sqlite:///path")
    elif scheme == "sqlite" and rest.startswith("/"):
        path = rest[1:]
    else:
        raise ConfigError(f"{url!r} is no archive's address; give a file's path or sqlite:///path")
    if not path or path == ":memory:" or "\0" in path:
        raise ConfigError(f"{url!r} names no file; an archive is a file")
    return Path(path).expanduser()
