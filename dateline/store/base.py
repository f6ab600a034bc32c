"""What an archive can do: a Store opens Writers and Views; every backend keeps this contract."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar

from dateline.records import Claim, Original, Reading, Reason

__all__ = [
    "SORTS",
    "ActorRow",
    "ArchiveInfo",
    "ClaimFilter",
    "Hit",
    "Page",
    "Problem",
    "ReportRow",
    "Store",
    "View",
    "Writer",
]

T = TypeVar("T")
SORTS = ("time", "-time", "published", "-published", "report")


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims: every field given must hold; text fields match whole words without regard to case or diacritics.

    ``source`` matches any link of the chain, ``actor`` an actor or target, ``place`` a place's name or gazetteer id,
    ``type`` a PLOVER type or a holding's state, ``kind`` statement, event or holding. ``since`` and ``until`` are ISO days
    (2001, 2001-11 and 2001-11-07 are all well formed): claims whose time interval meets the range (a claim without a time
    does not). ``text`` is a full-text query over the claim's words. ``current`` leaves out superseded versions of reports.
    """

    source: str | None = None
    actor: str | None = None
    place: str | None = None
    type: str | None = None
    kind: str | None = None
    stance: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    report: str | None = None
    text: str | None = None
    current: bool = True


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of an answer, and how many there are in all."""

    rows: tuple[T, ...]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list: its metadata and how many claims it makes. ``superseded_by`` is the id of a newer version."""

    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    url: str | None
    address: str
    version: int
    superseded_by: str | None
    original_sha256: str
    added: str
    claims: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A name in the archive: how often it speaks, acts and is acted on. ``key`` is the name in a comparable form."""

    key: str
    name: str
    kind: str
    as_source: int
    as_actor: int
    as_target: int
    reports: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A report found by full text. ``snippet`` is plain text; ``marks`` are (start, end) offsets of the words in it."""

    report: ReportRow
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What ``archive check`` found broken: the noun, its id, and what is wrong with it."""

    noun: str
    id: str
    what: str


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """Size and state of an archive."""

    url: str
    schema: int
    bytes: int
    reports: int
    superseded: int
    claims: int
    originals: int
    first_published: str | None
    last_published: str | None
    models: tuple[str, ...]


class Writer(ABC):
    """Adds to an archive. What was added before ``commit`` or the end of the ``with`` block is kept whole or not at all."""

    def __enter__(self) -> Self:
        return self

    @abstractmethod
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit, or roll back after an error."""

    @abstractmethod
    def has_report(self, report_id: str) -> bool:
        """Is this report in the archive already?"""

    @abstractmethod
    def has_address(self, address: str, *, sha256: str | None = None) -> bool:
        """Was a report added from this address already? With ``sha256``: from an original of these very bytes?"""

    @abstractmethod
    def add_address(self, report_id: str, address: str) -> None:
        """Note that a report of the archive stands at another address too. Raises: NotFound."""

    @abstractmethod
    def add_report(self, reading: Reading, claims: Sequence[Claim], original: Original) -> bool:
        """Add a report, its reading, its claims and its original bytes; return False when it was there already.

        A report of another id at the same address becomes a new version that supersedes the one before. The same report
        at another address is kept once, and the address is noted.

        Raises:
            InvalidReport: the reading breaks law 1, the claims are not of it, or a text is no Unicode; nothing is added.
        """

    @abstractmethod
    def commit(self) -> None:
        """Make what was added so far durable."""


class View(ABC):
    """Answers questions of an archive; reads one consistent state."""

    @abstractmethod
    def __enter__(self) -> Self:
        """Open the view."""

    @abstractmethod
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the view."""

    @abstractmethod
    def get_report(self, report_id: str) -> ReportRow:
        """Return a report's row. Raises: NotFound."""

    @abstractmethod
    def get_reading(self, report_id: str) -> dict[str, Any]:
        """Return a report's reading as the contract's JSON object. Raises: NotFound."""

    @abstractmethod
    def get_reasons(self, report_id: str) -> tuple[Reason, ...]:
        """Return why values of a report's reading are null (law 4). Raises: NotFound."""

    @abstractmethod
    def get_original(self, report_id: str) -> Original:
        """Return the bytes a report was made from. Raises: NotFound."""

    @abstractmethod
    def find_versions(self, report_id: str) -> tuple[ReportRow, ...]:
        """Return all versions at a report's address, oldest first. Raises: NotFound."""

    @abstractmethod
    def find_reports(self, *, current: bool = True, offset: int = 0, limit: int = 50) -> Page[ReportRow]:
        """Return reports, latest published first."""

    @abstractmethod
    def get_claim(self, claim_id: str) -> Claim:
        """Return one claim. Raises: NotFound."""

    @abstractmethod
    def find_claims(self, where: ClaimFilter, *, sort: str = "report", offset: int = 0, limit: int = 50) -> Page[Claim]:
        """Return claims that fit a filter. ``sort`` is one of SORTS; claims without a time come last under ``time``.

        Raises:
            InvalidQuery: a filter value, the sort or the full-text query cannot be understood.
        """

    @abstractmethod
    def iter_claims(self, where: ClaimFilter, *, sort: str = "report") -> Iterator[Claim]:
        """Yield every claim that fits a filter, without holding them all in memory. Raises: InvalidQuery."""

    @abstractmethod
    def find_actors(
        self, *, name: str | None = None, kind: str | None = None, offset: int = 0, limit: int = 50
    ) -> Page[ActorRow]:
        """Return names that speak, act or are acted on, the busiest first; ``name`` filters by words of the name."""

    @abstractmethod
    def get_actor(self, key: str) -> ActorRow:
        """Return a name's row by its key. Raises: NotFound."""

    @abstractmethod
    def search(self, query: str, *, offset: int = 0, limit: int = 20) -> Page[Hit]:
        """Search the reports' titles and texts: words, "phrases", prefix*, AND OR NOT. Raises: InvalidQuery."""

    @abstractmethod
    def facets(self, where: ClaimFilter, field: Literal["source", "actor", "place", "type", "stance", "outlet", "status"],
               *, limit: int = 20) -> tuple[tuple[str, int], ...]:  # fmt: skip
        """Return the commonest values of a field among the claims that fit a filter, with their counts."""

    @abstractmethod
    def info(self) -> ArchiveInfo:
        """Return the size and state of the archive."""

    @abstractmethod
    def check(self) -> Iterator[Problem]:
        """Yield everything that breaks law 1, a hash or a reference; nothing in a sound archive."""


class Store(ABC):
    """An archive at an address."""

    url: str

    @abstractmethod
    def writer(self) -> Writer:
        """Return a writer; one at a time writes, others wait."""

    @abstractmethod
    def view(self) -> AbstractContextManager[View]:
        """Return a view: ``with store.view() as view: ...``."""

    @abstractmethod
    def backup(self, path: Path) -> None:
        """Copy the whole archive, consistently, while others read and write. Raises: StoreError, ConfigError if path exists."""

    @abstractmethod
    def close(self) -> None:
        """Close the archive's connections."""
