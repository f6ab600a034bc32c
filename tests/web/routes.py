"""Every address of the archive of ``conftest``: what the tests of all routes walk over."""

from __future__ import annotations

from urllib.parse import quote

from dateline.store.base import ClaimFilter, Store

LISTS = (
    "/", "/reports", "/reports?current=false", "/claims", "/claims?q=bridge&kind=event&sort=-time", "/search",
    "/search?q=bridge", "/timeline", "/timeline?undated=true", "/timeline?since=2012&until=2012-05", "/actors",
    "/actors?name=courier&kind=organization", "/review", "/review?by=Ina+Marsh&kind=claim", "/api/docs",
)  # fmt: skip
DATA = (
    "/api/v1/info", "/api/v1/reports", "/api/v1/claims", "/api/v1/search?q=bridge", "/api/v1/search", "/api/v1/timeline",
    "/api/v1/actors", "/openapi.json", "/healthz",
)  # fmt: skip
FILES = ("/claims.csv", "/claims.json", "/claims.jsonl", "/claims.geojson")


def item_pages(store: Store) -> list[str]:
    """Return the address of every report, claim and name."""
    with store.view() as view:
        reports = [row.id for row in view.find_reports(current=False).rows]
        claims = [claim.id for claim in view.iter_claims(ClaimFilter(current=False))]
        actors = [row.key for row in view.find_actors().rows]
    assert reports and claims and actors
    return [
        *(f"/reports/{ident}" for ident in reports),
        *(f"/claims/{ident}" for ident in claims),
        *(f"/actors/{quote(key, safe='')}" for key in actors),
    ]


def item_data(store: Store) -> list[str]:
    """Return the address of every report, claim and name as JSON."""
    pages = item_pages(store)
    return [f"/api/v1{path}" for path in pages] + [
        f"/api/v1{path}/versions" for path in pages if path.startswith("/reports")
    ]
