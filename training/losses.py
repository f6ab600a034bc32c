"""The loss of every head on a batch; windows without a task's labels take no part in it."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import IGNORED, Batch
from training.network import ReadingNetwork

__all__ = ["WEIGHTS", "losses_of"]

WEIGHTS = {
    "arcs": 1.0, "relations": 1.0, "upos": 0.5, "xpos": 0.5, "opens": 1.0,
    "mentions": 0.5, "links": 0.2, "cues": 4.0, "roles": 2.0,
    "events": 2.0, "event_class": 0.5, "event_tense": 0.25, "event_aspect": 0.15, "event_polarity": 0.25,
    "event_modality": 0.25, "fillers": 2.0,
}  # fmt: skip
LOW = -1e4


def losses_of(network: ReadingNetwork, batch: Batch) -> dict[str, Tensor]:
    """Return the mean loss of every head that the batch has labels for."""
    words = network(batch.pieces, batch.forms, batch.firsts, batch.padding)
    losses: dict[str, Tensor] = {}
    if len(batch.parsed):
        scores = network.arcs(words).float().masked_fill(~batch.word_mask[:, None, :], LOW)
        losses["arcs"] = _cross_entropy(scores, batch.heads)
        relations = network.relation_scores(words, batch.heads.clamp(min=0)[..., None])[:, :, 0]
        losses["relations"] = _cross_entropy(relations, torch.where(batch.heads == IGNORED, IGNORED, batch.relations))
        losses["upos"] = _cross_entropy(network.upos(words), batch.upos)
        losses["xpos"] = _cross_entropy(network.xpos(words), batch.xpos)
        losses["opens"] = _binary(network.opens(words)[..., 0], batch.opens)
    if len(batch.spanned):
        rows = words[batch.spanned]
        total = functional.cross_entropy(
            network.spans(rows).float(), batch.mentions, ignore_index=IGNORED, reduction="sum"
        )
        losses["mentions"] = total / batch.word_mask[batch.spanned].sum()
        losses["links"] = _links(network, words, batch)
    if bool((batch.cues != IGNORED).any()):
        losses["cues"] = _binary(network.cue(words)[..., 0], batch.cues)
    if len(batch.role_window):
        cues = words[batch.role_window, batch.role_anchor]
        logits = network.roles(words[batch.role_window], cues, batch.role_anchor)
        losses["roles"] = _cross_entropy(logits, batch.roles)
    if bool((batch.events != IGNORED).any()):
        told, attributes = network.events(words)
        losses["events"] = _binary(told, batch.events)
        for name, logits in attributes.items():
            losses[name] = _cross_entropy(logits, getattr(batch, name))
    if bool((batch.fillers != IGNORED).any()):
        losses["fillers"] = _cross_entropy(network.fillers(words), batch.fillers)
    return losses


def _cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean loss over the words that have a label; nothing where none has one."""
    total = functional.cross_entropy(
        logits.float().flatten(0, -2), labels.flatten(), ignore_index=IGNORED, reduction="sum"
    )
    return total / (labels != IGNORED).sum().clamp(min=1)


def _binary(logits: Tensor, labels: Tensor) -> Tensor:
    known = (labels != IGNORED).float()
    losses = functional.binary_cross_entropy_with_logits(logits.float(), labels.clamp(min=0).float(), reduction="none")
    return (losses * known).sum() / known.sum()


def _links(network: ReadingNetwork, words: Tensor, batch: Batch) -> Tensor:
    """Return the mean negative log-likelihood of a mention's true antecedents, or of being new."""
    total, count = words.new_zeros((), dtype=torch.float32), 0
    for row, heads, entities in batch.links:
        if len(heads) < 2:
            continue
        later, earlier, new = network.links(words[row : row + 1, heads])
        before = torch.ones(len(heads), len(heads), dtype=torch.bool).tril(-1)
        scores = (later[0].float() @ earlier[0].float().T).masked_fill(~before, LOW)
        same = before & (entities[:, None] == entities[None, :])
        is_new = ~same.any(1, keepdim=True)
        scores = torch.cat([scores, new[0].float()[:, None]], dim=1)
        gold = torch.cat([same, is_new], dim=1)
        right = scores.masked_fill(~gold, LOW).logsumexp(1)
        total = total + (scores.logsumexp(1) - right).sum()
        count += len(heads)
    return total / max(count, 1)
