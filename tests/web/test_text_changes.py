from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.web.text_changes import MOST_PARAGRAPHS, MOST_WORDS, Passage, Piece, compare_texts, paragraphs_of

TEXTS = st.lists(st.text("ab .,\n12", max_size=30), max_size=8).map("\n".join)


def told(passages: tuple[Passage, ...] | None) -> list[tuple[str, str] | int]:
    assert passages is not None
    return [
        part for p in passages for part in ([p.unchanged] if p.unchanged else [(x.kind, x.words) for x in p.pieces])
    ]


def test_words_that_changed_stand_in_the_place_of_those_dropped() -> None:
    old = "The river rose.\nTwo men died at dawn.\nThe bridge held."
    new = "The river rose.\nThree women died at dawn, rescuers said.\nThe bridge held."
    assert told(compare_texts(old, new)) == [
        1, ("dropped", "Two men"), ("added", "Three women"), ("same", " died at dawn"),
        ("added", ", rescuers said"), ("same", "."), 1,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("One.", "One.", []),
        ("One. \n\n", "One.", []),
        ("", "One.", [("added", "One.")]),
        ("One.\nTwo.", "Two.", [("dropped", "One."), 1]),
        ("", "", []),
    ],
)
def test_paragraphs_come_and_go(old: str, new: str, expected: list[object]) -> None:
    assert told(compare_texts(old, new)) == expected


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    passages = compare_texts(old, new)
    assert passages is not None
    for kept, text in (("dropped", old), ("added", new)):
        words = ["".join(p.words for p in passage.pieces if p.kind in ("same", kept)) for passage in passages]
        said = "".join(words).replace("\n", "")
        whole = paragraphs_of(text)
        unchanged = sum(passage.unchanged for passage in passages)
        assert unchanged <= len(whole) if passages else paragraphs_of(old) == paragraphs_of(new)
        assert all(part in "".join(whole) for part in [said] if not unchanged)


def test_what_is_too_long_is_not_compared_word_by_word() -> None:
    assert compare_texts("x\n" * (MOST_PARAGRAPHS + 1), "y") is None
    old, new = "a " * MOST_WORDS, "b " * 3
    assert compare_texts(old, new) == (Passage((Piece("dropped", old.strip()), Piece("added", new.strip()))),)


def test_words_made_to_be_slow_are_compared() -> None:
    old, new = (" ".join(str(n * step % 99) for n in range(MOST_WORDS // 2)) for step in (7, 11))
    assert compare_texts(old, new)
