"""What an archive answers, as rows: reports, incidents, disputes, actors; and what can be asked of the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

__all__ = [
    "DISPUTE_SORTS",
    "INCIDENT_SORTS",
    "ActorNodeLike",
    "ActorRow",
    "ArchiveInfo",
    "DisputeFilter",
    "DisputeRow",
    "FacetCounts",
    "Hit",
    "IncidentFilter",
    "IncidentRow",
    "JudgementFilter",
    "KnownNode",
    "Problem",
    "ReportRow",
]

INCIDENT_SORTS = ("size", "-time", "time", "origins", "killed")
DISPUTE_SORTS = ("size", "latest")


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The commonest values of a field among claims, with their counts.

    ``among`` is None where all claims that fit were counted, else how many of them were: then there are more."""

    field: str
    values: tuple[tuple[str, int], ...]
    among: int | None


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


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of the archive, assembled from its names: how often it speaks, acts and is acted on.

    ``key`` is its id: that of the oldest of its nodes, which is a name in comparable form where the name stands for itself.
    ``name`` is the commonest of its full names, ``aliases`` the others.
    """

    key: str
    name: str
    kind: str
    as_source: int
    as_actor: int
    as_target: int
    reports: int
    aliases: tuple[str, ...] = ()


class ActorNodeLike(Protocol):
    """A name that can be an actor, or be one of an actor's: a name's key, or a short name in one report.

    ``node`` is ``dateline.judgements.node_id(key, report_id)``; ``report_id`` is None where the name stands for itself
    wherever it is used.
    """

    @property
    def node(self) -> str:
        """The node's id."""

    @property
    def key(self) -> str:
        """The name in comparable form."""

    @property
    def name(self) -> str:
        """The name as it is written."""

    @property
    def kind(self) -> str:
        """An entity's kind."""

    @property
    def report_id(self) -> str | None:
        """The one report that it stands for, or None."""


@dataclass(frozen=True, slots=True)
class KnownNode:
    """An actor node of the archive: ``cluster`` is the actor that it is of, ``reports`` how many reports use it.

    ``context`` is what the record tells of it, in the JSON of whoever linked it; None for a name that was never linked.
    """

    node: str
    key: str
    name: str
    kind: str
    report_id: str | None
    cluster: str
    reports: int
    context: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident: what its claims, in reports that stand, say together. ``id`` is the id of its oldest claim.

    ``origins_*`` count independent origins, reprints once; ``killed_*`` are the lowest and the highest figure told. In an
    answer as of a day after which more was published ``whole`` is False: ``claims``, ``reports`` and the days of publishing
    are as of that day, ``origins_*``, ``killed_*`` and ``disputes`` None, for they must be assembled from the claims of then.
    """

    id: str
    type: str | None
    title: str
    place: str | None
    place_id: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    country: str | None
    first_day: str | None
    last_day: str | None
    claims: int
    reports: int
    origins_low: int | None
    origins_high: int | None
    killed_low: float | None
    killed_high: float | None
    disputes: int | None
    first_published: str | None
    last_published: str | None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """Claims that cannot all be true, of an incident or of who holds a place.

    ``incident`` is an incident's id; for holdings ``place_id`` is the place's gazetteer id, None where only its name is known.
    ``size`` is what disputes are sorted by; ``body`` is JSON: the sides with their claims, as who made the row laid them out.
    ``first_published`` is the day by which two of its sides had been told, ``last_published`` that of its newest claim.
    """

    id: str
    kind: str
    incident: str | None
    place: str | None
    place_id: str | None
    about: str
    sides: int
    origins: int
    size: int
    first_published: str | None
    last_published: str | None
    body: str


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents: every field given must hold.

    ``place`` is words of a place's name or a gazetteer id, ``actor`` words of the name of an actor or target in one of its
    claims (by any of the actor's names), ``text`` a full-text query that one of its claims fits, ``as_of`` the day by which
    something of it was published, ``dated`` whether any of its claims tells its day.
    """

    place: str | None = None
    actor: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    as_of: str | None = None
    min_claims: int = 1
    dated: bool | None = None


@dataclass(frozen=True, slots=True)
class DisputeFilter:
    """Which disputes: every field given must hold.

    ``place`` is words of a name or a gazetteer id, of the disputed place or of the incident's; ``incident`` an incident's
    id; ``actor`` as in IncidentFilter; ``as_of`` the day by which two of its sides had been published.
    """

    kind: str | None = None
    place: str | None = None
    actor: str | None = None
    incident: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class JudgementFilter:
    """Which judgements: every field given must hold.

    ``by`` is who made it, ``about`` an id that is its subject or object. ``in_force`` leaves out what was superseded or is
    outweighed by another judgement of the same pair; ``waiting`` asks for the machine's "maybe" that is in force, and so
    waits for a person.
    """

    kind: str | None = None
    by: str | None = None
    about: str | None = None
    in_force: bool = False
    waiting: bool = False
