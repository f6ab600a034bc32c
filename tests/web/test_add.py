"""The page of adding: what is given goes through the code of ``dateline add``, and what became of it is told."""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from dateline.ingest.base import Metadata
from dateline.pipeline import Added
from dateline.settings import Settings
from dateline.store import ClaimFilter, Store, open_store
from dateline.web.app import create_app
from dateline.web.import_worker import Task
from dateline.web.imports import LOST, Import, Imports
from dateline.web.uploads import beside_texts, safe_name
from tests.web.browsing import OVERFLOW, PHONE, opener_of, served
from tests.web.client import Client

STORY = "LOAM, 4 May - Farmers said on Friday that soldiers had shot at least nine cattle near Orsk Mill.\n"
OTHER = "The mayor of Loam denied that any soldier had been near the mill.\n"
PAGE = f"<html><head><title>At the mill</title></head><body><article><p>{OTHER * 6}</p></article></body></html>"
SMALL = Settings(max_upload_bytes=60_000, max_upload_files=3, max_report_bytes=20_000, max_imports=2, jobs=1)
PATIENCE = 60.0


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = open_store(tmp_path_factory.mktemp("add") / "archive.sqlite", create=True)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[Client]:
    app = create_app(store, settings=SMALL)
    yield Client(app)
    app.state.imports.close()


def sign_of(client: Client) -> str:
    (sign,) = set(re.findall(r'name="sign" value="([^"]+)"', client.get("/add").text))
    return str(sign)


def give(client: Client, files: Any = (), **fields: str) -> httpx.Response:
    """Send the form as a browser would: always as one with files."""
    parts = [(name, (None, value)) for name, value in {"sign": sign_of(client), **fields}.items()]
    return client.request("POST", "/add", files=[*parts, *files])


def finished(client: Client, given: httpx.Response) -> html.HtmlElement:
    """Return the page of an import when it is over."""
    assert given.status_code == 303, given.text
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = client.get(given.headers["location"])
        assert answer.status_code == 200, answer.text
        tree = html.fromstring(answer.text)
        if not tree.xpath("//@data-events"):
            return tree
        time.sleep(0.1)
    raise AssertionError("the import did not end")


def counted(tree: html.HtmlElement) -> dict[str, int]:
    return {dd.get("data-count"): int(dd.text_content()) for dd in tree.xpath("//dd[@data-count]")}


def said(tree: html.HtmlElement) -> str:
    return " ".join(tree.text_content().split())


def kept_reports(store: Store) -> int:
    with store.view() as view:
        return view.info().reports


def test_a_pasted_text_is_read_and_kept(client: Client, store: Store) -> None:
    fields = {
        "title": "Cattle shot",
        "outlet": "Loam Gazette",
        "published": "2012-05-04",
        "url": "https://loam.example/1",
    }
    tree = finished(client, give(client, do="text", text=STORY, **fields))
    assert counted(tree)["added"] == 1
    assert counted(tree)["claims"] > 0
    (address,) = tree.xpath("//*[@data-rows='kept']//a/@href")
    page = client.get(address)
    assert page.status_code == 200
    with store.view() as view:
        report = view.get_report(address.rpartition("/")[2])
        assert view.get_original(report.id).data == STORY.encode()
        assert {claim.chain[0] for claim in view.iter_claims(ClaimFilter(report=report.id))} == {"Loam Gazette"}
    assert (report.title, report.published, report.url) == ("Cattle shot", "2012-05-04", "https://loam.example/1")
    again = finished(client, give(client, do="text", text=STORY, **fields))
    assert counted(again) == {"added": 0, "known": 1, "skipped": 0, "claims": 0}


def test_of_many_files_each_is_told(client: Client, store: Store) -> None:
    before = kept_reports(store)
    lines = [json.dumps({"id": "a", "text": "Nobody was hurt, police said.", "outlet": "Vale"}), "{broken", ""]
    files = [
        ("files", ("../mill.html", PAGE.encode(), "text/html")),
        ("files", ("picture.txt", b"\x89PNG\x00\xff", "text/plain")),
        ("files", ("wire.jsonl", "\n".join(lines).encode(), "application/json")),
    ]
    tree = finished(client, give(client, files, do="files", outlet="Orsk Post", published="2012-05-05"))
    assert counted(tree) | {"claims": 0} == {"added": 2, "known": 0, "skipped": 2, "claims": 0}
    assert kept_reports(store) == before + 2
    skipped = [" ".join(li.text_content().split()) for li in tree.xpath("//*[@data-rows='skipped']/li")]
    assert skipped[0] == "picture.txt binary data, not text"
    assert skipped[1].startswith("wire.jsonl") and "no JSON" in skipped[1]
    assert tempfile.gettempdir() not in tree.text_content()
    with store.view() as view:
        (mill,) = [row for row in view.find_reports(limit=200).rows if row.title == "At the mill"]
    assert mill.address.startswith("upload:") and mill.address.endswith("/mill.html")
    assert (mill.outlet, mill.published) == ("Orsk Post", "2012-05-05")


def test_metadata_beside_a_text_is_used(client: Client, store: Store) -> None:
    files = [
        ("files", ("note.txt", b"A bridge fell at Loam, villagers said.", "text/plain")),
        ("files", ("note.json", b'{"title": "Bridge falls", "outlet": "Loam Gazette"}', "application/json")),
    ]
    tree = finished(client, give(client, files, do="files"))
    assert counted(tree)["added"] == 1
    assert "Bridge falls" in said(tree)


def test_an_address_of_a_private_network_is_not_fetched(client: Client) -> None:
    for address in ("http://127.0.0.1:1/", "http://localhost/admin", "http://[::1]/", "http://169.254.169.254/latest"):
        tree = finished(client, give(client, do="address", url=address))
        assert counted(tree)["skipped"] == 1
        assert "a private address, which is never fetched" in said(tree)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"do": "text", "text": "  "}, "text: nothing is given"),
        ({"do": "text", "text": STORY, "published": "yesterday"}, "published: 'yesterday' is no day"),
        ({"do": "text", "text": STORY, "url": "javascript:alert(1)"}, "is no http or https address"),
        ({"do": "text", "text": STORY, "title": "x" * 301}, "title: longer than 300 characters"),
        ({"do": "text", "text": STORY, "outlet": "a\x1bb"}, "outlet: there is a control character"),
        ({"do": "files"}, "files: none is given"),
        ({"do": "address"}, "url: nothing is given"),
        ({"do": "address", "url": "file:///etc/passwd"}, "is no http or https address"),
        ({"do": "all"}, "do: there is no 'all'"),
    ],
)
def test_a_form_that_says_too_little_is_refused(client: Client, fields: dict[str, str], why: str) -> None:
    answer = give(client, **fields)
    assert answer.status_code == 400
    assert why in said(html.fromstring(answer.text))


def test_more_than_is_taken_at_once_is_refused(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    small = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(4)]
    large = [("files", ("a.txt", b"x" * 70_000, "text/plain"))]
    for answer, why in (
        (give(client, small, do="files"), "more than 3 files at once"),
        (give(client, large, do="files"), "the form is larger than 60,000 bytes"),
        (give(client, do="text", text="x" * 20_001), "text: longer than 20,000 bytes"),
        (give(client, **{f"f{n}": "" for n in range(30)}), "more than 20 fields"),
    ):
        assert answer.status_code == 413
        assert why in said(html.fromstring(answer.text))
    assert list(tmp_path.iterdir()) == [], "nothing of it is left"


@pytest.mark.parametrize(
    ("content_type", "body", "why"),
    [
        ("application/x-www-form-urlencoded", b"do=text", "not a form of the kind multipart/form-data"),
        ("multipart/form-data", b"--x--", "not a form of the kind multipart/form-data"),
        ("multipart/form-data; boundary=x", b"no boundary at all", "the form cannot be read"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="do"\r\n\r\nte', "cut short"),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
            "without a name",
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="do"\r\n\r\n\xff\r\n--x--\r\n',
            "not UTF-8",
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="do"\r\n\r\na\r\n' * 2 + b"--x--\r\n",
            "a field twice",
        ),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x--\r\n", "cannot be read"),
    ],
)
def test_what_is_no_form_is_refused(client: Client, content_type: str, body: bytes, why: str) -> None:
    answer = client.request("POST", "/add", content=body, headers={"content-type": content_type})
    assert answer.status_code == 400
    assert why in said(html.fromstring(answer.text))


def test_only_our_own_forms_are_taken(client: Client, store: Store) -> None:
    before = kept_reports(store)
    parts = [("do", (None, "text")), ("text", (None, OTHER)), ("sign", (None, sign_of(client)))]
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert client.request("POST", "/add", files=parts, headers=headers).status_code == 403
    assert client.request("POST", "/add", files=[*parts[:2], ("sign", (None, "guess"))]).status_code == 403
    assert kept_reports(store) == before


def test_over_a_network_the_token_is_asked_for(store: Store) -> None:
    far = Client(create_app(store, host="0.0.0.0", token="s3cret", settings=SMALL), base_url="http://192.0.2.1")
    assert "Token of this archive" in far.get("/add").text
    assert 'name="text"' not in far.get("/add").text
    assert give(far, do="text", text=OTHER).status_code == 403
    assert far.get("/add/jobs/some").status_code == 403
    entered = far.request("POST", "/add/token", data={"sign": sign_of(far), "token": "s3cret"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/add")
    cookie = {"cookie": entered.headers["set-cookie"].partition(";")[0]}
    assert "s3cret" not in cookie["cookie"]
    assert 'name="text"' in far.get("/add", headers=cookie).text
    closed = Client(create_app(store, host="0.0.0.0", settings=SMALL), base_url="http://192.0.2.1")
    assert "Nothing can be added here" in closed.get("/add").text


def test_an_import_of_an_earlier_run_is_explained(client: Client) -> None:
    for path in ("/add/jobs/none", "/add/jobs/none/events"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "remembered until the server stops" in said(html.fromstring(answer.text))
    assert client.get("/add/jobs/none/events?since=-1").status_code == 400


def test_events_tell_the_same_as_the_page(client: Client) -> None:
    given = give(client, do="text", text="A dam broke near Loam, the ministry said.", title="Dam breaks")
    tree = finished(client, given)
    lines = client.get(given.headers["location"] + "/events").text.split("\n\n")
    assert lines[-2:] == ["event: over\ndata: {}", ""]
    ident, data = lines[0].split("\n")
    told = json.loads(data.removeprefix("data: "))
    assert {name: told[name] for name in counted(tree)} == counted(tree)
    assert (ident, told["state"], [row["title"] for row in told["rows"]]) == ("id: 1", "done", ["Dam breaks"])
    assert tree.xpath("//*[@data-rows='kept']//a/@href") == [told["rows"][0]["url"]]
    later = client.get(given.headers["location"] + "/events", headers={"last-event-id": "1"}).text
    assert json.loads(later.split("\n")[1].removeprefix("data: "))["rows"] == []


# what does not depend on the process ------------------------------------------------------------------


class Stuck(Imports):
    """Imports that nobody does."""

    def _keep(self) -> None:
        return


def test_only_so_many_wait(store: Store) -> None:
    app = create_app(store, settings=SMALL)
    imports = Stuck(store, SMALL)
    discarded: list[int] = []
    task = Task((), Metadata())
    for _ in range(SMALL.max_imports):
        imports.submit(task, what="x", discard=lambda: discarded.append(1))
    assert [one.state for one in imports.latest()] == ["waiting", "waiting"]
    app.state.imports.submit = imports.submit
    answer = give(Client(app), do="text", text=STORY)
    assert answer.status_code == 503
    assert "2 imports are waiting already" in said(html.fromstring(answer.text))


class Broken(Imports):
    """Imports whose process dies after two reports, of which the first was made durable."""

    told = (Added("added", "a", "A", 2, report="kept"), Added("added", "b", "B", 3, report="lost"))

    def _do(self, one: Any) -> str | None:
        for added in self.told:
            one.tell(added)
        raise EOFError

    def _is_kept(self, report_id: str) -> bool:
        return report_id == "kept"


def test_what_was_lost_with_the_process_is_told(store: Store) -> None:
    imports = Broken(store, SMALL)
    discarded: list[str] = []
    ident = imports.submit(Task((), Metadata()), what="two files", discard=lambda: discarded.append("files"))
    deadline = time.monotonic() + PATIENCE
    while not (progress := imports.get_progress(ident)).is_over and time.monotonic() < deadline:
        time.sleep(0.02)
    assert (progress.state, progress.added, progress.skipped, progress.claims) == ("broken", 1, 1, 2)
    assert [(row.title, row.status, row.why) for row in progress.rows] == [("A", "added", None), ("B", "skipped", LOST)]
    assert "the reading process died" in (progress.why or "")
    assert discarded == ["files"]


def test_of_a_long_import_what_was_skipped_is_told_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.web.imports.MOST_ROWS", 2)
    monkeypatch.setattr("dateline.web.imports.MOST_SKIPPED", 4)
    one = Import("1", "files", "2012-05-04", Task((), Metadata()), lambda: None, last=deque(maxlen=3))
    for number in range(6):
        one.tell(Added("added", f"a{number}", f"A{number}", 1, report=str(number)))
    for number in range(3):
        one.tell(Added("skipped", f"s{number}", why="broken"))
    assert [row.address for row in one.rows] == ["a0", "a1", "s0", "s1"]
    assert (one.untold, one.counts, one.claims) == (5, {"added": 6, "known": 0, "skipped": 3}, 6)
    one.untell(lambda report: report < "4")
    assert (one.counts, one.claims, one.untold) == ({"added": 4, "known": 0, "skipped": 5}, 4, 3)
    assert [row.title for row in one.rows if row.why == LOST] == ["A5", "A4"]


def test_names_of_files_name_nothing_else() -> None:
    assert [safe_name(n) for n in ("../../a.txt", "C:\\x\\b.html", "..", "", ".c", "a\x00\nb.txt", "é" * 300 + ".html")] == [
        "a.txt", "b.html", "file", "file", "c", "a__b.txt", "é" * 97 + ".html",
    ]  # fmt: skip
    assert beside_texts(["a.txt", "a.json", "b.json", "c.html", "c.json"]) == {"a.json", "c.json"}


# in the browser ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    with served(store) as found:
        yield found


@pytest.mark.browser
@pytest.mark.filterwarnings("default::DeprecationWarning")
@pytest.mark.parametrize("script", [True, False])
def test_files_are_added_in_a_browser(browser: Browser, address: str, tmp_path: Path, script: bool) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(f"A ferry sank off Loam, sailors said {'aloud' if script else 'softly'}.", encoding="utf-8")
    with opener_of(browser, address) as open_page:
        page = open_page("/add", java_script_enabled=script, viewport=PHONE)
        assert page.evaluate(OVERFLOW) == 0
        page.locator("input[type=file]").set_input_files(path)
        page.get_by_role("button", name="Add the files").click()
        deadline = time.monotonic() + PATIENCE
        while not script and page.get_by_text("Done.").count() == 0 and time.monotonic() < deadline:
            page.get_by_role("link", name="Look again").click()
        expect(page.get_by_text("Done.")).to_be_visible(timeout=PATIENCE * 1000)
        assert page.evaluate(OVERFLOW) == 0
        page.locator("[data-rows=kept] a").click()
        expect(page.locator("[data-report-text]")).to_contain_text("A ferry sank off Loam")
