"""Fit the weights of the place ranking on documents whose toponyms have been placed by hand.

    python gazetteer/fit_ranking.py lgl.dev.jsonl.gz geovirus.dev.jsonl.gz > dateline/data/lexicons/place_weights.tsv

A document is ``{"id", "text", "toponyms": [{"start", "end", "lat", "lon", "geonameid"?, "type"?}]}``. The model is a
conditional logit: a name's candidates compete, and the right ones should share all probability. The weights of the first
round see what a candidate has by itself; those of the later rounds see the report's other places too, as likely as the
rounds before made them, so fitting takes turns with solving. Five-fold accuracy within 161 km goes to standard error.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from dateline.read.gazetteer import GazetteerEntry, load_gazetteer
from dateline.read.place_names import find_candidates, find_talked_of, read_named_place
from dateline.read.place_ranking import FEATURES, OWN_FEATURES, Field
from dateline.records import Entity, Span

NEAR_KM = 161.0
RIDGE = 0.0015
COMMON_SPREAD = 0.2
TURNS = 3
FOLDS = 5


def km(entry: GazetteerEntry, gold: dict[str, Any]) -> float:
    """Return the distance of a place from gold's point."""
    a, b = math.radians(entry.lat), math.radians(gold["lat"])
    h = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(gold["lon"] - entry.lon) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def is_right(entry: GazetteerEntry, gold: dict[str, Any]) -> int:
    """Grade a candidate: 2 gold's own place, 1 near it, 0 wrong. A country is gold's own by its name, wherever its point."""
    if gold.get("geonameid") and entry.gazetteer_id == f"geonames:{gold['geonameid']}":
        return 2
    if entry.feature == "PCLI" and gold.get("page", "").rsplit("/", 1)[-1].replace("_", " ") == entry.name:
        return 2
    near = km(entry, gold) <= NEAR_KM
    return int(near) + int(near and (gold.get("type") or "?")[:4] == entry.feature[:4])


class Case:
    """One document: its field of candidates, and gold's grades of them."""

    def __init__(self, document: dict[str, Any]) -> None:
        text, gazetteer = document["text"], load_gazetteer()
        by_name = defaultdict(list)
        for gold in document["toponyms"]:
            by_name[text[gold["start"] : gold["end"]]].append(gold)
        places, candidates, self.golds = [], [], []
        entities = [
            Entity(str(n), "place", name, tuple(Span.of(text, g["start"], g["end"]) for g in golds))
            for n, (name, golds) in enumerate(by_name.items())
        ]
        for entity in entities:
            place = read_named_place(text, entity, gazetteer=gazetteer)
            if found := find_candidates(place, gazetteer=gazetteer):
                places.append(place)
                candidates.append(found)
                self.golds.append([g for g in by_name[entity.name] if g.get("lat") is not None])
        self.total = sum(g.get("lat") is not None for g in document["toponyms"])
        talked = find_talked_of(text, entities, gazetteer=gazetteer)
        self.field = Field(places + [p for p, _ in talked], candidates + [c for _, c in talked]) if places else None
        if self.field:
            self.grade(candidates, len(talked))

    def grade(self, candidates: Sequence[Any], more: int) -> None:
        """Mark the right candidates of each name, and how often it is mentioned."""
        rights, near, weights, lacking = [], [], [], []
        for group, golds in zip(candidates, self.golds, strict=True):
            grades = np.array([max((is_right(c.entry, g) for g in golds), default=0) for c in group] + [0])
            none_right = grades.max() == 0
            grades[-1] = none_right
            rights.append((grades == grades.max()) & (grades > 0))
            near.append([sum(is_right(c.entry, g) > 0 for g in golds) for c in group] + [0])
            # Where gold's point of a large region is merely another than ours, nothing is learned
            disputed = none_right and any(km(c.entry, g) < 3 * c.entry.radius_km for c in group for g in golds)
            weights.append(0 if disputed else len(golds))
            lacking.append(none_right)
        rest = len(self.field.owner) - sum(len(group) + 1 for group in candidates)
        self.right = np.concatenate([*rights, np.zeros(rest, bool)])
        self.near = np.concatenate([*near, np.zeros(rest)])
        self.weights = np.array([*weights, *[0] * more], float)
        self.lacking = np.array([*lacking, *[False] * more])

    def hits(self, probability: np.ndarray) -> float:
        """Return how many mentions the likeliest candidates place within 161 km."""
        bounds = [*self.field.starts, len(probability)]
        best = [a + int(probability[a:b].argmax()) for a, b in pairwise(bounds)]
        return float(self.near[best].sum())


def fit_logit(
    cases: Sequence[Case], designs: Sequence[np.ndarray], start: np.ndarray, *, only_none: bool
) -> np.ndarray:
    """Return the weights that make the right candidates likeliest: gradient ascent with Adam, ridge towards zero.

    With ``only_none`` only the weight of the answer "none of them" is fitted, on all names; otherwise all others are, on
    the names whose place the gazetteer has. In one go, what marks names that it lacks would pass for a mark of wrong places.
    """
    free = np.arange(len(start)) == FEATURES.index("none")
    free = free if only_none else ~free
    counts = [np.minimum(case.weights, 3) * (1 if only_none else ~case.lacking) for case in cases]
    total = sum(count.sum() for count in counts)
    # What few names show, such as a state called like a capital, is held back less
    ridge = RIDGE * np.minimum(1.0, np.vstack(designs).std(axis=0) / COMMON_SPREAD)
    weights, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, 251):
        slope = -ridge * weights
        for case, design, count in zip(cases, designs, counts, strict=True):
            p = case.field.probabilities(design @ weights)
            right = p * case.right
            sums = np.add.reduceat(right, case.field.starts)
            target = right / np.where(sums > 0, sums, 1.0)[case.field.owner]
            slope = slope + design.T @ ((target - p) * count[case.field.owner]) / total
        first, second = 0.9 * first + 0.1 * slope * free, 0.99 * second + 0.01 * (slope * free) ** 2
        weights = weights + 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


# These corpora hardly have a capital that speaks for its country, and take a state where the capital of its name may be meant:
# fitted to them the two weights come out near nothing, and "Washington said" is a state.
BY_HAND = {"capital_namesake": -1.2, "speaking_capital": 2.0}


def set_by_hand(first: np.ndarray, later: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights with those that the corpora cannot teach."""
    for name, weight in BY_HAND.items():
        first[FEATURES.index(name)] = later[FEATURES.index(name)] = weight
    return first, later


def fit(cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of the first and of the later rounds."""
    size = len(OWN_FEATURES)
    first = np.zeros(len(FEATURES))
    own = [case.field.own for case in cases]
    for only_none in (False, True):
        first[:size] = fit_logit(cases, own, first[:size], only_none=only_none)
    later = first.copy()
    guesses = [case.field.probabilities(case.field.own @ first[:size]) for case in cases]
    for _ in range(TURNS):
        designs = [np.hstack([c.field.own, c.field.joint_features(g)]) for c, g in zip(cases, guesses, strict=True)]
        for only_none in (False, True):
            later = fit_logit(cases, designs, later, only_none=only_none)
        guesses = [case.field.solve(first, later) for case in cases]
    return first, later


def main() -> None:
    """Fit on the named files and print the table."""
    cases, sets = [], []
    for path in sys.argv[1:]:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            new = [Case(json.loads(line)) for line in lines]
        sets.append((Path(path).name, new))
        cases += new
    fold_of = {id(case): number % FOLDS for number, case in enumerate(cases)}
    usable = [case for case in cases if case.field]
    hits: dict[str, float] = defaultdict(float)
    for fold in range(FOLDS):
        weights = set_by_hand(*fit([case for case in usable if fold_of[id(case)] != fold]))
        for name, own in sets:
            hits[name] += sum(c.hits(c.field.solve(*weights)) for c in own if c.field and fold_of[id(c)] == fold)
    scores = ", ".join(f"{name} {hits[name] / sum(c.total for c in own):.3f}" for name, own in sets)
    print(scores, file=sys.stderr)
    first, later = set_by_hand(*fit(usable))
    print(f"# Weights of the place ranking, fitted {datetime.now(UTC).date()} by gazetteer/fit_ranking.py.")
    print(
        f"# Five-fold accuracy with gold spans, within 161 km (countries: by name), before LEAST_PROBABILITY: {scores}."
    )
    print(f"#\n# Set by hand in the script, which says why: {', '.join(BY_HAND)}.")
    print("#\n# To change it: fit again. Columns: the feature, its weight in the first round, in the later rounds.")
    print("feature\tfirst\tlater")
    for name, a, b in zip(FEATURES, first, later, strict=True):
        print(f"{name}\t{a:.3f}\t{b:.3f}")


if __name__ == "__main__":
    main()
