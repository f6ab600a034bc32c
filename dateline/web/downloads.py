"""Results as files: every row that fits, not one page of them, and the bytes a report was made from."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, TextIO

from starlette.responses import Response, StreamingResponse

from dateline.export.base import Exporter
from dateline.export.exporters import EXPORTERS, get_exporter
from dateline.records import Claim, Original

__all__ = ["DOWNLOADS", "claims_file", "original_reply"]

IN_MEMORY_BYTES = 1_000_000
CHUNK_BYTES = 64 * 1024


def write_json(claims: Iterable[Claim], out: TextIO) -> int:
    """Write claims as one JSON array and return how many there were."""
    written = 0
    out.write("[")
    for claim in claims:
        out.write((",\n" if written else "\n") + json.dumps(claim.as_json(), ensure_ascii=False))
        written += 1
    out.write("\n]\n")
    return written


JSON = Exporter("json", "application/json", ".json", "one JSON array", write_json)
DOWNLOADS = ("csv", "json", *(exporter.name for exporter in EXPORTERS if exporter.name != "csv"))


def claims_file(claims: Iterable[Claim], format_name: str) -> Response:
    """Return claims as a file to save. Raises: UnknownFormat.

    The file is written out first, to disk if it is large: an error is then an error's answer, not a file cut short, and
    the view is done with when the answer begins.
    """
    exporter = JSON if format_name == JSON.name else get_exporter(format_name)
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  closed by chunks()
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
    exporter.write(claims, text)
    text.detach()
    size = file.tell()
    file.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="claims{exporter.suffix}"', "Content-Length": str(size)}
    return StreamingResponse(chunks(file), headers=headers, media_type=exporter.media_type)


def original_reply(report_id: str, original: Original) -> Response:
    """Return the original bytes as a file to save, never as a page to show."""
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(report_id)}.original"',
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "X-Dateline-SHA256": original.sha256,
    }
    return Response(original.data, headers=headers, media_type="application/octet-stream")


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in pieces, and close it."""
    with file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def file_name(value: str) -> str:
    """Return a text as a safe name of a file.

    >>> file_name('a"b/../c')
    'a-b----c'
    """
    return "".join(character if character.isascii() and character.isalnum() else "-" for character in value) or "report"
