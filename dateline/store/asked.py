"""What reviewing asks of an archive: what stands behind the things that were judged, and the claims that are in doubt."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection

from dateline.judgements import Judgement
from dateline.reconcile.review import Weight
from dateline.records import Claim

__all__ = ["ReviewAsking"]


class ReviewAsking(ABC):
    """The part of a view that reviewing uses. Each question is one statement, however many ids are asked of."""

    @abstractmethod
    def get_judgement(self, judgement_id: str) -> Judgement:
        """Return one judgement. Raises: NotFound."""

    @abstractmethod
    def get_judgements(self, ids: Collection[str]) -> dict[str, Judgement]:
        """Return those of some judgements that are in the archive, by their ids."""

    @abstractmethod
    def weigh(self, kind: str, ids: Collection[str]) -> dict[str, Weight]:
        """Return what stands behind reports, actor nodes or event claims: their clusters, by those ids that are known."""

    @abstractmethod
    def judgements_within(self, kind: str, clusters: Collection[str]) -> dict[str, list[Judgement]]:
        """Return the standing judgements whose subject is a member of these clusters, by the clusters' ids.

        They are many, so they come without reasons and values.
        """

    @abstractmethod
    def judgements_of(self, kind: str, subjects: Collection[str]) -> list[Judgement]:
        """Return the standing judgements of these subjects."""

    @abstractmethod
    def find_persons_judgements(self, *, offset: int = 0, limit: int = 50) -> list[Judgement]:
        """Return what persons judged, what they superseded or withdrew included, the latest added first."""

    @abstractmethod
    def claims_in_doubt(self, incidents: Collection[str], *, below: float) -> list[tuple[Weight, Claim]]:
        """Return claims of these incidents, in reports that stand, with what is counted in their incidents.

        Those with less confidence than ``below``, and those without a place or a time although a reason is given.
        """
