"""Lists of ids and numbers as one value of a statement, so that its text, and with it its plan, stays the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

__all__ = ["as_list", "key_number", "signed"]

_RANGE = 1 << 64


def as_list(values: Iterable[str | int]) -> str:
    """Return values for ``IN (SELECT value FROM json_each(:name))``."""
    return json.dumps(list(values))


def signed(number: int) -> int:
    """Return a number of 64 bits as SQLite keeps it: with a sign.

    >>> signed(2**64 - 1)
    -1
    """
    return (number + _RANGE // 2) % _RANGE - _RANGE // 2


def key_number(key: str) -> int:
    """Return a key of candidates as a number: half the size, and what two keys share by chance is told by comparing."""
    return signed(int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()))
