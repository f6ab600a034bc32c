"""What every source yields: a report beside the bytes it was made from."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

import charset_normalizer

from dateline.errors import UnreadableReport
from dateline.ids import content_sha256
from dateline.records import Original, Report

__all__ = ["Ingested", "Limits", "Metadata", "Options", "decode", "make_ingested", "time_limit"]

MOSTLY_LATIN = 0.1  # share of bytes over 127 under which text without UTF-8 is taken as the web takes it


@dataclass(frozen=True, slots=True)
class Ingested:
    """A report as it was found, with its original bytes and address."""

    report: Report
    original: Original


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a parser may take in: bytes, levels of nesting, seconds."""

    max_bytes: int = 10_000_000
    max_depth: int = 200
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a report beside its text; None where nothing says it."""

    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None

    def known(self) -> dict[str, str | None]:
        """Return the fields by name, as Report.of takes them."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Options:
    """What is known of the reports beside their bytes, and the limits of parsing and fetching."""

    known: Metadata = field(default_factory=Metadata)
    limits: Limits = field(default_factory=Limits)
    fetch_seconds: float = 30.0

    def merged(self, found: Metadata, *, found_first: bool = False) -> Metadata:
        """Return what is known, completed by what was found (or the other way round)."""
        first, second = (found, self.known) if found_first else (self.known, found)
        return Metadata(**{name: value or getattr(second, name) for name, value in first.known().items()})


def make_ingested(text: str, metadata: Metadata, *, data: bytes, media_type: str, address: str) -> Ingested:
    """Join a text, its metadata and its original bytes; a report's own url, where known, is its address.

    Raises:
        UnreadableReport: the text is empty.
    """
    text = clean_text(text)
    if not text:
        raise UnreadableReport(address, "no text in it")
    report = Report.of(text, **metadata.known())
    return Ingested(report, Original(content_sha256(data), media_type, metadata.url or address, data))


def clean_text(text: str) -> str:
    """Return text with line ends as one sign, without signs that no text holds, without blank edges."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ud800-\udfff]", "", text)
    return text.strip()


def decode(data: bytes, address: str) -> str:
    """Decode bytes: UTF-8 or a byte order mark's encoding; else windows-1252 for mostly Latin text; else by statistics.

    Raises:
        UnreadableReport: the bytes are no text.
    """
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise UnreadableReport(address, "binary data, not text")
    if sum(byte > 127 for byte in data) < MOSTLY_LATIN * len(data):
        return data.decode("cp1252", errors="replace")
    best = charset_normalizer.from_bytes(data[:200_000]).best()
    if best is None:
        raise UnreadableReport(address, "no encoding fits its bytes")
    return data.decode(best.encoding, errors="replace")


@contextmanager
def time_limit(seconds: float, address: str) -> Iterator[None]:
    """Stop a parser that takes too long.

    Works in the main thread of a process, where reports are parsed; elsewhere the limits on size and depth stand alone.

    Raises:
        UnreadableReport: the block took longer than ``seconds``.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise UnreadableReport(address, f"took longer than {seconds:g} seconds to parse")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
