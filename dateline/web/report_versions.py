"""A report's versions: what each says otherwise than the one before, claim by claim and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from dateline.reconcile.versions import Change, compare_versions
from dateline.records import Claim
from dateline.store.base import ClaimFilter, Page, ReportRow, Store, View
from dateline.web.listings import Listing, list_page, listing_object, plain
from dateline.web.params import PageParams
from dateline.web.render import render
from dateline.web.replies import html_reply
from dateline.web.text_changes import Passage, compare_texts

__all__ = [
    "Revision",
    "RevisionObject",
    "VersionsContext",
    "VersionsParams",
    "load_versions",
    "revisions_around",
    "versions_object",
    "versions_router",
]

# claims of one version times those of the other: more are not paired, for somebody waits
MOST_PAIRS = 60_000


class VersionsParams(PageParams):
    """Which of a report's revisions, the newest first."""

    size: int = Field(5, ge=1, le=20, description="revisions a page")


@dataclass(frozen=True, slots=True)
class Revision:
    """From one version to the next: what changed in its claims and in its words; None where there is too much to compare."""

    before: ReportRow
    after: ReportRow
    changes: tuple[Change, ...] | None
    passages: tuple[Passage, ...] | None = None


@dataclass(frozen=True, slots=True)
class RevisionObject:
    """A revision as JSON: ``before`` and ``after`` are ids of versions; null where there is too much to compare."""

    before: str
    after: str
    changes: tuple[Change, ...] | None
    passages: tuple[Passage, ...] | None


@dataclass(frozen=True, slots=True)
class VersionsContext:
    """A report with all versions at its address, oldest first, and a page of its revisions, newest first."""

    report: ReportRow
    versions: tuple[ReportRow, ...]
    revisions: Listing[Revision]


def load_versions(view: View, report_id: str, params: VersionsParams) -> VersionsContext:
    """Return a report's versions and what each changed. Raises: NotFound, InvalidQuery."""
    report, versions = view.get_report(report_id), view.find_versions(report_id)
    steps = list(pairwise(versions))[::-1]
    shown = steps[params.offset : params.offset + params.size]
    revisions = tuple(load_revision(view, before, after) for before, after in shown)
    page = Page(revisions, len(steps), params.offset, params.size)
    return VersionsContext(report, versions, list_page(page, params))


def load_revision(view: View, before: ReportRow, after: ReportRow) -> Revision:
    """Return what changed from one version to the next, its words included."""
    old, new = (str(view.get_reading(row.id)["report"]["text"]) for row in (before, after))
    return Revision(before, after, changes_between(view, before, after), compare_texts(old, new))


def revisions_around(view: View, report: ReportRow, versions: Sequence[ReportRow]) -> tuple[Revision, ...]:
    """Return how a version came from the one before it and went over into the one after it, claims only."""
    at = next((index for index, row in enumerate(versions) if row.id == report.id), 0)
    beside = versions[max(at - 1, 0) : at + 2]
    return tuple(Revision(a, b, changes_between(view, a, b)) for a, b in pairwise(beside))


def changes_between(view: View, before: ReportRow, after: ReportRow) -> tuple[Change, ...] | None:
    """Return how the claims of two versions differ; None where they are too many to pair."""
    if before.claims * after.claims > MOST_PAIRS:
        return None
    return compare_versions(claims_of_report(view, before.id), claims_of_report(view, after.id))


def claims_of_report(view: View, report_id: str) -> list[Claim]:
    """Return the claims of one version, whether it stands or not."""
    return list(view.iter_claims(ClaimFilter(report=report_id, current=False)))


def versions_object(found: VersionsContext) -> dict[str, Any]:
    """Return versions and revisions as JSON."""
    at = found.revisions
    rows = tuple(RevisionObject(r.before.id, r.after.id, r.changes, r.passages) for r in at.rows)
    listed = Listing(rows, at.total, at.page, at.pages, at.size, at.next)
    return {"versions": plain(found.versions), **listing_object(listed, "revisions")}


def versions_router(store: Store) -> APIRouter:
    """Return the page of a report's versions."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/reports/{report_id}/versions", methods=["GET", "HEAD"])
    def versions_page(request: Request, report_id: str, params: Annotated[VersionsParams, Query()]) -> Response:
        with store.view() as view:
            found = load_versions(view, report_id, params)
        chosen = {"path": request.url.path, "chosen": params.chosen(), "params": params}
        return html_reply(request, render("versions.html", nav="reports", c=found, **chosen))

    return router
