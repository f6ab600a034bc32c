"""What one source's page shows, from its newest claims: nothing here reads more of an archive than a few hundred of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.name_keys import name_key
from dateline.reconcile.base import Told
from dateline.reconcile.origins import Origins, independent_origins
from dateline.reconcile.versions import Change, compare_versions
from dateline.records import Claim
from dateline.store.base import ActorRow, ClaimFilter, DisputeFilter, DisputeRow, KnownNode, ReportRow, View
from dateline.web.context import COUNT_TO
from dateline.web.listings import reports_of

__all__ = ["Contradicted", "Copied", "Corrected", "SourceContext", "Word", "load_source", "names_source"]

READ_CLAIMS, READ_REPORTS, READ_PLACES = 400, 24, 24  # the newest ones that a page is made of
SHOWN_CLAIMS, SHOWN_COUNTS, SHOWN_CHANGES, SHOWN_DISPUTES, SHOWN_WORDS = 10, 12, 6, 12, 6


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said in a dispute: ``side`` is ``asserted`` or ``denied`` where that is what the dispute is about."""

    origin: str
    side: str | None
    value: str
    day: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Contradicted:
    """Something the source claimed that others told otherwise: what of, its own words, and theirs with their days.

    ``kind`` is a dispute's, or ``denial`` where another one denies the claim in the same report.
    """

    id: str
    kind: str
    about: str
    own: Word
    others: tuple[Word, ...]

    @property
    def later(self) -> bool:
        """Did somebody say so after the source did?"""
        return any((other.day or "") > (self.own.day or "9999") for other in self.others)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A report that the source put out again with other words: both versions, and what changed."""

    before: ReportRow
    after: ReportRow
    changes: tuple[Change, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Copied:
    """A report of the source whose text another report had first."""

    report: ReportRow
    first: ReportRow


@dataclass(frozen=True, slots=True)
class SourceContext:
    """A source, and what its newest claims tell of it.

    ``total`` are its claims in all, anywhere in the chain (if not ``is_exact``, there are more); ``read`` those that this page
    is made of. ``own`` are on its own word; ``through`` counts on whose word it passes others on, ``passed_on_by`` who passes
    it on. ``origins`` are the independent ones behind all that was read.
    """

    source: ActorRow
    total: int
    is_exact: bool
    read: int
    own: int
    stances: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    through: tuple[tuple[str, int], ...]
    passed_on_by: tuple[tuple[str, int], ...]
    origins: Origins
    contradicted: tuple[Contradicted, ...]
    corrected: tuple[Corrected, ...]
    copied: tuple[Copied, ...]
    reprinted: tuple[Copied, ...]
    published: int
    claims: tuple[Claim, ...]
    reports: dict[str, ReportRow]


def load_source(view: View, key: str, *, days: Mapping[str, str | None]) -> SourceContext:
    """Return a source's page. Raises: NotFound, InvalidQuery.

    Args:
        view: the archive.
        key: the source's actor, by its id or any of its names.
        days: ``since``, ``until`` and ``as_of``.
    """
    actor = view.get_actor(key)
    nodes = view.nodes_of_actor(actor.key)
    where = ClaimFilter(source=actor.name, **days)  # type: ignore[arg-type]
    found = view.find_claims(where, sort="-published", limit=READ_CLAIMS, count_to=COUNT_TO)
    claims = [claim for claim in found.rows if any(names_source(name, claim, nodes) for name in claim.chain)]
    reports = reports_of(view, claims)
    own = [claim for claim in claims if names_source(claim.source, claim, nodes)]
    published = [row for row in reports.values() if is_of(row, nodes)][:READ_REPORTS]
    copies = {row.id: view.copies_of(row.id) for row in published}
    firsts = {ident: rows[0] for ident, rows in copies.items() if len(rows) > 1}
    kinds = Counter(claim.type for claim in own if claim.type)
    return SourceContext(
        source=actor,
        # where all were read, those that only name somebody with its words in his name are left out
        total=found.total if found.total > READ_CLAIMS else len(claims),
        is_exact=found.is_exact,
        read=len(claims),
        own=len(own),
        stances=commonest(Counter(claim.stance for claim in own)),
        types=commonest(kinds),
        through=commonest(Counter(inner_of(claims, nodes))),
        passed_on_by=commonest(Counter(c.chain[0] for c in claims if not names_source(c.chain[0], c, nodes))),
        origins=independent_origins(told_by(claim, nodes, reports=reports, firsts=firsts) for claim in claims),
        contradicted=tuple(find_contradicted(view, own, as_of=days.get("as_of")))[:SHOWN_DISPUTES],
        corrected=tuple(find_corrected(view, published)),
        copied=tuple(Copied(row, firsts[row.id]) for row in published if firsts.get(row.id, row).id != row.id),
        reprinted=tuple(reprints_of(published, copies)),
        published=len(published),
        claims=tuple(own[:SHOWN_CLAIMS]),
        reports=reports,
    )


def names_source(name: str, claim: Claim, nodes: Sequence[KnownNode]) -> bool:
    """Is a name of a claim one of an actor's: anywhere, or in this report only?"""
    key = name_key(name)
    return any(node.key == key and node.report_id in (None, claim.report_id) for node in nodes)


def is_of(row: ReportRow, nodes: Iterable[KnownNode]) -> bool:
    """Is the report an outlet's or agency's own?"""
    keys = {node.key for node in nodes if node.report_id is None}
    return any(name is not None and name_key(name) in keys for name in (row.outlet, row.agency))


def inner_of(claims: Iterable[Claim], nodes: Sequence[KnownNode]) -> Iterable[str]:
    """Yield whose word each claim is that a source passes on."""
    for claim in claims:
        if not names_source(claim.source, claim, nodes):
            yield claim.source


def commonest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return the commonest values with their counts, equal ones by name."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN_COUNTS])


def told_by(
    claim: Claim, nodes: Sequence[KnownNode], *, reports: Mapping[str, ReportRow], firsts: Mapping[str, ReportRow]
) -> Told:
    """Return a claim with what is known of its report: a reprint's stands under the report whose text it is."""
    row = reports[claim.report_id]
    copy = firsts.get(row.id, row).id
    chain = tuple(nodes[0].cluster if names_source(name, claim, nodes) else name for name in claim.chain)
    return Told(claim=claim, published=row.published, outlet=row.outlet, agency=row.agency, copy=copy, chain=chain)


def find_contradicted(view: View, own: Sequence[Claim], *, as_of: str | None) -> Iterable[Contradicted]:
    """Yield what others told otherwise: disputes in which claims of the source are a side, and denials in its reports."""
    mine = {claim.id: claim for claim in own}
    events = [claim.id for claim in own if claim.kind == "event"]
    roots = sorted({weight.root for weight in view.weigh("incident", events).values() if weight.disputes})
    places = dict.fromkeys(claim.place_id or claim.place for claim in own if claim.kind == "holding" and claim.place)
    asked = [DisputeFilter(incident=root, as_of=as_of) for root in roots]
    asked += [DisputeFilter(kind="holder", place=place, as_of=as_of) for place in list(places)[:READ_PLACES]]
    rows = {row.id: row for where in asked for row in view.find_disputes(where).rows}
    yield from filter(None, (contradicted_in(row, mine) for row in rows.values()))
    for report in list(dict.fromkeys(claim.report_id for claim in own))[:READ_REPORTS]:
        for denial in view.find_claims(ClaimFilter(report=report, stance="denies", current=False)).rows:
            said = mine.get(denial.denies or "")
            if said is not None and denial.id not in mine:
                said_first = Word(said.source, "asserted", said.text, None, said.id)
                other = Word(denial.source, "denied", denial.text, None, denial.id)
                yield Contradicted(denial.id, "denial", "in the same report", said_first, (other,))


def contradicted_in(row: DisputeRow, mine: Mapping[str, Claim]) -> Contradicted | None:
    """Return what others hold against a source in a dispute, None where none of its claims is a side of it."""
    sides = json.loads(row.body)["sides"]
    own = [(side, step) for side in sides for step in side["steps"] if step["claim"] in mine]
    if not own:
        return None
    side, step = min(own, key=lambda pair: pair[1]["day"] or "9999")
    against = [
        (other, told) for other in sides if other is not side for told in other["steps"] if told["claim"] not in mine
    ]
    if not against:
        return None
    about = " — ".join(filter(None, (row.place, row.about)))
    words = tuple(word_of(row.kind, other, told) for other, told in against[:SHOWN_WORDS])
    return Contradicted(row.id, row.kind, about, word_of(row.kind, side, step), words)


def word_of(kind: str, side: Mapping[str, Any], step: Mapping[str, Any]) -> Word:
    """Return what one step of a dispute's side says."""
    return Word(step["origin"], side["value"] if kind == "denied" else None, step["value"], step["day"], step["claim"])


def find_corrected(view: View, published: Iterable[ReportRow]) -> Iterable[Corrected]:
    """Yield what newer versions of a source's reports say otherwise than those before them."""
    for row in published:
        versions = view.find_versions(row.id) if row.version > 1 else ()
        at = next((i for i, version in enumerate(versions) if version.id == row.id), 0)
        if at == 0:
            continue
        before = versions[at - 1]
        old, new = (view.iter_claims(ClaimFilter(report=ident, current=False)) for ident in (before.id, row.id))
        changes = compare_versions(old, new)
        yield Corrected(before, row, changes[:SHOWN_CHANGES], max(0, len(changes) - SHOWN_CHANGES))


def reprints_of(published: Iterable[ReportRow], copies: Mapping[str, Sequence[ReportRow]]) -> Iterable[Copied]:
    """Yield the reports of others that have the text of a source's report."""
    ids = {row.id for row in published}
    for row in published:
        rows = copies[row.id]
        if rows and rows[0].id == row.id:
            yield from (Copied(other, row) for other in rows[1:] if other.id not in ids)
