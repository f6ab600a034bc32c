"""A report's text as nested marks: what is whose word, where it is said so, and what is set aside.

Spans may cross; marks nest. A span that would run over the end of the mark around it, or of its paragraph, is cut there
and carried on as a second piece, so that the pages can be plain nested elements and no words are lost or doubled.
"""

from __future__ import annotations

import heapq
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

__all__ = ["Mark", "Paragraph", "Voice", "mark_text"]

MAX_DEPTH = 3
PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Voice:
    """How the words of one claim are shown: its key, the tint of its source (None: the report's own voice), its number."""

    key: str
    tint: int | None = None
    number: int | None = None


@dataclass(slots=True)
class Mark:
    """A piece of text under a mark.

    ``depth`` is how many contents lie within one another inside it; ``first`` is true where its claim's number stands.
    ``anchor`` is the id of a place or time, where its first words begin: what the map and the timeline link to.
    """

    kind: str
    voice: Voice | None = None
    anchor: str | None = None
    depth: int = 0
    first: bool = False
    parts: list[str | Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the report; ``furniture`` if all of it is set aside."""

    parts: list[str | Mark]
    furniture: bool


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A span to mark: outer ones sort first."""

    start: int
    minus_end: int
    rank: int
    order: int
    kind: str = field(compare=False)
    voice: Voice | None = field(compare=False)
    anchor: str | None = field(default=None, compare=False)

    @property
    def end(self) -> int:
        return -self.minus_end


def mark_text(reading: Mapping[str, Any], voices: Mapping[str, Voice]) -> list[Paragraph]:
    """Return a report's paragraphs with their marks.

    Args:
        reading: the contract's object.
        voices: by the local id of an attribution, event or holding, how to show it.
    """
    text: str = reading["report"]["text"]
    waiting = deque(sorted(intervals_of(reading, voices)))
    seen: set[str] = set()
    paragraphs: list[Paragraph] = []
    begun: list[Interval] = []
    for line in PARAGRAPH.finditer(text):
        start, end = line.span()
        while waiting and waiting[0].start < end:
            begun.append(waiting.popleft())
        begun = [span for span in begun if span.end > start]
        if not line.group().strip():
            continue
        inside = sorted(clip(span, start, end) for span in begun)
        aside = any(span.kind == "furniture" and (span.start, span.end) == (start, end) for span in inside)
        paragraphs.append(Paragraph(nest(text, (start, end), inside, seen), furniture=aside))
    return paragraphs


def intervals_of(reading: Mapping[str, Any], voices: Mapping[str, Voice]) -> Iterator[Interval]:
    """Yield everything there is to mark; of equal spans the lower rank is the outer one."""
    report = reading["report"]
    rows: list[tuple[int, str, Mapping[str, int], Voice | None]] = [
        (0, "furniture", span, None) for span in report["furniture"]
    ]
    if report["filed_from"]:
        rows.append((0, "filed", report["filed_from"]["span"], None))
    depths = nesting_depths(reading["attributions"])
    for item in reading["attributions"]:
        own = voices.get(item["id"], Voice(item["id"]))
        rows += [(10 + depths[item["id"]], "content", span, own) for span in item["content"]]
        rows += [(20, role, item[role], own) for role in ("source", "channel", "cue") if item[role]]
    for kind, name in (("event", "trigger"), ("holding", "span")):
        for item in reading[f"{kind}s"]:
            rows.append((30, kind, item[name], voices.get(item["id"], Voice(item["id"]))))
    for order, (rank, kind, span, voice) in enumerate(rows):
        yield Interval(span["start"], -span["end"], rank, order, kind, voice)
    named = [("place", e["id"], e["mentions"][0]) for e in reading["entities"] if is_place(e) and e["mentions"]]
    named += [("time", time["id"], time["span"]) for time in reading["times"]]
    for order, (kind, anchor, span) in enumerate(named):
        yield Interval(span["start"], -span["end"], 40, order, kind, None, anchor)


def is_place(entity: Mapping[str, Any]) -> bool:
    """Is the entity on the map, or in the list of places that cannot be?"""
    return entity["kind"] == "place" or entity["place"] is not None


def nesting_depths(attributions: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return, by id, in how many others' words each attribution stands, at most MAX_DEPTH."""
    outer = {item["id"]: item["within"] for item in attributions}
    depths = {}
    for ident in outer:
        depth, above = 0, outer[ident]
        while above in outer and depth < MAX_DEPTH:
            depth, above = depth + 1, outer[above]
        depths[ident] = depth
    return depths


def clip(span: Interval, start: int, end: int) -> Interval:
    """Return the part of a span inside bounds."""
    return replace(span, start=max(span.start, start), minus_end=-min(span.end, end))


def nest(text: str, bounds: tuple[int, int], spans: Sequence[Interval], seen: set[str]) -> list[str | Mark]:
    """Return the pieces of text[start:end] with marks around them; crossing spans are cut and carried on."""
    at, end = bounds
    root: list[str | Mark] = []
    stack: list[tuple[int, list[str | Mark]]] = [(end, root)]
    queue = list(spans)
    heapq.heapify(queue)

    def write(until: int) -> None:
        nonlocal at
        while at < until:
            here, parts = stack[-1]
            if here > at:
                parts.append(text[at : min(here, until)])
            at = max(at, min(here, until))
            while len(stack) > 1 and stack[-1][0] <= at:
                stack.pop()

    while queue:
        span = heapq.heappop(queue)
        write(span.start)
        limit = stack[-1][0]
        if span.end > limit:
            heapq.heappush(queue, clip(span, limit, span.end))
            span = clip(span, span.start, limit)
        mark = open_mark(span, seen)
        stack[-1][1].append(mark)
        stack.append((span.end, mark.parts))
    write(end)
    stack_lines(root)
    return root


def stack_lines(parts: Sequence[str | Mark]) -> int:
    """Set how many lines of content run above each content's own, so that none is drawn over; return the most."""
    most = 0
    for part in parts:
        if isinstance(part, Mark):
            inside = stack_lines(part.parts)
            part.depth = min(inside, MAX_DEPTH)
            most = max(most, inside + (part.kind == "content"))
    return most


def open_mark(span: Interval, seen: set[str]) -> Mark:
    """Return an empty mark; the first content, trigger or holding of a claim carries the claim's number.

    A place or time that is cut in two has its anchor at its first piece.
    """
    if span.anchor is not None:
        begun = f"{span.kind} {span.anchor}"
        mark = Mark(span.kind, anchor=None if begun in seen else span.anchor)
        seen.add(begun)
        return mark
    voice = span.voice
    numbered = voice is not None and voice.number is not None and span.kind in ("content", "event", "holding")
    first = numbered and voice is not None and voice.key not in seen
    if first and voice is not None:
        seen.add(voice.key)
    return Mark(span.kind, voice, first=first)
