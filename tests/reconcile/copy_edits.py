"""Copies as papers make them: a story cut, headed, added to, its words and numbers changed. The same seed, the same copy."""

from __future__ import annotations

import random
import re

__all__ = ["STORY", "changed", "cut", "sentences", "with_paragraphs"]

STORY = """PORT ALDA, 3 May (Coastal News) - Fishermen blocked the harbour of Port Alda with some forty boats on Monday and
vowed to stay until the new landing fees were withdrawn, bringing the ferry traffic to the outer islands to a standstill.

The harbour master, Iven Orsk, said two freighters had been turned back during the morning and a third was waiting beyond the
breakwater. He put the loss to the port at 20,000 crowns a day.

"We have paid for this quay three times over," said Mara Venn, who heads the boat owners' union. "Now they want us to pay for the
water as well, and for the gulls that sit on it."

The fees, announced in April, would double the price of landing a crate of herring. The regional government says the money is
needed to dredge the channel, which has silted up since the storms of last winter.

Shortly after noon, police in two launches tried to tow away a boat that was moored across the entrance. Stones and fish boxes
were thrown, and three officers were slightly hurt, according to a police spokesman. The launches withdrew.

Ferry passengers slept in the customs hall. A bakery sent up bread, and the mayor promised blankets if the dispute was not settled
by the evening.

The last blockade of the harbour, nine years ago, ended after a week, when the government of the day gave way."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, roughly."""
    return [s for s in re.split(r"(?<=[.!?\"])\s+(?=[A-Z\"])", text) if s]


def cut(text: str, *, keep: float, seed: int = 1, ends: bool = False) -> str:
    """Keep a share of the sentences: the first ones where the end is cut off, else any."""
    parts = sentences(text)
    count = max(1, round(keep * len(parts)))
    kept = range(count) if ends else sorted(random.Random(seed).sample(range(len(parts)), count))  # noqa: S311
    return "\n\n".join(parts[i] for i in kept)


def changed(text: str, *, rate: float, seed: int = 1) -> str:
    """Spell a share of the words otherwise, and give every number another value."""
    rng = random.Random(seed)  # noqa: S311
    words = [word + "e" if word.isalpha() and rng.random() < rate else word for word in text.split(" ")]
    return re.sub(r"\d+", lambda m: str(int(m.group()) + 7), " ".join(words))


def with_paragraphs(text: str, *paragraphs: str, at: int | None = None) -> str:
    """Put paragraphs into a text, at the end or before the one of a number."""
    parts = text.split("\n\n")
    place = len(parts) if at is None else at
    return "\n\n".join([*parts[:place], *paragraphs, *parts[place:]])
