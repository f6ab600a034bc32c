"""The reading network: one BERT-shaped encoder over a window of a report, and a head for every task.

The encoder is all-MiniLM-L6-v2 (6 layers, 384 wide); its word pieces are without case, so the *form* of every piece
(capitals, the gap before it, whether a quotation is open) is embedded beside it. Heads read the first piece of a word.

Shapes: B windows, N word pieces, W words, C cues; everything is padded to the longest of the batch in training, while
the exported graph reads one window and needs no padding.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dateline.read.word_pieces import CASES, GAPS

__all__ = ["Labels", "ReadingNetwork", "WindowGraph", "starting_weights"]

WIDTH = 384
LAYERS = 6
HEADS = 12
INNER = 1536
VOCABULARY = 30522
POSITIONS = 512

ARC = 256
RELATION = 128
SPAN = 48
ROLE = 128
LINK = 64
EVENT = 256
CANDIDATES = 4  # heads of a word that the graph gives relations for
REACH = 64  # words on either side that a role's position feature tells apart
IMPOSSIBLE = -1e4
RARE = 6.0
LEAST_CUE = 0.4  # probability under which the graph spends no time on a cue's roles


@dataclasses.dataclass(frozen=True)
class Labels:
    """The names behind the numbers of each head; place 0 of ``mentions`` and ``roles`` is "none"."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relations: tuple[str, ...]
    mentions: tuple[str, ...]
    roles: tuple[str, ...] = ("none", "source", "cue", "content")
    fillers: tuple[str, ...] = ("none",)
    event_class: tuple[str, ...] = ()
    event_tense: tuple[str, ...] = ()
    event_aspect: tuple[str, ...] = ()
    event_polarity: tuple[str, ...] = ()
    event_modality: tuple[str, ...] = ()


class _Dropout(nn.Module):
    """Drops the same features of all words of a window (Gal and Ghahramani 2016); the mask costs next to nothing."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        kept = torch.rand(x.shape[0], *[1] * (x.dim() - 2), x.shape[-1], device=x.device) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class _Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm_outer = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = _Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).reshape(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) / (WIDTH // HEADS) ** 0.5
        if mask is not None:
            scores = scores + mask
        mixed = scores.softmax(-1).to(v.dtype) @ v
        x = self.norm_attention(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm_outer(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Word pieces and their forms -> one vector a piece."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(len(CASES), WIDTH)
        self.gaps = nn.Embedding(len(GAPS), WIDTH)
        self.quoted = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = _Dropout(dropout)
        self.layers = nn.ModuleList(_Layer(dropout) for _ in range(LAYERS))
        for table in (self.cases, self.gaps, self.quoted):
            nn.init.zeros_(table.weight)

    def forward(self, pieces: Tensor, forms: Tensor, mask: Tensor | None = None) -> Tensor:
        """Encode ``pieces`` [B, N] with their ``forms`` [B, N, 3]; ``mask`` [B, 1, 1, N] is added to scores."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(places)
        x = x + self.cases(forms[..., 0]) + self.gaps(forms[..., 1]) + self.quoted(forms[..., 2])
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class _Projection(nn.Sequential):
    """A linear map, a bend, and dropout: what biaffine heads see of a word."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__(nn.Linear(WIDTH, size), nn.GELU(), _Dropout(dropout))


class RoleHead(nn.Module):
    """For a cue: what every word of the window is to it. A word's and the cue's vectors meet, then two convolutions."""

    def __init__(self, roles: int, dropout: float) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, 2 * ROLE)
        self.cue = nn.Linear(WIDTH, 2 * ROLE)
        self.distance = nn.Embedding(2 * REACH + 1, ROLE)
        self.norm = nn.LayerNorm(ROLE)
        self.near = nn.Conv1d(ROLE, ROLE, 3, padding=1)
        self.far = nn.Conv1d(ROLE, ROLE, 3, padding=1)
        self.dropout = _Dropout(dropout)
        self.out = nn.Linear(ROLE, roles)

    def forward(self, words: Tensor, cues: Tensor, anchors: Tensor) -> Tensor:
        """Return logits [C, W, roles] for ``words`` [C, W, 384] or [1, W, 384], ``cues`` [C, 384] at ``anchors`` [C]."""
        plain, gated = self.word(words).split(ROLE, dim=-1)
        cue_plain, cue_gate = self.cue(cues)[:, None, :].split(ROLE, dim=-1)
        places = torch.arange(words.shape[1], device=words.device)
        offsets = (places[None, :] - anchors[:, None]).clamp(-REACH, REACH) + REACH
        x = self.norm(plain + cue_plain + gated * cue_gate + self.distance(offsets))
        x = self.dropout(x)
        x = x + functional.relu(_convolved(x, self.near))
        x = x + functional.relu(_convolved(x, self.far))
        return self.out(self.dropout(x))


def _convolved(x: Tensor, layer: nn.Conv1d) -> Tensor:
    """Apply a convolution over three neighbours [C, W, in] as one product, which can be done in eight-bit numbers."""
    padded = functional.pad(x, (0, 0, 1, 1))
    beside = torch.cat([padded[:, :-2], x, padded[:, 2:]], dim=-1)
    return beside @ layer.weight.permute(2, 1, 0).reshape(-1, layer.out_channels) + layer.bias


class ReadingNetwork(nn.Module):
    """The encoder with all heads. ``forward`` encodes; each head is a method on word vectors [B, W, 384]."""

    def __init__(self, labels: Labels, dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = Encoder(dropout)
        self.word_dropout = _Dropout(dropout)
        self.upos = nn.Linear(WIDTH, len(labels.upos))
        self.xpos = nn.Linear(WIDTH, len(labels.xpos))
        self.opens = nn.Linear(WIDTH, 1)
        self.cue = nn.Linear(WIDTH, 1)
        self.arc_word = _Projection(ARC, head_dropout)
        self.arc_head = _Projection(ARC, head_dropout)
        self.arc_weight = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1)
        self.arc_root = nn.Linear(ARC, 1)
        self.relation_word = nn.Linear(WIDTH, RELATION)
        self.relation_head = nn.Linear(WIDTH, RELATION)
        self.relation_dropout = _Dropout(head_dropout)
        self.relation = nn.Linear(RELATION, len(labels.relations))
        kinds = len(labels.mentions)
        self.span_start = nn.Linear(WIDTH, kinds * SPAN)
        self.span_end = nn.Linear(WIDTH, kinds * SPAN)
        self.span_start_bias = nn.Linear(WIDTH, kinds)
        self.span_end_bias = nn.Linear(WIDTH, kinds)
        with torch.no_grad():
            self.span_start_bias.bias[0] = RARE  # nearly all pairs of words are no mention
        self.roles = RoleHead(len(labels.roles), dropout)
        self.link_later = nn.Linear(WIDTH, LINK)
        self.link_earlier = nn.Linear(WIDTH, LINK)
        self.link_new = nn.Linear(WIDTH, 1)
        self.event_word, self.filler_word = _Projection(EVENT, head_dropout), _Projection(EVENT, head_dropout)
        self.event = nn.Linear(EVENT, 1)
        self.event_attributes = nn.ModuleDict(
            {name: nn.Linear(EVENT, len(getattr(labels, name))) for name in vars(labels) if name.startswith("event_")}
        )
        self.filler = nn.Linear(EVENT, len(labels.fillers))

    def forward(self, pieces: Tensor, forms: Tensor, firsts: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return word vectors [B, W, 384]; ``firsts`` [B, W] are the places of the words' first pieces."""
        encoded = self.encoder(pieces, forms, mask)
        index = firsts[..., None].expand(-1, -1, WIDTH)
        return self.word_dropout(encoded.gather(1, index))

    def arcs(self, words: Tensor) -> Tensor:
        """Return [B, W, W]: the score of each word (last axis) as the head of each word; of itself: of being a root."""
        dependents = self.arc_word(words)
        heads = self.arc_head(words)
        scores = self.arc_weight(dependents) @ heads.transpose(1, 2) / ARC**0.5
        scores = scores + self.arc_bias(heads).transpose(1, 2)
        places = torch.arange(words.shape[1], device=words.device)
        return torch.where(places[:, None] == places, self.arc_root(dependents), scores)

    def relation_scores(self, words: Tensor, heads: Tensor) -> Tensor:
        """Return [B, W, K, relations] for candidate ``heads`` [B, W, K]."""
        batch, length, count = heads.shape
        of_heads = self.relation_head(words)
        index = heads.reshape(batch, length * count, 1).expand(-1, -1, RELATION)
        chosen = of_heads.gather(1, index).reshape(batch, length, count, RELATION)
        met = functional.relu(self.relation_word(words)[:, :, None, :] + chosen)
        return self.relation(self.relation_dropout(met))

    def spans(self, words: Tensor) -> Tensor:
        """Return [B, kinds, W, W]: logits of the mention from a first word to a last word; kind 0 is no mention."""
        batch, length, _ = words.shape
        kinds = len(self.labels.mentions)
        starts = self.span_start(words).reshape(batch, length, kinds, SPAN).transpose(1, 2)
        ends = self.span_end(words).reshape(batch, length, kinds, SPAN).permute(0, 2, 3, 1)
        scores = starts @ ends / SPAN**0.5
        scores = scores + self.span_start_bias(words).transpose(1, 2)[..., None]
        return scores + self.span_end_bias(words).transpose(1, 2)[:, :, None, :]

    def events(self, words: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Return the logits of telling of an event [B, W], and those of each attribute [B, W, labels]."""
        x = self.event_word(words)
        return self.event(x)[..., 0], {name: head(x) for name, head in self.event_attributes.items()}

    def fillers(self, words: Tensor) -> Tensor:
        """Return logits of the roles in an attack [B, W, fillers]."""
        return self.filler(self.filler_word(words))

    def links(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return a mention's vector as the later [B, W, 64] and as the earlier one, and the score of being new [B, W]."""
        return self.link_later(words), self.link_earlier(words) / LINK**0.5, self.link_new(words).squeeze(-1)


class WindowGraph(nn.Module):
    """The network as it is exported: one window without padding in, small tables out (see ``dateline.read.model``)."""

    OUTPUTS = (
        "upos", "xpos", "opens", "heads", "head_scores", "relations", "mentions", "mention_scores",
        "cues", "anchors", "roles", "later", "earlier", "new", "events", "event_labels", "fillers", "words",
    )  # fmt: skip

    def __init__(self, network: ReadingNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, forms: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        net = self.network
        words = net(pieces[None], forms[None], firsts[None])
        scores = net.arcs(words)[0].log_softmax(-1)
        padded = functional.pad(scores, (0, CANDIDATES - 1), value=IMPOSSIBLE)  # a window may have fewer words
        head_scores, heads = padded.topk(CANDIDATES, dim=-1)
        heads = torch.minimum(heads, torch.ones_like(heads) * (words.shape[1] - 1))
        relations = net.relation_scores(words, heads[None])[0].argmax(-1)
        spans = net.spans(words)[0]
        best, mentions = spans[1:].max(0)
        mention_scores = (best - spans[0]).sigmoid()
        cues = net.cue(words)[0, :, 0].sigmoid()
        anchors = (cues >= torch.clamp(cues.max(), max=LEAST_CUE)).nonzero()[:, 0]
        roles = net.roles(words, words[0, anchors], anchors).softmax(-1)
        later, earlier, new = net.links(words)
        events, attributes = net.events(words)
        event_labels = torch.stack([logits[0].argmax(-1) for logits in attributes.values()], -1)
        return (
            net.upos(words)[0].argmax(-1),
            net.xpos(words)[0].argmax(-1),
            net.opens(words)[0, :, 0].sigmoid(),
            heads, head_scores, relations, mentions + 1, mention_scores, cues, anchors, roles, later[0], earlier[0], new[0],
            events[0].sigmoid(), event_labels, net.fillers(words)[0].softmax(-1), words[0],
        )  # fmt: skip


def starting_weights(folder: Path) -> dict[str, Tensor]:
    """Return the pre-trained weights of all-MiniLM-L6-v2 under the names of ``Encoder``."""
    given = load_file(folder / "model.safetensors")
    weights: dict[str, Any] = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "positions.weight": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        old, new = f"encoder.layer.{number}.", f"layers.{number}."
        for part in ("weight", "bias"):
            weights[f"{new}qkv.{part}"] = torch.cat(
                [given[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for mine, theirs in (
                ("out", "attention.output.dense"), ("norm_attention", "attention.output.LayerNorm"),
                ("inner", "intermediate.dense"), ("outer", "output.dense"), ("norm_outer", "output.LayerNorm"),
            ):  # fmt: skip
                weights[f"{new}{mine}.{part}"] = given[f"{old}{theirs}.{part}"]
    return weights
