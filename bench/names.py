"""How well names are found and typed: exact spans with their types on GUM, names first, then every mention.

    python -m bench.names --data gum.dev.jsonl.gz [--pipeline NAME] [--show]

A gold *name* is made of a gold mention whose head word is a proper noun by its gold tag. GUM's mentions are whole noun
phrases ("the mayor of Oka, who ..."), names are not, so each is cut down to the run of words around its head word that are
proper nouns or have a capital, with what links two of them ("of", "of the", "for", "and", a hyphen, a particle): no article
before it and nothing after a comma. A name that several mentions are cut down to has the type of the smallest. A mention
that joins two ("Ana and Bo") makes no name, its parts do. Types are folded into four: person, organization, place, and other
(object, event, abstract, substance, animal, plant); names of times are left out.

A predicted name is a mention that ``is_named`` takes for its entity's name, with the kind folded likewise: a group counts as
person or organization, whichever is right. Not counted are countries' adjectives ("Turkish"), which are mentions to Dateline
and none to GUM. Prints precision, recall and F1 a type, for the first three types together (as in UNER), for all, and for
all without types; then the same for every mention, pronouns, nominal ones and nested ones among them, as the task
``entities`` predicts them, and the recall of the nominal ones.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.predictions import predict_entities
from dateline.read.draft import Draft
from dateline.read.entities import is_named
from dateline.read.reader import Reader
from dateline.records import Report

FOLDED = {"person": "person", "organization": "organization", "place": "place", "time": ""}  # all else is other
KINDS = {"person": ("person",), "group": ("person", "organization"), "organization": ("organization",),
         "place": ("place",), "facility": ("place",)}  # fmt: skip
THREE, OTHER = ("person", "organization", "place"), "other"
LINKS = frozenset({"of", "of the", "for", "for the", "and", "'s", "’s", "-", "&", "- al -", "al", "bin", "de", "de la", "der",
                   "du", "la", "van", "van der", "von"})  # fmt: skip

Document = dict[str, Any]
Typed = tuple[int, int, str]


def gold_names(document: Document) -> dict[tuple[int, int], str]:
    """Return the names of a document, as offsets -> folded type."""
    names: dict[tuple[int, int], str] = {}
    mentions = {(m["start"], m["end"]) for m in document["entities"]}
    for mention in sorted(document["entities"], key=lambda m: m["end"] - m["start"]):
        words, head = head_of(document, mention)
        if head < 0 or words[head]["upos"] != "PROPN":
            continue
        if not any(t["deprel"] == "conj" and t["head"] == head + 1 and covers(mention, t) for t in words):
            span = name_around(words, head, mention=mention, mentions=mentions)
            names.setdefault(span, FOLDED.get(mention["type"], OTHER))
    return {span: folded for span, folded in names.items() if folded}


def head_of(document: Document, mention: Document) -> tuple[list[Document], int]:
    """Return the sentence of a mention and the place of its head word: the first that hangs on a word outside; -1 for none."""
    for sentence in document["sentences"]:
        words = sentence["tokens"]
        if words[0]["start"] <= mention["start"] < words[-1]["end"]:
            inside = [n for n, word in enumerate(words) if covers(mention, word)]
            heads = (n for n in inside if words[n]["head"] - 1 not in inside and words[n]["upos"] != "DET")
            return words, next(heads, -1)
    return [], -1


def name_around(
    words: list[Document], head: int, *, mention: Document, mentions: set[tuple[int, int]]
) -> tuple[int, int]:
    """Return the offsets of the run of a name's words around the head word of its mention."""
    first = last = head
    while step := link_width(words, last, 1, mention):
        last += step
    while step := link_width(words, first, -1, mention):
        owner = words[first - step : first][-1]["form"] in ("'s", "’s")
        if owner and any(words[first - 1]["end"] == end and start < end for start, end in mentions):
            break
        first -= step
    return words[first]["start"], words[last]["end"]


def link_width(words: list[Document], at: int, way: int, mention: Document) -> int:
    """Return how many words further a name reaches from its word ``at``, to the right (1) or the left (-1); 0 where it ends."""
    for width in range(1, 5):
        target = at + way * width
        if not 0 <= target < len(words) or not covers(mention, words[target]):
            return 0
        between = " ".join(w["form"].lower() for w in words[min(at, target) + 1 : max(at, target)])
        if is_name_word(words[target], way) and (not between or between in LINKS):
            return width
    return 0


def is_name_word(word: Document, way: int) -> bool:
    if word["upos"] == "PROPN":
        return True
    after = way > 0 and word["form"].isdigit()
    return after or (word["form"][:1].isupper() and word["upos"] not in ("DET", "PRON", "ADP"))


def is_nominal(document: Document, mention: Document) -> bool:
    """Is the head word of a gold mention a common noun?"""
    words, head = head_of(document, mention)
    return head >= 0 and words[head]["upos"] == "NOUN"


def covers(mention: Document, word: Document) -> bool:
    """Does a word lie in a mention?"""
    return bool(mention["start"] <= word["start"] and word["end"] <= mention["end"])


def predicted_names(draft: Draft, document: Document, gold: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Return the names that were read, as offsets -> folded type."""
    adjectives = {t["end"] for s in document["sentences"] for t in s["tokens"] if t["upos"] == "ADJ"}
    found = {}
    for entity in draft.entities:
        allowed = KINDS.get(entity.kind, (OTHER,))
        for mention in entity.mentions:
            span = (mention.start, mention.end)
            if is_named(mention, entity) and not (mention.end in adjectives and span not in gold):
                found[span] = gold[span] if gold.get(span) in allowed else allowed[0]
    return found


class Tally:
    """Counts of items in gold, predicted, and both, by type."""

    def __init__(self) -> None:
        self.gold: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.both: Counter[str] = Counter()

    def add(self, gold: set[Typed], found: set[Typed]) -> None:
        """Count a document, and its spans without their types as the type ``untyped``."""
        for counts, items in ((self.gold, gold), (self.found, found), (self.both, gold & found)):
            counts.update(kind for _, _, kind in items)
        spans = [{item[:2] for item in items} for items in (gold, found)]
        for counts, number in (
            (self.gold, len(spans[0])),
            (self.found, len(spans[1])),
            (self.both, len(spans[0] & spans[1])),
        ):
            counts["untyped"] += number

    def line(self, name: str, kinds: tuple[str, ...]) -> str:
        """Return a row of the table for some types together."""
        gold, found, both = (sum(counts[kind] for kind in kinds) for counts in (self.gold, self.found, self.both))
        precision, recall = both / max(found, 1), both / max(gold, 1)
        return f"  {name:<16}{precision:8.3f}{recall:8.3f}{2 * both / max(gold + found, 1):8.3f}{gold:8}"

    def lines(self, groups: dict[str, tuple[str, ...]]) -> Iterator[str]:
        """Yield the table."""
        kinds = tuple(sorted(set(self.gold) - {"untyped"}))
        for name, group in {
            **{kind: (kind,) for kind in kinds},
            **groups,
            "all": kinds,
            "untyped": ("untyped",),
        }.items():
            yield self.line(name, group)


def typed(spans: dict[tuple[int, int], str]) -> set[Typed]:
    """Return spans with their types as one set."""
    return {(start, end, kind) for (start, end), kind in spans.items()}


def main() -> None:
    """Read the corpus and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="GUM, as gzipped JSON lines")
    parser.add_argument("--pipeline", help="a spaCy pipeline instead of the one that Dateline ships")
    parser.add_argument("--show", action="store_true", help="print the names that differ")
    options = parser.parse_args()
    reader, names, mentions = Reader(options.pipeline), Tally(), Tally()
    nominal = Counter[str]()
    with gzip.open(options.data, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    for document in documents:
        draft = reader.draft(Report.of(document["text"], language="en"))
        gold = gold_names(document)
        found = predicted_names(draft, document, gold)
        names.add(typed(gold), typed(found))
        all_gold = {(e["start"], e["end"], e["type"]) for e in document["entities"]}
        all_found = {(e["start"], e["end"], e["type"]) for e in predict_entities(draft, document)["entities"]}
        mentions.add(all_gold, all_found)
        nouns = {(e["start"], e["end"], e["type"]) for e in document["entities"] if is_nominal(document, e)}
        nominal.update(gold=len(nouns), both=len(nouns & all_found))
        for start, end, kind in sorted(typed(gold) ^ typed(found)) if options.show else ():
            side = "missed" if (start, end, kind) in typed(gold) else "wrong "
            print(
                f"{side} {kind:<13}{document['text'][start:end]!r:<40} {document['text'][max(0, start - 30) : end + 30]!r}"
            )
    print(f"names{'':<13}{'P':>8}{'R':>8}{'F1':>8}{'gold':>8}", *names.lines({"the three": THREE}), sep="\n")
    print("mentions", *mentions.lines({}), sep="\n")
    print(f"  nominal mentions, typed: recall {nominal['both'] / max(nominal['gold'], 1):.3f} of {nominal['gold']}")


if __name__ == "__main__":
    main()
