"""Where a new report meets the record: it is compared with what is there, and what follows is kept as judgements.

For each report, in the writer's transaction: copies of its text, then the actors behind its names, then the incidents that its
events tell of. Candidates are found by keys, so a new report reads no old one again. ``settle`` then writes anew the rows
of the incidents, places and disputes that were touched; they only say in short what the claims and judgements give.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime

import dateline
from dateline.judgements import MACHINE
from dateline.readings import reading_of_object
from dateline.reconcile.actors import judge_actors
from dateline.reconcile.actors_blocks import blocks_of as actor_blocks
from dateline.reconcile.actors_context import Context, merge_contexts
from dateline.reconcile.actors_names import ActorNode
from dateline.reconcile.actors_sightings import contexts_of
from dateline.reconcile.base import Told
from dateline.reconcile.copies import bands, judge_copies, printed_of, signature
from dateline.reconcile.disputes import Dispute, disputes_of_incident, disputes_of_place
from dateline.reconcile.holdings import held_spans
from dateline.reconcile.incident_blocks import blocks_of as incident_blocks
from dateline.reconcile.incident_facts import is_incident
from dateline.reconcile.incident_summary import describe
from dateline.reconcile.incidents import MOST_MEMBERS, assign
from dateline.reconcile.origins import independent_origins
from dateline.records import Claim, Reading
from dateline.store.base import ClaimFilter, DisputeRow, IncidentRow, Links, Store, Writer
from dateline.store.base_rows import KnownNode

__all__ = ["CANDIDATES", "Linker", "link_pending"]

# how many things found by keys a new one is compared with, at most
CANDIDATES = {"copies": 20, "actors": 200, "incidents": 45}
# how many claims of one incident keys alone find: those most alike. On the labelled threads 45 with eight of each give what
# 120 with forty of each give, on 400 made-up reports too (B-cubed F1 .913), in seven tenths of the time (2026-11-23).
CLAIMS_OF_EACH = 8
# reports published further apart than this are not compared for incidents unless their claims name a day
WINDOW_DAYS = 45
_SETTLED_AT_ONCE = 30  # all claims of so many incidents are in memory together


class Linker:
    """Links reports as they are added through one writer.

    Args:
        writer: the archive's writer; the linker commits nothing.
    """

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.by = f"{MACHINE} {dateline.__version__}"

    def link(self, reading: Reading, claims: Sequence[Claim]) -> None:
        """Compare a report that was just added with the record, and keep what follows."""
        made = datetime.now(UTC).isoformat(timespec="microseconds")
        with self.writer.links() as links:
            self._link_copies(links, reading, made)
            self._link_actors(links, reading, claims, made)
            self._link_incidents(links, reading, made)

    def pending(self, limit: int) -> tuple[str, ...]:
        """Return ids of reports that were never linked, the oldest first."""
        with self.writer.links() as links:
            return links.unlinked_reports(limit)

    def settle(self, *, at_least: int = 1) -> None:
        """Write anew the rows of incidents, places and disputes that were touched since; not if fewer incidents wait."""
        with self.writer.links() as links:
            if at_least > 1 and len(links.unsettled("incident", limit=at_least)) < at_least:
                return
            while touched := links.unsettled("incident", limit=_SETTLED_AT_ONCE):
                settle_incidents(links, touched)
            while touched := links.unsettled("place", limit=_SETTLED_AT_ONCE):
                for place in touched:
                    settle_place(links, place)

    def _link_copies(self, links: Links, reading: Reading, made: str) -> None:
        report = reading.report
        printed = printed_of(report)
        signed = signature(printed.text)
        keys = bands(signed)
        found = links.find_by_bands(keys, limit=CANDIDATES["copies"], besides=report.id)
        links.add_signature(report.id, struct.pack(f"<{len(signed)}I", *signed), keys, furniture=report.furniture)
        judged = judge_copies(printed, map(printed_of, found), by=self.by, made=made)
        links.add_judgements(judged)

    def _link_actors(self, links: Links, reading: Reading, claims: Sequence[Claim], made: str) -> None:
        copy = links.cluster_of("copy", reading.report.id)
        new = contexts_of(reading, claims, copy=copy)
        blocks = {node.node: actor_blocks(node, context) for node, context in new.items()}
        known = {node.node: node for node in links.get_actor_nodes(blocks) if node.context}
        merged = {node: merge_contexts([*_contexts(known.get(node.node)), context]) for node, context in new.items()}
        keys = {key for found in blocks.values() for key in found}
        others = [n for n in links.find_actor_nodes(keys, limit=CANDIDATES["actors"]) if n.node not in blocks]
        texts = {node.node: json.dumps(context.as_json(), sort_keys=True) for node, context in merged.items()}
        links.add_actor_nodes(list(new), blocks, texts)
        candidates = {_node(n): context for n in others for context in _contexts(n)}
        links.add_judgements(judge_actors(merged, candidates, by=self.by, made=made, known=frozenset(known)))

    def _link_incidents(self, links: Links, reading: Reading, made: str) -> None:
        report = reading.report
        tolds = [told for told in links.told_of_report(report.id) if is_incident(told.claim)]
        blocks = {told.claim.id: incident_blocks(told) for told in tolds}
        links.add_incident_blocks(blocks)
        keys = {key for found in blocks.values() for key in found}
        candidates = links.find_incident_candidates(
            keys,
            limit=CANDIDATES["incidents"],
            each=CLAIMS_OF_EACH,
            published=report.published,
            window_days=WINDOW_DAYS,
            besides=report.id,
            first=MOST_MEMBERS,
        )
        links.add_judgements(assign(tolds, candidates, by=self.by, made=made))


def link_pending(store: Store) -> Iterator[str]:
    """Link the reports of an archive that never met the record (added by an older version); yield the id of each.

    Claims of an older version have no trigger and no figures: their copies and actors are found, their incidents are not.
    """
    with store.writer() as writer, ExitStack() as stack:
        linker = Linker(writer)
        view = stack.enter_context(store.view())
        while pending := linker.pending(_SETTLED_AT_ONCE):
            for ident in pending:
                reading = reading_of_object(view.get_reading(ident), reasons=view.get_reasons(ident))
                linker.link(reading, tuple(view.iter_claims(ClaimFilter(report=ident, current=False))))
                yield ident
            linker.settle()
            writer.commit()


def _contexts(node: KnownNode | None) -> list[Context]:
    return [Context.of_json(json.loads(node.context))] if node is not None and node.context else []


def _node(known: KnownNode) -> ActorNode:
    return ActorNode(known.node, known.key, known.name, known.kind, known.report_id)


# rows in short ----------------------------------------------------------------------------------------


def settle_incidents(links: Links, incidents: Sequence[str]) -> None:
    """Write the rows of incidents and their disputes, or take them away where none of an incident's claims stands."""
    told_of = links.told_of_incidents(incidents)
    denials = links.denials_of({t.claim.statement for tolds in told_of.values() for t in tolds if t.claim.statement})
    rows, disputes, gone = [], {}, []
    for incident, tolds in told_of.items():
        if not tolds:
            gone.append(incident)
            continue
        statements = {told.claim.statement for told in tolds}
        denied = [told for told in denials if told.claim.denies in statements]
        found = disputes_of_incident(incident, tolds, denials=denied)
        rows.append(incident_row(incident, tolds, disputes=len(found)))
        disputes[incident] = [dispute_row(dispute) for dispute in found]
    if gone:
        links.drop_incidents(gone)
    links.put_incidents(rows)
    links.put_disputes_of(disputes)


def settle_place(links: Links, place: str) -> None:
    """Write the disputes about who holds a place."""
    tolds = links.claims_of_place(place)
    name = next((told.claim.place for told in tolds), None)
    point = next((told.claim.place_id for told in tolds), None)
    found = disputes_of_place(place, held_spans(tolds), name=name)
    links.put_disputes([dispute_row(dispute, name=name, point=point) for dispute in found], place=place)


def incident_row(incident: str, tolds: Sequence[Told], *, disputes: int) -> IncidentRow:
    """Return what an incident's claims say together."""
    summary = describe(tolds)
    origins = independent_origins(tolds)
    days = sorted(told.published for told in tolds if told.published)
    return IncidentRow(
        id=incident,
        type=summary.type,
        title=summary.title,
        place=summary.place,
        place_id=summary.place_id,
        lat=summary.lat,
        lon=summary.lon,
        precision_km=summary.precision_km,
        country=summary.country,
        first_day=summary.first_day,
        last_day=summary.last_day,
        claims=len(tolds),
        reports=len({told.claim.report_id for told in tolds}),
        origins_low=origins.low,
        origins_high=origins.high,
        killed_low=summary.killed_low,
        killed_high=summary.killed_high,
        disputes=disputes,
        first_published=days[0] if days else None,
        last_published=days[-1] if days else None,
    )


def dispute_row(dispute: Dispute, *, name: str | None = None, point: str | None = None) -> DisputeRow:
    """Return a dispute as a row; its sides are JSON: value, origins, and what was said when, by whom, in which claim."""
    days = [sorted(step.day for step in side.steps if step.day) for side in dispute.sides]
    begun = sorted(side[0] for side in days if side)  # two sides make a dispute
    sides = [
        {
            "value": side.value,
            "origins": [origin.name for origin in side.origins],
            "steps": [
                {"day": s.day, "value": s.value, "origin": s.origin.name, "claim": s.told.claim.id} for s in side.steps
            ],
        }
        for side in dispute.sides
    ]
    return DisputeRow(
        id=dispute.id,
        kind=dispute.kind,
        incident=dispute.incident,
        place=name,
        place_id=point,
        about=dispute.about,
        sides=len(dispute.sides),
        origins=dispute.size,
        size=dispute.size,
        first_published=begun[1] if len(begun) > 1 else None,
        last_published=max((side[-1] for side in days if side), default=None),
        body=json.dumps({"sides": sides}, ensure_ascii=False),
    )
