"""Questions of places."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dateline.errors import NotFound
from dateline.name_keys import name_key
from dateline.store import place_sql
from dateline.store.asked_places import PlaceAsking, PlaceRow
from dateline.store.base import Page
from dateline.store.filters import check_page, is_storable, name_phrase, read_day
from dateline.store.review_view import ReviewView
from dateline.store.sql import AFTER_ANY_HOUR

__all__ = ["PlaceView"]

_POINT = ("place_id", "lat", "lon", "precision_km", "country")


class PlaceView(ReviewView, PlaceAsking):
    """Answers which places are told of, and of which it is told who holds them."""

    def find_places(
        self, *, name: str | None = None, located: bool | None = None, offset: int = 0, limit: int = 50
    ) -> Page[PlaceRow]:
        """Return places that claims name, the busiest first, of the thousand names that most claims use."""
        check_page(offset, limit)
        phrase = name_phrase("name", name) or ""
        owners: dict[str, list[Any]] = defaultdict(list)
        for row in self._run(place_sql.PLACES_NAMED, phrase=phrase):
            if located is None or located == (row.place_id is not None):
                owners[row.place_id or row.key].append(row)
        ordered = sorted(owners.items(), key=lambda item: -sum(row.claims for row in item[1]))
        places = [_place(key, rows, sum(row.claims for row in rows)) for key, rows in ordered[offset : offset + limit]]
        return Page(tuple(places), len(ordered), offset, limit)

    def get_place(self, key: str) -> PlaceRow:
        """Return the place of a gazetteer id or a name. Raises: NotFound."""
        if not is_storable(key):
            raise NotFound("place", key)
        if self._run(place_sql.PLACE_OF_ID, key=key).first() is not None:
            return self._place_of_id(key)
        row = self._run(place_sql.PLACE_OF_NAME, key=name_key(key)).first()
        if row is None:
            raise NotFound("place", key)
        if row.place_id is not None:
            return self._place_of_id(row.place_id)
        return _place(row.key, [row], self._count(place_sql.CLAIMS_NAMED.bindparams(id=row.id)))

    def find_held_places(self, *, as_of: str | None = None, offset: int = 0, limit: int = 50) -> Page[PlaceRow]:
        """Return the places with most claims of who holds them, among the newest of those."""
        check_page(offset, limit)
        owners: dict[str, list[Any]] = defaultdict(list)
        day = read_day("as_of", as_of)
        given = {} if day is None else {"day": day + AFTER_ANY_HOUR}
        for row in self._run(place_sql.held_places(as_of=day is not None), **given):
            owners[row.place_id or name_key(row.place)].append(row)
        counted = {key: sum(row.claims for row in rows) for key, rows in owners.items()}
        ordered = sorted(owners, key=lambda key: (-counted[key], key))
        places = [_held(key, owners[key], counted[key]) for key in ordered[offset : offset + limit]]
        return Page(tuple(places), len(ordered), offset, limit)

    def last_published(self) -> str | None:
        """Return when the newest report was published, None where no report has a day."""
        found = self._run(place_sql.LAST_PUBLISHED).scalar()
        return None if found is None else str(found)

    def _place_of_id(self, key: str) -> PlaceRow:
        row = self._run(place_sql.PLACE_OF_ID, key=key).one()
        names = tuple(form.place for form in self._run(place_sql.FORMS_AT, key=key))
        claims = self._count(place_sql.CLAIMS_AT.bindparams(key=key))
        return _row(key, names, row, claims=claims)


def _place(key: str, rows: list[Any], claims: int) -> PlaceRow:
    names = tuple(row.name for row in rows)
    return _row(key, names, rows[0], claims=claims)


def _held(key: str, rows: list[Any], claims: int) -> PlaceRow:
    forms = sorted(rows, key=lambda row: (-row.claims, row.place))
    newest = max(rows, key=lambda row: row.no)
    names = tuple(row.place for row in forms)
    return _row(key, names, newest, claims=claims)


def _row(key: str, names: tuple[str, ...], at: Any, *, claims: int) -> PlaceRow:
    point = {name: getattr(at, name) for name in _POINT}
    return PlaceRow(key=key, name=names[0], names=names, claims=claims, **point)
