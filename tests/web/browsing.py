"""What the tests in a browser share: an archive served for real, and pages that must not complain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Browser, Page

from dateline.store import Store
from dateline.web.app import create_app

__all__ = ["DESK", "OVERFLOW", "PHONE", "Opener", "opener_of", "served"]

PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# what Chromium says where it draws the map without a graphics card
SOFTWARE_DRAWING = "GPU stall due to ReadPixels"
Opener = Callable[..., Page]


@contextmanager
def served(store: Store) -> Iterator[str]:
    """Serve an archive's pages on a free port; give their address."""
    app = create_app(store)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    app.state.imports.close()


@contextmanager
def opener_of(browser: Browser, address: str) -> Iterator[Opener]:
    """Give what opens a page; at the end nothing may stand in the console, and nothing may have been asked of other hosts."""
    complaints: list[str] = []
    contexts = []

    def open_one(path: str, **options: object) -> Page:
        context = browser.new_context(**{"viewport": DESK, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: None if SOFTWARE_DRAWING in m.text else complaints.append(f"console: {m.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on(
            "request", lambda r: None if r.url.startswith((address, "file:")) else complaints.append(f"asked: {r.url}")
        )
        page.goto(path if path.startswith("file:") else address + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []
