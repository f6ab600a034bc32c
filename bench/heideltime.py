"""Times beside HeidelTime: both read the same documents in turn, in one run, and are scored by the same scorer.

    python -m bench.heideltime --data FOLDER --scorer score.py --env ENVIRONMENT
                               [--corpus tempeval3.train] [--type news] [--part odd] [--rounds 3]

ENVIRONMENT is a folder with HeidelTime (``make heideltime`` makes it; Java must be installed); it is no dependency of Dateline.
Speed is that of times alone, from the text on, without the reading model on our side and with HeidelTime's own tagger on theirs;
beside it stands Dateline's whole reading, model and all. Neither side's start counts.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import spacy

from bench.gate import load_scorer, read_gold
from dateline.predictions import PREDICTORS
from dateline.read.draft import Draft
from dateline.read.reader import Reader
from dateline.read.times import extract_times
from dateline.records import Report

RUNNER = Path(__file__).with_name("heideltime_run.py")
METRICS = ("relaxed", "strict", "type", "value")


def as_report(document: dict[str, Any]) -> Report:
    """Return a corpus's document as a report."""
    return Report.of(document["text"], language="en", published=document.get("published"))


def run_heideltime(environment: Path, corpus: Path, *, kind: str) -> tuple[float, dict[str, Any]]:
    """Return HeidelTime's characters a second and its predictions by document."""
    python = environment / "bin" / "python"
    if not python.is_file():
        sys.exit(f"heideltime: no environment at {environment}; `make heideltime` makes one")
    out = corpus.with_suffix(".times")
    command = [str(python), str(RUNNER), str(corpus), str(out), "--type", kind]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"heideltime: it failed:\n{done.stderr[-2000:]}")
    answer = json.loads(done.stdout.splitlines()[-1])
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return answer["characters"] / answer["seconds"], {row["id"]: row for row in rows}


def run_times(documents: list[dict[str, Any]]) -> float:
    """Return the characters a second of times alone, from the text on."""
    cut = spacy.blank("en")
    reports = [as_report(document) for document in documents]
    began = time.monotonic()
    for report in reports:
        extract_times(Draft(report, cut.make_doc(report.text)))
    return sum(len(report.text) for report in reports) / (time.monotonic() - began)


def run_reader(reader: Reader, documents: list[dict[str, Any]]) -> tuple[float, dict[str, Any]]:
    """Return the characters a second of the whole reading, and its predictions by document."""
    began, rows = time.monotonic(), {}
    for document in documents:
        rows[document["id"]] = PREDICTORS["timexes"](reader.draft(as_report(document)), document)
    return sum(len(document["text"]) for document in documents) / (time.monotonic() - began), rows


def print_scores(name: str, answer: dict[str, Any]) -> None:
    """Print the scorer's figures of one system as a row."""
    print(f"{name:<12}" + "".join(f"  {metric} {answer[metric]['f1']:.3f}" for metric in METRICS))


def main() -> int:
    """Measure both, print speeds, ratios and scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--env", type=Path, required=True)
    parser.add_argument("--corpus", default="tempeval3.train")
    parser.add_argument("--type", default="news", choices=("news", "narratives"))
    parser.add_argument("--part", choices=("even", "odd"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    gold = read_gold(options.data / f"{options.corpus}.jsonl.gz", options.part)
    scorer, reader = load_scorer(options.scorer), Reader()
    documents = list(gold.values())
    reader.read(as_report(documents[0]))
    speeds: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        corpus.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
        for _ in range(options.rounds):
            theirs, their_rows = run_heideltime(options.env, corpus, kind=options.type)
            alone = run_times(documents)
            whole, our_rows = run_reader(reader, documents)
            speeds.append((theirs, alone, whole))
            print(f"characters/s: HeidelTime {theirs:,.0f}, our times {alone:,.0f}, our whole reading {whole:,.0f}")
    print(f"times alone: {statistics.median(a / t for t, a, _ in speeds):.0f} times HeidelTime's speed (median)")
    print(f"whole reading: {statistics.median(w / t for t, _, w in speeds):.1f} times HeidelTime's speed (median)")
    print_scores("HeidelTime", scorer.score("timexes", gold, their_rows))
    print_scores("Dateline", scorer.score("timexes", gold, our_rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
