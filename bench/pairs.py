"""Who does what to whom, on PLV: the type between two given phrases, and whether the reading finds it without being given them.

    python -m bench.pairs --corpus plv.train.jsonl.gz

Gold is a line a sentence: ``id``, ``text``, ``source`` and ``target`` as [start, end], and a PLOVER root ``type``; PLV's
YIELD is our CONCEDE and RETREAT. Figures are for every fifth sentence, which the table of weights was not fitted on; ``--all`` is
for all of them. Two tables are printed:

- **given the spans**: accuracy and macro F1 over the types that gold has, of ``event_type_between``.
- **end to end**: the reading of the sentence is all there is. A sentence is found if an event of its type has an actor with a
  mention that overlaps the source and a target with a mention that overlaps the target; recall is the share found. Precision
  is the share of the found among them and the events between these two of another type; an event between others is not
  judged, since gold marks one pair a sentence. ``links`` is the share of sentences with an event of any type between the two.
  ``place`` counts an event's place as a target too: PLV's target is often where something is done.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.gate import read_gold
from dateline.read.draft import Draft
from dateline.read.event_pair_types import event_type_between
from dateline.read.reader import Reader
from dateline.records import Event, Report, Span

__all__ = ["Found", "accuracy", "find_between", "macro_f1", "plv_type"]

YIELDS = frozenset(("CONCEDE", "RETREAT"))

Pairs = Sequence[tuple[str, str | None]]  # gold's type and ours


class Found:
    """How many sentences were found, linked at all, and how many events between their two have another type."""

    def __init__(self) -> None:
        self.sentences = self.found = self.linked = self.wrong = 0

    def add(self, gold: str, types: Sequence[str]) -> None:
        """Count a sentence by the types of the events that link its source with its target."""
        self.sentences += 1
        self.linked += bool(types)
        self.found += gold in types
        self.wrong += sum(type_ != gold for type_ in types)

    def figures(self) -> dict[str, float]:
        """Return precision, recall, F1 and the share of linked sentences."""
        judged = self.found + self.wrong
        precision, recall = self.found / judged if judged else 0.0, self.found / self.sentences
        whole = precision + recall
        return {
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / whole if whole else 0.0,
            "links": self.linked / self.sentences,
        }


def plv_type(type_: str | None) -> str | None:
    """Return a type of ours as PLV has it."""
    return "YIELD" if type_ in YIELDS else type_


def accuracy(pairs: Pairs) -> float:
    """Return the share of sentences whose type is gold's."""
    return sum(gold == ours for gold, ours in pairs) / len(pairs)


def macro_f1(pairs: Pairs) -> float:
    """Return the mean F1 of the types that gold has."""
    right = Counter(gold for gold, ours in pairs if gold == ours)
    golds, found = Counter(gold for gold, _ in pairs), Counter(ours for _, ours in pairs)
    return sum(2 * right[type_] / (times + found[type_]) for type_, times in golds.items()) / len(golds)


def find_between(draft: Draft, document: dict[str, Any], *, place: bool) -> list[str]:
    """Return the types of the events that a draft has between a sentence's source and target.

    Args:
        draft: of the sentence, with its events.
        document: gold's ``source`` and ``target``.
        place: an event's place counts as a target.
    """

    def touches(idents: Sequence[str | None], bounds: Sequence[int]) -> bool:
        mentions = (m for e in draft.entities if e.id in idents for m in e.mentions)
        return any(m.start < bounds[1] and bounds[0] < m.end for m in mentions)

    def links(event: Event) -> bool:
        targets = (*event.targets, event.place) if place else event.targets
        return touches(event.actors, document["source"]) and touches(targets, document["target"])

    return [plv_type(event.type) or "" for event in draft.events if links(event)]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Types between two actors, and links between them, on PLV.")
    parser.add_argument("--corpus", type=Path, required=True, help="plv.train.jsonl.gz")
    parser.add_argument("--all", action="store_true", help="not only the sentences kept from fitting")
    args = parser.parse_args()
    documents = list(read_gold(args.corpus, None if args.all else "kept").values())
    given: list[tuple[str, str | None]] = []
    found = {"targets": Found(), "targets or place": Found()}
    reader = Reader()
    for document in documents:
        draft = reader.draft(Report.of(document["text"], language="en"))
        source, target = (Span.of(draft.text, *document[name]) for name in ("source", "target"))
        given.append((document["type"], plv_type(event_type_between(draft, source, target))))
        for name, counts in found.items():
            counts.add(document["type"], find_between(draft, document, place="place" in name))
    print(f"given the spans: accuracy {accuracy(given):.3f}, macro F1 {macro_f1(given):.3f} ({len(given)})")
    for name, counts in found.items():
        print(f"end to end, {name}: " + ", ".join(f"{key} {value:.3f}" for key, value in counts.figures().items()))


if __name__ == "__main__":
    main()
