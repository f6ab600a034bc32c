"""Settings: one table; defaults < ``dateline.toml`` < ``DATELINE_*`` in the environment < flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.errors import ConfigError

__all__ = ["SETTINGS", "Setting", "Settings", "load_settings"]

MAX_FILE_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: name, default, unit (for people) and help."""

    name: str
    default: str | int | float | None
    unit: str
    help: str


SETTINGS = (
    Setting("archive", "archive.dateline", "path or URL", "the archive: a SQLite file, or sqlite:///PATH"),
    Setting("pipeline", None, "name or path", "a spaCy pipeline with tagger and parser, in place of the one shipped"),
    Setting(
        "gazetteer", None, "folder", "a gazetteer made by `dateline gazetteer import`, in place of the one shipped"
    ),
    Setting("lexicons", None, "folder", "your own lexicons, put before those shipped: see docs/lexicons.md"),
    Setting("jobs", 0, "processes", "how many processes read; 0 is one for each core"),
    Setting("commit_reports", 32, "reports", "how many reports are kept in one transaction while adding"),
    Setting("max_report_bytes", 10_000_000, "bytes", "a larger file, page or line is skipped"),
    Setting("max_depth", 200, "levels", "a page or feed whose elements nest deeper is skipped"),
    Setting("parse_seconds", 20.0, "seconds", "how long one page or feed may take to parse"),
    Setting("fetch_seconds", 30.0, "seconds", "how long one address may take to answer in full"),
    Setting("max_upload_bytes", 100_000_000, "bytes", "how much the page of adding takes at once"),
    Setting("max_upload_files", 500, "files", "how many files the page of adding takes at once"),
    Setting("max_imports", 8, "imports", "how many imports may wait on the page of adding; more are refused"),
    Setting("reviewer", None, "name", "your name, under which your judgements are kept"),
    Setting(
        "token", None, "secret", "what must be given to judge or add on the pages; without it, only this machine may"
    ),
    Setting("host", "127.0.0.1", "address", "where `serve` and `demo` listen"),
    Setting("port", 8765, "port", "where `serve` and `demo` listen; `demo` takes the next free one"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force; passed in, never global."""

    archive: str = "archive.dateline"
    pipeline: str | None = None
    gazetteer: str | None = None
    lexicons: str | None = None
    jobs: int = 0
    commit_reports: int = 32
    max_report_bytes: int = 10_000_000
    max_depth: int = 200
    parse_seconds: float = 20.0
    fetch_seconds: float = 30.0
    max_upload_bytes: int = 100_000_000
    max_upload_files: int = 500
    max_imports: int = 8
    reviewer: str | None = None
    token: str | None = None
    host: str = "127.0.0.1"
    port: int = 8765

    def with_flags(self, **flags: Any) -> Settings:
        """Return the settings with the flags that were given (those not None)."""
        return replace(self, **{name: value for name, value in flags.items() if value is not None})


def load_settings(*, file: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read settings from a file (``dateline.toml`` where it stands) and from the environment.

    Raises:
        ConfigError: a name that is no setting, a value of another kind, or a file that is no TOML; all are told at once.

    >>> load_settings(environ={"DATELINE_JOBS": "3"}).jobs
    3
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    faults: list[str] = []
    for origin, name, raw in [*_file_values(file), *_environment_values(environ)]:
        setting = next((s for s in SETTINGS if s.name == name), None)
        if setting is None:
            faults.append(f"{origin}: {name!r} is no setting (there are: {', '.join(s.name for s in SETTINGS)})")
            continue
        try:
            values[name] = _convert(setting, raw)
        except ValueError:
            faults.append(f"{origin}: {name} is a number of {setting.unit}, not {raw!r}")
    if faults:
        raise ConfigError("; ".join(faults))
    return replace(Settings(), **values)


def _file_values(file: Path | None) -> list[tuple[str, str, Any]]:
    path = file or Path("dateline.toml")
    if file is None and not path.is_file():
        return []
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ConfigError(f"{path}: larger than {MAX_FILE_BYTES:,} bytes, surely no settings file")
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return [(str(path), name, value) for name, value in table.items()]


def _environment_values(environ: Mapping[str, str]) -> list[tuple[str, str, Any]]:
    prefix = "DATELINE_"
    return [
        (key, key[len(prefix) :].lower(), value) for key, value in sorted(environ.items()) if key.startswith(prefix)
    ]


def _convert(setting: Setting, raw: Any) -> Any:
    if isinstance(setting.default, (int, float)):
        if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
            raise ValueError(raw)
        value = type(setting.default)(raw)
        if value < 0:
            raise ValueError(raw)
        return value
    return str(raw)
