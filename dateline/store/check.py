"""Proves an archive: every span, hash, reference and index. Yields what is broken, nothing in a sound archive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Executable, Row
from sqlalchemy.exc import DBAPIError

from dateline.errors import StoreError
from dateline.ids import content_sha256
from dateline.records import Claim
from dateline.store import checks
from dateline.store.base import Problem
from dateline.store.naming import uses_of_claim
from dateline.store.record_check import RECORD_CHECKS
from dateline.store.rows import claim_from_row, claim_row, claims_sha256, decode, metadata_of
from dateline.store.sound import breaks_law_one, dangling

__all__ = ["find_problems"]

_ROWS_A_FETCH = 50


def find_problems(connection: Connection, lock: Callable[[], AbstractContextManager[Connection]]) -> Iterator[Problem]:
    """Yield everything that is broken in the archive that a connection reads.

    Args:
        connection: reads the archive.
        lock: opens a connection that may write; full-text indexes are checked through one, since SQLite has their check
            in the form of an INSERT. Nothing is written.
    """
    for name, find in _CHECKS.items():
        yield from _or_damage(name, find(connection))
    with lock() as writing:
        yield from _check_full_text(writing)


def _or_damage(name: str, problems: Iterator[Problem]) -> Iterator[Problem]:
    """Yield problems; a part of the file that cannot even be read is one more."""
    try:
        yield from problems
    except DBAPIError as error:
        if "locked" in str(error.orig):
            raise
        yield Problem("archive", name, f"cannot be read: {error.orig}")


def _each(connection: Connection, statement: Executable, **values: Any) -> Iterator[Row[Any]]:
    yield from connection.execute(statement, values, execution_options={"yield_per": _ROWS_A_FETCH})


# the file ------------------------------------------------------------------------------------------


def _check_file(connection: Connection) -> Iterator[Problem]:
    for (what,) in _each(connection, checks.INTEGRITY):
        if what != "ok":
            yield Problem("archive", "file", what)
    for fault in _each(connection, checks.FOREIGN_KEYS):
        yield Problem(fault.table, str(fault.rowid), f"points to one of the {fault.parent} that is not there")


def _check_originals(connection: Connection) -> Iterator[Problem]:
    for row in _each(connection, checks.all_originals()):
        try:
            data = decode(row.data, row.codec)
        except StoreError as error:
            yield Problem("original", row.sha256, str(error))
            continue
        if content_sha256(data) != row.sha256:
            yield Problem("original", row.sha256, "its bytes have another sha256")
        if len(data) != row.size_bytes:
            yield Problem("original", row.sha256, f"it has {len(data)} bytes, not {row.size_bytes}")
    for (sha256,) in _each(connection, checks.UNUSED_ORIGINALS):
        yield Problem("original", sha256, "no report is made from it")


# the reports ---------------------------------------------------------------------------------------


def _check_reports(connection: Connection) -> Iterator[Problem]:
    for row in _each(connection, checks.all_reports()):
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


def _wrong_with_claims(report: Row[Any], rows: Sequence[Row[Any]]) -> Iterator[Problem]:
    claims = []
    for row in rows:
        try:
            claims.append(claim_from_row(row._mapping))
        except (ValueError, TypeError) as error:
            yield Problem("claim", row.id, f"its lists cannot be read: {error}")
            return
    yield from (
        Problem("claim", row.id, what)
        for row, claim in zip(rows, claims, strict=True)
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


def _wrong_with_names(report: Row[Any], rows: Sequence[Row[Any]], uses: Sequence[Row[Any]]) -> Iterator[Problem]:
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
    for statement, what in checks.REPORT_FAULTS:
        for (ident,) in _each(connection, statement):
            yield Problem("report", ident, what)
    for (address,) in _each(connection, checks.ADDRESS_FAULTS):
        yield Problem("address", address, "its versions are not 1, 2, 3 ...")


def _check_names(connection: Connection) -> Iterator[Problem]:
    for (key,) in _each(connection, checks.MISCOUNTED_NAMES):
        yield Problem("name", key, "its counts are not those of the claims that use it")


def _check_counts(connection: Connection) -> Iterator[Problem]:
    for row in _each(connection, checks.MISCOUNTED_CLAIMS):
        which = ", ".join(str(value) for value in row if value)
        yield Problem("claim", which, "there are not as many of these as it is counted")


def _check_full_text(connection: Connection) -> Iterator[Problem]:
    for index, statement in checks.FULL_TEXT_CHECKS.items():
        try:
            connection.execute(statement)
        except DBAPIError as error:
            if "malformed" not in str(error.orig):
                raise
            yield Problem("archive", index, "the full-text index is not of the words in the archive")


_CHECKS: dict[str, Callable[[Connection], Iterator[Problem]]] = {
    "file": _check_file,
    "originals": _check_originals,
    "reports": _check_reports,
    "versions": _check_versions,
    "names": _check_names,
    "counts": _check_counts,
    **RECORD_CHECKS,
}
