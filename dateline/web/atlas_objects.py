"""The map as data: a GeoJSON FeatureCollection (RFC 7946) of incidents and of who held which place.

What has no point is a feature without a geometry: it is listed, never drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.reconcile.base import Told
from dateline.reconcile.holdings import HeldSpan
from dateline.reconcile.origins import origin_of
from dateline.store.base import DisputeFilter, IncidentRow, View
from dateline.web.atlas import Atlas, HeldPlace
from dateline.web.atlas_families import family_of
from dateline.web.labels import interval_label

__all__ = ["atlas_object", "load_said", "one_by_one"]

# what of an incident stands in its feature's properties; the point is its geometry
PROPERTIES = (
    "title", "type", "place", "place_id", "country", "precision_km", "first_day", "last_day", "claims", "reports",
    "origins_low", "origins_high", "killed_low", "killed_high", "disputes",
)  # fmt: skip
DECIMALS = 4  # of a degree: eleven metres
MOST_SAID = 12
MOST_WORDS = 280


def atlas_object(atlas: Atlas, chosen: Mapping[str, str]) -> dict[str, Any]:
    """Return the map as JSON takes it. ``left_out`` says how much the map is short of, and ``days`` where it can stand."""
    features = [incident_feature(row) for row in atlas.incidents] + [held_feature(place) for place in atlas.held]
    return {
        "type": "FeatureCollection",
        "features": features,
        "filters": dict(chosen),
        "days": list(atlas.days),
        "left_out": {"incidents": atlas.incidents_left_out, "held_places": atlas.held_left_out},
        "notes": list(atlas.notes),
    }


def incident_feature(row: IncidentRow) -> dict[str, Any]:
    """Return an incident as a feature."""
    values = {name: getattr(row, name) for name in PROPERTIES}
    told = {name: None if is_open(value) else value for name, value in values.items()}
    words = {"kind": "incident", "family": family_of(row.type).key, "when": interval_label(row.first_day, row.last_day)}
    properties = {**words, **told, "killed_or_more": is_open(row.killed_high)}
    return {"type": "Feature", "id": row.id, "geometry": point(row.lat, row.lon), "properties": properties}


def held_feature(place: HeldPlace) -> dict[str, Any]:
    """Return a place with who held it when as a feature."""
    properties = {
        "kind": "holding",
        "place": place.place,
        "place_id": place.place_id,
        "country": place.country,
        "precision_km": place.precision_km,
        "spans": [span_object(span) for span in place.spans],
    }
    return {"type": "Feature", "geometry": point(place.lat, place.lon), "properties": properties}


def span_object(span: HeldSpan) -> dict[str, Any]:
    """Return days on which the same was told of a place, with whose word it is and the newest claim of each line."""
    lines = [
        {
            "holder": line.name,
            "state": line.state,
            "origins": [origin.name for origin in line.origins],
            "claim": line.sightings[-1].told.claim.id,
        }
        for line in span.lines
    ]
    when = interval_label(span.first_day, span.last_day)
    return {"from": span.first_day, "to": span.last_day, "when": when, "state": span.state, "lines": lines}


def point(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    """Return a point, or None where there is none."""
    if lat is None or lon is None:
        return None
    return {"type": "Point", "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)]}


def is_open(value: object) -> bool:
    """Is a number without an upper end?"""
    return isinstance(value, float) and math.isinf(value)


def load_said(view: View, incident: str, *, as_of: str | None) -> dict[str, Any]:
    """Return who says so: the claims of an incident in the order of publishing, and what is disputed. Raises: NotFound."""
    row = view.get_incident(incident)
    tolds = view.told_of_incident(row.id, as_of=as_of)
    said = one_by_one(tolds)
    disputes = view.find_disputes(DisputeFilter(incident=row.id, as_of=as_of), limit=MOST_SAID).rows
    return {
        "incident": row.id,
        "title": row.title,
        "told": [said_object(same) for same in said[:MOST_SAID]],
        "left_out": max(len(said) - MOST_SAID, 0),
        "disputes": [{"id": dispute.id, "kind": dispute.kind, "about": dispute.about} for dispute in disputes],
    }


def one_by_one(tolds: Iterable[Told]) -> list[list[Told]]:
    """Return claims together that are the same words on the same word: of one report, or of its reprints (law 5)."""
    groups: dict[tuple[Any, ...], list[Told]] = {}
    for told in tolds:
        key = (told.copy, told.claim.chain, told.claim.stance, told.claim.status, told.claim.text)
        groups.setdefault(key, []).append(told)
    return list(groups.values())


def said_object(same: Sequence[Told]) -> dict[str, Any]:
    """Return what is said in short: on whose word, how, the words, and how many reports print them."""
    told, claim = same[0], same[0].claim
    words = " ".join(claim.text.split())
    return {
        "claim": claim.id,
        "report": claim.report_id,
        "local_id": claim.local_id,
        "chain": list(claim.chain),
        "origin": origin_of(told).name,
        "stance": claim.stance,
        "status": claim.status,
        "words": words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rstrip() + "…",
        "published": told.published,
        "reports": len({one.claim.report_id for one in same}),
    }
