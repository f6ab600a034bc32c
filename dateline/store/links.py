"""What reconciling needs of an archive: candidates found by keys, judgements kept, what is assembled from them written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence

from dateline.judgements import Judgement
from dateline.reconcile.base import Told
from dateline.records import Report, Span
from dateline.store.base_rows import ActorNodeLike, DisputeRow, IncidentRow, KnownNode

__all__ = ["Links"]


class Links(ABC):
    """Reads and writes the record inside a writer's transaction.

    Keys of candidates are looked up newest first, and no key is followed further than a bound: a key that half the archive
    shares costs no more than any other.
    """

    # of reports ---------------------------------------------------------------------------------

    @abstractmethod
    def unlinked_reports(self, limit: int) -> tuple[str, ...]:
        """Return ids of reports that have no signature yet, the oldest first."""

    @abstractmethod
    def add_signature(
        self, report_id: str, signature: bytes, bands: Sequence[int], *, furniture: Iterable[Span] = ()
    ) -> None:
        """Keep what copies of a report are found by; it counts as linked from now on. Raises: NotFound."""

    @abstractmethod
    def find_by_bands(self, bands: Sequence[int], *, limit: int, besides: str | None = None) -> tuple[Report, ...]:
        """Return reports with some of these bands, most in common first; ``besides`` is left out.

        Their text, furniture and metadata are there; not where they were filed from.
        """

    # of claims ----------------------------------------------------------------------------------

    @abstractmethod
    def get_told(self, claim_ids: Sequence[str]) -> list[Told]:
        """Return claims in the order of their ids, with their actors and copies as assembled now. Raises: NotFound."""

    @abstractmethod
    def told_of_report(self, report_id: str) -> list[Told]:
        """Return all claims of a report, in the order of the text; none for a report without claims. Raises: NotFound."""

    @abstractmethod
    def told_of_incident(self, incident_id: str, *, current: bool = True) -> list[Told]:
        """Return an incident's claims in the order of publishing, by default of reports that stand."""

    @abstractmethod
    def told_of_incidents(self, incident_ids: Collection[str]) -> dict[str, list[Told]]:
        """Return the claims of several incidents, by id, those of reports that stand. Raises: NotFound."""

    @abstractmethod
    def denials_of(self, statements: Collection[str]) -> list[Told]:
        """Return the statements that deny one of these claims."""

    @abstractmethod
    def claims_of_place(self, owner: str, *, current: bool = True) -> list[Told]:
        """Return the holdings of a place: ``owner`` is its gazetteer id or, where it has none, its name in comparable form."""

    # of actors ----------------------------------------------------------------------------------

    @abstractmethod
    def add_actor_nodes(
        self,
        nodes: Sequence[ActorNodeLike],
        blocks: Mapping[str, Collection[str]],
        contexts: Mapping[str, str] | None = None,
    ) -> None:
        """Keep nodes of names, with the keys by which each (by its id) is found, and what is told of it.

        The node of a report takes the place of the name's own in that report. A node that is there already keeps its keys
        beside the new ones; its context is replaced.
        """

    @abstractmethod
    def get_actor_nodes(self, nodes: Collection[str]) -> tuple[KnownNode, ...]:
        """Return those of some nodes that are in the archive."""

    @abstractmethod
    def find_actor_nodes(self, blocks: Collection[str], *, limit: int) -> tuple[KnownNode, ...]:
        """Return nodes with some of these keys, most in common first."""

    # of incidents -------------------------------------------------------------------------------

    @abstractmethod
    def add_incident_blocks(self, blocks: Mapping[str, Collection[str]]) -> None:
        """Keep the keys by which claims (by their ids) are found; each of them is of an incident now. Raises: NotFound."""

    @abstractmethod
    def find_incident_candidates(
        self,
        blocks: Collection[str],
        *,
        limit: int,
        published: str | None = None,
        window_days: int | None = None,
        besides: str | None = None,
        each: int | None = None,
        first: int = 0,
    ) -> tuple[tuple[str, Told], ...]:
        """Return claims with some of these keys, most in common first, each with its incident's id.

        After them stand the first claims of their incidents, since what is known of one stands in many claims.

        Args:
            blocks: the keys.
            limit: how many claims at most.
            published: with ``window_days``, only claims published so many days before or after this day.
            window_days: see ``published``; claims of an unknown day are left out then.
            besides: the id of a report whose claims are left out.
            each: how many claims of one incident at most, so that more incidents find room.
            first: of how many first claims of each incident those are added that were not found by keys, incident after
                incident until ``limit`` is reached again.
        """

    # of what is assembled -----------------------------------------------------------------------

    @abstractmethod
    def members_of(self, kind: str, cluster: str) -> tuple[str, ...]:
        """Return the ids of a cluster's members, the oldest first: the id itself where it stands alone."""

    @abstractmethod
    def cluster_of(self, kind: str, member: str) -> str:
        """Return the id of the cluster that a report, node or claim is of: the id of its oldest member. Raises: NotFound."""

    # of judgements ------------------------------------------------------------------------------

    @abstractmethod
    def add_judgements(self, judgements: Iterable[Judgement]) -> set[tuple[str, str]]:
        """Keep judgements and assemble anew what they touch; one that is there already changes nothing.

        Returns:
            (kind, id) of the clusters that have other members than before.

        Raises:
            NotFound: a judgement is about something that is not in the archive.
            InvalidQuery: one is about one thing and itself, or of a pair that lacks its other end.
        """

    @abstractmethod
    def judgements_on(self, kind: str, subject: str, other: str | None = None) -> tuple[Judgement, ...]:
        """Return the judgements of something, or of the pair with ``other``, as they were added; superseded ones are left out."""

    # of what follows ----------------------------------------------------------------------------

    @abstractmethod
    def unsettled(self, kind: str, *, limit: int = 1_000) -> tuple[str, ...]:
        """Return what must be assembled anew: ids of incidents, or owners of places (kind ``incident`` or ``place``).

        Whatever changes what they are made of puts them here: claims, versions, copies, actors, judgements.
        """

    @abstractmethod
    def put_incidents(self, rows: Iterable[IncidentRow]) -> None:
        """Write the rows of incidents; they are settled then. Raises: NotFound: an id is no incident's."""

    @abstractmethod
    def drop_incidents(self, ids: Collection[str]) -> None:
        """Take away the rows, and the disputes, of incidents none of whose claims stands; they are settled then."""

    @abstractmethod
    def put_disputes_of(self, incidents: Mapping[str, Sequence[DisputeRow]]) -> None:
        """Write all disputes of these incidents, by id, in place of those there. Raises: NotFound."""

    @abstractmethod
    def put_disputes(
        self, rows: Sequence[DisputeRow], *, incident: str | None = None, place: str | None = None
    ) -> None:
        """Write all disputes of an incident, or of a place (its owner), in place of those there; a place is settled then."""
