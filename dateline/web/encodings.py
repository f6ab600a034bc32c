"""Which compressed form of an answer a reader takes, by its Accept-Encoding."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["accepts"]

_ZERO = re.compile(r"0(\.0{0,3})?")


def accepts(header: str | None, offered: Iterable[str]) -> str | None:
    """Return the first of some encodings that an Accept-Encoding header takes, or None.

    >>> accepts("gzip, deflate, br;q=0.5", ("br", "gzip")), accepts("br;q=0, *", ("br", "gzip")), accepts(None, ("gzip",))
    ('br', 'gzip', None)
    """
    weights = dict(_read(part) for part in (header or "").lower().split(","))
    return next((name for name in offered if weights.get(name, weights.get("*", False))), None)


def _read(part: str) -> tuple[str, bool]:
    """Return an encoding and whether it is taken: a weight of zero says that it is not."""
    name, _, rest = part.partition(";")
    weight = rest.strip().removeprefix("q=").strip()
    return name.strip(), _ZERO.fullmatch(weight) is None
