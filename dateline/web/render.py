"""Contexts -> HTML: the one Jinja environment, and the page that stands alone in a file."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dateline.records import Claim, Reading
from dateline.vocabulary import ENTITY_KINDS, EVENT_STATUSES, EVENT_TYPES, HOLDING_STATES, STANCES
from dateline.web import labels
from dateline.web.cards import mark_report
from dateline.web.downloads import DOWNLOADS
from dateline.web.maps import map_report
from dateline.web.params import CLAIM_KINDS
from dateline.web.timelines import timeline_report

__all__ = ["STATIC", "asset", "environment", "href", "render", "render_reading_page"]

HERE = Path(__file__).parent
STATIC = HERE / "static"
SCRIPT = "report.js"
SHEET = "dateline.css"
ASSET_HEX_DIGITS = 12
FILTERS = (
    "count_label",
    "day_label",
    "initial",
    "interval_label",
    "killed_label",
    "km_label",
    "number_label",
    "plural",
    "range_label",
    "safe_url",
    "short_day",
    "size_label",
    "time_label",
)
# the masthead: what a group answers, and its sections: what a template calls one by, its address, its name
SECTIONS = (
    ("What is said", (("reports", "/reports", "Reports"), ("claims", "/claims", "Claims"))),
    (
        "What happened",
        (
            ("incidents", "/incidents", "Incidents"),
            ("disputes", "/disputes", "Disputes"),
            ("holdings", "/holdings", "Holdings"),
        ),
    ),
    (
        "When and where",
        (("timeline", "/timeline", "Timeline"), ("map", "/map", "Map"), ("places", "/places", "Places")),
    ),
    ("Who", (("actors", "/actors", "Actors"), ("sources", "/sources", "Sources"))),
    ("Your part", (("review", "/review", "Review"), ("add", "/add", "Add"))),
)
# what a form offers
CHOICES: Mapping[str, Sequence[Any]] = {
    "kind": CLAIM_KINDS,
    "stance": STANCES,
    "type": (*EVENT_TYPES, *HOLDING_STATES),
    "status": EVENT_STATUSES,
    "entity": ENTITY_KINDS,
    "sort": (
        ("report", "as in the reports"),
        ("time", "by time"),
        ("-time", "by time, latest first"),
        ("published", "by publication"),
        ("-published", "by publication, latest first"),
        ("-report", "added last first"),
    ),
}


@functools.cache
def environment() -> Environment:
    """Return the environment of the pages' templates: everything is escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update({name: getattr(labels, name) for name in FILTERS}, pretty=pretty)
    made.globals.update(asset=asset, for_feed=for_feed, href=href, segment=segment)
    made.globals.update(without=without, without_all=without_all, without_size=without_size)
    made.globals.update(choices=CHOICES, downloads=DOWNLOADS, sections=SECTIONS)
    return made


def render(template: str, **values: Any) -> str:
    """Return a template rendered."""
    return environment().get_template(template).render(**values)


def href(path: str, params: Mapping[str, Any] | None = None, **changes: Any) -> str:
    """Return an address within the archive; parameters that are None are left out.

    >>> href("/claims", {"source": "a b", "page": 2}, page=None)
    '/claims?source=a+b'
    """
    given = {key: value for key, value in {**(params or {}), **changes}.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path


def without(path: str, params: Mapping[str, Any], name: str) -> str:
    """Return an address without one of its parameters.

    >>> without("/claims", {"source": "mayor", "place": "Lyon"}, "place")
    '/claims?source=mayor'
    """
    return href(path, {key: value for key, value in params.items() if key != name})


def without_all(path: str, params: Mapping[str, Any], names: Sequence[str]) -> str:
    """Return an address without several of its parameters.

    >>> without_all("/claims", {"since": "2001", "until": "2002", "place": "Lyon"}, ["since", "until"])
    '/claims?place=Lyon'
    """
    return href(path, {key: value for key, value in params.items() if key not in names})


def without_size(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters for a file: it holds every row, so it has no pages."""
    return {key: value for key, value in params.items() if key != "size"}


def pretty(value: Any) -> str:
    """Return data as JSON for a person to read."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def for_feed(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters for a feed: it has an order of its own, and no pages."""
    return {key: value for key, value in params.items() if key not in ("size", "sort")}


def segment(value: str) -> str:
    """Return a text as one segment of a path.

    >>> segment("a/b c")
    'a%2Fb%20c'
    """
    return quote(value, safe="")


@functools.cache
def asset(name: str) -> str | None:
    """Return the address of a static file, with a hash of its content, or None if it was not built."""
    path = STATIC / name
    if not path.is_file():
        return None
    return f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:ASSET_HEX_DIGITS]}"


def render_reading_page(reading: Reading, *, claims: Sequence[Claim]) -> str:
    """Return one report with its claims as a page that needs nothing but itself.

    Style and script are inside; a content security policy admits those two by their hashes and nothing else.
    """
    style = (STATIC / SHEET).read_text(encoding="utf-8")
    built = STATIC / SCRIPT
    script = built.read_text(encoding="utf-8") if built.is_file() else ""
    marked = mark_report(reading.as_json(), claims)
    return render(
        "reading.html",
        reading=reading.as_json(),
        marked=marked,
        map=map_report(reading.as_json(), reading.reasons),
        timeline=timeline_report(reading.as_json(), reading.reasons, numbers=marked.numbers),
        style=Markup(style),  # noqa: S704  our own file, not a reader's text
        script=Markup(script),  # noqa: S704
        style_hash=csp_hash(style),
        script_hash=csp_hash(script),
    )


def csp_hash(source: str) -> str:
    """Return what a content security policy calls an inline style or script by.

    >>> csp_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")
