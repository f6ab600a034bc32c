"""Questions of claims: pages of them, how many there are, and what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from dateline.records import Claim
from dateline.store import claim_numbers, facet_sql, schema, sql
from dateline.store.base import ClaimFilter, FacetCounts, Page
from dateline.store.claim_counts import counted_claims
from dateline.store.filters import Terms, check_page, check_sort, read_filter
from dateline.store.found import Found
from dateline.store.lists import as_list
from dateline.store.review_view import ReviewView
from dateline.store.rows import claim_from_row

__all__ = ["ClaimsView"]

_MANY = 1_000  # of so many claims a page is found from the newest reports on, without sorting all (2026-11-23)
_MOST_DATED = 4_000  # claims whose month is looked up: each is a row to be read (2026-11-23: 20 ms)
_DENSE = 100_000  # to sort so many claims takes longer than to try them until a page is full (2026-11-23)
_FEW_OF_DAYS = 400_000  # claims in a range of days that are sorted sooner than the first of them is met in order
_KEPT_FOUND = 4  # filters whose claims a view remembers: a page asks for the same ones several times


class ClaimsView(ReviewView):
    """Answers questions of claims. What a filter found is kept, since a view sees nothing of what changes."""

    def get_claim(self, claim_id: str) -> Claim:
        """Return one claim. Raises: NotFound."""
        return claim_from_row(self._get(sql.claim_by_id(), noun="claim", id=claim_id)._mapping)

    def find_claims(
        self, where: ClaimFilter, *, sort: str = "report", offset: int = 0, limit: int = 50, count_to: int | None = None
    ) -> Page[Claim]:
        """Return claims that fit a filter.

        ``report`` is the order of adding, then of the text, ``-report`` the newest first; ties under other sorts are in
        the order of adding too.

        Raises:
            InvalidQuery: a filter value, the sort or the full-text query cannot be understood.
        """
        terms, order = read_filter(where), check_sort(sort)
        check_page(offset, limit)
        total, is_exact = self.count_claims(where, count_to=count_to)
        found = self._remembered.get((terms, count_to))
        if found is not None and found.is_whole:
            numbers = self._in_order_of(found, order)[offset : offset + limit]
        elif total:
            numbers = self._numbers(terms, order, total=total, offset=offset, limit=limit)
        else:
            numbers = []
        rows = self._in_order(sql.claims_by_number(), numbers)
        return Page(tuple(claim_from_row(row._mapping) for row in rows), total, offset, limit, is_exact)

    def count_claims(self, where: ClaimFilter, *, count_to: int | None = None) -> tuple[int, bool]:
        """Return how many claims fit a filter, and whether that is all of them. Raises: InvalidQuery."""
        terms = read_filter(where)
        if count_to is None or terms.is_counted:
            return self._total(terms), True
        found = self._found(terms, count_to)
        return len(found.rows), found.is_whole

    def iter_claims(self, where: ClaimFilter, *, sort: str = "report") -> Iterator[Claim]:
        """Yield every claim that fits a filter, without holding them all in memory. Raises: InvalidQuery."""
        statement = sql.claim_rows(read_filter(where), sort=check_sort(sort))
        return self._stream(statement, _claims_of)

    def facets(self, where: ClaimFilter, field: facet_sql.Facet, *, limit: int = 20) -> tuple[tuple[str, int], ...]:
        """Return the commonest values of a field among the claims that fit a filter, with their counts.

        ``source`` counts whose own word a claim is, not who passes it on; ``actor`` both who acts and who is acted on.
        """
        return self._exact_facet(read_filter(where), field, limit=limit)

    def facets_of(
        self, where: ClaimFilter, fields: Sequence[facet_sql.Facet], *, count_to: int, limit: int = 20
    ) -> tuple[FacetCounts, ...]:
        """Return the commonest values of fields, counted in ``count_to`` of the claims at most where counts are not kept."""
        terms = read_filter(where)
        kept = [field for field in fields if facet_sql.is_kept(terms, field)]
        counts = {field: FacetCounts(field, self._exact_facet(terms, field, limit=limit), None) for field in kept}
        others = [field for field in fields if field not in counts]
        if others:
            found = self._found(terms, count_to)
            among = None if found.is_whole else len(found.rows)
            values = self._values_among(found, others, limit=limit)
            counts |= {field: FacetCounts(field, values[field], among) for field in others}
        return tuple(counts[field] for field in fields)

    def months_of_claims(self, where: ClaimFilter, *, count_to: int = 10_000) -> FacetCounts:
        """Return the months in which claims that fit lie whole, the earliest first, with their counts."""
        terms, most = read_filter(where), min(count_to, _MOST_DATED)
        if terms.is_counted:
            is_whole = self._total(terms) <= most
            rows = self._run(facet_sql.claim_months(terms, count_to=most))
        else:
            found = self._found(terms, count_to)
            is_whole = found.is_whole and len(found.rows) <= most
            rows = self._run(facet_sql.MONTHS_IN, numbers=as_list(row.no for row in found.rows[:most]))
        values = tuple((str(month), int(count)) for month, count in map(tuple, rows))
        return FacetCounts("month", values, None if is_whole else most)

    # how claims are found and counted ---------------------------------------------------------------

    def _numbers(self, terms: Terms, sort: str, *, total: int, offset: int, limit: int) -> list[int]:
        many = total >= _MANY
        dense = few_days = False
        if many and terms.match is not None and "*" not in terms.match:
            dense = self._count(claim_numbers.words_counted(terms.match, most=_DENSE)) >= _DENSE
        if many and sort in ("time", "-time") and (terms.source or terms.actor):
            dense = self._count(claim_numbers.names_counted(terms, most=_DENSE)) >= _DENSE
        if many and (terms.first_day or terms.last_day) and terms.asks_only("first_day", "last_day", "dated"):
            few_days = self._count(claim_numbers.days_counted(terms, most=_FEW_OF_DAYS)) < _FEW_OF_DAYS
        ordered = claim_numbers.claim_numbers(terms, sort=sort, many=many, dense=dense, few_days=few_days)
        return [row.no for row in self._page(ordered, offset=offset, limit=limit)]

    def _total(self, terms: Terms) -> int:
        return self._count(counted_claims(terms) if terms.is_counted else sql.claim_count(terms))

    def _found(self, terms: Terms, most: int) -> Found:
        """Return claims that fit, ``most`` of them at most: of many those of the newest reports, where that is quick."""
        known = self._remembered.get((terms, most))
        if known is None:
            by_others = terms.equal or terms.first_day or terms.last_day
            many = self._total(terms) > most if terms.is_counted else not by_others
            rows = self._page(claim_numbers.claims_found(terms, many=many), offset=0, limit=most + 1)
            known = Found(rows[:most], is_whole=len(rows) <= most)
            while len(self._remembered) >= _KEPT_FOUND:
                self._remembered.pop(next(iter(self._remembered)))
            self._remembered[terms, most] = known
        return known

    def _in_order_of(self, found: Found, sort: str) -> list[int]:
        return found.in_order(sort, published_of=self._published_of, moments_of=self._moments_of)

    def _moments_of(self, claims: set[int]) -> Mapping[int, str | None]:
        return {row.no: row.moment for row in self._run(claim_numbers.MOMENTS, numbers=as_list(claims))}

    def _published_of(self, reports: set[int]) -> Mapping[int, str | None]:
        return {row.no: row.published for row in self._run(claim_numbers.PUBLISHED, numbers=as_list(reports))}

    def _exact_facet(self, terms: Terms, field: str, *, limit: int) -> tuple[tuple[str, int], ...]:
        rows = self._page(facet_sql.claim_facet(terms, field), offset=0, limit=limit)
        return tuple((str(value), int(count)) for value, count in map(tuple, rows))

    def _values_among(
        self, found: Found, fields: Sequence[str], *, limit: int
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        counted = {
            field: _commonest(Counter(getattr(row, field) for row in found.rows), limit)
            for field in fields
            if field in ("type", "stance", "status")
        }
        if "outlet" in fields:
            rows = self._run(facet_sql.OUTLETS_OF, reports=as_list(row.report_no for row in found.rows)).all()
            counted["outlet"] = tuple((row.value, row.uses) for row in rows[:limit])
        if set(fields) & facet_sql.NAME_FACETS.keys():
            counted |= self._names_among([row.no for row in found.rows], limit=limit)
        return counted

    def _names_among(self, numbers: Sequence[int], *, limit: int) -> dict[str, tuple[tuple[str, int], ...]]:
        by_field: dict[str, list[Row[Any]]] = {field: [] for field in facet_sql.NAME_FACETS}
        for row in self._run(facet_sql.NAMES_IN, numbers=as_list(numbers)):
            by_field[row.field].append(row)
        counted = {}
        for field, rows in by_field.items():
            least = sorted((row.uses for row in rows), reverse=True)[:limit][-1:]
            uses = {row.name_id: row.uses for row in rows if row.uses >= least[0]}
            names = schema.names.c
            shown = self._run(
                select(names.id, names.name, names.key).where(names.id.in_(sql.listed("ids"))), ids=as_list(uses)
            )
            ordered = sorted(shown, key=lambda name: (-uses[name.id], name.key))
            counted[field] = tuple((name.name, uses[name.id]) for name in ordered[:limit])
        return counted


def _commonest(values: Counter[str | None], limit: int) -> tuple[tuple[str, int], ...]:
    known = [(value, uses) for value, uses in values.items() if value is not None]
    return tuple(sorted(known, key=lambda pair: (-pair[1], pair[0]))[:limit])


def _claims_of(_connection: Connection, rows: Sequence[Row[Any]]) -> list[Claim]:
    return [claim_from_row(row._mapping) for row in rows]
