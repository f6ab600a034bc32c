"""HTML -> a report: the article's text, with title, outlet, day and byline from its metadata and JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.settings import Document

from dateline.errors import UnreadableReport
from dateline.ingest.base import Ingested, Limits, Metadata, Options, decode, make_ingested, time_limit
from dateline.ingest.dates import iso_date

__all__ = ["check_depth", "read_html", "text_of_html"]

# dates only where the page's metadata states them: no search through the text, which would be a guess
DATE_SEARCH = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}

MIN_WORDS = 5  # less is a page's menu, not an article


def read_html(data: bytes, address: str, options: Options) -> Iterator[Ingested]:
    """Yield the one report of a page. What is known already stands before what the page says.

    Raises:
        UnreadableReport: no article in the page, or the page passes a limit.
    """
    with time_limit(options.limits.seconds, address):
        text, found = _extract(decode_html(data, address), address, options.limits)
    yield make_ingested(text, options.merged(found), data=data, media_type="text/html", address=address)


def _extract(page: str, address: str, limits: Limits) -> tuple[str, Metadata]:
    check_depth(page, address, limits.max_depth)
    url = address if address.startswith(("http://", "https://")) else None
    try:
        document = trafilatura.bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=DATE_SEARCH,
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise UnreadableReport(address, f"the page cannot be parsed ({type(error).__name__}: {error})") from error
    if not isinstance(document, Document) or len((document.text or "").split()) < MIN_WORDS:
        raise UnreadableReport(address, "no article found in the page")
    metadata = Metadata(
        title=document.title or None,
        outlet=document.sitename or None,
        byline=document.author or None,
        url=canonical_url(document.url) or canonical_url(url),
        published=iso_date(document.date) if document.date else None,
        language=document.language or None,
    )
    return without_repeated_title(document.text or "", metadata.title), metadata


def canonical_url(url: str | None) -> str | None:
    """Return an http(s) address without its fragment, None for anything else.

    >>> canonical_url("https://a.example/x#top"), canonical_url("javascript:alert(1)")
    ('https://a.example/x', None)
    """
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    return url.split("#", 1)[0]


def without_repeated_title(text: str, title: str | None) -> str:
    """Drop a first line that only repeats the title, which the report keeps beside its text."""
    first, _, rest = text.partition("\n")
    same = title is not None and first.strip().casefold() == title.strip().casefold()
    return rest if same and rest.strip() else text


def decode_html(data: bytes, address: str) -> str:
    """Decode a page by its own word for its encoding, else as any text."""
    declared = re.search(rb"<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_-]{2,40})", data[:4096], re.IGNORECASE)
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, address)


def check_depth(page: str, address: str, max_depth: int) -> None:
    """Refuse a page whose elements nest deeper than the limit.

    libxml2 itself stops building at 256 levels and would silently lose what lies below.

    Raises:
        UnreadableReport: deeper than ``max_depth``, or no markup at all.
    """
    try:
        tree = lxml_html.document_fromstring(
            page.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError) as error:
        raise UnreadableReport(address, f"the page cannot be parsed ({error})") from error
    depth = 0
    for event, _element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > max_depth:
            raise UnreadableReport(address, f"its elements nest deeper than {max_depth} levels")


def text_of_html(fragment: str) -> str:
    """Return the text of a fragment of HTML (a feed's entry), paragraphs on lines of their own.

    >>> text_of_html("<p>Dam holds.</p><p>Town is <b>safe</b>.</p>")
    'Dam holds.\\nTown is safe.'
    """
    if "<" not in fragment:
        return lxml_html.fromstring(f"<p>{fragment}</p>").text_content() if "&" in fragment else fragment
    spaced = re.sub(r"(?i)<(/p|br|/div|/li|/h[1-6]|/blockquote)\b[^>]*>", r"\n<\1>", fragment)
    body = lxml_html.fromstring(f"<div>{spaced}</div>")
    for element in body.iter("script", "style"):
        element.text = ""
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in body.text_content().splitlines())
    return "\n".join(line for line in lines if line)
