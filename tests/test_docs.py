"""The docs are true: pages made from the code are fresh, commands print what stands there, links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline.cli.main import COMMANDS
from dateline.ingest.sources import SOURCES

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


def test_what_is_made_from_the_code_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\nrun `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_version_is_one() -> None:
    assert f'version = "{dateline.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_everything_registered_is_in_the_reference() -> None:
    commands = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    formats = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    assert all(f"## dateline {name}\n" in commands for name in COMMANDS)
    assert all(f"`{source.name}`" in formats for source in SOURCES)


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(p.name[:3]) for p in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_no_file_has_a_path_of_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in listed:
        if name.endswith((".py", ".md", ".toml", ".tsv", ".ts", ".html", ".css", "Makefile")):
            text = (ROOT / name).read_text(encoding="utf-8")
            assert not re.search(r"(?<![\w.])/(work|root|tmp)/", text), f"{name} has a path of a machine"
