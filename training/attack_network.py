"""The head that reads whole reports of attacks: phrases in, how likely each fills a role out (see ``training.attacks``).

Shapes: W words, M phrases, R roles.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.read.attack_phrases import LENGTHS, OCCURRENCES, PLACES
from training.network import WIDTH

__all__ = ["AttackGraph", "AttackNetwork"]

SIZE = 160
PARTS = 5  # of a phrase: head, first and last word, the words before and after
RARE = -4.0  # hardly any phrase fills a role
LITTLE = 0.3  # what the phrases found for a role must outweigh to be heard


class _Dropout(nn.Module):
    """Drops the same features of all words or phrases of a report."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        return x * ((torch.rand(x.shape[-1], device=x.device) >= self.share) / (1 - self.share))


class AttackNetwork(nn.Module):
    """Judges every phrase twice: by itself, then knowing what the first look found for each role in the whole report."""

    def __init__(self, roles: int, kinds: int = 1) -> None:
        super().__init__()
        self.word_dropout, self.report_dropout = _Dropout(0.3), _Dropout(0.3)
        self.parts = nn.Linear(WIDTH, PARTS * SIZE)
        self.report = nn.Linear(2 * WIDTH, SIZE)
        self.features = nn.ModuleList(nn.Embedding(count, SIZE) for count in (LENGTHS, PLACES, OCCURRENCES))
        for table in self.features:
            nn.init.normal_(table.weight, std=0.1)  # type: ignore[arg-type]
        self.phrase_dropout, self.again_dropout = _Dropout(0.4), _Dropout(0.2)
        self.phrase = nn.Linear(SIZE, SIZE)
        self.first_scores = nn.Linear(SIZE, roles)
        self.found = nn.Linear(roles * SIZE + roles, SIZE)
        self.found_dropout = _Dropout(0.3)
        self.again = nn.Linear(SIZE, SIZE)
        self.scores = nn.Linear(SIZE, roles)
        nn.init.zeros_(self.scores.weight)
        nn.init.zeros_(self.scores.bias)
        nn.init.constant_(self.first_scores.bias, RARE)
        self.kinds = nn.Linear(SIZE, kinds)

    def forward(self, words: Tensor, places: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits of phrases [M, R], those of the first look [M, R], and of what kinds of attacks the report tells.

        Args:
            words: vectors [W, 384].
            places: words of the phrases [M, 5]: head, first, last, before and after.
            features: numbers of the phrases [M, 3]: length, place in the report, occurrences.
        """
        report = torch.cat([words.mean(0), words.max(0).values])
        report = functional.gelu(self.report(self.report_dropout(report)))
        parts = self.parts(self.word_dropout(words)).reshape(-1, PARTS, SIZE)
        phrases = report
        for number in range(PARTS):
            phrases = phrases + parts[places[:, number], number]
        for number, table in enumerate(self.features):
            phrases = phrases + table(features[:, number])
        phrases = self.phrase_dropout(functional.gelu(phrases))
        phrases = phrases + functional.gelu(self.phrase(phrases))
        first = self.first_scores(phrases)
        found = self.found_dropout(self._found(phrases, first.sigmoid()))
        again = self.again_dropout(functional.gelu(self.again(phrases + found + report)))
        return first + self.scores(again), first, self.kinds(found)

    def _found(self, phrases: Tensor, chances: Tensor) -> Tensor:
        """Return what was found for the roles in the whole report: the mean of the phrases by their chances, and how much."""
        weights = chances.sum(0)
        means = (chances.T @ phrases) / (weights[:, None] + LITTLE)
        return functional.gelu(self.found(torch.cat([means.flatten(), torch.log1p(weights)])))


class AttackGraph(nn.Module):
    """The head as it is exported: the logits of a report's phrases."""

    OUTPUTS = ("scores",)

    def __init__(self, network: AttackNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, places: Tensor, features: Tensor) -> Tensor:
        """Return logits [M, R]."""
        scores: Tensor = self.network(words, places, features)[0]
        return scores
