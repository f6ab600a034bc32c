"""Adds reports to an archive, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Executable, Row, insert

from dateline.errors import NotFound
from dateline.judgements import Judgement
from dateline.records import Claim, Original, Reading
from dateline.store import changes, schema
from dateline.store.actor_counts import ActorCounts
from dateline.store.base import Writer
from dateline.store.claim_counts import ClaimCounts
from dateline.store.failures import as_store_errors
from dateline.store.filters import is_storable
from dateline.store.links import Links
from dateline.store.lists import as_list
from dateline.store.naming import NameUses, read_names
from dateline.store.rows import claim_row, original_row, reading_row, report_row
from dateline.store.settling import Settling
from dateline.store.sound import refuse_unsound
from dateline.store.sql_links import SqlLinks

__all__ = ["SqlWriter"]


class SqlWriter(Writer):
    """Writes through one connection; the write lock is held from the first report added until ``commit``.

    Args:
        connect: opens a connection; ``lock=True`` makes its transactions take the write lock when they begin.
        url: the archive's, for error messages.
    """

    def __init__(self, connect: Callable[..., Connection], *, url: str) -> None:
        self._connect = connect
        self._url = url
        self._writing: Connection | None = None
        self._name_ids: dict[str, int] = {}
        self._numbers = [0, 0, 0]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit, or roll back after an error; the writer can be used again."""
        if kind is None:
            self.commit()
        elif self._writing is not None:
            self._release(self._writing)

    def commit(self) -> None:
        """Make what was added so far durable, and let others write."""
        if self._writing is None:
            return
        connection = self._writing
        try:
            with as_store_errors(self._url):
                connection.commit()
        finally:
            self._release(connection)

    def has_report(self, report_id: str) -> bool:
        """Is this report in the archive already?"""
        return is_storable(report_id) and self._look_up(changes.standing_of(), id=report_id) is not None

    def has_address(self, address: str, *, sha256: str | None = None) -> bool:
        """Was a report added from this address already; ``sha256``: from these very bytes?"""
        statement = changes.report_at(with_original=sha256 is not None)
        values = {"address": address} | ({} if sha256 is None else {"sha256": sha256})
        return is_storable(address) and self._look_up(statement, **values) is not None

    def add_address(self, report_id: str, address: str) -> None:
        """Note that a report of the archive stands at another address too. Raises: NotFound."""
        if not is_storable(report_id):
            raise NotFound("report", report_id)
        with self._changing() as connection:
            known = connection.execute(changes.standing_of(), {"id": report_id}).first()
            if known is None:
                raise NotFound("report", report_id)
            self._see(connection, known, report_id=report_id, address=address)

    def add_report(self, reading: Reading, claims: Sequence[Claim], original: Original) -> bool:
        """Add a report, its reading, its claims and its original bytes; return False when it was there already.

        Raises:
            InvalidReport: the reading breaks law 1, is not of these claims, or cannot be kept; nothing of it is added.
        """
        claims = sorted(claims, key=lambda claim: claim.start)
        refuse_unsound(reading, claims, original)
        rows = report_row(reading, claims, original), reading_row(reading, claims), [claim_row(c) for c in claims]
        report_id = reading.report.id
        with self._changing() as connection:
            known = connection.execute(changes.standing_of(), {"id": report_id}).first()
            if known is not None:
                self._see(connection, known, report_id=report_id, address=original.address)
                return False
            connection.execute(changes.add_original(), original_row(original))
            self._insert(connection, rows, read_names(reading, claims))
            return True

    @contextmanager
    def links(self) -> Iterator[Links]:
        """Give what reconciling reads and writes, inside the writer's transaction; after an error nothing of it is kept."""
        with self._changing() as connection:
            yield SqlLinks(connection)
            self._numbers = list(connection.execute(changes.last_numbers()).one())  # names may have come

    def judge(self, judgement: Judgement) -> set[tuple[str, str]]:
        """Add a person's judgement; return the clusters that it changed. Raises: NotFound, InvalidQuery."""
        with self.links() as links:
            return links.add_judgements([judgement])

    # of the transaction -----------------------------------------------------------------------------

    def _look_up(self, statement: Executable, **values: Any) -> Row[Any] | None:
        with as_store_errors(self._url):
            if self._writing is not None:
                return self._writing.execute(statement, values).first()
            with self._connect() as connection:
                return connection.execute(statement, values).first()

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """Give the connection inside a savepoint: what fails half-way leaves nothing of itself."""
        with as_store_errors(self._url):
            if self._writing is None:
                self._begin()
            assert self._writing is not None
            numbers = list(self._numbers)
            try:
                with self._writing.begin_nested():
                    yield self._writing
            except BaseException:
                self._numbers = numbers
                self._name_ids.clear()
                raise

    def _begin(self) -> None:
        connection = self._connect(lock=True)
        try:
            connection.begin()
            self._numbers = list(connection.execute(changes.last_numbers()).one())
        except BaseException:
            connection.close()
            raise
        self._writing = connection

    def _release(self, connection: Connection) -> None:
        self._writing = None
        self._name_ids.clear()
        connection.close()

    # of a report ------------------------------------------------------------------------------------

    def _insert(
        self,
        connection: Connection,
        rows: tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]],
        uses: NameUses,
    ) -> None:
        report, reading, claims = rows
        report_no, first_claim, _ = self._numbers
        report_no += 1
        self._numbers[:2] = report_no, first_claim + len(claims)
        latest = connection.execute(changes.latest_at(), {"address": report["address"]}).first()
        placed = {"no": report_no, "version": latest.version + 1 if latest else 1, "added": _now()}
        connection.execute(insert(schema.reports), report | placed)
        connection.execute(insert(schema.readings), reading | {"report_no": report_no})
        connection.execute(changes.index_report(), {"no": report_no})
        if claims:
            numbered = [row | {"no": first_claim + i, "report_no": report_no} for i, row in enumerate(claims, start=1)]
            connection.execute(insert(schema.claims), numbered)
            connection.execute(changes.index_claims(), {"no": report_no})
        self._insert_names(connection, uses, report_no=report_no, first_claim=first_claim)
        self._count_names(connection, report_no, sign=1)
        ClaimCounts(connection).add_report(report_no)
        ActorCounts(connection).add_report(report_no)
        Settling(connection).unsettle_reports([report_no])
        self._stand_at(connection, report["address"], report_no=report_no, report_id=report["id"])

    def _insert_names(self, connection: Connection, uses: NameUses, *, report_no: int, first_claim: int) -> None:
        if not uses.forms:
            return
        ids = self._ids_of_names(connection, uses)
        forms = [
            {"name_id": ids[key], "name": name, "kind": kind, "uses": count}
            for (key, name, kind), count in uses.forms.items()
        ]
        connection.execute(changes.count_form(), forms)
        connection.execute(
            changes.show_commonest_form(), [{"name_id": ids[key]} for key in {key for key, _, _ in uses.forms}]
        )
        rows = [
            {
                "role": u.role,
                "name_id": ids[u.key],
                "report_no": report_no,
                "claim_no": claim_no,
                "position": u.position,
            }
            for claim_no, of_claim in enumerate(uses.by_claim, start=first_claim + 1)
            for u in of_claim
        ]
        connection.execute(insert(schema.claim_names), rows)

    def _ids_of_names(self, connection: Connection, uses: NameUses) -> dict[str, int]:
        """Return the ids of a report's names, having given one to each name that is new."""
        shown = {key: (name, kind) for key, name, kind in sorted(uses.forms, reverse=True)}
        unknown = [key for key in shown if key not in self._name_ids]
        if unknown:
            found = connection.execute(changes.name_ids(), {"keys": as_list(unknown)}).all()
            self._name_ids.update({row.key: row.id for row in found})
        new = [key for key in unknown if key not in self._name_ids]
        for key in new:
            self._numbers[2] += 1
            self._name_ids[key] = self._numbers[2]
        if new:
            none = dict.fromkeys(changes.NAME_COUNTS, 0)
            rows = [{"id": self._name_ids[k], "key": k, "name": shown[k][0], "kind": shown[k][1], **none} for k in new]
            connection.execute(insert(schema.names), rows)
            connection.execute(changes.index_names(), [{"id": row["id"], "key": row["key"]} for row in rows])
        return self._name_ids

    def _count_names(self, connection: Connection, report_no: int, *, sign: int) -> None:
        uses = connection.execute(changes.name_uses(), {"no": report_no}).all()
        rows = [
            {
                "name_id": row.name_id,
                **{role: sign * row._mapping[role] for role in ("source", "actor", "target", "party", "place")},
                "in_reports": sign if row.other else 0,
            }
            for row in uses
        ]
        if rows:
            connection.execute(changes.count_names(), rows)

    # of addresses and versions ----------------------------------------------------------------------

    def _see(self, connection: Connection, known: Row[Any], *, report_id: str, address: str) -> None:
        """Note that a report of the archive was met at an address, and that it stands there now if that is news."""
        at = {"no": known.no, "address": address}
        if connection.execute(changes.has_stood_at(), at).first() is not None:
            return
        self._stand_at(connection, address, report_no=known.no, report_id=report_id)
        if known.superseded_by is not None:
            connection.execute(changes.set_superseded(), {"report_no": known.no, "by": None})
            self._count_again(connection, known.no, sign=1)

    def _stand_at(self, connection: Connection, address: str, *, report_no: int, report_id: str) -> None:
        """Put a report at an address; what stood there, if it stands nowhere else, is superseded."""
        latest = connection.execute(changes.latest_at(), {"address": address}).first()
        version = latest.version + 1 if latest else 1
        row = {"address": address, "version": version, "report_no": report_no, "added": _now()}
        connection.execute(insert(schema.addresses), row)
        if (
            latest is None
            or connection.execute(changes.addresses_where_latest(), {"no": latest.no}).first() is not None
        ):
            return
        connection.execute(changes.set_superseded(), {"report_no": latest.no, "by": report_id})
        connection.execute(changes.set_supersedes(), {"report_no": report_no, "older": latest.id})
        self._count_again(connection, latest.no, sign=-1)

    def _count_again(self, connection: Connection, report_no: int, *, sign: int) -> None:
        """Count a report that stands again, or no longer (-1)."""
        self._count_names(connection, report_no, sign=sign)
        ClaimCounts(connection).move_report(report_no, standing=sign > 0)
        ActorCounts(connection).count_report(report_no, sign=sign)
        Settling(connection).unsettle_reports([report_no])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
