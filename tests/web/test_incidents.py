"""Pages of incidents: what they show is what the data says, as of any day, and safe from what reports say."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from dateline.record_objects import load_whole_incident, whole_object
from dateline.store import Store
from dateline.store.base import DisputeFilter
from dateline.web.app import create_app
from dateline.web.listings import plain
from tests.web.browsing import OVERFLOW, PHONE, Opener, opener_of, served
from tests.web.client import Client
from tests.web.mill_story import CLAIMS, COURIER, HEARD, LEDGER, MIRROR, ROOT, UPDATE, open_mill_story

PAGE = f"/incidents/{ROOT}"
LISTS = ("/incidents", "/incidents?as_of=2014-03-03&place=Holm&sort=killed&min_claims=2&q=explosion&actor=workers", PAGE,
         f"{PAGE}?as_of=2014-03-03", f"{PAGE}?as_of=2014-03-01", f"{PAGE}?size=2&page=3")  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    found = open_mill_story(tmp_path_factory.mktemp("mill") / "archive.sqlite")
    yield found
    found.close()


@pytest.fixture(scope="module")
def client(store: Store) -> Client:
    return Client(create_app(store))


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    """The address of a server of the archive."""
    with served(store) as found:
        yield found


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Opener]:
    with opener_of(browser, address) as opener:
        yield opener


def page_of(client: Client, path: str = PAGE) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


# one incident -----------------------------------------------------------------------------------------


def test_the_head_says_what_the_record_says(client: Client) -> None:
    page = page_of(client)
    data = client.get(f"/api/v1/incidents/{ROOT}").json()
    assert page.find(".//h1").text == data["title"] == "Explosion, Holm"
    tally = {words_of(div.find("dt")): words_of(div.find("dd")) for div in page.xpath("//dl[@class='tally']/div")}
    assert tally == {
        "killed, as told": "4–7 or more",
        "independent origins": str(data["origins_low"]),
        "reports, 1 reprint": "5",
        "claims": str(len(data["told"])),
        "disputes": str(len(data["disputed"])),
    }
    assert "“An explosion wrecked the mill at Holm on Sunday”" in words_of(page)


def test_the_data_is_what_the_command_prints(client: Client, store: Store) -> None:
    with store.view() as view:
        printed = whole_object(load_whole_incident(view, ROOT))
    assert client.get(f"/api/v1/incidents/{ROOT}").json() == json.loads(json.dumps(printed))


def test_every_number_stands_in_the_table_with_whose_word_it_is(client: Client) -> None:
    page = page_of(client)
    rows = [
        [words_of(cell) for cell in row.xpath("./th | ./td")][:4]
        for row in page.xpath("//table[@class='tolls']/tbody/tr")
    ]
    numbers = client.get(f"/api/v1/incidents/{ROOT}").json()["numbers"]
    assert [row[1].strip("“”") for row in rows] == [number["text"] for number in numbers]
    by_words = {row[1]: row for row in rows}
    assert by_words["“four”"][2] == "4" and by_words["“four”"][3].endswith("Chief Ines Dahl")
    assert by_words["“At least seven”"][2] == "7 or more" and "union" in by_words["“At least seven”"][3]
    assert not page.xpath("//table[@class='tolls']//td[normalize-space()='+1']")


def test_the_chart_joins_what_one_origin_said(client: Client) -> None:
    (chart,) = section(page_of(client), "numbers").xpath(".//*[local-name()='svg' and @class='chart']")
    marks = chart.xpath("./*[local-name()='a']")
    assert [words_of(mark.xpath("./*[local-name()='title']")[0]) for mark in marks] == [
        "Chief Ines Dahl, 2 March 2014: four (4), in 2 claims",
        "the union of packers, 5 March 2014: At least seven (7 or more)",
        "Chief Ines Dahl, 6 March 2014: Five (5)",
    ]
    assert len(chart.xpath(".//*[@class and contains(@class, 'course')]")) == 1
    assert [mark.get("href") for mark in marks][1] == f"/claims/{CLAIMS[LEDGER.id][0].id}"


def test_a_reprint_is_counted_once_and_named(client: Client) -> None:
    page = page_of(client)
    (copies,) = page.xpath("//*[@class='copies']")
    assert copies.xpath(".//a/@href") == [f"/reports/{MIRROR.id}"]
    wire = next(li for li in page.xpath("//ul[@class='sources']/li") if "Skerry Press" in words_of(li))
    assert "reprinted by Sound Mirror: counted once" in words_of(wire)
    assert words_of(page).count("a reprint") == 2  # the two claims of the Mirror


def test_each_claim_leads_to_its_report_and_its_own_page(client: Client) -> None:
    told = section(page_of(client), "told")
    links = told.xpath(".//@href")
    for report, claims in CLAIMS.items():
        assert f"/reports/{report}#c-{claims[0].local_id}" in links
        assert {f"/claims/{claim.id}" for claim in claims} <= set(links)
    days = [words_of(day) for day in told.xpath(".//li[@class='day']/h3")]
    assert days == ["2 March 2014", "3 March 2014", "5 March 2014", "6 March 2014", "7 March 2014"]


def test_where_and_when_are_as_told(client: Client) -> None:
    scene = section(page_of(client), "scene")
    assert "Holm, Sweden 2 origins at 58.00, 11.50 ± 8 km" in words_of(scene)
    assert "<i>Holm</i> 1 origin (not in the gazetteer, so not on the map)" in words_of(scene)
    assert scene.xpath(".//*[local-name()='svg' and @class='map']//*[contains(@class, 'spot')]/@href") == ["#place-1"]
    assert scene.xpath("//*[@id='place-1']")
    assert "2 March 2014 1 origin" in words_of(scene)


def test_why_they_belong_together_can_be_reviewed(client: Client) -> None:
    joined = section(page_of(client), "joined")
    scores = [float(score.text) for score in joined.xpath(".//*[@class='score']")]
    data = client.get(f"/api/v1/incidents/{ROOT}").json()["joined"]
    assert scores == sorted(scores) and len(scores) == len(data) == 7
    reviews = joined.xpath(".//a[starts-with(@href, '/review')]/@href")
    assert reviews == [f"/review?q={judgement['id']}" for judgement in data]
    assert [client.get(review).status_code for review in reviews[:2]] == [200, 200]
    grounds = {words_of(ground) for ground in joined.xpath(".//*[@class='grounds']/li")}
    assert grounds == {"+for: the same place Holm / <i>Holm</i>", "−against: few words in common"}


def test_what_may_belong_too_waits_for_a_person(tmp_path: Path) -> None:
    store = open_mill_story(tmp_path / "archive.sqlite", with_far=True)
    client = Client(create_app(store))
    ((doubt,), joined) = (client.get(f"/api/v1{PAGE}").json()[name] for name in ("doubtful", "joined"))
    assert (doubt["object"], len(joined)) == (HEARD.id, 7)
    (line,) = section(page_of(client), "joined").xpath("./h3/following-sibling::ol/li")
    assert words_of(line).startswith("0.40 dateline 0.1.0 Decide")
    assert line.xpath(".//a/@href") == [f"/review?q={doubt['id']}", f"/claims/{ROOT}", f"/claims/{HEARD.id}"]
    days = {day: client.get(f"/api/v1{PAGE}?as_of={day}").json()["doubtful"] for day in ("2014-03-07", "2014-03")}
    assert days == {"2014-03-07": [], "2014-03": [doubt]}
    store.close()


def test_any_claim_leads_to_its_incident(client: Client) -> None:
    other = CLAIMS[UPDATE.id][0].id
    answer = client.get(f"/incidents/{other}?as_of=2014-03-06")
    assert (answer.status_code, answer.headers["location"]) == (307, f"{PAGE}?as_of=2014-03-06")
    assert page_of(client).xpath("//link[@rel='canonical']/@href") == [PAGE]
    assert client.get(f"/api/v1/incidents/{other}").json()["id"] == ROOT


def test_claims_come_in_pages(client: Client) -> None:
    pages = [section(page_of(client, f"{PAGE}?size=3&page={n}"), "told") for n in (1, 2, 3)]
    shown = [set(page.xpath(".//blockquote//@href")) for page in pages]
    assert len(set.union(*shown)) >= 6 and not shown[0] & shown[2]
    assert f"{PAGE}?size=3&page=2" in pages[0].xpath(".//@href")
    assert client.get(f"{PAGE}?size=3&page=4").status_code == 400


# as of a day ------------------------------------------------------------------------------------------


def test_as_of_a_day_nothing_later_is_known(client: Client) -> None:
    text = words_of(page_of(client, f"{PAGE}?as_of=2014-03-03"))
    assert "As known on 3 March 2014" in text
    for later in ("seven", "Five", "union of packers", "mill company", "Union: seven dead"):
        assert later not in text, later
    data = client.get(f"/api/v1/incidents/{ROOT}?as_of=2014-03-03").json()
    assert (data["killed_low"], data["killed_high"], data["origins_high"], data["disputes"]) == (4, 4, 2, 0)
    assert len(data["told"]) == data["claims"] == 4


def test_as_of_a_day_a_dispute_has_the_sides_of_then(client: Client) -> None:
    (dispute,) = client.get(f"/api/v1/incidents/{ROOT}?as_of=2014-03-05").json()["disputed"]
    assert {step["day"] for side in dispute["sides"] for step in side["steps"]} == {
        "2014-03-02",
        "2014-03-03",
        "2014-03-05",
    }
    assert dispute["origins"] == 3
    page = section(page_of(client, f"{PAGE}?as_of=2014-03-05"), "disputed")
    assert "6 March" not in words_of(page) and "the mill company" in words_of(page)


def test_each_day_of_publishing_can_be_chosen(client: Client) -> None:
    days = page_of(client).xpath("//nav[@class='known']//li/a")
    assert [day.get("href") for day in days] == [f"{PAGE}?as_of=2014-03-0{n}" for n in (2, 3, 5, 6, 7)]
    assert [words_of(day) for day in days][:2] == ["2 Mar 2 claims", "3 Mar 4 claims"]
    current = page_of(client, f"{PAGE}?as_of=2014-03-05").xpath("//nav[@class='known']//a[@aria-current]/@href")
    assert current == [f"{PAGE}?as_of=2014-03-05"]


def test_before_anything_was_out_the_page_says_so(client: Client) -> None:
    text = words_of(page_of(client, f"{PAGE}?as_of=2014-03-01"))
    assert "Nothing of it had been published by 1 March 2014" in text
    assert "workers" not in text


# the list ---------------------------------------------------------------------------------------------


def test_the_list_shows_what_the_data_says(client: Client) -> None:
    data: dict[str, Any] = client.get("/api/v1/incidents").json()
    (row,) = page_of(client, "/incidents").xpath("//table[@class='incidents']/tbody/tr")
    assert (data["total"], data["incidents"][0]["id"]) == (1, ROOT)
    cells = [words_of(cell) for cell in row.xpath("./th | ./td")]
    assert cells == [
        "2 March 2014",
        "Explosion “An explosion wrecked the mill at Holm on Sunday” Assault · 8 claims",
        "Holm ± 8 km",
        "killed 4–7",
        "5 origins",
        "5 reports",
        "◆ 2 disputes",
    ]
    assert row.xpath("./th/a/@href") == [PAGE]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("q=blast", 1), ("q=harbour", 0), ("place=holm", 1), ("place=geonames:5", 1), ("place=Senn", 0), ("actor=workers", 1),
        ("actor=sailors", 0), ("type=assault", 1), ("type=AID", 0), ("since=2014-03-02", 1), ("since=2014-03-03", 0),
        ("until=2014-03", 1), ("until=2014-02", 0), ("as_of=2014-03-02", 1), ("as_of=2014-03-01", 0), ("min_claims=8", 1),
        ("min_claims=9", 0), ("sort=-time", 1),
    ],
)  # fmt: skip
def test_filters_choose_incidents(client: Client, query: str, total: int) -> None:
    assert client.get(f"/api/v1/incidents?{query}").json()["total"] == total
    assert f"{total} incident" in words_of(page_of(client, f"/incidents?{query}"))


def test_the_list_as_of_a_day_owns_what_it_does_not_count(client: Client) -> None:
    (row,) = page_of(client, "/incidents?as_of=2014-03-03").xpath("//table[@class='incidents']/tbody/tr")
    assert row.xpath("./th/a/@href") == [f"{PAGE}?as_of=2014-03-03"]
    assert "see inside" in words_of(row) and "4–7" not in words_of(row)


def test_files_hold_the_result(client: Client) -> None:
    data = client.get("/api/v1/incidents").json()["incidents"]
    assert client.get("/incidents.json").json() == data
    (row,) = csv.DictReader(io.StringIO(client.get("/incidents.csv?place=holm").text))
    assert (row["id"], row["killed_high"], row["title"]) == (ROOT, "7.0", "Explosion, Holm")
    assert [json.loads(line) for line in client.get("/incidents.jsonl").text.splitlines()] == data
    assert client.get("/incidents.csv?place=senn").text.count("\r\n") == 1
    answer = client.get("/incidents.docx")
    assert answer.status_code == 400 and "csv" in answer.json()["error"]["message"]


# what is asked wrongly, and what is not there ---------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=9", "size=1000", "sort=colour", "type=WAR", "since=yesterday", "as_of=2014-13", "min_claims=none",
     "colour=red", "q=" + "x" * 201, 'q="open'],
)  # fmt: skip
def test_a_bad_question_is_refused_and_named(client: Client, query: str) -> None:
    page, data = client.get(f"/incidents?{query}"), client.get(f"/api/v1/incidents?{query}")
    assert (page.status_code, data.status_code) == (400, 400)
    assert "<h1>Bad Request</h1>" in page.text
    assert query.partition("=")[0] in data.json()["error"]["message"]


@pytest.mark.parametrize("query", ["as_of=soon", "page=0", "colour=red", "size=0"])
def test_a_bad_question_of_one_incident_is_refused(client: Client, query: str) -> None:
    assert client.get(f"{PAGE}?{query}").status_code == 400
    assert client.get(f"/api/v1{PAGE}?{query}").json()["error"]["status"] == 400


@pytest.mark.parametrize("ident", ["none", "%3Cb%3E"])
def test_what_is_no_incident_is_not_found(client: Client, ident: str) -> None:
    page = client.get(f"/incidents/{ident}")
    assert page.status_code == 404 and "<h1>Not Found</h1>" in page.text and "<b>" not in page.text
    assert client.get(f"/api/v1/incidents/{ident}").json()["error"]["status"] == 404


@pytest.mark.parametrize("path", LISTS)
def test_hostile_words_stay_words(client: Client, path: str) -> None:
    page = page_of(client, path)
    assert (
        page.xpath("//img | //svg[not(@class)] | //b | //u | //i | //script | //*[@onload or @onclick or @style]") == []
    )
    assert [link for link in page.xpath("//@href") if "script:" in link.lower()] == []
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(page.findall(".//h1")) == 1


def test_hostile_names_are_shown_as_they_are(client: Client) -> None:
    text = words_of(page_of(client))
    assert (
        "<b>guards</b>" in text
        and "<svg onload=alert(1)>" in text
        and "</title><script>alert('title')</script>" in text
    )
    assert page_of(client).find(".//title").text == "Explosion, Holm · Dateline"


def test_links_of_an_incident_lead_somewhere(client: Client) -> None:
    links = {link.partition("#")[0] for path in LISTS for link in page_of(client, path).xpath("//@href")}
    inside = sorted(
        link for link in links if link.startswith(("/claims", "/reports", "/disputes", "/incidents", "/review"))
    )
    assert len(inside) > 30
    assert [link for link in inside if client.get(link).status_code not in (200, 307)] == []


def test_the_plain_row_is_the_listed_one(client: Client, store: Store) -> None:
    with store.view() as view:
        row = plain(view.get_incident(ROOT))
    assert client.get("/api/v1/incidents").json()["incidents"] == [row]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_record_is_wider_than_a_phone(open_page: Opener, store: Store, scheme: str) -> None:
    with store.view() as view:
        disputes = [row.id for row in view.find_disputes(DisputeFilter()).rows]
    for path in (*LISTS, "/disputes", *(f"/disputes/{ident}" for ident in disputes)):
        page = open_page(path, viewport=PHONE, color_scheme=scheme)
        assert page.evaluate(OVERFLOW) == 0, path


def test_a_mark_of_the_chart_leads_to_its_claim_by_keyboard(open_page: Opener) -> None:
    page = open_page(PAGE, java_script_enabled=False)
    mark = page.locator("section[aria-labelledby=numbers] svg.chart a").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/claims/{CLAIMS[COURIER.id][1].id}$"))
