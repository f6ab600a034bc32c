"""What there is to ask an archive for: busy and rare names, places, words and days, and items of every kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from dateline.store import ClaimFilter, View
from dateline.store.base import SORTS, DisputeFilter, IncidentFilter
from dateline.store.base_rows import INCIDENT_SORTS

__all__ = ["Samples", "read_samples"]

T = TypeVar("T")
REPORTS = 12
CLAIMS = 12
FEW = 3


@dataclass(frozen=True)
class Samples:
    """Values for query parameters by name, and ids of items by the word that their addresses begin with."""

    values: dict[str, tuple[str, ...]]
    items: dict[str, tuple[str, ...]]

    def items_of(self, path: str, name: str) -> tuple[str, ...]:
        """Return the ids that a route's address can have: of its parameter's name, or of its first word (after /api/v1)."""
        words = (name.removesuffix("_id") + "s", path.removeprefix("/api/v1").split("/")[1])
        return next((self.items[word] for word in words if word in self.items), ())


def read_samples(view: View) -> Samples:
    """Return samples of an archive."""
    reports = _spread(
        lambda offset: view.find_reports(offset=offset, limit=1).rows, view.find_reports(limit=1).total, REPORTS
    )
    actors = _spread(
        lambda offset: view.find_actors(offset=offset, limit=1).rows, view.find_actors(limit=1).total, REPORTS
    )
    claims = [
        claim for report in reports for claim in list(view.iter_claims(ClaimFilter(report=report.id)))[: CLAIMS // FEW]
    ]
    incidents = view.find_incidents(IncidentFilter(), limit=FEW).rows
    incidents += view.find_incidents(IncidentFilter(), sort="-time", limit=FEW).rows
    disputes = view.find_disputes(DisputeFilter(), limit=FEW).rows
    places = _few([claim.place for claim in claims if claim.place])
    days = sorted(report.published[:10] for report in reports if report.published)
    words = _words(claim.text for claim in claims)
    names = tuple(dict.fromkeys(actor.name for actor in (*actors[:FEW], *actors[-FEW:])))
    outlets = _few([report.outlet for report in reports if report.outlet])
    chain = tuple(dict.fromkeys([claims[0].chain[0], *names]))
    values = {
        "q": (*words, f"{words[0]} {words[-1]}", f'"{" ".join(claims[0].text.split()[:2])}"', words[0][:4] + "*"),
        "source": chain,
        "actor": names,
        "name": tuple(name.split()[-1] for name in names),
        "place": (*places, *_few([claim.place_id for claim in claims if claim.place_id])),
        "type": ("ASSAULT", "PROTEST", "OTHER", "holds", "taken"),
        "kind": ("statement", "event", "holding"),
        "stance": ("says", "denies", "expects"),
        "status": ("occurred", "denied"),
        "since": (days[0], days[len(days) // 2], days[-1]),
        "until": (days[0], days[len(days) // 2], days[-1]),
        "as_of": (days[0], days[len(days) // 2], days[-1]),
        "outlet": outlets,
        "report": (reports[0].id,),
        "incident": tuple(incident.id for incident in incidents[:2]),
        "current": ("false",),
        "undated": ("true",),
        "sort": tuple(dict.fromkeys((*SORTS, *INCIDENT_SORTS))),
        "size": ("10", "200"),
    }
    items = {
        "reports": tuple(report.id for report in reports),
        "claims": tuple(claim.id for claim in claims),
        "actors": tuple(actor.key for actor in actors),
        "sources": tuple(actor.key for actor in actors),
        "incidents": tuple(incident.id for incident in incidents),
        "disputes": tuple(dispute.id for dispute in disputes),
        "places": tuple(place for place in values["place"] if place),
        "holdings": tuple(place for place in values["place"] if place),
    }
    return Samples(values, items)


def _spread(ask, total: int, most: int) -> list:  # type: ignore[no-untyped-def]
    """Return items from the first to the last of a list, the first ones closer together."""
    offsets = sorted({0, 1, *(int((total - 1) * (i / (most - 1)) ** 3) for i in range(most))})
    return [row for offset in offsets if offset < total for row in ask(offset)]


def _words(texts) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    """Return the commonest word, one in the middle and a rare one."""
    counted = Counter(word for text in texts for word in text.lower().split() if word.isalpha() and len(word) > 3)
    ordered = [word for word, _ in counted.most_common()]
    return ordered[0], ordered[len(ordered) // 3], ordered[-1]


def _few(values: Sequence[str | None]) -> tuple[str, ...]:
    """Return the commonest of some values, and the last."""
    ordered = [value for value, _ in Counter(v for v in values if v).most_common()]
    return tuple(dict.fromkeys((*ordered[:2], ordered[-1]))) if ordered else ()
