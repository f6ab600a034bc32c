"""Who says so: the independent origins of an incident's claims, by which chains they came, and which reports are reprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.reconcile.base import Told
from dateline.reconcile.origins import Origins
from dateline.store.base import ReportRow, View
from dateline.web.origin_marks import OriginMark

__all__ = ["Printed", "ShownOrigin", "Telling", "load_printed", "origins_shown", "reprints_of"]

MOST_ORIGINS = 24
MOST_CHAINS = 4
MOST_TEXTS = 16
MOST_COPIES = 8
KINDS = {
    "named": "",
    "unnamed": "without a name",
    "outlet": "the outlet's own word",
}


@dataclass(frozen=True, slots=True)
class ShownOrigin:
    """An origin: its mark, what kind it is, its claims, the first of them, the chains it came by, and where it was reprinted.

    ``maybe`` are the names of others that may be the same people.
    """

    mark: OriginMark
    kind: str
    why: str
    claims: int
    first: Told
    chains: tuple[tuple[str, ...], ...]
    reprints: tuple[str, ...]
    maybe: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A report, and how many of its claims are of the incident."""

    report: ReportRow
    claims: int


@dataclass(frozen=True, slots=True)
class Printed:
    """One text: the report that had it first, and those that are copies of it; ``more`` copies are not shown."""

    first: Telling
    copies: tuple[Telling, ...]
    more: int


def reprints_of(tolds: Sequence[Told]) -> frozenset[str]:
    """Return the reports, by id, that are copies of another one that tells of the incident."""
    texts: dict[str, dict[str, None]] = {}
    for told in tolds:
        texts.setdefault(told.copy, {})[told.claim.report_id] = None
    return frozenset(report for copy, reports in texts.items() for report in in_print_order(copy, reports)[1:])


def in_print_order(copy: str, reports: Iterable[str]) -> list[str]:
    """Return copies of one text, the first print first; where that one tells nothing, the first that does stands for it."""
    return sorted(reports, key=lambda report: report != copy)


def origins_shown(origins: Origins, tolds: Sequence[Told], marks: Mapping[str, OriginMark]) -> tuple[ShownOrigin, ...]:
    """Return the origins with the most claims, each with its claims in the order of publishing."""
    copies = reprints_of(tolds)
    by_claim = {told.claim.id: told for told in tolds}
    names = {group.origin.key: group.origin.name for group in origins.groups}
    found = []
    for group in origins.groups[:MOST_ORIGINS]:
        mine = sorted((by_claim[claim] for claim in group.claims), key=lambda told: told.published or "9999")
        reprinted = [told for told in mine if told.claim.report_id in copies]
        chains = dict.fromkeys(told.claim.chain for told in mine if told not in reprinted)
        chains = chains or dict.fromkeys(told.claim.chain for told in mine)
        reprints = dict.fromkeys(told.outlet or told.agency or "another outlet" for told in reprinted)
        found.append(
            ShownOrigin(
                mark=marks[group.origin.key],
                kind=KINDS[group.origin.kind],
                why=group.origin.why,
                claims=len(group.claims),
                first=mine[0],
                chains=tuple(chains)[:MOST_CHAINS],
                reprints=tuple(reprints)[:MOST_COPIES],
                maybe=tuple(dict.fromkeys(names[key] for key in group.maybe))[:MOST_CHAINS],
            )
        )
    return tuple(found)


def load_printed(view: View, tolds: Sequence[Told]) -> tuple[tuple[Printed, ...], int]:
    """Return the texts that tell of an incident in the order of publishing, and how many there are in all."""
    texts: dict[str, list[str]] = {}
    for told in tolds:
        texts.setdefault(told.copy, []).append(told.claim.report_id)
    found = []
    for copy, told_in in list(texts.items())[:MOST_TEXTS]:
        reports = in_print_order(copy, dict.fromkeys(told_in))
        rows = [Telling(view.get_report(ident), told_in.count(ident)) for ident in reports[: MOST_COPIES + 1]]
        found.append(Printed(rows[0], tuple(rows[1:]), len(reports) - len(rows)))
    return tuple(found), len(texts)
