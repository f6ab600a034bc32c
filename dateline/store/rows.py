"""Records to rows and back, and the hashes that prove that nothing was lost on the way."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping

from dateline.errors import InvalidReport, StoreError
from dateline.ids import content_sha256
from dateline.name_keys import name_key
from dateline.records import Claim, Figure, Original, Reading, Reason, Span
from dateline.store.base import ReportRow
from dateline.store.days import claim_days

__all__ = [
    "CODEC",
    "claim_from_row",
    "claim_row",
    "claims_sha256",
    "decode",
    "encode_json",
    "metadata_of",
    "original_row",
    "reading_row",
    "reasons_from_row",
    "report_from_row",
    "report_row",
]

CODEC = "zlib"
_LEVEL = 6
_LISTS = ("chain", "actors", "targets", "counts", "reasons")
_METADATA = ("id", "title", "outlet", "agency", "byline", "url", "published", "language")
_NUMBERS = ("lat", "lon", "precision_km", "confidence")
_CLAIM_FIELDS = tuple(f.name for f in fields(Claim) if f.name not in ("trigger", "figures"))
_REPORT_FIELDS = tuple(f.name for f in fields(ReportRow))


def encode_json(value: Any, *, what: str) -> bytes:
    """Return JSON in UTF-8, keys in order and no space between: equal values have equal bytes.

    Raises:
        InvalidReport: a text in it is no Unicode (a lone surrogate), or a number is none.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidReport(f"{what}: a lone surrogate, which is half a character; decode its bytes again") from error
    except ValueError as error:
        raise InvalidReport(f"{what}: {error}") from error


def decode(data: bytes, codec: str) -> bytes:
    """Undo a codec. Raises: StoreError: the codec is unknown, or the data is damaged."""
    if codec != CODEC:
        raise StoreError(f"the archive holds data of an unknown codec {codec!r}: upgrade Dateline to read it")
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise StoreError(f"damaged data: {error}") from error


def original_row(original: Original) -> dict[str, Any]:
    """Return the row of an original."""
    return {
        "sha256": original.sha256,
        "media_type": original.media_type,
        "size_bytes": len(original.data),
        "codec": CODEC,
        "data": zlib.compress(original.data, _LEVEL),
    }


def report_row(reading: Reading, claims: Sequence[Claim], original: Original) -> dict[str, Any]:
    """Return the row of a report, without what its place in the archive decides (no, version, added)."""
    report = reading.report
    return {
        **metadata_of(report.as_json()),
        "text": report.text,
        "address": original.address,
        "claims": len(claims),
        "original_sha256": original.sha256,
        "text_sha256": content_sha256(report.text.encode()),
    }


def metadata_of(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that hold a report's metadata, from its object in the contract's JSON."""
    filed = report["filed_from"]
    return {
        **{name: report[name] for name in _METADATA},
        "outlet_key": None if report["outlet"] is None else name_key(report["outlet"]),
        "filed_place": filed and filed["place"],
        "filed_date": filed and filed["date"],
    }


def report_from_row(row: RowMapping) -> ReportRow:
    """Return a report's row as the web and the command line see it."""
    return ReportRow(**{name: row[name] for name in _REPORT_FIELDS})


def reading_row(reading: Reading, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return the row of a reading: the contract's object, packed, with its hash and that of the claims made from it."""
    what = f"report {reading.report.id}"
    body = encode_json(reading.as_json(), what=what)
    return {
        "dateline": reading.dateline,
        "model": reading.model,
        "sha256": content_sha256(body),
        "claims_sha256": claims_sha256(claims),
        "reasons": encode_json([reason.as_json() for reason in reading.reasons], what=what).decode(),
        "codec": CODEC,
        "body": zlib.compress(body, _LEVEL),
    }


def reasons_from_row(text: str) -> tuple[Reason, ...]:
    """Return the reasons kept beside a reading."""
    return tuple(Reason(**reason) for reason in json.loads(text))


def claims_sha256(claims: Sequence[Claim]) -> str:
    """Return the hash of a report's claims, in their order."""
    what = f"the claims of report {claims[0].report_id}" if claims else ""
    return content_sha256(encode_json([_hashed(claim) for claim in claims], what=what))


def _hashed(claim: Claim) -> dict[str, Any]:
    # Without a trigger or figures a claim has the hash it had before claims could have any.
    hashed = claim.as_json() | _numbers(claim)
    return {name: value for name, value in hashed.items() if value or name not in ("trigger", "figures")}


def _numbers(claim: Claim) -> dict[str, float | None]:
    # As SQLite gives them back: 1 comes back as 1.0, and -0.0 as 0.0.
    given = ((name, getattr(claim, name)) for name in _NUMBERS)
    return {name: None if value is None else float(value) + 0.0 for name, value in given}


def claim_row(claim: Claim) -> dict[str, Any]:
    """Return the row of a claim, without its number and its report's."""
    row = {name: getattr(claim, name) for name in _CLAIM_FIELDS if name != "report_id"}
    row |= _numbers(claim)
    row |= {name: _as_list(row[name]) for name in _LISTS}
    row["first_day"], row["last_day"] = claim_days(claim.earliest, claim.latest)
    row["trigger_start"], row["trigger_end"] = (
        (claim.trigger.start, claim.trigger.end) if claim.trigger else (None, None)
    )
    row["figures"] = json.dumps([f.as_json() for f in claim.figures], ensure_ascii=False) if claim.figures else "[]"
    return row


def _as_list(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False) if names else "[]"


def claim_from_row(row: RowMapping) -> Claim:
    """Return the claim of a row; the row also holds its report's id."""
    values = {name: row[name] for name in _CLAIM_FIELDS}
    for name in _LISTS:
        values[name] = tuple(json.loads(values[name])) if values[name] != "[]" else ()
    return Claim(**values, trigger=_trigger(row), figures=_figures(row["figures"]))


def _trigger(row: RowMapping) -> Span | None:
    start, end = row["trigger_start"], row["trigger_end"]
    if start is None:
        return None
    # sound.py holds a trigger to the claim's words
    return Span(start, end, row["text"][start - row["start"] : end - row["start"]])


def _figures(text: str) -> tuple[Figure, ...]:
    if text == "[]":
        return ()
    return tuple(Figure(**{**figure, "words": Span(**figure["words"])}) for figure in json.loads(text))
