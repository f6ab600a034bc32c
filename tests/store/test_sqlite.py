"""The SQLite archive keeps the contract, and opens only what is an archive."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from dateline.errors import ConfigError, DatelineError, StoreError
from dateline.store import open_store
from tests.factory import make_original, make_reading, make_report
from tests.store.contract import AddingContract, fill, problems
from tests.store.contract_asking import AskingContract
from tests.store.contract_linking import LinkingContract
from tests.store.contract_places import PlacesContract
from tests.store.contract_record import RecordContract
from tests.store.contract_times import TimesContract


class TestSqlite(AddingContract, AskingContract, LinkingContract, PlacesContract, RecordContract, TimesContract):
    """The contract on a file."""


@pytest.mark.parametrize("name", ["année.db", "a?b=c&uri=true#d%20e.db", "file:x", "it's.db"])
@pytest.mark.parametrize("form", ["{}", "sqlite:///{}"])
def test_addresses_of_a_file(tmp_path: Path, form: str, name: str) -> None:
    path = tmp_path / "new folder" / name
    store = open_store(form.format(path), create=True)
    assert store.url == f"sqlite:///{path}"
    fill(store)
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [name]
    again = open_store(path)
    assert problems(again) == []
    again.close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://host/db", "PostgreSQL archives are not built yet"),
        ("postgresql+psycopg://host/db", "not built yet"),
        ("mysql://host/db", "no archive's address"),
        ("sqlite://host/db", "no archive's address"),
        ("sqlite:///", "names no file"),
        (":memory:", "names no file"),
        ("", "names no file"),
        ("a\0b", "names no file"),
    ],
)
def test_addresses_that_are_none(url: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        open_store(url, create=True)


NOBODY = 65534


def test_a_relative_path_stays_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("a.db", create=True)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with store.view(), store.view() as second:
        assert second.info().reports == 0
    store.close()


def test_a_missing_file_is_not_made_unasked(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(ConfigError, match="no archive here yet"):
        open_store(path)
    assert not path.exists()


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is a folder"):
        open_store(tmp_path, create=True)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="cannot be made"):
        open_store(tmp_path / "file" / "a.db", create=True)


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("content", [b"Just a letter to a friend." * 50, b"SQLite format 3\0" + b"\1" * 4096])
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes, create: bool) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"letter\.txt"):
        open_store(path, create=create)
    assert path.read_bytes() == content


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_another_database_is_refused_and_left_alone(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA journal_mode = {mode}")
    other.execute("CREATE TABLE reports (id TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a Dateline archive"):
        open_store(path, create=True)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_an_archive_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError, match="not a Dateline archive"):
        open_store(path)
    open_store(path, create=True).close()
    open_store(path).close()


def test_it_opens_while_another_writes(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db", create=True)
    with store.writer() as writer:
        report = make_report()
        writer.add_report(make_reading(report), [], make_original(report))
        reader = open_store(tmp_path / "a.db")
        with reader.view() as view:
            assert view.info().reports == 0
        reader.close()
    store.close()


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(path, create=True).close()
    path.chmod(0)
    root = os.geteuid() == 0
    if root:  # root may open anything, so nobody tries
        os.seteuid(NOBODY)
    try:
        with pytest.raises(DatelineError):
            open_store(path)
    finally:
        if root:
            os.seteuid(0)


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = open_store(path, create=True)
    fill(store)
    store.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    try:
        cut = open_store(path)
    except StoreError:
        return
    try:
        assert problems(cut) != []
    except StoreError as error:
        assert "damaged" in str(error)
    cut.close()
