"""What one incident's page shows: every number, side, origin and claim of it, in lists that stay short."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from pydantic import Field

from dateline.reconcile.base import Told
from dateline.reconcile.numbers import are_bodies, numbers_of
from dateline.reconcile.origins import Origins
from dateline.reconcile.tolls import Toll
from dateline.record_objects import WholeIncident, dispute_object, load_whole_incident
from dateline.store.base import IncidentRow, Page, ReportRow, View
from dateline.web.dispute_sides import ShownDispute, load_shown
from dateline.web.incident_links import ShownLink, links_shown
from dateline.web.incident_origins import Printed, ShownOrigin, load_printed, origins_shown, reprints_of
from dateline.web.incident_scene import Scene, scene_of
from dateline.web.listings import Listing, list_page, reports_of
from dateline.web.number_charts import NumberChart, ToldNumber, chart_numbers, interval_text
from dateline.web.origin_marks import OriginMark, marks_of
from dateline.web.params import MAX_SIZE, Day, PageParams

__all__ = ["IncidentContext", "IncidentParams", "load_incident"]

MOST_TOLLS, MOST_TOLL_CLAIMS = 24, 6
MOST_DISPUTES, MOST_STEPS = 6, 3
MOST_LINKS, MOST_DOUBTFUL = 8, 4
MOST_CHARTS = 4
MOST_DAYS = 14  # of publishing, as links; beyond, every so many of them


class IncidentParams(PageParams):
    """Which page of an incident's claims, and as known on which day."""

    as_of: Day | None = Field(None, description="as known on a day: only what had been published by then")
    size: int = Field(30, ge=1, le=MAX_SIZE, description="claims a page")


@dataclass(frozen=True, slots=True)
class ShownToll:
    """A number of an incident: its words and interval, whose word it is, and some of the claims that tell it.

    ``bodies`` says that bodies were counted, of which there may be more.
    """

    toll: Toll
    interval: str
    origins: tuple[OriginMark, ...]
    claims: tuple[str, ...]
    more: int
    bodies: bool


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """A day on which reports of the incident came out: how many claims they brought, and how many were known after."""

    day: str
    claims: int
    known: int


@dataclass(frozen=True, slots=True)
class IncidentContext:
    """One incident as known on a day. ``row`` has its counts; the lists hold the most important, and say how many there are.

    ``or_more`` says that the highest number of killed is a least one, ``reprints`` which reports are copies of others.
    """

    row: IncidentRow
    as_of: str | None
    days: tuple[PublishedDay, ...]
    first: Told | None
    scene: Scene
    charts: tuple[NumberChart, ...]
    tolls: tuple[ShownToll, ...]
    or_more: bool
    all_tolls: int
    disputes: tuple[ShownDispute, ...]
    all_disputes: int
    origins: tuple[ShownOrigin, ...]
    all_origins: Origins
    texts: tuple[Printed, ...]
    all_texts: int
    reprints: frozenset[str]
    claims: Listing[Told]
    by_day: tuple[tuple[str | None, tuple[tuple[Told, ...], ...]], ...]
    reports: dict[str, ReportRow]
    marks: dict[str, OriginMark]
    links: tuple[ShownLink, ...]
    all_links: int
    doubtful: tuple[ShownLink, ...]
    all_doubtful: int


def load_incident(view: View, incident_id: str, params: IncidentParams) -> IncidentContext:
    """Return an incident's page. Raises: NotFound, InvalidQuery."""
    whole = load_whole_incident(view, incident_id, as_of=params.as_of)
    tolds, origin_of = whole.tolds, whole.origin_of
    later = tolds if params.as_of is None else view.told_of_incident(incident_id)
    marks = page_marks(whole)
    texts, all_texts = load_printed(view, tolds)
    chunk = tolds[params.offset : params.offset + params.size]
    tolls = shown_tolls(whole, marks)
    return IncidentContext(
        row=whole.row,
        as_of=params.as_of,
        days=tuple(published_days(later)),
        first=tolds[0] if tolds else None,
        scene=scene_of(whole),
        charts=tuple(chart_numbers(told_numbers(whole), marks)[:MOST_CHARTS]),
        tolls=tolls,
        or_more=has_open_end(whole),
        all_tolls=len(whole.tolls),
        disputes=load_shown(
            view, whole.disputes[:MOST_DISPUTES], steps=MOST_STEPS, marks={mark.name: mark for mark in marks.values()}
        ),
        all_disputes=len(whole.disputes),
        origins=origins_shown(whole.origins, tolds, marks),
        all_origins=whole.origins,
        texts=texts,
        all_texts=all_texts,
        reprints=reprints_of(tolds),
        claims=list_page(Page(chunk, len(tolds), params.offset, params.size), params),
        by_day=tuple(
            (day, tuple(tuple(same) for _, same in groupby(ones, same_words))) for day, ones in groupby(chunk, day_of)
        ),
        reports=reports_of(view, (told.claim for told in (*chunk, *tolds[:1]))),
        marks={claim: marks[origin.key] for claim, origin in origin_of.items()},
        links=links_shown(whole.joined, tolds, most=MOST_LINKS),
        all_links=len(whole.joined),
        doubtful=doubtful_links(view, whole),
        all_doubtful=len(whole.doubtful),
    )


def has_open_end(whole: WholeIncident) -> bool:
    """Is the highest number of killed told as one that may be higher ("at least")?"""
    highest = whole.row.killed_high
    deaths = [toll for toll in whole.tolls if toll.what == "killed"]
    return highest is not None and any(math.isinf(toll.high) and toll.low >= highest for toll in deaths)


def doubtful_links(view: View, whole: WholeIncident) -> tuple[ShownLink, ...]:
    """Return the likeliest of the links that wait for a person, with the claims outside that they would bring in."""
    others = view.told_of_claims({judgement.object or "" for judgement in whole.doubtful[:MOST_DOUBTFUL]})
    return links_shown(whole.doubtful, (*whole.tolds, *others.values()), most=MOST_DOUBTFUL)


def page_marks(whole: WholeIncident) -> dict[str, OriginMark]:
    """Return the marks of all origins by key, those of most claims first; who only denies has his name for a key."""
    origins = {group.origin.key: group.origin.name for group in whole.origins.groups}
    bodies = (dispute_object(dispute) for dispute in whole.disputes[:MOST_DISPUTES])
    denying = (name for body in bodies for side in body["sides"] for name in side["origins"])
    names = set(origins.values())
    return marks_of([*origins.items(), *((name, name) for name in denying if name not in names)])


def same_words(told: Told) -> tuple[object, ...]:
    """Return what claims have in common that one sentence of one source tells."""
    claim = told.claim
    return told.published, claim.report_id, claim.start, claim.end, claim.chain, claim.stance


def day_of(told: Told) -> str | None:
    """Return the day on which a claim was published."""
    return told.published[:10] if told.published else None


def published_days(tolds: Iterable[Told]) -> list[PublishedDay]:
    """Return the days on which reports came out; of very many some, the first and the last among them."""
    counts = Counter(told.published[:10] for told in tolds if told.published)
    days, known = [], 0
    for day, claims in sorted(counts.items()):
        known += claims
        days.append(PublishedDay(day, claims, known))
    step = -(-len(days) // MOST_DAYS)
    return [day for number, day in enumerate(days) if number % step == 0 or number == len(days) - 1]


def told_numbers(whole: WholeIncident) -> list[ToldNumber]:
    """Return the numbers of an incident's claims in the order of publishing, those of the first kind of toll first."""
    kinds = {(toll.what, toll.of): place for place, toll in reversed(list(enumerate(whole.tolls)))}
    numbers = sorted(numbers_of(whole.tolds, whole.origin_of), key=lambda n: kinds[n.what, n.of])
    return [
        ToldNumber(
            what=n.what,
            of=n.of,
            low=n.low,
            high=n.high,
            words=n.text,
            day=(n.published or "")[:10] or None,
            origin=n.origin.key,
            claim=n.told.claim.id,
            copy=n.told.copy,
        )
        for n in numbers
    ]


def shown_tolls(whole: WholeIncident, marks: Mapping[str, OriginMark]) -> tuple[ShownToll, ...]:
    """Return the rows of the table of numbers."""
    found = []
    for toll in whole.tolls[:MOST_TOLLS]:
        claims = tuple(dict.fromkeys(told.claim.id for told in toll.tolds))
        keys = dict.fromkeys(whole.origin_of[claim].key for claim in claims)
        found.append(
            ShownToll(
                toll,
                interval_text(toll.low, toll.high),
                tuple(marks[key] for key in keys),
                claims[:MOST_TOLL_CLAIMS],
                max(len(claims) - MOST_TOLL_CLAIMS, 0),
                any(are_bodies(figure, told) for told in toll.tolds for figure in told.claim.figures),
            )
        )
    return tuple(found)
