"""Timelines of SemEval-2015 task 4: the events in which a target takes part, dated and ordered, from raw text.

    python -m bench.timelines --data FOLDER [--corpus trial] [--from readings] [--show]

``FOLDER`` has ``timeline-gold.NAME.jsonl.gz`` and ``timeline-docs.NAME.jsonl.gz``; all corpora in it are scored unless one is
named. The figures are precision, recall and F1 of temporal awareness, as ``bench.timeline_graph`` defines it, summed over the
relations of all timelines (micro):

- **official**: with dates; position 0, which holds what cannot be ordered, left out;
- **order only**: without the relations between events and dates;
- **with position 0**: as if it were one more position.

``--from words`` (the default, what ``dateline bench timelines`` predicts) takes every word that the model takes for an event,
``--from readings`` only what a Reading keeps. Then what became of gold's mentions is counted, and what the system's are.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.timeline_graph import Counts, Mention, compare_timelines, match_mentions, mentions_of
from dateline.read.reader import Reader
from dateline.reconcile.happenings import Happening, happenings_of
from dateline.reconcile.timelines import TimelineMention, TimelineRow, timeline_of
from dateline.timeline_predictions import happenings_in, of_corpus, report_of, rows_of

__all__ = ["VARIANTS", "causes", "score_timelines"]

Document = dict[str, Any]
# (name, scored with dates, scored with position 0)
VARIANTS = (("official", True, False), ("order only", False, False), ("with position 0", True, True))


def score_timelines(gold: dict[str, Document], predictions: dict[str, Document]) -> dict[str, Any]:
    """Return micro precision, recall and F1 by variant, for targets by id; a target without prediction has no events."""
    scores: dict[str, Any] = {}
    for name, anchors, unordered in VARIANTS:
        counts = total(gold, predictions, anchors=anchors, unordered=unordered)
        scores[name.replace(" ", "_")] = {"p": counts.precision, "r": counts.recall, "f1": counts.f1}
    return scores


def total(
    gold: dict[str, Document], predictions: dict[str, Document], *, anchors: bool = True, unordered: bool = False
) -> Counts:
    """Return the relations of all targets, counted."""
    found = (
        compare_timelines(row["timeline"], timeline_in(predictions, ident), anchors=anchors, unordered=unordered)
        for ident, row in gold.items()
    )
    return sum(found, Counts())


def timeline_in(predictions: dict[str, Document], ident: str) -> list[Document]:
    return list(predictions[ident]["timeline"]) if ident in predictions else []


def causes(gold: Sequence[Document], system: Sequence[Document], known: Iterable[Mention]) -> Counter[str]:
    """Count what became of gold's mentions that have a position, and of the system's.

    Args:
        gold: the rows of a timeline.
        system: the rows that were made.
        known: the mentions of events that were read at all, whoever takes part in them.
    """
    wanted = {mention: (day, order) for order, day, named in mentions_of(gold) for mention in named}
    given = {mention: (day, order) for order, day, named in mentions_of(system) for mention in named}
    matched = match_mentions(wanted, given)
    hit = {mention: given[one][0] for one, mention in matched.items()}
    read = set(match_mentions(wanted, known).values())
    found: Counter[str] = Counter()
    for mention, (day, order) in wanted.items():
        if not order:
            found["gold: position 0"] += 1
        elif mention in hit:
            found["gold: right date" if hit[mention] == day else "gold: wrong date"] += 1
        else:
            found["gold: read, but not of the target" if mention in read else "gold: not read as an event"] += 1
    found["system: not in gold"] = sum(1 for mention, (_, order) in given.items() if order and mention not in matched)
    found["system: position 0 in gold"] = sum(
        1 for mention in matched if given[mention][1] and not wanted[matched[mention]][1]
    )
    return found


def objects(path: Path) -> list[Document]:
    """Return the objects of a packed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def happenings(documents: Iterable[Document], way: str) -> list[Happening]:
    """Read documents, and return the mentions of events in them."""
    reader, found = Reader(), list[Happening]()
    for document in documents:
        report = report_of(document)
        found += happenings_of(reader.read(report)) if way == "readings" else happenings_in(reader.draft(report))
    return found


def measure(data: Path, corpus: str, *, way: str, show: bool) -> None:
    """Read, score and print one corpus."""
    documents = {document["id"]: document for document in objects(data / f"timeline-docs.{corpus}.jsonl.gz")}
    gold = {row["id"]: row for row in objects(data / f"timeline-gold.{corpus}.jsonl.gz")}
    told = happenings(documents.values(), way)
    predictions: dict[str, Document] = {}
    found: Counter[str] = Counter()
    for ident, target in gold.items():
        here = of_corpus(target, told)
        predictions[ident] = {"timeline": rows_of(timeline_of(here, name=target["entity"]), documents)}
        events = [TimelineRow(0, None, "", (TimelineMention(h.report, h.span),)) for h in here]
        known = [mention for _, _, named in mentions_of(rows_of(events, documents)) for mention in named]
        found += causes(target["timeline"], predictions[ident]["timeline"], known)
        show_line(target["entity"], total({ident: target}, predictions))
        if show:
            print(*(json.dumps(row, ensure_ascii=False) for row in predictions[ident]["timeline"]), sep="\n")
    print(f"{corpus}, from {way}, {len(documents)} documents, {len(gold)} targets:")
    for name, anchors, unordered in VARIANTS:
        show_line(name, total(gold, predictions, anchors=anchors, unordered=unordered))
    print(*(f"  {count:4} {cause}" for cause, count in sorted(found.items())), sep="\n")


def show_line(name: str, counts: Counts) -> None:
    print(
        f"  {name:28} P {100 * counts.precision:5.1f}  R {100 * counts.recall:5.1f}  F1 {100 * counts.f1:5.1f}"
        f"  ({counts.right_system} of {counts.system}; {counts.right_gold} of {counts.gold})"
    )


def main() -> int:
    """Measure every corpus of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus")
    parser.add_argument("--from", dest="way", choices=("words", "readings"), default="words")
    parser.add_argument("--show", action="store_true", help="print the timelines too")
    options = parser.parse_args()
    files = sorted(options.data.glob("timeline-gold.*.jsonl.gz"))
    corpora = [options.corpus] if options.corpus else [path.name.split(".")[1] for path in files]
    if not corpora:
        sys.exit(f"timelines: no timeline-gold.*.jsonl.gz in {options.data}; give the folder with --data")
    for corpus in corpora:
        measure(options.data, corpus, way=options.way, show=options.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
