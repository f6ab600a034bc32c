"""JSON lines: a claim a line, every field, absent values null."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from dateline.records import Claim

__all__ = ["write_jsonl"]


def write_jsonl(claims: Iterable[Claim], out: TextIO) -> int:
    """Write claims as JSON lines and return how many there were."""
    written = 0
    for claim in claims:
        out.write(json.dumps(claim.as_json(), ensure_ascii=False) + "\n")
        written += 1
    return written
