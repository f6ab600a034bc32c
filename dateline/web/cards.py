"""The claims of one report as cards in text order: who says it, and what is stated, numbered as in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.records import Claim
from dateline.web.marks import Paragraph, Voice, mark_text

__all__ = ["TINTS", "Card", "Item", "MarkedReport", "SourceKey", "mark_report"]

# colours and line styles of the stylesheet (tint-0 ... tint-7); a ninth source begins again with the first
TINTS = 8
MAX_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Item:
    """An event or holding of a card, and the words that name it."""

    claim: Claim
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """One statement with what it states, or what one sentence says in the report's own voice.

    ``claim`` is the statement, or the first claim of the sentence; ``level`` is how deep in others' words it stands.
    """

    number: int
    claim: Claim
    own_voice: bool
    tint: int | None
    level: int
    items: tuple[Item, ...]
    denies: int | None


@dataclass(frozen=True, slots=True)
class SourceKey:
    """A line of the key to the colours: a source, its tint, how many of the cards are its, and the first of them."""

    name: str
    tint: int
    cards: int
    first: str


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """A report's text under marks, its cards, the key to its sources, and how many claims the cards hold."""

    paragraphs: list[Paragraph]
    cards: tuple[Card, ...]
    key: tuple[SourceKey, ...]
    claims: int

    @property
    def numbers(self) -> dict[str, int]:
        """By the local id of an event or holding, the number of its card."""
        return {item.claim.local_id: card.number for card in self.cards for item in card.items}


def mark_report(reading: Mapping[str, Any], claims: Sequence[Claim]) -> MarkedReport:
    """Return a report's text and cards, each number the same on both sides."""
    ordered = sorted(claims, key=lambda claim: (claim.start, -claim.end, claim.kind != "statement", claim.local_id))
    heads = heads_of(ordered)
    members: dict[str, list[Claim]] = {}
    for claim in ordered:
        members.setdefault(heads[claim.id], []).append(claim)
    numbers = {head: number for number, head in enumerate(members, 1)}
    tints = tints_of(ordered)
    shortest = min((len(claim.chain) for claim in ordered), default=1)
    words = words_of(reading)
    cards = tuple(
        Card(
            number=numbers[head],
            claim=rows[0],
            own_voice=is_own_voice(rows[0]),
            tint=tint_of(rows[0], tints),
            level=min(max(len(rows[0].chain) - shortest - 1, 0), MAX_LEVEL),
            items=tuple(Item(row, words.get(row.local_id, row.text)) for row in rows if row.kind != "statement"),
            denies=numbers.get(heads.get(rows[0].denies or "", "")),
        )
        for head, rows in members.items()
    )
    voices = {claim.local_id: Voice(claim.local_id, tint_of(claim, tints), numbers.get(claim.id)) for claim in ordered}
    return MarkedReport(mark_text(reading, voices), cards, key_of(cards, tints), len(ordered))


def heads_of(claims: Iterable[Claim]) -> dict[str, str]:
    """Return, by claim id, the claim at the head of its card.

    An event or holding goes with the statement it is stated in; in the report's own voice, with the first of its sentence.
    """
    rows = list(claims)
    statements = {claim.id for claim in rows if claim.kind == "statement"}
    sentences: dict[tuple[int, int], str] = {}
    heads = {}
    for claim in rows:
        if claim.kind == "statement":
            heads[claim.id] = claim.id
        elif claim.statement in statements:
            heads[claim.id] = str(claim.statement)
        else:
            heads[claim.id] = sentences.setdefault((claim.start, claim.end), claim.id)
    return heads


def words_of(reading: Mapping[str, Any]) -> dict[str, str]:
    """Return the words that name each event and holding, by local id."""
    events = {event["id"]: str(event["trigger"]["quote"]) for event in reading["events"]}
    return events | {holding["id"]: str(holding["span"]["quote"]) for holding in reading["holdings"]}


def is_own_voice(claim: Claim) -> bool:
    """Is the claim the report's own, nobody's quoted word?"""
    return claim.kind != "statement" and claim.statement is None


def tints_of(claims: Iterable[Claim]) -> dict[str, int]:
    """Return a tint for every quoted source, in the order they first speak."""
    names = dict.fromkeys(claim.source for claim in claims if not is_own_voice(claim))
    return {name: index % TINTS for index, name in enumerate(names)}


def tint_of(claim: Claim, tints: Mapping[str, int]) -> int | None:
    """Return the tint of a claim's source; the report's own voice has none."""
    return None if is_own_voice(claim) else tints.get(claim.source)


def key_of(cards: Iterable[Card], tints: Mapping[str, int]) -> tuple[SourceKey, ...]:
    """Return the key to the colours, in the order the sources first speak."""
    spoken: dict[str, list[str]] = {name: [] for name in tints}
    for card in cards:
        if card.tint is not None:
            spoken[card.claim.source].append(card.claim.local_id)
    return tuple(SourceKey(name, tints[name], len(ids), ids[0]) for name, ids in spoken.items() if ids)
