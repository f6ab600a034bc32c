from __future__ import annotations

import importlib.util
import json
import os
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from dateline.web.assets import packed_base

FRONTEND = Path(__file__).parents[2] / "frontend"


@pytest.fixture
def build(tmp_path: Path) -> ModuleType:
    """The build script of a copy of the sources."""
    copy = tmp_path / "frontend"
    shutil.copytree(FRONTEND, copy, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    spec = importlib.util.spec_from_file_location("frontend_build", copy / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def steps(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that were run, none of them for real."""
    done: list[str] = []

    def run(command: list[str], *, env: dict[str, str]) -> str:
        done.append(" ".join(command[1:]))
        if "bundle" in command:
            write_bundle(Path(env["DATELINE_OUT"]), env["DATELINE_ENTRY"], form=env["DATELINE_FORMAT"])
        if "pack" in command:
            for target in command[command.index("--") + 2 :: 2]:
                Path(target + ".br").write_bytes(b"br")
                Path(target + ".gz").write_bytes(b"gz")
        return ""

    monkeypatch.setattr(build, "find_node", lambda: (Path("node"), ["npm"]))
    monkeypatch.setattr(build, "run", run)
    return done


def write_bundle(out: Path, name: str, *, form: str) -> None:
    """Write what Vite would: a script, and the parts of a module."""
    (out / f"{name}.js").write_text("built();")
    if form == "es":
        (out / "chunks").mkdir()
        (out / "chunks" / "part-1a2b.js").write_text("part();")


def test_scripts_are_checked_bundled_and_packed_once(build: ModuleType, steps: list[str], tmp_path: Path) -> None:
    static = tmp_path / "static"
    targets = build.build(static)
    assert [step.split()[0] for step in steps] == ["ci", "run", *["run"] * len(build.ENTRIES), "run"]
    assert all(target.read_text().endswith("\nbuilt();") for target in targets)
    assert (static / "chunks" / "part-1a2b.js").is_file()
    steps.clear()
    assert build.build(static) == targets
    assert steps == []


def test_packages_that_stand_are_not_fetched_again(build: ModuleType, steps: list[str]) -> None:
    build.install()
    assert [step.split()[0] for step in steps] == ["ci"]
    (build.HERE / "node_modules").mkdir()
    done = build.HERE / "node_modules" / ".package-lock.json"
    done.write_text("{}")
    steps.clear()
    build.install()
    assert steps == []
    os.utime(done, (0, 0))  # the lock has changed since
    build.install()
    assert len(steps) == 1


def test_what_has_other_content_is_packed_anew_and_the_old_form_goes(
    build: ModuleType, steps: list[str], tmp_path: Path
) -> None:
    static = tmp_path / "static"
    static.mkdir()
    sheet = static / "page.css"
    sheet.write_text("a {}")
    build.build(static)
    before = {path.name for path in (static / "packed").glob("page.css.*")}
    assert len(before) == 2
    sheet.write_text("b {}")
    steps.clear()
    build.build(static)
    after = {path.name for path in (static / "packed").glob("page.css.*")}
    assert len(after) == 2 and not after & before
    assert len(steps) == 1 and steps[0].count(".css") == 2  # one file, and nothing else


def test_a_page_finds_what_the_build_packed(build: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "chunks").mkdir()
    part = tmp_path / "chunks" / "part.js"
    part.write_text("part();")
    assert packed_base(part, tmp_path, (0, 0)).name == build.packed_name(part, tmp_path)


@pytest.mark.parametrize(
    "name", ["src/report.ts", "package.json", "package-lock.json", "tsconfig.json", "vite.config.js"]
)
def test_a_changed_source_makes_them_stale(build: ModuleType, steps: list[str], tmp_path: Path, name: str) -> None:
    build.build(tmp_path / "static")
    steps.clear()
    path = build.HERE / name
    path.write_text(path.read_text() + "\n")
    build.build(tmp_path / "static")
    assert len(steps) == 2 + len(build.ENTRIES) + 1


def test_a_failed_step_says_what_it_printed(build: ModuleType) -> None:
    with pytest.raises(build.BuildFailed, match="broken on purpose"):
        build.run(["sh", "-c", "echo broken on purpose; exit 3"], env={})


def test_every_tool_is_pinned_to_one_version() -> None:
    package = json.loads((FRONTEND / "package.json").read_text())
    lock = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    for name, version in package["devDependencies"].items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in entry for path, entry in lock.items() if path)


@pytest.mark.parametrize(
    ("printed", "is_new_enough"), [("v20.18.9", False), ("v20.19.0", True), ("v24.1.0", True), ("", False)]
)
def test_which_node_is_new_enough(build: ModuleType, tmp_path: Path, printed: str, is_new_enough: bool) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {printed}\n")
    node.chmod(0o755)
    assert (build.node_version(str(node)) >= build.OLDEST_NODE) is is_new_enough
