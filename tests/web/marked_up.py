"""A page as a test reads it."""

from __future__ import annotations

from lxml import html

from tests.web.client import Client

__all__ = ["cells", "page_of", "plain"]


def page_of(client: Client, path: str) -> html.HtmlElement:
    """Return a page that must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def plain(element: html.HtmlElement) -> str:
    """Return an element's words."""
    return " ".join(element.text_content().split())


def cells(element: html.HtmlElement) -> str:
    """Return an element's words, those of neighbouring cells apart."""
    return " ".join(" ".join(element.itertext()).split())
