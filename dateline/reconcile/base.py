"""What the stages of reconciling share: a claim together with what is known of its report, and a score with reasons."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Claim

__all__ = ["Score", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, and what its report is.

    ``published`` is an ISO day or minute, None where unknown. ``copy`` is the id of the report under which all copies of
    one wire text stand: the report's own id where it is nobody's copy. ``actors``, ``targets`` and ``chain`` are the actors
    (ids of assembled actors) behind the claim's names, in the claim's order; a name of no known actor stands for itself.
    """

    claim: Claim
    published: str | None
    outlet: str | None
    agency: str | None
    copy: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How like two things are: 0 to 1, a verdict, and every reason that counted, strongest first."""

    value: float
    verdict: str
    reasons: tuple[str, ...]
