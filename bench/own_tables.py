"""Our own tables of sentences: how many quantities and times are read as the tables have them.

    python -m bench.own_tables

The tables are those of ``tests/read``; their heads say which rows were looked at while rules were written, and which were
kept aside.
"""

from __future__ import annotations

import sys
from collections import Counter
from difflib import SequenceMatcher

from dateline.read.reader import Reader
from dateline.records import Quantity, Report
from tests.read.cases import load_cases, load_passages, time_misses, written

SPLITS = ("rule", "parsed", "kept", "aside")
PASSAGES = ("narrative_times", "kept_times")


def count_quantities(quantities: tuple[Quantity, ...], case: dict[str, str], counts: Counter[str]) -> None:
    """Count intervals of a row that are right, and what is right of these; a quantity too many counts as one that is wrong."""
    wanted = [] if case["intervals"] == "-" else case["intervals"].split("; ")
    found = [written(quantity) for quantity in quantities]
    pairs = {
        block.a + n: quantities[block.b + n]
        for block in SequenceMatcher(a=wanted, b=found, autojunk=False).get_matching_blocks()
        for n in range(block.size)
    }
    counts["intervals"] += len(pairs)
    counts["intervals of"] += max(len(wanted), len(found))
    counts["rows"] += wanted == found
    counts["rows of"] += 1
    for name in ("of", "tally"):
        for place, value in enumerate(case[name].split("; ") if case[name] else ()):
            if place in pairs:
                said = pairs[place].of_text if name == "of" else pairs[place].tally
                counts[name] += (said or "-").split()[-1].lower() == value.lower()
                counts[f"{name} of"] += 1


def shares(counts: Counter[str]) -> str:
    """Return each count as a share of what it is a count of."""
    names = [name for name in counts if not name.endswith(" of")]
    return "; ".join(
        f"{name} {counts[name]} of {counts[f'{name} of']} ({counts[name] / counts[f'{name} of']:.3f})" for name in names
    )


def main() -> int:
    """Read the tables, print a line for each part."""
    reader = Reader()
    for split in SPLITS:
        counts: Counter[str] = Counter()
        for case in load_cases("quantity_cases", split):
            report = Report.of(case["text"], language="en")
            count_quantities(reader.read(report).quantities, case, counts)
        print(f"quantities, {split}: {shares(counts)}")
    for name in PASSAGES:
        passages = load_passages(name)
        wrong = sum(
            len(time_misses(reader.read(Report.of(p.text, language="en", published=p.published)).times, p))
            for p in passages
        )
        total = sum(len(passage.times) for passage in passages)
        print(f"{name}: {total - wrong} of {total} times right in words, type, value, days and modifier")
    return 0


if __name__ == "__main__":
    sys.exit(main())
