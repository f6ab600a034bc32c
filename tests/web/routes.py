"""Every address of the archive of ``conftest``: what the tests of all routes walk over."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from dateline.store.base import ClaimFilter, DisputeFilter, IncidentFilter, Store

LISTS = (
    "/", "/reports", "/reports?current=false", "/claims", "/claims?q=bridge&kind=event&sort=-time", "/search",
    "/search?q=bridge", "/timeline", "/timeline?undated=true", "/timeline?since=2012&until=2012-05",
    "/timeline?lanes=actor&since=2012-05-04T06:00&until=2012-05-04T17:59", "/timeline/claims",
    "/timeline/claims?undated=true", "/timeline/claims?since=2012&until=2012-05", "/map",
    "/map?day=2012-05-04&days=7&place=Velm", "/actors",
    "/holdings", "/holdings?day=2012-05-04&place=Velm;Nowhere", "/places", "/places?point=without&q=gate",
    "/sources", "/sources?q=courier",
    "/incidents", "/incidents?as_of=2012-05&sort=-time", "/disputes", "/disputes?kind=number&as_of=2012-05",
    "/actors?name=courier&kind=organization", "/review", "/review?by=Ina+Marsh&kind=claim", "/add", "/api/docs",
)  # fmt: skip
DATA = (
    "/api/v1/info", "/api/v1/reports", "/api/v1/claims", "/api/v1/search?q=bridge", "/api/v1/search", "/api/v1/timeline",
    "/api/v1/actors", "/api/v1/map", "/api/v1/incidents", "/api/v1/disputes", "/api/v1/timeline/incidents",
    "/api/v1/holdings", "/api/v1/holdings?day=2012-05-04&place=Velm", "/api/v1/places", "/api/v1/sources",
    "/openapi.json", "/healthz",
)  # fmt: skip
FILES = (
    "/claims.csv", "/claims.json", "/claims.jsonl", "/claims.geojson",
    "/incidents.csv", "/incidents.jsonl", "/disputes.json", "/disputes.jsonl",
)  # fmt: skip


def item_pages(store: Store) -> list[str]:
    """Return the address of every report with its versions, of every claim, place, source, name, incident and dispute."""
    with store.view() as view:
        reports = [row.id for row in view.find_reports(current=False).rows]
        claims = [claim.id for claim in view.iter_claims(ClaimFilter(current=False))]
        actors = [row.key for row in view.find_actors().rows]
        sources = [row.key for row in view.find_actors(speaks=True).rows]
        places = [row.key for row in view.find_places().rows]
        incidents = [row.id for row in view.find_incidents(IncidentFilter()).rows]
        disputes = [row.id for row in view.find_disputes(DisputeFilter()).rows]
    assert reports and claims and actors and sources and places
    return [
        *(f"/reports/{ident}" for ident in reports),
        *(f"/reports/{ident}/versions" for ident in reports),
        *(f"/claims/{ident}" for ident in claims),
        *(f"/actors/{quote(key, safe='')}" for key in actors),
        *(f"/sources/{quote(key, safe='')}" for key in sources),
        *(f"/places/{quote(key, safe='')}" for key in places),
        *(f"/incidents/{ident}" for ident in incidents),
        *(f"/disputes/{ident}" for ident in disputes),
    ]


def sample(paths: Iterable[str], *, each: int = 3) -> list[str]:
    """Return the first addresses of every family of pages ("/reports/...")."""
    families: dict[str, list[str]] = {}
    for path in paths:
        _, family, _, *rest = path.split("/")
        families.setdefault("/".join((family, *rest[:1])) if family == "reports" else family, []).append(path)
    return [path for family in families.values() for path in family[:each]]


def item_data(store: Store) -> list[str]:
    """Return the address of every report, claim and name as JSON."""
    return [f"/api/v1{path}" for path in item_pages(store)]
