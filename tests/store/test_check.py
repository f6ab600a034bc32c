"""``check`` finds whatever is changed behind the archive's back."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.store import open_store
from tests.factory import make_original, make_reading, make_report
from tests.store.contract import FLOOD, HARBOUR, fill, problems

# (statements that damage a sound archive, the noun and words of a problem that must be found)
DAMAGE = (
    ("UPDATE reports SET text = replace(text, 'boats', 'ships')", "report", "its text has another sha256"),
    ("UPDATE reports SET text = replace(text, 'boats', 'ships')", "claim", "law 1"),
    ("UPDATE reports SET text = replace(text, 'boats', 'ships')", "archive", "full-text index"),
    ("UPDATE reports SET text = replace(text, 'boats', 'ships')", "report", "its reading is of another text"),
    ("UPDATE reports SET title = 'Harbour open'", "report", "its title is 'Harbour open', in its reading"),
    ("UPDATE reports SET outlet_key = 'x'", "report", "its outlet_key"),
    ("UPDATE reports SET claims = 9", "report", "claims, not 9"),
    ("UPDATE reports SET text_sha256 = 'x'", "report", "its text has another sha256"),
    ("UPDATE reports SET version = 2, address = 'elsewhere'", "report", "never stood at its own address"),
    ("UPDATE reports SET superseded_by = (SELECT max(id) FROM reports)", "report", "is what stands at an address"),
    ("UPDATE reports SET superseded_by = 'nobody'", "reports", "points to one of the reports that is not there"),
    ("UPDATE reports SET original_sha256 = 'x'", "reports", "points to one of the originals"),
    ("DELETE FROM addresses", "report", "it stands at no address"),
    ("UPDATE addresses SET version = 3", "address", "its versions are not 1, 2, 3"),
    ("DELETE FROM readings", "report", "it has no reading"),
    ("UPDATE readings SET sha256 = 'x'", "report", "its reading has another sha256"),
    ("UPDATE readings SET body = x'00'", "report", "its reading cannot be read: damaged"),
    ("UPDATE readings SET codec = 'zip9'", "report", "unknown codec 'zip9'"),
    ("UPDATE readings SET body = (SELECT body FROM readings WHERE report_no = 2)", "report", "its reading is of another text"),
    ("UPDATE originals SET data = x'00'", "original", "damaged data"),
    ("UPDATE originals SET data = (SELECT max(data) FROM originals)", "original", "its bytes have another sha256"),
    ("UPDATE originals SET size_bytes = 1", "original", "bytes, not 1"),
    ("INSERT INTO originals VALUES ('x', 'text/plain', 0, 'zlib', x'')", "original", "no report is made from it"),
    ('UPDATE claims SET "start" = "start" + 1, "end" = "end" + 1', "claim", "law 1"),
    ('UPDATE claims SET "end" = 100000', "claim", "law 1"),
    ("UPDATE claims SET stance = 'says'", "report", "its claims have another sha256"),
    ("UPDATE claims SET confidence = 0.5", "report", "its claims have another sha256"),
    ("UPDATE claims SET denies = 'nobody'", "claim", "points to 'nobody', no claim of its report"),
    ("UPDATE claims SET first_day = '1999-01-01'", "claim", "its first_day is '1999-01-01'"),
    ("UPDATE claims SET actors = '[\"Somebody\"]'", "report", "names of its claims are not listed"),
    ("UPDATE claims SET actors = '[\"Somebody\"]'", "archive", "full-text index"),
    ("UPDATE claims SET chain = '[broken'", "claim", "its lists cannot be read"),
    ("UPDATE claims SET report_no = 99", "claims", "points to one of the reports that is not there"),
    ("DELETE FROM claims WHERE stance = 'denies'", "report", "it has 1 claims, not 2"),
    ("DELETE FROM claims WHERE stance = 'denies'", "claim_names", "points to one of the claims that is not there"),
    ("DELETE FROM claim_names WHERE role = 'actor'", "report", "names of its claims are not listed"),
    ("DELETE FROM claim_names WHERE role = 'actor'", "name", "its counts are not"),
    ("UPDATE names SET as_source = as_source + 1", "name", "its counts are not"),
    ("UPDATE names SET reports = 0", "name", "its counts are not"),
    ("DELETE FROM names WHERE key = 'ost'", "claim_names", "points to one of the names that is not there"),
    ("INSERT INTO claims_fts (claims_fts) VALUES ('delete-all')", "archive", "full-text index"),
    ("INSERT INTO reports_fts (reports_fts) VALUES ('delete-all')", "archive", "full-text index"),
    ("INSERT INTO reports_fts (rowid, title, text) VALUES (77, 'ghost', 'ghost')", "archive", "full-text index"),
)  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with three reports, closed."""
    path = tmp_path_factory.mktemp("check") / "sound.sqlite"
    store = open_store(path, create=True)
    fill(store)
    assert problems(store) == []
    store.close()
    return path


@pytest.fixture
def damaged(sound: Path, tmp_path: Path) -> Callable[[str], list[tuple[str, str]]]:
    """Damage a copy by a statement; return the noun and words of every problem that is found."""

    def damage(statement: str) -> list[tuple[str, str]]:
        path = tmp_path / "damaged.sqlite"
        path.write_bytes(sound.read_bytes())
        raw = sqlite3.connect(path)
        raw.execute(statement)
        raw.commit()
        raw.close()
        store = open_store(path)
        with store.view() as view:
            found = [(problem.noun, problem.what) for problem in view.check()]
        store.close()
        return found

    return damage


@pytest.mark.parametrize(("statement", "noun", "words"), DAMAGE)
def test_damage_is_found(
    damaged: Callable[[str], list[tuple[str, str]]], statement: str, noun: str, words: str
) -> None:
    found = damaged(statement)
    assert [what for of, what in found if of == noun and words in what] != [], found


def test_a_reading_that_breaks_law_one_is_found(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(sound.read_bytes())
    raw = sqlite3.connect(path)
    number, body = raw.execute(
        "SELECT no, body FROM reports JOIN readings ON report_no = no WHERE id = ?", [FLOOD.id]
    ).fetchone()
    span = b'"furniture":[{"end":9,"quote":"The RIVER","start":0}]'
    forged = zlib.compress(zlib.decompress(body).replace(b'"furniture":[]', span))
    raw.execute("UPDATE readings SET body = ? WHERE report_no = ?", [forged, number])
    raw.commit()
    raw.close()
    store = open_store(path)
    with store.view() as view:
        found = [problem.what for problem in view.check() if problem.id == FLOOD.id]
    store.close()
    assert found == ["its reading has another sha256", "law 1: the words at 0:9 are not 'The RIVER'"]


def test_a_superseded_version_that_is_not_marked_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    store = open_store(path, create=True)
    newer = make_report(text="Nothing was blocked.")
    with store.writer() as writer:
        for report in (HARBOUR, newer):
            writer.add_report(make_reading(report), [], make_original(report, address="a"))
    assert problems(store) == []
    raw = sqlite3.connect(path)
    raw.execute("UPDATE reports SET superseded_by = NULL")
    raw.commit()
    raw.close()
    with store.view() as view:
        assert [(p.id, p.what) for p in view.check()] == [
            (HARBOUR.id, "it is not superseded, but another stands at every address it had")
        ]
    store.close()


def test_checking_changes_nothing(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(sound.read_bytes())
    store = open_store(path)
    assert problems(store) == []
    store.close()
    assert path.read_bytes() == sound.read_bytes()


def test_an_address_of_digits_is_a_text(tmp_path: Path) -> None:
    report = make_report(url="0")
    store = open_store(tmp_path / "a.sqlite", create=True)
    with store.writer() as writer:
        writer.add_report(make_reading(report), [], make_original(report))
    assert problems(store) == []
    store.close()
