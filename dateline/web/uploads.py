"""Forms with files, read as they come: files go to disk, fields into memory, and nothing past its limit."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from dateline.errors import InputError, TooLarge

__all__ = ["Upload", "UploadLimits", "UploadedFile", "beside_texts", "read_upload"]

UPLOAD_TYPE = b"multipart/form-data"
MAX_FIELDS = 20
MAX_NAME_BYTES = 200
MAX_SUFFIX_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How much a form may bring."""

    bytes: int
    files: int
    field_bytes: int


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file of a form: its name without any folder, where it lies now, and the hash of its bytes."""

    name: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Upload:
    """What a form brought; ``folder`` holds the files, and is removed by whoever has done with them."""

    folder: Path
    fields: dict[str, str]
    files: tuple[UploadedFile, ...]

    def discard(self) -> None:
        """Remove the files."""
        shutil.rmtree(self.folder, ignore_errors=True)


async def read_upload(request: Request, limits: UploadLimits) -> Upload:
    """Read a posted form with files.

    Raises:
        InputError: it is no such form, or broken.
        TooLarge: it brings more than the limits allow; nothing of it is kept.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != UPLOAD_TYPE or b"boundary" not in options:
        raise InputError(f"not a form of the kind {UPLOAD_TYPE.decode()}")
    reader = FormReader(Path(tempfile.mkdtemp(prefix="dateline-add-")), limits)
    try:
        parser = MultipartParser(options[b"boundary"], reader.callbacks())  # type: ignore[arg-type]  # bytes are taken
        read = 0
        async for chunk in request.stream():
            read += len(chunk)
            if read > limits.bytes:
                raise TooLarge(f"the form is larger than {limits.bytes:,} bytes (max_upload_bytes)")
            parser.write(chunk)
        return reader.upload()
    except FormParserError as error:
        reader.discard()
        raise InputError(f"the form cannot be read: {error}") from error
    except BaseException:
        reader.discard()
        raise


@dataclass(slots=True)
class FormReader:
    """Takes in the parts of a form one after another."""

    folder: Path
    limits: UploadLimits
    fields: dict[str, str] = field(default_factory=dict)
    files: list[UploadedFile] = field(default_factory=list)
    is_whole: bool = False
    header: tuple[bytes, bytes] = (b"", b"")
    disposition: bytes = b""
    name: str = ""
    file_name: str | None = None
    value: bytearray = field(default_factory=bytearray)
    file: BinaryIO | None = None
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def callbacks(self) -> dict[str, Callable[..., None]]:
        """Return what the parser calls."""
        names = (
            "part_begin", "header_field", "header_value", "header_end", "headers_finished", "part_data", "part_end", "end",
        )  # fmt: skip
        return {f"on_{name}": getattr(self, name) for name in names}

    def part_begin(self) -> None:
        """Begin a part."""
        self.header, self.disposition, self.value = (b"", b""), b"", bytearray()

    def header_field(self, data: bytes, start: int, end: int) -> None:
        """Take in some of a header's name."""
        self.header = self.header[0] + data[start:end], self.header[1]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        """Take in some of a header's value."""
        self.header = self.header[0], self.header[1] + data[start:end]

    def header_end(self) -> None:
        """Keep the one header that says something to us."""
        if self.header[0].lower() == b"content-disposition":
            self.disposition = self.header[1]
        self.header = b"", b""

    def headers_finished(self) -> None:
        """Learn what the part is: a field, or a file if it has a file's name."""
        _, options = parse_options_header(self.disposition)
        if b"name" not in options:
            raise InputError("the form has a part without a name")
        self.name = decoded(options[b"name"])
        self.file_name = decoded(options[b"filename"]) if b"filename" in options else None
        if self.name in self.fields and self.file_name is None:
            raise InputError("the form has a field twice")
        if len(self.fields) >= MAX_FIELDS:
            raise TooLarge(f"the form has more than {MAX_FIELDS} fields")
        if self.file_name:
            if len(self.files) >= self.limits.files:
                raise TooLarge(f"more than {self.limits.files:,} files at once (max_upload_files)")
            self.digest = hashlib.sha256()
            self.file = self.place(safe_name(self.file_name)).open("xb")

    def place(self, name: str) -> Path:
        """Return where a file goes: side by side, so that a text finds its metadata; the second of a name on its own."""
        path = self.folder / name
        if path.exists():
            path = Path(tempfile.mkdtemp(dir=self.folder)) / name
        return path

    def part_data(self, data: bytes, start: int, end: int) -> None:
        """Take in some of a part's content."""
        if self.file is not None:
            self.file.write(data[start:end])
            self.digest.update(data[start:end])
            return
        self.value += data[start:end]
        if len(self.value) > self.limits.field_bytes:
            raise TooLarge(f"{self.name}: longer than {self.limits.field_bytes:,} bytes")

    def part_end(self) -> None:
        """End a part. A place for files that was left empty comes as a file without a name."""
        if self.file is not None:
            path = Path(self.file.name)
            self.file.close()
            self.file = None
            self.files.append(UploadedFile(safe_name(self.file_name or ""), path, self.digest.hexdigest()))
        elif self.file_name is None:
            self.fields[self.name] = decoded(bytes(self.value))

    def end(self) -> None:
        """Note that the last part has come."""
        self.is_whole = True

    def upload(self) -> Upload:
        """Return what came. Raises: InputError: not all of it."""
        if not self.is_whole:
            raise InputError("the form was cut short")
        return Upload(self.folder, self.fields, tuple(self.files))

    def discard(self) -> None:
        """Remove what came."""
        if self.file is not None:
            self.file.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def decoded(data: bytes) -> str:
    """Return bytes as text. Raises: InputError: they are no UTF-8, in which our pages are written."""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    raise InputError("a part of the form is not UTF-8")


def safe_name(given: str) -> str:
    """Return a file's name that says what the given one does and names nothing but a file in its folder.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\news\\\\a b.html"), safe_name(".."), safe_name(".hidden")
    ('passwd', 'a b.html', 'file', 'hidden')
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    name = "".join(character if character.isprintable() else "_" for character in last).lstrip(". ")
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > MAX_SUFFIX_CHARACTERS:
        stem, suffix = name, ""
    while len(f"{stem}{dot}{suffix}".encode()) > MAX_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}{dot}{suffix}" if suffix else stem or "file"


def beside_texts(names: Sequence[str]) -> frozenset[str]:
    """Return those names that are metadata of another file (``NAME.json`` beside ``NAME.txt``), as in a folder.

    >>> sorted(beside_texts(["a.txt", "a.json", "b.json"]))
    ['a.json']
    """
    texts = {name.rpartition(".")[0] for name in names if name.lower().endswith((".txt", ".html", ".htm"))}
    return frozenset(name for name in names if name.endswith(".json") and name.removesuffix(".json") in texts)
