"""Feeds of what is new in the archive: claims under any filter of the page of claims, and disputes.

"New" is what was added last, whenever it was published: an old report that comes in late is news to who follows a name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from dateline.export.base import caption
from dateline.reconcile.disputes import DISPUTE_KINDS
from dateline.records import Claim
from dateline.store.base import DisputeFilter, DisputeRow, ReportRow, Store, View
from dateline.web.atom import ATOM_TYPE, Entry, Feed, atom_xml, tag_uri
from dateline.web.labels import day_label, time_label
from dateline.web.listings import reports_of
from dateline.web.params import MAX_SIZE, ClaimFilterParams, Day, Params, Words, one_of
from dateline.web.render import segment
from dateline.web.replies import tagged

__all__ = ["ClaimFeedParams", "DisputeFeedParams", "feeds_router", "load_claim_feed", "load_dispute_feed"]

METHODS = ["GET"]
TITLE_CHARACTERS = 160


class ClaimFeedParams(ClaimFilterParams):
    """Which claims, and how many of them."""

    size: int = Field(50, ge=1, le=MAX_SIZE, description="entries")


class DisputeFeedParams(Params):
    """Which disputes, and how many of them."""

    kind: Annotated[str | None, one_of(*DISPUTE_KINDS)] = Field(None, description=", ".join(DISPUTE_KINDS))
    place: Words = Field(None, description="a place's name or gazetteer id")
    actor: Words = Field(None, description="an actor or target")
    incident: Words = Field(None, description="an incident's id")
    as_of: Day | None = Field(None, description="as known on a day: only what had been published by then")
    size: int = Field(20, ge=1, le=MAX_SIZE, description="entries")

    def where(self) -> DisputeFilter:
        """Return the filter."""
        return DisputeFilter(self.kind, self.place, self.actor, self.incident, self.as_of)


def feeds_router(store: Store) -> APIRouter:
    """Return the feeds of an archive."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/feeds/claims.atom", methods=METHODS)
    def claims(request: Request, params: Annotated[ClaimFeedParams, Query()]) -> Response:
        with store.view() as view:
            feed = load_claim_feed(view, params, base=str(request.base_url))
        return tagged(request, atom_xml(feed), media_type=ATOM_TYPE)

    @router.api_route("/feeds/disputes.atom", methods=METHODS)
    def disputes(request: Request, params: Annotated[DisputeFeedParams, Query()]) -> Response:
        with store.view() as view:
            feed = load_dispute_feed(view, params, base=str(request.base_url))
        return tagged(request, atom_xml(feed), media_type=ATOM_TYPE)

    return router


def make_feed(noun: str, params: Params, entries: Iterable[Entry], *, base: str) -> Feed:
    """Return a feed whose title and id say what was asked."""
    chosen = {name: value for name, value in params.chosen().items() if name != "size"}
    query = urlencode(sorted(chosen.items()))
    about = ", ".join(f"{'words' if name == 'q' else name} {value}" for name, value in chosen.items())
    return Feed(
        id=tag_uri(f"{noun}?{query}" if query else noun),
        title=f"Dateline: new {noun}{f', {about}' if about else ''}",
        url=f"{base}feeds/{noun}.atom?{query}" if query else f"{base}feeds/{noun}.atom",
        page=f"{base}{noun}?{query}" if query else f"{base}{noun}",
        entries=tuple(entries),
    )


# claims ---------------------------------------------------------------------------------------------


def load_claim_feed(view: View, params: ClaimFeedParams, *, base: str) -> Feed:
    """Return the claims that fit, those added last first. Raises: InvalidQuery."""
    found = view.find_claims(params.where(), sort="-report", limit=params.size).rows
    reports = reports_of(view, found)
    return make_feed(
        "claims", params, (claim_entry(claim, reports[claim.report_id], base=base) for claim in found), base=base
    )


def claim_entry(claim: Claim, report: ReportRow, *, base: str) -> Entry:
    """Return a claim as an entry: its author is its source, for it is on his word."""
    return Entry(
        id=tag_uri(f"claim/{segment(claim.id)}"),
        title=shortened(caption(claim)),
        updated=report.added,
        author=claim.source,
        url=f"{base}claims/{segment(claim.id)}",
        summary="\n".join(claim_facts(claim, report)),
        categories=tuple(value for value in (claim.kind, claim.type, claim.stance) if value),
    )


def claim_facts(claim: Claim, report: ReportRow) -> Iterable[str]:
    """Yield what a claim says, a line a fact."""
    yield f"“{' '.join(claim.text.split())}”"
    facts = {
        "Who": ", ".join(claim.actors),
        "To whom": ", ".join(claim.targets),
        "How many": "; ".join(claim.counts),
        "Where": claim.place,
        "When": time_label(claim.time_text, claim.earliest, claim.latest),
    }
    yield from (f"{name}: {value}" for name, value in facts.items() if value)
    known = (report.title, report.outlet or report.agency, day_label(report.published))
    yield f"In {', '.join(value for value in known if value) or 'a report without a title'}"


# disputes -------------------------------------------------------------------------------------------


def load_dispute_feed(view: View, params: DisputeFeedParams, *, base: str) -> Feed:
    """Return the disputes that fit, those that were made or grew last first. Raises: InvalidQuery."""
    found = view.find_disputes(params.where(), sort="latest", limit=params.size).rows
    return make_feed("disputes", params, (dispute_entry(view, row, base=base) for row in found), base=base)


def dispute_entry(view: View, row: DisputeRow, *, base: str) -> Entry:
    """Return a dispute as an entry; it is new again when a claim was added to it."""
    sides = json.loads(row.body)["sides"]
    claims = [view.get_claim(ident) for ident in {step["claim"] for side in sides for step in side["steps"]}]
    added = [report.added for report in reports_of(view, claims).values()]
    at = view.get_incident(row.incident).title if row.incident else row.place
    told = [f"{side['value']}: {', '.join(side['origins'])}" for side in sides]
    return Entry(
        id=tag_uri(f"dispute/{segment(row.id)}"),
        title=shortened(f"{at or 'A place without a name'}: {row.about}"),
        updated=max(added),
        author=", ".join(dict.fromkeys(origin for side in sides for origin in side["origins"])),
        url=f"{base}disputes/{segment(row.id)}",
        summary="\n".join(told),
        categories=(row.kind,),
    )


def shortened(text: str) -> str:
    """Return a text cut at a word so that it can be a title.

    >>> shortened("a b")
    'a b'
    """
    if len(text) <= TITLE_CHARACTERS:
        return text
    return text[:TITLE_CHARACTERS].rpartition(" ")[0] + " …"
