"""How fast an archive fills and answers: reports per second and core, peak memory, size, query and page times.

    python -m bench.archive_speed --data FOLDER [--corpus polnear.train] [--reports 1000] [--jobs 1]

The corpus is read over and over, each copy under another address and day, until there are enough reports.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from dateline.pipeline import add_reports
from dateline.settings import Settings
from dateline.store import open_store
from dateline.store.base import ClaimFilter
from dateline.web.app import create_app

REPEATS = 20


def write_corpus(source: Path, target: Path, reports: int) -> tuple[int, int]:
    """Write so many reports as JSONL; return how many words and characters they have."""
    with gzip.open(source, "rt", encoding="utf-8") as handle:
        documents = [json.loads(line) for line in handle if line.strip()]
    words = characters = 0
    with target.open("w", encoding="utf-8") as out:
        for number in range(reports):
            document = documents[number % len(documents)]
            outlet = f"Outlet {number // len(documents)}"
            row = {"id": f"r{number}", "text": document["text"], "published": document["published"], "outlet": outlet}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            words += len(document["text"].split())
            characters += len(document["text"])
    return words, characters


def milliseconds(call: Callable[[], object]) -> str:
    """Return the median and the slowest of some runs."""
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return f"median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms"


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", default="polnear.train")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus, path = Path(folder, "corpus.jsonl"), Path(folder, "speed.dateline")
        words, characters = write_corpus(options.data / f"{options.corpus}.jsonl.gz", corpus, options.reports)
        store = open_store(str(path), create=True)
        started = time.perf_counter()
        found = list(add_reports([str(corpus)], store, Settings(jobs=options.jobs)))
        outcomes = [o.status for o in found]
        seconds = time.perf_counter() - started
        added = outcomes.count("added")
        for outcome in (o for o in found if o.status == "skipped"):
            print(f"skipped {outcome.address}: {outcome.why}")
        print(
            f"reports added     {added:,} of {len(outcomes):,}, {words / len(outcomes):.0f} words each, {options.jobs} job(s)"
        )
        rate = added / seconds
        print(
            f"reports a second  {rate:.1f}, per core {rate / options.jobs:.1f}; {words / seconds:,.0f} words a second"
        )
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"peak memory       {own:.0f} MiB here, {children:.0f} MiB in the largest reading process")
        print(f"archive           {path.stat().st_size / 1e6:.1f} MB for {characters / 1e6:.1f} MB of text")
        with store.view() as view:
            print(f"claims            {view.info().claims:,}")
            print("full-text search ", milliseconds(lambda: view.search("election AND campaign")))
            print("claims, filtered ", milliseconds(lambda: view.find_claims(ClaimFilter(stance="denies"), limit=50)))
        client = TestClient(create_app(store), base_url="http://127.0.0.1")
        for page in ("/", "/claims", "/claims?q=tax&stance=says", "/search?q=election", "/timeline", "/actors"):
            assert client.get(page).status_code == 200, page
            print(f"page {page:<28}", milliseconds(lambda page=page: client.get(page)))  # type: ignore[misc]
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
