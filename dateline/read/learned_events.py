"""What the reading model says of events: which words tell of one, how real it is, who fills a role in an attack.

Another pipeline leaves nothing of it; the rules then decide alone.
"""

from __future__ import annotations

from pathlib import Path

from spacy.tokens import Doc

from dateline.read.decoding import EventTables
from dateline.read.model import EVENTS, FOLDER, reading_model

__all__ = ["ATTRIBUTES", "LearnedEvents"]

ATTRIBUTES = ("class", "tense", "aspect", "polarity", "modality")  # TimeML's, in the order of the model's table


class LearnedEvents:
    """The model's view of the events of one report, by token; false where no model read it."""

    def __init__(self, doc: Doc) -> None:
        self._tables: EventTables | None = doc.user_data.get(EVENTS)
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
