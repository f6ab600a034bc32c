from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.web.marks import Mark, Paragraph, Voice, mark_text

TEXT = "One said two was three.\nFour, five, six.\n\nSeven."


def span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "quote": text[start:end]}


def reading(
    text: str, contents: list[tuple[int, int]], furniture: list[tuple[int, int]] | None = None
) -> dict[str, Any]:
    attributions = [
        {"id": f"a{n}", "within": None, "source": None, "cue": None, "channel": None, "content": [span(text, *pair)]}
        for n, pair in enumerate(contents)
    ]
    report = {"text": text, "furniture": [span(text, *pair) for pair in furniture or []], "filed_from": None}
    lists = dict.fromkeys(("entities", "times", "events", "holdings"), ())
    return {"report": report, "attributions": attributions, **lists}


def words(parts: list[str | Mark]) -> str:
    return "".join(part if isinstance(part, str) else words(part.parts) for part in parts)


def marks(paragraphs: list[Paragraph]) -> Iterator[Mark]:
    queue: list[str | Mark] = [part for paragraph in paragraphs for part in paragraph.parts]
    while queue:
        part = queue.pop(0)
        if isinstance(part, Mark):
            yield part
            queue = part.parts + queue


def shape(parts: list[str | Mark]) -> list[Any]:
    return [
        part if isinstance(part, str) else (part.voice.key if part.voice else part.kind, shape(part.parts))
        for part in parts
    ]


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ([], ["abcdef"]),
        ([(0, 6)], [("a0", ["abcdef"])]),
        ([(1, 3)], ["a", ("a0", ["bc"]), "def"]),
        ([(0, 6), (2, 4)], [("a0", ["ab", ("a1", ["cd"]), "ef"])]),
        ([(2, 4), (0, 6)], [("a1", ["ab", ("a0", ["cd"]), "ef"])]),
        ([(0, 4), (2, 6)], [("a0", ["ab", ("a1", ["cd"])]), ("a1", ["ef"])]),
        ([(1, 3), (3, 5)], ["a", ("a0", ["bc"]), ("a1", ["de"]), "f"]),
        ([(1, 3), (1, 3)], ["a", ("a0", [("a1", ["bc"])]), "def"]),
    ],
)
def test_marks_nest_and_crossing_spans_are_cut(contents: list[tuple[int, int]], expected: list[Any]) -> None:
    (paragraph,) = mark_text(reading("abcdef", contents), {})
    assert shape(paragraph.parts) == expected


def test_a_span_over_paragraphs_is_carried_on_and_numbered_once() -> None:
    paragraphs = mark_text(reading(TEXT, [(9, 30)]), {"a0": Voice("a0", 0, 1)})
    assert [words(p.parts) for p in paragraphs] == ["One said two was three.", "Four, five, six.", "Seven."]
    found = list(marks(paragraphs))
    assert [words(mark.parts) for mark in found] == ["two was three.", "Four, "]
    assert [mark.first for mark in found] == [True, False]


def test_a_paragraph_is_set_aside_only_if_all_of_it_is_furniture() -> None:
    whole = mark_text(reading(TEXT, [], [(24, 40)]), {})
    part = mark_text(reading(TEXT, [], [(24, 30)]), {})
    assert [p.furniture for p in whole] == [False, True, False]
    assert [p.furniture for p in part] == [False, False, False]


def test_lines_of_nested_contents_are_stacked() -> None:
    depths = [m.depth for m in marks(mark_text(reading("abcdef", [(0, 6), (1, 5), (2, 4)]), {}))]
    assert depths == [2, 1, 0]


pairs = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(pairs, max_size=12))
def test_no_word_is_lost_or_doubled(contents: list[tuple[int, int]]) -> None:
    paragraphs = mark_text(reading(TEXT, contents), {})
    assert [words(p.parts) for p in paragraphs] == [line for line in TEXT.split("\n") if line]


@given(st.lists(pairs, max_size=12))
def test_every_span_is_marked_whole(contents: list[tuple[int, int]]) -> None:
    found = list(marks(mark_text(reading(TEXT, contents), {})))
    for number, (start, end) in enumerate(contents):
        pieces = [words(mark.parts) for mark in found if mark.voice and mark.voice.key == f"a{number}"]
        assert "".join(pieces) == TEXT[start:end].replace("\n", "")


def test_a_place_has_its_anchor_where_it_is_first_named_and_a_time_where_it_stands() -> None:
    text = "Orra fell. Orra rose on Friday."
    row = reading(text, [(0, 31)])
    velm = {"id": "e1", "kind": "place", "place": None, "mentions": [span(text, 0, 4), span(text, 11, 15)]}
    nobody = {"id": "e2", "kind": "person", "place": None, "mentions": [span(text, 5, 9)]}
    row |= {"entities": [velm, nobody], "times": [{"id": "t1", "span": span(text, 24, 30)}]}
    found = {(mark.kind, mark.anchor): words(mark.parts) for mark in marks(mark_text(row, {})) if mark.anchor}
    assert found == {("place", "e1"): "Orra", ("time", "t1"): "Friday"}


def test_a_time_that_is_cut_in_two_has_one_anchor() -> None:
    text = "abcdef"
    row = reading(text, [(0, 3)]) | {"times": [{"id": "t1", "span": span(text, 2, 5)}]}
    pieces = [(words(mark.parts), mark.anchor) for mark in marks(mark_text(row, {})) if mark.kind == "time"]
    assert pieces == [("c", "t1"), ("de", None)]
