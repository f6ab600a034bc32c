"""Static files as the browser wants them: compressed when the build made them so, and kept for good by their content."""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from dateline.web.encodings import accepts

__all__ = ["IMMUTABLE", "PACKED", "PACKED_HEX_DIGITS", "Assets", "packed_base"]

IMMUTABLE = "public, max-age=31536000, immutable"
# what frontend/build.py makes: parts of scripts, named by their content; and every file compressed, by its content's hash
CHUNKS, PACKED = "chunks/", "packed"
PACKED_HEX_DIGITS = 16
SUFFIXES = {"br": ".br", "gzip": ".gz"}
# said here rather than by the machine's own table: with nosniff a module of a wrong type is not run
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Assets(StaticFiles):
    """Static files; those asked for by the hash of their content are kept for good.

    A compressed form is sent only if it was made from the file as it is: its name has the hash of the content.
    """

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file."""
        answer = await super().get_response(path, scope)
        if scope["query_string"].startswith(b"v=") or path.startswith(CHUNKS):
            answer.headers["Cache-Control"] = IMMUTABLE
        return answer

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return a file, or its compressed form, or 304 if the reader has it."""
        source = Path(full_path)
        media_type = MEDIA_TYPES.get(source.suffix)
        encoding = accepts(Headers(scope=scope).get("accept-encoding"), SUFFIXES) if media_type else None
        packed = self.packed_form(source, encoding, stat_result) if encoding else None
        if packed is not None:
            answer = super().file_response(packed, packed.stat(), scope, status_code)
            answer.headers["Content-Encoding"] = str(encoding)
        else:
            answer = super().file_response(full_path, stat_result, scope, status_code)
        if media_type:
            answer.headers["Vary"] = "Accept-Encoding"
            if "content-type" in answer.headers:
                answer.headers["Content-Type"] = media_type
        return answer

    def packed_form(self, source: Path, encoding: str, stat: os.stat_result) -> Path | None:
        """Return the file's compressed form, if the build made one of just this content."""
        folder = Path(str(self.directory)).resolve()
        if folder not in source.parents or folder / PACKED in source.parents:
            return None
        base = packed_base(source.resolve(), folder, (stat.st_mtime_ns, stat.st_size))
        found = base.with_name(base.name + SUFFIXES[encoding])
        return found if found.is_file() else None


@functools.lru_cache(maxsize=256)
def packed_base(source: Path, folder: Path, state: tuple[int, int]) -> Path:  # noqa: ARG001  a key of the cache
    """Return the path of a file's compressed forms, but for their suffix; ``state`` changes when the file does."""
    name = source.relative_to(folder).as_posix().replace("/", "--")
    return folder / PACKED / f"{name}.{hashlib.sha256(source.read_bytes()).hexdigest()[:PACKED_HEX_DIGITS]}"
