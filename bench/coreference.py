"""Coreference on GUM: the rules, the model's links, and both together.

    python -m bench.coreference --corpus gum.dev.jsonl.gz

Gold is a line a document: ``id``, ``text`` and ``entities`` with ``start``, ``end``, ``type``, ``entity_id`` and the ``head``
word's offsets. A mention that is read matches the gold mention with the same head word, else the smallest that holds its
head word and whose head word it holds ("General Morvik"). Two tables are printed:

- **CoNLL F1** (MUC, B-cubed and CEAF-e, their mean) over gold mentions of persons, organizations and places; the first and
  second persons ("I", "you"), which Dateline does not resolve, are left out. A gold mention that was not read stays in the
  key and is missed; a mention that was read and matches none of them is left out of the response, so that links are measured
  and not where mentions are found; entities with a single mention are left out on both sides, as CorefUD does.
- **What a report needs**: of pronouns of the third person and of definite nouns ("the group") that stand for a person, an
  organization or a place mentioned before, the share whose entity holds an earlier gold mention of the same ("right"), holds
  earlier mentions but no such ("wrong"), or is none or has nothing earlier ("none"); and of pronouns that stand for
  something else, and of definite nouns for something new, the share tied to an earlier mention all the same ("tied").
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from scorch.scores import b_cubed, ceaf_e, muc  # type: ignore[import-untyped]
from spacy.tokens import Doc

from bench.gate import read_gold
from dateline.read import entities
from dateline.read.coreference import resolve_mentions
from dateline.read.links import Links
from dateline.read.mentions import Mention
from dateline.read.model import LINKS
from dateline.read.reader import Reader
from dateline.read.wordlists import load_pronouns
from dateline.records import Report

__all__ = ["GoldMention", "conll_scores", "gold_mentions", "judge_ties", "resolve_by_model"]

KINDS = frozenset({"person", "organization", "place"})
SPEAKING = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours",
                      "yourself", "yourselves"})  # fmt: skip
ARTICLES = frozenset({"the", "this", "that", "these", "those"})

Place = tuple[str, int]  # a document and where a head word begins in it
Clusters = list[set[Place]]


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention as annotated; ``form`` is pronoun, definite, speaking or other, ``given``: its entity was mentioned before."""

    at: Place
    start: int
    end: int
    entity: str
    form: str
    counted: bool
    given: bool = False


def gold_mentions(document: dict[str, Any]) -> dict[Place, GoldMention]:
    """Return the gold mentions of a document by their head words, in text order; of two with one head, the shorter."""
    found: dict[Place, GoldMention] = {}
    for row in sorted(document["entities"], key=lambda row: (row["head"][0], row["start"] - row["end"])):
        at = (document["id"], row["head"][0])
        words, head = document["text"][row["start"] : row["end"]], document["text"][slice(*row["head"])]
        found[at] = GoldMention(
            at, row["start"], row["end"], row["entity_id"], form_of(words.lower(), head), row["type"] in KINDS
        )
    met: set[str] = set()
    for at, mention in found.items():
        found[at] = replace(mention, given=mention.entity in met)
        met.add(mention.entity)
    return found


def form_of(words: str, head: str) -> str:
    """Return the form of a mention by its words in lower case and its head word as written."""
    if words in SPEAKING:
        return "speaking"
    if words in load_pronouns():
        return "pronoun"
    return "definite" if words.split()[0] in ARTICLES and head[:1].islower() else "other"


# the ways to resolve ------------------------------------------------------------------------------


def resolve_by_model(doc: Doc, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Give every mention what the model ranks first among all mentions before it, or nothing; no rules."""
    links = Links.of(doc, mentions)
    assert links is not None, "the pipeline's model has links"
    cluster_of: dict[int, list[Mention]] = {}
    clusters: list[list[Mention]] = []
    ordered = sorted(mentions, key=lambda m: m.head)
    for n, mention in enumerate(ordered):
        best = max(ordered[:n], key=partial(links.score, mention), default=None)
        if best is not None and links.score(mention, best) > 0:
            cluster = cluster_of[id(best)]
        else:
            clusters.append(cluster := [])
        cluster.append(mention)
        cluster_of[id(mention)] = cluster
    return clusters


def resolve_by_rules(doc: Doc, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Resolve as with a pipeline that has no links."""
    with mock.patch.dict(doc.user_data):
        doc.user_data.pop(LINKS, None)
        return [cluster.mentions for cluster in resolve_mentions(doc, mentions)]


def resolve_by_both(doc: Doc, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Resolve as Dateline does."""
    return [cluster.mentions for cluster in resolve_mentions(doc, mentions)]


WAYS: dict[str, Callable[[Doc, Sequence[Mention]], list[list[Mention]]]] = {
    "rules": resolve_by_rules,
    "model": resolve_by_model,
    "combined": resolve_by_both,
}


def find_mentions(reader: Reader, document: dict[str, Any]) -> tuple[Doc, list[Mention]]:
    """Return a document's tokens and all that the resolver is given."""
    given: list[Mention] = []

    def keep(_doc: Doc, mentions: Sequence[Mention]) -> list[Any]:
        given.extend(mentions)
        return []

    with mock.patch.object(entities, "resolve_mentions", keep):
        draft = reader.draft(Report.of(document["text"], language="en"))
    return draft.doc, given


# the figures ---------------------------------------------------------------------------------------


def conll_scores(gold: Iterable[GoldMention], clusters: Clusters) -> dict[str, float]:
    """Return the F1 of MUC, B-cubed and CEAF-e, and their mean, over the mentions counted."""
    by_entity: dict[tuple[str, str], set[Place]] = {}
    for mention in gold:
        if mention.counted and mention.form != "speaking":
            by_entity.setdefault((mention.at[0], mention.entity), set()).add(mention.at)
    known = set().union(*by_entity.values())
    key = [places for places in by_entity.values() if len(places) > 1]
    response = [places & known for places in clusters if len(places & known) > 1]
    if not response:
        return dict.fromkeys(("muc", "b_cubed", "ceaf_e", "conll"), 0.0)
    scores = {metric.__name__: float(metric(key, response)[2]) for metric in (muc, b_cubed, ceaf_e)}
    return scores | {"conll": sum(scores.values()) / len(scores)}


def judge_ties(gold: dict[Place, GoldMention], clusters: Clusters) -> dict[str, Counter[str]]:
    """Return by form (pronoun, definite) how often a mention was tied to right, to wrong, or to none.

    Those that should be tied to nothing that is counted go to "tied" or "untied".
    """
    cluster_of = {place: places for places in clusters for place in places}
    judged: dict[str, Counter[str]] = {"pronoun": Counter(), "definite": Counter()}
    for at, mention in gold.items():
        if mention.form not in judged:
            continue
        earlier = {place for place in cluster_of.get(at, ()) if place < at}
        right = any(place in gold and gold[place].entity == mention.entity for place in earlier)
        if mention.counted and mention.given:
            verdict = "right" if right else "wrong" if earlier else "none"
        elif right:
            continue  # a thing that we tell from places and the corpus does not, or that is not counted
        else:
            verdict = "tied" if earlier else "untied"
        judged[mention.form][verdict] += 1
    return judged


def match_mentions(
    doc: Doc, mentions: Iterable[Mention], gold: dict[Place, GoldMention], *, name: str
) -> dict[int, Place]:
    """Return the place of each mention that was read, by its id: that of its gold mention, else of its own head word."""
    found = {id(mention): (name, doc[mention.head].idx) for mention in mentions}
    taken = set(found.values())
    free = [g for at, g in gold.items() if at not in taken]
    for mention in mentions:
        start, end = doc[mention.start].idx, doc[mention.end - 1].idx + len(doc[mention.end - 1])
        head = found[id(mention)][1]
        fits = [g for g in free if start <= g.at[1] < end and g.start <= head < g.end]
        if fits and found[id(mention)] not in gold:
            best = min(fits, key=lambda g: g.end - g.start)
            free.remove(best)
            found[id(mention)] = best.at
    return found


def share(part: int, whole: int) -> str:
    """Return a share in percent, or a dash of nothing."""
    return f"{100 * part / whole:5.1f}" if whole else "    -"


def show(way: str, scores: dict[str, float], judged: dict[str, Counter[str]]) -> None:
    """Print the figures of one way to resolve."""
    print(f"{way:<9}", *(f"{name} {100 * value:5.1f} " for name, value in scores.items()))
    for form, counts in judged.items():
        given = counts["right"] + counts["wrong"] + counts["none"]
        print(
            f"    {form:<9} ({given})",
            *(f"{verdict} {share(counts[verdict], given)} " for verdict in ("right", "wrong", "none")),
            f"| tied {share(counts['tied'], counts['tied'] + counts['untied'])} of {counts['tied'] + counts['untied']}",
            f"| of all tied, right {share(counts['right'], counts['right'] + counts['wrong'] + counts['tied'])}",
        )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--part", choices=("even", "odd"), help="only every other document")
    options = parser.parse_args()
    documents, reader = read_gold(options.corpus, options.part), Reader()
    gold: dict[Place, GoldMention] = {}
    clusters: dict[str, Clusters] = {way: [] for way in WAYS}
    seconds = dict.fromkeys(WAYS, 0.0)
    for name, document in documents.items():
        here = gold_mentions(document)
        gold |= here
        doc, mentions = find_mentions(reader, document)
        places = match_mentions(doc, mentions, here, name=name)
        for way, resolve in WAYS.items():
            started = time.process_time()
            found = resolve(doc, mentions)
            seconds[way] += time.process_time() - started
            clusters[way] += [{places[id(mention)] for mention in cluster} for cluster in found]
    for way in WAYS:
        show(way, conll_scores(gold.values(), clusters[way]), judge_ties(gold, clusters[way]))
        print(f"    {1000 * seconds[way] / len(documents):.1f} ms a document")
    return 0


if __name__ == "__main__":
    sys.exit(main())
