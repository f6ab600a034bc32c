"""The judgements of an archive: kept, found by what they are about, and which of them wait for a person."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, Row, TextClause, insert, text

from dateline.errors import InvalidQuery, NotFound
from dateline.judgements import ASSEMBLED_KINDS, Judgement, in_force, pair_of
from dateline.store import schema
from dateline.store.filters import is_storable
from dateline.store.lists import as_list
from dateline.store.record_rows import judgement_from_row, judgement_values

__all__ = ["Judged", "Pair", "ids_of", "numbers_of"]

Pair = tuple[str, str, str]  # kind and both ends, in order

_MAYBE = "maybe"
# (kind: the noun of what it is about, its table, the column of its id)
_ABOUT = {
    "copy": ("report", "reports", "id"),
    "actor": ("actor", "actor_nodes", "node"),
    "incident": ("claim", "claims", "id"),
    "claim": ("claim", "claims", "id"),
}
_KNOWN = text("SELECT id FROM judgements WHERE id IN (SELECT value FROM json_each(:ids))")
_STANDING = "superseded_by IS NULL AND kind = :kind"
# pairs one by one: two lists of ends would be looked up in every combination
_ON_PAIRS = text(f"""
    SELECT judgements.* FROM json_each(:pairs) asked CROSS JOIN judgements
    WHERE {_STANDING} AND subject = json_extract(asked.value, '$[0]') AND object = json_extract(asked.value, '$[1]')
""")  # noqa: S608
_OF_ONE = text(f"""
    SELECT * FROM judgements WHERE {_STANDING} AND subject IN (SELECT value FROM json_each(:ids)) AND object IS NULL
""")  # noqa: S608
_TOUCHING = tuple(
    text(f"SELECT * FROM judgements WHERE {_STANDING} AND {end} IN (SELECT value FROM json_each(:ids))")  # noqa: S608
    for end in ("subject", "object")
)
_ANY_APART = text("SELECT 1 FROM judgements WHERE kind = :kind AND verdict = 'different' LIMIT 1")
_NEAR_APART = text("""
    SELECT 1 FROM json_each(:ids) asked WHERE
      EXISTS (SELECT 1 FROM judgements WHERE kind = :kind AND subject = asked.value AND verdict = 'different')
      OR EXISTS (SELECT 1 FROM judgements WHERE kind = :kind AND object = asked.value AND verdict = 'different') LIMIT 1
""")
_SUPERSEDE = text("UPDATE judgements SET superseded_by = :by WHERE id = :id")
_WAIT = text("""
    INSERT OR IGNORE INTO waiting
    SELECT no, kind, coalesce(score, 0) FROM judgements WHERE id IN (SELECT value FROM json_each(:ids))
""")
_WAIT_NO_MORE = text("""
    DELETE FROM waiting WHERE judgement_no IN
      (SELECT no FROM judgements WHERE id IN (SELECT value FROM json_each(:ids)))
""")


def _lookup(kind: str, *, by_number: bool) -> TextClause:
    _, table, column = _ABOUT[kind]
    asked = "no" if by_number else column
    return text(f"SELECT no, {column} AS id FROM {table} WHERE {asked} IN (SELECT value FROM json_each(:asked))")  # noqa: S608


_NUMBERS = {kind: _lookup(kind, by_number=False) for kind in _ABOUT}
_IDS = {kind: _lookup(kind, by_number=True) for kind in _ABOUT}


def numbers_of(connection: Connection, kind: str, ids: Collection[str]) -> dict[str, int]:
    """Return the numbers of what judgements of a kind are about. Raises: NotFound: an id is nothing's."""
    if not ids:
        return {}
    storable = [ident for ident in ids if is_storable(ident)]
    found = {row.id: row.no for row in connection.execute(_NUMBERS[kind], {"asked": as_list(storable)})}
    for ident in ids:
        if ident not in found:
            raise NotFound(_ABOUT[kind][0], ident)
    return found


def ids_of(connection: Connection, kind: str, numbers: Collection[int]) -> dict[int, str]:
    """Return the ids of what judgements of a kind are about, by number."""
    return {row.no: row.id for row in connection.execute(_IDS[kind], {"asked": as_list(numbers)})}


class Judged:
    """Reads and keeps judgements through a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, judgements: Iterable[Judgement]) -> list[tuple[Pair, str | None, str | None]]:
        """Keep judgements that are not there yet.

        Returns:
            for each thing judged: kind and ends, the verdict in force before, and the one in force now.

        Raises:
            NotFound: one is about something that is not in the archive.
            InvalidQuery: one is about one thing and itself, or of a pair that lacks its other end.
        """
        new = self._unknown(judgements)
        for judgement in new:
            _refuse_unfit(judgement)
        for kind in _ABOUT:
            numbers_of(self._connection, kind, _ends_of(j for j in new if j.kind == kind))
        before = self.on_pairs({pair_of(j) for j in new})
        if new:
            self._connection.execute(insert(schema.judgements), [judgement_values(j) for j in new])
        changed = []
        for pair, added in _by_pair(new).items():
            standing = self._supersede([*before.get(pair, ()), *added])
            self._set_waiting(standing)
            changed.append((pair, _verdict(before.get(pair, ())), _verdict(standing)))
        return changed

    def on_pairs(self, pairs: Collection[Pair]) -> dict[Pair, list[Judgement]]:
        """Return the judgements of these pairs that are not superseded, as they were added."""
        found: dict[Pair, dict[str, Judgement]] = defaultdict(dict)
        for kind in {kind for kind, _, _ in pairs}:
            ends = [(a, b) for of, a, b in pairs if of == kind]
            both_ways = json.dumps(ends + [(b, a) for a, b in ends])
            alone = as_list(b for a, b in ends if not a)
            for judgement in (
                *self._read(_ON_PAIRS, kind=kind, pairs=both_ways),
                *self._read(_OF_ONE, kind=kind, ids=alone),
            ):
                found[pair_of(judgement)][judgement.id] = judgement
        return {pair: list(of_pair.values()) for pair, of_pair in found.items()}

    def touching(self, kind: str, ids: Collection[str]) -> list[Judgement]:
        """Return the judgements with one of these ids at an end that are not superseded."""
        found = (j for statement in _TOUCHING for j in self._read(statement, kind=kind, ids=as_list(ids)))
        return list({judgement.id: judgement for judgement in found}.values())

    def has_apart(self, kind: str) -> bool:
        """Has anything of a kind ever been judged different?"""
        return self._connection.execute(_ANY_APART, {"kind": kind}).first() is not None

    def is_near_apart(self, kind: str, ids: Collection[str]) -> bool:
        """Has one of these ever been judged different from something?"""
        return self._connection.execute(_NEAR_APART, {"kind": kind, "ids": as_list(ids)}).first() is not None

    def _unknown(self, judgements: Iterable[Judgement]) -> list[Judgement]:
        given = {judgement.id: judgement for judgement in judgements}
        known = set(self._connection.execute(_KNOWN, {"ids": as_list(given)}).scalars())
        return [judgement for ident, judgement in given.items() if ident not in known]

    def _supersede(self, judgements: Sequence[Judgement]) -> list[Judgement]:
        """Leave of each person's judgements of a pair only the latest standing; the machine's all stand."""
        latest: dict[str, Judgement] = {}
        for judgement in judgements:
            if not judgement.is_machine:
                latest[judgement.by] = max(latest.get(judgement.by, judgement), judgement, key=lambda j: (j.made, j.id))
        older = [j for j in judgements if not j.is_machine and j is not latest[j.by]]
        if older:
            self._connection.execute(_SUPERSEDE, [{"id": j.id, "by": latest[j.by].id} for j in older])
        return [j for j in judgements if j not in older]

    def _set_waiting(self, standing: Sequence[Judgement]) -> None:
        due = {j.id for j in in_force(standing) if j.verdict == _MAYBE and j.is_machine}
        others = {j.id for j in standing if j.verdict == _MAYBE} - due
        if due:
            self._connection.execute(_WAIT, {"ids": as_list(due)})
        if others:
            self._connection.execute(_WAIT_NO_MORE, {"ids": as_list(others)})

    def _read(self, statement: TextClause, **values: str) -> list[Judgement]:
        rows: Sequence[Row[tuple[object, ...]]] = self._connection.execute(statement, values).all()
        return [judgement_from_row(row._mapping) for row in rows]


def _refuse_unfit(judgement: Judgement) -> None:
    if judgement.kind in ASSEMBLED_KINDS and judgement.object is None:
        raise InvalidQuery(
            f"a judgement of kind {judgement.kind!r} is of two things; it names only {judgement.subject!r}"
        )
    if judgement.object == judgement.subject:
        raise InvalidQuery(f"a judgement of {judgement.subject!r} and itself")
    texts = (judgement.by, judgement.made, *judgement.reasons, *(part for value in judgement.values for part in value))
    if not all(map(is_storable, texts)):
        raise InvalidQuery("a judgement's words hold half a character (a lone surrogate)")


def _ends_of(judgements: Iterable[Judgement]) -> set[str]:
    return {end for j in judgements for end in (j.subject, j.object) if end is not None}


def _by_pair(judgements: Iterable[Judgement]) -> dict[Pair, list[Judgement]]:
    found: dict[Pair, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        found[pair_of(judgement)].append(judgement)
    return found


def _verdict(standing: Sequence[Judgement]) -> str | None:
    return next((judgement.verdict for judgement in in_force(standing)), None)
