"""A folder of the reading model: a damaged or partial one is refused in clear words."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import ModelError
from dateline.read import model
from dateline.read.model import SHIPPED, shipped_pipeline

FILES = ("manifest.json", "reading.onnx", "fillers.onnx", "vocab.txt")
GRAPHS = ("reading.onnx", "fillers.onnx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a model that may be damaged."""
    copy = tmp_path / "model"
    copy.mkdir()
    for name in FILES:
        shutil.copy(SHIPPED / name, copy / name)
    return copy


def rewrite(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_a_sound_copy_is_loaded(folder: Path) -> None:
    assert [token.pos_ for token in shipped_pipeline(folder)("He left.")] == ["PRON", "VERB", "PUNCT"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"the reading model in .*nowhere cannot be loaded: .*No such file"):
        shipped_pipeline(tmp_path / "nowhere")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_an_error(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"cannot be loaded: .*{name}"):
        shipped_pipeline(folder)


@pytest.mark.parametrize("name", FILES[1:])
def test_a_damaged_file_is_an_error(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=f"{name} is not the file that its manifest names: it is damaged"):
        shipped_pipeline(folder)


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("graph", [b"", b"This is no graph."])
def test_a_graph_that_cannot_be_run_is_an_error(folder: Path, name: str, graph: bytes) -> None:
    (folder / name).write_bytes(graph)
    rewrite(folder, lambda manifest: manifest["files"].update({name: hashlib.sha256(graph).hexdigest()}))
    with pytest.raises(ModelError, match=f"{name} cannot be run"):
        shipped_pipeline(folder)


@pytest.mark.parametrize("name", GRAPHS)
def test_a_graph_of_another_version_is_an_error(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(model.GRAPHS, name, ("upos", "stances"))
    with pytest.raises(ModelError, match="another version of Dateline"):
        shipped_pipeline(folder)


@pytest.mark.parametrize("key", ["name", "version", "description", "license", "files", "labels"])
def test_a_manifest_without_a_key_is_an_error(folder: Path, key: str) -> None:
    rewrite(folder, lambda manifest: manifest.pop(key))
    with pytest.raises(ModelError, match=rf"manifest.json lacks {key}"):
        shipped_pipeline(folder)


@pytest.mark.parametrize("key", ["upos", "xpos", "relations", "mentions", "fillers", "event_polarity"])
def test_a_manifest_without_labels_is_an_error(folder: Path, key: str) -> None:
    rewrite(folder, lambda manifest: manifest["labels"].pop(key))
    with pytest.raises(ModelError, match=rf"manifest.json lacks labels.{key}"):
        shipped_pipeline(folder)


def test_a_part_of_speech_that_nobody_knows_is_an_error(folder: Path) -> None:
    rewrite(folder, lambda manifest: manifest["labels"]["upos"].append("VERBLET"))
    with pytest.raises(ModelError, match="parts of speech that spaCy does not know: VERBLET"):
        shipped_pipeline(folder)


@pytest.mark.parametrize("words", ["{", "[]", "", "\x80"])
def test_a_broken_manifest_is_an_error(folder: Path, words: str) -> None:
    (folder / "manifest.json").write_bytes(words.encode("latin-1"))
    with pytest.raises(ModelError, match="cannot be loaded"):
        shipped_pipeline(folder)


def test_a_broken_vocabulary_is_an_error(folder: Path) -> None:
    (folder / "vocab.txt").write_text("said\n")
    rewrite(folder, lambda manifest: manifest["files"].update({"vocab.txt": hashlib.sha256(b"said\n").hexdigest()}))
    with pytest.raises(ModelError, match=r"vocab.txt lacks"):
        shipped_pipeline(folder)
