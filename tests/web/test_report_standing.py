"""Where a report stands among others: copies, incidents, disputes."""

from __future__ import annotations

import pytest
from lxml import html

from dateline.store import Store
from dateline.web.app import create_app
from dateline.web.report_standing import load_standing
from tests.store.linking_cases import COURIER, EVENTS, LATER, LEDGER, MIRROR, claims_of
from tests.web.client import Client
from tests.web.texts import bridge_reading

FIRE = EVENTS["courier"].id


@pytest.fixture
def page(linked_store: Store) -> html.HtmlElement:
    return html.fromstring(Client(create_app(linked_store)).get(f"/reports/{COURIER.id}").text)


def section(page: html.HtmlElement, name: str) -> str:
    return " ".join(page.xpath(f"//section[@aria-labelledby='{name}']")[0].text_content().split())


def test_copies_are_one_origin_and_link_to_one_another(page: html.HtmlElement) -> None:
    assert section(page, "copies").startswith("The same wire text in 2 reports They count as one origin")
    assert page.xpath(f"//section[@aria-labelledby='copies']//a[@href='/reports/{MIRROR.id}']")


def test_incidents_that_others_tell_of_lead_to_their_page(page: html.HtmlElement) -> None:
    assert "4 reports, 4 claims · ◆ 1 dispute" in section(page, "incidents")
    assert page.xpath(f"//section[@aria-labelledby='incidents']//a[@href='/incidents/{FIRE}']")


def test_a_card_says_who_else_tells_of_its_event(page: html.HtmlElement) -> None:
    (told,) = page.find_class("told-in")
    assert " ".join(told.text_content().split()) == "Told of in 4 reports · ◆ disputed"
    assert told.xpath(".//@href") == [f"/incidents/{FIRE}"]


def test_a_dispute_stands_with_the_side_that_the_report_takes(page: html.HtmlElement) -> None:
    found = page.xpath("//section[@aria-labelledby='disputes']")[0]
    assert "How many were killed" in found.text_content()
    (own,) = found.find_class("own-side")
    assert "four" in own.text_content() and f"#c-{EVENTS['courier'].local_id}" in own.xpath(".//@href")
    assert "Seven" in found.text_content()


def test_a_report_that_tells_of_its_own_incident_stands_alone(linked_store: Store) -> None:
    with linked_store.view() as view:
        standing = load_standing(view, view.get_report(LATER.id), claims_of(LATER))
        other = load_standing(view, view.get_report(LEDGER.id), claims_of(LEDGER))
    assert (standing.copies, standing.shared, standing.alone, standing.disputes) == ((), (), 1, ())
    assert [row.id for row in other.shared] == [FIRE] and not other.copies


def test_a_report_that_was_never_linked_stands_nowhere(archive: Store) -> None:
    reading = bridge_reading()
    with archive.view() as view:
        standing = load_standing(view, view.get_report(reading.report.id), [])
    assert not (standing.copies or standing.shared or standing.alone or standing.disputes)
