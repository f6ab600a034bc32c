"""The command line as a shell runs it: the words, what came out, and the exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from dateline.cli import main

__all__ = ["Ran", "Run", "runner"]


@dataclass
class Ran:
    """What a command printed on either stream, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs ``dateline`` with some words, and bytes on its standard input."""

    def call(*words: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["dateline", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as caught:
            main()
        got = capsys.readouterr()
        return Ran(int(caught.value.code or 0), got.out, got.err)

    return call
