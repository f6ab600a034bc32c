"""The record at size: adds made-up reports of known truth as `dateline add` does, asks what the pages ask, checks the answers.

    python -m bench.record_bench [--reports 100000] [--data FOLDER] [--archive FILE]

Times are processor time of one process, since a machine may be shared; questions are timed by the clock. With ``--data`` the
cost of reading is measured too, on articles of a corpus cut to the length of the made-up reports. Exits 1 where the record is
wrong: below the floors of bench/record_scores.py.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from bench.record_adding import STAGES, Costs, add
from bench.record_generator import generate
from bench.record_questions import ask_all
from bench.record_scores import FLOORS, scores
from bench.record_truth import Truth
from bench.record_world import COUNTRIES, World
from dateline.store import Store, open_store

EVERY = 10  # rows of the table of growth
TRUE_REPORTS = 5_000  # of how many reports the truth is kept at most, about
READ_REPORTS, READ_WORDS = 30, 540
RARE_RANK = 6_000


def main() -> int:
    """Fill, ask, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--archive", type=Path, help="keep the archive here; a run that was stopped goes on with it")
    parser.add_argument("--data", type=Path, help="folder of corpora, to measure the cost of reading")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(given.archive or Path(folder, "record.sqlite"), create=True)
        truth, costs = fill(store, given.reports, seed=given.seed)
        if given.data and costs.reports:
            compare_with_reading(given.data, costs)
        word = World(given.seed).vocabulary[RARE_RANK]
        slow = ask_all(store, truth, word=word, repeats=given.repeats)
        print(f"answers above the aim: {', '.join(slow) or 'none'}")
        wrong = check(store, truth)
        store.close()
    return 1 if wrong else 0


def fill(store: Store, reports: int, *, seed: int) -> tuple[Truth, Costs]:
    """Add reports, and print a row for every tenth of them: costs by stage, memory, size."""
    # the largest country has some six in a hundred of all reports, the smallest one
    share = max(1, min(COUNTRIES, round(COUNTRIES * TRUE_REPORTS / reports)))
    truth = Truth(range(COUNTRIES - share, COUNTRIES))
    costs, last = Costs(), Costs()
    stream, begun = generate(reports, seed=seed), reports_of(store)
    for made in islice(stream, begun):
        truth.note(made)
    stages = ("store", *STAGES)
    print(f"{'reports':>8} {'ms each':>8} " + " ".join(f"{stage:>10}" for stage in stages) + f" {'MiB':>6} {'MB':>8}")
    for number, made in enumerate(add(store, stream, costs=costs), start=begun + 1):
        truth.note(made)
        if number % max(1, reports // EVERY) == 0:
            added = costs.reports - last.reports
            by_stage = " ".join(f"{(costs.stages[s] - last.stages[s]) / added * 1000:10.1f}" for s in stages)
            row = f"{number:8,} {(costs.core - last.core) / added * 1000:8.1f} {by_stage}"
            print(f"{row} {memory_mib():6,.0f} {size_mb(store):8,.0f}", flush=True)
            last = costs.copied()
    by_clock = costs.clock / max(1, costs.reports) * 1000
    print(f"by the clock {by_clock:.1f} ms a report; {truth.reports:,} reports are checked against the truth")
    return truth, costs


def reports_of(store: Store) -> int:
    """Return how many reports an archive has already."""
    with store.view() as view:
        return view.info().reports


def memory_mib() -> float:
    """Return the most memory this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size_mb(store: Store) -> float:
    """Return the size of the archive."""
    with store.view() as view:
        return view.info().bytes / 1e6


def compare_with_reading(data: Path, costs: Costs) -> None:
    """Print what adding costs beside reading a report of that length."""
    from bench.reading_speed import cut_reports
    from dateline.read.claims import claims_of
    from dateline.read.reader import Reader

    reports = cut_reports(data / "polnear.dev.jsonl.gz", READ_WORDS, READ_REPORTS)
    reader = Reader()
    claims_of(reader.read(reports[0]))
    began = time.process_time()
    for report in reports:
        claims_of(reader.read(report))
    reading = (time.process_time() - began) / len(reports) * 1000
    adding = costs.core / costs.reports * 1000
    print(
        f"reading {READ_WORDS} words {reading:.1f} ms, adding {adding:.1f} ms: {1 + adding / reading:.2f} times reading alone"
    )


def check(store: Store, truth: Truth) -> list[str]:
    """Print the scores; return what is below its floor."""
    with store.view() as view:
        found = scores(view, truth)
    print(f"{'against the truth':18} {'P':>6} {'R':>6} {'F1':>6} {'of':>8} {'floor':>6}")
    for name, score in found.items():
        p, r = score.precision, score.recall
        print(f"{name:18} {p:6.3f} {r:6.3f} {score.f1:6.3f} {score.of:8,} {FLOORS[name]:6.2f}")
    wrong = [name for name, score in found.items() if score.f1 < FLOORS[name]]
    print(f"below the floor: {', '.join(wrong) or 'none'}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
