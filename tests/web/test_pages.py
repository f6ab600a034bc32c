from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import httpx
import pytest
from lxml import html

from dateline.store import Store, open_store
from dateline.web.app import create_app
from tests.web.client import Client
from tests.web.routes import FILES, LISTS, item_pages
from tests.web.texts import bridge_reading, hostile_reading, original_of

ADDRESS = re.compile(r"""(?:src|href|action|srcset|poster|data)\s*=\s*["'](?:[a-z+.-]+:)?//""", re.IGNORECASE)
OUTSIDE = "https://news.example/velm-bridge"


def all_pages(client: Client, archive: Store) -> list[tuple[str, httpx.Response]]:
    return [(path, client.get(path)) for path in (*LISTS, *item_pages(archive))]


def test_every_page_is_there(client: Client, archive: Store) -> None:
    for path, answer in all_pages(client, archive):
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8", path


def test_every_page_is_sound_html_with_one_heading_and_labels(client: Client, archive: Store) -> None:
    for path, answer in all_pages(client, archive):
        tree = html.fromstring(answer.text)
        assert len(tree.findall(".//h1")) == 1, path
        assert tree.find(".//title").text.endswith("Dateline"), path
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        for field in tree.xpath("//input[not(@type='hidden')] | //select"):
            label = field.xpath("ancestor::label") or tree.xpath(f"//label[@for='{field.get('id')}']")
            assert label or field.get("aria-label"), (path, html.tostring(field))


def test_no_page_loads_anything_from_elsewhere(client: Client, archive: Store) -> None:
    for path, answer in all_pages(client, archive):
        assert not ADDRESS.search(answer.text.replace(f'href="{OUTSIDE}" rel="noopener noreferrer nofollow"', "")), path
        assert "<style" not in answer.text and " style=" not in answer.text, path
        assert not re.search(r"<script(?! src=\"/static/)", answer.text), path


def test_every_link_within_the_archive_leads_somewhere(client: Client, archive: Store) -> None:
    links = {link for _, answer in all_pages(client, archive) for link in html.fromstring(answer.text).xpath("//@href")}
    paths = sorted({link.partition("#")[0] for link in links if link.startswith("/")})
    assert len(paths) > 50
    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_every_anchor_of_a_report_is_there(client: Client) -> None:
    tree = html.fromstring(client.get(f"/reports/{bridge_reading().report.id}").text)
    anchors = {link[1:] for link in tree.xpath("//@href") if link.startswith("#")}
    assert anchors >= {"c-a3", "t-a3", "c-h1", "t-h1"}
    assert anchors <= set(tree.xpath("//@id"))


def test_a_report_shows_its_words_unchanged(client: Client) -> None:
    reading = bridge_reading()
    tree = html.fromstring(client.get(f"/reports/{reading.report.id}").text)
    shown = [p.text_content() for p in tree.xpath("//*[@data-report-text]/p")]
    assert shown == reading.report.text.splitlines()


def test_a_report_marks_whose_words_are_whose(client: Client) -> None:
    tree = html.fromstring(client.get(f"/reports/{bridge_reading().report.id}").text)

    def marked(kind: str, claim: str) -> list[str]:
        found = tree.xpath(f"//*[@data-report-text]//*[contains(@class, 'm {kind}')][@data-claim='{claim}']")
        return [element.text_content() for element in found]

    assert marked("source", "a3") == ["villagers"]
    assert marked("cue", "a4") == ["denied"]
    assert marked("content", "a3") == ["at least 12 people had been detained at the crossing"]
    inner = tree.xpath(
        "//*[@data-claim='a2'][contains(@class, 'content')]//*[@data-claim='a3'][contains(@class, 'content')]"
    )
    assert len(inner) == 1


def test_a_card_says_the_whole_claim(client: Client) -> None:
    tree = html.fromstring(client.get(f"/reports/{bridge_reading().report.id}").text)
    card = " ".join(tree.get_element_by_id("c-a3").text_content().split())
    for words in ("Harbour Herald › Norvale Press › Sunday Courier › villagers", "says", "Coerce, arrest", "occurred",
                  "detained: at least 12", "the report does not say when"):  # fmt: skip
        assert words in card
    assert "Denies claim 3" in tree.get_element_by_id("c-a4").text_content()


def test_a_report_tells_its_record(client: Client) -> None:
    reading = bridge_reading()
    text = client.get(f"/reports/{reading.report.id}").text
    for words in (
        original_of(reading).sha256,
        "hand@1",
        "Norvale Press",
        "4 May 2012",
        "Superseded by",
        "version 2",
    ):
        assert words in text


def test_the_original_is_a_file_to_save(client: Client) -> None:
    reading = bridge_reading()
    answer = client.get(f"/reports/{reading.report.id}/original")
    assert answer.content == original_of(reading).data
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]


def test_hostile_words_stay_words(client: Client, archive: Store) -> None:
    for path in (*LISTS, *item_pages(archive)):
        tree = html.fromstring(client.get(path).text)
        assert (
            tree.xpath("//img | //svg[not(@class)] | //b | //u | //i | //*[@onload or @onerror or @onclick]") == []
        ), path
        scripts = tree.xpath("//script")
        assert all(script.get("src", "").startswith("/static/") and not script.text for script in scripts), path
        assert [link for link in tree.xpath("//@href | //@src") if "script:" in link.lower()] == [], path


def test_a_hostile_address_is_shown_but_not_linked(client: Client) -> None:
    text = client.get(f"/reports/{hostile_reading().report.id}").text
    assert "javascript:alert(&#39;url&#39;)" in text
    assert "<title>&lt;/title&gt;&lt;script&gt;" in text


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 10),
        ("kind=holding", 1),
        ("source=villagers", 2),
        ("stance=denies", 1),
        ("stance=DENIES", 1),
        ("type=coerce", 2),
        ("type=holds", 1),
        ("since=2012-05-04&until=2012-05-04", 1),
        ("since=2013", 0),
        ("outlet=Harbour+Herald&kind=statement", 5),
        ("source=&stance=&page=", 10),
    ],
)
def test_filters_narrow_the_claims(client: Client, query: str, total: int) -> None:
    assert client.get(f"/api/v1/claims?{query}").json()["total"] == total
    assert f"{total} claim" in client.get(f"/claims?{query}").text


def test_pages_follow_one_another(client: Client) -> None:
    first = client.get("/claims?size=4&kind=statement")
    assert "/claims?size=4&amp;kind=statement&amp;page=2" in first.text
    pages = [client.get(f"/api/v1/claims?size=4&kind=statement&page={page}").json()["claims"] for page in (1, 2)]
    assert [len(rows) for rows in pages] == [4, 2]
    assert len({claim["id"] for rows in pages for claim in rows}) == 6


def test_a_file_holds_every_row_of_the_result(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/claims.csv?kind=statement").text)))
    assert len(rows) == 6
    assert len(json.loads(client.get("/claims.json?kind=statement").text)) == 6
    for path in FILES:
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert int(answer.headers["content-length"]) == len(answer.content)


def test_the_timeline_keeps_the_undated_apart(client: Client) -> None:
    dated = client.get("/api/v1/timeline").json()
    undated = client.get("/api/v1/timeline?undated=true").json()
    assert (dated["dated"], dated["undated"]) == (1, 9)
    assert [day["earliest"] for day in dated["days"]] == ["2012-05-04"]
    assert undated["total"] == 9
    assert {claim["earliest"] for day in undated["days"] for claim in day["claims"]} == {None}


def test_an_empty_archive_has_its_pages(tmp_path: Path) -> None:
    store = open_store(tmp_path / "empty.sqlite", create=True)
    empty = Client(create_app(store))
    assert [path for path in LISTS if empty.get(path).status_code != 200] == []
    assert "dateline add" in empty.get("/").text
    store.close()
