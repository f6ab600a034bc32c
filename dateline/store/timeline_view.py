"""Questions of timelines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Literal, get_args

from dateline.errors import InvalidQuery
from dateline.store import timeline_sql
from dateline.store.asked_times import CountLane, CountUnit, IncidentCount, NamedIn, TimelineAsking
from dateline.store.base_rows import IncidentFilter
from dateline.store.filters import check_page, is_storable, read_day, read_incident_filter
from dateline.store.lists import as_list
from dateline.store.record_view import RecordView

__all__ = ["TimelineView"]


class TimelineView(RecordView, TimelineAsking):
    """Answers how many incidents there are when, and who is named in them."""

    def count_incidents(
        self, where: IncidentFilter, *, by: CountUnit, lanes: CountLane | None = None, most: int = 8
    ) -> tuple[IncidentCount, ...]:
        """Return how many incidents that fit lie where in time, by lanes if these are asked for. Raises: InvalidQuery."""
        for field, value, known in (("by", by, get_args(CountUnit)), ("lanes", lanes, (*get_args(CountLane), None))):
            if value not in known:
                raise InvalidQuery(f"{field}: {value!r} is none of {', '.join(filter(None, known))}")
        check_page(0, most)
        terms = read_incident_filter(where)
        names: dict[str, str] = {}
        if lanes is not None:
            found = self._run(timeline_sql.busiest_lanes(terms, lanes=lanes, most=most))
            names = {row.lane: row.name for row in found}
        rows = self._run(timeline_sql.spans_counted(terms, by=by, lanes=lanes, keys=tuple(names)))
        counts = [IncidentCount(row[0], names.get(row[0]), *row[1:]) for row in map(tuple, rows)]
        order = {lane: at for at, lane in enumerate(names)}
        return tuple(sorted(counts, key=lambda count: order.get(count.lane or "", len(order))))

    def names_in_incidents(
        self, ids: Collection[str], *, role: Literal["source", "actor"], as_of: str | None = None
    ) -> dict[str, tuple[NamedIn, ...]]:
        """Return on whose word the claims of incidents are, or who acts or is acted on. Raises: InvalidQuery."""
        statement = timeline_sql.names_in(role=role, as_of=read_day("as_of", as_of))
        found: dict[str, list[NamedIn]] = defaultdict(list)
        for row in self._run(statement, ids=as_list(ident for ident in ids if is_storable(ident))):
            found[row.id].append(NamedIn(row.key, row.name, row.claims))
        return {ident: tuple(named) for ident, named in found.items()}
