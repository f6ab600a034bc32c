"""What an exporter is, and what several of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from dateline.records import Claim

__all__ = ["Exporter", "caption"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name, media type and file name's ending, and the function that writes claims as a stream."""

    name: str
    media_type: str
    suffix: str
    help: str
    write: Callable[[Iterable[Claim], TextIO], int]


def caption(claim: Claim) -> str:
    """Return a claim in one line: on whose word, and what.

    >>> from dateline.records import Claim
    >>> chain = ("Post", "the mayor")
    >>> c = Claim("c", "r", "event", "v1", None, chain, chain[-1], "person", "denies", "the dam broke", 0, 13, "x")
    >>> caption(c)
    'Post › the mayor (denies): the dam broke'
    """
    return f"{' › '.join(claim.chain)} ({claim.stance}): {' '.join(claim.text.split())}"
