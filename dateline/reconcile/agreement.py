"""How far two reviewers agree: what both judged, the share of equal verdicts, and Cohen's kappa.

Source: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.judgements import JUDGEMENT_KINDS, WITHDRAWN, Judgement, last_words, pair_of
from dateline.records import Record

__all__ = ["Agreement", "agreement_of", "cohens_kappa"]


@dataclass(frozen=True, slots=True)
class Agreement(Record):
    """Two reviewers on one kind: how many things both judged, how many alike; ``kappa`` is None where chance alone agrees."""

    kind: str
    both: int
    alike: int
    kappa: float | None


def agreement_of(judgements: Iterable[Judgement], one: str, two: str) -> list[Agreement]:
    """Return how far two persons agree on each kind that both judged, then on all kinds together.

    Only the last word of each on a thing counts; one that was withdrawn does not.
    """
    said: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for judgement in last_words(judgements):
        if judgement.by in (one, two) and judgement.verdict != WITHDRAWN:
            said[pair_of(judgement)][judgement.by] = judgement.verdict
    pairs = {pair: (by[one], by[two]) for pair, by in said.items() if one in by and two in by}
    found = []
    for kind in (*JUDGEMENT_KINDS, "all"):
        verdicts = [given for pair, given in sorted(pairs.items()) if kind in (pair[0], "all")]
        if verdicts:
            found.append(Agreement(kind, len(verdicts), sum(a == b for a, b in verdicts), cohens_kappa(verdicts)))
    return found


def cohens_kappa(verdicts: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of pairs of verdicts: agreement beyond chance. None where only one verdict was ever given.

    >>> given = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    >>> round(cohens_kappa(given), 2)
    0.4
    """
    total = len(verdicts)
    if not total:
        return None
    observed = sum(a == b for a, b in verdicts) / total
    first, second = Counter(a for a, _ in verdicts), Counter(b for _, b in verdicts)
    chance = sum(first[verdict] * second[verdict] for verdict in first) / total**2
    return None if chance == 1 else (observed - chance) / (1 - chance)
