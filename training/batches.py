"""Windows as batches of tensors: encoded words with every label that their corpus gives, and masks where it gives none."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from dateline.read.word_pieces import WordPieces
from training.corpora import EVENT_ATTRIBUTES, Document, Window, cut_windows
from training.network import Labels

Array = npt.NDArray[Any]

__all__ = ["Batch", "Stream", "collate"]

IGNORED = -100
EVENT_LABELS = tuple(f"event_{name}" for name in EVENT_ATTRIBUTES)
WORD_LABELS = ("upos", "xpos", "opens", "heads", "relations", "cues", "events", "fillers", *EVENT_LABELS)
STEP = 16  # sizes of tensors are multiples of it
POOL = 12  # batches that are sorted by length together
PARSE_LEAST = 24  # pieces of the smallest window of a parsed corpus; attributions are read in long windows only


@dataclasses.dataclass
class Batch:
    """B windows of at most N pieces and W words.

    ``parsed`` and ``spanned`` are the windows with a parse and with mentions; ``roles`` [C, W] belongs to the cues at
    ``role_window`` [C] and ``role_anchor`` [C]; ``links`` holds, per window with mentions, the head words and entities.
    """

    pieces: Tensor
    forms: Tensor
    mask: Tensor
    firsts: Tensor
    word_mask: Tensor
    upos: Tensor
    xpos: Tensor
    opens: Tensor
    heads: Tensor
    relations: Tensor
    parsed: Tensor
    spanned: Tensor
    mentions: Tensor
    cues: Tensor
    events: Tensor
    event_class: Tensor
    event_tense: Tensor
    event_aspect: Tensor
    event_polarity: Tensor
    event_modality: Tensor
    fillers: Tensor
    role_window: Tensor
    role_anchor: Tensor
    roles: Tensor
    links: list[tuple[int, Tensor, Tensor]]

    @property
    def padding(self) -> Tensor:
        """What is added to attention scores [B, 1, 1, N]: nothing, or much below where no piece is."""
        return torch.zeros(self.mask.shape).masked_fill(~self.mask, -1e4)[:, None, None, :]


def collate(windows: list[Window], pieces: WordPieces, labels: Labels) -> Batch:
    """Return a batch of windows; cues without labels fill their number up to a multiple of ``STEP``."""
    numbers = {
        name: {label: place for place, label in enumerate(getattr(labels, name))}
        for name in ("upos", "xpos", "relations", "mentions", "fillers", *EVENT_LABELS)
    }
    inputs = _inputs(windows, pieces)
    width = inputs["firsts"].shape[1]
    words = {name: np.full((len(windows), width), IGNORED, dtype=np.int64) for name in WORD_LABELS}
    parsed, spanned, spans, links, cues = [], [], [], [], []
    for row, window in enumerate(windows):
        size, document = len(window.places), window.document
        if document.heads is not None:
            parsed.append(row)
            for name, values in _parse_labels(window, numbers).items():
                words[name][row, :size] = values
        if document.mentions is not None:
            table, heads, entities = _mention_labels(window, numbers["mentions"], width)
            spanned.append(row)
            spans.append(table)
            links.append((row, torch.tensor(heads), torch.tensor(entities)))
        if document.attributions is not None:
            words["cues"][row, :size], found = _attribution_labels(window, width)
            cues += [(row, anchor, roles) for anchor, roles in found]
        if document.events is not None:
            for name, values in _event_labels(window, numbers).items():
                words[name][row, :size] = values
        if document.fillers is not None:
            words["fillers"][row, :size] = [numbers["fillers"][document.fillers.get(p, "none")] for p in window.places]
    cues += [(0, 0, np.full(width, IGNORED, dtype=np.int64))] * (-len(cues) % STEP)
    return Batch(
        **{name: torch.from_numpy(array) for name, array in (*inputs.items(), *words.items())},
        parsed=torch.tensor(parsed, dtype=torch.long),
        spanned=torch.tensor(spanned, dtype=torch.long),
        mentions=_stacked(spans, (width, width)),
        role_window=torch.tensor([row for row, _, _ in cues], dtype=torch.long),
        role_anchor=torch.tensor([anchor for _, anchor, _ in cues], dtype=torch.long),
        roles=_stacked([roles for _, _, roles in cues], (width,)),
        links=links,
    )


def _inputs(windows: list[Window], pieces: WordPieces) -> dict[str, Array]:
    """Return what the encoder takes, padded with zeros."""
    encoded = []
    for window in windows:
        document, places = window.document, window.places
        words, gaps = [document.words[p] for p in places], [document.gaps[p] for p in places]
        encoded.append(pieces.encode(words, window.cases, gaps, window.quoted))
    count, length = len(windows), _rounded(max(len(one.pieces) for one in encoded))
    width = min(length, _rounded(max(len(one.firsts) for one in encoded)))
    inputs: dict[str, Array] = {
        "pieces": np.zeros((count, length), dtype=np.int64),
        "forms": np.zeros((count, length, 3), dtype=np.int64),
        "mask": np.zeros((count, length), dtype=bool),
        "firsts": np.zeros((count, width), dtype=np.int64),
        "word_mask": np.zeros((count, width), dtype=bool),
    }
    for row, one in enumerate(encoded):
        inputs["pieces"][row, : len(one.pieces)], inputs["forms"][row, : len(one.pieces)] = one.pieces, one.forms
        inputs["firsts"][row, : len(one.firsts)] = one.firsts
        inputs["mask"][row, : len(one.pieces)] = inputs["word_mask"][row, : len(one.firsts)] = True
    return inputs


def _parse_labels(window: Window, numbers: dict[str, dict[str, int]]) -> dict[str, list[int]]:
    """Return the labels of a window's words by task; what the network has no name for, or lies outside, is ignored."""
    document, places = window.document, window.places
    assert document.upos and document.xpos and document.heads and document.relations, "a parsed document has all"
    local = {place: number for number, place in enumerate(places)}
    openings = set(document.sentences)
    return {
        "upos": [numbers["upos"][document.upos[p]] for p in places],
        "xpos": [numbers["xpos"].get(document.xpos[p], IGNORED) for p in places],
        "opens": [int(p in openings) for p in places],
        "heads": [local.get(document.heads[p], IGNORED) for p in places],
        "relations": [numbers["relations"].get(document.relations[p], IGNORED) for p in places],
    }


def _mention_labels(window: Window, kinds: dict[str, int], width: int) -> tuple[Array, list[int], list[int]]:
    """Return the table of mentions by first and last word, and the head words in text order with their entities."""
    local = {place: number for number, place in enumerate(window.places)}
    table = np.zeros((width, width), dtype=np.int64)
    table[len(local) :] = table[:, len(local) :] = IGNORED
    table[np.tril_indices(width, -1)] = IGNORED
    found = []
    for mention in window.document.mentions or ():
        if all(place in local for place in (mention.first, mention.last, mention.head)):
            table[local[mention.first], local[mention.last]] = kinds[mention.kind]
            found.append((local[mention.head], mention.entity))
    found.sort()
    entities = {entity: number for number, (_, entity) in enumerate(found)}
    return table, [head for head, _ in found], [entities[entity] for _, entity in found]


def _attribution_labels(window: Window, width: int) -> tuple[list[int], list[tuple[int, Array]]]:
    """Return which words anchor a cue (or may), and for each anchor the roles of the words."""
    document, places = window.document, window.places
    local = {place: number for number, place in enumerate(places)}
    cues = [IGNORED if place in document.unsure else 0 for place in places]
    found = []
    for given in document.attributions or ():
        if given.anchor in local:
            cues[local[given.anchor]] = 1
            of_word = dict.fromkeys(given.content, 3) | dict.fromkeys(given.cue, 2) | dict.fromkeys(given.source, 1)
            roles = np.full(width, IGNORED, dtype=np.int64)
            roles[: len(places)] = [of_word.get(place, 0) for place in places]
            found.append((local[given.anchor], roles))
    return cues, found


def _event_labels(window: Window, numbers: dict[str, dict[str, int]]) -> dict[str, list[int]]:
    """Return which words name events, and the attributes of those that do."""
    events = window.document.events or {}
    labels = {"events": [int(place in events) for place in window.places]}
    for name in EVENT_ATTRIBUTES:
        of_value = numbers[f"event_{name}"]
        labels[f"event_{name}"] = [of_value[events[p][name]] if p in events else IGNORED for p in window.places]
    return labels


def _stacked(arrays: list[Array], shape: tuple[int, ...]) -> Tensor:
    return torch.from_numpy(np.stack(arrays)) if arrays else torch.zeros(0, *shape, dtype=torch.long)


def _rounded(size: int) -> int:
    """Return a size of few values: every new shape costs the processor's kernels a compilation."""
    return -(-size // STEP) * STEP


class Stream:
    """An endless, shuffled stream of batches over several corpora, mixed by shares; every pass cuts windows anew."""

    def __init__(
        self,
        corpora: dict[str, tuple[list[Document], float]],
        pieces: WordPieces,
        labels: Labels,
        *,
        most: int,
        size: int,
        seed: int,
    ) -> None:
        self._corpora, self._pieces, self._labels, self._most, self._size = corpora, pieces, labels, most, size
        self._rng = random.Random(seed)  # noqa: S311 (repeatable, not secret)
        self._queues: dict[str, list[Window]] = {name: [] for name in corpora}
        self.passes = dict.fromkeys(corpora, 0)

    def __iter__(self) -> Iterator[Batch]:
        """Yield batches of windows of like length, so that little of a batch is padding."""
        names = list(self._corpora)
        shares = [self._corpora[name][1] for name in names]
        while True:
            pool: list[Window] = []
            room = POOL * self._size * self._most
            while room > 0:
                pool.append(self._draw(self._rng.choices(names, shares)[0]))
                room -= len(pool[-1].places)
            pool.sort(key=self._length, reverse=True)
            batches: list[list[Window]] = []
            while pool:
                size = max(1, self._size * self._most // self._length(pool[0]))
                batches.append(pool[:size])
                pool = pool[size:]
            self._rng.shuffle(batches)
            for windows in batches:
                yield collate(windows, self._pieces, self._labels)

    def _length(self, window: Window) -> int:
        words = window.document.words
        return _rounded(sum(len(self._pieces.of(words[place])) for place in window.places) + 2)

    def _draw(self, name: str) -> Window:
        if not self._queues[name]:
            self.passes[name] += 1
            documents = self._corpora[name][0]
            least = PARSE_LEAST if documents[0].heads is not None else 0
            self._queues[name] = [
                window
                for document in documents
                for window in cut_windows(document, self._pieces, self._most, self._rng, least)
            ]
            self._rng.shuffle(self._queues[name])
        return self._queues[name].pop()
