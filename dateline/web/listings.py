"""What the pages' contexts share: a page of rows, and a context as JSON.

A list's parameters are a ``PageParams``: ``page`` or ``after`` says where, ``params.offset`` and ``params.size`` are what
the store is asked with. ``list_page`` makes the listing and the token of the next page, ``listing_object`` gives the token
as ``next``, and ``json_reply`` sends it as a ``Link`` header too. A new list has all of it by using the three.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Generic, TypeVar

from dateline.errors import InvalidQuery
from dateline.records import Claim, Record
from dateline.store.base import Page, ReportRow, View
from dateline.web.params import PageParams

__all__ = ["Listing", "list_page", "listing_object", "plain", "reports_of"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of rows, and where it stands among all.

    ``next`` is the token of the page after it. If not ``is_exact``, there are more rows than ``total``.
    """

    rows: tuple[T, ...]
    total: int
    page: int
    pages: int
    size: int
    next: str | None = None
    is_exact: bool = True


def plain(value: Any) -> Any:
    """Return a context as what json.dumps takes; a listing's numbers stand beside its rows."""
    if isinstance(value, Record):
        return value.as_json()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def listing_object(rows: Listing[Any], name: str) -> dict[str, Any]:
    """Return a listing as JSON: its rows by their noun, its numbers beside them.

    ``next`` is the token of the next page, null on the last: given as ``after`` beside the same parameters it leads on.
    """
    numbers = {key: getattr(rows, key) for key in ("total", "is_exact", "page", "pages", "size", "next")}
    return {name: plain(rows.rows), **numbers}


def list_page(page: Page[T], params: PageParams) -> Listing[T]:
    """Return a page of the store as a listing. Raises: InvalidQuery, past the last page."""
    pages = max(1, -(-page.total // params.size))
    number = params.number
    if number > pages:
        raise InvalidQuery(f"page {number} of {pages}: there is no such page")
    following = params.token_of(number + 1) if number < pages else None
    return Listing(page.rows, page.total, number, pages, params.size, following, page.is_exact)


def reports_of(view: View, claims: Iterable[Claim]) -> dict[str, ReportRow]:
    """Return the reports of some claims, by id."""
    return view.get_reports({claim.report_id for claim in claims})
