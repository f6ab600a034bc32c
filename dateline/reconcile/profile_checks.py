"""Items of a profile -> values of the allowed kind; what is wrong is noted with its line and key, and all is told at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TypeVar

from dateline.reconcile.profile_yaml import Item

__all__ = ["Checks"]

T = TypeVar("T")


@dataclass(slots=True)
class Checks:
    """The faults of one file; every method returns a value that fits, whatever the item is."""

    source: str
    faults: list[str] = field(default_factory=list)

    def fault(self, item: Item, why: str) -> None:
        """Note what is wrong with an item."""
        self.faults.append(f"{item.at(self.source)}: {why}")

    def mapping(
        self, item: Item | None, known: Collection[str] = (), required: Collection[str] = ()
    ) -> dict[str, Item]:
        """Return the keys that are known (all, where none are named); others are faults, and so are missing ones."""
        if item is None:
            return {}
        if not isinstance(item.value, dict):
            self.fault(item, f"must have keys: {', '.join(known)}" if known else "must have keys")
            return {}
        for key, below in item.value.items():
            if known and key not in known:
                self.fault(below, f"no such key; there are: {', '.join(known)}")
        for key in required:
            if key not in item.value:
                self.fault(item, f"{key} is missing")
        return {key: below for key, below in item.value.items() if not known or key in known}

    def listing(self, item: Item | None) -> list[Item]:
        """Return the items of a list."""
        if item is None:
            return []
        if not isinstance(item.value, list):
            self.fault(item, "must be a list")
            return []
        return item.value

    def text(self, item: Item | None, default: str = "") -> str:
        """Return a text of one word or more."""
        if item is None:
            return default
        if not isinstance(item.value, str) or not item.value.strip():
            self.fault(item, "must be a text")
            return default
        return item.value.strip()

    def texts(self, item: Item | None, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a list of texts; one text alone is a list of one."""
        if item is None:
            return default
        items = [item] if isinstance(item.value, str) else self.listing(item)
        return tuple(dict.fromkeys(self.text(below) for below in items if below.value))

    def choice(self, item: Item | None, allowed: Collection[str], default: str) -> str:
        """Return one of the allowed words."""
        return default if item is None else self._allowed(item, self.text(item, default), allowed, default)

    def choices(self, item: Item | None, allowed: Collection[str], default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a list of allowed words; ``all`` is all of them."""
        if item is None:
            return default
        told = self.texts(item)
        return tuple(allowed) if told == ("all",) else tuple(self._allowed(item, one, allowed, "") for one in told)

    def whole(self, item: Item | None, default: int = 0) -> int:
        """Return a number without a fraction, 0 or more."""
        if item is None:
            return default
        text = item.value if isinstance(item.value, str) else ""
        if not (text.isascii() and text.isdigit() and len(text) < len("1000000000000")):
            self.fault(item, "must be a whole number, 0 or more")
            return default
        return int(text)

    def number(self, item: Item | None, default: float = 0.0) -> float:
        """Return a number above 0."""
        try:
            found = float(item.value) if item and isinstance(item.value, str) else math.nan
        except ValueError:
            found = math.nan
        if item and not 0 < found < math.inf:
            self.fault(item, "must be a number above 0")
            return default
        return found if item else default

    def table(self, item: Item | None, allowed: Collection[str], read: Callable[[Item], T]) -> dict[str, T]:
        """Return a mapping whose keys are allowed words (any, where none are named), each value read by a function."""
        return {key: read(below) for key, below in self.mapping(item, allowed).items()}

    def _allowed(self, item: Item, word: str, allowed: Collection[str], default: str) -> str:
        if word in allowed or word == default:
            return word
        self.fault(item, f"{word!r} is not allowed; allowed are: {', '.join(allowed)}")
        return default
