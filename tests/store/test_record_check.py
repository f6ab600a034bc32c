"""``check`` finds whatever is changed behind the record's back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dateline.store import open_store
from tests.store.contract import problems
from tests.store.contract_record import link
from tests.store.linking_cases import EVENTS, LATER, LEDGER, person

# (statements that damage a sound archive, the noun and words of a problem that must be found)
DAMAGE = (
    ("UPDATE claims SET figures = '[]'", "report", "its claims have another sha256"),
    ("UPDATE claims SET figures = '[broken'", "claim", "its lists cannot be read"),
    ("UPDATE claims SET trigger_start = trigger_start + 1", "report", "its claims have another sha256"),
    ("UPDATE claims SET trigger_start = NULL", "report", "its claims have another sha256"),
    ("UPDATE claims SET trigger_end = 9999", "claim", "law 1"),
    ("UPDATE claims SET figures = replace(figures, 'four', 'five')", "claim", "law 1"),
    ("UPDATE judgements SET verdict = 'different' WHERE kind = 'copy'", "judgement", "its id is not that of what it says"),
    ("UPDATE judgements SET verdict = 'different' WHERE kind = 'copy'", "report", "is no cluster that its judgements give"),
    ("UPDATE judgements SET verdict = 'sure'", "judgement", "its id is not that of what it says"),
    ("UPDATE judgements SET reasons = '[broken'", "judgement", "its lists cannot be read"),
    ("UPDATE judgements SET subject = 'nobody' WHERE kind = 'actor'", "judgement", "about something that is not there"),
    ("UPDATE judgements SET superseded_by = 'nobody'", "judgements", "points to one of the judgements"),
    ("UPDATE judgements SET superseded_by = (SELECT id FROM judgements WHERE made_by LIKE 'Mara%')", "judgement", "or another's"),
    ("DELETE FROM judgements WHERE kind = 'incident'", "claim", "is no cluster that its judgements give"),
    ("DELETE FROM clusters WHERE kind = 'copy'", "report", "should be one cluster"),
    ("UPDATE clusters SET cluster = member WHERE kind = 'incident'", "claim", "should be one cluster"),
    ("UPDATE clusters SET cluster = 4 WHERE kind = 'incident'", "claim", "does not stand under the oldest"),
    ("INSERT INTO clusters VALUES ('copy', 98, 98), ('copy', 99, 98)", "report", "is no cluster that its judgements give"),
    ("DELETE FROM waiting", "judgement", "waiting for a person as it should be"),
    ("INSERT INTO waiting SELECT no, kind, 1 FROM judgements WHERE kind = 'copy'", "judgement", "waiting for a person"),
    ("UPDATE waiting SET score = 0.25", "judgement", "waiting for a person as it should be"),
    ("UPDATE actor_nodes SET node = 'else' WHERE report_no IS NOT NULL", "actor node", "its id is not that of its name"),
    ("UPDATE actor_uses SET as_source = as_source + 1", "actor node", "its uses are not those"),
    ("UPDATE actor_uses SET as_source = as_source + 1", "actor", "its counts are not those of its nodes"),
    ("DELETE FROM actor_uses WHERE as_source > 0", "actor node", "its uses are not those"),
    ("DELETE FROM actor_nodes WHERE node = 'ledger'", "actor_uses", "points to one of the actor_nodes"),
    ("UPDATE actors SET reports = reports + 1", "actor", "its counts are not those of its nodes"),
    ("DELETE FROM actors", "actor", "its counts are not those of its nodes"),
    ("UPDATE actors SET name = 'Somebody'", "actor", "it is not shown by one of its names"),
    ("UPDATE actors SET kind = 'vehicle'", "actor", "it is not shown by one of its names"),
    ("UPDATE actors SET shown_by = (SELECT max(no) FROM actor_nodes)", "actor", "it is not shown by one of its names"),
    ("UPDATE incidents SET claims = 9", "incident", "its counts or days are not those of its claims"),
    ("UPDATE incidents SET reports = 9", "incident", "its counts or days are not those of its claims"),
    ("UPDATE incidents SET first_published = NULL", "incident", "its counts or days are not those of its claims"),
    ("UPDATE incidents SET last_published = '2020-01-01'", "incident", "its counts or days are not those of its claims"),
    ("UPDATE incidents SET place_key = 'hol'", "incident", "its place_key is 'hol'"),
    ("UPDATE incidents SET disputes = 3", "incident", "its disputes are not as many as it says"),
    ("UPDATE incidents SET id = (SELECT id FROM claims WHERE kind = 'holding') WHERE no > 1", "incident", "under its oldest"),
    ("DELETE FROM incidents WHERE disputes = 0", "incident", "it has claims, but no row"),
    ("DELETE FROM disputes WHERE incident_no IS NOT NULL", "incident", "its disputes are not as many as it says"),
    ("UPDATE disputes SET body = '[broken'", "dispute", "its sides cannot be read"),
    ("UPDATE disputes SET place_owner = NULL", "dispute", "it is not of an incident or a place"),
    ("UPDATE disputes SET incident_no = 77 WHERE incident_no IS NOT NULL", "disputes", "points to one of the incidents"),
    ("UPDATE signatures SET furniture = '[[0, 9999]]'", "report", "furniture"),
    ("UPDATE signatures SET furniture = 'broken'", "report", "furniture"),
    ("INSERT INTO bands VALUES (1, 99)", "bands", "points to one of the reports"),
    ("INSERT INTO actor_blocks VALUES (1, 9999)", "actor_blocks", "points to one of the actor_nodes"),
    ("INSERT INTO incident_blocks VALUES (1, 0, 9999)", "incident_blocks", "points to one of the claims"),
    ("INSERT INTO names_fts (names_fts) VALUES ('delete-all')", "archive", "full-text index"),
)  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with four reports that are linked, and one doubt that waits; closed."""
    path = tmp_path_factory.mktemp("record") / "sound.sqlite"
    store = open_store(path, create=True)
    link(store)
    with store.writer() as writer, writer.links() as links:
        links.add_signature(LATER.id, b"\x01", [7])
        links.add_judgements([person("incident", EVENTS["later"].id, EVENTS["ledger"].id, "maybe", by="dateline 1")])
        assert links.unsettled("incident") == ()
    assert problems(store) == []
    store.close()
    return path


@pytest.mark.parametrize(("statement", "noun", "words"), DAMAGE)
def test_damage_is_found(sound: Path, tmp_path: Path, statement: str, noun: str, words: str) -> None:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(sound.read_bytes())
    raw = sqlite3.connect(path)
    assert raw.execute(statement).rowcount != 0
    raw.commit()
    raw.close()
    store = open_store(path)
    with store.view() as view:
        found = [(problem.noun, problem.what) for problem in view.check()]
    store.close()
    assert [what for of, what in found if of == noun and words in what] != [], found


def test_what_is_unsettled_is_not_broken(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(sound.read_bytes())
    store = open_store(path)
    with store.writer() as writer:
        writer.judge(person("incident", EVENTS["ledger"].id, EVENTS["courier"].id, "different"))
        with writer.links() as links:
            assert set(links.unsettled("incident")) == {EVENTS["courier"].id, EVENTS["ledger"].id}
    assert problems(store) == []
    store.close()


def test_the_record_is_of_reports_that_stand(sound: Path, tmp_path: Path) -> None:
    assert LEDGER.published is not None
    path = tmp_path / "a.sqlite"
    path.write_bytes(sound.read_bytes())
    raw = sqlite3.connect(path)
    raw.execute("DELETE FROM unsettled")
    raw.execute("UPDATE reports SET superseded_by = id WHERE id = ?", [LEDGER.id])
    raw.commit()
    raw.close()
    store = open_store(path)
    with store.view() as view:
        found = {(problem.noun, problem.what) for problem in view.check()}
    store.close()
    assert ("incident", "its counts or days are not those of its claims in reports that stand") in found
    assert ("actor", "its counts are not those of its nodes") in found
