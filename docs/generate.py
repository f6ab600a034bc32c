"""Write what the docs take from the code: the reference pages, and the output of every command they show.

    python docs/generate.py           writes
    python docs/generate.py --check   exit code 1 when a page is stale

A block that begins with three backquotes and ``console`` holds commands (``$ dateline ...``) and what they print. They are run,
in order, in one folder beside the demo archive, of a page with ``curl`` while the archive is served. Seconds and sizes vary from
run to run and are not compared. Where there is no ``curl`` that page stays as it is.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import typing
from dataclasses import fields
from difflib import unified_diff
from pathlib import Path

import click
import uvicorn

from dateline import errors, records, vocabulary
from dateline.cli.main import COMMANDS, cli
from dateline.export.exporters import EXPORTERS
from dateline.ingest.sources import SOURCES
from dateline.read.reader import EXTRACTORS
from dateline.settings import SETTINGS
from dateline.store import open_store
from dateline.web.app import create_app

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
WITH_COMMANDS = (
    ROOT / "README.md",
    *(ROOT / "docs" / name for name in ("tutorial.md", "record.md", "lexicons.md", "profiles.md")),
)
WITH_CURL = ROOT / "docs" / "api.md"
SERVED = "127.0.0.1:8765"  # the address that the page says; another one is free when it is run
HEAD = "<!-- Made by docs/generate.py from the code; change the code, then run `make docs`. -->\n\n"
CONTRACT = (
    "Report",
    "FiledFrom",
    "Span",
    "Entity",
    "Place",
    "TimeExpression",
    "Quantity",
    "Attribution",
    "Event",
    "Count",
    "Holding",
)


def first_paragraph(doc: str | None) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join((doc or "").strip().split("\n\n")[0].split())


def table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(str(c).replace("|", "\\|") for c in line) + " |" for line in lines) + "\n"


def cli_page() -> str:
    """Every command's help, as it prints it."""
    parts = [f"{HEAD}# The command line\n", help_of(cli, "dateline")]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        parts.append(help_of(command, f"dateline {name}"))
        if isinstance(command, click.Group):
            parts += [help_of(sub, f"dateline {name} {key}") for key, sub in command.commands.items()]
    return "\n".join(parts)


def help_of(command: click.Command, path: str) -> str:
    """Return one command's section."""
    context = click.Context(command, info_name=path, terminal_width=98, max_content_width=98)
    return f"## {path}\n\n```text\n{command.get_help(context)}\n```\n"


def settings_page() -> str:
    """The table of settings."""
    rows = [(f"`{s.name}`", f"`{s.default}`", s.unit, s.help, f"`DATELINE_{s.name.upper()}`") for s in SETTINGS]
    text = (
        "Defaults stand under `dateline.toml` in the working folder, that under the environment, that under flags.\n\n"
    )
    return f"{HEAD}# Settings\n\n{text}" + table(("name", "default", "unit", "meaning", "in the environment"), rows)


def records_page() -> str:
    """The fields of every record of the contract, and of a claim."""
    parts = [
        f"{HEAD}# Records\n",
        "`dateline read --format json` prints a Reading. Absent values are null, never missing.\n",
    ]
    for name in ("Reading", *CONTRACT, "Claim"):
        kind = getattr(records, name)
        hints = typing.get_type_hints(kind)
        rows = [
            (f"`{f.name}`", f"`{type_name(hints[f.name])}`")
            for f in fields(kind)
            if f.name not in ("reasons", "grounds") or name == "Claim"
        ]
        parts.append(f"## {name}\n\n{' '.join((kind.__doc__ or '').split())}\n\n" + table(("field", "type"), rows))
    words = [
        ("entity kind", vocabulary.ENTITY_KINDS),
        ("stance", vocabulary.STANCES),
        ("event type", vocabulary.EVENT_TYPES),
    ]
    words += [
        ("event status", vocabulary.EVENT_STATUSES),
        ("holding state", vocabulary.HOLDING_STATES),
        ("count", vocabulary.COUNT_ROLES),
    ]
    parts.append("## Words\n\n" + table(("field", "one of"), [(name, ", ".join(values)) for name, values in words]))
    return "\n".join(parts)


def type_name(hint: object) -> str:
    """Return a type as a reader of JSON would name it."""
    text = getattr(hint, "__name__", None) if isinstance(hint, type) and not typing.get_args(hint) else str(hint)
    return re.sub(
        r"typing\.|dateline\.records\.|NoneType", lambda m: "None" if m[0] == "NoneType" else "", text or str(hint)
    )


def formats_page() -> str:
    """What goes in, what comes out, and the extractors between."""
    sources = [
        (f"`{s.name}`", ", ".join(f"`{x}`" for x in s.suffixes if x), first_paragraph(s.parse.__doc__)) for s in SOURCES
    ]
    exporters = [(f"`{e.name}`", f"`{e.suffix}`", f"`{e.media_type}`", e.help) for e in EXPORTERS]
    extractors = [(f"`{name}`", f"`{f.__module__}.{f.__name__}`", first_paragraph(f.__doc__)) for name, f in EXTRACTORS]
    return "\n".join(
        [
            f"{HEAD}# Formats and extractors\n\n## In\n\n"
            + table(("source", "file names", "what is read"), list(sources)),
            "## Between, in this order\n\n" + table(("fills", "function", "what it does"), list(extractors)),
            "## Out\n\n" + table(("format", "ending", "media type", "what it is"), list(exporters)),
        ]
    )


def errors_page() -> str:
    """The tree of errors."""
    return f"{HEAD}# Errors\n\n```text\n{(errors.__doc__ or '').strip()}\n```\n"


PAGES = {
    "cli.md": cli_page,
    "settings.md": settings_page,
    "records.md": records_page,
    "formats.md": formats_page,
    "errors.md": errors_page,
}


def with_fresh_output(text: str, folder: Path) -> str:
    """Return a page with the output of its console blocks as the commands print it now."""

    def fresh(block: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.*)$", block[1], re.MULTILINE)
        return "```console\n" + "".join(f"$ {c}\n{run(c, folder)}" for c in commands) + "```\n"

    return re.sub(r"```console\n(.*?)```\n", fresh, text, flags=re.DOTALL)


def with_fresh_answers(text: str, folder: Path) -> str:
    """Return a page with what ``curl`` prints now, while the demo archive is served."""
    store = open_store(folder / "demo.dateline")
    server = uvicorn.Server(uvicorn.Config(create_app(store), port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    address = f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    fresh = with_fresh_output(text.replace(SERVED, address), folder).replace(address, SERVED)
    server.should_exit = True
    thread.join()
    store.close()
    return fresh


def run(command: str, folder: Path) -> str:
    """Return what a command prints, both streams, without trailing spaces."""
    bin_folder = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "110",
        "DATELINE_JOBS": "1",
    }
    for name in ("DATELINE_ARCHIVE", "NO_COLOR", "FORCE_COLOR"):
        environment.pop(name, None)
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1; {command}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    shown = done.stdout.replace(str(folder.resolve()), "/home/ada")  # the folder of the run is another each time
    return "".join(line.rstrip() + "\n" for line in shown.splitlines())


def without_measures(text: str) -> str:
    """Return a text with its seconds, and the sizes of files, left open: a database's pages fall another way each time."""
    text = re.sub(r"\d+(\.\d+)? s\b", "N s", text)
    return re.sub(r"\b[\d,]+ bytes\b|^bytes +[\d,]+$", "N bytes", text, flags=re.MULTILINE)


def differences(path: Path, there: str, wanted: str) -> str:
    """Return the lines of a page that are stale, and what they should be."""
    name = str(path.relative_to(ROOT))
    return "\n".join(unified_diff(*(t.splitlines() for t in (there, wanted)), name, "made now", n=0, lineterm=""))


def main() -> int:
    """Write or check the pages; the exit code is 1 when one was stale and only checked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    wanted = {REFERENCE / name: make() for name, make in PAGES.items()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "dateline" / "data" / "demo", folder / "demo")
        for page in WITH_COMMANDS:
            wanted[page] = with_fresh_output(page.read_text(encoding="utf-8"), folder)
        if shutil.which("curl"):
            wanted[WITH_CURL] = with_fresh_answers(WITH_CURL.read_text(encoding="utf-8"), folder)
    for path, text in wanted.items():
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        if without_measures(there) != without_measures(text):
            stale.append(path)
            if check:
                print(differences(path, without_measures(there), without_measures(text)))
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
