from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

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
        return "built();"

    monkeypatch.setattr(build, "find_node", lambda: (Path("node"), ["npm"]))
    monkeypatch.setattr(build, "run", run)
    return done


def test_scripts_are_checked_and_bundled_once(build: ModuleType, steps: list[str], tmp_path: Path) -> None:
    targets = build.build(tmp_path / "static")
    assert [step.split()[0] for step in steps] == ["ci", "run", *["run"] * len(build.ENTRIES)]
    assert all(target.read_text().endswith("\nbuilt();") for target in targets)
    steps.clear()
    assert build.build(tmp_path / "static") == targets
    assert steps == []


@pytest.mark.parametrize("name", ["src/report.ts", "package.json", "package-lock.json", "tsconfig.json"])
def test_a_changed_source_makes_them_stale(build: ModuleType, steps: list[str], tmp_path: Path, name: str) -> None:
    build.build(tmp_path / "static")
    steps.clear()
    path = build.HERE / name
    path.write_text(path.read_text() + "\n")
    build.build(tmp_path / "static")
    assert len(steps) == 2 + len(build.ENTRIES)


def test_a_failed_step_says_what_it_printed(build: ModuleType) -> None:
    with pytest.raises(build.BuildFailed, match="broken on purpose"):
        build.run(["sh", "-c", "echo broken on purpose; exit 3"], env={})


def test_every_tool_is_pinned_to_one_version() -> None:
    package = json.loads((FRONTEND / "package.json").read_text())
    lock = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    for name, version in package["devDependencies"].items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in entry for path, entry in lock.items() if path)
