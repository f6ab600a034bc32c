"""The claims found, their facets, and one claim with all that the record knows of it."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from dateline.export.exporters import EXPORTERS
from dateline.store import ClaimFilter, Store
from dateline.web.app import create_app
from tests.factory import make_judgement
from tests.store.linking_cases import EVENTS, HOLDING
from tests.web.client import Client
from tests.web.marked_up import page_of
from tests.web.texts import bridge_reading

FIRE, UNION = EVENTS["courier"].id, EVENTS["ledger"].id


@pytest.fixture
def linked(linked_store: Store) -> Client:
    return Client(create_app(linked_store))


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def asked(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


# claims found -----------------------------------------------------------------------------------------


FILTERS = {
    "source": "villagers", "actor": "Soldiers", "place": "Velm", "type": "COERCE", "stance": "says", "status": "occurred",
    "outlet": "Harbour Herald",
}  # fmt: skip


@pytest.mark.parametrize("field", FILTERS)
def test_every_facet_can_be_put_on_and_taken_off(client: Client, field: str) -> None:
    put = [
        link
        for link in page_of(client, "/claims").xpath("//details[@class='facet']//a/@href")
        if asked(link) == {field: [FILTERS[field]]}
    ]
    assert len(put) == 1
    page = page_of(client, f"{put[0]}&sort=time")
    assert set(page.xpath("//a[@class='on']/@href")) == {"/claims?sort=time"}
    assert page.xpath("//ul[@class='chosen']//a/@href") == ["/claims?sort=time"]


def test_a_filter_that_is_no_facet_can_be_taken_off_too(client: Client) -> None:
    page = page_of(client, "/claims?source=herald&since=2012")
    assert sorted(page.xpath("//a[@class='on']/@href")) == ["/claims?since=2012", "/claims?source=herald"]
    assert "from 2012" in words_of(page.xpath("//ul[@class='months']")[0])


def test_months_lead_to_the_claims_of_a_month(linked: Client) -> None:
    page = page_of(linked, "/claims")
    months = [(words_of(row.find("a")), row.find("a").get("href")) for row in page.xpath("//ul[@class='months']/li")]
    assert months == [
        ("March 2014", "/claims?since=2014-03&until=2014-03"), ("April 2014", "/claims?since=2014-04&until=2014-04"),
    ]  # fmt: skip
    april = page_of(linked, months[1][1])
    assert "1 claim" in words_of(april.find_class("summary")[0])
    assert april.xpath("//a[@class='on']/@href") == ["/claims"]


def test_words_that_several_claims_share_are_read_once(client: Client) -> None:
    page = page_of(client, "/claims?source=villagers")
    (entry,) = page.find_class("entry")
    assert len(entry.find_class("words")) == 1 and len(entry.xpath(".//ul[@class='items']/li")) == 1
    assert len({link for link in entry.xpath(".//@href") if link.startswith("/claims/")}) == 2


def test_every_claim_found_is_on_the_page(client: Client, archive: Store) -> None:
    links = set(page_of(client, "/claims?size=200&current=false").xpath("//article//@href"))
    with archive.view() as view:
        claims = [claim.id for claim in view.iter_claims(ClaimFilter(current=False))]
    assert {f"/claims/{ident}" for ident in claims} <= links


def test_claims_of_an_incident_as_known_by_a_day(linked: Client) -> None:
    page = page_of(linked, f"/claims?incident={UNION}&as_of=2014-03-03")
    assert words_of(page.find_class("summary")[0]).startswith("2 claims, as known on 3 March 2014, of the incident ")
    assert page.xpath("//p[@class='summary']/a/@href") == [f"/incidents/{FIRE}"]
    taken_off = {tuple(sorted(asked(link))) for link in page.xpath("//ul[@class='chosen']//a/@href")}
    assert taken_off == {("as_of",), ("incident",)}
    assert page.xpath("//input[@name='as_of']/@value") == ["2014-03-03"]
    assert page.xpath("//input[@name='incident']/@value") == [UNION]


def test_an_incident_that_is_none_finds_nothing(linked: Client) -> None:
    assert "No claim fits." in page_of(linked, "/claims?incident=none").text_content()


def test_the_result_can_be_saved_in_every_format(linked: Client) -> None:
    page = page_of(linked, f"/claims?incident={FIRE}&sort=-time")
    links = page.xpath("//p[@class='tools']/a[@download]/@href")
    assert {urlsplit(link).path for link in links} == {"/claims.json", *(f"/claims.{e.name}" for e in EXPORTERS)}
    (link,) = [link for link in links if link.startswith("/claims.json?")]
    assert len(json.loads(linked.get(link).text)) == 4


def test_the_order_is_a_link_that_keeps_the_filter(client: Client) -> None:
    page = page_of(client, "/claims?stance=says&sort=-time")
    order = page.find_class("order")[0]
    assert order.xpath("./a[@aria-current]/text()") == ["by time, latest first"]
    assert "/claims?stance=says" in order.xpath("./a/@href") and all(
        "stance=says" in a for a in order.xpath("./a/@href")
    )


# one claim --------------------------------------------------------------------------------------------


def test_a_claim_leads_to_its_incident_and_those_who_tell_otherwise(linked: Client) -> None:
    page = page_of(linked, f"/claims/{UNION}")
    assert section(page, "incident").xpath(".//@href") == [f"/incidents/{FIRE}"]
    disputed = section(page, "disputed")
    assert "How many were killed" in words_of(disputed)
    (own,) = disputed.find_class("own-side")
    assert words_of(own).startswith("Seven") and "this claim" in words_of(own)
    assert f"/claims/{FIRE}" in disputed.xpath(".//@href")


def test_the_history_of_judgements_is_told_whole(linked_store: Store, linked: Client) -> None:
    with linked_store.writer() as writer:
        writer.judge(make_judgement("claim", UNION, verdict="accept", by="Ina Marsh", made="2026-01-02T03:04:05+00:00"))
        writer.judge(make_judgement("claim", UNION, verdict="reject", by="Ina Marsh", made="2026-01-03T03:04:05+00:00",
                                    reasons=("a <b>rumour</b>",)))  # fmt: skip
    rows = section(page_of(linked, f"/claims/{UNION}"), "history").find_class("judgement")
    told = [words_of(row) for row in rows]
    assert "Ina Marsh: reject" in told[0] and "a <b>rumour</b>" in told[0] and "superseded" not in told[0]
    assert "Ina Marsh: accept" in told[1] and "superseded" in told[1]
    assert "one incident with another claim" in told[2]
    assert rows[2].xpath(".//@href") == [f"/claims/{FIRE}"]
    assert linked.get(f"/api/v1/claims/{UNION}").json()["judgements"] == 3


def test_who_denies_a_claim_stands_beside_it(client: Client, archive: Store) -> None:
    with archive.view() as view:
        claims = {
            c.local_id: c for c in view.iter_claims(ClaimFilter(report=bridge_reading().report.id, current=False))
        }
    page = page_of(client, f"/claims/{claims['a3'].id}")
    assert "Denied in the same report by" in page.text_content()
    assert f"/claims/{claims['a4'].id}" in page.xpath("//article[@class='entry']//@href")
    assert "What it states" in page.text_content() and f"/claims/{claims['v2'].id}" in page.xpath("//@href")
    assert "superseded" in page.find_class("notice")[0].text_content()


def test_a_holding_tells_of_no_incident(linked: Client) -> None:
    assert not page_of(linked, f"/claims/{HOLDING.id}").xpath("//section[@aria-labelledby='incident']")
