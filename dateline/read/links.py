"""What the model says of mentions that stand for the same, asked for by their head words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
from spacy.tokens import Doc

from dateline.read.decoding import LinkTables
from dateline.read.mentions import Mention
from dateline.read.model import LINKS

__all__ = ["Links"]

RECENT = 8  # mentions of a cluster that are asked about
REACH = 1_000  # mentions before one that it is scored against; what is further back it does not take up
UNLIKELY = -99.0


class Mentioned(Protocol):
    """What has been mentioned so far, in text order."""

    mentions: list[Mention]


class Links:
    """The model's scores for what a mention takes up.

    A score is the natural logarithm of the odds that a mention takes up an earlier one rather than nothing: above 0 the
    model holds it likelier than not that something known is meant.

    Args:
        doc: the report's tokens, parsed.
        tables: what the model left in ``doc.user_data[LINKS]``.
        mentions: all mentions of the report.
    """

    def __init__(self, doc: Doc, tables: LinkTables, mentions: Iterable[Mention]) -> None:
        row_of = np.zeros(len(doc), dtype=np.int64)
        row_of[np.asarray(tables.places)] = np.arange(len(tables.places))
        ordered = sorted(mentions, key=lambda mention: mention.head)
        rows = row_of[[top_of(doc, mention) for mention in ordered]]
        self._number = {id(mention): n for n, mention in enumerate(ordered)}
        self._later, self._earlier, self._new = tables.later[rows], tables.earlier[rows], tables.new[rows]
        self._asked: tuple[int, int, list[float]] = (-1, 0, [])

    @classmethod
    def of(cls, doc: Doc, mentions: Iterable[Mention]) -> Links | None:
        """Return the links of a report's mentions, or None where its pipeline left none."""
        tables: Any = doc.user_data.get(LINKS)
        return cls(doc, tables, mentions) if tables is not None else None

    def score(self, mention: Mention, other: Mention) -> float:
        """Return the score of a mention against another before it."""
        number, (first, scores) = self._number[id(other)], self._scores(mention)
        return scores[number - first] if 0 <= number - first < len(scores) else UNLIKELY

    def best(self, mention: Mention, cluster: Mentioned) -> float:
        """Return the best score of a mention against the latest mentions of a cluster before it."""
        first, scores = self._scores(mention)
        places = (self._number[id(other)] - first for other in cluster.mentions[-RECENT:])
        return max((scores[n] for n in places if 0 <= n < len(scores)), default=UNLIKELY)

    def _scores(self, mention: Mention) -> tuple[int, list[float]]:
        """Return the number of the first mention in reach, and the scores against it and all after it up to this one."""
        number = self._number[id(mention)]
        if self._asked[0] != number:
            first = max(0, number - REACH)
            scores = self._earlier[first:number] @ self._later[number] - self._new[number]
            self._asked = number, first, scores.tolist()
        return self._asked[1:]


def top_of(doc: Doc, mention: Mention) -> int:
    """Return the topmost word of a mention in the tree, by which the model knows it ("General", "dozens")."""
    top = mention.head
    while (above := doc[top].head.i) != top and mention.start <= above < mention.end:
        top = above
    return top
