"""The page of reviewing: what it shows, who may write through it, and its keys in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from dateline.linking import Linker
from dateline.store import ClaimFilter, Store, open_store
from dateline.web.app import create_app
from tests.factory import make_claim, make_judgement, make_original, make_reading, make_report, span_of
from tests.store.linking_cases import COURIER, EVENTS, MIRROR, fill_record, node, same
from tests.web.browsing import OVERFLOW, PHONE, Opener, opener_of, served
from tests.web.client import Client

UNION, FIRE = EVENTS["ledger"].id, EVENTS["courier"].id
FORM = "application/x-www-form-urlencoded"
HOSTILE = make_report(
    text='<script>alert("text")</script> Some <b>guards</b> shot two & left, "onload=x" said.',
    title="</title><script>alert('title')</script>", outlet="<svg onload=alert(1)>", url="https://x.example/<i>",
)  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Store]:
    """An archive in which a question of incidents, one of actors, one of copies and one of a claim wait."""
    store = open_store(tmp_path / "archive.sqlite", create=True)
    fill_record(store)
    shot = make_claim(HOSTILE, trigger=span_of(HOSTILE.text, "shot"), actors=("<b>guards</b>",), type="ASSAULT")
    with store.writer() as writer:
        writer.add_report(make_reading(HOSTILE), [shot], make_original(HOSTILE))
        with writer.links() as links:
            links.add_incident_blocks({claim.id: ("fire",) for claim in (*EVENTS.values(), shot)})
            names = [node("Ines Dahl"), node("Dahl")]
            links.add_actor_nodes(names, {n.node: (n.key,) for n in names}, {})
            links.add_judgements([
                same("incident", FIRE, EVENTS["mirror"].id),
                make_judgement("incident", UNION, FIRE, verdict="maybe", score=0.5, reasons=("<u>one</u> cannery",)),
                make_judgement("incident", shot.id, FIRE, verdict="maybe", score=0.4),
                make_judgement("actor", "dahl", "ines dahl", verdict="maybe", score=0.6),
                make_judgement("copy", COURIER.id, MIRROR.id, verdict="maybe", score=0.4),
            ])  # fmt: skip
        Linker(writer).settle()
    yield store
    store.close()


@pytest.fixture
def client(record: Store) -> Client:
    return Client(create_app(record))


def page_of(client: Client, path: str = "/review?by=Ina+Marsh") -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def sign_of(client: Client) -> str:
    return str(page_of(client).xpath("//input[@name='sign']/@value")[0])


def post(client: Client, path: str = "/review", headers: dict[str, str] | None = None, **fields: str) -> httpx.Response:
    sent = {"content-type": FORM, "origin": client.base_url, "sec-fetch-site": "same-origin", **(headers or {})}
    return client.request("POST", path, content=urlencode(fields).encode(), headers=sent)


def judge(client: Client, **fields: str) -> httpx.Response:
    return post(client, **{"sign": sign_of(client), "do": "judge", "by": "Ina Marsh", **fields})


def judged(store: Store) -> list[tuple[str, str, str]]:
    with store.view() as view:
        return [(j.by, j.kind, j.verdict) for j in view.find_persons_judgements()]


# what it shows ----------------------------------------------------------------------------------------


def test_the_first_question_stands_with_its_reasons_effect_and_words(client: Client) -> None:
    page = page_of(client)
    text = page.text_content()
    assert page.xpath("//h2[@id='asked']")[0].text == "Do these two claims tell of one incident?"
    assert "4 questions left" in text
    assert "On the answer hangs: 1 claim, 1 origin" in text
    assert "<u>one</u> cannery" in text
    marked = ["".join(p.xpath(".//mark//text()")) for p in page.xpath("//p[contains(@class, 'judged')]")]
    assert marked == ["Seven people were killed in the blaze", "Fire destroyed the cannery at Holm on Sunday"]
    assert page.xpath("//mark/strong/text()") == ["blaze", "Fire"]
    assert {"The Ledger", "Skerry Press"} <= set(page.xpath("//a[contains(@class, 'link')]/text()"))


@pytest.mark.parametrize(
    ("kind", "asked"),
    [("copy", "copies of one text?"), ("actor", "one actor?"), ("incident", "one incident?")],
)
def test_every_kind_of_question_has_its_page(client: Client, kind: str, asked: str) -> None:
    page = page_of(client, f"/review?by=I&kind={kind}")
    assert asked in page.xpath("//h2[@id='asked']")[0].text
    assert len(page.xpath("//section[@data-question]//section")) == 2


def test_what_comes_next_can_be_chosen_or_put_off(client: Client) -> None:
    page = page_of(client)
    (later,) = page.xpath("//a[@class='later']/@href")
    after = page_of(client, later)
    assert "3 questions left, 1 put off" in after.text_content()
    assert after.xpath("//h2[@id='asked']")[0].text != page.xpath("//h2[@id='asked']")[0].text or later
    for link in page.xpath("//section[h2[@id='coming']]//a/@href"):
        assert page_of(client, link).xpath("//h2[@id='asked']")


def test_not_to_know_is_no_answer_where_it_would_part_what_is_joined(client: Client, record: Store) -> None:
    with record.view() as view:
        (link,) = (j for j in view.judgements_of("incident", [FIRE]) if j.verdict == "same")
    verdicts = [
        page_of(client, f"/review?by=I{q}").xpath("//button[@name='verdict']/@value") for q in (f"&q={link.id}", "")
    ]
    assert verdicts == [["same", "different"], ["same", "different", "maybe"]]


def test_any_claim_can_be_reviewed_and_shows_how_values_are_written(client: Client) -> None:
    page = page_of(client, f"/review?by=I&q={UNION}")
    assert {"type", "killed", "place", "words"} <= set(page.xpath("//select[@name='field']/option/@value"))
    assert "2001-11-07" in page.text_content()


def test_the_page_is_safe_from_what_reports_say(client: Client, record: Store) -> None:
    with record.view() as view:
        questions = {
            j.id
            for j in view.judgements_of("incident", [c.id for c in view.iter_claims(ClaimFilter(report=HOSTILE.id))])
        }
    for ident in questions:
        answer = client.get(f"/review?by=%3Cscript%3E&q={ident}").text
        assert "<script>alert" not in answer and "<svg onload" not in answer and "&lt;script&gt;alert" in answer


@pytest.mark.parametrize("query", ["kind=marriage", "page=2", "by=" + "x" * 201, "skip=" + "x" * 2001, "nonsense=1"])
def test_bad_parameters_are_a_page_that_says_so(client: Client, query: str) -> None:
    answer = client.get(f"/review?{query}")
    assert (answer.status_code, "<h1" in answer.text) == (400, True)
    assert client.get("/review?q=nothing").status_code == 404


# deciding ---------------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_the_next_question_comes(client: Client, record: Store) -> None:
    question = page_of(client).xpath("//input[@name='question']/@value")[0]
    answer = judge(client, question=question, verdict="same", why="one cannery", kind="incident")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?by=Ina+Marsh&kind=incident")
    assert judged(record) == [("Ina Marsh", "incident", "same")]
    page = page_of(client)
    assert "3 questions left" in page.text_content()
    assert page.xpath("//section[h2[@id='last']]//span[@class='line-from']/text()") == ["Ina Marsh"]
    assert post(client, sign=sign_of(client), do="undo", by="Ina Marsh").status_code == 303
    assert "4 questions left" in page_of(client).text_content()


def test_a_claim_is_rejected_struck_corrected_and_accepted(client: Client, record: Store) -> None:
    assert judge(client, question=UNION, verdict="reject", why="misread").status_code == 303
    page = page_of(client, f"/claims/{UNION}")
    assert page.xpath("//p[@class='passage']/s/text()") == ["Seven people were killed in the blaze"]
    assert "Rejected: it counts in no incident, dispute or origin by Ina Marsh" in " ".join(page.text_content().split())
    assert judge(client, do="correct", question=UNION, field="killed", value="5").status_code == 303
    assert "killed = " in page_of(client, f"/claims/{UNION}").text_content()
    with record.view() as view:
        assert view.get_incident(UNION).killed_high == 5
    assert judge(client, question=UNION, verdict="accept").status_code == 303
    assert [verdict for *_, verdict in judged(record)] == ["accept", "correct", "reject"]


def test_progress_counts_what_this_person_decided(client: Client) -> None:
    assert not page_of(client).xpath("//progress")
    question = page_of(client).xpath("//input[@name='question']/@value")[0]
    judge(client, question=question, verdict="same")
    (bar,) = page_of(client).xpath("//progress")
    assert (bar.get("value"), bar.get("max")) == ("1", "4")
    assert not page_of(client, "/review?by=Ola+Brandt").xpath("//progress")
    post(client, sign=sign_of(client), do="undo", by="Ina Marsh")
    assert not page_of(client).xpath("//progress")


BAD = [
    ({"verdict": "same"}, 400, "question"),
    ({"question": "nothing", "verdict": "same"}, 404, "nothing"),
    ({"question": UNION, "verdict": "same"}, 400, "none on a claim"),
    ({"question": UNION, "verdict": "correct"}, 400, "none on a claim"),
    ({"question": UNION, "verdict": "accept", "by": ""}, 400, "who judges"),
    ({"question": UNION, "verdict": "accept", "by": "dateline"}, 400, "machine"),
    ({"question": UNION, "verdict": "accept", "why": "x" * 1001}, 400, "characters"),
    ({"question": UNION, "do": "correct", "field": "type", "value": "HEIST"}, 400, "none of"),
    ({"question": UNION, "do": "correct", "field": "type"}, 400, "value"),
    ({"question": UNION, "do": "burn"}, 400, "burn"),
    ({"do": "undo"}, 400, "nothing to take back"),
]


@pytest.mark.parametrize(("fields", "status", "message"), BAD, ids=[str(fields) for fields, *_ in BAD])
def test_bad_input_is_a_page_that_says_so_and_leaves_nothing(
    client: Client, record: Store, fields: dict[str, str], status: int, message: str
) -> None:
    answer = judge(client, **fields)
    assert (answer.status_code, message in html.fromstring(answer.text).text_content()) == (status, True), answer.text
    assert judged(record) == []


# who may write ----------------------------------------------------------------------------------------

GOOD = {"do": "judge", "by": "Ina Marsh", "question": UNION, "verdict": "reject"}
FOREIGN = [
    {"origin": "http://evil.example"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"origin": "evil"},
    {"origin": "http://127.0.0.1:9"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_from_elsewhere_is_refused(client: Client, record: Store, headers: dict[str, str]) -> None:
    assert post(client, headers=headers, sign=sign_of(client), **GOOD).status_code == 403
    assert judged(record) == []


def test_a_form_without_the_sign_or_with_an_old_one_is_refused(client: Client, record: Store) -> None:
    old = sign_of(Client(create_app(record)))
    assert [post(client, **GOOD, **sign).status_code for sign in ({}, {"sign": ""}, {"sign": old}, {"sign": "é"})] == [
        403
    ] * 4
    assert judged(record) == []


def test_what_is_no_form_of_ours_is_refused(client: Client, record: Store) -> None:
    sign = sign_of(client)
    body = urlencode({**GOOD, "sign": sign})
    answers = [
        client.request("POST", "/review", content=content.encode(), headers={"content-type": kind}).status_code
        for kind, content in (
            ("text/plain", body), ("application/json", "{}"), (FORM, f"{body}&why=" + "x" * 70_000),
            (FORM, f"{body}&by=other"), (FORM, "&".join("a=b" for _ in range(99))), (FORM, "sign=%ff"), (FORM, "sign=é"),
        )
    ]  # fmt: skip
    assert answers == [400, 400, 413, 400, 400, 400, 400]
    assert judged(record) == []
    assert client.request("POST", "/review", content=body.encode(), headers={"content-type": FORM}).status_code == 303


def test_on_a_network_without_a_token_nobody_writes(record: Store) -> None:
    client = Client(create_app(record, host="192.0.2.7"), base_url="http://192.0.2.7:8000")
    page = page_of(client)
    assert "without a token" in page.text_content() and not page.xpath("//form[@method='post']")
    assert post(client, sign="", **GOOD).status_code == 403
    assert judged(record) == []


def test_on_a_network_the_token_is_asked_for_once(record: Store) -> None:
    client = Client(create_app(record, host="192.0.2.7", token="s3cret ü"), base_url="http://192.0.2.7:8000")
    page = page_of(client)
    assert page.xpath("//form[@method='post']/@action") == ["/review/token"]
    sign = sign_of(client)
    assert post(client, sign=sign, **GOOD).status_code == 403
    assert post(client, "/review/token", sign=sign, token="wrong").status_code == 403
    entered = post(client, "/review/token", sign=sign, token="s3cret ü", by="Ina Marsh")
    assert (entered.status_code, entered.headers["location"]) == (303, "/review?by=Ina+Marsh")
    cookie = entered.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/;"))
    assert "s3cret" not in cookie, "the token itself is not left in the browser"
    given = {"cookie": cookie.partition(";")[0]}
    assert "Same" in client.get("/review?by=Ina+Marsh", headers=given).text
    assert post(client, headers={**given, "origin": "http://evil.example"}, sign=sign, **GOOD).status_code == 403
    assert post(client, headers=given, sign=sign, **GOOD).status_code == 303
    assert judged(record) == [("Ina Marsh", "claim", "reject")]


# in Chromium ------------------------------------------------------------------------------------------


@pytest.fixture
def open_page(browser: Browser, record: Store) -> Iterator[Opener]:
    with served(record) as address, opener_of(browser, address) as opener:
        yield opener


@pytest.mark.browser
@pytest.mark.filterwarnings("default::DeprecationWarning")
def test_keys_answer_put_off_and_take_back(open_page: Opener, record: Store) -> None:
    page = open_page("/review?by=Ina+Marsh")
    page.keyboard.press("y")
    expect(page.get_by_role("status")).to_have_text("3 questions left")
    page.keyboard.press("m")
    expect(page.get_by_role("status")).to_have_text("2 questions left, 1 put off")
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_have_text("3 questions left, 1 put off")
    assert [verdict for *_, verdict in judged(record)] == ["withdrawn", "same"]


@pytest.mark.browser
@pytest.mark.filterwarnings("default::DeprecationWarning")
def test_keys_typed_into_a_field_are_words(open_page: Opener, record: Store) -> None:
    page = open_page(f"/review?by=Ina+Marsh&q={UNION}")
    page.get_by_label("Why").press_sequentially("a rumour")
    assert judged(record) == []
    page.keyboard.press("Tab")
    page.keyboard.press("r")
    expect(page.get_by_text("Decided last")).to_be_visible()
    with record.view() as view:
        assert view.find_persons_judgements()[0].reasons in (("a rumour",), ())


@pytest.mark.browser
@pytest.mark.filterwarnings("default::DeprecationWarning")
def test_without_script_a_name_is_asked_for_and_an_answer_kept(open_page: Opener, record: Store) -> None:
    page = open_page("/review", java_script_enabled=False)
    page.get_by_label("Your name").fill("Ola Brandt")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Different").click()
    expect(page.get_by_role("status")).to_have_text("3 questions left")
    assert judged(record) == [("Ola Brandt", "incident", "different")]


@pytest.mark.browser
@pytest.mark.filterwarnings("default::DeprecationWarning")
def test_a_claim_is_corrected_by_its_form(open_page: Opener, record: Store) -> None:
    page = open_page(f"/review?by=Ina+Marsh&q={UNION}")
    page.keyboard.press("c")
    page.get_by_label("Correct").select_option("killed")
    page.get_by_label("to", exact=True).fill("5")
    page.get_by_role("button", name="Correct").click()
    expect(page.get_by_text("Claim: correct")).to_be_visible()
    with record.view() as view:
        assert view.get_incident(UNION).killed_high == 5


@pytest.mark.browser
@pytest.mark.filterwarnings("default::DeprecationWarning")
@pytest.mark.parametrize("kind", ["copy", "actor", "incident"])
def test_the_page_fits_a_phone(open_page: Opener, kind: str) -> None:
    page = open_page(f"/review?by=Ina+Marsh&kind={kind}", viewport=PHONE)
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.browser
@pytest.mark.filterwarnings("default::DeprecationWarning")
def test_a_question_mark_tells_the_keys_and_s_puts_off(open_page: Opener) -> None:
    page = open_page("/review?by=Ina+Marsh")
    keys = page.locator("details.keys")
    expect(keys).not_to_have_attribute("open", "")
    page.keyboard.press("?")
    expect(keys).to_contain_text("take back your last decision")
    expect(keys).to_have_attribute("open", "")
    page.keyboard.press("s")
    expect(page.get_by_role("status")).to_have_text("3 questions left, 1 put off")


@pytest.mark.browser
@pytest.mark.filterwarnings("default::DeprecationWarning")
def test_without_script_the_tab_key_is_enough(open_page: Opener, record: Store) -> None:
    page = open_page("/review?by=Ina+Marsh", java_script_enabled=False)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "different":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("3 questions left", timeout=20_000)
    assert [verdict for *_, verdict in judged(record)] == ["different"]
