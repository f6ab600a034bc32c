"""What a ClaimFilter asks, checked and in the archive's own terms."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import InvalidQuery
from dateline.judgements import JUDGEMENT_KINDS
from dateline.name_keys import name_key
from dateline.store.base import SORTS, ClaimFilter
from dateline.store.base_rows import DISPUTE_SORTS, INCIDENT_SORTS, DisputeFilter, IncidentFilter, JudgementFilter
from dateline.store.days import day_range, query_days
from dateline.store.query import parse_query
from dateline.vocabulary import ENTITY_KINDS, EVENT_STATUSES, EVENT_TYPES, HOLDING_STATES, STANCES

__all__ = [
    "CLAIM_KINDS",
    "MAX_ROWS",
    "DisputeTerms",
    "IncidentTerms",
    "JudgementTerms",
    "Terms",
    "check_dispute_sort",
    "check_incident_sort",
    "check_kind",
    "check_page",
    "check_sort",
    "is_storable",
    "name_phrase",
    "read_day",
    "read_dispute_filter",
    "read_filter",
    "read_incident_filter",
    "read_judgement_filter",
]

CLAIM_KINDS = ("statement", "event", "holding")
MAX_ROWS = 1_000_000
_MAX_NAME_CHARACTERS = 300

_ALLOWED = {
    "kind": CLAIM_KINDS,
    "type": (*EVENT_TYPES, *HOLDING_STATES),
    "stance": STANCES,
    "status": EVENT_STATUSES,
}


@dataclass(frozen=True, slots=True)
class Terms:
    """A ClaimFilter that can be asked: phrases are " word word ", ``equal`` holds columns that must have a value."""

    equal: tuple[tuple[str, str], ...]
    source: str | None
    actor: str | None
    place: str | None
    place_id: str | None
    outlet: str | None
    report: str | None
    first_day: str | None
    last_day: str | None
    match: str | None
    current: bool
    as_of: str | None
    incident: str | None
    dated: bool | None = None

    @property
    def is_of_reports(self) -> bool:
        """Do all claims of a report fit, or none?"""
        return not self.equal and self.dated is None and self._asks_no_more_of_claims

    @property
    def is_simple(self) -> bool:
        """Do only columns of a claim that have a value count, whether it has a time, its report's outlet, and when that stood?"""
        return self.report is None and self._asks_no_more_of_claims

    @property
    def goes_by_report(self) -> bool:
        """Can the claims that fit be told from each report, its claims and their days alone?"""
        asked = self.source, self.actor, self.place, self.match, self.incident, self.report
        return not any(asked)

    def asks_only(self, *fields: str) -> bool:
        """Is nothing asked for but these fields, of reports that stand or of all?"""
        possible = (
            "equal",
            "source",
            "actor",
            "place",
            "outlet",
            "report",
            "first_day",
            "last_day",
            "match",
            "as_of",
            "incident",
        )
        asked = {name for name in possible if getattr(self, name)} | ({"dated"} if self.dated is not None else set())
        return bool(asked) and asked <= set(fields)

    @property
    def is_counted(self) -> bool:
        """Is it kept how many claims fit?"""
        return self.is_simple and self.as_of is None

    @property
    def _asks_no_more_of_claims(self) -> bool:
        days = self.first_day, self.last_day
        return not any((self.source, self.actor, self.place, *days, self.match, self.incident))


def read_filter(where: ClaimFilter) -> Terms:
    """Return a filter's terms.

    Raises:
        InvalidQuery: a field has a value that no claim can have, or that cannot be understood.
    """
    first, last = query_days(where.since, where.until)
    return Terms(
        equal=tuple(_read_values(where)),
        source=name_phrase("source", where.source),
        actor=name_phrase("actor", where.actor),
        place=name_phrase("place", where.place),
        place_id=where.place,
        outlet=name_phrase("outlet", where.outlet),
        report=_check_text("report", where.report),
        first_day=first,
        last_day=last,
        match=None if where.text is None else parse_query(where.text),
        current=where.current,
        as_of=read_day("as_of", where.as_of),
        incident=_check_text("incident", where.incident),
        dated=where.dated,
    )


@dataclass(frozen=True, slots=True)
class IncidentTerms:
    """An IncidentFilter that can be asked."""

    type: str | None
    place: str | None
    place_id: str | None
    actor: str | None
    first_day: str | None
    last_day: str | None
    match: str | None
    as_of: str | None
    min_claims: int
    dated: bool | None


def read_incident_filter(where: IncidentFilter) -> IncidentTerms:
    """Return a filter's terms. Raises: InvalidQuery."""
    first, last = query_days(where.since, where.until)
    return IncidentTerms(
        type=None if where.type is None else _one_of("type", where.type, EVENT_TYPES),
        place=name_phrase("place", where.place),
        place_id=where.place,
        actor=name_phrase("actor", where.actor),
        first_day=first,
        last_day=last,
        match=None if where.text is None else parse_query(where.text),
        as_of=read_day("as_of", where.as_of),
        min_claims=where.min_claims,
        dated=where.dated,
    )


@dataclass(frozen=True, slots=True)
class DisputeTerms:
    """A DisputeFilter that can be asked."""

    kind: str | None
    place: str | None
    place_id: str | None
    actor: str | None
    incident: str | None
    as_of: str | None


def read_dispute_filter(where: DisputeFilter) -> DisputeTerms:
    """Return a filter's terms. Raises: InvalidQuery."""
    return DisputeTerms(
        kind=_check_text("kind", where.kind),
        place=name_phrase("place", where.place),
        place_id=where.place,
        actor=name_phrase("actor", where.actor),
        incident=_check_text("incident", where.incident),
        as_of=read_day("as_of", where.as_of),
    )


@dataclass(frozen=True, slots=True)
class JudgementTerms:
    """A JudgementFilter that can be asked."""

    kind: str | None
    by: str | None
    about: str | None
    in_force: bool

    @property
    def is_of_kind(self) -> bool:
        """Does nothing but the kind decide?"""
        return self.by is None and self.about is None


def read_judgement_filter(where: JudgementFilter) -> JudgementTerms:
    """Return a filter's terms. Raises: InvalidQuery."""
    return JudgementTerms(
        kind=None if where.kind is None else _one_of("kind", where.kind, JUDGEMENT_KINDS),
        by=_check_text("by", where.by),
        about=_check_text("about", where.about),
        in_force=where.in_force,
    )


def read_day(field: str, value: str | None) -> str | None:
    """Return the last day of an ISO day, month or year. Raises: InvalidQuery: it is none of these."""
    if value is None:
        return None
    days = day_range(value)
    if days is None:
        raise InvalidQuery(f"{field}: {value!r} is no day; write 2001, 2001-11 or 2001-11-07")
    return days[1]


def name_phrase(field: str, value: str | None) -> str | None:
    """Return the words of a name with a space at both ends, to be found in " " + key + " "; None for None."""
    if _check_text(field, value) is None or value is None:
        return None
    if len(value) > _MAX_NAME_CHARACTERS:
        raise InvalidQuery(f"{field}: {len(value):,} characters; {_MAX_NAME_CHARACTERS} are allowed")
    key = name_key(value)
    if not key:
        raise InvalidQuery(f"{field}: the name is empty")
    return f" {key} "


def check_kind(kind: str | None) -> str | None:
    """Return an entity's kind. Raises: InvalidQuery: there is none such."""
    return None if kind is None else _one_of("kind", kind, ENTITY_KINDS)


def check_sort(sort: str) -> str:
    """Return a sort. Raises: InvalidQuery: there is none such."""
    return _one_of("sort", sort, SORTS)


def check_incident_sort(sort: str) -> str:
    """Return a sort of incidents. Raises: InvalidQuery: there is none such."""
    return _one_of("sort", sort, INCIDENT_SORTS)


def check_dispute_sort(sort: str) -> str:
    """Return a sort of disputes. Raises: InvalidQuery: there is none such."""
    return _one_of("sort", sort, DISPUTE_SORTS)


def check_page(offset: int, limit: int) -> None:
    """Refuse rows that cannot be counted out. Raises: InvalidQuery."""
    if not 0 <= offset <= 2**53:
        raise InvalidQuery(f"offset: {offset} is not 0 or more")
    if not 1 <= limit <= MAX_ROWS:
        raise InvalidQuery(f"limit: {limit} is not from 1 to {MAX_ROWS:,}")


def is_storable(value: str) -> bool:
    """Can a text be in the archive at all? One with a lone surrogate cannot."""
    return not any("\ud800" <= ch <= "\udfff" for ch in value)


def _read_values(where: ClaimFilter) -> list[tuple[str, str]]:
    given = ((field, getattr(where, field), allowed) for field, allowed in _ALLOWED.items())
    return [(field, _one_of(field, value, allowed)) for field, value, allowed in given if value is not None]


def _one_of(field: str, value: str, allowed: tuple[str, ...]) -> str:
    by_case = {name.casefold(): name for name in allowed}
    if value.casefold() not in by_case:
        raise InvalidQuery(f"{field}: {value!r} is none of {', '.join(allowed)}")
    return by_case[value.casefold()]


def _check_text(field: str, value: str | None) -> str | None:
    if value is not None and not is_storable(value):
        raise InvalidQuery(f"{field}: a lone surrogate, which is half a character")
    return value
