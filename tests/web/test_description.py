"""``/openapi.json`` is true: what every endpoint answers, and every example, fits the schema that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_type_hints

import jsonschema_rs
import pytest
from fastapi.routing import APIRoute

from dateline.store import Store
from dateline.store.base import IncidentFilter
from dateline.web.app import create_app
from dateline.web.description import joined, parted
from tests.web.client import Client
from tests.web.routes import item_data, sample

EACH = 6  # addresses of a family that are asked
JSON = "application/json"
# of lists and of single things: everything is asked as of a day, in every order, on its first page and past it
SINCE, UNTIL = "since=2001-11-10", "until=2001-12"
VARIANTS: dict[str, tuple[str, ...]] = {
    "/api/v1/reports": ("current=false&size=1", "page=2&size=5"),
    "/api/v1/search": ("q=city&size=2", "q=city&page=2&size=2"),
    "/api/v1/claims": (f"sort=-time&{SINCE}&{UNTIL}", "kind=holding", "stance=denies&as_of=2001-11-28&size=3"),
    "/api/v1/timeline": ("undated=true", f"{SINCE}&size=3"),
    "/api/v1/timeline/incidents": ("undated=true", f"lanes=actor&{SINCE}T06:00&{UNTIL}", "lanes=type&as_of=2001-11-25"),
    "/api/v1/actors": ("kind=person", "name=the&page=2&size=1"),
    "/api/v1/incidents": ("sort=killed&size=200", f"as_of=2001-11-26&{SINCE}", "type=OTHER&sort=-time"),
    "/api/v1/disputes": ("kind=holder", "kind=number&as_of=2001-11-28", "size=1"),
    "/api/v1/holdings": ("day=2001-11-20&place=Kunduz;Nowhere", "day=1999&size=40", "page=2&size=3"),
    "/api/v1/places": ("point=without", "q=a&size=1"),
    "/api/v1/sources": ("kind=group", "q=press"),
    "/api/v1/map": ("type=ASSAULT", f"{SINCE}&as_of=2001-11-28", "place=Kunduz"),
    "/api/v1/map.geojson": ("place=Kunduz",),
    "/api/v1/incidents/{incident_id}": ("as_of=2001-11-27",),
    "/api/v1/disputes/{dispute_id}": ("as_of=2001-11-27",),
    "/api/v1/map/said/{incident_id}": ("as_of=2001-11-27",),
    "/api/v1/places/{key}": ("as_of=2001-11-20", f"{SINCE}&{UNTIL}"),
    "/api/v1/sources/{key}": ("as_of=2001-11-20", f"{SINCE}&{UNTIL}"),
}


def described(client: Client) -> Any:
    return client.get("/openapi.json").json()


def content_of(api: Any, template: str) -> dict[str, Any]:
    content: dict[str, Any] = api["paths"][template]["get"]["responses"]["200"]["content"]
    return content


def validator_of(api: Any, template: str) -> jsonschema_rs.Draft202012Validator:
    (content,) = content_of(api, template).values()
    return jsonschema_rs.Draft202012Validator({**content["schema"], "components": api["components"]})


def addresses(store: Store, templates: list[str]) -> Iterator[tuple[str, str]]:
    """Yield every endpoint with addresses of it: a list's own, some things' of the archive, each in all its variants."""
    with store.view() as view:
        incidents = [row.id for row in view.find_incidents(IncidentFilter()).rows]
    singles = [path.removeprefix("/api/v1") for path in item_data(store)]
    items = [f"/api/v1{path}" for path in sample(singles, each=EACH)]
    items += [f"/api/v1/map/said/{ident}" for ident in incidents[:EACH]]
    patterns = {template: re.compile(re.sub(r"{\w+}", "[^/]+", template)) for template in templates}
    for template, pattern in patterns.items():
        found = [item for item in items if pattern.fullmatch(item)] if "{" in template else [template]
        for address in found:
            yield template, address
            yield from ((template, f"{address}?{query}") for query in VARIANTS.get(template, ()))


@pytest.fixture(params=["demo_store", "linked_store", "archive"])
def some_store(request: pytest.FixtureRequest) -> Store:
    """One archive after another: the demo's, a linked one made by hand, and one that was never linked."""
    store: Store = request.getfixturevalue(request.param)
    return store


def test_every_endpoint_answers_what_is_described(some_store: Store) -> None:
    client = Client(create_app(some_store))
    api = described(client)
    validators = {template: validator_of(api, template) for template in api["paths"]}
    asked: set[str] = set()
    for template, address in addresses(some_store, list(validators)):
        answer = client.get(address)
        if answer.status_code == 400 and "page=2" in address:
            continue  # this archive has one page
        assert answer.status_code == 200, (address, answer.text)
        (media_type,) = content_of(api, template)
        assert answer.headers["content-type"] == media_type, address
        is_text = content_of(api, template)[media_type]["schema"] == {"type": "string"}
        wrong = next(validators[template].iter_errors(answer.text if is_text else answer.json()), None)
        assert wrong is None, (address, str(wrong)[:800])
        asked.add(template)
    unlinked = {template for template in validators if re.search(r"(incident|dispute)_id}", template)}
    assert set(validators) - asked <= unlinked, "every endpoint was asked, but for incidents where there are none"
    with some_store.view() as view:
        assert not view.find_incidents(IncidentFilter()).rows or set(validators) == asked


def test_every_endpoint_that_gives_json_has_a_schema_and_a_true_example(client: Client) -> None:
    api = described(client)
    for template in api["paths"]:
        ((media_type, content),) = content_of(api, template).items()
        assert content["schema"], template
        if media_type != JSON or re.search(r"\.\w+$", template):
            continue
        wrong = next(validator_of(api, template).iter_errors(content["example"]), None)
        assert wrong is None, (template, str(wrong)[:800])


def test_every_list_goes_on_by_tokens(demo_store: Store) -> None:
    client = Client(create_app(demo_store))
    api = described(client)
    lists = [
        template
        for template, methods in api["paths"].items()
        if "after" in {parameter["name"] for parameter in methods["get"].get("parameters", [])} and "{" not in template
    ]
    assert len(lists) >= 11
    for path in lists:
        query = "?q=city&size=1" if path.endswith("/search") else "?size=1"
        first = client.get(path + query)
        token = first.json()["next"]
        assert token, path
        (address,) = re.findall(r'^<(.+)>; rel="next"$', first.headers["link"])
        following = client.get(address).json()
        assert following["page"] == 2, path
        assert following == client.get(f"{path}{query}&page=2").json(), path
        assert following != first.json(), path
        assert "Link" in api["paths"][path]["get"]["responses"]["200"]["headers"], path


PAGE_OF = {"/timeline": "/timeline/claims", "/timeline/incidents": "/timeline"}  # the others: the same path


def fields_of(params: Any) -> set[str]:
    return set(getattr(params, "model_fields", ()))


def test_every_endpoint_is_asked_as_its_page_is(archive: Store) -> None:
    # a framework that keeps included routers apart names each of them, an older one has all routes in one list
    parts = [getattr(part, "original_router", part) for part in create_app(archive).routes]
    listed = [route for part in parts for route in getattr(part, "routes", None) or [part]]
    routes = {route.path: route for route in listed if isinstance(route, APIRoute)}
    compared = 0
    for path, route in routes.items():
        bare = path.removeprefix("/api/v1")
        page = routes.get(PAGE_OF.get(bare, bare))
        if path != bare and page is not None and "." not in bare:
            compared += 1
            ours, theirs = (get_type_hints(one.endpoint).get("params") for one in (route, page))
            assert fields_of(ours) == fields_of(theirs), path
    assert compared >= 14


def test_all_endpoints_describe_their_errors_in_one_form(client: Client) -> None:
    for template, methods in described(client)["paths"].items():
        answers = methods["get"]["responses"]
        assert {"200", "304", "400", "503"} <= set(answers), template
        assert "{" not in template or "404" in answers, template
        for status in set(answers) - {"200", "304"}:
            assert answers[status]["content"][JSON]["schema"] == {"$ref": "#/components/schemas/Error"}, template


def test_parts_of_schemas_stand_together_and_may_not_differ() -> None:
    whole, parts = parted({"anyOf": [{"$ref": "#A", "$defs": {"A": {"type": "string"}}}, {"type": "null"}]})
    assert (whole, parts) == ({"anyOf": [{"$ref": "#A"}, {"type": "null"}]}, {"A": {"type": "string"}})
    with pytest.raises(ValueError, match="A: two schemas"):
        joined([{"A": {"type": "string"}}, {"A": {"type": "null"}}])
