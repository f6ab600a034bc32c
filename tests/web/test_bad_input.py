"""Whatever is wrong with an address, every page and every endpoint says so in words: 400, or 404 for what is not there."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html

from dateline.store import Store
from dateline.web.app import create_app
from tests.web.client import Client
from tests.web.routes import DATA, FILES, LISTS, item_data, item_pages, sample

FEEDS = ("/feeds/claims.atom", "/feeds/disputes.atom")
LONG = "x" * 2100
# what no parameter of the name may be, and what is said of it
WRONG: dict[str, tuple[str, str]] = {
    "page": ("0", "greater than or equal to 1"),
    "size": ("100000", "less than or equal to"),
    "since": ("soon", "'soon' is no "),
    "until": ("2001-02-30", "'2001-02-30' is no "),
    "as_of": ("2001-13", "'2001-13' is no "),
    "day": ("2001-11", "'2001-11' is no day"),
    "days": ("9", "is none of"),
    "type": ("NOPE", "'NOPE' is none of"),
    "kind": ("NOPE", "'NOPE' is none of"),
    "stance": ("shouts", "'shouts' is none of"),
    "status": ("maybe", "'maybe' is none of"),
    "sort": ("loud", "'loud' is none of"),
    "lanes": ("fast", "'fast' is none of"),
    "point": ("some", "'some' is none of"),
    "after": ("broken", "no token of a page"),
    "current": ("perhaps", "valid boolean"),
    "undated": ("perhaps", "valid boolean"),
    "held": ("perhaps", "valid boolean"),
    "min_claims": ("0", "greater than or equal to 1"),
    **dict.fromkeys(("q", "place", "actor", "source", "outlet", "report", "incident", "name"), (LONG, "at most ")),
}
# a day of the grid of holdings may be a month
LENIENT = {("/holdings", "day")}
# wrong wherever they stand, also where there is no such parameter
ANYWHERE = (
    ("page=0", "page: "),
    ("size=100000", "size: "),
    ("since=soon", "since: "),
    ("as_of=2001-13", "as_of: "),
    ("type=NOPE", "type: "),
    ("sort=loud", "sort: "),
    ("after=broken", "after: "),
    ("colour=red", "colour: there is no such parameter"),
    ("q=a&q=b", "q: "),
    ("place=a%00b", "place: there is a control character in it"),
    ("q=%FF", "not UTF-8"),
    (f"q={LONG}", "q: "),
)
PAGE_OF = {"/timeline": "/timeline/claims", "/timeline/incidents": "/timeline"}


def said(answer: Any) -> str:
    """Return what an error says, in either of its two forms, which must be whole."""
    if answer.headers["content-type"].startswith("application/json"):
        body = answer.json()
        assert set(body) == {"error"} and set(body["error"]) == {"type", "message", "status"}
        assert body["error"]["status"] == answer.status_code
        return str(body["error"]["message"])
    page = html.fromstring(answer.text)
    assert page.xpath("//h1/text()") == ["Bad Request" if answer.status_code == 400 else "Not Found"]
    return str(page.text_content())


def every_address(store: Store) -> list[str]:
    lists = dict.fromkeys(path.partition("?")[0] for path in (*LISTS, *DATA))
    items = sample(item_pages(store), each=1)
    return [*lists, *FILES, *FEEDS, *items, *(f"/api/v1{path}" for path in items)]


@pytest.mark.parametrize(("query", "why"), ANYWHERE, ids=[query[:20] for query, _ in ANYWHERE])
def test_what_is_wrong_anywhere(client: Client, archive: Store, query: str, why: str) -> None:
    for path in every_address(archive):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400, path
        assert why in said(answer), path


def test_every_parameter_says_what_it_cannot_be(client: Client, linked_store: Store) -> None:
    linked = Client(create_app(linked_store))
    items = [*item_data(linked_store)]
    api = client.get("/openapi.json").json()
    asked = set()
    for template, methods in api["paths"].items():
        pattern = re.compile(re.sub(r"{\w+}", "[^/]+", template.replace("/map/said/", "/incidents/")))
        found = next((item for item in items if pattern.fullmatch(item)), None)
        path = (
            template if found is None else found.replace("/incidents/", "/map/said/") if "said" in template else found
        )
        bare = path.removeprefix("/api/v1")
        pages = [path] if bare in ("/info",) or re.search(r"\.\w+$|/said/", bare) else [path, PAGE_OF.get(bare, bare)]
        for parameter in methods["get"].get("parameters", []):
            name = parameter["name"]
            if parameter["in"] == "path" or (bare, name) in LENIENT:
                continue
            value, why = WRONG[name]
            for address in pages:
                answer = linked.get(f"{address}?{name}={value}")
                assert answer.status_code == 400, (address, name)
                message = said(answer)
                assert f"{name}: " in message and why in message, (address, name, message)
                asked.add(name)
    assert asked == set(WRONG)


def test_no_form_gives_a_parameter_twice_or_one_that_is_not_there(client: Client) -> None:
    for path in (*LISTS, "/claims?incident=none&as_of=2012&report=none", "/disputes?incident=none&as_of=2012"):
        for form in html.fromstring(client.get(path).text).xpath("//form[not(@method) or @method='get']"):
            names = form.xpath(".//*[self::input or self::select][@name][not(@type='radio')]/@name")
            assert len(names) == len(set(names)), (path, names)
            blank = "&".join(f"{name}=" for name in names)
            assert client.get(f"{form.get('action')}?{blank}").status_code == 200, (path, blank)


FAMILIES = ("reports", "claims", "incidents", "disputes", "places", "sources", "actors", "map/said")


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_not_there(client: Client, family: str) -> None:
    for start in ("", "/api/v1"):
        if family == "map/said" and not start:
            continue
        for key, status in (
            ("no-such-key", 404),
            ("k" * 1000, 404),
            (quote("%' OR 1=1 --", safe=""), 404),
            ("a%00b", 400),
        ):
            answer = client.get(f"{start}/{family}/{key}")
            assert answer.status_code == status, (start, family, key[:20])
            assert said(answer), key
        assert client.get(f"{start}/{family}/{'k' * 5000}").status_code == 414
