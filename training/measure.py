"""Quick figures on dev windows while training; the published ones come from the scorer, over whole readings."""

from __future__ import annotations

from collections import Counter

import torch

from dateline.read.word_pieces import WordPieces
from training.batches import IGNORED, Batch, collate
from training.corpora import Document, Window, cut_windows
from training.network import Labels, ReadingNetwork

__all__ = ["measure"]

ROWS = 24
CUE = 0.5


@torch.no_grad()
def measure(
    network: ReadingNetwork, documents: list[Document], pieces: WordPieces, labels: Labels, most: int
) -> dict[str, float]:
    """Return shares between 0 and 1: ``uas`` and ``las`` within gold sentences, F1 of spans, cues and roles."""
    network.eval()
    windows = [window for document in documents for window in cut_windows(document, pieces, most)]
    windows.sort(key=lambda window: len(window.places))
    counts: Counter[str] = Counter()
    for at in range(0, len(windows), ROWS):
        some = windows[at : at + ROWS]
        batch = collate(some, pieces, labels)
        words = network(batch.pieces, batch.forms, batch.firsts, batch.padding)
        if len(batch.parsed):
            _parse(network, words, batch, some, counts)
        if len(batch.spanned):
            _mentions(network, words, batch, counts)
        if len(batch.role_window):
            _attributions(network, words, batch, counts)
        _events(network, words, batch, counts)
    network.train()
    return _shares(counts)


def _parse(
    network: ReadingNetwork, words: torch.Tensor, batch: Batch, windows: list[Window], counts: Counter[str]
) -> None:
    scores = network.arcs(words)
    for row, window in enumerate(windows):
        openings = set(window.document.sentences)
        sentence = torch.tensor([place in openings for place in window.places]).cumsum(0)
        size = len(window.places)
        own = scores[row, :size, :size].masked_fill(sentence[:, None] != sentence[None, :], -1e9)
        scores[row, :size, :size] = own
        scores[row, :, size:] = -1e9
    guessed = scores.argmax(-1)
    relations = network.relation_scores(words, guessed[..., None])[:, :, 0].argmax(-1)
    known = batch.heads != IGNORED
    right = (guessed == batch.heads) & known
    counts["words"] += int(known.sum())
    counts["uas"] += int(right.sum())
    counts["las"] += int((right & (relations == batch.relations)).sum())
    counts["upos"] += int((network.upos(words).argmax(-1) == batch.upos).sum())
    counts["xpos"] += int((network.xpos(words).argmax(-1) == batch.xpos).sum())
    _count(counts, "opens", (network.opens(words)[..., 0] > 0) & (batch.opens != IGNORED), batch.opens == 1)


def _mentions(network: ReadingNetwork, words: torch.Tensor, batch: Batch, counts: Counter[str]) -> None:
    guessed = network.spans(words[batch.spanned]).argmax(1)
    guessed[batch.mentions == IGNORED] = 0
    gold = batch.mentions.clamp(min=0)
    counts["mentions found"] += int((guessed > 0).sum())
    counts["mentions gold"] += int((gold > 0).sum())
    counts["mentions both"] += int(((guessed == gold) & (gold > 0)).sum())


def _attributions(network: ReadingNetwork, words: torch.Tensor, batch: Batch, counts: Counter[str]) -> None:
    known = batch.cues != IGNORED
    _count(counts, "cues", (network.cue(words)[..., 0].sigmoid() > CUE) & known, batch.cues == 1)
    cues = words[batch.role_window, batch.role_anchor]
    roles = network.roles(words[batch.role_window], cues, batch.role_anchor).argmax(-1)
    for number, role in enumerate(network.labels.roles[1:], 1):
        guessed, gold = (roles == number) & (batch.roles != IGNORED), batch.roles == number
        _count(counts, role, guessed, gold)
        counts[f"exact {role}"] += int((guessed == gold).all(1).sum())
    counts["exact all"] += int(((roles == batch.roles) | (batch.roles == IGNORED)).all(1).sum())
    counts["attributions"] += len(roles)


def _events(network: ReadingNetwork, words: torch.Tensor, batch: Batch, counts: Counter[str]) -> None:
    known = batch.events != IGNORED
    told, attributes = network.events(words)
    _count(counts, "events", (told > 0) & known, batch.events == 1)
    for name, logits in attributes.items():
        gold = getattr(batch, name)
        counts[name] += int((logits.argmax(-1) == gold).sum())
        counts[f"{name} known"] += int((gold != IGNORED).sum())
    guessed, known = network.fillers(words).argmax(-1), batch.fillers != IGNORED
    _count(counts, "fillers", (guessed > 0) & known, batch.fillers > 0)


def _count(counts: Counter[str], name: str, guessed: torch.Tensor, gold: torch.Tensor) -> None:
    counts[f"{name} found"] += int(guessed.sum())
    counts[f"{name} gold"] += int(gold.sum())
    counts[f"{name} both"] += int((guessed & gold).sum())


def _shares(counts: Counter[str]) -> dict[str, float]:
    shares = {name: counts[name] / counts["words"] for name in ("uas", "las", "upos", "xpos") if counts["words"]}
    for name in ("opens", "mentions", "cues", "source", "cue", "content", "events", "fillers"):
        if total := counts[f"{name} found"] + counts[f"{name} gold"]:
            shares[name] = 2 * counts[f"{name} both"] / total
    for name in ("exact source", "exact cue", "exact content", "exact all"):
        if counts["attributions"]:
            shares[name] = counts[name] / counts["attributions"]
    shares |= {
        name[:-6]: counts[name[:-6]] / counts[name] for name in list(counts) if name.endswith(" known") and counts[name]
    }
    return shares
