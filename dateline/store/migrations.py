"""How an archive becomes what ``schema`` says: numbered steps, each whole or not at all, never changed once released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert

from dateline.errors import StoreError
from dateline.store import sql
from dateline.store.migration_counts import COUNTS
from dateline.store.migration_record import RECORD
from dateline.store.schema import APPLICATION_ID, schema_version

__all__ = ["MIGRATIONS", "Migration", "migrate", "read_version"]


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the version it leads to, what it does in words, and its statements."""

    version: int
    title: str
    statements: tuple[str, ...]


def _names_of(column: str) -> str:
    # A name may run over a line: JSON writes that as \n, of which the index would read the n as part of the next word.
    # json_each would be plainer, but FTS5 reads no view that has a virtual table in it.
    words = column
    for escape in ("\\\\", "\\n", "\\r", "\\t", "\\b", "\\f"):
        words = f"replace({words}, '{escape}', ' ')"
    return words


_FIRST = (
    "CREATE TABLE schema_version (version INTEGER PRIMARY KEY, title TEXT NOT NULL, applied TEXT NOT NULL)",
    """
    CREATE TABLE originals (
      sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL, codec TEXT NOT NULL, data BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE reports (
      no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, address TEXT NOT NULL, version INTEGER NOT NULL,
      supersedes TEXT REFERENCES reports (id), superseded_by TEXT REFERENCES reports (id),
      title TEXT, outlet TEXT, outlet_key TEXT, agency TEXT, byline TEXT, url TEXT, published TEXT,
      filed_place TEXT, filed_date TEXT, language TEXT, added TEXT NOT NULL, claims INTEGER NOT NULL,
      original_sha256 TEXT NOT NULL REFERENCES originals (sha256), text_sha256 TEXT NOT NULL, text TEXT NOT NULL
    )
    """,
    "CREATE INDEX reports_published ON reports (published, no)",
    "CREATE INDEX reports_outlet ON reports (outlet_key, outlet, claims)",
    "CREATE INDEX reports_superseded ON reports (superseded_by) WHERE superseded_by IS NOT NULL",
    """
    CREATE TABLE addresses (
      address TEXT NOT NULL, version INTEGER NOT NULL, report_no INTEGER NOT NULL REFERENCES reports (no),
      added TEXT NOT NULL, PRIMARY KEY (address, version), UNIQUE (report_no, address)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE readings (
      report_no INTEGER PRIMARY KEY REFERENCES reports (no), dateline TEXT NOT NULL, model TEXT NOT NULL,
      sha256 TEXT NOT NULL, claims_sha256 TEXT NOT NULL, reasons TEXT NOT NULL, codec TEXT NOT NULL, body BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE claims (
      no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report_no INTEGER NOT NULL REFERENCES reports (no),
      kind TEXT NOT NULL, local_id TEXT NOT NULL, statement TEXT, chain TEXT NOT NULL, source TEXT NOT NULL,
      source_kind TEXT, stance TEXT NOT NULL, type TEXT, mode TEXT, status TEXT,
      "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
      actors TEXT NOT NULL, targets TEXT NOT NULL, counts TEXT NOT NULL,
      place TEXT, place_id TEXT, lat REAL, lon REAL, precision_km REAL, country TEXT,
      time_text TEXT, time_value TEXT, earliest TEXT, latest TEXT, first_day TEXT, last_day TEXT,
      denies TEXT, confidence REAL NOT NULL, extractor TEXT NOT NULL, reasons TEXT NOT NULL, text TEXT NOT NULL
    )
    """,
    "CREATE INDEX claims_report ON claims (report_no)",
    "CREATE INDEX claims_type ON claims (type, report_no) WHERE type IS NOT NULL",
    "CREATE INDEX claims_stance ON claims (stance, report_no)",
    "CREATE INDEX claims_status ON claims (status, report_no) WHERE status IS NOT NULL",
    "CREATE INDEX claims_place_id ON claims (place_id) WHERE place_id IS NOT NULL",
    "CREATE INDEX claims_days ON claims (first_day, last_day, report_no) WHERE first_day IS NOT NULL",
    "CREATE INDEX claims_time ON claims (coalesce(earliest, latest), no)",
    """
    CREATE TABLE names (
      id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
      as_source INTEGER NOT NULL, as_actor INTEGER NOT NULL, as_target INTEGER NOT NULL, reports INTEGER NOT NULL
    )
    """,
    "CREATE INDEX names_busy ON names (as_source + as_actor + as_target DESC, key) WHERE reports > 0",
    """
    CREATE TABLE name_forms (
      name_id INTEGER NOT NULL REFERENCES names (id), name TEXT NOT NULL, kind TEXT NOT NULL, uses INTEGER NOT NULL,
      PRIMARY KEY (name_id, name, kind)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE claim_names (
      role TEXT NOT NULL, name_id INTEGER NOT NULL REFERENCES names (id), report_no INTEGER NOT NULL REFERENCES reports (no),
      claim_no INTEGER NOT NULL REFERENCES claims (no), position INTEGER NOT NULL,
      PRIMARY KEY (role, name_id, report_no, claim_no)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX claim_names_claim ON claim_names (claim_no)",
    "CREATE INDEX claim_names_report ON claim_names (report_no)",
    """
    CREATE VIRTUAL TABLE reports_fts USING fts5 (
      title, text, content='reports', content_rowid='no', tokenize="unicode61 remove_diacritics 2"
    )
    """,
    f"""
    CREATE VIEW claim_words (no, report_no, text, chain, actors, targets, place) AS
    SELECT no, report_no, text, {_names_of("chain")}, {_names_of("actors")}, {_names_of("targets")}, place FROM claims
    """,  # noqa: S608
    """
    CREATE VIRTUAL TABLE claims_fts USING fts5 (
      text, chain, actors, targets, place, content='claim_words', content_rowid='no', tokenize="unicode61 remove_diacritics 2"
    )
    """,
    f"PRAGMA application_id = {APPLICATION_ID}",
)

MIGRATIONS = (
    Migration(1, "reports, readings, claims, names and full text", _FIRST),
    Migration(2, "judgements, and what is assembled from them", RECORD),
    Migration(3, "counts of claims, and indexes that answer alone", COUNTS),
)


def read_version(connection: Connection) -> int:
    """Return the schema an archive has; 0 for an empty file.

    Raises:
        StoreError: the file is an SQLite database, but no Dateline archive.
    """
    if not connection.scalar(sql.COUNT_TABLES):
        return 0
    if connection.scalar(sql.APPLICATION_ID_NOW) != APPLICATION_ID:
        raise StoreError("an SQLite file, but not a Dateline archive")
    return int(connection.scalar(sql.newest_migration()) or 0)


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Bring an archive to the newest schema, each step in a transaction of its own; return the schema it has then.

    Args:
        connection: one that is in no transaction, and that takes the write lock when it begins one.
        migrations: the steps, in order of their versions.

    Raises:
        StoreError: the archive is newer than this Dateline, or no archive at all.
    """
    for step in migrations:
        with connection.begin():
            # Read again inside the lock: another process may have taken the step while this one waited.
            if read_version(connection) < step.version:
                _take(connection, step)
    with connection.begin():
        version = read_version(connection)
    if version > migrations[-1].version:
        raise StoreError(
            f"the archive has schema {version}, this Dateline knows {migrations[-1].version}: upgrade Dateline to open it"
        )
    return version


def _take(connection: Connection, step: Migration) -> None:
    for statement in step.statements:
        connection.exec_driver_sql(statement)
    applied = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(insert(schema_version), {"version": step.version, "title": step.title, "applied": applied})
