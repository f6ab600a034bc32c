"""Proves an archive: every span, hash, reference and index. Yields what is broken, nothing in a sound archive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row

from dateline.errors import StoreError
from dateline.ids import content_sha256
from dateline.records import Claim
from dateline.store import checks
from dateline.store.base import Problem
from dateline.store.naming import uses_of_claim
from dateline.store.rows import claim_from_row, claim_row, claims_sha256, decode, metadata_of
from dateline.store.sound import breaks_law_one, dangling

__all__ = ["find_problems"]


def find_problems(connection: Connection) -> Iterator[Problem]:
    """Yield everything that is broken in the archive that a connection reads."""
    for find in _CHECKS:
        yield from find(connection)


# the file ------------------------------------------------------------------------------------------


def _check_file(connection: Connection) -> Iterator[Problem]:
    for (what,) in connection.execute(checks.INTEGRITY):
        if what != "ok":
            yield Problem("archive", "file", what)
    for table, row, parent, _ in connection.execute(checks.FOREIGN_KEYS):
        yield Problem(table, str(row), f"points to {parent} that are not there")


def _check_originals(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(checks.originals()):
        try:
            data = decode(row.data, row.codec)
        except StoreError as error:
            yield Problem("original", row.sha256, str(error))
            continue
        if content_sha256(data) != row.sha256:
            yield Problem("original", row.sha256, "its bytes have another sha256")
        if len(data) != row.size_bytes:
            yield Problem("original", row.sha256, f"it has {len(data)} bytes, not {row.size_bytes}")
    for (sha256,) in connection.execute(checks.unused_originals()):
        yield Problem("original", sha256, "no report is made from it")


# the reports ---------------------------------------------------------------------------------------


def _check_reports(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(checks.reports_with_readings()):
        yield from (Problem("report", row.id, what) for what in _wrong_with_report(row))
        claims = connection.execute(checks.claims_of(), {"no": row.no}).all()
        yield from _wrong_with_claims(row, claims)
        uses = connection.execute(checks.names_of(), {"no": row.no}).all()
        yield from _wrong_with_names(row, claims, uses)


def _wrong_with_report(row: Row[Any]) -> Iterator[str]:
    if content_sha256(row.text.encode()) != row.text_sha256:
        yield "its text has another sha256"
    if row.body is None:
        yield "it has no reading"
        return
    try:
        body = decode(row.body, row.codec)
        reading = json.loads(body)
    except (StoreError, ValueError) as error:
        yield f"its reading cannot be read: {error}"
        return
    if content_sha256(body) != row.sha256:
        yield "its reading has another sha256"
    report = reading["report"]
    if report["text"] != row.text:
        yield "its reading is of another text"
    for name, value in metadata_of(report).items():
        if row._mapping[name] != value:
            yield f"its {name} is {row._mapping[name]!r}, in its reading {value!r}"
    for span in _spans(reading):
        if row.text[span["start"] : span["end"]] != span["quote"]:
            yield f"law 1: the words at {span['start']}:{span['end']} are not {span['quote']!r}"


def _spans(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every span in a reading's JSON, wherever it stands."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "quote"}:
            yield value
        for item in value.values():
            yield from _spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)


def _wrong_with_claims(report: Row[Any], rows: list[Row[Any]]) -> Iterator[Problem]:
    claims = []
    for row in rows:
        try:
            claims.append(claim_from_row(row._mapping))
        except (ValueError, TypeError) as error:
            yield Problem("claim", row.id, f"its lists cannot be read: {error}")
            return
    yield from (
        Problem("claim", row.id, what)
        for row, claim in zip(rows, claims)
        for what in _wrong_with_claim(report, row, claim)
    )
    yield from (
        Problem("claim", claim.id, f"points to {to!r}, no claim of its report") for claim, to in dangling(claims)
    )
    if len(claims) != report.claims:
        yield Problem("report", report.id, f"it has {len(claims)} claims, not {report.claims}")
    if report.claims_sha256 is not None and claims_sha256(claims) != report.claims_sha256:
        yield Problem("report", report.id, "its claims have another sha256")


def _wrong_with_claim(report: Row[Any], row: Row[Any], claim: Claim) -> Iterator[str]:
    if breaks_law_one(report.text, claim):
        yield f"law 1: the words at {claim.start}:{claim.end} are not its own"
    derived = claim_row(claim)
    for name in ("first_day", "last_day"):
        if row._mapping[name] != derived[name]:
            yield f"its {name} is {row._mapping[name]!r}, not {derived[name]!r}"


def _wrong_with_names(report: Row[Any], rows: list[Row[Any]], uses: list[Row[Any]]) -> Iterator[Problem]:
    try:
        claims = [(row.no, claim_from_row(row._mapping)) for row in rows]
    except (ValueError, TypeError):
        return  # told already
    due = {(no, use.role, use.key, use.position) for no, claim in claims for use in uses_of_claim(claim)}
    have = {(use.claim_no, use.role, use.key, use.position) for use in uses}
    if due != have:
        yield Problem("report", report.id, f"{len(due ^ have)} names of its claims are not listed as they stand")


# what is counted, pointed to and indexed -----------------------------------------------------------


def _check_versions(connection: Connection) -> Iterator[Problem]:
    for statement, what in checks.VERSION_FAULTS:
        for (ident,) in connection.execute(statement):
            yield Problem("report", ident, what)


def _check_names(connection: Connection) -> Iterator[Problem]:
    for (key,) in connection.execute(checks.miscounted_names()):
        yield Problem("name", key, "its counts are not those of the claims that use it")


def _check_full_text(connection: Connection) -> Iterator[Problem]:
    for noun, terms in checks.FULL_TEXT_TERMS.items():
        ...


_CHECKS: tuple[Callable[[Connection], Iterator[Problem]], ...] = (
    _check_file,
    _check_originals,
    _check_reports,
    _check_versions,
    _check_names,
    _check_full_text,
)
