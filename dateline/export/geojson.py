"""GeoJSON (RFC 7946): a feature a claim; a claim without a resolved place has a null geometry, never a false point."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from dateline.export.base import caption
from dateline.records import Claim

__all__ = ["write_geojson"]


def write_geojson(claims: Iterable[Claim], out: TextIO) -> int:
    """Write claims as one FeatureCollection, as a stream, and return how many there were."""
    out.write('{"type":"FeatureCollection","features":[')
    written = 0
    for claim in claims:
        out.write(("," if written else "") + "\n" + json.dumps(feature(claim), ensure_ascii=False))
        written += 1
    out.write("\n]}\n")
    return written


def feature(claim: Claim) -> dict[str, Any]:
    """Return a claim as a feature; ``precision_km`` says how far off the point may be."""
    located = claim.lat is not None and claim.lon is not None
    values = {key: value for key, value in claim.as_json().items() if key not in ("lat", "lon")}
    return {
        "type": "Feature",
        "id": claim.id,
        "geometry": {"type": "Point", "coordinates": [claim.lon, claim.lat]} if located else None,
        "properties": {"caption": caption(claim), **values},
    }
