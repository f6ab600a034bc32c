"""The quality gate: read corpora, score them with an outside scorer, fail under the floors.

    python -m bench.gate --data FOLDER --scorer score.py [--task attributions] [--raise-floors]

``bench/floors.json`` has a row a figure: task, corpus, metric (a path into the scorer's answer) and floor. Floors only rise:
``--raise-floors`` writes what was measured, less a small margin, where it is above the floor.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

from bench.record import THREADS, score_threads
from bench.timelines import score_timelines
from dateline.predictions import predict_file
from dateline.read.reader import Reader

# tasks that the outside scorer does not know
OWN_SCORERS: dict[str, Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]] = {"timelines": score_timelines}
FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.002  # a floor lies so much below what was measured, so that a harmless change does not fail


def load_scorer(path: Path) -> Any:
    """Return the scorer's module. It is no part of this repository, as the corpora are not."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None or not path.is_file():
        sys.exit(f"gate: no scorer at {path}; give its path with --scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PARTS = {"even": slice(0, None, 2), "odd": slice(1, None, 2), "kept": slice(1, None, 5)}


def read_gold(path: Path, part: str | None) -> dict[str, Any]:
    """Return a corpus by id; ``part`` "even" or "odd" takes every other document, "kept" every fifth from the second on.

    The last are the sentences of PLV that neither the network nor the table of weights was fitted on.
    """
    if not path.is_file():
        sys.exit(f"gate: no corpus at {path}; give the folder with --data")
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        documents = [json.loads(line) for line in handle if line.strip()]
    if part:
        documents = documents[PARTS[part]]
    return {document["id"]: document for document in documents}


def measure(task: str, path: Path, *, gold: dict[str, Any], reader: Reader, scorer: Any) -> dict[str, Any]:
    """Return the scorer's answer for one corpus."""
    predictions = {row["id"]: row for row in predict_file(task, path, reader) if isinstance(row, dict)}
    if task in OWN_SCORERS:
        return OWN_SCORERS[task](gold, predictions)
    return dict(scorer.score(task, gold, predictions))


def figure(answer: dict[str, Any], metric: str) -> float:
    """Return the number at a path such as ``tokens.source.f1``."""
    return float(reduce(lambda node, key: node[key], metric.split("."), answer))


def main() -> int:
    """Run the gate; the exit code is 1 when a figure lies under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--task", help="only this task")
    parser.add_argument("--raise-floors", action="store_true")
    options = parser.parse_args()
    rows = json.loads(FLOORS.read_text(encoding="utf-8"))
    scorer, reader = load_scorer(options.scorer), Reader()
    answers: dict[tuple[str, str, str | None], dict[str, Any]] = {}
    failed = 0
    for row in rows:
        if options.task not in (None, row["task"]):
            continue
        key = (row["task"], row["corpus"], row.get("part"))
        path = options.data / f"{row['corpus']}.jsonl.gz"
        if key not in answers:
            started = time.monotonic()
            answers[key] = (
                score_threads(THREADS)
                if row["task"] == "record"  # labelled threads of our own, beside this file
                else measure(row["task"], path, gold=read_gold(path, row.get("part")), reader=reader, scorer=scorer)
            )
            print(f"{row['task']} on {row['corpus']} ({row.get('part') or 'all'}): {time.monotonic() - started:.0f} s")
        value = figure(answers[key], row["metric"])
        under = value < row["floor"]
        failed += under
        print(f"  {row['metric']:<40} {value:.4f}  floor {row['floor']:.4f}{'  UNDER THE FLOOR' if under else ''}")
        if options.raise_floors:
            row["floor"] = max(row["floor"], round(value - MARGIN, 4))
    if options.raise_floors:
        FLOORS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print(f"gate: {failed} of {len(rows)} figures under their floors" if failed else "gate: passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
