"""An in-process client for the pages: every request through the whole application, no socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI


class Client:
    """Asks an application as a browser on this machine would."""

    def __init__(self, app: FastAPI, *, base_url: str = "http://127.0.0.1:8000") -> None:
        self.app = app
        self.base_url = base_url

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=self.base_url) as client:
                return await client.request(method, path, **options)

        return asyncio.run(ask())
