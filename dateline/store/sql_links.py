"""The record, read and written through a writer's connection."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert, text

from dateline.judgements import ASSEMBLED_KINDS, Judgement, assemble, links_of
from dateline.reconcile.base import Told
from dateline.records import Report, Span
from dateline.store import schema, told_sql
from dateline.store.actor_counts import ActorCounts
from dateline.store.base_rows import ActorNodeLike, DisputeRow, IncidentRow, KnownNode
from dateline.store.candidates import Candidates, known_nodes, published_day, window_of
from dateline.store.changes import NAME_COUNTS
from dateline.store.clusters import Clusters
from dateline.store.judged import Judged, Pair, ids_of, numbers_of
from dateline.store.links import Links
from dateline.store.lists import as_list
from dateline.store.record_rows import place_owner
from dateline.store.settling import Settling
from dateline.store.tolds import standing_tolds_of, tolds_of

__all__ = ["SqlLinks"]

# with ``each``, how many times as many claims are looked at as are returned
_LOOKED_AT = 6

_UNLINKED = text("""
    SELECT id FROM reports WHERE no NOT IN (SELECT report_no FROM signatures) ORDER BY no LIMIT :limit
""")
_PUBLISHED = text("""
    SELECT c.no, r.published FROM claims c JOIN reports r ON r.no = c.report_no
    WHERE c.no IN (SELECT value FROM json_each(:numbers))
""")
_KNOWN_KEYS = text('SELECT "key" FROM names WHERE "key" IN (SELECT value FROM json_each(:keys))')
_INDEX_NAMES = text("""
    INSERT INTO names_fts (rowid, key) SELECT id, key FROM names WHERE key IN (SELECT value FROM json_each(:keys))
""")
_KNOWN_NODES = text("SELECT node, no FROM actor_nodes WHERE node IN (SELECT value FROM json_each(:nodes))")
_SET_CONTEXT = text("UPDATE actor_nodes SET context = :context WHERE no = :no")
_DENIALS = text("SELECT no FROM claims WHERE denies IN (SELECT value FROM json_each(:claims)) ORDER BY no")
_CLAIMS_OF = text("SELECT no FROM claims WHERE report_no = :no")


class SqlLinks(Links):
    """Links of one archive; ``connection`` is in the writer's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._candidates = Candidates(connection)
        self._clusters = Clusters(connection)
        self._counts = ActorCounts(connection)
        self._judged = Judged(connection)
        self._settling = Settling(connection)
        self._effects: dict[str, Callable[[dict[int, int], dict[int, int]], None]] = {
            "copy": self._move_copies,
            "actor": self._move_actors,
            "incident": self._move_incidents,
        }

    # of reports -------------------------------------------------------------------------------------

    def unlinked_reports(self, limit: int) -> tuple[str, ...]:
        """Return ids of reports that have no signature yet, the oldest first."""
        return tuple(self._connection.execute(_UNLINKED, {"limit": limit}).scalars())

    def add_signature(
        self, report_id: str, signature: bytes, bands: Sequence[int], *, furniture: Iterable[Span] = ()
    ) -> None:
        """Keep what copies of a report are found by; it counts as linked from now on. Raises: NotFound."""
        no = self._number("copy", report_id)
        spans = json.dumps([(span.start, span.end) for span in furniture])
        row = {"report_no": no, "signature": signature, "furniture": spans}
        self._connection.execute(insert(schema.signatures).prefix_with("OR REPLACE"), row)
        self._candidates.add_bands(no, bands)

    def find_by_bands(self, bands: Sequence[int], *, limit: int, besides: str | None = None) -> tuple[Report, ...]:
        """Return reports with some of these bands, most in common first; ``besides`` is left out."""
        left_out = None if besides is None else self._number("copy", besides)
        return self._candidates.reports(bands, limit=limit, besides=left_out)

    # of claims --------------------------------------------------------------------------------------

    def get_told(self, claim_ids: Sequence[str]) -> list[Told]:
        """Return claims in the order of their ids, with their actors and copies as assembled now. Raises: NotFound."""
        numbers = numbers_of(self._connection, "incident", claim_ids)
        return self._told([numbers[ident] for ident in claim_ids])

    def told_of_report(self, report_id: str) -> list[Told]:
        """Return all claims of a report, in the order of the text. Raises: NotFound."""
        found = self._connection.execute(_CLAIMS_OF, {"no": self._number("copy", report_id)})
        return self._told(sorted(found.scalars()))

    def told_of_incident(self, incident_id: str, *, current: bool = True) -> list[Told]:
        """Return an incident's claims in the order of publishing, by default of reports that stand."""
        root = self._root("incident", incident_id)
        rows = self._connection.execute(told_sql.told_of_incident(current=current, as_of=None), {"root": root}).all()
        return standing_tolds_of(self._connection, rows)

    def told_of_incidents(self, incident_ids: Collection[str]) -> dict[str, list[Told]]:
        """Return the claims of several incidents, by id, those of reports that stand. Raises: NotFound."""
        numbers = numbers_of(self._connection, "incident", incident_ids)
        above = self._clusters.roots("incident", numbers.values())
        rows = self._connection.execute(told_sql.told_of_incidents(), {"numbers": as_list(set(above.values()))}).all()
        roots = self._clusters.roots("incident", [row.no for row in rows])
        under = {row.id: roots[row.no] for row in rows}
        found: dict[int, list[Told]] = defaultdict(list)
        for told in standing_tolds_of(self._connection, rows):
            found[under[told.claim.id]].append(told)
        return {ident: found[above[no]] for ident, no in numbers.items()}

    def denials_of(self, statements: Collection[str]) -> list[Told]:
        """Return the statements that deny one of these claims."""
        numbers = list(self._connection.execute(_DENIALS, {"claims": as_list(statements)}).scalars())
        rows = self._connection.execute(told_sql.told_by_number(), {"numbers": as_list(numbers)}).all()
        return standing_tolds_of(self._connection, rows)

    def claims_of_place(self, owner: str, *, current: bool = True) -> list[Told]:
        """Return the holdings of a place: ``owner`` is its gazetteer id or its name in comparable form."""
        rows = self._connection.execute(told_sql.told_of_owner(current=current), {"owner": owner}).all()
        tolds = standing_tolds_of(self._connection, rows)
        return [told for told in tolds if place_owner(told.claim.place, told.claim.place_id) == owner]

    # of actors --------------------------------------------------------------------------------------

    def add_actor_nodes(
        self,
        nodes: Sequence[ActorNodeLike],
        blocks: Mapping[str, Collection[str]],
        contexts: Mapping[str, str] | None = None,
    ) -> None:
        """Keep nodes of names, with the keys by which each (by its id) is found, and what is told of it."""
        self._add_names({node.key: node for node in nodes})
        usable = {node.node: node for node in nodes}
        known = self._node_numbers(usable)
        new = [node for ident, node in usable.items() if ident not in known]
        reports = numbers_of(self._connection, "copy", {n.report_id for n in new if n.report_id is not None})
        if new:
            self._connection.execute(insert(schema.actor_nodes), [_node_row(node, reports) for node in new])
        numbers = self._node_numbers(usable)
        owns: dict[int, dict[str, int]] = {}
        for node in new:
            if node.report_id is not None:
                owns.setdefault(reports[node.report_id], {})[node.key] = numbers[node.node]
        for no, of_report in owns.items():
            self._counts.use_own_nodes(no, of_report)
            self._settling.unsettle_nodes(list(of_report.values()))
        self._candidates.add_actor_blocks({numbers[ident]: blocks.get(ident, ()) for ident in usable})
        given = {} if contexts is None else contexts
        told = [{"no": numbers[ident], "context": given[ident]} for ident in usable if ident in given]
        if told:
            self._connection.execute(_SET_CONTEXT, told)

    def _add_names(self, nodes: Mapping[str, ActorNodeLike]) -> None:
        """Keep the names that no claim uses: somebody is named in a report who neither speaks nor acts in it."""
        known = set(self._connection.execute(_KNOWN_KEYS, {"keys": as_list(nodes)}).scalars())
        none = dict.fromkeys(NAME_COUNTS, 0)
        new = [{"key": key, "name": n.name, "kind": n.kind, **none} for key, n in nodes.items() if key not in known]
        if new:
            self._connection.execute(insert(schema.names), new)
            self._connection.execute(_INDEX_NAMES, {"keys": as_list(key for key in nodes if key not in known)})

    def get_actor_nodes(self, nodes: Collection[str]) -> tuple[KnownNode, ...]:
        """Return those of some nodes that are in the archive."""
        found = self._connection.execute(_KNOWN_NODES, {"nodes": as_list(nodes)})
        return known_nodes(self._connection, [row.no for row in found])

    def find_actor_nodes(self, blocks: Collection[str], *, limit: int) -> tuple[KnownNode, ...]:
        """Return nodes with some of these keys, most in common first."""
        return self._candidates.nodes(blocks, limit=limit)

    # of incidents -----------------------------------------------------------------------------------

    def add_incident_blocks(self, blocks: Mapping[str, Collection[str]]) -> None:
        """Keep the keys by which claims (by their ids) are found; each of them is of an incident now. Raises: NotFound."""
        numbers = numbers_of(self._connection, "incident", blocks)
        asked = {"numbers": as_list(numbers.values())}
        days = {row.no: published_day(row.published) for row in self._connection.execute(_PUBLISHED, asked)}
        self._candidates.add_incident_blocks({(no, days[no]): blocks[ident] for ident, no in numbers.items()})
        self._settling.set_roots(set(self._clusters.roots("incident", days).values()))

    def find_incident_candidates(
        self,
        blocks: Collection[str],
        *,
        limit: int,
        published: str | None = None,
        window_days: int | None = None,
        besides: str | None = None,
        each: int | None = None,
        first: int = 0,
    ) -> tuple[tuple[str, Told], ...]:
        """Return claims with some of these keys, most in common first, then ``first`` ones of their incidents."""
        left_out: set[int] = set()
        if besides is not None:
            left_out.update(self._connection.execute(_CLAIMS_OF, {"no": self._number("copy", besides)}).scalars())
        days = window_of(published, window_days)
        wide = limit if each is None else limit * _LOOKED_AT
        numbers = self._candidates.claims(blocks, limit=wide, days=days, besides=left_out)
        roots = self._clusters.roots("incident", numbers)
        if each is not None:
            numbers = _few_of_each(numbers, roots, each)[:limit]
        if first:
            more = self._first_besides(numbers, roots, first=first, limit=limit)
            numbers, roots = [*numbers, *more], roots | more
        ids = ids_of(self._connection, "incident", {roots[no] for no in numbers})
        return tuple((ids[roots[no]], told) for no, told in zip(numbers, self._told(numbers), strict=True))

    def _first_besides(
        self, numbers: Sequence[int], roots: Mapping[int, int], *, first: int, limit: int
    ) -> dict[int, int]:
        """Return the first claims of the incidents of some claims, without these; under which incident each stands."""
        found = set(numbers)
        asked = list(dict.fromkeys(roots[no] for no in numbers))
        members_of = self._clusters.first_members("incident", asked, first)
        more: dict[int, int] = {}
        for root in asked:
            if len(more) >= limit:
                break
            more |= dict.fromkeys((member for member in members_of[root] if member not in found), root)
        return more

    # of what is assembled ---------------------------------------------------------------------------

    def members_of(self, kind: str, cluster: str) -> tuple[str, ...]:
        """Return the ids of a cluster's members, the oldest first."""
        members = self._clusters.members(kind, self._number(kind, cluster))
        ids = ids_of(self._connection, kind, members)
        return tuple(ids[member] for member in members)

    def cluster_of(self, kind: str, member: str) -> str:
        """Return the id of the cluster that a report, node or claim is of. Raises: NotFound."""
        root = self._root(kind, member)
        return ids_of(self._connection, kind, [root])[root]

    # of judgements ----------------------------------------------------------------------------------

    def add_judgements(self, judgements: Iterable[Judgement]) -> set[tuple[str, str]]:
        """Keep judgements and assemble anew what they touch; one that is there already changes nothing."""
        changed = self._judged.keep(judgements)
        self._unsettle_judged(changed)
        touched = set()
        for kind in ASSEMBLED_KINDS:
            roots = self._assemble(kind, [(pair, old, new) for pair, old, new in changed if pair[0] == kind])
            touched |= {(kind, ident) for ident in ids_of(self._connection, kind, roots).values()}
        return touched

    def judgements_on(self, kind: str, subject: str, other: str | None = None) -> tuple[Judgement, ...]:
        """Return the judgements of something, or of the pair with ``other``, as they were added."""
        found = self._judged.touching(kind, [subject])
        ends = {subject, other}
        return tuple(j for j in found if other is None or {j.subject, j.object} == ends)

    def _unsettle_judged(self, changed: Iterable[tuple[Pair, str | None, str | None]]) -> None:
        # one correction after another changes no verdict, but what is assembled
        claims = {end for (kind, *ends), _, _ in changed if kind == "claim" for end in ends if end}
        if claims:
            self._settling.unsettle_claims(numbers_of(self._connection, "claim", claims).values())

    def _assemble(self, kind: str, changed: Sequence[tuple[Pair, str | None, str | None]]) -> set[int]:
        """Bring the clusters of a kind to what the judgements say; return the oldest members of those that changed."""
        joined = [pair for pair, _, new in changed if new == "same"]
        parted = [pair for pair, old, new in changed if old != new and ("different" in (old, new) or old == "same")]
        if not joined and not parted:
            return set()
        numbers = numbers_of(self._connection, kind, {end for _, *ends in (*joined, *parted) for end in ends})
        moves = self._clusters.plan_joins(kind, [(numbers[a], numbers[b]) for _, a, b in joined])
        if parted or self._reaches_apart(kind, numbers.values()):
            # What is kept apart depends on all edges round about: these are assembled from the beginning.
            seeds = {end for _, *ends in (*joined, *parted) for end in ends}
            moves |= self._plan_anew(kind, seeds)
        moves = self._real(kind, moves)
        if not moves:
            return set()
        before = self._clusters.roots(kind, moves)
        self._effects[kind](before, moves)
        return set(before.values()) | set(moves.values())

    def _real(self, kind: str, moves: dict[int, int]) -> dict[int, int]:
        roots = self._clusters.roots(kind, moves)
        return {no: root for no, root in moves.items() if roots[no] != root}

    def _reaches_apart(self, kind: str, numbers: Collection[int]) -> bool:
        """Is one of these in a cluster with something that was ever judged different from something else?"""
        if not self._judged.has_apart(kind):
            return False
        roots = set(self._clusters.roots(kind, numbers).values())
        members = [member for root in roots for member in self._clusters.members(kind, root)]
        return self._judged.is_near_apart(kind, ids_of(self._connection, kind, members).values())

    def _plan_anew(self, kind: str, seeds: Collection[str]) -> dict[int, int]:
        reached, frontier = set(seeds), set(seeds)
        judgements: dict[str, Judgement] = {}
        while frontier:
            found = self._judged.touching(kind, frontier)
            judgements.update((j.id, j) for j in found)
            edges, _ = links_of(found)
            frontier = {end for edge in edges for end in (edge.a, edge.b)} - reached
            reached |= frontier
        edges, apart = links_of(judgements.values())
        numbers = numbers_of(self._connection, kind, reached)
        groups = [[numbers[ident] for ident in cluster] for cluster in assemble(edges, apart)]
        return self._clusters.plan_groups(numbers.values(), groups)

    # what a move of members brings about --------------------------------------------------------------

    def _move_copies(self, before: dict[int, int], moves: dict[int, int]) -> None:
        self._clusters.write("copy", moves)
        self._settling.unsettle_reports(self._reports_under({*before.values(), *moves.values()}))

    def _reports_under(self, roots: Collection[int]) -> set[int]:
        return {member for root in roots for member in self._clusters.members("copy", root)}

    def _move_actors(self, before: dict[int, int], moves: dict[int, int]) -> None:
        actors = {*before.values(), *moves.values()}
        reports = self._counts.reports_using(moves)
        self._counts.count(actors, reports, sign=-1)
        self._clusters.write("actor", moves)
        self._counts.count(actors, reports, sign=1)
        self._counts.show(actors)
        self._settling.unsettle_nodes(moves)

    def _move_incidents(self, before: dict[int, int], moves: dict[int, int]) -> None:
        self._clusters.write("incident", moves)
        roots = {*before.values(), *moves.values()}
        standing = {no for no, root in self._clusters.roots("incident", roots).items() if no == root}
        self._settling.set_roots(standing, gone=roots - standing)

    # of what follows --------------------------------------------------------------------------------

    def unsettled(self, kind: str, *, limit: int = 1_000) -> tuple[str, ...]:
        """Return what must be assembled anew: ids of incidents, or owners of places."""
        return self._settling.find(kind, limit=limit)

    def put_incidents(self, rows: Iterable[IncidentRow]) -> None:
        """Write the rows of incidents; they are settled then. Raises: NotFound: an id is no incident's."""
        self._settling.put_incidents(rows)

    def drop_incidents(self, ids: Collection[str]) -> None:
        """Take away the rows, and the disputes, of incidents none of whose claims stands."""
        self._settling.drop_incidents(ids)

    def put_disputes_of(self, incidents: Mapping[str, Sequence[DisputeRow]]) -> None:
        """Write all disputes of these incidents, by id, in place of those there. Raises: NotFound."""
        self._settling.put_disputes_of(incidents)

    def put_disputes(
        self, rows: Sequence[DisputeRow], *, incident: str | None = None, place: str | None = None
    ) -> None:
        """Write all disputes of an incident, or of a place (its owner), in place of those there."""
        self._settling.put_disputes(rows, incident=incident, owner=place)

    # how things are looked up -----------------------------------------------------------------------

    def _number(self, kind: str, ident: str) -> int:
        return numbers_of(self._connection, kind, [ident])[ident]

    def _root(self, kind: str, ident: str) -> int:
        number = self._number(kind, ident)
        return self._clusters.roots(kind, [number])[number]

    def _told(self, numbers: Sequence[int]) -> list[Told]:
        rows = self._connection.execute(told_sql.told_by_number(), {"numbers": as_list(numbers)}).all()
        tolds = dict(zip((row.no for row in rows), tolds_of(self._connection, rows), strict=True))
        return [tolds[no] for no in numbers]

    def _node_numbers(self, nodes: Collection[str]) -> dict[str, int]:
        rows = self._connection.execute(_KNOWN_NODES, {"nodes": as_list(nodes)})
        return {row.node: row.no for row in rows}


def _node_row(node: ActorNodeLike, reports: Mapping[str, int]) -> dict[str, object]:
    report_no = None if node.report_id is None else reports[node.report_id]
    return {"node": node.node, "key": node.key, "name": node.name, "kind": node.kind, "report_no": report_no}


def _few_of_each(numbers: Sequence[int], roots: Mapping[int, int], each: int) -> list[int]:
    """Of each cluster the first few, in their order."""
    seen: Counter[int] = Counter()
    kept = []
    for number in numbers:
        seen[roots[number]] += 1
        if seen[roots[number]] <= each:
            kept.append(number)
    return kept
