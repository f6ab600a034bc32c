"""Makes an archive at size from made-up reports, for measuring the pages: 100,000 reports in minutes instead of hours.

    python -m bench.big_archive --reports 100000 --out FILE

Nothing is read and nothing is linked here: readings and claims are written as the generator made them, and copies, actors and
incidents are joined as is **true** of them, by judgements that say so. The rows in short (incidents, disputes, holdings) are
what Dateline assembles from these. So the archive has the size, the shape and the soundness of one that was added report by
report, but tells nothing of how well or how fast reports are read and linked: ``bench.record_bench`` does. What only adding
needs is not there: signatures of texts are empty, claims have one key for finding them, actors no context.

Every 40th incident may be the one before it, as far as the machine is said to know: so that there is something to review.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from bench.big_rows import BigRows
from bench.record_generator import Made, generate
from bench.record_world import Actor
from dateline.judgements import MACHINE, Judgement, node_id
from dateline.linking import settle_incidents, settle_place
from dateline.name_keys import name_key
from dateline.reconcile.incident_facts import is_incident
from dateline.records import Claim
from dateline.store import open_store
from dateline.store.base import Store
from dateline.store.candidates import published_day
from dateline.store.lists import key_number
from dateline.store.naming import NameUses, read_names
from dateline.store.record_rows import judgement_values
from dateline.store.rows import claim_row, original_row, reading_row, report_row
from dateline.store.sound import refuse_unsound

__all__ = ["make_archive"]

BY = f"{MACHINE} truth"
SETTLED_AT_ONCE, SETTLED_A_COMMIT = 100, 5_000
DOUBTED_EVERY = 40
TOLD_EVERY = 5_000
_USES = ("source", "actor", "target")


class Truthful:
    """Turns made reports into rows, with the judgements that are true of them."""

    def __init__(self, rows: BigRows) -> None:
        self.rows = rows
        self.reports = self.claims = self.nodes = self.incidents = 0
        self.names: dict[str, int] = {}
        self.forms: Counter[tuple[int, str, str]] = Counter()
        self.standing: dict[str, tuple[int, int, str]] = {}  # by address: version, number and id of the report
        self.numbers: dict[str, int] = {}  # of reports, by id
        self.node_of: dict[str, tuple[int, str | None]] = {}  # by name: its node, and whose it is
        self.roots: dict[tuple[str, str], tuple[int, str]] = {}  # by kind and true id: the oldest member
        self.joined: set[tuple[str, int]] = set()
        self.last_incident: str | None = None

    def add(self, made: Made) -> None:
        """Add a report with its claims, its names and what is true of them."""
        claims = sorted(made.claims, key=lambda claim: claim.start)
        refuse_unsound(made.reading, claims, made.original)
        self.reports += 1
        no, first, ident, day = (
            self.reports,
            self.claims + 1,
            made.reading.report.id,
            date.fromordinal(made.day).isoformat(),
        )
        self.claims += len(claims)
        self.numbers[ident] = no
        self._keep(made, claims, no=no, first=first, moment=f"{day}T18:00:00+00:00")
        uses = read_names(made.reading, claims)
        self._name(uses, no=no, first=first)
        made_at = f"{day}T18:00:00.000000+00:00"
        self._judge_copy(made, made_at)
        self._judge_actors(made, uses, no=no, made_at=made_at)
        self._judge_incidents(made, claims, first=first, made_at=made_at)

    # what was read ----------------------------------------------------------------------------------

    def _keep(self, made: Made, claims: list[Claim], *, no: int, first: int, moment: str) -> None:
        reading, original = made.reading, made.original
        address, ident = original.address, reading.report.id
        version, older_no, older = self.standing.get(address, (0, 0, None))
        self.standing[address] = version + 1, no, ident
        if older is not None:
            self.rows.supersede(older_no, by=ident)
        placed = {"no": no, "version": version + 1, "added": moment, "supersedes": older, "superseded_by": None}
        self.rows.add("originals", [original_row(original)])
        self.rows.add("reports", [report_row(reading, claims, original) | placed])
        self.rows.add("readings", [reading_row(reading, claims) | {"report_no": no}])
        self.rows.add("addresses", [{"address": address, "version": version + 1, "report_no": no, "added": moment}])
        self.rows.add("claims", [claim_row(c) | {"no": first + i, "report_no": no} for i, c in enumerate(claims)])
        self.rows.add("signatures", [{"report_no": no, "signature": b"", "furniture": "[]"}])

    def _name(self, uses: NameUses, *, no: int, first: int) -> None:
        for key, name, kind in uses.forms:
            name_id = self.names.setdefault(key, len(self.names) + 1)
            self.forms[name_id, name, kind] += uses.forms[key, name, kind]
        rows = [
            {
                "role": u.role,
                "name_id": self.names[u.key],
                "report_no": no,
                "claim_no": claim_no,
                "position": u.position,
            }
            for claim_no, of_claim in enumerate(uses.by_claim, start=first)
            for u in of_claim
        ]
        self.rows.add("claim_names", rows)

    # what is true of it -----------------------------------------------------------------------------

    def _judge_copy(self, made: Made, made_at: str) -> None:
        ident = made.reading.report.id
        if made.copy is not None:
            self._join("copy", made.copy, (self.numbers[ident], ident), made_at)

    def _judge_actors(self, made: Made, uses: NameUses, *, no: int, made_at: str) -> None:
        """Give each name a node: the name's own, or the report's where it is short or somebody else's elsewhere."""
        who = {what.id: what for sentence in made.sentences for _, _, what in sentence.steps if isinstance(what, Actor)}
        shown = {name_key(name): who[ident] for name, ident in made.actors.items()}
        kinds = {key: (name, kind) for key, name, kind in sorted(uses.forms, reverse=True)}
        counted: dict[str, Counter[str]] = {}
        for use in (use for of_claim in uses.by_claim for use in of_claim if use.role != "place"):
            counted.setdefault(use.key, Counter())[use.role] += 1
        for key, roles in counted.items():
            actor, (name, kind) = shown.get(key), kinds[key]
            node = self._node(key, name, kind, actor=actor, report=(no, made.reading.report.id))
            used = {f"as_{role}": roles[role] for role in _USES}
            self.rows.add("actor_uses", [{"node_no": node[0], "report_no": no, **used}])
            if actor is not None:
                self._join("actor", actor.id, node, made_at)

    def _node(self, key: str, name: str, kind: str, *, actor: Actor | None, report: tuple[int, str]) -> tuple[int, str]:
        """Return number and id of a name's node."""
        if key not in self.node_of:
            self.node_of[key] = self._add_node(key, key, name, kind, None), _owner(name, actor)
        number, owner = self.node_of[key]
        if actor is None or owner == actor.id:
            return number, key
        own = node_id(key, report[1])
        return self._add_node(own, key, name, kind, report[0]), own

    def _add_node(self, node: str, key: str, name: str, kind: str, report_no: int | None) -> int:
        self.nodes += 1
        row = {
            "no": self.nodes,
            "node": node,
            "key": key,
            "name": name,
            "kind": kind,
            "report_no": report_no,
            "context": None,
        }
        self.rows.add("actor_nodes", [row])
        return self.nodes

    def _judge_incidents(self, made: Made, claims: list[Claim], *, first: int, made_at: str) -> None:
        day = published_day(made.reading.report.published)
        for number, claim in enumerate(claims, start=first):
            if claim.kind != "event" or not is_incident(claim):
                continue
            true = made.incidents[claim.id]
            is_new = ("incident", true) not in self.roots
            self._join("incident", true, (number, claim.id), made_at)
            self.rows.add("incident_blocks", [{"block": key_number(true), "day": day, "claim_no": number}])
            if is_new:
                self._doubt(claim.id, made_at)

    def _doubt(self, incident: str, made_at: str) -> None:
        self.incidents += 1
        if self.incidents % DOUBTED_EVERY == 0 and self.last_incident is not None:
            ends = sorted((self.last_incident, incident))
            score = 0.4 + 0.3 * (self.incidents % 97) / 97
            judgement = self._judge("incident", *ends, verdict="maybe", score=score, made_at=made_at)
            self.rows.add("waiting", [{"judgement_no": judgement, "kind": "incident", "score": score}])
        self.last_incident = incident

    def _join(self, kind: str, true: str, member: tuple[int, str], made_at: str) -> None:
        """Put a member under the oldest one of its cluster."""
        root = self.roots.setdefault((kind, true), member)
        if root == member or (kind, member[0]) in self.joined:
            return
        if (kind, root[0]) not in self.joined:
            self.joined.add((kind, root[0]))
            self.rows.add("clusters", [{"kind": kind, "member": root[0], "cluster": root[0]}])
        if kind == "actor":  # the others come once
            self.joined.add((kind, member[0]))
        self.rows.add("clusters", [{"kind": kind, "member": member[0], "cluster": root[0]}])
        self._judge(kind, *sorted((root[1], member[1])), verdict="same", score=0.9, made_at=made_at)

    _judged = 0

    def _judge(self, kind: str, a: str, b: str, *, verdict: str, score: float, made_at: str) -> int:
        self._judged += 1
        judgement = Judgement.of(kind, a, b, verdict=verdict, by=BY, made=made_at, score=score, reasons=("made so",))
        self.rows.add("judgements", [judgement_values(judgement) | {"no": self._judged, "superseded_by": None}])
        return self._judged


def _owner(name: str, actor: Actor | None) -> str | None:
    """Return whose name this is wherever it stands: of an actor's names the full and the respelled one."""
    return actor.id if actor is not None and name in (actor.full, actor.respelled) else None


def make_archive(path: Path, reports: int, *, seed: int = 7) -> None:
    """Make an archive of so many reports; the file gets its name when it is whole. Raises: FileExistsError."""
    if path.exists():
        raise FileExistsError(path)
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    rows = BigRows(partial)
    truthful, began = Truthful(rows), time.perf_counter()
    for number, made in enumerate(islice(generate(reports, seed=seed), reports), start=1):
        truthful.add(made)
        if number % TOLD_EVERY == 0:
            print(f"{number:,} reports, {truthful.claims:,} claims, {time.perf_counter() - began:.0f} s", flush=True)
    rows.add_names(truthful.names, truthful.forms)
    rows.finish()
    print(f"indexed, {time.perf_counter() - began:.0f} s", flush=True)
    store = open_store(partial)
    for settled in settle(store):
        print(f"{settled:,} incidents and places settled, {time.perf_counter() - began:.0f} s", flush=True)
    store.close()
    partial.rename(path)


def settle(store: Store) -> Iterator[int]:
    """Write the rows of incidents, places and disputes; yield how many, after each commit."""
    done = 0
    with store.writer() as writer:
        while True:
            with writer.links() as links:
                begun = done
                while done - begun < SETTLED_A_COMMIT and (
                    touched := links.unsettled("incident", limit=SETTLED_AT_ONCE)
                ):
                    settle_incidents(links, touched)
                    done += len(touched)
                while done - begun < SETTLED_A_COMMIT and (places := links.unsettled("place", limit=SETTLED_AT_ONCE)):
                    for place in places:
                        settle_place(links, place)
                    done += len(places)
            writer.commit()
            if done == begun:
                return
            yield done


def main() -> int:
    """Make the archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    make_archive(given.out, given.reports, seed=given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
