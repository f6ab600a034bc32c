"""What the reading model says of events: which words tell of one, how real it is, who fills a role, what two do to each other.

Another pipeline leaves nothing of it; the rules then decide alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from dateline.read.decoding import EventTables
from dateline.read.model import EVENTS, FOLDER, reading_model

__all__ = ["ATTRIBUTES", "LearnedEvents", "PairType"]

ATTRIBUTES = ("class", "tense", "aspect", "polarity", "modality")  # TimeML's, in the order of the model's table
Phrase = tuple[int, int]


class PairType(NamedTuple):
    """What one phrase's bearer does to another's: probabilities by PLV's type, and weights by token."""

    types: dict[str, float]
    weights: dict[int, float]


class LearnedEvents:
    """The model's view of the events of one report, by token; false where no model read it."""

    def __init__(self, doc: Doc) -> None:
        self._tables: EventTables | None = doc.user_data.get(EVENTS)
        self._doc = doc
        if self._tables is not None:
            self._model = reading_model(Path(doc.user_data[FOLDER]))
            self._rows = {place: row for row, place in enumerate(self._tables.places)}

    def __bool__(self) -> bool:
        return self._tables is not None

    def score(self, place: int) -> float | None:
        """Return the probability that a token tells of an event as TimeML has it; None where no model read it."""
        if self._tables is None or place not in self._rows:
            return None
        return float(self._tables.scores[self._rows[place]])

    def label(self, place: int, attribute: str) -> str | None:
        """Return what the model says of a word, if it tells of an event; ``attribute`` is one of ATTRIBUTES."""
        if self._tables is None or place not in self._rows:
            return None
        number = int(self._tables.labels[self._rows[place], ATTRIBUTES.index(attribute)])
        return self._model.labels[f"event_{attribute}"][number]

    def fillers(self, place: int) -> dict[str, float]:
        """Return the probabilities of a token's role in an attack: ``none``, ``B-Victim``, ``I-Victim`` ..."""
        if self._tables is None or place not in self._rows:
            return {}
        found = self._tables.fillers[self._rows[place]].tolist()
        return dict(zip(self._model.labels["fillers"], found, strict=True))

    def pair_types(self, pairs: Sequence[tuple[Phrase, Phrase]]) -> list[PairType | None]:
        """Return what each source does to its target.

        Args:
            pairs: two phrases, each the places of its first token and after its last one, neither without words.

        Returns:
            One a pair; None where no model read the report, or where the two stand in different windows of it.
        """
        found: list[PairType | None] = [None] * len(pairs)
        by_sentence: dict[tuple[int, int], list[tuple[int, tuple[int, int, int, int]]]] = {}
        for number, (source, target) in enumerate(pairs):
            if (rows := self._placed(source, target)) is not None:
                by_sentence.setdefault(rows[0], []).append((number, rows[1]))
        for (low, high), asked in by_sentence.items():
            assert self._tables is not None
            places = self._tables.places[low:high]
            weights, types = self._model.pair_types(self._tables.vectors[low:high], [pair for _, pair in asked])
            for row, (number, _) in enumerate(asked):
                found[number] = PairType(
                    dict(zip(self._model.labels["deeds"], types[row].tolist(), strict=True)),
                    dict(zip(places, weights[row].tolist(), strict=True)),
                )
        return found

    def _placed(self, source: Phrase, target: Phrase) -> tuple[tuple[int, int], tuple[int, int, int, int]] | None:
        """Return the rows of the sentences of two phrases, and the phrases' first and last words counted from there."""
        if self._tables is None:
            return None
        low, high = min(source[0], target[0]), max(source[1], target[1])
        places = self._tables.places
        first = bisect_left(places, self._doc[low].sent.start)
        after = bisect_left(places, self._doc[high - 1].sent.end)
        windows = self._tables.windows
        begin = windows[bisect_right(windows, bisect_left(places, low)) - 1]
        end = next((window for window in windows if window > begin), len(places))
        if bisect_left(places, high) > end:
            return None
        first, after = max(first, begin), min(after, end)
        rows = [
            (bisect_left(places, start) - first, bisect_left(places, stop) - 1 - first)
            for start, stop in (source, target)
        ]
        if any(one > last for one, last in rows):
            return None
        return (first, after), (*rows[0], *rows[1])
