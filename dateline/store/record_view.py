"""Questions of the record: actors, incidents, disputes, copies, holdings and judgements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from dateline.judgements import Judgement
from dateline.name_keys import name_key
from dateline.reconcile.base import Told
from dateline.store import record_sql, sql, told_sql
from dateline.store.asking import AskingView
from dateline.store.base import ClaimFilter, Page, ReportRow
from dateline.store.base_rows import (
    ActorRow,
    DisputeFilter,
    DisputeRow,
    IncidentFilter,
    IncidentRow,
    JudgementFilter,
    KnownNode,
)
from dateline.store.candidates import known_nodes
from dateline.store.filters import (
    check_dispute_sort,
    check_incident_sort,
    check_kind,
    check_sort,
    is_storable,
    name_phrase,
    read_day,
    read_dispute_filter,
    read_filter,
    read_incident_filter,
    read_judgement_filter,
)
from dateline.store.lists import as_list
from dateline.store.record_rows import dispute_from_row, incident_from_row, judgement_from_row
from dateline.store.rows import report_from_row
from dateline.store.tolds import TOLD_COLUMNS, standing_tolds_of

__all__ = ["RecordView"]

_FEW_REPORTS = 300  # of so many the incidents are looked up (2026-11-23: 10 ms)


class RecordView(AskingView):
    """Answers what is assembled from judgements."""

    # of actors --------------------------------------------------------------------------------------

    def find_actors(
        self,
        *,
        name: str | None = None,
        kind: str | None = None,
        speaks: bool = False,
        offset: int = 0,
        limit: int = 50,
    ) -> Page[ActorRow]:
        """Return who speaks, acts or is acted on, the busiest first; ``name`` filters by words of any of the names."""
        phrase, kind = name_phrase("name", name), check_kind(kind)
        terms: dict[str, Any] = {"phrase": phrase, "kind": kind, "speaks": speaks}
        rows = self._page(record_sql.actor_rows(**terms), offset=offset, limit=limit)
        return Page(self._actors(rows), self._count(record_sql.actor_count(**terms)), offset, limit)

    def get_actor(self, key: str) -> ActorRow:
        """Return the actor of a node: its id, or any of its names in comparable form. Raises: NotFound."""
        (actor,) = self._actors([self._get(record_sql.actor_by_node(), noun="actor", node=key)])
        return actor

    def nodes_of_actor(self, key: str) -> tuple[KnownNode, ...]:
        """Return the nodes an actor is assembled from, the oldest first. Raises: NotFound."""
        actor = self._get(record_sql.actor_by_node(), noun="actor", node=key)
        numbers = sorted(self._run(record_sql.nodes_of_actor(), no=actor.no).scalars())
        return known_nodes(self._connection, numbers)

    def _actors(self, rows: Sequence[Row[Any]]) -> tuple[ActorRow, ...]:
        names: dict[int, list[str]] = defaultdict(list)
        for alias in self._run(record_sql.ALIASES, numbers=as_list(row.no for row in rows)):
            names[alias.actor].append(alias.name)
        found = []
        for row in rows:
            values = {name: value for name, value in row._mapping.items() if name != "no"}
            aliases = tuple(name for name in names[row.no] if name != row.name)
            found.append(ActorRow(**values, aliases=aliases))
        return tuple(found)

    # of claims and copies ---------------------------------------------------------------------------

    def iter_told(self, where: ClaimFilter, *, sort: str = "report") -> Iterator[Told]:
        """Yield every claim that fits a filter and that no person rejected, as corrected. Raises: InvalidQuery."""
        statement = sql.claim_rows(read_filter(where), sort=check_sort(sort)).add_columns(*TOLD_COLUMNS)
        return self._stream(statement, standing_tolds_of)

    def told_of_claims(self, claims: Collection[str]) -> dict[str, Told]:
        """Return those of some claims that are in the archive and that no person rejected, as corrected, by their ids."""
        asked = as_list(ident for ident in claims if is_storable(ident))
        tolds = standing_tolds_of(self._connection, self._run(told_sql.told_by_id(), ids=asked).all())
        return {told.claim.id: told for told in tolds}

    def copies_of(self, report_id: str) -> tuple[ReportRow, ...]:
        """Return all reports that are copies of one wire text with this one, itself included, the earliest first."""
        report = self.get_report(report_id)
        return tuple(report_from_row(row._mapping) for row in self._run(record_sql.copies_of(), id=report.id))

    def holdings_of_place(
        self, place: str, *, as_of: str | None = None, current: bool = True, newest: int | None = None
    ) -> list[Told]:
        """Return the claims of who holds a place (its gazetteer id or name), in the order of publishing."""
        name_phrase("place", place)  # refuses what can be no place
        statement = told_sql.told_of_place(current=current, as_of=read_day("as_of", as_of))
        if newest is not None:
            statement = told_sql.last_published(statement, newest)
        rows = self._run(statement, place=place, key=name_key(place)).all()
        rows = rows[::-1] if newest is not None else rows
        tolds = standing_tolds_of(self._connection, rows)
        return [t for t in tolds if t.claim.place_id == place or name_key(t.claim.place or "") == name_key(place)]

    # of incidents -----------------------------------------------------------------------------------

    def find_incidents(
        self, where: IncidentFilter, *, sort: str = "size", offset: int = 0, limit: int = 50
    ) -> Page[IncidentRow]:
        """Return incidents that fit a filter. ``sort`` is one of INCIDENT_SORTS. Raises: InvalidQuery."""
        terms = read_incident_filter(where)
        found = self._page(
            record_sql.incident_numbers(terms, sort=check_incident_sort(sort)), offset=offset, limit=limit
        )
        numbers = [row.no for row in found]
        rows = [incident_from_row(row._mapping) for row in self._in_order(record_sql.incidents_by_number(), numbers)]
        if terms.as_of is not None:
            rows = self._as_of(rows, numbers, terms.as_of)
        return Page(tuple(rows), self._count(record_sql.incident_count(terms)), offset, limit)

    def get_incident(self, incident_id: str) -> IncidentRow:
        """Return the incident of an id; the id of any of its claims will do. Raises: NotFound."""
        return incident_from_row(self._get(record_sql.incident_root(), noun="incident", id=incident_id)._mapping)

    def told_of_incident(self, incident_id: str, *, as_of: str | None = None, current: bool = True) -> list[Told]:
        """Return an incident's claims in the order of publishing. Raises: NotFound, InvalidQuery."""
        statement = told_sql.told_of_incident(current=current, as_of=read_day("as_of", as_of))
        root = self._get(record_sql.incident_root(), noun="incident", id=incident_id).no
        return standing_tolds_of(self._connection, self._run(statement, root=root).all())

    def _as_of(self, rows: Sequence[IncidentRow], numbers: Sequence[int], day: str) -> list[IncidentRow]:
        """Take from rows what was published later than a day; what cannot be counted without reading claims is None."""
        late = self._changed_after(rows, numbers, day)
        counts = {row.cluster: row for row in self._run(record_sql.incident_counts(as_of=day), numbers=as_list(late))}
        unknown = dict.fromkeys(("origins_low", "origins_high", "killed_low", "killed_high", "disputes"))
        found = []
        for row, no in zip(rows, numbers, strict=True):
            then = counts.get(no)
            now = (row.claims, (row.last_published or "")[:10])
            if no not in late or (then is not None and (then.claims, then.last_published) == now):
                found.append(row)
                continue
            known = (
                {"claims": 0, "reports": 0}
                if then is None
                else {k: v for k, v in then._mapping.items() if k != "cluster"}
            )
            found.append(replace(row, **known, **unknown, whole=False))  # type: ignore[arg-type]
        return found

    def _changed_after(self, rows: Sequence[IncidentRow], numbers: Sequence[int], day: str) -> set[int]:
        """Return which incidents may have been others by the end of a day: whose claims must be counted."""
        end = day + sql.AFTER_ANY_HOUR
        reports = self._run(record_sql.REPORTS_OTHER_THEN, day=end, limit=_FEW_REPORTS + 1).scalars().all()
        if len(reports) > _FEW_REPORTS:
            return set(numbers)
        late = {no for row, no in zip(rows, numbers, strict=True) if (row.last_published or end) >= end}
        others = self._run(record_sql.INCIDENTS_OF_REPORTS, reports=as_list(reports)).scalars()
        return late | (set(others) & set(numbers))

    # of disputes and judgements ---------------------------------------------------------------------

    def find_disputes(
        self, where: DisputeFilter, *, sort: str = "size", offset: int = 0, limit: int = 50
    ) -> Page[DisputeRow]:
        """Return disputes that fit a filter, the largest or those that changed last first. Raises: InvalidQuery."""
        terms, order = read_dispute_filter(where), check_dispute_sort(sort)
        rows = self._page(record_sql.dispute_rows(terms, sort=order), offset=offset, limit=limit)
        total = self._count(record_sql.dispute_count(terms))
        return Page(tuple(dispute_from_row(row._mapping) for row in rows), total, offset, limit)

    def get_dispute(self, dispute_id: str) -> DisputeRow:
        """Return one dispute. Raises: NotFound."""
        return dispute_from_row(self._get(record_sql.dispute_by_id(), noun="dispute", id=dispute_id)._mapping)

    def find_judgements(self, where: JudgementFilter, *, offset: int = 0, limit: int = 50) -> Page[Judgement]:
        """Return judgements that fit a filter, latest first; those that wait for a person likeliest first."""
        terms = read_judgement_filter(where)
        asked, counted = (
            (record_sql.waiting_rows, record_sql.waiting_count)
            if where.waiting
            else (record_sql.judgement_rows, record_sql.judgement_count)
        )
        rows = self._page(asked(terms), offset=offset, limit=limit)
        return Page(tuple(judgement_from_row(row._mapping) for row in rows), self._count(counted(terms)), offset, limit)
