"""The versions of a report: what changed in claims and words, as a page, as JSON and on the report's own page."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from dateline.store import Store
from dateline.store.base import ClaimFilter
from dateline.web import report_versions
from tests.web.client import Client
from tests.web.marked_up import page_of
from tests.web.texts import bridge_reading, hostile_reading

FIRST, SECOND = (bridge_reading(least=least).report.id for least in (12, 13))


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_page_tells_what_changed_claim_by_claim_and_word_by_word(client: Client) -> None:
    page = page_of(client, f"/reports/{FIRST}/versions")
    (change,) = page.find_class("change-figure")
    assert words_of(change) == "detained at least 12 → at least 13"
    assert [link.partition("/claims/")[1] for link in change.xpath(".//@href")] == ["/claims/"] * 2
    assert [(part.tag, part.text) for part in page.xpath("//*[@class='reworded']/*")] == [("del", "12"), ("ins", "13")]
    assert [words_of(part) for part in page.find_class("left-out")] == ["3 paragraphs unchanged"]


def test_a_change_leads_to_the_words_of_both_versions(client: Client) -> None:
    (revision,) = client.get(f"/api/v1/reports/{SECOND}/versions").json()["revisions"]
    (change,) = revision["changes"]
    assert {k: change[k] for k in ("field", "what", "before", "after")} == {
        "field": "figure", "what": "detained", "before": "at least 12", "after": "at least 13",
    }  # fmt: skip
    reports = [
        client.get(f"/api/v1/claims/{change[end]}").json()["claim"]["report_id"] for end in ("old_claim", "new_claim")
    ]
    assert reports == [revision["before"], revision["after"]] == [FIRST, SECOND]


def test_a_superseded_version_says_what_replaced_it(client: Client) -> None:
    (notice,) = page_of(client, f"/reports/{FIRST}").find_class("superseded")
    assert "Superseded by version 2" in words_of(notice) and "at least 12 → at least 13" in words_of(notice)
    assert f"/reports/{SECOND}" in notice.xpath(".//@href") and f"/reports/{FIRST}/versions" in notice.xpath(".//@href")


def test_a_newer_version_says_what_it_changed(client: Client) -> None:
    page = page_of(client, f"/reports/{SECOND}")
    assert not page.find_class("superseded")
    (note,) = page.find_class("revised")
    assert words_of(note) == "Version 2. detained: at least 12 → at least 13. What changed"


def test_a_report_of_one_version_has_nothing_to_compare(client: Client) -> None:
    ident = hostile_reading().report.id
    assert "There is one version only." in page_of(client, f"/reports/{ident}/versions").text_content()
    assert client.get(f"/api/v1/reports/{ident}/versions").json()["revisions"] == []


@pytest.mark.parametrize(
    "path", ["/reports/{}/versions?page=2", "/reports/{}/versions?size=21", "/reports/{}/versions?x=1"]
)
def test_what_cannot_be_asked_is_said(client: Client, path: str) -> None:
    for place in ("", "/api/v1"):
        assert client.get(place + path.format(FIRST)).status_code == 400


def test_versions_of_no_report(client: Client) -> None:
    assert client.get("/reports/none/versions").status_code == 404


def test_too_many_claims_are_not_paired(client: Client, archive: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def compare(*_: Any) -> None:
        raise AssertionError("compared")

    with archive.view() as view:
        claims = len(list(view.iter_claims(ClaimFilter(report=FIRST, current=False))))
    monkeypatch.setattr(report_versions, "MOST_PAIRS", claims * claims - 1)
    monkeypatch.setattr(report_versions, "compare_versions", compare)
    assert client.get(f"/api/v1/reports/{FIRST}/versions").json()["revisions"][0]["changes"] is None
    assert "Too many claims to compare" in page_of(client, f"/reports/{FIRST}/versions").text_content()
    assert page_of(client, f"/reports/{SECOND}").find_class("revised")
