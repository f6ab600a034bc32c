"""What the pages' contexts share: a page of rows, and a context as JSON."""

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
    """One page of rows, and where it stands among all."""

    rows: tuple[T, ...]
    total: int
    page: int
    pages: int
    size: int


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
    """Return a listing as JSON: its rows by their noun, its numbers beside them."""
    numbers = {"total": rows.total, "page": rows.page, "pages": rows.pages, "size": rows.size}
    return {name: plain(rows.rows), **numbers}


def list_page(page: Page[T], params: PageParams) -> Listing[T]:
    """Return a page of the store as a listing. Raises: InvalidQuery, past the last page."""
    pages = max(1, -(-page.total // params.size))
    if params.page > pages:
        raise InvalidQuery(f"page {params.page} of {pages}: there is no such page")
    return Listing(page.rows, page.total, params.page, pages, params.size)


def reports_of(view: View, claims: Iterable[Claim]) -> dict[str, ReportRow]:
    """Return the reports of some claims, by id."""
    return {ident: view.get_report(ident) for ident in dict.fromkeys(claim.report_id for claim in claims)}
