"""A walk from the front page along every kind of link, as a reader who clicks on everything: none may lead nowhere."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

import pytest

from dateline.store import Store
from dateline.web.app import create_app
from dateline.web.render import SECTIONS
from tests.web.client import Client

EACH = 2  # addresses of one family that are asked, and of one parameter of a family; the first that are met
LISTS = frozenset(path for _, group in SECTIONS for _, path, _ in group)
SPOKEN = ("aria-label", "alt", "data-number", "title")  # what a link says without words of its own
# pages that are of an actor or a source: several of one name are told apart by their reports, not by their titles
NAMESAKES = ("/actors/", "/sources/")


@dataclass
class Leaf(HTMLParser):
    """A page as a reader's hands know it: its links with their words, its anchors, its title and its heading."""

    links: list[tuple[str, str]] = field(default_factory=list)
    leaving: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    heads: dict[str, str] = field(default_factory=lambda: {"title": "", "h1": "", "main": ""})
    inside: list[str] = field(default_factory=list)
    href: str | None = None
    said: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors.add(given.get("id") or "")
        if tag == "use":
            self.links.append((given["href"] or "", "use"))
        if tag == "a" and given.get("href") is not None:
            self.href, self.said = given["href"], ""
            if "main" in self.inside:
                self.leaving.add(self.href or "")
        self.said += "".join(given.get(name) or "" for name in SPOKEN)
        if (tag in self.heads and not ("svg" in self.inside and tag == "title")) or tag == "svg":
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.href is not None:
            self.links.append((self.href, " ".join(self.said.split())))
            self.href = None
        if self.inside[-1:] == [tag]:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        self.said += data
        if "svg" not in self.inside:
            for tag in self.inside:
                self.heads[tag] += data


@dataclass
class Walk:
    """What was met on the way: the pages by their addresses, and what is wrong with them."""

    client: Client
    pages: dict[str, Leaf] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    families: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def go(self, start: str) -> Walk:
        """Ask for pages, the nearest to the start first, until every family of addresses was asked a few times."""
        waiting = deque([(start, "the beginning")])
        while waiting:
            path, before = waiting.popleft()
            kinds = kinds_of(path)
            if path in self.asked or all(self.families[kind] >= EACH for kind in kinds):
                continue
            self.asked.add(path)
            self.families.update(kinds)
            waiting += [(link, path) for link in self.ask(path, before)]
        return self

    def ask(self, path: str, before: str) -> list[str]:
        """Return where an address leads on; what is no page leads nowhere."""
        answer = self.client.get(path)
        if answer.status_code != 200:
            self.faults.append(f"{path}: {answer.status_code}, a link of {before}")
        if not answer.headers["content-type"].startswith("text/html"):
            return []
        leaf = self.pages[path] = Leaf()
        leaf.feed(answer.text)
        return [address_in(link, path) for link, _ in leaf.links if is_inside(link)]


def is_inside(link: str) -> bool:
    return not urlsplit(link).netloc


def address_in(link: str, path: str) -> str:
    """Return an address that a page links to, as it is asked for."""
    return urldefrag(urljoin(path, link)).url


def kinds_of(path: str) -> list[str]:
    """Return the family of an address, or the family with each of its parameters.

    >>> kinds_of("/claims/ab12"), kinds_of("/claims.csv?q=a&place=b")
    (['/claims/*'], ['/claims.csv?place', '/claims.csv?q'])
    """
    names = sorted({name for name, _ in parse_qsl(urlsplit(path).query, keep_blank_values=True)})
    return [f"{family_of(path)}?{name}" for name in names] or [family_of(path)]


def family_of(path: str) -> str:
    """Return what addresses of one kind share: their ids are left out.

    >>> family_of("/claims/ab12?as_of=2001"), family_of("/reports/ab12/versions")
    ('/claims/*', '/reports/*/versions')
    """
    parts = urlsplit(path)
    first, *rest = parts.path.removeprefix("/").split("/")
    known = ("versions", "docs", "v1", "jobs", "claims", "incidents")
    ids = [part if first in ("api", "static", "feeds") or part in known else "*" for part in rest]
    if first == "api" and len(rest) > 2 and rest[1] != "timeline":
        ids[2:3] = ["*"]
    return "/" + "/".join([first, *ids])


@pytest.fixture(scope="module")
def walk(demo_store: Store) -> Walk:
    return Walk(Client(create_app(demo_store))).go("/")


def test_every_family_is_met_and_every_link_answers(walk: Walk) -> None:
    met = {urlsplit(path).path for path in walk.pages}
    assert met >= LISTS
    assert {
        f"{path}/*" for path in ("/reports", "/claims", "/incidents", "/disputes", "/places", "/actors", "/sources")
    } < {family_of(path) for path in walk.pages}
    assert walk.faults == []


def broken_anchors(walk: Walk) -> Iterator[str]:
    for path, leaf in walk.pages.items():
        for link, _ in leaf.links:
            target = walk.pages.get(address_in(link, path)) if is_inside(link) else None
            anchor = unquote(urldefrag(link).fragment)
            if target and anchor not in target.anchors | {""}:
                yield f"{path}: {link}"


def test_every_fragment_is_on_its_page(walk: Walk) -> None:
    assert sum("#" in link for leaf in walk.pages.values() for link, _ in leaf.links) > 100
    assert list(broken_anchors(walk)) == []


def test_no_link_is_without_words(walk: Walk) -> None:
    assert [f"{path}: {link}" for path, leaf in walk.pages.items() for link, said in leaf.links if not said] == []


def test_no_page_is_a_dead_end(walk: Walk) -> None:
    """What a page shows leads on, not only its masthead."""
    ways = {path: {address_in(link, path) for link in leaf.leaving} - {path} for path, leaf in walk.pages.items()}
    assert [path for path, leading in ways.items() if not leading] == []


def test_pages_are_told_apart_by_title_and_heading(walk: Walk) -> None:
    """Views of one page may share them; lists differ from one another and from items, items of one family by their titles."""
    plain = {path: leaf for path, leaf in walk.pages.items() if "?" not in path}
    assert [path for path, leaf in plain.items() if not leaf.heads["h1"].strip()] == []
    lists = Counter(leaf.heads["h1"].strip() for path, leaf in plain.items() if path.count("/") == 1)
    titles = Counter(leaf.heads["title"] for path, leaf in plain.items() if not path.startswith(NAMESAKES))
    assert [head for head, times in (lists + Counter()).items() if times > 1] == []
    assert [title for title, times in titles.items() if times > 1] == []
