"""Atom (RFC 4287): a feed as XML. Everything in it is by strangers: escaped, and without signs that no XML can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

__all__ = ["ATOM_TYPE", "Entry", "Feed", "atom_xml", "tag_uri"]

ATOM_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
AUTHORITY = (
    "dateline,2026"  # of tag URIs (RFC 4151): ids are derived from content, so they are the same in every archive
)
NEVER = "1970-01-01T00:00:00+00:00"  # when a feed without entries changed: it has not
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news: ``author`` is on whose word it is, ``updated`` when it came to the archive, ``url`` its page."""

    id: str
    title: str
    updated: str
    author: str
    url: str
    summary: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries, the newest first, with the feed's own address and that of the page that shows the same."""

    id: str
    title: str
    url: str
    page: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> str:
        """When the newest entry came."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def tag_uri(path: str) -> str:
    """Return the tag URI of something of the archive.

    >>> tag_uri("claim/1f")
    'tag:dateline,2026:claim/1f'
    """
    return f"tag:{AUTHORITY}:{path}"


def atom_xml(feed: Feed) -> bytes:
    """Return a feed as XML in UTF-8."""
    root = ElementTree.Element("feed", xmlns=NAMESPACE)
    add(root, "id", feed.id)
    add(root, "title", feed.title)
    add(root, "updated", feed.updated)
    add(ElementTree.SubElement(root, "author"), "name", "Dateline")
    add(root, "link", attributes={"rel": "self", "type": "application/atom+xml", "href": feed.url})
    add(root, "link", attributes={"rel": "alternate", "type": "text/html", "href": feed.page})
    for entry in feed.entries:
        add_entry(root, entry)
    ElementTree.indent(root, space=" ")
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def add_entry(root: ElementTree.Element, entry: Entry) -> None:
    """Add an entry to a feed."""
    element = ElementTree.SubElement(root, "entry")
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "updated", entry.updated)
    add(ElementTree.SubElement(element, "author"), "name", entry.author)
    add(element, "link", attributes={"rel": "alternate", "type": "text/html", "href": entry.url})
    for category in entry.categories:
        add(element, "category", attributes={"term": category})
    add(element, "summary", entry.summary)


def add(parent: ElementTree.Element, name: str, text: str = "", *, attributes: Mapping[str, str] | None = None) -> None:
    """Add an element with its text or its attributes."""
    cleaned = {key: NO_XML.sub("\ufffd", value) for key, value in (attributes or {}).items()}
    ElementTree.SubElement(parent, name, cleaned).text = NO_XML.sub("\ufffd", text) or None
