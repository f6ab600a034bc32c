"""The page of adding: paste a text, drop files or give an address, and see what becomes of each report."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response, StreamingResponse

from dateline.errors import InvalidQuery, NotFound
from dateline.ingest.base import Metadata
from dateline.ingest.dates import iso_date
from dateline.ingest.sources import Handed
from dateline.pipeline import Added
from dateline.settings import Settings
from dateline.web.import_worker import Task
from dateline.web.imports import MOST_KEPT, MOST_SKIPPED, Imports, Progress
from dateline.web.labels import plural, safe_url
from dateline.web.params import Params
from dateline.web.problems import answer_error
from dateline.web.render import render
from dateline.web.replies import html_reply
from dateline.web.uploads import Upload, UploadLimits, beside_texts, read_upload
from dateline.web.writing import Gate, read_form

__all__ = ["AddContext", "adding_router"]

METHODS = ["GET"]
LOOK_SECONDS = 0.3  # how often a stream of events looks for what is new
SILENT_LOOKS = 50  # after so many without news a sign of life is sent, so that nothing between us hangs up
ADDRESS_DIGITS = 20
PASTED = "the pasted text"
# what is known of a report beside its words: (field, how many characters it may have)
KNOWN = (("title", 300), ("outlet", 200), ("published", 40), ("url", 2000))


class EventsParams(Params):
    """From where on."""

    since: int = Field(0, ge=0, le=2 * MOST_SKIPPED, description="how many rows are known already")


@dataclass(frozen=True, slots=True)
class AddContext:
    """The imports of this run of the server, the latest first, and how much is taken at once."""

    imports: tuple[Progress, ...]
    max_bytes: int
    max_files: int


def adding_router(imports: Imports, *, gate: Gate, settings: Settings) -> APIRouter:
    """Return the pages and what their forms are sent to.

    Args:
        imports: where what was given is done.
        gate: who may write.
        settings: how much is taken at once.
    """
    router = APIRouter(include_in_schema=False)
    limits = UploadLimits(settings.max_upload_bytes, settings.max_upload_files, settings.max_report_bytes)

    @router.api_route("/add", methods=METHODS)
    def add(request: Request) -> Response:
        may_write = gate.may_write(request) and not gate.is_closed
        shown = tuple(imports.latest()) if may_write else ()
        context = AddContext(shown, limits.bytes, limits.files)
        html = render("add.html", nav="add", c=context, sign=gate.sign, may_write=may_write, is_closed=gate.is_closed)
        return html_reply(request, html)

    add_forms(router, imports, gate=gate, limits=limits)
    add_progress(router, imports, gate=gate)
    return router


def add_forms(router: APIRouter, imports: Imports, *, gate: Gate, limits: UploadLimits) -> None:
    """Add what the forms are sent to."""

    @router.post("/add")
    async def take(request: Request) -> Response:
        gate.check_writer(request)  # before anything is taken in
        upload = await read_upload(request, limits)
        try:
            gate.check_form(request, upload.fields)
            task, what = task_of(upload)
            ident = imports.submit(task, what=what, discard=upload.discard)
        except BaseException:
            upload.discard()
            raise
        return RedirectResponse(f"/add/jobs/{ident}", status_code=303)

    @router.post("/add/token")
    async def enter(request: Request) -> Response:
        form = await read_form(request)
        gate.check_form(request, form)
        gate.check_token(form.get("token", ""))
        answer = RedirectResponse("/add", status_code=303)
        gate.admit(request, answer)
        return answer


def add_progress(router: APIRouter, imports: Imports, *, gate: Gate) -> None:
    """Add what shows how an import stands."""

    @router.api_route("/add/jobs/{ident}", methods=METHODS)
    def job(request: Request, ident: str) -> Response:
        gate.check_writer(request)
        try:
            progress = imports.get_progress(ident)
        except NotFound:
            return gone(request, ident)
        rows = [row_of(row) for row in progress.rows]
        return html_reply(request, render("import.html", nav="add", c=progress, rows=rows))

    @router.api_route("/add/jobs/{ident}/events", methods=METHODS)
    async def events(request: Request, ident: str, params: Annotated[EventsParams, Query()]) -> Response:
        gate.check_writer(request)
        try:
            imports.get_progress(ident)
        except NotFound:
            return gone(request, ident)
        last = request.headers.get("last-event-id", "")
        since = int(last) if last.isascii() and last.isdigit() and len(last) < 9 else params.since
        stream = event_stream(imports, ident, since=since)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


def gone(request: Request, ident: str) -> Response:
    """Say why an import is not there."""
    message = (
        f"no import {ident!r}: an import is remembered until the server stops, and only the last {MOST_KEPT} are. What it "
        "added is among the reports. To be sure, add the same again: nothing is added twice."
    )
    return answer_error(request, 404, NotFound.__name__, message)


async def event_stream(imports: Imports, ident: str, *, since: int) -> AsyncIterator[str]:
    """Yield server-sent events: how an import stands and what is new of it, whenever that changes, until it is over."""
    told, silent = "", 0
    while not imports.is_closing:
        try:
            progress = imports.get_progress(ident)
        except NotFound:
            return
        data = json.dumps(event_of(progress, since=since), ensure_ascii=True)
        since = max(since, len(progress.rows))
        silent = 0 if data != told else silent + 1
        if data != told:
            yield f"id: {since}\ndata: {data}\n\n"
        elif silent % SILENT_LOOKS == 0:
            yield ": still here\n\n"
        told = json.dumps(event_of(progress, since=since), ensure_ascii=True)
        if progress.is_over:
            yield "event: over\ndata: {}\n\n"
            return
        await asyncio.sleep(LOOK_SECONDS)


def event_of(progress: Progress, *, since: int) -> dict[str, Any]:
    """Return how an import stands, with its rows from one on."""
    counts = {name: getattr(progress, name) for name in ("state", "added", "known", "skipped", "claims")}
    return {**counts, "rows": [row_of(row) for row in progress.rows[since:]]}


def row_of(row: Added) -> dict[str, Any]:
    """Return what became of a report, in words: the same for the page and for the script that writes it on."""
    return {
        "status": row.status,
        "title": row.title or name_of(row.address),
        "url": f"/reports/{quote(row.report, safe='')}" if row.report else None,
        "note": row.why or ("known already" if row.status == "known" else plural(row.claims, "claim")),
    }


def name_of(address: str) -> str:
    """Return what to call a report without a title: its file's name as it was given, else its address.

    >>> name_of("upload:1f2e/mill%20fire.txt"), name_of("pasted:1f2e"), name_of("https://loam.example/1")
    ('mill fire.txt', 'the pasted text', 'https://loam.example/1')
    """
    scheme, _, rest = address.partition(":")
    if scheme == "upload":
        return unquote(rest.partition("/")[2])
    return PASTED if scheme == "pasted" else address


# what was given -------------------------------------------------------------------------------------


def task_of(upload: Upload) -> tuple[Task, str]:
    """Return what a form asks for, and what to call it. Raises: InvalidQuery: a field says nothing, or not what it must."""
    given = GIVEN.get(upload.fields.get("do", ""))
    if given is None:
        raise InvalidQuery(f"do: there is no {upload.fields.get('do', '')!r}; there are: {', '.join(GIVEN)}")
    return given(upload, known_of(upload.fields))


def known_of(fields: Mapping[str, str]) -> Metadata:
    """Return what the form says of the reports. Raises: InvalidQuery."""
    found: dict[str, str | None] = {}
    for name, most in KNOWN:
        value = fields.get(name, "").strip()
        if len(value) > most:
            raise InvalidQuery(f"{name}: longer than {most} characters")
        if any(unicodedata.category(character) == "Cc" for character in value):
            raise InvalidQuery(f"{name}: there is a control character in it")
        found[name] = value or None
    if found["published"] and (day := iso_date(found["published"])) is None:
        raise InvalidQuery(f"published: {found['published']!r} is no day; write 2001-11-07")
    if found["url"] and safe_url(found["url"]) is None:
        raise InvalidQuery(f"url: {found['url']!r} is no http or https address")
    return Metadata(**{**found, "published": day if found["published"] else None})


def given_text(upload: Upload, known: Metadata) -> tuple[Task, str]:
    """Return the text that was pasted, as a file."""
    text = upload.fields.get("text", "")
    if not text.strip():
        raise InvalidQuery("text: nothing is given")
    data = text.encode("utf-8")
    path = upload.folder / "pasted.txt"
    path.write_bytes(data)
    handed = Handed(path, PASTED, f"pasted:{sha256(data).hexdigest()[:ADDRESS_DIGITS]}")
    return Task((handed,), known), known.title or "A pasted text"


def given_files(upload: Upload, known: Metadata) -> tuple[Task, str]:
    """Return the files that were dropped; the same file has the same address, whoever gives it."""
    beside = beside_texts([file.name for file in upload.files])
    files = [file for file in upload.files if file.name not in beside]
    if not files:
        raise InvalidQuery("files: none is given")
    targets = tuple(
        Handed(file.path, file.name, f"upload:{file.sha256[:ADDRESS_DIGITS]}/{quote(file.name)}") for file in files
    )
    what = files[0].name if len(files) == 1 else plural(len(files), "file")
    return Task(targets, replace(known, title=None, url=None)), what


def given_address(_upload: Upload, known: Metadata) -> tuple[Task, str]:
    """Return the address to fetch. That it is a public one is seen to where it is fetched."""
    if known.url is None:
        raise InvalidQuery("url: nothing is given")
    return Task((known.url,), replace(known, title=None, url=None)), known.url


GIVEN: dict[str, Callable[[Upload, Metadata], tuple[Task, str]]] = {
    "text": given_text,
    "files": given_files,
    "address": given_address,
}
