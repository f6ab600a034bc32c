"""RSS and Atom -> a report for each entry that carries its text."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

import feedparser

from dateline.errors import UnreadableReport
from dateline.ingest.base import Ingested, Metadata, Options, make_ingested, time_limit
from dateline.ingest.html import canonical_url, text_of_html

__all__ = ["read_feed"]


def read_feed(data: bytes, address: str, options: Options) -> Iterator[Ingested | UnreadableReport]:
    """Yield the reports of a feed's entries, and a fault for each entry without text.

    An entry's text is its content, else its summary; entries that only link to a page say so, so that the page can be
    added by its address.

    Raises:
        UnreadableReport: not a feed, or it passes a limit.
    """
    with time_limit(options.limits.seconds, address):
        check_markup(data, address, options.limits.max_depth)
        feed = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries and (feed.bozo or not feed.version):
        raise UnreadableReport(address, f"no feed ({feed.get('bozo_exception', 'no entries')})")
    for number, entry in enumerate(feed.entries, 1):
        link = canonical_url(entry.get("link"))
        where = link or f"{address}#{entry.get('id') or number}"
        try:
            yield make_ingested(
                entry_text(entry),
                options.merged(entry_metadata(entry, feed.feed, link=link)),
                data=data,
                media_type="application/atom+xml" if feed.version.startswith("atom") else "application/rss+xml",
                address=where,
            )
        except UnreadableReport as error:
            yield UnreadableReport(where, f"{error.why}; the feed gives only its address" if link else error.why)


def check_markup(data: bytes, address: str, max_depth: int) -> None:
    """Refuse XML that nests deeper than the limit or declares entities of its own (which may grow without bound).

    Raises:
        UnreadableReport: too deep, or with entity declarations. Other faults are the feed parser's to forgive.
    """
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > max_depth:
            raise UnreadableReport(address, f"its elements nest deeper than {max_depth} levels")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_facts: object) -> None:
        raise UnreadableReport(address, "declares entities of its own, which a feed has no need of")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, declare
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return


def entry_text(entry: Any) -> str:
    """Return an entry's content, else its summary, as plain text."""
    contents = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    return next((text for text in (text_of_html(c) if c.strip() else "" for c in contents) if text.strip()), "")


def entry_metadata(entry: Any, feed: Any, *, link: str | None) -> Metadata:
    """Return an entry's metadata; the outlet is the feed's title."""
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    return Metadata(
        title=entry.get("title") or None,
        outlet=entry.get("source", {}).get("title") or feed.get("title") or None,
        byline=entry.get("author") or None,
        url=link,
        published=time.strftime("%Y-%m-%d", stamp) if stamp else None,
        language=feed.get("language", "")[:2].lower() or None,
    )
