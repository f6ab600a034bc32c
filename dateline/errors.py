"""Every exception of Dateline.

::

    DatelineError
      InputError    the caller's input is wrong      HTTP 400  exit 2
        InvalidReport   a report that cannot be one (empty, too large, not text)
        InvalidQuery    a filter or a full-text query that cannot be understood
        UnknownFormat   no reader or exporter for this format
        ConfigError     a setting, a path or an address that cannot be used
        Forbidden       somebody who may not do this here            HTTP 403
        TooLarge        more than is taken at once                   HTTP 413
        LexiconError    a lexicon of the user's own that cannot be read, with every fault
      NotFound      nothing has this id              HTTP 404  exit 1
      ItemError     one item of many: skip it, say which and why, go on
        UnreadableReport  bytes that hold no report
        FetchFailed       an address that gave nothing, or must not be fetched
      RunError      the run cannot go on             HTTP 503  exit 3
        SourceUnavailable  a folder, feed or host is gone
        ModelError         the reading pipeline is missing or unfit
        StoreError         the archive cannot be opened, read or written

Facts ride as attributes: ``ItemError.item`` names what was skipped, and foreign exceptions are chained with ``from``.
"""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "DatelineError",
    "FetchFailed",
    "Forbidden",
    "InputError",
    "InvalidQuery",
    "InvalidReport",
    "ItemError",
    "LexiconError",
    "ModelError",
    "NotFound",
    "RunError",
    "SourceUnavailable",
    "StoreError",
    "TooLarge",
    "UnknownFormat",
    "UnreadableReport",
]


class DatelineError(Exception):
    """Anything that Dateline raises on purpose."""

    exit_code = 3
    http_status = 500


class InputError(DatelineError):
    """The caller's input is wrong; the message says what and how to mend it."""

    exit_code = 2
    http_status = 400


class InvalidReport(InputError):
    """A report that cannot be one: empty, too large, or not text."""


class InvalidQuery(InputError):
    """A filter or a full-text query that cannot be understood."""


class UnknownFormat(InputError):
    """No reader or exporter has this name."""


class ConfigError(InputError):
    """A setting, a path or an address that cannot be used."""


class Forbidden(InputError):
    """Somebody may not do this here; the message says what is missing."""

    http_status = 403


class TooLarge(InputError):
    """More than is taken at once."""

    http_status = 413


class LexiconError(ConfigError):
    """A folder of the user's own lexicons that cannot be read; ``faults`` has a line for each thing that is wrong."""

    def __init__(self, folder: str, faults: tuple[str, ...]) -> None:
        super().__init__("\n  ".join([f"the lexicons in {folder} cannot be used:", *faults]))
        self.folder = folder
        self.faults = faults

    def __reduce__(self) -> tuple[type[LexiconError], tuple[str, tuple[str, ...]]]:
        return type(self), (self.folder, self.faults)


class NotFound(DatelineError):
    """Nothing in the archive has this id."""

    exit_code = 1
    http_status = 404

    def __init__(self, noun: str, key: str) -> None:
        super().__init__(f"no {noun} {key!r} in the archive")
        self.noun = noun
        self.key = key


class ItemError(DatelineError):
    """One item of many cannot be used: it is skipped, named in the list at the end, and the run goes on."""

    exit_code = 1
    http_status = 422

    def __init__(self, item: str, why: str) -> None:
        super().__init__(f"{item}: {why}")
        self.item = item
        self.why = why

    def __reduce__(self) -> tuple[type[ItemError], tuple[str, str]]:
        return type(self), (self.item, self.why)


class UnreadableReport(ItemError):
    """Bytes that hold no report."""


class FetchFailed(ItemError):
    """An address that gave nothing, or that must not be fetched."""


class RunError(DatelineError):
    """The run cannot go on."""

    exit_code = 3
    http_status = 503


class SourceUnavailable(RunError):
    """A folder, feed or host is gone."""


class ModelError(RunError):
    """The reading pipeline is missing or unfit."""


class StoreError(RunError):
    """The archive cannot be opened, read or written."""
