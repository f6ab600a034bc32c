"""Names on a map: each beside its mark, none over another, the most important first; what finds no room is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Box", "Label", "Wanted", "box_of", "lay_out", "text_width"]

# Labels are laid out at the size they have on a phone, the largest in proportion to the map.
FONT = 30.0
LETTER = 0.56  # of the font's size, an average of capitals and small letters in the pages' sans serif
CAPITAL = 0.62  # the same of small, spaced capitals
HALF_LINE = 0.55
GAP = 7.0
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that asks for room: its mark's middle and half axes; ``inside`` names stand on the middle itself."""

    key: str
    text: str
    x: float
    y: float
    rx: float = 0.0
    ry: float = 0.0
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place; ``anchor`` is SVG's text-anchor, ``y`` the middle of its letters."""

    key: str
    text: str
    x: float
    y: float
    anchor: str


def lay_out(wanted: Iterable[Wanted], *, width: float, height: float, taken: Sequence[Box] = ()) -> list[Label]:
    """Return labels for as many names as fit, in the order given.

    Args:
        wanted: the names, the most important first.
        width, height: the paper; no label leaves it.
        taken: boxes that stay free.
    """
    boxes = list(taken)
    labels = []
    for want in wanted:
        for label in places_for(want):
            box = box_of(label)
            inside = box[0] >= 4 and box[1] >= 4 and box[2] <= width - 4 and box[3] <= height - 4
            if inside and not any(overlap(box, other) for other in boxes):
                boxes.append(box)
                labels.append(label)
                break
    return labels


def places_for(want: Wanted) -> Iterable[Label]:
    """Yield where a name may stand, the best place first."""
    key, text, x, y = want.key, want.text, want.x, want.y
    if want.inside:
        for step in (0.0, 1.2, -1.2, 2.4, -2.4):
            yield Label(key, text, x, y + step * FONT, "middle")
        return
    right, left = x + want.rx + GAP, x - want.rx - GAP
    above, below = y - want.ry - FONT * 0.6, y + want.ry + FONT * 0.6
    yield Label(key, text, right, y, "start")
    yield Label(key, text, left, y, "end")
    yield Label(key, text, x, above, "middle")
    yield Label(key, text, x, below, "middle")
    for level in (above, below):
        yield Label(key, text, x, level, "start")
        yield Label(key, text, x, level, "end")


def box_of(label: Label) -> Box:
    """Return the room that a label takes."""
    width = text_width(label.text)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - FONT * HALF_LINE, left + width, label.y + FONT * HALF_LINE


def text_width(text: str) -> float:
    """Return how wide a name is, at most."""
    return len(text) * FONT * (CAPITAL if text.isupper() else LETTER)


def overlap(one: Box, other: Box) -> bool:
    """Do two boxes share room?"""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
