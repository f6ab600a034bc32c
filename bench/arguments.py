"""How often gold actors and targets are an event's actors and targets: a rough check of recall, from three corpora.

    python -m bench.arguments --plv plv.train.jsonl.gz --plover plover.dev.jsonl.gz --muc muc4.train.jsonl.gz [--limit 200]

A gold phrase is *found* in a role where an entity of that role has a mention that overlaps it. None of these corpora marks
every event of its texts, so nothing here says how many actors and targets are wrong.

- plv: one sentence with a source and a target. ``both``: one event of ours has the source as actor and the target as target;
  ``together``: none has, but one has both as actors, as in "A and B agreed"; ``swapped``: the other way round.
- plover: one event record a sentence. ``source``, ``target``: shares of the phrases so marked that one event has in that role.
- muc: texts on attacks, in lower case, where most names are not read at all. ``perpetrator`` (individuals and organizations)
  and ``victim``: of the gold entities whose strings, where GRIT places them, are in a mention of some entity of ours, the
  shares that an event has as actor, as target.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.read.reader import Reader
from dateline.records import Entity, Event, Report

Document = dict[str, Any]
Place = tuple[int, int]
Counts = Counter[str]


def touches(entities: Iterable[Entity], places: Iterable[Place]) -> bool:
    """Does a mention of one of the entities overlap one of the places?"""
    spans = list(places)
    return any(m.start < end and start < m.end for e in entities for m in e.mentions for start, end in spans)


class Roles:
    """The events of one text with their actors and targets as entities."""

    def __init__(self, entities: Iterable[Entity], events: Iterable[Event]) -> None:
        known = {entity.id: entity for entity in entities}
        self.entities = tuple(known.values())
        self.pairs = [([known[a] for a in e.actors], [known[t] for t in e.targets]) for e in events]

    def has(self, *, actor: Iterable[Place] | None = None, target: Iterable[Place] | None = None) -> bool:
        """Has one event the actor and the target that are asked for?"""
        return any(
            (actor is None or touches(actors, actor)) and (target is None or touches(targets, target))
            for actors, targets in self.pairs
        )

    def together(self, one: Iterable[Place], other: Iterable[Place]) -> bool:
        """Has one event two actors, of whom each is one of two phrases?"""
        return any(
            touches([first], one) and touches([second], other)
            for actors, _ in self.pairs
            for first in actors
            for second in actors
            if first is not second
        )


def count_plv(document: Document, roles: Roles, counts: Counts) -> None:
    """Count the source and the target of a sentence."""
    source, target = [tuple(document["source"])], [tuple(document["target"])]
    both = roles.has(actor=source, target=target)
    found = {
        "both": both,
        "source": roles.has(actor=source),
        "target": roles.has(target=target),
        "together": not both and roles.together(source, target),
        "swapped": not both and roles.has(actor=target, target=source),
    }
    for name, value in found.items():
        counts[name] += value
        counts[f"{name} of"] += 1


def count_plover(document: Document, roles: Roles, counts: Counts) -> None:
    """Count the phrases that an event record marks as source or target; those marked as both count as one of the two."""
    for span in document["spans"]:
        place, marked = [(span["start"], span["end"])], set(span["roles"])
        actor, target = roles.has(actor=place), roles.has(target=place)
        for name, role, value in (("source", "SRC", actor), ("target", "TAR", target)):
            if role in marked:
                counts[name] += value or ({"SRC", "TAR"} <= marked and (actor or target))
                counts[f"{name} of"] += 1


def count_muc(document: Document, roles: Roles, counts: Counts) -> None:
    """Count the perpetrators and victims of a text."""
    for role, name in (("PerpInd", "perpetrator"), ("PerpOrg", "perpetrator"), ("Victim", "victim")):
        for places in document["filler_spans"][role]:
            spans = [tuple(place) for place in places]
            if not touches(roles.entities, spans):
                continue
            counts[name] += roles.has(actor=spans) if name == "perpetrator" else roles.has(target=spans)
            counts[f"{name} of"] += 1


COUNTERS: dict[str, Callable[[Document, Roles, Counts], None]] = {
    "plv": count_plv,
    "plover": count_plover,
    "muc": count_muc,
}


def main() -> int:
    """Read the corpora that are given, print a line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in COUNTERS:
        parser.add_argument(f"--{name}", type=Path, help="JSON lines, gzipped")
    parser.add_argument("--limit", type=int, help="documents of each corpus, from its beginning")
    options = parser.parse_args()
    reader = Reader()
    for name, count in COUNTERS.items():
        path = getattr(options, name)
        if path is None:
            continue
        counts: Counts = Counter()
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for document in map(json.loads, islice(lines, options.limit)):
                reading = reader.read(Report.of(document["text"], language="en", published=document["published"]))
                count(document, Roles(reading.entities, reading.events), counts)
        parts = [part for part in counts if not part.endswith(" of")]
        shares = (f"{p} {counts[p]} of {counts[f'{p} of']} ({counts[p] / counts[f'{p} of']:.3f})" for p in parts)
        print(f"{name}: {'; '.join(shares)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
