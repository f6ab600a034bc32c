"""What an archive can do: a Store opens Writers and Views; every backend keeps this contract."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar

from dateline.judgements import Judgement
from dateline.reconcile.base import Told
from dateline.records import Claim, Original, Reading, Reason
from dateline.store.asked import ReviewAsking
from dateline.store.asked_places import PlaceAsking, PlaceRow
from dateline.store.asked_times import CountLane, CountUnit, IncidentCount, NamedIn, TimelineAsking
from dateline.store.base_rows import (
    ActorRow,
    ArchiveInfo,
    DisputeFilter,
    DisputeRow,
    FacetCounts,
    Hit,
    IncidentFilter,
    IncidentRow,
    JudgementFilter,
    KnownNode,
    Problem,
    ReportRow,
)
from dateline.store.links import Links

__all__ = [
    "SORTS",
    "ActorRow",
    "ArchiveInfo",
    "ClaimFilter",
    "CountLane",
    "CountUnit",
    "DisputeFilter",
    "DisputeRow",
    "FacetCounts",
    "Hit",
    "IncidentCount",
    "IncidentFilter",
    "IncidentRow",
    "JudgementFilter",
    "KnownNode",
    "Links",
    "NamedIn",
    "Page",
    "PlaceRow",
    "Problem",
    "ReportRow",
    "Store",
    "View",
    "Writer",
]

T = TypeVar("T")
SORTS = ("time", "-time", "published", "-published", "report", "-report")


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims: every field given must hold; text fields match whole words without regard to case or diacritics.

    ``source`` matches any link of the chain, ``actor`` an actor or target, ``place`` a place's name or gazetteer id,
    ``type`` a PLOVER type or a holding's state, ``kind`` statement, event or holding. ``since`` and ``until`` are ISO days
    (2001, 2001-11 and 2001-11-07 are all well formed): claims whose time interval meets the range (a claim without a time
    does not). ``text`` is a full-text query over the claim's words. ``current`` leaves out superseded versions of reports.
    ``source`` and ``actor`` find an actor by any of its names. ``as_of`` asks what was known on a day: only reports published
    by then, of which a version is superseded if its successor was published by then too. ``incident`` is an incident's id.
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
    as_of: str | None = None
    incident: str | None = None
    dated: bool | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of an answer, and how many there are in all; if not ``is_exact``, there are more than ``total``."""

    rows: tuple[T, ...]
    total: int
    offset: int
    limit: int
    is_exact: bool = True


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
    def links(self) -> AbstractContextManager[Links]:
        """Return what reconciling reads and writes, inside the writer's transaction; after an error nothing of it is kept."""

    @abstractmethod
    def judge(self, judgement: Judgement) -> set[tuple[str, str]]:
        """Add a person's judgement; return what it changed as ``Links.add_judgements`` does.

        Raises:
            NotFound: it is about something that is not in the archive.
            InvalidQuery: it is about one thing and itself, or of a pair that lacks its other end.
        """

    @abstractmethod
    def commit(self) -> None:
        """Make what was added so far durable."""


class View(ReviewAsking, TimelineAsking, PlaceAsking):
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
    def get_reports(self, report_ids: Collection[str]) -> dict[str, ReportRow]:
        """Return those of some reports that are in the archive, by id."""

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
    def find_claims(
        self, where: ClaimFilter, *, sort: str = "report", offset: int = 0, limit: int = 50, count_to: int | None = None
    ) -> Page[Claim]:
        """Return claims that fit a filter. ``sort`` is one of SORTS; claims without a time come last under ``time``.

        With ``count_to`` no more than so many are counted where the count is not kept; the page then says so.

        Raises:
            InvalidQuery: a filter value, the sort or the full-text query cannot be understood.
        """

    @abstractmethod
    def count_claims(self, where: ClaimFilter, *, count_to: int | None = None) -> tuple[int, bool]:
        """Return how many claims fit a filter, and whether that is all of them: not more than ``count_to`` are counted.

        Raises:
            InvalidQuery: as find_claims.
        """

    @abstractmethod
    def iter_claims(self, where: ClaimFilter, *, sort: str = "report") -> Iterator[Claim]:
        """Yield every claim that fits a filter, without holding them all in memory. Raises: InvalidQuery."""

    @abstractmethod
    def find_actors(
        self,
        *,
        name: str | None = None,
        kind: str | None = None,
        speaks: bool = False,
        offset: int = 0,
        limit: int = 50,
    ) -> Page[ActorRow]:
        """Return who speaks, acts or is acted on, the busiest first; ``name`` filters by words of any of the names.

        ``speaks`` asks for those only on whose word something is claimed, those who say most first.
        """

    @abstractmethod
    def get_actor(self, key: str) -> ActorRow:
        """Return the actor of a node: its id, or any of its names in comparable form. Raises: NotFound."""

    @abstractmethod
    def nodes_of_actor(self, key: str) -> tuple[KnownNode, ...]:
        """Return the nodes an actor is assembled from, the oldest first. Raises: NotFound."""

    @abstractmethod
    def iter_told(self, where: ClaimFilter, *, sort: str = "report") -> Iterator[Told]:
        """Yield every claim that fits a filter, with its report's copy and its actors. Raises: InvalidQuery."""

    @abstractmethod
    def told_of_claims(self, claims: Collection[str]) -> dict[str, Told]:
        """Return those of some claims that are in the archive and that no person rejected, as corrected, by their ids."""

    @abstractmethod
    def copies_of(self, report_id: str) -> tuple[ReportRow, ...]:
        """Return all reports that are copies of one wire text with this one, itself included, the earliest first."""

    @abstractmethod
    def find_incidents(
        self, where: IncidentFilter, *, sort: str = "size", offset: int = 0, limit: int = 50
    ) -> Page[IncidentRow]:
        """Return incidents that fit a filter. ``sort`` is one of INCIDENT_SORTS. Raises: InvalidQuery."""

    @abstractmethod
    def get_incident(self, incident_id: str) -> IncidentRow:
        """Return the incident of an id; the id of any of its claims will do. Raises: NotFound."""

    @abstractmethod
    def told_of_incident(self, incident_id: str, *, as_of: str | None = None, current: bool = True) -> list[Told]:
        """Return an incident's claims in the order of publishing. Raises: NotFound, InvalidQuery."""

    @abstractmethod
    def find_disputes(
        self, where: DisputeFilter, *, sort: str = "size", offset: int = 0, limit: int = 50
    ) -> Page[DisputeRow]:
        """Return disputes that fit a filter, the largest first. Raises: InvalidQuery.

        ``sort`` is one of DISPUTE_SORTS; ``latest`` begins with those that a report added last made or changed.
        """

    @abstractmethod
    def get_dispute(self, dispute_id: str) -> DisputeRow:
        """Return one dispute. Raises: NotFound."""

    @abstractmethod
    def holdings_of_place(
        self, place: str, *, as_of: str | None = None, current: bool = True, newest: int | None = None
    ) -> list[Told]:
        """Return the claims of who holds a place (its gazetteer id or name), in the order of publishing.

        ``newest`` gives no more than so many, those published last.
        """

    @abstractmethod
    def find_judgements(self, where: JudgementFilter, *, offset: int = 0, limit: int = 50) -> Page[Judgement]:
        """Return judgements that fit a filter, latest first; those that wait for a person likeliest first.

        Raises:
            InvalidQuery: there is no such kind.
        """

    @abstractmethod
    def search(self, query: str, *, offset: int = 0, limit: int = 20) -> Page[Hit]:
        """Search the reports' titles and texts: words, "phrases", prefix*, AND OR NOT. Raises: InvalidQuery."""

    @abstractmethod
    def facets(self, where: ClaimFilter, field: Literal["source", "actor", "place", "type", "stance", "outlet", "status"],
               *, limit: int = 20) -> tuple[tuple[str, int], ...]:  # fmt: skip
        """Return the commonest values of a field among the claims that fit a filter, with their counts."""

    @abstractmethod
    def months_of_claims(self, where: ClaimFilter, *, count_to: int = 10_000) -> FacetCounts:
        """Return the months ("2001-11") in which claims that fit lie whole, the earliest first, with their counts.

        Claims whose time is longer than a month, or begins before the year 1, are of no month. ``count_to`` claims are looked
        at, at most; of many fewer. Raises: InvalidQuery.
        """

    @abstractmethod
    def facets_of(
        self,
        where: ClaimFilter,
        fields: Sequence[Literal["source", "actor", "place", "type", "stance", "outlet", "status"]],
        *,
        count_to: int,
        limit: int = 20,
    ) -> tuple[FacetCounts, ...]:
        """Return the same of several fields, counted in ``count_to`` of the claims at most where counts are not kept."""

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
