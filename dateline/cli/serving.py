"""``serve`` and ``demo``: the pages, on this machine."""

from __future__ import annotations

import socket
import time
from importlib import resources
from pathlib import Path
from types import FrameType

import click
import uvicorn

from dateline.cli.adding import add_with_progress
from dateline.cli.options import archive_option, open_archive, settings_of
from dateline.cli.tables import note
from dateline.errors import ConfigError
from dateline.ingest.base import Metadata
from dateline.settings import Settings
from dateline.store import open_store
from dateline.store.base import ClaimFilter, Store
from dateline.web.app import create_app
from dateline.web.imports import Imports

__all__ = ["demo", "serve"]

PORTS_TRIED = 20
STOP_SECONDS = 3  # how long a page that is being sent may hold up the end
KINDS = ("statement", "event", "holding")


@click.command()
@archive_option
@click.option("--host", help="Address to listen on; 127.0.0.1 by default, so that only this machine is served.")
@click.option("--port", type=click.IntRange(0, 65535))
def serve(archive: str | None, host: str | None, port: int | None) -> None:
    """Serve the archive's pages and API."""
    settings = settings_of(archive=archive, host=host, port=port)
    run_server(open_archive(archive), settings, port=settings.port)


@click.command()
@click.option("--archive", default="demo.dateline", show_default=True, metavar="PATH", help="Made anew each time.")
@click.option("--port", type=click.IntRange(0, 65535), help="The next free one is taken if it is in use.")
@click.option("--no-serve", is_flag=True, help="Build the archive only.")
def demo(archive: str, port: int | None, no_serve: bool) -> None:
    """Build the demo archive from the reports that Dateline ships, and serve it."""
    settings = settings_of(archive=archive, port=port)
    remove_demo(Path(archive))
    store = open_store(archive, create=True)
    started = time.monotonic()
    with resources.as_file(resources.files("dateline") / "data" / "demo") as folder:
        add_with_progress((str(folder),), store, settings=settings, known=Metadata())
    with store.view() as view:
        facts = view.info()
        kinds = {kind: view.find_claims(ClaimFilter(kind=kind, current=False), limit=1).total for kind in KINDS}
    note(
        f"{archive}: {facts.reports:,} reports ({facts.superseded} superseded by a later version), {facts.claims:,} claims "
        f"({', '.join(f'{count:,} {kind}s' for kind, count in kinds.items())}), "
        f"{facts.first_published} to {facts.last_published}, built in {time.monotonic() - started:.1f} s"
    )
    note("The demo's outlets, agency and reports were written for Dateline; the events are those of November 2001.")
    if no_serve:
        store.close()
        return
    run_server(store, settings, port=free_port(settings.host, settings.port))


def remove_demo(path: Path) -> None:
    """Remove an earlier demo archive; anything else at the path is left, and said to be in the way."""
    if path.exists():
        with path.open("rb") as handle:
            if handle.read(15) not in (b"SQLite format 3", b""):
                raise ConfigError(f"{path}: stands in the way and is no archive; choose another path with --archive")
        if path.name != "demo.dateline":
            raise ConfigError(f"{path}: exists; the demo only replaces an archive named demo.dateline")
    for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        part.unlink(missing_ok=True)


def free_port(host: str, port: int) -> int:
    """Return the first port from ``port`` on that nobody listens on. Raises: ConfigError."""
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
                return int(probe.getsockname()[1])
            except OSError:
                continue
    raise ConfigError(f"no free port from {port} on; choose one with --port")


class PageServer(uvicorn.Server):
    """A server that ends the streams of events when it is told to stop, rather than waiting for them."""

    def __init__(self, config: uvicorn.Config, *, imports: Imports) -> None:
        super().__init__(config)
        self.imports = imports

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop."""
        self.imports.is_closing = True
        super().handle_exit(sig, frame)


def run_server(store: Store, settings: Settings, *, port: int) -> None:
    """Serve until stopped."""
    host = settings.host
    app = create_app(store, host=host, token=settings.token, reviewer=settings.reviewer, settings=settings)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        date_header=True,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    note(f"Serving {store.url} at http://{host}:{port}/  (Ctrl-C stops)")
    try:
        PageServer(config, imports=app.state.imports).run()
    finally:
        app.state.imports.close()
        store.close()
