"""Mentions that the reading model found, as the entity rules take them: token ranges with a head word and a type.

The model marks whole noun phrases with GUM's types, nested ones and pronouns too. Another pipeline leaves none; the rules
then decide alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from dateline.read.model import MENTION_KINDS, MENTIONS

__all__ = ["LearnedMention", "LearnedMentions"]


class LearnedMention(NamedTuple):
    """Tokens ``start`` to ``end``, the place of the head word, one of GUM's types, and a probability."""

    start: int
    end: int
    head: int
    type: str
    score: float


class LearnedMentions:
    """The model's mentions of one report, by their head words; empty, and false, where no model read it."""

    def __init__(self, doc: Doc) -> None:
        self.by_head: dict[int, list[LearnedMention]] = {}
        types = doc.user_data.get(MENTION_KINDS, ())
        for found in doc.user_data.get(MENTIONS, ()):
            head = found.first if found.first == found.last else doc[found.first : found.last + 1].root.i
            mention = LearnedMention(found.first, found.last + 1, head, types[found.kind], found.score)
            self.by_head.setdefault(head, []).append(mention)

    def __bool__(self) -> bool:
        return bool(self.by_head)

    def __iter__(self) -> Iterator[LearnedMention]:
        return (mention for mentions in self.by_head.values() for mention in mentions)

    def around(self, start: int, end: int) -> LearnedMention | None:
        """Return the smallest mention that covers some tokens and has its head word among them."""
        found: Iterable[LearnedMention] = (
            mention
            for head in range(start, end)
            for mention in self.by_head.get(head, ())
            if mention.start <= start and end <= mention.end
        )
        return min(found, key=lambda mention: mention.end - mention.start, default=None)
