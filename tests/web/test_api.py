from __future__ import annotations

from typing import Any

import pytest

from dateline.store import Store
from dateline.web.listings import plain
from tests.web.client import Client
from tests.web.routes import DATA, FILES, LISTS, item_data, item_pages
from tests.web.texts import bridge_reading, claims


def is_error(body: Any, status: int) -> bool:
    return (
        isinstance(body, dict)
        and set(body) == {"error"}
        and set(body["error"]) == {"type", "message", "status"}
        and body["error"]["status"] == status
        and bool(body["error"]["message"])
    )


def test_every_endpoint_answers_in_json(client: Client, archive: Store) -> None:
    for path in (*DATA, *item_data(archive)):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].startswith("application/json"), path
        answer.json()


def test_a_report_is_the_contract_object(client: Client) -> None:
    reading = bridge_reading()
    assert client.get(f"/api/v1/reports/{reading.report.id}").json() == reading.as_json()


def test_a_claim_is_its_record_in_its_surroundings(client: Client) -> None:
    claim = claims(bridge_reading())[1]
    body = client.get(f"/api/v1/claims/{claim.id}").json()
    assert body["claim"] == plain(claim)
    text = bridge_reading().report.text
    around = body["neighbours"]["before"] + claim.text + body["neighbours"]["after"]
    assert around in text or "…" in around


def test_the_archive_tells_its_state_but_not_where_it_lies(client: Client, archive: Store) -> None:
    answer = client.get("/api/v1/info")
    assert (answer.json()["reports"], answer.json()["superseded"]) == (3, 1)
    assert archive.url not in answer.text and "sqlite" not in answer.text


def test_facets_count_the_claims_found(client: Client) -> None:
    facets = client.get("/api/v1/claims?kind=statement").json()["facets"]
    assert {"value": "denies", "claims": 1} in facets["stance"]


def test_versions_are_listed_oldest_first(client: Client) -> None:
    ids = [bridge_reading().report.id, bridge_reading(least=13).report.id]
    assert [row["id"] for row in client.get(f"/api/v1/reports/{ids[1]}/versions").json()["versions"]] == ids


def test_a_search_marks_the_words(client: Client) -> None:
    (hit,) = client.get("/api/v1/search?q=villagers").json()["hits"]
    assert [hit["snippet"][start:end].lower() for start, end in hit["marks"]] == ["villagers"]


def test_openapi_names_every_endpoint_and_parameter(client: Client) -> None:
    api = client.get("/openapi.json").json()
    paths = (
        "info", "reports", "reports/{report_id}", "reports/{report_id}/versions", "search", "timeline",
        "timeline/incidents", "actors",
        "actors/{key}", "claims", "claims/{claim_id}", "claims.csv", "claims.json", "claims.jsonl", "claims.geojson",
        "claims.timelinejs", "map", "map/said/{incident_id}", "incidents", "incidents/{incident_id}",
        "disputes", "disputes/{dispute_id}",
        "holdings", "places", "places/{key}", "sources", "sources/{key}",
    )  # fmt: skip
    assert {f"/api/v1/{path}" for path in paths} <= set(api["paths"])
    docs = client.get("/api/docs").text
    for path, methods in api["paths"].items():
        assert path in docs
        for parameter in methods["get"].get("parameters", []):
            assert parameter["name"] in docs


BAD_QUERIES = (
    "page=0", "page=-1", "page=two", "page=99", "size=0", "size=1000", "sort=colour", "kind=rumour", "stance=shouts",
    "type=WAR", "status=maybe", "since=yesterday", "since=2012-13", "until=2012-02-30", "current=perhaps", "colour=red",
    "q=" + "x" * 201,
)  # fmt: skip


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_a_bad_parameter_is_refused_and_named(client: Client, query: str) -> None:
    name = query.partition("=")[0]
    answer = client.get(f"/api/v1/claims?{query}")
    assert answer.status_code == 400
    assert is_error(answer.json(), 400)
    assert name in answer.json()["error"]["message"]
    page = client.get(f"/claims?{query}")
    assert page.status_code == 400
    assert "<h1>Bad Request</h1>" in page.text and name in page.text


@pytest.mark.parametrize("query", ['"unclosed', "AND", "NOT", "(", "a OR", "*"])
def test_a_query_that_cannot_be_understood_is_refused_or_answered(client: Client, query: str) -> None:
    for path in ("/api/v1/search", "/api/v1/claims"):
        answer = client.get(path, params={"q": query})
        assert answer.status_code == 200 or is_error(answer.json(), 400)


MISSING = (
    "/api/v1/nothing", "/api/v1/reports/none", "/api/v1/claims/none", "/api/v1/actors/no-one-of-this-name",
    "/api/v1/reports/none/versions",
)  # fmt: skip


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_is_an_error_in_json(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert is_error(answer.json(), 404)


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/reports/none", "/reports/none/original", "/claims/none", "/actors/no-one", "/static/none.css"],
)
def test_what_is_not_there_is_a_page_to_a_reader(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1>Not Found</h1>" in answer.text


def test_a_program_may_ask_for_json_anywhere(client: Client) -> None:
    answer = client.get("/reports/none", headers={"accept": "application/json"})
    assert is_error(answer.json(), 404)


def test_an_unknown_format_is_refused(client: Client) -> None:
    answer = client.get("/claims.docx")
    assert is_error(answer.json(), 400)
    assert "csv" in answer.json()["error"]["message"]


WRITTEN = ("/review", "/add")  # their forms: test_review.py, test_add.py


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(client: Client, archive: Store, method: str) -> None:
    lists = [path for path in LISTS if method != "POST" or not path.startswith(WRITTEN)]
    for path in (*lists, *DATA, *FILES, *item_pages(archive), *item_data(archive)):
        answer = client.request(method, path, headers={"accept": "application/json"})
        assert answer.status_code == 405, path
        assert is_error(answer.json(), 405), path
