"""Which reports, actor nodes and claims are one: clusters of more than one, by number, under their oldest member."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, text

from dateline.store.lists import as_list

__all__ = ["Clusters"]

_ROOTS = text("""
    SELECT member, cluster FROM clusters WHERE kind = :kind AND member IN (SELECT value FROM json_each(:numbers))
""")
_MEMBERS = text("""
    SELECT member, cluster FROM clusters WHERE kind = :kind AND cluster IN (SELECT value FROM json_each(:roots))
    ORDER BY member
""")
_FIRST = text("""
    SELECT asked.value AS root, (SELECT json_group_array(member) FROM (
      SELECT member FROM clusters WHERE kind = :kind AND cluster = asked.value ORDER BY member LIMIT :most
    )) AS members FROM json_each(:roots) asked
""")
_PUT = text("""
    INSERT INTO clusters (kind, member, cluster) VALUES (:kind, :member, :cluster)
    ON CONFLICT (kind, member) DO UPDATE SET cluster = excluded.cluster
""")
_DROP_LONE = text("""
    DELETE FROM clusters WHERE kind = :kind AND member IN (SELECT value FROM json_each(:numbers)) AND cluster = member
      AND NOT EXISTS (SELECT 1 FROM clusters o
                      WHERE o.kind = clusters.kind AND o.cluster = clusters.cluster AND o.member <> clusters.member)
""")


class Clusters:
    """The clusters of an archive. A plan says under which member each is to stand; ``write`` takes it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def roots(self, kind: str, numbers: Collection[int]) -> dict[int, int]:
        """Return the oldest member of each one's cluster: itself where it stands alone."""
        found = self._connection.execute(_ROOTS, {"kind": kind, "numbers": as_list(numbers)})
        return {number: number for number in numbers} | {row.member: row.cluster for row in found}

    def members(self, kind: str, root: int) -> list[int]:
        """Return a cluster's members, the oldest first."""
        return self.members_of_all(kind, [root])[root]

    def members_of_all(self, kind: str, roots: Collection[int]) -> dict[int, list[int]]:
        """Return the members of several clusters, by their oldest, the oldest first."""
        found: dict[int, list[int]] = {root: [] for root in roots}
        for row in self._connection.execute(_MEMBERS, {"kind": kind, "roots": as_list(roots)}):
            found[row.cluster].append(row.member)
        return {root: members or [root] for root, members in found.items()}

    def first_members(self, kind: str, roots: Collection[int], most: int) -> dict[int, list[int]]:
        """Return the oldest members of several clusters, so many of each at most: of a large one the rest is not read."""
        found = self._connection.execute(_FIRST, {"kind": kind, "roots": as_list(roots), "most": most})
        return {row.root: json.loads(row.members) or [row.root] for row in found}

    def plan_joins(self, kind: str, pairs: Collection[tuple[int, int]]) -> dict[int, int]:
        """Return what comes under another member, and which, when pairs become one: all of the younger clusters."""
        roots = self.roots(kind, {number for pair in pairs for number in pair})
        joined: dict[int, set[int]] = {}
        for a, b in pairs:
            one = joined.get(roots[a], {roots[a]}) | joined.get(roots[b], {roots[b]})
            joined.update(dict.fromkeys(one, one))
        moved = {root: min(one) for one in joined.values() for root in one if root != min(one)}
        return {no: moved[root] for root, members in self.members_of_all(kind, moved).items() for no in members}

    def plan_groups(self, numbers: Collection[int], groups: Iterable[Collection[int]]) -> dict[int, int]:
        """Return under which member each of these numbers comes when they fall into groups: alone where in none of them."""
        due = {number: number for number in numbers}
        for group in groups:
            due.update(dict.fromkeys(group, min(group)))
        return due

    def write(self, kind: str, moves: dict[int, int]) -> None:
        """Bring each number under its new oldest member."""
        if not moves:
            return
        before = set(self.roots(kind, moves).values())
        after = set(moves.values())
        rows = {root: root for root in before | after} | moves
        self._connection.execute(_PUT, [{"kind": kind, "member": m, "cluster": c} for m, c in rows.items()])
        self._connection.execute(_DROP_LONE, {"kind": kind, "numbers": as_list(before | after)})
