"""The record's quality on labelled threads: reprints, actors, incidents, origins, disputes, holdings.

    python -m bench.record [FOLDER] [--errors]      by default the threads beside this file

All threads of the folder go into one archive, so that what is joined across stories counts as wrong too. A labelled mention
of an incident is found where a claim's trigger meets the labelled one; one that no claim tells is alone in its cluster.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.clusters import F1, b_cubed, pairwise
from bench.record_labels import Form, Found, Mention, Thread, dispute_scores, load_threads, tells
from dateline.errors import NotFound
from dateline.judgements import node_id
from dateline.name_keys import name_key, name_words
from dateline.pipeline import add_reports
from dateline.reconcile.base import Told
from dateline.reconcile.holdings import HeldSpan, held_spans
from dateline.reconcile.whose import whose_word
from dateline.records import Span
from dateline.settings import Settings
from dateline.store import ClaimFilter, View, open_store
from dateline.store.base import DisputeFilter, DisputeRow, IncidentFilter

__all__ = ["THREADS", "Record", "main", "measure", "record_of", "score_threads"]

THREADS = Path(__file__).with_name("threads")

MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """What an archive says of the labelled reports: each map gives the cluster of a thing."""

    copies: Mapping[Hashable, Hashable]
    incidents: Mapping[str, str]  # of claims
    tolds: Mapping[str, Sequence[Told]]  # of reports
    actors: Mapping[Form, str]
    disputes: Sequence[Found]


def record_of(view: View, threads: Iterable[Thread]) -> Record:
    """Ask an archive for what the labels of threads are about."""
    labels = labels_of(view, threads)
    tolds: dict[str, list[Told]] = defaultdict(list)
    for told in view.iter_told(ClaimFilter(current=False)):
        tolds[labels[told.claim.report_id]].append(told)
    copies: dict[Hashable, Hashable] = {
        label: (group[0].id if len(group := view.copies_of(ident)) > 1 else None)
        for ident, label in labels.items()
        if view.get_report(ident).superseded_by is None
    }
    incidents = {
        told.claim.id: row.id
        for row in view.find_incidents(IncidentFilter(), limit=MANY).rows
        for told in view.told_of_incident(row.id, current=False)
    }
    idents = {label: ident for ident, label in labels.items()}
    forms = [form for thread in threads for form in thread.actors]
    actors = {form: key for form in forms if (key := actor_of(view, idents[form.report], form.text)) is not None}
    found = view.find_disputes(DisputeFilter(), limit=MANY).rows
    disputes = [found_dispute(view, row, labels) for row in found]
    return Record(copies, incidents, tolds, actors, disputes)


def labels_of(view: View, threads: Iterable[Thread]) -> dict[str, str]:
    """Return the label of each report in the archive, by its id there."""
    names = {named(report): label for thread in threads for label, report in thread.reports.items()}
    rows = view.find_reports(current=False, limit=MANY).rows
    return {row.id: names[named(dataclasses.asdict(row))] for row in rows}


def named(report: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what tells a report from all others of the threads."""
    return tuple(report[name] for name in ("title", "outlet", "published"))


def actor_of(view: View, report_id: str, form: str) -> str | None:
    """Return the actor behind a form: that of the entity with the mention most like it, where it stands first."""
    reading = view.get_reading(report_id)
    start = reading["report"]["text"].find(form)
    shared = {
        entity["name"]: max(likeness(mention, start, start + len(form)) for mention in entity["mentions"])
        for entity in reading["entities"]
    }
    name = max(shared, key=lambda n: shared[n], default=None)
    if name is None or not shared[name]:
        return None
    for node in (node_id(name_key(name), report_id), name_key(name)):
        try:
            return view.get_actor(node).key
        except NotFound:
            continue
    return None


def likeness(mention: Mapping[str, int], start: int, end: int) -> float:
    """Return the share of characters that a mention and a range have in common."""
    shared = max(0, min(mention["end"], end) - max(mention["start"], start))
    return shared / (max(mention["end"], end) - min(mention["start"], start))


def found_dispute(view: View, row: DisputeRow, labels: Mapping[str, str]) -> Found:
    """Return a dispute's kind, and the words of each side's claims."""
    sides = json.loads(row.body)["sides"]
    claims = [[view.get_claim(step["claim"]) for step in side["steps"]] for side in sides]
    return row.kind, [[(labels[c.report_id], c.start, c.end) for c in side] for side in claims]


# against the labels -----------------------------------------------------------------------------------


def incident_clusters(record: Record, threads: Iterable[Thread]) -> dict[Hashable, Hashable]:
    """Return each labelled mention's incident in the record: that of the claim that tells it, else None."""
    return {
        mention: None if (told := teller_of(record, mention)) is None else record.incidents[told.claim.id]
        for thread in threads
        for mention in thread.incidents
    }


def teller_of(record: Record, mention: Mention) -> Told | None:
    """Return the claim that tells a labelled mention of an incident.

    Its trigger meets the labelled one; else its trigger, or one of its numbers, stands in the labelled clause: "exploded" and
    "killing twelve" are one event to a reading, which may call it by either word or by the bomb.
    """
    told = [t for t in record.tolds[mention.report] if t.claim.id in record.incidents and t.claim.trigger is not None]
    by_trigger = [t for t in told if t.claim.trigger and mention.triggers(mention.report, *ends(t.claim.trigger))]
    words = [(t, [t.claim.trigger, *(f.words for f in t.claim.figures)]) for t in told]
    by_clause = [t for t, spans in words if any(s and mention.meets(mention.report, *ends(s)) for s in spans)]
    return next(iter(by_trigger or by_clause), None)


def ends(span: Span) -> tuple[int, int]:
    """Return where a span begins and ends."""
    return span.start, span.end


def origin_score(record: Record, threads: Iterable[Thread]) -> F1:
    """Score pairs of labelled mentions: of one origin, or of two, in the record as in the labels."""
    pairs: Counter[tuple[bool, bool]] = Counter()
    for groups in (groups for thread in threads for groups in thread.origins):
        told = [(n, told) for n, group in enumerate(groups) for mention in group for told in tolds_at(record, mention)]
        word = whose_word([t for _, t in told])
        for (one, a), (two, b) in combinations(told, 2):
            pairs[one == two, word[a.claim.id].key == word[b.claim.id].key] += 1
    labelled, found = pairs[True, True] + pairs[True, False], pairs[True, True] + pairs[False, True]
    return F1(pairs[True, True] / found if found else 1.0, pairs[True, True] / labelled if labelled else 1.0, labelled)


def tolds_at(record: Record, mention: Mention) -> list[Told]:
    """Return the claim that tells a mention: the event or holding whose words are fewest, else the statement."""
    met = [t for t in record.tolds[mention.report] if mention.meets(mention.report, t.claim.start, t.claim.end)]
    told = sorted(met, key=lambda t: (t.claim.kind == "statement", t.claim.end - t.claim.start))
    return told[:1]


def reprints_counted_twice(record: Record) -> int:
    """Count origins that a cluster of copies adds beyond those of its first report: no reprint is a source."""
    by_copy: dict[str, list[Told]] = defaultdict(list)
    for tolds in record.tolds.values():
        for told in tolds:
            by_copy[told.copy].append(told)
    found = 0
    for tolds in by_copy.values():
        word = whose_word(tolds)
        keys: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for told in tolds:
            keys[told.claim.kind, told.claim.text, *told.claim.chain[-1:]].add(word[told.claim.id].key)
        found += sum(len(of_one) - 1 for words, of_one in keys.items() if words[-1] not in (told.outlet, told.agency))
    return found


def holding_score(view: View, threads: Iterable[Thread]) -> F1:
    """Score labelled days of places: the share on which the holder, or that the place is contested, is as labelled.

    A label says what its report's readers know: what a later report disputes was not contested yet.
    """
    right = days = 0
    labelled = [(label, t.reports[label["mention"][0]].get("published")) for t in threads for label in t.holdings]
    for label, known in labelled:
        tolds = view.holdings_of_place(label["place"], as_of=known)
        spans = held_spans(tolds, since=label["day"], until=label["day"])
        right += any(is_held(span, label) for span in spans)
        days += 1
    share = right / days if days else 1.0
    return F1(share, share, days)


def is_held(span: HeldSpan, label: Mapping[str, Any]) -> bool:
    """Does a span say of a labelled day what the label says?"""
    if label["contested"]:
        return span.state in ("contested", "besieged")
    named = {word for line in span.lines for word in name_words(line.name or "")}
    return span.state != "contested" and bool(named & set(name_words(label["holder"] or "")))


def measure(view: View, threads: Sequence[Thread]) -> dict[str, F1]:
    """Score an archive of the threads' reports."""
    record = record_of(view, threads)
    incidents: dict[Hashable, Hashable] = {m: c for t in threads for m, c in t.incidents.items()}
    found = incident_clusters(record, threads)
    read = {mention: cluster for mention, cluster in incidents.items() if found[mention] is not None}
    copies = {r: c for t in threads for r, c in t.copies.items() if r in record.copies}
    return {
        "reprints": pairwise(copies, record.copies),
        "actors": b_cubed({f: a for t in threads for f, a in t.actors.items()}, record.actors),
        "incidents": b_cubed(incidents, found),
        "incidents_read": b_cubed(read, found),
        "disputes": dispute_scores([d for t in threads for d in t.disputes], record.disputes),
        "origins": origin_score(record, threads),
        "holdings": holding_score(view, threads),
    }


def score_threads(folder: Path) -> dict[str, dict[str, float]]:
    """Read the threads of a folder into an archive of their own and score it, as figures with precision, recall and f1."""
    with filled(folder) as (view, threads):
        scores = measure(view, threads)
        record = record_of(view, threads)
    figures = {name: {"precision": s.precision, "recall": s.recall, "f1": s.f1} for name, s in scores.items()}
    return figures | {"reprints_as_origins": {"count": float(reprints_counted_twice(record))}}


@contextmanager
def filled(folder: Path) -> Iterator[tuple[View, list[Thread]]]:
    """Give a view of an archive to which the threads of a folder were added, all together."""
    threads = load_threads(folder)
    with tempfile.TemporaryDirectory() as place:
        store = open_store(Path(place) / "threads.sqlite", create=True)
        targets = [str(path) for path in sorted(folder.glob("*.jsonl"))]
        faults = [added for added in add_reports(targets, store, Settings(jobs=1)) if added.status != "added"]
        if faults:
            raise ValueError(f"{len(faults)} labelled reports were not added: {faults[0]}")
        with store.view() as view:
            yield view, threads
        store.close()


def main() -> int:
    """Add the threads to an archive, and print the scores; with ``--errors`` what is missed and what is too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("threads", type=Path, nargs="?", default=THREADS)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    with filled(given.threads) as (view, threads):
        print(f"{'':30} precision  recall     F1  of")
        for name, s in measure(view, threads).items():
            print(f"{name:30}     {s.precision:.3f}   {s.recall:.3f}  {s.f1:.3f}  {s.of}")
        record = record_of(view, threads)
        print(f"{'reprints counted as origins':30} {reprints_counted_twice(record)}")
        if given.errors:
            print_errors(record, threads)
    return 0


def print_errors(record: Record, threads: Sequence[Thread]) -> None:
    """Print the labelled disputes that were not found, what was found and not labelled, and the incidents in pieces."""
    labels = [d for t in threads for d in t.disputes]
    for label in labels:
        if not any(tells(label, dispute) for dispute in record.disputes):
            print(f"missed dispute: {label.kind} {label.about}")
    for kind, sides in record.disputes:
        if not any(tells(label, (kind, sides)) for label in labels):
            print(f"dispute too many: {kind} {[side[:2] for side in sides]}")
    for thread in threads:
        borne: dict[str, list[str]] = defaultdict(list)
        for form, actor in thread.actors.items():
            borne[actor].append(f"{form.text} ({record.actors.get(form)})")
        for actor, forms in borne.items():
            if len({form.rpartition("(")[2] for form in forms}) > 1:
                print(f"{actor}: {'; '.join(forms)}")
    found = incident_clusters(record, threads)
    for thread in threads:
        pieces: dict[str, list[Hashable]] = defaultdict(list)
        for mention, cluster in thread.incidents.items():
            pieces[cluster].append(found[mention])
        for cluster, clusters in pieces.items():
            shown = sorted((str(c)[:6] for c in clusters), key=str)
            print(f"{cluster}: {' '.join(shown)}")


if __name__ == "__main__":
    raise SystemExit(main())
