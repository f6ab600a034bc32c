"""How fast one core reads, where the time goes, and how far the encoder is from what the core could do.

    python -m bench.reading_speed --data FOLDER [--corpus polnear.dev] [--words 600] [--reports 60] [--gigahertz 4.0]

Reports are the corpus's articles cut at a number of words. Times are processor time of one process on one thread; nothing is
stored. The encoder's multiply-adds are counted from its shape; the limit is what AVX512-VNNI instructions allow (64 products
of eight-bit numbers each, two of them a cycle) at the clock given.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from dateline.read.dateline_line import body_start
from dateline.read.draft import Draft
from dateline.read.furniture import blank_out, read_furniture
from dateline.read.model import READING, ReadingModel
from dateline.read.parse_repairs import repair_parse
from dateline.read.reader import EXTRACTORS, Reader
from dateline.read.sentences import BREAKS
from dateline.records import Report

LAYERS, WIDTH, INNER = 6, 384, 1536
PRODUCTS_A_CYCLE = 2 * 64
WINDOW = 190


def cut_reports(path: Path, words: int, most: int) -> list[Report]:
    """Return reports of so many words; shorter articles are left out, over and over until there are enough."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        texts = [json.loads(line)["text"] for line in handle if line.strip()]
    cut = []
    for text in texts:
        parts = text.split(" ")
        if len(text.split()) >= words:
            while len(" ".join(parts).split()) > words:
                parts.pop()
            cut.append(Report.of(" ".join(parts), language="en"))
    return [cut[number % len(cut)] for number in range(most)]


def measure_stages(reader: Reader, reports: list[Report]) -> dict[str, float]:
    """Return processor seconds by stage: those of ``Reader.draft``, one after another."""
    seconds: dict[str, float] = defaultdict(float)

    def spent(name: str, began: float) -> float:
        now = time.process_time()
        seconds[name] += now - began
        return now

    for report in reports:
        at = time.process_time()
        framed = read_furniture(report)
        doc = reader.nlp.make_doc(blank_out(framed))
        doc.user_data[BREAKS] = [start for start in [body_start(framed)] if start is not None]
        at = spent("tokens, furniture", at)
        for name, component in reader.nlp.pipeline:
            doc = component(doc)
            at = spent("encoder and heads" if name == READING else "sentences, lemmas", at)
        draft = Draft(report=framed, doc=repair_parse(doc))
        for name, extract in EXTRACTORS:
            setattr(draft, name, extract(draft))
            at = spent(extract.__name__.replace("extract_", "").replace("resolve_", ""), at)
    return dict(seconds)


def measure_encoder(model: ReadingModel, *, runs: int = 40) -> float:
    """Return word pieces a second through the graph alone, in full windows."""
    rng = np.random.default_rng(0)
    inputs = {
        "pieces": rng.integers(1000, 20000, WINDOW + 2),
        "forms": np.tile(np.array([1, 2, 0]), (WINDOW + 2, 1)),
        "firsts": np.arange(1, int(WINDOW * 0.8)),
    }
    model.session.run(None, inputs)
    began = time.process_time()
    for _ in range(runs):
        model.session.run(None, inputs)
    return runs * WINDOW / (time.process_time() - began)


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", default="polnear.dev")
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--gigahertz", type=float, help="the core's clock, for the arithmetic limit")
    options = parser.parse_args()
    began = time.process_time()
    reader = Reader()
    reader.draft(Report.of("Loads the tables: the mayor of Paris said on Monday that 12 men had left.", language="en"))
    print(f"loading            {time.process_time() - began:.1f} s of processor time")
    reports = cut_reports(options.data / f"{options.corpus}.jsonl.gz", options.words, options.reports)
    began = time.process_time()
    for report in reports:
        reader.read(report)
    rate = len(reports) / (time.process_time() - began)
    print(f"whole reading      {rate:.1f} reports of {options.words} words a second and core")
    print(f"peak memory        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    stages = measure_stages(reader, reports)
    for name, seconds in sorted(stages.items(), key=lambda row: -row[1]):
        print(f"  {name:<20} {seconds / sum(stages.values()):6.1%}  {seconds / len(reports) * 1000:6.1f} ms a report")
    model = next(component for name, component in reader.nlp.pipeline if name == READING)
    assert isinstance(model, ReadingModel), "the shipped pipeline holds the model"
    pieces = measure_encoder(model)
    products = LAYERS * (4 * WIDTH**2 + 2 * WIDTH * INNER + 2 * WINDOW * WIDTH)
    print(f"encoder and heads  {pieces:,.0f} word pieces a second, {products / 1e6:.1f} million multiply-adds a piece")
    if options.gigahertz:
        limit = PRODUCTS_A_CYCLE * options.gigahertz * 1e9 / products
        print(
            f"arithmetic limit   {limit:,.0f} word pieces a second at {options.gigahertz} GHz; reached: {pieces / limit:.0%}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
