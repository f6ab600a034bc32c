"""Fit the weights of what speaks for a type of event between two actors, on sentences coded by hand.

    python -m training.fit_pairs plv.train.jsonl.gz > dateline/data/lexicons/event_pair_weights.tsv

A line is ``{"id", "text", "source": [start, end], "target": [start, end], "type"}``. The model is a multinomial logit with a
ridge over the features of ``dateline.read.event_pair_types``. Every fifth line is kept from it: how
many of these it tells right goes to standard error.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from dateline.read.event_pair_types import pair_features
from dateline.read.event_pairs import told_between
from dateline.read.event_triggers import find_triggers
from dateline.read.reader import Reader
from dateline.records import Report, Span
from training.corpora import read_rows

__all__ = ["KEPT_EVERY", "KEPT_FROM", "fit_weights"]

KEPT_EVERY, KEPT_FROM = 5, 1  # lines 1, 6, 11 ... from 0 are kept
RIDGE, STEPS, RATE = 0.001, 400, 0.05
LEAST_SEEN = 2
SMALL = 0.02
HEADER = """\
# Weights of what speaks for a type of event between two actors, fitted {day} by training/fit_pairs.py on {rows}
# sentences of PLV; the table alone tells {right:.3f} of {kept} others right. To change it: fit again.
#   feature   a rule's verdict (rule, duty, refusal, governor, modal, trigger and how close it is), the type of the nearest
#             trigger (inner) and of others by where they stand, or a word.
"""


def features_of(reader: Reader, row: dict[str, Any]) -> dict[str, float]:
    """Return the features of a coded sentence."""
    draft = reader.draft(Report.of(row["text"], language="en"))
    ours, theirs = (draft.tokens_in(Span.of(draft.text, *row[name])) for name in ("source", "target"))
    triggers = find_triggers(draft)
    return pair_features(told_between(draft, (ours, theirs), triggers), (ours, theirs), triggers)


def softmax(scores: Any) -> Any:
    """Return the probabilities of rows of scores."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def fit_weights(table: Any, gold: Any) -> Any:
    """Return the weights [features, types] of a ridge logit, by Adam over all rows.

    Args:
        table: [rows, features] float.
        gold: [rows, types], one-hot.
    """
    weights = np.zeros((table.shape[1], gold.shape[1]))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = table.T @ (softmax(table @ weights) - gold) / len(table) + RIDGE * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-6)
    return weights


def main() -> None:
    """Fit, and write the table to standard output."""
    rows = list(read_rows(Path(sys.argv[1])))
    reader = Reader()
    found = [features_of(reader, row) for row in rows]
    kept = np.arange(len(rows)) % KEPT_EVERY == KEPT_FROM
    seen = Counter(name for features, out in zip(found, kept, strict=True) if not out for name in features)
    names = sorted(name for name, times in seen.items() if times >= LEAST_SEEN)
    types = sorted({row["type"] for row in rows})
    table = np.array([[features.get(name, 0.0) for name in names] for features in found])
    gold = np.array([[row["type"] == type_ for type_ in types] for row in rows], dtype=float)
    weights = fit_weights(table[~kept], gold[~kept])
    right = (table[kept] @ weights).argmax(1) == gold[kept].argmax(1)
    sys.stderr.write(f"{right.mean():.3f} of {kept.sum()} kept rows\n")
    sys.stdout.write(
        HEADER.format(day=datetime.now(UTC).date(), rows=(~kept).sum(), right=right.mean(), kept=kept.sum())
    )
    sys.stdout.write("\t".join(("feature", *types)) + "\n")
    for name, row_ in zip(names, weights, strict=True):
        if abs(row_).max() > SMALL:
            sys.stdout.write("\t".join((name, *(f"{w:.2f}" if abs(w) > SMALL else "" for w in row_))) + "\n")


if __name__ == "__main__":
    main()
