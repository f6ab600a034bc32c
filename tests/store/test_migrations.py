"""Archives of every age open, or say why they do not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, inspect

from dateline.errors import StoreError
from dateline.store import ClaimFilter, migrations, open_store, schema, sqlite
from dateline.store.migrations import MIGRATIONS, Migration, migrate
from dateline.store.rows import claims_sha256
from tests.factory import make_claim
from tests.store.contract import fill, problems

NOTES = Migration(schema.SCHEMA + 1, "notes on reports",
                  ("CREATE TABLE notes (report_no INTEGER REFERENCES reports (no), note TEXT)",
                   "INSERT INTO notes SELECT no, title FROM reports"))  # fmt: skip
FIRST_HASH = "7a98707b581412dff8a627072e36162f2d02bf94f6c7687afb90a02936acbd0e"
BROKEN = Migration(schema.SCHEMA + 2, "breaks half-way", ("CREATE TABLE half (x)", "INSERT INTO nowhere VALUES (1)"))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An archive of today's schema, with three reports."""
    path = tmp_path / "old.sqlite"
    store = open_store(path, create=True)
    fill(store)
    store.close()
    return path


def ask(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_versions_count_up_to_the_schema() -> None:
    assert [step.version for step in MIGRATIONS] == list(range(1, schema.SCHEMA + 1))


def test_a_new_archive_notes_what_was_done(old: Path) -> None:
    assert ask(old, "SELECT version, title FROM schema_version") == [(step.version, step.title) for step in MIGRATIONS]


def test_an_old_archive_is_brought_up_to_date(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "SCHEMA", NOTES.version)
    monkeypatch.setattr(migrations.migrate, "__defaults__", ((*MIGRATIONS, NOTES),))
    for _ in range(2):
        store = open_store(old)
        assert problems(store) == []
        with store.view() as view:
            assert view.info().schema == NOTES.version
            assert view.info().claims == 6
        store.close()
    assert ask(old, "SELECT count(*), count(note) FROM notes") == [(3, 2)]


@pytest.fixture
def first(old: Path) -> Path:
    """The same archive as schema 1 kept it."""
    path = old.with_name("first.sqlite")
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert migrate(connection, MIGRATIONS[:1]) == 1
    engine.dispose()
    raw = sqlite3.connect(path)
    raw.execute("ATTACH ? AS new", [str(old)])
    for (table,) in raw.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_fts%'"
    ).fetchall():
        columns = ", ".join(f'"{row[1]}"' for row in raw.execute(f"PRAGMA main.table_info ({table})"))
        if table != "schema_version":
            raw.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")  # noqa: S608
    for index in ("reports_fts", "claims_fts"):
        raw.execute(f"INSERT INTO main.{index} ({index}) VALUES ('rebuild')")  # noqa: S608
    raw.commit()
    raw.close()
    return path


def test_claims_of_the_first_schema_keep_their_hash() -> None:
    # as schema 1 wrote it, when claims had no trigger and no figures
    assert claims_sha256([make_claim()]) == FIRST_HASH


def test_an_archive_of_the_first_schema_migrates_whole(old: Path, first: Path) -> None:
    now, migrated = open_store(old), open_store(first)
    assert problems(migrated) == []
    with now.view() as expected, migrated.view() as view:
        assert view.info().schema == schema.SCHEMA
        assert list(view.iter_claims(ClaimFilter())) == list(expected.iter_claims(ClaimFilter()))
        assert {*view.find_actors().rows} == {*expected.find_actors().rows}
        with migrated.writer() as writer, writer.links() as links:
            assert len(links.unlinked_reports(10)) == 3
    for store in (now, migrated):
        store.close()


def test_a_migration_that_fails_leaves_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "SCHEMA", BROKEN.version)
    monkeypatch.setattr(migrations.migrate, "__defaults__", ((*MIGRATIONS, NOTES, BROKEN),))
    with pytest.raises(StoreError):
        open_store(old)
    assert ask(old, "SELECT max(version) FROM schema_version") == [(NOTES.version,)], "the step before was taken whole"
    assert ask(old, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == [(0,)]


def test_a_newer_archive_is_refused_and_left_alone(old: Path) -> None:
    raw = sqlite3.connect(old)
    raw.execute("INSERT INTO schema_version VALUES (99, 'from the future', '2099-01-01')")
    raw.commit()
    raw.close()
    before = old.read_bytes()
    with pytest.raises(StoreError, match=r"has schema 99, this Dateline knows .*: upgrade Dateline"):
        open_store(old)
    assert old.read_bytes() == before


def test_migrations_make_what_the_schema_says(old: Path) -> None:
    engine: Engine = create_engine(f"sqlite:///{old}")
    made = inspect(engine)
    for table in schema.metadata.sorted_tables:
        columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in made.get_columns(table.name)}
        expected = {}
        for column in table.columns:
            kind = {"INTEGER": "INTEGER", "TEXT": "TEXT", "FLOAT": "REAL", "BLOB": "BLOB"}[str(column.type)]
            expected[column.name] = (kind, column.nullable or column.primary_key)
        relaxed = {name: (kind, null or table.c[name].primary_key) for name, (kind, null) in columns.items()}
        assert relaxed == expected, table.name
        keys = {(k["constrained_columns"][0], k["referred_table"]) for k in made.get_foreign_keys(table.name)}
        assert keys == {(k.parent.name, k.column.table.name) for k in table.foreign_keys}, table.name
        assert set(made.get_pk_constraint(table.name)["constrained_columns"]) == {c.name for c in table.primary_key}, (
            table.name
        )
    assert {t for t in made.get_table_names() if "_fts" not in t} == set(schema.metadata.tables)
    engine.dispose()


def test_two_processes_may_migrate_at_once(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'a.db'}")
    event.listen(engine, "connect", lambda connection, _record: setattr(connection, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.connect() as first, engine.connect() as second:
        assert _migrate_both(first, second) == [schema.SCHEMA, schema.SCHEMA]
    engine.dispose()


def _migrate_both(first: Connection, second: Connection) -> list[int]:
    return [migrate(first), migrate(second)]
