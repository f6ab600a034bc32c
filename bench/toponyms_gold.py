"""How well places are resolved where recognition is perfect: the gold names of a corpus, within 161 km of the gold points.

    python -m bench.toponyms_gold --data lgl.dev.jsonl.gz geovirus.dev.jsonl.gz [--misses 40]

A document is a JSON line with ``id``, ``text``, ``published`` and ``toponyms`` (start, end, lat, lon). All mentions of one
form are one entity, as within a report. Prints a line a corpus: accuracy, the share left null, the share for which the
gazetteer has a right answer at all, and the share of given points that are wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import spacy

from dateline.read.draft import Draft
from dateline.read.gazetteer import load_gazetteer
from dateline.read.place_names import find_candidates, read_named_place
from dateline.read.places import resolve_places
from dateline.records import Entity, Report, Span

NEAR_KM = 161.0
EARTH_RADIUS_KM = 6371.0


class Judged(NamedTuple):
    """One gold mention: is there an answer, a right one, and could there be one?"""

    name: str
    given: bool
    right: bool
    possible: bool


def read_documents(path: Path) -> list[dict[str, Any]]:
    """Return the documents of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def make_draft(document: dict[str, Any]) -> Draft:
    """Return a draft whose entities are the gold names."""
    text = document["text"]
    forms: dict[str, list[Span]] = defaultdict(list)
    for gold in document["toponyms"]:
        forms[text[gold["start"] : gold["end"]]].append(Span.of(text, gold["start"], gold["end"]))
    entities = tuple(Entity(f"e{n}", "place", name, tuple(spans)) for n, (name, spans) in enumerate(forms.items()))
    report = Report(
        id=document["id"], title=document.get("title"), outlet=None, agency=None, byline=None, url=None,
        published=document.get("published"), filed_from=None, language="en", text=text,
    )  # fmt: skip
    return Draft(report=report, doc=spacy.blank("en").make_doc(""), entities=entities)


def is_near(lat: float, lon: float, gold: dict[str, Any]) -> bool:
    """Is a point within 161 km of the gold point?"""
    one, other = math.radians(lat), math.radians(gold["lat"])
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(gold["lon"] - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half))) <= NEAR_KM


def judge(document: dict[str, Any]) -> list[Judged]:
    """Resolve the gold names of a document and judge each mention that has a gold point."""
    draft, gazetteer = make_draft(document), load_gazetteer()
    golds = {(gold["start"], gold["end"]): gold for gold in document["toponyms"] if gold.get("lat") is not None}
    judged = []
    for entity in resolve_places(draft):
        candidates = find_candidates(read_named_place(draft.text, entity, gazetteer=gazetteer), gazetteer=gazetteer)
        for mention in entity.mentions:
            gold = golds.get((mention.start, mention.end))
            if gold is not None:
                right = entity.place is not None and is_near(entity.place.lat, entity.place.lon, gold)
                possible = any(is_near(found.entry.lat, found.entry.lon, gold) for found in candidates)
                judged.append(Judged(entity.name, entity.place is not None, right, possible))
    return judged


def main() -> None:
    """Judge each corpus and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="corpora, as gzipped JSON lines")
    parser.add_argument("--misses", type=int, default=0, help="print so many of the names most often wrong")
    options = parser.parse_args()
    for path in options.data:
        rows = [row for document in read_documents(path) for row in judge(document)]
        given = sum(row.given for row in rows)
        print(
            f"{path.name}: {len(rows)} names, within {NEAR_KM:.0f} km {sum(r.right for r in rows) / len(rows):.4f}, "
            f"null {1 - given / len(rows):.4f}, in the gazetteer {sum(r.possible for r in rows) / len(rows):.4f}, "
            f"wrong of those given {sum(r.given and not r.right for r in rows) / given:.4f}"
        )
        for name, times in Counter(row.name for row in rows if not row.right).most_common(options.misses):
            print(f"  {times:4} {name}")


if __name__ == "__main__":
    main()
