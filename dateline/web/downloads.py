"""Results as files: every row that fits, not one page of them, and the bytes a report was made from."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, TextIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from dateline.errors import UnknownFormat
from dateline.export.base import Exporter
from dateline.export.exporters import EXPORTERS, get_exporter
from dateline.export.tables import table_writer
from dateline.records import Claim, Original
from dateline.web.replies import has_already, headers_of

__all__ = [
    "DOWNLOADS",
    "TABLE_FILES",
    "TABLE_FORMS",
    "claims_file",
    "exporter_of",
    "original_reply",
    "table_file",
    "unknown_format",
]

IN_MEMORY_BYTES = 1_000_000
CHUNK_BYTES = 64 * 1024


def write_json(claims: Iterable[Claim], out: TextIO) -> int:
    """Write claims as one JSON array and return how many there were."""
    return write_objects((claim.as_json() for claim in claims), out)


def write_objects(objects: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    """Write objects as one JSON array and return how many there were."""
    written = 0
    out.write("[")
    for value in objects:
        out.write((",\n" if written else "\n") + json.dumps(value, ensure_ascii=False))
        written += 1
    out.write("\n]\n")
    return written


JSON = Exporter("json", "application/json", ".json", "one JSON array", write_json)
# of rows that are no claims: format, media type
TABLE_FILES = {"csv": "text/csv; charset=utf-8", "json": JSON.media_type, "jsonl": "application/x-ndjson"}
TABLE_FORMS = tuple(TABLE_FILES)
DOWNLOADS = ("csv", "json", *(exporter.name for exporter in EXPORTERS if exporter.name != "csv"))


def exporter_of(format_name: str) -> Exporter:
    """Return what writes a format. Raises: UnknownFormat."""
    if format_name not in DOWNLOADS:
        raise unknown_format(format_name)
    return JSON if format_name == JSON.name else get_exporter(format_name)


def unknown_format(format_name: str) -> UnknownFormat:
    """Return the refusal of a format."""
    return UnknownFormat(f"no format {format_name!r}; there are: {', '.join(DOWNLOADS)}")


def claims_file(request: Request, claims: Iterable[Claim], *, format_name: str) -> Response:
    """Return claims as a file to save, or 304 if the reader has it. Raises: UnknownFormat."""
    exporter = exporter_of(format_name)

    def write(out: TextIO) -> object:
        return exporter.write(claims, out)

    return saved(request, write, name=f"claims{exporter.suffix}", media_type=exporter.media_type)


def table_file(
    request: Request,
    rows: Iterable[Mapping[str, Any]],
    *,
    columns: Sequence[str],
    noun: str,
    form: str,
    forms: Sequence[str] = TABLE_FORMS,
) -> Response:
    """Return rows as a file to save, ``form`` one of ``forms``, or 304 if the reader has it. Raises: UnknownFormat."""
    if form not in forms:
        raise UnknownFormat(f"no format {form!r} of {noun}; there are: {', '.join(forms)}")

    def write(out: TextIO) -> None:
        if form == JSON.name:
            write_objects(rows, out)
            return
        write_row = table_writer(out, columns, form=form)
        for row in rows:
            write_row(row)

    return saved(request, write, name=f"{noun}.{form}", media_type=TABLE_FILES[form])


def saved(request: Request, write: Callable[[TextIO], object], *, name: str, media_type: str) -> Response:
    """Return what a function writes as a file to save, or 304 if the reader has it.

    The file is written out first, to disk if it is large: an error is then an error's answer, not a file cut short, and
    the view is done with when the answer begins.
    """
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  closed by FileReply
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
    write(text)
    text.detach()
    size = file.tell()
    file.seek(0)
    headers = headers_of(hash_of(file))
    if has_already(request, headers["ETag"]):
        file.close()
        return Response(status_code=304, headers=headers)
    file.seek(0)
    headers |= {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return FileReply(file, headers=headers, media_type=media_type)


def hash_of(file: IO[bytes]) -> str:
    """Return the hash of a file from where it stands to its end."""
    digest = hashlib.sha256()
    for chunk in chunks(file):
        digest.update(chunk)
    return digest.hexdigest()


def original_reply(request: Request, report_id: str, *, original: Original) -> Response:
    """Return the original bytes as a file to save, never as a page to show, or 304 if the reader has them."""
    headers = headers_of(original.sha256)
    if has_already(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    headers |= {
        "Content-Disposition": f'attachment; filename="{file_name(report_id)}.original"',
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "X-Dateline-SHA256": original.sha256,
    }
    return Response(original.data, headers=headers, media_type="application/octet-stream")


class FileReply(StreamingResponse):
    """An answer from an open file, closed when the answer is over, also where the reader went away before its end."""

    def __init__(self, file: IO[bytes], *, headers: dict[str, str], media_type: str) -> None:
        super().__init__(chunks(file), headers=headers, media_type=media_type)
        self.file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.file.close()


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in pieces."""
    while chunk := file.read(CHUNK_BYTES):
        yield chunk


def file_name(value: str) -> str:
    """Return a text as a safe name of a file.

    >>> file_name('a"b/../c')
    'a-b----c'
    """
    return "".join(character if character.isascii() and character.isalnum() else "-" for character in value) or "report"
