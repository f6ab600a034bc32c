"""Train the head that says who did what with what to whom in an attack, over the exported model's words.

::

    python -m training.attacks --data ../shared/data --model dateline/data/model

The head reads whole reports: a phrase is judged by its own words, by the words around it, by where else it stands, and by what
the rest of the report tells. The encoder, which sees one window at a time, is left as it is; its graph in eight-bit numbers
gives the vectors, as it will when reports are read. The folder gets ``fillers.onnx``, and its manifest the new sum.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.read.aliases import comparable
from dateline.read.attack_phrases import AttackPhrases, find_attack_phrases
from dateline.read.attack_roles import LABELS
from dateline.read.model import EVENTS, shipped_pipeline
from training.attack_network import AttackNetwork
from training.corpora import read_rows
from training.export import write_fillers

__all__ = ["Example", "train_attacks"]

KINDS = (
    "ATTACK",
    "BOMBING",
    "KIDNAPPING",
    "ARSON",
)  # what else the corpus tells of a report; it helps to learn the roles
EPOCHS = 8
ROWS = 10  # reports of a batch
RATE, DECAY = 2e-3, 0.02
FIRST_WEIGHT, KINDS_WEIGHT = 0.3, 0.2


@dataclasses.dataclass(frozen=True)
class Example:
    """A report: its words' vectors [W, 384], its phrases, which spelling fills which role [S, R], and the attacks' kinds [K]."""

    words: Any
    phrases: AttackPhrases
    fills: Tensor
    kinds: Tensor


def load_examples(path: Path, model: Path) -> list[Example]:
    """Return the reports of a corpus that have phrases, as the model reads them."""
    nlp = shipped_pipeline(model)
    found = []
    for row in read_rows(path):
        doc = nlp(row["text"])
        tables = doc.user_data.get(EVENTS)
        if tables is None:
            continue
        phrases = find_attack_phrases(doc, tables.places)
        if phrases.texts:
            found.append(Example(tables.vectors.astype(np.float16), phrases, _fills(phrases, row), _kinds(row)))
    return found


def _fills(phrases: AttackPhrases, row: dict[str, Any]) -> Tensor:
    """Return which spellings the corpus has for the roles, and for victims who are described but not named."""
    rows = {text: number for number, text in enumerate(phrases.texts)}
    described = [entity["strings"] for template in row["templates"] for entity in template["hum_tgt_description"]]
    table = torch.zeros(len(rows), len(LABELS))
    for column, label in enumerate(LABELS):
        for text in (comparable(text) for entity in row["fillers"].get(label, described) for text in entity):
            if text in rows:
                table[rows[text], column] = 1.0
    return table


def _kinds(row: dict[str, Any]) -> Tensor:
    """Return whether the report fills any role, and whether it tells of each of the kinds of attack."""
    told = {template["incident_type"] for template in row["templates"]}
    return torch.tensor([float(any(row["fillers"].values())), *(float(kind in told) for kind in KINDS)])


def loss_of(network: AttackNetwork, example: Example) -> Tensor:
    """Return the loss of a report: over spellings, each as likely as its occurrences together make it."""
    phrases = example.phrases
    words = torch.from_numpy(example.words).float()
    owners = torch.from_numpy(phrases.owners)
    scores, first_scores, kinds = network(words, torch.from_numpy(phrases.places), torch.from_numpy(phrases.features))
    loss: Tensor = KINDS_WEIGHT * functional.binary_cross_entropy_with_logits(kinds, example.kinds, reduction="sum")
    for weight, table in ((1.0, scores), (FIRST_WEIGHT, first_scores)):
        pooled = pool(table, owners, len(phrases.texts))
        loss = loss + weight / 2 * functional.binary_cross_entropy_with_logits(pooled, example.fills, reduction="sum")
    return loss


def pool(scores: Tensor, owners: Tensor, size: int) -> Tensor:
    """Return for each spelling the logarithm of the sum of its occurrences' odds."""
    index = owners[:, None].expand_as(scores)
    best = torch.full((size, scores.shape[1]), -30.0).scatter_reduce(0, index, scores.detach(), "amax")
    odds = torch.zeros_like(best).index_add(0, owners, (scores - best[owners]).exp())
    return best + odds.log()


def train_attacks(examples: list[Example], *, epochs: int = EPOCHS, seed: int = 0) -> AttackNetwork:
    """Return a network trained on examples."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 (draws batches)
    network = AttackNetwork(len(LABELS), kinds=1 + len(KINDS))
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    batches = len(examples) // ROWS
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=epochs * batches + 1, pct_start=0.15)
    for epoch in range(epochs):
        order = rng.sample(examples, len(examples))
        total = 0.0
        for number in range(batches):
            for example in order[number * ROWS : (number + 1) * ROWS]:
                loss = loss_of(network, example) / ROWS
                loss.backward()  # type: ignore[no-untyped-call]
                total += float(loss.detach())
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
        sys.stdout.write(f"pass {epoch + 1} of {epochs}: loss {total / max(batches, 1):.3f}\n")
        sys.stdout.flush()
    return network.eval()


def main() -> None:
    """Parse the command line, train and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported model")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="passes over the corpus")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    examples = load_examples(args.data / "muc4.train.jsonl.gz", args.model)
    write_fillers(train_attacks(examples, epochs=args.epochs, seed=args.seed), args.model)


if __name__ == "__main__":
    main()
